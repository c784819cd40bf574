//! Rules in files: any, and those that the user keeps.

use std::path::{Path, PathBuf};

use crate::rules::{Rules, RulesError};
use crate::system::files::{self, Access};
use crate::system::folders;

impl Rules {
    /// Reads a file.
    ///
    /// # Errors
    /// If it is not there or not a rules file.
    pub fn read(path: &Path) -> Result<Self, RulesError> {
        Ok(read(path)?.0)
    }

    /// The rules that the user keeps, which the app judges by; none if there are none.
    ///
    /// # Errors
    /// If there are some and they cannot be used.
    pub fn of_user() -> Result<Option<Self>, RulesError> {
        Self::kept_in(&folders::config()?)
    }

    /// As [`Rules::of_user`], in another folder.
    ///
    /// # Errors
    /// As there.
    pub fn kept_in(folder: &Path) -> Result<Option<Self>, RulesError> {
        let path = folder.join(Self::FILE);
        if files::is_there(&path)? { Self::read(&path).map(Some) } else { Ok(None) }
    }

    /// Keeps a copy of a rules file in a folder of the user, in the place of those that were kept there.
    ///
    /// # Errors
    /// If it cannot be used or written; then those that were kept are kept still.
    pub fn keep(path: &Path, folder: &Path) -> Result<Self, RulesError> {
        let (rules, json) = read(path)?;
        files::create_folder(folder)?;
        files::replace(&folder.join(Self::FILE), json.as_bytes(), Access::Public)?;
        Ok(rules)
    }

    /// Keeps no rules any more.
    ///
    /// # Errors
    /// If the file cannot be removed.
    pub fn forget(folder: &Path) -> Result<(), RulesError> {
        let path = folder.join(Self::FILE);
        if files::is_there(&path)? { Ok(files::remove(&path)?) } else { Ok(()) }
    }
}

/// The rules in a file, and its text.
fn read(path: &Path) -> Result<(Rules, String), RulesError> {
    let json = files::read_text(path, Rules::MAX_BYTES)?;
    let in_file = |error| RulesError::InFile { path: PathBuf::from(path), error: Box::new(error) };
    Ok((Rules::from_json(&json).map_err(in_file)?, json))
}
