//! Whose certificates vouch for cameras: dated lists in tiers.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{fs, io};

use jiff::civil::Date;
use proofroom_provenance::format::evidence::Tier;
use proofroom_provenance::system::{files, folders, text};
use thiserror::Error;
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::certificate;

/// The lists that the program ships, under the names by which a user's folder replaces them: what is in the list, and
/// its date.
const SHIPPED: [(&str, &str, &str); 3] = [
    ("official", "2026-08-21", include_str!("../roots/official-2026-08-21.pem")),
    ("interim", "2025-08-28", include_str!("../roots/interim-2025-08-28.pem")),
    ("time-stamping", "2026-08-21", include_str!("../roots/time-stamping-2026-08-21.pem")),
];

/// Organisations whose certificates count for nothing, whatever list they are in, with the date of the revocation.
///
/// Nikon's cameras signed pictures that they had not taken (a multiple exposure with a foreign picture); Nikon then
/// revoked every certificate. A signature says nothing of when it was made, so earlier ones do not count either.
const REVOKED: [(&str, &str); 1] = [("Nikon", "2025-09-21")];

/// A list with its date.
#[derive(Clone, Debug)]
struct List {
    date: Cow<'static, str>,
    pem: Cow<'static, str>,
}

/// The lists of roots by which photos are examined.
#[derive(Clone, Debug)]
pub struct Roots {
    /// In the order of [`SHIPPED`].
    lists: [List; 3],
    own: Option<String>,
    /// Time-stamping authorities of the user's own.
    own_time_stamping: String,
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
    /// The name of a file in the folder of lists is not one by which it could replace a list.
    #[error(
        "a list in this folder is called official-DATE.pem or time-stamping-DATE.pem, with a date such as 2026-11-01"
    )]
    Name,
    /// The operating system could not read it.
    #[error("{0}")]
    Unreadable(String),
    /// A file in the folder of lists, or the folder itself, cannot be used.
    #[error("{} cannot be used: {why}", text::path(.path))]
    Replacing {
        /// Which.
        path: PathBuf,
        /// Why not.
        why: Box<RootError>,
    },
}

impl Roots {
    /// The lists that the program ships.
    pub fn shipped() -> Self {
        let lists = SHIPPED.map(|(_, date, pem)| List { date: date.into(), pem: pem.into() });
        Roots { lists, own: None, own_time_stamping: String::new() }
    }

    /// The lists that the program ships, with those replaced of which this user has later ones.
    ///
    /// # Errors
    /// As [`Roots::in_folder`].
    pub fn of_user() -> Result<Self, RootError> {
        folders::roots().map_or_else(|_| Ok(Self::shipped()), |folder| Self::in_folder(&folder))
    }

    /// The lists that the program ships, with those replaced that have a later date in this folder: in files called as
    /// in `c2pa/roots`, such as `official-2026-11-01.pem`. If there is no such folder, nothing is replaced.
    ///
    /// An earlier date replaces nothing, so that a list which was once put there does not outlive the one that a later
    /// program ships.
    ///
    /// # Errors
    /// [`RootError::Replacing`], for each file that is not such a list, and [`RootError::Unreadable`].
    pub fn in_folder(folder: &Path) -> Result<Self, RootError> {
        let mut roots = Self::shipped();
        let replacing =
            |path: &Path, why| RootError::Replacing { path: path.into(), why: Box::new(why) };
        let unreadable = |path: &Path, error: &io::Error| {
            replacing(path, RootError::Unreadable(text::line(&error.to_string())))
        };
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(roots),
            entries => entries.map_err(|error| unreadable(folder, &error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| unreadable(folder, &error))?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            // Desktops leave such files in folders.
            if name.starts_with('.') {
                continue;
            }
            let (list, date) = named(name).ok_or_else(|| replacing(&path, RootError::Name))?;
            if date <= &*roots.lists[list].date {
                continue;
            }
            let pem = files::read_text(&path, Self::MAX_BYTES as u64)
                .map_err(|error| RootError::Unreadable(text::line(&error.to_string())))?;
            Self::checked(&pem).map_err(|why| replacing(&path, why))?;
            roots.lists[list] = List { date: date.to_owned().into(), pem: pem.into() };
        }
        Ok(roots)
    }

    /// The longest list of one's own, in bytes.
    pub const MAX_BYTES: usize = 4 << 20;

    /// The date of a list, as `2026-08-21`; one of the user's own has none.
    pub fn date(&self, tier: Tier) -> Option<&str> {
        match tier {
            Tier::Official => Some(&self.lists[0].date),
            Tier::Interim => Some(&self.lists[1].date),
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
        self.own_time_stamping = Self::checked(pem)?.to_owned();
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
        let [official, interim, _] = &self.lists;
        let own = self.own.as_deref().map(|pem| (Tier::Own, pem));
        [(Tier::Official, &*official.pem), (Tier::Interim, &*interim.pem)].into_iter().chain(own)
    }

    /// The roots of time-stamping authorities.
    pub(crate) fn time_stamping(&self) -> String {
        format!("{}\n{}", self.lists[2].pem, self.own_time_stamping)
    }
}

/// Which list a file of this name replaces, as its place in [`SHIPPED`], and the date that the name gives. The interim
/// list is frozen: there is no later one.
fn named(name: &str) -> Option<(usize, &str)> {
    let (what, date) = name.strip_suffix(".pem")?.split_at_checked(name.len().checked_sub(14)?)?;
    let is_date = date.parse::<Date>().is_ok_and(|parsed| parsed.to_string() == date);
    let list = SHIPPED.iter().position(|(shipped, ..)| what.strip_suffix('-') == Some(shipped))?;
    (is_date && SHIPPED[list].0 != "interim").then_some((list, date))
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
        for ((.., pem), count) in SHIPPED.into_iter().zip([30, 18, 22]) {
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
        let own = roots.clone().with_own(SHIPPED[0].2).expect("certificates");
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

    #[test]
    fn the_later_list_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, pem: &str| fs::write(folder.path().join(name), pem).expect("writes");
        let dates = |folder: &Path| {
            Roots::in_folder(folder).map(|roots| {
                [Tier::Official, Tier::Interim].map(|tier| roots.date(tier).map(str::to_owned))
            })
        };
        let [official, interim, stamping] = SHIPPED;
        let shipped = [official.1, interim.1].map(|date| Some(date.to_owned()));
        assert_eq!(dates(&folder.path().join("none")), Ok(shipped.clone()));
        put(".DS_Store", "");
        put("official-2026-08-20.pem", "not even read");
        assert_eq!(dates(folder.path()), Ok(shipped.clone()));
        put("official-2027-01-01.pem", interim.2);
        put("time-stamping-2027-01-02.pem", official.2);
        let replaced = [Some("2027-01-01".to_owned()), shipped[1].clone()];
        assert_eq!(dates(folder.path()), Ok(replaced));
        let roots = Roots::in_folder(folder.path()).expect("lists");
        assert_eq!(roots.tiers().next(), Some((Tier::Official, interim.2)));
        assert!(roots.time_stamping().starts_with(official.2));
        assert!(!roots.time_stamping().contains(stamping.2));
        put("official-2027-01-03.pem", "nothing");
        let path = folder.path().join("official-2027-01-03.pem");
        let why = Box::new(RootError::Empty);
        assert_eq!(dates(folder.path()), Err(RootError::Replacing { path, why }));
    }

    #[test]
    fn names_of_lists_are_checked() {
        assert_eq!(named("official-2027-01-01.pem"), Some((0, "2027-01-01")));
        assert_eq!(named("time-stamping-2028-02-29.pem"), Some((2, "2028-02-29")));
        for name in [
            "",
            ".pem",
            "official.pem",
            "2027-01-01.pem",
            "official-2027-13-01.pem",
            "official2027-01-01.pem",
            "official-2027-1-01.pem",
            "own-2027-01-01.pem",
            "interim-2027-01-01.pem",
            "official-2027-01-01.txt",
            "öööööööööö.pem",
        ] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
