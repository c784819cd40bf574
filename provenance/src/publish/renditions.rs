//! Several pictures of one original, published in one go: what a desk exports for its website, for other sites and for
//! print.
//!
//! The original is opened once. Everything that could go wrong before the first proof is looked at for all renditions
//! beforehand, so that an export of three does not stop after two because of the name of the third. Each rendition has
//! a proof of its own, which opens one value of each of the original's columns: so each counts as a publication,
//! however readers look at them.

use std::ffi::OsString;
use std::path::Path;

use proofroom_circuits::{OutputFormat, PlacedRecipe, Progress, Recipe, RecipeError, Size, Stage};
use thiserror::Error;

use crate::format::original::{Original, stem};
use crate::format::picture::PictureFormat;
use crate::publish::count::Publications;
use crate::publish::estimate::{Expectation, Speed, expect};
use crate::publish::order::scaled;
use crate::publish::targets::{TargetError, Targets};
use crate::publish::{By, Extras, Place, PublishError, Receipt, check_export, fill, place};
use crate::system::files;
use crate::system::text;
use crate::verify::trust::Trust;

/// One of several pictures that are made of an original by the same edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    name: String,
    /// The most pixels of its longer side, as in [`scaled`]; none for the size that the edits give.
    pub long_edge: Option<u32>,
    /// PNG, or JPEG and how it is compressed.
    pub format: OutputFormat,
}

/// Why a rendition cannot be called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "a rendition has a name of 1 to {} letters, digits, - and _, other than “original”",
    Rendition::MAX_NAME
)]
pub struct BadName;

impl Rendition {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 32;

    /// A rendition of this name, such as `web`, which becomes a part of its file's name.
    ///
    /// # Errors
    /// [`BadName`].
    pub fn new(
        name: impl Into<String>,
        long_edge: Option<u32>,
        format: OutputFormat,
    ) -> Result<Self, BadName> {
        let name = name.into();
        let is_plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let is_short = (1..=Self::MAX_NAME).contains(&name.chars().count());
        // A picture that is called like an original could be mistaken for one, and kept from readers or deleted.
        if !is_short || !name.chars().all(is_plain) || name.eq_ignore_ascii_case("original") {
            return Err(BadName);
        }
        Ok(Rendition { name, long_edge, format })
    }

    /// A picture of which the file has a name of its own, so that the rendition needs none.
    pub fn unnamed(long_edge: Option<u32>, format: OutputFormat) -> Self {
        Rendition { name: "picture".to_owned(), long_edge, format }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of its file: `NAME.web.jpg` for `NAME.original.png` and for `NAME.png`.
    pub fn file_name(&self, original: &Path) -> OsString {
        let extension = PictureFormat::from(self.format).extension();
        let mut file = stem(original).to_owned();
        file.push(format!(".{}.{extension}", self.name));
        file
    }

    /// The edits that make it of an original of this size.
    ///
    /// # Errors
    /// If they do not fit.
    pub fn recipe(&self, edits: &Recipe, original: Size) -> Result<Recipe, RecipeError> {
        match self.long_edge {
            Some(edge) => scaled(edits, original, edge),
            None => Ok(edits.clone()),
        }
    }
}

/// Why not all renditions were published. Those that were are whole, verified and counted.
#[derive(Debug)]
pub struct RenditionsError {
    /// Why.
    pub error: PublishError,
    /// Which one failed, by its place in the list; none if it is nothing that one of them could help.
    pub at: Option<usize>,
    /// What became of each, in their order: the receipts of those that were published, or were there already.
    pub receipts: Box<[Option<Receipt>]>,
    names: Box<[String]>,
}

impl RenditionsError {
    /// What became of all of them: the end of a sentence.
    pub fn became(&self) -> String {
        let names = |written: bool| {
            let all = self.names.iter().zip(&self.receipts);
            let chosen = all.filter(|(_, receipt)| receipt.is_some() == written);
            text::listed(&chosen.map(|(name, _)| name.as_str()).collect::<Vec<_>>())
        };
        match self.receipts.iter().any(Option::is_some) {
            false => "no file was written".to_owned(),
            true => format!("written: {}; not written: {}", names(true), names(false)),
        }
    }
}

impl std::fmt::Display for RenditionsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.error, self.at) {
            (PublishError::Cancelled(_), _) => f.write_str("stopped")?,
            (error, Some(at)) => write!(f, "{}: {error}", self.names[at])?,
            (error, None) => write!(f, "{error}")?,
        }
        write!(f, "; {}", self.became())
    }
}

impl std::error::Error for RenditionsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Who is told how the work goes on.
#[derive(Clone, Copy)]
pub struct Observer<'a> {
    /// Told how far the whole is.
    pub progress: &'a dyn Progress,
    /// Told of each that is written, or was there already, by its place in the list.
    pub written: &'a (dyn Fn(usize, &Receipt) + Sync),
}

impl<'a> From<&'a dyn Progress> for Observer<'a> {
    fn from(progress: &'a dyn Progress) -> Self {
        Observer { progress, written: &|_, _| {} }
    }
}

/// Publishes each of these renditions to its targets, as [`publish`](super::publish) does: edited, proved, checked as
/// any reader would, counted, written. Those that are there already are left as they are. Before the first is made, the
/// names, the places, the edits and the room in the count are checked for all of them.
///
/// `extras` are those of each; their format does not count.
///
/// # Errors
/// [`RenditionsError`]; the first that fails ends the work.
pub fn publish_renditions(
    original: &Original,
    edits: PlacedRecipe<'_>,
    extras: &Extras<'_>,
    renditions: &[(&Rendition, Targets<'_>)],
    publications: &Publications,
    trust: &Trust,
    observer: Observer<'_>,
) -> Result<Vec<Receipt>, RenditionsError> {
    let Observer { progress, written } = observer;
    let mut receipts: Vec<Option<Receipt>> = vec![None; renditions.len()];
    let names = || renditions.iter().map(|(rendition, _)| rendition.name.clone()).collect();
    let by = By { publications, trust, progress };
    let mut at = None;
    let mut all = || {
        let size = original.hidden.size();
        let mut exports = Vec::new();
        for (index, (rendition, targets)) in renditions.iter().enumerate() {
            at = Some(index);
            let recipe = rendition.recipe(edits.recipe, size)?;
            let extras = Extras { format: rendition.format, ..extras.clone() };
            let placed = PlacedRecipe { recipe: &recipe, places: edits.places };
            check_export(original, placed, publications, trust)?;
            check_apart(&renditions[..index], *targets)?;
            match place(original, placed, &extras, *targets, by)? {
                Place::Taken(receipt) => {
                    written(index, &receipt);
                    receipts[index] = Some(*receipt);
                }
                Place::Free(seen) => {
                    let expected = expect(&recipe, size, rendition.format, Speed::TYPICAL)?;
                    exports.push((index, recipe, extras, seen, expected));
                }
            }
        }
        at = None;
        if !exports.is_empty() {
            publications.check_several(&original.hidden.hash(), exports.len() as u32)?;
        }
        let whole = exports.iter().map(|(.., expected)| expected.work).sum::<u64>().max(1);
        let steps = exports.iter().map(|(.., expected)| expected.steps).sum();
        let (mut done, mut steps_done) = (0, 0);
        for (index, recipe, extras, seen, Expectation { work, steps: own, .. }) in exports {
            at = Some(index);
            let placed = PlacedRecipe { recipe: &recipe, places: edits.places };
            let part = Part { progress, whole, done, work, steps, steps_done };
            let by = By { progress: &part, ..by };
            let targets = renditions[index].1;
            let receipt = fill(original, placed, extras, targets, &seen, by)?;
            written(index, &receipt);
            receipts[index] = Some(receipt);
            (done, steps_done) = (done + work, steps_done + own);
        }
        Ok(())
    };
    match all() {
        Ok(()) => Ok(receipts.into_iter().flatten().collect()),
        Err(error) => Err(RenditionsError { error, at, receipts: receipts.into(), names: names() }),
    }
}

/// Checks that a rendition goes to other files than those before it.
fn check_apart(
    before: &[(&Rendition, Targets<'_>)],
    targets: Targets<'_>,
) -> Result<(), PublishError> {
    let taken = || before.iter().flat_map(|(_, targets)| targets.paths());
    for path in targets.paths() {
        if taken().any(|other| files::same_place(other, path)) {
            return Err(TargetError::SameRendition(path.to_owned()).into());
        }
    }
    Ok(())
}

/// The progress of one rendition as a part of that of all.
struct Part<'a> {
    progress: &'a dyn Progress,
    /// Units of work: of all, of those before this one, of this one.
    whole: u64,
    done: u64,
    work: u64,
    /// Steps of all, and of those before this one.
    steps: usize,
    steps_done: usize,
}

impl Progress for Part<'_> {
    fn report(&self, done: f64, stage: Stage, step: usize, _: usize) {
        let done = (self.done as f64 + done * self.work as f64) / self.whole as f64;
        self.progress.report(done, stage, self.steps_done + step, self.steps);
    }

    fn cancelled(&self) -> bool {
        self.progress.cancelled()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Mutex;

    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use crate::publish::count::{LIMIT, PublicationsError};
    use crate::verify::verify_file;
    use proofroom_circuits::{Image, Seed, Unwatched};

    const SIZE: Size = match Size::new(6, 4) {
        Ok(size) => size,
        Err(_) => panic!("no size"),
    };

    /// An original, a folder for its renditions, and one for counts.
    struct Desk {
        folder: tempfile::TempDir,
        original: Original,
        publications: Publications,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let publications = Publications::in_folder(&folder.path().join("state"));
            let camera = MakerKey::dangerously_from_bytes([1; 32])
                .simulated_camera(DeviceName::new("Test").expect("a name"));
            let image = Image::new(SIZE, (0..SIZE.bytes()).map(|at| at as u8).collect());
            let original = camera.sign(image, 0, Seed::dangerously_from_bytes([2; 32]));
            Desk { folder, original, publications }
        }

        fn path(&self, rendition: &Rendition) -> PathBuf {
            self.folder.path().join(rendition.file_name(Path::new("photos/harbour.original.png")))
        }

        fn count(&self) -> u32 {
            self.publications.count(&self.original.hidden.hash()).expect("a count")
        }

        fn publish(
            &self,
            renditions: &[Rendition],
            progress: &dyn Progress,
        ) -> Result<Vec<Receipt>, RenditionsError> {
            self.publish_telling(renditions, progress.into())
        }

        fn publish_telling(
            &self,
            renditions: &[Rendition],
            observer: Observer<'_>,
        ) -> Result<Vec<Receipt>, RenditionsError> {
            let recipe = Recipe::from_json(r#"[{"flip":{"axis":"vertical"}}]"#).expect("a recipe");
            let paths: Vec<PathBuf> = renditions.iter().map(|it| self.path(it)).collect();
            let targets = paths.iter().map(|path| Targets::picture(path));
            let outputs: Vec<_> = renditions.iter().zip(targets).collect();
            publish_renditions(
                &self.original,
                (&recipe).into(),
                &Extras::default(),
                &outputs,
                &self.publications,
                &Trust::empty(),
                observer,
            )
        }
    }

    fn png(name: &str, long_edge: Option<u32>) -> Rendition {
        Rendition::new(name, long_edge, OutputFormat::Pixels).expect("a name")
    }

    /// Remembers the progress, and does something at the beginning of each check of a result.
    struct Watch<F> {
        told: Mutex<Vec<(f64, usize, usize)>>,
        checking: F,
        stop: Mutex<bool>,
    }

    impl<F: Fn(usize) -> bool + Sync> Watch<F> {
        fn new(checking: F) -> Self {
            Watch { told: Mutex::default(), checking, stop: Mutex::new(false) }
        }
    }

    impl<F: Fn(usize) -> bool + Sync> Progress for Watch<F> {
        fn report(&self, done: f64, stage: Stage, step: usize, steps: usize) {
            self.told.lock().expect("no panic").push((done, step, steps));
            if stage == Stage::Verifying && (self.checking)(step) {
                *self.stop.lock().expect("no panic") = true;
            }
        }

        fn cancelled(&self) -> bool {
            *self.stop.lock().expect("no panic")
        }
    }

    #[test]
    fn each_rendition_is_a_picture_with_a_proof_and_counts() {
        let desk = Desk::new();
        let renditions = [png("print", None), png("web", Some(3)), png("thumb", Some(1))];
        let watch = Watch::new(|_| false);
        // Threads that work at once may report in another order than they worked.
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        let receipts = alone.install(|| desk.publish(&renditions, &watch)).expect("publishes");
        let sizes = [(6, 4), (3, 2), (1, 1)];
        let counts = receipts.iter().map(|receipt| receipt.publications);
        assert_eq!(counts.collect::<Vec<_>>(), [1, 2, 3]);
        for (rendition, size) in renditions.iter().zip(sizes) {
            let name = format!("harbour.{}.png", rendition.name());
            let file = std::fs::read(desk.folder.path().join(name)).expect("is there");
            let report = verify_file(&file, None, &Trust::empty(), None);
            let image = report.published.expect("holds");
            assert_eq!((image.width, image.height), size);
        }
        // The progress is that of the whole.
        let told = watch.told.lock().expect("no panic").clone();
        assert!(told.is_sorted_by(|a, b| a.0 <= b.0 && a.1 <= b.1), "{told:?}");
        assert!(told.iter().all(|(done, step, steps)| *done <= 1.0 && step <= steps));
        assert!(told.iter().all(|(.., steps)| *steps == told[0].2), "{told:?}");

        // Repeated, nothing is made; without one of them, that one. Each is told in its turn.
        let told = Mutex::new(Vec::new());
        let written = |at, receipt: &Receipt| {
            told.lock().expect("no panic").push((at, receipt.already_there));
        };
        let observer = Observer { progress: &Unwatched, written: &written };
        let again = desk.publish_telling(&renditions, observer).expect("are there");
        assert!(again.iter().all(|receipt| receipt.already_there));
        assert_eq!(told.into_inner().expect("no panic"), [(0, true), (1, true), (2, true)]);
        std::fs::remove_file(desk.path(&renditions[1])).expect("removes");
        let again = desk.publish(&renditions, &Unwatched).expect("publishes");
        let there: Vec<bool> = again.iter().map(|receipt| receipt.already_there).collect();
        assert_eq!((there, desk.count()), (vec![true, false, true], 4));
    }

    /// What is wrong with the last of them is found before the first is made.
    #[test]
    fn nothing_is_made_if_one_of_them_cannot_be() {
        let desk = Desk::new();
        let [web, print] = [png("web", Some(3)), png("print", None)];
        std::fs::write(desk.path(&print), b"a list").expect("writes");
        let error = desk.publish(&[web.clone(), print.clone()], &Unwatched).expect_err("refused");
        assert_eq!(error.at, Some(1));
        let words = error.to_string();
        assert!(words.starts_with("print: ") && words.ends_with("no file was written"), "{words}");
        std::fs::remove_file(desk.path(&print)).expect("removes");

        let error = desk.publish(&[web.clone(), web.clone()], &Unwatched).expect_err("refused");
        let words = error.to_string();
        assert!(words.contains("is the file of two renditions"), "{words}");

        let hash = desk.original.hidden.hash();
        for _ in 0..LIMIT - 1 {
            desk.publications.raise(&hash).expect("counts");
        }
        let error = desk.publish(&[web.clone(), print.clone()], &Unwatched).expect_err("refused");
        let too_few = PublicationsError::TooFew { pictures: 2, left: 1, ordered: 0 };
        assert_eq!(error.error.to_string(), too_few.to_string());
        assert!(!desk.path(&web).exists() && !desk.path(&print).exists());
        assert_eq!(desk.publish(&[print], &Unwatched).expect("publishes").len(), 1);
        assert_eq!(desk.count(), LIMIT);
    }

    /// A stop or a failure leaves whole files and says which they are; the same again makes the rest.
    #[test]
    fn what_was_written_stays_and_is_named() {
        let desk = Desk::new();
        let renditions = [png("print", None), png("web", Some(3)), png("thumb", Some(1))];
        let second = Watch::new(|step| step == 3);
        let error = desk.publish(&renditions, &second).expect_err("stopped");
        assert!(matches!(error.error, PublishError::Cancelled(_)), "{error}");
        assert_eq!(error.to_string(), "stopped; written: print; not written: web and thumb");
        assert_eq!(desk.count(), 1);

        // Somebody else's file appears meanwhile.
        let web = desk.path(&renditions[1]);
        let appear = Watch::new(|_| {
            std::fs::write(&web, b"a list").expect("writes");
            false
        });
        let error = desk.publish(&renditions, &appear).expect_err("it appeared");
        assert!(matches!(error.error, PublishError::NotWritten(_)), "{error}");
        assert_eq!(error.became(), "written: print; not written: web and thumb");
        drop(error);
        assert_eq!((std::fs::read(&web).expect("reads"), desk.count()), (b"a list".to_vec(), 1));
        std::fs::remove_file(&web).expect("removes");
        let receipts = desk.publish(&renditions, &Unwatched).expect("publishes");
        assert!(receipts[0].already_there && !receipts[2].already_there);
        assert_eq!(desk.count(), 3);
    }

    #[test]
    fn names_are_parts_of_file_names() {
        let jpeg = OutputFormat::Jpeg(proofroom_circuits::jpeg::Options::default());
        let web = Rendition::new("web", None, jpeg).expect("a name");
        for (original, file) in [
            ("in/a.original.png", "a.web.jpg"),
            ("a.png", "a.web.jpg"),
            ("a.b.png", "a.b.web.jpg"),
            ("a", "a.web.jpg"),
        ] {
            assert_eq!(web.file_name(Path::new(original)), file);
        }
        for bad in ["", "a b", "a.b", "a/b", "..", "Original", &"a".repeat(33)] {
            assert_eq!(Rendition::new(bad, None, jpeg), Err(BadName), "{bad}");
        }
    }
}
