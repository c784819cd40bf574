//! How often an original was published.
//!
//! Each published file of one original opens one value of each of its columns, paid for by the column's
//! 256 random rows. The count stands in the user's state folder, one small file for each image hash; it
//! is raised, and synced, before a proof leaves the program, so that a crash can make it too high and
//! never too low. Copies of an original on several machines share the 256 rows but not the count.

use std::path::{Path, PathBuf};

use proofroom_circuits::ImageHash;
use thiserror::Error;

use crate::folders::{self, NoFolder};
use crate::store::{self, Access, StoreError};

/// The most files that are published of one original on one machine.
pub const LIMIT: u32 = 100;

/// Why a proof must not leave the program.
#[derive(Debug, Error)]
pub enum OpeningsError {
    /// The original was published too often.
    #[error(
        "{LIMIT} pictures were published of this original, and each more would use up what keeps it hidden; have the \
         camera sign the photo again and edit that file"
    )]
    Spent,
    /// The count could not be read or written.
    #[error("the count of published pictures cannot be kept: {0}")]
    Store(#[from] StoreError),
    /// There is no place for it.
    #[error("the count of published pictures cannot be kept: {0}")]
    Folder(#[from] NoFolder),
    /// The count is not a number.
    #[error("{} should hold a number, the count of pictures published of one original; write it there again", .0.display())]
    Broken(PathBuf),
}

/// The counts of this user.
#[derive(Clone, Debug)]
pub struct Openings {
    folder: PathBuf,
}

impl Openings {
    /// The counts in the user's state folder.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn of_user() -> Result<Self, OpeningsError> {
        Ok(Self::in_folder(&folders::state()?))
    }

    /// The counts in another folder.
    pub fn in_folder(state: &Path) -> Self {
        Openings {
            folder: state.join("openings"),
        }
    }

    /// How many pictures were published of the original with this hash.
    ///
    /// # Errors
    /// If there is a count that cannot be read.
    pub fn count(&self, hash: &ImageHash) -> Result<u32, OpeningsError> {
        let path = self.path(hash);
        if !store::is_there(&path)? {
            return Ok(0);
        }
        let text = store::read_text(&path, 16)?;
        // Parsing alone would take a sign, too.
        Some(text.trim_end())
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .ok_or(OpeningsError::Broken(path))
    }

    /// Checks that one more picture may be published, without counting it.
    ///
    /// # Errors
    /// If the limit is reached, or the count cannot be read.
    pub fn check(&self, hash: &ImageHash) -> Result<(), OpeningsError> {
        if self.count(hash)? < LIMIT {
            Ok(())
        } else {
            Err(OpeningsError::Spent)
        }
    }

    /// Counts one more published picture; gives the new count. When this returns, the count is on disk.
    /// Processes that publish at the same time take turns.
    ///
    /// # Errors
    /// If the limit is reached, or the count cannot be kept. Then no proof must leave the program.
    pub fn raise(&self, hash: &ImageHash) -> Result<u32, OpeningsError> {
        store::create_folder(&self.folder)?;
        let _turn = store::take_turns(&self.folder.join("lock"))?;
        self.check(hash)?;
        let count = self.count(hash)? + 1;
        store::replace(
            &self.path(hash),
            format!("{count}\n").as_bytes(),
            Access::Private,
        )?;
        Ok(count)
    }

    fn path(&self, hash: &ImageHash) -> PathBuf {
        self.folder.join(hash.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: ImageHash = ImageHash([7; 32]);

    #[test]
    fn counts_each_original_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let openings = Openings::in_folder(folder.path());
        for expected in 1..=LIMIT {
            openings.check(&HASH).expect("below the limit");
            assert_eq!(openings.raise(&HASH).expect("below the limit"), expected);
        }
        assert!(matches!(openings.check(&HASH), Err(OpeningsError::Spent)));
        assert!(matches!(openings.raise(&HASH), Err(OpeningsError::Spent)));
        assert_eq!(openings.count(&HASH).expect("reads"), LIMIT);
        assert_eq!(
            openings
                .raise(&ImageHash([8; 32]))
                .expect("another original"),
            1
        );
    }

    #[test]
    fn nobody_is_counted_twice_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut counts: Vec<u32> = std::thread::scope(|scope| {
            let raise = || {
                let openings = Openings::in_folder(folder.path());
                (0..10)
                    .map(|_| openings.raise(&HASH).expect("below the limit"))
                    .collect::<Vec<_>>()
            };
            let threads: Vec<_> = (0..5).map(|_| scope.spawn(raise)).collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().expect("no panic"))
                .collect()
        });
        counts.sort_unstable();
        assert_eq!(counts, (1..=50).collect::<Vec<_>>());
    }

    #[test]
    fn a_broken_count_is_not_taken_for_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let openings = Openings::in_folder(folder.path());
        openings.raise(&HASH).expect("counts");
        for broken in ["many", "+5", "-5", " 5", "", "5 6", "4294967296"] {
            std::fs::write(openings.path(&HASH), broken).expect("writes");
            assert!(
                matches!(openings.raise(&HASH), Err(OpeningsError::Broken(_))),
                "{broken:?}"
            );
        }
        #[cfg(unix)]
        {
            std::fs::remove_file(openings.path(&HASH)).expect("removes");
            std::os::unix::fs::symlink("nowhere", openings.path(&HASH)).expect("links");
            assert!(matches!(
                openings.check(&HASH),
                Err(OpeningsError::Store(_))
            ));
        }
    }
}
