//! Where a picture is written, and which files it may replace.
//!
//! No other file is destroyed: an existing file is replaced if it was published from the same original, or if the
//! user says so, but never if it is an original, a key, or a file that the export itself reads ([`Replaces`]).

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use proofroom_circuits::{ImageHash, OutputFormat, PublishedOutput, Recipe};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::capture::recognise::is_key;
use crate::format::envelope::{self, Enveloped};
use crate::format::original::{Original, OriginalRecord};
use crate::format::picture::{self, PictureFile, PictureFormat};
use crate::format::png::{self, ORIGINAL_CHUNK};
use crate::format::published::PublishedProof;
use crate::system::files::{self, Access, FileError};
use crate::system::folders;
use crate::system::text;
use crate::verify::trust::Trust;
use crate::verify::{Report, verify_file};

/// Where a published picture is written.
#[derive(Clone, Copy, Debug)]
pub struct Targets<'a> {
    /// The picture.
    pub picture: &'a Path,
    /// The separate file for the proof, if it is not to be inside the picture.
    pub sidecar: Option<&'a Path>,
    /// Files that the export reads, such as the recipe. They are never replaced, nor is the user's own trust list,
    /// whether it is named here or not.
    pub inputs: &'a [&'a Path],
    /// Whether other files are replaced, too, because the user was asked and agreed ([`Replaces::Other`]).
    pub force: bool,
}

impl<'a> Targets<'a> {
    /// A picture with its proof inside, which replaces nothing but an earlier publication of the same original.
    pub fn picture(path: &'a Path) -> Self {
        Targets { picture: path, sidecar: None, inputs: &[], force: false }
    }

    pub(super) fn paths(self) -> impl Iterator<Item = &'a Path> {
        [Some(self.picture), self.sidecar].into_iter().flatten()
    }
}

/// What exists where a picture or its proof is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Replaces {
    /// Nothing.
    Nothing,
    /// An earlier publication of the same original.
    OwnPublication,
    /// Any other file, replaced only if the user was asked and agreed ([`Targets::force`]).
    Other,
}

/// Why a place cannot be written to.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TargetError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The output would replace an original or a key.
    #[error("{} is an original or a key, which are never overwritten; choose another name", .0.display())]
    Private(PathBuf),
    /// The output would replace what is read.
    #[error("{} is read by this export, which never overwrites it; choose another name", .0.display())]
    Input(PathBuf),
    /// The output would replace a file that was not published from this original, and the user has not agreed to
    /// that.
    #[error("{} already exists and was not published from this original; choose another name", .0.display())]
    Other(PathBuf),
    /// A file appeared or changed between the beginning of the work and its end.
    #[error("{} was changed by another program in the meantime and was left alone; choose another name", .0.display())]
    Meanwhile(PathBuf),
    /// The name says that the picture is in another format.
    #[error("{} cannot be written: {}", text::path(path), extension_advice(path, *format))]
    Extension {
        /// The name.
        path: PathBuf,
        /// The format of the picture.
        format: PictureFormat,
    },
    /// The name says that the proof is a picture.
    #[error("{} is named like a picture, but a separate proof is not a picture; name it {}", text::path(.0), text::path(&.0.with_extension("proof")))]
    SidecarExtension(PathBuf),
    /// Two renditions in one place.
    #[error("{} is the file of two renditions; give them different names", text::path(.0))]
    SameRendition(PathBuf),
    /// Picture and proof in one place.
    #[error("the picture and its proof cannot be written to the same file; name two files")]
    SamePlace,
}

/// What to do about a picture's name that says something else than its format.
fn extension_advice(path: &Path, format: PictureFormat) -> String {
    let (what, ending) = match (format, PictureFormat::of_name(path)) {
        (PictureFormat::Png, Some(_)) => ("the picture is a PNG", "png"),
        (PictureFormat::Jpeg, Some(_)) => ("the picture is a JPEG", "jpg"),
        (_, None) => ("a published picture is a PNG or a JPEG", "png"),
    };
    let mut free = path.with_extension(ending);
    if free.symlink_metadata().is_ok() {
        free.set_extension(format!("published.{ending}"));
    }
    let mut advice = text::path(free.file_name().unwrap_or_default().as_ref());
    if PictureFormat::of_name(path).is_none() {
        advice.push_str(", or with .jpg at the end");
    }
    format!("{what}; name the picture {advice}")
}

/// What writing to these targets would replace (the more serious of the two), which decides whether the user must
/// be asked.
///
/// # Errors
/// If one of them cannot be written to, whatever the user says.
pub fn replaces(
    original: &Original,
    targets: Targets<'_>,
    format: PictureFormat,
) -> Result<Replaces, TargetError> {
    check_targets(targets, format)?;
    Ok(look(&original.hidden.hash(), targets.picture, targets.sidecar)?.worst())
}

/// Checks names and places, but not what is there.
pub(super) fn check_targets(
    targets: Targets<'_>,
    format: impl Into<PictureFormat>,
) -> Result<(), TargetError> {
    if targets.sidecar.is_some_and(|sidecar| files::same_place(sidecar, targets.picture)) {
        return Err(TargetError::SamePlace);
    }
    let own_trust = folders::config().ok().map(|folder| folder.join(Trust::FILE));
    let inputs = targets.inputs.iter().copied().chain(own_trust.as_deref());
    for path in targets.paths() {
        files::check_writable(path)?;
        if is_private(path)? {
            return Err(TargetError::Private(path.to_owned()));
        }
        if inputs.clone().any(|input| files::same_file(input, path)) {
            return Err(TargetError::Input(path.to_owned()));
        }
    }
    let format = format.into();
    if PictureFormat::of_name(targets.picture) != Some(format) {
        return Err(TargetError::Extension { path: targets.picture.to_owned(), format });
    }
    match targets.sidecar {
        Some(path) if PictureFormat::of_name(path).is_some() => {
            Err(TargetError::SidecarExtension(path.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Whether a file is an original or a key, which are never overwritten. Damaged ones count, too: they may be the
/// only copy.
///
/// # Errors
/// If it cannot be read.
pub fn is_private(path: &Path) -> Result<bool, FileError> {
    if !files::is_there(path)? {
        return Ok(false);
    }
    let bytes = match files::read(path, files::MAX_FILE_BYTES) {
        Ok(bytes) => Zeroizing::new(bytes),
        // The file is larger than any original.
        Err(error) if error.is_limit() => return Ok(false),
        Err(error) => return Err(error),
    };
    let record = [&ORIGINAL_CHUNK[..], &OriginalRecord::MAGIC].concat();
    Ok(is_key(&bytes)
        || png::find_chunk(&bytes, ORIGINAL_CHUNK).is_some()
        || bytes.windows(record.len()).any(|bytes| bytes == record))
}

/// An export, as far as what is there can be compared with it.
pub(super) struct Export<'a> {
    pub recipe: &'a Recipe,
    pub format: OutputFormat,
    pub bound: Option<&'a str>,
    /// Whether it is to carry Content Credentials.
    pub credentials: bool,
}

/// What exists at the targets.
pub(super) struct Seen {
    pub picture: Found,
    pub sidecar: Option<Found>,
    /// The proof of the same original, if both targets together carry one.
    earlier: Option<PublishedProof>,
}

/// What exists at one place.
pub(super) struct Found {
    pub replaces: Replaces,
    /// A fingerprint of the content; none if there is no file.
    pub print: Option<u64>,
    pub bytes: Vec<u8>,
}

impl Found {
    /// Looks at a file that is neither an original nor a key.
    fn at(path: &Path) -> Result<Self, FileError> {
        let mut found = Found { replaces: Replaces::Nothing, print: None, bytes: Vec::new() };
        if !files::is_there(path)? {
            return Ok(found);
        }
        found.replaces = Replaces::Other;
        match files::read(path, files::MAX_FILE_BYTES) {
            Ok(bytes) => found.bytes = bytes,
            // The file is larger than anything that is published.
            Err(error) if error.is_limit() => {}
            Err(error) => return Err(error),
        }
        let mut hasher = DefaultHasher::new();
        found.bytes.hash(&mut hasher);
        found.print = Some(hasher.finish());
        Ok(found)
    }

    /// Restores the place to what it was before it was written to. What cannot be restored stays as it is.
    pub(super) fn put_back(&self, path: &Path) {
        let _ = match self.print {
            None => std::fs::remove_file(path).map_err(drop),
            Some(_) => files::replace(path, &self.bytes, Access::Public).map_err(drop),
        };
    }

    /// Whether the place still holds the same file, or none any more.
    fn is_still(&self, path: &Path) -> Result<bool, FileError> {
        let now = Found::at(path)?.print;
        Ok(now.is_none() || now == self.print)
    }
}

/// Looks at what exists at the targets. A picture is a publication of this original if it carries a proof of it, or
/// if it carries none and the proof beside it holds for it.
pub(super) fn look(
    original: &ImageHash,
    picture: &Path,
    sidecar: Option<&Path>,
) -> Result<Seen, TargetError> {
    let mut seen = Seen {
        picture: Found::at(picture)?,
        sidecar: sidecar.map(Found::at).transpose()?,
        earlier: None,
    };
    let read = |payload: &[u8]| {
        let proof = envelope::open::<PublishedProof>(payload).ok()?;
        (proof.original_hash() == *original).then_some(proof)
    };
    if let Some(sidecar) = &mut seen.sidecar
        && let Some(proof) = read(&sidecar.bytes)
    {
        sidecar.replaces = Replaces::OwnPublication;
        let (picture, bound) = (&mut seen.picture, proof.bound.as_deref());
        let is_picture = PictureFormat::of(&picture.bytes).is_some();
        if is_picture && picture::find_proof(&picture.bytes).is_none() {
            let report = verify_file(&picture.bytes, Some(&sidecar.bytes), &Trust::empty(), bound);
            if report.holds() {
                picture.replaces = Replaces::OwnPublication;
                seen.earlier = Some(proof);
            }
        }
    }
    let inside = picture::find_proof(&seen.picture.bytes).and_then(|payload| read(&payload));
    if let Some(proof) = inside {
        seen.picture.replaces = Replaces::OwnPublication;
        if sidecar.is_none() {
            seen.earlier = Some(proof);
        }
    }
    Ok(seen)
}

impl Seen {
    pub(super) fn worst(&self) -> Replaces {
        let sidecar = self.sidecar.as_ref();
        let sidecar = sidecar.map_or(Replaces::Nothing, |found| found.replaces);
        self.picture.replaces.max(sidecar)
    }

    pub(super) fn with_paths<'a>(
        &'a self,
        targets: Targets<'a>,
    ) -> impl Iterator<Item = (&'a Found, &'a Path)> {
        let found = [Some(&self.picture), self.sidecar.as_ref()];
        found.into_iter().flatten().zip(targets.paths())
    }

    /// Whether everything that exists there may be replaced.
    pub(super) fn allowed(&self, targets: Targets<'_>) -> Result<(), TargetError> {
        let mut all = self.with_paths(targets);
        match all.find(|(found, _)| found.replaces == Replaces::Other) {
            Some((_, path)) if !targets.force => Err(TargetError::Other(path.to_owned())),
            _ => Ok(()),
        }
    }

    /// Whether nothing has appeared or changed since.
    pub(super) fn still(&self, targets: Targets<'_>) -> Result<(), TargetError> {
        for (found, path) in self.with_paths(targets) {
            if !found.is_still(path)? {
                return Err(TargetError::Meanwhile(path.to_owned()));
            }
        }
        Ok(())
    }

    /// The verdict on what is there, if it is exactly this export and verifies.
    pub(super) fn same_export(&self, export: &Export<'_>, trust: &Trust) -> Option<Report> {
        let proof = self.earlier.as_ref()?;
        if proof.recipe != *export.recipe || proof.bound.as_deref() != export.bound {
            return None;
        }
        if picture::has_credentials(&self.picture.bytes) != export.credentials {
            return None;
        }
        if !is_in_format(&self.picture.bytes, export.format) {
            return None;
        }
        let sidecar = self.sidecar.as_ref().map(|found| &found.bytes[..]);
        let report = verify_file(&self.picture.bytes, sidecar, trust, export.bound);
        report.holds().then_some(report)
    }
}

/// Whether a picture is in this format: of a JPEG, with these tables and this sampling.
fn is_in_format(file: &[u8], format: OutputFormat) -> bool {
    let OutputFormat::Jpeg(options) = format else {
        return PictureFormat::of(file) == Some(PictureFormat::Png);
    };
    let content = PictureFile::parse(file).ok().and_then(|file| file.content().ok());
    content.is_some_and(|content| match content {
        PublishedOutput::Jpeg(picture) => {
            *picture.tables() == options.quality.tables() && picture.sampling() == options.sampling
        }
        PublishedOutput::Pixels(_) => false,
    })
}
