//! Verification: the verdict on a file, in words, and its picture.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use proofroom::circuits::{Image, Rect, Size};
use proofroom::history::{Channels, describe};
use proofroom::placement;
use proofroom::preview::View;
use proofroom::trust::Trust;
use proofroom::verdict::{Judged, Report, Verdict, judge_path};
use proofroom::{text, words};
use serde::Serialize;
use tauri::ipc::Response;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::app::{Answer, App, lock, work};
use crate::files::{Access, ChosenFile, remember};

/// A verdict with what the window says beside it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Verification {
    /// The file that was judged.
    pub file: ChosenFile,
    /// The verdict.
    pub report: Report,
    /// The verdict in one sentence.
    pub sentence: String,
    /// What the verdict means for a reader, in plain words.
    pub meaning: String,
    /// The edits in words, in their order.
    pub edits_in_words: Vec<String>,
    /// The text that the proof is bound to, in quotes and as it can be shown.
    pub bound_quoted: Option<String>,
    /// Where the published picture lies in the frame of the original, if that can be said exactly.
    pub crop: Option<Rect>,
    /// Bytes of the proof, if there is one.
    pub proof_bytes: Option<usize>,
    /// Seconds from reading the file to the verdict.
    pub seconds: f64,
}

/// The picture of the file that was verified last.
#[derive(Default)]
pub struct Verified {
    newest: AtomicU64,
    picture: Mutex<Option<(Image, Channels)>>,
}

/// The verdict on a file, with a proof in a file of its own if one is named. "overtaken" if another
/// verification began meanwhile.
#[tauri::command(rename_all = "snake_case")]
pub async fn verify(
    handle: AppHandle,
    id: u32,
    sidecar: Option<u32>,
    expect: Option<String>,
) -> Answer<Verification> {
    let app = handle.state::<App>();
    let path = app.path(id, Access::Read)?;
    let sidecar = sidecar.map(|id| app.path(id, Access::Read)).transpose()?;
    let number = app.verified.newest.fetch_add(1, Ordering::Relaxed) + 1;
    lock(&app.verified.picture).take();
    let (judged, picture, seconds) = work(move || {
        let started = Instant::now();
        let judged = judge_path(
            &path,
            sidecar.as_deref(),
            &Trust::of_user(),
            expect.as_deref(),
        );
        let seconds = started.elapsed().as_secs_f64();
        let picture = judged.picture();
        if is_remembered(&judged.report) {
            remember(&path);
        }
        Ok((judged, picture, seconds))
    })
    .await?;
    let mut shown = lock(&app.verified.picture);
    if app.verified.newest.load(Ordering::Relaxed) != number {
        return Err("overtaken".into());
    }
    *shown = picture.map(|picture| (picture, channels(&judged.report)));
    Ok(verification(lock(&app.files).file(id)?, &judged, seconds))
}

/// The decoded pixels of the file that was verified last, laid out as those of a preview.
#[tauri::command(rename_all = "snake_case")]
pub async fn verified_picture(
    handle: AppHandle,
    max_width: u32,
    max_height: u32,
) -> Answer<Response> {
    work(move || {
        let app = handle.state::<App>();
        let shown = lock(&app.verified.picture);
        let (picture, channels) = shown.as_ref().ok_or("there is no picture to show")?;
        let view = View::of_picture(picture, *channels, max_width, max_height);
        Ok(Response::new(view.to_bytes()))
    })
    .await
}

/// Whether the file is one that was asked about and can be asked about again.
pub fn is_remembered(report: &Report) -> bool {
    report.verdict != Verdict::NotChecked
}

/// What the window says of a verdict.
pub fn verification(file: ChosenFile, judged: &Judged, seconds: f64) -> Verification {
    let report = judged.report.clone();
    let edits = report.edits.as_ref();
    let crop = match (edits, &report.original) {
        (Some(edits), Some(original)) if report.holds() => {
            let (width, height) = (original.width, original.height);
            placement::in_original(edits, Size { width, height })
        }
        _ => None,
    };
    Verification {
        file,
        sentence: text::line(&words::sentence(&report)),
        meaning: words::meaning(&report).into(),
        edits_in_words: edits
            .map(|edits| edits.edits().iter().map(describe).collect())
            .unwrap_or_default(),
        bound_quoted: report.bound.as_deref().map(text::quoted),
        crop,
        proof_bytes: judged.proof_bytes,
        seconds,
        report,
    }
}

/// How the picture is shown. Edits that were not proved say nothing of its channels.
fn channels(report: &Report) -> Channels {
    match &report.edits {
        Some(edits) if report.holds() => Channels::after(edits),
        _ => Channels::Rgb,
    }
}
