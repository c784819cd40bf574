//! From an original and a recipe to a published picture: everything that happens around the prover.
//!
//! Whether a file may be replaced ([`targets`]) is checked before the work begins, and again when the result is
//! written: a file that appeared or changed meanwhile is left alone. A proof that is finished and cannot be written
//! is not lost ([`PublishError::NotWritten`], [`Finished`]).

pub mod batch;
pub mod captioning;
pub mod count;
pub mod estimate;
pub mod order;
pub mod plan;
pub mod recaption;
pub mod renditions;
pub mod targets;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proofroom_circuits::{
    Cancelled, Image, ImageHash, OutputFormat, PlacedRecipe, Progress, ProveError, PublishedOutput,
    Recipe, RecipeError, Stage, prove_with_places,
};
use thiserror::Error;

use crate::captions::template::TemplateError;
use crate::captions::{self, CaptionError, Captions};
use crate::format::envelope;
use crate::format::original::Original;
use crate::format::picture::{self, PictureFile};
use crate::format::published::{MAX_BOUND_BYTES, PublishedProof};
use crate::publish::count::{Publications, PublicationsError};
use crate::publish::targets::{
    Export, Found, Replaces, Seen, TargetError, Targets, check_targets, look,
};
use crate::rules::{JudgedEdits, Rules};
use crate::system::cancel::unless_cancelled;
use crate::system::files::{self, Access, FileError, Staged};
use crate::system::text;
use crate::verify::trust::Trust;
use crate::verify::{Report, verify_file};
use crate::words::Language;

/// An edited picture with its proof, in memory.
pub struct PublishedPicture {
    /// The published pixels, or the published coefficients of a JPEG.
    pub output: PublishedOutput,
    /// What proves them.
    pub proof: PublishedProof,
}

/// Somebody who adds Content Credentials to pictures. It is a part of the program that this library does not know.
pub trait AddCredentials: Send + Sync {
    /// Who signs them, as readers will be told.
    fn name(&self) -> &str;

    /// The picture, a file that is ready to be published, with one place more, which holds them, and otherwise the
    /// same. `proof` is what proves it, in the picture or beside it.
    ///
    /// # Errors
    /// Why there are none, in a sentence.
    fn add(&self, picture: &[u8], proof: &[u8]) -> Result<Vec<u8>, String>;
}

/// What a publication is besides the edits and their proof.
#[derive(Clone, Default)]
pub struct Extras<'a> {
    /// Whether pixels are published, in a PNG, or a JPEG of them.
    pub format: OutputFormat,
    /// A text to bind the proof to.
    pub bound: Option<&'a str>,
    /// Who adds Content Credentials, if anybody does.
    pub credentials: Option<Arc<dyn AddCredentials>>,
    /// What the picture says about itself. Without it, a new picture says nothing, and one that is there already keeps
    /// what it says.
    pub captions: Option<Captions>,
    /// House rules that must be kept, if there are some. Nothing of them is in the picture.
    pub rules: Option<&'a Rules>,
}

impl<'a> From<Option<&'a str>> for Extras<'a> {
    fn from(bound: Option<&'a str>) -> Self {
        Extras { bound, ..Extras::default() }
    }
}

/// What was published.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Receipt {
    /// The verdict on the files that were written.
    pub report: Report,
    /// How many pictures of this original were published on this machine.
    pub publications: u32,
    /// Bytes of the picture's file.
    pub picture_bytes: usize,
    /// Bytes of the proof, in the picture or beside it.
    pub proof_bytes: usize,
    /// Whether the same export was there already, so that nothing was proved or counted.
    pub already_there: bool,
    /// Whether it was, and only its captions were written anew.
    pub recaptioned: bool,
    /// What the user should know if no earlier publication was known, a sentence or two.
    pub publications_note: Option<String>,
}

impl Receipt {
    /// That it was there already and what became of it, as the end of what is said of a picture among others.
    pub fn before(&self) -> Option<&'static str> {
        self.already_there.then_some(match self.recaptioned {
            true => "already there, with new captions",
            false => "already there",
        })
    }
}

/// Why nothing was published.
#[derive(Debug, Error)]
#[non_exhaustive]
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
        "the key that signed this original was revoked, so every check of the picture would reject it"
    )]
    Revoked,
    /// House rules that had to be kept are not. Each breach is a sentence.
    #[error(
        "the edits are not within the rules of {}, so nothing was published. {}",
        text::quoted(.name),
        .breaches.join(" ")
    )]
    Rules {
        /// Whose rules they are.
        name: String,
        /// Which edit breaks which rule.
        breaches: Vec<String>,
    },
    /// The count of publications forbids it.
    #[error(transparent)]
    Count(#[from] PublicationsError),
    /// A place that cannot be written to, or a file that could not be written.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The program's own check failed.
    #[error(
        "the picture that was made does not verify ({0}), and was not written; please report this"
    )]
    DoesNotVerify(String),
    /// The disk holds other bytes than were written.
    #[error("{} does not hold what was written to it; check the disk and publish again", .0.display())]
    Unlike(PathBuf),
    /// The captions cannot be written.
    #[error(transparent)]
    Captions(#[from] CaptionError),
    /// The template of the captions cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// Content Credentials could not be added.
    #[error("no Content Credentials could be added to the finished picture: {0}")]
    Credentials(String),
    /// Everything was done except the writing. The finished picture can be saved elsewhere.
    #[error("{}", .0.error)]
    NotWritten(Box<NotWritten>),
}

/// A finished picture that could not be written.
#[derive(Debug)]
pub struct NotWritten {
    /// Why.
    pub error: PublishError,
    /// The finished picture: [`Finished::write`] saves it elsewhere without counting a second publication. If it is
    /// dropped, it is lost.
    pub finished: Finished,
}

impl From<FileError> for PublishError {
    fn from(error: FileError) -> Self {
        PublishError::Target(error.into())
    }
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
    /// Applies the recipe to the original and proves it. Of a JPEG, the pixels before compression are gone when this
    /// returns: they are not public. The proof must not leave the program before [`Publications::raise`] has counted
    /// it.
    ///
    /// # Errors
    /// If the recipe or a place does not fit, or the user stops it.
    pub fn make<'a>(
        original: &Original,
        recipe: impl Into<PlacedRecipe<'a>>,
        format: OutputFormat,
        bound: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<Self, PublishError> {
        if let Some(text) = bound
            && text.len() > MAX_BOUND_BYTES
        {
            return Err(PublishError::BoundTooLong(text.len()));
        }
        let PlacedRecipe { recipe, places } = recipe.into();
        let attestation = original.attestation.to_bytes();
        let hidden = &original.hidden;
        let published =
            prove_with_places(hidden, places, &attestation, recipe, bound, format, progress)?;
        let proof = PublishedProof {
            attestation: original.attestation.clone(),
            commitments: original.hidden.commitments().to_vec(),
            bound: bound.map(str::to_owned),
            recipe: recipe.clone(),
            chain: published.proof,
        };
        Ok(PublishedPicture { output: published.output, proof })
    }

    /// The published pixels, if it is a PNG.
    pub fn image(&self) -> Option<&Image> {
        match &self.output {
            PublishedOutput::Pixels(image) => Some(image),
            PublishedOutput::Jpeg(_) => None,
        }
    }

    /// The proof as in a chunk or a sidecar.
    pub fn payload(&self) -> Vec<u8> {
        envelope::seal(&self.proof).to_vec()
    }

    /// The file with the proof inside.
    pub fn to_file(&self) -> Vec<u8> {
        picture::with_proof(&self.to_plain_file(), &self.payload())
    }

    /// The file without the proof, for a sidecar.
    pub fn to_plain_file(&self) -> Vec<u8> {
        picture::encode(&self.output)
    }
}

/// Checks everything that can be checked before the work of proving.
///
/// # Errors
/// What [`publish`] would say at its end.
pub fn check<'a>(
    original: &Original,
    recipe: impl Into<PlacedRecipe<'a>>,
    format: OutputFormat,
    targets: Targets<'_>,
    publications: &Publications,
    trust: &Trust,
) -> Result<(), PublishError> {
    check_export(original, recipe.into(), publications, trust)?;
    check_targets(targets, format)?;
    Ok(look(&original.hidden.hash(), targets.picture, targets.sidecar)?.allowed(targets)?)
}

/// Checks what does not depend on where the export is written.
fn check_export(
    original: &Original,
    recipe: PlacedRecipe<'_>,
    publications: &Publications,
    trust: &Trust,
) -> Result<(), PublishError> {
    recipe.edits(original.hidden.size())?;
    if trust.revocation(&original.attestation.certificate).is_some() {
        return Err(PublishError::Revoked);
    }
    Ok(publications.check(&original.hidden.hash())?)
}

/// Checks the house rules that must be kept, before the work of proving.
fn check_rules(
    original: &Original,
    recipe: &Recipe,
    extras: &Extras<'_>,
    trust: &Trust,
) -> Result<(), PublishError> {
    let Some(rules) = extras.rules else { return Ok(()) };
    let format = Some(extras.format.into());
    let judged = rules.judge_edits(original, recipe, format, trust, Language::English);
    let JudgedEdits { name, breaches } = judged;
    if breaches.is_empty() {
        return Ok(());
    }
    let breaches = breaches.into_iter().map(|breach| breach.sentence).collect();
    Err(PublishError::Rules { name, breaches })
}

/// Edits, proves, checks the result as any reader would, counts it, and writes it. Old files are replaced only when
/// the new ones are whole and verified. If the same export is there already and verifies, it is left as it is, and
/// nothing is counted.
///
/// # Errors
/// [`PublishError`]; then no proof left the program.
pub fn publish<'a>(
    original: &Original,
    recipe: impl Into<PlacedRecipe<'a>>,
    extras: impl Into<Extras<'a>>,
    targets: Targets<'_>,
    publications: &Publications,
    trust: &Trust,
    progress: &dyn Progress,
) -> Result<Receipt, PublishError> {
    let (recipe, extras) = (recipe.into(), extras.into());
    let by = By { publications, trust, progress };
    match place(original, recipe, &extras, targets, by)? {
        Place::Taken(receipt) => Ok(*receipt),
        Place::Free(seen) => fill(original, recipe, extras, targets, &seen, by),
    }
}

/// By whom a publication is counted and checked, and who is told of its progress.
#[derive(Clone, Copy)]
struct By<'a> {
    publications: &'a Publications,
    trust: &'a Trust,
    progress: &'a dyn Progress,
}

/// The place where an export is to be written.
enum Place {
    /// The same export is there.
    Taken(Box<Receipt>),
    /// What is there may be replaced.
    Free(Box<Seen>),
}

/// Looks at the place of an export, before it is made.
fn place(
    original: &Original,
    recipe: PlacedRecipe<'_>,
    extras: &Extras<'_>,
    targets: Targets<'_>,
    By { publications, trust, progress }: By<'_>,
) -> Result<Place, PublishError> {
    let hash = original.hidden.hash();
    check_rules(original, recipe.recipe, extras, trust)?;
    check_targets(targets, extras.format)?;
    let looking = {
        let picture = targets.picture.to_owned();
        let sidecar = targets.sidecar.map(Path::to_owned);
        let (recipe, trust) = (recipe.recipe.clone(), trust.clone());
        let (format, bound) = (extras.format, extras.bound.map(str::to_owned));
        let credentials = extras.credentials.is_some();
        move || {
            let seen = look(&hash, &picture, sidecar.as_deref())?;
            let export = Export { recipe: &recipe, format, bound: bound.as_deref(), credentials };
            let report = seen.same_export(&export, &trust);
            Ok::<_, PublishError>((seen, report))
        }
    };
    let (mut seen, report) = unless_cancelled(progress, looking)??;
    if let Some(report) = report
        && shows_the_same(&seen.picture.bytes, original, recipe)?
    {
        let proof = seen.sidecar.as_ref().map(|found| Cow::Borrowed(&found.bytes[..]));
        let proof = proof.or_else(|| picture::find_proof(&seen.picture.bytes)).unwrap_or_default();
        let mut receipt = Receipt {
            report,
            publications: publications.count(&hash)?,
            picture_bytes: seen.picture.bytes.len(),
            proof_bytes: proof.len(),
            already_there: true,
            recaptioned: false,
            publications_note: None,
        };
        if let Some(captions) = &extras.captions
            && Captions::read(&seen.picture.bytes) != captions.checked()?
        {
            let picture = recaptioned(&seen.picture.bytes, captions, &proof, extras)?;
            let sidecar = seen.sidecar.as_ref().map(|found| &found.bytes[..]);
            receipt.report = verify_file(&picture, sidecar, trust, extras.bound);
            if !receipt.report.holds() {
                return Err(PublishError::DoesNotVerify(receipt.report.message));
            }
            let staged = Staged::new(targets.picture, &picture, Access::Public)?;
            seen.still(targets)?;
            staged.replace()?;
            (receipt.picture_bytes, receipt.recaptioned) = (picture.len(), true);
        }
        return Ok(Place::Taken(Box::new(receipt)));
    }
    seen.allowed(targets)?;
    // It is no longer needed, and proving needs memory.
    seen.picture.bytes = Vec::new();
    Ok(Place::Free(Box::new(seen)))
}

/// The picture that is there, with other captions. Content Credentials cover these, so that they are made anew.
fn recaptioned(
    picture: &[u8],
    captions: &Captions,
    proof: &[u8],
    extras: &Extras<'_>,
) -> Result<Vec<u8>, PublishError> {
    let without = picture::without_credentials(picture);
    let picture = captions::write(without.as_deref().unwrap_or(picture), captions)?;
    with_credentials(picture, proof, extras.credentials.as_deref())
}

/// The picture with Content Credentials, if somebody adds some. They come last: they cover every other byte.
fn with_credentials(
    picture: Vec<u8>,
    proof: &[u8],
    credentials: Option<&dyn AddCredentials>,
) -> Result<Vec<u8>, PublishError> {
    let Some(credentials) = credentials else { return Ok(picture) };
    let with = credentials.add(&picture, proof).map_err(PublishError::Credentials)?;
    // The picture was verified without them. It still holds if they are all that was added, and change nothing that is
    // shown.
    let is_harmless = PictureFile::parse(&with).is_ok_and(|file| file.appearance().is_none());
    if is_harmless && picture::without_credentials(&with).is_some_and(|rest| rest == picture) {
        Ok(with)
    } else {
        Err(PublishError::Credentials("they change the picture".into()))
    }
}

/// Makes an export and writes it to its place.
fn fill(
    original: &Original,
    recipe: PlacedRecipe<'_>,
    extras: Extras<'_>,
    targets: Targets<'_>,
    seen: &Seen,
    by: By<'_>,
) -> Result<Receipt, PublishError> {
    let mut finished = finish_as(targets.sidecar.is_some(), original, recipe, extras, by)?;
    if let (Some(note), Replaces::OwnPublication) = (&mut finished.publications_note, seen.worst())
    {
        note.push_str(&format!(
            " But {} is one: it was made on another machine, or its count was lost.",
            text::path(targets.picture)
        ));
    }
    finished
        .write_over(targets, seen)
        .map_err(|error| PublishError::NotWritten(Box::new(NotWritten { error, finished })))
}

/// Whether a publication of this recipe holds the picture that this export would make. A recipe does not say where its
/// hidden crops are taken, so only the picture tells; of two places that give the same picture nobody can tell which
/// was published.
fn shows_the_same(
    picture: &[u8],
    original: &Original,
    recipe: PlacedRecipe<'_>,
) -> Result<bool, PublishError> {
    if recipe.places.is_empty() {
        recipe.edits(original.hidden.size())?;
        return Ok(true);
    }
    let content = PictureFile::parse(picture).ok().and_then(|file| file.content().ok());
    let Some(content) = content else { return Ok(false) };
    Ok(recipe.gives(original.hidden.image(), content.as_output())?)
}

/// Edits, proves, and checks the result as any reader would, but writes nothing: the picture may also go somewhere
/// other than a file ([`Finished::hand_over`]).
///
/// # Errors
/// [`PublishError`].
pub fn finish<'a>(
    original: &Original,
    recipe: impl Into<PlacedRecipe<'a>>,
    extras: impl Into<Extras<'a>>,
    publications: &Publications,
    trust: &Trust,
    progress: &dyn Progress,
) -> Result<Finished, PublishError> {
    let (recipe, extras) = (recipe.into(), extras.into());
    check_rules(original, recipe.recipe, &extras, trust)?;
    let by = By { publications, trust, progress };
    finish_as(false, original, recipe, extras, by)
}

/// As [`finish`], checking the proof inside the picture or `beside` it.
fn finish_as(
    beside: bool,
    original: &Original,
    recipe: PlacedRecipe<'_>,
    extras: Extras<'_>,
    By { publications, trust, progress }: By<'_>,
) -> Result<Finished, PublishError> {
    let hash = original.hidden.hash();
    let Extras { format, bound, credentials, captions, .. } = extras;
    let captions = captions.map(|captions| captions.checked()).transpose()?;
    // This comes before the check, which makes the folder of the counts.
    let publications_note = publications.known(&hash)?.note(Language::English);
    check_export(original, recipe, publications, trust)?;
    let made = PublishedPicture::make(original, recipe, format, bound, &Proving(progress))?;
    let steps = made.proof.chain.steps.len();
    progress.report(Proving::SHARE, Stage::Verifying, steps, steps);
    let (trust, bound) = (trust.clone(), bound.map(str::to_owned));
    let checking = move || {
        let (mut picture, payload) = (made.to_plain_file(), made.payload());
        if let Some(captions) = captions {
            picture = captions::write(&picture, &captions)?;
        }
        let report = if beside {
            verify_file(&picture, Some(&payload), &trust, bound.as_deref())
        } else {
            let whole = picture::with_proof(&picture, &payload);
            verify_file(&whole, None, &trust, bound.as_deref())
        };
        Ok::<_, PublishError>((picture, payload, report))
    };
    let (picture, payload, report) = unless_cancelled(progress, checking)??;
    if !report.holds() {
        return Err(PublishError::DoesNotVerify(report.message));
    }
    Ok(Finished {
        original: hash,
        format,
        picture,
        payload,
        credentials,
        report,
        publications: publications.clone(),
        publications_note,
        counted: None,
        has_left: false,
    })
}

/// The progress of proving as a part of the whole work. Checking the result takes time, too, but reports no
/// progress.
struct Proving<'a>(&'a dyn Progress);

impl Proving<'_> {
    /// Roughly the part of the time that proving takes.
    const SHARE: f64 = 0.96;
}

impl Progress for Proving<'_> {
    fn report(&self, done: f64, stage: Stage, step: usize, steps: usize) {
        self.0.report(Self::SHARE * done, stage, step, steps);
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

/// A picture that is proved and verified, in memory. It is counted when it is first written somewhere. If it could
/// not be written anywhere, the count is taken back when it is dropped.
pub struct Finished {
    original: ImageHash,
    format: OutputFormat,
    /// The file without the proof.
    picture: Vec<u8>,
    payload: Vec<u8>,
    /// Who adds Content Credentials when it is written.
    credentials: Option<Arc<dyn AddCredentials>>,
    report: Report,
    publications: Publications,
    publications_note: Option<String>,
    /// The count after this picture was counted.
    counted: Option<u32>,
    /// Whether the proof may have left the program by now.
    has_left: bool,
}

impl std::fmt::Debug for Finished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finished").field("original", &self.original).finish_non_exhaustive()
    }
}

impl Finished {
    /// Writes the picture to other targets than those that failed.
    ///
    /// # Errors
    /// [`PublishError`]; then it can be written elsewhere.
    pub fn write(&mut self, targets: Targets<'_>) -> Result<Receipt, PublishError> {
        check_targets(targets, self.format)?;
        let seen = look(&self.original, targets.picture, targets.sidecar)?;
        seen.allowed(targets)?;
        self.write_over(targets, &seen)
    }

    /// Counts the picture, and returns the file with the proof inside, to be written to something other than a file.
    ///
    /// # Errors
    /// If it cannot be counted.
    pub fn hand_over(&mut self) -> Result<(Vec<u8>, Receipt), PublishError> {
        let picture = self.file(false)?;
        let publications = self.count()?;
        self.has_left = true;
        let receipt = self.receipt(publications, picture.len());
        Ok((picture, receipt))
    }

    /// Writes the picture. It replaces the files that were seen before, and nothing else.
    fn write_over(&mut self, targets: Targets<'_>, seen: &Seen) -> Result<Receipt, PublishError> {
        let picture = self.file(targets.sidecar.is_some())?;
        let publications = self.count()?;
        let sidecar = targets.sidecar.zip(seen.sidecar.as_ref());
        let files: Vec<(&Path, &[u8], &Found)> = sidecar
            .map(|(path, found)| (path, &self.payload[..], found))
            .into_iter()
            .chain([(targets.picture, &picture[..], &seen.picture)])
            .collect();
        let staged = files
            .iter()
            .map(|(path, bytes, _)| Staged::new(path, bytes, Access::Public))
            .collect::<Result<Vec<_>, _>>()?;
        seen.still(targets)?;
        for (index, (staged, (_, _, found))) in staged.into_iter().zip(&files).enumerate() {
            let placed = match found.print {
                None => staged.create(),
                Some(_) => staged.replace(),
            };
            if let Err(error) = placed {
                for (path, _, found) in &files[..index] {
                    found.put_back(path);
                }
                return Err(error.into());
            }
            self.has_left = true;
        }
        for (path, bytes, _) in &files {
            if files::read(path, files::MAX_FILE_BYTES)? != *bytes {
                return Err(PublishError::Unlike(path.to_path_buf()));
            }
        }
        Ok(self.receipt(publications, picture.len()))
    }

    /// The file as it is written, with the proof inside or `beside` it.
    fn file(&self, beside: bool) -> Result<Vec<u8>, PublishError> {
        let picture = match beside {
            true => self.picture.clone(),
            false => picture::with_proof(&self.picture, &self.payload),
        };
        with_credentials(picture, &self.payload, self.credentials.as_deref())
    }

    fn count(&mut self) -> Result<u32, PublicationsError> {
        let count = match self.counted {
            Some(count) => count,
            None => self.publications.raise(&self.original)?,
        };
        self.counted = Some(count);
        Ok(count)
    }

    fn receipt(&self, publications: u32, picture_bytes: usize) -> Receipt {
        Receipt {
            report: self.report.clone(),
            publications,
            picture_bytes,
            proof_bytes: self.payload.len(),
            already_there: false,
            recaptioned: false,
            publications_note: self.publications_note.clone(),
        }
    }
}

impl Drop for Finished {
    fn drop(&mut self) {
        if self.counted.is_some() && !self.has_left {
            // If that fails, the count is one too high, which does no harm.
            let _ = self.publications.take_back(&self.original);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use crate::format::picture::PictureFormat;
    use crate::format::png;
    use crate::publish::targets::replaces;
    use crate::system::files::obstacles::Obstacle::{self, NoLinks, NoLocks, NoSync};
    use crate::system::files::obstacles::standing;
    use proofroom_circuits::{HiddenPlace, Recipe, Seed, Size, Unwatched};

    const SIZE: Size = match Size::new(6, 4) {
        Ok(size) => size,
        Err(_) => panic!("no size"),
    };

    fn signed(seed: u8) -> Original {
        let camera = MakerKey::dangerously_from_bytes([1; 32])
            .simulated_camera(DeviceName::new("Test").expect("a name"));
        let image = Image::new(SIZE, vec![seed; SIZE.bytes()]);
        camera.sign(image, 0, Seed::dangerously_from_bytes([seed; 32]))
    }

    /// A folder for pictures and one for counts, with an original.
    struct Desk {
        folder: tempfile::TempDir,
        original: Original,
        publications: Publications,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let publications = Publications::in_folder(&folder.path().join("state"));
            Desk { folder, original: signed(2), publications }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
            let path = self.path(name);
            std::fs::write(&path, bytes).expect("writes");
            path
        }

        fn read(&self, name: &str) -> Vec<u8> {
            std::fs::read(self.path(name)).expect("reads")
        }

        fn count(&self) -> u32 {
            let count = self.publications.count(&self.original.hidden.hash());
            count.expect("a count")
        }

        fn publish(&self, bound: &str, targets: Targets<'_>) -> Result<Receipt, PublishError> {
            self.publish_watched(bound, targets, &Unwatched)
        }

        fn publish_watched(
            &self,
            bound: &str,
            targets: Targets<'_>,
            progress: &dyn Progress,
        ) -> Result<Receipt, PublishError> {
            let recipe = Recipe::from_json(r#"[{"flip":{"axis":"vertical"}}]"#).expect("a recipe");
            let trust = Trust::empty();
            let (original, publications) = (&self.original, &self.publications);
            publish(original, &recipe, Some(bound), targets, publications, &trust, progress)
        }

        fn replaces(&self, targets: Targets<'_>) -> Replaces {
            replaces(&self.original, targets, PictureFormat::Png).expect("may be asked")
        }

        #[track_caller]
        fn holds(&self, picture: &str, sidecar: Option<&str>) {
            let sidecar = sidecar.map(|name| self.read(name));
            let report =
                verify_file(&self.read(picture), sidecar.as_deref(), &Trust::empty(), None);
            assert!(report.holds(), "{}", report.message);
        }
    }

    /// Does something once everything is proved and nothing is written yet.
    struct Meanwhile<F>(F);

    impl<F: Fn() + Sync> Progress for Meanwhile<F> {
        fn report(&self, _: f64, stage: Stage, _: usize, _: usize) {
            if stage == Stage::Verifying {
                (self.0)();
            }
        }

        fn cancelled(&self) -> bool {
            false
        }
    }

    /// A recipe with a hidden crop does not say which picture it makes, so the pixels decide whether an export is there
    /// already.
    #[test]
    fn a_hidden_crop_of_another_place_is_another_publication() {
        let mut desk = Desk::new();
        let pixels = (0..SIZE.bytes()).map(|at| if at < 36 { 7 } else { at as u8 }).collect();
        let camera = MakerKey::dangerously_from_bytes([1; 32])
            .simulated_camera(DeviceName::new("Test").expect("a name"));
        desk.original =
            camera.sign(Image::new(SIZE, pixels), 0, Seed::dangerously_from_bytes([3; 32]));
        let picture = desk.path("out.png");
        let publish_at = |edits: &str, places: &[(u32, u32)]| {
            let recipe = Recipe::from_json(edits).expect("a recipe");
            let places: Vec<_> = places.iter().map(|&(x, y)| HiddenPlace::new(x, y)).collect();
            let recipe = PlacedRecipe { recipe: &recipe, places: &places };
            let (targets, trust) = (Targets::picture(&picture), Trust::empty());
            publish(&desk.original, recipe, None, targets, &desk.publications, &trust, &Unwatched)
        };
        let alone = r#"[{"crop_hidden":{"width":2,"height":1}}]"#;
        let resized =
            r#"[{"crop_hidden":{"width":2,"height":1}},{"resize":{"width":1,"height":1}}]"#;
        for (edits, place, already_there) in [
            (alone, (0, 0), false),
            (alone, (0, 0), true),
            // The first two rows are flat: nobody can tell this place from the one before.
            (alone, (3, 1), true),
            (alone, (3, 2), false),
            (alone, (2, 2), false),
            (alone, (2, 2), true),
            (resized, (2, 2), false),
            (resized, (2, 2), true),
            (resized, (3, 2), false),
        ] {
            let before = desk.count();
            let receipt = publish_at(edits, &[place]).expect("publishes");
            assert_eq!(receipt.already_there, already_there, "{edits} at {place:?}");
            assert_eq!(desk.count(), before + u32::from(!already_there));
        }
        let (before, count) = (desk.read("out.png"), desk.count());
        for places in [&[][..], &[(5, 0)], &[(0, 4)], &[(0, 0), (0, 0)]] {
            let error = publish_at(alone, places).expect_err("refused");
            assert!(matches!(error, PublishError::Recipe(_)), "{error}");
        }
        assert_eq!((desk.read("out.png"), desk.count()), (before, count));
        // What is remembered of publications is a number.
        let state = desk.path("state");
        for entry in std::fs::read_dir(state).expect("lists") {
            let text = std::fs::read_to_string(entry.expect("lists").path()).unwrap_or_default();
            assert!(text.trim().parse::<u32>().is_ok() || text.is_empty(), "{text}");
        }
    }

    #[test]
    fn only_a_publication_of_the_same_original_is_replaced_unasked() {
        let desk = Desk::new();
        let picture = desk.path("out.png");
        let targets = Targets::picture(&picture);
        assert_eq!(desk.replaces(targets), Replaces::Nothing);
        let receipt = desk.publish("1", targets).expect("publishes");
        assert_eq!((receipt.publications, receipt.already_there), (1, false));
        let note = receipt.publications_note.expect("nothing was known");
        assert!(note.contains("From now on"), "{note}");
        let first = desk.read("out.png");

        // The same export again is not counted; one with another text replaces it.
        let again = desk.publish("1", targets).expect("is there");
        assert_eq!((again.publications, again.already_there), (1, true));
        assert_eq!(
            (again.picture_bytes, again.proof_bytes),
            (receipt.picture_bytes, receipt.proof_bytes)
        );
        assert_eq!(desk.read("out.png"), first);
        assert_eq!(desk.replaces(targets), Replaces::OwnPublication);
        let second = desk.publish("2", targets).expect("replaces");
        assert_eq!((second.publications, second.publications_note), (2, None));
        assert_ne!(desk.read("out.png"), first);

        // A photo, a list, a picture of another original, one of the same original that lost its proof: each may be
        // the only copy.
        let other = Desk { original: signed(3), ..Desk::new() };
        let of_another = other.path("out.png");
        other.publish("1", Targets::picture(&of_another)).expect("publishes");
        let plain = png::encode(&Image::new(SIZE, vec![2; SIZE.bytes()]));
        for bytes in [b"holiday".to_vec(), Vec::new(), other.read("out.png"), plain] {
            desk.write("out.png", &bytes);
            assert_eq!(desk.replaces(targets), Replaces::Other);
            assert!(
                matches!(desk.publish("3", targets), Err(PublishError::Target(TargetError::Other(path))) if path == picture)
            );
            assert_eq!(desk.read("out.png"), bytes);
        }
        assert_eq!(desk.count(), 2, "nothing was proved");
        let forced = Targets { force: true, ..targets };
        assert_eq!(desk.publish("3", forced).expect("replaces").publications, 3);
    }

    #[test]
    fn a_proof_beside_its_picture_belongs_to_it() {
        let desk = Desk::new();
        let [picture, sidecar] = ["out.png", "out.proof"].map(|name| desk.path(name));
        let targets = Targets { sidecar: Some(&sidecar), ..Targets::picture(&picture) };
        desk.publish("1", targets).expect("publishes");
        desk.holds("out.png", Some("out.proof"));
        assert_eq!(desk.replaces(targets), Replaces::OwnPublication);
        assert!(desk.publish("1", targets).expect("is there").already_there);
        // Without the proof, nothing shows where the picture comes from; and a proof of another picture says
        // nothing about it.
        assert_eq!(desk.replaces(Targets::picture(&picture)), Replaces::Other);
        let published = desk.read("out.png");
        desk.write("out.png", &png::encode(&Image::new(SIZE, vec![9; SIZE.bytes()])));
        assert_eq!(desk.replaces(targets), Replaces::Other);
        desk.write("out.png", &published);
        desk.write("out.proof", b"a list");
        assert_eq!(desk.replaces(targets), Replaces::Other);
        assert!(matches!(
            desk.publish("2", targets),
            Err(PublishError::Target(TargetError::Other(_)))
        ));
        assert_eq!((desk.read("out.proof"), desk.count()), (b"a list".to_vec(), 1));
    }

    #[test]
    fn what_is_read_and_what_is_private_is_never_replaced() {
        let desk = Desk::new();
        let file = desk.original.to_png();
        let original = desk.write("original.png", &file);
        let damaged = [&file[..50], b"\xff", &file[51..]].concat();
        let damaged = desk.write("damaged.png", &damaged);
        let recipe = desk.write("recipe.json", b"[]");
        let picture = desk.path("out.png");
        let inputs = [recipe.as_path()];
        fn forced<'a>(
            picture: &'a Path,
            sidecar: Option<&'a Path>,
            inputs: &'a [&'a Path],
        ) -> Targets<'a> {
            Targets { picture, sidecar, inputs, force: true }
        }
        for private in [&original, &damaged] {
            for targets in
                [forced(private, None, &inputs), forced(&picture, Some(private), &inputs)]
            {
                assert!(matches!(
                    desk.publish("1", targets),
                    Err(PublishError::Target(TargetError::Private(_)))
                ));
            }
        }
        let into = |path: &Path| desk.publish("1", forced(&picture, Some(path), &inputs));
        assert!(matches!(into(&recipe), Err(PublishError::Target(TargetError::Input(_)))));
        #[cfg(unix)]
        {
            let link = desk.path("another name");
            std::fs::hard_link(&recipe, &link).expect("links");
            assert!(matches!(into(&link), Err(PublishError::Target(TargetError::Input(_)))));
        }
        for (name, words) in [
            ("out.jpg", ["the picture is a PNG", "name the picture out.png"]),
            ("out.JPEG", ["the picture is a PNG", "name the picture out.png"]),
            ("out.webp", ["a PNG or a JPEG", "name the picture out.png, or with .jpg at the end"]),
            ("out", ["a PNG or a JPEG", "name the picture out.png, or with .jpg at the end"]),
        ] {
            let path = desk.path(name);
            let error = desk.publish("1", forced(&path, None, &inputs)).expect_err(name);
            let error = error.to_string();
            assert!(words.iter().all(|words| error.contains(words)), "{error}");
            assert!(!path.exists());
        }
        let error = into(&desk.path("proof.png")).expect_err("no picture");
        assert!(error.to_string().contains("proof.proof"), "{error}");
        assert_eq!(desk.count(), 0);
        assert_eq!(desk.read("original.png"), **file);
    }

    /// Whatever appears or changes while the proof is made is left alone, even if the user agreed that other files
    /// are replaced.
    #[test]
    fn what_appears_meanwhile_stays_and_the_proof_is_not_lost() {
        let desk = Desk::new();
        let file = desk.original.to_png();
        let older = desk.path("older.png");
        desk.publish("1", Targets::picture(&older)).expect("publishes");
        for (name, force) in [("new.png", false), ("new.png", true), ("older.png", true)] {
            let path = desk.path(name);
            if name == "new.png" {
                let _ = std::fs::remove_file(&path);
            }
            let targets = Targets { force, ..Targets::picture(&path) };
            let appear = Meanwhile(|| std::fs::write(&path, &*file).expect("writes"));
            let before = desk.count();
            let error = desk.publish_watched("2", targets, &appear).expect_err("it appeared");
            let PublishError::NotWritten(not_written) = error else {
                panic!("{error}");
            };
            assert!(matches!(not_written.error, PublishError::Target(TargetError::Meanwhile(_))));
            assert_eq!(desk.read(name), **file);
            let mut finished = not_written.finished;
            assert!(matches!(
                finished.write(targets),
                Err(PublishError::Target(TargetError::Private(_)))
            ));
            let elsewhere = desk.path(&format!("elsewhere {before}.png"));
            let receipt = finished.write(Targets::picture(&elsewhere)).expect("writes");
            drop(finished);
            assert_eq!(
                (receipt.publications, desk.count()),
                (before + 1, before + 1),
                "counted once"
            );
            desk.holds(&format!("elsewhere {before}.png"), None);
        }
    }

    /// A place that cannot be written to costs no publication; what is finished can be saved elsewhere, or there later.
    #[test]
    fn a_count_is_used_only_for_a_proof_that_leaves() {
        let desk = Desk::new();
        let [picture, sidecar] = ["out/out.png", "out/out.proof"].map(|name| desk.path(name));
        let targets = Targets { sidecar: Some(&sidecar), ..Targets::picture(&picture) };
        let folder = desk.path("out");
        let gone = |then: &dyn Fn(Finished)| {
            std::fs::create_dir(&folder).expect("makes");
            let removed = Meanwhile(|| std::fs::remove_dir(&folder).expect("removes"));
            let error = desk.publish_watched("1", targets, &removed).expect_err("no folder");
            let PublishError::NotWritten(not_written) = error else {
                panic!("{error}");
            };
            let words = not_written.error.to_string();
            assert!(words.contains("its folder first"), "{words}");
            assert!(!words.contains(".proofroom-"), "{words}");
            assert_eq!(desk.count(), 1, "until it is given up");
            then(not_written.finished);
        };
        gone(&drop);
        assert_eq!(desk.count(), 0);
        gone(&|mut finished| {
            std::fs::create_dir(&folder).expect("makes");
            assert_eq!(finished.write(targets).expect("is there").publications, 1);
            let (bytes, receipt) = finished.hand_over().expect("counted already");
            assert_eq!((bytes.len(), receipt.publications), (receipt.picture_bytes, 1));
        });
        assert_eq!(desk.count(), 1);
        desk.holds("out/out.png", Some("out/out.proof"));
        let names = folder.read_dir().expect("lists").count();
        assert_eq!(names, 2, "nothing temporary");
    }

    #[test]
    fn a_network_share_takes_a_picture() {
        let desk = Desk::new();
        let picture = desk.path("out.png");
        let targets = Targets::picture(&picture);
        let on =
            |obstacles: &[Obstacle], bound| standing(obstacles, || desk.publish(bound, targets));
        assert_eq!(on(&[NoSync, NoLinks], "1").expect("publishes").publications, 1);
        desk.holds("out.png", None);
        assert_eq!(on(&[NoSync, NoLinks], "2").expect("replaces").publications, 2);
        // Two processes could count as one, so it is refused before the work.
        let error = on(&[NoLocks], "3").expect_err("no locks");
        assert!(
            matches!(&error, PublishError::Count(PublicationsError::File(error)) if error.is_about_locks()),
            "{error}"
        );
        assert_eq!(desk.count(), 2);
    }
}
