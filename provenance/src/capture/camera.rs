//! The simulated camera, which works as a physical one would: a maker's root key certifies device keys, and a
//! device key signs what the device took.
//!
//! The camera computes the image hash itself, from pixels, and signs it with the capture record. Nothing here signs
//! a hash that a caller passes in: verifiers rely on the hash being made from bytes, so that would break the chain
//! of trust.

#[cfg(feature = "files")]
pub mod folder;
#[cfg(feature = "files")]
pub mod photo_file;

use borsh::BorshSerialize;
use proofroom_circuits::{Image, Seed, Unwatched};

use crate::capture::signer::{SecretKey, Signer};
use crate::format::attestation::{Certificate, PublicKey};
use crate::format::capture_record::{Clock, DeviceName, Moment};
use crate::format::envelope::{self, EnvelopeError, Enveloped, Malformed};
use crate::format::original::Original;
use crate::verify::trust::Maker;

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
    pub fn dangerously_from_bytes(bytes: [u8; 32]) -> Self {
        MakerKey { secret: SecretKey::dangerously_from_bytes(bytes) }
    }

    /// The public half, which trust lists name.
    pub fn public(&self) -> PublicKey {
        self.secret.public()
    }

    /// Makes a simulated camera of this name with a new device key.
    pub fn simulated_camera(&self, name: DeviceName) -> Camera {
        self.certify(SecretKey::random(), name)
    }

    /// As [`MakerKey::simulated_camera`] with a device key of chosen bytes, for samples and tests.
    pub fn dangerous_camera(&self, name: DeviceName, bytes: [u8; 32]) -> Camera {
        self.certify(SecretKey::dangerously_from_bytes(bytes), name)
    }

    fn certify(&self, secret: SecretKey, device_name: DeviceName) -> Camera {
        Camera { signer: Signer::new(&self.secret, secret, device_name, true) }
    }
}

impl Enveloped for MakerKey {
    const MAGIC: [u8; 8] = *b"PRmaker\n";
    const MAX_BYTES: usize = 1024;

    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        Ok(MakerKey { secret: envelope::value(body, 32, "the key is incomplete")? })
    }
}

/// A camera: its secret device key and its certificate.
#[derive(BorshSerialize)]
pub struct Camera {
    signer: Signer,
}

impl Enveloped for Camera {
    const MAGIC: [u8; 8] = *b"PRdevice";
    const MAX_BYTES: usize = 1024;

    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        let signer = Signer::read(body)?;
        if signer.certificate.is_notary() {
            return Err(Malformed("the certificate is a notary's").into());
        }
        Ok(Camera { signer })
    }
}

impl Camera {
    /// Who the camera is.
    pub fn certificate(&self) -> &Certificate {
        &self.signer.certificate
    }

    /// Takes a photo: commits to the pixels under a secret seed and signs the image hash with a capture record.
    /// `time` is the time on the camera's clock, in seconds since 1970, at most
    /// [`CaptureRecord::MAX_TIME`](crate::format::capture_record::CaptureRecord::MAX_TIME).
    pub fn sign(&self, image: Image, time: u64, seed: Seed) -> Original {
        let moment = Moment { time, clock: Clock::Camera };
        self.signer.sign(image, moment, None, None, seed, &Unwatched).expect("nobody stops it")
    }

    /// The maker of the camera as an entry of a trust list, under a name that says whose maker it is.
    pub fn maker(&self) -> Maker {
        Maker {
            name: format!("Maker of {}", self.certificate().device_name.as_str()),
            key: self.certificate().maker,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::attestation::{Attestation, SignatureError, capture_bytes};
    use proofroom_circuits::{ImageHash, Size};

    fn camera() -> Camera {
        let name = DeviceName::new("Test").expect("a name");
        MakerKey::dangerously_from_bytes([1; 32]).dangerous_camera(name, [2; 32])
    }

    fn attestation() -> (Attestation, ImageHash) {
        let image = Image::new(Size::new(2, 1).expect("a size"), vec![1, 2, 3, 4, 5, 6]);
        let original = camera().sign(image, 1_700_000_000, Seed::dangerously_from_bytes([3; 32]));
        let hash = original.hidden.hash();
        (original.attestation, hash)
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
        check(&|a| a.record.size = Size::new(3, 1).expect("a size"), Capture);
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
        attestation.signature =
            camera.signer.secret.sign(&capture_bytes(&hash, &attestation.record));
        assert_eq!(attestation.check(&hash), Err(SignatureError::Device));
    }

    #[test]
    fn a_certificate_of_another_key_is_refused() {
        let mut other = camera();
        other.signer.secret = SecretKey::random();
        assert!(envelope::open::<Camera>(&envelope::seal(&other)).is_err());
        assert!(envelope::open::<Camera>(&envelope::seal(&camera())).is_ok());
    }
}
