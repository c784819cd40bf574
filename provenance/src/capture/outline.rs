//! The outline of a photo's file: everything but its pixels, without reading these from the disk. A list of hundreds of
//! photos is made from outlines in the time that it takes to read a few photos whole.
//!
//! The outline of a PNG is a PNG whose pixels are one empty chunk; that of a JPEG ends where its first scan begins.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use zeroize::Zeroizing;

use crate::format::jpeg::marker;
use crate::format::png;
use crate::system::files::{self, FileError};

/// How much is read of a file that is neither a PNG nor a JPEG.
const OTHER_BYTES: u64 = 64 << 10;

/// Reads the outline of the file at `path`; of a file that is neither a PNG nor a JPEG, its beginning. What is damaged
/// is read as far as it can be. An original's outline has its seed, so that it is wiped when it is dropped.
///
/// # Errors
/// If the file is not there or is no regular file, or the outline is larger than any file that this program reads.
pub fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let failed = || FileError::io("read", path);
    // This is checked before the file is opened: opening a pipe waits for its writer.
    if !path.metadata().map_err(failed())?.is_file() {
        return Err(FileError::NotAFile(path.to_owned()));
    }
    let file = File::open(path).map_err(failed())?;
    let mut outline = Outline { file, kept: Zeroizing::new(Vec::new()) };
    let done = match outline.keep(2).and_then(|()| outline.go_on()) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
        done => done,
    };
    match done {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Err(FileError::TooLarge { path: path.to_owned(), limit: files::MAX_FILE_BYTES })
        }
        done => done.map(|()| outline.kept).map_err(failed()),
    }
}

struct Outline {
    file: File,
    kept: Zeroizing<Vec<u8>>,
}

impl Outline {
    fn go_on(&mut self) -> io::Result<()> {
        if self.kept[..] == [0xff, marker::SOI] {
            return self.jpeg();
        }
        self.keep(6)?;
        if png::is_png(&self.kept) { self.png() } else { self.keep_some(OTHER_BYTES).map(drop) }
    }

    fn png(&mut self) -> io::Result<()> {
        let mut has_pixels = false;
        loop {
            let mut header = [0; 8];
            self.file.read_exact(&mut header)?;
            let (length, kind) = header.split_at(4);
            let length = u32::from_be_bytes(length.try_into().expect("four bytes"));
            if kind == b"IDAT" {
                if !std::mem::replace(&mut has_pixels, true) {
                    self.add(&png::framed(*b"IDAT", &[]))?;
                }
                self.file.seek(SeekFrom::Current(i64::from(length) + 4))?;
                continue;
            }
            self.add(&header)?;
            self.keep(u64::from(length) + 4)?;
            if kind == b"IEND" {
                return Ok(());
            }
        }
    }

    fn jpeg(&mut self) -> io::Result<()> {
        loop {
            self.keep(2)?;
            let [.., first, kind] = self.kept[..] else { unreachable!("four bytes were kept") };
            if first != 0xff || kind == 0xff {
                break;
            }
            self.keep(2)?;
            let [.., high, low] = self.kept[..] else { unreachable!("more were kept") };
            self.keep(u64::from(u16::from_be_bytes([high, low])).saturating_sub(2))?;
            if kind == marker::SOS {
                break;
            }
        }
        self.add(&[0xff, marker::EOI])
    }

    /// Keeps bytes that were read already, or that stand in the place of others.
    fn add(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        let count = bytes.len() as u64;
        files::read_more(&mut bytes, &mut self.kept, count).map(drop)
    }

    /// Keeps this many bytes more, which must be there.
    fn keep(&mut self, count: u64) -> io::Result<()> {
        let found = self.keep_some(count)?;
        if found < count { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    /// Keeps this many bytes more, or as many as there are.
    fn keep_some(&mut self, count: u64) -> io::Result<u64> {
        if self.kept.len() as u64 + count > files::MAX_FILE_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        files::read_more(&mut self.file, &mut self.kept, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::recognise::{Announced, announced};
    use crate::format::original::unchecked_hash;

    fn outlined(bytes: &[u8]) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("photo");
        std::fs::write(&path, bytes).expect("writes");
        read(&path).expect("reads").to_vec()
    }

    fn sample(name: &str) -> Vec<u8> {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
        std::fs::read(samples.join(name)).expect("a sample")
    }

    #[test]
    fn an_outline_says_what_the_file_says_and_has_no_pixels() {
        for (name, kind) in [
            ("market.original.png", Announced::Original),
            ("dandelions.published.png", Announced::Published),
        ] {
            let file = sample(name);
            let outline = outlined(&file);
            assert!(outline.len() < file.len() / 2, "{name}: {} bytes", outline.len());
            assert_eq!(announced(&outline), kind, "{name}");
            assert!(png::Png::parse(&outline).is_ok(), "{name}");
            assert_eq!(unchecked_hash(&outline).ok(), unchecked_hash(&file).ok(), "{name}");
        }
        assert!(unchecked_hash(&outlined(&sample("market.original.png"))).is_ok());
    }

    #[test]
    fn the_outline_of_a_jpeg_ends_where_its_scan_begins() {
        let head = [&[0xff, marker::SOI, 0xff, marker::APP0, 0, 4][..], b"ab"].concat();
        let scan = [0xff, marker::SOS, 0, 3, 7];
        let file = [&head[..], &scan, &[1, 2, 3, 0xff, 0, 4], &[0xff, marker::EOI]].concat();
        assert_eq!(outlined(&file), [&head[..], &scan, &[0xff, marker::EOI]].concat());
    }

    #[test]
    fn what_is_cut_off_or_no_photo_is_read_as_far_as_it_goes() {
        let original = sample("market.original.png");
        for bytes in [&b""[..], b"\xff", b"{}", b"a text that is no photo", &original[..33]] {
            assert_eq!(outlined(bytes), bytes);
        }
        assert!(read(Path::new("/nowhere/photo.png")).is_err());
        assert!(matches!(read(Path::new("/")), Err(FileError::NotAFile(_))));
    }
}
