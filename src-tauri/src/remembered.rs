//! What is remembered between sessions, as the commands read and change it.

use std::path::PathBuf;

use proofroom_provenance::system::settings::{Memory, Remembered, Settings};

use crate::work::{Answer, told};

/// The settings as they are remembered.
pub fn current() -> Answer<Settings> {
    Ok(Memory::of_user().map_err(told)?.recall().0.settings)
}

/// Changes what is remembered.
pub fn change(change: impl FnOnce(&mut Remembered)) -> Answer<Remembered> {
    Memory::of_user().and_then(|memory| memory.change(change)).map_err(told)
}

/// A path that can be remembered.
pub fn as_text(path: PathBuf) -> Answer<String> {
    let not_text = |_| "the name of this file or folder is not valid text, so it cannot be remembered; choose another";
    Ok(path.into_os_string().into_string().map_err(not_text)?)
}
