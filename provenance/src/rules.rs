//! House rules: which edits a newsroom allows in what it publishes, how strong they may be, alone and together, and
//! what it asks of the file.
//!
//! Rules are judged by the list of edits, where the proof of that list holds, and beside the verdict: they never change
//! it. They say nothing of what the picture shows. An edit that a rules file does not name is not allowed, so that an
//! edit that a later version has is not allowed by accident; the names of edits and of their parameters come from the
//! edits. `docs/rules.md` describes the file.
//!
//! A bound on an edit alone would be easy to get round: two contrasts, a resize to one pixel and back, a white balance
//! with three equal gains. So each edit has a number of times that it may occur, and [`Measure`]s are of the whole
//! list.

#[cfg(feature = "files")]
mod files;
mod json;
mod measures;
mod outline;
mod ranges;
mod read;
mod told;

use std::collections::BTreeMap;
#[cfg(feature = "files")]
use std::path::PathBuf;

use proofroom_circuits::{Channels, Edit, Recipe, Size};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::format::original::Original;
use crate::format::picture::PictureFormat;
#[cfg(feature = "files")]
use crate::system::files::FileError;
#[cfg(feature = "files")]
use crate::system::folders::NoFolder;
use crate::system::text;
use crate::verify::trust::{Standing, Trust};
use crate::verify::{CameraReport, Report};
use crate::words::Language;

use measures::Measured;
use ranges::{Range, numbers};

pub use measures::Measure;

/// The rules of a newsroom, the content of `rules.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    name: String,
    /// By the edits' words.
    edits: BTreeMap<&'static str, EditRule>,
    /// The bounds of the measures that have some.
    measures: BTreeMap<Measure, Range>,
    file: FileRules,
}

/// How an edit is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EditRule {
    /// How often it may occur.
    times: usize,
    /// The parameters that are restricted.
    ranges: BTreeMap<String, Range>,
    /// The parameters that may have any value, to be told.
    free: Vec<String>,
    /// The only forms that are allowed; none if `ranges` decide.
    one_of: Option<Vec<Edit>>,
}

/// What is asked of a published file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FileRules {
    unknown_makers: bool,
    simulated_cameras: bool,
    notaries: bool,
    ycbcr: bool,
    black_and_white: bool,
    formats: Vec<PictureFormat>,
}

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Breach {
    /// The position of the edit that breaks it, from 1; none if all edits together do, or the file.
    pub edit: Option<usize>,
    /// Where the rule stands in the rules file, such as `edits.contrast.permille`.
    pub rule: String,
    /// How it is broken.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(flatten))]
    pub fault: Fault,
}

/// How a rule is broken: what was found, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// The edit is not among those that are allowed.
    NotAllowed,
    /// The edit is none of the forms that are listed.
    NotListed,
    /// The edit occurs too often; this is the first that is too many.
    TooOften {
        /// How often it may.
        most: i64,
    },
    /// A parameter of the edit is out of its range.
    Parameter {
        /// The parameter as recipes call it.
        parameter: String,
        /// Its value.
        value: i64,
        /// The least that is allowed.
        least: i64,
        /// The most that is allowed.
        most: i64,
    },
    /// What the edits come to is out of its range.
    Measure {
        /// What is measured.
        measure: Measure,
        /// What it is.
        value: i64,
        /// The least that is allowed.
        least: i64,
        /// The most that is allowed.
        most: i64,
    },
    /// The maker of the camera is unknown, or the notary.
    UnknownMaker,
    /// The camera is a program.
    SimulatedCamera,
    /// A notary signed in the place of a camera.
    Notary,
    /// The picture is stored as YCbCr.
    Ycbcr,
    /// No colour is left.
    BlackAndWhite,
    /// The file has a format that is not allowed.
    Format {
        /// Its format.
        format: PictureFormat,
    },
}

/// What rules say of a published picture. It stands beside the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Judgement {
    /// The name in the rules file, which whoever wrote it chose.
    pub name: String,
    /// Whether the rules are kept.
    pub state: Kept,
    /// The rules that are broken.
    pub breaches: Vec<Breach>,
}

/// Whether rules are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// All of them.
    Within,
    /// Not all of them.
    Against,
    /// Nothing is said, because no proof says which edits were made.
    NoProof,
    /// Nothing is said, because the file is an original, which is not published.
    Original,
}

/// What rules say of edits of an original before they are published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct JudgedEdits {
    /// The name in the rules file.
    pub name: String,
    /// The rules that would be broken.
    pub breaches: Vec<BrokenRule>,
}

/// A rule that would be broken, in the words of a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BrokenRule {
    /// The position of the edit that breaks it, from 0; none if all edits together do, or the file would.
    pub index: Option<usize>,
    /// Which edit breaks it, and how, in a sentence.
    pub sentence: String,
    /// How, for a place that shows the edit already.
    pub breach: String,
}

/// Why a rules file cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RulesError {
    /// The file could not be read.
    #[cfg(feature = "files")]
    #[error("the rules file cannot be used: {0}")]
    File(#[from] FileError),
    /// A file that is no rules file, and why.
    #[cfg(feature = "files")]
    #[error("{}: {error}", text::path(path))]
    InFile {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        error: Box<RulesError>,
    },
    /// There is no place for it.
    #[cfg(feature = "files")]
    #[error("the rules file cannot be found: {0}")]
    Folder(#[from] NoFolder),
    /// Longer than the limit.
    #[error("a rules file has at most {}", text::bytes(Rules::MAX_BYTES))]
    TooLong,
    /// Not JSON, or a name twice in an object.
    #[error("this is no rules file: {}", text::message(&.0.to_string()))]
    Json(#[from] serde_json::Error),
    /// A version that this program does not know.
    #[error("the rules have version {0}, and this program reads version {version}; update the program", version = Rules::VERSION)]
    Version(i64),
    /// Something that is missing, superfluous or not as it should be.
    #[error("{place}: {what}")]
    At {
        /// Where in the file, such as `edits.contrast.permille`.
        place: String,
        /// What is wrong, and what is allowed.
        what: String,
    },
}

impl Rules {
    /// The version of the file that this program reads.
    pub const VERSION: i64 = 1;
    /// The file in the user's config folder.
    pub const FILE: &'static str = "rules.json";
    /// The longest file.
    pub const MAX_BYTES: u64 = 1 << 18;
    /// The longest name, in bytes.
    pub const MAX_NAME: usize = 128;

    /// Whose rules they are, as the file says.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Judges the edits of a picture whose original has this size. A recipe that does not fit is judged as far as that
    /// is possible.
    pub fn judge(&self, recipe: &Recipe, original: Size) -> Vec<Breach> {
        let mut counts = BTreeMap::new();
        let mut breaches = Vec::new();
        for (number, edit) in (1..).zip(recipe.edits()) {
            let word = edit.word();
            let count = counts.entry(word).or_insert(0);
            *count += 1;
            let rule = self.edits.get(word);
            let faults =
                rule.map_or(vec![("", Fault::NotAllowed)], |rule| rule.faults(edit, *count));
            breaches.extend(faults.into_iter().map(|(key, fault)| Breach {
                edit: Some(number),
                rule: if key.is_empty() {
                    format!("edits.{word}")
                } else {
                    format!("edits.{word}.{key}")
                },
                fault,
            }));
        }
        let measured = Measured::of(recipe, original);
        for (measure, found) in measured.measures {
            let Some(&Range { least, most }) = self.measures.get(&measure) else { continue };
            let broken = found.into_iter().find(|found| !(least..=most).contains(&found.value));
            breaches.extend(broken.map(|found| Breach {
                edit: found.edit,
                rule: measure.place(),
                fault: Fault::Measure { measure, value: found.value, least, most },
            }));
        }
        if recipe.channels() == Channels::Ycbcr && !self.file.ycbcr {
            breaches.push(Breach::of_file("ycbcr", Fault::Ycbcr));
        }
        if measured.is_gray && !self.file.black_and_white {
            breaches.push(Breach::of_file("black_and_white", Fault::BlackAndWhite));
        }
        // In the order of the edits, and then what is wrong with all of them.
        breaches.sort_by_key(|breach| breach.edit.unwrap_or(usize::MAX));
        breaches
    }

    /// Judges who signed the original.
    pub fn judge_camera(&self, camera: &CameraReport) -> Vec<Breach> {
        let file = &self.file;
        let rules = [
            (
                camera.standing != Standing::Trusted,
                file.unknown_makers,
                "unknown_makers",
                Fault::UnknownMaker,
            ),
            (camera.simulated, file.simulated_cameras, "simulated_cameras", Fault::SimulatedCamera),
            (camera.notary, file.notaries, "notaries", Fault::Notary),
        ];
        let broken = rules.into_iter().filter(|(is_one, allowed, ..)| *is_one && !allowed);
        broken.map(|(_, _, key, fault)| Breach::of_file(key, fault)).collect()
    }

    /// Judges in which format a picture is published.
    pub fn judge_format(&self, format: PictureFormat) -> Option<Breach> {
        let allowed = self.file.formats.contains(&format);
        (!allowed).then(|| Breach::of_file("formats", Fault::Format { format }))
    }

    /// Judges everything at once: the edits, who signed, and the format, as far as they are known.
    pub fn judge_all(
        &self,
        recipe: &Recipe,
        original: Size,
        camera: Option<&CameraReport>,
        format: Option<PictureFormat>,
    ) -> Vec<Breach> {
        let mut breaches = self.judge(recipe, original);
        breaches.extend(camera.into_iter().flat_map(|camera| self.judge_camera(camera)));
        breaches.extend(format.and_then(|format| self.judge_format(format)));
        breaches
    }

    /// Judges what would be published of an original. Without a format, which is chosen last, the rest is judged.
    pub fn judge_edits(
        &self,
        original: &Original,
        recipe: &Recipe,
        format: Option<PictureFormat>,
        trust: &Trust,
        language: Language,
    ) -> JudgedEdits {
        let camera = CameraReport::new(&original.attestation.certificate, trust);
        let breaches = self.judge_all(recipe, original.hidden.size(), Some(&camera), format);
        self.judged(recipe, &breaches, language)
    }

    /// Breaches of edits that are not published yet, in the words of a language.
    pub fn judged(&self, recipe: &Recipe, breaches: &[Breach], language: Language) -> JudgedEdits {
        let broken = |breach: &Breach| BrokenRule {
            index: breach.edit.map(|number| number - 1),
            sentence: breach.told(Some(recipe), language),
            breach: breach.told(None, language),
        };
        JudgedEdits { name: self.name.clone(), breaches: breaches.iter().map(broken).collect() }
    }

    /// Judges the file of which this is the report. Nothing is said of a file whose proof does not hold, nor of an
    /// original.
    pub fn judge_report(&self, report: &Report) -> Judgement {
        let judgement = |state, breaches| Judgement { name: self.name.clone(), state, breaches };
        let Report { edits: Some(edits), original: Some(original), format: Some(format), .. } =
            report
        else {
            let state = if report.holds() { Kept::Original } else { Kept::NoProof };
            return judgement(state, Vec::new());
        };
        let (Ok(size), true) = (Size::new(original.width, original.height), report.holds()) else {
            return judgement(Kept::NoProof, Vec::new());
        };
        let breaches = self.judge_all(edits, size, report.camera.as_ref(), Some(*format));
        let state = if breaches.is_empty() { Kept::Within } else { Kept::Against };
        judgement(state, breaches)
    }
}

impl EditRule {
    /// What is wrong with an edit that occurs the `count`th time, each with the key of the rule below the edit's.
    fn faults(&self, edit: &Edit, count: usize) -> Vec<(&str, Fault)> {
        let mut faults = Vec::new();
        // One word is enough: the others after the first that is too many are too many as well.
        if count == self.times + 1 {
            faults.push(("times", Fault::TooOften { most: self.times as i64 }));
        }
        if self.one_of.as_ref().is_some_and(|forms| !forms.contains(edit)) {
            faults.push(("one_of", Fault::NotListed));
        }
        let numbers = numbers(edit);
        for (parameter, range) in &self.ranges {
            let value = numbers.get(parameter).copied().unwrap_or_default();
            if !range.contains(value) {
                let Range { least, most } = *range;
                let fault = Fault::Parameter { parameter: parameter.clone(), value, least, most };
                faults.push((parameter.as_str(), fault));
            }
        }
        faults
    }
}

impl Breach {
    fn of_file(key: &str, fault: Fault) -> Self {
        Breach { edit: None, rule: format!("file.{key}"), fault }
    }
}

#[cfg(test)]
mod tests {
    use proofroom_circuits::ImageHash;
    use serde_json::{Value, json};

    use super::measures::Form;
    use super::*;
    use crate::format::attestation::PublicKey;
    use crate::verify::account::Account;
    use crate::verify::{ImageReport, Reason, Verdict};

    const AGENCY: &str = include_str!("../../samples/rules/agency.json");
    const PHOTO: Size = Size::dangerously_unchecked(1200, 900);

    fn agency() -> Rules {
        Rules::from_json(AGENCY).expect("the example")
    }

    /// The example with another value at a place such as `edits.contrast.permille`; without one, without that member.
    fn changed(place: &str, value: Option<Value>) -> String {
        let mut json: Value = serde_json::from_str(AGENCY).expect("JSON");
        let mut node = &mut json;
        let (folder, last) = place.rsplit_once('.').unwrap_or(("", place));
        for name in folder.split('.').filter(|name| !name.is_empty()) {
            node = &mut node[name];
        }
        let members = node.as_object_mut().expect("an object");
        match value {
            Some(value) => drop(members.insert(last.into(), value)),
            None => drop(members.remove(last).expect("a member")),
        }
        json.to_string()
    }

    fn rules(changes: &[(&str, Value)]) -> Rules {
        let mut json: Value = serde_json::from_str(AGENCY).expect("JSON");
        json["edits"] = json!({});
        for section in ["frame", "combined"] {
            for bound in json[section].as_object_mut().expect("an object").values_mut() {
                *bound = json!("any");
            }
        }
        for (place, value) in changes {
            let pointer = format!("/{}", place.replace('.', "/"));
            match json.pointer_mut(&pointer) {
                Some(node) => *node = value.clone(),
                None => {
                    let (folder, name) = place.split_once('.').expect("a section");
                    json[folder][name] = value.clone();
                }
            }
        }
        Rules::from_json(&json.to_string()).expect("rules")
    }

    fn recipe(edits: &[&str]) -> Recipe {
        Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe")
    }

    /// The rules that edits of a photo of 1200 × 900 pixels break, each with the edit's position.
    fn broken(rules: &Rules, edits: &[&str]) -> Vec<(Option<usize>, String)> {
        let breaches = rules.judge(&recipe(edits), PHOTO);
        breaches.into_iter().map(|breach| (breach.edit, breach.rule)).collect()
    }

    #[test]
    fn what_a_file_can_say_is_read_strictly() {
        let check = |json: &str, words: &str| {
            let error = Rules::from_json(json).expect_err(words).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
            assert!(!error.contains('\n'), "{error:?}");
        };
        check("", "no rules file: EOF");
        check("[]", "the file: this must be an object");
        check("{}", "the file: there must be a member “version” whose value is 1");
        check(r#"{"version":"1"}"#, "whose value is 1");
        check(r#"{"version":2}"#, "version 2, and this program reads version 1");
        check(r#"{"version":1}"#, "the file: “name” is missing: write whose rules these are");
        check(r#"{"version":1,"version":1}"#, "\"version\" stands twice in one object");
        check(&format!("{AGENCY}{{}}"), "trailing characters");
        check(&AGENCY.replace("250", "250.5"), "250.5 is not a whole number");
        check(&AGENCY.replace("250", "1e400"), "no rules file");
        check(&AGENCY.replace("250", "99999999999999999999"), "no rules file");
        check(&"[".repeat(1000), "no rules file: recursion limit");
        let long = format!("{AGENCY}{}", " ".repeat(Rules::MAX_BYTES as usize));
        check(&long, "a rules file has at most");
        for (place, value, words) in [
            ("more", json!(1), "the file: “more” means nothing here; there can be version, name,"),
            ("name", json!(""), "name: this must be a name of 1 to 128 bytes"),
            ("name", json!("A ”B"), "name: this must be a name"),
            ("name", json!("x".repeat(129)), "name: this must be a name"),
            ("name", json!(3), "name: this must be a name"),
            ("edits", json!([]), "edits: this must be an object, in braces, and not []"),
            ("edits.paint", json!({}), "edits: there is no edit “paint”; the edits are crop,"),
            ("edits.contrast", json!("any"), "edits.contrast: this must be an object"),
            (
                "edits.contrast",
                json!({}),
                "edits.contrast: “permille” is missing: write a range such as [0, 8000]",
            ),
            (
                "edits.contrast",
                json!({"permille": "any", "x": 1}),
                "edits.contrast: “x” means nothing here; there can be permille, one_of and times",
            ),
            (
                "edits.contrast.permille",
                json!(1500),
                "edits.contrast.permille: this must be a range such as [0, 8000], or \"any\", and not 1500",
            ),
            (
                "edits.contrast.permille",
                json!([1500]),
                "edits.contrast.permille: this must be a range",
            ),
            (
                "edits.contrast.permille",
                json!([1500, 700]),
                "edits.contrast.permille: nothing is within 1500 to 700",
            ),
            (
                "edits.contrast.permille",
                json!([0, 8001]),
                "edits.contrast.permille: 8001 is not possible: the values are 0 to 8000",
            ),
            (
                "edits.contrast.permille",
                json!("some"),
                "edits.contrast.permille: this must be a range",
            ),
            (
                "edits.contrast.times",
                json!(0),
                "edits.contrast.times: this must be a whole number from 1 to 32",
            ),
            ("edits.contrast.times", json!(33), "edits.contrast.times: this must be"),
            (
                "edits.white_balance.green_permille",
                Value::Null,
                "edits.white_balance.green_permille: this must be a range",
            ),
            (
                "edits.curve",
                json!({}),
                "edits.curve: “points” is missing: write \"any\", or list the forms",
            ),
            (
                "edits.curve.points",
                json!([0, 255]),
                "edits.curve.points: this must be \"any\"; list the forms",
            ),
            ("edits.convolve", json!({"divisor": [1, 9]}), "edits.convolve: “kernel” is missing"),
            ("edits.convolve", json!({"kernel": "any"}), "edits.convolve: “divisor” is missing"),
            (
                "edits.convolve.one_of",
                json!([]),
                "edits.convolve.one_of: this must be a list of 1 to 16 forms of the edit",
            ),
            (
                "edits.flip",
                json!({"one_of": vec![json!({"axis": "vertical"}); 17]}),
                "edits.flip.one_of: this must be a list of 1 to 16",
            ),
            ("edits.convolve.one_of", json!({}), "edits.convolve.one_of: this must be a list"),
            (
                "edits.convolve.one_of",
                json!([{"preset": "glow"}]),
                "edits.convolve.one_of[1]: there is no preset \"glow\"",
            ),
            (
                "edits.convolve.one_of",
                json!([{"kernel": [[1]], "divisor": 1}]),
                "edits.convolve.one_of[1]: a kernel has 3 rows",
            ),
            (
                "edits.flip",
                json!({"one_of": [{"axis": "diagonal"}]}),
                "edits.flip.one_of[1]: unknown variant",
            ),
            (
                "edits.contrast",
                json!({"one_of": [{"permille": 9000}]}),
                "edits.contrast.one_of[1]: permille is 9000",
            ),
            ("frame.more", json!(1), "frame: “more” means nothing here"),
            (
                "frame.kept_permille",
                json!(1001),
                "frame.kept_permille: this must be a whole number from 0 to 1000, or \"any\", and not 1001",
            ),
            ("frame.kept_permille", json!("all"), "frame.kept_permille: this must be"),
            ("frame.longer_side", json!(400), "frame.longer_side: this must be a range"),
            ("frame.longer_side", json!([0, 400]), "frame.longer_side: 0 is not possible"),
            ("frame.enlarged_permille", json!(999), "from 1000 to 100000"),
            (
                "combined.tone_shift",
                json!(256),
                "combined.tone_shift: this must be a whole number from 0 to 255",
            ),
            ("file.ycbcr", json!("no"), "file.ycbcr: this must be true or false, and not \"no\""),
            ("file.formats", json!([]), "file.formats: the list is empty"),
            ("file.formats", json!(["png", "png"]), "file.formats[2]: this format stands twice"),
            (
                "file.formats",
                json!(["gif"]),
                "file.formats[1]: this must be one of png and jpeg, and not \"gif\"",
            ),
            ("file.formats", json!("png"), "file.formats: this must be a list of formats"),
        ] {
            check(&changed(place, Some(value)), words);
        }
        for (place, words) in [
            ("edits", "the file: “edits” is missing"),
            ("frame", "the file: “frame” is missing: write an object with kept_permille,"),
            ("combined", "the file: “combined” is missing"),
            ("file", "the file: “file” is missing"),
            (
                "frame.kept_permille",
                "frame: “kept_permille” is missing: write a whole number from 0 to 1000",
            ),
            ("combined.colour_gain", "combined: “colour_gain” is missing"),
            ("file.notaries", "file: “notaries” is missing: write true"),
            ("file.formats", "file: “formats” is missing"),
        ] {
            check(&changed(place, None), words);
        }
        let hostile = changed("edits.\u{202e}\u{7}”! Verified", Some(json!({})));
        let error = Rules::from_json(&hostile).expect_err("no edit").to_string();
        assert!(error.contains(r"“\u{202e}\u{7}\u{201d}! Verified”"), "{error}");
    }

    /// Each parameter of each edit, whichever there are: at the ends of its range and one beyond.
    #[test]
    fn parameters_are_held_to_the_rules_at_their_ends() {
        for kind in Edit::KINDS {
            let example = &kind.examples()[0];
            let word = kind.word;
            let json = serde_json::to_value(example).expect("plain data");
            let any: serde_json::Map<_, _> =
                kind.parameters.iter().map(|p| (p.name.to_owned(), json!("any"))).collect();
            for (name, value) in numbers(example) {
                let mut rule = any.clone();
                rule.insert(name.clone(), json!([value, value]));
                let exactly = rules(&[(&format!("edits.{word}"), Value::Object(rule))]);
                let of = |value: i64| {
                    let mut edit = json[word].clone();
                    edit[&name] = value.into();
                    json!([{ word: edit }]).to_string()
                };
                let judged = |value| {
                    let recipe = Recipe::from_json(&of(value)).ok()?;
                    let breaches = exactly.judge(&recipe, PHOTO);
                    Some(
                        breaches
                            .into_iter()
                            .filter(|breach| breach.rule.starts_with("edits"))
                            .collect::<Vec<_>>(),
                    )
                };
                assert_eq!(judged(value), Some(vec![]), "{word}.{name}");
                // Some types hold no value beyond.
                for beyond in [value - 1, value + 1] {
                    let Some(breaches) = judged(beyond) else { continue };
                    assert_eq!(breaches.len(), 1, "{word}.{name} {beyond}");
                    assert_eq!(breaches[0].rule, format!("edits.{word}.{name}"));
                    let fault = Fault::Parameter {
                        parameter: name.clone(),
                        value: beyond,
                        least: value,
                        most: value,
                    };
                    assert_eq!(breaches[0].fault, fault);
                }
            }
            let nothing = rules(&[]).judge(&Recipe::new(vec![example.clone()]), PHOTO);
            assert_eq!(nothing[0].fault, Fault::NotAllowed, "{word}");
            let form = rules(&[(&format!("edits.{word}"), json!({"one_of": [json[word]]}))]);
            let fault = |edit: &Edit| form.judge(&Recipe::new(vec![edit.clone()]), PHOTO);
            let is_listed = |breach: &Breach| breach.fault != Fault::NotListed;
            assert!(fault(example).iter().all(is_listed), "{word}");
            for other in kind.examples().iter().filter(|other| *other != example) {
                assert!(!fault(other).iter().all(is_listed), "{word}");
            }
        }
    }

    const HALF: &str = r#"{"crop":{"x":0,"y":0,"width":600,"height":900}}"#;
    const HALF_OF_HALF: &str = r#"{"crop":{"x":0,"y":0,"width":600,"height":450}}"#;
    const LESS: &str = r#"{"crop":{"x":0,"y":0,"width":600,"height":449}}"#;
    const CONTRAST: &str = r#"{"contrast":{"permille":1500}}"#;

    /// What edits come to, and the edit at which they do; a bound there is kept, and one that is stricter by one is
    /// not.
    #[test]
    fn measures_at_their_bounds() {
        let check = |place: &str, edits: &[&str], value: i64, at: Option<usize>| {
            let sizes = recipe(edits).sizes(PHOTO);
            assert!(sizes.is_ok(), "{edits:?}: {sizes:?}");
            let measure = Measure::ALL.into_iter().find(|measure| measure.place() == place);
            let measure = measure.expect("a measure");
            let range = |from: i64, to: i64| (json!([from, to]), from <= to && from >= 1);
            let one = |value: i64| (json!(value), measure.limits().contains(value));
            let (kept, stricter) = match measure.form() {
                Form::Least => (one(value), vec![one(value + 1)]),
                Form::Most => (one(value), vec![one(value - 1)]),
                Form::Range => {
                    (range(value, value), vec![range(1, value - 1), range(value + 1, 2 * value)])
                }
            };
            let bounds = [(kept, vec![])].into_iter();
            let stricter = stricter.into_iter().map(|bound| (bound, vec![(at, place.to_owned())]));
            for ((bound, is_possible), expected) in bounds.chain(stricter) {
                if is_possible {
                    let all = rules(&[(place, bound.clone())]);
                    let found = broken(&all, edits).into_iter();
                    let found: Vec<_> = found.filter(|(_, rule)| rule == place).collect();
                    assert_eq!(found, expected, "{place} {bound} of {edits:?}");
                }
            }
        };
        let turn = r#"{"rotate90":{"turns":1}}"#;
        let resize = |width: u32, height: u32| {
            format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#)
        };
        check("frame.kept_permille", &[HALF], 500, Some(1));
        check("frame.kept_permille", &[HALF, HALF_OF_HALF], 250, Some(2));
        check("frame.kept_permille", &[HALF, LESS], 249, Some(2));
        // Thirds are no exact numbers: of 1200 × 900 these are exactly a sixth, and then a twelfth.
        let third = r#"{"crop":{"x":0,"y":0,"width":400,"height":450}}"#;
        check("frame.kept_permille", &[third], 166, Some(1));
        let hidden = r#"{"crop_hidden":{"width":400,"height":225}}"#;
        check("frame.kept_permille", &[third, hidden], 83, Some(2));
        // Black corners are no part of the original: this crop of 1200 × 900 pixels of a frame of 1487 × 1245 has some.
        let tilt = r#"{"straighten":{"millidegrees":15000}}"#;
        let within = r#"{"crop":{"x":120,"y":140,"width":1200,"height":900}}"#;
        check("frame.kept_permille", &[tilt, within], 887, Some(2));
        let corner = r#"{"crop":{"x":0,"y":0,"width":200,"height":100}}"#;
        check("frame.kept_permille", &[tilt, corner], 0, Some(2));
        // At a hidden place, it may have most of them.
        let anywhere = r#"{"crop_hidden":{"width":1200,"height":900}}"#;
        check("frame.kept_permille", &[tilt, anywhere], 720, Some(2));
        // Enlarging between two crops gives nothing back.
        let large = resize(1200, 1800);
        check("frame.kept_permille", &[HALF, &large, HALF], 125, Some(3));
        let bar = r#"{"redact":{"x":0,"y":0,"width":120,"height":90}}"#;
        check("frame.covered_permille", &[bar], 10, Some(1));
        check("frame.covered_permille", &[bar, bar], 20, Some(2));
        let blocks = r#"{"pixelate":{"x":0,"y":0,"width":600,"height":450,"block":30}}"#;
        check("frame.covered_permille", &[bar, blocks], 260, Some(2));
        // Black corners around it make no rectangle smaller.
        check("frame.covered_permille", &[tilt, bar], 10, Some(2));
        check("frame.enlarged_permille", &[&resize(1800, 1350)], 1500, Some(1));
        check("frame.enlarged_permille", &[&resize(1800, 900)], 1500, Some(1));
        // To one pixel and back, turned in between or not.
        check("frame.enlarged_permille", &[&resize(12, 9), &resize(1200, 900)], 100_000, Some(2));
        check(
            "frame.enlarged_permille",
            &[&resize(600, 450), turn, &resize(900, 1200)],
            2000,
            Some(3),
        );
        check("frame.stretched_permille", &[&resize(600, 450)], 0, None);
        check("frame.stretched_permille", &[&resize(606, 450)], 10, None);
        check("frame.stretched_permille", &[&resize(600, 459)], 20, None);
        // Stretched the same way twice, and back.
        check("frame.stretched_permille", &[&resize(1320, 900), &resize(1452, 900)], 210, None);
        check("frame.stretched_permille", &[&resize(1320, 900), turn, &resize(900, 1200)], 0, None);
        // As near as whole pixels come to the ratio.
        check("frame.stretched_permille", &[&resize(100, 75)], 0, None);
        check("frame.stretched_permille", &[&resize(50, 38)], 0, None);
        check("frame.longer_side", &[&resize(800, 600)], 800, None);
        let brighter = r#"{"brightness":{"offset":20}}"#;
        check("combined.tone_shift", &[brighter], 20, None);
        check("combined.tone_shift", &[brighter, brighter], 40, None);
        check("combined.clipped_tones", &[brighter], 20, None);
        let tint =
            r#"{"white_balance":{"red_permille":1000,"green_permille":1000,"blue_permille":900}}"#;
        check("combined.colour_cast", &[tint], 25, None);
        let gains =
            r#"{"white_balance":{"red_permille":1200,"green_permille":1200,"blue_permille":1200}}"#;
        check("combined.colour_cast", &[gains], 0, None);
        check("combined.tone_shift", &[gains], 42, None);
        check("combined.colour_gain", &[r#"{"saturation":{"permille":1000}}"#], 0, None);
        check("combined.colour_gain", &[r#"{"saturation":{"permille":2000}}"#], 102, None);
        check("combined.colour_gain", &[r#"{"grayscale":{}}"#], 0, None);
        check("combined.colour_change", &[brighter], 18, None);
        check("combined.colour_change", &[tint], 23, None);
        check("combined.colour_change", &[r#"{"saturation":{"permille":1000}}"#], 0, None);
        check("combined.colour_change", &[r#"{"saturation":{"permille":500}}"#], 113, None);
        check("combined.colour_change", &[r#"{"saturation":{"permille":1}}"#], 226, None);
        // What is black and white has no colours that could be measured.
        check("combined.colour_change", &[r#"{"saturation":{"permille":0}}"#], 0, None);
        check("combined.colour_change", &[r#"{"grayscale":{}}"#], 0, None);
        check("combined.colour_change", &[r#"{"grayscale":{}}"#, tint], 229, None);
        // A kernel whose numbers sum to twice the divisor doubles every tone.
        let doubles = r#"{"convolve":{"kernel":[[0,0,0],[0,2,0],[0,0,0]],"divisor":1}}"#;
        check("combined.tone_shift", &[doubles], 127, None);
        let blur = r#"{"convolve":{"preset":"gaussian5"}}"#;
        check("combined.tone_shift", &[blur, turn, HALF], 0, None);
    }
    /// What somebody would try who wants more than the example allows, and the rule that says no.
    #[test]
    fn evasions_of_the_example() {
        let rules = agency();
        let check = |edits: &[&str], expected: &[(Option<usize>, &str)]| {
            assert!(recipe(edits).sizes(PHOTO).is_ok(), "{edits:?}");
            let found = broken(&rules, edits);
            let found: Vec<_> = found.iter().map(|(edit, rule)| (*edit, rule.as_str())).collect();
            assert_eq!(found, expected, "{edits:?}");
        };
        // What the rules are for.
        check(&[], &[]);
        let sharpen = r#"{"convolve":{"kernel":[[0,-1,0],[-1,8,-1],[0,-1,0]],"divisor":4}}"#;
        let small = r#"{"resize":{"width":600,"height":450}}"#;
        let balance =
            r#"{"white_balance":{"red_permille":1080,"green_permille":1000,"blue_permille":940}}"#;
        check(&[HALF_OF_HALF, r#"{"contrast":{"permille":1200}}"#, balance, sharpen], &[]);
        check(&[CONTRAST, small, r#"{"grayscale":{}}"#], &[]);

        check(&[HALF, LESS], &[(Some(2), "frame.kept_permille")]);
        check(&[r#"{"contrast":{"permille":1501}}"#], &[(Some(1), "edits.contrast.permille")]);
        check(
            &[CONTRAST, CONTRAST],
            &[
                (Some(2), "edits.contrast.times"),
                (None, "combined.clipped_tones"),
                (None, "combined.colour_gain"),
                (None, "combined.colour_change"),
            ],
        );
        // The same by other edits, each within its own range.
        let levels = r#"{"levels":{"black":40,"white":215,"gamma_permille":1000}}"#;
        check(
            &[CONTRAST, levels],
            &[
                (None, "combined.clipped_tones"),
                (None, "combined.colour_gain"),
                (None, "combined.colour_change"),
            ],
        );
        let curve = r#"{"curve":{"points":[[60,0],[195,255]]}}"#;
        check(
            &[curve],
            &[
                (None, "combined.clipped_tones"),
                (None, "combined.colour_gain"),
                (None, "combined.colour_change"),
            ],
        );
        check(
            &[r#"{"curve":{"points":[[0,0],[120,20],[136,235],[255,255]]}}"#],
            &[
                (None, "combined.tone_shift"),
                (None, "combined.colour_gain"),
                (None, "combined.colour_change"),
            ],
        );
        let exposure = r#"{"exposure":{"permille":1000}}"#;
        check(
            &[exposure, r#"{"brightness":{"offset":40}}"#],
            &[(None, "combined.tone_shift"), (None, "combined.colour_change")],
        );
        // To few pixels and back: a mosaic.
        check(
            &[r#"{"resize":{"width":12,"height":9}}"#, r#"{"resize":{"width":1200,"height":900}}"#],
            &[(Some(2), "edits.resize.times"), (Some(2), "frame.enlarged_permille")],
        );
        check(&[r#"{"resize":{"width":600,"height":900}}"#], &[(None, "frame.stretched_permille")]);
        check(&[r#"{"resize":{"width":4,"height":3}}"#], &[(None, "frame.longer_side")]);
        // White balance as exposure: the green gain is fixed.
        let gains =
            r#"{"white_balance":{"red_permille":1300,"green_permille":1300,"blue_permille":1300}}"#;
        check(&[gains], &[(Some(1), "edits.white_balance.green_permille")]);
        let warm =
            r#"{"white_balance":{"red_permille":1400,"green_permille":1000,"blue_permille":700}}"#;
        check(
            &[warm],
            &[
                (None, "combined.colour_cast"),
                (None, "combined.colour_gain"),
                (None, "combined.colour_change"),
            ],
        );
        // Colours that were converted and not converted back, or back and never there.
        let conversion = r#"{"rgb_to_ycbcr":{}}"#;
        let found = broken(&rules, &[conversion]);
        assert!(found.contains(&(None, "file.ycbcr".into())), "{found:?}");
        assert!(found.contains(&(Some(1), "edits.rgb_to_ycbcr".into())), "{found:?}");
        let found = broken(&rules, &[r#"{"ycbcr_to_rgb":{}}"#]);
        assert!(found.contains(&(None, "combined.colour_cast".into())), "{found:?}");
        // Contrast between two conversions strengthens colours, and grays stay as they were.
        let back = r#"{"ycbcr_to_rgb":{}}"#;
        let found = broken(&rules, &[conversion, r#"{"contrast":{"permille":2000}}"#, back]);
        assert!(found.contains(&(None, "combined.colour_gain".into())), "{found:?}");
        // Colours that fade, or gray that is tinted.
        let fade = r#"{"saturation":{"permille":700}}"#;
        check(&[fade, r#"{"contrast":{"permille":700}}"#], &[(None, "combined.colour_change")]);
        check(&[r#"{"saturation":{"permille":0}}"#], &[(Some(1), "edits.saturation.permille")]);
        let sepia =
            r#"{"white_balance":{"red_permille":1080,"green_permille":1000,"blue_permille":850}}"#;
        check(&[r#"{"grayscale":{}}"#, sepia], &[(None, "combined.colour_change")]);
        // A kernel that brightens, inverts or blurs is no sharpening.
        for kernel in [
            r#"{"kernel":[[0,0,0],[0,2,0],[0,0,0]],"divisor":1}"#,
            r#"{"kernel":[[0,-1,0],[-1,8,-1],[0,-1,0]],"divisor":3}"#,
            r#"{"preset":"gaussian5"}"#,
            r#"{"preset":"sharpen"}"#,
        ] {
            let found = broken(&rules, &[&format!(r#"{{"convolve":{kernel}}}"#)]);
            assert_eq!(found[0], (Some(1), "edits.convolve.one_of".into()));
        }
        // What covers, mirrors or hides where it was taken.
        for edit in [
            r#"{"redact":{"x":0,"y":0,"width":9,"height":9}}"#,
            r#"{"pixelate":{"x":0,"y":0,"width":90,"height":90,"block":9}}"#,
            r#"{"flip":{"axis":"horizontal"}}"#,
            r#"{"crop_hidden":{"width":900,"height":900}}"#,
        ] {
            let found = &rules.judge(&recipe(&[edit]), PHOTO)[0];
            assert_eq!((found.edit, &found.fault), (Some(1), &Fault::NotAllowed));
        }
    }

    /// Colours that are removed or replaced, by edits that a desk allows for other reasons and within no range.
    #[test]
    fn colours_are_not_lost_by_other_edits() {
        let any = |parameters: &[&str]| -> Value {
            parameters
                .iter()
                .map(|name| ((*name).to_owned(), json!("any")))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let lax = rules(&[
            ("edits.contrast", any(&["permille"])),
            ("edits.saturation", any(&["permille"])),
            ("edits.curve", any(&["points"])),
            ("edits.levels", any(&["black", "white", "gamma_permille"])),
            ("edits.white_balance", any(&["red_permille", "green_permille", "blue_permille"])),
            ("edits.grayscale", json!({"times": 2})),
            ("edits.rgb_to_ycbcr", json!({"times": 2})),
            ("edits.ycbcr_to_rgb", json!({"times": 2})),
            ("edits.convolve", any(&["kernel", "divisor"])),
            ("combined.colour_change", json!(60)),
            ("file.ycbcr", json!(true)),
            ("file.black_and_white", json!(false)),
        ]);
        const GRAY: &str = r#"{"grayscale":{}}"#;
        const TO: &str = r#"{"rgb_to_ycbcr":{}}"#;
        const BACK: &str = r#"{"ycbcr_to_rgb":{}}"#;
        const CHANGE: &str = "combined.colour_change";
        for (edits, rule) in [
            (&[GRAY][..], "file.black_and_white"),
            (&[r#"{"saturation":{"permille":0}}"#], "file.black_and_white"),
            (&[r#"{"contrast":{"permille":0}}"#], "file.black_and_white"),
            (&[r#"{"curve":{"points":[[0,9],[255,9]]}}"#], "file.black_and_white"),
            (
                &[r#"{"convolve":{"kernel":[[0,0,0],[0,0,0],[0,0,0]],"divisor":1}}"#],
                "file.black_and_white",
            ),
            (&[TO, r#"{"contrast":{"permille":0}}"#, BACK], "file.black_and_white"),
            (&[r#"{"saturation":{"permille":200}}"#], CHANGE),
            (
                &[
                    r#"{"white_balance":{"red_permille":300,"green_permille":1000,"blue_permille":2000}}"#,
                ],
                CHANGE,
            ),
            (
                &[
                    GRAY,
                    r#"{"white_balance":{"red_permille":1100,"green_permille":1000,"blue_permille":900}}"#,
                ],
                CHANGE,
            ),
            (&[r#"{"levels":{"black":127,"white":128,"gamma_permille":1000}}"#], CHANGE),
            (&[TO], CHANGE),
            (&[BACK], CHANGE),
            (&[TO, TO], CHANGE),
            (&[GRAY, TO], CHANGE),
            (&[TO, GRAY, BACK], CHANGE),
            (&[TO, r#"{"saturation":{"permille":0}}"#, BACK], CHANGE),
            (&[TO, r#"{"saturation":{"permille":300}}"#, BACK], CHANGE),
            (
                &[
                    TO,
                    r#"{"white_balance":{"red_permille":1000,"green_permille":700,"blue_permille":1300}}"#,
                    BACK,
                ],
                CHANGE,
            ),
        ] {
            let found = broken(&lax, edits);
            assert_eq!(found, [(None, rule.to_owned())], "{edits:?}");
        }
        let slight = [r#"{"saturation":{"permille":900}}"#, r#"{"contrast":{"permille":1100}}"#];
        assert_eq!(broken(&lax, &slight), []);
        assert_eq!(broken(&lax, &[TO, BACK]), []);
    }

    /// Each edit at the ends of its range is within the example's bounds on all edits together.
    #[test]
    fn the_ends_of_the_example_are_within_its_bounds() {
        let json: Value = serde_json::from_str(AGENCY).expect("JSON");
        for (word, rule) in json["edits"].as_object().expect("an object") {
            let ranges =
                rule.as_object().expect("an object").iter().filter(|(_, range)| range.is_array());
            for (name, range) in ranges.filter(|(name, _)| *name != "one_of") {
                for end in range.as_array().expect("a range") {
                    let mut edit = json!({ "black": 0, "white": 255, "gamma_permille": 1000 });
                    if word == "white_balance" {
                        edit = json!({ "red_permille": 1000, "green_permille": 1000, "blue_permille": 1000 });
                    } else if word != "levels" {
                        edit = json!({});
                    }
                    edit[name] = end.clone();
                    let edit = json!({ word.as_str(): edit }).to_string();
                    assert_eq!(broken(&agency(), &[&edit]), [], "{edit}");
                }
            }
        }
        for edit in [
            r#"{"grayscale":{}}"#,
            r#"{"convolve":{"kernel":[[0,-1,0],[-1,8,-1],[0,-1,0]],"divisor":4}}"#,
        ] {
            assert_eq!(broken(&agency(), &[edit]), [], "{edit}");
        }
    }

    /// An edit of one value needs no name for it; of several, each has one in every language.
    #[test]
    fn each_parameter_has_a_name() {
        for language in Language::ALL {
            let words = crate::words::words(language);
            let said = |message, name: &str| words.say(message, [("parameter", name.into())]);
            for kind in Edit::KINDS {
                let numbers = numbers(&kind.examples()[0]);
                let many = kind.parameters.iter().map(|parameter| parameter.name);
                let many: Vec<_> = many.filter(|name| !numbers.contains_key(*name)).collect();
                for name in &many {
                    assert_ne!(said("parameter", name), said("parameter", ""), "{}", kind.word);
                }
                for name in numbers.keys().filter(|_| numbers.len() + many.len() > 1) {
                    for message in ["parameter", "parameter.subject"] {
                        assert_ne!(said(message, name), said(message, ""), "{}.{name}", kind.word);
                    }
                }
            }
        }
    }

    #[test]
    fn limits_have_the_units_of_the_edits() {
        let all = rules(&[
            (
                "edits.white_balance",
                json!({"blue_permille": [700, 1400], "green_permille": [1000, 1000], "red_permille": "any"}),
            ),
            ("edits.straighten", json!({"millidegrees": [-2500, 5000]})),
            ("edits.exposure", json!({"permille": [-1000, 500], "times": 3})),
            ("edits.rotate90", json!({"turns": [1, 3]})),
            ("edits.brightness", json!({"offset": [0, 0]})),
            ("edits.contrast", json!({"permille": "any"})),
            ("edits.curve", json!({"points": "any"})),
            ("edits.crop", json!({"width": [100, 900]})),
            ("frame.covered_permille", json!(0)),
            ("frame.stretched_permille", json!(25)),
        ]);
        let told = all.told(Language::English);
        for sentence in [
            "Allowed once: white balance, any red, green exactly 1 and blue from 0.7 to 1.4.",
            "Allowed once: straightening, from −2.5° to 5°.",
            "Allowed up to 3 times: exposure, from −1 to 0.5 stops.",
            "Allowed once: quarter turn, from 90° to 270°.",
            "Allowed once: brightness, exactly 0.",
            "Allowed once: contrast, with any value.",
            "Allowed once: tone curve, with any points.",
            "Allowed once: crop, width from 100 to 900.",
            "Nothing may be covered or pixelated.",
            "One side may be scaled at most 2.5 % more than the other.",
        ] {
            assert!(told.iter().any(|found| found == sentence), "{sentence} is not in {told:#?}");
        }
        let german = all.told(Language::German);
        let sentence = "Bis zu 3-mal erlaubt: Belichtung, von −1 bis 0,5 Blendenstufen.";
        assert!(german.iter().any(|found| found == sentence), "{german:#?}");
        let edits = [
            r#"{"exposure":{"permille":-1500}}"#,
            r#"{"white_balance":{"red_permille":1000,"green_permille":900,"blue_permille":1000}}"#,
        ];
        let recipe = recipe(&edits);
        let breaches = all.judge(&recipe, PHOTO);
        let told: Vec<_> =
            breaches.iter().map(|breach| breach.told(Some(&recipe), Language::English)).collect();
        assert_eq!(
            told,
            [
                "Edit 1 (exposure − 1.5 stops): the value is −1.5, but must be from −1 to 0.5.",
                "Edit 2 (white balance: red × 1, green × 0.9, blue × 1): the factor of green is 0.9, but must be 1.",
            ]
        );
    }

    #[test]
    fn a_recipe_that_does_not_fit_is_judged_by_its_edits() {
        let crop = r#"{"crop":{"x":0,"y":0,"width":5000,"height":10}}"#;
        assert_eq!(broken(&agency(), &[crop, CONTRAST]), []);
        let flip = r#"{"flip":{"axis":"horizontal"}}"#;
        assert_eq!(broken(&agency(), &[crop, flip]), [(Some(2), "edits.flip".into())]);
        let many = vec![CONTRAST; 40];
        assert_eq!(broken(&agency(), &many)[0], (Some(2), "edits.contrast.times".into()));
    }

    fn camera(standing: Standing, simulated: bool, notary: bool) -> CameraReport {
        let key = PublicKey([1; 32]);
        let name = "Camera".to_owned();
        CameraReport { key, maker: key, maker_name: None, name, standing, simulated, notary }
    }

    #[test]
    fn who_signed_and_the_format_are_judged() {
        let with = |key: &str, value: bool| rules(&[(&format!("file.{key}"), json!(value))]);
        use Standing::{Trusted, Unknown};
        for (key, camera) in [
            ("unknown_makers", camera(Unknown, false, false)),
            ("simulated_cameras", camera(Trusted, true, false)),
            ("notaries", camera(Trusted, false, true)),
        ] {
            assert_eq!(with(key, true).judge_camera(&camera), []);
            let breaches = with(key, false).judge_camera(&camera);
            assert_eq!(breaches.len(), 1, "{key}");
            assert_eq!(
                (breaches[0].edit, breaches[0].rule.as_str()),
                (None, &*format!("file.{key}"))
            );
        }
        let png = rules(&[("file.formats", json!(["png"]))]);
        assert_eq!(png.judge_format(PictureFormat::Png), None);
        let fault = png.judge_format(PictureFormat::Jpeg).expect("a breach").fault;
        assert_eq!(fault, Fault::Format { format: PictureFormat::Jpeg });
        let none = Recipe::new(Vec::new());
        let judged = |format| png.judge_all(&none, PHOTO, None, format).len();
        assert_eq!(judged(Some(PictureFormat::Jpeg)), judged(None) + 1, "until it is chosen");
    }

    fn report(edits: Option<Recipe>) -> Report {
        Report {
            verdict: Verdict::Verified,
            reason: None,
            camera: Some(camera(Standing::Trusted, false, false)),
            original: Some(ImageReport { width: 1200, height: 900, hash: ImageHash([1; 32]) }),
            edits,
            format: Some(PictureFormat::Png),
            ..Report::not_checked(Reason::NoProof, "")
        }
    }

    #[test]
    fn nothing_is_said_where_no_proof_holds() {
        let state = |report: &Report| {
            let judgement = agency().judge_report(report);
            assert!(judgement.breaches.is_empty() || judgement.state == Kept::Against);
            judgement.state
        };
        let against = recipe(&[CONTRAST, CONTRAST]);
        assert_eq!(state(&report(Some(recipe(&[CONTRAST])))), Kept::Within);
        assert_eq!(state(&report(Some(against.clone()))), Kept::Against);
        assert_eq!(state(&report(None)), Kept::Original);
        for (verdict, reason) in [
            (Verdict::Rejected, Reason::Proof),
            (Verdict::NotChecked, Reason::Unfinished),
            (Verdict::NotChecked, Reason::NoProof),
        ] {
            for edits in [None, Some(recipe(&[])), Some(against.clone())] {
                let report = Report { verdict, reason: Some(reason), ..report(edits) };
                assert_eq!(state(&report), Kept::NoProof);
            }
        }
        let unknown = Report {
            verdict: Verdict::UnknownCamera,
            reason: Some(Reason::UnknownMaker),
            camera: Some(camera(Standing::Unknown, false, false)),
            ..report(Some(recipe(&[])))
        };
        let judgement = agency().judge_report(&unknown);
        assert_eq!(judgement.breaches, [Breach::of_file("unknown_makers", Fault::UnknownMaker)]);
        let json = serde_json::to_string(&judgement).expect("plain data");
        assert_eq!(
            json,
            r#"{"name":"Example agency","state":"against","breaches":[{"edit":null,"rule":"file.unknown_makers","kind":"unknown_maker"}]}"#
        );
        assert_eq!(serde_json::from_str::<Judgement>(&json).expect("a judgement"), judgement);
    }

    /// Every fault there is, and each measure.
    fn faults() -> Vec<Fault> {
        let measured = |measure| Fault::Measure { measure, value: 1234, least: 5, most: 1010 };
        let never = |measure: Measure| Fault::Measure {
            measure,
            value: 1234,
            least: 0,
            most: measure.limits().least,
        };
        let parameter = || "permille".to_owned();
        let mut faults = vec![
            Fault::NotAllowed,
            Fault::NotListed,
            Fault::TooOften { most: 1 },
            Fault::TooOften { most: 3 },
            Fault::Parameter { parameter: parameter(), value: 1800, least: 700, most: 1500 },
            Fault::UnknownMaker,
            Fault::SimulatedCamera,
            Fault::Notary,
            Fault::Ycbcr,
            Fault::BlackAndWhite,
            Fault::Format { format: PictureFormat::Jpeg },
        ];
        faults.extend(Measure::ALL.map(measured));
        faults.extend(Measure::ALL.map(never));
        faults
    }

    /// In each language: a sentence that is whole, in no other language, and names nothing that disturbs a screen.
    #[test]
    fn everything_is_said_in_every_language() {
        let recipe = recipe(&[CONTRAST]);
        let lax = rules(&[
            ("edits.contrast", json!({"permille": "any", "times": 2})),
            ("file.unknown_makers", json!(true)),
            ("file.simulated_cameras", json!(true)),
            ("file.ycbcr", json!(true)),
            ("file.notaries", json!(false)),
        ]);
        let told = |language: Language| {
            let breaches = faults().into_iter().flat_map(|fault| {
                let rule = String::from("a.b");
                [Some(1), None].map(|edit| Breach {
                    edit,
                    rule: rule.clone(),
                    fault: fault.clone(),
                })
            });
            let breaches: Vec<_> = breaches.collect();
            let mut told: Vec<String> =
                breaches.iter().map(|breach| breach.told(Some(&recipe), language)).collect();
            for state in [Kept::Within, Kept::Against, Kept::NoProof, Kept::Original] {
                for count in [0, 1, 3] {
                    let breaches = breaches[..count].to_vec();
                    let name = "A\u{202e}”. Verified".to_owned();
                    let judgement = Judgement { name, state, breaches };
                    told.extend(judgement.told(Some(&recipe), language));
                }
            }
            for rules in [agency(), lax.clone(), rules(&[])] {
                told.extend(rules.told(language));
            }
            told
        };
        let english = told(Language::English);
        for language in Language::ALL {
            let told = told(language);
            assert_eq!(told.len(), english.len());
            for (text, english) in told.iter().zip(&english) {
                assert!(text.ends_with('.') && text.trim() == text, "{text:?}");
                assert!(
                    !text.contains(['{', '}', '\u{202e}']) || text.contains("\\u{"),
                    "{text:?}"
                );
                assert!(!text.contains("  ") && !text.contains("A”"), "{text:?}");
                assert!(language == Language::English || text != english, "{text:?}");
            }
        }
        let breach = &agency().judge(&Recipe::new(vec![recipe.edits()[0].clone(); 2]), PHOTO)[0];
        assert_eq!(
            breach.told(Some(&Recipe::new(vec![recipe.edits()[0].clone(); 2])), Language::English),
            "Edit 2 (contrast × 1.5): this edit is allowed only once."
        );
    }

    #[test]
    fn an_account_says_it_beside_the_verdict() {
        let report = report(Some(recipe(&[CONTRAST])));
        let plain = Account::of(&report, Language::English);
        let judgement = agency().judge_report(&report);
        let with = plain.clone().with_rules(Some(&judgement), &report, Language::English);
        assert_eq!(with.rules[0], "Within the rules of “Example agency”.");
        assert_eq!(with.rules.len(), 2);
        assert_eq!(Account { rules: Vec::new(), ..with }, plain);
        // A judgement that somebody made up says no more than its breaches allow.
        let breaches = vec![Breach::of_file("ycbcr", Fault::Ycbcr)];
        let made_up = Judgement { state: Kept::Within, breaches, ..judgement };
        assert!(made_up.told(None, Language::English)[0].starts_with("Not within the rules"));
    }

    #[cfg(feature = "files")]
    #[test]
    fn rules_are_kept_and_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("config");
        let file = folder.path().join("agency.json");
        assert_eq!(Rules::kept_in(&config).expect("nothing"), None);
        Rules::forget(&config).expect("nothing to do");
        std::fs::write(&file, AGENCY).expect("writes");
        assert_eq!(Rules::keep(&file, &config).expect("keeps"), agency());
        std::fs::write(&file, "{}").expect("writes");
        let error = Rules::keep(&file, &config).expect_err("no rules").to_string();
        let place = format!("{}: the file: there must be a member", file.display());
        assert!(error.starts_with(&place), "{error}");
        assert_eq!(Rules::kept_in(&config).expect("those from before"), Some(agency()));
        let missing = Rules::read(&folder.path().join("none.json")).expect_err("not there");
        assert!(missing.to_string().starts_with("the rules file cannot be used: cannot read"));
        Rules::forget(&config).expect("forgets");
        assert_eq!(Rules::kept_in(&config).expect("nothing"), None);
    }
}
