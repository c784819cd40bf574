//! Files that the user chose: by a dialog, a drop, the command line, or the list of recent files.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proofroom_provenance::capture::recognise::{Recognised, recognise};
use proofroom_provenance::editing::history::{HistoryItem, Projects};
use proofroom_provenance::format::capture_record::Clock;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::publish::count::{self, Publications};
use proofroom_provenance::publish::targets::{self, TargetError};
use proofroom_provenance::system::files;
use proofroom_provenance::system::settings::{Memory, Remembered};
use proofroom_provenance::system::text;
use proofroom_provenance::verify::CameraReport;
use proofroom_provenance::verify::trust::{Standing, Trust};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::app::{Answer, App, lock, told, work};
use crate::editor::Editor;

/// A file that the user chose. The window names it by its number and never by a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChosenFile {
    /// The number, unique while the program runs.
    pub id: u32,
    /// The file's name, to be shown: characters that would disturb a screen are written as escapes.
    pub name: String,
    /// Its folder, likewise.
    pub folder: String,
}

/// What a file was chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To be read.
    Read,
    /// To be written, and read after that.
    Write,
    /// The same, over what is there: the dialog asked the user, who said yes.
    Replace,
}

/// The files that were chosen so far; a number is a position in the list.
#[derive(Default)]
pub struct Files {
    chosen: Vec<Chosen>,
}

struct Chosen {
    file: ChosenFile,
    path: PathBuf,
    access: Access,
}

impl Files {
    /// Gives a file a number, the same one every time.
    pub fn choose(&mut self, path: PathBuf, access: Access) -> ChosenFile {
        let is_same = |chosen: &&Chosen| chosen.path == path && chosen.access == access;
        if let Some(known) = self.chosen.iter().find(is_same) {
            return known.file.clone();
        }
        let shown = |name: Option<&OsStr>| text::line(&name.unwrap_or_default().to_string_lossy());
        let file = ChosenFile {
            id: u32::try_from(self.chosen.len()).expect("nobody chooses four billion files"),
            name: shown(path.file_name()),
            folder: shown(path.parent().map(Path::as_os_str)),
        };
        self.chosen.push(Chosen { file: file.clone(), path, access });
        file
    }

    /// What is shown of the file with this number.
    pub fn file(&self, id: u32) -> Answer<ChosenFile> {
        Ok(self.chosen(id)?.file.clone())
    }

    /// The path of the file with this number. What was chosen to be read is never written.
    pub fn path(&self, id: u32, access: Access) -> Answer<PathBuf> {
        let chosen = self.chosen(id)?;
        if access != Access::Read && chosen.access == Access::Read {
            return Err("this file was chosen to be read; choose where to write".into());
        }
        Ok(chosen.path.clone())
    }

    /// The path of a file that is to be written, and whether the user wants to replace what is there.
    pub fn target(&self, id: u32) -> Answer<(PathBuf, bool)> {
        let path = self.path(id, Access::Write)?;
        Ok((path, self.chosen(id)?.access == Access::Replace))
    }

    fn chosen(&self, id: u32) -> Answer<&Chosen> {
        let chosen = usize::try_from(id).ok().and_then(|position| self.chosen.get(position));
        chosen.ok_or_else(|| "this file was not chosen; choose it again".into())
    }
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Opened {
    /// An attested original, open for editing from now on.
    Original {
        /// All about it.
        original: Box<OriginalInfo>,
    },
    /// A published picture: ask for its verification.
    Published,
    /// A photo that carries neither a signature nor a proof: its verification says so.
    Photo {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A trust list: ask for its content.
    TrustList,
    /// Anything else.
    Other {
        /// What it is and what can be done.
        message: String,
    },
    /// A photo with a colour profile that cannot be used: its verification says so.
    Profile,
}

/// An attested original that is open for editing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OriginalInfo {
    /// Its file.
    pub file: ChosenFile,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Its image hash, 64 hexadecimal digits.
    pub hash: String,
    /// Who signed it.
    #[serde(flatten)]
    pub signer: Signer,
    /// When it was taken, in UTC, or without a Z in a time zone that is not known.
    pub captured: String,
    /// Whose clock that is from.
    pub clock: Clock,
    /// The colour space from which the pixels were converted before they were signed, if they were.
    pub converted_from: Option<String>,
    /// What else the user should know.
    pub warnings: Vec<String>,
    /// How many pictures were published of it on this machine.
    pub openings: u32,
    /// The most that are.
    pub openings_limit: u32,
    /// The history that was kept, empty if there is none.
    pub history: Vec<HistoryItem>,
}

/// Who signed an original, and what the trust list says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Signer {
    /// The camera.
    pub camera: CameraReport,
    /// What the user should know of its standing.
    pub camera_warning: Option<String>,
}

impl Signer {
    /// The signer of an original by this list.
    pub fn of(original: &Original, trust: &Trust) -> Self {
        let camera = CameraReport::new(&original.attestation.certificate, trust);
        let warning = match camera.standing {
            Standing::Trusted => None,
            Standing::Unknown => Some(
                "The maker of this camera is not in your trust list. Readers who do not trust it either will see “camera maker unknown”.",
            ),
            Standing::Revoked => Some(
                "The key of this camera was revoked, so every picture made from this original will be rejected.",
            ),
        };
        Signer { camera, camera_warning: warning.map(str::to_owned) }
    }
}

/// What a save dialog is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A published picture.
    Published,
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
            Purpose::TrustList => "json",
        }
    }
}

/// Asks for photos, originals or published pictures: one or several, or none.
pub async fn choose_photos(handle: AppHandle) -> Answer<Vec<ChosenFile>> {
    work(move || {
        let dialog = open_dialog(&handle, "Open photos", ("Photos", PHOTOS));
        let chosen = dialog.blocking_pick_files().unwrap_or_default();
        let paths = chosen.into_iter().map(|file| file.into_path().map_err(told));
        let paths = paths.collect::<Answer<Vec<PathBuf>>>()?;
        Ok(handle.state::<App>().choose_all(&paths))
    })
    .await
}

/// Said of a folder, which otherwise stands for the photos in it.
const NO_PHOTOS: &str =
    "there is no PNG or JPEG directly in this folder; open the folder that holds the photos";

/// The files in a folder that have a photo's extension, by name; none if it is no folder.
pub fn photos_in(folder: &Path) -> Vec<PathBuf> {
    let is_photo = |path: &PathBuf| {
        let found = path.extension().unwrap_or_default();
        PHOTOS.iter().any(|one| found.eq_ignore_ascii_case(one))
    };
    let mut photos = files::files_in(folder).unwrap_or_default();
    photos.retain(is_photo);
    photos.sort();
    photos
}

/// Asks for a proof in a separate file.
pub async fn choose_sidecar(handle: AppHandle) -> Answer<Option<ChosenFile>> {
    choose(handle, "Choose the proof of the picture", ("Proofs", &["proof"])).await
}

/// Asks for a trust list.
pub async fn choose_trust_list(handle: AppHandle) -> Answer<Option<ChosenFile>> {
    choose(handle, "Import a trust list", ("Trust lists", &["json"])).await
}

/// The extensions of photos.
pub const PHOTOS: &[&str] = &["png", "jpg", "jpeg"];

/// Extensions as cameras and people write them. The dialogs of Linux tell `JPG` from `jpg`.
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

/// A dialog that opens files of a kind, or any other that the user insists on.
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
        let chosen = open_dialog(&handle, title, shown)
            .blocking_pick_file()
            .map(|file| file.into_path().map_err(told));
        Ok(chosen.transpose()?.map(|path| handle.state::<App>().choose(path, Access::Read)))
    })
    .await
}

/// A dialog that begins where a file was last chosen.
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

/// Asks where to write. Of the suggestion only a name is used.
pub async fn choose_target(
    handle: AppHandle,
    suggested_name: String,
    purpose: Purpose,
) -> Answer<Option<ChosenFile>> {
    work(move || {
        let (title, kind) = match purpose {
            Purpose::Published => ("Save the picture as", "PNG"),
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
        // What is there the dialog has asked about.
        Ok(Some(handle.state::<App>().choose(path, Access::Replace)))
    })
    .await
}

/// The path that was chosen, with the extension of its kind: people leave that to the program. The dialog has
/// asked whether to replace the file that was named, and not whether to replace this one.
pub fn with_extension(path: PathBuf, extension: &str) -> Answer<PathBuf> {
    let is_there = |found: &OsStr| found.eq_ignore_ascii_case(extension);
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

/// Where a picture of this original is written if nobody chooses otherwise: a new file in the folder of
/// the settings, or in the original's.
pub async fn default_target(handle: AppHandle, original: u32) -> Answer<ChosenFile> {
    let app = handle.state::<App>();
    let original = app.path(original, Access::Read)?;
    let remembered = Memory::of_user().map_err(told)?.recall().0;
    let folder =
        remembered.settings.export_folder.map(PathBuf::from).filter(|folder| folder.is_dir());
    let folder = folder.or_else(|| original.parent().map(Path::to_owned)).unwrap_or_default();
    Ok(app.choose(new_file(&folder, &published_stem(&original), "png"), Access::Write))
}

/// `harbour.original.png` and `harbour.png` give `harbour-published`.
fn published_stem(original: &Path) -> String {
    let stem = original.file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.strip_suffix(".original").or(stem.strip_suffix("-original")).unwrap_or(&stem);
    format!("{stem}-published")
}

/// A path at which there is nothing yet: with a number if need be.
pub fn new_file(folder: &Path, stem: &str, extension: &str) -> PathBuf {
    let name = |number: u32| match number {
        1 => format!("{stem}.{extension}"),
        number => format!("{stem}-{number}.{extension}"),
    };
    let mut paths = (1..=u32::MAX).map(|number| folder.join(name(number)));
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    paths.find(is_free).unwrap_or_else(|| folder.join(name(1)))
}

/// Files that were opened before and are still there.
pub async fn recent(handle: AppHandle) -> Answer<Vec<ChosenFile>> {
    let app = handle.state::<App>();
    Ok(app.recent(&Memory::of_user().map_err(told)?.recall().0))
}

/// Forgets which files were opened.
pub async fn clear_recent() -> Answer<()> {
    Memory::of_user().and_then(|memory| memory.change(Remembered::forget_recent)).map_err(told)?;
    Ok(())
}

/// Finds out what a file is, and opens it for editing if it is an original whose signature holds; any
/// other leaves the original that is open as it was.
pub async fn open_file(handle: AppHandle, id: u32) -> Answer<Opened> {
    work(move || {
        let app = handle.state::<App>();
        let path = app.path(id, Access::Read)?;
        if path.is_dir() {
            return Err(NO_PHOTOS.into());
        }
        let bytes = Zeroizing::new(files::read(&path, files::MAX_FILE_BYTES).map_err(told)?);
        let recognised = recognise(&bytes).map_err(told)?;
        let opened = match recognised {
            Recognised::Original(original) => {
                let mut info = original_info(&original, lock(&app.files).file(id)?, &path)?;
                if let Some(notes) = lock(&app.signing_notes).get(&path) {
                    info.warnings.extend_from_slice(notes);
                }
                *lock(&app.editor) = Some(Arc::new(Editor::new(*original)));
                Opened::Original { original: Box::new(info) }
            }
            Recognised::Published => Opened::Published,
            Recognised::Photo(photo) => {
                Opened::Photo { width: photo.size().width, height: photo.size().height }
            }
            Recognised::TrustList => return Ok(Opened::TrustList),
            Recognised::Other(error) if error.is_about_profile() => return Ok(Opened::Profile),
            other => {
                return Ok(Opened::Other { message: other.advice() });
            }
        };
        remember(&path);
        Ok(opened)
    })
    .await
}

/// Who signed the original that is open, by the trust list as it is now.
pub async fn original_signer(handle: AppHandle) -> Answer<Signer> {
    let app = handle.state::<App>();
    let trust = Trust::of_user().map_err(told)?;
    Ok(Signer::of(&app.editor()?.original, &trust))
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

fn original_info(original: &Original, file: ChosenFile, path: &Path) -> Answer<OriginalInfo> {
    let trust = Trust::of_user().map_err(told)?;
    let hash = original.hidden.hash();
    let restored = Projects::of_user().map_err(told)?.restore(&hash);
    let mut warnings: Vec<String> = restored.warning.map(told).into_iter().collect();
    if files::readable_by_others(path) {
        warnings.push("Other users of this machine can read this file, which is private; change its permissions so that you alone can.".into());
    }
    let size = original.hidden.size();
    let record = &original.attestation.record;
    Ok(OriginalInfo {
        file,
        width: size.width,
        height: size.height,
        hash: hash.to_string(),
        signer: Signer::of(original, &trust),
        captured: record.captured(),
        clock: record.clock,
        converted_from: record.converted_from.as_ref().map(|name| name.as_str().to_owned()),
        warnings,
        openings: Publications::of_user()
            .and_then(|openings| openings.count(&hash))
            .map_err(told)?,
        openings_limit: count::LIMIT,
        history: restored.history,
    })
}

/// Closes the original; its pixels are wiped as soon as no export works on them any more.
pub async fn close_original(handle: AppHandle) -> Answer<()> {
    let app = handle.state::<App>();
    lock(&app.editor).take();
    Ok(())
}

/// Shows a file in the system's file manager.
pub async fn reveal(handle: AppHandle, id: u32) -> Answer<()> {
    let app = handle.state::<App>();
    let path = app.path(id, Access::Read)?;
    work(move || {
        // Not every file manager can be asked for one file; nearly every one opens a folder.
        let folder =
            || tauri_plugin_opener::open_path(path.parent().unwrap_or(&path), None::<&str>);
        let no_manager = |_| format!("no file manager answered; the file is {}", path.display());
        tauri_plugin_opener::reveal_item_in_dir(&path).or_else(|_| folder()).map_err(no_manager)
    })
    .await
}
