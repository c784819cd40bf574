//! The queue of exports: they are carried out in the background, one after the other, while the next photo is edited.
//!
//! What waits is a recipe and a path, so that many photos can wait; the original is read again when its turn comes,
//! unless it is open. One proof is made at a time, which bounds the memory. An export is one picture or several of an
//! original; those that are written stay, whatever becomes of the others, and when it is tried again, the others are
//! made. A place of a hidden crop is kept in memory only, and is overwritten when its export is over ([`Task`] is
//! dropped then). A finished picture that could not be written is kept until it is saved elsewhere or given up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proofroom_provenance::captions::Captions;
use proofroom_provenance::capture::recognise::{Recognised, recognise};
use proofroom_provenance::circuits::ImageHash;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::picture::PictureFormat;
use proofroom_provenance::publish::count::{Known, Publications};
use proofroom_provenance::publish::estimate::Speed;
use proofroom_provenance::publish::renditions::{Rendition, RenditionsError};
use proofroom_provenance::publish::targets::Targets;
use proofroom_provenance::publish::{Finished, NotWritten, PublishError, Receipt};
use proofroom_provenance::system::files;
use proofroom_provenance::system::settings::{ExportFormat, Memory, RenditionPreset};
use proofroom_provenance::system::text;
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
use crate::export::{Client, ExportProgress, Order, Output, carry_out, output_of, sidecar_of};
use crate::files::{Access, ChosenFile, Files, new_file_unless};
use crate::placed::Placed;
use crate::work::{Answer, lock, told, work};

/// An export as the window orders it: the photo that is open, with these edits.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportOrder {
    /// The file of the original.
    pub original: u32,
    /// The edits, and where the hidden crops among them are taken.
    pub edits: Placed,
    /// The pictures that are made, in their order.
    pub pictures: Vec<PictureOrder>,
    /// The text to bind.
    pub bound: Option<String>,
    /// Whether the proof of each is written beside it.
    pub sidecar: bool,
    /// Whether Content Credentials are added.
    pub credentials: bool,
    /// What the pictures say about themselves, with placeholders; nothing for no captions.
    pub captions: Option<Captions>,
    /// The language in which the result is told.
    pub language: Language,
}

/// A picture of an order.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PictureOrder {
    /// Its size and format.
    pub output: Output,
    /// Where it is written.
    pub target: u32,
}

/// An export of the queue, as the window shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Queued {
    /// Its number, unique while the program runs.
    pub id: u32,
    /// The original that is exported.
    pub original: ChosenFile,
    /// The pictures that are made of it, in their order.
    pub pictures: Vec<QueuedPicture>,
    /// The text that they are bound to.
    pub bound: Option<String>,
    /// What has become of the export.
    pub state: QueuedState,
}

/// A picture of an export.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct QueuedPicture {
    /// Where it is written.
    pub target: ChosenFile,
    /// What was written; nothing before that.
    pub written: Option<Box<ExportResult>>,
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
    /// All pictures are written and were verified.
    Done,
    /// A picture is finished and verified, and could not be written. Those after it are made once it is saved.
    Unsaved {
        /// Its place in the list.
        picture: usize,
        /// Why.
        problem: String,
    },
    /// It ended before all pictures were written. Those that were stay.
    Failed {
        /// Which one could not be made, if it is about one of them.
        picture: Option<usize>,
        /// Why.
        problem: String,
    },
    /// The user stopped it. What was written before stays.
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
    /// Seconds that it took.
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
    pictures: Vec<TaskPicture>,
    bound: Option<String>,
    sidecar: bool,
    credentials: bool,
    captions: Option<Captions>,
    language: Language,
    cancelled: AtomicBool,
}

/// A picture of a task.
struct TaskPicture {
    rendition: Rendition,
    path: PathBuf,
    /// Whether the user agreed to replace another file that is there.
    force: bool,
}

/// A finished picture that could not be written.
struct Unsaved {
    /// Its place in the list.
    picture: usize,
    finished: Finished,
    hash: ImageHash,
    sidecar: bool,
    language: Language,
    /// How long it took.
    time: Duration,
}

/// How an export ended.
enum Outcome {
    /// All its pictures are written.
    Published,
    /// A picture is made and is not where it belongs.
    NotWritten(PublishError, Box<Unsaved>),
    Failed {
        picture: Option<usize>,
        problem: String,
    },
    Cancelled,
}

/// What was written, and where.
struct Written<'a> {
    receipt: &'a Receipt,
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
        jobs.list.iter().flat_map(Job::to_make).any(|(_, picture)| picture.path == path)
    }

    /// How many pictures of this original are ordered and neither written nor given up yet.
    pub fn ordered(&self, original: &ImageHash) -> u32 {
        let jobs = lock(&self.jobs);
        let goes_on = |job: &&Job| job.goes_on() && job.is_of(original);
        jobs.list.iter().filter(goes_on).map(|job| job.to_make().count() as u32).sum()
    }

    /// Puts an export at the end.
    fn add(&self, task: Task, original: ChosenFile, targets: Vec<ChosenFile>) -> Queued {
        let mut jobs = lock(&self.jobs);
        jobs.last += 1;
        let bound = task.bound.clone();
        let pictures = targets.into_iter().map(|target| QueuedPicture { target, written: None });
        let (id, pictures) = (jobs.last, pictures.collect());
        let shown = Queued { id, original, pictures, bound, state: QueuedState::Waiting };
        jobs.list.push(Job { shown: shown.clone(), task: Some(Arc::new(task)), unsaved: None });
        shown
    }

    /// Whether a thread must be started that carries out what waits.
    fn is_to_be_started(&self) -> bool {
        !std::mem::replace(&mut lock(&self.jobs).working, true)
    }

    /// Takes an export from the list, unless it waits or runs.
    fn remove(&self, id: u32) {
        lock(&self.jobs).list.retain(|job| job.shown.id != id || job.goes_on());
    }

    /// Takes up the next export that waits, with the places of the pictures that are not written yet. If there is none,
    /// the thread that asked has to end.
    fn next(&self) -> Option<(u32, Arc<Task>, Vec<usize>)> {
        let mut jobs = lock(&self.jobs);
        let next = jobs.list.iter_mut().find_map(|job| match (&job.shown.state, &job.task) {
            (QueuedState::Waiting, Some(task)) => Some((task.clone(), job)),
            _ => None,
        });
        let Some((task, job)) = next else {
            jobs.working = false;
            return None;
        };
        let to_make = job.to_make().map(|(place, _)| place).collect();
        job.shown.state = QueuedState::Running { progress: None, stopping: false };
        self.tell(&job.shown);
        Some((job.shown.id, task, to_make))
    }

    fn progressed(&self, id: u32, now: ExportProgress) {
        let _ = self.change(id, |job| {
            if let QueuedState::Running { progress, .. } = &mut job.shown.state {
                *progress = Some(now);
            }
            Ok(())
        });
    }

    /// A picture of an export is written.
    fn wrote(&self, id: u32, picture: usize, written: ExportResult) {
        let _ = self.change(id, |job| {
            job.shown.pictures[picture].written = Some(Box::new(written));
            Ok(())
        });
    }

    /// An export has ended. What is needed to go on with it is kept only where that can help.
    fn ended(&self, id: u32, outcome: Outcome) {
        let (state, unsaved) = match outcome {
            Outcome::Published => (QueuedState::Done, None),
            Outcome::NotWritten(error, unsaved) => {
                let (picture, problem) = (unsaved.picture, told(error));
                (QueuedState::Unsaved { picture, problem }, Some(*unsaved))
            }
            Outcome::Failed { picture, problem } => {
                (QueuedState::Failed { picture, problem }, None)
            }
            Outcome::Cancelled => (QueuedState::Cancelled, None),
        };
        let _ = self.change(id, |job| {
            let goes_on_later = match state {
                QueuedState::Failed { .. } => true,
                QueuedState::Unsaved { .. } => job.to_make().count() > 1,
                _ => false,
            };
            if !goes_on_later {
                job.task = None;
            }
            (job.shown.state, job.unsaved) = (state, unsaved);
            Ok(())
        });
    }

    /// The picture that could not be written is saved: the others are made, if there are some left.
    fn goes_on(&self, id: u32) {
        let _ = self.change(id, |job| {
            let is_left = job.to_make().next().is_some();
            job.shown.state = if is_left { QueuedState::Waiting } else { QueuedState::Done };
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

impl Job {
    /// Whether it waits or runs.
    fn goes_on(&self) -> bool {
        matches!(self.shown.state, QueuedState::Waiting | QueuedState::Running { .. })
    }

    fn is_of(&self, original: &ImageHash) -> bool {
        self.task.as_ref().is_some_and(|task| task.hash == *original)
    }

    /// The pictures that are not written yet, with their places in the list; none once nothing more will be made.
    fn to_make(&self) -> impl Iterator<Item = (usize, &TaskPicture)> {
        let pictures = self.task.iter().flat_map(|task| &task.pictures).enumerate();
        pictures.filter(|(place, _)| self.shown.pictures[*place].written.is_none())
    }
}

impl ExportResult {
    fn of(chosen: &Files, written: Written<'_>) -> Self {
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
            report: receipt.report.clone(),
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

/// What is known of the publications of an original, and how many pictures of it the queue has yet to make.
pub fn known(handle: &AppHandle, original: &ImageHash) -> Answer<Known> {
    // A picture that is written between the two questions is counted twice rather than not at all.
    let ordered = handle.state::<Queue>().ordered(original);
    let publications = Publications::of_user().map_err(told)?;
    Ok(publications.known(original).map_err(told)?.with_ordered(ordered))
}

/// Orders an export of the original that is open. It may be closed meanwhile.
pub async fn enqueue(handle: AppHandle, order: ExportOrder) -> Answer<Queued> {
    work(move || {
        let (files, queue) = (handle.state::<Files>(), handle.state::<Queue>());
        let editor = handle.state::<OpenEditor>().get()?;
        let hash = editor.original.hidden.hash();
        let mut pictures: Vec<TaskPicture> = Vec::new();
        let mut targets = Vec::new();
        for PictureOrder { output, target } in order.pictures {
            let (path, force) = files.target(target)?;
            if queue.writes_to(&path) || pictures.iter().any(|picture| picture.path == path) {
                return Err(format!(
                    "another export of the queue is written to {}; choose another name",
                    text::path(&path)
                ));
            }
            let rendition = Rendition::unnamed(output.long_edge, output_of(output.format)?);
            pictures.push(TaskPicture { rendition, path, force });
            targets.push(files.file(target)?);
        }
        known(&handle, &hash)?.check(pictures.len() as u32).map_err(told)?;
        let original = files.file(order.original)?;
        let task = Task {
            original: files.path(order.original, Access::Read)?,
            hash,
            edits: order.edits,
            pictures,
            bound: order.bound,
            sidecar: order.sidecar,
            credentials: order.credentials,
            captions: captions_of(&editor.original, &original, order.captions)?,
            language: order.language,
            cancelled: AtomicBool::new(false),
        };
        let shown = queue.add(task, original, targets);
        begin(&handle);
        Ok(shown)
    })
    .await
}

/// Starts a thread that carries out what waits, one after the other, unless there is one.
fn begin(handle: &AppHandle) {
    if !handle.state::<Queue>().is_to_be_started() {
        return;
    }
    let handle = handle.clone();
    std::thread::spawn(move || {
        let (queue, files) = (handle.state::<Queue>(), handle.state::<Files>());
        while let Some((id, task, to_make)) = queue.next() {
            let open = handle.state::<OpenEditor>().get().ok();
            let open = open.map(|editor| editor.original.clone());
            let tell = |progress| queue.progressed(id, progress);
            let wrote = |picture, written: Written<'_>| {
                queue.wrote(id, picture, ExportResult::of(&files, written));
            };
            let exported =
                catch_unwind(AssertUnwindSafe(|| export(&task, &to_make, open, &tell, &wrote)));
            let outcome = exported.unwrap_or_else(|_| Outcome::Failed {
                picture: None,
                problem: "an internal error stopped this; please report it".into(),
            });
            drop(task);
            queue.ended(id, outcome);
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

/// Carries out an export: makes the pictures of the task that have these places in its list.
fn export(
    task: &Task,
    to_make: &[usize],
    open: Option<Arc<Original>>,
    tell: &(dyn Fn(ExportProgress) + Sync),
    wrote: &(dyn Fn(usize, Written<'_>) + Sync),
) -> Outcome {
    // When the work on the picture began that is being made.
    let begun = Mutex::new(Instant::now());
    let attempt = || {
        let original = original_of(task, open)?;
        let pictures: Vec<&TaskPicture> = to_make.iter().map(|&at| &task.pictures[at]).collect();
        let sidecar =
            |picture: &&TaskPicture| task.sidecar.then(|| sidecar_of(&picture.path, &task.hash));
        let sidecars: Vec<Option<PathBuf>> = pictures.iter().map(sidecar).collect();
        let targets = pictures.iter().zip(&sidecars).map(|(picture, sidecar)| {
            let (path, force) = (&picture.path, picture.force);
            let sidecar = sidecar.as_deref();
            (&picture.rendition, Targets { sidecar, force, ..Targets::picture(path) })
        });
        let order = Order {
            credentials: task.credentials.then(credentials::issuer_now).transpose()?,
            captions: task.captions.as_ref(),
            edits: &task.edits,
            bound: task.bound.as_deref(),
            pictures: &targets.collect::<Vec<_>>(),
        };
        let written = |at: usize, receipt: &Receipt| {
            let mut begun = lock(&begun);
            let time = begun.elapsed();
            *begun = Instant::now();
            let (picture, sidecar) = (pictures[at].path.clone(), sidecars[at].clone());
            let language = task.language;
            wrote(to_make[at], Written { receipt, picture, sidecar, language, time });
        };
        let client = Client { cancelled: &task.cancelled, tell, written: &written };
        let publications = Publications::of_user().map_err(told)?;
        let trust = Trust::of_user().map_err(told)?;
        let (finished, speed) =
            carry_out(&original, &order, &publications, &trust, Speed::of_user(), client);
        speed.keep();
        let Err(RenditionsError { error, at, .. }) = finished else {
            return Ok(Outcome::Published);
        };
        let picture = at.map(|at| to_make[at]);
        Ok(match (error, picture) {
            (PublishError::Cancelled(_), _) => Outcome::Cancelled,
            (PublishError::NotWritten(not_written), Some(picture)) => {
                let NotWritten { error, finished } = *not_written;
                let (hash, sidecar, language) = (task.hash, task.sidecar, task.language);
                let time = lock(&begun).elapsed();
                let unsaved = Unsaved { picture, finished, hash, sidecar, language, time };
                Outcome::NotWritten(error, Box::new(unsaved))
            }
            (error, picture) => Outcome::Failed { picture, problem: told(error) },
        })
    };
    attempt().unwrap_or_else(|problem| Outcome::Failed { picture: None, problem })
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
        let unsaved = job.unsaved.as_ref();
        Ok(unsaved.map(|unsaved| job.shown.pictures[unsaved.picture].target.id))
    })?;
    if let Some(target) = target {
        return save_queued(handle.clone(), id, target).await;
    }
    begin(&handle);
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
            job.shown.pictures[unsaved.picture].target = shown;
            Ok(unsaved)
        })?;
        let sidecar = unsaved.sidecar.then(|| sidecar_of(&picture, &unsaved.hash));
        let targets = Targets { sidecar: sidecar.as_deref(), force, ..Targets::picture(&picture) };
        match unsaved.finished.write(targets) {
            Ok(receipt) => {
                let (language, time) = (unsaved.language, unsaved.time);
                let written = Written { receipt: &receipt, picture, sidecar, language, time };
                queue.wrote(id, unsaved.picture, ExportResult::of(&files, written));
                queue.goes_on(id);
                begin(&handle);
            }
            Err(error) => queue.ended(id, Outcome::NotWritten(error, Box::new(unsaved))),
        }
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
    use proofroom_provenance::circuits::{HiddenPlace, OutputFormat, Recipe};
    use proofroom_provenance::verify::verify_file;

    use super::*;
    use crate::export::ExportStage;

    const HASH: ImageHash = ImageHash([7; 32]);

    /// An export of an original to these files.
    fn task(original: &Path, pictures: &[&str]) -> Task {
        let picture = |path: &&str| TaskPicture {
            rendition: Rendition::unnamed(None, OutputFormat::Pixels),
            path: path.into(),
            force: false,
        };
        Task {
            original: original.to_owned(),
            hash: HASH,
            edits: Placed { recipe: Recipe::new(Vec::new()), places: vec![HiddenPlace::new(3, 5)] },
            pictures: pictures.iter().map(picture).collect(),
            bound: None,
            sidecar: false,
            credentials: false,
            captions: None,
            language: Language::English,
            cancelled: AtomicBool::new(false),
        }
    }

    /// A queue in which exports to these files are ordered.
    fn queue<const N: usize>(exports: [&[&str]; N]) -> (Queue, [u32; N]) {
        let (queue, files) = (Queue::default(), Files::default());
        let original = Path::new("/photos/harbour.original.png");
        let ids = exports.map(|pictures| {
            let original_file = files.choose(original.into(), Access::Read);
            let targets = pictures.iter().map(|path| files.choose(path.into(), Access::Write));
            queue.add(task(original, pictures), original_file, targets.collect()).id
        });
        (queue, ids)
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
        Outcome::Failed { picture: None, problem: "no original".into() }
    }

    #[test]
    fn exports_are_taken_up_in_their_order_by_one_thread() {
        let (queue, [first, second]) = queue([&["/out/1.png"], &["/out/2.png"]]);
        assert!(queue.is_to_be_started() && !queue.is_to_be_started());
        for id in [first, second] {
            assert_eq!(queue.next().map(|(id, ..)| id), Some(id));
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
            queue.ended(id, Outcome::Cancelled);
        }
        assert!(queue.next().is_none() && queue.idle());
        assert!(queue.is_to_be_started(), "the thread has ended");
    }

    #[test]
    fn a_file_is_written_by_one_export_at_a_time() {
        let (queue, [id]) = queue([&["/out/1.png"]]);
        assert!(queue.writes_to(Path::new("/out/1.png")));
        assert!(!queue.writes_to(Path::new("/out/2.png")));
        queue.next();
        queue.ended(id, Outcome::Cancelled);
        assert!(!queue.writes_to(Path::new("/out/1.png")));
    }

    #[test]
    fn places_are_forgotten_unless_the_export_can_be_tried_again() {
        let (queue, [stopped, failing]) = queue([&["/out/1.png"], &["/out/2.png"]]);
        queue.next();
        assert!(has_task(&queue, stopped) && has_task(&queue, failing));
        queue.ended(stopped, Outcome::Cancelled);
        queue.next();
        queue.ended(failing, failed());
        assert!(!has_task(&queue, stopped) && has_task(&queue, failing));
        assert!(queue.idle(), "nothing is lost that cannot be ordered again");
        queue.remove(failing);
        assert_eq!(state(&queue, failing), None);
    }

    /// Says that a picture is written.
    fn write(queue: &Queue, id: u32, picture: usize) {
        let report = verify_file(b"", None, &Trust::empty(), None);
        let written = ExportResult {
            file: Files::default().choose("/out/1.png".into(), Access::Read),
            sidecar: None,
            picture_bytes: 0,
            proof_bytes: 0,
            seconds: 0.0,
            publications: 1,
            already_there: false,
            account: Account::of(&report, Language::English),
            report,
        };
        queue.wrote(id, picture, written);
    }

    #[test]
    fn what_is_written_of_several_pictures_stays_and_the_others_can_be_made() {
        let (queue, [several, other]) =
            queue([&["/out/1.png", "/out/2.png", "/out/3.png"], &["/out/4.png"]]);
        assert_eq!((queue.ordered(&HASH), queue.ordered(&ImageHash([8; 32]))), (4, 0));
        assert_eq!(queue.next().expect("waits").2, [0, 1, 2]);
        write(&queue, several, 0);
        assert_eq!(queue.ordered(&HASH), 3);
        assert!(
            !queue.writes_to(Path::new("/out/1.png")) && queue.writes_to(Path::new("/out/2.png"))
        );
        queue.ended(several, Outcome::Failed { picture: Some(1), problem: "full".into() });
        assert_eq!(queue.ordered(&HASH), 1, "those of the other export");

        // Tried again, what is written is not made again.
        let again = |job: &mut Job| {
            job.shown.state = QueuedState::Waiting;
            Ok(())
        };
        queue.change(several, again).expect("is there");
        let (id, _, to_make) = queue.next().expect("waits");
        assert_eq!((id, to_make), (several, vec![1, 2]));
        write(&queue, several, 1);
        queue.goes_on(several);
        assert_eq!(state(&queue, several), Some(QueuedState::Waiting));
        assert_eq!(queue.next().expect("waits").2, [2]);
        write(&queue, several, 2);
        queue.goes_on(several);
        assert_eq!(state(&queue, several), Some(QueuedState::Done));
        queue.ended(other, Outcome::Cancelled);
        assert!(queue.ordered(&HASH) == 0 && queue.idle());
    }

    #[test]
    fn what_waits_or_runs_is_not_removed() {
        let (queue, [running, waiting]) = queue([&["/out/1.png"], &["/out/2.png"]]);
        queue.next();
        for id in [running, waiting] {
            queue.remove(id);
            assert!(state(&queue, id).is_some());
        }
        queue.ended(running, failed());
        queue.remove(running);
        assert_eq!(state(&queue, running), None);
        assert!(queue.change(running, |_| Ok(())).is_err());
    }

    #[test]
    fn a_file_that_holds_another_photo_by_now_is_not_exported() {
        let folder = tempfile::tempdir().expect("a folder");
        let other = folder.path().join("other.original.png");
        let task = task(&other, &["/out/1.png"]);
        assert!(original_of(&task, None).is_err(), "there is no file");
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
        std::fs::copy(samples.join("market.original.png"), &other).expect("copies");
        let Err(problem) = original_of(&task, None) else { panic!("another photo") };
        assert!(problem.contains("does not hold the photo any more"), "{problem}");
    }
}
