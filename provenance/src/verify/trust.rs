//! Whom the user trusts: makers' root keys, notaries' keys, and keys that were revoked.

#[cfg(feature = "files")]
mod files;

use std::collections::HashSet;
#[cfg(feature = "files")]
use std::path::PathBuf;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::format::attestation::{Certificate, PublicKey};
#[cfg(feature = "files")]
use crate::system::files::FileError;
#[cfg(feature = "files")]
use crate::system::folders::NoFolder;
use crate::system::text;

/// A trust list, the content of `trust.json`.
///
/// Only [`Trust::from_json`] reads it, which checks it:
///
/// ```compile_fail,E0277
/// use proofroom_provenance::verify::trust::Trust;
///
/// let unchecked: Trust = serde_json::from_str(r#"{"version":1}"#).expect("JSON");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trust {
    version: u32,
    makers: Vec<Maker>,
    // Most lists name no notary; they are written as before there were any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notaries: Vec<Maker>,
    revoked: Vec<Revocation>,
}

/// The JSON of a trust list, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    version: u32,
    #[serde(default)]
    makers: Vec<Maker>,
    #[serde(default)]
    notaries: Vec<Maker>,
    #[serde(default)]
    revoked: Vec<Revocation>,
}

/// A maker whose cameras are trusted, or a notary whose attestations are, by the list in which it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Maker {
    /// What the user calls it.
    pub name: String,
    /// Its root key; of a notary, its only key.
    pub key: PublicKey,
}

/// A key that is trusted no more, whatever time a photo claims: a thief can backdate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// The key of a device or a notary; a maker's key revokes all its devices.
    pub key: PublicKey,
    /// When it was revoked, for people to read.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub since: Date,
    /// Why, for people to read.
    pub reason: String,
}

/// What the list says of a camera, or of a notary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its maker is in the list; of a notary, itself.
    Trusted,
    /// Its maker is not in the list; of a notary, itself.
    Unknown,
    /// Its key was revoked.
    Revoked,
}

/// Why a trust list cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TrustError {
    /// The file could not be read.
    #[cfg(feature = "files")]
    #[error("the trust list cannot be used: {0}")]
    File(#[from] FileError),
    /// A file that is no trust list, and why.
    #[cfg(feature = "files")]
    #[error("{}: {error}", text::path(path))]
    InFile {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        error: Box<TrustError>,
    },
    /// There is no place for it.
    #[cfg(feature = "files")]
    #[error("the trust list cannot be found: {0}")]
    Folder(#[from] NoFolder),
    /// Not the JSON that it should be.
    #[error("the trust list is broken: {}; correct it, or use another", text::message(&.0.to_string()))]
    Json(#[from] serde_json::Error),
    /// A version that this program does not know.
    #[error("the trust list has version {0}, and this program reads version {version}; update the program", version = Trust::VERSION)]
    Version(u32),
    /// More entries than the limit.
    #[error("the trust list has more than {} entries", Trust::MAX_ENTRIES)]
    TooLong,
    /// An entry that means nothing, or two of one key.
    #[error("the trust list is broken: {what} of the key {key}; correct it, or use another")]
    Entry {
        /// What is wrong.
        what: &'static str,
        /// In the entry of which key.
        key: PublicKey,
    },
    /// A name that a maker or notary cannot have.
    #[error(
        "the name of a maker or notary is 1 to {} bytes of text that can be seen, without quotation marks, control characters, or \
         white space at its ends",
        Trust::MAX_TEXT
    )]
    Name,
    /// A maker or notary that is in the list already.
    #[error("this key is in the list already, under the name {}", text::quoted(.0))]
    Known(String),
    /// A maker or notary that is not in the list.
    #[error("no maker or notary in the list has this key; it may have been removed meanwhile")]
    Missing,
    /// A list that names nobody.
    #[error("the trust list is empty: it names no maker or notary and revokes no key")]
    Nothing,
}

impl Trust {
    /// The version of the list that this program writes and reads.
    pub const VERSION: u32 = 1;
    /// The file in the user's config folder, and in a camera's.
    pub const FILE: &'static str = "trust.json";
    /// The longest file.
    pub const MAX_BYTES: u64 = 4 << 20;
    /// The most makers, the most notaries, and the most revoked keys.
    pub const MAX_ENTRIES: usize = 10_000;
    /// The longest name or reason, in bytes.
    pub const MAX_TEXT: usize = 256;

    /// A list of makers, nothing revoked.
    pub fn of_makers(makers: Vec<Maker>) -> Self {
        Trust { version: Self::VERSION, makers, notaries: Vec::new(), revoked: Vec::new() }
    }

    /// A list of notaries, nothing revoked.
    pub fn of_notaries(notaries: Vec<Maker>) -> Self {
        Trust { notaries, ..Self::empty() }
    }

    /// The list that trusts nobody.
    pub fn empty() -> Self {
        Self::of_makers(Vec::new())
    }

    /// The same list with one more key revoked.
    #[must_use]
    pub fn revoking(mut self, revocation: Revocation) -> Self {
        self.revoked.push(revocation);
        self
    }

    /// Reads the JSON.
    ///
    /// # Errors
    /// [`TrustError`], naming what is wrong.
    pub fn from_json(json: &str) -> Result<Self, TrustError> {
        let Unchecked { version, makers, notaries, revoked } = serde_json::from_str(json)?;
        if version != Self::VERSION {
            return Err(TrustError::Version(version));
        }
        let trust = Trust { version, makers, notaries, revoked };
        trust.check()?;
        Ok(trust)
    }

    /// Checks what the types leave open.
    fn check(&self) -> Result<(), TrustError> {
        let Trust { makers, notaries, revoked, .. } = self;
        if [makers.len(), notaries.len(), revoked.len()].into_iter().any(|n| n > Self::MAX_ENTRIES)
        {
            return Err(TrustError::TooLong);
        }
        Self::check_entries(makers)?;
        Self::check_entries(notaries)?;
        for Revocation { key, reason, .. } in &self.revoked {
            if reason.len() > Self::MAX_TEXT {
                return Err(TrustError::Entry {
                    what: "the reason is too long in the entry",
                    key: *key,
                });
            }
        }
        Ok(())
    }

    /// Checks the makers, or the notaries. A key may be in both lists: each says something else of it.
    fn check_entries(entries: &[Maker]) -> Result<(), TrustError> {
        let mut seen = HashSet::new();
        for Maker { name, key } in entries {
            let entry = |what| TrustError::Entry { what, key: *key };
            if !key.is_usable() {
                return Err(entry("no signature can be checked under the entry"));
            }
            if !text::is_plain(name) || name.len() > Self::MAX_TEXT {
                return Err(entry(
                    "the name is empty, too long or holds control characters in the entry",
                ));
            }
            if !seen.insert(key) {
                return Err(entry("there are two entries"));
            }
        }
        Ok(())
    }

    /// Whether a maker or notary can be given this name. Lists that are there already may hold others.
    fn is_name(name: &str) -> bool {
        text::is_name(name) && name.len() <= Self::MAX_TEXT
    }

    /// Adds a maker.
    ///
    /// # Errors
    /// A name that is none, a key that is in the list already, or a list that is full.
    pub fn add_maker(&mut self, maker: Maker) -> Result<(), TrustError> {
        Self::add(&mut self.makers, maker)?;
        self.check()
    }

    /// Adds a notary.
    ///
    /// # Errors
    /// As [`Trust::add_maker`].
    pub fn add_notary(&mut self, notary: Maker) -> Result<(), TrustError> {
        Self::add(&mut self.notaries, notary)?;
        self.check()
    }

    /// Gives the maker of this key another name.
    ///
    /// # Errors
    /// A name that is none, or a key that is not in the list.
    pub fn rename_maker(&mut self, key: &PublicKey, name: &str) -> Result<(), TrustError> {
        Self::rename(&mut self.makers, key, name)
    }

    /// Gives the notary of this key another name.
    ///
    /// # Errors
    /// As [`Trust::rename_maker`].
    pub fn rename_notary(&mut self, key: &PublicKey, name: &str) -> Result<(), TrustError> {
        Self::rename(&mut self.notaries, key, name)
    }

    /// Gives a maker the new name that its camera got. One that the user calls by another name than the old one
    /// keeps it, and one that is not in the list is not added.
    ///
    /// # Errors
    /// As [`Trust::rename_maker`].
    pub fn follow_rename(&mut self, old: &Maker, new: &Maker) -> Result<(), TrustError> {
        if self.maker_name(&old.key) == Some(&old.name) {
            self.rename_maker(&old.key, &new.name)
        } else {
            Ok(())
        }
    }

    /// Trusts the maker of this key no more.
    ///
    /// # Errors
    /// A key that is not in the list.
    pub fn remove_maker(&mut self, key: &PublicKey) -> Result<(), TrustError> {
        Self::remove(&mut self.makers, key)
    }

    /// Trusts the notary of this key no more.
    ///
    /// # Errors
    /// A key that is not in the list.
    pub fn remove_notary(&mut self, key: &PublicKey) -> Result<(), TrustError> {
        Self::remove(&mut self.notaries, key)
    }

    fn add(entries: &mut Vec<Maker>, entry: Maker) -> Result<(), TrustError> {
        if !Self::is_name(&entry.name) {
            return Err(TrustError::Name);
        }
        if let Some(name) = name_in(entries, &entry.key) {
            return Err(TrustError::Known(name.to_owned()));
        }
        entries.push(entry);
        Ok(())
    }

    fn rename(entries: &mut [Maker], key: &PublicKey, name: &str) -> Result<(), TrustError> {
        if !Self::is_name(name) {
            return Err(TrustError::Name);
        }
        let entry = entries.iter_mut().find(|entry| entry.key == *key);
        entry.ok_or(TrustError::Missing)?.name = name.to_owned();
        Ok(())
    }

    fn remove(entries: &mut Vec<Maker>, key: &PublicKey) -> Result<(), TrustError> {
        let before = entries.len();
        entries.retain(|entry| entry.key != *key);
        if entries.len() < before { Ok(()) } else { Err(TrustError::Missing) }
    }

    /// Whether the list names nobody and revokes nothing.
    pub fn is_empty(&self) -> bool {
        self.makers.is_empty() && self.notaries.is_empty() && self.revoked.is_empty()
    }

    /// What another list says that this one does not: makers and notaries whose keys are not in it as such, and keys
    /// that it does not revoke.
    ///
    /// # Errors
    /// If the other list names nobody at all.
    pub fn news(&self, from: &Trust) -> Result<Trust, TrustError> {
        if from.is_empty() {
            return Err(TrustError::Nothing);
        }
        let new = |own: &[Maker], from: &[Maker]| -> Vec<Maker> {
            from.iter().filter(|entry| name_in(own, &entry.key).is_none()).cloned().collect()
        };
        let mut seen: HashSet<_> = self.revoked.iter().map(|revoked| revoked.key).collect();
        let revoked = from.revoked.iter().filter(|revoked| seen.insert(revoked.key));
        Ok(Trust {
            version: Self::VERSION,
            makers: new(&self.makers, &from.makers),
            notaries: new(&self.notaries, &from.notaries),
            revoked: revoked.cloned().collect(),
        })
    }

    /// Adds what another list says that this one does not: of its makers and notaries those that `accept` names, and
    /// all of its revoked keys. Nothing that is in this list changes: a maker keeps the name that the user gave it, and
    /// no key that is revoked becomes usable again. Gives what was added.
    ///
    /// # Errors
    /// If the other list names nobody, or this one becomes too long.
    pub fn merge(&mut self, from: &Trust, accept: &Accepted) -> Result<Trust, TrustError> {
        let mut news = self.news(from)?;
        news.makers.retain(|maker| accept.makers.contains(&maker.key));
        news.notaries.retain(|notary| accept.notaries.contains(&notary.key));
        self.makers.extend(news.makers.iter().cloned());
        self.notaries.extend(news.notaries.iter().cloned());
        self.revoked.extend(news.revoked.iter().cloned());
        self.check()?;
        Ok(news)
    }

    /// The JSON, as people would write it.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a trust list is plain data");
        json.push('\n');
        json
    }

    /// The makers in the list.
    pub fn makers(&self) -> &[Maker] {
        &self.makers
    }

    /// The notaries in the list.
    pub fn notaries(&self) -> &[Maker] {
        &self.notaries
    }

    /// The keys that were revoked.
    pub fn revoked(&self) -> &[Revocation] {
        &self.revoked
    }

    /// What the user calls the maker of this key.
    pub fn maker_name(&self, key: &PublicKey) -> Option<&str> {
        name_in(&self.makers, key)
    }

    /// What the user calls the notary of this key.
    pub fn notary_name(&self, key: &PublicKey) -> Option<&str> {
        name_in(&self.notaries, key)
    }

    /// What the user calls whoever vouches for a certificate: the maker of a camera, or a notary. A maker of this key
    /// says nothing of a notary, nor a notary of a camera.
    pub fn voucher_name(&self, certificate: &Certificate) -> Option<&str> {
        if certificate.is_notary() {
            self.notary_name(&certificate.maker)
        } else {
            self.maker_name(&certificate.maker)
        }
    }

    /// The entry that revokes this camera or notary, if there is one.
    pub fn revocation(&self, certificate: &Certificate) -> Option<&Revocation> {
        self.revoked
            .iter()
            .find(|revoked| [certificate.device, certificate.maker].contains(&revoked.key))
    }

    /// What the list says of a camera or a notary. Revoked comes before trusted.
    pub fn standing(&self, certificate: &Certificate) -> Standing {
        if self.revocation(certificate).is_some() {
            Standing::Revoked
        } else if self.voucher_name(certificate).is_some() {
            Standing::Trusted
        } else {
            Standing::Unknown
        }
    }
}

/// The keys that the user accepts of a list that somebody else made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// As those of makers.
    pub makers: Vec<PublicKey>,
    /// As those of notaries.
    pub notaries: Vec<PublicKey>,
}

impl Accepted {
    /// Everybody whom a list names.
    pub fn all(list: &Trust) -> Self {
        let keys = |entries: &[Maker]| entries.iter().map(|entry| entry.key).collect();
        Accepted { makers: keys(&list.makers), notaries: keys(&list.notaries) }
    }

    /// Makers with these keys, and no notary.
    pub fn makers(makers: Vec<PublicKey>) -> Self {
        Accepted { makers, ..Self::default() }
    }
}

fn name_in<'a>(entries: &'a [Maker], key: &PublicKey) -> Option<&'a str> {
    entries.iter().find(|entry| entry.key == *key).map(|entry| entry.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::{Camera, MakerKey};
    use crate::capture::notary::Notary;
    use crate::format::capture_record::DeviceName;

    fn camera() -> Camera {
        let name = DeviceName::new("Test").expect("a name");
        MakerKey::dangerously_from_bytes([1; 32]).dangerous_camera(name, [2; 32])
    }

    fn maker() -> Maker {
        Maker { name: "Maker".into(), key: camera().certificate().maker }
    }

    fn revoking(key: PublicKey) -> Revocation {
        Revocation { key, since: jiff::civil::date(2025, 9, 5), reason: "stolen".into() }
    }

    #[test]
    fn standings() {
        let camera = camera();
        let certificate = camera.certificate();
        let trusted = Trust::of_makers(vec![maker()]);
        let check =
            |trust: Trust, standing: Standing| assert_eq!(trust.standing(certificate), standing);
        check(Trust::empty(), Standing::Unknown);
        check(trusted.clone(), Standing::Trusted);
        check(trusted.clone().revoking(revoking(certificate.device)), Standing::Revoked);
        check(trusted.clone().revoking(revoking(certificate.maker)), Standing::Revoked);
        check(trusted.revoking(revoking(PublicKey([9; 32]))), Standing::Trusted);
        check(Trust::empty().revoking(revoking(certificate.device)), Standing::Revoked);
    }

    fn notary() -> Notary {
        let name = DeviceName::new("Desk").expect("a name");
        Notary::dangerously_from_bytes(name, [1; 32])
    }

    /// The same key as a maker's and as a notary's.
    #[test]
    fn makers_and_notaries_are_trusted_apart() {
        let (camera, notary) = (camera(), notary());
        assert_eq!(notary.entry().key, maker().key);
        let standings = |trust: &Trust| {
            [trust.standing(camera.certificate()), trust.standing(notary.certificate())]
        };
        use Standing::{Revoked, Trusted, Unknown};
        let makers = Trust::of_makers(vec![maker()]);
        let notaries = Trust::of_notaries(vec![notary.entry()]);
        assert_eq!(standings(&makers), [Trusted, Unknown]);
        assert_eq!(standings(&notaries), [Unknown, Trusted]);
        assert_eq!(makers.voucher_name(notary.certificate()), None);
        let mut both = makers.clone();
        both.merge(&notaries, &Accepted::makers(vec![maker().key])).expect("merges");
        assert_eq!(both, makers, "nobody accepted the key as a notary's");
        both.merge(&notaries, &Accepted::all(&notaries)).expect("merges");
        assert_eq!(standings(&both), [Trusted, Trusted]);
        assert_eq!(both.voucher_name(notary.certificate()), Some("Desk"));
        assert_eq!(Trust::from_json(&both.to_json()).expect("reads"), both);
        assert_eq!(standings(&both.revoking(revoking(maker().key))), [Revoked, Revoked]);
    }

    #[test]
    fn notaries_are_added_named_and_removed() {
        let mut trust = Trust::empty();
        trust.add_notary(notary().entry()).expect("adds");
        let again = trust.add_notary(notary().entry());
        assert!(matches!(again, Err(TrustError::Known(name)) if name == "Desk"));
        trust.add_maker(maker()).expect("the same key as a maker's");
        let key = maker().key;
        trust.rename_notary(&key, "Other").expect("renames");
        assert_eq!(trust.notary_name(&key), Some("Other"));
        assert_eq!(trust.maker_name(&key), Some("Maker"));
        trust.remove_notary(&key).expect("removes");
        assert_eq!(trust, Trust::of_makers(vec![maker()]));
        assert!(matches!(trust.remove_notary(&key), Err(TrustError::Missing)));
        assert!(matches!(trust.rename_notary(&key, "M"), Err(TrustError::Missing)));
        assert!(!trust.to_json().contains("notaries"), "lists without notaries stay as they were");
    }

    #[test]
    fn makers_are_added_named_and_removed() {
        let mut trust = Trust::empty();
        trust.add_maker(maker()).expect("adds");
        assert!(
            matches!(trust.add_maker(maker()), Err(TrustError::Known(name)) if name == "Maker")
        );
        let nameless = Maker { name: "a\nb".into(), ..maker() };
        assert!(matches!(trust.add_maker(nameless), Err(TrustError::Name)));
        let key = maker().key;
        trust.rename_maker(&key, "Other").expect("renames");
        assert_eq!(trust.maker_name(&key), Some("Other"));
        assert!(matches!(trust.rename_maker(&key, ""), Err(TrustError::Name)));
        trust.remove_maker(&key).expect("removes");
        assert_eq!(trust, Trust::empty());
        assert!(matches!(trust.remove_maker(&key), Err(TrustError::Missing)));
        assert!(matches!(trust.rename_maker(&key, "M"), Err(TrustError::Missing)));
        let weak = Maker { key: PublicKey([0; 32]), ..maker() };
        assert!(matches!(trust.add_maker(weak), Err(TrustError::Entry { .. })));
    }

    #[test]
    fn a_renamed_camera_renames_its_maker_unless_the_user_did() {
        let named = |name: &str| Maker { name: name.into(), key: maker().key };
        let (old, new) = (named("Maker of First"), named("Maker of Second"));
        for (before, after) in [("Maker of First", "Maker of Second"), ("Mine", "Mine")] {
            let mut trust = Trust::of_makers(vec![named(before)]);
            trust.follow_rename(&old, &new).expect("a name");
            assert_eq!(trust.makers(), [named(after)]);
        }
        let mut trust = Trust::empty();
        trust.follow_rename(&old, &new).expect("nothing to do");
        assert_eq!(trust, Trust::empty());
    }

    #[test]
    fn an_import_adds_what_was_accepted_and_changes_nothing_else() {
        let [first, second] = [7, 8].map(|byte| PublicKey([byte; 32]));
        let named = |name: &str, key| Maker { name: name.into(), key };
        let other = named("Other", camera().certificate().device);
        let third = named("Third", MakerKey::dangerously_from_bytes([3; 32]).public());
        let other_reason = Revocation { reason: "other".into(), ..revoking(first) };
        let known_by_another_name = named("Renamed", maker().key);
        let imported = Trust::of_makers(vec![known_by_another_name, other.clone(), third.clone()])
            .revoking(other_reason)
            .revoking(revoking(second))
            .revoking(revoking(second));
        let before = Trust::of_makers(vec![maker()]).revoking(revoking(first));
        assert_eq!(
            before.news(&imported).expect("news"),
            Trust::of_makers(vec![other.clone(), third]).revoking(revoking(second))
        );
        let mut trust = before;
        assert_eq!(
            trust.merge(&imported, &Accepted::makers(vec![other.key, maker().key])).expect("adds"),
            Trust::of_makers(vec![other.clone()]).revoking(revoking(second))
        );
        let expected = Trust::of_makers(vec![maker(), other])
            .revoking(revoking(first))
            .revoking(revoking(second));
        assert_eq!(trust, expected);
        assert_eq!(
            trust.merge(&imported, &Accepted::default()).expect("adds"),
            Trust::empty(),
            "a second time nothing is new"
        );
        assert_eq!(trust, expected);
        // A list without revoked keys takes none away.
        trust.merge(&Trust::of_makers(vec![maker()]), &Accepted::default()).expect("adds");
        assert_eq!(trust, expected);
        assert!(matches!(
            trust.merge(&Trust::empty(), &Accepted::default()),
            Err(TrustError::Nothing)
        ));
    }

    #[test]
    fn a_failed_change_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(Trust::FILE);
        let change = |change: &dyn Fn(&mut Trust) -> Result<(), TrustError>| {
            Trust::change_in(folder.path(), change)
        };
        change(&|trust| trust.add_maker(maker())).expect("adds");
        let written = Trust::read(&path).expect("reads");
        assert_eq!(written, Trust::of_makers(vec![maker()]));
        let broken_off = change(&|trust| {
            trust.remove_maker(&maker().key)?;
            Err(TrustError::Missing)
        });
        assert!(broken_off.is_err());
        assert_eq!(Trust::read(&path).expect("reads"), written);
        std::fs::write(&path, "{").expect("writes");
        let broken = change(&|trust| trust.add_maker(maker()));
        let broken = broken.expect_err("a broken list is not written over");
        let words = format!("{}: the trust list is broken", path.display());
        assert!(broken.to_string().starts_with(&words), "{broken}");
        assert_eq!(std::fs::read(&path).expect("reads"), b"{");
    }

    #[test]
    fn changes_at_the_same_time_are_all_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            for byte in 1..=8 {
                let key = MakerKey::dangerously_from_bytes([byte; 32]).public();
                let name = format!("Maker {byte}");
                let folder = folder.path();
                scope.spawn(move || {
                    Trust::change_in(folder, |trust| trust.add_maker(Maker { name, key }))
                });
            }
        });
        let trust = Trust::read(&folder.path().join(Trust::FILE)).expect("reads");
        assert_eq!(trust.makers().len(), 8);
    }

    #[test]
    fn the_documented_json_is_read_and_written() {
        let key = maker().key;
        let json = format!(
            r#"{{"version":1,"makers":[{{"name":"Maker","key":"{key}"}}],
                "revoked":[{{"key":"{key}","since":"2025-09-05","reason":"stolen"}}]}}"#
        );
        let trust = Trust::from_json(&json).expect("reads");
        assert_eq!(trust, Trust::of_makers(vec![maker()]).revoking(revoking(key)));
        assert_eq!(Trust::from_json(&trust.to_json()).expect("reads"), trust);
        assert_eq!(Trust::from_json(r#"{"version":1}"#).expect("reads"), Trust::empty());
        let json = format!(r#"{{"version":1,"notaries":[{{"name":"Desk","key":"{key}"}}]}}"#);
        let trust = Trust::from_json(&json).expect("reads");
        assert_eq!(trust, Trust::of_notaries(vec![notary().entry()]));
    }

    #[test]
    fn broken_lists_are_refused() {
        let key = maker().key;
        let weak = "0".repeat(64);
        let maker = |name: &str, key: &str| format!(r#"{{"name":"{name}","key":"{key}"}}"#);
        let key = key.to_string();
        let one = maker("M", &key);
        for (json, words) in [
            ("", "broken"),
            ("[]", "broken"),
            (r#"{"makers":[]}"#, "missing field `version`"),
            (r#"{"version":2}"#, "version 2"),
            (r#"{"version":1,"revokd":[]}"#, "unknown field `revokd`"),
            (&format!(r#"{{"version":1,"makers":[{}]}}"#, maker("M", &key[1..])), "broken"),
            (&format!(r#"{{"version":1,"makers":[{}]}}"#, maker("M", &weak)), "no signature"),
            (&format!(r#"{{"version":1,"makers":[{}]}}"#, maker("", &key)), "name"),
            (&format!(r#"{{"version":1,"makers":[{}]}}"#, maker("a\\nb", &key)), "name"),
            (&format!(r#"{{"version":1,"makers":[{one},{one}]}}"#), "two entries"),
            (&format!(r#"{{"version":1,"notaries":[{one},{one}]}}"#), "two entries"),
            (&format!(r#"{{"version":1,"notaries":[{}]}}"#, maker("", &key)), "name"),
            (
                &format!(
                    r#"{{"version":1,"revoked":[{{"key":"{key}","since":"yesterday","reason":""}}]}}"#
                ),
                "broken",
            ),
        ] {
            let error = Trust::from_json(json).expect_err(words).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }
}
