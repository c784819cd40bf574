//! What a reader is told of a verdict, in one language: what was found, what was checked and what was not, what to do
//! next.
//!
//! Every front end tells the same, in the order of an [`Account`]'s fields, and adds its own controls. The words say
//! what was checked and no more. Whether a photo shows what happened, no signature knows.

use proofroom_circuits::{Edit, Rect, Size};
use serde::{Deserialize, Serialize};

use crate::format::capture_record::Clock;
use crate::system::text;
use crate::verify::placement;
use crate::verify::report::{CameraReport, Reason, Report, Verdict, Warning};
use crate::verify::trust::Standing;
use crate::words::{Catalog, Language, Value, words};

/// What a reader is told of a verdict. Nothing in it can disturb a screen: names and texts that somebody else chose are
/// in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Account {
    /// The verdict in a few words.
    pub title: String,
    /// What was found, and what probably happened, in one sentence or two.
    pub sentence: String,
    /// What was checked and holds.
    pub checked: Vec<String>,
    /// What no proof says, or was not checked.
    pub unchecked: Vec<String>,
    /// What to do next. It names no control and no command.
    pub next: Vec<String>,
    /// What the reader should know besides the verdict.
    pub warnings: Vec<String>,
    /// The edits that are proved or claimed, in their order.
    pub edits: Vec<String>,
    /// Who signed the original, once the signature was found to hold.
    pub signer: Option<String>,
    /// When the photo was taken, and by whose clock; once the signature was found to hold.
    pub taken: Option<String>,
    /// Which check failed and at which edit, if one did.
    pub failed: Option<String>,
    /// The text that the proof is bound to, in quotation marks.
    pub bound: Option<String>,
    /// Where the picture lies in the frame of the original, if everything holds and it can be said exactly.
    pub crop: Option<Rect>,
    /// The report's technical sentence, in English.
    pub detail: Option<String>,
}

impl Account {
    /// What is told of a report.
    pub fn of(report: &Report, language: Language) -> Self {
        let words = words(language);
        let teller = Teller { words, report };
        Account {
            title: teller.verdict(""),
            sentence: teller.verdict(".sentence"),
            checked: teller.checked(),
            unchecked: teller.unchecked(),
            next: next(report).iter().map(|name| teller.plain(name)).collect(),
            warnings: report.warnings.iter().map(|warning| warned(words, warning)).collect(),
            edits: teller.edits().iter().map(|edit| words.edit(edit)).collect(),
            signer: report.camera.as_ref().map(|camera| signed_by(words, camera)),
            taken: teller.taken(),
            failed: teller.failed(),
            bound: report.bound.as_deref().map(|text| words.quoted(text)),
            crop: crop(report),
            detail: Some(text::line(&report.message)).filter(|detail| !detail.is_empty()),
        }
    }
}

/// Who signed.
pub fn signed_by(words: &Catalog, camera: &CameraReport) -> String {
    let maker = words.quoted(camera.maker_name.as_deref().unwrap_or_default());
    words.say(
        "signer",
        [
            ("camera", kind(camera).into()),
            ("name", words.quoted(&camera.name).into()),
            ("standing", word(&camera.standing).into()),
            ("maker", maker.into()),
        ],
    )
}

/// When a photo was taken, and by whose clock: `captured` as a report has it, such as `2025-09-05T12:30:00Z`. A time
/// without a Z is in no known zone.
pub fn taken(words: &Catalog, captured: &str, clock: Clock) -> String {
    let (day, time) = captured.split_once('T').unwrap_or((captured, ""));
    words.say(
        "taken",
        [
            ("day", text::line(day).into()),
            ("hour", text::line(time.get(..5).unwrap_or(time)).into()),
            ("zone", if time.ends_with('Z') { "utc" } else { "unknown" }.into()),
            ("clock", word(&clock).into()),
        ],
    )
}

/// A warning in words.
pub fn warned(words: &Catalog, warning: &Warning) -> String {
    match warning {
        Warning::Ycbcr => words.say("warning-ycbcr", []),
        Warning::FutureTime => words.say("warning-future-time", []),
        Warning::Metadata { kinds } => {
            let kinds: Vec<String> = kinds
                .iter()
                .map(|kind| words.say(&format!("metadata-{}", word(kind)), []))
                .collect();
            words.say("warning-metadata", [("kinds", words.listed(&kinds).into())])
        }
        Warning::ProofBeside { file } => {
            words.say("warning-proof-beside", [("file", words.quoted(file).into())])
        }
        Warning::ProofIgnored => words.say("warning-proof-ignored", []),
        Warning::SecretRecord => words.say("warning-secret-record", []),
        Warning::PrivateOriginal => words.say("warning-private-original", []),
    }
}

/// The word of a variant, as messages are named by it and choose by it.
fn word(variant: &impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(word)) => word.replace('_', "-"),
        _ => String::new(),
    }
}

fn kind(camera: &CameraReport) -> &'static str {
    if camera.simulated { "simulated" } else { "device" }
}

fn crop(report: &Report) -> Option<Rect> {
    let (Some(edits), Some(original), true) = (&report.edits, &report.original, report.holds())
    else {
        return None;
    };
    placement::in_original(edits, Size::new(original.width, original.height).ok()?)
}

/// The names of what to do next.
fn next(report: &Report) -> &'static [&'static str] {
    let is_original = report.published.is_none();
    let Some(reason) = report.reason else {
        let edited = report.edits.as_ref().is_some_and(|edits| !edits.edits().is_empty());
        return match (is_original, edited) {
            (true, _) => &["next-private"],
            (false, true) => &["next-edits", "next-caption"],
            (false, false) => &["next-caption"],
        };
    };
    match reason {
        Reason::UnknownMaker if is_original => &["next-maker", "next-as-source", "next-private"],
        Reason::UnknownMaker => &["next-maker", "next-as-source"],
        Reason::Malformed | Reason::Appearance | Reason::PublishedPixels => {
            &["next-do-not-rely", "next-ask-for-file"]
        }
        Reason::Binding => &["next-do-not-rely", "next-text"],
        Reason::Signature
        | Reason::Revoked
        | Reason::Step
        | Reason::LinkedCommitment
        | Reason::Proof => &["next-do-not-rely", "next-ask-publisher"],
        Reason::NotAPng | Reason::NoProof => &["next-ask-for-file", "next-ask-for-proof"],
        Reason::Unreadable => &["next-file"],
        Reason::Version => &["next-update"],
        Reason::Limits => &["next-smaller"],
        Reason::TrustFile => &["next-list"],
        Reason::Usage => &["next-request"],
        Reason::Memory => &["next-memory"],
        Reason::Machine => &["next-machine"],
        Reason::Cancelled => &["next-again"],
        Reason::Unfinished => &["next-wait"],
    }
}

/// Tells a report in the words of a language.
struct Teller<'a> {
    words: &'a Catalog,
    report: &'a Report,
}

impl Teller<'_> {
    fn plain(&self, name: &str) -> String {
        self.words.say(name, [])
    }

    fn edits(&self) -> &[Edit] {
        self.report.edits.as_ref().map_or(&[], |edits| edits.edits())
    }

    /// What the file is, if everything holds.
    fn what(&self) -> &'static str {
        match (&self.report.edits, self.edits()) {
            (None, _) => "original",
            (Some(_), []) => "whole",
            (Some(_), _) => "edited",
        }
    }

    /// The message of the verdict, or an attribute of it.
    fn verdict(&self, attribute: &str) -> String {
        let reason = self.report.reason.map_or("none".into(), |reason| word(&reason));
        let camera = self.report.camera.as_ref().map_or("device", kind);
        self.words.say(
            &format!("reason-{reason}{attribute}"),
            [
                ("what", self.what().into()),
                ("count", self.edits().len().into()),
                ("camera", camera.into()),
            ],
        )
    }

    fn checked(&self) -> Vec<String> {
        let Report { camera, original, reason, .. } = self.report;
        let (Some(camera), Some(original)) = (camera, original) else {
            return Vec::new();
        };
        if !self.report.holds() && *reason != Some(Reason::Unfinished) {
            return Vec::new();
        }
        let words = self.words;
        let mut checked = vec![words.say(
            "checked-signature",
            [
                ("what", self.what().into()),
                ("name", words.quoted(&camera.name).into()),
                ("width", original.width.into()),
                ("height", original.height.into()),
            ],
        )];
        if let (Standing::Trusted, Some(maker)) = (camera.standing, &camera.maker_name) {
            checked.push(words.say("checked-maker", [("maker", words.quoted(maker).into())]));
        }
        if self.report.holds() {
            checked.push(match self.what() {
                "edited" => words.say("checked-edits", [("count", self.edits().len().into())]),
                "whole" => self.plain("checked-whole"),
                _ => self.plain("checked-original"),
            });
            if let Some(text) = &self.report.bound {
                checked.push(words.say("checked-text", [("text", words.quoted(text).into())]));
            }
        }
        checked.push(self.plain("checked-appearance"));
        checked
    }

    fn unchecked(&self) -> Vec<String> {
        let Report { camera, clock, converted_from, reason, .. } = self.report;
        let mut unchecked = Vec::new();
        let mut add = |name: &str, values: Vec<(&'static str, Value<'_>)>| {
            unchecked.push(self.words.say(name, values));
        };
        match self.report.verdict {
            Verdict::Verified | Verdict::UnknownCamera => {
                if let Some(camera) = camera.as_ref().filter(|camera| camera.simulated) {
                    let name = self.words.quoted(&camera.name);
                    add("unchecked-simulated", vec![("name", name.into())]);
                }
                if *reason == Some(Reason::UnknownMaker) {
                    add("unchecked-maker", vec![]);
                }
                add("unchecked-scene", vec![]);
                add("unchecked-captions", vec![]);
                if let Some(clock) = clock {
                    add("unchecked-time", vec![("clock", word(clock).into())]);
                }
                if let Some(space) = converted_from {
                    let space = self.words.quoted(space);
                    add("unchecked-converted", vec![("space", space.into())]);
                }
                if self.edits().iter().any(Edit::hides_area) {
                    add("unchecked-hidden", vec![]);
                }
            }
            Verdict::Rejected => {
                if *reason == Some(Reason::Revoked) {
                    add("unchecked-revoked", vec![]);
                } else if camera.is_some() && self.report.edits.is_some() {
                    add("unchecked-connection", vec![]);
                }
                if !self.edits().is_empty() {
                    add("unchecked-claims", vec![]);
                }
                add("unchecked-rest", vec![]);
            }
            Verdict::NotChecked if *reason == Some(Reason::Unfinished) => {
                add("unchecked-proof", vec![]);
            }
            Verdict::NotChecked => add("unchecked-anything", vec![]),
        }
        unchecked
    }

    fn taken(&self) -> Option<String> {
        let Report { captured: Some(captured), clock: Some(clock), .. } = self.report else {
            return None;
        };
        Some(taken(self.words, captured, *clock))
    }

    fn failed(&self) -> Option<String> {
        if self.report.verdict != Verdict::Rejected {
            return None;
        }
        let check = self.verdict(".failed");
        let step = self.report.step;
        let edit = step.and_then(|step| self.edits().get(step.checked_sub(1)?));
        Some(match (step, edit) {
            (Some(step), Some(edit)) => self.words.say(
                "failed-at",
                [
                    ("check", check.into()),
                    ("number", step.into()),
                    ("edit", self.words.edit(edit).into()),
                ],
            ),
            _ => check,
        })
    }
}
