//! The test vectors, which an independent implementation made (`vectors/make.py`): hash, messages, signatures and the
//! chunk are what this library computes. `circuits` compares the values in between.

use ed25519_dalek::{Signer as _, SigningKey};
use proofroom_camera::photo::{Photo, size};
use proofroom_provenance::capture::unsigned::UnsignedCertificate;
use proofroom_provenance::format::attestation::{PublicKey, Signature};
use proofroom_provenance::format::capture_record::DeviceName;
use serde::Deserialize;
use sha3::{Digest, Sha3_256};

#[derive(Deserialize)]
struct Vectors {
    signer: Signer,
    photos: Vec<Taken>,
}

#[derive(Deserialize)]
struct Signer {
    #[serde(with = "hex::serde")]
    maker_secret: [u8; 32],
    #[serde(with = "hex::serde")]
    maker: [u8; 32],
    #[serde(with = "hex::serde")]
    device_secret: [u8; 32],
    #[serde(with = "hex::serde")]
    device: [u8; 32],
    name: String,
    simulated: bool,
    #[serde(with = "hex::serde")]
    message: Vec<u8>,
    #[serde(with = "hex::serde")]
    signature: [u8; 64],
    #[serde(with = "hex::serde")]
    certificate: Vec<u8>,
}

#[derive(Deserialize)]
struct Taken {
    width: u32,
    height: u32,
    #[serde(with = "hex::serde")]
    seed: [u8; 32],
    #[serde(with = "hex::serde")]
    hash: [u8; 32],
    time: u64,
    #[serde(with = "hex::serde")]
    message: Vec<u8>,
    #[serde(with = "hex::serde")]
    signature: [u8; 64],
    #[serde(with = "hex::serde")]
    chunk_content_sha3: [u8; 32],
    chunk_content_bytes: usize,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../vectors/photos.json")).expect("JSON")
}

#[test]
fn the_certificate_is_that_of_the_vectors() {
    let Signer { maker_secret, maker, device_secret, device, name, .. } = vectors().signer;
    let Signer { simulated, message, signature, certificate, .. } = vectors().signer;
    for (secret, public) in [(maker_secret, maker), (device_secret, device)] {
        assert_eq!(SigningKey::from_bytes(&secret).verifying_key().to_bytes(), public);
    }
    let name = DeviceName::new(name).expect("a name");
    let unsigned = UnsignedCertificate::new(PublicKey(maker), PublicKey(device), name, simulated);
    let unsigned = unsigned.expect("two keys");
    assert_eq!(unsigned.message(), message);
    assert_eq!(SigningKey::from_bytes(&maker_secret).sign(&message).to_bytes(), signature);
    let signed = unsigned.signed(Signature(signature)).expect("the maker's");
    assert_eq!(signed.to_bytes(), certificate);
    assert!(!simulated);
}

#[test]
fn photos_are_those_of_the_vectors() {
    let Vectors { signer, photos } = vectors();
    let device = SigningKey::from_bytes(&signer.device_secret);
    assert!(photos.len() > 3);
    for taken in photos {
        let size = size(taken.width, taken.height).expect("a size");
        let pixels: Vec<u8> = (0..size.bytes()).map(|i| ((i * i + 7 * i) % 251) as u8).collect();
        let mut photo = Photo::begin(size, &taken.seed, 1).expect("begins");
        photo.rows(&pixels, &mut |_| true).expect("all rows");
        photo.commit(&mut |_| true).expect("commits");
        assert_eq!(photo.hash().expect("a hash").0, taken.hash);
        let message = photo.message(&signer.certificate, taken.time).expect("a certificate");
        assert_eq!(message, taken.message);
        assert_eq!(device.sign(&message).to_bytes(), taken.signature);
        photo.sign(taken.signature).expect("the device's");
        let chunk = photo.chunk().expect("signed");
        let content = &chunk[8..chunk.len() - 4];
        assert_eq!(content.len(), taken.chunk_content_bytes);
        assert_eq!(Sha3_256::digest(content)[..], taken.chunk_content_sha3);
    }
}
