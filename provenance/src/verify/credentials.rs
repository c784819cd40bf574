//! What the Content Credentials (C2PA) of a picture are worth. They stand beside the verdict and never move it: a proof
//! says what was done to a signed photo, Content Credentials say what whoever signed them wants to say.
//!
//! This package does not check them, so that a verifier stays small. It sees whether there are some, and says in words
//! what the package `proofroom-c2pa` found.

use serde::{Deserialize, Serialize};

use crate::format::evidence::TimeSource;
use crate::format::picture;
use crate::verify::account::{self, Account, word};
use crate::verify::report::RootReport;
use crate::words::{Language, words};

/// What is known of a picture's Content Credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Credentials {
    /// The picture carries none.
    None,
    /// It carries some, and this program does not check them.
    NotChecked,
    /// Their signature holds and covers the whole file.
    Valid {
        /// The name on the certificate of the key that signed.
        signer: String,
        /// The organisation on it.
        organisation: Option<String>,
        /// Who issued the certificate.
        issuer: String,
        /// The root that vouches for the certificate; none if no list has one.
        root: Option<RootReport>,
        /// When they were signed, in UTC, if that is said.
        signed: Option<String>,
        /// Whose word that time is.
        signed_by: Option<TimeSource>,
    },
    /// They say nothing.
    Invalid {
        /// Why.
        reason: CredentialsFault,
        /// The status code of the C2PA specification, if a check of its failed.
        code: Option<String>,
    },
}

/// Why Content Credentials are invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CredentialsFault {
    /// There are several, and programs could show different ones.
    Several,
    /// They are larger than is read.
    TooLarge,
    /// They are not what the C2PA specification says.
    Unreadable,
    /// The file is not the one that was signed.
    Changed,
    /// The signature leaves out a part of the file.
    NotCovered,
    /// The signature does not match.
    Signature,
    /// The signer's certificate is not one for signing pictures.
    Certificate,
    /// The certificate was not valid at a time that is certain.
    Expired,
    /// The certificate was revoked.
    Revoked,
    /// Another check failed.
    Other,
}

impl Credentials {
    /// For programs that do not check them: whether a picture carries some.
    pub fn unchecked(file: &[u8]) -> Self {
        match picture::has_credentials(file) {
            true => Credentials::NotChecked,
            false => Credentials::None,
        }
    }

    /// What a reader is told of them, a sentence or two an item; nothing if there are none.
    pub fn told(&self, language: Language) -> Vec<String> {
        let words = words(language);
        let mut told = match self {
            Credentials::None => return Vec::new(),
            Credentials::NotChecked => return vec![words.say("credentials-not-checked", [])],
            Credentials::Invalid { reason, .. } => {
                vec![words.say("credentials-invalid", [("reason", word(reason).into())])]
            }
            Credentials::Valid { signer, organisation, root, signed, signed_by, .. } => {
                let names = account::signer(words, signer, organisation.as_deref());
                let root = account::root(words, signer, root.as_ref());
                let time = signed.as_deref().zip(*signed_by).map(|(signed, by)| {
                    words.say("credentials-time", account::signing_time(words, signed, by))
                });
                let said =
                    [words.say("credentials-valid", names), words.say("credentials-root", root)];
                said.into_iter().chain(time).collect()
            }
        };
        told.push(words.say("credentials-beside", []));
        told
    }
}

impl Account {
    /// The account with what is told of the file's Content Credentials.
    #[must_use]
    pub fn with_credentials(mut self, credentials: &Credentials, language: Language) -> Self {
        self.credentials = credentials.told(language);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::evidence::Tier;
    use crate::format::png::{self, CREDENTIALS_CHUNK, Png};

    #[test]
    fn only_a_picture_with_credentials_carries_some() {
        let plain = png::encode(&png::tests::image());
        assert_eq!(Credentials::unchecked(&plain), Credentials::None);
        let with = Png::parse(&plain).expect("a PNG").with_chunk(CREDENTIALS_CHUNK, b"");
        assert_eq!(Credentials::unchecked(&with), Credentials::NotChecked);
        assert_eq!(Credentials::unchecked(b"text"), Credentials::None);
    }

    /// Each state in each language: names are quoted, and nothing sounds like the verdict.
    #[test]
    fn every_state_has_words() {
        let valid = |organisation: Option<&str>, tier: Option<Tier>, by| Credentials::Valid {
            signer: "Desk\n\u{202e}”. Verified".into(),
            organisation: organisation.map(str::to_owned),
            issuer: "CA".into(),
            root: tier.map(|tier| RootReport { name: "Root".into(), tier }),
            signed: Some("2025-09-05T12:30:00Z".into()),
            signed_by: Some(by),
        };
        let faults = [
            CredentialsFault::Several,
            CredentialsFault::TooLarge,
            CredentialsFault::Unreadable,
            CredentialsFault::Changed,
            CredentialsFault::NotCovered,
            CredentialsFault::Signature,
            CredentialsFault::Certificate,
            CredentialsFault::Expired,
            CredentialsFault::Revoked,
            CredentialsFault::Other,
        ];
        for language in Language::ALL {
            assert!(Credentials::None.told(language).is_empty());
            assert_eq!(Credentials::NotChecked.told(language).len(), 1);
            let mut all = Vec::new();
            for reason in faults {
                all.push(Credentials::Invalid { reason, code: None }.told(language)[0].clone());
            }
            all.sort();
            all.dedup();
            assert_eq!(all.len(), faults.len(), "two reasons are told alike: {all:?}");
            for (organisation, tier, by) in [
                (None, None, TimeSource::Signer),
                (Some("Paper"), Some(Tier::Official), TimeSource::TimeStamp),
                (Some("Paper"), Some(Tier::Interim), TimeSource::Signer),
                (None, Some(Tier::Own), TimeSource::Signer),
            ] {
                let told = valid(organisation, tier, by).told(language);
                assert_eq!(told.len(), 4, "{told:?}");
                let all = told.concat();
                assert!(!all.contains(['\n', '\u{202e}']), "{all}");
                assert_eq!(told[0].contains("Paper"), organisation.is_some(), "{all}");
                assert_eq!(told[1].contains("Root"), tier.is_some(), "{all}");
            }
        }
        let english = valid(Some("Paper"), None, TimeSource::Signer).told(Language::English);
        assert!(
            english[0].starts_with("Content Credentials: valid, signed by “Desk"),
            "{english:?}"
        );
    }

    #[test]
    fn states_are_named_in_json() {
        let json = |credentials: &Credentials| serde_json::to_string(credentials).expect("plain");
        assert_eq!(json(&Credentials::None), r#"{"state":"none"}"#);
        let invalid = Credentials::Invalid {
            reason: CredentialsFault::NotCovered,
            code: Some("assertion.dataHash.mismatch".into()),
        };
        let text = json(&invalid);
        assert_eq!(
            text,
            r#"{"state":"invalid","reason":"not_covered","code":"assertion.dataHash.mismatch"}"#
        );
        assert_eq!(serde_json::from_str::<Credentials>(&text).expect("reads"), invalid);
    }
}
