//! How long proving takes on this machine: before it starts, and while it runs.
//!
//! The prover counts work in units that cost about the same time each. How many of them this machine does in a
//! second is measured whenever it proves, and saved in the user's state folder.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use proofroom_circuits::{Estimate, OutputFormat, Recipe, RecipeError, Size, estimate};

use crate::system::files::{self, Access};
use crate::system::folders;

/// Units of work that a machine does in a second.
///
/// The longer a measurement took, the more it counts: a short one is mostly start-up, and says little about long
/// work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed(f64);

impl Speed {
    /// The speed of two cores of a server of 2021, which is assumed until the machine has proved something itself.
    pub const TYPICAL: Speed = Speed(560.0);

    const FILE: &str = "speed";

    /// The speed that was last measured on this machine, or the typical one if that cannot be read: it is only for
    /// estimates.
    pub fn of_user() -> Self {
        let kept = Self::path().and_then(|path| files::read_text(&path, 64).ok());
        let parsed = kept.and_then(|text| text.trim().parse::<f64>().ok());
        parsed.filter(|speed| speed.is_finite() && *speed > 0.0).map_or(Self::TYPICAL, Speed)
    }

    /// A measurement of this length counts as much as all earlier ones together.
    const HALF_LEARNT: Duration = Duration::from_secs(20);

    /// The speed to expect next time, if `self` was expected and the machine did this work in this time. Of work
    /// that was stopped, the part that was done counts.
    #[must_use]
    pub fn learning(self, work: f64, time: Duration) -> Self {
        let seconds = time.as_secs_f64();
        if work <= 0.0 || seconds <= 0.0 {
            return self;
        }
        let share = seconds / (seconds + Self::HALF_LEARNT.as_secs_f64());
        // Speeds differ by factors, so their logarithms are averaged.
        let learnt = self.0.ln() * (1.0 - share) + (work / seconds).ln() * share;
        Speed(learnt.exp())
    }

    /// The speed of a machine that did this work in this time.
    pub fn measured(work: u64, time: Duration) -> Self {
        Speed(work as f64 / time.as_secs_f64().max(1e-3))
    }

    /// Saves the speed for the next estimate. If it cannot be saved, that estimate is a little worse.
    pub fn keep(self) {
        let Some(path) = Self::path() else { return };
        let written = files::create_folder(files::folder_of(&path)).and_then(|()| {
            files::replace(&path, format!("{:.3}\n", self.0).as_bytes(), Access::Public)
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

/// Estimates the cost of a recipe for an original of this size whose result is published in this format.
///
/// # Errors
/// If the recipe does not fit.
pub fn expect(
    recipe: &Recipe,
    original: Size,
    format: OutputFormat,
    speed: Speed,
) -> Result<Expectation, RecipeError> {
    let estimate = estimate(recipe, original, format)?;
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

/// Bytes of memory that proving, checking and writing take at most: parameters and tables, the columns of the
/// widest proof, and some copies of the pixels of both pictures. Fitted to what `VmHWM` showed for the recipes in
/// the tests below, with a margin.
fn memory(estimate: &Estimate, original: Size, published: Size) -> u64 {
    let [original, published] = [original, published].map(|size| size.bytes() as u64);
    70_000_000 + 46 * estimate.widest + (11 * original + 14 * published) / 4
}

/// The time that is left for work whose progress is reported now and then.
///
/// The pace is measured while the work goes on. The expected time counts like a measurement of the first few
/// hundredths, and older measurements count less and less, because other programs come and go.
#[derive(Clone, Copy, Debug)]
pub struct TimeLeft {
    started: Instant,
    /// Parts of the work, 0 to 1, and the seconds that they took, the older ones with less weight.
    parts: f64,
    seconds: f64,
    /// The part that was reported last, and when.
    done: f64,
    told: Duration,
}

impl TimeLeft {
    /// The expected time counts like a measurement of this part of the work.
    const EXPECTED_PART: f64 = 0.02;
    /// After this part of the work, a measurement counts a third as much.
    const MEMORY: f64 = 0.25;
    /// Less progress than this is no measurement.
    const LEAST: f64 = 0.002;

    /// Work that starts now and is expected to take this time.
    pub fn new(expected: Duration) -> Self {
        TimeLeft {
            started: Instant::now(),
            parts: Self::EXPECTED_PART,
            seconds: Self::EXPECTED_PART * expected.as_secs_f64(),
            done: 0.0,
            told: Duration::ZERO,
        }
    }

    /// Learns from the part of the work, 0 to 1, that is done.
    pub fn reached(&mut self, done: f64) {
        self.reached_after(self.started.elapsed(), done);
    }

    fn reached_after(&mut self, elapsed: Duration, done: f64) {
        let part = done - self.done;
        if part < Self::LEAST {
            return;
        }
        let fading = (-part / Self::MEMORY).exp();
        self.parts = self.parts * fading + part;
        self.seconds = self.seconds * fading + elapsed.saturating_sub(self.told).as_secs_f64();
        (self.done, self.told) = (done, elapsed);
    }

    /// The time that is left; zero if the work takes longer than it seemed.
    pub fn left(&self) -> Duration {
        self.left_after(self.started.elapsed())
    }

    fn left_after(&self, elapsed: Duration) -> Duration {
        let left = (1.0 - self.done).max(0.0) * self.seconds / self.parts;
        let left = Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX);
        left.saturating_sub(elapsed.saturating_sub(self.told))
    }

    /// The part of the work that is done, as reported last.
    pub fn done(&self) -> f64 {
        self.done
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = match Size::new(1280, 720) {
        Ok(size) => size,
        Err(_) => panic!("no size"),
    };

    #[test]
    fn more_edits_take_longer() {
        let expect = |json: &str| {
            let recipe = Recipe::from_json(json).expect("a recipe");
            expect(&recipe, SIZE, OutputFormat::Pixels, Speed::TYPICAL).expect("fits")
        };
        let crop = expect(r#"[{"crop":{"x":0,"y":0,"width":640,"height":480}}]"#);
        let convolve = expect(r#"[{"convolve":{"preset":"sharpen"}}]"#);
        assert_eq!(crop.steps, 1);
        assert!(crop.time < convolve.time && crop.proof_bytes < convolve.proof_bytes);
    }

    /// The most that a process held, in megabytes, from opening an original to the verdict on the result.
    #[test]
    fn memory_is_close_to_what_was_measured() {
        let contrast = r#"[{"contrast":{"permille":1300}}]"#;
        let sharpen = r#"[{"convolve":{"preset":"sharpen"}}]"#;
        let ycbcr = r#"[{"rgb_to_ycbcr":{}}]"#;
        let cut = r#"[{"crop":{"x":0,"y":0,"width":640,"height":480}}]"#;
        let cut_and_contrast = [&cut[..cut.len() - 1], &contrast[1..]].join(",");
        let desk = r#"[{"crop":{"x":164,"y":64,"width":9200,"height":6200}},{"resize":{"width":2400,"height":1617}},{"contrast":{"permille":1200}},{"white_balance":{"red_permille":1040,"green_permille":1000,"blue_permille":930}}]"#;
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
            (9528, 6328, desk, 1301),
        ] {
            let recipe = Recipe::from_json(recipe).expect("a recipe");
            let size = Size::new(width, height).expect("a size");
            let expected = expect(&recipe, size, OutputFormat::Pixels, Speed::TYPICAL);
            let expected = expected.expect("fits").memory_bytes;
            let ratio = expected as f64 / (measured as f64 * 1e6);
            assert!((0.95..1.35).contains(&ratio), "{size}, {measured} MB: {ratio}");
        }
    }

    #[test]
    fn a_faster_machine_takes_less_time() {
        let fast = Speed::measured(1000, Duration::from_secs(1));
        assert_eq!(fast.time_for(500), Duration::from_millis(500));
        let slow = Speed::measured(10, Duration::from_secs(1));
        assert!(slow.time_for(500) > fast.time_for(500));
    }

    /// The seconds that seem to be left when a part of the work is done, if it goes at `pace` (seconds for the
    /// whole, which may change on the way).
    fn seconds_left(expected: u64, until: f64, pace: impl Fn(f64) -> f64) -> f64 {
        let mut time = TimeLeft::new(Duration::from_secs(expected));
        let (mut elapsed, mut done) = (0.0, 0.0);
        while done < until {
            done += 0.001;
            elapsed += 0.001 * pace(done);
            time.reached_after(Duration::from_secs_f64(elapsed), done);
        }
        time.left_after(Duration::from_secs_f64(elapsed)).as_secs_f64()
    }

    #[test]
    fn the_pace_corrects_the_expectation() {
        let close = |left: f64, truth: f64, by: f64| {
            assert!((left / truth - 1.0).abs() < by, "{left} s for {truth} s");
        };
        // Six times slower than expected: nearly right after a tenth.
        close(seconds_left(100, 0.1, |_| 600.0), 540.0, 0.2);
        close(seconds_left(100, 0.3, |_| 600.0), 420.0, 0.05);
        // As expected; six times faster.
        close(seconds_left(100, 0.1, |_| 100.0), 90.0, 0.01);
        close(seconds_left(600, 0.3, |_| 100.0), 70.0, 0.2);
        // Another program takes half the machine from the middle on.
        let loaded = |done| if done < 0.5 { 100.0 } else { 200.0 };
        close(seconds_left(100, 0.8, loaded), 40.0, 0.2);
    }

    #[test]
    fn time_runs_out_at_zero() {
        let mut time = TimeLeft::new(Duration::from_secs(100));
        assert!(time.left() > Duration::from_secs(99));
        time.reached_after(Duration::from_secs(10), 0.5);
        assert_eq!(time.left_after(Duration::from_secs(1000)), Duration::ZERO);
        time.reached_after(Duration::from_secs(20), 1.0);
        assert_eq!(time.left_after(Duration::from_secs(20)), Duration::ZERO);
        assert_eq!(time.done(), 1.0);
    }

    #[test]
    fn a_long_measurement_counts_more_than_a_short_one() {
        let expected = Speed(100.0);
        let learnt = |seconds| {
            let time = Duration::from_secs(seconds);
            expected.learning(600.0 * seconds as f64, time).0
        };
        assert!(learnt(1) < 120.0, "{}", learnt(1));
        assert!((learnt(20) / 245.0 - 1.0).abs() < 0.01, "{}", learnt(20));
        assert!(learnt(1000) > 550.0, "{}", learnt(1000));
        assert_eq!(expected.learning(0.0, Duration::from_secs(9)), expected);
        assert_eq!(expected.learning(9.0, Duration::ZERO), expected);
    }
}
