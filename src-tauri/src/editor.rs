//! The original that is open: previews, the history that is kept, and what the controls show.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use proofroom_provenance::circuits::edits::{Convolve, WhiteBalance};
use proofroom_provenance::circuits::{Edit, OutputFormat, Size};
use proofroom_provenance::editing::check::{self, RecipeCheck};
use proofroom_provenance::editing::file_size::Sample;
use proofroom_provenance::editing::history::{Histories, HistoryItem};
use proofroom_provenance::editing::preview::{self, Preview, PreviewError, PreviewRequest, View};
use proofroom_provenance::format::original::Original;
use tauri::{AppHandle, Manager};

use crate::placed::Placed;
use crate::work::{Answer, Bytes, lock, told, work};

/// An original that is open for editing.
pub struct Editor {
    /// The original, which an export shares.
    pub original: Arc<Original>,
    preview: Preview,
    /// The number of the preview that was asked for last.
    newest: AtomicU64,
    /// The part of the picture that was exported last in thought, with the edits that make it.
    sample: Mutex<Option<(Placed, Sample)>>,
    /// The number of the file size that was asked for last.
    newest_size: AtomicU64,
}

impl Editor {
    /// An original of which nothing has been computed yet.
    pub fn new(original: Original) -> Self {
        Editor {
            original: Arc::new(original),
            preview: Preview::default(),
            newest: AtomicU64::new(0),
            sample: Mutex::default(),
            newest_size: AtomicU64::new(0),
        }
    }

    /// Announces a preview, which overtakes those that were announced before.
    pub fn announce(&self) -> u64 {
        self.newest.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Computes a preview that was announced.
    pub fn view(&self, request: &PreviewRequest, number: u64) -> Result<View, PreviewError> {
        let overtaken = || self.newest.load(Ordering::Relaxed) != number;
        self.preview.view(self.original.hidden.image(), request, &overtaken)
    }
}

impl Editor {
    /// About how many bytes the picture of these edits takes in a format. While a slider of the format moves, the edits
    /// are applied once. Only the answer that was asked for last is worked out.
    pub fn file_size(&self, edits: Placed, format: OutputFormat) -> Result<u64, PreviewError> {
        let number = self.newest_size.fetch_add(1, Ordering::Relaxed) + 1;
        let overtaken = || self.newest_size.load(Ordering::Relaxed) != number;
        let mut sample = lock(&self.sample);
        if overtaken() {
            return Err(PreviewError::Overtaken);
        }
        if sample.as_ref().is_none_or(|(made_by, _)| *made_by != edits) {
            let image = self.original.hidden.image();
            let made = self.preview.look(image, edits.as_recipe(), &overtaken, Sample::of)?;
            *sample = Some((edits, made));
        }
        Ok(sample.as_ref().map_or(0, |(_, sample)| sample.bytes(format)))
    }
}

/// The original that is open, if there is one.
#[derive(Default)]
pub struct OpenEditor(Mutex<Option<Arc<Editor>>>);

impl OpenEditor {
    /// The open original. Work that is under way keeps it, even if it is closed meanwhile.
    pub fn get(&self) -> Answer<Arc<Editor>> {
        lock(&self.0).clone().ok_or_else(|| "no original is open; open one first".into())
    }

    /// Replaces it with another.
    pub fn open(&self, editor: Editor) {
        *lock(&self.0) = Some(Arc::new(editor));
    }

    /// Closes it.
    pub fn close(&self) {
        lock(&self.0).take();
    }
}

/// Saves the history of the original that is open. Where its hidden crops are taken is not in it.
pub async fn save_history(handle: AppHandle, items: Vec<HistoryItem>) -> Answer<()> {
    let hash = handle.state::<OpenEditor>().get()?.original.hidden.hash();
    work(move || {
        Histories::of_user().and_then(|histories| histories.save(&hash, &items)).map_err(told)
    })
    .await
}

/// Whether the edits of `chain` fit, as [`check_recipe`] says, and the pixels that `request` asks for: both in one
/// call, because a slider that moves needs both. There are no pixels if the edits of the request do not fit, or if
/// their result has not the size that the window expected. The error is "overtaken" if a newer request came
/// meanwhile.
pub async fn preview(handle: AppHandle, chain: Placed, request: PreviewRequest) -> Answer<Bytes> {
    let editor = handle.state::<OpenEditor>().get()?;
    let number = editor.announce();
    work(move || {
        let check = check(&chain, &editor.original);
        match editor.view(&request, number) {
            Ok(view) => Ok(preview_bytes(&check, &view.to_bytes())),
            Err(PreviewError::Recipe(_) | PreviewError::Region(_)) => {
                Ok(preview_bytes(&check, &[]))
            }
            Err(error) => Err(told(error)),
        }
    })
    .await
}

/// The length of the check as JSON (four bytes, little-endian), the check, and the pixels as [`View::to_bytes`]
/// lays them out.
pub fn preview_bytes(check: &RecipeCheck, pixels: &[u8]) -> Bytes {
    let check = serde_json::to_vec(check).expect("plain data");
    let length = u32::try_from(check.len()).expect("short");
    Bytes([&length.to_le_bytes(), check.as_slice(), pixels].concat())
}

/// Whether the edits fit the original.
pub async fn check_recipe(handle: AppHandle, edits: Placed) -> Answer<RecipeCheck> {
    Ok(check(&edits, &handle.state::<OpenEditor>().get()?.original))
}

/// Whether edits fit a photo of this size, which need not be open.
pub async fn check_for_size(size: Size, edits: Placed) -> Answer<RecipeCheck> {
    Ok(check::check(edits.recipe.edits(), &edits.places, size))
}

fn check(edits: &Placed, original: &Original) -> RecipeCheck {
    check::check(edits.recipe.edits(), &edits.places, original.hidden.size())
}

/// The white balance that makes a point of the image after `edits` neutral.
pub async fn neutral_gains(
    handle: AppHandle,
    edits: Placed,
    x: u32,
    y: u32,
) -> Answer<WhiteBalance> {
    let editor = handle.state::<OpenEditor>().get()?;
    work(move || {
        let original = editor.original.hidden.image();
        editor.preview.neutral_gains(original, edits.as_recipe(), x, y).map_err(told)
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
