//! How often an original was published.
//!
//! Each published file of an original opens one value of each of its columns, and the column's 256 random rows
//! blind only that many. The count is kept in the user's state folder, in one small file for each image hash. It is
//! raised, and synced, before a proof leaves the program, so that a crash can make it too high but never too low.
//! If the proof could not be written after all, the count is taken back. Copies of an original on several machines
//! share the 256 rows but not the count, and with a state folder its counts are lost, too. That is why the user is
//! told when an original without a count is published.

use std::fs::File;
use std::path::{Path, PathBuf};

use proofroom_circuits::ImageHash;
use thiserror::Error;

use crate::system::files::{self, Access, FileError};
use crate::system::folders::{self, NoFolder};
use crate::system::text;
use crate::words::{Language, plans};

/// The most files that are published from one original on one machine.
pub const LIMIT: u32 = 100;

/// Why a proof must not leave the program.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PublicationsError {
    /// The original was published too often.
    #[error(
        "all {LIMIT} publications of this original are used, and more could reveal parts of it; have the \
         camera sign the photo again and edit that file"
    )]
    Spent,
    /// Fewer publications are left than there are pictures to publish.
    #[error(
        "{} of this original would be needed, one for each picture, but {left} of {LIMIT} are left{}; publish fewer, or \
         have the camera sign the photo again and edit that file",
        text::counted(*.pictures as usize, "publication"),
        if *.ordered > 0 { " beside those of the exports that wait" } else { "" }
    )]
    TooFew {
        /// How many pictures.
        pictures: u32,
        /// How many publications are left.
        left: u32,
        /// How many pictures are ordered, which leave so much fewer.
        ordered: u32,
    },
    /// The count could not be read or written.
    #[error("the count of publications cannot be saved: {0}")]
    File(#[from] FileError),
    /// There is no folder for it.
    #[error("the count of publications cannot be saved: {0}")]
    Folder(#[from] NoFolder),
    /// The count is not a number.
    #[error("{} should contain a number, the count of publications of one original; write it there again", .0.display())]
    Broken(PathBuf),
}

/// What this machine knows of the publications of an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// How many pictures of it were published.
    pub count: u32,
    /// How many more are ordered already, but not published yet.
    pub ordered: u32,
    /// The folder of the counts, if it is not there yet.
    new_folder: Option<PathBuf>,
}

impl Known {
    /// What is known of an original of which `count` pictures were published.
    pub fn of(count: u32) -> Self {
        Known { count, ordered: 0, new_folder: None }
    }

    /// The same, and how many more are ordered already, but not published yet.
    #[must_use]
    pub fn with_ordered(self, ordered: u32) -> Self {
        Known { ordered, ..self }
    }

    /// Checks that so many pictures more may be published, together with those that are ordered.
    ///
    /// # Errors
    /// If too few publications are left.
    pub fn check(&self, pictures: u32) -> Result<(), PublicationsError> {
        if self.count >= LIMIT {
            return Err(PublicationsError::Spent);
        }
        let left = LIMIT.saturating_sub(self.count.saturating_add(self.ordered));
        if left < pictures {
            return Err(PublicationsError::TooFew { pictures, left, ordered: self.ordered });
        }
        Ok(())
    }

    /// What the user should know if no publication is known: the original may still have been published, from a
    /// copy on another machine or before the counts were lost.
    pub fn note(&self, language: Language) -> Option<String> {
        if self.count > 0 {
            return None;
        }
        let words = plans(language);
        let mut note = words.say("plan-no-earlier", []);
        if let Some(folder) = &self.new_folder {
            let folder = [("folder", text::path(folder).into())];
            note = format!("{note} {}", words.say("plan-counted-from-now", folder));
        }
        Some(note)
    }
}

/// The counts of this user.
#[derive(Clone, Debug)]
pub struct Publications {
    folder: PathBuf,
}

impl Publications {
    /// The counts in the user's state folder.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn of_user() -> Result<Self, PublicationsError> {
        Ok(Self::in_folder(&folders::state()?))
    }

    /// The counts in another folder.
    pub fn in_folder(state: &Path) -> Self {
        Publications { folder: state.join("openings") }
    }

    /// How many pictures of the original with this hash were published.
    ///
    /// # Errors
    /// If there is a count that cannot be read.
    pub fn count(&self, hash: &ImageHash) -> Result<u32, PublicationsError> {
        let path = self.path(hash);
        if !files::is_there(&path)? {
            return Ok(0);
        }
        let text = files::read_text(&path, 16)?;
        // Parsing alone would accept a sign, too.
        Some(text.trim_end())
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .ok_or(PublicationsError::Broken(path))
    }

    /// What is known of the publications of the original with this hash.
    ///
    /// # Errors
    /// As [`Publications::count`].
    pub fn known(&self, hash: &ImageHash) -> Result<Known, PublicationsError> {
        let count = self.count(hash)?;
        let is_new = !files::is_there(&self.folder)?;
        Ok(Known { count, ordered: 0, new_folder: is_new.then(|| self.folder.clone()) })
    }

    /// Checks, before long work, that one more picture may be published and that its count can be saved, without
    /// counting it.
    ///
    /// # Errors
    /// What [`Publications::raise`] would say.
    pub fn check(&self, hash: &ImageHash) -> Result<(), PublicationsError> {
        self.check_several(hash, 1)
    }

    /// The same for several pictures of the original. Each opens a value of each of its columns, so each is counted.
    ///
    /// # Errors
    /// As [`Publications::check`]; and if fewer publications are left.
    pub fn check_several(&self, hash: &ImageHash, pictures: u32) -> Result<(), PublicationsError> {
        Known::of(self.count(hash)?).check(pictures)?;
        let _turn = self.take_turns()?;
        Ok(files::check_writable(&self.path(hash))?)
    }

    fn take_turns(&self) -> Result<File, PublicationsError> {
        files::create_folder(&self.folder)?;
        Ok(files::take_turns(&self.folder.join("lock"))?)
    }

    /// Counts one more published picture, and returns the new count. When this returns, the count is on disk.
    /// Processes that publish at the same time take turns.
    ///
    /// # Errors
    /// If the limit is reached, or the count cannot be saved. Then no proof must leave the program.
    pub fn raise(&self, hash: &ImageHash) -> Result<u32, PublicationsError> {
        let _turn = self.take_turns()?;
        let count = self.count(hash)?;
        Known::of(count).check(1)?;
        self.keep(hash, count + 1)?;
        Ok(count + 1)
    }

    /// Takes back the count of a picture whose proof never left the program.
    ///
    /// # Errors
    /// If the count cannot be saved; then it is one too high.
    pub(crate) fn take_back(&self, hash: &ImageHash) -> Result<(), PublicationsError> {
        let _turn = self.take_turns()?;
        let count = self.count(hash)?;
        self.keep(hash, count.saturating_sub(1))
    }

    fn keep(&self, hash: &ImageHash, count: u32) -> Result<(), PublicationsError> {
        let count = format!("{count}\n");
        let path = self.path(hash);
        Ok(files::replace(&path, count.as_bytes(), Access::Private)?)
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
        let publications = Publications::in_folder(folder.path());
        for expected in 1..=LIMIT {
            publications.check(&HASH).expect("below the limit");
            let left = LIMIT + 1 - expected;
            publications.check_several(&HASH, left).expect("as many as are left");
            let more = publications.check_several(&HASH, left + 1).expect_err("one too many");
            let fits = matches!(more, PublicationsError::TooFew { left: said, .. } if said == left);
            assert!(fits, "{more}");
            assert_eq!(publications.raise(&HASH).expect("below the limit"), expected);
        }
        assert!(matches!(publications.check(&HASH), Err(PublicationsError::Spent)));
        assert!(matches!(publications.check_several(&HASH, 3), Err(PublicationsError::Spent)));
        assert!(matches!(publications.raise(&HASH), Err(PublicationsError::Spent)));
        assert_eq!(publications.count(&HASH).expect("reads"), LIMIT);
        assert_eq!(publications.raise(&ImageHash([8; 32])).expect("another original"), 1);
    }

    #[test]
    fn what_is_ordered_is_not_left() {
        let known = |count, ordered| Known::of(count).with_ordered(ordered);
        assert!(known(90, 7).check(3).is_ok());
        let error = known(90, 7).check(4).expect_err("one too many").to_string();
        assert!(error.starts_with("4 publications of this original would be needed"), "{error}");
        assert!(
            error.contains("3 of 100 are left beside those of the exports that wait"),
            "{error}"
        );
        let error = known(90, 10).check(1).expect_err("one too many").to_string();
        assert!(error.starts_with("1 publication of"), "{error}");
        assert!(matches!(known(LIMIT, 0).check(1), Err(PublicationsError::Spent)));
    }

    #[test]
    fn nobody_is_counted_twice_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut counts: Vec<u32> = std::thread::scope(|scope| {
            let raise = || {
                let publications = Publications::in_folder(folder.path());
                (0..10)
                    .map(|_| publications.raise(&HASH).expect("below the limit"))
                    .collect::<Vec<_>>()
            };
            let threads: Vec<_> = (0..5).map(|_| scope.spawn(raise)).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
        });
        counts.sort_unstable();
        assert_eq!(counts, (1..=50).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_not_known_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let publications = Publications::in_folder(folder.path());
        let note = || publications.known(&HASH).expect("reads").note(Language::English);
        let begins =
            |note: &Option<String>| note.as_ref().is_some_and(|note| note.contains("From now on"));
        assert!(begins(&note()));
        publications.check(&HASH).expect("can be kept");
        let known = note();
        assert!(known.is_some() && !begins(&known), "{known:?}");
        publications.raise(&HASH).expect("counts");
        assert_eq!(note(), None);
        publications.take_back(&HASH).expect("counts");
        assert_eq!(publications.count(&HASH).expect("reads"), 0);
        assert_eq!(note(), known);
    }

    #[test]
    fn a_broken_count_is_not_taken_for_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let publications = Publications::in_folder(folder.path());
        publications.raise(&HASH).expect("counts");
        for broken in ["many", "+5", "-5", " 5", "", "5 6", "4294967296"] {
            std::fs::write(publications.path(&HASH), broken).expect("writes");
            assert!(
                matches!(publications.raise(&HASH), Err(PublicationsError::Broken(_))),
                "{broken:?}"
            );
        }
        #[cfg(unix)]
        {
            std::fs::remove_file(publications.path(&HASH)).expect("removes");
            std::os::unix::fs::symlink("nowhere", publications.path(&HASH)).expect("links");
            assert!(matches!(publications.check(&HASH), Err(PublicationsError::File(_))));
        }
    }
}
