//! What the fields may say. Whatever is refused here could not be shown as it is, or would be lost on the way.

use std::borrow::Cow;

use jiff::civil;

use super::error::CaptionError;
use super::field::Field;
use crate::system::text;

/// The address of the IPTC's list of digital source types, to which the name of a term is appended.
pub const SOURCE_TYPES: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// The terms of that list (NewsCodes of October 2024), without those that are retired.
pub const SOURCE_TYPE_TERMS: [&str; 17] = [
    "digitalCapture",
    "computationalCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
    "humanEdits",
    "algorithmicallyEnhanced",
    "digitalCreation",
    "dataDrivenMedia",
    "trainedAlgorithmicMedia",
    "algorithmicMedia",
    "screenCapture",
    "virtualRecording",
    "composite",
    "compositeCapture",
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
];

/// A text as it is written into a field; none if it is empty.
///
/// # Errors
/// Why it cannot be written.
pub(super) fn checked(field: Field, text: &str) -> Result<Option<String>, CaptionError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let checked = match field {
        Field::DateCreated => date(text),
        Field::SourceType => source_type(text),
        _ => prose(field, text),
    };
    checked.map(Some).map_err(|why| CaptionError::Field { field, why })
}

fn date(text: &str) -> Result<String, Cow<'static, str>> {
    match Date::parse(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(
            "is not a date; write it as 2026-05-14, or with a time as 2026-05-14T10:20:33+02:00"
                .into(),
        ),
    }
}

/// The address of a term; `text` is that address, or the term alone.
fn source_type(text: &str) -> Result<String, Cow<'static, str>> {
    let address = text.replacen("https://", "http://", 1);
    let term = address.strip_prefix(SOURCE_TYPES).unwrap_or(&address);
    let known = SOURCE_TYPE_TERMS.iter().find(|known| known.eq_ignore_ascii_case(term));
    match known {
        Some(known) => Ok(format!("{SOURCE_TYPES}{known}")),
        None => Err(format!(
            "is none of the terms of the IPTC; write one of these: {}",
            SOURCE_TYPE_TERMS.join(", ")
        )
        .into()),
    }
}

fn prose(field: Field, text: &str) -> Result<String, Cow<'static, str>> {
    let most = match field {
        Field::Caption => 8000,
        _ => 2000,
    };
    let length = text.chars().count();
    if length > most {
        return Err(format!(
            "has {length} characters, and at most {most} can be written; shorten it"
        )
        .into());
    }
    let lines = matches!(field, Field::Caption | Field::Copyright | Field::Instructions);
    for character in text.chars() {
        let allowed = match character {
            '\n' | '\t' => lines,
            // Persian, Arabic, Hebrew, the scripts of India and coloured signs need these.
            '\u{200c}'..='\u{200f}' | '\u{061c}' | '\u{fe0f}' => true,
            // XML has no such characters.
            '\u{fffe}' | '\u{ffff}' => false,
            _ => !text::is_invisible(character),
        };
        if allowed {
            continue;
        }
        return Err(match character {
            '\n' => "has more than one line; write it in one".into(),
            _ => format!(
                "contains a character that cannot be seen, or that changes how others are shown (U+{:04X}); remove it",
                u32::from(character)
            )
            .into(),
        });
    }
    if !text::is_visible(text) {
        return Err("consists of characters that cannot be seen".into());
    }
    Ok(match field {
        Field::Byline => names(text).collect::<Vec<_>>().join(NAMES),
        _ => text.to_owned(),
    })
}

/// What stands between two names of a byline, as the Metadata Working Group recommends.
pub(super) const NAMES: &str = "; ";

/// The names of a byline.
pub(super) fn names(byline: &str) -> impl Iterator<Item = &str> {
    byline.split(';').map(str::trim).filter(|name| !name.is_empty())
}

/// A date, as exact as it is known (ISO 8601 as XMP profiles it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// Hour, minute and second.
    pub(super) time: Option<[i8; 3]>,
    /// The time zone: `Z`, or a sign with hours and minutes, such as `+02:00`.
    pub(super) zone: Option<String>,
}

impl Date {
    /// Reads `2026`, `2026-05`, `2026-05-14`, `2026-05-14T10:20` or `2026-05-14T10:20:33`; the last two also with
    /// fractions of a second and a time zone.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (day, time) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let mut parts = day.split('-');
        let year = digits::<4>(parts.next()?)?;
        let month = parts.next().map(digits::<2>).map_or(Some(None), |part| part.map(Some))?;
        let number = parts.next().map(digits::<2>).map_or(Some(None), |part| part.map(Some))?;
        let month = month.map(|month| month as i8);
        let number = number.map(|number| number as i8);
        let exists = civil::Date::new(year, month.unwrap_or(1), number.unwrap_or(1)).is_ok();
        if parts.next().is_some() || !exists || year == 0 {
            return None;
        }
        let mut date = Date { year, month, day: number, time: None, zone: None };
        if let Some(time) = time {
            number?;
            let (clock, zone) = match time.find(['Z', '+', '-']) {
                Some(place) => (&time[..place], Some(&time[place..])),
                None => (time, None),
            };
            date.time = Some(clock_time(clock)?);
            date.zone = zone
                .map(|zone| is_zone(zone).then(|| zone.to_owned()))
                .map_or(Some(None), |zone| zone.map(Some))?;
        }
        Some(date)
    }

    /// Whether both can be the same moment: what one says more exactly counts for both.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        self.year == other.year
            && same(&self.month, &other.month)
            && same(&self.day, &other.day)
            && same(&self.time, &other.time)
    }
}

fn clock_time(clock: &str) -> Option<[i8; 3]> {
    let mut parts = clock.split(':');
    let hour = digits::<2>(parts.next()?)?;
    let minute = digits::<2>(parts.next()?)?;
    let second = match parts.next() {
        None => 0,
        Some(second) => {
            let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
            let is_number =
                !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            digits::<2>(whole).filter(|_| is_number)?
        }
    };
    let exists = parts.next().is_none() && hour < 24 && minute < 60 && second < 60;
    exists.then_some([hour as i8, minute as i8, second as i8])
}

fn is_zone(zone: &str) -> bool {
    if zone == "Z" {
        return true;
    }
    let parts = zone[1..].split_once(':');
    let parts =
        parts.and_then(|(hours, minutes)| Some((digits::<2>(hours)?, digits::<2>(minutes)?)));
    parts.is_some_and(|(hours, minutes)| hours <= 14 && minutes < 60)
}

/// A number of exactly so many digits.
fn digits<const N: usize>(text: &str) -> Option<i16> {
    let all_digits = text.len() == N && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: Field, text: &str, expected: Result<Option<&str>, &str>) {
        match (checked(field, text), expected) {
            (Ok(written), Ok(expected)) => assert_eq!(written.as_deref(), expected, "{text:?}"),
            (Err(error), Err(words)) => {
                let error = error.to_string();
                assert!(error.contains(words), "{error:?} does not say {words:?}");
            }
            (found, expected) => panic!("{text:?}: {found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn texts_are_written_as_they_are_or_refused() {
        for text in [
            "Jane “J.” O'Brien <jane@example.org> & Co",
            "港の船",
            "می‌خواهم",
            "👩‍🚒 ☂️",
            "d’Or\u{a0}!",
        ] {
            check(Field::Credit, text, Ok(Some(text)));
        }
        check(Field::Headline, "  Boats\u{3000}", Ok(Some("Boats")));
        check(Field::Headline, " \n ", Ok(None));
        check(
            Field::Caption,
            "One.\r\nTwo.\rThree.\n\n\tFour.",
            Ok(Some("One.\nTwo.\nThree.\n\n\tFour.")),
        );
        check(Field::Headline, "One\nTwo", Err("the headline has more than one line"));
        for (text, words) in [
            ("a\0b", "U+0000"),
            ("a\u{1b}[31m", "U+001B"),
            ("a\u{202e}gnp.", "U+202E"),
            ("a\u{200b}b", "U+200B"),
            ("a\u{feff}b", "U+FEFF"),
            ("a\u{ad}b", "U+00AD"),
            ("a\u{ffff}b", "U+FFFF"),
            ("a\tb", "U+0009"),
            ("\u{200d}", "cannot be seen"),
        ] {
            check(Field::Credit, text, Err(words));
        }
        check(Field::Credit, &"é".repeat(2000), Ok(Some(&"é".repeat(2000))));
        check(Field::Credit, &"é".repeat(2001), Err("2001 characters, and at most 2000"));
        check(Field::Byline, "Jane Doe ;Bob;; Ann", Ok(Some("Jane Doe; Bob; Ann")));
    }

    #[test]
    fn dates_exist() {
        for date in [
            "2026",
            "2026-05",
            "2024-02-29",
            "2026-05-14T10:20",
            "2026-05-14T10:20:33",
            "2026-05-14T10:20:33.25Z",
            "2026-05-14T10:20:33+02:00",
            "2026-05-14T10:20-05:30",
        ] {
            check(Field::DateCreated, date, Ok(Some(date)));
        }
        for text in [
            "yesterday",
            "14.5.2026",
            "2026-5-14",
            "2026-13-01",
            "2025-02-29",
            "0000-01-01",
            "2026-05-14T",
            "2026-05T10:20",
            "2026-05-14T24:00",
            "2026-05-14T10:20:33.",
            "2026-05-14T10:20:33+2",
            "2026-05-14T10:20:33+15:00",
            "2026-05-14T10:20:33Zulu",
            "2026-05-14-15",
            "２０２６",
        ] {
            check(Field::DateCreated, text, Err("is not a date"));
        }
    }

    #[test]
    fn source_types_are_terms_of_the_list() {
        let capture = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
        for text in
            ["digitalCapture", "digitalcapture", capture, &capture.replace("http:", "https:")]
        {
            check(Field::SourceType, text, Ok(Some(capture)));
        }
        for text in ["photo", "http://example.org/digitalCapture", "softwareImage"] {
            check(Field::SourceType, text, Err("digitalCapture, computationalCapture"));
        }
    }
}
