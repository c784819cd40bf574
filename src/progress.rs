//! Progress on a terminal: what is being done, how much of the whole is done, the time left. Silent
//! everywhere else.

use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use proofroom_provenance::circuits::{Progress, Stage};
use proofroom_provenance::publish::estimate::{Expectation, Speed, TimeLeft};

use crate::interrupt;
use crate::output::Notes;

/// Positions of the bar.
const RESOLUTION: u64 = 1000;

/// A bar on standard error that knows when the user wants to stop.
pub struct Bar {
    bar: ProgressBar,
    /// What is expected: units of work, and time.
    work: u64,
    expected: Duration,
    speed: Speed,
    /// From the first report on.
    time: Arc<Mutex<Option<TimeLeft>>>,
    /// Told at the first report.
    notes: Mutex<Notes>,
}

impl Bar {
    /// A bar for proving all of this, which was expected at this speed. It is drawn only if standard error is a
    /// terminal, and from the first report on. That is when these notes are told.
    pub fn new(expected: &[Expectation], speed: Speed, notes: Notes) -> Self {
        let time = Arc::new(Mutex::new(None));
        let bar = ProgressBar::with_draw_target(Some(RESOLUTION), ProgressDrawTarget::stderr());
        let work = expected.iter().map(|expected| expected.work).sum();
        let expected = expected.iter().map(|expected| expected.time).sum();
        Bar { bar, work, expected, speed, time, notes: Mutex::new(notes) }
    }

    /// Tells the notes if nothing was reported, because there was no work.
    pub fn tell_notes(&self) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).tell();
    }

    /// Prints something without disturbing the bar.
    pub fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Remembers how fast this machine was, as far as the work came.
    fn learn(&self) {
        if let Some(time) = *self.time.lock().unwrap_or_else(PoisonError::into_inner) {
            let work = time.done() * self.work as f64;
            self.speed.learning(work, time.elapsed()).keep();
        }
    }

    fn show(&self) {
        let time = Arc::clone(&self.time);
        let left = move |_: &ProgressState, out: &mut dyn Write| {
            let time = time.lock().unwrap_or_else(PoisonError::into_inner);
            // What cannot be drawn is not drawn.
            let _ = write!(out, "{}", time.map_or(String::new(), |time| in_words(time.left())));
        };
        let style = style("{msg:23} [{bar:24}] {percent:>3} %  {left}");
        self.bar.set_style(style.with_key("left", left));
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }
}

impl Progress for Bar {
    fn report(&self, done: f64, stage: Stage, step: usize, steps: usize) {
        let mut time = self.time.lock().unwrap_or_else(PoisonError::into_inner);
        let first = time.is_none();
        time.get_or_insert_with(|| TimeLeft::new(self.expected)).reached(done);
        drop(time);
        if first {
            self.tell_notes();
            self.show();
        }
        self.bar.set_position(position(done));
        self.bar.set_message(format!("step {step} of {steps}: {stage}"));
    }

    fn cancelled(&self) -> bool {
        interrupt::requested()
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.learn();
        self.bar.finish_and_clear();
    }
}

/// The same for signing a photo, which takes only a few seconds, so no remaining time is shown.
pub struct SigningBar(ProgressBar);

impl SigningBar {
    /// A bar that is drawn from the first report on, and only on a terminal.
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(RESOLUTION), ProgressDrawTarget::stderr());
        SigningBar(bar.with_style(style("signing [{bar:24}] {percent:>3} %")))
    }
}

impl Progress for SigningBar {
    fn report(&self, done: f64, _: Stage, _: usize, _: usize) {
        self.0.set_position(position(done));
    }

    fn cancelled(&self) -> bool {
        interrupt::requested()
    }
}

impl Drop for SigningBar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How a bar looks.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

/// The position of a bar when this part of the work, 0 to 1, is done.
fn position(done: f64) -> u64 {
    (done.clamp(0.0, 1.0) * RESOLUTION as f64) as u64
}

fn in_words(left: Duration) -> String {
    match left.as_secs() {
        0..2 => "a moment left".into(),
        seconds @ 2..120 => format!("about {seconds} s left"),
        seconds => format!("about {} min left", seconds.div_ceil(60)),
    }
}
