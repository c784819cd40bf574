//! Names of certificates.

use proofroom_provenance::format::evidence::CertificateName;
use x509_parser::prelude::{FromDer, X509Certificate, X509Name};

/// Every name in a distinguished name.
pub(crate) fn all_names(name: &X509Name<'_>) -> Vec<String> {
    name.iter_attributes().filter_map(|part| part.as_str().ok().map(str::to_owned)).collect()
}

/// What a certificate (DER) says of its holder.
#[derive(Debug)]
pub(crate) struct Holder {
    /// Its common name, else the first name that it has.
    pub name: CertificateName,
    /// Its organisation.
    pub organisation: Option<CertificateName>,
    /// Who issued it: organisation and common name.
    pub issuer: CertificateName,
    /// The seconds since 1970 between which it is valid.
    pub valid: std::ops::RangeInclusive<i64>,
}

impl Holder {
    /// None if the bytes are no certificate.
    pub fn of(der: &[u8]) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let validity = certificate.validity();
        Some(Holder {
            name: common_name(certificate.subject())?,
            organisation: organisation(certificate.subject()),
            issuer: whole_name(certificate.issuer())?,
            valid: validity.not_before.timestamp()..=validity.not_after.timestamp(),
        })
    }
}

/// The common name, else the first one there is.
pub(crate) fn common_name(name: &X509Name<'_>) -> Option<CertificateName> {
    let common = name.iter_common_name().next().and_then(|part| part.as_str().ok());
    let name = common.map(str::to_owned).or_else(|| all_names(name).into_iter().next())?;
    CertificateName::shortened(&name)
}

fn organisation(name: &X509Name<'_>) -> Option<CertificateName> {
    let name = name.iter_organization().next().and_then(|part| part.as_str().ok())?;
    CertificateName::shortened(name)
}

/// Common name and organisation: `Leica C2PA Root, Leica Camera AG`.
fn whole_name(name: &X509Name<'_>) -> Option<CertificateName> {
    let common = common_name(name)?;
    Some(match organisation(name) {
        Some(organisation) if organisation != common => {
            let both = format!("{}, {}", common.as_str(), organisation.as_str());
            CertificateName::shortened(&both)?
        }
        _ => common,
    })
}
