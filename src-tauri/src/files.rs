//! Files that the user chose: by a dialog, a drop, the command line, or the list of recent files.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use proofroom_provenance::system::{files, text};
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::work::{Answer, lock, work};

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
    /// To be written over what is there: the dialog asked the user, who agreed.
    Replace,
}

/// The files that were chosen so far; a number is a position in the list.
#[derive(Default)]
pub struct Files(Mutex<Vec<Chosen>>);

struct Chosen {
    file: ChosenFile,
    path: PathBuf,
    access: Access,
}

impl Files {
    /// Gives a file a number, the same one every time.
    pub fn choose(&self, path: PathBuf, access: Access) -> ChosenFile {
        let mut files = lock(&self.0);
        let is_same = |chosen: &&Chosen| chosen.path == path && chosen.access == access;
        if let Some(known) = files.iter().find(is_same) {
            return known.file.clone();
        }
        let shown = |name: Option<&OsStr>| text::line(&name.unwrap_or_default().to_string_lossy());
        let file = ChosenFile {
            id: u32::try_from(files.len()).expect("nobody chooses four billion files"),
            name: shown(path.file_name()),
            folder: shown(path.parent().map(Path::as_os_str)),
        };
        files.push(Chosen { file: file.clone(), path, access });
        file
    }

    /// Gives numbers to files that came together, to be read. A folder stands for the photos in it, by name. A
    /// folder without photos stays in the list, and an error names it when it is opened.
    pub fn choose_all<'a>(&self, paths: impl IntoIterator<Item = &'a PathBuf>) -> Vec<ChosenFile> {
        let paths = paths.into_iter().flat_map(|path| {
            let photos = photos_in(path);
            if photos.is_empty() { vec![path.clone()] } else { photos }
        });
        paths.map(|path| self.choose(path, Access::Read)).collect()
    }

    /// What is shown of the file with this number.
    pub fn file(&self, id: u32) -> Answer<ChosenFile> {
        self.with(id, |chosen| chosen.file.clone())
    }

    /// The path of the file with this number. What was chosen to be read is never written.
    pub fn path(&self, id: u32, access: Access) -> Answer<PathBuf> {
        let (path, chosen) = self.with(id, |chosen| (chosen.path.clone(), chosen.access))?;
        if access != Access::Read && chosen == Access::Read {
            return Err("this file was chosen to be read; choose where to write".into());
        }
        Ok(path)
    }

    /// The path of a file that is to be written, and whether the user agreed to replace what is there.
    pub fn target(&self, id: u32) -> Answer<(PathBuf, bool)> {
        let path = self.path(id, Access::Write)?;
        Ok((path, self.with(id, |chosen| chosen.access == Access::Replace)?))
    }

    fn with<T>(&self, id: u32, look: impl FnOnce(&Chosen) -> T) -> Answer<T> {
        let files = lock(&self.0);
        let chosen = usize::try_from(id).ok().and_then(|position| files.get(position));
        chosen.map(look).ok_or_else(|| "this file was not chosen; choose it again".into())
    }
}

/// The extensions of photos.
pub const PHOTOS: &[&str] = &["png", "jpg", "jpeg"];

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

/// A path at which there is nothing yet, with a number if necessary.
pub fn new_file(folder: &Path, stem: &str, extension: &str) -> PathBuf {
    new_file_unless(folder, stem, extension, &|_| false)
}

/// The same, other than the paths that are taken although there is nothing yet.
pub fn new_file_unless(
    folder: &Path,
    stem: &str,
    extension: &str,
    taken: &dyn Fn(&Path) -> bool,
) -> PathBuf {
    let name = |number: u32| match number {
        1 => format!("{stem}.{extension}"),
        number => format!("{stem}-{number}.{extension}"),
    };
    let mut paths = (1..=u32::MAX).map(|number| folder.join(name(number)));
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err() && !taken(path);
    paths.find(is_free).unwrap_or_else(|| folder.join(name(1)))
}

/// The error if no file manager shows a file.
pub fn not_shown(path: &Path) -> String {
    format!("no file manager answered; the file is {}", text::path(path))
}

/// Shows a file in the system's file manager.
pub async fn reveal(handle: AppHandle, id: u32) -> Answer<()> {
    let path = handle.state::<Files>().path(id, Access::Read)?;
    work(move || {
        // Not every file manager can be asked for one file; nearly every one opens a folder.
        let folder =
            || tauri_plugin_opener::open_path(path.parent().unwrap_or(&path), None::<&str>);
        let no_manager = |_| not_shown(&path);
        tauri_plugin_opener::reveal_item_in_dir(&path).or_else(|_| folder()).map_err(no_manager)
    })
    .await
}
