//! Texts that come from files and end on a screen.

use std::fmt::Write;
use std::path::Path;

/// Whether a character could change how the text around it is shown: control characters (a terminal
/// obeys them) and those that reorder or hide text.
fn is_disruptive(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

/// Whether a name can be shown as it is: not empty, and no characters that change how others are shown.
pub fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.contains(is_disruptive)
}

/// `text` in typographic quotes, with characters that would disturb a screen written as escapes.
pub fn quoted(text: &str) -> String {
    format!("“{}”", escaped(text.chars()))
}

/// A path on one line, with characters that would disturb a screen written as escapes: anybody may have named
/// the file.
pub fn path(path: &Path) -> String {
    escaped(path.to_string_lossy().chars())
}

/// A text of several lines, with all other characters that would disturb a screen written as escapes.
pub fn lines(text: &str) -> String {
    let lines = text.split('\n').map(|line| escaped(line.chars()));
    lines.collect::<Vec<_>>().join("\n")
}

/// A text on one line, with characters that would disturb a screen written as escapes.
pub fn line(text: &str) -> String {
    escaped(text.chars())
}

/// JSON in which nothing disturbs a screen, and which says the same.
pub fn json(json: &str) -> String {
    // What disturbs stands in strings, and is no character that takes two escapes.
    json.chars()
        .map(|character| {
            if is_disruptive(character) {
                format!("\\u{:04x}", u32::from(character))
            } else {
                character.into()
            }
        })
        .collect()
}

/// The longest message of a library that is passed on, in characters.
const MAX_MESSAGE: usize = 400;

/// What a library says of a file, which may repeat any part of the file: on one line, not too long, with
/// characters that would disturb a screen written as escapes.
pub fn message(text: &str) -> String {
    let mut shown = escaped(text.chars().take(MAX_MESSAGE));
    if text.chars().nth(MAX_MESSAGE).is_some() {
        shown.push('…');
    }
    shown
}

fn escaped(text: impl Iterator<Item = char>) -> String {
    let mut shown = String::new();
    for character in text {
        if is_disruptive(character) {
            // Writing to a string does not fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A number of bytes in the unit that leaves few digits, as the window writes it, too: 1 kB is 1000 bytes.
pub fn bytes(count: u64) -> String {
    if count < 1000 {
        return counted(usize::try_from(count).unwrap_or(usize::MAX), "byte");
    }
    let mut value = count as f64;
    for unit in ["kB", "MB"] {
        value /= 1e3;
        if value < 999.5 {
            return in_unit(value, unit);
        }
    }
    in_unit(value / 1e3, "GB")
}

fn in_unit(value: f64, unit: &str) -> String {
    if value < 9.95 {
        format!("{value:.1} {unit}")
    } else {
        format!("{} {unit}", value.round())
    }
}

/// A duration that need not be exact, as people say it.
pub fn duration(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..90 => format!("{} s", whole.max(1)),
        90..5400 => format!("{} min", (seconds / 60.0).round()),
        _ => format!("{} h {} min", whole / 3600, whole % 3600 / 60),
    }
}

/// A count with its noun: "1 edit", "3 edits".
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// Things in a row: "text", "text and EXIF", "text, EXIF and XMP".
pub fn listed(things: &[&str]) -> String {
    match things {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_files() {
        for (count, words) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (9_949, "9.9 kB"),
            (9_950, "10 kB"),
            (84_512, "85 kB"),
            (999_600, "1.0 MB"),
            (536_870_912, "537 MB"),
            (4_200_000_000, "4.2 GB"),
        ] {
            assert_eq!(bytes(count), words);
        }
    }

    #[test]
    fn durations_as_people_say_them() {
        for (seconds, words) in [
            (0.2, "1 s"),
            (89.4, "89 s"),
            (100.0, "2 min"),
            (5390.0, "90 min"),
            (5460.0, "1 h 31 min"),
            (f64::MAX, "5124095576030431 h 0 min"),
        ] {
            assert_eq!(duration(seconds), words);
        }
    }

    #[test]
    fn things_are_listed() {
        assert_eq!(listed(&["text"]), "text");
        assert_eq!(listed(&["text", "EXIF"]), "text and EXIF");
        assert_eq!(listed(&["text", "EXIF", "XMP"]), "text, EXIF and XMP");
    }

    #[test]
    fn nothing_reaches_a_terminal_unescaped() {
        assert_eq!(quoted("plain é 漢"), "“plain é 漢”");
        assert_eq!(quoted("a\x1b[31mb"), "“a\\u{1b}[31mb”");
        assert_eq!(quoted("\u{202e}gnp"), "“\\u{202e}gnp”");
        assert_eq!(
            path(Path::new("a/b\n\x1b[2J.png")),
            "a/b\\u{a}\\u{1b}[2J.png"
        );
        assert_eq!(lines("a\nb\x1b\r\n"), "a\nb\\u{1b}\\u{d}\n");
        assert_eq!(
            line("a\nb\u{9b}gnp.\u{2066}"),
            "a\\u{a}b\\u{9b}gnp.\\u{2066}"
        );
        let said = "\x1b\u{9b}\u{202e}é\u{feff}";
        let escaped = json(&serde_json::to_string(said).expect("JSON"));
        assert_eq!(escaped, r#""\u001b\u009b\u202eé\ufeff""#);
        let read: String = serde_json::from_str(&escaped).expect("JSON");
        assert_eq!(read, said);
        assert_eq!(message("a\nb"), "a\\u{a}b");
        assert_eq!(message(&"é".repeat(401)), "é".repeat(400) + "…");
        assert_eq!(message(&"é".repeat(400)), "é".repeat(400));
        for (text, plain) in [
            ("Leica M 11", true),
            ("", false),
            ("a\nb", false),
            ("\u{200b}", false),
        ] {
            assert_eq!(is_plain(text), plain, "{text:?}");
        }
    }
}
