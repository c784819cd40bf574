//! The history list of a photo, kept between sessions.
//!
//! There is one file for each original in the user's state folder, named by the image hash. Only the user can read
//! it, because it says what was tried on a photo that stays hidden. It holds no pixels and no file name. A file
//! that cannot be read is put aside under another name, and the window says so.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use proofroom_circuits::{Edit, ImageHash};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::system::files::{self, Access, FileError};
use crate::system::folders::{self, NoFolder};

/// One entry of the history list: an edit, and whether it is part of the chain that will be proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct HistoryItem {
    /// The window's number of the entry, unique in the list.
    pub id: u32,
    /// The edit.
    pub edit: Edit,
    /// Whether it is switched on.
    pub enabled: bool,
}

/// The content of a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredHistory {
    version: u32,
    history: Vec<HistoryItem>,
}

impl StoredHistory {
    const VERSION: u32 = 1;
}

/// Why a history cannot be saved or restored.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// The file could not be read or written.
    #[error("the photo's history cannot be saved: {0}")]
    File(#[from] FileError),
    /// There is no folder for it.
    #[error("the photo's history cannot be saved: {0}")]
    Folder(#[from] NoFolder),
    /// More entries than are saved.
    #[error(
        "the history has more than {} entries, the most that are kept; delete some that are switched off",
        Histories::MAX_ITEMS
    )]
    TooLong,
}

/// A history as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// The list, empty if there was none.
    pub history: Vec<HistoryItem>,
    /// What the user should know: a file that could not be read, and where it is now.
    pub warning: Option<String>,
}

/// The histories of this user.
#[derive(Clone, Debug)]
pub struct Histories {
    folder: PathBuf,
}

impl Histories {
    /// The most entries of a list, of which 32 can be switched on.
    pub const MAX_ITEMS: usize = 256;
    /// The most photos whose histories are kept; the one that was saved longest ago is removed first.
    pub const MAX_HISTORIES: usize = 1000;
    /// The most bytes of a file.
    const MAX_BYTES: u64 = 1 << 20;

    /// The histories in the user's state folder.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn of_user() -> Result<Self, HistoryError> {
        Ok(Self::in_folder(&folders::state()?))
    }

    /// The histories in another folder.
    pub fn in_folder(state: &Path) -> Self {
        Histories { folder: state.join("projects") }
    }

    /// Saves the history of the original with this hash; an empty one is removed.
    ///
    /// # Errors
    /// If it is too long or cannot be written; then the history that was saved before is still there.
    pub fn save(&self, hash: &ImageHash, history: &[HistoryItem]) -> Result<(), HistoryError> {
        if history.len() > Self::MAX_ITEMS {
            return Err(HistoryError::TooLong);
        }
        let path = self.path(hash);
        if history.is_empty() {
            return match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    Err(FileError::io("remove", &path)(error).into())
                }
                _ => Ok(()),
            };
        }
        files::create_folder(&self.folder)?;
        if !path.exists() {
            self.make_room();
        }
        let stored = StoredHistory { version: StoredHistory::VERSION, history: history.to_vec() };
        let json = serde_json::to_vec(&stored).expect("a history is plain data");
        files::replace(&path, &json, Access::Private)?;
        Ok(())
    }

    /// The history of the original with this hash. One that cannot be read is put aside.
    pub fn restore(&self, hash: &ImageHash) -> Restored {
        let path = self.path(hash);
        if path.symlink_metadata().is_err() {
            return Restored::default();
        }
        match self.read(&path) {
            Ok(history) => Restored { history, warning: None },
            Err(error) => Restored {
                history: Vec::new(),
                warning: Some(files::set_aside(&path, "the photo's history", &error)),
            },
        }
    }

    fn read(&self, path: &Path) -> Result<Vec<HistoryItem>, String> {
        let json = files::read(path, Self::MAX_BYTES).map_err(|error| error.to_string())?;
        let stored: StoredHistory =
            serde_json::from_slice(&json).map_err(|error| error.to_string())?;
        if stored.version != StoredHistory::VERSION {
            return Err(format!(
                "it has version {}, which this program does not know",
                stored.version
            ));
        }
        if stored.history.len() > Self::MAX_ITEMS {
            return Err(HistoryError::TooLong.to_string());
        }
        Ok(stored.history)
    }

    /// Removes the oldest files if there are too many. What cannot be removed stays.
    fn make_room(&self) {
        let Ok(entries) = self.folder.read_dir() else {
            return;
        };
        let mut histories: Vec<(SystemTime, PathBuf)> = entries
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"))
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        histories.sort();
        let superfluous = (histories.len() + 1).saturating_sub(Self::MAX_HISTORIES);
        for (_, path) in histories.drain(..superfluous) {
            let _ = std::fs::remove_file(path);
        }
    }

    fn path(&self, hash: &ImageHash) -> PathBuf {
        self.folder.join(format!("{hash}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proofroom_circuits::Recipe;

    const HASH: ImageHash = ImageHash([7; 32]);

    fn history(count: u32) -> Vec<HistoryItem> {
        let recipe = Recipe::from_json(r#"[{"contrast":{"permille":1300}}]"#).expect("a recipe");
        let item = |id| HistoryItem { id, edit: recipe.edits()[0].clone(), enabled: id % 2 == 0 };
        (0..count).map(item).collect()
    }

    fn histories() -> (tempfile::TempDir, Histories) {
        let folder = tempfile::tempdir().expect("a folder");
        let histories = Histories::in_folder(folder.path());
        (folder, histories)
    }

    #[test]
    fn histories_go_there_and_back() {
        let (_folder, histories) = histories();
        assert_eq!(histories.restore(&HASH), Restored::default());
        for count in [3, 1, Histories::MAX_ITEMS as u32] {
            histories.save(&HASH, &history(count)).expect("saves");
            let restored = histories.restore(&HASH);
            assert_eq!((restored.history, restored.warning), (history(count), None));
        }
        assert_eq!(histories.restore(&ImageHash([8; 32])), Restored::default());
        #[cfg(unix)]
        assert!(!files::readable_by_others(&histories.path(&HASH)));
        let too_many = history(Histories::MAX_ITEMS as u32 + 1);
        assert!(matches!(histories.save(&HASH, &too_many), Err(HistoryError::TooLong)));
        assert_eq!(histories.restore(&HASH).history.len(), Histories::MAX_ITEMS);
        histories.save(&HASH, &[]).expect("forgets");
        histories.save(&HASH, &[]).expect("there is nothing to forget");
        assert!(!histories.path(&HASH).exists());
    }

    #[test]
    fn damaged_files_are_put_aside_and_reported() {
        let (_folder, histories) = histories();
        let path = histories.path(&HASH);
        let item = r#"{"id":1,"edit":{"paint":{}},"enabled":true}"#;
        for (count, (content, words)) in (1..).zip([
            ("", "EOF"),
            (r#"{"version":2,"history":[]}"#, "version 2"),
            (r#"{"version":1,"history":[],"pixels":[]}"#, "pixels"),
            (&format!(r#"{{"version":1,"history":[{item}]}}"#), "paint"),
        ]) {
            histories.save(&HASH, &history(1)).expect("saves");
            std::fs::write(&path, content).expect("writes");
            let restored = histories.restore(&HASH);
            let warning = restored.warning.expect("a warning");
            assert!(warning.contains(words) && warning.contains("put aside as"), "{warning}");
            assert!(restored.history.is_empty());
            let aside = histories.folder.read_dir().expect("lists").count();
            assert_eq!(aside, count, "every damaged file is still there");
            assert!(!path.exists());
        }
    }

    #[test]
    fn the_oldest_makes_room() {
        let (_folder, histories) = histories();
        let hash = |number: usize| {
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&number.to_le_bytes());
            ImageHash(hash)
        };
        files::create_folder(&histories.folder).expect("makes");
        let start = SystemTime::now() - std::time::Duration::from_secs(100_000);
        for number in 0..Histories::MAX_HISTORIES {
            let file = std::fs::File::create(histories.path(&hash(number))).expect("makes");
            let age = std::time::Duration::from_secs(number as u64);
            file.set_modified(start + age).expect("sets the time");
        }
        let newest = hash(Histories::MAX_HISTORIES);
        histories.save(&newest, &history(1)).expect("saves");
        histories.save(&newest, &history(2)).expect("saves");
        assert!(!histories.path(&hash(0)).exists());
        assert!(histories.path(&hash(1)).exists() && histories.path(&newest).exists());
    }
}
