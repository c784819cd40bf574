//! Writing files: what is written goes to a temporary file in the same folder, is synced, and takes its place in one
//! step.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::system::files::error::{FileError, LOCK};
use crate::system::files::obstacles::{Obstacle, obstacle};
use crate::system::files::read::{folder_of, is_there};

const TEMPORARY_PREFIX: &str = ".proofroom-";
const TEMPORARY_SUFFIX: &str = ".tmp";
/// Temporary files older than this whose writer is gone are removed.
const ABANDONED_AFTER: Duration = Duration::from_secs(60);

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody whom the user's umask allows.
    Public,
    /// The user alone: mode 0600.
    Private,
}

/// Writes a new file. An existing one is left alone.
///
/// # Errors
/// If the file exists, or writing fails; then nothing of it is there.
pub fn create(path: &Path, bytes: &[u8], access: Access) -> Result<(), FileError> {
    create_all(&[(path, bytes, access)])
}

/// Writes new files that belong together. None takes its place before all are written.
///
/// # Errors
/// If one of them exists, or writing fails; then nothing of them is there.
pub fn create_all(files: &[(&Path, &[u8], Access)]) -> Result<(), FileError> {
    let staged = files
        .iter()
        .map(|&(path, bytes, access)| write_temporary(path, bytes, access))
        .collect::<Result<Vec<_>, _>>()?;
    let mut created: Vec<&Path> = Vec::new();
    for (temporary, &(path, ..)) in staged.into_iter().zip(files) {
        if let Err(error) = place_new(temporary, path) {
            for path in created {
                // This program made it a moment ago. What cannot be removed stays.
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
fn place_new(temporary: NamedTempFile, path: &Path) -> Result<(), FileError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => FileError::Exists(path.to_owned()),
        _ => FileError::io("write", path)(error),
    };
    let refused = match obstacle(Obstacle::NoLinks) {
        Err(error) => tempfile::PersistError { error, file: temporary },
        Ok(()) => match temporary.persist_noclobber(path) {
            Ok(_) => return Ok(()),
            Err(refused) => refused,
        },
    };
    // Some network file systems and memory cards have neither hard links nor renaming without replacing. There, an
    // empty file, which only one program can make, reserves the name until the whole one takes its place.
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
        // This program made it, and it is empty.
        let _ = std::fs::remove_file(path);
        failed(refused.error)
    })?;
    Ok(())
}

/// Makes a folder, those above it, and new files in it: it appears with all of them or not at all. An existing
/// folder gets them as with [`create_all`].
///
/// # Errors
/// As [`create_all`].
pub fn create_folder_with(folder: &Path, files: &[(&str, &[u8], Access)]) -> Result<(), FileError> {
    let create_in = |folder: &Path| {
        let paths: Vec<PathBuf> = files.iter().map(|(name, ..)| folder.join(name)).collect();
        let files = paths.iter().zip(files);
        let files: Vec<_> =
            files.map(|(path, &(_, bytes, access))| (path.as_path(), bytes, access)).collect();
        create_all(&files)
    };
    if is_there(folder)? {
        // This is not so if it is a broken link.
        create_folder(folder)?;
        return create_in(folder);
    }
    let failed = || FileError::io("make the folder", folder);
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
        Ok(true) => FileError::Exists(folder.to_owned()),
        _ => failed()(error),
    })?;
    // After that, there is nothing left to remove at its old place.
    let _ = temporary.keep();
    sync_folder(folder);
    Ok(())
}

/// Writes a file. An existing one is replaced in one step, and a public one keeps its mode.
///
/// # Errors
/// If there is a symbolic link or a folder, or writing fails; then the old file is still there.
pub fn replace(path: &Path, bytes: &[u8], access: Access) -> Result<(), FileError> {
    Staged::new(path, bytes, access)?.replace()
}

/// A file that is written and synced under another name, ready to take its place. If it is dropped, it is removed.
#[derive(Debug)]
pub struct Staged {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Writes the bytes beside their place.
    ///
    /// # Errors
    /// If there is a symbolic link or a folder, or writing fails.
    pub fn new(path: &Path, bytes: &[u8], access: Access) -> Result<Self, FileError> {
        refuse_what_is_no_file(path)?;
        let temporary = write_temporary(path, bytes, access)?;
        if access == Access::Public
            && let Ok(old) = path.symlink_metadata()
        {
            keep_mode(temporary.as_file(), old.permissions());
        }
        Ok(Staged { temporary, path: path.to_owned() })
    }

    /// Puts the file into its place in one step, replacing what is there, and makes that survive a power cut if the
    /// file system can.
    ///
    /// # Errors
    /// If the system refuses; then what was there before is still there.
    pub fn replace(self) -> Result<(), FileError> {
        let Staged { temporary, path } = self;
        temporary.persist(&path).map_err(|error| FileError::io("write", &path)(error.error))?;
        sync_folder(&path);
        Ok(())
    }

    /// As [`Staged::replace`], but replaces nothing.
    ///
    /// # Errors
    /// If something is there, or the system refuses.
    pub fn create(self) -> Result<(), FileError> {
        let Staged { temporary, path } = self;
        place_new(temporary, &path)?;
        sync_folder(&path);
        Ok(())
    }
}

/// Gives a file the mode of the one that it replaces, so that a private file stays private.
fn keep_mode(file: &File, mode: Permissions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The set-id and sticky bits are left out, because they do not say who may read it.
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
pub fn check_writable(path: &Path) -> Result<(), FileError> {
    refuse_what_is_no_file(path)?;
    write_temporary(path, b"probe", Access::Private).map(drop)
}

/// Makes a folder, and those above it, if they are missing.
///
/// # Errors
/// If the system refuses.
pub fn create_folder(path: &Path) -> Result<(), FileError> {
    std::fs::create_dir_all(path).map_err(FileError::io("make the folder", path))
}

/// Removes a file.
///
/// # Errors
/// If it cannot be removed.
pub fn remove(path: &Path) -> Result<(), FileError> {
    std::fs::remove_file(path).map_err(FileError::io("remove", path))
}

/// Waits until no other process holds the lock file at `path`, which is made if it is missing, and holds
/// it until the result is dropped.
///
/// # Errors
/// If there is a symbolic link or a folder, or the system refuses.
pub(crate) fn take_turns(path: &Path) -> Result<File, FileError> {
    refuse_what_is_no_file(path)?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(FileError::io("open", path))?;
    obstacle(Obstacle::NoLocks).and_then(|()| file.lock()).map_err(FileError::io(LOCK, path))?;
    Ok(file)
}

/// Puts a file that cannot be read aside, so that nothing replaces it; returns a sentence that says so and why.
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

fn refuse_what_is_no_file(path: &Path) -> Result<(), FileError> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(FileError::SymbolicLink(path.to_owned())),
        Ok(metadata) if !metadata.is_file() => Err(FileError::NotAFile(path.to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(FileError::io("write", path)(error)),
    }
}

fn write_temporary(path: &Path, bytes: &[u8], access: Access) -> Result<NamedTempFile, FileError> {
    let mut temporary = temporary_beside(path, access)?;
    let written = temporary
        .write_all(bytes)
        .and_then(|()| obstacle(Obstacle::Full))
        .and_then(|()| unless_unknown(temporary.as_file().sync_all()));
    written.map_err(FileError::io("write", path))?;
    Ok(temporary)
}

/// The result of syncing, except where the file system does not support it, such as some network shares.
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

/// A locked temporary file in the folder of `path`. The lock shows others that its writer is alive.
fn temporary_beside(path: &Path, access: Access) -> Result<NamedTempFile, FileError> {
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
    let temporary = builder.tempfile_in(folder).map_err(FileError::io("write", path))?;
    // Some network file systems have no locks. On those, an old temporary file counts as abandoned.
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
    // A folder gets a few small files and takes its place at once, so no old one still has a writer.
    is_old && (metadata.is_dir() || metadata.is_file() && is_unlocked())
}

/// Makes a new name in a folder survive a power cut where possible. Network shares often cannot sync a folder, but
/// the file is in its place by then, whole and synced.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    {
        let folder = File::open(folder_of(path));
        let _ = obstacle(Obstacle::NoSync).and_then(|()| folder?.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}
