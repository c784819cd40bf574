//! The user's settings.

use proofroom_provenance::system::settings::{Memory, Remembered, Settings};
use tauri::{AppHandle, WebviewWindow};

use crate::dialogs::choose_folder;
use crate::window::theme;
use crate::work::{Answer, told, work};

/// Saves the settings that the window may change.
pub async fn save_settings(window: WebviewWindow, settings: Settings) -> Answer<()> {
    let appearance = settings.appearance;
    change(|remembered| remembered.settings.take_over(settings))?;
    window.set_theme(theme(appearance)).map_err(told)
}

/// Asks for the folder that published pictures are offered to be written to.
pub async fn choose_export_folder(handle: AppHandle) -> Answer<Settings> {
    work(move || {
        let Some(folder) = choose_folder(&handle, "Write published pictures to")? else {
            return Ok(change(|_| ())?.settings);
        };
        let not_text =
            |_| "the name of this folder is not valid text, so it cannot be remembered; choose another folder";
        let folder = folder.into_os_string().into_string().map_err(not_text)?;
        let changed = change(|remembered| remembered.settings.export_folder = Some(folder))?;
        Ok(changed.settings)
    })
    .await
}

fn change(change: impl FnOnce(&mut Remembered)) -> Answer<Remembered> {
    Memory::of_user().and_then(|memory| memory.change(change)).map_err(told)
}
