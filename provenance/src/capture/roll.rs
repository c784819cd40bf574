//! Many photos for one camera: what `proofroom camera sign` does with a folder.
//!
//! Each photo is signed as if it were alone, into a file whose name follows from its own. A photo that this camera
//! has already signed is left as it is, so an interrupted run can be started again.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proofroom_circuits::{Cancelled, Progress, Size};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::capture::camera::Camera;
use crate::capture::camera::folder::CameraError;
use crate::capture::camera::photo_file::{SignFileError, Signed};
use crate::capture::photo::{self, Note};
use crate::format::attestation::PublicKey;
use crate::format::original;
use crate::format::picture;
use crate::format::png::{self, ORIGINAL_CHUNK, Png};
use crate::system::cancel::unless_cancelled;
use crate::system::files::{self, Access, FileError};
use crate::system::text;

/// The extensions of picture formats that cannot be signed.
const OTHER_PICTURES: [&str; 15] = [
    "heic", "heif", "avif", "webp", "tif", "tiff", "dng", "cr2", "cr3", "nef", "arw", "raf", "orf",
    "rw2", "jxl",
];

/// What is done to every photo.
pub struct Roll<'a> {
    /// The folder of the camera.
    pub device: &'a Path,
    /// The folder for the originals.
    pub out: &'a Path,
    /// Whether colour profiles are ignored.
    pub ignore_profile: bool,
    /// Seconds since 1970 by this machine's clock.
    pub now: u64,
}

/// What became of one photo.
#[derive(Debug)]
pub enum Outcome {
    /// It was signed.
    Signed {
        /// The name of its original.
        name: OsString,
        /// The photo's size.
        size: Size,
        /// What the user should know of how the photo was read.
        notes: Vec<Note>,
    },
    /// This camera signed it before.
    AlreadyThere,
}

/// Why a photo was not signed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RollError {
    /// The photo cannot be signed.
    #[error(transparent)]
    Sign(#[from] SignFileError),
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The camera cannot be read.
    #[error(transparent)]
    Camera(#[from] CameraError),
    /// It is an original, whichever camera signed it.
    #[error("it is an attested original already")]
    Original,
    /// It is a published picture.
    #[error("it is a published picture, whose signature would be lost; sign the photo itself")]
    Published,
    /// Another photo's original would have the same name.
    #[error("the original of {} would also be called {}; rename one of them", text::path(.other), text::path(.name.as_ref()))]
    SameName {
        /// The other photo.
        other: PathBuf,
        /// The name of the original.
        name: OsString,
    },
    /// There is another file where the original should be.
    #[error("{} exists and is not the original of this photo by this camera; move it away, or choose another folder", text::path(.0))]
    Foreign(PathBuf),
}

impl From<Cancelled> for RollError {
    fn from(cancelled: Cancelled) -> Self {
        RollError::Sign(cancelled.into())
    }
}

/// The photos to sign, found before any is signed.
#[derive(Debug, Default)]
pub struct Photos {
    /// The photos, in the order in which they were named, those of a folder by name.
    pub photos: Vec<PathBuf>,
    /// The files that cannot be signed, and why.
    pub refused: Vec<(PathBuf, RollError)>,
    /// How many other files the folders hold.
    pub others: usize,
    /// How many of these are, by their names, pictures in formats that cannot be signed.
    pub other_pictures: usize,
}

impl Photos {
    /// Takes files as they are named, and looks for photos directly inside folders: JPEG and PNG files that are
    /// neither originals nor published pictures.
    ///
    /// # Errors
    /// If the user stops it; inside, if a folder cannot be read.
    pub fn find(
        paths: &[PathBuf],
        progress: &dyn Progress,
    ) -> Result<Result<Self, FileError>, Cancelled> {
        let paths = paths.to_owned();
        unless_cancelled(progress, move || Self::of(&paths))
    }

    fn of(paths: &[PathBuf]) -> Result<Self, FileError> {
        let mut found = Photos::default();
        for path in paths {
            if path.is_dir() {
                let mut files = files::files_in(path)?;
                files.sort();
                let (photos, others): (Vec<_>, Vec<_>) =
                    files.into_iter().partition(|file| is_photo(file));
                found.photos.extend(photos);
                found.others += others.len();
                found.other_pictures += others.iter().filter(|file| is_other_picture(file)).count();
            } else {
                found.photos.push(path.clone());
            }
        }
        // Some file systems treat names that differ only in case as the same.
        let mut by_name: BTreeMap<OsString, Vec<PathBuf>> = BTreeMap::new();
        for path in &found.photos {
            let name = original_name(path).to_ascii_lowercase();
            by_name.entry(name).or_default().push(path.clone());
        }
        let namesake = |path: &PathBuf| {
            let namesakes = &by_name[&original_name(path).to_ascii_lowercase()];
            namesakes.iter().find(|other| *other != path).cloned()
        };
        for path in std::mem::take(&mut found.photos) {
            match namesake(&path) {
                None if found.photos.contains(&path) => {}
                None => found.photos.push(path),
                Some(other) => {
                    let name = original_name(&path);
                    let error = RollError::SameName { other, name };
                    found.refused.push((path, error));
                }
            }
        }
        Ok(found)
    }
}

/// Whether a file of a folder is a photo to sign, or at least has the name of one: what is wrong with such a file
/// is reported when it is signed.
fn is_photo(path: &Path) -> bool {
    if files::begins_with(path, b"\x89PNG")
        && let Ok(bytes) = files::read(path, files::MAX_FILE_BYTES).map(Zeroizing::new)
    {
        return check_unsigned(&bytes).is_ok();
    }
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    files::begins_with(path, &[0xff, 0xd8])
        || ["jpg", "jpeg", "png"].iter().any(|known| extension == *known)
}

/// Whether a file has the name of a picture in a common format that cannot be signed. Often there is a photo beside
/// it, with the same name, that can be.
fn is_other_picture(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    OTHER_PICTURES.iter().any(|known| extension == *known)
}

/// The name of a photo's original: `NAME.original.png` for `NAME.jpg`.
pub fn original_name(photo: &Path) -> OsString {
    let mut name = photo.file_stem().unwrap_or_default().to_owned();
    name.push(".original.png");
    name
}

impl Roll<'_> {
    /// Signs one photo, unless this camera has already signed it.
    ///
    /// # Errors
    /// [`RollError`]; then nothing was written.
    pub fn sign<P: Progress + Send + 'static>(
        &self,
        photo: &Path,
        progress: Arc<P>,
    ) -> Result<Outcome, RollError> {
        let camera = Camera::open(self.device)?;
        let name = original_name(photo);
        let target = self.out.join(&name);
        let path = photo.to_owned();
        let read = move || files::read(&path, files::MAX_FILE_BYTES).map(Zeroizing::new);
        let bytes = unless_cancelled(&*progress, read)??;
        check_unsigned(&bytes)?;
        if files::is_there(&target)? {
            let device = camera.certificate().device;
            let (ignore_profile, path) = (self.ignore_profile, target.clone());
            let compare = move || is_original_of(&path, &bytes, ignore_profile, &device);
            return if unless_cancelled(&*progress, compare)?? {
                Ok(Outcome::AlreadyThere)
            } else {
                Err(RollError::Foreign(target))
            };
        }
        let Signed { original, file, notes } =
            camera.sign_file(bytes, self.ignore_profile, self.now, progress)?;
        files::create(&target, &file, Access::Private)?;
        Ok(Outcome::Signed { name, size: original.hidden.size(), notes })
    }
}

/// Checks that a file is not one that a camera signed, or that was published of such a file.
///
/// # Errors
/// Which of them it is.
pub fn check_unsigned(bytes: &[u8]) -> Result<(), RollError> {
    if png::find_chunk(bytes, ORIGINAL_CHUNK).is_some() {
        Err(RollError::Original)
    } else if picture::find_proof(bytes).is_some() {
        Err(RollError::Published)
    } else {
        Ok(())
    }
}

/// Whether the file is an original of this device with the pixels of this photo. Its signature is checked when it
/// is opened; here it only must not be taken for another photo's.
fn is_original_of(
    original: &Path,
    photo: &[u8],
    ignore_profile: bool,
    device: &PublicKey,
) -> Result<bool, FileError> {
    let bytes = Zeroizing::new(files::read(original, files::MAX_FILE_BYTES)?);
    let signed = || {
        let png = Png::parse(&bytes).ok()?;
        let record = original::read_record(&png).ok()?;
        (record.attestation.certificate.device == *device).then_some(())?;
        png.decode().ok()
    };
    Ok(signed().is_some_and(|image| {
        photo::open(photo, ignore_profile).is_ok_and(|photo| photo.image == image)
    }))
}

/// One line on what became of a photo.
pub fn in_words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Signed { name, size, .. } => {
            format!("signed as {} ({size} pixels)", text::path(name.as_ref()))
        }
        Outcome::AlreadyThere => "already signed, left unchanged".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use crate::format::png::PROOF_CHUNK;
    use proofroom_circuits::{Image, Seed, Unwatched};

    #[test]
    fn photos_are_found_and_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let size = Size::new(6, 4).expect("a size");
        let image = Image::new(size, vec![9; size.bytes()]);
        let photo = png::encode(&image);
        let name = DeviceName::new("Test").expect("a name");
        let camera = MakerKey::dangerously_from_bytes([1; 32]).simulated_camera(name);
        let original = camera.sign(image, 0, Seed::dangerously_from_bytes([2; 32])).to_png();
        let published = Png::parse(&photo).expect("a PNG").with_chunk(PROOF_CHUNK, b"");
        for (name, bytes) in [
            ("a.png", &photo[..]),
            ("b.JPG", b"\xff\xd8"),
            ("b.png", &photo),
            ("c", b"\xff\xd8"),
            ("d.jpg", b"no photo"),
            ("e.txt", b"no photo"),
            ("f.original.png", &original),
            ("g.png", &published),
            ("i.HEIC", b"\0\0\0\x18ftypheic"),
        ] {
            std::fs::write(folder.path().join(name), bytes).expect("writes");
        }
        let named = folder.path().join("h.heic");
        let paths = [named.clone(), folder.path().to_owned(), folder.path().join("a.png")];
        let found = Photos::find(&paths, &Unwatched).expect("not stopped");
        let Photos { photos, refused, others, other_pictures } = found.expect("reads");
        let file = |name: &str| folder.path().join(name);
        assert_eq!(photos, [named, file("a.png"), file("c"), file("d.jpg")]);
        let refused: Vec<_> =
            refused.iter().map(|(path, error)| (path.clone(), error.to_string())).collect();
        assert_eq!(refused.len(), 2, "{refused:?}");
        for ((path, error), (name, other)) in
            refused.iter().zip([("b.JPG", "b.png"), ("b.png", "b.JPG")])
        {
            assert_eq!(*path, file(name));
            assert!(error.contains(&format!("{other} would also be called")), "{error}");
        }
        assert_eq!((others, other_pictures), (4, 1));
        for (photo, original) in [
            ("in/a.jpg", "a.original.png"),
            ("a.b.JPEG", "a.b.original.png"),
            ("a", "a.original.png"),
        ] {
            assert_eq!(original_name(Path::new(photo)), original);
        }
    }
}
