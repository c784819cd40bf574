//! A notary: a key of somebody whom readers know, such as a newsroom. Where a camera has signed the file of a photo in
//! a way that no proof can use, a notary examines that signature, and signs the photo's image hash together with what
//! was found.
//!
//! A reader then relies on the notary for what the file was, and on nobody else for the edits.

#[cfg(feature = "files")]
pub mod files;
pub mod included;

use borsh::BorshSerialize;
use proofroom_circuits::{Image, Seed, Unwatched};

use crate::capture::signer::{SecretKey, Signer};
use crate::format::attestation::Certificate;
use crate::format::capture_record::{DeviceName, Moment};
use crate::format::envelope::{EnvelopeError, Enveloped, Malformed};
use crate::format::evidence::Evidence;
use crate::format::original::Original;
use crate::verify::trust::Maker;

/// A notary: its secret key, and its certificate, which it signed itself. The key is wiped when dropped and never
/// shown.
#[derive(BorshSerialize)]
pub struct Notary {
    signer: Signer,
}

impl Enveloped for Notary {
    const MAGIC: [u8; 8] = *b"PRnotary";
    const MAX_BYTES: usize = 1024;

    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        let signer = Signer::read(body)?;
        if !signer.certificate.is_notary() {
            return Err(Malformed("the certificate is not a notary's").into());
        }
        Ok(Notary { signer })
    }
}

impl Notary {
    /// A notary of this name with a new key from the operating system's randomness.
    pub fn random(name: DeviceName) -> Self {
        Self::of(SecretKey::random(), name)
    }

    /// A notary with a key of chosen bytes. Only for samples and tests that must repeat exactly: whoever knows the
    /// bytes is the notary.
    pub fn dangerously_from_bytes(name: DeviceName, bytes: [u8; 32]) -> Self {
        Self::of(SecretKey::dangerously_from_bytes(bytes), name)
    }

    fn of(secret: SecretKey, name: DeviceName) -> Self {
        Notary { signer: Signer::self_signed(secret, name) }
    }

    /// Who the notary is.
    pub fn certificate(&self) -> &Certificate {
        &self.signer.certificate
    }

    /// The notary as an entry of a trust list.
    pub fn entry(&self) -> Maker {
        let Certificate { device_name, maker, .. } = self.certificate();
        Maker { name: device_name.as_str().to_owned(), key: *maker }
    }

    /// Attests that the pixels are those of a photo in whose file this evidence was found.
    pub fn sign(&self, image: Image, moment: Moment, evidence: Evidence, seed: Seed) -> Original {
        let signed = self.signer.sign(image, moment, None, Some(evidence), seed, &Unwatched);
        signed.expect("nobody stops it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::{Camera, MakerKey};
    use crate::format::attestation::{Attestation, Signature, SignatureError, capture_bytes};
    use crate::format::capture_record::Clock;
    use crate::format::envelope;
    use crate::format::evidence::Included;
    use crate::format::evidence::tests::evidence;
    use proofroom_circuits::{ImageHash, Size};

    fn name() -> DeviceName {
        DeviceName::new("Desk").expect("a name")
    }

    fn notary() -> Notary {
        Notary::dangerously_from_bytes(name(), [1; 32])
    }

    const MOMENT: Moment = Moment { time: 1_700_000_000, clock: Clock::Exif };

    fn attestation() -> (Attestation, ImageHash) {
        let image = Image::new(Size::new(2, 1).expect("a size"), vec![1, 2, 3, 4, 5, 6]);
        let seed = Seed::dangerously_from_bytes([3; 32]);
        let original = notary().sign(image, MOMENT, evidence(), seed);
        let hash = original.hidden.hash();
        (original.attestation, hash)
    }

    /// The attestation after a change, with both signatures made anew by whoever has these keys.
    fn signed_anew(
        maker: &SecretKey,
        device: &SecretKey,
        change: impl Fn(&mut Attestation),
    ) -> Result<(), SignatureError> {
        let (mut attestation, hash) = attestation();
        change(&mut attestation);
        let certificate = &mut attestation.certificate;
        (certificate.maker, certificate.device) = (maker.public(), device.public());
        certificate.signature = Signature([0; 64]);
        certificate.signature = maker.sign(&certificate.signed_bytes());
        attestation.signature = device.sign(&capture_bytes(&hash, &attestation.record));
        attestation.check(&hash)
    }

    #[test]
    fn everything_that_a_notary_says_is_signed() {
        let (good, hash) = attestation();
        assert_eq!(good.check(&hash), Ok(()));
        assert_eq!(good.record.version, 3);
        let changes: &[fn(&mut Evidence)] = &[
            |evidence| evidence.signer = evidence.issuer.clone(),
            |evidence| evidence.organisation = None,
            |evidence| evidence.issuer = evidence.signer.clone(),
            |evidence| evidence.root = None,
            |evidence| evidence.signed = None,
            |evidence| evidence.source = crate::format::evidence::Source::Other,
            |evidence| evidence.certificate[31] ^= 1,
            |evidence| evidence.manifest[0] ^= 1,
            |evidence| evidence.left_out += 1,
            |evidence| evidence.attested += 1,
            |evidence| evidence.included.owner = evidence.included.file_name.take(),
            |evidence| evidence.included = Included::default(),
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut altered = good.clone();
            change(altered.record.evidence.as_mut().expect("evidence"));
            assert_eq!(altered.check(&hash), Err(SignatureError::Capture), "{number}");
        }
        let mut without = good;
        without.record.evidence = None;
        without.record.version = 2;
        assert_eq!(without.check(&hash), Err(SignatureError::Capture));
    }

    /// Whoever holds keys can sign anything with them; what they sign does not pass for something else.
    #[test]
    fn notaries_and_cameras_cannot_pass_for_each_other() {
        let [one, other] = [5, 6].map(|byte| SecretKey::dangerously_from_bytes([byte; 32]));
        let lie = Err(SignatureError::Evidence);
        assert_eq!(signed_anew(&one, &one, |_| {}), Ok(()), "a notary");
        // A maker's camera, or a key that a notary certified, with evidence.
        assert_eq!(signed_anew(&one, &other, |_| {}), lie);
        let simulate = |attestation: &mut Attestation| {
            attestation.record.simulated = true;
            attestation.certificate.simulated = true;
        };
        assert_eq!(signed_anew(&one, &other, simulate), lie);
        assert_eq!(signed_anew(&one, &one, simulate), lie);
        // A notary that says nothing of what it examined.
        let strip = |attestation: &mut Attestation| {
            attestation.record.evidence = None;
            attestation.record.version = 2;
        };
        assert_eq!(signed_anew(&one, &one, strip), lie);
        // A camera of a maker is as it was, whether a program plays it or not.
        assert_eq!(signed_anew(&one, &other, strip), Ok(()));
        let both = |attestation: &mut Attestation| {
            strip(attestation);
            simulate(attestation);
        };
        assert_eq!(signed_anew(&one, &other, both), Ok(()));
        assert_eq!(signed_anew(&one, &one, both), Ok(()));
    }

    #[test]
    fn only_a_notarys_key_is_one() {
        let key = envelope::seal(&notary());
        let read = envelope::open::<Notary>(&key).expect("reads");
        assert_eq!(read.certificate(), notary().certificate());
        assert!(read.certificate().is_notary());
        // A camera's key under the name of a notary's.
        let camera = MakerKey::dangerously_from_bytes([1; 32]).dangerous_camera(name(), [2; 32]);
        let mut renamed = envelope::seal(&camera).to_vec();
        renamed[..8].copy_from_slice(&Notary::MAGIC);
        assert!(envelope::open::<Notary>(&renamed).is_err());
        let mut renamed = key.to_vec();
        renamed[..8].copy_from_slice(&Camera::MAGIC);
        assert!(envelope::open::<Camera>(&renamed).is_err());
    }
}
