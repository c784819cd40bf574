//! The whole story on a sample photo: a maker and a camera, a signed original, edits, a published
//! picture, its verification, and what happens to a picture with one pixel changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use proofroom_provenance::circuits::{Cancelled, Image, Progress, Recipe, Seed};
use thiserror::Error;
use zeroize::Zeroizing;

use proofroom_provenance::capture::camera::MakerKey;
use proofroom_provenance::capture::photo::{self, PhotoError};
use proofroom_provenance::format::capture_record::now;
use proofroom_provenance::format::capture_record::{BadName, DeviceName};
use proofroom_provenance::format::original::{self, Original, OriginalError};
use proofroom_provenance::format::png::{self, PROOF_CHUNK, Png, PngError};
use proofroom_provenance::publish::count::Publications;
use proofroom_provenance::publish::targets::Targets;
use proofroom_provenance::publish::{PublishError, publish};
use proofroom_provenance::system::cancel::unless_cancelled;
use proofroom_provenance::system::files::{self, Access, FileError};
use proofroom_provenance::verify::trust::{Maker, Trust, TrustError};
use proofroom_provenance::verify::{Report, verify_file};

/// The folder that is made where none is named.
pub const FOLDER: &str = "proofroom-demo";

/// The demo's maker. Such makers are in no list but the demo's own.
const MAKER_NAME: &str = "Proofroom demo maker";
const CAMERA_NAME: &str = "Proofroom demo camera";

const PHOTO: &[u8] = include_bytes!("../../samples/dandelions.jpg");

/// What the demo does to the photo.
pub const RECIPE: &str = r#"[
  {"crop": {"x": 160, "y": 40, "width": 1120, "height": 630}},
  {"resize": {"width": 640, "height": 360}},
  {"contrast": {"permille": 1200}},
  {"white_balance": {"red_permille": 940, "green_permille": 1000, "blue_permille": 1160}}
]
"#;

/// The files that the demo leaves in its folder.
#[derive(Clone, Debug)]
pub struct Files {
    /// The attested original.
    pub original: PathBuf,
    /// The edits.
    pub recipe: PathBuf,
    /// The published picture.
    pub published: PathBuf,
    /// The trust list that names the demo's maker.
    pub trust: PathBuf,
}

impl Files {
    /// The files in `folder`.
    pub fn new(folder: &Path) -> Self {
        Files {
            original: folder.join("original.png"),
            recipe: folder.join("recipe.json"),
            published: folder.join("published.png"),
            trust: folder.join(Trust::FILE),
        }
    }

    fn all(&self) -> [&PathBuf; 4] {
        [&self.original, &self.recipe, &self.published, &self.trust]
    }
}

/// How large the files became and how long everything took.
#[derive(Clone, Debug)]
pub struct Measurements {
    /// Bytes of the sample photo.
    pub photo_bytes: usize,
    /// Bytes of the attested original.
    pub original_bytes: usize,
    /// Bytes of the published picture, proof included.
    pub published_bytes: usize,
    /// Bytes of the proof alone.
    pub proof_bytes: usize,
    /// The camera's work: committing to the pixels and signing.
    pub sign: Duration,
    /// Opening the original: committing again and checking the signature.
    pub open: Duration,
    /// Editing, proving, checking the result and writing it.
    pub publish: Duration,
    /// Verifying the published file.
    pub verify: Duration,
}

/// What the demo showed.
#[derive(Clone, Debug)]
pub struct Story {
    /// What was measured.
    pub measurements: Measurements,
    /// The verdict on the published file.
    pub verified: Report,
    /// The verdict on the same file with one pixel changed.
    pub tampered: Report,
}

/// Why the demo stopped.
#[derive(Debug, Error)]
pub enum DemoError {
    /// A file that another than the demo wrote.
    #[error("{} was not written by the demo and will not be overwritten; choose another folder with --out", .0.display())]
    Foreign(PathBuf),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The original does not open.
    #[error(transparent)]
    Original(#[from] OriginalError),
    /// Publishing failed.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The user stopped it.
    #[error("stopped")]
    Cancelled(#[from] Cancelled),
    /// The sample photo built into the program is broken.
    #[error("the sample photo is broken: {0}")]
    Photo(#[from] PhotoError),
    /// The published file is broken.
    #[error("the published picture is broken: {0}")]
    Png(#[from] PngError),
    /// The camera's name is not one.
    #[error(transparent)]
    Name(#[from] BadName),
}

/// The sample photo.
///
/// # Errors
/// If the file built into the program is broken.
pub fn photo() -> Result<Image, PhotoError> {
    Ok(photo::open(PHOTO, false)?.image)
}

/// Plays the story in `folder`, telling each step to `say`. Files of an earlier demo are replaced, all
/// others are left alone.
///
/// # Errors
/// [`DemoError`].
pub fn play(
    folder: &Path,
    publications: &Publications,
    progress: &dyn Progress,
    say: &mut dyn FnMut(&str),
) -> Result<Story, DemoError> {
    let files = Files::new(folder);
    clear_earlier_demo(&files)?;
    files::create_folder(folder)?;

    say("A maker makes a camera and certifies its key.");
    let maker = MakerKey::random();
    let camera = maker.simulated_camera(DeviceName::new(CAMERA_NAME)?);
    let trust = Trust::of_makers(vec![Maker { name: MAKER_NAME.into(), key: maker.public() }]);
    files::replace(&files.trust, trust.to_json().as_bytes(), Access::Public)?;

    say("The camera takes a photo and signs it.");
    let photo = photo()?;
    let signing = move || {
        let started = Instant::now();
        let signed = camera.sign(photo, now(), Seed::random());
        (started.elapsed(), signed.to_png())
    };
    let (sign, signed) = unless_cancelled(progress, signing)?;
    files::create(&files.original, &signed, Access::Private)?;
    drop(signed);

    say("A journalist opens the original; its signature is checked.");
    let started = Instant::now();
    let original = Original::open_file_unless_cancelled(&files.original, progress)??;
    let open = started.elapsed();

    say("The photo is edited, and the edits are proved.");
    files::replace(&files.recipe, RECIPE.as_bytes(), Access::Public)?;
    let recipe = Recipe::from_json(RECIPE).map_err(PublishError::Recipe)?;
    let started = Instant::now();
    let targets = Targets {
        // What is there is an earlier demo's.
        force: true,
        ..Targets::picture(&files.published)
    };
    let receipt = publish(&original, &recipe, None, targets, publications, &trust, progress)?;
    let published = started.elapsed();

    say("Anyone can verify the published picture, without the original.");
    let file = Arc::new(files::read(&files.published, files::MAX_FILE_BYTES)?);
    let trust = Arc::new(trust);
    let check = |file: Arc<Vec<u8>>| {
        let trust = trust.clone();
        unless_cancelled(progress, move || verify_file(&file, None, &trust, None))
    };
    let started = Instant::now();
    let verified = check(file.clone())?;
    let verify = started.elapsed();

    say("Someone changes one pixel by one, and keeps the proof.");
    let tampered = check(with_one_pixel_changed(&file)?.into())?;

    let measurements = Measurements {
        photo_bytes: PHOTO.len(),
        original_bytes: files::read(&files.original, files::MAX_FILE_BYTES)?.len(),
        published_bytes: receipt.picture_bytes,
        proof_bytes: receipt.proof_bytes,
        sign,
        open,
        publish: published,
        verify,
    };
    Ok(Story { measurements, verified, tampered })
}

/// Removes what an earlier demo left, and refuses if any of the files is somebody else's. An earlier
/// demo is known by its trust list, and its original by the maker in that list.
fn clear_earlier_demo(files: &Files) -> Result<(), DemoError> {
    let is_there = |path: &&PathBuf| path.symlink_metadata().is_ok();
    let Some(first) = files.all().into_iter().find(is_there) else {
        return Ok(());
    };
    let foreign = |path: &PathBuf| DemoError::Foreign(path.clone());
    let trust = match Trust::read(&files.trust) {
        Ok(trust) => trust,
        Err(TrustError::File(_)) => return Err(foreign(first)),
        Err(_) => return Err(foreign(&files.trust)),
    };
    let [maker] = trust.makers() else {
        return Err(foreign(&files.trust));
    };
    if maker.name != MAKER_NAME {
        return Err(foreign(&files.trust));
    }
    if is_there(&&files.original) {
        let bytes = Zeroizing::new(files::read(&files.original, files::MAX_FILE_BYTES)?);
        let signed_by = original::unchecked_attestation(&bytes).map(|it| it.certificate.maker);
        if !matches!(signed_by, Ok(key) if key == maker.key) {
            return Err(foreign(&files.original));
        }
        files::remove(&files.original)?;
    }
    Ok(())
}

/// The published file with another pixel in the middle and the same proof.
fn with_one_pixel_changed(file: &[u8]) -> Result<Vec<u8>, DemoError> {
    let png = Png::parse(file)?;
    let image = png.decode().map_err(OriginalError::Pixels)?;
    let mut pixels = image.pixels().to_vec();
    let middle = pixels.len() / 2;
    pixels[middle] ^= 1;
    let plain = png::encode(&Image::new(image.size(), pixels));
    let proof = png::find_chunk(file, PROOF_CHUNK).unwrap_or_default();
    Ok(Png::parse(&plain)?.with_chunk(PROOF_CHUNK, proof))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_demos_own_files_are_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::new(folder.path());
        clear_earlier_demo(&files).expect("an empty folder");
        std::fs::write(&files.published, "somebody's").expect("writes");
        assert!(
            matches!(clear_earlier_demo(&files), Err(DemoError::Foreign(path)) if path == files.published)
        );
        let key = MakerKey::dangerously_from_bytes([1; 32]).public();
        let trust = |name: &str| Trust::of_makers(vec![Maker { name: name.into(), key }]).to_json();
        std::fs::write(&files.trust, trust("Somebody")).expect("writes");
        assert!(
            matches!(clear_earlier_demo(&files), Err(DemoError::Foreign(path)) if path == files.trust)
        );
        std::fs::write(&files.trust, trust(MAKER_NAME)).expect("writes");
        clear_earlier_demo(&files).expect("a demo's folder");
        let image = photo().expect("the sample").crop(proofroom_provenance::circuits::Rect {
            x: 0,
            y: 0,
            width: 3,
            height: 2,
        });
        let sign = |maker: MakerKey| {
            let camera = maker.simulated_camera(DeviceName::new(CAMERA_NAME).expect("a name"));
            camera.sign(image.clone(), 0, Seed::random())
        };
        sign(MakerKey::random()).create_file(&files.original).expect("writes");
        assert!(
            matches!(clear_earlier_demo(&files), Err(DemoError::Foreign(path)) if path == files.original)
        );
        std::fs::remove_file(&files.original).expect("removes");
        sign(MakerKey::dangerously_from_bytes([1; 32]))
            .create_file(&files.original)
            .expect("writes");
        clear_earlier_demo(&files).expect("a demo's original");
        assert!(!files.original.exists());
    }

    #[test]
    fn the_recipe_fits_the_photo() {
        let recipe = Recipe::from_json(RECIPE).expect("a recipe");
        recipe.sizes(photo().expect("the sample").size()).expect("fits");
    }
}
