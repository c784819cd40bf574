//! The sentences that readers meet, in each language.
//!
//! They stand in `words/LANGUAGE/verdict.ftl` and `plan.ftl`, in the format of Project Fluent, and nowhere else: this
//! module finds a sentence by its name and fills in what differs. A test holds that each language has the same messages
//! with the same arguments.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use proofroom_circuits::edits::Argument;
use proofroom_circuits::{Edit, Recipe};

pub use crate::system::language::Language;
use crate::system::text;

/// A value that stands in a sentence.
pub type Value<'a> = FluentValue<'a>;

/// The sentences of one language.
pub struct Catalog {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// What readers are told of a file, in a language.
pub fn words(language: Language) -> &'static Catalog {
    static VERDICTS: [LazyLock<Catalog>; 4] = [
        LazyLock::new(|| {
            Catalog::new(Language::English, include_str!("../../words/en/verdict.ftl"))
        }),
        LazyLock::new(|| {
            Catalog::new(Language::German, include_str!("../../words/de/verdict.ftl"))
        }),
        LazyLock::new(|| {
            Catalog::new(Language::French, include_str!("../../words/fr/verdict.ftl"))
        }),
        LazyLock::new(|| {
            Catalog::new(Language::Spanish, include_str!("../../words/es/verdict.ftl"))
        }),
    ];
    &VERDICTS[language as usize]
}

/// What a publisher is told before a picture is published, in a language.
pub fn plans(language: Language) -> &'static Catalog {
    static PLANS: [LazyLock<Catalog>; 4] = [
        LazyLock::new(|| Catalog::new(Language::English, include_str!("../../words/en/plan.ftl"))),
        LazyLock::new(|| Catalog::new(Language::German, include_str!("../../words/de/plan.ftl"))),
        LazyLock::new(|| Catalog::new(Language::French, include_str!("../../words/fr/plan.ftl"))),
        LazyLock::new(|| Catalog::new(Language::Spanish, include_str!("../../words/es/plan.ftl"))),
    ];
    &PLANS[language as usize]
}

impl Catalog {
    /// The messages of a Fluent file that is part of the program.
    ///
    /// # Panics
    /// If the file has a mistake, or two messages of one name.
    pub fn new(language: Language, source: &str) -> Self {
        let code = language.code().parse().expect("codes are tags");
        let mut bundle = FluentBundle::new_concurrent(vec![code]);
        // The marks are for languages that are written in different directions. None of ours is, and texts of others
        // are quoted with what could turn the direction escaped.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("a catalog has mistakes: {errors:?}"));
        bundle.add_resource(resource).expect("each message has a name of its own");
        Catalog { language, bundle }
    }

    /// Whether there is a message of this name.
    pub fn has(&self, name: &str) -> bool {
        self.bundle.has_message(name)
    }

    /// The message `name`, or the attribute of a message `name.attribute`, with `values` for its arguments.
    ///
    /// Values that somebody else chose must have been through [`Catalog::quoted`], or be paths as
    /// [`text::path`] writes them: whatever stands in a sentence could otherwise go on as if the program said it.
    ///
    /// # Panics
    /// If there is no such message or an argument is missing.
    pub fn say<'a>(
        &self,
        name: &str,
        values: impl IntoIterator<Item = (&'static str, Value<'a>)>,
    ) -> String {
        let (id, attribute) = match name.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (name, None),
        };
        let message = self.bundle.get_message(id);
        let pattern = message.and_then(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|found| found.value()),
            None => message.value(),
        });
        let pattern = pattern.unwrap_or_else(|| panic!("there is no message {name}"));
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(name, value);
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        assert!(errors.is_empty(), "the message {name} lacks something: {errors:?}");
        said
    }

    /// A text that somebody else chose, in the quotation marks of the language. Nothing in it can disturb a screen, or
    /// seem to end the quotation.
    pub fn quoted(&self, chosen: &str) -> String {
        self.say("quoted", [("text", text::quotable(chosen).into())])
    }

    /// A number that is written with a decimal point, as the language writes it.
    pub fn decimal(&self, number: &str) -> String {
        match self.language {
            Language::English => number.to_owned(),
            Language::German | Language::French | Language::Spanish => number.replace('.', ","),
        }
    }

    /// Bytes in the unit that leaves few digits.
    pub fn bytes(&self, count: u64) -> String {
        self.decimal(&text::bytes(count))
    }

    /// Things in a row: "text", "text and EXIF", "text, EXIF and XMP".
    pub fn listed(&self, things: &[String]) -> String {
        match things {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                let values = [("first", first.join(", ").into()), ("last", last.as_str().into())];
                self.say("list-last", values)
            }
        }
    }

    /// The edits of a recipe, in their order.
    pub fn edits(&self, recipe: &Recipe) -> Vec<String> {
        recipe.edits().iter().map(|edit| self.edit(edit)).collect()
    }

    /// An edit with its parameters.
    pub fn edit(&self, edit: &Edit) -> String {
        let name = format!("edit-{}", edit.word().replace('_', "-"));
        let values = edit.arguments().into_iter().map(|(name, argument)| {
            let value = match argument {
                Argument::Whole(number) => number.into(),
                Argument::Thousandths(factor) => {
                    self.decimal(&(f64::from(factor) / 1000.0).to_string()).into()
                }
                Argument::Text(text) => text.into(),
            };
            (name, value)
        });
        self.say(&name, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_in_words() {
        for (json, said) in [
            (
                r#"{"crop":{"x":3,"y":4,"width":5,"height":6}}"#,
                "crop to 5 × 6 pixels, 3 from the left, 4 from the top",
            ),
            (r#"{"resize":{"width":5,"height":6}}"#, "resize to 5 × 6 pixels"),
            (r#"{"contrast":{"permille":1300}}"#, "contrast × 1.3"),
            (r#"{"brightness":{"offset":-20}}"#, "brightness − 20"),
            (r#"{"brightness":{"offset":12}}"#, "brightness + 12"),
            (r#"{"gamma":{"permille":955}}"#, "gamma 0.955"),
            (
                r#"{"white_balance":{"red_permille":1100,"green_permille":1000,"blue_permille":90}}"#,
                "white balance: red × 1.1, green × 1, blue × 0.09",
            ),
            (r#"{"rgb_to_ycbcr":{}}"#, "colours converted from RGB to YCbCr"),
            (r#"{"ycbcr_to_rgb":{}}"#, "colours converted from YCbCr to RGB"),
            (r#"{"convolve":{"preset":"sharpen"}}"#, "sharpening"),
            (
                r#"{"convolve":{"kernel":[[0,1,0],[1,2,1],[0,1,0]],"divisor":6}}"#,
                "filter with the numbers 0 1 0 / 1 2 1 / 0 1 0, divided by 6",
            ),
            (
                r#"{"convolve":{"kernel":[[1]],"divisor":6}}"#,
                "filter whose numbers form no square of 3 × 3 or 5 × 5",
            ),
            (r#"{"grayscale":{}}"#, "black and white (grayscale)"),
            (r#"{"flip":{"axis":"horizontal"}}"#, "mirrored left to right"),
            (r#"{"flip":{"axis":"vertical"}}"#, "mirrored top to bottom"),
            (r#"{"rotate90":{"turns":3}}"#, "turned clockwise by 270°"),
            (
                r#"{"redact":{"x":3,"y":4,"width":5,"height":6}}"#,
                "black rectangle of 5 × 6 pixels, 3 from the left, 4 from the top",
            ),
        ] {
            let recipe = Recipe::from_json(&format!("[{json}]")).expect("a recipe");
            assert_eq!(words(Language::English).edit(&recipe.edits()[0]), said);
        }
    }
}
