//! What is published besides a proof: pixels, or a JPEG.

use crate::image::{Image, Size};
use crate::jpeg::{self, Compression, Picture};
use crate::step::OutputKind;

/// What to publish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// The edited pixels.
    #[default]
    Pixels,
    /// A JPEG of them.
    Jpeg(jpeg::Options),
}

impl OutputFormat {
    /// How the edited pixels are compressed, if they are.
    pub(crate) fn compression(self) -> Option<Compression> {
        match self {
            OutputFormat::Pixels => None,
            OutputFormat::Jpeg(options) => Some(options.compression()),
        }
    }
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each picture, never a list of them"
)]
pub enum PublishedOutput {
    /// The edited pixels.
    Pixels(Image),
    /// A JPEG of them.
    Jpeg(Picture),
}

impl PublishedOutput {
    /// What a verifier is given.
    pub fn as_output(&self) -> Output<'_> {
        match self {
            PublishedOutput::Pixels(image) => Output::Pixels(image),
            PublishedOutput::Jpeg(picture) => Output::Jpeg(picture),
        }
    }

    /// The pixels, if they were published.
    pub fn into_pixels(self) -> Option<Image> {
        match self {
            PublishedOutput::Pixels(image) => Some(image),
            PublishedOutput::Jpeg(_) => None,
        }
    }
}

/// What a proof is said to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output<'a> {
    /// Pixels.
    Pixels(&'a Image),
    /// A JPEG.
    Jpeg(&'a Picture),
}

impl<'a> Output<'a> {
    /// Width and height in pixels.
    pub fn size(self) -> Size {
        match self {
            Output::Pixels(image) => image.size(),
            Output::Jpeg(picture) => picture.size(),
        }
    }

    /// The pixels, if it has any.
    pub(crate) fn pixels(self) -> Option<&'a Image> {
        match self {
            Output::Pixels(image) => Some(image),
            Output::Jpeg(_) => None,
        }
    }

    /// The JPEG, if it is one.
    pub(crate) fn jpeg(self) -> Option<&'a Picture> {
        match self {
            Output::Pixels(_) => None,
            Output::Jpeg(picture) => Some(picture),
        }
    }

    /// Whether it is made of exactly these pixels: they are its pixels, or its coefficients are theirs.
    pub(crate) fn is_made_of(self, pixels: &Image) -> bool {
        match self {
            Output::Pixels(image) => image == pixels,
            Output::Jpeg(picture) => {
                let made = || jpeg::coefficients(pixels, picture.tables(), picture.sampling());
                picture.size() == pixels.size() && *picture.components() == made()
            }
        }
    }

    /// How it is compressed, if it is.
    pub(crate) fn compression(self) -> Option<Compression> {
        self.jpeg().map(Picture::compression)
    }
}

impl OutputKind {
    /// That of an output with or without a compression.
    pub(crate) fn of(compression: Option<Compression>) -> Self {
        if compression.is_some() { OutputKind::Jpeg } else { OutputKind::Pixels }
    }
}
