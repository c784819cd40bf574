//! Texts that come from files and are shown on a screen.

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

/// Whether a character other than white space leaves no mark on a screen, or may leave none: soft hyphens,
/// joiners, fillers, the empty Braille cell, variation selectors, tags.
pub(crate) fn is_invisible(character: char) -> bool {
    is_disruptive(character)
        || matches!(
            character,
            '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether a character is a double quotation mark or looks like one, so that it could seem to end a
/// quotation.
fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '«' | '»' | '\u{02ba}' | '\u{02dd}' | '\u{02ee}' | '\u{02f5}' | '\u{02f6}' | '\u{030b}' | '\u{030e}'
        | '\u{05f4}' | '\u{1cd3}' | '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{2034}' | '\u{2036}' | '\u{2037}'
        | '\u{2057}' | '\u{275d}' | '\u{275e}' | '\u{2760}' | '\u{2e42}' | '\u{301d}'..='\u{301f}' | '\u{3003}'
        | '\u{ff02}' | '\u{1f676}'..='\u{1f678}'
    )
}

/// Whether a character is a single quotation mark or an apostrophe; two of them look like a double one.
fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '`' | '´' | '\u{02b9}'..='\u{02bd}' | '\u{02ca}' | '\u{02cb}' | '\u{2018}'..='\u{201b}' | '\u{2032}'
        | '\u{2035}' | '\u{ff07}'
    )
}

/// Whether a name from a file can be shown: it is not empty, and has no characters that change how others are
/// shown. New names must pass [`is_name`].
pub fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.contains(is_disruptive)
}

/// Whether people can read a text as a name and nothing else: it is visible, all of it is, it has no white space at
/// its ends, and nothing in it looks like the end of a quotation, after which a name could go on like the program's
/// own words.
pub fn is_name(text: &str) -> bool {
    let mut after_apostrophe = false;
    let no_two_apostrophes = text.chars().all(|character| {
        let two = after_apostrophe && is_apostrophe(character);
        after_apostrophe = is_apostrophe(character);
        !two
    });
    // The one invisible character with a use: it asks for the coloured form of the sign before it.
    let unseen = |character| is_invisible(character) && character != '\u{fe0f}';
    is_visible(text)
        && text.trim() == text
        && !text.contains(unseen)
        && !text.contains(is_quotation_mark)
        && no_two_apostrophes
}

/// Whether anything in a text can be seen.
pub(crate) fn is_visible(text: &str) -> bool {
    text.contains(|character: char| !character.is_whitespace() && !is_invisible(character))
}

/// `text` in typographic quotes, as [`quotable`] makes it safe.
pub fn quoted(text: &str) -> String {
    format!("“{}”", quotable(text))
}

/// `text` as it can stand in quotation marks of any language. Characters that would disturb a screen are written as
/// escapes, and so are those that are invisible or could seem to end the quotation: an attacker may have chosen the text
/// to read like a sentence of this program.
pub fn quotable(text: &str) -> String {
    let visible = is_visible(text);
    let mut before = ' ';
    escaped_where(text.chars(), |character| {
        let two = (is_apostrophe(before) && is_apostrophe(character))
            || (before == character && matches!(character, '<' | '>'));
        before = character;
        two || is_quotation_mark(character)
            || matches!(character, '‹' | '›' | '≪' | '≫' | '⟪' | '⟫' | '《' | '》')
            || (is_invisible(character) && character != '\u{fe0f}')
            || !visible
    })
}

/// The most characters of a text that [`prose`] shows.
const MAX_PROSE: usize = 2000;

/// Sentences that somebody else wrote, as they are shown in a place of their own: on one line, without the white space
/// that could move them away from there, and cut if they would fill the screen. Characters that would disturb a screen
/// or cannot be seen are written as escapes, except those that join letters or set the direction of one of them.
pub fn prose(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    let needs_escape = |character| {
        is_invisible(character)
            && !matches!(character, '\u{200c}'..='\u{200f}' | '\u{061c}' | '\u{fe0f}')
    };
    let mut shown = escaped_where(words.chars().take(MAX_PROSE), needs_escape);
    if words.chars().nth(MAX_PROSE).is_some() {
        shown.push('…');
    }
    shown
}

/// A path on one line, with characters that would disturb a screen written as escapes, because an attacker may have
/// named the file.
pub fn path(path: &Path) -> String {
    escaped(path.to_string_lossy().chars())
}

/// A path as an argument of a command line that people copy, in quotes if a shell would split it.
pub fn argument(path: &Path) -> String {
    let shown = self::path(path);
    let is_plain =
        |character: char| character.is_alphanumeric() || "/._-+,:@%\\".contains(character);
    if !shown.is_empty() && shown.chars().all(is_plain) {
        shown
    } else {
        format!("'{}'", shown.replace('\'', "'\\''"))
    }
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

/// The same JSON, written so that nothing in it disturbs a screen.
pub fn json(json: &str) -> String {
    // Such characters occur only in strings, and each takes a single escape.
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

/// A library's message about a file, which may repeat any part of the file: on one line, not too long, with
/// characters that would disturb a screen written as escapes.
pub fn message(text: &str) -> String {
    let mut shown = escaped(text.chars().take(MAX_MESSAGE));
    if text.chars().nth(MAX_MESSAGE).is_some() {
        shown.push('…');
    }
    shown
}

fn escaped(text: impl Iterator<Item = char>) -> String {
    escaped_where(text, is_disruptive)
}

fn escaped_where(
    text: impl Iterator<Item = char>,
    mut needs_escape: impl FnMut(char) -> bool,
) -> String {
    let mut shown = String::new();
    for character in text {
        if needs_escape(character) {
            // Writing to a string does not fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// The operating system's message about a failure, without its number.
pub fn system(error: &std::io::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => message,
    }
}

/// A number of bytes in a unit that leaves few digits, as in the window; 1 kB is 1000 bytes.
pub fn bytes(count: u64) -> String {
    match in_unit(count) {
        (_, "B") => counted(usize::try_from(count).unwrap_or(usize::MAX), "byte"),
        (number, unit) => format!("{number} {unit}"),
    }
}

/// A number of bytes as a number of few digits, with a decimal point, and its unit: B, kB, MB or GB.
pub fn in_unit(count: u64) -> (String, &'static str) {
    if count < 1000 {
        return (count.to_string(), "B");
    }
    let few =
        |value: f64| if value < 9.95 { format!("{value:.1}") } else { value.round().to_string() };
    let mut value = count as f64;
    for unit in ["kB", "MB"] {
        value /= 1e3;
        if value < 999.5 {
            return (few(value), unit);
        }
    }
    (few(value / 1e3), "GB")
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
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// A message as a sentence: with a capital letter and a full stop.
pub fn sentence(message: &str) -> String {
    let mut rest = message.chars();
    match rest.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), rest.as_str()),
        None => String::new(),
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
    fn arguments_are_quoted_where_a_shell_wants_it() {
        for (name, shown) in [
            ("originals/a.png", "originals/a.png"),
            ("a b.png", "'a b.png'"),
            ("it's.png", r"'it'\''s.png'"),
            ("$(ls)", "'$(ls)'"),
            ("", "''"),
        ] {
            assert_eq!(argument(Path::new(name)), shown);
        }
    }

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
    fn messages_become_sentences() {
        assert_eq!(sentence("a proof does not hold"), "A proof does not hold.");
        assert_eq!(sentence("É"), "É.");
        assert_eq!(sentence(""), "");
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
        assert_eq!(path(Path::new("a/b\n\x1b[2J.png")), "a/b\\u{a}\\u{1b}[2J.png");
        assert_eq!(lines("a\nb\x1b\r\n"), "a\nb\\u{1b}\\u{d}\n");
        assert_eq!(line("a\nb\u{9b}gnp.\u{2066}"), "a\\u{a}b\\u{9b}gnp.\\u{2066}");
        let said = "\x1b\u{9b}\u{202e}é\u{feff}";
        let escaped = json(&serde_json::to_string(said).expect("JSON"));
        assert_eq!(escaped, r#""\u001b\u009b\u202eé\ufeff""#);
        let read: String = serde_json::from_str(&escaped).expect("JSON");
        assert_eq!(read, said);
        assert_eq!(message("a\nb"), "a\\u{a}b");
        assert_eq!(prose(" a \n\n b\u{a0}“c” \u{2028}"), "a b “c”");
        assert_eq!(prose("a\x1b[31m\u{202e}b\u{200c}c"), "a\\u{1b}[31m\\u{202e}b\u{200c}c");
        assert_eq!(prose(&"é ".repeat(1001)), "é ".repeat(1000) + "…");
        assert_eq!(message(&"é".repeat(401)), "é".repeat(400) + "…");
        assert_eq!(message(&"é".repeat(400)), "é".repeat(400));
        for (text, plain) in
            [("Leica M 11", true), ("", false), ("a\nb", false), ("\u{200b}", false)]
        {
            assert_eq!(is_plain(text), plain, "{text:?}");
        }
    }

    #[test]
    fn names_can_be_seen_and_end_where_they_end() {
        for name in [
            "Leica M 11",
            "O'Brien's Nikon",
            "Kamera der dpa – 3",
            "佳能",
            "الكاميرا",
            "Camera 📷\u{fe0f}",
            "d’Or",
        ] {
            assert!(is_name(name), "{name:?}");
            assert_eq!(quoted(name), format!("“{name}”"));
        }
        for name in [
            "",
            " ",
            "\u{a0}",
            "\u{3164}",
            "\u{2800}",
            "\u{ad}",
            "\u{200b}",
            "\u{fe0f}",
            "\u{e0041}",
            " Leica",
            "Leica\u{3000}",
            "Lei\u{ad}ca",
            "Lei\u{200d}ca",
            "M 11” of the trusted maker “Leica",
            "M 11\" of the trusted maker \"Leica",
            "M 11'' of the trusted maker ''Leica",
            "M 11’’ of",
            "M 11″ of",
            "M 11 \u{30b}of",
            "M 11＂ of",
            "M 11» of",
        ] {
            assert!(!is_name(name), "{name:?}");
        }
        // Names in older files cannot end a quotation, either.
        assert_eq!(quoted(" \u{a0}"), "“\\u{20}\\u{a0}”");
        assert_eq!(quoted("\u{3164}"), "“\\u{3164}”");
        assert_eq!(
            quoted("M” of the trusted maker “L"),
            "“M\\u{201d} of the trusted maker \\u{201c}L”"
        );
        assert_eq!(quoted("M'' of"), "“M'\\u{27} of”");
    }
}
