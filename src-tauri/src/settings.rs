//! The user's settings.

use proofroom_provenance::system::settings::Settings;
use tauri::{AppHandle, WebviewWindow};

use crate::credentials;
use crate::dialogs::{choose_folder, choose_path};
use crate::remembered::{as_text, change, current};
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
            return current();
        };
        let folder = as_text(folder)?;
        let changed = change(|remembered| remembered.settings.export_folder = Some(folder))?;
        Ok(changed.settings)
    })
    .await
}

/// Asks for a file with root certificates of the user's own, and remembers it if they can be used.
pub async fn choose_own_roots(handle: AppHandle) -> Answer<Settings> {
    work(move || {
        let kind = ("Certificates", &["pem", "crt", "cer"][..]);
        let Some(file) = choose_path(&handle, "Choose root certificates (PEM)", kind)? else {
            return current();
        };
        credentials::with_own(&file)?;
        let file = as_text(file)?;
        let changed = change(|remembered| remembered.settings.own_roots = Some(file))?;
        Ok(changed.settings)
    })
    .await
}
