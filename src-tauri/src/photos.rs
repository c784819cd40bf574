//! Many photos at once: what each of them is, and the folder for what is made of them.

use std::path::Path;

use proofroom_provenance::format::jpeg;
use proofroom_provenance::format::picture;
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK};
use proofroom_provenance::system::files;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::dialogs::choose_folder;
use crate::files::{Access, ChosenFile, Files};
use crate::work::{Answer, work};

/// What a file of a list appears to be, before anything is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// An attested original.
    Original,
    /// A published picture.
    Published,
    /// A photo that carries no signature.
    Photo,
    /// A photo with Content Credentials.
    Credentials,
    /// Anything else, or a file that cannot be read.
    Other,
}

/// What these files appear to be, in their order.
pub async fn file_kinds(handle: AppHandle, ids: Vec<u32>) -> Answer<Vec<FileKind>> {
    work(move || {
        let files = handle.state::<Files>();
        let kind = |id: u32| Ok(kind_of(&files.path(id, Access::Read)?));
        ids.into_iter().map(kind).collect()
    })
    .await
}

/// What a file appears to be, before anything is checked.
pub fn kind_of(path: &Path) -> FileKind {
    let Ok(bytes) = files::read(path, files::MAX_FILE_BYTES).map(Zeroizing::new) else {
        return FileKind::Other;
    };
    if picture::find_proof(&bytes).is_some() {
        FileKind::Published
    } else if png::find_chunk(&bytes, ORIGINAL_CHUNK).is_some() {
        FileKind::Original
    } else if proofroom_c2pa::carries(&bytes) {
        FileKind::Credentials
    } else if png::is_png(&bytes) || jpeg::is_jpeg(&bytes) {
        FileKind::Photo
    } else {
        FileKind::Other
    }
}

/// Asks for the folder to which several signed originals are written.
pub async fn choose_original_folder(handle: AppHandle) -> Answer<Option<ChosenFile>> {
    work(move || {
        let chosen = choose_folder(&handle, "Choose a folder for the signed originals")?;
        Ok(chosen.map(|folder| handle.state::<Files>().choose(folder, Access::Write)))
    })
    .await
}
