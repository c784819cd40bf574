//! Rules in words: what a rules file allows, and what became of a picture that was judged by it.

use proofroom_circuits::edits::EditKind;
use proofroom_circuits::{Edit, Recipe};

use crate::format::picture::PictureFormat;
use crate::rules::measures::Measure;
use crate::rules::ranges::{Range, numbers};
use crate::rules::{Breach, EditRule, Fault, Judgement, Kept, Rules};
use crate::verify::Report;
use crate::verify::account::{Account, word};
use crate::words::{Catalog, Language, Value, words};

impl Rules {
    /// What is allowed, a sentence or two an item. Numbers have the units that the sentences about edits have.
    pub fn told(&self, language: Language) -> Vec<String> {
        let words = words(language);
        let rule = |kind: &EditKind| Some(self.edits.get(kind.word)?.told(kind.word, words));
        let mut told: Vec<String> = Edit::KINDS.iter().filter_map(rule).collect();
        if told.is_empty() {
            told.push(words.say("rule-none", []));
        } else {
            let others = Edit::KINDS.iter().map(|kind| kind.word);
            let others: Vec<_> = others
                .filter(|word| !self.edits.contains_key(word))
                .map(|word| named(word, words))
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
            ("rule-black-and-white", file.black_and_white),
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
        if let Some((_, never)) = never_of(measure).filter(|_| most == measure.limits().least) {
            return words.say(never, []);
        }
        let number = |number| written(measure, number, words).into();
        words.say(rule_of(measure), [("least", number(least)), ("most", number(most))])
    }
}

impl EditRule {
    fn told(&self, edit: &str, words: &Catalog) -> String {
        let kind = Edit::KINDS.iter().find(|kind| kind.word == edit);
        let order: Vec<String> = kind.map(parameters).unwrap_or_default();
        let is_alone = order.len() == 1;
        let name = |parameter: &str| words.say("parameter", [("parameter", parameter.into())]);
        let range = |parameter: &String, Range { least, most }: Range| {
            let number = |number| as_edits_have_it(parameter, number, words);
            let message = match (is_alone, least == most) {
                (true, false) => "rule-value",
                (true, true) => "rule-value-only",
                (false, false) => "rule-range",
                (false, true) => "rule-range-only",
            };
            let values = [
                ("edit", edit.into()),
                ("parameter", name(parameter).into()),
                ("least", number(least).into()),
                ("most", number(most).into()),
            ];
            words.say(message, values)
        };
        let any = |parameter: &String| {
            let message = if is_alone { "rule-value-any" } else { "rule-any" };
            words.say(message, [("parameter", name(parameter).into())])
        };
        let ranges = self.ranges.iter().map(|(name, limits)| (name, range(name, *limits)));
        let free = self.free.iter().map(|name| (name, any(name)));
        let mut limits: Vec<_> = ranges.chain(free).collect();
        limits.sort_by_key(|(name, _)| order.iter().position(|parameter| parameter == *name));
        let mut limits: Vec<String> = limits.into_iter().map(|(_, limit)| limit).collect();
        if let Some(forms) = &self.one_of {
            let forms: Vec<_> = forms.iter().map(|form| words.edit(form)).collect();
            limits.push(words.say("rule-forms", [("forms", words.listed(&forms).into())]));
        }
        let mut listed = words.listed(&limits);
        if !listed.is_empty() {
            listed.insert_str(0, ", ");
        }
        let values = [
            ("edit", named(edit, words).into()),
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
                let number = |number: &i64| as_edits_have_it(parameter, *number, words).into();
                let name = [("parameter", parameter.as_str().into())];
                words.say(
                    if least == most { "breach-parameter-only" } else { "breach-parameter" },
                    [
                        ("subject", words.say("parameter.subject", name).into()),
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
                let never = never_of(*measure).filter(|_| *most == measure.limits().least);
                words.say(never.map_or_else(|| breach_of(*measure), |(breach, _)| breach), values)
            }
            Fault::UnknownMaker => words.say("breach-unknown-maker", []),
            Fault::SimulatedCamera => words.say("breach-simulated-camera", []),
            Fault::Notary => words.say("breach-notary", []),
            Fault::Ycbcr => words.say("breach-ycbcr", []),
            Fault::BlackAndWhite => words.say("breach-black-and-white", []),
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

/// The parameters of an edit, those that have a range first and in the order in which it has them.
fn parameters(kind: &EditKind) -> Vec<String> {
    let ranges = kind.parameters.iter().map(|parameter| parameter.name.to_owned());
    let numbers = kind.examples().first().map(numbers).unwrap_or_default().into_keys();
    let mut all = Vec::new();
    for name in ranges.chain(numbers) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

/// An edit as rules speak of it.
fn named(edit: &str, words: &Catalog) -> String {
    words.say(&format!("edit-{}.name", edit.replace('_', "-")), [])
}

/// A parameter's value as the sentence about its edit has it: thousandths become a decimal number, and angles are in
/// degrees.
fn as_edits_have_it(parameter: &str, value: i64, words: &Catalog) -> String {
    let thousandths = || words.decimal(&(value as f64 / 1000.0).to_string());
    let number = match parameter {
        "millidegrees" => format!("{}°", thousandths()),
        "turns" => format!("{}°", value.saturating_mul(90)),
        _ if parameter.ends_with("permille") => thousandths(),
        _ => value.to_string(),
    };
    number.replace('-', "−")
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
        Measure::ColourChange => "breach-colour-change",
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
        Measure::ColourChange => "rule-colour-change",
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
        Measure::ColourChange => "rule-colour-change-any",
    }
}

/// The messages for a measure whose bound is the least that there is, if there are some: that it is more, and that it
/// may not be.
fn never_of(measure: Measure) -> Option<(&'static str, &'static str)> {
    match measure {
        Measure::CoveredPermille => Some(("breach-covered-never", "rule-covered-never")),
        Measure::EnlargedPermille => Some(("breach-enlarged-never", "rule-enlarged-never")),
        Measure::StretchedPermille => Some(("breach-stretched-never", "rule-stretched-never")),
        _ => None,
    }
}
