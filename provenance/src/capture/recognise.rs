//! What an opened file is: an original to edit, a picture to verify, a photo to sign, or something else that the
//! user is told about.

use proofroom_circuits::Image;
use thiserror::Error;

use crate::capture::camera::{Camera, MakerKey};
use crate::capture::notary::Notary;
use crate::capture::photo::{self, PhotoError};
use crate::format::envelope::Enveloped;
use crate::format::jpeg;
use crate::format::original::{Original, OriginalError};
use crate::format::picture;
use crate::format::png::{self, ORIGINAL_CHUNK};
use crate::format::published::PublishedProof;

/// What a file is.
pub enum Recognised {
    /// An attested original whose signature holds.
    Original(Box<Original>),
    /// A picture with a proof inside, not yet checked.
    Published,
    /// A photo that no camera signed.
    Photo(Image),
    /// A proof in a separate file.
    Sidecar,
    /// The secret key of a camera, a maker or a notary.
    Key,
    /// A file that looks like a trust list; reading it shows whether it is one.
    TrustList,
    /// A file that looks like house rules; reading it shows whether it is some.
    Rules,
    /// A photo that would have to be converted first, or no photo.
    Other(PhotoError),
}

/// An original that must not be edited.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct ChangedOriginal(#[from] pub(crate) OriginalError);

/// Finds out what a file is. A picture that has both an original's record and a proof counts as published.
///
/// # Errors
/// If it is an original that does not open, such as one that was changed after it was signed.
pub fn recognise(bytes: &[u8]) -> Result<Recognised, ChangedOriginal> {
    Ok(match announced(bytes) {
        Announced::Sidecar => Recognised::Sidecar,
        Announced::Key => Recognised::Key,
        Announced::TrustList => Recognised::TrustList,
        Announced::Rules => Recognised::Rules,
        Announced::Published => Recognised::Published,
        Announced::Original => Recognised::Original(Box::new(Original::open(bytes)?)),
        Announced::Photo | Announced::Other => photo::open(bytes, false)
            .map_or_else(Recognised::Other, |photo| Recognised::Photo(photo.image)),
    })
}

/// What a file looks like, before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announced {
    /// A proof in a separate file.
    Sidecar,
    /// The secret key of a camera, a maker or a notary.
    Key,
    /// A trust list.
    TrustList,
    /// House rules.
    Rules,
    /// A picture with a proof inside.
    Published,
    /// An attested original.
    Original,
    /// A PNG or JPEG that carries nothing of ours.
    Photo,
    /// Anything else.
    Other,
}

/// What a file looks like. Nothing is opened or checked. Of a picture that carries both an original's record and a
/// proof, the proof counts.
pub fn announced(bytes: &[u8]) -> Announced {
    if bytes.starts_with(&PublishedProof::MAGIC) {
        Announced::Sidecar
    } else if is_key(bytes) {
        Announced::Key
    } else if is_rules(bytes) {
        Announced::Rules
    } else if is_trust_list(bytes) {
        Announced::TrustList
    } else if picture::find_proof(bytes).is_some() {
        Announced::Published
    } else if png::find_chunk(bytes, ORIGINAL_CHUNK).is_some() {
        Announced::Original
    } else if png::is_png(bytes) || jpeg::is_jpeg(bytes) {
        Announced::Photo
    } else {
        Announced::Other
    }
}

/// Whether a file begins like the secret key of a camera, a maker or a notary.
pub(crate) fn is_key(bytes: &[u8]) -> bool {
    [Camera::MAGIC, MakerKey::MAGIC, Notary::MAGIC].iter().any(|magic| bytes.starts_with(magic))
}

/// Whether a file looks like a trust list: a JSON object that names makers, notaries or revoked keys.
fn is_trust_list(bytes: &[u8]) -> bool {
    let has = |name| is_object_with(bytes, name);
    has("makers") || has("notaries") || has("revoked")
}

/// Whether a file looks like house rules: a JSON object with the edits that are allowed, and with bounds on all of
/// them.
fn is_rules(bytes: &[u8]) -> bool {
    is_object_with(bytes, "edits")
        && (is_object_with(bytes, "frame") || is_object_with(bytes, "combined"))
}

/// Whether a file begins like a JSON object, and has this name in quotes.
fn is_object_with(bytes: &[u8], name: &str) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let name = format!("\"{name}\"");
    text.trim_ascii_start().starts_with(b"{")
        && text.windows(name.len()).any(|bytes| bytes == name.as_bytes())
}

impl Recognised {
    /// What the file is and what the user can do with it, if the program itself can do nothing; otherwise empty.
    pub fn advice(&self) -> String {
        match self {
            Recognised::Original(_)
            | Recognised::Published
            | Recognised::Photo(_)
            | Recognised::TrustList
            | Recognised::Rules => String::new(),
            Recognised::Sidecar => {
                "This is the proof of a published picture, saved as a separate file. Drop it together with the picture, or \
                 open the picture and choose this file as its proof."
                    .into()
            }
            Recognised::Key => {
                "This is the secret key of a camera or a notary. There is nothing in it to open; keep it to yourself.".into()
            }
            Recognised::Other(error) => format!("This cannot be opened: {error}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::photo::ColourError;
    use crate::format::capture_record::DeviceName;
    use crate::format::envelope;
    use crate::format::png::{PROOF_CHUNK, Png};
    use crate::verify::trust::Trust;
    use proofroom_circuits::{Seed, Size};

    fn image() -> Image {
        let size = Size::new(6, 4).expect("a size");
        Image::new(size, (0..size.bytes() as u8).collect())
    }

    fn kind(bytes: &[u8]) -> &'static str {
        match recognise(bytes) {
            Ok(Recognised::Original(_)) => "original",
            Ok(Recognised::Published) => "published",
            Ok(Recognised::Photo(_)) => "photo",
            Ok(Recognised::Sidecar) => "sidecar",
            Ok(Recognised::Key) => "key",
            Ok(Recognised::TrustList) => "trust list",
            Ok(Recognised::Rules) => "rules",
            Ok(Recognised::Other(_)) => "other",
            Err(_) => "changed",
        }
    }

    #[test]
    fn files_are_told_apart() {
        let maker = MakerKey::dangerously_from_bytes([1; 32]);
        let camera = maker.dangerous_camera(DeviceName::new("Test").expect("a name"), [2; 32]);
        let notary = Notary::random(DeviceName::new("Desk").expect("a name"));
        let original = camera.sign(image(), 0, Seed::dangerously_from_bytes([3; 32])).to_png();
        let plain = png::encode(&image());
        let with = |file: &[u8], chunk, data: &[u8]| {
            Png::parse(file).expect("a PNG").with_chunk(chunk, data)
        };
        let record = png::find_chunk(&original, ORIGINAL_CHUNK).expect("a record");
        let mut pixels = image().pixels().to_vec();
        pixels[0] ^= 1;
        let changed =
            with(&png::encode(&Image::new(image().size(), pixels)), ORIGINAL_CHUNK, record);
        for (bytes, expected) in [
            (&original[..], "original"),
            (&changed, "changed"),
            (&with(&plain, ORIGINAL_CHUNK, b"broken"), "changed"),
            (&with(&plain, PROOF_CHUNK, b"broken"), "published"),
            (&with(&original, PROOF_CHUNK, b""), "published"),
            (&plain, "photo"),
            (b"PRpublic", "sidecar"),
            (&envelope::seal(&camera), "key"),
            (&envelope::seal(&maker), "key"),
            (&envelope::seal(&notary), "key"),
            (Trust::empty().to_json().as_bytes(), "trust list"),
            (b"\xef\xbb\xbf\r\n{ \"revoked\": [", "trust list"),
            (include_bytes!("../../../samples/rules/agency.json"), "rules"),
            (b"{ \"name\": \"makers\", \"edits\": {}, \"frame\"", "rules"),
            (b"{ \"makers\": [], \"name\": \"\\\"edits\\\" and \\\"frame\\\"\"", "trust list"),
            (b"[{\"makers\":1}]", "other"),
            (b"{}", "other"),
            (b"", "other"),
            (&with(&plain, *b"acTL", b""), "other"),
        ] {
            assert_eq!(kind(bytes), expected);
        }
    }

    #[test]
    fn advice_does_not_speak_of_the_command_line() {
        for recognised in [
            Recognised::Sidecar,
            Recognised::Key,
            Recognised::Other(PhotoError::Colours(ColourError::Broken)),
            Recognised::Other(PhotoError::Format),
            Recognised::Other(PhotoError::Cmyk),
        ] {
            let advice = recognised.advice();
            assert!(advice.ends_with('.') && !advice.contains("--"), "{advice}");
        }
    }
}
