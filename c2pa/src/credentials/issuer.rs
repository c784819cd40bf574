//! Who signs Content Credentials: a private key and the certificates that say whose it is.

use std::sync::OnceLock;

use c2pa::{BoxedSigner, Signer, SigningAlg, create_signer};
use proofroom_provenance::circuits::{Image, Size};
use proofroom_provenance::format::capture_record::{as_written, now};
use proofroom_provenance::format::png::{self, CREDENTIALS_CHUNK};
use proofroom_provenance::publish::AddCredentials;
use serde_json::json;
use thiserror::Error;
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;

use super::{About, PNG, add, signed};
use crate::certificate::Holder;
use crate::manifest::{self, Check, Refused};
use crate::roots::Roots;

/// A key with its certificates. The key is wiped when dropped, and never shown.
pub struct Issuer {
    signer: BoxedSigner,
    holder: Holder,
}

/// Why a key and its certificates cannot sign Content Credentials.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IssuerError {
    /// No certificate.
    #[error("it contains no certificate in PEM format (-----BEGIN CERTIFICATE-----)")]
    NoCertificate,
    /// A block that is marked as a certificate and is none, from 1.
    #[error("certificate {0} in it cannot be read")]
    Certificate(usize),
    /// Certificates together with something else.
    #[error("it contains not only certificates, but also something else, such as a private key")]
    NotOnlyCertificates,
    /// A certificate did not issue the one before it, from 1.
    #[error("certificate {0} in it is not of the issuer of the one before it")]
    Order(usize),
    /// Its key is not of a kind that C2PA allows.
    #[error(
        "its key is of a kind that Content Credentials do not allow: they allow P-256, P-384, P-521, Ed25519, and RSA of \
         at least 2048 bits"
    )]
    Algorithm,
    /// The certificate may not sign Content Credentials.
    #[error(
        "the certificate is not one for signing Content Credentials: it must be issued by another one, not be an \
         authority's, and be for digital signatures with a purpose such as e-mail protection or document signing"
    )]
    NotForSigning,
    /// The certificate has expired, or is not valid yet.
    #[error(transparent)]
    Expired(#[from] OutsideValidity),
    /// No private key.
    #[error("it contains no private key in PEM format (-----BEGIN PRIVATE KEY-----)")]
    NoKey,
    /// A key that a password protects.
    #[error("the key is protected by a password")]
    Encrypted,
    /// A key in an older form.
    #[error("the key is in an older form than PKCS #8 (-----BEGIN PRIVATE KEY-----)")]
    OlderForm,
    /// A damaged key, or one of another kind than the certificate's.
    #[error("the key cannot be read, or is of another kind than that of the certificate")]
    Key,
    /// The key of another certificate.
    #[error("the key is not that of the first certificate")]
    OtherKey,
    /// A signature made for trial does not hold, for another reason.
    #[error("a signature that was made for trial does not hold: {0}")]
    Trial(String),
}

/// A certificate is not valid at the time that counts.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the certificate is valid only from {from} to {to}")]
pub struct OutsideValidity {
    /// The first second at which it is, in UTC.
    pub from: String,
    /// The last one.
    pub to: String,
}

impl IssuerError {
    /// Whether it is about the key, and not about the certificates.
    pub fn is_about_key(&self) -> bool {
        matches!(
            self,
            IssuerError::NoKey
                | IssuerError::Encrypted
                | IssuerError::OlderForm
                | IssuerError::Key
                | IssuerError::OtherKey
        )
    }
}

impl Issuer {
    /// The longest text of certificates, in bytes, for whoever reads it from a file.
    pub const MAX_CHAIN_BYTES: u64 = 4 << 20;
    /// The longest text of a private key, in bytes.
    pub const MAX_KEY_BYTES: u64 = 64 << 10;

    /// Reads certificates (PEM), the signer's first and then those that lead to a root, and the private key of the first
    /// one (PEM, PKCS #8). A signature is made for trial, and checked as readers will check it.
    ///
    /// # Errors
    /// [`IssuerError`].
    pub fn read(chain_pem: &str, key_pem: &str) -> Result<Self, IssuerError> {
        let chain = certificates(chain_pem)?;
        let leaf = chain.first().ok_or(IssuerError::NoCertificate)?;
        let holder = Holder::of(leaf).ok_or(IssuerError::Certificate(1))?;
        check_order(&chain)?;
        check_form(key_pem)?;
        let algorithm = algorithm(leaf).ok_or(IssuerError::Algorithm)?;
        let signer =
            create_signer::from_keys(chain_pem.as_bytes(), key_pem.as_bytes(), algorithm, None)
                .map_err(|_| IssuerError::Key)?;
        let issuer = Issuer { signer, holder };
        issuer.check_valid(now())?;
        issuer.try_out()?;
        Ok(issuer)
    }

    /// The name on the certificate.
    pub fn name(&self) -> &str {
        self.holder.name.as_str()
    }

    pub(super) fn signer(&self) -> &dyn Signer {
        &*self.signer
    }

    /// Checks that the certificate is valid at this time, in seconds since 1970.
    pub(super) fn check_valid(&self, at: u64) -> Result<(), OutsideValidity> {
        if self.holder.valid.contains(&at) {
            return Ok(());
        }
        let (from, to) = (self.holder.valid.start(), self.holder.valid.end());
        Err(OutsideValidity { from: as_written(*from), to: as_written(*to) })
    }

    /// Signs a picture of one pixel, and reads it as anybody would.
    fn try_out(&self) -> Result<(), IssuerError> {
        static PIXEL: OnceLock<Vec<u8>> = OnceLock::new();
        let pixel = PIXEL.get_or_init(|| {
            let size = Size::new(1, 1).expect("one pixel");
            png::encode(&Image::new(size, vec![0; size.bytes()]))
        });
        let definition = json!({
            "claim_generator_info": [{ "name": "Proofroom" }],
            "assertions": [{
                "label": "c2pa.actions.v2",
                "created": true,
                "data": { "actions": [{
                    "action": "c2pa.created",
                    "digitalSourceType": "http://c2pa.org/digitalsourcetype/empty",
                }] },
            }],
        });
        // Behind the signature of the file and the header.
        let place = (8 + 12 + 13, PNG);
        let trial = |error: String| IssuerError::Trial(error);
        let file = signed(pixel, place, self, definition).map_err(|error| {
            refused_by_crate(&error).unwrap_or_else(|| trial(super::shown(&error)))
        })?;
        let boxes = png::find_chunk(&file, CREDENTIALS_CHUNK).unwrap_or_default();
        match manifest::validate(&file, PNG, boxes, &Roots::shipped(), now()) {
            Ok(_) => Ok(()),
            Err(Refused::Invalid { check: Check::Signature, .. }) => Err(IssuerError::OtherKey),
            Err(Refused::Invalid { check: Check::Certificate, .. }) => {
                Err(IssuerError::NotForSigning)
            }
            Err(error) => Err(trial(error.to_string())),
        }
    }
}

/// What an error of the crate that comes while it signs says of the certificate or the key.
fn refused_by_crate(error: &c2pa::Error) -> Option<IssuerError> {
    let text = format!("{error:?}");
    text.contains("CertificateProfile").then_some(IssuerError::NotForSigning)
}

impl AddCredentials for Issuer {
    fn name(&self) -> &str {
        self.name()
    }

    fn add(&self, picture: &[u8], proof: &[u8]) -> Result<Vec<u8>, String> {
        let about = About::of(picture, proof).map_err(|error| error.to_string())?;
        add(picture, self, &about, now()).map_err(|error| error.to_string())
    }
}

/// The certificates of a PEM file, in DER; at least one. A file with other blocks is refused, because certificates are
/// public and a key beside them is not.
fn certificates(pem: &str) -> Result<Vec<Vec<u8>>, IssuerError> {
    let mut chain = Vec::new();
    let mut others = false;
    for block in Pem::iter_from_buffer(pem.as_bytes()) {
        let unreadable = IssuerError::Certificate(chain.len() + 1);
        let block = block.map_err(|_| unreadable.clone())?;
        if block.label != "CERTIFICATE" {
            others = true;
        } else if block.parse_x509().is_err() {
            return Err(unreadable);
        } else {
            chain.push(block.contents);
        }
    }
    match chain.is_empty() {
        true => Err(IssuerError::NoCertificate),
        false if others => Err(IssuerError::NotOnlyCertificates),
        false => Ok(chain),
    }
}

/// Checks that each certificate names the next one as its issuer.
fn check_order(chain: &[Vec<u8>]) -> Result<(), IssuerError> {
    let names: Vec<_> = chain
        .iter()
        .filter_map(|der| X509Certificate::from_der(der).ok())
        .map(|(_, certificate)| {
            (certificate.subject().as_raw().to_vec(), certificate.issuer().as_raw().to_vec())
        })
        .collect();
    match names.windows(2).position(|pair| pair[0].1 != pair[1].0) {
        Some(before) => Err(IssuerError::Order(before + 2)),
        None => Ok(()),
    }
}

/// Checks that a private key is in the form that is read.
fn check_form(pem: &str) -> Result<(), IssuerError> {
    let has = |text: &str| pem.contains(text);
    if has("-----BEGIN ENCRYPTED PRIVATE KEY-----") || has("Proc-Type: 4,ENCRYPTED") {
        Err(IssuerError::Encrypted)
    } else if has("-----BEGIN EC PRIVATE KEY-----") || has("-----BEGIN RSA PRIVATE KEY-----") {
        Err(IssuerError::OlderForm)
    } else if has("-----BEGIN PRIVATE KEY-----") {
        Ok(())
    } else {
        Err(IssuerError::NoKey)
    }
}

/// How a certificate's key signs.
fn algorithm(leaf: &[u8]) -> Option<SigningAlg> {
    let (_, certificate) = X509Certificate::from_der(leaf).ok()?;
    let key = certificate.public_key();
    let curve = || key.algorithm.parameters.as_ref()?.as_oid().ok().map(|oid| oid.to_id_string());
    match key.parsed().ok()? {
        PublicKey::EC(_) => match curve()?.as_str() {
            "1.2.840.10045.3.1.7" => Some(SigningAlg::Es256),
            "1.3.132.0.34" => Some(SigningAlg::Es384),
            "1.3.132.0.35" => Some(SigningAlg::Es512),
            _ => None,
        },
        PublicKey::RSA(rsa) if rsa.key_size() >= 2048 => Some(SigningAlg::Ps256),
        PublicKey::Unknown(_) if key.algorithm.algorithm.to_id_string() == "1.3.101.112" => {
            Some(SigningAlg::Ed25519)
        }
        _ => None,
    }
}
