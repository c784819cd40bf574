//! How long work reports its progress, and how it is stopped.

use std::sync::atomic::{AtomicU64, Ordering};

use thiserror::Error;

/// A part of the work of proving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Applying edits to pixels and committing to the result.
    Committing,
    /// Making a proof.
    Proving,
    /// Checking the result as a reader will, which the caller does before it writes the file.
    Verifying,
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Stage::Committing => "committing",
            Stage::Proving => "proving",
            Stage::Verifying => "verifying",
        })
    }
}

/// Receives progress, and is asked whether to go on. Called from all threads that work, many times a second.
pub trait Progress: Sync {
    /// The part `done` of the whole work, 0 to 1, is finished, and `stage` of step `step` of `steps` (from 1) is
    /// under way.
    fn report(&self, done: f64, stage: Stage, step: usize, steps: usize);

    /// Whether the user wants the work to stop.
    fn cancelled(&self) -> bool;
}

/// For work that needs no progress and is not stopped.
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

/// Asked many times a second, by all threads that work, whether to go on.
pub(crate) type Stop<'a> = &'a (dyn Fn() -> Result<(), Cancelled> + Sync);

/// Work on a chain, part by part.
pub(crate) struct Work<'a> {
    progress: &'a dyn Progress,
    /// Units of work in all.
    total: u64,
    steps: usize,
    /// The step that is being worked on, from 1.
    pub step: usize,
    /// Units of the parts that are finished.
    done: u64,
    /// The current part: its units, its stage, and the ticks so far, of as many as are expected.
    part: u64,
    stage: Stage,
    ticks: AtomicU64,
    expected: u64,
}

impl<'a> Work<'a> {
    /// Work of `total` units in `steps` steps.
    pub fn new(progress: &'a dyn Progress, total: u64, steps: usize) -> Self {
        Work {
            progress,
            total: total.max(1),
            steps,
            step: 1,
            done: 0,
            part: 0,
            stage: Stage::Committing,
            ticks: AtomicU64::new(0),
            expected: 1,
        }
    }

    /// Ends the current part and begins one with this many units, in which about `expected` ticks will come.
    pub fn begin(&mut self, stage: Stage, units: u64, expected: usize) -> Result<(), Cancelled> {
        self.done += self.part;
        (self.part, self.stage) = (units, stage);
        (self.ticks, self.expected) = (AtomicU64::new(0), expected.max(1) as u64);
        self.report(0);
        self.go_on()
    }

    /// Asks whether to go on, without a tick.
    ///
    /// # Errors
    /// If the user wants the work to stop.
    pub fn go_on(&self) -> Result<(), Cancelled> {
        if self.progress.cancelled() {
            return Err(Cancelled);
        }
        Ok(())
    }

    /// Reports one tick of work.
    ///
    /// # Errors
    /// If the user wants the work to stop.
    pub fn tick(&self) -> Result<(), Cancelled> {
        let ticks = self.ticks.fetch_add(1, Ordering::Relaxed) + 1;
        self.report(ticks.min(self.expected));
        self.go_on()
    }

    fn report(&self, ticks: u64) {
        let part = self.part as f64 * ticks as f64 / self.expected as f64;
        let done = (self.done as f64 + part) / self.total as f64;
        self.progress.report(done.min(1.0), self.stage, self.step, self.steps);
    }
}
