//! Files that were opened before.

use std::path::Path;

use proofroom_provenance::system::settings::{Memory, Remembered};
use tauri::{AppHandle, Manager};

use crate::files::{Access, ChosenFile, Files};
use crate::work::{Answer, told};

/// Files that were opened before and are still there.
pub async fn recent(handle: AppHandle) -> Answer<Vec<ChosenFile>> {
    let remembered = Memory::of_user().map_err(told)?.recall().0;
    Ok(still_there(&handle.state::<Files>(), &remembered))
}

/// Forgets which files were opened.
pub async fn clear_recent() -> Answer<()> {
    Memory::of_user().and_then(|memory| memory.change(Remembered::forget_recent)).map_err(told)?;
    Ok(())
}

/// Recent files that are still there, with numbers.
pub fn still_there(files: &Files, remembered: &Remembered) -> Vec<ChosenFile> {
    let there = remembered.recent().iter().filter(|path| path.is_file());
    there.map(|path| files.choose(path.clone(), Access::Read)).collect()
}

/// Remembers that a file was opened. If that fails, the list of recent files lacks it.
pub fn remember(path: &Path) {
    let opened = |remembered: &mut Remembered| {
        remembered.opened(path);
        remembered.open_folder =
            path.parent().filter(|folder| folder.to_str().is_some()).map(Path::to_owned);
    };
    drop(Memory::of_user().and_then(|memory| memory.change(opened)));
}
