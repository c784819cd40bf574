//! Content Credentials of published pictures: adding them, and saying what those of a picture are worth.
//!
//! They repeat, in terms that other programs know, what the proof in the picture says: which edits were made, and to a
//! photo that is not shown. So everything in them comes from the proof, which is public, and nothing from the original:
//! the parent that C2PA wants to be named is a stub without manifest, hash, name and thumbnail.

mod issuer;

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::Range;

use c2pa::assertions::DataHash;
use c2pa::{Builder, Context, HashRange};
use proofroom_provenance::circuits::edits::Action;
use proofroom_provenance::circuits::{Edit, ImageHash, Recipe};
use proofroom_provenance::format::capture_record::as_written;
use proofroom_provenance::format::envelope;
use proofroom_provenance::format::evidence::Source;
use proofroom_provenance::format::jpeg::Jpeg;
use proofroom_provenance::format::metadata::c2pa::MAX_BYTES;
use proofroom_provenance::format::picture::{
    self, Compression, PictureError, PictureFile, PictureFormat,
};
use proofroom_provenance::format::png::{self, CREDENTIALS_CHUNK, Png};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::verify::RootReport;
use proofroom_provenance::verify::credentials::{Credentials, CredentialsFault};
use proofroom_provenance::words::{Language, words};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::covered::{self, Manifest};
use crate::manifest::{self, Check, Refused};
use crate::roots::Roots;

pub use issuer::{Issuer, IssuerError, OutsideValidity};

const PNG: &str = "image/png";
const JPEG: &str = "image/jpeg";

/// The label of the assertion that names the proof.
pub const PROOF_LABEL: &str = "org.proofroom.proof";

/// Where the terms for kinds of pictures are defined.
const SOURCES: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// Why no Content Credentials could be added.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AddError {
    /// Not a picture that could be published.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// It carries some already.
    #[error("the picture carries Content Credentials already")]
    Present,
    /// The proof cannot be read.
    #[error("the proof of the picture cannot be read")]
    Proof,
    /// The certificate has expired, or is not valid yet.
    #[error(transparent)]
    Expired(#[from] OutsideValidity),
    /// The crate `c2pa` could not make them.
    #[error("the manifest cannot be made ({0})")]
    Manifest(String),
    /// What was made does not hold.
    #[error("the Content Credentials that were made do not hold ({0})")]
    DoNotHold(String),
}

/// What is said of a publication. All of it is public: it stands in the proof.
#[derive(Clone, Debug)]
pub struct About {
    recipe: Recipe,
    /// The hash that the camera or the notary signed.
    original: ImageHash,
    /// SHA-256 of the proof.
    proof: [u8; 32],
    /// Where the proof is.
    place: &'static str,
    /// How the picture is compressed, if it is a JPEG.
    compression: Option<Compression>,
    /// Whether a camera took the photo, as far as its attestation says so.
    is_capture: bool,
}

impl About {
    /// What is said of this picture with this proof, which is in the picture or beside it.
    ///
    /// # Errors
    /// If it is no proof.
    pub fn of(picture: &[u8], proof: &[u8]) -> Result<Self, AddError> {
        let published: PublishedProof = envelope::open(proof).map_err(|_| AddError::Proof)?;
        let record = &published.attestation.record;
        let source = record.evidence.as_ref().map(|evidence| evidence.source);
        let place = match (picture::find_proof(picture), PictureFormat::of(picture)) {
            (None, _) => "sidecar",
            (Some(_), Some(PictureFormat::Jpeg)) => "APP10",
            (Some(_), _) => "prPf",
        };
        Ok(About {
            original: published.original_hash(),
            proof: Sha256::digest(proof).into(),
            place,
            compression: compression_of(picture),
            is_capture: match source {
                Some(source) => source == Source::Capture,
                None => !record.simulated,
            },
            recipe: published.recipe,
        })
    }

    /// The manifest's definition, as the crate `c2pa` takes it.
    fn definition(&self) -> Value {
        let version = env!("CARGO_PKG_VERSION");
        json!({
            "claim_generator_info": [{ "name": "Proofroom", "version": version }],
            "ingredients": [{
                "title": "Attested original",
                "relationship": "parentOf",
                "label": "parent",
            }],
            "assertions": [
                { "label": "c2pa.actions.v2", "created": true, "data": self.actions() },
                { "label": PROOF_LABEL, "created": true, "data": self.proof_assertion() },
            ],
        })
    }

    fn actions(&self) -> Value {
        let mut opened = json!({
            "action": "c2pa.opened",
            "parameters": { "ingredientIds": ["parent"] },
        });
        if self.is_capture {
            opened["digitalSourceType"] = format!("{SOURCES}digitalCapture").into();
        }
        let edits = self.recipe.edits().iter().map(action);
        let compressed = self.compression.as_ref().map(|compression| {
            json!({
                "action": "c2pa.transcoded",
                "description": "compressed as a JPEG",
                "parameters": { "org.proofroom.jpeg": compression },
            })
        });
        let published = json!({ "action": "c2pa.published" });
        let all = [opened].into_iter().chain(edits).chain(compressed).chain([published]);
        let all: Vec<Value> = all.collect();
        json!({ "actions": all, "allActionsIncluded": true })
    }

    fn proof_assertion(&self) -> Value {
        json!({
            "format": envelope::VERSION,
            "place": self.place,
            "sha256": hex::encode(self.proof),
            "original": self.original.to_string(),
        })
    }
}

fn compression_of(picture: &[u8]) -> Option<Compression> {
    let PictureFile::Jpeg(jpeg) = PictureFile::parse(picture).ok()? else { return None };
    Some(Compression::of(jpeg.tables(), jpeg.sampling()))
}

/// An edit as an action: its standard name, its parameters, and a sentence.
fn action(edit: &Edit) -> Value {
    let name = match edit.action() {
        Action::Cropped => "c2pa.cropped",
        Action::Resized => "c2pa.resized",
        Action::ColoursAdjusted => "c2pa.color_adjustments",
        Action::Filtered => "c2pa.filtered",
        Action::Oriented => "c2pa.orientation",
        // `c2pa.redacted` is about assertions that were removed from a manifest, not about pixels.
        Action::Drawn => "c2pa.drawing",
        Action::Converted => "c2pa.converted",
    };
    let parameters = serde_json::to_value(edit).expect("an edit is plain data");
    json!({
        "action": name,
        "description": words(Language::English).edit(edit),
        "digitalSourceType": format!("{SOURCES}humanEdits"),
        "parameters": { "org.proofroom.edit": parameters },
    })
}

/// The picture with Content Credentials that this issuer signs: of a PNG one chunk more, behind the header; of a JPEG
/// one run of APP11 segments more, behind that of JFIF; and every other byte as it was. `now` is in seconds since 1970.
///
/// # Errors
/// [`AddError`].
pub fn add(
    published: &[u8],
    issuer: &Issuer,
    about: &About,
    now: u64,
) -> Result<Vec<u8>, AddError> {
    let picture = PictureFile::parse(published)?;
    if picture.credentials().is_some() {
        return Err(AddError::Present);
    }
    let (place, format) = match &picture {
        PictureFile::Png(png) => (png.chunks()[0].place().end, PNG),
        // Markers have two bytes, and so have lengths.
        PictureFile::Jpeg(jpeg) => (2 + 4 + jpeg.segments()[0].payload.len(), JPEG),
    };
    issuer.check_valid(now)?;
    let with = signed(published, (place, format), issuer, about.definition())
        .map_err(|error| AddError::Manifest(shown(&error)))?;
    match checked(&with, &Roots::shipped(), now) {
        Ok(Some(_)) => Ok(with),
        Ok(None) => Err(AddError::DoNotHold("there are none".into())),
        Err(error) => Err(AddError::DoNotHold(error.to_string())),
    }
}

/// The file, of this format, with a manifest of this definition at `place`.
fn signed(
    file: &[u8],
    (place, format): (usize, &str),
    issuer: &Issuer,
    definition: Value,
) -> Result<Vec<u8>, c2pa::Error> {
    let mut builder =
        Builder::from_context(Context::new()).with_definition(definition.to_string())?;
    let signer = issuer.signer();
    let chunk = builder.data_hashed_placeholder(signer.reserve_size(), format)?;
    let with = |chunk: &[u8]| [&file[..place], chunk, &file[place..]].concat();
    let mut hash = DataHash::new("jumbf manifest", "sha256");
    hash.add_exclusion(HashRange::new(place as u64, chunk.len() as u64));
    hash.gen_hash_from_stream(&mut Cursor::new(with(&chunk)))?;
    let signed = builder.sign_data_hashed_embeddable(signer, &hash, format)?;
    if signed.len() != chunk.len() {
        return Err(c2pa::Error::JumbfCreationError);
    }
    Ok(with(&signed))
}

/// What the Content Credentials of a picture are worth, at a time in seconds since 1970. A photo that was never
/// published has none as far as this function knows: a notary examines those of photos.
pub fn read(published: &[u8], roots: &Roots, now: u64) -> Credentials {
    match checked(published, roots, now) {
        Ok(Some(valid)) => valid,
        Ok(None) => Credentials::None,
        Err(refused) => {
            let (reason, code) = fault(refused);
            Credentials::Invalid { reason, code }
        }
    }
}

/// Valid Content Credentials, or none.
///
/// # Errors
/// Why they are invalid.
fn checked(published: &[u8], roots: &Roots, now: u64) -> Result<Option<Credentials>, Refused> {
    let Some(Found { boxes, place, format }) = find(published)? else { return Ok(None) };
    if boxes.len() > MAX_BYTES {
        return Err(Refused::TooLarge);
    }
    manifest::check_boxes(&boxes)?;
    let validated = manifest::validate(published, format, &boxes, roots, now)?;
    // Unlike a photo's, this signature must cover everything: nobody may change anything of a published picture.
    let inside = |range: &Range<u64>| range.start >= place.start && range.end <= place.end;
    if !validated.exclusions.iter().all(inside) {
        return Err(Refused::NotCovered);
    }
    let holder = validated.holder;
    Ok(Some(Credentials::Valid {
        signer: holder.name.as_str().to_owned(),
        organisation: holder.organisation.map(|name| name.as_str().to_owned()),
        issuer: holder.issuer.as_str().to_owned(),
        root: validated
            .root
            .map(|root| RootReport { name: root.name.as_str().to_owned(), tier: root.tier }),
        signed: validated.signed.map(|time| as_written(time.seconds)),
        signed_by: validated.signed.map(|time| time.source),
    }))
}

/// A manifest in a picture.
struct Found<'a> {
    boxes: Cow<'a, [u8]>,
    /// Its place in the file.
    place: Range<u64>,
    /// The media type of the file.
    format: &'static str,
}

/// The only manifest of a picture.
///
/// # Errors
/// If there are several, or the picture cannot be read.
fn find(published: &[u8]) -> Result<Option<Found<'_>>, Refused> {
    match PictureFormat::of(published) {
        Some(PictureFormat::Png) => {
            if png::find_chunk(published, CREDENTIALS_CHUNK).is_none() {
                return Ok(None);
            }
            let png =
                Png::parse(published).map_err(|error| Refused::Unreadable(error.to_string()))?;
            let mut chunks = png.chunks_of(CREDENTIALS_CHUNK);
            let Some(chunk) = chunks.next() else { return Ok(None) };
            if chunks.next().is_some() {
                return Err(Refused::Several);
            }
            let Range { start, end } = chunk.place();
            let (boxes, place) = (Cow::Borrowed(chunk.data), start as u64..end as u64);
            Ok(Some(Found { boxes, place, format: PNG }))
        }
        Some(PictureFormat::Jpeg) if picture::is_publication(published) => {
            let jpeg =
                Jpeg::parse(published).map_err(|error| Refused::Unreadable(error.to_string()))?;
            let manifest = covered::manifest(&jpeg)?;
            Ok(manifest.map(|Manifest { bytes, place }| Found {
                boxes: Cow::Owned(bytes),
                place,
                format: JPEG,
            }))
        }
        _ => Ok(None),
    }
}

fn fault(refused: Refused) -> (CredentialsFault, Option<String>) {
    let fault = match refused {
        Refused::Several => CredentialsFault::Several,
        Refused::TooLarge => CredentialsFault::TooLarge,
        Refused::NotCovered => CredentialsFault::NotCovered,
        Refused::Expired => CredentialsFault::Expired,
        Refused::Revoked { .. } => CredentialsFault::Revoked,
        Refused::Chain => CredentialsFault::Certificate,
        Refused::Invalid { check, code } => {
            let fault = match check {
                Check::Changed => CredentialsFault::Changed,
                Check::Signature => CredentialsFault::Signature,
                Check::OutsideValidity => CredentialsFault::Expired,
                Check::Certificate => CredentialsFault::Certificate,
                Check::Revoked => CredentialsFault::Revoked,
                Check::Statement | Check::Other => CredentialsFault::Other,
            };
            return (fault, Some(code));
        }
        Refused::Format | Refused::Missing | Refused::Elsewhere | Refused::Unreadable(_) => {
            CredentialsFault::Unreadable
        }
    };
    (fault, None)
}

/// What an error of the crate says, on one line.
fn shown(error: &c2pa::Error) -> String {
    proofroom_provenance::system::text::line(&error.to_string())
}
