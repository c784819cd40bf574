//! What a notary found when it examined the signature that a photo's file carries itself: who signed, by whose
//! certificate, and which root vouches for it.
//!
//! All of it is the notary's word. A reader can check that the notary said it, and not that it is so: the file that
//! the notary examined stays hidden.

mod included;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::format::envelope;
pub use crate::format::evidence::included::{Field, FieldText, Included};
use crate::system::text;

/// A name on a certificate: 1 to 64 bytes of UTF-8, no control characters and none that reorder text. Whoever asked
/// for the certificate chose it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize)]
pub struct CertificateName(String);

impl CertificateName {
    /// The most bytes of a name.
    pub const MAX_BYTES: usize = 64;

    /// The name, with characters that would disturb a screen written as escapes, and without what is too much. None
    /// if nothing of it can be seen.
    pub fn shortened(name: &str) -> Option<Self> {
        let name = text::line(name.trim());
        let mut end = name.len().min(Self::MAX_BYTES);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        let name = name[..end].trim_end();
        text::is_plain(name).then(|| CertificateName(name.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl BorshDeserialize for CertificateName {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
        envelope::plain_text(reader, Self::MAX_BYTES).map(CertificateName)
    }
}

/// Which list a root is in. The better tier comes first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    BorshSerialize,
    BorshDeserialize,
    Serialize,
    Deserialize,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The trust list of the C2PA.
    Official,
    /// The list that was in use before, frozen on 1 January 2026.
    Interim,
    /// A list of the notary's own.
    Own,
}

/// A root certificate to which the signer's certificate leads.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Root {
    /// Its name.
    pub name: CertificateName,
    /// The list it is in.
    pub tier: Tier,
}

/// Whose word a signing time is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TimeSource {
    /// That of a time-stamping authority in the list of the C2PA.
    TimeStamp,
    /// The signer's own, or that of an authority that is in no list.
    Signer,
}

/// When the file was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SigningTime {
    /// Seconds since 1970-01-01 00:00 UTC.
    pub seconds: u64,
    /// Who says so.
    pub source: TimeSource,
}

/// What the signer says that the photo is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Taken by a camera, and not changed since.
    Capture,
    /// Taken by a camera or made otherwise, and changed since: it has an earlier version, or records edits.
    Edited,
    /// Something else: drawn, generated, or not said.
    Other,
}

/// What a notary found.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Evidence {
    /// The name on the certificate of the key that signed.
    pub signer: CertificateName,
    /// The organisation on it.
    pub organisation: Option<CertificateName>,
    /// Who issued the certificate.
    pub issuer: CertificateName,
    /// The root that vouches for the certificate; none if no list has one.
    pub root: Option<Root>,
    /// When the file was signed, if that is said.
    pub signed: Option<SigningTime>,
    /// What the signer says that the photo is.
    pub source: Source,
    /// SHA-256 of the certificate.
    pub certificate: [u8; 32],
    /// SHA-256 of the manifest, which holds the signature.
    pub manifest: [u8; 32],
    /// How many bytes of the file the signature leaves out, besides the manifest. No pixel depends on them.
    pub left_out: u64,
    /// When the notary attested it, in seconds since 1970-01-01 00:00 UTC.
    pub attested: u64,
    /// What the notary was asked to include by name.
    pub included: Included,
}

impl Evidence {
    /// The most bytes of its encoding, with four names of 64 bytes and all fields.
    pub(crate) const MAX_BYTES: usize = {
        const NAME: usize = 4 + CertificateName::MAX_BYTES;
        NAME + (1 + NAME)
            + NAME
            + (1 + NAME + 1)
            + (1 + 8 + 1)
            + 1
            + 32
            + 32
            + 8
            + 8
            + Included::MAX_BYTES
    };

    /// The latest of its times.
    pub(crate) fn latest_time(&self) -> u64 {
        self.signed.map_or(0, |signed| signed.seconds).max(self.attested)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::format::envelope;

    /// What a notary could have found.
    pub(crate) fn evidence() -> Evidence {
        let name = |name| CertificateName::shortened(name).expect("a name");
        Evidence {
            signer: name("M 11"),
            organisation: Some(name("Leica")),
            issuer: name("CA"),
            root: Some(Root { name: name("Root"), tier: Tier::Interim }),
            signed: Some(SigningTime { seconds: 256, source: TimeSource::TimeStamp }),
            source: Source::Capture,
            certificate: [7; 32],
            manifest: [8; 32],
            left_out: 3,
            attested: 512,
            included: Included { file_name: FieldText::new("a.jpg"), ..Included::default() },
        }
    }

    /// What `docs/format.md` says, written once more.
    pub(crate) fn encoded() -> Vec<u8> {
        let head: &[u8] = b"\x04\0\0\0M 11\x01\x05\0\0\0Leica\x02\0\0\0CA\x01\x04\0\0\0Root\x01";
        let signed: &[u8] = b"\x01\0\x01\0\0\0\0\0\0\0\0";
        let numbers: &[u8] = b"\x03\0\0\0\0\0\0\0\0\x02\0\0\0\0\0\0";
        let included: &[u8] = b"\0\0\0\x01\x05\0\0\0a.jpg";
        [head, signed, &[7; 32], &[8; 32], numbers, included].concat()
    }

    #[test]
    fn evidence_goes_there_and_back() {
        assert_eq!(**envelope::encode(&evidence()), *encoded());
        let x = CertificateName::shortened(&"x".repeat(64)).expect("a name");
        let text = FieldText::new(&"x".repeat(64));
        let longest = Evidence {
            signer: x.clone(),
            organisation: Some(x.clone()),
            issuer: x.clone(),
            root: Some(Root { name: x, tier: Tier::Own }),
            signed: Some(SigningTime { seconds: 9, source: TimeSource::Signer }),
            source: Source::Other,
            included: Included {
                place: text.clone(),
                serial_number: text.clone(),
                owner: text.clone(),
                file_name: text,
            },
            ..evidence()
        };
        let nothing = Evidence {
            organisation: None,
            root: None,
            signed: None,
            source: Source::Edited,
            included: Included::default(),
            ..evidence()
        };
        assert_eq!(envelope::encode(&longest).len(), Evidence::MAX_BYTES);
        for evidence in [evidence(), longest, nothing] {
            let bytes = envelope::encode(&evidence);
            assert_eq!(Evidence::try_from_slice(&bytes).expect("reads"), evidence);
        }
    }

    #[test]
    fn what_is_no_evidence_is_refused() {
        let good = encoded();
        let changed = |place: usize, byte: u8| {
            let mut bytes = good.clone();
            bytes[place] = byte;
            Evidence::try_from_slice(&bytes)
        };
        assert!(changed(4, b'm').is_ok());
        // An empty name, a line feed, an option byte, a tier, a source of time, a kind of photo.
        let places = [(0, 0), (4, 10), (8, 2), (24, 2), (33, 3), (34, 2), (43, 2), (44, 3)];
        for (place, byte) in places {
            assert!(changed(place, byte).is_err(), "{place}");
        }
        assert!(Evidence::try_from_slice(&good[..good.len() - 1]).is_err());
    }

    #[test]
    fn names_of_certificates_are_made_safe() {
        let shortened = |name: &str| CertificateName::shortened(name).map(|name| name.0);
        assert_eq!(shortened(" Leica M11-P\n").as_deref(), Some("Leica M11-P"));
        assert!(shortened("a\nb\u{202e}").is_some_and(|name| text::is_plain(&name)));
        assert_eq!(shortened("").as_deref(), None);
        assert_eq!(shortened("  ").as_deref(), None);
        assert_eq!(shortened(&"é".repeat(40)).as_deref(), Some(&*"é".repeat(32)));
        let long = format!("{} x", "a".repeat(63));
        assert_eq!(shortened(&long).as_deref(), Some(&long[..63]));
    }
}
