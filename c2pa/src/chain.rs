//! Who may issue certificates. The crate `c2pa` checks that each certificate of a chain signed the one before it, and that
//! a root signed one of them. It does not ask whether they may: with the certificate of any camera one could issue
//! another, in the name of any other camera.

use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::certificate::validity;

/// Whether everybody in the chain who issued a certificate may do so, at this time in seconds since 1970. `roots` (PEM)
/// has the certificate that issued one of the chain. Certificates are in DER, the signer's first.
pub(crate) fn may_issue(chain: &[Vec<u8>], roots: &str, at: u64) -> bool {
    let parsed: Option<Vec<X509Certificate<'_>>> =
        chain.iter().map(|der| Some(X509Certificate::from_der(der).ok()?.1)).collect();
    let Some(parsed) = parsed else { return false };
    let links = parsed.windows(2).zip(0..).all(|(pair, below)| {
        let [issued, issuer] = pair else { return false };
        issued.issuer() == issuer.subject()
            && validity(issuer).contains(&at)
            && is_authority(issuer, below)
    });
    // A root says how long chains below it may be. Of several roots of one name, one must allow it.
    let roots: Vec<Pem> = Pem::iter_from_buffer(roots.as_bytes()).map_while(Result::ok).collect();
    let roots = roots.iter().filter_map(|block| block.parse_x509().ok());
    let anchored = roots.into_iter().any(|root| {
        parsed.iter().zip(0..).any(|(certificate, below)| {
            certificate.issuer() == root.subject()
                && (is_authority(&root, below) || certificate.subject() == root.subject())
        })
    });
    links && anchored
}

/// Whether a certificate may issue others, with this many of authorities between itself and the signer's (RFC 5280,
/// section 4.2.1.9).
fn is_authority(certificate: &X509Certificate<'_>, below: u32) -> bool {
    let constraints = certificate.basic_constraints().ok().flatten();
    let authority = constraints.is_some_and(|constraints| {
        constraints.value.ca
            && constraints.value.path_len_constraint.is_none_or(|most| below <= most)
    });
    let usage = certificate.key_usage();
    let signs = usage.is_ok_and(|usage| usage.is_none_or(|usage| usage.value.key_cert_sign()));
    authority && signs
}
