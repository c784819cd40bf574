//! The work of an export, and its progress.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proofroom_provenance::captions::Captions;
use proofroom_provenance::circuits::jpeg::Quality;
use proofroom_provenance::circuits::{ImageHash, OutputFormat, Progress, Stage};
use proofroom_provenance::format::envelope::{self, Enveloped};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::publish::count::Publications;
use proofroom_provenance::publish::estimate::{Expectation, Speed, TimeLeft, expect};
use proofroom_provenance::publish::renditions::{
    Observer, Rendition, RenditionsError, publish_renditions,
};
use proofroom_provenance::publish::targets::Targets;
use proofroom_provenance::publish::{AddCredentials, Extras, Receipt};
use proofroom_provenance::system::files;
use proofroom_provenance::system::settings::ExportFormat;
use proofroom_provenance::verify::trust::Trust;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::files::new_file;
use crate::placed::Placed;
use crate::work::{Answer, lock};

/// How far an export has got.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct ExportProgress {
    /// The part of the work that is done, 0 to 1.
    pub done: f64,
    /// What is being done.
    pub stage: ExportStage,
    /// The step that is being proved, from 1.
    pub step: usize,
    /// How many there are.
    pub steps: usize,
    /// Seconds that are left, as far as can be known.
    pub seconds_left: f64,
}

/// What an export is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportStage {
    /// Applying edits and committing to the result.
    Committing,
    /// Making proofs.
    Proving,
    /// Checking the result as a reader will, and writing it.
    Verifying,
}

impl From<Stage> for ExportStage {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Committing => ExportStage::Committing,
            Stage::Proving => ExportStage::Proving,
            Stage::Verifying => ExportStage::Verifying,
        }
    }
}

/// One of the pictures that are made of an original at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// The most pixels of its longer side; none for the size that the edits give.
    pub long_edge: Option<u32>,
    /// Its format.
    pub format: ExportFormat,
}

/// A format as provers take it.
pub fn output_of(format: ExportFormat) -> Answer<OutputFormat> {
    format.output().ok_or_else(|| {
        format!("the quality of a JPEG is {} to {}; choose another", Quality::MIN, Quality::MAX)
    })
}

/// What is exported, and where to.
pub struct Order<'a> {
    /// The edits, and where the hidden crops among them are taken.
    pub edits: &'a Placed,
    /// The text to bind.
    pub bound: Option<&'a str>,
    /// Who adds Content Credentials, if anybody does.
    pub credentials: Option<Arc<dyn AddCredentials>>,
    /// What the picture says about itself.
    pub captions: Option<&'a Captions>,
    /// The pictures, and where they go.
    pub pictures: &'a [(&'a Rendition, Targets<'a>)],
}

/// Who is told of an export, and may stop it.
#[derive(Clone, Copy)]
pub struct Client<'a> {
    /// Whether it is to stop.
    pub cancelled: &'a AtomicBool,
    /// Told how far it is.
    pub tell: &'a (dyn Fn(ExportProgress) + Sync),
    /// Told of each picture that is written, by its place in the order.
    pub written: &'a (dyn Fn(usize, &Receipt) + Sync),
}

/// Carries out an export, and reports its progress a few times a second. Proving has threads of its own, so that
/// previews need not wait for it. Returns the outcome, and the speed to expect of this machine next time if `speed`
/// was expected this time.
pub fn carry_out(
    original: &Original,
    order: &Order<'_>,
    publications: &Publications,
    trust: &Trust,
    speed: Speed,
    client: Client<'_>,
) -> (Result<Vec<Receipt>, RenditionsError>, Speed) {
    let size = original.hidden.size();
    let expected = order.pictures.iter().filter_map(|(rendition, _)| {
        // What does not fit is told when it is published.
        let recipe = rendition.recipe(&order.edits.recipe, size).ok()?;
        expect(&recipe, size, rendition.format, speed).ok()
    });
    let expected: Vec<Expectation> = expected.collect();
    let watch = Watch::new(&expected, client);
    let extras = Extras {
        bound: order.bound,
        credentials: order.credentials.clone(),
        captions: order.captions.cloned(),
        // The window has asked for a second step where rules are broken.
        ..Extras::default()
    };
    let publish = || {
        let (edits, pictures) = (order.edits.as_recipe(), order.pictures);
        let observer = Observer { progress: &watch, written: client.written };
        publish_renditions(original, edits, &extras, pictures, publications, trust, observer)
    };
    let done = match rayon::ThreadPoolBuilder::new().build() {
        Ok(threads) => threads.install(publish),
        // Without threads of its own it takes those of the previews.
        Err(_) => publish(),
    };
    let speed = watch.learning(speed);
    (done, speed)
}

/// Where a separate proof goes: beside the picture. It may replace an older proof of the same original but nothing
/// else, because the user was asked about the picture only.
pub fn sidecar_of(picture: &Path, original: &ImageHash) -> PathBuf {
    let path = picture.with_extension("proof");
    let is_own_proof = |path: &Path| {
        let bytes = files::read(path, PublishedProof::MAX_BYTES as u64);
        let proof = bytes.ok().and_then(|bytes| envelope::open::<PublishedProof>(&bytes).ok());
        proof.is_some_and(|proof| proof.original_hash() == *original)
    };
    if path.symlink_metadata().is_err() || is_own_proof(&path) {
        return path;
    }
    let stem = picture.file_stem().unwrap_or_default().to_string_lossy();
    new_file(picture.parent().unwrap_or(Path::new("")), &stem, "proof")
}

/// Progress on its way to the window.
struct Watch<'a> {
    /// Units of work that are expected.
    work: u64,
    client: Client<'a>,
    state: Mutex<WatchState>,
}

struct WatchState {
    time: TimeLeft,
    told: Option<(Instant, ExportStage)>,
}

impl<'a> Watch<'a> {
    /// The shortest time between two reports to the window, unless a stage begins.
    const INTERVAL: Duration = Duration::from_millis(100);

    fn new(expected: &[Expectation], client: Client<'a>) -> Self {
        let time = TimeLeft::new(expected.iter().map(|expected| expected.time).sum());
        let work = expected.iter().map(|expected| expected.work).sum();
        Watch { work, client, state: Mutex::new(WatchState { time, told: None }) }
    }

    /// The speed to expect of this machine, judged by the work that was done.
    fn learning(&self, expected: Speed) -> Speed {
        let time = lock(&self.state).time;
        expected.learning(time.done() * self.work as f64, time.elapsed())
    }
}

impl Progress for Watch<'_> {
    fn report(&self, done: f64, stage: Stage, step: usize, steps: usize) {
        let stage = ExportStage::from(stage);
        // A thread that finds the state in use goes on proving, and leaves the report to the others.
        let Ok(mut state) = self.state.try_lock() else {
            return;
        };
        let is_due = |(when, what): (Instant, ExportStage)| {
            when.elapsed() >= Self::INTERVAL || what != stage
        };
        if state.told.is_none_or(is_due) {
            state.told = Some((Instant::now(), stage));
            state.time.reached(done);
            let seconds_left = state.time.left().as_secs_f64();
            (self.client.tell)(ExportProgress { done, stage, step, steps, seconds_left });
        }
    }

    fn cancelled(&self) -> bool {
        self.client.cancelled.load(Ordering::Relaxed)
    }
}
