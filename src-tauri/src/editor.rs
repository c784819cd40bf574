//! The original that is open: previews, the history that is kept, and what the controls show.

use std::sync::atomic::{AtomicU64, Ordering};

use proofroom_provenance::circuits::Edit;
use proofroom_provenance::circuits::edits::{Convolve, WhiteBalance};
use proofroom_provenance::editing::check::{self, RecipeCheck};
use proofroom_provenance::editing::history::{HistoryItem, Projects};
use proofroom_provenance::editing::preview::{self, Preview, PreviewError, PreviewRequest, View};
use proofroom_provenance::format::original::Original;
use tauri::{AppHandle, Manager};

use crate::app::{Answer, App, Bytes, told, work};

/// An original that is open for editing.
pub struct Editor {
    /// The original.
    pub original: Original,
    preview: Preview,
    /// The number of the preview that was asked for last.
    newest: AtomicU64,
}

impl Editor {
    /// An original with nothing computed of it.
    pub fn new(original: Original) -> Self {
        Editor { original, preview: Preview::default(), newest: AtomicU64::new(0) }
    }

    /// Announces a preview; those announced before are overtaken from now on.
    pub fn announce(&self) -> u64 {
        self.newest.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Computes a preview that was announced.
    pub fn view(&self, request: &PreviewRequest, number: u64) -> Result<View, PreviewError> {
        let overtaken = || self.newest.load(Ordering::Relaxed) != number;
        self.preview.view(self.original.hidden.image(), request, &overtaken)
    }
}

/// Keeps the history of the original that is open.
pub async fn save_history(handle: AppHandle, items: Vec<HistoryItem>) -> Answer<()> {
    let app = handle.state::<App>();
    let hash = app.editor()?.original.hidden.hash();
    work(move || {
        Projects::of_user().and_then(|projects| projects.save(&hash, &items)).map_err(told)
    })
    .await
}

/// The pixels of the edited photo, as [`View::to_bytes`] lays them out; "overtaken" if a newer request
/// came meanwhile.
pub async fn preview(handle: AppHandle, request: PreviewRequest) -> Answer<Bytes> {
    let app = handle.state::<App>();
    let editor = app.editor()?;
    let number = editor.announce();
    work(move || {
        let view = editor.view(&request, number).map_err(told)?;
        Ok(Bytes(view.to_bytes()))
    })
    .await
}

/// Whether the edits fit the original.
pub async fn check_recipe(handle: AppHandle, edits: Vec<Edit>) -> Answer<RecipeCheck> {
    let app = handle.state::<App>();
    Ok(check::check(&edits, app.editor()?.original.hidden.size()))
}

/// The white balance that makes a point of the image after `edits` neutral.
pub async fn neutral_gains(
    handle: AppHandle,
    edits: Vec<Edit>,
    x: u32,
    y: u32,
) -> Answer<WhiteBalance> {
    let app = handle.state::<App>();
    let editor = app.editor()?;
    work(move || {
        let original = editor.original.hidden.image();
        editor.preview.neutral_gains(original, &edits, x, y).map_err(told)
    })
    .await
}

/// For each channel the output of each input byte.
pub async fn tone_curve(edit: Edit) -> Answer<[Vec<u8>; 3]> {
    preview::tone_curve(&edit).map_err(told)
}

/// The kernel of this name.
pub async fn kernel_preset(name: String) -> Answer<Convolve> {
    Convolve::named(&name).ok_or_else(|| format!("there is no kernel called {name:?}"))
}
