//! What a file says and reveals. Nothing here is verified: for that ask [`crate::verify`].

use proofroom_circuits::{Channels, ImageHash, Recipe, Size};
use serde::Serialize;
use thiserror::Error;

use crate::captions::Captions;
use crate::format::attestation::{Attestation, PublicKey};
use crate::format::capture_record::Clock;
use crate::format::envelope::{self, EnvelopeError, Enveloped};
use crate::format::jpeg::JpegError;
use crate::format::jpeg::published::PublishedJpeg;
use crate::format::metadata::Extra;
use crate::format::original::{self, OriginalError};
use crate::format::picture::{self, Compression, PictureError, PictureFormat};
use crate::format::png::{ORIGINAL_CHUNK, PROOF_CHUNK, Png, PngError};
use crate::format::published::PublishedProof;
use crate::verify::report::{EvidenceReport, Reason, as_text};

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A picture with a proof inside.
    Published,
    /// A proof in a separate file.
    Sidecar,
    /// An attested original, private.
    Original,
}

/// What a file says. Never the seed of an original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contents {
    /// What kind of file it is.
    pub kind: Kind,
    /// Always false: nothing was checked.
    pub verified: bool,
    /// The camera or the notary that is named.
    pub camera: CameraClaim,
    /// What the notary says of the signature in the photo's file.
    pub evidence: Option<EvidenceReport>,
    /// When the photo is said to have been taken, in UTC, or without a Z in a time zone that is not known.
    pub captured: String,
    /// Whose clock `captured` is from.
    pub clock: Clock,
    /// The colour space from which the pixels were converted before they were signed, if they were.
    pub converted_from: Option<String>,
    /// The original.
    pub original: ImageClaim,
    /// The edits; none in an original.
    pub edits: Option<Recipe>,
    /// The text that the proof is bound to.
    pub bound: Option<String>,
    /// The number of proved steps.
    pub steps: Option<usize>,
    /// What the channels hold after the edits.
    pub channels: Option<Channels>,
    /// In which format the picture is.
    pub format: Option<PictureFormat>,
    /// Size of the picture in the file.
    pub picture: Option<Size>,
    /// How it is compressed, if it is a JPEG.
    pub compression: Option<Compression>,
    /// Bytes of the proof or record.
    pub payload_bytes: usize,
    /// What the picture says about itself, if it says anything.
    pub captions: Option<Captions>,
    /// The picture's other chunks that are not needed to decode its pixels; of a JPEG, its other application segments
    /// and comments. Of several of a kind that follow each other, one.
    pub other_chunks: Vec<Extra>,
    /// Whether there are Content Credentials among them.
    pub credentials: bool,
}

/// The camera that a file names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CameraClaim {
    /// The device's key.
    pub key: PublicKey,
    /// The maker's key.
    pub maker: PublicKey,
    /// The device's name.
    pub name: String,
    /// Whether it says that it is a program.
    pub simulated: bool,
    /// Whether it is a notary's.
    pub notary: bool,
}

/// An image that a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ImageClaim {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The image hash as 64 hexadecimal digits.
    #[serde(serialize_with = "as_text")]
    pub hash: ImageHash,
}

/// Why nothing can be shown.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ShowError {
    /// Neither a picture nor a sidecar.
    #[error("the file is neither a PNG, a JPEG nor a proof of this program")]
    OtherFormat,
    /// A damaged picture, or one that is not as published pictures are.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// Nothing of ours inside.
    #[error(
        "the picture contains neither a proof nor a camera's record; another program may have removed them"
    )]
    Nothing,
    /// A proof that cannot be read.
    #[error("the proof cannot be read: {0}")]
    Proof(#[from] EnvelopeError),
    /// A record that cannot be read.
    #[error(transparent)]
    Original(#[from] OriginalError),
}

impl ShowError {
    /// The word of the report that says so.
    pub fn reason(&self) -> Reason {
        match self {
            ShowError::OtherFormat => Reason::NotAPicture,
            ShowError::Nothing => Reason::NoProof,
            ShowError::Picture(
                PictureError::Png(PngError::Size(_) | PngError::TooManyChunks)
                | PictureError::Jpeg(JpegError::Size(_) | JpegError::TooManySegments),
            ) => Reason::Limits,
            ShowError::Proof(EnvelopeError::Version(_) | EnvelopeError::CaptureRecord(_))
            | ShowError::Original(OriginalError::Record(
                EnvelopeError::Version(_) | EnvelopeError::CaptureRecord(_),
            )) => Reason::Version,
            ShowError::Proof(EnvelopeError::TooLong(_)) => Reason::Limits,
            ShowError::Picture(_) | ShowError::Proof(_) | ShowError::Original(_) => {
                Reason::Unreadable
            }
        }
    }
}

/// Reads a published picture, a sidecar, or an attested original.
///
/// # Errors
/// If it is none of them, or cannot be read.
pub fn contents(bytes: &[u8]) -> Result<Contents, ShowError> {
    if bytes.starts_with(&PublishedProof::MAGIC) {
        return Ok(of_proof(Kind::Sidecar, &envelope::open(bytes)?, bytes.len()));
    }
    let format = PictureFormat::of(bytes).ok_or(ShowError::OtherFormat)?;
    let mut contents = match format {
        PictureFormat::Png => of_png(&Png::parse(bytes).map_err(PictureError::from)?)?,
        PictureFormat::Jpeg => of_jpeg(bytes)?,
    };
    contents.format = Some(format);
    let captions = Captions::read(bytes);
    contents.captions = Some(captions).filter(|captions| !captions.is_empty());
    contents.credentials = picture::has_credentials(bytes);
    contents.other_chunks.dedup();
    Ok(contents)
}

fn of_png(png: &Png<'_>) -> Result<Contents, ShowError> {
    let (mut contents, ours) = if let Some(chunk) = png.chunks_of(PROOF_CHUNK).next() {
        let proof = envelope::open(chunk.data)?;
        (of_proof(Kind::Published, &proof, chunk.data.len()), PROOF_CHUNK)
    } else if let Some(chunk) = png.chunks_of(ORIGINAL_CHUNK).next() {
        let record = original::read_record(png)?;
        let length = chunk.data.len();
        let original = of_attestation(Kind::Original, &record.attestation, record.hash(), length);
        (original, ORIGINAL_CHUNK)
    } else {
        return Err(ShowError::Nothing);
    };
    contents.picture = Some(png.size());
    contents.other_chunks = png.extras();
    contents.other_chunks.retain(|chunk| chunk.name.as_bytes() != ours);
    Ok(contents)
}

fn of_jpeg(bytes: &[u8]) -> Result<Contents, ShowError> {
    // Whatever a photo is like, it has no proof to show.
    let payload = picture::find_proof(bytes).ok_or(ShowError::Nothing)?;
    let mut contents = of_proof(Kind::Published, &envelope::open(&payload)?, payload.len());
    let jpeg = PublishedJpeg::parse(bytes).map_err(PictureError::from)?;
    contents.picture = Some(jpeg.size());
    contents.compression = Some(Compression::of(jpeg.tables(), jpeg.sampling()));
    contents.other_chunks = jpeg.extras();
    Ok(contents)
}

fn of_proof(kind: Kind, proof: &PublishedProof, payload_bytes: usize) -> Contents {
    Contents {
        channels: Some(proof.recipe.channels()),
        edits: Some(proof.recipe.clone()),
        bound: proof.bound.clone(),
        steps: Some(proof.chain.steps.len()),
        ..of_attestation(kind, &proof.attestation, proof.original_hash(), payload_bytes)
    }
}

fn of_attestation(
    kind: Kind,
    attestation: &Attestation,
    hash: ImageHash,
    payload_bytes: usize,
) -> Contents {
    let Attestation { certificate, record, .. } = attestation;
    Contents {
        kind,
        verified: false,
        camera: CameraClaim {
            key: certificate.device,
            maker: certificate.maker,
            name: certificate.device_name.as_str().to_owned(),
            simulated: certificate.simulated,
            notary: certificate.is_notary(),
        },
        evidence: record.evidence.as_ref().map(EvidenceReport::from),
        captured: record.captured(),
        clock: record.clock,
        converted_from: record.converted_from.as_ref().map(|name| name.as_str().to_owned()),
        original: ImageClaim { width: record.size.width(), height: record.size.height(), hash },
        edits: None,
        bound: None,
        steps: None,
        channels: None,
        format: None,
        picture: None,
        compression: None,
        payload_bytes,
        captions: None,
        other_chunks: Vec::new(),
        credentials: false,
    }
}
