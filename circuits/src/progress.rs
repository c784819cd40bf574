//! What long work tells, and how it is stopped.

use thiserror::Error;

/// A part of the work of proving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Applying edits to pixels and committing to the result.
    Committing,
    /// Making a proof.
    Proving,
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Stage::Committing => "committing",
            Stage::Proving => "proving",
        })
    }
}

/// Receives progress, and is asked whether to go on. Called from the thread that proves.
pub trait Progress: Sync {
    /// `done` of the whole work, 0 to 1, is behind us, and `stage` of step `step` of `steps` (from 1)
    /// begins.
    fn report(&self, done: f64, stage: Stage, step: usize, steps: usize);

    /// Whether the user wants the work to stop; asked at each boundary between proofs.
    fn cancelled(&self) -> bool;
}

/// For work that nobody watches.
pub struct Unwatched;

impl Progress for Unwatched {
    fn report(&self, _: f64, _: Stage, _: usize, _: usize) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// The work was stopped because [`Progress::cancelled`] said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("cancelled")]
pub struct Cancelled;
