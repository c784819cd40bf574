//! How a command ends.

use std::process::ExitCode;

use proofroom_provenance::verify::Reason;

use crate::advice::advice;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, or verified.
    Done = 0,
    /// Checked, and not verified.
    NotVerified = 1,
    /// Could not be done, or could not be checked.
    Failed = 2,
    /// Stopped by Ctrl-C.
    Cancelled = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a command could not do its work.
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// What to print.
    pub message: String,
}

impl Failure {
    /// What an error says, and what the user can do about it.
    pub fn new(reason: Reason, error: impl std::fmt::Display + 'static) -> Self {
        Failure { reason, message: format!("{error}{}", advice(&error)) }
    }

    /// What stops a command that gives no verdict, so that the message is all there is to say.
    pub fn error(error: impl std::fmt::Display + 'static) -> Self {
        Failure::new(Reason::Unreadable, error)
    }

    pub fn exit(&self) -> Exit {
        if self.reason == Reason::Cancelled { Exit::Cancelled } else { Exit::Failed }
    }
}

/// What a command gives.
pub type Outcome = Result<Exit, Failure>;
