//! Why a file could not be read or written.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::system::text;

/// Why a file could not be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FileError {
    /// The operating system refused.
    #[error("cannot {action} {}: {}{}", path.display(), text::system(error), advice(action, error))]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// There is already a file, and it is never overwritten.
    #[error("{} exists and is never overwritten; choose another name, or move it away", .0.display())]
    Exists(PathBuf),
    /// There is a symbolic link where a file should be written.
    #[error("{} is a symbolic link, and links are never followed for writing; name the file itself", .0.display())]
    SymbolicLink(PathBuf),
    /// A folder, a device or a pipe.
    #[error("{} is not a regular file; name a file", .0.display())]
    NotAFile(PathBuf),
    /// More bytes than the limit.
    #[error("{} is larger than {limit} bytes, the most that can be read", path.display())]
    TooLarge {
        /// Which file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// Another program wrote to the file meanwhile.
    #[error("{} changed while it was being read; try again when nothing writes to it", .0.display())]
    Changed(PathBuf),
}

/// What is tried when a lock is taken.
pub(super) const LOCK: &str = "lock";

/// What to do about a refusal of the operating system, where there is something to do.
fn advice(action: &str, error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; free some space, or choose a place on another disk"
        }
        io::ErrorKind::FileTooLarge => "; choose a place that accepts files of this size",
        io::ErrorKind::ReadOnlyFilesystem => "; choose a place that can be written to",
        io::ErrorKind::PermissionDenied if action == "read" => {
            "; give yourself permission to read it"
        }
        io::ErrorKind::PermissionDenied => "; choose a folder that you may write to",
        io::ErrorKind::NotFound if action == "write" => "; create its folder first",
        _ => "",
    }
}

impl FileError {
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
        let path = path.to_owned();
        move |error| FileError::Io { action, path, error: without_its_path(error) }
    }

    /// The same error about a file in `folder`, if it occurred in a folder that takes its place later.
    pub(crate) fn in_folder(self, folder: &Path) -> Self {
        match self {
            FileError::Io { action, path, error } => FileError::Io {
                action,
                path: folder.join(path.file_name().unwrap_or_default()),
                error,
            },
            other => other,
        }
    }

    /// Whether the file is larger than its limit.
    pub fn is_limit(&self) -> bool {
        matches!(self, FileError::TooLarge { .. })
    }

    /// Whether there is no such file to read.
    pub fn is_missing(&self) -> bool {
        matches!(self, FileError::Io { action: "read", error, .. } if error.kind() == io::ErrorKind::NotFound)
    }

    /// Whether the file system has no locks, or refuses one.
    pub fn is_about_locks(&self) -> bool {
        matches!(self, FileError::Io { action: LOCK, .. })
    }

    /// Whether there is not enough memory for the file's bytes.
    pub fn is_memory(&self) -> bool {
        matches!(self, FileError::Io { error, .. } if error.kind() == io::ErrorKind::OutOfMemory)
    }
}

/// An error without the path that `tempfile` appends: the path of a temporary file means nothing to a user.
fn without_its_path(error: io::Error) -> io::Error {
    if error.get_ref().is_none() {
        return error;
    }
    let message = error.to_string();
    match message.rsplit_once(" at path \"") {
        Some((message, _)) => io::Error::new(error.kind(), message),
        None => error,
    }
}
