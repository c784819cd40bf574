//! Validating a manifest with the crate `c2pa`, and asking what the crate leaves to its users: whether everybody in the
//! chain of certificates may issue others, whose word the time of the signature is, and whether the signer's
//! certificate was revoked.

use std::io::Cursor;
use std::ops::Range;

use c2pa::{Context, Reader, Settings, ValidationState};
use proofroom_provenance::format::evidence::{Root, SigningTime, TimeSource};
use serde::Deserialize;
use thiserror::Error;
use x509_parser::pem::Pem;

use crate::certificate::Holder;
use crate::roots::{Roots, revoked_since};
use crate::{chain, stamp};

/// The longest manifest, in bytes. Those of cameras have 10 to 200 kB, with a thumbnail.
pub(crate) const MAX_BYTES: usize = 8 << 20;
/// How deep the boxes of a manifest may be nested. Manifests need five levels.
const MAX_DEPTH: usize = 12;
/// The most boxes of a manifest. Those of cameras have about a hundred.
const MAX_BOXES: usize = 2000;
/// The most names of roots that a chain may contain. Each costs a validation; chains contain one, and two if one root signed
/// another.
const MAX_CANDIDATES: usize = 3;
/// The most bytes of structured data (CBOR and JSON) in a manifest: the crate takes about 200 bytes of memory for each of
/// them. The rest of a manifest is pictures.
const MAX_DATA: usize = 512 << 10;

/// The most certificates in a manifest, or what looks like the beginning of one. The crate checks the signature of each
/// several times, which takes milliseconds. Chains have two or three, and so have those of time stamps.
const MAX_CERTIFICATES: usize = 256;

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
    #[error(
        "the photo contains no Content Credentials (C2PA), so there is no camera's signature to examine"
    )]
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
    #[error("the photo's Content Credentials are larger than {} MiB", MAX_BYTES >> 20)]
    TooLarge,
    /// Not readable.
    #[error("the photo's Content Credentials cannot be read ({0})")]
    Unreadable(String),
    /// A check of the C2PA specification failed.
    #[error("the photo's Content Credentials are invalid: {check} ({code})")]
    Invalid {
        /// What the check is about.
        check: Check,
        /// Its status code in the specification.
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
    /// A certificate that was used to issue another one, and may not.
    #[error(
        "the photo's Content Credentials lead to a root only through a certificate that may not issue others"
    )]
    Chain,
    /// A certificate that was not valid at the only time that is certain, now.
    #[error(
        "the certificate in the photo's Content Credentials has expired, and no time stamp of a listed authority says \
         that it was valid when the photo was signed"
    )]
    Expired,
}

/// What a check of the C2PA specification that failed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Check {
    /// The signature over the claim.
    #[error("the signature does not match")]
    Signature,
    /// Whether the certificate was valid at the time of the signature.
    #[error("the certificate was not valid when the photo was signed")]
    OutsideValidity,
    /// Whether the certificate was revoked.
    #[error("the certificate was revoked")]
    Revoked,
    /// What the certificate may be used for.
    #[error("the certificate is not one for signing photos")]
    Certificate,
    /// The hash of the file.
    #[error("the file was changed after it was signed")]
    Changed,
    /// The hash of an assertion.
    #[error("a statement in them was changed after they were signed")]
    Statement,
    /// Anything else.
    #[error("a check failed")]
    Other,
}

impl Check {
    /// The check that has this status code.
    fn of(code: &str) -> Self {
        match code {
            "claimSignature.mismatch" => Check::Signature,
            "claimSignature.outsideValidity" => Check::OutsideValidity,
            "signingCredential.ocsp.revoked" | "signingCredential.revoked" => Check::Revoked,
            "signingCredential.invalid" => Check::Certificate,
            "assertion.dataHash.mismatch" => Check::Changed,
            "assertion.hashedURI.mismatch" => Check::Statement,
            _ => Check::Other,
        }
    }
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
            Refused::Invalid { check, .. } => match check {
                Check::Signature => "signature",
                Check::OutsideValidity => "outside-validity",
                Check::Revoked => "revoked",
                Check::Certificate => "certificate",
                Check::Changed => "changed",
                Check::Statement => "statement",
                Check::Other => "check",
            },
            Refused::NotCovered => "not-covered",
            Refused::Revoked { .. } => "maker-revoked",
            Refused::Chain => "certificate",
            Refused::Expired => "expired",
        }
    }

    /// The check with this status code failed.
    fn by(code: &str) -> Self {
        match code {
            "signingCredential.expired" => Refused::Expired,
            _ => Refused::Invalid { check: Check::of(code), code: code.to_owned() },
        }
    }

    fn revoked() -> Self {
        Self::by("signingCredential.ocsp.revoked")
    }
}

/// The parts of the crate's detailed report that this file uses.
#[derive(Deserialize)]
struct Detailed {
    active_manifest: String,
    manifests: std::collections::HashMap<String, Active>,
}

#[derive(Deserialize)]
pub(crate) struct Active {
    claim: DetailedClaim,
    /// The assertions by their labels.
    pub assertion_store: serde_json::Map<String, serde_json::Value>,
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

/// A manifest whose signature holds and is of the file in which it stands.
pub(crate) struct Validated {
    /// Its assertions.
    pub active: Active,
    /// The certificate of the key that signed, in DER.
    pub leaf: Vec<u8>,
    /// What that certificate says.
    pub holder: Holder,
    /// The root that vouches for it.
    pub root: Option<Root>,
    /// When it was signed.
    pub signed: Option<SigningTime>,
    /// The ranges of the file that the hash leaves out, the manifest's own among them.
    pub exclusions: Vec<Range<u64>>,
}

/// Checks that a manifest is a tree of boxes within limits, before the crate reads it.
///
/// # Errors
/// If it is none, or a larger one.
pub(crate) fn check_boxes(manifest: &[u8]) -> Result<(), Refused> {
    #[derive(Default)]
    struct Count {
        boxes: usize,
        bytes: usize,
        certificates: usize,
    }
    fn walk(mut data: &[u8], depth: usize, count: &mut Count) -> Option<()> {
        while !data.is_empty() {
            count.boxes += 1;
            let (head, after) = data.split_first_chunk::<8>()?;
            let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
            let content = usize::try_from(length).ok()?.checked_sub(8)?;
            let (content, rest) = after.split_at_checked(content)?;
            if depth > MAX_DEPTH || count.boxes > MAX_BOXES {
                return None;
            }
            match &head[4..] {
                b"jumb" => walk(content, depth + 1, count)?,
                b"cbor" | b"json" => {
                    count.bytes += content.len();
                    count.certificates += certificates(content);
                }
                // What is compressed could become anything.
                b"brob" => return None,
                _ => (),
            }
            if count.bytes > MAX_DATA || count.certificates > MAX_CERTIFICATES {
                return None;
            }
            data = rest;
        }
        Some(())
    }
    if manifest.len() > MAX_BYTES {
        return Err(Refused::TooLarge);
    }
    walk(manifest, 0, &mut Count::default()).ok_or_else(|| {
        Refused::Unreadable(
            "they are damaged, compressed, or contain more data than this program reads".into(),
        )
    })
}

/// How often something begins in the data as a certificate begins: with a long sequence that begins with another one
/// (RFC 5280, section 4.1).
fn certificates(data: &[u8]) -> usize {
    const SEQUENCE: u8 = 0x30;
    let begins = |at: usize| {
        let length = usize::from(*data.get(at + 1)?).checked_sub(0x80)?;
        let inside = *data.get(at + 2 + length)?;
        Some((1..=4).contains(&length) && inside == SEQUENCE)
    };
    let sequences = data.iter().enumerate().filter(|(_, byte)| **byte == SEQUENCE);
    sequences.filter(|(at, _)| begins(*at).unwrap_or(false)).count()
}

/// Validates the manifest of a file of this format, a media type: that its signature holds and is of this file, that
/// its certificate was valid when it was made and not revoked as far as the manifest itself says, and which root vouches
/// for it. `manifest` are the manifest's boxes in the file. `now` is in seconds since 1970.
///
/// # Errors
/// [`Refused`]: what does not hold. That no root vouches is no error.
pub(crate) fn validate(
    file: &[u8],
    format: &str,
    manifest: &[u8],
    roots: &Roots,
    now: u64,
) -> Result<Validated, Refused> {
    // Each list by itself, the best first: the crate does not say by which root a certificate is trusted.
    let mut examined = None;
    for (tier, pem) in roots.tiers() {
        let reader = read(file, format, &format!("{pem}\n{}", roots.time_stamping()))?;
        let is_trusted = reader.validation_state() == ValidationState::Trusted;
        // The crate has one list for signers and time-stamping authorities. Only a root of this list may vouch for the
        // signer, whose certificate then leads to it even if no other root is there.
        let root = match is_trusted {
            true => root_of(file, format, &chain_of(&reader), pem)?,
            false => None,
        };
        let is_found = root.is_some();
        if is_found || examined.is_none() {
            examined = Some((reader, root.map(|root| (tier, root))));
        }
        if is_found {
            break;
        }
    }
    let (reader, trusted) = examined.expect("there are lists");
    if is_revoked(file, format, &reader, roots)? {
        return Err(Refused::revoked());
    }
    if reader.validation_state() == ValidationState::Invalid {
        return Err(invalid(&reader));
    }

    let mut report: Detailed = serde_json::from_str(&reader.detailed_json())
        .map_err(|_| Refused::Unreadable("its report".into()))?;
    let active = report
        .manifests
        .remove(&report.active_manifest)
        .ok_or_else(|| Refused::Unreadable("no active manifest".into()))?;
    let exclusions = exclusions(&active)?;
    let signature = reader
        .active_manifest()
        .and_then(|manifest| manifest.signature_info())
        .ok_or_else(|| Refused::Unreadable("no signature".into()))?;
    let chain = chain_of(&reader);
    let leaf = chain.first().ok_or_else(|| Refused::Unreadable("no certificate".into()))?;
    let holder = Holder::of(leaf).ok_or_else(|| Refused::Unreadable("its certificate".into()))?;
    if let Some((organisation, since)) = revoked_since(&chain) {
        return Err(Refused::Revoked { organisation, since });
    }
    // For claims of version 1 the crate does not ask who stamped the time: anybody can stamp.
    // Nor does it keep its lists apart: only the one of time-stamping authorities counts here.
    let stamped = active.claim.claim_version.is_some_and(|version| version >= 2)
        && stamp::is_of_one_authority(manifest, &report.active_manifest)
        && has_status(&read(file, format, &roots.time_stamping())?, "timeStamp.trusted");
    let seconds = signature.time.as_deref().and_then(seconds);
    let source = if stamped { TimeSource::TimeStamp } else { TimeSource::Signer };
    let certain = seconds.filter(|_| stamped).unwrap_or(now);
    if !holder.valid.contains(&certain) {
        return Err(Refused::Expired);
    }
    if let Some((_, roots)) = &trusted
        && !chain::may_issue(&chain, roots, certain)
    {
        return Err(Refused::Chain);
    }
    Ok(Validated {
        root: trusted.map(|(tier, roots)| Root { name: chain::name_of(&roots), tier }),
        leaf: leaf.clone(),
        signed: seconds.map(|seconds| SigningTime { seconds, source }),
        active,
        holder,
        exclusions,
    })
}

/// Reads the manifest with these roots.
pub(crate) fn read(file: &[u8], format: &str, roots: &str) -> Result<Reader, Refused> {
    let unreadable = |error: c2pa::Error| match error {
        c2pa::Error::JumbfNotFound => Refused::Missing,
        c2pa::Error::RemoteManifestUrl(_) | c2pa::Error::RemoteManifestFetch(_) => {
            Refused::Elsewhere
        }
        c2pa::Error::TooManyManifestStores => Refused::Several,
        // That nobody vouches for a certificate is no error of reading; that it was revoked is this one.
        c2pa::Error::CertificateTrustError(_) => Refused::revoked(),
        error => Refused::Unreadable(proofroom_provenance::system::text::line(&error.to_string())),
    };
    let settings = Settings::new()
        .with_value("trust.trust_anchors", roots)
        .and_then(|settings| settings.with_value("verify.ocsp_fetch", false))
        .and_then(|settings| settings.with_value("verify.remote_manifest_fetch", false))
        .map_err(unreadable)?;
    let context = Context::new().with_settings(settings).map_err(unreadable)?;
    Reader::from_context(context).with_stream(format, Cursor::new(file)).map_err(unreadable)
}

/// The first failure that is not only that no root vouches.
fn invalid(reader: &Reader) -> Refused {
    let failures = reader.validation_results().into_iter().flat_map(|results| {
        let active = results.active_manifest().into_iter().flat_map(|active| active.failure());
        let ingredients = results.ingredient_deltas().into_iter().flatten();
        active.chain(ingredients.flat_map(|delta| delta.validation_deltas().failure()))
    });
    let mut codes = failures.map(|status| status.code());
    Refused::by(
        codes
            .find(|code| *code != "signingCredential.untrusted")
            .unwrap_or("claimSignature.missing"),
    )
}

fn has_status(reader: &Reader, code: &str) -> bool {
    let active = reader.validation_results().and_then(|results| results.active_manifest());
    active.is_some_and(|active| active.success().iter().any(|status| status.code() == code))
}

/// Whether the manifest holds an answer of the signer's issuer that the certificate was revoked.
///
/// The crate believes whoever answers only if certificates in the answer itself lead to a root, and intermediate ones are
/// usually left out of it; otherwise it ignores the answer. So the certificates of the signer's own chain are taken for
/// roots here. Nobody gains by that: an answer only ever makes a signature worth less.
fn is_revoked(file: &[u8], format: &str, found: &Reader, roots: &Roots) -> Result<bool, Refused> {
    let signature = found.active_manifest().and_then(|manifest| manifest.signature_info());
    let chain = signature.map(|signature| signature.cert_chain()).unwrap_or_default();
    let end = "-----END CERTIFICATE-----";
    let issuers = chain.find(end).map_or("", |at| &chain[at + end.len()..]);
    let lists: String = roots.tiers().flat_map(|(_, pem)| [pem, "\n"]).collect();
    let reader = read(file, format, &format!("{issuers}\n{lists}"))?;
    let active = reader.validation_results().and_then(|results| results.active_manifest());
    Ok(active.is_some_and(|active| {
        let all = [active.success(), active.informational(), active.failure()];
        all.into_iter().flatten().any(|status| status.code().ends_with("revoked"))
    }))
}

/// The ranges of the file that the hash leaves out. A photo is bound by exactly one hash.
fn exclusions(manifest: &Active) -> Result<Vec<Range<u64>>, Refused> {
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

/// The seconds since 1970 of a time; none of one before.
fn seconds(time: &str) -> Option<u64> {
    u64::try_from(time.parse::<jiff::Timestamp>().ok()?.as_second()).ok()
}

/// The certificates of the active manifest's signature in DER, the signer's first.
fn chain_of(reader: &Reader) -> Vec<Vec<u8>> {
    let signature = reader.active_manifest().and_then(|manifest| manifest.signature_info());
    let chain = signature.map(|signature| signature.cert_chain()).unwrap_or_default();
    Pem::iter_from_buffer(chain.as_bytes())
        .map_while(Result::ok)
        .map(|block| block.contents)
        .collect()
}

/// The root of a list that signed a certificate of the chain: by it alone, or by those of its name, the crate trusts the
/// signer.
///
/// A name is not enough: whoever has a certificate of one root can append another certificate with that root's public
/// key and the name of any other root as its issuer, whose signature nobody needs.
fn root_of(
    file: &[u8],
    format: &str,
    chain: &[Vec<u8>],
    pem: &str,
) -> Result<Option<Vec<Pem>>, Refused> {
    let candidates = chain::candidates(chain, pem);
    if candidates.len() > MAX_CANDIDATES {
        return Err(Refused::Chain);
    }
    for roots in candidates {
        let alone = read(file, format, &chain::as_text(&roots))?;
        if has_status(&alone, "signingCredential.trusted") {
            return Ok(Some(roots));
        }
    }
    Ok(None)
}
