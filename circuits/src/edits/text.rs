//! Reading parameters from text. An error says what to write instead.

use std::str::FromStr;

use super::semantics::Parameter;
use crate::image::Rect;

/// A whole number.
pub fn whole<N: FromStr>(text: &str) -> Result<N, String> {
    let text = text.trim();
    let digits = text.trim_start_matches(['-', '+']);
    text.parse().map_err(|_| {
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("{text} is out of range")
        } else if digits.contains('.') {
            format!("{text} should be a whole number")
        } else {
            format!("“{text}” is not a number")
        }
    })
}

/// Whole numbers with commas between them; `names` says what they are.
pub(crate) fn list<N: FromStr, const COUNT: usize>(
    text: &str,
    names: &str,
) -> Result<[N; COUNT], String> {
    exactly(text, names, whole)
}

/// Values with commas between them, each read by `read`.
pub(crate) fn exactly<T, const COUNT: usize>(
    text: &str,
    names: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<[T; COUNT], String> {
    let given = text.split(',').count();
    if given != COUNT {
        return Err(format!(
            "{COUNT} numbers with commas between them are needed ({names}), but there {}",
            match given {
                1 => "is 1".to_owned(),
                given => format!("are {given}"),
            }
        ));
    }
    let values: Result<Vec<T>, String> = text.split(',').map(read).collect();
    let values =
        values.map_err(|error| format!("{error}; write {names} with commas between them"))?;
    values.try_into().map_err(|_| format!("{COUNT} numbers are needed ({names})"))
}

/// A factor in thousandths: "1.3" and "1300" are the same. A number with a decimal point is the factor itself, and
/// one without is in thousandths. A small one of those is refused: it was probably meant as a factor, and would be
/// noticed only after a proof was made. What is suggested instead is within `range`, which is in thousandths; whether
/// the result is within it is checked afterwards.
pub(crate) fn thousandths(text: &str, range: &Parameter) -> Result<u16, String> {
    let text = text.trim();
    let advice = "write a factor such as 1.3, or thousandths such as 1300";
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if text.starts_with('-') && is_number(&text[1..].replace('.', "")) {
        return Err(format!("{text} is negative; {advice}"));
    }
    let Some((whole_part, decimals)) = text.split_once('.') else {
        if text.is_empty() || !is_number(text) {
            return Err(format!("“{text}” is not a number; {advice}"));
        }
        let number: u16 = text.parse().map_err(|_| format!("{text} is too large; {advice}"))?;
        let suggestions: Vec<String> = [
            (1000 * i64::from(number), format!("{number}.0 for the factor {number}")),
            (i64::from(number), format!("0.{number:03}")),
        ]
        .into_iter()
        .filter_map(|(value, written)| range.contains(value).then_some(written))
        .collect();
        return if (1..=99).contains(&number) && !suggestions.is_empty() {
            let suggestions = suggestions.join(", or ");
            Err(format!("{number} would mean {number} thousandths; write {suggestions}"))
        } else {
            Ok(number)
        };
    };
    if whole_part.len() + decimals.len() == 0 || !is_number(whole_part) || !is_number(decimals) {
        return Err(format!("“{text}” is not a number; {advice}"));
    }
    let (kept, rest) = decimals.split_at(decimals.len().min(3));
    if rest.bytes().any(|digit| digit != b'0') {
        return Err(format!(
            "{text} has more than three decimals; factors are exact to a thousandth"
        ));
    }
    format!("{whole_part}{kept:0<3}").parse().map_err(|_| format!("{text} is too large; {advice}"))
}

/// A number of a unit with up to three decimals and a sign, in thousandths, which are within `range`. `examples` are
/// such numbers.
pub(crate) fn signed_thousandths(
    text: &str,
    range: &Parameter,
    unit: &str,
    examples: &str,
) -> Result<i16, String> {
    let text = text.trim();
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + decimals.len() == 0 || !is_number(whole) || !is_number(decimals) {
        return Err(format!("“{text}” is not a number; write {unit} such as {examples}"));
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > 3 {
        return Err(format!("{text} has more than three decimals"));
    }
    let thousandths = format!("{whole}{decimals:0<3}").parse::<i16>().ok();
    let thousandths =
        thousandths.map(|number| if text.starts_with('-') { -number } else { number });
    thousandths.filter(|number| range.contains((*number).into())).ok_or_else(|| {
        let (least, most) = (range.min / 1000, range.max / 1000);
        format!("{text} is out of range: it must be {least} to {most} {unit}")
    })
}

/// A rectangle: left, top, width, height.
pub(crate) fn rectangle(text: &str) -> Result<Rect, String> {
    let [x, y, width, height] = list(text, "left, top, width, height")?;
    if width == 0 || height == 0 {
        return Err("the rectangle is empty; width and height are at least 1".into());
    }
    Ok(Rect { x, y, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM_ZERO: Parameter = Parameter::new("factor", 0, 8000, "0 to 8000");

    #[test]
    fn factors_are_written_either_way() {
        for (text, value) in [
            ("1.3", 1300),
            ("1300", 1300),
            ("1.300", 1300),
            ("1.3000", 1300),
            ("1.", 1000),
            (".5", 500),
            ("0.955", 955),
            ("0.001", 1),
            ("100", 100),
            ("2.0", 2000),
            ("0", 0),
            ("0.0", 0),
            (" 900 ", 900),
            ("8.0", 8000),
            ("65.535", 65535),
        ] {
            assert_eq!(thousandths(text, &FROM_ZERO), Ok(value), "{text}");
        }
        for (text, words) in [
            ("2", "2 would mean 2 thousandths; write 2.0 for the factor 2, or 0.002"),
            ("8", "write 8.0 for the factor 8, or 0.008"),
            (
                "1.3x",
                "“1.3x” is not a number; write a factor such as 1.3, or thousandths such as 1300",
            ),
            ("1,3", "“1,3” is not a number"),
            ("130%", "not a number"),
            ("", "not a number"),
            (".", "not a number"),
            ("1.2.3", "not a number"),
            ("1e3", "not a number"),
            ("+1.3", "not a number"),
            ("-1.3", "negative"),
            ("-5", "negative"),
            ("1.2345", "more than three decimals"),
            ("70000", "too large"),
            ("70.0", "too large"),
            ("٣", "not a number"),
        ] {
            let error = thousandths(text, &FROM_ZERO).expect_err(text);
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }

    /// Of what a small number may have meant, only what the range allows is suggested.
    #[test]
    fn suggestions_are_within_the_range() {
        let from_a_tenth = Parameter::new("factor", 100, 8000, "100 to 8000");
        for (text, range, suggested) in [
            ("9", FROM_ZERO, Some("write 0.009")),
            ("99", FROM_ZERO, Some("write 0.099")),
            ("8", from_a_tenth, Some("write 8.0 for the factor 8")),
            ("9", from_a_tenth, None),
        ] {
            match suggested {
                Some(words) => {
                    let error = thousandths(text, &range).expect_err(text);
                    assert!(error.ends_with(words), "{error:?} does not end with {words:?}");
                }
                // The range is what refuses it.
                None => assert!(range.check(thousandths(text, &range).expect(text)).is_err()),
            }
        }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(whole::<i32>(" -20"), Ok(-20));
        assert_eq!(whole::<i32>("+20"), Ok(20));
        for (text, words) in [
            ("-4", "-4 is out of range"),
            ("4294967296", "4294967296 is out of range"),
            ("1.5", "1.5 should be a whole number"),
            ("much", "“much” is not a number"),
            ("", "“” is not a number"),
            ("-", "“-” is not a number"),
        ] {
            assert_eq!(whole::<u32>(text), Err(words.into()));
        }
    }
}
