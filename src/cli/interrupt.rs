//! Ctrl-C asks for an end; long work comes to one within a fraction of a second.

use std::sync::atomic::{AtomicBool, Ordering};

use proofroom::verdict::Reason;

use super::{Failure, output};

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

/// How a command ends that the user stopped.
pub fn stopped() -> Failure {
    Failure::new(Reason::Cancelled, "stopped; nothing was written")
}

/// Fails if the user pressed Ctrl-C; for commands to ask before they write.
pub fn check() -> Result<(), Failure> {
    if requested() { Err(stopped()) } else { Ok(()) }
}
