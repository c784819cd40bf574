//! The camera, simulated as a real one would be: a maker's root key certifies device keys, a device key
//! signs what the device took.
//!
//! The camera makes the image hash itself, from pixels, and signs it with the capture record. Nothing
//! here signs a hash that somebody hands in: that would end the chain of trust, as everybody relies on
//! the hash being made of bytes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use ed25519_dalek::{Signer, SigningKey};
use proofroom_circuits::{Cancelled, HiddenImage, Image, Progress, Seed, Unwatched};
use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

use crate::capture::photo::{self, Note, Photo, PhotoError};
use crate::format::attestation::{Attestation, Certificate, PublicKey, Signature, capture_bytes};
use crate::format::capture_record::{
    CaptureRecord, Clock, ColourSpaceName, DeviceName, MAX_SECONDS_AHEAD, Moment,
};
use crate::format::envelope::{self, EnvelopeError, Enveloped, Malformed};
use crate::format::original::Original;
use crate::system::cancel::unless_cancelled;
use crate::system::files::{self, Access, StoreError};
use crate::system::folders::{self, NoFolder};
use crate::system::text;
use crate::verify::trust::{Maker, Trust};

/// A secret ed25519 key. It is wiped when dropped and never shown.
struct SecretKey(SigningKey);

impl SecretKey {
    fn random() -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        // A machine without randomness can make no key; there is nothing to fall back on.
        getrandom::fill(&mut *bytes).expect("the operating system gives no randomness");
        SecretKey(SigningKey::from_bytes(&bytes))
    }

    fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl BorshSerialize for SecretKey {
    fn serialize<W: std::io::Write>(&self, writer: &mut W) -> std::io::Result<()> {
        writer.write_all(self.0.as_bytes())
    }
}

impl BorshDeserialize for SecretKey {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        reader.read_exact(&mut *bytes)?;
        Ok(SecretKey(SigningKey::from_bytes(&bytes)))
    }
}

/// A maker of cameras: its root key.
#[derive(BorshSerialize)]
pub struct MakerKey {
    secret: SecretKey,
}

impl MakerKey {
    /// A new key from the operating system's randomness.
    pub fn random() -> Self {
        MakerKey { secret: SecretKey::random() }
    }

    /// A key of chosen bytes. Only for samples and tests that must repeat exactly: whoever knows the
    /// bytes is the maker.
    pub fn dangerously_from_bytes(mut bytes: [u8; 32]) -> Self {
        let key = MakerKey { secret: SecretKey(SigningKey::from_bytes(&bytes)) };
        bytes.zeroize();
        key
    }

    /// The public half, which trust lists name.
    pub fn public(&self) -> PublicKey {
        self.secret.public()
    }

    /// Makes a camera of this name, simulated, with a new device key.
    pub fn simulated_camera(&self, name: DeviceName) -> Camera {
        self.certify(SecretKey::random(), name)
    }

    /// As [`MakerKey::simulated_camera`] with a device key of chosen bytes, for samples and tests.
    pub fn dangerous_camera(&self, name: DeviceName, mut bytes: [u8; 32]) -> Camera {
        let secret = SecretKey(SigningKey::from_bytes(&bytes));
        bytes.zeroize();
        self.certify(secret, name)
    }

    fn certify(&self, secret: SecretKey, device_name: DeviceName) -> Camera {
        let mut certificate = Certificate {
            maker: self.public(),
            device: secret.public(),
            device_name,
            simulated: true,
            signature: Signature([0; 64]),
        };
        certificate.signature = self.secret.sign(&certificate.signed_bytes());
        Camera { secret, certificate }
    }
}

impl Enveloped for MakerKey {
    const MAGIC: [u8; 8] = *b"PRmaker\n";
    const MAX_BYTES: usize = 1024;

    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        Ok(MakerKey { secret: envelope::value(body, 32, "the key is cut")? })
    }
}

/// A camera: its secret device key and its certificate.
#[derive(BorshSerialize)]
pub struct Camera {
    secret: SecretKey,
    certificate: Certificate,
}

impl Enveloped for Camera {
    const MAGIC: [u8; 8] = *b"PRdevice";
    const MAX_BYTES: usize = 1024;

    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        let secret: SecretKey = envelope::value(body, 32, "the key is cut")?;
        let certificate: Certificate =
            envelope::value(body, Certificate::MAX_BYTES, "the certificate cannot be read")?;
        if secret.public() != certificate.device || !certificate.is_signed() {
            return Err(Malformed("the certificate is not for this key").into());
        }
        Ok(Camera { secret, certificate })
    }
}

/// Why the files of a camera cannot be written or read.
#[derive(Debug, Error)]
pub enum CameraError {
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no place for it.
    #[error(transparent)]
    Folder(#[from] NoFolder),
    /// The folder holds keys already.
    #[error("{} contains the keys of a camera, which are never overwritten; choose another folder", .0.display())]
    HoldsKeys(PathBuf),
    /// The key of another maker lies beside the camera's.
    #[error("{} is not the key of the maker of this camera; put the right one there", .0.display())]
    OtherMaker(PathBuf),
    /// The device's file is not one.
    #[error("{} is not the key of a camera: {error}", path.display())]
    Key {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        error: EnvelopeError,
    },
}

/// A photo that was signed from a file.
pub struct Signed {
    /// The original.
    pub original: Original,
    /// Its file.
    pub file: Zeroizing<Vec<u8>>,
    /// What the user should know of how the photo was read.
    pub notes: Vec<Note>,
}

/// Why the photo in a file is not signed.
#[derive(Debug, Error)]
pub enum SignFileError {
    /// The file holds no photo that can be taken.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// The user stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl Camera {
    /// The file of the device key and its certificate, in a camera's folder.
    pub const DEVICE_FILE: &'static str = "device.key";
    /// The file of the maker's root key. The camera does not need it; its maker would keep it.
    pub const MAKER_FILE: &'static str = "maker.key";
    /// The trust list that names the maker.
    pub const TRUST_FILE: &'static str = "trust.json";

    /// The name of the user's own.
    const USERS_NAME: &str = "Proofroom simulated camera";

    /// Who the camera is.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Takes a photo as a real camera does: commits to the pixels under a secret seed and signs the image
    /// hash with a capture record. `time` is what the camera's clock shows, in seconds since 1970, at most
    /// [`CaptureRecord::MAX_TIME`].
    pub fn sign(&self, image: Image, time: u64, seed: Seed) -> Original {
        let moment = Moment { time, clock: Clock::Camera };
        self.sign_watched(image, moment, None, seed, &Unwatched).expect("nobody stops it")
    }

    /// Takes the photo that stands in a file, telling its progress. The capture time is the one that the
    /// photo's EXIF data give, else `now`, the time of signing in seconds since 1970.
    ///
    /// # Errors
    /// A photo that cannot be taken, or the user's wish to stop.
    pub fn sign_file<P: Progress + Send + 'static>(
        self,
        photo: Zeroizing<Vec<u8>>,
        ignore_profile: bool,
        now: u64,
        progress: Arc<P>,
    ) -> Result<Signed, SignFileError> {
        // Neither decoding nor encoding asks whether to stop.
        unless_cancelled(&*progress.clone(), move || {
            let Photo { image, taken, converted_from, mut notes } =
                photo::open(&photo, ignore_profile)?;
            let moment = taken.unwrap_or(Moment { time: now, clock: Clock::Program });
            if moment.time > now.saturating_add(MAX_SECONDS_AHEAD) {
                notes.push(Note::Future);
            }
            let original =
                self.sign_watched(image, moment, converted_from, Seed::random(), &*progress)?;
            Ok(Signed { file: original.to_png(), original, notes })
        })?
    }

    fn sign_watched(
        &self,
        image: Image,
        moment: Moment,
        converted_from: Option<ColourSpaceName>,
        seed: Seed,
        progress: &dyn Progress,
    ) -> Result<Original, Cancelled> {
        let record = CaptureRecord::new(
            image.size(),
            moment,
            self.certificate.device_name.clone(),
            self.certificate.simulated,
            converted_from,
        );
        let hidden = HiddenImage::original_watched(image, &seed, progress)?;
        let signature = self.secret.sign(&capture_bytes(&hidden.hash(), &record));
        let attestation = Attestation { certificate: self.certificate.clone(), record, signature };
        Ok(Original { hidden, seed, attestation })
    }

    /// Makes a maker, one simulated camera of it, and a trust list with the maker, and writes their
    /// files into `folder`, which is made if it is missing, and then appears whole. Gives the camera.
    ///
    /// # Errors
    /// If the folder holds keys or a trust list already, or cannot be written.
    pub fn create(folder: &Path, name: DeviceName) -> Result<Camera, CameraError> {
        let [maker_path, device_path, trust_path] =
            [Self::MAKER_FILE, Self::DEVICE_FILE, Self::TRUST_FILE].map(|file| folder.join(file));
        if [&maker_path, &device_path].iter().any(|path| path.symlink_metadata().is_ok()) {
            return Err(CameraError::HoldsKeys(folder.to_owned()));
        }
        if trust_path.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(trust_path).into());
        }
        let maker = MakerKey::random();
        let camera = maker.simulated_camera(name);
        let trust = Trust::of_makers(vec![camera.maker()]).to_json();
        let files: [(&str, &[u8], Access); 3] = [
            (Self::MAKER_FILE, &envelope::seal(&maker), Access::Private),
            (Self::DEVICE_FILE, &envelope::seal(&camera), Access::Private),
            (Self::TRUST_FILE, trust.as_bytes(), Access::Public),
        ];
        files::create_folder_with(folder, &files)?;
        Ok(camera)
    }

    /// The maker of the camera as an entry of a trust list, under a name that says whose maker it is.
    pub fn maker(&self) -> Maker {
        Maker {
            name: format!("Maker of {}", self.certificate.device_name.as_str()),
            key: self.certificate.maker,
        }
    }

    /// The folder of this user's simulated camera.
    ///
    /// # Errors
    /// If there is no config folder.
    pub fn users_folder() -> Result<PathBuf, NoFolder> {
        Ok(folders::config()?.join("camera"))
    }

    /// The simulated camera of this user, in the config folder; made under a neutral name when it is first
    /// asked for. Its maker is in nobody's trust list.
    ///
    /// # Errors
    /// If there is no config folder, or the camera cannot be written or read.
    pub fn of_user() -> Result<Camera, CameraError> {
        Self::open_or_create(&Self::users_folder()?)
    }

    /// As [`Camera::of_user`], but none is made.
    ///
    /// # Errors
    /// If there is no config folder, or the camera cannot be read.
    pub fn of_user_if_made() -> Result<Option<Camera>, CameraError> {
        let folder = Self::users_folder()?;
        if files::is_there(&folder.join(Self::DEVICE_FILE))? {
            Self::open(&folder).map(Some)
        } else {
            Ok(None)
        }
    }

    fn open_or_create(folder: &Path) -> Result<Camera, CameraError> {
        if !folder.join(Self::DEVICE_FILE).exists() {
            let name = DeviceName::new(Self::USERS_NAME).expect("a name");
            match Self::create(folder, name) {
                // Another window was faster.
                Err(CameraError::HoldsKeys(_) | CameraError::Store(StoreError::Exists(_))) => {}
                made => return made,
            }
        }
        Self::open(folder)
    }

    /// Gives the camera of a folder another name: its maker certifies the same device key anew. Photos that are
    /// signed from now on show the new name; those that were signed before keep theirs.
    ///
    /// # Errors
    /// If the keys of the camera or of its maker cannot be read, or the new certificate cannot be written; then
    /// the camera is as it was.
    pub fn rename(folder: &Path, name: DeviceName) -> Result<Camera, CameraError> {
        let camera = Self::open(folder)?;
        let path = folder.join(Self::MAKER_FILE);
        let bytes = Zeroizing::new(files::read(&path, MakerKey::MAX_BYTES as u64)?);
        let maker: MakerKey = envelope::open(&bytes)
            .map_err(|error| CameraError::Key { path: path.clone(), error })?;
        if maker.public() != camera.certificate.maker {
            return Err(CameraError::OtherMaker(path));
        }
        let old = camera.maker();
        let renamed = maker.certify(camera.secret, name);
        files::replace(
            &folder.join(Self::DEVICE_FILE),
            &envelope::seal(&renamed),
            Access::Private,
        )?;
        // The list that readers get should not keep the old name. The camera works without that list.
        if files::is_there(&folder.join(Self::TRUST_FILE)).unwrap_or(false) {
            let _ = Trust::change_in(folder, |trust| trust.follow_rename(&old, &renamed.maker()));
        }
        Ok(renamed)
    }

    /// Reads the camera of a folder.
    ///
    /// # Errors
    /// If its key is missing or not one.
    pub fn open(folder: &Path) -> Result<Camera, CameraError> {
        let path = folder.join(Self::DEVICE_FILE);
        let bytes = Zeroizing::new(files::read(&path, Self::MAX_BYTES as u64)?);
        envelope::open(&bytes).map_err(|error| CameraError::Key { path, error })
    }

    /// What the owner of the camera in this folder should know before using it: that others could use it, too.
    pub fn warning(folder: &Path) -> Option<String> {
        let path = folder.join(Self::DEVICE_FILE);
        files::readable_by_others(&path).then(|| {
            format!(
                "other users of this machine can read {}, and whoever has it can sign photos as this camera; `chmod 600` \
                 it",
                text::path(&path)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::attestation::SignatureError;
    use proofroom_circuits::{ImageHash, Size};

    fn camera() -> Camera {
        let name = DeviceName::new("Test").expect("a name");
        MakerKey::dangerously_from_bytes([1; 32]).dangerous_camera(name, [2; 32])
    }

    fn attestation() -> (Attestation, ImageHash) {
        let image = Image::new(Size { width: 2, height: 1 }, vec![1, 2, 3, 4, 5, 6]);
        let original = camera().sign(image, 1_700_000_000, Seed::dangerously_from_bytes([3; 32]));
        let hash = original.hidden.hash();
        (original.attestation, hash)
    }

    /// Stops the work when half of it is done.
    #[derive(Default)]
    struct StopsHalfway(std::sync::atomic::AtomicBool);

    impl Progress for StopsHalfway {
        fn report(&self, done: f64, _: proofroom_circuits::Stage, _: usize, _: usize) {
            assert!((0.0..=1.0).contains(&done));
            if done >= 0.5 {
                self.0.store(true, std::sync::atomic::Ordering::Relaxed);
            }
        }

        fn cancelled(&self) -> bool {
            self.0.load(std::sync::atomic::Ordering::Relaxed)
        }
    }

    #[test]
    fn the_photo_in_a_file_is_signed_unless_the_user_stops_it() {
        let size = Size { width: 300, height: 200 };
        let pixels = (0..size.bytes()).map(|i| (i % 251) as u8).collect();
        let image = Image::new(size, pixels);
        let photo = || Zeroizing::new(crate::format::png::encode(&image));
        let signed = camera().sign_file(photo(), false, 1_700_000_000, Arc::new(Unwatched));
        let Signed { original, file, .. } = signed.expect("signs");
        let opened = Original::open(&file).expect("an original");
        assert_eq!(opened.hidden.image(), &image);
        assert_eq!(opened.hidden.hash(), original.hidden.hash());
        assert_eq!(opened.attestation.record.time, 1_700_000_000);

        let progress = Arc::new(StopsHalfway::default());
        let stopped = camera().sign_file(photo(), false, 0, progress.clone());
        assert!(matches!(stopped, Err(SignFileError::Cancelled(_))));
        assert!(progress.cancelled());
        let text = Zeroizing::new(b"text".to_vec());
        let refused = camera().sign_file(text, false, 0, Arc::new(Unwatched));
        assert!(matches!(refused, Err(SignFileError::Photo(PhotoError::Format))));
    }

    #[test]
    fn each_signature_is_checked() {
        let (good, hash) = attestation();
        assert_eq!(good.check(&hash), Ok(()));
        assert_eq!(good.record.captured(), "2023-11-14T22:13:20Z");
        let check = |change: &dyn Fn(&mut Attestation), error: SignatureError| {
            let mut attestation = good.clone();
            change(&mut attestation);
            assert_eq!(attestation.check(&hash), Err(error));
        };
        use SignatureError::{Capture, Certificate};
        check(&|a| a.record.time += 1, Capture);
        check(&|a| a.record.size.width += 1, Capture);
        check(&|a| a.record.simulated = false, Capture);
        check(&|a| a.record.device_name = DeviceName::new("Other").expect("a name"), Capture);
        check(&|a| a.signature.0[0] ^= 1, Capture);
        check(&|a| a.certificate.simulated = false, Certificate);
        check(
            &|a| a.certificate.device_name = DeviceName::new("Other").expect("a name"),
            Certificate,
        );
        check(&|a| a.certificate.device.0[0] ^= 1, Certificate);
        check(&|a| a.certificate.maker.0[0] ^= 1, Certificate);
        check(&|a| a.certificate.signature.0[63] ^= 1, Certificate);
        assert_eq!(good.check(&ImageHash([0; 32])), Err(Capture));
    }

    #[test]
    fn a_device_cannot_speak_for_another() {
        let camera = camera();
        let (mut attestation, hash) = attestation();
        attestation.record.device_name = DeviceName::new("Other").expect("a name");
        attestation.signature = camera.secret.sign(&capture_bytes(&hash, &attestation.record));
        assert_eq!(attestation.check(&hash), Err(SignatureError::Device));
    }

    #[test]
    fn key_files_go_there_and_back_and_show_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let camera = Camera::create(folder.path(), DeviceName::new("Test").expect("a name"))
            .expect("writes");
        let read = Camera::open(folder.path()).expect("reads");
        assert_eq!(read.certificate, camera.certificate);
        assert_eq!(read.secret.0, camera.secret.0);
        let again = Camera::create(folder.path(), DeviceName::new("Test").expect("a name"));
        assert!(matches!(again, Err(CameraError::HoldsKeys(_))));
        #[cfg(unix)]
        for file in [Camera::DEVICE_FILE, Camera::MAKER_FILE] {
            assert!(!files::readable_by_others(&folder.path().join(file)), "{file}");
        }
    }

    #[test]
    fn the_users_camera_is_made_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("camera");
        let certificate = || Camera::open_or_create(&path).expect("a camera").certificate;
        let first = certificate();
        assert_eq!(certificate(), first);
        assert!(first.simulated);
        assert_eq!(DeviceName::new(Camera::USERS_NAME), Ok(first.device_name));
        std::fs::write(path.join(Camera::DEVICE_FILE), "damaged").expect("writes");
        assert!(matches!(Camera::open_or_create(&path), Err(CameraError::Key { .. })));
    }

    #[test]
    fn a_camera_with_another_name_keeps_its_keys() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = |name: &str| DeviceName::new(name).expect("a name");
        let before = Camera::create(folder.path(), name("First")).expect("writes");
        let after = Camera::rename(folder.path(), name("Second")).expect("renames");
        assert_eq!(after.certificate.device_name, name("Second"));
        assert_eq!(after.certificate.device, before.certificate.device);
        assert_eq!(after.certificate.maker, before.certificate.maker);
        let read = Camera::open(folder.path()).expect("reads");
        assert_eq!(read.certificate, after.certificate);
        let list = Trust::read(&folder.path().join(Camera::TRUST_FILE)).expect("reads");
        assert_eq!(list, Trust::of_makers(vec![after.maker()]));
        std::fs::remove_file(folder.path().join(Camera::TRUST_FILE)).expect("removes");
        let after = Camera::rename(folder.path(), name("Second")).expect("renames");
        assert!(!folder.path().join(Camera::TRUST_FILE).exists());
        #[cfg(unix)]
        assert!(!files::readable_by_others(&folder.path().join(Camera::DEVICE_FILE)));

        let other = envelope::seal(&MakerKey::random());
        std::fs::write(folder.path().join(Camera::MAKER_FILE), &*other).expect("writes");
        assert!(matches!(
            Camera::rename(folder.path(), name("Third")),
            Err(CameraError::OtherMaker(_))
        ));
        std::fs::remove_file(folder.path().join(Camera::MAKER_FILE)).expect("removes");
        assert!(matches!(Camera::rename(folder.path(), name("Third")), Err(CameraError::Store(_))));
        let read = Camera::open(folder.path()).expect("reads");
        assert_eq!(read.certificate, after.certificate);
    }

    #[test]
    fn a_certificate_of_another_key_is_refused() {
        let mut other = camera();
        other.secret = SecretKey::random();
        assert!(envelope::open::<Camera>(&envelope::seal(&other)).is_err());
        assert!(envelope::open::<Camera>(&envelope::seal(&camera())).is_ok());
    }
}
