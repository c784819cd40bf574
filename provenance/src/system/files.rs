//! Files that are whole or not there.
//!
//! What is written goes to a temporary file in the same folder, is synced, and takes its place in one step; a crash
//! leaves the old file or the new one. A symbolic link is never followed for writing, because somebody else may
//! have put it there.

mod error;
pub(crate) mod obstacles;
mod read;
mod write;

pub use crate::system::MAX_FILE_BYTES;
pub use error::FileError;
pub(crate) use read::folder_of;
pub use read::{
    begins_with, files_in, is_there, read, read_more, read_stream, read_text, readable_by_others,
};
#[cfg(feature = "prover")]
pub(crate) use read::{same_file, same_place};
pub use write::{
    Access, Staged, check_writable, create, create_all, create_folder, create_folder_with, remove,
    replace,
};
pub(crate) use write::{set_aside, take_turns};

#[cfg(test)]
mod tests {
    use super::obstacles::Obstacle;
    use super::write::*;
    use super::*;
    use std::fs::{File, OpenOptions, Permissions};
    use std::path::Path;
    use std::time::Duration;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_new_file_never_overwrites() {
        let folder = folder();
        let path = folder.path().join("key");
        create(&path, b"first", Access::Private).expect("writes");
        assert!(matches!(create(&path, b"second", Access::Private), Err(FileError::Exists(_))));
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
        assert!(matches!(create_all(&files), Err(FileError::Exists(_))));
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
        assert!(matches!(read(&path, 4), Err(FileError::TooLarge { limit: 4, .. })));
        assert!(matches!(read(folder.path(), 4), Err(FileError::NotAFile(_))));
        assert!(matches!(replace(folder.path(), b"", Access::Public), Err(FileError::NotAFile(_))));
        assert!(matches!(read(&folder.path().join("none"), 4), Err(FileError::Io { .. })));
        let nowhere = folder.path().join("no/such/folder");
        assert!(matches!(replace(&nowhere, b"", Access::Public), Err(FileError::Io { .. })));
        assert!(matches!(check_writable(&nowhere), Err(FileError::Io { .. })));
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
        assert!(matches!(replace(&link, b"x", Access::Public), Err(FileError::SymbolicLink(_))));
        assert!(matches!(create(&link, b"x", Access::Public), Err(FileError::Exists(_))));
        assert!(matches!(check_writable(&link), Err(FileError::SymbolicLink(_))));
        assert!(matches!(take_turns(&link), Err(FileError::SymbolicLink(_))));
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
        assert!(matches!(new(), Err(FileError::Exists(_))));
        obstacles::standing(&lacking, || replace(&path, b"2", Access::Public)).expect("writes");
        assert_eq!(read(&path, 5).expect("reads"), b"2");
        assert_eq!(folder.path().read_dir().expect("lists").count(), 1);
    }

    #[test]
    fn messages_name_the_file_and_no_temporary_one() {
        let folder = folder();
        let told = |error: FileError, name: &str| {
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
