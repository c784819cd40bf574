//! The catalogs of words: each language has the same messages with the same arguments, and each message is used.

#[path = "common/tree.rs"]
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use proofroom_provenance::circuits::Edit;
use proofroom_provenance::words::Language;
use tree::{files, root};

/// What a message, or an attribute of one, takes from outside: its arguments and the messages that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Needs {
    arguments: BTreeSet<String>,
    messages: BTreeSet<String>,
}

impl Needs {
    fn of(pattern: &Pattern<String>) -> Self {
        let mut needs = Needs::default();
        needs.add(pattern);
        needs
    }

    fn add(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            match expression {
                Expression::Inline(inline) => self.add_inline(inline),
                Expression::Select { selector, variants } => {
                    self.add_inline(selector);
                    variants.iter().for_each(|variant| self.add(&variant.value));
                }
            }
        }
    }

    fn add_inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.clone());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.messages.insert(id.name.clone());
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            other => panic!("catalogs do without {other:?}"),
        }
    }
}

/// The messages of a catalog, and their attributes as `message.attribute`.
fn messages(language: Language, file: &str) -> BTreeMap<String, Needs> {
    let path = root().join("words").join(language.code()).join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let resource = parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{path:?}: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                for attribute in &message.attributes {
                    let name = format!("{id}.{}", attribute.id.name);
                    messages.insert(name, Needs::of(&attribute.value));
                }
                let needs = message.value.as_ref().map(Needs::of).unwrap_or_default();
                assert!(messages.insert(id.clone(), needs).is_none(), "{path:?}: {id} twice");
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            other => panic!("{path:?} has {other:?}"),
        }
    }
    messages
}

/// The texts of a catalog: its lines without the comments, and without the quotation marks of Fluent around a text that
/// begins with a space or is empty.
fn text(language: Language, file: &str) -> String {
    let path = root().join("words").join(language.code()).join(file);
    let text = fs::read_to_string(path).expect("text");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.collect::<Vec<_>>().join("\n").replace("{\"", "{").replace("\"}", "}")
}

/// The catalogs of English.
fn catalogs() -> Vec<String> {
    let entries = fs::read_dir(root().join("words/en")).expect("a folder");
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a plain name");
    let mut names: Vec<_> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.sort();
    names
}

#[test]
fn each_language_has_the_same_messages_with_the_same_arguments() {
    let catalogs = catalogs();
    assert!(catalogs.len() >= 3, "{catalogs:?}");
    for file in catalogs {
        let english = messages(Language::English, &file);
        for language in Language::ALL {
            let other = messages(language, &file);
            let code = language.code();
            for name in english.keys().chain(other.keys()) {
                assert_eq!(other.get(name), english.get(name), "{name} in words/{code}/{file}");
            }
        }
    }
}

/// Those of `verdict.ftl`, `plan.ftl` and `command.ftl` are said by Rust, whose texts name them; the names of edits,
/// verdicts and kinds of metadata are put together. One that speaks of notaries stands for another.
#[test]
fn each_message_is_used() {
    let mut sources = String::new();
    for folder in ["provenance/src", "src"] {
        for path in files(&root().join(folder), ".rs") {
            sources += &fs::read_to_string(path).expect("text");
        }
    }
    for file in ["verdict.ftl", "plan.ftl", "command.ftl"] {
        let messages = messages(Language::English, file);
        let named: BTreeSet<_> = messages.values().flat_map(|needs| &needs.messages).collect();
        for name in messages.keys() {
            let put_together = ["reason-", "edit-", "metadata-"];
            let used = put_together.iter().any(|start| name.starts_with(start))
                || named.contains(name)
                || [name.as_str(), name.trim_end_matches("-notary")]
                    .iter()
                    .any(|name| sources.contains(&format!("\"{name}\"")));
            assert!(used, "nobody says {name} of {file}");
        }
    }
}

#[test]
fn each_edit_has_a_sentence_with_its_parameters() {
    let messages = messages(Language::English, "verdict.ftl");
    let mut said: BTreeSet<&str> =
        messages.keys().map(String::as_str).filter(|name| name.starts_with("edit-")).collect();
    for kind in Edit::KINDS {
        let name = format!("edit-{}", kind.word.replace('_', "-"));
        for name in [&name, &format!("{name}.name")] {
            assert!(said.remove(name.as_str()), "words/en/verdict.ftl has no {name}");
        }
        for edit in kind.examples() {
            let given: BTreeSet<String> =
                edit.arguments().into_iter().map(|(name, _)| name.to_owned()).collect();
            assert_eq!(given, messages[&name].arguments, "{name}");
        }
    }
    assert!(said.is_empty(), "no edit is called {said:?}");
}

/// Quotation marks and the spaces around punctuation are those of the language.
#[test]
fn each_language_is_set_as_its_newspapers_are() {
    for file in catalogs() {
        for language in Language::ALL {
            let text = text(language, &file);
            let foreign: &[&str] = match language {
                Language::English => &["„", "«", "»"],
                Language::German => &["”", "«", "»"],
                Language::French => &["„", "“", "”", " :", " ;", " ?", " !", "« ", " »"],
                Language::Spanish => &["„", "“", "”", "« ", " »"],
            };
            for wrong in foreign.iter().chain(&["\"", "'", "...", " x ", " - "]) {
                assert!(!text.contains(wrong), "{wrong:?} in words/{}/{file}", language.code());
            }
            for question in text.match_indices(['?', '!']).filter(|_| language == Language::Spanish)
            {
                let sentence = &text[..question.0];
                let sentence = &sentence[sentence.rfind(['.', '=', ']']).unwrap_or_default()..];
                assert!(sentence.contains(['¿', '¡']), "words/es/{file}: {sentence}");
            }
        }
    }
}
