//! What a photo's EXIF data say about how it is to be shown, and when it was taken.
//!
//! Cameras and programs write directories with flaws, such as pointers outside the data and entries of impossible
//! types. Photo viewers use what is readable, and so does this reader. For pictures that carry a proof,
//! [`crate::format::metadata::exif`] reads every byte.

pub mod personal;

use jiff::tz::Offset;
use thiserror::Error;

use crate::format::capture_record::{Clock, Moment};
use crate::format::jpeg::Jpeg;
use crate::format::tiff::Tiff;

const ORIENTATION: u16 = 0x0112;
const COLOR_SPACE: u16 = 0xa001;
const DATE_TIME_ORIGINAL: u16 = 0x9003;
const OFFSET_TIME_ORIGINAL: u16 = 0x9011;
const INTEROPERABILITY_INDEX: u16 = 0x0001;
const EXIF_DIRECTORY: u16 = 0x8769;
const INTEROPERABILITY_DIRECTORY: u16 = 0xa005;

/// Nothing in the EXIF data can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the EXIF data are broken")]
pub struct BrokenExif;

/// What is read of a photo's EXIF data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exif {
    /// The orientation of the picture itself; 1 is upright.
    pub orientation: Option<u32>,
    /// Whether there is an orientation that is not one whole number.
    pub orientation_unreadable: bool,
    /// The colour space: 1 is sRGB, 65535 is another.
    pub color_space: Option<u32>,
    /// Whether the file follows DCF's option for Adobe RGB: interoperability index R03.
    pub says_adobe_rgb: bool,
    /// When the picture was taken. Times before 1970 and dates that do not exist are none.
    pub taken: Option<Moment>,
}

impl Exif {
    /// The colour space that stands for "none of those that have a number".
    pub const UNCALIBRATED: u32 = 0xffff;
    /// The number that many programs write for Adobe RGB, although the standard has none.
    pub const ADOBE_RGB: u32 = 2;

    /// Reads what can be read. It looks at the first directory, then EXIF's own, then that of interoperability; of
    /// an entry that occurs twice, the first counts. No other pointers are followed.
    ///
    /// # Errors
    /// If not even the number of entries in the first directory can be read.
    pub fn read(data: &[u8]) -> Result<Self, BrokenExif> {
        let tiff = Tiff::new(data).ok_or(BrokenExif)?;
        let first = tiff.first_directory().ok_or(BrokenExif)?;
        let mut exif = Exif::default();
        if let Some(entry) = tiff.entry(first, ORIENTATION) {
            exif.orientation = tiff.number(entry);
            exif.orientation_unreadable = exif.orientation.is_none();
        }
        let Some(directory) = tiff.pointer(first, EXIF_DIRECTORY) else {
            return Ok(exif);
        };
        let text = |tag| tiff.text(tiff.entry(directory, tag)?);
        exif.color_space = tiff.entry(directory, COLOR_SPACE).and_then(|entry| tiff.number(entry));
        exif.taken = text(DATE_TIME_ORIGINAL)
            .and_then(|time| moment(&time, text(OFFSET_TIME_ORIGINAL).as_deref()));
        exif.says_adobe_rgb = tiff
            .pointer(directory, INTEROPERABILITY_DIRECTORY)
            .and_then(|directory| tiff.text(tiff.entry(directory, INTEROPERABILITY_INDEX)?))
            .is_some_and(|index| index == "R03");
        Ok(exif)
    }
}

/// The blocks of EXIF data in a JPEG, of which the first counts.
pub(crate) fn blocks<'a>(jpeg: &'a Jpeg<'a>) -> impl Iterator<Item = &'a [u8]> {
    // Five letters and two bytes, of which the last is not always zero.
    jpeg.app(1).filter_map(|segment| segment.starts_with(b"Exif\0").then(|| segment.get(6..))?)
}

/// A time as EXIF writes it, `2026:05:14 10:20:33`, in a time zone such as `+02:00` if a readable one is given.
fn moment(time: &str, zone: Option<&str>) -> Option<Moment> {
    let (date, time) = time.trim().split_once([' ', 'T'])?;
    let [year, month, day] = numbers(date)?;
    let [hour, minute, second] = numbers(time)?;
    let local = jiff::civil::DateTime::new(
        year,
        month.try_into().ok()?,
        day.try_into().ok()?,
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        second.try_into().ok()?,
        0,
    )
    .ok()?;
    let zone = zone.and_then(offset);
    let time = zone.unwrap_or(Offset::UTC).to_timestamp(local).ok()?;
    Some(Moment {
        time: u64::try_from(time.as_second()).ok()?,
        clock: if zone.is_some() { Clock::Exif } else { Clock::ExifLocal },
    })
}

/// Three numbers with a separator between them.
fn numbers(text: &str) -> Option<[i16; 3]> {
    let mut numbers = text.split([':', '-', '/']).map(|digits| {
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| all_digits)
    });
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}

/// A difference from UTC, such as `+02:00`; at most 14 hours, the most that time zones have.
fn offset(text: &str) -> Option<Offset> {
    let text = text.trim();
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let number = |digits: &str| -> Option<i32> {
        let two_digits = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| two_digits)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * 60 * (60 * hours + minutes)).ok()
}

impl Tiff<'_> {
    /// Where the first directory is, if its number of entries lies within the data.
    fn first_directory(&self) -> Option<usize> {
        let place = usize::try_from(self.long(4)?).ok()?;
        self.short(place).map(|_| place)
    }

    /// Where the first entry with this tag is in a directory, among the entries that lie within the data.
    fn entry(&self, directory: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.short(directory)?);
        (0..count)
            .map(|index| directory + 2 + 12 * index)
            .take_while(|entry| entry + 12 <= self.data.len())
            .find(|entry| self.short(*entry) == Some(tag))
    }

    /// The place of the directory that this entry points to, if that is within the data.
    fn pointer(&self, directory: usize, tag: u16) -> Option<usize> {
        let place = self.number(self.entry(directory, tag)?)?;
        let place = usize::try_from(place).ok()?;
        (place < self.data.len()).then_some(place)
    }

    /// The text that an entry holds, up to its first zero; none if it is not there or not ASCII.
    fn text(&self, entry: usize) -> Option<String> {
        let kind = self.short(entry + 2)?;
        let length = usize::try_from(self.long(entry + 4)?).ok()?;
        // ASCII; some programs write the times as undefined bytes.
        if !matches!(kind, 2 | 7) || length > 64 {
            return None;
        }
        let place =
            if length <= 4 { entry + 8 } else { usize::try_from(self.long(entry + 8)?).ok()? };
        let bytes = self.data.get(place..)?.get(..length)?;
        let text = bytes.split(|byte| *byte == 0).next()?;
        text.is_ascii().then(|| String::from_utf8_lossy(text).into_owned())
    }

    /// The one number that an entry holds: a byte, a short, a long, or the place of a directory.
    fn number(&self, entry: usize) -> Option<u32> {
        match (self.short(entry + 2)?, self.long(entry + 4)?) {
            (1, 1) => self.bytes(entry + 8).map(|[byte]| byte.into()),
            (3, 1) => self.short(entry + 8).map(u32::from),
            (4 | 13, 1) => self.long(entry + 8),
            _ => None,
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
    fn photos_with_flaws_are_read_as_far_as_they_go() {
        let read = |directories: &[Vec<u8>]| Exif::read(&big_endian(directories));
        let turned = Exif { orientation: Some(6), ..Exif::default() };
        let far = |tag| pointer(tag, u32::MAX);
        for entries in [
            vec![short(ORIENTATION, 6)],
            vec![short(ORIENTATION, 6), short(ORIENTATION, 3)],
            vec![short(ORIENTATION, 6), far(EXIF_DIRECTORY), far(0x8825), far(0xa005)],
            vec![short(ORIENTATION, 6), (EXIF_DIRECTORY, 3, 0, [0; 4])],
            vec![short(ORIENTATION, 6), (0x010f, 99, 9, [255; 4])],
        ] {
            // No second directory, one outside of the data, and the first one again.
            for next in [0, u32::MAX, 8] {
                assert_eq!(read(&[directory(&entries, next)]), Ok(turned), "{entries:?}");
            }
        }
        // Cut off after the orientation.
        let cut = big_endian(&[directory(&[short(ORIENTATION, 6), short(0x0128, 2)], 0)]);
        for length in 22..cut.len() {
            assert_eq!(Exif::read(&cut[..length]), Ok(turned), "{length}");
        }
        let thumbnail = read(&[directory(&[], 14), directory(&[short(ORIENTATION, 8)], 0)]);
        assert_eq!(thumbnail, Ok(Exif::default()));
        let unreadable = read(&[directory(&[(ORIENTATION, 2, 2, *b"6\0\0\0")], 0)]);
        let expected = Exif { orientation_unreadable: true, ..Exif::default() };
        assert_eq!(unreadable, Ok(expected));
        for data in [&b""[..], b"MM\0*", b"MM\0*\0\0\0\x08", b"MM\0*\xff\xff\xff\xff", b"text"] {
            assert_eq!(Exif::read(data), Err(BrokenExif));
        }
    }

    #[test]
    fn times_are_read_with_their_zone() {
        // 2026-05-14 10:20:33 UTC.
        let utc = 1_778_754_033;
        for (time, zone, expected) in [
            ("2026:05:14 10:20:33", None, Some((utc, Clock::ExifLocal))),
            ("2026-05-14T10:20:33", None, Some((utc, Clock::ExifLocal))),
            ("2026:05:14 10:20:33", Some("+02:00"), Some((utc - 7200, Clock::Exif))),
            ("2026:05:14 10:20:33", Some("-05:30"), Some((utc + 19800, Clock::Exif))),
            ("2026:05:14 10:20:33", Some("Z"), Some((utc, Clock::Exif))),
            ("2026:05:14 10:20:33", Some("+15:00"), Some((utc, Clock::ExifLocal))),
            ("2026:05:14 10:20:33", Some("   :  "), Some((utc, Clock::ExifLocal))),
            ("1970:01:01 00:00:00", None, Some((0, Clock::ExifLocal))),
            ("1969:12:31 23:59:59", None, None),
            ("0000:00:00 00:00:00", None, None),
            ("    :  :     :  :  ", None, None),
            ("2026:02:30 10:20:33", None, None),
            ("2026:05:14 24:00:00", None, None),
            ("2026:05:14 +1:20:33", None, None),
            ("2026:05:14", None, None),
            ("", None, None),
        ] {
            let moment = moment(time, zone).map(|moment| (moment.time, moment.clock));
            assert_eq!(moment, expected, "{time:?} {zone:?}");
        }
    }
}
