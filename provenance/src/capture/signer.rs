//! What cameras and notaries have in common: a secret key with its certificate, which signs photos.
//!
//! The image hash is computed here, from pixels. Nothing signs a hash that a caller passes in: verifiers rely on the
//! hash being made from bytes, so that would break the chain of trust.

use borsh::{BorshDeserialize, BorshSerialize};
use ed25519_dalek::SigningKey;
use proofroom_circuits::{Cancelled, HiddenImage, Image, Progress, Seed};
use zeroize::{Zeroize, Zeroizing};

use crate::capture::unsigned::{UnsignedCapture, UnsignedCertificate};
use crate::format::attestation::{Certificate, PublicKey, Signature};
use crate::format::capture_record::{ColourSpaceName, DeviceName, Moment};
use crate::format::envelope::{self, EnvelopeError, Malformed};
use crate::format::evidence::Evidence;
use crate::format::original::Original;

/// A secret ed25519 key. It is wiped when dropped and never shown.
pub(super) struct SecretKey(SigningKey);

impl SecretKey {
    /// A new key from the operating system's randomness.
    pub fn random() -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        // Without randomness no key can be made, and there is no substitute.
        getrandom::fill(&mut *bytes).expect("the operating system gives no randomness");
        SecretKey(SigningKey::from_bytes(&bytes))
    }

    /// A key of chosen bytes, for samples and tests.
    pub fn dangerously_from_bytes(mut bytes: [u8; 32]) -> Self {
        let key = SecretKey(SigningKey::from_bytes(&bytes));
        bytes.zeroize();
        key
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(ed25519_dalek::Signer::sign(&self.0, message).to_bytes())
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

/// A secret key with its certificate.
#[derive(BorshSerialize)]
pub(super) struct Signer {
    pub secret: SecretKey,
    pub certificate: Certificate,
}

impl Signer {
    /// Certifies a key with that of its maker.
    pub fn new(
        maker: &SecretKey,
        secret: SecretKey,
        device_name: DeviceName,
        simulated: bool,
    ) -> Self {
        let certificate = certified(maker, secret.public(), device_name, simulated);
        Signer { secret, certificate }
    }

    /// Certifies a key with itself, which makes it a notary's.
    pub fn self_signed(secret: SecretKey, device_name: DeviceName) -> Self {
        let certificate = certified(&secret, secret.public(), device_name, false);
        Signer { secret, certificate }
    }

    /// Reads a key with its certificate.
    ///
    /// # Errors
    /// What cannot be read, or a certificate that is not for this key.
    pub fn read(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        let secret: SecretKey = envelope::value(body, 32, "the key is incomplete")?;
        let certificate: Certificate =
            envelope::value(body, Certificate::MAX_BYTES, "the certificate cannot be read")?;
        if secret.public() != certificate.device || !certificate.is_signed() {
            return Err(Malformed("the certificate is not for this key").into());
        }
        Ok(Signer { secret, certificate })
    }

    /// Commits to the pixels under a secret seed, and signs the image hash with a capture record.
    ///
    /// # Errors
    /// The user's wish to stop.
    pub fn sign(
        &self,
        image: Image,
        moment: Moment,
        converted_from: Option<ColourSpaceName>,
        evidence: Option<Evidence>,
        seed: Seed,
        progress: &dyn Progress,
    ) -> Result<Original, Cancelled> {
        let size = image.size();
        let hidden = HiddenImage::original_watched(image, &seed, progress)?;
        let certificate = self.certificate.clone();
        let unsigned =
            UnsignedCapture::of(hidden.hash(), size, moment, certificate, converted_from, evidence);
        let signature = self.secret.sign(&unsigned.message());
        let attestation = unsigned.signed(signature).expect("the key is that of the certificate");
        Ok(Original { hidden, seed, attestation })
    }
}

fn certified(
    maker: &SecretKey,
    device: PublicKey,
    device_name: DeviceName,
    simulated: bool,
) -> Certificate {
    let unsigned = UnsignedCertificate::of(maker.public(), device, device_name, simulated);
    let signature = maker.sign(&unsigned.message());
    unsigned.signed(signature).expect("the maker's own signature")
}
