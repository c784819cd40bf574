//! The language of the commands that answer readers of pictures (`verify`, `show`, `open-check`, `trust`, `rules
//! check`), and the words that only the command line says. Everything else is in English: the commands of those who
//! make pictures, help, errors.

use std::sync::LazyLock;

use proofroom_provenance::words::{Catalog, Language};

/// The language that was named, else that of the environment.
#[derive(clap::Args)]
pub struct LanguageArg {
    /// The language of what is printed: en, de, fr or es. Without it the locale decides.
    #[arg(long, value_name = "LANGUAGE", value_parser = of_name)]
    language: Option<Language>,
}

impl LanguageArg {
    /// The language to print in.
    pub fn spoken(&self) -> Language {
        self.language.unwrap_or_else(|| of_locale(|name| std::env::var(name).ok()))
    }
}

fn of_name(name: &str) -> Result<Language, String> {
    Language::of_tag(name).ok_or_else(|| {
        let codes = Language::ALL.map(Language::code);
        format!("the languages are {}", codes.join(", "))
    })
}

/// The language of messages as POSIX finds it: the first of these variables that is set and not empty decides. English
/// if there are no words in that language.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    locale.and_then(|locale| Language::of_tag(&locale)).unwrap_or_default()
}

/// The headings and labels of the command line.
pub fn labels(language: Language) -> &'static Catalog {
    static LABELS: [LazyLock<Catalog>; 4] = [
        LazyLock::new(|| Catalog::new(Language::English, include_str!("../words/en/command.ftl"))),
        LazyLock::new(|| Catalog::new(Language::German, include_str!("../words/de/command.ftl"))),
        LazyLock::new(|| Catalog::new(Language::French, include_str!("../words/fr/command.ftl"))),
        LazyLock::new(|| Catalog::new(Language::Spanish, include_str!("../words/es/command.ftl"))),
    ];
    &LABELS[language as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        for (all, messages, lang, language) in [
            ("", "", "", Language::English),
            ("", "", "de_DE.UTF-8", Language::German),
            ("", "fr_FR", "de_DE.UTF-8", Language::French),
            ("es_MX.UTF-8", "fr_FR", "de_DE.UTF-8", Language::Spanish),
            ("C", "fr_FR", "de_DE.UTF-8", Language::English),
            ("", "POSIX", "de_DE.UTF-8", Language::English),
            ("ja_JP.UTF-8", "", "", Language::English),
        ] {
            let variable = |name: &str| {
                let value = match name {
                    "LC_ALL" => all,
                    "LC_MESSAGES" => messages,
                    "LANG" => lang,
                    _ => return None,
                };
                Some(value.to_owned())
            };
            assert_eq!(of_locale(variable), language, "{all:?} {messages:?} {lang:?}");
        }
        assert_eq!(of_locale(|_| None), Language::English);
    }
}
