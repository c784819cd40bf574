//! Published JPEGs: a picture whose coefficients are proved, and around them nothing that could make a viewer show
//! another one. The bytes are in `docs/format.md`.
//!
//! The reader decodes to coefficients and refuses everything that it does not have to understand. Programs that keep
//! the coefficients (`jpegtran`, `jpegoptim`) and programs that write captions leave such a file as one that is read;
//! programs that save the picture again do not. The data of the scans is read by the layers that read photos, more
//! strictly: `Strictness` has the differences. What is demanded of the headers, which in
//! photos may be almost anything, stands in `published/headers.rs`, and of everything else in
//! `published/appearance.rs`.
//!
//! **Hostile files.** A file cannot make the reader allocate more than 1.1 kB for each of its bytes, because the first
//! scan of a component has at least a bit for each block of 136 bytes. Nor can it keep the reader busy: there are at
//! most 64 scans, and the headers alone must show that their data justify how often they visit the blocks.

mod appearance;
mod captions;
mod credentials;
mod headers;
mod proof;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use proofroom_circuits::Size;
use proofroom_circuits::jpeg::{Picture, Sampling, Tables};

use super::coefficients::Coefficients;
use super::error::JpegError;
use super::scan::RANGE;
use super::segments::{Jpeg, Segment};
use super::strictness::Strictness;
use headers::Headers;

pub use super::writer::encode;
pub use captions::with_metadata;
pub(crate) use captions::{PHOTOSHOP, XMP};
pub(crate) use credentials::APP11;
pub use proof::{find_proof, with_proof};

/// A file that is built as a published JPEG is. Its scans are not decoded, and its metadata are not judged.
#[derive(Clone, Debug)]
pub struct PublishedJpeg<'a> {
    jpeg: Jpeg<'a>,
    headers: Headers,
}

impl<'a> PublishedJpeg<'a> {
    /// Walks all segments and reads the headers of frame, tables and scans.
    ///
    /// # Errors
    /// [`JpegError`]: whatever another JPEG may have and a published one does not.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, JpegError> {
        let jpeg = Jpeg::parse(bytes)?;
        let headers = Headers::read(&jpeg)?;
        Ok(PublishedJpeg { jpeg, headers })
    }

    /// Width and height of the picture.
    pub fn size(&self) -> Size {
        self.headers.size
    }

    /// How Cb and Cr are sampled.
    pub fn sampling(&self) -> Sampling {
        self.headers.sampling
    }

    /// The quantisation tables.
    pub fn tables(&self) -> &Tables {
        &self.headers.tables
    }

    /// Decodes all scans: the picture that every decoder shows.
    ///
    /// # Errors
    /// [`JpegError`], unless every coefficient is sent exactly once, down to its last bit, and is one that baseline
    /// JPEG can hold.
    pub fn picture(&self) -> Result<Picture, JpegError> {
        let Coefficients { blocks, .. } = Coefficients::read_as(&self.jpeg, Strictness::Published)?;
        let components: Vec<_> = blocks.into_iter().map(|blocks| blocks.into_tensor()).collect();
        let components = components.try_into().expect("the headers have three components");
        let Headers { size, sampling, tables } = self.headers;
        Picture::new(size, sampling, tables, components).ok_or(RANGE)
    }

    /// The proof that the file carries, if it carries one.
    ///
    /// # Errors
    /// [`JpegError::Proof`], unless its segments are one run in order.
    pub fn proof(&self) -> Result<Option<Cow<'a, [u8]>>, JpegError> {
        proof::joined(self.segments())
    }

    /// The Content Credentials that the file carries: boxes in JUMBF's form. None if their segments are not one run in
    /// order, which [`PublishedJpeg::appearance`] reports.
    pub fn credentials(&self) -> Option<Cow<'a, [u8]>> {
        credentials::joined(self.segments()).ok().flatten()
    }

    /// The file without its Content Credentials, every other byte as it is; none if it carries none.
    pub fn without_credentials(&self) -> Option<Vec<u8>> {
        self.credentials()?;
        Some(self.jpeg.with_segments(credentials::is_part, |_| true, &[]))
    }

    /// All segments between the start and the end of the image, in the order of the file.
    pub fn segments(&self) -> &[Segment<'a>] {
        self.jpeg.segments()
    }
}
