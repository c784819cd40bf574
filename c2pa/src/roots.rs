//! Whose certificates vouch for cameras: dated lists in tiers.

use proofroom_provenance::format::evidence::Tier;
use thiserror::Error;
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::certificate;

static OFFICIAL: &str = include_str!("../roots/official-2026-08-21.pem");
static INTERIM: &str = include_str!("../roots/interim-2025-08-28.pem");
static TIME_STAMPING: &str = include_str!("../roots/time-stamping-2026-08-21.pem");

/// Organisations whose certificates count for nothing, whatever list they are in, with the date of the revocation.
///
/// Nikon's cameras signed pictures that they had not taken (a multiple exposure with a foreign picture); Nikon then
/// revoked every certificate. A signature says nothing of when it was made, so earlier ones do not count either.
const REVOKED: [(&str, &str); 1] = [("Nikon", "2025-09-21")];

/// The lists of roots by which photos are examined.
#[derive(Clone, Debug)]
pub struct Roots {
    own: Option<String>,
    /// Those of time-stamping authorities.
    time_stamping: String,
}

/// Why a list of one's own cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RootError {
    /// Not a single certificate in it.
    #[error("the list contains no certificate in PEM format (-----BEGIN CERTIFICATE-----)")]
    Empty,
    /// A block that is no certificate.
    #[error("certificate {0} of the list cannot be read")]
    Certificate(usize),
    /// Longer than the limit.
    #[error("the list is longer than {} MiB", Roots::MAX_BYTES >> 20)]
    TooLong,
}

impl Roots {
    /// The lists that the program ships.
    pub fn shipped() -> Self {
        Roots { own: None, time_stamping: TIME_STAMPING.to_owned() }
    }

    /// The longest list of one's own, in bytes.
    pub const MAX_BYTES: usize = 4 << 20;

    /// The date of a list that the program ships, as `2026-08-21`.
    pub fn date(tier: Tier) -> Option<&'static str> {
        match tier {
            Tier::Official => Some("2026-08-21"),
            Tier::Interim => Some("2025-08-28"),
            Tier::Own => None,
        }
    }

    /// The same lists with one of the user's own: certificates in PEM, which rank below the others.
    ///
    /// # Errors
    /// If it holds no certificate, or something that is none.
    pub fn with_own(mut self, pem: &str) -> Result<Self, RootError> {
        self.own = Some(Self::checked(pem)?.to_owned());
        Ok(self)
    }

    /// The same lists with time-stamping authorities of the user's own.
    ///
    /// # Errors
    /// As [`Roots::with_own`].
    pub fn with_own_time_stamping(mut self, pem: &str) -> Result<Self, RootError> {
        self.time_stamping = format!("{}\n{}", self.time_stamping, Self::checked(pem)?);
        Ok(self)
    }

    fn checked(pem: &str) -> Result<&str, RootError> {
        if pem.len() > Self::MAX_BYTES {
            return Err(RootError::TooLong);
        }
        let mut count = 0;
        for block in Pem::iter_from_buffer(pem.as_bytes()) {
            count += 1;
            let is_certificate = block.is_ok_and(|block| block.parse_x509().is_ok());
            if !is_certificate {
                return Err(RootError::Certificate(count));
            }
        }
        if count == 0 {
            return Err(RootError::Empty);
        }
        Ok(pem)
    }

    /// The lists, the best first.
    pub(crate) fn tiers(&self) -> impl Iterator<Item = (Tier, &str)> {
        let own = self.own.as_deref().map(|pem| (Tier::Own, pem));
        [(Tier::Official, OFFICIAL), (Tier::Interim, INTERIM)].into_iter().chain(own)
    }

    /// The roots of time-stamping authorities.
    pub(crate) fn time_stamping(&self) -> &str {
        &self.time_stamping
    }
}

/// When the certificates of the organisation that one of these certificates (DER) names were revoked as a whole.
pub(crate) fn revoked_since(chain: &[Vec<u8>]) -> Option<(&'static str, &'static str)> {
    let names = chain.iter().flat_map(|der| {
        let parsed = X509Certificate::from_der(der).ok();
        parsed.map(|(_, parsed)| {
            [certificate::all_names(parsed.subject()), certificate::all_names(parsed.issuer())]
        })
    });
    let names: Vec<String> = names.flatten().flatten().map(|name| name.to_lowercase()).collect();
    REVOKED.into_iter().find(|(organisation, _)| {
        names.iter().any(|name| name.contains(&organisation.to_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_lists_hold_what_their_page_says() {
        for (pem, count) in [(OFFICIAL, 30), (INTERIM, 18), (TIME_STAMPING, 22)] {
            let certificates = Pem::iter_from_buffer(pem.as_bytes());
            let readable = certificates
                .filter(|block| block.as_ref().is_ok_and(|block| block.parse_x509().is_ok()));
            assert_eq!(readable.count(), count);
        }
    }

    #[test]
    fn lists_of_ones_own_are_checked() {
        let roots = Roots::shipped();
        assert_eq!(roots.tiers().count(), 2);
        let own = roots.clone().with_own(OFFICIAL).expect("certificates");
        assert_eq!(own.tiers().last().map(|(tier, _)| tier), Some(Tier::Own));
        for (pem, error) in [
            ("", RootError::Empty),
            ("no certificate", RootError::Empty),
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                RootError::Certificate(1),
            ),
        ] {
            assert_eq!(roots.clone().with_own(pem).expect_err("refused"), error);
        }
        let long = " ".repeat(Roots::MAX_BYTES + 1);
        assert_eq!(roots.with_own(&long).expect_err("refused"), RootError::TooLong);
    }
}
