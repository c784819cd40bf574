//! Files that come through a pipe: `-` in a file's place is standard input.

use std::io::{self, IsTerminal};
use std::path::Path;

use proofroom_provenance::system::files::{self, FileError};
use proofroom_provenance::verify::Reason;
use zeroize::Zeroizing;

use crate::outcome::Failure;

/// Whether the argument means standard input or output. A file of that name is `./-`.
pub fn is_pipe(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a file of at most `limit` bytes, or standard input for `-`. It may hold secrets, so its bytes leave no
/// trace in memory.
pub fn read(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let read = if is_pipe(path) {
        let input = io::stdin();
        if input.is_terminal() {
            return Err(Failure::new(
                Reason::Usage,
                "- reads a file from standard input, which is a terminal; pipe a file into it, or name the file",
            ));
        }
        files::read_stream(&mut input.lock(), "standard input", limit)
    } else {
        files::read(path, limit).map(Zeroizing::new)
    };
    read.map_err(|error: FileError| Failure::new(Reason::from(&error), error))
}
