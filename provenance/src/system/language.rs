//! The languages of what readers are told.

use serde::{Deserialize, Serialize};

/// A language that this program speaks. In JSON its code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Language; 4] =
        [Language::English, Language::German, Language::French, Language::Spanish];

    /// The code of ISO 639-1, such as "de".
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
            Language::Spanish => "es",
        }
    }

    /// What the language calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::French => "Français",
            Language::Spanish => "Español",
        }
    }

    /// The language of a tag such as "de", "de-AT" or the "de_AT.UTF-8" of a locale, if this program speaks it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.', '@']).next()?;
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_their_tags() {
        for (tag, language) in [
            ("de", Some(Language::German)),
            ("de-AT", Some(Language::German)),
            ("fr_CA.UTF-8", Some(Language::French)),
            ("ES", Some(Language::Spanish)),
            ("en-GB", Some(Language::English)),
            ("C", None),
            ("C.UTF-8", None),
            ("den", None),
            ("", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.code()), Some(language));
            let json = serde_json::to_string(&language).expect("plain data");
            assert_eq!(json, format!("\"{}\"", language.code()));
        }
    }
}
