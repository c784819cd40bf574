//! Time stamps: RFC 3161, section 2.4.2, written in DER by hand.

use rcgen::{
    CertificateParams, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, SigningKey,
};
use sha2::{Digest, Sha256};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::ocsp::{ECDSA_WITH_SHA256, OCTETS, OID, SEQUENCE, SHA256, day, der, field};
use super::{Authority, named, valid};

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
const STAMP: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x10, 1, 4];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
const SIGNING_TIME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 5];

const INTEGER: u8 = 2;
const SET: u8 = 0x31;

/// Who stamps times.
pub struct Stamping {
    /// The root of the first, in PEM.
    pub root: String,
    certificates: Vec<Vec<u8>>,
    signers: Vec<Signer>,
}

struct Signer {
    key: KeyPair,
    certificate: Vec<u8>,
    /// The time that it says itself, in days from today.
    said: Option<i64>,
}

impl Signer {
    fn issued_by(above: &Authority, said: Option<i64>) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = named("Clock");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::TimeStamping];
        params.use_authority_key_identifier_extension = true;
        valid(&mut params, -365..365);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &above.issuer()).expect("signs").der().to_vec();
        Signer { key, certificate, said }
    }

    fn sign(&self, stamp: &[u8]) -> Vec<u8> {
        let (_, own) = X509Certificate::from_der(&self.certificate).expect("a certificate");
        let attribute =
            |kind: &[u8], value: &[u8]| der(SEQUENCE, &[&der(OID, &[kind]), &der(SET, &[value])]);
        let attributes = self.said.map(|days| {
            let digest = der(OCTETS, &[&Sha256::digest(stamp)]);
            let mut all = [attribute(SIGNING_TIME, &day(days)), attribute(MESSAGE_DIGEST, &digest)];
            all.sort();
            all.concat()
        });
        let signed = attributes.as_ref().map(|all| der(SET, &[all]));
        let signature = self.key.sign(signed.as_deref().unwrap_or(stamp)).expect("signs");
        der(
            SEQUENCE,
            &[
                &der(INTEGER, &[&[1]]),
                &der(SEQUENCE, &[own.issuer().as_raw(), &der(INTEGER, &[own.raw_serial()])]),
                &der(SEQUENCE, &[&der(OID, &[SHA256])]),
                &attributes.map(|all| field(0, &[&all])).unwrap_or_default(),
                &der(SEQUENCE, &[&der(OID, &[ECDSA_WITH_SHA256])]),
                &der(OCTETS, &[&signature]),
            ],
        )
    }
}

impl Stamping {
    /// An authority whose certificate others issued, the first of them the root.
    pub fn through(authorities: &[IsCa]) -> Self {
        let root = Authority::root();
        let mut chain: Vec<Authority> = Vec::new();
        for (number, is_ca) in authorities.iter().enumerate() {
            let above = chain.last().unwrap_or(&root);
            let issued = Authority::issued_by(above, number, *is_ca);
            chain.push(issued);
        }
        let signer = Signer::issued_by(chain.last().unwrap_or(&root), None);
        let mut certificates: Vec<Vec<u8>> = chain.iter().map(Authority::der).collect();
        certificates.push(signer.certificate.clone());
        Stamping { root: root.pem.clone(), certificates, signers: vec![signer] }
    }

    /// The same with the signature of somebody whom nobody knows, who says another time.
    pub fn with_a_stranger(mut self, days: i64, first: bool) -> Self {
        let stranger = Signer::issued_by(&Authority::root(), Some(days));
        self.certificates.push(stranger.certificate.clone());
        self.signers.insert(if first { 0 } else { 1 }, stranger);
        self
    }

    /// The answer of the authority for this message.
    pub fn stamp(&self, message: &[u8]) -> Vec<u8> {
        let hash = der(SEQUENCE, &[&der(OID, &[SHA256])]);
        let imprint = der(SEQUENCE, &[&hash, &der(OCTETS, &[&Sha256::digest(message)])]);
        let one = der(INTEGER, &[&[1]]);
        let stamp = der(SEQUENCE, &[&one, &der(OID, &[&[0x2a, 3]]), &imprint, &one, &day(0)]);
        let content = der(SEQUENCE, &[&der(OID, &[STAMP]), &field(0, &[&der(OCTETS, &[&stamp])])]);
        let signers: Vec<Vec<u8>> = self.signers.iter().map(|signer| signer.sign(&stamp)).collect();
        let signed = der(
            SEQUENCE,
            &[
                &der(INTEGER, &[&[3]]),
                &der(SET, &[&hash]),
                &content,
                &field(0, &[&self.certificates.concat()]),
                &der(SET, &[&signers.concat()]),
            ],
        );
        let token = der(SEQUENCE, &[&der(OID, &[SIGNED_DATA]), &field(0, &[&signed])]);
        der(SEQUENCE, &[&der(SEQUENCE, &[&der(INTEGER, &[&[0]])]), &token])
    }
}
