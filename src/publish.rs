//! From an original and a recipe to a published picture: everything that happens around the prover.

use std::path::{Path, PathBuf};

use proofroom_circuits::{
    Cancelled, Image, Progress, ProveError, Recipe, RecipeError, Stage, prove,
};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::camera::{Camera, MakerKey};
use crate::cancel::unless_cancelled;
use crate::envelope::{self, Enveloped};
use crate::openings::{Openings, OpeningsError};
use crate::original::Original;
use crate::png::{self, ORIGINAL_CHUNK, PROOF_CHUNK, Png};
use crate::published::{MAX_BOUND_BYTES, PublishedProof};
use crate::store::{self, Access, Staged, StoreError};
use crate::trust::Trust;
use crate::verdict::{Report, verify_file};

/// An edited picture with its proof, in memory.
pub struct PublishedPicture {
    /// The published pixels.
    pub image: Image,
    /// What proves them.
    pub proof: PublishedProof,
}

/// Where a published picture is written.
#[derive(Clone, Copy, Debug)]
pub struct Targets<'a> {
    /// The PNG.
    pub picture: &'a Path,
    /// The proof, if it shall be a file of its own; the PNG then carries none.
    pub sidecar: Option<&'a Path>,
}

/// What was published.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The verdict on the files that were written.
    pub report: Report,
    /// How many pictures of this original were published on this machine.
    pub openings: u32,
    /// Bytes of the PNG.
    pub picture_bytes: usize,
    /// Bytes of the proof, in the PNG or beside it.
    pub proof_bytes: usize,
}

/// Why nothing was published.
#[derive(Debug, Error)]
pub enum PublishError {
    /// The recipe does not fit the original.
    #[error("{0}; correct the edits")]
    Recipe(#[from] RecipeError),
    /// The user stopped it.
    #[error("stopped; nothing was written")]
    Cancelled(#[from] Cancelled),
    /// The text to bind is too long.
    #[error(
        "the text to bind has {0} bytes, and at most {MAX_BOUND_BYTES} can be bound; shorten it"
    )]
    BoundTooLong(usize),
    /// The camera's key was revoked.
    #[error(
        "the key of the camera that signed this original was revoked, so every check of the picture would reject it"
    )]
    Revoked,
    /// The count of openings forbids it.
    #[error(transparent)]
    Openings(#[from] OpeningsError),
    /// A file could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output would replace an original or a key.
    #[error("{} is an original or a key, which are never overwritten; choose another name", .0.display())]
    Private(PathBuf),
    /// Picture and proof in one place.
    #[error("the picture and its proof cannot be written to the same file; name two")]
    SamePlace,
    /// The program's own check failed.
    #[error(
        "the picture that was made does not verify ({0}), and was not written; please report this"
    )]
    DoesNotVerify(String),
    /// Other bytes on disk than were written.
    #[error("{} does not hold what was written to it; check the disk and publish again", .0.display())]
    Unlike(PathBuf),
}

impl From<ProveError> for PublishError {
    fn from(error: ProveError) -> Self {
        match error {
            ProveError::Recipe(error) => PublishError::Recipe(error),
            ProveError::Cancelled(cancelled) => PublishError::Cancelled(cancelled),
        }
    }
}

impl PublishedPicture {
    /// Applies the recipe to the original and proves it. The proof must not leave the program before
    /// [`Openings::raise`] counted it.
    ///
    /// # Errors
    /// If the recipe does not fit, or the user stops it.
    pub fn make(
        original: &Original,
        recipe: &Recipe,
        bound: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<Self, PublishError> {
        if let Some(text) = bound
            && text.len() > MAX_BOUND_BYTES
        {
            return Err(PublishError::BoundTooLong(text.len()));
        }
        let published = prove(&original.hidden, recipe, bound, progress)?;
        let proof = PublishedProof {
            attestation: original.attestation.clone(),
            commitments: original.hidden.commitments().to_vec(),
            bound: bound.map(str::to_owned),
            recipe: recipe.clone(),
            chain: published.proof,
        };
        Ok(PublishedPicture {
            image: published.image,
            proof,
        })
    }

    /// The proof as it stands in a chunk or a sidecar.
    pub fn payload(&self) -> Vec<u8> {
        envelope::seal(&self.proof).to_vec()
    }

    /// The PNG with the proof inside.
    pub fn to_png(&self) -> Vec<u8> {
        let plain = png::encode(&self.image);
        Png::parse(&plain)
            .expect("what was just encoded")
            .with_chunk(PROOF_CHUNK, &self.payload())
    }

    /// The PNG without the proof, for a sidecar.
    pub fn to_plain_png(&self) -> Vec<u8> {
        png::encode(&self.image)
    }
}

/// Checks everything that can be checked before the work of proving.
///
/// # Errors
/// What [`publish`] would say at its end.
pub fn check(
    original: &Original,
    recipe: &Recipe,
    targets: Targets<'_>,
    openings: &Openings,
    trust: &Trust,
) -> Result<(), PublishError> {
    recipe.sizes(original.hidden.size())?;
    if trust
        .revocation(&original.attestation.certificate)
        .is_some()
    {
        return Err(PublishError::Revoked);
    }
    openings.check(&original.hidden.hash())?;
    if targets
        .sidecar
        .is_some_and(|sidecar| store::same_place(sidecar, targets.picture))
    {
        return Err(PublishError::SamePlace);
    }
    for path in [Some(targets.picture), targets.sidecar]
        .into_iter()
        .flatten()
    {
        store::check_writable(path)?;
        if path.exists() && is_private(&Zeroizing::new(store::read(path, store::MAX_FILE_BYTES)?)) {
            return Err(PublishError::Private(path.to_owned()));
        }
    }
    Ok(())
}

/// Edits, proves, checks the result as anybody would, counts it, and writes it. The old files are
/// replaced only when the new ones are whole and verified.
///
/// # Errors
/// [`PublishError`]; then no proof left the program.
pub fn publish(
    original: &Original,
    recipe: &Recipe,
    bound: Option<&str>,
    targets: Targets<'_>,
    openings: &Openings,
    trust: &Trust,
    progress: &dyn Progress,
) -> Result<Receipt, PublishError> {
    check(original, recipe, targets, openings, trust)?;
    let made = PublishedPicture::make(original, recipe, bound, progress)?;
    let steps = made.proof.chain.steps.len();
    progress.report(1.0, Stage::Verifying, steps, steps);
    let beside = targets.sidecar.is_some();
    let (trust, bound) = (trust.clone(), bound.map(str::to_owned));
    let checking = move || {
        let payload = made.payload();
        let (picture, sidecar) = if beside {
            (made.to_plain_png(), Some(payload.as_slice()))
        } else {
            (made.to_png(), None)
        };
        let report = verify_file(&picture, sidecar, &trust, bound.as_deref());
        (picture, payload, report)
    };
    let (picture, payload, report) = unless_cancelled(progress, checking)?;
    if !report.holds() {
        return Err(PublishError::DoesNotVerify(report.message));
    }
    let sidecar = targets.sidecar.map(|path| (path, payload.as_slice()));
    let files = [sidecar, Some((targets.picture, &*picture))];
    let openings = openings.raise(&original.hidden.hash())?;
    let staged = files
        .into_iter()
        .flatten()
        .map(|(path, bytes)| Staged::new(path, bytes, Access::Public))
        .collect::<Result<Vec<_>, _>>()?;
    staged.into_iter().try_for_each(Staged::commit)?;
    for (path, bytes) in files.into_iter().flatten() {
        if store::read(path, store::MAX_FILE_BYTES)? != bytes {
            return Err(PublishError::Unlike(path.to_owned()));
        }
    }
    Ok(Receipt {
        report,
        openings,
        picture_bytes: picture.len(),
        proof_bytes: payload.len(),
    })
}

/// Whether a file is one of those that are never overwritten.
fn is_private(bytes: &[u8]) -> bool {
    bytes.starts_with(&MakerKey::MAGIC)
        || bytes.starts_with(&Camera::MAGIC)
        || png::find_chunk(bytes, ORIGINAL_CHUNK).is_some()
}
