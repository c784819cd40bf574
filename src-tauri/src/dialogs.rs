//! The dialogs in which the user chooses what is opened, and where something is written.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use proofroom_provenance::publish::targets::{self, TargetError};
use proofroom_provenance::system::settings::Memory;
use serde::Deserialize;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use ts_rs::TS;

use crate::files::{Access, ChosenFile, Files, PHOTOS};
use crate::work::{Answer, told, work};

/// Asks for photos, originals or published pictures: one or several, or none.
pub async fn choose_photos(handle: AppHandle) -> Answer<Vec<ChosenFile>> {
    work(move || {
        let dialog = open_dialog(&handle, "Open photos", ("Photos", PHOTOS));
        let chosen = dialog.blocking_pick_files().unwrap_or_default();
        let paths = chosen.into_iter().map(|file| file.into_path().map_err(told));
        let paths = paths.collect::<Answer<Vec<PathBuf>>>()?;
        Ok(handle.state::<Files>().choose_all(&paths))
    })
    .await
}

/// Asks for a proof in a separate file.
pub async fn choose_sidecar(handle: AppHandle) -> Answer<Option<ChosenFile>> {
    choose(handle, "Choose the proof of the picture", ("Proofs", &["proof"])).await
}

/// Asks for a trust list.
pub async fn choose_trust_list(handle: AppHandle) -> Answer<Option<ChosenFile>> {
    choose(handle, "Import a trust list", ("Trust lists", &["json"])).await
}

/// Asks for a folder in which files are written.
pub fn choose_folder(handle: &AppHandle, title: &str) -> Answer<Option<PathBuf>> {
    let chosen = dialog(handle, title).blocking_pick_folder();
    chosen.map(|folder| folder.into_path().map_err(told)).transpose()
}

/// What a save dialog is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A published picture, as a PNG.
    Published,
    /// A published picture, as a JPEG.
    PublishedJpeg,
    /// An attested original.
    Original,
    /// A trust list.
    TrustList,
}

impl Purpose {
    /// The extension that the file gets.
    pub fn extension(self) -> &'static str {
        match self {
            Purpose::Published | Purpose::Original => "png",
            Purpose::PublishedJpeg => "jpg",
            Purpose::TrustList => "json",
        }
    }
}

/// Asks where to write. Only the file name of the suggestion is used.
pub async fn choose_target(
    handle: AppHandle,
    suggested_name: String,
    purpose: Purpose,
) -> Answer<Option<ChosenFile>> {
    work(move || {
        let (title, kind) = match purpose {
            Purpose::Published => ("Save the picture as", "PNG"),
            Purpose::PublishedJpeg => ("Save the picture as", "JPEG"),
            Purpose::Original => ("Save the signed original as", "PNG"),
            Purpose::TrustList => ("Save the trust list as", "Trust lists"),
        };
        let extension = purpose.extension();
        let mut dialog = with_filter(dialog(&handle, title), kind, &[extension]);
        if let Some(name) = Path::new(&suggested_name).file_name() {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
        let chosen = dialog.blocking_save_file().map(|file| file.into_path().map_err(told));
        let complete = |path| with_extension(path, extension);
        let Some(path) = chosen.transpose()?.map(complete).transpose()? else {
            return Ok(None);
        };
        if path.is_file() && targets::is_private(&path).map_err(told)? {
            return Err(told(TargetError::Private(path)));
        }
        // The dialog has asked whether to replace what is there.
        Ok(Some(handle.state::<Files>().choose(path, Access::Replace)))
    })
    .await
}

/// The path that was chosen, with the extension of its kind, which people leave to the program. The dialog has
/// asked whether to replace the file that was named, but not whether to replace this one.
pub fn with_extension(path: PathBuf, extension: &str) -> Answer<PathBuf> {
    let is_there = |found: &OsStr| {
        let same = |one: &str| found.eq_ignore_ascii_case(one);
        same(extension) || (extension == "jpg" && same("jpeg"))
    };
    if path.extension().is_some_and(is_there) {
        return Ok(path);
    }
    let mut path = path.into_os_string();
    path.push(format!(".{extension}"));
    let path = PathBuf::from(path);
    if path.symlink_metadata().is_ok() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        return Err(told(format!(
            "{name} exists already. Choose that file to replace it, or choose another name."
        )));
    }
    Ok(path)
}

/// Extensions as cameras and people write them. The dialogs of Linux distinguish `JPG` from `jpg`.
pub fn in_every_case(extensions: &[&str]) -> Vec<String> {
    let spellings = |extension: &&str| {
        let (first, rest) = extension.split_at(1);
        [extension.to_string(), extension.to_uppercase(), first.to_uppercase() + rest]
    };
    extensions.iter().flat_map(spellings).collect()
}

/// A dialog that shows files of a kind.
fn with_filter(
    dialog: FileDialogBuilder<tauri::Wry>,
    kind: &str,
    extensions: &[&str],
) -> FileDialogBuilder<tauri::Wry> {
    let spellings = in_every_case(extensions);
    let spellings: Vec<&str> = spellings.iter().map(String::as_str).collect();
    dialog.add_filter(kind, &spellings)
}

/// A dialog that opens files of a kind, or any others if the user asks to see all files.
fn open_dialog(
    handle: &AppHandle,
    title: &str,
    (kind, extensions): (&str, &[&str]),
) -> FileDialogBuilder<tauri::Wry> {
    with_filter(dialog(handle, title), kind, extensions).add_filter("All files", &["*"])
}

async fn choose(
    handle: AppHandle,
    title: &'static str,
    shown: (&'static str, &'static [&'static str]),
) -> Answer<Option<ChosenFile>> {
    work(move || {
        let chosen = choose_path(&handle, title, shown)?;
        Ok(chosen.map(|path| handle.state::<Files>().choose(path, Access::Read)))
    })
    .await
}

/// Asks for a file of a kind.
pub fn choose_path(
    handle: &AppHandle,
    title: &str,
    shown: (&str, &[&str]),
) -> Answer<Option<PathBuf>> {
    let chosen = open_dialog(handle, title, shown).blocking_pick_file();
    chosen.map(|file| file.into_path().map_err(told)).transpose()
}

/// A dialog that starts in the folder where a file was last chosen.
pub fn dialog(handle: &AppHandle, title: &str) -> FileDialogBuilder<tauri::Wry> {
    let mut dialog = handle.dialog().file().set_title(title);
    if let Some(window) = handle.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    match Memory::of_user().ok().and_then(|memory| memory.recall().0.open_folder) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}
