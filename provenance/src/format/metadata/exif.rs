//! EXIF by an allow-list of tags: descriptions, names, dates, exposure, lens.
//!
//! What turns a picture, scales it, gives its colours another meaning or holds another picture is not on
//! the list: orientations other than upright, uneven densities, pixel dimensions (Chrome computes a size
//! from them), colour spaces other than sRGB, gamma and primaries, thumbnails, makers' notes. Nor are the
//! names of camera and maker, by which some programs correct a lens's distortion.

use super::Refused;
use crate::format::tiff::Tiff;

const DESCRIPTION: u16 = 0x010e;
const ORIENTATION: u16 = 0x0112;
const X_RESOLUTION: u16 = 0x011a;
const Y_RESOLUTION: u16 = 0x011b;
const RESOLUTION_UNIT: u16 = 0x0128;
const EXIF_DIRECTORY: u16 = 0x8769;
const COLOR_SPACE: u16 = 0xa001;

/// Text of the first directory: description, software, date, artist, copyright.
const TEXTS: [u16; 5] = [DESCRIPTION, 0x0131, 0x0132, 0x013b, 0x8298];
/// What Windows keeps beside them, in UTF-16: title, comment, author, keywords, subject.
const WINDOWS_TEXTS: [u16; 5] = [0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f];
/// The position of the colour samples of a JPEG, which exiftool writes into every file: 1 is that of JFIF.
const SITING: u16 = 0x0213;

/// What the EXIF directory may hold besides a colour space that changes nothing: time of exposure,
/// aperture, program and sensitivity; versions; dates with their zones and fractions of seconds; the rest
/// of the exposure up to the focal length; a comment; exposure mode, white balance, focal length as for
/// 35 mm film; name and range of the lens.
const EXPOSURE: [u16; 39] = [
    0x829a, 0x829d, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832, 0x8833, 0x9000, 0x9003, 0x9004, 0x9010,
    0x9011, 0x9012, 0x9101, 0x9201, 0x9202, 0x9203, 0x9204, 0x9205, 0x9206, 0x9207, 0x9208, 0x9209,
    0x920a, 0x9286, 0x9290, 0x9291, 0x9292, 0xa000, 0xa217, 0xa402, 0xa403, 0xa405, 0xa406, 0xa432,
    0xa433, 0xa434, 0xa435,
];

/// The types of values by their number, from 1, and their lengths: byte, text, short, long, two longs,
/// then the same with a sign, among them bytes of any meaning.
const TYPE_BYTES: [usize; 10] = [1, 1, 2, 4, 8, 1, 1, 2, 4, 8];
const TEXT: u16 = 2;
const SHORT: u16 = 3;
const RATIONAL: u16 = 5;

/// The bytes before EXIF outside of a PNG's own chunk.
const HEADER: &[u8] = b"Exif\0\0";

/// Checks EXIF with the header that it has in a JPEG or a text profile.
///
/// # Errors
/// As [`check`], and if there is no header: Exiv2 and ImageMagick search for one, and start to read after it.
pub fn check_with_header(data: &[u8]) -> Result<(), Refused> {
    check(data.strip_prefix(HEADER).ok_or_else(unreadable)?)
}

/// Checks EXIF as in a PNG's `eXIf` chunk: a TIFF structure.
///
/// # Errors
/// What they hold that is not on the list, or that they cannot be read.
pub fn check(data: &[u8]) -> Result<(), Refused> {
    if data.windows(HEADER.len()).any(|window| window == HEADER) {
        return Err(Refused::new("holds EXIF data inside other EXIF data"));
    }
    let tiff = Tiff::new(data).ok_or_else(unreadable)?;
    let short = |place| tiff.short(place).ok_or_else(unreadable);
    let long = |place| tiff.long(place).ok_or_else(unreadable);
    let mut resolution = Vec::new();
    let mut inner = None;
    let next = tiff.walk(long(4)?, |entry| {
        match entry.tag {
            ORIENTATION if entry.is(SHORT, 1) && short(entry.value)? == 1 => (),
            ORIENTATION => return Err(Refused::new("can turn or mirror the picture")),
            X_RESOLUTION | Y_RESOLUTION if entry.is(RATIONAL, 1) => {
                let ratio = (long(entry.value)?, long(entry.value + 4)?);
                resolution.push((entry.tag, ratio));
            }
            RESOLUTION_UNIT if entry.is(SHORT, 1) => (),
            SITING if entry.is(SHORT, 1) && short(entry.value)? == 1 => (),
            EXIF_DIRECTORY if entry.is(4, 1) && inner.is_none() => {
                inner = Some(long(entry.value)?);
            }
            tag if TEXTS.contains(&tag) && entry.kind == TEXT => (),
            tag if WINDOWS_TEXTS.contains(&tag) && entry.kind == 1 => (),
            _ => return Err(entry.refused()),
        }
        Ok(())
    })?;
    if next != 0 {
        return Err(Refused::new("holds a thumbnail"));
    }
    match resolution[..] {
        [] => (),
        [(X_RESOLUTION, x), (Y_RESOLUTION, y)] if x == y && x.0 > 0 && x.1 > 0 => (),
        _ => return Err(Refused::new("stretches the pixels")),
    }
    let Some(inner) = inner else { return Ok(()) };
    let next = tiff.walk(inner, |entry| match entry.tag {
        // 65535 is "uncalibrated", which exiftool writes with every date. It names no colour space; only the
        // interoperability directory, gamma or primaries, which are refused, would do that.
        COLOR_SPACE if entry.is(SHORT, 1) && [1, 0xffff].contains(&short(entry.value)?) => Ok(()),
        COLOR_SPACE => Err(Refused::new("gives the colours another meaning")),
        tag if EXPOSURE.contains(&tag) => Ok(()),
        _ => Err(entry.refused()),
    })?;
    if next == 0 { Ok(()) } else { Err(unreadable()) }
}

fn unreadable() -> Refused {
    Refused::new("holds EXIF data that cannot be read")
}

/// One entry of a directory.
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    /// Where its whole value is.
    value: usize,
}

impl Entry {
    fn is(&self, kind: u16, count: u32) -> bool {
        (self.kind, self.count) == (kind, count)
    }

    fn refused(&self) -> Refused {
        Refused::new(match self.tag {
            0x0201 | 0x0202 | 0x014a => "holds another picture".into(),
            0x013e | 0x013f | 0x0301 | 0xa500 | 0xa005 => {
                "gives the colours another meaning".into()
            }
            0x927c => "holds a maker's notes".into(),
            0x8825 => "holds a GPS position, in which something else could be hidden".into(),
            tag => format!("holds the EXIF tag {tag:#06x}, which is not known to be harmless"),
        })
    }
}

impl Tiff<'_> {
    /// Shows each entry of a directory to `look`, and returns the place of the next directory.
    fn walk(
        &self,
        directory: u32,
        mut look: impl FnMut(&Entry) -> Result<(), Refused>,
    ) -> Result<u32, Refused> {
        let short = |place| self.short(place).ok_or_else(unreadable);
        let long = |place| self.long(place).ok_or_else(unreadable);
        let start = usize::try_from(directory).map_err(|_| unreadable())?;
        let count = usize::from(short(start)?);
        let end = start + 2 + 12 * count;
        for place in (start + 2..end).step_by(12) {
            let kind = short(place + 2)?;
            let count = long(place + 4)?;
            let length = usize::from(kind)
                .checked_sub(1)
                .and_then(|kind| TYPE_BYTES.get(kind))
                .and_then(|bytes| usize::try_from(count).ok()?.checked_mul(*bytes))
                .ok_or_else(unreadable)?;
            let value = if length <= 4 {
                place + 8
            } else {
                usize::try_from(long(place + 8)?).map_err(|_| unreadable())?
            };
            self.data.get(value..).filter(|rest| rest.len() >= length).ok_or_else(unreadable)?;
            look(&Entry { tag: short(place)?, kind, count, value })?;
        }
        long(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tag, its type, the number of values, and their bytes.
    type Value = (u16, u16, u32, Vec<u8>);

    /// A directory that begins at `place`, followed by the values that do not fit into their entries.
    fn directory(place: usize, entries: &[Value], next: u32) -> Vec<u8> {
        let mut bytes = (entries.len() as u16).to_be_bytes().to_vec();
        let mut values: Vec<u8> = Vec::new();
        for (tag, kind, count, value) in entries {
            bytes.extend(tag.to_be_bytes());
            bytes.extend(kind.to_be_bytes());
            bytes.extend(count.to_be_bytes());
            if value.len() <= 4 {
                let mut padded = value.clone();
                padded.resize(4, 0);
                bytes.extend(padded);
            } else {
                let at = place + 6 + 12 * entries.len() + values.len();
                bytes.extend((at as u32).to_be_bytes());
                values.extend(value);
            }
        }
        bytes.extend(next.to_be_bytes());
        bytes.extend(values);
        bytes
    }

    /// EXIF of a first directory and, in it, an EXIF directory.
    fn exif(first: &[Value], inner: &[Value]) -> Vec<u8> {
        let mut first = first.to_vec();
        let mut data = b"MM\0*\0\0\0\x08".to_vec();
        if inner.is_empty() {
            data.extend(directory(8, &first, 0));
            return data;
        }
        first.push((EXIF_DIRECTORY, 4, 1, vec![0; 4]));
        let place = 8 + directory(8, &first, 0).len();
        let last = first.len() - 1;
        first[last].3 = (place as u32).to_be_bytes().to_vec();
        data.extend(directory(8, &first, 0));
        data.extend(directory(place, inner, 0));
        data
    }

    fn short(tag: u16, value: u16) -> Value {
        (tag, SHORT, 1, value.to_be_bytes().to_vec())
    }

    fn text(tag: u16, value: &str) -> Value {
        let bytes = [value.as_bytes(), &[0]].concat();
        (tag, TEXT, bytes.len() as u32, bytes)
    }

    fn ratio(tag: u16, value: u32) -> Value {
        let bytes = [value, 1].map(u32::to_be_bytes).concat();
        (tag, RATIONAL, 1, bytes)
    }

    fn why(first: &[Value], inner: &[Value]) -> String {
        check(&exif(first, inner)).expect_err("refused").0
    }

    #[test]
    fn who_what_when_and_how_are_harmless() {
        // The output of exiftool with a description, names, a date, an exposure and a lens.
        let first = [
            text(DESCRIPTION, "Boats in the harbour"),
            short(ORIENTATION, 1),
            ratio(X_RESOLUTION, 72),
            ratio(Y_RESOLUTION, 72),
            short(RESOLUTION_UNIT, 2),
            text(0x013b, "Jane"),
            short(SITING, 1),
            text(0x8298, "(c)"),
        ];
        let inner = [
            (0x829a, RATIONAL, 1, vec![0, 0, 0, 1, 0, 0, 0, 100]),
            (0x9000, 7, 4, b"0232".to_vec()),
            text(0x9003, "2026:01:02 03:04:05"),
            (0x9101, 7, 4, vec![1, 2, 3, 0]),
            (0xa000, 7, 4, b"0100".to_vec()),
            short(COLOR_SPACE, 0xffff),
            text(0xa434, "50 mm"),
        ];
        assert_eq!(check(&exif(&first, &inner)), Ok(()));
        assert_eq!(check(&exif(&[], &[short(COLOR_SPACE, 1)])), Ok(()));
        assert_eq!(check(&exif(&[], &[])), Ok(()));
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";
        assert_eq!(check(little), Ok(()));
    }

    #[test]
    fn what_a_viewer_obeys_is_refused() {
        for orientation in [0, 2, 3, 6, 8, 9] {
            assert!(why(&[short(ORIENTATION, orientation)], &[]).contains("turn"));
        }
        let twice = [short(ORIENTATION, 1), short(ORIENTATION, 6)];
        assert!(why(&twice, &[]).contains("turn"));
        assert!(why(&[(ORIENTATION, 4, 1, vec![0, 0, 0, 1])], &[]).contains("turn"));
        let uneven = [ratio(X_RESOLUTION, 72), ratio(Y_RESOLUTION, 144)];
        assert!(why(&uneven, &[]).contains("stretches"));
        assert!(why(&uneven[..1], &[]).contains("stretches"));
        let zero = [ratio(X_RESOLUTION, 0), ratio(Y_RESOLUTION, 0)];
        assert!(why(&zero, &[]).contains("stretches"));
        let twice = [ratio(X_RESOLUTION, 72), ratio(Y_RESOLUTION, 72), ratio(X_RESOLUTION, 1)];
        assert!(why(&twice, &[]).contains("stretches"));
        // Adobe RGB, and what indicates it besides the colour space itself.
        assert!(why(&[], &[short(COLOR_SPACE, 2)]).contains("colours"));
        assert!(why(&[], &[(0xa005, 4, 1, vec![0; 4])]).contains("colours"));
        assert!(why(&[], &[ratio(0xa500, 1)]).contains("colours"));
        assert!(why(&[ratio(0x013f, 1)], &[]).contains("colours"));
        // Dimensions of the pixels, from which Chrome computes a size; makers' notes; places; cameras.
        for tag in [0xa002, 0xa003] {
            assert!(why(&[], &[short(tag, 10)]).contains(&format!("{tag:#06x}")));
        }
        assert!(why(&[], &[(0x927c, 7, 1, vec![0])]).contains("maker's notes"));
        assert!(why(&[(0x8825, 4, 1, vec![0; 4])], &[]).contains("GPS"));
        assert!(why(&[text(0x0110, "M 11")], &[]).contains("0x0110"));
        assert!(why(&[(DESCRIPTION, 7, 2, vec![65, 0])], &[]).contains("0x010e"));
        // A tag of the inner directory in the first, and the other way round.
        assert!(why(&[text(0x9003, "2026")], &[]).contains("0x9003"));
        assert!(why(&[], &[short(ORIENTATION, 1)]).contains("0x0112"));
    }

    #[test]
    fn what_a_search_for_the_header_would_find_is_refused() {
        let good = exif(&[text(DESCRIPTION, "a boat")], &[]);
        assert_eq!(check_with_header(&[HEADER, &good].concat()), Ok(()));
        assert!(check_with_header(&good).is_err());
        let turned = [HEADER, &exif(&[short(ORIENTATION, 6)], &[])].concat();
        let hidden = exif(&[(DESCRIPTION, TEXT, turned.len() as u32, turned)], &[]);
        for refused in [check(&hidden), check_with_header(&[HEADER, &hidden].concat())] {
            assert!(refused.expect_err("refused").0.contains("inside"));
        }
    }

    #[test]
    fn thumbnails_are_refused() {
        let mut linked = b"MM\0*\0\0\0\x08".to_vec();
        linked.extend(directory(8, &[text(0x013b, "me")], 26));
        linked.extend(directory(26, &[(0x0201, 4, 1, vec![0; 4])], 0));
        assert!(check(&linked).expect_err("refused").0.contains("thumbnail"));
        assert!(why(&[(0x0201, 4, 1, vec![0; 4])], &[]).contains("another picture"));
    }

    #[test]
    fn what_is_not_there_as_a_whole_is_refused() {
        let whole = exif(&[text(DESCRIPTION, "a long description")], &[text(0x9003, "a date")]);
        assert_eq!(check(&whole), Ok(()));
        for length in 0..whole.len() {
            assert!(check(&whole[..length]).is_err(), "{length}");
        }
        for kind in [0, 11, 12, 13, 129] {
            assert!(check(&exif(&[(DESCRIPTION, kind, 1, vec![0])], &[])).is_err());
        }
        let huge = (DESCRIPTION, TEXT, u32::MAX, vec![0; 4]);
        assert!(check(&exif(&[huge], &[])).is_err());
        assert!(check(b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0").is_err());
        // The inner directory leads back to the first.
        let circle = exif(&[(EXIF_DIRECTORY, 4, 1, vec![0, 0, 0, 8])], &[]);
        assert!(check(&circle).is_err());
    }
}
