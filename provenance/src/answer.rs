//! What a front end shows of a file that was asked about: the report, the account of it in the reader's language, and
//! what the file is if it claims nothing.

use proofroom_circuits::Image;
use serde::{Deserialize, Serialize};

use crate::capture::photo::{self, PhotoError};
use crate::capture::recognise::{Announced, Recognised, announced, recognise};
use crate::rules::Judgement;
use crate::verify::account::Account;
use crate::verify::credentials::Credentials;
use crate::verify::{Reason, Report};
use crate::words::{Language, words};

/// The answer about a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Answer {
    /// The verdict.
    pub report: Report,
    /// What a reader is told of it.
    pub account: Account,
    /// What the file's Content Credentials are worth, which the verdict does not depend on.
    pub credentials: Credentials,
    /// What house rules say of the picture, if it was judged by some. The verdict does not depend on it.
    pub rules: Option<Judgement>,
    /// Bytes of the proof, if there is one.
    pub proof_bytes: Option<usize>,
    /// What the file is, if it carries nothing that could be checked.
    pub unclaimed: Option<Unclaimed>,
    /// Seconds from reading the file to the verdict.
    pub seconds: f64,
}

/// A file that carries neither a signature nor a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Unclaimed {
    /// A photo: whoever took it can sign it with a simulated camera.
    Photo,
    /// A photo with a colour profile that cannot be used. It can be signed if the profile is ignored.
    Profile {
        /// What it is.
        message: String,
    },
    /// Anything else.
    Other {
        /// What it is.
        message: String,
    },
}

impl Unclaimed {
    /// As [`Unclaimed::of`], but by how the file begins, for front ends that do not open photos.
    pub fn announced(
        file: &[u8],
        report: &Report,
        has_sidecar: bool,
        language: Language,
    ) -> Option<Self> {
        if !claims_nothing(report, has_sidecar) {
            return None;
        }
        let other = |name: &str| Unclaimed::Other { message: words(language).say(name, []) };
        match announced(file) {
            Announced::Photo => Some(Unclaimed::Photo),
            Announced::Original | Announced::Published => None,
            Announced::TrustList => Some(other("unclaimed-trust-list")),
            Announced::Rules => Some(other("unclaimed-rules")),
            Announced::Sidecar => Some(other("unclaimed-sidecar")),
            Announced::Key => Some(other("unclaimed-key")),
            Announced::Other => Some(other("unclaimed-format")),
        }
    }

    /// What the judged file is if it carries nothing to check, and its pixels if it is a photo. A file that was judged
    /// with a separate proof is not asked.
    pub fn of(
        file: &[u8],
        report: &Report,
        has_sidecar: bool,
        language: Language,
    ) -> (Option<Self>, Option<Image>) {
        if !claims_nothing(report, has_sidecar) {
            return (None, None);
        }
        let told = |name: &str| words(language).say(name, []);
        let other = |name: &str| (Some(Unclaimed::Other { message: told(name) }), None);
        match recognise(file) {
            Ok(Recognised::Photo(photo)) => (Some(Unclaimed::Photo), Some(photo)),
            Ok(Recognised::Original(_) | Recognised::Published) => (None, None),
            Ok(Recognised::TrustList) => other("unclaimed-trust-list"),
            Ok(Recognised::Rules) => other("unclaimed-rules"),
            Ok(Recognised::Sidecar) => other("unclaimed-sidecar"),
            Ok(Recognised::Key) => other("unclaimed-key"),
            Ok(Recognised::Other(error)) if error.is_about_profile() => {
                let photo = photo::open(file, true).ok();
                let message = told("unclaimed-profile");
                (Some(Unclaimed::Profile { message }), photo.map(|photo| photo.image))
            }
            Ok(Recognised::Other(PhotoError::Format)) => other("unclaimed-format"),
            Ok(Recognised::Other(PhotoError::Png(_) | PhotoError::Jpeg(_))) | Err(_) => {
                other("unclaimed-damaged")
            }
            Ok(Recognised::Other(_)) => other("unclaimed-unsupported"),
        }
    }
}

/// Whether there was nothing to check, and no separate proof either.
fn claims_nothing(report: &Report, has_sidecar: bool) -> bool {
    let nothing = [Some(Reason::NoProof), Some(Reason::NotAPicture)].contains(&report.reason);
    nothing && !has_sidecar
}
