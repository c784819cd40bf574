//! How long proving takes on this machine: before it starts, and while it runs.
//!
//! The prover counts work in units that cost about the same time each. How many of them a second this
//! machine does is measured whenever it proves, and kept in the user's state folder.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use proofroom_circuits::{Estimate, Recipe, RecipeError, Size, estimate};

use crate::folders;
use crate::store::{self, Access};

/// Units of work that a machine does in a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed(f64);

impl Speed {
    /// That of two cores of a server of 2021, until a machine has proved something itself.
    pub const TYPICAL: Speed = Speed(560.0);

    const FILE: &str = "speed";

    /// The speed that was last measured on this machine. As it serves estimates only, whatever goes
    /// wrong gives the typical one.
    pub fn of_user() -> Self {
        let kept = Self::path().and_then(|path| store::read_text(&path, 64).ok());
        let parsed = kept.and_then(|text| text.trim().parse::<f64>().ok());
        parsed
            .filter(|speed| speed.is_finite() && *speed > 0.0)
            .map_or(Self::TYPICAL, Speed)
    }

    /// The speed of a machine that did this work in this time.
    pub fn measured(work: u64, time: Duration) -> Self {
        Speed(work as f64 / time.as_secs_f64().max(1e-3))
    }

    /// Keeps the speed for the next estimate. If it cannot be kept, that estimate is a little worse.
    pub fn keep(self) {
        let Some(path) = Self::path() else { return };
        let written = store::create_folder(store::folder_of(&path)).and_then(|()| {
            store::replace(&path, format!("{:.3}\n", self.0).as_bytes(), Access::Public)
        });
        drop(written);
    }

    fn path() -> Option<PathBuf> {
        Some(folders::state().ok()?.join(Self::FILE))
    }

    fn time_for(self, work: u64) -> Duration {
        Duration::try_from_secs_f64(work as f64 / self.0).unwrap_or(Duration::MAX)
    }
}

/// What proving a recipe will take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expectation {
    /// Proved steps.
    pub steps: usize,
    /// halo2 proofs in all steps together.
    pub proofs: usize,
    /// Bytes of the proof of the edits, which is most of what a published picture carries.
    pub proof_bytes: usize,
    /// Units of work.
    pub work: u64,
    /// Time, as far as can be known.
    pub time: Duration,
    /// Bytes of memory that proving takes at most, as far as can be known.
    pub memory_bytes: u64,
}

/// Estimates the cost of a recipe for an original of this size.
///
/// # Errors
/// If the recipe does not fit.
pub fn expect(recipe: &Recipe, original: Size, speed: Speed) -> Result<Expectation, RecipeError> {
    let estimate = estimate(recipe, original)?;
    let published = recipe.sizes(original)?.last().copied().unwrap_or(original);
    Ok(Expectation {
        steps: estimate.steps,
        proofs: estimate.proofs,
        proof_bytes: estimate.bytes,
        work: estimate.work,
        time: speed.time_for(estimate.work),
        memory_bytes: memory(&estimate, original, published),
    })
}

/// Bytes of memory that proving, checking and writing take at most: parameters and tables, the columns of
/// the widest proof, and some copies of the pixels of both pictures. Fitted to what `VmHWM` showed for the
/// recipes in the tests below, so as to be rather too high.
fn memory(estimate: &Estimate, original: Size, published: Size) -> u64 {
    let [original, published] = [original, published].map(|size| size.bytes() as u64);
    70_000_000 + 46 * estimate.widest + (11 * original + 14 * published) / 4
}

/// The time that is left of work whose progress is told now and then.
#[derive(Clone, Copy, Debug)]
pub struct TimeLeft {
    started: Instant,
    total: Duration,
}

impl TimeLeft {
    /// Work that starts now and is expected to take this time.
    pub fn new(expected: Duration) -> Self {
        TimeLeft {
            started: Instant::now(),
            total: expected,
        }
    }

    /// Learns from the part of the work, 0 to 1, that is done. The more is done, the more its pace
    /// counts against what was expected.
    pub fn reached(&mut self, done: f64) {
        if done > 0.0 {
            let at_this_pace = self.started.elapsed().as_secs_f64() / done;
            let learnt = done * at_this_pace + (1.0 - done) * self.total.as_secs_f64();
            self.total = Duration::try_from_secs_f64(learnt).unwrap_or(self.total);
        }
    }

    /// The time left; zero if the work takes longer than it seemed.
    pub fn left(&self) -> Duration {
        self.total.saturating_sub(self.started.elapsed())
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size {
        width: 1280,
        height: 720,
    };

    #[test]
    fn more_edits_take_longer() {
        let expect = |json: &str| {
            let recipe = Recipe::from_json(json).expect("a recipe");
            expect(&recipe, SIZE, Speed::TYPICAL).expect("fits")
        };
        let crop = expect(r#"[{"crop":{"x":0,"y":0,"width":640,"height":480}}]"#);
        let convolve = expect(r#"[{"convolve":{"preset":"sharpen"}}]"#);
        assert_eq!(crop.steps, 1);
        assert!(crop.time < convolve.time && crop.proof_bytes < convolve.proof_bytes);
    }

    /// What a process held at most, in megabytes, from opening an original to the verdict on the result.
    #[test]
    fn memory_is_close_to_what_was_measured() {
        let contrast = r#"[{"contrast":{"permille":1300}}]"#;
        let sharpen = r#"[{"convolve":{"preset":"sharpen"}}]"#;
        let ycbcr = r#"[{"rgb_to_ycbcr":{}}]"#;
        let cut = r#"[{"crop":{"x":0,"y":0,"width":640,"height":480}}]"#;
        let cut_and_contrast = [&cut[..cut.len() - 1], &contrast[1..]].join(",");
        let resize =
            |width, height| format!(r#"[{{"resize":{{"width":{width},"height":{height}}}}}]"#);
        for (width, height, recipe, measured) in [
            (64, 48, contrast, 66),
            (64, 48, sharpen, 77),
            (640, 480, contrast, 130),
            (640, 480, sharpen, 147),
            (640, 480, &resize(320, 240), 100),
            (1280, 720, contrast, 258),
            (1280, 720, sharpen, 293),
            (1280, 720, ycbcr, 264),
            (1280, 720, &resize(640, 360), 173),
            (1920, 1080, contrast, 423),
            (1920, 1080, sharpen, 483),
            (1920, 1080, &resize(960, 540), 326),
            (4000, 3000, "[]", 299),
            (4000, 3000, cut, 135),
            (6000, 4000, &cut_and_contrast, 362),
            (6000, 4000, &resize(900, 600), 545),
        ] {
            let recipe = Recipe::from_json(recipe).expect("a recipe");
            let size = Size { width, height };
            let expected = expect(&recipe, size, Speed::TYPICAL)
                .expect("fits")
                .memory_bytes;
            let ratio = expected as f64 / (measured as f64 * 1e6);
            assert!(
                (0.95..1.35).contains(&ratio),
                "{size}, {measured} MB: {ratio}"
            );
        }
    }

    #[test]
    fn a_faster_machine_takes_less_time() {
        let fast = Speed::measured(1000, Duration::from_secs(1));
        assert_eq!(fast.time_for(500), Duration::from_millis(500));
        let slow = Speed::measured(10, Duration::from_secs(1));
        assert!(slow.time_for(500) > fast.time_for(500));
    }

    #[test]
    fn the_pace_corrects_the_expectation() {
        let mut time = TimeLeft {
            started: Instant::now(),
            total: Duration::from_secs(100),
        };
        assert!(time.left() > Duration::from_secs(99));
        time.reached(0.5);
        assert!(
            time.left() < Duration::from_secs(51),
            "half was done in no time: {:?}",
            time.left()
        );
        time.total = Duration::ZERO;
        assert_eq!(time.left(), Duration::ZERO);
    }
}
