//! The packet of XMP and the captions (IPTC) of a PNG, and a file with other captions.

use std::borrow::Cow;

use super::appearance::{raw_profile, text};
use super::text::XMP_KEYWORD;
use super::{Chunk, Png, framed, split_at_zero};

/// The keyword under which Exiv2, exiftool and ImageMagick keep captions.
const IPTC_KEYWORD: &[u8] = b"Raw profile type iptc";

/// Bytes of a profile in one of its lines.
const LINE: usize = 36;

impl<'a> Png<'a> {
    /// The packet of XMP; of several, the first.
    pub fn xmp(&self) -> Option<Cow<'a, [u8]>> {
        self.chunks.iter().find(|chunk| is_xmp(chunk)).and_then(text)
    }

    /// The resource of Photoshop's with the captions; of several, the first.
    pub fn iptc(&self) -> Option<Vec<u8>> {
        raw_profile(&text(self.chunks.iter().find(|chunk| is_iptc(chunk))?)?)
    }

    /// The file with another resource of Photoshop's for the captions, or none: where the first of them was, or before
    /// the pixels. Nothing else changes.
    ///
    /// # Panics
    /// If the resource is longer than a chunk can hold.
    pub fn with_iptc(&self, resource: Option<&[u8]>) -> Vec<u8> {
        let mut new = resource.map(|resource| {
            let mut text = format!("\niptc\n{:8}\n", resource.len());
            for line in resource.chunks(LINE) {
                text.push_str(&hex::encode(line));
                text.push('\n');
            }
            framed(*b"tEXt", &[IPTC_KEYWORD, b"\0", text.as_bytes()].concat())
        });
        let there = self.chunks.iter().position(is_iptc);
        let place = there.or_else(|| self.chunks.iter().position(|chunk| chunk.kind == *b"IDAT"));
        let mut bytes = super::SIGNATURE.to_vec();
        for (index, chunk) in self.chunks.iter().enumerate() {
            if place == Some(index) {
                bytes.extend(new.take().unwrap_or_default());
            }
            if !is_iptc(chunk) {
                bytes.extend_from_slice(&self.bytes[chunk.place.clone()]);
            }
        }
        bytes
    }
}

fn is_xmp(chunk: &Chunk<'_>) -> bool {
    chunk.kind == *b"iTXt" && has_keyword(chunk, XMP_KEYWORD)
}

fn is_iptc(chunk: &Chunk<'_>) -> bool {
    matches!(&chunk.kind, b"tEXt" | b"zTXt") && has_keyword(chunk, IPTC_KEYWORD)
}

fn has_keyword(chunk: &Chunk<'_>, keyword: &[u8]) -> bool {
    split_at_zero(chunk.data).is_some_and(|(found, _)| found == keyword)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{image, parsed};
    use super::super::{PROOF_CHUNK, encode, with_xmp};

    #[test]
    fn what_is_written_is_found() {
        let plain = parsed(&encode(&image())).with_chunk(PROOF_CHUNK, b"proof");
        let with = with_xmp(&plain, Some(b"packet")).expect("a PNG");
        assert_eq!(parsed(&with).xmp().as_deref(), Some(&b"packet"[..]));
        let resource: Vec<u8> = (0..100).collect();
        let both = parsed(&with).with_iptc(Some(&resource));
        assert_eq!(parsed(&both).iptc(), Some(resource));
        assert_eq!(
            parsed(&both).appearance().as_deref(),
            Some("its iTXt chunk holds XMP that cannot be read")
        );
        assert_eq!(parsed(&both).with_iptc(None), with);
        let twice = parsed(&both).with_chunk(*b"zTXt", b"Raw profile type iptc\0\0");
        assert_eq!(parsed(&twice).with_iptc(None), with);
    }
}
