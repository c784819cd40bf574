//! What the issuer of a certificate says of its revocation: OCSP, RFC 6960, section 4.2.1, written in DER by hand.

use rcgen::{
    CertificateParams, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, PublicKeyData, SigningKey,
};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use x509_parser::pem::Pem;

use super::{Authority, named, valid};

const BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1];
pub(super) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
pub(super) const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];

pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const OCTETS: u8 = 4;
pub(super) const OID: u8 = 6;
const TIME: u8 = 0x18;

pub(super) fn der(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let length = match content.len() {
        length @ ..0x80 => vec![length as u8],
        length @ ..0x100 => vec![0x81, length as u8],
        length => vec![0x82, (length >> 8) as u8, length as u8],
    };
    [&[tag], &length[..], &content].concat()
}

/// A field with a number of its own, as if it were a sequence.
pub(super) fn field(number: u8, content: &[&[u8]]) -> Vec<u8> {
    der(0xa0 | number, content)
}

pub(super) fn day(days: i64) -> Vec<u8> {
    let time = OffsetDateTime::now_utc() + Duration::days(days);
    let (year, month, day) = time.to_calendar_date();
    let (hour, minute, second) = time.to_hms();
    let month = u8::from(month);
    der(TIME, &[format!("{year}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z").as_bytes()])
}

/// The answer about the certificate of serial number 0x172a that this authority issued: revoked on a day from today, or
/// good.
pub(super) fn response(authority: &Authority, revoked: Option<i64>) -> Vec<u8> {
    let responder_key = KeyPair::generate().expect("a key");
    let mut responder = CertificateParams::default();
    responder.distinguished_name = named("Responder");
    responder.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    responder.extended_key_usages = vec![ExtendedKeyUsagePurpose::OcspSigning];
    responder.use_authority_key_identifier_extension = true;
    valid(&mut responder, -30..365);
    let responder =
        responder.signed_by(&responder_key, &authority.issuer()).expect("signs").der().to_vec();

    let (_, pem) = x509_parser::pem::parse_x509_pem(authority.pem.as_bytes()).expect("PEM");
    let Pem { contents, .. } = &pem;
    let issuer = x509_parser::parse_x509_certificate(contents).expect("a certificate").1;
    let hash = |bytes: &[u8]| der(OCTETS, &[&Sha256::digest(bytes)]);
    let id = der(
        SEQUENCE,
        &[
            &der(SEQUENCE, &[&der(OID, &[SHA256]), &[5, 0]]),
            &hash(issuer.subject().as_raw()),
            &hash(authority.key.der_bytes()),
            &der(2, &[&[0x17, 0x2a]]),
        ],
    );
    let status = match revoked {
        Some(days) => field(1, &[&day(days)]),
        None => vec![0x80, 0],
    };
    let single = der(SEQUENCE, &[&id, &status, &day(-1), &field(0, &[&day(30)])]);
    let data = der(
        SEQUENCE,
        &[&field(2, &[&der(OCTETS, &[&[7; 20]])]), &day(-1), &der(SEQUENCE, &[&single])],
    );
    let signature = responder_key.sign(&data).expect("signs");
    let basic = der(
        SEQUENCE,
        &[
            &data,
            &der(SEQUENCE, &[&der(OID, &[ECDSA_WITH_SHA256])]),
            &der(3, &[&[0], &signature]),
            &field(0, &[&der(SEQUENCE, &[&responder])]),
        ],
    );
    let bytes = der(SEQUENCE, &[&der(OID, &[BASIC]), &der(OCTETS, &[&basic])]);
    der(SEQUENCE, &[&der(0x0a, &[&[0]]), &field(0, &[&bytes])])
}
