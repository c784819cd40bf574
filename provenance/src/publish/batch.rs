//! One recipe for many originals: what `proofroom edit` does with a folder.
//!
//! Each photo is published as if it were alone, by [`publish`] or [`publish_renditions`]. A photo whose published
//! picture is there already, with the same edits and text, is left as it is. So an interrupted run can be started
//! again, and no picture is published twice.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proofroom_circuits::{Cancelled, OutputFormat, PlacedRecipe, Progress, Stage};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::editing::draft::Draft;
use crate::format::original::{Original, OriginalError, stem};
use crate::format::picture::PictureFormat;
use crate::format::png::{self, ORIGINAL_CHUNK, Png, PngError};
use crate::publish::captioning::Captioning;
use crate::publish::count::Publications;
use crate::publish::renditions::{Rendition, RenditionsError, publish_renditions};
use crate::publish::targets::Targets;
use crate::publish::{Extras, PublishError, Receipt, publish};
use crate::system::cancel::unless_cancelled;
use crate::system::files::{self, FileError};
use crate::system::text;
use crate::verify::trust::Trust;

/// What is done to every photo.
pub struct Batch<'a> {
    /// The edits, which become a recipe for each original.
    pub edits: &'a Draft,
    /// What each publication is besides the edits and their proof.
    pub extras: Extras<'a>,
    /// Where the captions of each picture come from.
    pub captions: &'a Captioning,
    /// The pictures that are made of each photo; if there are none, it is one in the format of `extras`.
    pub renditions: &'a [Rendition],
    /// The folder for the published pictures.
    pub out: &'a Path,
    /// Where published pictures are counted.
    pub publications: &'a Publications,
    /// The trust list that results are checked with.
    pub trust: &'a Trust,
    /// Files that are read for this work and never replaced, such as the recipe.
    pub inputs: &'a [&'a Path],
    /// Whether pictures replace files that were not published from the same original.
    pub force: bool,
}

/// What became of one photo.
#[derive(Debug)]
pub enum Outcome {
    /// It was published: the names of the pictures, and what was published. Some may have been there before.
    Published(Vec<(OsString, Receipt)>),
    /// It had been published before, with the same edits and text.
    AlreadyThere,
}

/// Why a photo was not published.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The original does not open.
    #[error(transparent)]
    Original(#[from] OriginalError),
    /// The photo cannot be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// Not all renditions of it could be published.
    #[error(transparent)]
    Renditions(#[from] RenditionsError),
    /// A file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A PNG that may or may not be an original.
    #[error("{0}; if a camera signed it, use the file that the camera wrote")]
    Damaged(PngError),
    /// Another original would be published under the same name.
    #[error("{} would be published under the same name; rename one of them", text::path(.0))]
    SameName(PathBuf),
}

/// The files of a folder, looked at before any photo is worked on.
#[derive(Debug, Default)]
pub struct Folder {
    /// The attested originals to publish, by name.
    pub originals: Vec<PathBuf>,
    /// The files that cannot be published and should perhaps have been, by name, and why.
    pub refused: Vec<(PathBuf, BatchError)>,
    /// How many other files there are.
    pub others: usize,
}

impl Folder {
    /// Looks at every file of a folder, unless the user stops it.
    ///
    /// # Errors
    /// If the user stops it; inside, if the folder cannot be read.
    pub fn read(
        folder: &Path,
        progress: &dyn Progress,
    ) -> Result<Result<Self, FileError>, Cancelled> {
        let folder = folder.to_owned();
        unless_cancelled(progress, move || files::files_in(&folder).map(Self::of))
    }

    fn of(files: Vec<PathBuf>) -> Self {
        let mut folder = Folder::default();
        let mut by_name: BTreeMap<OsString, Vec<PathBuf>> = BTreeMap::new();
        for path in files {
            match is_original(&path) {
                // Some file systems treat names that differ only in case as the same.
                Ok(true) => by_name.entry(stem(&path).to_ascii_lowercase()).or_default().push(path),
                Ok(false) => folder.others += 1,
                Err(error) => folder.refused.push((path, error)),
            }
        }
        for mut namesakes in by_name.into_values() {
            namesakes.sort();
            match &namesakes[..] {
                [first, second, ..] => {
                    let refused = namesakes.iter().map(|path| {
                        let other = if path == first { second } else { first };
                        let other = other.file_name().unwrap_or_default();
                        let error = BatchError::SameName(other.into());
                        (path.clone(), error)
                    });
                    folder.refused.extend(refused);
                }
                _ => folder.originals.append(&mut namesakes),
            }
        }
        folder.originals.sort();
        folder.refused.sort_by(|(a, _), (b, _)| a.cmp(b));
        folder
    }
}

/// Whether a file is an attested original.
///
/// # Errors
/// If that cannot be known: the record of an original is at the end of the file, which a damaged file may have
/// lost.
fn is_original(path: &Path) -> Result<bool, BatchError> {
    // Originals are private; their bytes leave no trace in memory.
    let bytes = Zeroizing::new(files::read(path, files::MAX_FILE_BYTES)?);
    if png::find_chunk(&bytes, ORIGINAL_CHUNK).is_some() {
        return Ok(true);
    }
    match Png::parse(&bytes) {
        Err(error @ (PngError::Damaged(_) | PngError::TooManyChunks)) => {
            Err(BatchError::Damaged(error))
        }
        Ok(_) | Err(PngError::NotPng | PngError::Size(_)) => Ok(false),
    }
}

/// The name of an original's published picture: `NAME.published.png` or `NAME.published.jpg` for `NAME.original.png`
/// and for `NAME.png`. It follows from the original's name alone, so that a later run finds the picture again, whatever
/// else has been put into the folder.
fn published_name(original: &Path, format: OutputFormat) -> OsString {
    let mut name = stem(original).to_owned();
    name.push(format!(".published.{}", PictureFormat::from(format).extension()));
    name
}

impl Batch<'_> {
    /// The file for the published picture of an original, if there are no renditions.
    pub fn target(&self, original: &Path) -> PathBuf {
        self.out.join(published_name(original, self.extras.format))
    }

    /// Publishes one photo, unless it is published already.
    ///
    /// # Errors
    /// [`BatchError`]; then nothing was written, but for the renditions that the error names.
    pub fn publish(&self, path: &Path, progress: &dyn Progress) -> Result<Outcome, BatchError> {
        let original =
            Original::open_file_unless_cancelled(path, progress).map_err(PublishError::from)??;
        let recipe = self.edits.recipe(original.hidden.size());
        let recipe = recipe.map_err(PublishError::from)?;
        let places = self.edits.places();
        let recipe = PlacedRecipe { recipe: &recipe, places: &places };
        let names: Vec<OsString> = match self.renditions {
            [] => vec![published_name(path, self.extras.format)],
            renditions => renditions.iter().map(|rendition| rendition.file_name(path)).collect(),
        };
        let pictures: Vec<PathBuf> = names.iter().map(|name| self.out.join(name)).collect();
        let targets =
            |picture| Targets { picture, sidecar: None, inputs: self.inputs, force: self.force };
        let (publications, trust) = (self.publications, self.trust);
        let (captions, _) = self.captions.of(&original, path)?;
        let extras = Extras { captions, ..self.extras.clone() };
        let receipts = if self.renditions.is_empty() {
            let targets = targets(&pictures[0]);
            let receipt =
                publish(&original, recipe, extras, targets, publications, trust, progress)?;
            vec![receipt]
        } else {
            let outputs: Vec<(&Rendition, Targets<'_>)> = self
                .renditions
                .iter()
                .zip(&pictures)
                .map(|(rendition, picture)| (rendition, targets(picture)))
                .collect();
            publish_renditions(
                &original,
                recipe,
                &extras,
                &outputs,
                publications,
                trust,
                progress.into(),
            )?
        };
        if receipts.iter().all(|receipt| receipt.already_there && !receipt.recaptioned) {
            return Ok(Outcome::AlreadyThere);
        }
        Ok(Outcome::Published(names.into_iter().zip(receipts).collect()))
    }

    /// Publishes photos, a given number at a time, and reports each as soon as it is done. Starts no more of them
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

/// Passes on only the wish to stop, because progress is reported by photo.
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
        Outcome::Published(pictures) => match &pictures[..] {
            [(name, receipt)] if receipt.recaptioned => {
                format!(
                    "captions of {} written anew, its proof left as it was",
                    text::path(name.as_ref())
                )
            }
            [(name, receipt)] => format!(
                "published as {} and verified, {} with a proof of {}",
                text::path(name.as_ref()),
                text::bytes(receipt.picture_bytes as u64),
                text::bytes(receipt.proof_bytes as u64)
            ),
            several => {
                let each = several.iter().map(|(name, receipt)| {
                    let bytes = text::bytes(receipt.picture_bytes as u64);
                    let said = [Some(bytes.as_str()), receipt.before()].into_iter().flatten();
                    let said: Vec<&str> = said.collect();
                    format!("{} ({})", text::path(name.as_ref()), said.join(", "))
                });
                let each: Vec<String> = each.collect();
                let each: Vec<&str> = each.iter().map(String::as_str).collect();
                format!("published as {} and verified", text::listed(&each))
            }
        },
        Outcome::AlreadyThere => "already published, left unchanged".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use proofroom_circuits::{Image, Seed, Size, jpeg};

    fn original() -> Zeroizing<Vec<u8>> {
        let size = Size::new(6, 4).expect("a size");
        let camera = MakerKey::dangerously_from_bytes([1; 32])
            .simulated_camera(DeviceName::new("Test").expect("a name"));
        let image = Image::new(size, vec![9; size.bytes()]);
        camera.sign(image, 0, Seed::dangerously_from_bytes([2; 32])).to_png()
    }

    #[test]
    fn a_name_follows_from_the_originals_name() {
        for (original, published) in [
            ("in/a.original.png", "a.published.png"),
            ("a.png", "a.published.png"),
            ("a.original.original.png", "a.original.published.png"),
            ("a.b.png", "a.b.published.png"),
            ("a", "a.published.png"),
            ("original.png", "original.published.png"),
        ] {
            let name = |format| published_name(Path::new(original), format);
            assert_eq!(name(OutputFormat::Pixels), published, "{original:?}");
            let format = OutputFormat::Jpeg(jpeg::Options::default());
            assert_eq!(name(format), *published.replace(".png", ".jpg"));
        }
    }

    #[test]
    fn every_file_of_a_folder_is_accounted_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let original = original();
        let plain = Png::parse(&original).expect("a PNG");
        let plain = plain.without_chunks(ORIGINAL_CHUNK);
        let record = png::find_chunk(&original, ORIGINAL_CHUNK).expect("a record");
        let mut misnamed = original.to_vec();
        let kind =
            misnamed.windows(4).position(|bytes| *bytes == ORIGINAL_CHUNK).expect("a record");
        misnamed[kind] ^= 1;
        for (name, bytes) in [
            ("a.original.png", &original[..]),
            ("A.png", &original),
            ("a.original.original.png", &original),
            ("b.png", &original),
            ("cut.png", &original[..original.len() - record.len()]),
            ("cut_late.png", &original[..original.len() - 1]),
            ("misnamed.png", &misnamed),
            ("plain.png", &plain),
            ("text.txt", b"text"),
        ] {
            std::fs::write(folder.path().join(name), bytes).expect("writes");
        }
        let large = std::fs::File::create(folder.path().join("large.png")).expect("creates");
        large.set_len(files::MAX_FILE_BYTES + 1).expect("grows");
        let read = Folder::read(folder.path(), &proofroom_circuits::Unwatched);
        let Folder { originals, refused, others } = read.expect("not stopped").expect("reads");
        let name = |path: &PathBuf| {
            let name = path.file_name().expect("a name");
            name.to_str().expect("UTF-8").to_owned()
        };
        let originals: Vec<_> = originals.iter().map(name).collect();
        // If a file lost its end after the record, opening it says what is wrong.
        let expected = ["a.original.original.png", "b.png", "cut_late.png"];
        assert_eq!(originals, expected);
        let refused: Vec<_> =
            refused.iter().map(|(path, error)| (name(path), error.to_string())).collect();
        let same = "would be published under the same name";
        let expected = [
            ("A.png", same),
            ("a.original.png", same),
            ("cut.png", "the PNG is damaged"),
            ("large.png", "larger than"),
            ("misnamed.png", "the PNG is damaged"),
        ];
        assert_eq!(refused.len(), expected.len(), "{refused:?}");
        for ((name, error), (expected, words)) in refused.iter().zip(expected) {
            assert_eq!(name, expected);
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
        assert_eq!(others, 2);
    }
}
