//! Originals in files of their own.

use std::path::Path;

use proofroom_circuits::{Cancelled, Progress};
use zeroize::Zeroizing;

use crate::format::original::{Original, OriginalError};
use crate::system::cancel::unless_cancelled;
use crate::system::files::{self, Access, FileError};

impl Original {
    /// Opens the file of an attested original.
    ///
    /// # Errors
    /// As [`Original::open`].
    pub fn open_file(path: &Path) -> Result<Self, OriginalError> {
        Self::open(&Zeroizing::new(files::read(path, files::MAX_FILE_BYTES)?))
    }

    /// As [`Original::open_file`], unless the user stops it.
    ///
    /// # Errors
    /// If the user stops it; inside, as [`Original::open`].
    pub fn open_file_unless_cancelled(
        path: &Path,
        progress: &dyn Progress,
    ) -> Result<Result<Self, OriginalError>, Cancelled> {
        let path = path.to_owned();
        unless_cancelled(progress, move || Self::open_file(&path))
    }

    /// Writes the file, readable by its owner alone. A file that is there already is left alone.
    ///
    /// # Errors
    /// If the file exists or cannot be written.
    pub fn create_file(&self, path: &Path) -> Result<(), FileError> {
        files::create(path, &self.to_png(), Access::Private)
    }
}
