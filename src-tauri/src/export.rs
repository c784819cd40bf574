//! Export: what it will make public and cost, and the work with its progress.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proofroom_provenance::captions::Captions;
use proofroom_provenance::circuits::jpeg::Quality;
use proofroom_provenance::circuits::{
    Edit, ImageHash, OutputFormat, Progress, Recipe, RecipeError, Stage,
};
use proofroom_provenance::format::envelope::{self, Enveloped};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::publish::count::Publications;
use proofroom_provenance::publish::estimate::{Expectation, Speed, TimeLeft, expect};
use proofroom_provenance::publish::order::{Sooner, scaled, sooner};
use proofroom_provenance::publish::plan::{ExportPlan, Wish, plan};
use proofroom_provenance::publish::targets::Targets;
use proofroom_provenance::publish::{AddCredentials, Extras, PublishError, Receipt, publish};
use proofroom_provenance::system::files;
use proofroom_provenance::system::machine;
use proofroom_provenance::system::settings::ExportFormat;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::words::Language;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::editor::OpenEditor;
use crate::files::new_file;
use crate::placed::Placed;
use crate::rules;
use crate::work::{Answer, lock, told, work};

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

/// What an export of these edits will make public, and what it will take. With `long_edge` the result is scaled
/// down to that; the plan has the edits that do so.
pub async fn plan_export(
    handle: AppHandle,
    edits: Placed,
    long_edge: Option<u32>,
    format: ExportFormat,
    bound: Option<String>,
    language: Language,
) -> Answer<ExportPlan> {
    let editor = handle.state::<OpenEditor>().get()?;
    let format = output_of(format)?;
    work(move || {
        let original = &editor.original;
        let publications = Publications::of_user()
            .and_then(|publications| publications.known(&original.hidden.hash()));
        let trust = Trust::of_user().map_err(told)?;
        let (speed, free) = (Speed::of_user(), machine::free_memory());
        let wish = Wish { recipe: edits.as_recipe(), long_edge, format, bound: bound.as_deref() };
        let publications = publications.map_err(told)?;
        let mut plan = plan(original, wish, &publications, &trust, speed, free).map_err(told)?;
        plan.rules =
            rules::judged(original, &plan.edits, Some(wish.format.into()), &trust, language)?;
        Ok(plan)
    })
    .await
}

/// How long an export will take, as the editor shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ExportEstimate {
    /// Pixels in a row of the published picture.
    pub width: u32,
    /// Its rows.
    pub height: u32,
    /// Seconds that proving will take on this machine, as far as can be known.
    pub seconds: f64,
    /// An order of the edits that is proved much sooner.
    pub sooner: Option<Sooner>,
}

/// How long an export of these edits would take, scaled down to `long_edge` if there is one.
pub async fn estimate_export(
    handle: AppHandle,
    edits: Vec<Edit>,
    long_edge: Option<u32>,
    format: ExportFormat,
) -> Answer<ExportEstimate> {
    let format = output_of(format)?;
    let size = handle.state::<OpenEditor>().get()?.original.hidden.size();
    work(move || {
        let speed = Speed::of_user();
        let wanted = Recipe::new(edits);
        let estimate = || {
            let recipe = match long_edge {
                Some(edge) => scaled(&wanted, size, edge)?,
                None => wanted.clone(),
            };
            let published = recipe.sizes(size)?.last().copied().unwrap_or(size);
            Ok::<_, RecipeError>(ExportEstimate {
                width: published.width(),
                height: published.height(),
                seconds: expect(&recipe, size, format, speed)?.time.as_secs_f64(),
                sooner: sooner(&wanted, size, long_edge, format, speed)?,
            })
        };
        estimate().map_err(told)
    })
    .await
}

/// About how many bytes the picture of these edits takes as a file, without its proof. The error is "overtaken" if this
/// was asked again meanwhile.
pub async fn estimate_file(handle: AppHandle, edits: Placed, format: ExportFormat) -> Answer<u64> {
    let editor = handle.state::<OpenEditor>().get()?;
    let format = output_of(format)?;
    work(move || editor.file_size(edits, format).map_err(told)).await
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
    /// PNG, or JPEG and how it is compressed.
    pub format: OutputFormat,
    /// The text to bind.
    pub bound: Option<&'a str>,
    /// Who adds Content Credentials, if anybody does.
    pub credentials: Option<Arc<dyn AddCredentials>>,
    /// What the picture says about itself.
    pub captions: Option<&'a Captions>,
    /// Where the picture goes.
    pub picture: &'a Path,
    /// Where the proof goes, if not into the picture.
    pub sidecar: Option<&'a Path>,
    /// Whether the user agreed to replace another file that is there.
    pub force: bool,
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
    cancelled: &AtomicBool,
    tell: &(dyn Fn(ExportProgress) + Sync),
) -> (Result<Receipt, PublishError>, Speed) {
    let size = original.hidden.size();
    let expected = match expect(&order.edits.recipe, size, order.format, speed) {
        Ok(expected) => expected,
        Err(error) => return (Err(error.into()), speed),
    };
    let watch = Watch::new(expected, cancelled, tell);
    let targets =
        Targets { sidecar: order.sidecar, force: order.force, ..Targets::picture(order.picture) };
    let publish = || {
        publish(
            original,
            order.edits.as_recipe(),
            Extras {
                format: order.format,
                bound: order.bound,
                credentials: order.credentials.clone(),
                captions: order.captions.cloned(),
                // The window has asked for a second step where rules are broken.
                ..Extras::default()
            },
            targets,
            publications,
            trust,
            &watch,
        )
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
    expected: Expectation,
    cancelled: &'a AtomicBool,
    tell: &'a (dyn Fn(ExportProgress) + Sync),
    state: Mutex<WatchState>,
}

struct WatchState {
    time: TimeLeft,
    told: Option<(Instant, ExportStage)>,
}

impl<'a> Watch<'a> {
    /// The shortest time between two reports to the window, unless a stage begins.
    const INTERVAL: Duration = Duration::from_millis(100);

    fn new(
        expected: Expectation,
        cancelled: &'a AtomicBool,
        tell: &'a (dyn Fn(ExportProgress) + Sync),
    ) -> Self {
        let time = TimeLeft::new(expected.time);
        Watch { expected, cancelled, tell, state: Mutex::new(WatchState { time, told: None }) }
    }

    /// The speed to expect of this machine, judged by the work that was done.
    fn learning(&self, expected: Speed) -> Speed {
        let time = lock(&self.state).time;
        expected.learning(time.done() * self.expected.work as f64, time.elapsed())
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
            (self.tell)(ExportProgress { done, stage, step, steps, seconds_left });
        }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}
