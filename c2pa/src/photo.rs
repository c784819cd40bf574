//! Examining the manifest of a photo.

use proofroom_provenance::format::evidence::{Evidence, Included, Source};
use proofroom_provenance::format::jpeg::{Jpeg, is_jpeg};
use sha2::{Digest, Sha256};

use crate::covered;
use crate::manifest::{self, Active, Refused};
use crate::roots::Roots;

const JPEG: &str = "image/jpeg";

/// Whether a photo appears to carry Content Credentials. Nothing of them is checked; [`examine`] does that.
pub fn carries(photo: &[u8]) -> bool {
    is_jpeg(photo)
        && Jpeg::parse(photo).is_ok_and(|jpeg| !matches!(covered::manifest(&jpeg), Ok(None)))
}

/// Validates the manifest of a photo: that its signature is valid and covers this file, that its certificate was valid
/// when it was made, and which root vouches for it. `now` is the time in seconds since 1970, at which the evidence is
/// attested.
///
/// A signature for which no root vouches is no error: [`Evidence::root`] says so. Nothing is included; EXIF data are
/// covered by the signature, so that [`Included::of_photo`] can take from them what a notary is asked to include.
///
/// # Errors
/// [`Refused`]: what is missing or does not hold.
pub fn examine(photo: &[u8], roots: &Roots, now: u64) -> Result<Evidence, Refused> {
    if !is_jpeg(photo) {
        return Err(Refused::Format);
    }
    let jpeg = Jpeg::parse(photo).map_err(|_| Refused::Format)?;
    let Some(manifest) = covered::manifest(&jpeg)? else {
        return Err(missing(photo));
    };
    manifest::check_boxes(&manifest.bytes)?;
    let validated = manifest::validate(photo, JPEG, &manifest.bytes, roots, now)?;
    let left_out = covered::left_out(&jpeg, &manifest, &validated.exclusions)?;
    Ok(Evidence {
        signer: validated.holder.name,
        organisation: validated.holder.organisation,
        issuer: validated.holder.issuer,
        root: validated.root,
        signed: validated.signed,
        source: source(&validated.active),
        certificate: Sha256::digest(&validated.leaf).into(),
        manifest: Sha256::digest(&manifest.bytes).into(),
        left_out,
        attested: now,
        included: Included::default(),
    })
}

/// A file without a manifest may name a server that has one.
fn missing(photo: &[u8]) -> Refused {
    match manifest::read(photo, JPEG, &Roots::shipped().time_stamping()) {
        Err(Refused::Elsewhere) => Refused::Elsewhere,
        _ => Refused::Missing,
    }
}

/// What the actions in the manifest say. They are the signer's word.
fn source(manifest: &Active) -> Source {
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
