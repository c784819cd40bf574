//! Signing photos with the user's simulated camera, or as the user's notary: its progress, and the way to stop it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proofroom_provenance::capture::camera::Camera;
use proofroom_provenance::capture::camera::photo_file::{SignFileError, Signed};
use proofroom_provenance::capture::roll;
use proofroom_provenance::circuits::{Progress, Stage};
use proofroom_provenance::format::capture_record::now;
use proofroom_provenance::publish::targets::{self, TargetError};
use proofroom_provenance::system::files;
use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::files::{Access, ChosenFile, Files, new_file};
use crate::notary;
use crate::work::{Answer, lock, told, work};

/// The signing that was started last, and how photos were read that were signed.
#[derive(Default)]
pub struct Signings {
    running: Mutex<Option<Arc<Signing>>>,
    /// How each photo was read that was signed since the program started, by the path of its original.
    notes: Mutex<HashMap<PathBuf, Vec<String>>>,
}

impl Signings {
    /// Whether nothing is lost if the program ends now.
    pub fn idle(&self) -> bool {
        lock(&self.running).is_none()
    }

    /// How the photo of the original at this path was read, for when the original is opened.
    pub fn notes(&self, original: &Path) -> Vec<String> {
        lock(&self.notes).get(original).cloned().unwrap_or_default()
    }
}

/// A running signing, of one photo or several.
struct Signing {
    cancelled: AtomicBool,
    on_progress: Channel<f64>,
    /// The photo that is being signed, from 0, and how many there are.
    photo: AtomicUsize,
    photos: usize,
    told: Mutex<Option<Instant>>,
}

impl Signing {
    /// The shortest time between two reports to the window.
    const INTERVAL: Duration = Duration::from_millis(100);

    fn new(photos: usize, on_progress: Channel<f64>) -> Self {
        Signing {
            cancelled: AtomicBool::new(false),
            on_progress,
            photo: AtomicUsize::new(0),
            photos,
            told: Mutex::default(),
        }
    }
}

impl Progress for Signing {
    fn report(&self, done: f64, _: Stage, _: usize, _: usize) {
        // A thread that finds the time in use goes on, and leaves the report to the others.
        let Ok(mut told) = self.told.try_lock() else {
            return;
        };
        if told.is_none_or(|told| told.elapsed() >= Self::INTERVAL) {
            *told = Some(Instant::now());
            let before = self.photo.load(Ordering::Relaxed) as f64;
            // A window that is gone needs no report.
            let _ = self.on_progress.send((before + done) / self.photos as f64);
        }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignedBy {
    /// The user's simulated camera.
    Camera,
    /// The user's notary, who attests the Content Credentials of the photo.
    Notary,
}

/// Where the original of a photo is written unless the user wants it elsewhere: beside the photo, under a name that is
/// free.
pub async fn default_original(handle: AppHandle, photo: u32) -> Answer<ChosenFile> {
    let chosen = handle.state::<Files>();
    let path = chosen.path(photo, Access::Read)?;
    let target = new_file(path.parent().unwrap_or(&path), &original_stem(&path), "png");
    Ok(chosen.choose(target, Access::Write))
}

/// Signs a photo, and writes the original; nothing if the user stops it. Reports which part of the work is done, 0 to
/// 1.
pub async fn sign_photo(
    handle: AppHandle,
    photo: u32,
    target: u32,
    by: SignedBy,
    ignore_profile: bool,
    on_progress: Channel<f64>,
) -> Answer<Option<ChosenFile>> {
    while_signing(handle, Signing::new(1, on_progress), move |handle, signing| {
        let chosen = handle.state::<Files>();
        let photo = chosen.path(photo, Access::Read)?;
        let target = chosen.target(target)?;
        sign(handle, &photo, || target, by, ignore_profile, signing)
    })
    .await
}

/// What became of one of several photos.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SignedPhoto {
    /// The photo.
    pub photo: u32,
    /// The signed original.
    pub original: Option<ChosenFile>,
    /// Why it was not signed.
    pub problem: Option<String>,
}

/// Signs photos, each to a new file in the folder. If one cannot be signed, the
/// others still are; if the user stops it, those that are signed stay. Reports which part of the whole is done, 0
/// to 1.
pub async fn sign_photos(
    handle: AppHandle,
    photos: Vec<u32>,
    folder: u32,
    by: SignedBy,
    on_progress: Channel<f64>,
) -> Answer<Vec<SignedPhoto>> {
    let signing = Signing::new(photos.len(), on_progress);
    while_signing(handle, signing, move |handle, signing| {
        let chosen = handle.state::<Files>();
        let folder = chosen.path(folder, Access::Write)?;
        let mut done = Vec::new();
        for (number, photo) in photos.into_iter().enumerate() {
            if signing.cancelled() {
                break;
            }
            signing.photo.store(number, Ordering::Relaxed);
            let signed = chosen.path(photo, Access::Read).and_then(|path| {
                let target = || (new_file(&folder, &original_stem(&path), "png"), false);
                sign(handle, &path, target, by, false, signing)
            });
            let (original, problem) = match signed {
                Ok(None) => break,
                Ok(original) => (original, None),
                Err(problem) => (None, Some(problem)),
            };
            done.push(SignedPhoto { photo, original, problem });
        }
        Ok(done)
    })
    .await
}

/// `harbour.jpg` gives `harbour.original`.
fn original_stem(photo: &Path) -> String {
    let name = PathBuf::from(roll::original_name(photo));
    name.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Signs a photo, and writes the original to the path of `target`. A file that is there is replaced if `target`
/// says so, but never an original or a key.
fn sign(
    handle: &AppHandle,
    photo: &Path,
    target: impl FnOnce() -> (PathBuf, bool),
    by: SignedBy,
    ignore_profile: bool,
    signing: &Arc<Signing>,
) -> Answer<Option<ChosenFile>> {
    let photo = Zeroizing::new(files::read(photo, files::MAX_FILE_BYTES).map_err(told)?);
    let signed = match by {
        SignedBy::Camera => {
            let camera = Camera::of_user().map_err(told)?;
            camera.sign_file(photo, ignore_profile, now(), signing.clone())
        }
        SignedBy::Notary => {
            let notary = notary::own()?;
            roll::check_unsigned(&photo).map_err(told)?;
            let evidence = notary::evidence(&photo)?;
            notary.sign_file(photo, ignore_profile, evidence, signing.clone())
        }
    };
    let (file, notes) = match signed {
        Ok(Signed { file, notes, .. }) => (file, notes),
        Err(SignFileError::Cancelled(_)) => return Ok(None),
        Err(SignFileError::Photo(error)) => return Err(told(error)),
    };
    let (target, replace) = target();
    if replace && target.is_file() {
        if targets::is_private(&target).map_err(told)? {
            return Err(told(TargetError::Private(target)));
        }
        files::replace(&target, &file, files::Access::Private).map_err(told)?;
    } else {
        files::create(&target, &file, files::Access::Private).map_err(told)?;
    }
    let notes = notes.iter().map(|note| format!("When it was signed: {note}."));
    lock(&handle.state::<Signings>().notes).insert(target.clone(), notes.map(told).collect());
    Ok(Some(handle.state::<Files>().choose(target, Access::Read)))
}

/// Does the work of a signing, which can be stopped. Meanwhile, the window does not close without asking.
async fn while_signing<T: Send + 'static>(
    handle: AppHandle,
    signing: Signing,
    signs: impl FnOnce(&AppHandle, &Arc<Signing>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let signing = Arc::new(signing);
    *lock(&handle.state::<Signings>().running) = Some(signing.clone());
    work(move || {
        let done = signs(&handle, &signing);
        // A signing that was stopped has already been replaced by the next.
        let signings = handle.state::<Signings>();
        lock(&signings.running).take_if(|running| Arc::ptr_eq(running, &signing));
        done
    })
    .await
}

/// Asks the running signing to stop, which it does within a moment.
pub async fn cancel_signing(handle: AppHandle) -> Answer<()> {
    if let Some(signing) = lock(&handle.state::<Signings>().running).take() {
        signing.cancelled.store(true, Ordering::Relaxed);
    }
    Ok(())
}
