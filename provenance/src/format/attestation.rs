//! Who signed a photo, and what they said: public keys, signatures, certificates, attestations.

use borsh::{BorshDeserialize, BorshSerialize};
use ed25519_dalek::VerifyingKey;
use proofroom_circuits::{ImageHash, Size};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::format::capture_record::{CaptureRecord, DeviceName};
use crate::format::envelope::{self, EnvelopeError, Malformed};

const CERTIFICATE_TAG: &[u8] = b"proofroom device certificate v1";
const CAPTURE_TAG: &[u8] = b"proofroom capture v1";

/// An ed25519 public key. Shown as 64 hexadecimal digits.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize, Serialize, Deserialize,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct PublicKey(
    #[serde(with = "hex::serde")]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub [u8; 32],
);

/// Text that is not a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not a key: a key is 64 hexadecimal digits")]
pub struct BadKey;

/// Reads 64 hexadecimal digits. Spaces and line ends between them are ignored, so that the grouped form is read,
/// too.
impl std::str::FromStr for PublicKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let digits: String = text.split_whitespace().collect();
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits, &mut bytes).map_err(|_| BadKey)?;
        let key = PublicKey(bytes);
        if key.is_usable() { Ok(key) } else { Err(BadKey) }
    }
}

impl PublicKey {
    /// The whole key in groups of four digits, as people compare it.
    pub fn fingerprint(&self) -> String {
        let groups = self.0.chunks(2).map(hex::encode);
        groups.collect::<Vec<_>>().join(" ")
    }

    /// Whether the bytes are a key under which signatures can be checked strictly.
    pub fn is_usable(&self) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| !key.is_weak())
    }

    fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&signature.0)).is_ok()
        })
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// An ed25519 signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Signature(pub [u8; 64]);

/// A maker's statement that a device is its own. A notary's certificate is self-signed: its own key is in the places
/// of both.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Certificate {
    /// The maker's root key, which signed this certificate.
    pub maker: PublicKey,
    /// The device's key.
    pub device: PublicKey,
    /// The device's name.
    pub device_name: DeviceName,
    /// Whether the device is a program that simulates a camera.
    pub simulated: bool,
    /// The maker's signature over a tag and the fields above.
    pub signature: Signature,
}

impl Certificate {
    /// The most bytes of its encoding, which has a name of 64 bytes.
    pub(crate) const MAX_BYTES: usize = 32 + 32 + (4 + 64) + 1 + 64;

    /// What the maker signs.
    pub(crate) fn signed_bytes(&self) -> Vec<u8> {
        let fields = (&self.maker, &self.device, &self.device_name, self.simulated);
        [CERTIFICATE_TAG, &envelope::encode(&fields)].concat()
    }

    /// Its bytes, as they are in every file of the device.
    pub fn to_bytes(&self) -> Vec<u8> {
        envelope::encode(self).to_vec()
    }

    /// Whether it is a notary's: self-signed, and not a program's that plays a camera.
    pub fn is_notary(&self) -> bool {
        self.maker == self.device && !self.simulated
    }

    /// Whether the maker signed this certificate.
    pub(crate) fn is_signed(&self) -> bool {
        self.maker.verify(&self.signed_bytes(), &self.signature)
    }
}

/// A capture record with everything needed to check who made it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Attestation {
    /// Who the device is.
    pub certificate: Certificate,
    /// What it says.
    pub record: CaptureRecord,
    /// The device's signature over a tag, the image hash and the record.
    pub signature: Signature,
}

/// Which signature is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The maker's signature over the certificate.
    #[error("the certificate of the camera's key is not signed by its maker")]
    Certificate,
    /// The device's signature over the photo.
    #[error("the camera's signature is not for this photo and capture record")]
    Capture,
    /// The record has another device's name.
    #[error("the capture record and the certificate name different devices")]
    Device,
    /// A notary without evidence, or a camera with some.
    #[error(
        "the capture record and the certificate contradict each other: a notary's record contains the evidence that \
         the notary examined, and a camera's contains none"
    )]
    Evidence,
}

impl Attestation {
    /// Reads an attestation whose parts are within their limits.
    ///
    /// # Errors
    /// What cannot be read; a newer version of the record has an error of its own.
    pub(crate) fn read(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        let certificate =
            envelope::value(body, Certificate::MAX_BYTES, "its certificate cannot be read")?;
        let unreadable = "its capture record cannot be read";
        let version = envelope::value(&mut &**body, 2, unreadable)?;
        if version > CaptureRecord::VERSION {
            return Err(EnvelopeError::CaptureRecord(version));
        }
        let (_, width, height): (u16, u32, u32) = envelope::value(&mut &**body, 10, unreadable)?;
        Size::new(width, height)
            .map_err(|_| Malformed("its capture record has an impossible size"))?;
        let record: CaptureRecord = envelope::value(body, CaptureRecord::MAX_BYTES, unreadable)?;
        if record.latest_time() > CaptureRecord::MAX_TIME {
            return Err(Malformed("its capture record has an impossible time").into());
        }
        let signature = envelope::value(body, 64, "its signature cannot be read")?;
        Ok(Attestation { certificate, record, signature })
    }

    /// Certificate, record and signature as every file holds them, and as proofs are bound to them.
    pub fn to_bytes(&self) -> Vec<u8> {
        envelope::encode(self).to_vec()
    }

    /// Checks both signatures strictly, that they name the same device, and that exactly a notary presents evidence:
    /// otherwise a camera could pass for a notary, or a notary for a camera.
    ///
    /// # Errors
    /// The first check that fails.
    pub fn check(&self, hash: &ImageHash) -> Result<(), SignatureError> {
        let Attestation { certificate, record, signature } = self;
        if !certificate.is_signed() {
            return Err(SignatureError::Certificate);
        }
        if !certificate.device.verify(&capture_bytes(hash, record), signature) {
            return Err(SignatureError::Capture);
        }
        if (&record.device_name, record.simulated)
            != (&certificate.device_name, certificate.simulated)
        {
            return Err(SignatureError::Device);
        }
        if record.evidence.is_some() != certificate.is_notary() {
            return Err(SignatureError::Evidence);
        }
        Ok(())
    }
}

/// What a device signs.
pub(crate) fn capture_bytes(hash: &ImageHash, record: &CaptureRecord) -> Vec<u8> {
    [CAPTURE_TAG, &hash.0, &envelope::encode(record)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;

    /// Keys of the maker and of the device.
    fn keys() -> (PublicKey, PublicKey) {
        let name = DeviceName::new("Test").expect("a name");
        let maker = MakerKey::dangerously_from_bytes([1; 32]);
        let certificate = maker.dangerous_camera(name, [2; 32]).certificate().clone();
        (certificate.maker, certificate.device)
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        let key = keys().0;
        let fingerprint = key.fingerprint();
        assert_eq!(fingerprint.len(), 64 + 15);
        for text in [&key.to_string(), &fingerprint, &format!(" {fingerprint}\n")] {
            assert_eq!(text.parse(), Ok(key));
        }
        let weak = "0".repeat(64);
        for text in ["", "12", &key.to_string()[1..], &format!("{key}00"), &weak] {
            assert_eq!(text.parse::<PublicKey>(), Err(BadKey), "{text:?}");
        }
    }

    #[test]
    fn weak_keys_sign_nothing() {
        let weak = PublicKey([0; 32]);
        assert!(!weak.is_usable());
        assert!(!weak.verify(b"anything", &Signature([0; 64])));
        assert!(keys().1.is_usable());
    }
}
