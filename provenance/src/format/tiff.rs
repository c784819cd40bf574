//! The numbers of a TIFF structure, the form of EXIF data. Two readers follow its directories:
//! [`crate::capture::exif`] takes what is readable, [`crate::format::metadata::exif`] only what is on its list.

/// A TIFF structure: bytes, and the byte order of the numbers in them.
pub(crate) struct Tiff<'a> {
    pub(crate) data: &'a [u8],
    big_endian: bool,
}

impl<'a> Tiff<'a> {
    /// The structure, if it begins with the mark of a byte order.
    pub(crate) fn new(data: &'a [u8]) -> Option<Self> {
        let big_endian = match data.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        Some(Tiff { data, big_endian })
    }

    /// The bytes at a place, if they are there.
    pub(crate) fn bytes<const N: usize>(&self, place: usize) -> Option<[u8; N]> {
        let bytes = self.data.get(place..).and_then(<[u8]>::first_chunk);
        bytes.copied()
    }

    /// The number of two bytes at a place, if they are there.
    pub(crate) fn short(&self, place: usize) -> Option<u16> {
        let bytes = self.bytes(place)?;
        Some(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    /// The number of four bytes at a place, if they are there.
    pub(crate) fn long(&self, place: usize) -> Option<u32> {
        let bytes = self.bytes(place)?;
        Some(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }
}
