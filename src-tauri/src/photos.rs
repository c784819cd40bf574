//! Many photos at once: what each of them is and what has become of it, small pictures of them, and the folder for
//! what is made of them.

use std::path::Path;

use proofroom_provenance::capture::recognise::{Announced, announced};
use proofroom_provenance::capture::{outline, photo};
use proofroom_provenance::circuits::{Channels, ImageHash, Size};
use proofroom_provenance::editing::history::{Histories, HistoryItem};
use proofroom_provenance::editing::preview::View;
use proofroom_provenance::format::original::{unchecked_attestation, unchecked_hash};
use proofroom_provenance::publish::count::Publications;
use proofroom_provenance::system::files;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::dialogs::choose_folder;
use crate::files::{Access, ChosenFile, Files};
use crate::work::{Answer, Bytes, told, work};

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

/// What is known of a file of a list. Nothing of it is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileState {
    /// What it appears to be.
    pub kind: FileKind,
    /// The image hash that an original states.
    pub hash: Option<String>,
    /// Width and height that an original states.
    pub size: Option<Size>,
    /// Whether edits of this original are kept.
    pub edited: bool,
    /// How many pictures of this original were published on this machine.
    pub publications: u32,
}

/// What is known of these files, in their order. Their pixels are not read, so that this is quick for hundreds.
pub async fn file_states(handle: AppHandle, ids: Vec<u32>) -> Answer<Vec<FileState>> {
    work(move || {
        let files = handle.state::<Files>();
        let state = |id: u32| Ok(state_of(&files.path(id, Access::Read)?));
        ids.into_iter().map(state).collect()
    })
    .await
}

fn state_of(path: &Path) -> FileState {
    let outline = outline::read(path).unwrap_or_default();
    let kind = kind_of(&outline);
    let is_original = kind == FileKind::Original;
    let hash = is_original.then(|| unchecked_hash(&outline).ok()).flatten();
    let is_edited = |hash: &ImageHash| {
        Histories::of_user().is_ok_and(|histories| !histories.restore(hash).history.is_empty())
    };
    let published = |hash: &ImageHash| {
        let count = Publications::of_user().and_then(|publications| publications.count(hash));
        // A count that cannot be read is told when the photo is opened.
        count.unwrap_or_default()
    };
    let attestation = is_original.then(|| unchecked_attestation(&outline).ok()).flatten();
    FileState {
        kind,
        size: attestation.map(|attestation| attestation.record.size),
        edited: hash.as_ref().is_some_and(is_edited),
        publications: hash.as_ref().map_or(0, published),
        hash: hash.map(|hash| hash.to_string()),
    }
}

/// What a file with this outline appears to be, before anything is checked.
pub fn kind_of(outline: &[u8]) -> FileKind {
    match announced(outline) {
        Announced::Published => FileKind::Published,
        Announced::Original => FileKind::Original,
        Announced::Photo if proofroom_c2pa::carries(outline) => FileKind::Credentials,
        Announced::Photo => FileKind::Photo,
        _ => FileKind::Other,
    }
}

/// Keeps these edits for an original of the list, in the place of those that are kept, as if they had been made on it.
/// Where a hidden crop is taken is not among them.
pub async fn keep_edits(handle: AppHandle, id: u32, items: Vec<HistoryItem>) -> Answer<()> {
    work(move || {
        let path = handle.state::<Files>().path(id, Access::Read)?;
        let outline = outline::read(&path).map_err(told)?;
        let hash = unchecked_hash(&outline).map_err(told)?;
        Histories::of_user().and_then(|histories| histories.save(&hash, &items)).map_err(told)
    })
    .await
}

/// A small picture of a photo, laid out as that of a preview. It is made in memory only.
pub async fn thumbnail(handle: AppHandle, id: u32, side: u32) -> Answer<Bytes> {
    work(move || {
        let path = handle.state::<Files>().path(id, Access::Read)?;
        let file = Zeroizing::new(files::read(&path, files::MAX_FILE_BYTES).map_err(told)?);
        let small = photo::thumbnail(&file, side.clamp(1, 1024)).map_err(told)?;
        Ok(Bytes(View::of_picture(&small, Channels::Rgb, 0, 0).to_bytes()))
    })
    .await
}

/// Asks for the folder to which several signed originals are written.
pub async fn choose_original_folder(handle: AppHandle) -> Answer<Option<ChosenFile>> {
    work(move || {
        let chosen = choose_folder(&handle, "Choose a folder for the signed originals")?;
        Ok(chosen.map(|folder| handle.state::<Files>().choose(folder, Access::Write)))
    })
    .await
}
