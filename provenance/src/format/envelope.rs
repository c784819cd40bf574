//! The frame of every binary file: eight magic bytes, a version, and a body in borsh.
//!
//! A body has only one encoding. A reader encodes again what it read and refuses a difference, so that nobody can
//! make two files of one content. Counts and lengths are compared with their limits before anything is allocated
//! for them.

use borsh::{BorshDeserialize, BorshSerialize};
pub use proofroom_circuits::encoding::Malformed;
pub(crate) use proofroom_circuits::encoding::{list, value};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::system::text;

/// The format version that this program writes and reads.
pub const VERSION: u16 = proofroom_circuits::FORMAT_VERSION;

/// Bytes before the body: magic and version.
pub const HEADER_BYTES: usize = 10;

/// The content of a whole file or of a chunk of a PNG.
pub trait Enveloped: BorshSerialize + Sized {
    /// What the file begins with.
    const MAGIC: [u8; 8];
    /// The most bytes of the envelope, including its header.
    const MAX_BYTES: usize;

    /// Reads the body within its limits, and leaves what follows it in `body`.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError>;
}

/// Why an envelope cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// The magic bytes are missing.
    #[error("it does not begin like such a file")]
    Magic,
    /// A format version that this program does not know.
    #[error(
        "it has format version {0}, and this program reads version {VERSION}; update the program"
    )]
    Version(u16),
    /// A capture record of a version that this program does not know.
    #[error(
        "its capture record has version {0}, which this program does not know; use a newer program"
    )]
    CaptureRecord(u16),
    /// It is longer than anything that this program writes.
    #[error("it is longer than the {0} bytes that this program can read")]
    TooLong(usize),
    /// A body that is not what its version says.
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// Reads a text of 1 to `most` bytes that disturbs no text around it. Rules for new texts may be stricter: there are
/// files with such texts.
pub(crate) fn plain_text<R: std::io::Read>(reader: &mut R, most: usize) -> std::io::Result<String> {
    let read = String::deserialize_reader(reader)?;
    if read.len() <= most && text::is_plain(&read) {
        Ok(read)
    } else {
        Err(std::io::ErrorKind::InvalidData.into())
    }
}

/// Encodes `content`, header first. The bytes are wiped when dropped, as some hold secrets.
pub fn seal<T: Enveloped>(content: &T) -> Zeroizing<Vec<u8>> {
    let body = encode(content);
    let mut bytes = Zeroizing::new(Vec::with_capacity(HEADER_BYTES + body.len()));
    bytes.extend_from_slice(&T::MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}

/// Reads what [`seal`] wrote.
///
/// # Errors
/// [`EnvelopeError`]; of several faults, the first in the file.
pub fn open<T: Enveloped>(bytes: &[u8]) -> Result<T, EnvelopeError> {
    let mut body = bytes.strip_prefix(&T::MAGIC).ok_or(EnvelopeError::Magic)?;
    let version = body.split_off(..2).ok_or(Malformed("it ends before its version"))?;
    let version = u16::from_le_bytes([version[0], version[1]]);
    if version != VERSION {
        return Err(EnvelopeError::Version(version));
    }
    if bytes.len() > T::MAX_BYTES {
        return Err(EnvelopeError::TooLong(T::MAX_BYTES));
    }
    let mut rest = body;
    let content = T::read_body(&mut rest)?;
    if !rest.is_empty() {
        return Err(Malformed("bytes are left over at its end").into());
    }
    if **encode(&content) != *body {
        return Err(Malformed("it is not encoded in the only valid way").into());
    }
    Ok(content)
}

/// Borsh bytes, allocated once, so that no copy of a secret stays behind in a smaller buffer.
pub(crate) fn encode(content: &impl BorshSerialize) -> Zeroizing<Vec<u8>> {
    let length = borsh::object_length(content).expect("what we encode is short enough for borsh");
    let mut bytes = Zeroizing::new(Vec::with_capacity(length));
    content.serialize(&mut *bytes).expect("writing to memory");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, BorshSerialize)]
    struct Numbers(Vec<u16>);

    impl Enveloped for Numbers {
        const MAGIC: [u8; 8] = *b"numbers!";
        const MAX_BYTES: usize = 64;

        fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
            Ok(Numbers(list(body, 10, 2, "the numbers")?))
        }
    }

    #[test]
    fn goes_there_and_back() {
        let numbers = Numbers(vec![1, 2, 3]);
        let bytes = seal(&numbers);
        assert_eq!(**bytes, *b"numbers!\x01\0\x03\0\0\0\x01\0\x02\0\x03\0");
        assert_eq!(open(&bytes), Ok(numbers));
    }

    #[test]
    fn each_fault_has_its_answer() {
        let long = [&b"numbers!\x01\0"[..], &[0; 100]].concat();
        let cases: &[(&[u8], EnvelopeError)] = &[
            (b"", EnvelopeError::Magic),
            (b"numbers?\x01\0\0\0\0\0", EnvelopeError::Magic),
            (b"numbers!\x01", Malformed("it ends before its version").into()),
            (b"numbers!\x02\0", EnvelopeError::Version(2)),
            (b"numbers!\0\0", EnvelopeError::Version(0)),
            (b"numbers!\x01\x01", EnvelopeError::Version(257)),
            (b"numbers!\x01\0", Malformed("the numbers").into()),
            (b"numbers!\x01\0\x02\0\0\0\x01\0", Malformed("the numbers").into()),
            (b"numbers!\x01\0\xff\xff\xff\xff\x01\0", Malformed("the numbers").into()),
            (b"numbers!\x01\0\x0b\0\0\0aabbccddeeffgghhiijjkk", Malformed("the numbers").into()),
            (b"numbers!\x01\0\0\0\0\0\0", Malformed("bytes are left over at its end").into()),
            (&long, EnvelopeError::TooLong(64)),
        ];
        for (bytes, error) in cases {
            assert_eq!(open::<Numbers>(bytes).expect_err("must be refused"), *error);
        }
    }

    /// A reader that accepts more than one encoding of the same content.
    #[derive(Debug, BorshSerialize)]
    struct Loose(bool);

    impl Enveloped for Loose {
        const MAGIC: [u8; 8] = *b"loosebit";
        const MAX_BYTES: usize = 64;

        fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
            Ok(Loose(value::<u8>(body, 1, "the bit")? != 0))
        }
    }

    #[test]
    fn a_second_encoding_is_refused() {
        assert!(open::<Loose>(b"loosebit\x01\0\x01").is_ok());
        let error = open::<Loose>(b"loosebit\x01\0\x02").expect_err("must be refused");
        assert_eq!(error, Malformed("it is not encoded in the only valid way").into());
    }
}
