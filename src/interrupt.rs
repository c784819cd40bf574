//! Ctrl-C asks for an end; long work comes to one within a fraction of a second.

use std::sync::atomic::{AtomicBool, Ordering};

use proofroom_provenance::circuits::{Progress, Stage};
use proofroom_provenance::system::cancel;
use proofroom_provenance::verify::Reason;

use crate::outcome::Failure;
use crate::output;

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Makes Ctrl-C set the flag instead of killing the process.
pub fn install() -> Result<(), Failure> {
    let acknowledge = || {
        if !REQUESTED.swap(true, Ordering::Relaxed) {
            output::complain("stopping ...");
        }
    };
    ctrlc::set_handler(acknowledge).map_err(Failure::error)
}

/// Whether the user pressed Ctrl-C.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// For work that shows no bar, but stops when the user wants it.
pub struct WhetherInterrupted;

impl Progress for WhetherInterrupted {
    fn report(&self, _: f64, _: Stage, _: usize, _: usize) {}

    fn cancelled(&self) -> bool {
        requested()
    }
}

/// The result of `work`. If the user presses Ctrl-C first, the command ends with `message`, and the result is
/// discarded. The work must change no file.
pub fn unless_requested<T: Send + 'static>(
    message: &'static str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    cancel::unless_cancelled(&WhetherInterrupted, work)
        .map_err(|_| Failure::new(Reason::Cancelled, message))
}

/// How a command ends that the user stopped.
pub fn stopped() -> Failure {
    Failure::new(Reason::Cancelled, "stopped; nothing was written")
}
