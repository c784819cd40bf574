//! What EXIF data say of how a picture is to be seen: its orientation and its colour space.
//!
//! EXIF is a TIFF structure of directories. They are walked and nothing else is looked at: thumbnails, a
//! maker's notes and whatever stands outside of an entry are skipped. Directories can share bytes and
//! point at one another, so that a few kilobytes stand for billions of entries; each is walked once, and
//! all together hold a bounded number.

use thiserror::Error;

/// The most directories and entries together. Cameras write some hundred.
const MAX_ENTRIES: usize = 4096;

const ORIENTATION: u16 = 0x0112;
const COLOR_SPACE: u16 = 0xa001;
/// Entries that hold the place of another directory: EXIF's own, places, interoperability.
const DIRECTORIES: [u16; 3] = [0x8769, 0x8825, 0xa005];

/// What is read of EXIF data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exif {
    /// The orientation of the picture itself; 1 is upright.
    pub orientation: Option<u32>,
    /// Whether any directory holds an orientation, even a thumbnail's: there are viewers that take the
    /// first one they find.
    pub has_orientation: bool,
    /// The colour space: 1 is sRGB, 65535 is another.
    pub color_space: Option<u32>,
}

/// EXIF data that cannot be read, so that another reader might find something in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the EXIF data are broken")]
pub struct BrokenExif;

impl Exif {
    /// Reads EXIF data as they stand in a PNG's `eXIf` chunk.
    ///
    /// # Errors
    /// If a directory is not there as a whole, or what is looked for is not one whole number.
    pub fn read(data: &[u8]) -> Result<Self, BrokenExif> {
        let tiff = Tiff {
            data,
            big_endian: match data.get(..4) {
                Some(b"MM\0*") => true,
                Some(b"II*\0") => false,
                _ => return Err(BrokenExif),
            },
        };
        let mut exif = Exif::default();
        let mut directories = vec![tiff.long(4)?];
        let mut walked = 0;
        let mut entries = 0;
        while let Some(&directory) = directories.get(walked) {
            let start = usize::try_from(directory).map_err(|_| BrokenExif)?;
            let count = usize::from(tiff.short(start)?);
            // Empty directories count as well: a chain of them has no entries.
            entries += 1 + count;
            if entries > MAX_ENTRIES {
                return Err(BrokenExif);
            }
            let end = start + 2 + 12 * count;
            for entry in (start + 2..end).step_by(12) {
                match tiff.short(entry)? {
                    ORIENTATION => {
                        exif.has_orientation = true;
                        if walked == 0 {
                            exif.orientation.get_or_insert(tiff.number(entry)?);
                        }
                    }
                    COLOR_SPACE => {
                        exif.color_space.get_or_insert(tiff.number(entry)?);
                    }
                    tag if DIRECTORIES.contains(&tag) => {
                        follow(&mut directories, tiff.number(entry)?);
                    }
                    _ => (),
                }
            }
            match tiff.long(end)? {
                0 => (),
                next => follow(&mut directories, next),
            }
            walked += 1;
        }
        Ok(exif)
    }
}

/// Adds a directory to those that are walked, if it is not among them.
fn follow(directories: &mut Vec<u32>, directory: u32) {
    if !directories.contains(&directory) {
        directories.push(directory);
    }
}

/// Bytes with an order.
struct Tiff<'a> {
    data: &'a [u8],
    big_endian: bool,
}

impl Tiff<'_> {
    fn bytes<const N: usize>(&self, place: usize) -> Result<[u8; N], BrokenExif> {
        let bytes = self.data.get(place..).and_then(<[u8]>::first_chunk);
        bytes.copied().ok_or(BrokenExif)
    }

    fn short(&self, place: usize) -> Result<u16, BrokenExif> {
        let bytes = self.bytes(place)?;
        Ok(if self.big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }

    fn long(&self, place: usize) -> Result<u32, BrokenExif> {
        let bytes = self.bytes(place)?;
        Ok(if self.big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }

    /// The one number that an entry holds: a byte, a short, a long, or the place of a directory.
    fn number(&self, entry: usize) -> Result<u32, BrokenExif> {
        match (self.short(entry + 2)?, self.long(entry + 4)?) {
            (1, 1) => self.bytes(entry + 8).map(|[byte]| byte.into()),
            (3, 1) => self.short(entry + 8).map(u32::from),
            (4 | 13, 1) => self.long(entry + 8),
            _ => Err(BrokenExif),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory in big-endian order: entries of tag, type, count and the value's four bytes; the place
    /// of the next.
    fn directory(entries: &[(u16, u16, u32, [u8; 4])], next: u32) -> Vec<u8> {
        let mut bytes = (entries.len() as u16).to_be_bytes().to_vec();
        for (tag, kind, count, value) in entries {
            bytes.extend(tag.to_be_bytes());
            bytes.extend(kind.to_be_bytes());
            bytes.extend(count.to_be_bytes());
            bytes.extend(value);
        }
        bytes.extend(next.to_be_bytes());
        bytes
    }

    fn big_endian(directories: &[Vec<u8>]) -> Vec<u8> {
        [b"MM\0*\0\0\0\x08".to_vec(), directories.concat()].concat()
    }

    fn short(tag: u16, value: u16) -> (u16, u16, u32, [u8; 4]) {
        let [high, low] = value.to_be_bytes();
        (tag, 3, 1, [high, low, 0, 0])
    }

    fn pointer(tag: u16, place: u32) -> (u16, u16, u32, [u8; 4]) {
        (tag, 4, 1, place.to_be_bytes())
    }

    #[test]
    fn orientation_and_colour_space_are_found() {
        let read = |directories: &[Vec<u8>]| Exif::read(&big_endian(directories));
        assert_eq!(
            read(&[directory(&[short(0x100, 6)], 0)]),
            Ok(Exif::default())
        );
        let turned = Exif {
            orientation: Some(6),
            has_orientation: true,
            color_space: None,
        };
        assert_eq!(read(&[directory(&[short(ORIENTATION, 6)], 0)]), Ok(turned));
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(Exif::read(little), Ok(turned));
        let sub = read(&[
            directory(&[pointer(0x8769, 26)], 0),
            directory(&[short(COLOR_SPACE, 65535)], 0),
        ]);
        assert_eq!(sub.map(|exif| exif.color_space), Ok(Some(65535)));
        let thumbnail = read(&[directory(&[], 14), directory(&[short(ORIENTATION, 8)], 0)]);
        let expected = Exif {
            has_orientation: true,
            ..Exif::default()
        };
        assert_eq!(thumbnail, Ok(expected), "it is not the picture's");
    }

    #[test]
    fn broken_data_are_told() {
        let whole = big_endian(&[directory(&[short(ORIENTATION, 6)], 0)]);
        for length in 0..whole.len() {
            assert_eq!(Exif::read(&whole[..length]), Err(BrokenExif), "{length}");
        }
        let kind = |kind, count| (ORIENTATION, kind, count, [0, 6, 0, 0]);
        for (entry, good) in [
            (kind(3, 1), true),
            (kind(1, 1), true),
            (kind(4, 1), true),
            (kind(3, 2), false),
            (kind(3, 0), false),
            (kind(2, 1), false),
            (kind(5, 1), false),
        ] {
            let read = Exif::read(&big_endian(&[directory(&[entry], 0)]));
            assert_eq!(read.is_ok(), good, "{entry:?}");
        }
        for start in ["", "MM\0+\0\0\0\x08\0\0\0\0\0\0", "Exif\0\0MM\0*"] {
            assert_eq!(Exif::read(start.as_bytes()), Err(BrokenExif));
        }
    }

    #[test]
    fn circles_and_shared_directories_end() {
        let itself = big_endian(&[directory(&[pointer(0x8769, 8)], 8)]);
        assert_eq!(Exif::read(&itself), Ok(Exif::default()));
        // Five hundred entries point at one directory of five hundred that point at one of as many: a
        // reader that follows them all visits 125 million.
        let row = |place: u32| directory(&vec![pointer(0x8769, place); 500], 0);
        let length = row(0).len() as u32;
        let nested = big_endian(&[row(8 + length), row(8 + 2 * length), directory(&[], 0)]);
        assert_eq!(Exif::read(&nested), Ok(Exif::default()));
        let many = vec![short(0x100, 0); 4097];
        assert_eq!(
            Exif::read(&big_endian(&[directory(&many, 0)])),
            Err(BrokenExif)
        );
    }
}
