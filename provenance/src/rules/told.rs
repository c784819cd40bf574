//! Rules in words: what a rules file allows, and what became of a picture that was judged by it.

use proofroom_circuits::{Edit, Recipe};

use crate::format::picture::PictureFormat;
use crate::rules::measures::Measure;
use crate::rules::ranges::Range;
use crate::rules::{Breach, EditRule, Fault, Judgement, Kept, Rules};
use crate::verify::Report;
use crate::verify::account::{Account, word};
use crate::words::{Catalog, Language, Value, words};

impl Rules {
    /// What is allowed, a sentence or two an item. Edits and parameters have the names that recipes have for them.
    pub fn told(&self, language: Language) -> Vec<String> {
        let words = words(language);
        let mut told: Vec<String> =
            self.edits.iter().map(|(edit, rule)| rule.told(edit, words)).collect();
        if told.is_empty() {
            told.push(words.say("rule-none", []));
        } else {
            let others = Edit::KINDS.iter().map(|kind| kind.word);
            let others: Vec<_> = others
                .filter(|word| !self.edits.contains_key(word))
                .map(|word| words.quoted(word))
                .collect();
            if !others.is_empty() {
                told.push(words.say("rule-others", [("edits", words.listed(&others).into())]));
            }
        }
        told.extend(Measure::ALL.map(|measure| self.measure_told(measure, words)));
        let file = &self.file;
        for (name, allowed) in [
            ("rule-unknown-makers", file.unknown_makers),
            ("rule-simulated-cameras", file.simulated_cameras),
            ("rule-notaries", file.notaries),
            ("rule-ycbcr", file.ycbcr),
        ] {
            let allowed = if allowed { "yes" } else { "no" };
            told.push(words.say(name, [("allowed", allowed.into())]));
        }
        let formats: Vec<_> = file.formats.iter().map(|&format| format_named(format)).collect();
        told.push(words.say("rule-formats", [("formats", words.listed(&formats).into())]));
        told
    }

    fn measure_told(&self, measure: Measure, words: &Catalog) -> String {
        let Some(&Range { least, most }) = self.measures.get(&measure) else {
            return words.say(any_of(measure), []);
        };
        if measure == Measure::EnlargedPermille && most == 1000 {
            return words.say("rule-enlarged-never", []);
        }
        let number = |number| written(measure, number, words).into();
        words.say(rule_of(measure), [("least", number(least)), ("most", number(most))])
    }
}

impl EditRule {
    fn told(&self, edit: &str, words: &Catalog) -> String {
        let range = |(parameter, range): (&String, &Range)| {
            let Range { least, most } = *range;
            let values = [
                ("parameter", words.quoted(parameter).into()),
                ("least", least.into()),
                ("most", most.into()),
            ];
            words.say("rule-range", values)
        };
        let mut limits: Vec<String> = self.ranges.iter().map(range).collect();
        limits.extend(self.free.iter().map(|parameter| {
            words.say("rule-any", [("parameter", words.quoted(parameter).into())])
        }));
        if let Some(forms) = &self.one_of {
            let forms: Vec<_> = forms.iter().map(|form| words.edit(form)).collect();
            limits.push(words.say("rule-forms", [("forms", words.listed(&forms).into())]));
        }
        let mut listed = words.listed(&limits);
        if !listed.is_empty() {
            listed.insert_str(0, ", ");
        }
        let values = [
            ("edit", words.quoted(edit).into()),
            ("times", self.times.into()),
            ("limits", listed.into()),
        ];
        words.say("rule-edit", values)
    }
}

impl Breach {
    /// Which edit of the recipe breaks the rule, and how; without a recipe only how.
    pub fn told(&self, recipe: Option<&Recipe>, language: Language) -> String {
        let words = words(language);
        let breach = self.fault.told(words);
        let edits = recipe.map_or(&[][..], Recipe::edits);
        let edit = self.edit.and_then(|number| Some((number, edits.get(number.checked_sub(1)?)?)));
        match edit {
            Some((number, edit)) => words.say(
                "breach-at",
                [
                    ("number", number.into()),
                    ("edit", words.edit(edit).into()),
                    ("breach", breach.into()),
                ],
            ),
            None => breach,
        }
    }
}

impl Fault {
    fn told(&self, words: &Catalog) -> String {
        match self {
            Fault::NotAllowed => words.say("breach-not-allowed", []),
            Fault::NotListed => words.say("breach-not-listed", []),
            Fault::TooOften { most } => {
                words.say("breach-too-often", [("most", Value::from(*most))])
            }
            Fault::Parameter { parameter, value, least, most } => {
                let name = [
                    ("parameter", parameter.as_str().into()),
                    ("quoted", words.quoted(parameter).into()),
                ];
                let number = |number: &i64| as_edits_have_it(parameter, *number, words).into();
                words.say(
                    "breach-parameter",
                    [
                        ("parameter", words.say("parameter-name", name).into()),
                        ("value", number(value)),
                        ("least", number(least)),
                        ("most", number(most)),
                    ],
                )
            }
            Fault::Measure { measure, value, least, most } => {
                let number = |number: &i64| written(*measure, *number, words).into();
                let values =
                    [("value", number(value)), ("least", number(least)), ("most", number(most))];
                words.say(breach_of(*measure), values)
            }
            Fault::UnknownMaker => words.say("breach-unknown-maker", []),
            Fault::SimulatedCamera => words.say("breach-simulated-camera", []),
            Fault::Notary => words.say("breach-notary", []),
            Fault::Ycbcr => words.say("breach-ycbcr", []),
            Fault::Format { format } => {
                words.say("breach-format", [("format", format_named(*format).into())])
            }
        }
    }
}

impl Judgement {
    /// Whether the picture is within the rules, and then each breach in a sentence. `recipe` is that of the report.
    pub fn told(&self, recipe: Option<&Recipe>, language: Language) -> Vec<String> {
        let words = words(language);
        let state = match (self.state, &self.breaches[..]) {
            // Somebody made this up.
            (Kept::Within, [_, ..]) => Kept::Against,
            (state, _) => state,
        };
        let kept = [
            ("state", word(&state).into()),
            ("name", words.quoted(&self.name).into()),
            ("count", self.breaches.len().into()),
        ];
        let mut told = vec![words.say("rules-kept", kept)];
        told.extend(self.breaches.iter().map(|breach| breach.told(recipe, language)));
        told
    }
}

impl Account {
    /// The account of a report with what rules say of the picture, if it was judged by some, and what rules are.
    #[must_use]
    pub fn with_rules(
        mut self,
        judgement: Option<&Judgement>,
        report: &Report,
        language: Language,
    ) -> Self {
        if let Some(judgement) = judgement {
            self.rules = judgement.told(report.edits.as_ref(), language);
            self.rules.push(words(language).say("rules-beside", []));
        }
        self
    }
}

fn format_named(format: PictureFormat) -> String {
    word(&format).to_uppercase()
}

/// A value of a measure as sentences have it: a percentage, a factor, or the number.
fn written(measure: Measure, value: i64, words: &Catalog) -> String {
    let divided = |by: f64| words.decimal(&(value as f64 / by).to_string());
    match measure {
        Measure::KeptPermille | Measure::CoveredPermille | Measure::StretchedPermille => {
            divided(10.0)
        }
        Measure::EnlargedPermille => divided(1000.0),
        _ => value.to_string(),
    }
}

/// A parameter's value as the sentence about its edit has it: thousandths become a decimal number.
fn as_edits_have_it(parameter: &str, value: i64, words: &Catalog) -> String {
    if parameter.ends_with("permille") || parameter == "millidegrees" {
        words.decimal(&(value as f64 / 1000.0).to_string())
    } else {
        value.to_string()
    }
}

fn breach_of(measure: Measure) -> &'static str {
    match measure {
        Measure::KeptPermille => "breach-kept",
        Measure::CoveredPermille => "breach-covered",
        Measure::EnlargedPermille => "breach-enlarged",
        Measure::StretchedPermille => "breach-stretched",
        Measure::LongerSide => "breach-longer-side",
        Measure::ToneShift => "breach-tone-shift",
        Measure::ColourCast => "breach-colour-cast",
        Measure::ClippedTones => "breach-clipped-tones",
        Measure::ColourGain => "breach-colour-gain",
    }
}

fn rule_of(measure: Measure) -> &'static str {
    match measure {
        Measure::KeptPermille => "rule-kept",
        Measure::CoveredPermille => "rule-covered",
        Measure::EnlargedPermille => "rule-enlarged",
        Measure::StretchedPermille => "rule-stretched",
        Measure::LongerSide => "rule-longer-side",
        Measure::ToneShift => "rule-tone-shift",
        Measure::ColourCast => "rule-colour-cast",
        Measure::ClippedTones => "rule-clipped-tones",
        Measure::ColourGain => "rule-colour-gain",
    }
}

/// The message for a measure without a bound.
fn any_of(measure: Measure) -> &'static str {
    match measure {
        Measure::KeptPermille => "rule-kept-any",
        Measure::CoveredPermille => "rule-covered-any",
        Measure::EnlargedPermille => "rule-enlarged-any",
        Measure::StretchedPermille => "rule-stretched-any",
        Measure::LongerSide => "rule-longer-side-any",
        Measure::ToneShift => "rule-tone-shift-any",
        Measure::ColourCast => "rule-colour-cast-any",
        Measure::ClippedTones => "rule-clipped-tones-any",
        Measure::ColourGain => "rule-colour-gain-any",
    }
}
