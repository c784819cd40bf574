//! Texts in a PNG (PNG, third edition, 11.3.3): a keyword, and a text that may be compressed.

/// The keyword of a packet of XMP (XMP, part 3, 1.1.5).
pub(super) const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp";

/// A text chunk, taken apart.
pub(crate) struct Text<'a> {
    /// What the text is about.
    pub(crate) keyword: &'a [u8],
    /// The text, or a zlib stream of it.
    pub(crate) content: &'a [u8],
    /// Whether the content is a zlib stream.
    pub(crate) compressed: bool,
}

impl<'a> Text<'a> {
    /// The parts of a chunk with these four letters, if it is a text chunk and has them all.
    pub(crate) fn parse(kind: &[u8; 4], data: &'a [u8]) -> Option<Self> {
        let (keyword, rest) = split_at_zero(data)?;
        let (compressed, content) = match (kind, rest) {
            (b"tEXt", text) => (false, text),
            (b"zTXt", [0, stream @ ..]) => (true, stream),
            (b"iTXt", [flag @ 0..=1, 0, rest @ ..]) => {
                let (_language, rest) = split_at_zero(rest)?;
                let (_translated_keyword, content) = split_at_zero(rest)?;
                (*flag == 1, content)
            }
            _ => return None,
        };
        Some(Text { keyword, content, compressed })
    }
}

/// The parts before and after the first zero.
pub(crate) fn split_at_zero(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = data.iter().position(|byte| *byte == 0)?;
    Some((&data[..end], &data[end + 1..]))
}
