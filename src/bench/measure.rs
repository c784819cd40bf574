//! Measurements of single edits at 1280x720, and the figures of ZK-IMG to compare them with.
//!
//! Each measurement is made for a process that did nothing before; the command line starts one for each
//! row, so that peak memory and loading the parameters are what a user sees.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use proofroom_provenance::capture::camera::{Camera, MakerKey};
use proofroom_provenance::circuits::edits::EditKind;
use proofroom_provenance::circuits::jpeg;
use proofroom_provenance::circuits::{
    Edit, HiddenPlace, OutputFormat, PlacedRecipe, Progress, Recipe, RecipeError, Seed, Size,
    Stage, Unwatched,
};
use proofroom_provenance::editing::preview::{Preview, PreviewError, PreviewRequest};
use proofroom_provenance::format::capture_record::{BadName, DeviceName, now};
use proofroom_provenance::format::original::{Original, OriginalError};
use proofroom_provenance::publish::{PublishError, PublishedPicture};
use proofroom_provenance::system::files::{self, Access, FileError};
use proofroom_provenance::system::machine;
use proofroom_provenance::verify::trust::{Maker, Trust, TrustError};
use proofroom_provenance::verify::{Report, verify_file};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::bench::test_card::test_card;

/// An edit that is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its name, the edit's word.
    pub name: &'static str,
    /// Seconds that ZK-IMG takes to prove the same edit, on 64 threads.
    pub zk_img_prove_s: Option<f64>,
}

/// The rows, in the order of ZK-IMG's table.
pub const ROWS: &[Row] = &[
    Row { name: "crop", zk_img_prove_s: Some(330.7) },
    Row { name: "resize", zk_img_prove_s: Some(333.3) },
    Row { name: "contrast", zk_img_prove_s: Some(363.9) },
    Row { name: "white_balance", zk_img_prove_s: Some(362.7) },
    Row { name: "rgb_to_ycbcr", zk_img_prove_s: Some(607.5) },
    Row { name: "ycbcr_to_rgb", zk_img_prove_s: Some(608.8) },
    Row { name: "convolve", zk_img_prove_s: Some(427.9) },
    Row { name: "three edits", zk_img_prove_s: None },
];

/// The recipe of the row that is no single edit.
const THREE_EDITS: &str = r#"[{"crop":{"x":100,"y":50,"width":1000,"height":600}},{"resize":{"width":800,"height":480}},{"contrast":{"permille":1300}}]"#;

/// What ZK-IMG published for all these edits together: from the best to the worst, on 64 threads.
pub mod zk_img {
    /// Time to derive keys.
    pub const KEYS: &str = "244 to 340 s";
    /// Time to verify.
    pub const VERIFY: &str = "4.9 to 7.3 ms";
    /// Size of a proof.
    pub const PROOF: &str = "3.0 to 6.6 kB";
    /// Memory.
    pub const PEAK: &str = "70.7 to 102.2 GB";
}

impl Row {
    /// The row of this name.
    pub fn named(name: &str) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.name == name)
    }

    /// The recipe: the first example of the edit for a photo of this size.
    ///
    /// # Errors
    /// None, for the rows of [`ROWS`]; a test says so.
    pub fn recipe(&self) -> Result<Recipe, RecipeError> {
        match Edit::KINDS.iter().find(|kind| kind.word == self.name) {
            Some(kind) => Ok(Recipe::new(kind.photo_examples().into_iter().take(1).collect())),
            None => Recipe::from_json(THREE_EDITS),
        }
    }
}

/// A recipe that is measured on a large photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LargeRow {
    /// What it shows.
    pub group: LargeGroup,
    /// The size of the photo.
    pub size: Size,
    recipe: &'static str,
}

/// What rows of large photos show together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LargeGroup {
    /// What an editor does to a large photo before publishing it.
    Workflow,
    /// The same to the photos of the cameras that picture desks are sent, published as JPEG.
    Desk,
    /// How cost grows with the photo where the published picture stays the same.
    FixedOutput,
    /// How cost grows where every pixel of the photo is published.
    FullFrame,
}

/// The rows of `proofroom bench --large`.
pub const LARGE_ROWS: &[LargeRow] = &[
    large(
        LargeGroup::Workflow,
        3840,
        2160,
        r#"[{"crop":{"x":120,"y":80,"width":3600,"height":2000}},{"resize":{"width":1600,"height":889}},{"contrast":{"permille":1200}},{"white_balance":{"red_permille":1040,"green_permille":1000,"blue_permille":930}}]"#,
    ),
    large(
        LargeGroup::Workflow,
        6720,
        4480,
        r#"[{"crop":{"x":360,"y":240,"width":6000,"height":4000}},{"resize":{"width":1600,"height":1067}},{"contrast":{"permille":1200}},{"white_balance":{"red_permille":1040,"green_permille":1000,"blue_permille":930}}]"#,
    ),
    // The pixels of cameras that make 45 and 60 megapixels.
    large(
        LargeGroup::Desk,
        8256,
        5504,
        r#"[{"crop":{"x":128,"y":52,"width":8000,"height":5400}},{"resize":{"width":2400,"height":1620}},{"contrast":{"permille":1200}},{"white_balance":{"red_permille":1040,"green_permille":1000,"blue_permille":930}}]"#,
    ),
    large(
        LargeGroup::Desk,
        9528,
        6328,
        r#"[{"crop":{"x":164,"y":64,"width":9200,"height":6200}},{"resize":{"width":2400,"height":1617}},{"contrast":{"permille":1200}},{"white_balance":{"red_permille":1040,"green_permille":1000,"blue_permille":930}}]"#,
    ),
    large(LargeGroup::FixedOutput, 1280, 720, FIXED_OUTPUT),
    large(LargeGroup::FixedOutput, 1920, 1080, FIXED_OUTPUT),
    large(LargeGroup::FixedOutput, 3840, 2160, FIXED_OUTPUT),
    large(LargeGroup::FixedOutput, 6720, 4480, FIXED_OUTPUT),
    large(LargeGroup::FullFrame, 1280, 720, FULL_FRAME),
    large(LargeGroup::FullFrame, 1920, 1080, FULL_FRAME),
    large(LargeGroup::FullFrame, 3840, 2160, FULL_FRAME),
];

const FIXED_OUTPUT: &str = r#"[{"crop":{"x":320,"y":120,"width":640,"height":480}}]"#;
const FULL_FRAME: &str = r#"[{"contrast":{"permille":1300}}]"#;

const fn large(group: LargeGroup, width: u32, height: u32, recipe: &'static str) -> LargeRow {
    match Size::new(width, height) {
        Ok(size) => LargeRow { group, size, recipe },
        Err(_) => panic!("a size within the limits"),
    }
}

impl LargeGroup {
    /// As what the picture is published.
    pub fn format(self) -> OutputFormat {
        match self {
            LargeGroup::Desk => OutputFormat::Jpeg(jpeg::Options::default()),
            _ => OutputFormat::Pixels,
        }
    }
}

impl LargeRow {
    /// The recipe.
    ///
    /// # Errors
    /// None, for the rows of [`LARGE_ROWS`]; a test says so.
    pub fn recipe(&self) -> Result<Recipe, RecipeError> {
        Recipe::from_json(self.recipe)
    }
}

/// The straight line that is nearest to measured points: the constant, and what each unit of the first
/// coordinate adds (least squares).
pub fn nearest_line(points: &[(f64, f64)]) -> (f64, f64) {
    let count = points.len() as f64;
    let mean = |value: fn(&(f64, f64)) -> f64| points.iter().map(value).sum::<f64>() / count;
    let (mean_x, mean_y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let together: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let slope = together / spread;
    (mean_y - slope * mean_x, slope)
}

/// What the proving process measured.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Proving {
    /// Seconds to open the original: commit to its pixels again and check the signature.
    pub open_s: f64,
    /// Seconds to derive the keys.
    pub keys_s: f64,
    /// Seconds to apply the edit and prove it, with keys derived and the original open.
    pub prove_s: f64,
    /// Bytes of the proof as in the file.
    pub proof_bytes: usize,
    /// The most memory that the process held until then, in megabytes, if the system says.
    pub peak_mb: Option<f64>,
    /// The longest time in which the prover did not ask whether to stop, in milliseconds.
    pub cancel_ms: f64,
    /// Seconds to make the published file of the proved picture, to check it as a reader would, and to write it.
    pub write_s: f64,
    /// The most memory that the process held until all of this was done, in megabytes, if the system says.
    pub whole_peak_mb: Option<f64>,
    /// Seconds that halo2's own prover takes for the same statement, keys derived as well, if that was
    /// asked for.
    pub reference_s: Option<f64>,
}

/// What the verifying process measured.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Verifying {
    /// Seconds from the file's bytes to the verdict, loading parameters and deriving keys included.
    pub verify_s: f64,
    /// The same once more in the same process, which has loaded the parameters.
    pub again_s: f64,
    /// The most memory that the process held, in megabytes, if the system says.
    pub peak_mb: Option<f64>,
}

/// What the signing process measured.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Signing {
    /// Seconds to commit to the pixels and sign, loading parameters included.
    pub sign_s: f64,
    /// The most memory that the process held, in megabytes, if the system says.
    pub peak_mb: Option<f64>,
}

/// What the window waits for when an edit changes.
#[derive(Clone, Debug, Serialize)]
pub struct Previewing {
    /// The edit's word.
    pub edit: &'static str,
    /// The median of the milliseconds from a request to the pixels that cross to the window.
    pub median_ms: f64,
    /// The longest of them.
    pub longest_ms: f64,
}

/// A place for each hidden crop. Where it is makes no difference to what is measured.
fn places(edits: &[Edit]) -> Vec<HiddenPlace> {
    edits.iter().filter(|edit| edit.hides_place()).map(|_| HiddenPlace::new(0, 0)).collect()
}

/// Measures the preview of every edit on the test card at full resolution, nothing being kept of an
/// earlier preview; each `runs` times.
///
/// # Errors
/// [`BenchError`].
pub fn measure_previews(runs: u32) -> Result<Vec<Previewing>, BenchError> {
    let photo = test_card(HD);
    let size = photo.size();
    let (width, height) = (size.width(), size.height());
    let measure = |edit: Edit| {
        let request = PreviewRequest {
            edits: vec![edit.clone()],
            places: places(std::slice::from_ref(&edit)),
            max_width: width,
            max_height: height,
            region: None,
            quick: false,
        };
        let one = |_| {
            let preview = Preview::default();
            let (bytes, seconds) = timed(|| {
                let view = preview.view(&photo, &request, &|| false)?;
                Ok::<_, PreviewError>(view.to_bytes())
            });
            bytes.map(|_| 1e3 * seconds)
        };
        let mut times = (0..runs).map(one).collect::<Result<Vec<f64>, _>>()?;
        times.sort_unstable_by(f64::total_cmp);
        Ok(Previewing {
            edit: edit.word(),
            median_ms: times[times.len() / 2],
            longest_ms: times[times.len() - 1],
        })
    };
    Edit::KINDS.iter().flat_map(EditKind::photo_examples).map(measure).collect()
}

/// Why nothing was measured.
#[derive(Debug, Error)]
pub enum BenchError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The original does not open.
    #[error(transparent)]
    Original(#[from] OriginalError),
    /// Proving failed.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A preview failed.
    #[error(transparent)]
    Preview(#[from] PreviewError),
    /// The trust list is broken.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The camera's name is not one.
    #[error(transparent)]
    Name(#[from] BadName),
    /// The picture that was measured does not verify.
    #[error("the picture that was measured does not verify: {0}")]
    DoesNotVerify(String),
}

/// The size of the published figures.
pub const HD: Size = match Size::new(1280, 720) {
    Ok(size) => size,
    Err(_) => panic!("no size"),
};

const ORIGINAL: &str = "original.png";
const PUBLISHED: &str = "published.png";

/// Signs the test card in `size`, and leaves the original and a trust list in `folder` for the other
/// measurements.
///
/// # Errors
/// [`BenchError`].
pub fn measure_signing(folder: &Path, size: Size) -> Result<Signing, BenchError> {
    let maker = MakerKey::random();
    let camera: Camera = maker.simulated_camera(DeviceName::new("Benchmark")?);
    let photo = test_card(size);
    let started = Instant::now();
    let original = camera.sign(photo, now(), Seed::random());
    let sign_s = started.elapsed().as_secs_f64();
    original.create_file(&folder.join(ORIGINAL))?;
    let peak_mb = peak_mb();
    let trust = Trust::of_makers(vec![Maker { name: "Benchmark".into(), key: maker.public() }]);
    files::create(&folder.join(Trust::FILE), trust.to_json().as_bytes(), Access::Public)?;
    Ok(Signing { sign_s, peak_mb })
}

/// Proves a recipe from the original in `folder`, and leaves the published picture there; then, for
/// `reference`, once more by halo2's own prover.
///
/// # Errors
/// [`BenchError`].
pub fn measure_proving(
    recipe: &Recipe,
    format: OutputFormat,
    folder: &Path,
    reference: bool,
) -> Result<Proving, BenchError> {
    let (original, open_s) = timed(|| Original::open_file(&folder.join(ORIGINAL)));
    let original = original?;
    let (derived, keys_s) = timed(|| {
        proofroom_provenance::circuits::derive_keys(recipe, original.hidden.size(), format)
    });
    derived.map_err(PublishError::Recipe)?;
    let pauses = Pauses::from_now();
    let placed = PlacedRecipe { recipe, places: &places(recipe.edits()) };
    let (made, prove_s) =
        timed(|| PublishedPicture::make(&original, placed, format, None, &pauses));
    let made = made?;
    let cancel_ms = pauses.longest().as_secs_f64() * 1e3;
    let peak_mb = peak_mb();
    let proof_bytes = made.payload().len();
    let trust = Trust::read(&folder.join(Trust::FILE))?;
    let (report, write_s) = timed(|| {
        let file = made.to_file();
        let report = verify_file(&file, None, &trust, None);
        files::replace(&folder.join(PUBLISHED), &file, Access::Public).map(|()| report)
    });
    held(&report?)?;
    let whole_peak_mb = self::peak_mb();
    let reference_s = if reference {
        let by_reference = || {
            proofroom_provenance::circuits::prove_by_reference(
                &original.hidden,
                &original.attestation.to_bytes(),
                recipe,
                None,
                &Unwatched,
            )
        };
        // The first time derives keys, which are not part of proving.
        by_reference().map_err(PublishError::from)?;
        let (made, seconds) = timed(by_reference);
        made.map_err(PublishError::from)?;
        Some(seconds)
    } else {
        None
    };
    Ok(Proving {
        open_s,
        keys_s,
        prove_s,
        proof_bytes,
        peak_mb,
        cancel_ms,
        write_s,
        whole_peak_mb,
        reference_s,
    })
}

/// Measures how long the prover works without asking whether to stop.
struct Pauses(Mutex<(Instant, Duration)>);

impl Pauses {
    fn from_now() -> Self {
        Pauses(Mutex::new((Instant::now(), Duration::ZERO)))
    }

    /// The longest pause, the one until now included.
    fn longest(&self) -> Duration {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, longest) = *state;
        let now = Instant::now();
        *state = (now, longest.max(now.duration_since(last)));
        state.1
    }
}

impl Progress for Pauses {
    fn report(&self, _: f64, _: Stage, _: usize, _: usize) {}

    fn cancelled(&self) -> bool {
        self.longest();
        false
    }
}

/// Verifies the published picture in `folder`.
///
/// # Errors
/// [`BenchError`], also if the picture does not verify.
pub fn measure_verifying(folder: &Path) -> Result<Verifying, BenchError> {
    let trust = Trust::read(&folder.join(Trust::FILE))?;
    let file = files::read(&folder.join(PUBLISHED), files::MAX_FILE_BYTES)?;
    let verify = || -> (Report, f64) { timed(|| verify_file(&file, None, &trust, None)) };
    let (report, verify_s) = verify();
    held(&report)?;
    let peak_mb = peak_mb();
    let (_, again_s) = verify();
    Ok(Verifying { verify_s, again_s, peak_mb })
}

/// Whether a picture that was measured holds.
fn held(report: &Report) -> Result<(), BenchError> {
    let message = || BenchError::DoesNotVerify(report.message.clone());
    if report.holds() { Ok(()) } else { Err(message()) }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let started = Instant::now();
    let result = work();
    (result, started.elapsed().as_secs_f64())
}

/// The most memory that this process ever held, in megabytes of 10^6 bytes.
fn peak_mb() -> Option<f64> {
    machine::peak_memory().map(|bytes| bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_fits_its_photo() {
        for row in ROWS {
            let recipe = row.recipe().expect("a recipe");
            let words: Vec<_> = recipe.edits().iter().map(Edit::word).collect();
            match row.zk_img_prove_s {
                Some(_) => assert_eq!(words, [row.name]),
                None => assert_eq!((words.len(), row.name), (3, "three edits")),
            }
            recipe.sizes(HD).expect("fits");
        }
        for row in LARGE_ROWS {
            let recipe = row.recipe().expect("a recipe");
            recipe.sizes(row.size).expect("fits");
        }
    }

    #[test]
    fn a_line_is_found_again() {
        let (constant, slope) = nearest_line(&[(1.0, 5.0), (2.0, 7.0), (4.0, 11.0)]);
        assert!((constant - 3.0).abs() < 1e-12 && (slope - 2.0).abs() < 1e-12);
    }
}
