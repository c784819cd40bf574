//! Trust lists in files: any, and the user's own.

use std::path::Path;

use crate::system::files::{self, Access};
use crate::system::folders;
use crate::verify::trust::{Trust, TrustError};

impl Trust {
    /// Reads a file.
    ///
    /// # Errors
    /// If it is not there or not a trust list.
    pub fn read(path: &Path) -> Result<Self, TrustError> {
        let json = files::read_text(path, Self::MAX_BYTES)?;
        Self::from_json(&json)
            .map_err(|error| TrustError::InFile { path: path.to_owned(), error: Box::new(error) })
    }

    /// Reads the user's own list, which the app edits; it is empty until there is one.
    ///
    /// # Errors
    /// If there is one and it is broken.
    pub fn of_user() -> Result<Self, TrustError> {
        Self::read_or_empty(&folders::config()?.join(Self::FILE))
    }

    /// Changes the user's own list: reads it, lets `change` work on it, and replaces the file in one step.
    /// Processes that do so at the same time take turns.
    ///
    /// # Errors
    /// If the list is broken or cannot be written, or `change` fails; then the file is as it was.
    pub fn change_of_user<T>(
        change: impl FnOnce(&mut Trust) -> Result<T, TrustError>,
    ) -> Result<T, TrustError> {
        Self::change_in(&folders::config()?, change)
    }

    /// As [`Trust::change_of_user`], in another folder.
    ///
    /// # Errors
    /// As there.
    pub fn change_in<T>(
        folder: &Path,
        change: impl FnOnce(&mut Trust) -> Result<T, TrustError>,
    ) -> Result<T, TrustError> {
        files::create_folder(folder)?;
        let _turn = files::take_turns(&folder.join("trust.lock"))?;
        let path = folder.join(Self::FILE);
        let mut trust = Self::read_or_empty(&path)?;
        let result = change(&mut trust)?;
        files::replace(&path, trust.to_json().as_bytes(), Access::Public)?;
        Ok(result)
    }

    fn read_or_empty(path: &Path) -> Result<Self, TrustError> {
        // A list that is there but cannot be read is no empty one: it may revoke keys.
        if files::is_there(path)? { Self::read(path) } else { Ok(Self::empty()) }
    }
}
