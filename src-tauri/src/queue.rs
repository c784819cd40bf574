//! The queue of exports: they are carried out in the background, one after the other, while the next photo is edited.
//!
//! What waits is a recipe and a path, so that many photos can wait; the original is read again when its turn comes,
//! unless it is open. One proof is made at a time, which bounds the memory. A place of a hidden crop is kept in memory
//! only, and is overwritten when its export is over ([`Task`] is dropped then). A finished picture that could not be
//! written is kept until it is saved elsewhere or given up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proofroom_provenance::captions::Captions;
use proofroom_provenance::capture::recognise::{Recognised, recognise};
use proofroom_provenance::circuits::{ImageHash, OutputFormat};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::picture::PictureFormat;
use proofroom_provenance::publish::count::Publications;
use proofroom_provenance::publish::estimate::Speed;
use proofroom_provenance::publish::renditions::Rendition;
use proofroom_provenance::publish::targets::Targets;
use proofroom_provenance::publish::{Finished, NotWritten, PublishError, Receipt};
use proofroom_provenance::system::files;
use proofroom_provenance::system::settings::{ExportFormat, Memory, RenditionPreset};
use proofroom_provenance::verify::Report;
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::verify::credentials::Credentials;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::words::Language;
use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::captions::captions_of;
use crate::credentials;
use crate::dialogs::choose_folder;
use crate::editor::OpenEditor;
use crate::export::{ExportProgress, Order, carry_out, output_of, sidecar_of};
use crate::files::{Access, ChosenFile, Files, new_file_unless};
use crate::placed::Placed;
use crate::work::{Answer, lock, told, work};

/// An export as the window orders it: the photo that is open, with these edits.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportOrder {
    /// The file of the original.
    pub original: u32,
    /// The edits, with the size of the export, and where the hidden crops among them are taken.
    pub edits: Placed,
    /// The format of the picture.
    pub format: ExportFormat,
    /// The text to bind.
    pub bound: Option<String>,
    /// Where the picture is written.
    pub target: u32,
    /// Whether the proof is written beside it.
    pub sidecar: bool,
    /// Whether Content Credentials are added.
    pub credentials: bool,
    /// What the picture says about itself, with placeholders; nothing for no captions.
    pub captions: Option<Captions>,
    /// The language in which the result is told.
    pub language: Language,
}

/// An export of the queue, as the window shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Queued {
    /// Its number, unique while the program runs.
    pub id: u32,
    /// The original that is exported.
    pub original: ChosenFile,
    /// Where the picture is written.
    pub target: ChosenFile,
    /// The text that it is bound to.
    pub bound: Option<String>,
    /// What has become of it.
    pub state: QueuedState,
}

/// What has become of an export.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QueuedState {
    /// Others come first.
    Waiting,
    /// It is carried out.
    Running {
        /// How far it is; nothing while the original is read.
        progress: Option<ExportProgress>,
        /// Whether the user asked to stop it.
        stopping: bool,
    },
    /// The picture is written and was verified.
    Done(Box<ExportResult>),
    /// The picture is finished and verified, and could not be written.
    Unsaved {
        /// Why.
        problem: String,
    },
    /// It came to nothing.
    Failed {
        /// Why.
        problem: String,
    },
    /// The user stopped it; nothing was written.
    Cancelled,
}

impl QueuedState {
    /// Whether something is lost if the program ends now.
    fn is_unfinished(&self) -> bool {
        matches!(self, Self::Waiting | Self::Running { .. } | Self::Unsaved { .. })
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ExportResult {
    /// The picture.
    pub file: ChosenFile,
    /// The proof, if it is a separate file.
    pub sidecar: Option<ChosenFile>,
    /// Bytes of the picture.
    pub picture_bytes: usize,
    /// Bytes of the proof, in the picture or beside it.
    pub proof_bytes: usize,
    /// Seconds that everything took.
    pub seconds: f64,
    /// How many pictures of this original were published on this machine.
    pub publications: u32,
    /// Whether the same export was there already, and nothing was proved, written or counted.
    pub already_there: bool,
    /// The verdict on what was written.
    pub report: Report,
    /// What a reader is told of it.
    pub account: Account,
}

/// The exports in the order in which they were ordered, those that have ended among them until they are removed.
#[derive(Default)]
pub struct Queue {
    jobs: Mutex<Jobs>,
    /// Tells the window of an export that has changed.
    watcher: Mutex<Option<Channel<Queued>>>,
}

#[derive(Default)]
struct Jobs {
    list: Vec<Job>,
    last: u32,
    /// Whether a thread carries exports out.
    working: bool,
}

struct Job {
    shown: Queued,
    /// What is to be done, until it is over.
    task: Option<Arc<Task>>,
    /// A finished picture that could not be written.
    unsaved: Option<Unsaved>,
}

/// What is to be done for an export.
pub struct Task {
    original: PathBuf,
    hash: ImageHash,
    edits: Placed,
    format: OutputFormat,
    bound: Option<String>,
    picture: PathBuf,
    /// Whether the user agreed to replace another file that is there.
    force: bool,
    sidecar: bool,
    credentials: bool,
    captions: Option<Captions>,
    language: Language,
    cancelled: AtomicBool,
}

/// A finished picture that could not be written.
struct Unsaved {
    finished: Finished,
    hash: ImageHash,
    sidecar: bool,
    language: Language,
    /// How long it took.
    time: Duration,
}

/// How an export ended.
enum Outcome {
    Written(Written),
    NotWritten(PublishError, Unsaved),
    Failed(String),
    Cancelled,
}

/// What was written, and where.
struct Written {
    receipt: Receipt,
    picture: PathBuf,
    sidecar: Option<PathBuf>,
    language: Language,
    time: Duration,
}

impl Queue {
    /// Whether nothing is lost if the program ends now.
    pub fn idle(&self) -> bool {
        lock(&self.jobs).list.iter().all(|job| !job.shown.state.is_unfinished())
    }

    /// Whether an export that is not over writes to this path.
    pub fn writes_to(&self, path: &Path) -> bool {
        let jobs = lock(&self.jobs);
        let mut tasks = jobs.list.iter().filter_map(|job| job.task.as_deref());
        tasks.any(|task| task.picture == path)
    }

    /// Puts an export at the end.
    fn add(&self, task: Task, [original, target]: [ChosenFile; 2]) -> Queued {
        let mut jobs = lock(&self.jobs);
        jobs.last += 1;
        let bound = task.bound.clone();
        let shown = Queued { id: jobs.last, original, target, bound, state: QueuedState::Waiting };
        jobs.list.push(Job { shown: shown.clone(), task: Some(Arc::new(task)), unsaved: None });
        shown
    }

    /// Whether a thread must be started that carries out what waits.
    fn is_to_be_started(&self) -> bool {
        !std::mem::replace(&mut lock(&self.jobs).working, true)
    }

    /// Takes an export from the list, unless it waits or runs.
    fn remove(&self, id: u32) {
        lock(&self.jobs).list.retain(|job| {
            let goes_on =
                matches!(job.shown.state, QueuedState::Waiting | QueuedState::Running { .. });
            job.shown.id != id || goes_on
        });
    }

    /// Takes up the next export that waits. If there is none, the thread that asked has to end.
    fn next(&self) -> Option<(u32, Arc<Task>)> {
        let mut jobs = lock(&self.jobs);
        let next = jobs.list.iter_mut().find_map(|job| match (&job.shown.state, &job.task) {
            (QueuedState::Waiting, Some(task)) => Some((task.clone(), &mut job.shown)),
            _ => None,
        });
        let Some((task, shown)) = next else {
            jobs.working = false;
            return None;
        };
        shown.state = QueuedState::Running { progress: None, stopping: false };
        self.tell(shown);
        Some((shown.id, task))
    }

    fn progressed(&self, id: u32, now: ExportProgress) {
        let _ = self.change(id, |job| {
            if let QueuedState::Running { progress, .. } = &mut job.shown.state {
                *progress = Some(now);
            }
            Ok(())
        });
    }

    /// An export has ended. What is needed to do it again is kept only where that can help.
    fn ended(&self, id: u32, outcome: Outcome, files: &Files) {
        let (state, unsaved) = match outcome {
            Outcome::Written(written) => {
                (QueuedState::Done(Box::new(ExportResult::of(files, written))), None)
            }
            Outcome::NotWritten(error, unsaved) => {
                (QueuedState::Unsaved { problem: told(error) }, Some(unsaved))
            }
            Outcome::Failed(problem) => (QueuedState::Failed { problem }, None),
            Outcome::Cancelled => (QueuedState::Cancelled, None),
        };
        let _ = self.change(id, |job| {
            if !matches!(state, QueuedState::Failed { .. }) {
                job.task = None;
            }
            (job.shown.state, job.unsaved) = (state, unsaved);
            Ok(())
        });
    }

    /// Changes an export, and tells the window.
    fn change<T>(&self, id: u32, change: impl FnOnce(&mut Job) -> Answer<T>) -> Answer<T> {
        let mut jobs = lock(&self.jobs);
        let job = jobs.list.iter_mut().find(|job| job.shown.id == id);
        let job = job.ok_or("this export is not in the queue any more")?;
        let changed = change(job)?;
        self.tell(&job.shown);
        Ok(changed)
    }

    fn tell(&self, shown: &Queued) {
        if let Some(watcher) = lock(&self.watcher).as_ref() {
            // A window that is gone needs no report.
            drop(watcher.send(shown.clone()));
        }
    }
}

impl ExportResult {
    fn of(chosen: &Files, written: Written) -> Self {
        let Written { receipt, picture, sidecar, language, time } = written;
        let credentials = files::read(&picture, files::MAX_FILE_BYTES)
            .map_or(Credentials::None, |file| credentials::of_picture(&file));
        ExportResult {
            file: chosen.choose(picture, Access::Read),
            sidecar: sidecar.map(|path| chosen.choose(path, Access::Read)),
            picture_bytes: receipt.picture_bytes,
            proof_bytes: receipt.proof_bytes,
            seconds: time.as_secs_f64(),
            publications: receipt.publications,
            already_there: receipt.already_there,
            account: Account::of(&receipt.report, language)
                .with_credentials(&credentials, language),
            report: receipt.report,
        }
    }
}

/// Where a picture of this original is written unless the user chooses otherwise: a new file in the folder of the
/// settings, or in the original's, to which no export of the queue is written.
pub async fn default_target(
    handle: AppHandle,
    original: u32,
    format: ExportFormat,
) -> Answer<ChosenFile> {
    let files = handle.state::<Files>();
    let original = files.path(original, Access::Read)?;
    let folder = export_folder(&original)?;
    new_target(&handle, &folder, &published_stem(&original), format)
}

/// Where the renditions of this original are written: files in a folder that the user chose, or in that of other
/// pictures, each with the name of its rendition.
pub async fn rendition_targets(
    handle: AppHandle,
    original: u32,
    folder: Option<u32>,
    renditions: Vec<RenditionPreset>,
) -> Answer<Vec<ChosenFile>> {
    let files = handle.state::<Files>();
    let original = files.path(original, Access::Read)?;
    let folder = match folder {
        Some(folder) => files.path(folder, Access::Write)?,
        None => export_folder(&original)?,
    };
    let target = |preset: &RenditionPreset| {
        let rendition = Rendition::new(&*preset.name, preset.long_edge, output_of(preset.format)?);
        let name = PathBuf::from(rendition.map_err(told)?.file_name(&original));
        let stem = name.file_stem().unwrap_or_default().to_string_lossy();
        new_target(&handle, &folder, &stem, preset.format)
    };
    renditions.iter().map(target).collect()
}

/// Asks for the folder to which renditions are written.
pub async fn choose_rendition_folder(handle: AppHandle) -> Answer<Option<ChosenFile>> {
    work(move || {
        let chosen = choose_folder(&handle, "Choose a folder for the pictures")?;
        Ok(chosen.map(|folder| handle.state::<Files>().choose(folder, Access::Write)))
    })
    .await
}

/// The folder of the settings, or the original's.
fn export_folder(original: &Path) -> Answer<PathBuf> {
    let remembered = Memory::of_user().map_err(told)?.recall().0;
    let folder =
        remembered.settings.export_folder.map(PathBuf::from).filter(|folder| folder.is_dir());
    Ok(folder.or_else(|| original.parent().map(Path::to_owned)).unwrap_or_default())
}

/// A new file, to which no export of the queue is written.
fn new_target(
    handle: &AppHandle,
    folder: &Path,
    stem: &str,
    format: ExportFormat,
) -> Answer<ChosenFile> {
    let queue = handle.state::<Queue>();
    let taken = |path: &Path| queue.writes_to(path);
    let extension = PictureFormat::from(output_of(format)?).extension();
    let picture = new_file_unless(folder, stem, extension, &taken);
    Ok(handle.state::<Files>().choose(picture, Access::Write))
}

/// `harbour.original.png` and `harbour.png` give `harbour-published`.
fn published_stem(original: &Path) -> String {
    let stem = original.file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.strip_suffix(".original").or(stem.strip_suffix("-original")).unwrap_or(&stem);
    format!("{stem}-published")
}

/// The exports that there are. From now on the window is told of each that changes.
pub async fn watch_queue(handle: AppHandle, on_progress: Channel<Queued>) -> Answer<Vec<Queued>> {
    let queue = handle.state::<Queue>();
    *lock(&queue.watcher) = Some(on_progress);
    let jobs = lock(&queue.jobs);
    Ok(jobs.list.iter().map(|job| job.shown.clone()).collect())
}

/// Orders an export of the original that is open. It may be closed meanwhile.
pub async fn enqueue(handle: AppHandle, order: ExportOrder) -> Answer<Queued> {
    work(move || {
        let (files, queue) = (handle.state::<Files>(), handle.state::<Queue>());
        let editor = handle.state::<OpenEditor>().get()?;
        let (picture, force) = files.target(order.target)?;
        if queue.writes_to(&picture) {
            return Err(
                "another export of the queue is written to this file; choose another name".into()
            );
        }
        let task = Task {
            original: files.path(order.original, Access::Read)?,
            hash: editor.original.hidden.hash(),
            edits: order.edits,
            format: output_of(order.format)?,
            bound: order.bound,
            picture,
            force,
            sidecar: order.sidecar,
            credentials: order.credentials,
            captions: captions_of(&editor.original, &files.file(order.original)?, order.captions)?,
            language: order.language,
            cancelled: AtomicBool::new(false),
        };
        let shown = [files.file(order.original)?, files.file(order.target)?];
        let shown = queue.add(task, shown);
        if queue.is_to_be_started() {
            begin(&handle);
        }
        Ok(shown)
    })
    .await
}

/// Starts a thread that carries out what waits, one after the other.
fn begin(handle: &AppHandle) {
    let handle = handle.clone();
    std::thread::spawn(move || {
        let queue = handle.state::<Queue>();
        while let Some((id, task)) = queue.next() {
            let open = handle.state::<OpenEditor>().get().ok();
            let open = open.map(|editor| editor.original.clone());
            let tell = |progress| queue.progressed(id, progress);
            let outcome = catch_unwind(AssertUnwindSafe(|| export(&task, open, &tell)));
            let outcome = outcome.unwrap_or_else(|_| {
                Outcome::Failed("an internal error stopped this; please report it".into())
            });
            drop(task);
            queue.ended(id, outcome, &handle.state::<Files>());
        }
    });
}

/// The original of a task: the one that is open if it is the same, else it is read again.
fn original_of(task: &Task, open: Option<Arc<Original>>) -> Answer<Arc<Original>> {
    let is_of_task = |original: &Original| original.hidden.hash() == task.hash;
    if let Some(original) = open.filter(|original| is_of_task(original)) {
        return Ok(original);
    }
    let file = files::read(&task.original, files::MAX_FILE_BYTES).map_err(told)?;
    let file = Zeroizing::new(file);
    match recognise(&file).map_err(told)? {
        Recognised::Original(original) if is_of_task(&original) => Ok(Arc::from(original)),
        _ => Err(told(format!(
            "{} does not hold the photo any more that was edited; open the original and export it again",
            task.original.display()
        ))),
    }
}

/// Carries out an export.
fn export(
    task: &Task,
    open: Option<Arc<Original>>,
    tell: &(dyn Fn(ExportProgress) + Sync),
) -> Outcome {
    let started = Instant::now();
    let attempt = || {
        let original = original_of(task, open)?;
        let sidecar = task.sidecar.then(|| sidecar_of(&task.picture, &task.hash));
        let order = Order {
            credentials: task.credentials.then(credentials::issuer_now).transpose()?,
            captions: task.captions.as_ref(),
            edits: &task.edits,
            format: task.format,
            bound: task.bound.as_deref(),
            picture: &task.picture,
            sidecar: sidecar.as_deref(),
            force: task.force,
        };
        let publications = Publications::of_user().map_err(told)?;
        let trust = Trust::of_user().map_err(told)?;
        let (finished, speed) = carry_out(
            &original,
            &order,
            &publications,
            &trust,
            Speed::of_user(),
            &task.cancelled,
            tell,
        );
        speed.keep();
        let (language, time) = (task.language, started.elapsed());
        Ok(match finished {
            Ok(receipt) => Outcome::Written(Written {
                receipt,
                picture: task.picture.clone(),
                sidecar,
                language,
                time,
            }),
            Err(PublishError::Cancelled(_)) => Outcome::Cancelled,
            Err(PublishError::NotWritten(not_written)) => {
                let NotWritten { error, finished } = *not_written;
                let (hash, sidecar) = (task.hash, task.sidecar);
                let unsaved = Unsaved { finished, hash, sidecar, language, time };
                Outcome::NotWritten(error, unsaved)
            }
            Err(error) => Outcome::Failed(told(error)),
        })
    };
    attempt().unwrap_or_else(Outcome::Failed)
}

/// Asks an export to stop, which it does within a moment; one that waits does not begin.
pub async fn cancel_queued(handle: AppHandle, id: u32) -> Answer<()> {
    handle.state::<Queue>().change(id, |job| {
        match &mut job.shown.state {
            QueuedState::Waiting => {
                job.shown.state = QueuedState::Cancelled;
                job.task = None;
            }
            QueuedState::Running { stopping, .. } => {
                *stopping = true;
                if let Some(task) = &job.task {
                    task.cancelled.store(true, Ordering::Relaxed);
                }
            }
            _ => {}
        }
        Ok(())
    })
}

/// Tries an export again that failed, or the writing of a finished picture.
pub async fn retry_queued(handle: AppHandle, id: u32) -> Answer<()> {
    let queue = handle.state::<Queue>();
    let target = queue.change(id, |job| {
        if let (QueuedState::Failed { .. }, Some(task)) = (&job.shown.state, &job.task) {
            task.cancelled.store(false, Ordering::Relaxed);
            job.shown.state = QueuedState::Waiting;
        }
        Ok(job.unsaved.is_some().then_some(job.shown.target.id))
    })?;
    if let Some(target) = target {
        return save_queued(handle.clone(), id, target).await;
    }
    if queue.is_to_be_started() {
        begin(&handle);
    }
    Ok(())
}

/// Saves a finished picture that could not be written where it was to be.
pub async fn save_queued(handle: AppHandle, id: u32, target: u32) -> Answer<()> {
    work(move || {
        let (files, queue) = (handle.state::<Files>(), handle.state::<Queue>());
        let (picture, force) = files.target(target)?;
        let shown = files.file(target)?;
        let mut unsaved = queue.change(id, |job| {
            let unsaved = job.unsaved.take().ok_or("there is no unsaved picture")?;
            job.shown.target = shown;
            Ok(unsaved)
        })?;
        let sidecar = unsaved.sidecar.then(|| sidecar_of(&picture, &unsaved.hash));
        let targets = Targets { sidecar: sidecar.as_deref(), force, ..Targets::picture(&picture) };
        let outcome = match unsaved.finished.write(targets) {
            Ok(receipt) => {
                let (language, time) = (unsaved.language, unsaved.time);
                Outcome::Written(Written { receipt, picture, sidecar, language, time })
            }
            Err(error) => Outcome::NotWritten(error, unsaved),
        };
        queue.ended(id, outcome, &files);
        Ok(())
    })
    .await
}

/// Takes an export that is over from the list. A finished picture that is not saved is given up.
pub async fn remove_queued(handle: AppHandle, id: u32) -> Answer<()> {
    handle.state::<Queue>().remove(id);
    Ok(())
}

#[cfg(test)]
mod tests {
    use proofroom_provenance::circuits::{HiddenPlace, Recipe};

    use super::*;
    use crate::export::ExportStage;

    /// A queue in which these pictures are ordered.
    fn queue<const N: usize>(pictures: [&str; N]) -> (Queue, Files, [u32; N]) {
        let (queue, files) = (Queue::default(), Files::default());
        let ids = pictures.map(|picture| {
            let task = Task {
                original: "/photos/harbour.original.png".into(),
                hash: ImageHash([7; 32]),
                edits: Placed {
                    recipe: Recipe::new(Vec::new()),
                    places: vec![HiddenPlace::new(3, 5)],
                },
                format: OutputFormat::Pixels,
                bound: None,
                picture: picture.into(),
                force: false,
                sidecar: false,
                credentials: false,
                captions: None,
                language: Language::English,
                cancelled: AtomicBool::new(false),
            };
            let original = files.choose(task.original.clone(), Access::Read);
            let target = files.choose(task.picture.clone(), Access::Write);
            queue.add(task, [original, target]).id
        });
        (queue, files, ids)
    }

    fn state(queue: &Queue, id: u32) -> Option<QueuedState> {
        let jobs = lock(&queue.jobs);
        let job = jobs.list.iter().find(|job| job.shown.id == id)?;
        Some(job.shown.state.clone())
    }

    /// Whether what is to be done is still in memory, with the places of hidden crops.
    fn has_task(queue: &Queue, id: u32) -> bool {
        lock(&queue.jobs).list.iter().any(|job| job.shown.id == id && job.task.is_some())
    }

    fn failed() -> Outcome {
        Outcome::Failed("no original".into())
    }

    #[test]
    fn exports_are_taken_up_in_their_order_by_one_thread() {
        let (queue, files, [first, second]) = queue(["/out/1.png", "/out/2.png"]);
        assert!(queue.is_to_be_started() && !queue.is_to_be_started());
        for id in [first, second] {
            assert_eq!(queue.next().map(|(id, _)| id), Some(id));
            let now = ExportProgress {
                done: 0.5,
                stage: ExportStage::Proving,
                step: 1,
                steps: 2,
                seconds_left: 3.0,
            };
            queue.progressed(id, now);
            let progress = Some(now);
            assert_eq!(state(&queue, id), Some(QueuedState::Running { progress, stopping: false }));
            assert!(!queue.idle());
            queue.ended(id, Outcome::Cancelled, &files);
        }
        assert!(queue.next().is_none() && queue.idle());
        assert!(queue.is_to_be_started(), "the thread has ended");
    }

    #[test]
    fn a_file_is_written_by_one_export_at_a_time() {
        let (queue, files, [id]) = queue(["/out/1.png"]);
        assert!(queue.writes_to(Path::new("/out/1.png")));
        assert!(!queue.writes_to(Path::new("/out/2.png")));
        queue.next();
        queue.ended(id, Outcome::Cancelled, &files);
        assert!(!queue.writes_to(Path::new("/out/1.png")));
    }

    #[test]
    fn places_are_forgotten_unless_the_export_can_be_tried_again() {
        let (queue, files, [stopped, failing]) = queue(["/out/1.png", "/out/2.png"]);
        queue.next();
        assert!(has_task(&queue, stopped) && has_task(&queue, failing));
        queue.ended(stopped, Outcome::Cancelled, &files);
        queue.next();
        queue.ended(failing, failed(), &files);
        assert!(!has_task(&queue, stopped) && has_task(&queue, failing));
        assert!(queue.idle(), "nothing is lost that cannot be ordered again");
        queue.remove(failing);
        assert_eq!(state(&queue, failing), None);
    }

    #[test]
    fn what_waits_or_runs_is_not_removed() {
        let (queue, files, [running, waiting]) = queue(["/out/1.png", "/out/2.png"]);
        queue.next();
        for id in [running, waiting] {
            queue.remove(id);
            assert!(state(&queue, id).is_some());
        }
        queue.ended(running, failed(), &files);
        queue.remove(running);
        assert_eq!(state(&queue, running), None);
        assert!(queue.change(running, |_| Ok(())).is_err());
    }

    #[test]
    fn a_file_that_holds_another_photo_by_now_is_not_exported() {
        let folder = tempfile::tempdir().expect("a folder");
        let (queue, _, [_]) = queue(["/out/1.png"]);
        let (_, task) = queue.next().expect("one waits");
        assert!(original_of(&task, None).is_err(), "there is no file");
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
        let other = folder.path().join("other.original.png");
        std::fs::copy(samples.join("market.original.png"), &other).expect("copies");
        let task = Task {
            original: other,
            hash: task.hash,
            edits: Placed::default(),
            format: OutputFormat::Pixels,
            bound: None,
            picture: task.picture.clone(),
            force: false,
            sidecar: false,
            credentials: false,
            captions: None,
            language: Language::English,
            cancelled: AtomicBool::new(false),
        };
        let Err(problem) = original_of(&task, None) else { panic!("another photo") };
        assert!(problem.contains("does not hold the photo any more"), "{problem}");
    }
}
