//! Examining the manifest of a photo.

use std::io::Cursor;
use std::ops::Range;

use c2pa::{Context, Reader, Settings, ValidationState};
use proofroom_provenance::format::evidence::{
    CertificateName, Evidence, Root, SigningTime, Source, TimeSource,
};
use proofroom_provenance::format::jpeg::{Jpeg, is_jpeg};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use thiserror::Error;
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::certificate::{Holder, common_name};
use crate::covered::{self, Uncovered};
use crate::roots::{Roots, revoked_since};

/// The longest manifest, in bytes. Those of cameras have 10 to 200 kB, with a thumbnail.
const MAX_MANIFEST: usize = 8 << 20;
/// The longest manifest after decompression, in MiB.
const MAX_DECOMPRESSED_MIB: i64 = 8;

/// Why a photo's manifest is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refused {
    /// Not a JPEG, or a damaged one.
    #[error(
        "only JPEG photos can be examined for Content Credentials, and this is no JPEG that can be read"
    )]
    Format,
    /// No manifest.
    #[error("the photo contains no Content Credentials (C2PA), so no camera signed it")]
    Missing,
    /// The manifest is elsewhere.
    #[error(
        "the photo's Content Credentials are not in the file but on a server, and this program asks no server"
    )]
    Elsewhere,
    /// Several manifests, or a manifest in loose pieces.
    #[error(
        "the photo contains several sets of Content Credentials, or one in pieces; only one can be examined"
    )]
    Several,
    /// Larger than the limit.
    #[error("the photo's Content Credentials are larger than {} MiB", MAX_MANIFEST >> 20)]
    TooLarge,
    /// Not readable.
    #[error("the photo's Content Credentials cannot be read ({0})")]
    Unreadable(String),
    /// A check failed. The code is the one of the C2PA specification.
    #[error("the photo's Content Credentials are invalid: {what} ({code})")]
    Invalid {
        /// What failed.
        what: &'static str,
        /// The status code of the specification.
        code: String,
    },
    /// The hash leaves out bytes that the pixels depend on.
    #[error(
        "the signature in the photo's Content Credentials leaves out bytes that the picture depends on"
    )]
    NotCovered,
    /// The maker revoked its certificates.
    #[error(
        "{organisation} revoked all of its certificates on {since}, so its signatures say nothing"
    )]
    Revoked {
        /// Whose certificates.
        organisation: &'static str,
        /// When, as a date.
        since: &'static str,
    },
    /// A certificate that was not valid at the only time that is certain, now.
    #[error(
        "the certificate in the photo's Content Credentials has expired, and no time stamp of a listed authority says \
         that it was valid when the photo was signed"
    )]
    Expired,
}

impl Refused {
    /// A short name of the reason, by which front ends choose their own sentence.
    pub fn name(&self) -> &'static str {
        match self {
            Refused::Format => "format",
            Refused::Missing => "missing",
            Refused::Elsewhere => "elsewhere",
            Refused::Several => "several",
            Refused::TooLarge => "too-large",
            Refused::Unreadable(_) => "unreadable",
            Refused::Invalid { code, .. } => match code.as_str() {
                "claimSignature.mismatch" | "claimSignature.missing" => "signature",
                "claimSignature.outsideValidity" | "signingCredential.expired" => {
                    "outside-validity"
                }
                "signingCredential.revoked" | "signingCredential.ocsp.revoked" => "revoked",
                "signingCredential.invalid" => "certificate",
                "assertion.dataHash.mismatch" => "changed",
                "assertion.hashedURI.mismatch" => "statement",
                _ => "check",
            },
            Refused::NotCovered => "not-covered",
            Refused::Revoked { .. } => "maker-revoked",
            Refused::Expired => "expired",
        }
    }
}

/// Whether a photo appears to carry Content Credentials. Nothing of them is checked; [`examine`] does that.
pub fn carries(photo: &[u8]) -> bool {
    is_jpeg(photo)
        && Jpeg::parse(photo).is_ok_and(|jpeg| !matches!(covered::manifest(&jpeg), Ok(None)))
}

/// The parts of the crate's detailed report that are used here.
#[derive(Deserialize)]
struct Detailed {
    active_manifest: String,
    manifests: std::collections::HashMap<String, DetailedManifest>,
}

#[derive(Deserialize)]
struct DetailedManifest {
    claim: DetailedClaim,
    assertion_store: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct DetailedClaim {
    #[serde(default)]
    claim_version: Option<u64>,
}

#[derive(Deserialize)]
struct DataHash {
    #[serde(default)]
    exclusions: Vec<Exclusion>,
}

#[derive(Deserialize)]
struct Exclusion {
    start: u64,
    length: u64,
}

/// Validates the manifest of a photo: that its signature is valid and covers this file, that its certificate was valid
/// when it was made, and which root vouches for it. `now` is the time in seconds since 1970, at which the evidence is
/// attested.
///
/// A signature for which no root vouches is no error: [`Evidence::root`] says so.
///
/// # Errors
/// [`Refused`]: what is missing or does not hold.
pub fn examine(photo: &[u8], roots: &Roots, now: i64) -> Result<Evidence, Refused> {
    if !is_jpeg(photo) {
        return Err(Refused::Format);
    }
    let jpeg = Jpeg::parse(photo).map_err(|_| Refused::Format)?;
    let manifest = covered::manifest(&jpeg).map_err(|_| Refused::Several)?;
    let Some(manifest) = manifest else {
        return Err(missing(photo));
    };
    if manifest.bytes.len() > MAX_MANIFEST {
        return Err(Refused::TooLarge);
    }

    // Each list by itself, the best first: the crate does not say by which root a certificate is trusted.
    let mut examined = None;
    for (tier, pem) in roots.tiers() {
        let reader = read(photo, &format!("{pem}\n{}", roots.time_stamping()))?;
        // The crate has one list for signers and time-stamping authorities. Only a root of this list may vouch for the
        // signer, whose certificate then leads to one even if no other list is there.
        let is_trusted = reader.validation_state() == ValidationState::Trusted
            && has_status(&read(photo, pem)?, "signingCredential.trusted");
        if is_trusted || examined.is_none() {
            examined = Some((reader, is_trusted.then_some((tier, pem))));
        }
        if is_trusted {
            break;
        }
    }
    let (reader, trusted) = examined.expect("there are lists");
    if reader.validation_state() == ValidationState::Invalid {
        return Err(invalid(&reader));
    }

    let report: Detailed = serde_json::from_str(&reader.detailed_json())
        .map_err(|_| Refused::Unreadable("its report".into()))?;
    let active = report
        .manifests
        .get(&report.active_manifest)
        .ok_or_else(|| Refused::Unreadable("no active manifest".into()))?;
    let left_out =
        covered::left_out(&jpeg, &manifest, &exclusions(active)?).map_err(|error| match error {
            Uncovered::Pixels => Refused::NotCovered,
            Uncovered::Manifests => Refused::Several,
        })?;

    let signature = reader
        .active_manifest()
        .and_then(|manifest| manifest.signature_info())
        .ok_or_else(|| Refused::Unreadable("no signature".into()))?;
    let chain: Vec<Vec<u8>> = Pem::iter_from_buffer(signature.cert_chain().as_bytes())
        .map_while(Result::ok)
        .map(|block| block.contents)
        .collect();
    let leaf = chain.first().ok_or_else(|| Refused::Unreadable("no certificate".into()))?;
    let holder = Holder::of(leaf).ok_or_else(|| Refused::Unreadable("its certificate".into()))?;
    if let Some((organisation, since)) = revoked_since(&chain) {
        return Err(Refused::Revoked { organisation, since });
    }
    // For claims of version 1 the crate does not ask who stamped the time: anybody can stamp.
    let stamped = active.claim.claim_version.is_some_and(|version| version >= 2)
        && has_status(&reader, "timeStamp.trusted");
    let source_of_time = if stamped { TimeSource::TimeStamp } else { TimeSource::Signer };
    let signed = signature.time.as_deref().and_then(seconds);
    if !stamped && !holder.valid.contains(&now) {
        return Err(Refused::Expired);
    }
    let root = trusted.map(|(tier, pem)| Root { name: root_of(&chain, pem), tier });
    Ok(Evidence {
        signer: holder.name,
        organisation: holder.organisation,
        issuer: holder.issuer,
        root,
        signed: signed.map(|seconds| SigningTime { seconds, source: source_of_time }),
        source: source(active),
        certificate: Sha256::digest(leaf).into(),
        manifest: Sha256::digest(&manifest.bytes).into(),
        left_out: left_out.bytes,
        attested: u64::try_from(now).unwrap_or(0),
    })
}

/// Reads the manifest with these roots.
fn read(photo: &[u8], roots: &str) -> Result<Reader, Refused> {
    let unreadable = |error: c2pa::Error| match error {
        c2pa::Error::JumbfNotFound => Refused::Missing,
        c2pa::Error::RemoteManifestUrl(_) | c2pa::Error::RemoteManifestFetch(_) => {
            Refused::Elsewhere
        }
        c2pa::Error::TooManyManifestStores => Refused::Several,
        error => Refused::Unreadable(proofroom_provenance::system::text::line(&error.to_string())),
    };
    let settings = Settings::new()
        .with_value("trust.trust_anchors", roots)
        .and_then(|settings| settings.with_value("verify.ocsp_fetch", false))
        .and_then(|settings| settings.with_value("verify.remote_manifest_fetch", false))
        .and_then(|settings| {
            settings.with_value("core.max_decompressed_manifest_size_in_mb", MAX_DECOMPRESSED_MIB)
        })
        .map_err(unreadable)?;
    let context = Context::new().with_settings(settings).map_err(unreadable)?;
    Reader::from_context(context).with_stream("image/jpeg", Cursor::new(photo)).map_err(unreadable)
}

/// A file without a manifest may name a server that has one.
fn missing(photo: &[u8]) -> Refused {
    match read(photo, Roots::shipped().time_stamping()) {
        Err(Refused::Elsewhere) => Refused::Elsewhere,
        _ => Refused::Missing,
    }
}

/// The first failure that is not only that no root vouches.
fn invalid(reader: &Reader) -> Refused {
    let failures = reader.validation_results().into_iter().flat_map(|results| {
        let active = results.active_manifest().into_iter().flat_map(|active| active.failure());
        let ingredients = results.ingredient_deltas().into_iter().flatten();
        active.chain(ingredients.flat_map(|delta| delta.validation_deltas().failure()))
    });
    let code = failures
        .map(|status| status.code().to_owned())
        .find(|code| code != "signingCredential.untrusted")
        .unwrap_or_else(|| "claimSignature.missing".into());
    let what = match code.as_str() {
        "claimSignature.mismatch" => "the signature does not match",
        "claimSignature.missing" => "there is no valid signature",
        "claimSignature.outsideValidity" | "signingCredential.expired" => {
            "the certificate was not valid when the photo was signed"
        }
        "signingCredential.revoked" | "signingCredential.ocsp.revoked" => {
            "the certificate was revoked"
        }
        "signingCredential.invalid" => "the certificate is not one for signing photos",
        "assertion.dataHash.mismatch" => "the photo was changed after it was signed",
        "assertion.hashedURI.mismatch" => "a statement in them was changed after they were signed",
        _ => "a check failed",
    };
    Refused::Invalid { what, code }
}

fn has_status(reader: &Reader, code: &str) -> bool {
    let active = reader.validation_results().and_then(|results| results.active_manifest());
    active.is_some_and(|active| active.success().iter().any(|status| status.code() == code))
}

/// The ranges of the file that the hash leaves out. A photo is bound by exactly one hash.
fn exclusions(manifest: &DetailedManifest) -> Result<Vec<Range<u64>>, Refused> {
    let mut hashes =
        manifest.assertion_store.iter().filter(|(label, _)| label.starts_with("c2pa.hash."));
    let unreadable = || Refused::Unreadable("which bytes they are about".into());
    let (label, hash) = hashes.next().ok_or_else(unreadable)?;
    if hashes.next().is_some() || label != "c2pa.hash.data" {
        return Err(unreadable());
    }
    let hash: DataHash = serde_json::from_value(hash.clone()).map_err(|_| unreadable())?;
    hash.exclusions
        .into_iter()
        .map(|Exclusion { start, length }| Some(start..start.checked_add(length)?))
        .collect::<Option<_>>()
        .ok_or_else(unreadable)
}

/// What the actions in the manifest say. They are the signer's word.
fn source(manifest: &DetailedManifest) -> Source {
    let actions: Vec<&serde_json::Value> = manifest
        .assertion_store
        .iter()
        .filter(|(label, _)| label.starts_with("c2pa.actions"))
        .filter_map(|(_, value)| value.get("actions")?.as_array())
        .flatten()
        .collect();
    let has_parent =
        manifest.assertion_store.keys().any(|label| label.starts_with("c2pa.ingredient"));
    let name = |action: &serde_json::Value| {
        action.get("action").and_then(|name| name.as_str().map(str::to_owned))
    };
    let creates = ["c2pa.created", "c2pa.capture"].map(|name| Some(name.to_owned()));
    if has_parent || actions.iter().any(|action| !creates.contains(&name(action))) {
        return Source::Edited;
    }
    let is_capture = |action: &&serde_json::Value| {
        let kind =
            action.get("digitalSourceType").and_then(|kind| kind.as_str()).unwrap_or_default();
        ["digitalCapture", "computationalCapture"].iter().any(|end| kind.ends_with(end))
            || name(action).as_deref() == Some("c2pa.capture")
    };
    if actions.iter().any(is_capture) { Source::Capture } else { Source::Other }
}

/// The seconds since 1970 of a time; none of one before.
fn seconds(time: &str) -> Option<u64> {
    u64::try_from(time.parse::<jiff::Timestamp>().ok()?.as_second()).ok()
}

/// The name of the certificate in the list by which the chain is trusted: the issuer of one of the chain's.
fn root_of(chain: &[Vec<u8>], pem: &str) -> CertificateName {
    let issuers: Vec<Vec<u8>> = chain
        .iter()
        .filter_map(|der| X509Certificate::from_der(der).ok())
        .map(|(_, certificate)| certificate.issuer().as_raw().to_vec())
        .collect();
    let roots: Vec<Pem> = Pem::iter_from_buffer(pem.as_bytes()).map_while(Result::ok).collect();
    let names = roots.iter().filter_map(|block| block.parse_x509().ok());
    names
        .filter(|root| issuers.iter().any(|issuer| issuer == root.subject().as_raw()))
        .find_map(|root| common_name(root.subject()))
        .or_else(|| CertificateName::shortened("a certificate of the list"))
        .expect("that is a name")
}
