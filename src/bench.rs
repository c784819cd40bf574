//! Measurements of single edits at 1280x720, and the figures of ZK-IMG to compare them with.
//!
//! Each measurement is made for a process that did nothing before; the command line starts one for each
//! row, so that peak memory and loading the parameters are what a user sees.

use std::path::Path;
use std::time::Instant;

use proofroom_circuits::{Image, Recipe, RecipeError, Rect, Seed, Size, Unwatched};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::camera::{BadName, Camera, DeviceName, MakerKey};
use crate::demo;
use crate::original::{Original, OriginalError};
use crate::photo::PhotoError;
use crate::publish::{PublishError, PublishedPicture};
use crate::store::{self, Access, StoreError};
use crate::trust::{Maker, Trust, TrustError};
use crate::verdict::{Report, verify_file};

/// An edit that is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its name, the edit's word.
    pub name: &'static str,
    /// The edit as a recipe.
    recipe: &'static str,
    /// Seconds that ZK-IMG takes to prove the same edit, on 64 threads.
    pub zk_img_prove_s: f64,
}

/// The rows, in the order of ZK-IMG's table.
pub const ROWS: &[Row] = &[
    Row {
        name: "crop",
        recipe: r#"[{"crop":{"x":320,"y":120,"width":640,"height":480}}]"#,
        zk_img_prove_s: 330.7,
    },
    Row {
        name: "resize",
        recipe: r#"[{"resize":{"width":640,"height":480}}]"#,
        zk_img_prove_s: 333.3,
    },
    Row {
        name: "contrast",
        recipe: r#"[{"contrast":{"permille":1300}}]"#,
        zk_img_prove_s: 363.9,
    },
    Row {
        name: "white_balance",
        recipe: r#"[{"white_balance":{"red_permille":1100,"green_permille":1000,"blue_permille":900}}]"#,
        zk_img_prove_s: 362.7,
    },
    Row {
        name: "rgb_to_ycbcr",
        recipe: r#"[{"rgb_to_ycbcr":{}}]"#,
        zk_img_prove_s: 607.5,
    },
    Row {
        name: "ycbcr_to_rgb",
        recipe: r#"[{"ycbcr_to_rgb":{}}]"#,
        zk_img_prove_s: 608.8,
    },
    Row {
        name: "convolve",
        recipe: r#"[{"convolve":{"preset":"sharpen"}}]"#,
        zk_img_prove_s: 427.9,
    },
];

/// What ZK-IMG published for all these edits together: from the best to the worst, on 64 threads.
pub mod zk_img {
    /// Time to derive keys.
    pub const KEYS: &str = "244 to 340 s";
    /// Time to verify.
    pub const VERIFY: &str = "4.9 to 7.3 ms";
    /// Size of a proof.
    pub const PROOF: &str = "3.0 to 6.6 KB";
    /// Memory.
    pub const PEAK: &str = "70.7 to 102.2 GB";
}

impl Row {
    /// The row of this name.
    pub fn named(name: &str) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.name == name)
    }

    /// The edit as a recipe.
    ///
    /// # Errors
    /// None, for the rows of [`ROWS`]; a test says so.
    pub fn recipe(&self) -> Result<Recipe, RecipeError> {
        Recipe::from_json(self.recipe)
    }
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
    /// Bytes of the proof as it stands in the file.
    pub proof_bytes: usize,
    /// The most memory that the process held, in megabytes, where the system tells.
    pub peak_mb: Option<f64>,
}

/// What the verifying process measured.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Verifying {
    /// Seconds from the file's bytes to the verdict, loading parameters and deriving keys included.
    pub verify_s: f64,
}

/// What the signing process measured.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Signing {
    /// Seconds to commit to the pixels and sign, loading parameters included.
    pub sign_s: f64,
    /// The most memory that the process held, in megabytes, where the system tells.
    pub peak_mb: Option<f64>,
}

/// Why nothing was measured.
#[derive(Debug, Error)]
pub enum BenchError {
    /// The sample photo is broken.
    #[error("the sample photo is broken: {0}")]
    Photo(#[from] PhotoError),
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The original does not open.
    #[error(transparent)]
    Original(#[from] OriginalError),
    /// Proving failed.
    #[error(transparent)]
    Publish(#[from] PublishError),
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

const ORIGINAL: &str = "original.png";
const PUBLISHED: &str = "published.png";

/// Signs the sample photo and leaves the original, and a trust list, in `folder` for the other
/// measurements.
///
/// # Errors
/// [`BenchError`].
pub fn measure_signing(folder: &Path) -> Result<Signing, BenchError> {
    let maker = MakerKey::random();
    let camera: Camera = maker.simulated_camera(DeviceName::new("Benchmark")?);
    let photo = hd(&demo::photo()?);
    let started = Instant::now();
    let original = camera.sign(photo, demo::now(), Seed::random());
    let sign_s = started.elapsed().as_secs_f64();
    let peak_mb = peak_mb();
    original.create_file(&folder.join(ORIGINAL))?;
    let trust = Trust::of_makers(vec![Maker {
        name: "Benchmark".into(),
        key: maker.public(),
    }]);
    store::create(
        &folder.join(Trust::FILE),
        trust.to_json().as_bytes(),
        Access::Public,
    )?;
    Ok(Signing { sign_s, peak_mb })
}

/// Proves one row from the original in `folder`, and leaves the published picture there.
///
/// # Errors
/// [`BenchError`].
pub fn measure_proving(row: &Row, folder: &Path) -> Result<Proving, BenchError> {
    let recipe = row.recipe().map_err(PublishError::Recipe)?;
    let (original, open_s) = timed(|| Original::open_file(&folder.join(ORIGINAL)));
    let original = original?;
    let (derived, keys_s) =
        timed(|| proofroom_circuits::derive_keys(&recipe, original.hidden.size()));
    derived.map_err(PublishError::Recipe)?;
    let (made, prove_s) = timed(|| PublishedPicture::make(&original, &recipe, None, &Unwatched));
    let made = made?;
    let peak_mb = peak_mb();
    store::replace(&folder.join(PUBLISHED), &made.to_png(), Access::Public)?;
    Ok(Proving {
        open_s,
        keys_s,
        prove_s,
        proof_bytes: made.payload().len(),
        peak_mb,
    })
}

/// Verifies the published picture in `folder`.
///
/// # Errors
/// [`BenchError`], also if the picture does not verify.
pub fn measure_verifying(folder: &Path) -> Result<Verifying, BenchError> {
    let trust = Trust::read(&folder.join(Trust::FILE))?;
    let file = store::read(&folder.join(PUBLISHED), store::MAX_FILE_BYTES)?;
    let (report, verify_s): (Report, f64) = timed(|| verify_file(&file, None, &trust, None));
    if report.holds() {
        Ok(Verifying { verify_s })
    } else {
        Err(BenchError::DoesNotVerify(report.message))
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let started = Instant::now();
    let result = work();
    (result, started.elapsed().as_secs_f64())
}

/// The part of the photo in its middle that has the size of the published figures.
fn hd(photo: &Image) -> Image {
    let size = Size {
        width: 1280,
        height: 720,
    };
    let middle = |whole: u32, part: u32| whole.saturating_sub(part) / 2;
    let Size { width, height } = photo.size();
    photo.crop(Rect {
        x: middle(width, size.width),
        y: middle(height, size.height),
        width: size.width,
        height: size.height,
    })
}

/// The most memory that this process ever held, in megabytes of 10^6 bytes.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_fits_the_photo() {
        let size = hd(&demo::photo().expect("the sample")).size();
        assert_eq!((size.width, size.height), (1280, 720));
        for row in ROWS {
            let recipe = row.recipe().expect("a recipe");
            assert_eq!(
                recipe
                    .edits()
                    .iter()
                    .map(proofroom_circuits::Edit::word)
                    .collect::<Vec<_>>(),
                [row.name]
            );
            recipe.sizes(size).expect("fits");
        }
    }
}
