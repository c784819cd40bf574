//! What pictures say about themselves: templates that are remembered, and what a photo's own file says, of which the
//! user copies single fields.

use proofroom_provenance::captions::template::{CaptionTemplate, Filling, Templates};
use proofroom_provenance::captions::{Captions, photo};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::system::files;
use tauri::{AppHandle, Manager};
use zeroize::Zeroizing;

use crate::dialogs::choose_path;
use crate::editor::OpenEditor;
use crate::files::{Access, ChosenFile, Files, PHOTOS};
use crate::work::{Answer, told, work};

/// The captions of one picture: the placeholders filled in with what the signer of the original stated.
pub fn captions_of(
    original: &Original,
    file: &ChosenFile,
    captions: Option<Captions>,
) -> Answer<Option<Captions>> {
    let Some(captions) = captions else { return Ok(None) };
    let filling = Filling::new(&original.attestation, &file.name);
    let filled = CaptionTemplate { captions }.fill(&filling).map_err(told)?;
    Ok(Some(filled).filter(|captions| !captions.is_empty()))
}

/// The captions as they will be written into a picture of the original that is open.
pub async fn fill_captions(
    handle: AppHandle,
    original: u32,
    captions: Captions,
) -> Answer<Captions> {
    let editor = handle.state::<OpenEditor>().get()?;
    let file = handle.state::<Files>().file(original)?;
    Ok(captions_of(&editor.original, &file, Some(captions))?.unwrap_or_default())
}

/// The names of the templates that are remembered.
pub async fn caption_templates() -> Answer<Vec<String>> {
    Templates::of_user().map_err(told)?.names().map_err(told)
}

/// A template that is remembered.
pub async fn load_captions(name: String) -> Answer<Captions> {
    Ok(Templates::of_user().map_err(told)?.load(&name).map_err(told)?.captions)
}

/// Remembers a template, in the place of another of that name.
pub async fn save_captions(name: String, captions: Captions) -> Answer<()> {
    let templates = Templates::of_user().map_err(told)?;
    templates.save(&name, &CaptionTemplate { captions }).map_err(told)
}

/// Forgets a template.
pub async fn remove_captions(name: String) -> Answer<()> {
    Templates::of_user().map_err(told)?.remove(&name).map_err(told)
}

/// What the file of the original says about itself. Nothing of it is copied unless the user asks for it, field by field.
pub async fn captions_of_original(handle: AppHandle, original: u32) -> Answer<Captions> {
    work(move || {
        let path = handle.state::<Files>().path(original, Access::Read)?;
        let file = Zeroizing::new(files::read(&path, files::MAX_FILE_BYTES).map_err(told)?);
        Ok(photo::read(&file))
    })
    .await
}

/// Asks for a photo, such as the one from which the original was signed, and gives what it says about itself.
pub async fn captions_of_photo(handle: AppHandle) -> Answer<Option<Captions>> {
    work(move || {
        let chosen = choose_path(&handle, "Copy captions from", ("Photos", PHOTOS))?;
        let Some(path) = chosen else { return Ok(None) };
        let file = Zeroizing::new(files::read(&path, files::MAX_FILE_BYTES).map_err(told)?);
        Ok(Some(photo::read(&file)))
    })
    .await
}
