//! One recipe for many originals: what `proofroom edit` does with a folder.
//!
//! Each photo is published as if it were alone, by [`publish`]. A photo whose published picture is there
//! already, with the same edits and text, is left as it is: so an interrupted run is resumed by starting it
//! again, and costs no second opening of what was published before.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proofroom_circuits::{Progress, Recipe, Stage};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::cancel::unless_cancelled;
use crate::openings::Openings;
use crate::original::{Original, OriginalError};
use crate::png::{self, ORIGINAL_CHUNK, PROOF_CHUNK};
use crate::publish::{PublishError, Receipt, Targets, publish};
use crate::published::PublishedProof;
use crate::store::{self, StoreError};
use crate::trust::Trust;
use crate::verdict::verify_file;
use crate::{envelope, text};

/// What is done to every photo.
pub struct Batch<'a> {
    /// The edits.
    pub recipe: &'a Recipe,
    /// The text to bind the proofs to.
    pub bound: Option<&'a str>,
    /// The folder for the published pictures.
    pub out: &'a Path,
    /// Where published pictures are counted.
    pub openings: &'a Openings,
    /// The trust list that results are checked with.
    pub trust: &'a Trust,
}

/// What became of one photo.
#[derive(Debug)]
pub enum Outcome {
    /// It was published.
    Published(Box<Receipt>),
    /// It had been published before, with the same edits and text.
    AlreadyThere,
}

/// Why a photo was not published.
#[derive(Debug, Error)]
pub enum BatchError {
    /// The original does not open.
    #[error(transparent)]
    Original(#[from] OriginalError),
    /// It cannot be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A file cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The attested originals in a folder, by name; and how many other files there are.
///
/// # Errors
/// If the folder or a file in it cannot be read.
pub fn originals(folder: &Path) -> Result<(Vec<PathBuf>, usize), StoreError> {
    let mut originals = Vec::new();
    let mut others = 0;
    for path in store::files_in(folder)? {
        // Originals are private; their bytes leave no trace in memory.
        let bytes = Zeroizing::new(store::read(&path, store::MAX_FILE_BYTES)?);
        if png::find_chunk(&bytes, ORIGINAL_CHUNK).is_some() {
            originals.push(path);
        } else {
            others += 1;
        }
    }
    originals.sort();
    Ok((originals, others))
}

impl Batch<'_> {
    /// The file for the published picture of an original: `NAME.original.png` becomes `NAME.published.png`.
    pub fn target(&self, original: &Path) -> PathBuf {
        let stem = original.file_stem().unwrap_or_default().to_string_lossy();
        let stem = stem.strip_suffix(".original").unwrap_or(&stem);
        self.out.join(format!("{stem}.published.png"))
    }

    /// Publishes one photo, unless it is published already.
    ///
    /// # Errors
    /// [`BatchError`]; then nothing was written.
    pub fn publish(&self, path: &Path, progress: &dyn Progress) -> Result<Outcome, BatchError> {
        let original =
            Original::open_file_unless_cancelled(path, progress).map_err(PublishError::from)??;
        let picture = self.target(path);
        if self.is_there(&original, &picture, progress)? {
            return Ok(Outcome::AlreadyThere);
        }
        let targets = Targets {
            picture: &picture,
            sidecar: None,
        };
        let receipt = publish(
            &original,
            self.recipe,
            self.bound,
            targets,
            self.openings,
            self.trust,
            progress,
        )?;
        Ok(Outcome::Published(Box::new(receipt)))
    }

    /// Whether the picture is there, with a proof of these edits of this original that holds.
    fn is_there(
        &self,
        original: &Original,
        picture: &Path,
        progress: &dyn Progress,
    ) -> Result<bool, BatchError> {
        if !picture.exists() {
            return Ok(false);
        }
        let bytes = store::read(picture, store::MAX_FILE_BYTES)?;
        let proof = png::find_chunk(&bytes, PROOF_CHUNK)
            .and_then(|payload| envelope::open::<PublishedProof>(payload).ok());
        let is_asked_for = proof.is_some_and(|proof| {
            proof.original_hash() == original.hidden.hash()
                && proof.recipe == *self.recipe
                && proof.bound.as_deref() == self.bound
        });
        if !is_asked_for {
            return Ok(false);
        }
        let (trust, bound) = (self.trust.clone(), self.bound.map(str::to_owned));
        let holds = move || verify_file(&bytes, None, &trust, bound.as_deref()).holds();
        Ok(unless_cancelled(progress, holds).map_err(PublishError::from)?)
    }

    /// Publishes photos, so many at a time, and tells of each as soon as it is done. Stops taking new ones
    /// when `progress` says that the user wants to stop.
    pub fn run(
        &self,
        originals: &[PathBuf],
        jobs: usize,
        progress: &dyn Progress,
        tell: &(dyn Fn(&Path, Result<Outcome, BatchError>) + Sync),
    ) {
        let next = AtomicUsize::new(0);
        let work = || {
            while !progress.cancelled()
                && let Some(path) = originals.get(next.fetch_add(1, Ordering::Relaxed))
            {
                tell(path, self.publish(path, &Quietly(progress)));
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..jobs.clamp(1, originals.len().max(1)) {
                scope.spawn(work);
            }
        });
    }
}

/// Passes on only the wish to stop: progress is told by photo.
struct Quietly<'a>(&'a dyn Progress);

impl Progress for Quietly<'_> {
    fn report(&self, _: f64, _: Stage, _: usize, _: usize) {}

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

/// One line on what became of a photo.
pub fn in_words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Published(receipt) => format!(
            "published and verified, {} with a proof of {}",
            text::bytes(receipt.picture_bytes as u64),
            text::bytes(receipt.proof_bytes as u64)
        ),
        Outcome::AlreadyThere => "published before, left as it is".into(),
    }
}
