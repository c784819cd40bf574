//! The attested original: a PNG whose `prOR` chunk holds the secret seed of its hash, who signed it, and the
//! commitments that make the hash. Such a file is private: its pixels are what a published picture hides, and
//! whoever has the seed can confirm a guess about them.

#[cfg(feature = "files")]
mod files;

use std::ffi::OsStr;
use std::path::Path;

use borsh::BorshSerialize;
use proofroom_circuits::{ColumnCommitment, HiddenImage, ImageHash, Layout, Seed};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::format::attestation::{Attestation, SignatureError};
use crate::format::envelope::{self, EnvelopeError, Enveloped, Malformed};
use crate::format::picture;
use crate::format::png::{self, ORIGINAL_CHUNK, PROOF_CHUNK, PixelError, Png, PngError};
#[cfg(feature = "files")]
use crate::system::files::FileError;

/// The content of the chunk.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize)]
pub(crate) struct OriginalRecord {
    /// log2 of the rows of a column, which follows from the size.
    pub k: u32,
    pub seed: Seed,
    pub attestation: Attestation,
    /// The commitments to the image's columns.
    pub commitments: Vec<ColumnCommitment>,
}

/// The name of an original's file without its endings: `harbour` of `harbour.original.png` and of `harbour.png`.
pub fn stem(file: &Path) -> &OsStr {
    let stem = file.file_stem().unwrap_or_default();
    match Path::new(stem) {
        path if path.extension().is_some_and(|extension| extension == "original") => {
            path.file_stem().unwrap_or_default()
        }
        _ => stem,
    }
}

impl OriginalRecord {
    pub fn hash(&self) -> ImageHash {
        ImageHash::of(self.attestation.record.size, self.k, &self.commitments)
    }
}

impl Enveloped for OriginalRecord {
    const MAGIC: [u8; 8] = *b"PRorigin";
    const MAX_BYTES: usize = 1 << 20;

    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        let k = envelope::value(body, 4, "its k cannot be read")?;
        let seed = envelope::value(body, 32, "its seed cannot be read")?;
        let attestation = Attestation::read(body)?;
        let commitments = read_commitments(body, &attestation)?;
        if k != Layout::k_for_original(attestation.record.size) {
            return Err(Malformed("its k is not the one for its size").into());
        }
        Ok(OriginalRecord { k, seed, attestation, commitments })
    }
}

/// Reads the commitments to the columns of an original, as many as its size needs.
pub(crate) fn read_commitments(
    body: &mut &[u8],
    attestation: &Attestation,
) -> Result<Vec<ColumnCommitment>, Malformed> {
    let wrong = "the number of its column commitments does not fit its size";
    let size = attestation.record.size;
    let layout = Layout::new(size, Layout::k_for_original(size)).map_err(|_| Malformed(wrong))?;
    let commitments: Vec<_> = envelope::list(body, layout.columns, 32, wrong)?;
    if commitments.len() == layout.columns { Ok(commitments) } else { Err(Malformed(wrong)) }
}

/// A photo with what its camera said about it, opened for editing. All of it is private.
pub struct Original {
    /// The pixels with everything that opens their commitments.
    pub hidden: HiddenImage,
    /// The seed of the hash.
    pub(crate) seed: Seed,
    /// What the camera signed.
    pub attestation: Attestation,
}

/// The attestation that a file carries. No signature is checked.
///
/// # Errors
/// If the file holds no record of a camera that can be read.
pub fn unchecked_attestation(file: &[u8]) -> Result<Attestation, OriginalError> {
    Ok(read_record(&Png::parse(file)?)?.attestation)
}

/// The image hash that a file states. Neither pixels nor signature are checked.
///
/// # Errors
/// As [`unchecked_attestation`].
pub fn unchecked_hash(file: &[u8]) -> Result<ImageHash, OriginalError> {
    Ok(read_record(&Png::parse(file)?)?.hash())
}

/// Why an original cannot be opened.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OriginalError {
    /// The file could not be read.
    #[cfg(feature = "files")]
    #[error(transparent)]
    File(#[from] FileError),
    /// Not a PNG, or a damaged one.
    #[error("{0}; {about}", about = about_png(.0))]
    Png(#[from] PngError),
    /// A PNG without a camera's record.
    #[error("no camera signed this picture")]
    Unsigned,
    /// A published picture.
    #[error(
        "this is a published picture, which cannot be edited further because its proof is about exactly these \
         pixels; edit the original again"
    )]
    Published,
    /// More than one record.
    #[error("the picture contains more than one camera record; use the file that the camera wrote")]
    Duplicate,
    /// A record that cannot be read.
    #[error("the camera's record cannot be read: {0}")]
    Record(#[from] EnvelopeError),
    /// Pixels that cannot be read.
    #[error("{0}; use the file that the camera wrote")]
    Pixels(PixelError),
    /// Pixels, seed or record are not the ones that were signed.
    #[error(
        "{0}: the picture or its record was changed after the camera signed it; use the file that the camera wrote"
    )]
    Signature(#[from] SignatureError),
}

/// What helps where a PNG cannot be read.
fn about_png(error: &PngError) -> &'static str {
    match error {
        PngError::Damaged(_) => "use the file that the camera wrote",
        _ => "an original is a PNG that a camera signed",
    }
}

impl Original {
    /// Opens the bytes of an attested original: checks that its image hash is that of pixels and seed, and the
    /// camera's signature over it. The caller must check whether the camera is trusted.
    ///
    /// # Errors
    /// [`OriginalError`].
    pub fn open(bytes: &[u8]) -> Result<Self, OriginalError> {
        if picture::find_proof(bytes).is_some() && !png::is_png(bytes) {
            return Err(OriginalError::Published);
        }
        let png = Png::parse(bytes)?;
        let record = read_record(&png)?;
        // With the stored commitments, a false signature is found before the pixels are decoded. That the pixels
        // give exactly these commitments is checked afterwards.
        record.attestation.check(&record.hash())?;
        let OriginalRecord { seed, attestation, commitments, .. } = record;
        if png.size() != attestation.record.size {
            return Err(SignatureError::Capture.into());
        }
        let image = png.decode().map_err(OriginalError::Pixels)?;
        let hidden =
            HiddenImage::reopened(image, &seed, commitments).ok_or(SignatureError::Capture)?;
        Ok(Original { hidden, seed, attestation })
    }

    /// The file: pixels, and the record with the seed in a chunk.
    pub fn to_png(&self) -> Zeroizing<Vec<u8>> {
        let record = record(self.attestation.clone(), &self.seed, self.hidden.commitments());
        let pixels = Zeroizing::new(png::encode(self.hidden.image()));
        let plain = Png::parse(&pixels).expect("what was just encoded");
        Zeroizing::new(plain.with_chunk(ORIGINAL_CHUNK, &record))
    }
}

/// The content of the chunk that makes a PNG of the photo an original: who signed it, the secret seed of its hash, and
/// the commitments to its columns.
pub fn record(
    attestation: Attestation,
    seed: &Seed,
    commitments: &[ColumnCommitment],
) -> Zeroizing<Vec<u8>> {
    let k = Layout::k_for_original(attestation.record.size);
    let (seed, commitments) = (seed.clone(), commitments.to_vec());
    envelope::seal(&OriginalRecord { k, seed, attestation, commitments })
}

/// Reads the record of a PNG. The pixels are not decoded.
pub(crate) fn read_record(png: &Png<'_>) -> Result<OriginalRecord, OriginalError> {
    let mut records = png.chunks_of(ORIGINAL_CHUNK);
    match (records.next(), records.next()) {
        (Some(record), None) => Ok(envelope::open(record.data)?),
        (Some(_), Some(_)) => Err(OriginalError::Duplicate),
        (None, _) if png.chunks_of(PROOF_CHUNK).next().is_some() => Err(OriginalError::Published),
        (None, _) => Err(OriginalError::Unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use proofroom_circuits::{Image, Size};

    fn image() -> Image {
        let size = Size::new(6, 4).expect("a size");
        Image::new(size, (0..size.bytes() as u8).collect())
    }

    fn original() -> Original {
        let camera = MakerKey::dangerously_from_bytes([1; 32])
            .dangerous_camera(DeviceName::new("Test").expect("a name"), [2; 32]);
        camera.sign(image(), 1_700_000_000, Seed::dangerously_from_bytes([3; 32]))
    }

    /// The file with its record altered.
    fn altered(change: impl Fn(&mut OriginalRecord)) -> Vec<u8> {
        let file = original().to_png();
        let png = Png::parse(&file).expect("a PNG");
        let mut record = read_record(&png).expect("a record");
        change(&mut record);
        let plain = png.without_chunks(ORIGINAL_CHUNK);
        Png::parse(&plain).expect("a PNG").with_chunk(ORIGINAL_CHUNK, &envelope::seal(&record))
    }

    fn refused(bytes: &[u8], words: &str) {
        let error = Original::open(bytes).map(|_| ()).expect_err(words).to_string();
        assert!(error.contains(words), "{error:?} does not say {words:?}");
    }

    #[test]
    fn goes_there_and_back() {
        let file = original().to_png();
        let opened = Original::open(&file).expect("opens");
        assert_eq!(opened.hidden.image(), &image());
        assert_eq!(opened.hidden.hash(), original().hidden.hash());
        assert_eq!(opened.attestation, original().attestation);
        assert_eq!(opened.to_png(), file);
    }

    #[test]
    fn anything_changed_after_signing_does_not_open() {
        let changed = "changed after the camera signed it";
        refused(&altered(|record| record.seed = Seed::dangerously_from_bytes([4; 32])), changed);
        refused(&altered(|record| record.attestation.record.time += 1), changed);
        refused(&altered(|record| record.attestation.signature.0[5] ^= 1), changed);
        refused(&altered(|record| record.commitments[0].0[0] ^= 1), changed);
        refused(&altered(|record| record.k = 15), "its k is not the one");
        refused(&altered(|record| record.commitments.clear()), "column commitments");
        let file = original().to_png();
        let record = png::find_chunk(&file, ORIGINAL_CHUNK).expect("a record");
        let with_record = |pixels: Image| {
            let plain = png::encode(&pixels);
            Png::parse(&plain).expect("a PNG").with_chunk(ORIGINAL_CHUNK, record)
        };
        let mut pixels = image().pixels().to_vec();
        pixels[7] ^= 1;
        refused(&with_record(Image::new(image().size(), pixels.clone())), changed);
        refused(&with_record(Image::new(Size::new(4, 6).expect("a size"), pixels)), changed);
        assert!(Original::open(&with_record(image())).is_ok());
    }

    #[test]
    fn other_files_are_named_for_what_they_are() {
        refused(b"text", "not a PNG");
        let plain = png::encode(&image());
        refused(&plain, "no camera signed this picture");
        let published = Png::parse(&plain).expect("a PNG").with_chunk(PROOF_CHUNK, b"");
        refused(&published, "published picture");
        let file = original().to_png();
        let twice = Png::parse(&file).expect("a PNG").with_chunk(ORIGINAL_CHUNK, b"");
        refused(&twice, "more than one camera record");
        let empty = Png::parse(&plain).expect("a PNG").with_chunk(ORIGINAL_CHUNK, b"");
        refused(&empty, "cannot be read");
    }
}
