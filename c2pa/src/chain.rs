//! Who may issue certificates. The crate `c2pa` checks that each certificate of a chain signed the one before it, and that
//! a root signed one of them. It does not ask whether they may: with the certificate of any camera one could issue
//! another, in the name of any other camera.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use proofroom_provenance::format::evidence::CertificateName;
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::certificate::{common_name, validity};

/// Whether everybody in the chain who issued a certificate may do so, at this time in seconds since 1970. One of the
/// `roots`, which have one name, signed one of them. Certificates are in DER, the signer's first.
pub(crate) fn may_issue(chain: &[Vec<u8>], roots: &[Pem], at: u64) -> bool {
    let Some(parsed) = parsed(chain) else { return false };
    let links = parsed.windows(2).zip(0..).all(|(pair, below)| {
        let [issued, issuer] = pair else { return false };
        issued.issuer() == issuer.subject()
            && validity(issuer).contains(&at)
            && is_authority(issuer, below)
    });
    // A root says how long chains below it may be. It is not known which of those that name it as their issuer it signed,
    // so it must allow all of them; its own certificate, which may be in the chain as well, is none of them.
    let anchored = roots.iter().all(|root| {
        let Ok(root) = root.parse_x509() else { return false };
        let mut issued =
            parsed.iter().zip(0..).filter(|(below, _)| below.issuer() == root.subject());
        issued.all(|(certificate, below)| {
            certificate.subject() == root.subject() || is_authority(&root, below)
        })
    });
    links && anchored
}

/// The roots of a list (PEM) whose names are those of issuers in the chain, by name, the signer's issuer first.
pub(crate) fn candidates(chain: &[Vec<u8>], list: &str) -> Vec<Vec<Pem>> {
    let Some(chain) = parsed(chain) else { return Vec::new() };
    let place = |root: &Pem| {
        let root = root.parse_x509().ok()?;
        chain.iter().position(|certificate| certificate.issuer() == root.subject())
    };
    let mut found: BTreeMap<usize, Vec<Pem>> = BTreeMap::new();
    for root in Pem::iter_from_buffer(list.as_bytes()).map_while(Result::ok) {
        if let Some(place) = place(&root) {
            found.entry(place).or_default().push(root);
        }
    }
    found.into_values().collect()
}

/// What roots of one name are called.
pub(crate) fn name_of(roots: &[Pem]) -> CertificateName {
    let root = roots.first().and_then(|root| root.parse_x509().ok());
    root.and_then(|root| common_name(root.subject()))
        .or_else(|| CertificateName::shortened("a certificate of the list"))
        .expect("that is a name")
}

/// Certificates as text.
pub(crate) fn as_text(certificates: &[Pem]) -> String {
    let text = |certificate: &Pem| {
        let encoded = BASE64_STANDARD.encode(&certificate.contents);
        format!("-----BEGIN CERTIFICATE-----\n{encoded}\n-----END CERTIFICATE-----\n")
    };
    certificates.iter().map(text).collect()
}

fn parsed(chain: &[Vec<u8>]) -> Option<Vec<X509Certificate<'_>>> {
    chain.iter().map(|der| Some(X509Certificate::from_der(der).ok()?.1)).collect()
}

/// Whether a certificate may issue others, with this many of authorities between itself and the signer's (RFC 5280,
/// section 4.2.1.9).
pub(crate) fn is_authority(certificate: &X509Certificate<'_>, below: u32) -> bool {
    let constraints = certificate.basic_constraints().ok().flatten();
    let authority = constraints.is_some_and(|constraints| {
        constraints.value.ca
            && constraints.value.path_len_constraint.is_none_or(|most| below <= most)
    });
    let usage = certificate.key_usage();
    let signs = usage.is_ok_and(|usage| usage.is_none_or(|usage| usage.value.key_cert_sign()));
    authority && signs
}
