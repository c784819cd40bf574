//! Signing an ordinary photo with the user's simulated camera: its progress, and the way to stop it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proofroom::camera::{Camera, SignFileError};
use proofroom::circuits::{Progress, Stage};
use proofroom::demo;
use proofroom::store;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

use crate::app::{Answer, App, lock, told, work};
use crate::files::{Access, ChosenFile};

/// A signing that runs.
pub struct Signing {
    cancelled: AtomicBool,
    on_progress: Channel<f64>,
    told: Mutex<Option<Instant>>,
}

impl Signing {
    /// The window is told no more often.
    const INTERVAL: Duration = Duration::from_millis(100);
}

impl Progress for Signing {
    fn report(&self, done: f64, _: Stage, _: usize, _: usize) {
        // Whoever finds the time in use leaves the telling to others, and goes on.
        let Ok(mut told) = self.told.try_lock() else {
            return;
        };
        if told.is_none_or(|told| told.elapsed() >= Self::INTERVAL) {
            *told = Some(Instant::now());
            // A window that is gone need not be told.
            let _ = self.on_progress.send(done);
        }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Signs a photo with the user's simulated camera, and writes the original; nothing if the user stops it.
/// Tells which part of the work is done, 0 to 1.
#[tauri::command(rename_all = "snake_case")]
pub async fn sign_photo(
    handle: AppHandle,
    photo: u32,
    target: u32,
    on_progress: Channel<f64>,
) -> Answer<Option<ChosenFile>> {
    let signing = Arc::new(Signing {
        cancelled: AtomicBool::new(false),
        on_progress,
        told: Mutex::default(),
    });
    *lock(&handle.state::<App>().signing) = Some(signing.clone());
    work(move || {
        let app = handle.state::<App>();
        let (photo, target) = (
            app.path(photo, Access::Read)?,
            app.path(target, Access::Write)?,
        );
        let photo = store::read(&photo, store::MAX_FILE_BYTES).map_err(told)?;
        let camera = Camera::of_user().map_err(told)?;
        match camera.sign_file(photo.into(), false, demo::now(), signing) {
            Ok((_, file)) => {
                store::create(&target, &file, store::Access::Private).map_err(told)?;
                Ok(Some(app.choose(target, Access::Read)))
            }
            Err(SignFileError::Cancelled(_)) => Ok(None),
            Err(SignFileError::Photo(error)) => Err(told(error)),
        }
    })
    .await
}

/// Asks the signing that runs to stop; it does so within a moment.
#[tauri::command(rename_all = "snake_case")]
pub async fn cancel_signing(app: State<'_, App>) -> Answer<()> {
    if let Some(signing) = lock(&app.signing).take() {
        signing.cancelled.store(true, Ordering::Relaxed);
    }
    Ok(())
}
