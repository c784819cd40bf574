//! Reading files, each with a limit, and finding out what exists at a path.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::system::files::error::FileError;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads a whole regular file of at most `limit` bytes.
///
/// # Errors
/// If it is not there, not a regular file, larger, or changes meanwhile.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let failed = || FileError::io("read", path);
    // This is checked before the file is opened: opening a pipe waits for its writer.
    if !path.metadata().map_err(failed())?.is_file() {
        return Err(FileError::NotAFile(path.to_owned()));
    }
    let mut file = File::open(path).map_err(failed())?;
    let before = file.metadata().map_err(failed())?;
    let length = before.len();
    let too_large = || FileError::TooLarge { path: path.to_owned(), limit };
    if length > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let capacity = usize::try_from(length).map_err(|_| too_large())?;
    bytes.try_reserve_exact(capacity).map_err(|_| failed()(io::ErrorKind::OutOfMemory.into()))?;
    let found = (&mut file).take(length).read_to_end(&mut bytes).map_err(failed())?;
    let mut next = [0];
    let longer = file.read(&mut next).map_err(failed())? != 0;
    let after = file.metadata().map_err(failed())?;
    // Some file systems keep no times. On those, only a change of the length is noticed.
    if found != capacity || longer || after.modified().ok() != before.modified().ok() {
        return Err(FileError::Changed(path.to_owned()));
    }
    Ok(bytes)
}

/// How many bytes of a stream are read at a time. This is more than the buffer of standard input, which is
/// therefore bypassed and keeps nothing.
const STREAM_BYTES: usize = 64 << 10;

/// Reads a stream of at most `limit` bytes to its end. It may hold secrets. Errors call the stream `name`.
///
/// # Errors
/// If it is longer, or cannot be read.
pub fn read_stream(
    stream: &mut impl Read,
    name: &str,
    limit: u64,
) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let mut bytes = Zeroizing::new(Vec::new());
    loop {
        let found = read_more(stream, &mut bytes, STREAM_BYTES as u64);
        let found = found.map_err(FileError::io("read", Path::new(name)))?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge { path: name.into(), limit });
        }
        if found < STREAM_BYTES as u64 {
            return Ok(bytes);
        }
    }
}

/// Adds the next `count` bytes of a stream to `bytes`, or as many as there are, and says how many. They may be
/// secret, so when the bytes move to a larger buffer, the old one is wiped.
///
/// # Errors
/// If the stream cannot be read, or there is not enough memory.
pub fn read_more(
    stream: &mut impl Read,
    bytes: &mut Zeroizing<Vec<u8>>,
    count: u64,
) -> io::Result<u64> {
    let mut left = count;
    while left > 0 {
        let length = bytes.len();
        let most = left.min(STREAM_BYTES as u64) as usize;
        if bytes.capacity() - length < most {
            let mut larger = Zeroizing::new(Vec::new());
            larger
                .try_reserve_exact(2 * length + most)
                .map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
            larger.extend_from_slice(bytes);
            *bytes = larger;
        }
        bytes.resize(length + most, 0);
        let found = loop {
            match stream.read(&mut bytes[length..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        bytes.truncate(length + found);
        if found == 0 {
            break;
        }
        left -= found as u64;
    }
    Ok(count - left)
}

/// Whether the file can be read and begins with these bytes.
pub fn begins_with(path: &Path, start: &[u8]) -> bool {
    let read = || {
        // This is checked before the file is opened, as in [`read`].
        path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let mut found = vec![0; start.len()];
        File::open(path).ok()?.read_exact(&mut found).ok()?;
        Some(found == start)
    };
    read().unwrap_or(false)
}

/// The regular files directly in a folder, except hidden ones.
///
/// # Errors
/// If the system refuses.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let failed = || FileError::io("read", folder);
    let mut files = Vec::new();
    for entry in folder.read_dir().map_err(failed())? {
        let entry = entry.map_err(failed())?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Reads a whole text file of at most `limit` bytes.
///
/// # Errors
/// As [`read`], and if it is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileError> {
    let bytes = read(path, limit)?;
    let what = match bytes[..] {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it is UTF-16 text; save it as UTF-8",
        _ => "it is not UTF-8 text",
    };
    let mut text = String::from_utf8(bytes).map_err(|_| {
        FileError::io("read", path)(io::Error::new(io::ErrorKind::InvalidData, what))
    })?;
    // Editors on Windows start UTF-8 files with a byte order mark.
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}

/// Whether anything exists at `path`, even a broken symbolic link: a file that cannot be read must not be taken for
/// a missing one.
///
/// # Errors
/// If the system does not say.
pub fn is_there(path: &Path) -> Result<bool, FileError> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(FileError::io("read", path)(error)),
    }
}

/// Whether both paths name the same place in the same folder, however they are written.
#[cfg(feature = "prover")]
pub(crate) fn same_place(a: &Path, b: &Path) -> bool {
    let place = |path: &Path| {
        let folder = folder_of(path).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    a == b || place(a).is_some_and(|first| place(b) == Some(first))
}

/// Whether both paths name the same file, even by names that differ in case or by a hard link.
#[cfg(feature = "prover")]
pub(crate) fn same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let identity = |path: &Path| {
            let metadata = path.metadata().ok()?;
            Some((metadata.dev(), metadata.ino()))
        };
        if identity(a).is_some_and(|file| identity(b) == Some(file)) {
            return true;
        }
    }
    same_place(a, b)
}

/// Whether other users of this machine may read the file. Always false on systems without such permissions.
pub fn readable_by_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// The folder that holds `path`.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
