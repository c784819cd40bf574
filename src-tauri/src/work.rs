//! How a command answers, and how its work leaves the window's thread.

use std::sync::{Mutex, MutexGuard, PoisonError};

use proofroom_provenance::system::{machine, text};
use tauri::ipc::{InvokeResponseBody, IpcResponse};
use ts_rs::TS;

use crate::advice::advice;

/// What a command answers: a value, or a sentence that says what is wrong and what to do.
pub type Answer<T> = Result<T, String>;

/// Bytes, which cross as they are.
#[derive(Clone, Debug, TS)]
#[ts(type = "ArrayBuffer")]
pub struct Bytes(pub Vec<u8>);

impl IpcResponse for Bytes {
    fn body(self) -> tauri::Result<InvokeResponseBody> {
        Ok(InvokeResponseBody::Raw(self.0))
    }
}

/// Does long work on a thread of its own, so that the window stays usable. Refuses on machines whose processor
/// would make the program crash in the middle of it.
pub async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Answer<T> {
    machine::check_processor()?;
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err("an internal error stopped this; please report it".into()))
}

/// An error as people read it, with what they can do about it. It may name a file, and whoever sent the file chose its
/// name.
pub fn told(error: impl std::fmt::Display + 'static) -> String {
    text::line(&format!("{error}{}", advice(&error)))
}

/// A panic leaves nothing that is locked here half done.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
