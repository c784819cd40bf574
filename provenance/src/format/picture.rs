//! A published picture in either of its formats, PNG or JPEG: which of them a file is, what it carries and shows, and
//! how it is written.
//!
//! What a PNG holds are the proved pixels, what a JPEG holds are the proved coefficients. Whoever judges, describes or
//! writes pictures asks here, and need not know which of the two it is.

use std::borrow::Cow;
use std::path::Path;

use proofroom_circuits::jpeg::{Quality, Sampling, Tables};
use proofroom_circuits::{Image, OutputFormat, PublishedOutput, Size};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::format::jpeg::published::{self, APP11, PublishedJpeg};
use crate::format::jpeg::{Coefficients, Jpeg, JpegError, is_jpeg};
use crate::format::metadata::MetadataKind;
use crate::format::png::{self, CREDENTIALS_CHUNK, PROOF_CHUNK, PixelError, Png, PngError};

/// A format in which pictures are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PictureFormat {
    /// PNG, whose pixels are proved.
    Png,
    /// JPEG, whose coefficients are proved.
    Jpeg,
}

impl PictureFormat {
    /// The format in which a file begins.
    pub fn of(file: &[u8]) -> Option<Self> {
        if png::is_png(file) {
            Some(PictureFormat::Png)
        } else if is_jpeg(file) {
            Some(PictureFormat::Jpeg)
        } else {
            None
        }
    }

    /// The format that a file's name promises.
    pub fn of_name(path: &Path) -> Option<Self> {
        Self::of_extension(path.extension()?.to_str()?)
    }

    /// The format whose files have names that end so, such as `png` or `JPEG`.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "png" => Some(PictureFormat::Png),
            "jpg" | "jpeg" => Some(PictureFormat::Jpeg),
            _ => None,
        }
    }

    /// The usual ending of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Png => "png",
            PictureFormat::Jpeg => "jpg",
        }
    }
}

impl From<OutputFormat> for PictureFormat {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Pixels => PictureFormat::Png,
            OutputFormat::Jpeg(_) => PictureFormat::Jpeg,
        }
    }
}

/// Why bytes are not a picture that can be published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PictureError {
    /// In no format of [`PictureFormat`].
    #[error("it is neither a PNG nor a JPEG")]
    Format,
    /// Not such a PNG.
    #[error(transparent)]
    Png(#[from] PngError),
    /// Not such a JPEG.
    #[error(transparent)]
    Jpeg(#[from] JpegError),
}

/// Why what a picture shows cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ContentError {
    /// The pixels of a PNG.
    #[error(transparent)]
    Pixels(#[from] PixelError),
    /// The coefficients of a JPEG.
    #[error(transparent)]
    Coefficients(#[from] JpegError),
}

/// A picture whose structure is right.
#[derive(Debug)]
pub enum PictureFile<'a> {
    /// A PNG.
    Png(Png<'a>),
    /// A JPEG.
    Jpeg(PublishedJpeg<'a>),
}

impl<'a> PictureFile<'a> {
    /// Reads everything but what the picture shows.
    ///
    /// # Errors
    /// [`PictureError`].
    pub fn parse(file: &'a [u8]) -> Result<Self, PictureError> {
        Ok(match PictureFormat::of(file).ok_or(PictureError::Format)? {
            PictureFormat::Png => PictureFile::Png(Png::parse(file)?),
            PictureFormat::Jpeg => PictureFile::Jpeg(PublishedJpeg::parse(file)?),
        })
    }

    /// Width and height that the header states.
    pub fn size(&self) -> Size {
        match self {
            PictureFile::Png(png) => png.size(),
            PictureFile::Jpeg(jpeg) => jpeg.size(),
        }
    }

    /// What could make a viewer show something else than what is proved, if the file has it: the end of a sentence.
    pub fn appearance(&self) -> Option<String> {
        match self {
            PictureFile::Png(png) => png.appearance(),
            PictureFile::Jpeg(jpeg) => jpeg.appearance(),
        }
    }

    /// The kinds of text and other metadata in the file, each once.
    pub fn metadata(&self) -> Vec<MetadataKind> {
        match self {
            PictureFile::Png(png) => png.metadata(),
            PictureFile::Jpeg(jpeg) => jpeg.metadata(),
        }
    }

    /// Checks that there are no two proofs in it, nor one in loose pieces.
    ///
    /// # Errors
    /// What is wrong, a sentence.
    pub fn check_one_proof(&self) -> Result<(), String> {
        match self {
            PictureFile::Png(png) if png.chunks_of(PROOF_CHUNK).count() > 1 => {
                Err("the picture contains more than one proof".to_owned())
            }
            PictureFile::Png(_) => Ok(()),
            PictureFile::Jpeg(jpeg) => jpeg.proof().map(drop).map_err(|error| error.to_string()),
        }
    }

    /// The boxes of its Content Credentials (C2PA), the first if there are several.
    pub fn credentials(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            PictureFile::Png(png) => {
                png.chunks_of(CREDENTIALS_CHUNK).next().map(|chunk| chunk.data.into())
            }
            PictureFile::Jpeg(jpeg) => jpeg.credentials(),
        }
    }

    /// What is proved of the picture.
    ///
    /// # Errors
    /// [`ContentError`].
    pub fn content(&self) -> Result<PublishedOutput, ContentError> {
        Ok(match self {
            PictureFile::Png(png) => PublishedOutput::Pixels(png.decode()?),
            PictureFile::Jpeg(jpeg) => PublishedOutput::Jpeg(jpeg.picture()?),
        })
    }
}

/// The proof in a picture, in a file that may be damaged elsewhere. Nothing of it is checked.
pub fn find_proof(file: &[u8]) -> Option<Cow<'_, [u8]>> {
    match PictureFormat::of(file)? {
        PictureFormat::Png => png::find_chunk(file, PROOF_CHUNK).map(Cow::Borrowed),
        PictureFormat::Jpeg => published::find_proof(file).map(Cow::Owned),
    }
}

/// Whether a published picture, or one that is proved in a separate file, carries Content Credentials (C2PA). Of a
/// photo that was never published, nothing is said.
pub fn has_credentials(file: &[u8]) -> bool {
    match PictureFormat::of(file) {
        Some(PictureFormat::Png) => png::find_chunk(file, CREDENTIALS_CHUNK).is_some(),
        Some(PictureFormat::Jpeg) => {
            is_publication(file)
                && Jpeg::parse(file)
                    .is_ok_and(|jpeg| jpeg.segments().iter().any(|segment| segment.marker == APP11))
        }
        None => false,
    }
}

/// Whether a JPEG is one that was published, with the proof inside or beside it, and not the photo of a camera.
pub fn is_publication(jpeg: &[u8]) -> bool {
    find_proof(jpeg).is_some()
        || PublishedJpeg::parse(jpeg).is_ok_and(|jpeg| jpeg.appearance().is_none())
}

/// The file without its Content Credentials, every other byte as it is; none if it carries none.
pub fn without_credentials(file: &[u8]) -> Option<Vec<u8>> {
    match PictureFile::parse(file).ok()? {
        PictureFile::Png(png) => {
            png.chunks_of(CREDENTIALS_CHUNK).next()?;
            Some(png.without_chunks(CREDENTIALS_CHUNK))
        }
        PictureFile::Jpeg(jpeg) => jpeg.without_credentials(),
    }
}

/// A file of what is published, without a proof.
pub fn encode(output: &PublishedOutput) -> Vec<u8> {
    match output {
        PublishedOutput::Pixels(image) => png::encode(image),
        PublishedOutput::Jpeg(picture) => published::encode(picture),
    }
}

/// The same file, which [`encode`] made, with the proof inside.
pub fn with_proof(plain: &[u8], payload: &[u8]) -> Vec<u8> {
    match PictureFormat::of(plain) {
        Some(PictureFormat::Jpeg) => published::with_proof(plain, payload),
        _ => Png::parse(plain).expect("what was just encoded").with_chunk(PROOF_CHUNK, payload),
    }
}

/// The pixels that a picture shows. Those of a JPEG are libjpeg's; other programs may show some that differ by a few
/// levels.
///
/// # Errors
/// If they cannot be decoded.
pub fn shown(file: &[u8]) -> Result<Image, ContentError> {
    Ok(match PictureFormat::of(file) {
        Some(PictureFormat::Jpeg) => Coefficients::read(&Jpeg::parse(file)?)?.into_image()?,
        _ => Png::parse(file).map_err(|_| PixelError::Damaged)?.decode()?,
    })
}

/// How a published JPEG is compressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Compression {
    /// The quality of libjpeg that has these quantisation tables, 50 to 98; none if the tables are others.
    pub quality: Option<u8>,
    /// How the colours are sampled: `4:2:0` or `4:4:4`.
    pub sampling: String,
}

impl Compression {
    /// That of a JPEG with these tables and this sampling.
    pub fn of(tables: &Tables, sampling: Sampling) -> Self {
        let quality = Quality::all().find(|quality| quality.tables() == *tables);
        let sampling = match sampling {
            Sampling::Halved => "4:2:0",
            Sampling::Full => "4:4:4",
        };
        Compression { quality: quality.map(Quality::number), sampling: sampling.to_owned() }
    }
}
