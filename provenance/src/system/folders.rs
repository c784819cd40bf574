//! Where the user's trust list and the counts of publications are.
//!
//! The operating system's usual folders, unless `PROOFROOM_CONFIG_DIR` or `PROOFROOM_STATE_DIR` name
//! others.

use std::path::PathBuf;

use directories::ProjectDirs;
use thiserror::Error;

/// The operating system names no home folder, and the environment variable of this name is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this user has no home folder")]
pub struct NoFolder(pub &'static str);

/// The folder of `trust.json`.
///
/// # Errors
/// If there is neither a home folder nor `PROOFROOM_CONFIG_DIR`.
pub fn config() -> Result<PathBuf, NoFolder> {
    named("PROOFROOM_CONFIG_DIR", |dirs| dirs.config_dir().to_owned())
}

/// The folder of lists of roots of Content Credentials that replace those of the program.
///
/// # Errors
/// As [`config`].
pub fn roots() -> Result<PathBuf, NoFolder> {
    Ok(config()?.join("c2pa"))
}

/// The folder of the counts of publications.
///
/// # Errors
/// If there is neither a home folder nor `PROOFROOM_STATE_DIR`.
pub fn state() -> Result<PathBuf, NoFolder> {
    named("PROOFROOM_STATE_DIR", |dirs| {
        dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned()
    })
}

fn named(
    variable: &'static str,
    usual: impl Fn(&ProjectDirs) -> PathBuf,
) -> Result<PathBuf, NoFolder> {
    match std::env::var_os(variable) {
        Some(folder) if !folder.is_empty() => Ok(folder.into()),
        _ => ProjectDirs::from("", "", "proofroom")
            .map(|dirs| usual(&dirs))
            .ok_or(NoFolder(variable)),
    }
}
