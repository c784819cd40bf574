//! What a key signs that this program does not have: a maker's, in its safe, certifies a device; a camera's, in its key
//! store, signs a photo. Each is bytes first, and a certificate or an attestation once the signature is there.
//!
//! Whoever signs an [`UnsignedCapture`] must have made its hash from pixels: verifiers rely on that.

use borsh::BorshDeserialize;
use proofroom_circuits::{ImageHash, Size};
use thiserror::Error;

use crate::format::attestation::{
    Attestation, Certificate, PublicKey, Signature, SignatureError, capture_bytes,
};
use crate::format::capture_record::{CaptureRecord, ColourSpaceName, DeviceName, Moment};
use crate::format::evidence::Evidence;

/// Why no certificate can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// A key under which no signature counts.
    #[error("this is not a key under which signatures can be checked")]
    Key,
    /// A device that would be its own maker, which is what a notary's certificate says.
    #[error("a device cannot have the key of its maker")]
    Notary,
    /// The bytes of a certificate that cannot be read.
    #[error("these bytes are not a certificate")]
    Unreadable,
    /// A signature that is not the maker's over this certificate.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}

/// A certificate that the maker has not signed yet.
pub struct UnsignedCertificate(Certificate);

impl UnsignedCertificate {
    /// The certificate of a device under its maker's key. `simulated` is whether the device is a program that plays a
    /// camera; whoever can run programs of their own on the device can sign what no lens saw.
    ///
    /// # Errors
    /// Keys that cannot sign, or the same one twice.
    pub fn new(
        maker: PublicKey,
        device: PublicKey,
        device_name: DeviceName,
        simulated: bool,
    ) -> Result<Self, CertificateError> {
        if !maker.is_usable() || !device.is_usable() {
            return Err(CertificateError::Key);
        }
        if maker == device {
            return Err(CertificateError::Notary);
        }
        Ok(Self::of(maker, device, device_name, simulated))
    }

    /// The same unchecked, for notaries, who certify themselves.
    pub(super) fn of(
        maker: PublicKey,
        device: PublicKey,
        device_name: DeviceName,
        simulated: bool,
    ) -> Self {
        let signature = Signature([0; 64]);
        UnsignedCertificate(Certificate { maker, device, device_name, simulated, signature })
    }

    /// The bytes that the maker signs.
    pub fn message(&self) -> Vec<u8> {
        self.0.signed_bytes()
    }

    /// The certificate with its signature.
    ///
    /// # Errors
    /// A signature that is not the maker's over [`UnsignedCertificate::message`].
    pub fn signed(mut self, signature: Signature) -> Result<Certificate, SignatureError> {
        self.0.signature = signature;
        if self.0.is_signed() { Ok(self.0) } else { Err(SignatureError::Certificate) }
    }
}

/// Reads the bytes of a camera's certificate, as [`Certificate::to_bytes`] gives them, and checks its signature.
///
/// # Errors
/// Bytes that are not the certificate of a camera, or that its maker did not sign.
pub fn read_certificate(bytes: &[u8]) -> Result<Certificate, CertificateError> {
    let certificate =
        Certificate::try_from_slice(bytes).map_err(|_| CertificateError::Unreadable)?;
    if certificate.is_notary() {
        return Err(CertificateError::Notary);
    }
    if !certificate.is_signed() {
        return Err(SignatureError::Certificate.into());
    }
    Ok(certificate)
}

/// A photo that its device has not signed yet.
pub struct UnsignedCapture {
    hash: ImageHash,
    certificate: Certificate,
    record: CaptureRecord,
}

impl UnsignedCapture {
    /// The photo with this hash, and what its device says about it.
    pub fn new(hash: ImageHash, size: Size, moment: Moment, certificate: Certificate) -> Self {
        Self::of(hash, size, moment, certificate, None, None)
    }

    /// The same with what only programs say: from which colour space the pixels were converted, and the evidence that a
    /// notary examined.
    pub(super) fn of(
        hash: ImageHash,
        size: Size,
        moment: Moment,
        certificate: Certificate,
        converted_from: Option<ColourSpaceName>,
        evidence: Option<Evidence>,
    ) -> Self {
        let record = CaptureRecord::new(
            size,
            moment,
            certificate.device_name.clone(),
            certificate.simulated,
            converted_from,
            evidence,
        );
        UnsignedCapture { hash, certificate, record }
    }

    /// The bytes that the device signs.
    pub fn message(&self) -> Vec<u8> {
        capture_bytes(&self.hash, &self.record)
    }

    /// The attestation with its signature.
    ///
    /// # Errors
    /// A signature that is not the device's over [`UnsignedCapture::message`].
    pub fn signed(&self, signature: Signature) -> Result<Attestation, SignatureError> {
        let (certificate, record) = (self.certificate.clone(), self.record.clone());
        let attestation = Attestation { certificate, record, signature };
        attestation.check(&self.hash)?;
        Ok(attestation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::capture::notary::Notary;
    use crate::capture::signer::SecretKey;

    fn keys() -> [SecretKey; 2] {
        [1, 2].map(|byte| SecretKey::dangerously_from_bytes([byte; 32]))
    }

    fn name() -> DeviceName {
        DeviceName::new("Test").expect("a name")
    }

    fn certificate(simulated: bool) -> Certificate {
        let [maker, device] = keys();
        let unsigned = UnsignedCertificate::new(maker.public(), device.public(), name(), simulated);
        let unsigned = unsigned.expect("two keys");
        let signature = maker.sign(&unsigned.message());
        unsigned.signed(signature).expect("the maker's")
    }

    #[test]
    fn a_certificate_is_its_makers() {
        let same = MakerKey::dangerously_from_bytes([1; 32]).dangerous_camera(name(), [2; 32]);
        assert_eq!(&certificate(true), same.certificate());
        for simulated in [true, false] {
            let certificate = certificate(simulated);
            assert_eq!(read_certificate(&certificate.to_bytes()), Ok(certificate));
        }
        let [maker, device] = keys();
        let of = |maker, device| UnsignedCertificate::new(maker, device, name(), false);
        let weak = PublicKey([0; 32]);
        let error = |made: Result<UnsignedCertificate, _>| made.map(|_| ()).expect_err("an error");
        assert_eq!(error(of(maker.public(), maker.public())), CertificateError::Notary);
        assert_eq!(error(of(maker.public(), weak)), CertificateError::Key);
        assert_eq!(error(of(weak, device.public())), CertificateError::Key);
        let unsigned = of(maker.public(), device.public()).expect("two keys");
        let devices = device.sign(&unsigned.message());
        assert_eq!(unsigned.signed(devices).err(), Some(SignatureError::Certificate));
    }

    #[test]
    fn only_cameras_certificates_are_read() {
        let bytes = certificate(false).to_bytes();
        for end in 0..bytes.len() {
            assert_eq!(read_certificate(&bytes[..end]), Err(CertificateError::Unreadable));
        }
        assert_eq!(
            read_certificate(&[&bytes[..], b"x"].concat()),
            Err(CertificateError::Unreadable)
        );
        // The byte before the signature says whether the device is simulated.
        let mut flipped = bytes;
        let place = flipped.len() - 65;
        flipped[place] ^= 1;
        let unsigned = Err(CertificateError::Signature(SignatureError::Certificate));
        assert_eq!(read_certificate(&flipped), unsigned);
        let notary = Notary::dangerously_from_bytes(name(), [1; 32]);
        let notarys = notary.certificate().to_bytes();
        assert_eq!(read_certificate(&notarys), Err(CertificateError::Notary));
    }

    #[test]
    fn a_capture_is_its_devices() {
        let [maker, device] = keys();
        let moment = Moment { time: 5, clock: crate::format::capture_record::Clock::Camera };
        let size = Size::new(2, 1).expect("a size");
        let unsigned = UnsignedCapture::new(ImageHash([7; 32]), size, moment, certificate(false));
        let message = unsigned.message();
        let attestation = unsigned.signed(device.sign(&message)).expect("the device's");
        assert_eq!((attestation.record.version, attestation.record.simulated), (1, false));
        let makers = unsigned.signed(maker.sign(&message));
        assert_eq!(makers, Err(SignatureError::Capture));
    }
}
