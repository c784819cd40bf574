//! What the file of a photo says, as cameras and programs wrote it: XMP first, then IIM, then EXIF. It is read so that
//! single fields can be copied from it, and nothing else of the file is taken.
//!
//! Photos are not held to the list of what a published picture may carry. What is readable counts.

use super::text::Date;
use super::{Captions, Carried, Field, Reading, iim};
use crate::format::jpeg::{Jpeg, is_jpeg};
use crate::format::png::{self, Png};
use crate::format::tiff::Tiff;

/// How the segment of a JPEG begins that holds EXIF.
const EXIF: &[u8] = b"Exif\0";

const DESCRIPTION: u16 = 0x010e;
const ARTIST: u16 = 0x013b;
const COPYRIGHT: u16 = 0x8298;
const EXIF_DIRECTORY: u16 = 0x8769;
const DATE_TIME_ORIGINAL: u16 = 0x9003;
const OFFSET_TIME_ORIGINAL: u16 = 0x9011;

/// The longest text that is taken from EXIF, in bytes.
const MAX_TEXT: usize = 1 << 16;

/// What a JPEG or PNG says; nothing if it is neither, or damaged.
pub fn read(file: &[u8]) -> Captions {
    let (carried, exif) = if is_jpeg(file) {
        let Ok(jpeg) = Jpeg::parse(file) else { return Captions::default() };
        let exif = jpeg.app(1).find(|payload| payload.starts_with(EXIF));
        let exif = exif.and_then(|payload| payload.get(6..));
        (Carried::of_segments(jpeg.header()), exif)
    } else {
        let Ok(png) = Png::parse(file) else { return Captions::default() };
        (Carried::of_png(&png), png::find_chunk(file, *b"eXIf"))
    };
    let Reading { mut captions, .. } = carried.reading();
    for (field, text) in exif.map(in_exif).unwrap_or_default().said() {
        if captions.get(field).is_none() {
            captions.set(field, Some(text.to_owned()));
        }
    }
    captions
}

/// What EXIF says: description, artist, copyright notice, and when the photo was taken.
fn in_exif(data: &[u8]) -> Captions {
    let mut captions = Captions::default();
    let Some(tiff) = Tiff::new(data) else { return captions };
    let Some(first) = tiff.long(4) else { return captions };
    for (tag, field) in
        [(DESCRIPTION, Field::Caption), (ARTIST, Field::Byline), (COPYRIGHT, Field::Copyright)]
    {
        captions.set(field, text(&tiff, first, tag));
    }
    let place = entry(&tiff, first, EXIF_DIRECTORY).and_then(|entry| tiff.long(entry + 8));
    captions.date_created = place.and_then(|directory| {
        let time = text(&tiff, directory, DATE_TIME_ORIGINAL)?;
        let (day, time) = time.split_once(' ')?;
        let moment = format!("{}T{time}", day.replace(':', "-"));
        let zone = text(&tiff, directory, OFFSET_TIME_ORIGINAL).unwrap_or_default();
        let known = |moment: &String| Date::parse(moment).is_some();
        Some(format!("{moment}{zone}")).filter(known).or(Some(moment).filter(known))
    });
    captions
}

/// The place of the first entry with this tag in a directory.
fn entry(tiff: &Tiff<'_>, directory: u32, tag: u16) -> Option<usize> {
    let start = usize::try_from(directory).ok()?;
    let count = usize::from(tiff.short(start)?);
    let mut places = (0..count).map(|index| start + 2 + 12 * index);
    places.find(|place| tiff.short(*place) == Some(tag))
}

/// The text of an entry up to its first zero, if it is one and not empty.
fn text(tiff: &Tiff<'_>, directory: u32, tag: u16) -> Option<String> {
    let entry = entry(tiff, directory, tag)?;
    let length = usize::try_from(tiff.long(entry + 4)?).ok()?;
    // 129 is the type of UTF-8 since EXIF 3.0.
    if !matches!(tiff.short(entry + 2)?, 2 | 129) || length > MAX_TEXT {
        return None;
    }
    let place =
        if length <= 4 { entry + 8 } else { usize::try_from(tiff.long(entry + 8)?).ok()? };
    let bytes = tiff.data.get(place..)?.get(..length)?;
    let text = iim::decoded(bytes.split(|byte| *byte == 0).next()?);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::jpeg::published::{PHOTOSHOP, XMP};
    use crate::format::metadata::iptc;

    /// EXIF with these texts in its first directory, and a date in its own.
    fn exif(texts: &[(u16, &str)], date: &str, zone: &str) -> Vec<u8> {
        let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
        let directory = |bytes: &mut Vec<u8>, texts: &[(u16, &str)], inner: bool| {
            let start = bytes.len();
            let count = texts.len() + usize::from(inner);
            let mut values = start + 2 + 12 * count + 4;
            bytes.extend((count as u16).to_be_bytes());
            for (tag, text) in texts {
                bytes.extend(tag.to_be_bytes());
                bytes.extend(2u16.to_be_bytes());
                bytes.extend((text.len() as u32).to_be_bytes());
                bytes.extend((values as u32).to_be_bytes());
                values += text.len();
            }
            if inner {
                bytes.extend(EXIF_DIRECTORY.to_be_bytes());
                bytes.extend(4u16.to_be_bytes());
                bytes.extend(1u32.to_be_bytes());
                bytes.extend((values as u32).to_be_bytes());
            }
            bytes.extend([0; 4]);
            texts.iter().for_each(|(_, text)| bytes.extend(text.as_bytes()));
        };
        directory(&mut bytes, texts, true);
        directory(&mut bytes, &[(DATE_TIME_ORIGINAL, date), (OFFSET_TIME_ORIGINAL, zone)], false);
        bytes
    }

    #[test]
    fn exif_says_what_the_others_do_not() {
        let texts =
            [(DESCRIPTION, "A harbour\0"), (ARTIST, "Søren\0    "), (COPYRIGHT, "      \0")];
        let exif = exif(&texts, "2026:05:14 10:20:33\0", "+02:00\0");
        let said = in_exif(&exif);
        assert_eq!(said.caption.as_deref(), Some("A harbour"));
        assert_eq!(said.byline.as_deref(), Some("Søren"));
        assert_eq!(said.copyright, None);
        assert_eq!(said.date_created.as_deref(), Some("2026-05-14T10:20:33+02:00"));
        for length in 0..exif.len() {
            in_exif(&exif[..length]);
        }

        let segment = |marker: u8, parts: &[&[u8]]| {
            let content = parts.concat();
            let length = (content.len() as u16 + 2).to_be_bytes();
            [&[0xff, marker], &length[..], &content].concat()
        };
        let iim = iim::write(
            None,
            &Captions {
                byline: Some("Jane".into()),
                city: Some("Oslo".into()),
                ..Captions::default()
            },
        );
        let packet = super::super::xmp::write(
            None,
            &Captions { city: Some("Bergen".into()), ..Captions::default() },
        );
        let jpeg = [
            b"\xff\xd8".to_vec(),
            segment(0xe1, &[b"Exif\0\0", &exif]),
            segment(0xed, &[PHOTOSHOP, &iptc::resource(&iim.expect("data sets"))]),
            segment(0xe1, &[XMP, packet.expect("a packet").as_bytes()]),
            b"\xff\xd9".to_vec(),
        ]
        .concat();
        let said = read(&jpeg);
        let expected = Captions {
            caption: Some("A harbour".into()),
            byline: Some("Jane".into()),
            city: Some("Bergen".into()),
            date_created: Some("2026-05-14T10:20:33+02:00".into()),
            ..Captions::default()
        };
        assert_eq!(said, expected);
        assert_eq!(read(b"text"), Captions::default());
    }

    #[test]
    fn a_zone_that_cannot_be_read_is_left_out() {
        let said = in_exif(&exif(&[], "2026:05:14 10:20:33\0", "   :  \0"));
        assert_eq!(said.date_created.as_deref(), Some("2026-05-14T10:20:33"));
        let said = in_exif(&exif(&[], "0000:00:00 00:00:00\0", ""));
        assert_eq!(said.date_created, None);
    }
}
