//! The fields in IPTC's older form, the Information Interchange Model (IIM, version 4.2): data sets of at most so many
//! bytes, in a resource of Photoshop's.

use std::borrow::Cow;

use super::field::{Captions, Field, Reading};
use super::text::{Date, NAMES, names};

/// How a resource of Photoshop's begins.
const SIGNATURE: &[u8] = b"8BIM";
/// The resource that holds data sets.
const NUMBER: u16 = 0x0404;
/// The first byte of a data set.
const MARK: u8 = 0x1c;
/// Data set 1:90 of texts that are UTF-8.
const UTF8: &[u8] = b"\x1b%G";

/// The data set of a field in record 2, and the most bytes that it holds. There is none for the source type.
fn data_set(field: Field) -> Option<(u8, usize)> {
    Some(match field {
        Field::Headline => (105, 256),
        Field::Caption => (120, 2000),
        Field::Byline => (80, 32),
        Field::Credit => (110, 32),
        Field::Copyright => (116, 128),
        Field::Source => (115, 32),
        Field::City => (90, 32),
        Field::Country => (101, 64),
        Field::DateCreated => (DATE, 8),
        Field::SourceType => return None,
        Field::Instructions => (40, 256),
    })
}

const DATE: u8 = 55;
const TIME: u8 = 60;

/// One data set.
struct DataSet<'a> {
    record: u8,
    number: u8,
    value: Cow<'a, [u8]>,
}

/// The data sets at the beginning of some bytes, up to the first that is not whole.
fn data_sets(mut bytes: &[u8]) -> impl Iterator<Item = DataSet<'_>> {
    std::iter::from_fn(move || {
        let &[MARK, record, number, high, low, ref rest @ ..] = bytes else { return None };
        let short = u16::from_be_bytes([high, low]);
        // From 32,768 on, it is the length of the length.
        let (length, rest) = match short {
            0x8004 => {
                let (length, rest) = rest.split_first_chunk::<4>()?;
                (usize::try_from(u32::from_be_bytes(*length)).ok()?, rest)
            }
            0x8000.. => return None,
            short => (usize::from(short), rest),
        };
        let (value, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some(DataSet { record, number, value: Cow::Borrowed(value) })
    })
}

/// The data sets among resources of Photoshop's.
pub(super) fn in_resources(mut resources: &[u8]) -> Option<&[u8]> {
    loop {
        let rest = resources.strip_prefix(SIGNATURE)?;
        let (number, rest) = rest.split_first_chunk::<2>()?;
        // A name with its length, padded to an even number of bytes; then the content, padded, too.
        let name = 1 + usize::from(*rest.first()?);
        let rest = rest.get(name.next_multiple_of(2)..)?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let content = rest.get(..length)?;
        if u16::from_be_bytes(*number) == NUMBER {
            return Some(content);
        }
        resources = rest.get(length.next_multiple_of(2)..)?;
    }
}

/// What data sets say; of a field that is there twice, the first counts here, and in some programs the last.
pub(super) fn reading(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let sets: Vec<_> = data_sets(bytes).filter(|set| set.record == 2).collect();
    let text = |set: &DataSet<'_>| {
        let text = decoded(&set.value).replace("\r\n", "\n").replace('\r', "\n");
        // Some programs end texts with a zero, as C does.
        text.trim_end_matches('\0').trim().to_owned()
    };
    for field in Field::ALL {
        let Some((number, _)) = data_set(field) else { continue };
        let mut texts = sets
            .iter()
            .filter(|set| set.number == number)
            .map(text)
            .filter(|text| !text.is_empty());
        let said = match field {
            Field::Byline => Some(texts.collect::<Vec<_>>().join(NAMES)),
            _ => {
                let first = texts.next();
                if texts.any(|text| first.as_ref() != Some(&text)) {
                    reading.differing.push(field);
                }
                first
            }
        };
        let said = match field {
            Field::DateCreated => {
                let time = sets.iter().find(|set| set.number == TIME).map(text);
                said.map(|date| moment(&date, time.as_deref()))
            }
            _ => said,
        };
        reading.captions.set(field, said.filter(|said| !said.is_empty()));
    }
    reading
}

/// A text of a data set. Whatever is not UTF-8 was written when each system had its own encoding; that of Western
/// Europe is the likeliest.
pub(super) fn decoded(value: &[u8]) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().map(|byte| WINDOWS_1252[usize::from(*byte)]).collect(),
    }
}

/// The characters of Windows-1252, with the control characters of Latin 1 in its gaps.
const WINDOWS_1252: [char; 256] = {
    let mut characters = ['\0'; 256];
    let mut byte = 0;
    while byte < 256 {
        characters[byte] = byte as u8 as char;
        byte += 1;
    }
    let different = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let mut index = 0;
    while index < different.len() {
        characters[0x80 + index] = different[index];
        index += 1;
    }
    characters
};

/// A date such as `20260514` and a time such as `102033+0200`, as XMP has them; the date alone if there is no such
/// time. A date that cannot be read stays as it is.
fn moment(date: &str, time: Option<&str>) -> String {
    let whole = (date.len() == 8 && date.is_ascii()).then(|| (&date[..4], &date[4..6], &date[6..]));
    let Some((year, month, day)) = whole else { return date.to_owned() };
    let date = match (month, day) {
        ("00", _) => year.to_owned(),
        (month, "00") => format!("{year}-{month}"),
        (month, day) => format!("{year}-{month}-{day}"),
    };
    let time = time.filter(|time| time.len() == 11 && time.is_ascii()).map(|time| {
        let (clock, zone) = time.split_at(6);
        let zone = format!("{}:{}", &zone[..3], &zone[3..]);
        format!("{date}T{}:{}:{}{zone}", &clock[..2], &clock[2..4], &clock[4..])
    });
    time.filter(|moment| Date::parse(moment).is_some()).unwrap_or(date)
}

/// Whether a field says the same in XMP and in data sets. A text that was cut to the length of its data set does.
pub(super) fn agrees(field: Field, xmp: &str, iim: &str) -> bool {
    let same = |xmp: &str, iim: &str| {
        let most = data_set(field).map_or(0, |(_, most)| most);
        // A character of four bytes may have been left out whole.
        xmp.trim() == iim || (xmp.starts_with(iim) && iim.len() + 4 > most)
    };
    match (field, Date::parse(xmp), Date::parse(iim)) {
        (Field::DateCreated, Some(xmp), Some(iim)) => xmp.agrees(&iim),
        (Field::Byline, ..) => {
            let (xmp, iim): (Vec<_>, Vec<_>) = (names(xmp).collect(), names(iim).collect());
            xmp.len() == iim.len() && xmp.iter().zip(&iim).all(|(xmp, iim)| same(xmp, iim))
        }
        _ => same(xmp, iim),
    }
}

/// The values of a field's data sets: none if one of them is too long, because a part of a credit, or some of the names
/// of a byline, would be worse than nothing.
fn values(field: Field, text: &str) -> Option<Vec<String>> {
    let (_, most) = data_set(field)?;
    let values: Vec<String> = match field {
        Field::Byline => names(text).map(str::to_owned).collect(),
        Field::DateCreated => {
            let Date { year, month, day, .. } = Date::parse(text)?;
            vec![format!("{year:04}{:02}{:02}", month.unwrap_or(0), day.unwrap_or(0))]
        }
        _ => vec![text.to_owned()],
    };
    values.iter().all(|value| value.len() <= most).then_some(values)
}

/// The time of a date, if its zone is known; a data set cannot say it without.
fn time(text: &str) -> Option<String> {
    let Date { time: Some([hour, minute, second]), zone: Some(zone), .. } = Date::parse(text)?
    else {
        return None;
    };
    let zone = if zone == "Z" { "+0000".into() } else { zone.replace(':', "") };
    Some(format!("{hour:02}{minute:02}{second:02}{zone}"))
}

/// Whether the data sets have room for what a field says. They have none for a source type, which nobody expects there.
pub(super) fn has_room(captions: &Captions, field: Field) -> bool {
    captions
        .get(field)
        .is_none_or(|text| data_set(field).is_none() || values(field, text).is_some())
}

/// Data sets that say these captions, as far as there is room, and besides them what the given ones say; none if that
/// is nothing. Texts become UTF-8, and 1:90 says so.
pub(super) fn write(before: Option<&[u8]>, captions: &Captions) -> Option<Vec<u8>> {
    let is_ours = |set: &DataSet<'_>| match (set.record, set.number) {
        (1, 90) | (2, 0 | TIME) => true,
        (2, number) => Field::ALL.into_iter().filter_map(data_set).any(|(ours, _)| number == ours),
        _ => false,
    };
    let mut sets: Vec<DataSet<'_>> =
        before.into_iter().flat_map(data_sets).filter(|set| !is_ours(set)).collect();
    for set in &mut sets {
        // Record 1 holds numbers; record 2 holds texts.
        if set.record == 2 && std::str::from_utf8(&set.value).is_err() {
            set.value = Cow::Owned(decoded(&set.value).into_bytes());
        }
    }
    let mut add = |number: u8, value: String| {
        sets.push(DataSet { record: 2, number, value: Cow::Owned(value.into_bytes()) });
    };
    for (field, text) in captions.said() {
        let Some((number, _)) = data_set(field) else { continue };
        values(field, text).into_iter().flatten().for_each(|value| add(number, value));
        if field == Field::DateCreated {
            time(text).into_iter().for_each(|time| add(TIME, time));
        }
    }
    if sets.iter().all(|set| set.record == 1) {
        return None;
    }
    // The version of record 2.
    sets.push(DataSet { record: 2, number: 0, value: Cow::Borrowed(&[0, 4]) });
    sets.push(DataSet { record: 1, number: 90, value: Cow::Borrowed(UTF8) });
    // Records come in order; in one, the order of data sets with the same number says something.
    sets.sort_by_key(|set| (set.record, set.number));
    let mut bytes = Vec::new();
    for DataSet { record, number, value } in sets {
        let length = u16::try_from(value.len()).ok().filter(|length| *length < 0x8000);
        // What is that long was not written by this program, and is refused in published pictures.
        let Some(length) = length else { continue };
        bytes.extend([MARK, record, number]);
        bytes.extend(length.to_be_bytes());
        bytes.extend_from_slice(&value);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::metadata::iptc::{check, resource};

    fn set(record: u8, number: u8, value: &[u8]) -> Vec<u8> {
        let length = (value.len() as u16).to_be_bytes();
        [&[MARK, record, number], &length[..], value].concat()
    }

    fn read(bytes: &[u8]) -> Captions {
        reading(bytes).captions
    }

    fn captions(said: &[(Field, &str)]) -> Captions {
        let mut captions = Captions::default();
        for (field, text) in said {
            captions.set(*field, Some((*text).to_owned()));
        }
        captions
    }

    #[test]
    fn what_fits_is_written_and_read() {
        let all = captions(&[
            (Field::Headline, "Boats"),
            (Field::Caption, "Two boats.\nTwo “men”."),
            (Field::Byline, "Jane Doe; Søren Å"),
            (Field::Credit, "Gazette"),
            (Field::Copyright, "© 2026 Gazette"),
            (Field::Source, "Gazette"),
            (Field::City, "Ålesund"),
            (Field::Country, "Norway"),
            (Field::DateCreated, "2026-05-14T10:20:33+02:00"),
            (Field::Instructions, "Mandatory credit."),
        ]);
        let sets = write(None, &all).expect("data sets");
        assert_eq!(check(&resource(&sets)), Ok(()));
        assert_eq!(in_resources(&resource(&sets)), Some(&sets[..]));
        assert_eq!(read(&sets), all);
        assert!(sets.starts_with(&set(1, 90, UTF8)));
        assert_eq!(write(Some(&sets), &all), Some(sets.clone()));
        assert_eq!(write(Some(&sets), &Captions::default()), None);
        let source = captions(&[(Field::SourceType, "x")]);
        assert_eq!(write(None, &source), None);
        assert!(has_room(&source, Field::SourceType));
    }

    #[test]
    fn a_field_that_says_two_things_is_told() {
        let twice =
            [set(2, 80, b"Jo"), set(2, 90, b"Oslo"), set(2, 80, b"Al"), set(2, 90, b"Bergen")];
        let said = captions(&[(Field::Byline, "Jo; Al"), (Field::City, "Oslo")]);
        let found = reading(&twice.concat());
        assert_eq!(found, Reading { captions: said.clone(), differing: vec![Field::City] });
        let same = [&twice[..3], &[set(2, 90, b"Oslo")]].concat().concat();
        assert_eq!(reading(&same), Reading { captions: said, differing: Vec::new() });
    }

    /// A credit decides who is paid, so no part of it stands for the whole.
    #[test]
    fn what_is_too_long_is_left_out_whole() {
        for (field, fits, too_long) in [
            (Field::Credit, "c".repeat(32), "c".repeat(33)),
            (Field::Credit, "é".repeat(16), "é".repeat(17)),
            (
                Field::Byline,
                format!("{0}; {0}", "n".repeat(32)),
                format!("Jane; {}", "n".repeat(33)),
            ),
            (Field::Caption, "c".repeat(2000), "c".repeat(2001)),
            (Field::Country, "c".repeat(64), "c".repeat(65)),
        ] {
            let city = (Field::City, "Oslo");
            let fitting = captions(&[city, (field, &fits)]);
            assert!(has_room(&fitting, field));
            assert_eq!(read(&write(None, &fitting).expect("data sets")), fitting);
            let long = captions(&[city, (field, &too_long)]);
            assert!(!has_room(&long, field));
            let before = write(None, &fitting);
            let written = write(before.as_deref(), &long).expect("data sets");
            assert_eq!(read(&written), captions(&[city]));
        }
    }

    #[test]
    fn what_others_wrote_stays() {
        let before = [
            set(1, 0, &[0, 4]),
            set(2, 0, &[0, 2]),
            set(2, 5, b"M\xfcller\x80"),
            set(2, 25, b"harbour"),
            set(2, 25, b"boats"),
            set(2, 90, b"Troms\xf8\0"),
            set(2, 120, b"One.\rTwo."),
        ]
        .concat();
        let mut said = captions(&[(Field::City, "Tromsø"), (Field::Caption, "One.\nTwo.")]);
        assert_eq!(read(&before), said);
        said.city = Some("Bodø".into());
        said.caption = None;
        let written = write(Some(&before), &said).expect("data sets");
        let expected = [
            set(1, 0, &[0, 4]),
            set(1, 90, UTF8),
            set(2, 0, &[0, 4]),
            set(2, 5, "Müller€".as_bytes()),
            set(2, 25, b"harbour"),
            set(2, 25, b"boats"),
            set(2, 90, "Bodø".as_bytes()),
        ];
        assert_eq!(written, expected.concat());
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        for (date, sets, back) in [
            ("2026", vec![(DATE, "20260000")], "2026"),
            ("2026-05", vec![(DATE, "20260500")], "2026-05"),
            ("2026-05-14T10:20", vec![(DATE, "20260514")], "2026-05-14"),
            (
                "2026-05-14T10:20:33.5Z",
                vec![(DATE, "20260514"), (TIME, "102033+0000")],
                "2026-05-14T10:20:33+00:00",
            ),
        ] {
            let written = write(None, &captions(&[(Field::DateCreated, date)])).expect("data sets");
            for (number, value) in sets {
                let set = set(2, number, value.as_bytes());
                assert!(written.windows(set.len()).any(|window| window == set), "{date}");
            }
            let read = read(&written).date_created.expect("a date");
            assert_eq!(read, back);
            assert!(agrees(Field::DateCreated, date, &read));
        }
        assert_eq!(moment("14.05.2026", Some("10:20")), "14.05.2026");
        assert_eq!(moment("20260514", Some("102033")), "2026-05-14");
        assert!(!agrees(Field::DateCreated, "2026-05-14", "2026-05-15"));
    }

    #[test]
    fn a_text_that_was_cut_does_not_contradict() {
        let long = "c".repeat(40);
        assert!(agrees(Field::Credit, &long, &long[..32]));
        assert!(agrees(Field::Credit, &"é".repeat(40), &"é".repeat(15)));
        assert!(!agrees(Field::Credit, &long, &long[..20]));
        assert!(!agrees(Field::Credit, "Gazette", "Tribune"));
        assert!(agrees(Field::Byline, "Jane;Bob", "Jane; Bob"));
        assert!(!agrees(Field::Byline, "Jane; Bob", "Jane"));
    }

    #[test]
    fn broken_data_sets_are_read_as_far_as_they_go() {
        let whole = [set(2, 90, b"Oslo"), set(2, 101, b"Norway")].concat();
        for length in 0..whole.len() {
            let city = captions(&[(Field::City, "Oslo")]);
            assert_eq!(read(&whole[..length]), if length < 9 { Captions::default() } else { city });
        }
        let long = [&[MARK, 2, 90, 0x80, 4, 0, 0, 0, 4][..], b"Oslo"].concat();
        assert_eq!(read(&long).city.as_deref(), Some("Oslo"));
        let other = b"8BIM\x04\x25\x01a\0\0\0\x01x\0";
        let both = [&other[..], &resource(&whole)].concat();
        assert_eq!(in_resources(&both), Some(&whole[..]));
        for length in 0..both.len() - 1 {
            assert_eq!(in_resources(&both[..length]), None, "{length}");
        }
    }
}
