//! Files that are whole or not there.
//!
//! What is written goes to a temporary file in the same folder, is synced, and takes its place in one
//! step; a crash leaves the old file or the new one. A symbolic link is never written through: who put
//! it there, and what it points to, is not ours to decide.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::system::text;

/// The largest photo or published file that is read.
pub const MAX_FILE_BYTES: u64 = 512 << 20;

const BYTE_ORDER_MARK: char = '\u{feff}';

const TEMPORARY_PREFIX: &str = ".proofroom-";
const TEMPORARY_SUFFIX: &str = ".tmp";
/// Temporary files older than this whose writer is gone are removed.
const ABANDONED_AFTER: Duration = Duration::from_secs(60);

/// Why a file could not be read or written.
#[derive(Debug, Error)]
pub enum StoreError {
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
    /// A file that is never overwritten is already there.
    #[error("{} exists and is never overwritten; choose another name, or move it away", .0.display())]
    Exists(PathBuf),
    /// A symbolic link stands where a file should be written.
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
const LOCK: &str = "lock";

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
        _ if action == LOCK => {
            "; choose a folder whose file system has locks, such as one on a disk of this machine: PROOFROOM_STATE_DIR \
             and PROOFROOM_CONFIG_DIR name the folders"
        }
        _ => "",
    }
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.to_owned();
        move |error| StoreError::Io { action, path, error: without_its_path(error) }
    }

    /// The same error about a file in `folder`, for one that was met in a folder that takes its place later.
    fn in_folder(self, folder: &Path) -> Self {
        match self {
            StoreError::Io { action, path, error } => StoreError::Io {
                action,
                path: folder.join(path.file_name().unwrap_or_default()),
                error,
            },
            other => other,
        }
    }

    /// Whether the file is larger than its limit.
    pub fn is_limit(&self) -> bool {
        matches!(self, StoreError::TooLarge { .. })
    }

    /// Whether memory for the file's bytes is missing.
    pub fn is_memory(&self) -> bool {
        matches!(self, StoreError::Io { error, .. } if error.kind() == io::ErrorKind::OutOfMemory)
    }
}

/// An error without the path that `tempfile` puts behind it: that of a temporary file means nothing to anybody.
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

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody whom the user's mask allows.
    Public,
    /// The user alone: mode 0600.
    Private,
}

/// Reads a whole regular file of at most `limit` bytes.
///
/// # Errors
/// If it is not there, not a regular file, larger, or changes meanwhile.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let failed = || StoreError::io("read", path);
    // Asked before it is opened: opening a pipe waits for whoever writes to it.
    if !path.metadata().map_err(failed())?.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    let mut file = File::open(path).map_err(failed())?;
    let before = file.metadata().map_err(failed())?;
    let length = before.len();
    let too_large = || StoreError::TooLarge { path: path.to_owned(), limit };
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
    // Some file systems keep no times; there, only a change of the length is noticed.
    if found != capacity || longer || after.modified().ok() != before.modified().ok() {
        return Err(StoreError::Changed(path.to_owned()));
    }
    Ok(bytes)
}

/// How many bytes of a stream are read at a time: more than standard input keeps in a buffer of its own, so that
/// it keeps nothing.
const STREAM_BYTES: usize = 64 << 10;

/// Reads a stream of at most `limit` bytes to its end. It may hold secrets: bytes that move to a larger place in
/// memory are wiped in the old one. Errors call the stream `name`.
///
/// # Errors
/// If it is longer, or cannot be read.
pub fn read_stream(
    stream: &mut impl Read,
    name: &str,
    limit: u64,
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let failed = || StoreError::io("read", Path::new(name));
    let mut bytes = Zeroizing::new(Vec::new());
    loop {
        let length = bytes.len();
        if bytes.capacity() - length < STREAM_BYTES {
            let mut larger = Zeroizing::new(Vec::new());
            larger
                .try_reserve_exact(2 * length + STREAM_BYTES)
                .map_err(|_| failed()(io::ErrorKind::OutOfMemory.into()))?;
            larger.extend_from_slice(&bytes);
            bytes = larger;
        }
        bytes.resize(length + STREAM_BYTES, 0);
        let found = loop {
            match stream.read(&mut bytes[length..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read.map_err(failed())?,
            }
        };
        bytes.truncate(length + found);
        if bytes.len() as u64 > limit {
            return Err(StoreError::TooLarge { path: name.into(), limit });
        }
        if found == 0 {
            return Ok(bytes);
        }
    }
}

/// Whether the file can be read and begins with these bytes.
pub fn begins_with(path: &Path, start: &[u8]) -> bool {
    let read = || {
        // Asked before it is opened, as by [`read`].
        path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let mut found = vec![0; start.len()];
        File::open(path).ok()?.read_exact(&mut found).ok()?;
        Some(found == start)
    };
    read().unwrap_or(false)
}

/// The regular files of a folder, not those of folders in it, and no hidden ones.
///
/// # Errors
/// If the system refuses.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = || StoreError::io("read", folder);
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
pub fn read_text(path: &Path, limit: u64) -> Result<String, StoreError> {
    let bytes = read(path, limit)?;
    let what = match bytes[..] {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it is UTF-16 text; save it as UTF-8",
        _ => "it is not UTF-8 text",
    };
    let mut text = String::from_utf8(bytes).map_err(|_| {
        StoreError::io("read", path)(io::Error::new(io::ErrorKind::InvalidData, what))
    })?;
    // Editors on Windows begin their files with a mark that says that they are UTF-8.
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}

/// Writes a new file; one that is there already is left alone.
///
/// # Errors
/// If the file exists, or writing fails; then nothing of it is there.
pub fn create(path: &Path, bytes: &[u8], access: Access) -> Result<(), StoreError> {
    create_all(&[(path, bytes, access)])
}

/// Writes new files that belong together; none takes its place before all are written.
///
/// # Errors
/// If one of them exists, or writing fails; then nothing of them is there.
pub fn create_all(files: &[(&Path, &[u8], Access)]) -> Result<(), StoreError> {
    let staged = files
        .iter()
        .map(|&(path, bytes, access)| write_temporary(path, bytes, access))
        .collect::<Result<Vec<_>, _>>()?;
    let mut created: Vec<&Path> = Vec::new();
    for (temporary, &(path, ..)) in staged.into_iter().zip(files) {
        if let Err(error) = place_new(temporary, path) {
            for path in created {
                // It was made a moment ago, by nobody else. What cannot be removed stays.
                let _ = std::fs::remove_file(path);
            }
            return Err(error);
        }
        created.push(path);
    }
    files.iter().for_each(|(path, ..)| sync_folder(path));
    Ok(())
}

/// Gives a temporary file its name, if nothing has that name yet.
fn place_new(temporary: NamedTempFile, path: &Path) -> Result<(), StoreError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
        _ => StoreError::io("write", path)(error),
    };
    let refused = match obstacle(Obstacle::NoLinks) {
        Err(error) => tempfile::PersistError { error, file: temporary },
        Ok(()) => match temporary.persist_noclobber(path) {
            Ok(_) => return Ok(()),
            Err(refused) => refused,
        },
    };
    // Some network file systems and memory cards know neither hard links nor a renaming that replaces nothing.
    // There an empty file, which only one program can make, keeps the name until the whole one takes its place.
    let has_no_links = matches!(
        refused.error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied
    );
    if !has_no_links {
        return Err(failed(refused.error));
    }
    let mut reserving = OpenOptions::new();
    reserving.write(true).create_new(true).open(path).map_err(failed)?;
    refused.file.persist(path).map_err(|refused| {
        // It is ours, and empty.
        let _ = std::fs::remove_file(path);
        failed(refused.error)
    })?;
    Ok(())
}

/// Makes a folder, those above it, and new files in it: it appears with all of them or not at all. A folder
/// that is there gets them as by [`create_all`].
///
/// # Errors
/// As [`create_all`].
pub fn create_folder_with(
    folder: &Path,
    files: &[(&str, &[u8], Access)],
) -> Result<(), StoreError> {
    let create_in = |folder: &Path| {
        let paths: Vec<PathBuf> = files.iter().map(|(name, ..)| folder.join(name)).collect();
        let files = paths.iter().zip(files);
        let files: Vec<_> =
            files.map(|(path, &(_, bytes, access))| (path.as_path(), bytes, access)).collect();
        create_all(&files)
    };
    if is_there(folder)? {
        // Not so if it is a link that leads nowhere.
        create_folder(folder)?;
        return create_in(folder);
    }
    let failed = || StoreError::io("make the folder", folder);
    let parent = folder_of(folder);
    create_folder(parent)?;
    remove_abandoned(parent);
    let temporary = tempfile::Builder::new()
        .prefix(TEMPORARY_PREFIX)
        .suffix(TEMPORARY_SUFFIX)
        .tempdir_in(parent)
        .map_err(failed())?;
    create_in(temporary.path()).map_err(|error| error.in_folder(folder))?;
    std::fs::rename(temporary.path(), folder).map_err(|error| match is_there(folder) {
        Ok(true) => StoreError::Exists(folder.to_owned()),
        _ => failed()(error),
    })?;
    // Where it was there is nothing left to remove.
    let _ = temporary.keep();
    sync_folder(folder);
    Ok(())
}

/// Writes a file; one that is there already is replaced in one step, and a public one keeps its mode.
///
/// # Errors
/// If a symbolic link or a folder stands there, or writing fails; then the old file is still there.
pub fn replace(path: &Path, bytes: &[u8], access: Access) -> Result<(), StoreError> {
    Staged::new(path, bytes, access)?.replace()
}

/// A file that is written and synced under another name and waits to take its place. Dropped, it is
/// gone.
#[derive(Debug)]
pub struct Staged {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Writes the bytes beside the place where they shall stand.
    ///
    /// # Errors
    /// If a symbolic link or a folder stands there, or writing fails.
    pub fn new(path: &Path, bytes: &[u8], access: Access) -> Result<Self, StoreError> {
        refuse_what_is_no_file(path)?;
        let temporary = write_temporary(path, bytes, access)?;
        if access == Access::Public
            && let Ok(old) = path.symlink_metadata()
        {
            keep_mode(temporary.as_file(), old.permissions());
        }
        Ok(Staged { temporary, path: path.to_owned() })
    }

    /// Puts the file into its place in one step, over what is there, and makes that survive a power cut where the
    /// file system can.
    ///
    /// # Errors
    /// If the system refuses; then what was there before is still there.
    pub fn replace(self) -> Result<(), StoreError> {
        let Staged { temporary, path } = self;
        temporary.persist(&path).map_err(|error| StoreError::io("write", &path)(error.error))?;
        sync_folder(&path);
        Ok(())
    }

    /// As [`Staged::replace`], but over nothing.
    ///
    /// # Errors
    /// If something is there, or the system refuses.
    pub fn create(self) -> Result<(), StoreError> {
        let Staged { temporary, path } = self;
        place_new(temporary, &path)?;
        sync_folder(&path);
        Ok(())
    }
}

/// Gives a file the mode of the one that it replaces: whoever kept that one private meant it.
fn keep_mode(file: &File, mode: Permissions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a file does when it is run is no matter of who may read it.
        let mode = Permissions::from_mode(mode.mode() & 0o777);
        // Some file systems keep no modes.
        let _ = file.set_permissions(mode);
    }
    #[cfg(not(unix))]
    let _ = (file, mode);
}

/// Checks before long work that [`replace`] will find its folder there and writable, and room for some bytes.
///
/// # Errors
/// What [`replace`] would say.
pub fn check_writable(path: &Path) -> Result<(), StoreError> {
    refuse_what_is_no_file(path)?;
    write_temporary(path, b"probe", Access::Private).map(drop)
}

/// Makes a folder, and those above it, if they are missing.
///
/// # Errors
/// If the system refuses.
pub fn create_folder(path: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(path).map_err(StoreError::io("make the folder", path))
}

/// Removes a file.
///
/// # Errors
/// If it cannot be removed.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    std::fs::remove_file(path).map_err(StoreError::io("remove", path))
}

/// Whether something stands at `path`, even a symbolic link that leads nowhere: what is there but cannot
/// be read must not be taken for nothing.
///
/// # Errors
/// If the system does not say.
pub fn is_there(path: &Path) -> Result<bool, StoreError> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

/// Whether both paths name one place in one folder, however they are written.
pub(crate) fn same_place(a: &Path, b: &Path) -> bool {
    let place = |path: &Path| {
        let folder = folder_of(path).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    a == b || place(a).is_some_and(|first| place(b) == Some(first))
}

/// Whether both paths name one file, by whatever names: one that differs in case, or a hard link.
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

/// Whether other users of this machine may read the file. Never on systems without such permissions.
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

/// Waits until no other process holds the lock file at `path`, which is made if it is missing, and holds
/// it until the result is dropped.
///
/// # Errors
/// If a symbolic link or a folder stands there, or the system refuses.
pub(crate) fn take_turns(path: &Path) -> Result<File, StoreError> {
    refuse_what_is_no_file(path)?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(StoreError::io("open", path))?;
    obstacle(Obstacle::NoLocks).and_then(|()| file.lock()).map_err(StoreError::io(LOCK, path))?;
    Ok(file)
}

/// Puts a file that cannot be read aside, so that nothing writes over it; gives a sentence that says so
/// and why.
pub(crate) fn set_aside(path: &Path, what: &str, why: &str) -> String {
    let name = |number: u32| match number {
        0 => path.with_extension("damaged"),
        number => path.with_extension(format!("damaged-{number}")),
    };
    let is_free = |aside: &PathBuf| aside.symlink_metadata().is_err();
    let free = (0..).map(name).find(is_free);
    match free.filter(|aside| std::fs::rename(path, aside).is_ok()) {
        Some(aside) => {
            format!("{what} cannot be read ({why}) and was put aside as {}", aside.display())
        }
        None => {
            format!("{what} cannot be read ({why}), and {} cannot be put aside", path.display())
        }
    }
}

fn refuse_what_is_no_file(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(StoreError::SymbolicLink(path.to_owned())),
        Ok(metadata) if !metadata.is_file() => Err(StoreError::NotAFile(path.to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::io("write", path)(error)),
    }
}

fn write_temporary(path: &Path, bytes: &[u8], access: Access) -> Result<NamedTempFile, StoreError> {
    let mut temporary = temporary_beside(path, access)?;
    let written = temporary
        .write_all(bytes)
        .and_then(|()| obstacle(Obstacle::Full))
        .and_then(|()| unless_unknown(temporary.as_file().sync_all()));
    written.map_err(StoreError::io("write", path))?;
    Ok(temporary)
}

/// What syncing gives, where the file system knows it: some network shares do not.
fn unless_unknown(synced: io::Result<()>) -> io::Result<()> {
    match synced {
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

/// A locked temporary file in the folder of `path`. The lock tells others that its writer is alive.
fn temporary_beside(path: &Path, access: Access) -> Result<NamedTempFile, StoreError> {
    let folder = folder_of(path);
    remove_abandoned(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = match access {
            Access::Public => 0o666,
            Access::Private => 0o600,
        };
        builder.permissions(Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = access;
    let temporary = builder.tempfile_in(folder).map_err(StoreError::io("write", path))?;
    // Some network file systems know no locks; there, an old temporary file counts as abandoned.
    let _ = temporary.as_file().try_lock();
    Ok(temporary)
}

/// Removes temporary files that killed processes left in `folder`. What cannot be removed stays.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| {
            name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX)
        });
        let path = entry.path();
        if ours && is_abandoned(&path) {
            let _ = match path.is_dir() {
                true => std::fs::remove_dir_all(path),
                false => std::fs::remove_file(path),
            };
        }
    }
}

fn is_abandoned(path: &Path) -> bool {
    let Ok(metadata) = path.symlink_metadata() else {
        return false;
    };
    let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
    let is_old = age.is_some_and(|age| age > ABANDONED_AFTER);
    let is_unlocked = || File::open(path).is_ok_and(|file| file.try_lock().is_ok());
    // A folder gets a few small files and takes its place at once: none that is old has a writer.
    is_old && (metadata.is_dir() || metadata.is_file() && is_unlocked())
}

/// The folder that holds `path`.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a new name in a folder survive a power cut, where that can be had: network shares often cannot sync a
/// folder, and the file stands in its place already, whole and synced.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    {
        let folder = File::open(folder_of(path));
        let _ = obstacle(Obstacle::NoSync).and_then(|()| folder?.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// What a file system may lack or refuse, which tests put in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Neither hard links nor a renaming that replaces nothing.
    NoLinks,
    /// No locks.
    NoLocks,
    /// No syncing of folders.
    NoSync,
    /// No room.
    Full,
}

/// Nothing is in the way but in tests.
#[cfg(not(test))]
fn obstacle(_: Obstacle) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use obstacles::obstacle;

/// Obstacles that a test puts in the way of its own thread.
#[cfg(test)]
pub(crate) mod obstacles {
    use super::{Obstacle, io};
    use std::cell::RefCell;

    thread_local! {
        static STANDING: RefCell<Vec<Obstacle>> = const { RefCell::new(Vec::new()) };
    }

    /// Runs `work` with these obstacles in its way.
    pub(crate) fn standing<T>(obstacles: &[Obstacle], work: impl FnOnce() -> T) -> T {
        STANDING.set(obstacles.to_vec());
        let result = work();
        STANDING.take();
        result
    }

    pub(super) fn obstacle(which: Obstacle) -> io::Result<()> {
        // What the system says of each.
        let error = match which {
            Obstacle::NoLinks | Obstacle::NoSync => io::ErrorKind::InvalidInput,
            Obstacle::NoLocks => io::ErrorKind::Unsupported,
            Obstacle::Full => io::ErrorKind::StorageFull,
        };
        let stands = STANDING.with_borrow(|standing| standing.contains(&which));
        if stands { Err(error.into()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_new_file_never_overwrites() {
        let folder = folder();
        let path = folder.path().join("key");
        create(&path, b"first", Access::Private).expect("writes");
        assert!(matches!(create(&path, b"second", Access::Private), Err(StoreError::Exists(_))));
        assert_eq!(read(&path, 5).expect("reads"), b"first");
        assert_eq!(folder.path().read_dir().expect("lists").count(), 1, "no temporary file stays");
    }

    #[test]
    fn of_files_that_belong_together_all_are_made_or_none() {
        let folder = folder();
        let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
        let files: [(&Path, &[u8], Access); 2] =
            [(&first, b"1", Access::Private), (&second, b"2", Access::Public)];
        create(&second, b"old", Access::Public).expect("writes");
        assert!(matches!(create_all(&files), Err(StoreError::Exists(_))));
        assert_eq!(folder.path().read_dir().expect("lists").count(), 1);
        assert_eq!(read(&second, 5).expect("reads"), b"old");
        std::fs::remove_file(&second).expect("removes");
        create_all(&files).expect("writes");
        assert_eq!(read(&first, 5).expect("reads"), b"1");
        assert_eq!(read(&second, 5).expect("reads"), b"2");
    }

    #[test]
    fn replacing_leaves_one_file() {
        let folder = folder();
        let path = folder.path().join("out");
        replace(&path, b"old", Access::Public).expect("writes");
        replace(&path, b"new", Access::Public).expect("writes");
        assert_eq!(read(&path, 5).expect("reads"), b"new");
        assert_eq!(folder.path().read_dir().expect("lists").count(), 1);
    }

    #[test]
    fn limits_and_kinds_are_checked() {
        let folder = folder();
        let path = folder.path().join("file");
        replace(&path, b"12345", Access::Public).expect("writes");
        assert!(read(&path, 5).is_ok());
        assert!(matches!(read(&path, 4), Err(StoreError::TooLarge { limit: 4, .. })));
        assert!(matches!(read(folder.path(), 4), Err(StoreError::NotAFile(_))));
        assert!(matches!(
            replace(folder.path(), b"", Access::Public),
            Err(StoreError::NotAFile(_))
        ));
        assert!(matches!(read(&folder.path().join("none"), 4), Err(StoreError::Io { .. })));
        let nowhere = folder.path().join("no/such/folder");
        assert!(matches!(replace(&nowhere, b"", Access::Public), Err(StoreError::Io { .. })));
        assert!(matches!(check_writable(&nowhere), Err(StoreError::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let private = folder.path().join("private");
        create(&private, b"", Access::Private).expect("writes");
        let mode = |path: &Path| path.metadata().expect("is there").permissions().mode() & 0o777;
        assert_eq!(mode(&private), 0o600);
        assert!(!readable_by_others(&private));
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&private, &link).expect("links");
        assert!(matches!(replace(&link, b"x", Access::Public), Err(StoreError::SymbolicLink(_))));
        assert!(matches!(create(&link, b"x", Access::Public), Err(StoreError::Exists(_))));
        assert!(matches!(check_writable(&link), Err(StoreError::SymbolicLink(_))));
        assert!(matches!(take_turns(&link), Err(StoreError::SymbolicLink(_))));
        assert_eq!(read(&private, 9).expect("reads"), b"");
        std::fs::remove_file(&private).expect("removes");
        assert!(is_there(&link).expect("says"), "although it leads nowhere");
        assert!(!is_there(&private).expect("says"));
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let path = folder.path().join("file");
        let mode = || path.metadata().expect("is there").permissions().mode() & 0o7777;
        replace(&path, b"1", Access::Public).expect("writes");
        for (kept, access, expected) in [
            (0o600, Access::Public, 0o600),
            (0o640, Access::Public, 0o640),
            (0o644, Access::Private, 0o600),
            (0o4755, Access::Public, 0o755),
        ] {
            std::fs::set_permissions(&path, Permissions::from_mode(kept)).expect("sets");
            replace(&path, b"2", access).expect("writes");
            assert_eq!(mode(), expected, "{kept:o}");
        }
    }

    #[test]
    fn file_systems_that_lack_something_are_reckoned_with() {
        let folder = folder();
        let path = folder.path().join("file");
        let lacking = [Obstacle::NoLinks, Obstacle::NoSync];
        let new = || obstacles::standing(&lacking, || create(&path, b"1", Access::Private));
        new().expect("writes");
        assert_eq!(read(&path, 5).expect("reads"), b"1");
        #[cfg(unix)]
        assert!(!readable_by_others(&path));
        assert!(matches!(new(), Err(StoreError::Exists(_))));
        obstacles::standing(&lacking, || replace(&path, b"2", Access::Public)).expect("writes");
        assert_eq!(read(&path, 5).expect("reads"), b"2");
        assert_eq!(folder.path().read_dir().expect("lists").count(), 1);
    }

    #[test]
    fn messages_name_the_file_and_no_temporary_one() {
        let folder = folder();
        let told = |error: StoreError, name: &str| {
            let words = error.to_string();
            assert!(words.contains(name) && !words.contains(".proofroom-"), "{words}");
        };
        let file = folder.path().join("no/such/file");
        told(replace(&file, b"", Access::Public).expect_err("no folder"), "such/file");
        told(check_writable(&file).expect_err("no folder"), "such/file");
        let made = folder.path().join("made");
        let full = || create_folder_with(&made, &[("device.key", b"", Access::Private)]);
        let error = obstacles::standing(&[Obstacle::Full], full).expect_err("no room");
        told(error, "made/device.key");
        assert_eq!(folder.path().read_dir().expect("lists").count(), 0);
    }

    #[test]
    fn text_may_begin_with_a_mark() {
        let folder = folder();
        let path = folder.path().join("text");
        for (bytes, text) in [
            (&b"\xef\xbb\xbf[]"[..], Ok("[]")),
            (b"[]\r\n", Ok("[]\r\n")),
            (b"\xff\xfe[\0]\0", Err("UTF-16")),
            (b"\xfe\xff\0[\0]", Err("UTF-16")),
            (b"\xe9", Err("not UTF-8")),
        ] {
            std::fs::write(&path, bytes).expect("writes");
            match (read_text(&path, 9), text) {
                (Ok(read), Ok(text)) => assert_eq!(read, text),
                (Err(error), Err(words)) => {
                    let error = error.to_string();
                    assert!(error.contains(words) && error.contains("text:"), "{error}");
                }
                (read, _) => panic!("{bytes:?}: {read:?}"),
            }
        }
    }

    #[test]
    fn one_place_has_many_names() {
        let folder = folder();
        let path = |name: &str| folder.path().join(name);
        create_folder(&path("sub")).expect("makes");
        assert!(same_place(&path("a"), &path("sub/../a")));
        assert!(same_place(&path("a"), &path("./a")));
        assert!(!same_place(&path("a"), &path("b")));
        assert!(!same_place(&path("a"), &path("sub/a")));
        assert!(!same_place(&path("none/a"), &path("nowhere/a")));
        assert!(same_place(&path("none/a"), &path("none/a")));
    }

    #[test]
    fn temporary_files_of_the_dead_are_removed() {
        let folder = folder();
        let old = folder.path().join(".proofroom-dead.tmp");
        let alive = folder.path().join(".proofroom-alive.tmp");
        let fresh = folder.path().join(".proofroom-fresh.tmp");
        let foreign = folder.path().join(".other.tmp");
        let old_folder = folder.path().join(".proofroom-dead-folder.tmp");
        let fresh_folder = folder.path().join(".proofroom-fresh-folder.tmp");
        for path in [&old_folder, &fresh_folder] {
            std::fs::create_dir(path).expect("makes a folder");
            File::create(path.join("key")).expect("writes");
        }
        for path in [&old, &alive, &fresh, &foreign] {
            File::create(path).expect("writes");
        }
        let hour_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
        let age = |path: &Path| {
            let file = OpenOptions::new().write(true).open(path).expect("opens");
            file.set_modified(hour_ago).expect("sets the time");
            file
        };
        let writer = age(&alive);
        writer.try_lock().expect("locks");
        age(&old);
        age(&foreign);
        #[cfg(unix)]
        {
            let old = File::open(&old_folder).expect("opens");
            old.set_modified(hour_ago).expect("sets the time");
        }
        replace(&folder.path().join("out"), b"", Access::Public).expect("writes");
        assert!(!old.exists());
        #[cfg(unix)]
        assert!(!old_folder.exists());
        assert!(alive.exists() && fresh.exists() && foreign.exists() && fresh_folder.exists());
    }
}
