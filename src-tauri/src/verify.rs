//! Verification: the verdict on a file, in words, and its picture.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use proofroom_provenance::capture::photo;
use proofroom_provenance::capture::recognise::{Recognised, recognise};
use proofroom_provenance::circuits::{Channels, Edit, Image, Rect, Size};
use proofroom_provenance::editing::preview::View;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::files::{Judged, judge_path};
use proofroom_provenance::verify::placement;
use proofroom_provenance::verify::trust::{Trust, TrustError};
use proofroom_provenance::verify::wording;
use proofroom_provenance::verify::{Reason, Report, Verdict};
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::advice::advice;
use crate::files::{Access, ChosenFile, Files};
use crate::recent::remember;
use crate::work::{Answer, Bytes, lock, told, work};

/// A verdict with what the window says beside it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Verification {
    /// The file that was judged.
    pub file: ChosenFile,
    /// The verdict.
    pub report: Report,
    /// The verdict in a few words.
    pub title: String,
    /// What was found, in one sentence.
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
    /// What the file is, if it carries nothing that could be checked.
    pub unclaimed: Option<Unclaimed>,
    /// Seconds from reading the file to the verdict.
    pub seconds: f64,
}

/// A file that carries neither a signature nor a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Unclaimed {
    /// A photo: whoever took it can sign it with a simulated camera.
    Photo,
    /// A photo with a colour profile that cannot be used. It can be signed if the profile is ignored.
    Profile {
        /// What is wrong with the profile and what can be done.
        message: String,
    },
    /// Anything else.
    Other {
        /// What it is and what can be done.
        message: String,
    },
}

/// The picture of the file that was verified last.
#[derive(Default)]
pub struct Verified {
    newest: AtomicU64,
    picture: Mutex<Option<(Image, Channels)>>,
}

/// The verdict on a file, with a proof in a separate file if one is named. "overtaken" if another
/// verification began meanwhile.
pub async fn verify(
    handle: AppHandle,
    id: u32,
    sidecar: Option<u32>,
    expect: Option<String>,
) -> Answer<Verification> {
    let (files, verified) = (handle.state::<Files>(), handle.state::<Verified>());
    let path = files.path(id, Access::Read)?;
    let sidecar = sidecar.map(|id| files.path(id, Access::Read)).transpose()?;
    let number = verified.newest.fetch_add(1, Ordering::Relaxed) + 1;
    lock(&verified.picture).take();
    let (judged, unclaimed, picture, seconds) = work(move || {
        let started = Instant::now();
        let judged = judge(&path, sidecar.as_deref(), &Trust::of_user(), expect.as_deref());
        let seconds = started.elapsed().as_secs_f64();
        let (unclaimed, photo) = unclaimed(&judged);
        let picture = judged.picture().or(photo);
        if is_remembered(&judged.report) {
            remember(&path);
        }
        Ok((judged, unclaimed, picture, seconds))
    })
    .await?;
    let mut shown = lock(&verified.picture);
    if verified.newest.load(Ordering::Relaxed) != number {
        return Err("overtaken".into());
    }
    *shown = picture.map(|picture| (picture, channels(&judged.report)));
    Ok(Verification { unclaimed, ..verification(files.file(id)?, &judged, seconds) })
}

/// The verdict on the file at `path`. Where the trust list cannot be used, it says what can be done about that.
pub fn judge(
    path: &Path,
    sidecar: Option<&Path>,
    trust: &Result<Trust, TrustError>,
    expect: Option<&str>,
) -> Judged {
    let mut judged = judge_path(path, sidecar, trust, expect);
    if let Err(error) = trust {
        judged.report.message.push_str(&advice(error));
    }
    judged
}

/// The decoded pixels of the file that was verified last, laid out as those of a preview.
pub async fn verified_picture(handle: AppHandle, max_width: u32, max_height: u32) -> Answer<Bytes> {
    work(move || {
        let verified = handle.state::<Verified>();
        let shown = lock(&verified.picture);
        let (picture, channels) = shown.as_ref().ok_or("there is no picture to show")?;
        let view = View::of_picture(picture, *channels, max_width, max_height);
        Ok(Bytes(view.to_bytes()))
    })
    .await
}

/// What a file is that carries nothing to check, and its pixels if it is a photo.
pub fn unclaimed(judged: &Judged) -> (Option<Unclaimed>, Option<Image>) {
    let nothing = [Some(Reason::NoProof), Some(Reason::NotAPng)].contains(&judged.report.reason);
    if !nothing || judged.proof_file.is_some() {
        return (None, None);
    }
    match recognise(&judged.file) {
        Ok(Recognised::Photo(photo)) => (Some(Unclaimed::Photo), Some(photo)),
        Ok(Recognised::Original(_) | Recognised::Published) => (None, None),
        Ok(Recognised::TrustList) => {
            let message = "This is a trust list. Open it under “Trusted makers”.".into();
            (Some(Unclaimed::Other { message }), None)
        }
        Ok(Recognised::Other(error)) if error.is_about_profile() => {
            let message = Recognised::Other(error).advice();
            let photo = photo::open(&judged.file, true).ok();
            (Some(Unclaimed::Profile { message }), photo.map(|photo| photo.image))
        }
        Ok(other) => {
            let message = other.advice();
            (Some(Unclaimed::Other { message }), None)
        }
        Err(error) => {
            let message = told(error);
            (Some(Unclaimed::Other { message }), None)
        }
    }
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
            let size = Size::new(original.width, original.height).ok();
            size.and_then(|size| placement::in_original(edits, size))
        }
        _ => None,
    };
    Verification {
        file,
        title: wording::title(&report).into(),
        sentence: text::line(&wording::sentence(&report)),
        meaning: wording::meaning(&report).into(),
        edits_in_words: edits
            .map(|edits| edits.edits().iter().map(Edit::describe).collect())
            .unwrap_or_default(),
        bound_quoted: report.bound.as_deref().map(text::quoted),
        crop,
        proof_bytes: judged.proof_bytes,
        unclaimed: None,
        seconds,
        report,
    }
}

/// How the picture is shown. Edits that were not proved say nothing of its channels.
fn channels(report: &Report) -> Channels {
    match &report.edits {
        Some(edits) if report.holds() => edits.channels(),
        _ => Channels::Rgb,
    }
}
