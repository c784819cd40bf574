//! Names and dates of certificates.

use std::ops::RangeInclusive;

use proofroom_provenance::format::evidence::CertificateName;
use x509_parser::prelude::{ASN1Time, FromDer, X509Certificate, X509Name};

/// Every name in a distinguished name.
pub(crate) fn all_names(name: &X509Name<'_>) -> Vec<String> {
    name.iter_attributes().filter_map(|part| part.as_str().ok().map(str::to_owned)).collect()
}

/// When a certificate is valid, in seconds since 1970.
pub(crate) fn validity(certificate: &X509Certificate<'_>) -> RangeInclusive<u64> {
    let validity = certificate.validity();
    let seconds = |time: ASN1Time| u64::try_from(time.timestamp()).unwrap_or(0);
    seconds(validity.not_before)..=seconds(validity.not_after)
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
    /// When it is valid, in seconds since 1970.
    pub valid: RangeInclusive<u64>,
}

impl Holder {
    /// None if the bytes are no certificate.
    pub fn of(der: &[u8]) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        Some(Holder {
            name: common_name(certificate.subject())?,
            organisation: organisation(certificate.subject()),
            issuer: whole_name(certificate.issuer())?,
            valid: validity(&certificate),
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
