//! What a reader is told of a verdict, in one language: what was found, what was checked and what was not, what to do
//! next.
//!
//! Every front end tells the same, in the order of an [`Account`]'s fields, and adds its own controls. The words say
//! what was checked and no more. Whether a photo shows what happened, no signature knows.

use proofroom_circuits::{Edit, Size};
use serde::{Deserialize, Serialize};

use crate::captions::{Captions, Field, SOURCE_TYPES};
use crate::format::capture_record::Clock;
use crate::format::evidence::TimeSource;
use crate::format::metadata::Holds;
use crate::format::picture::PictureFormat;
use crate::system::text;
use crate::verify::placement::{self, Placement};
use crate::verify::report::{
    CameraReport, EvidenceReport, IncludedReport, Reason, Report, RootReport, Verdict, Warning,
};
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
    /// What a notary attests of the signature in the photo's file. The notary checked it, and nobody else can.
    pub attested: Vec<String>,
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
    /// The part of the original that the picture shows, if everything holds and it can be said exactly.
    pub crop: Option<Placement>,
    /// The report's technical sentence, in English.
    pub detail: Option<String>,
    /// What whoever published the picture says about it, a field in each, without quotation marks: it stands below a
    /// heading that says that it is not proved. None of a file that is rejected.
    pub captions: Vec<String>,
    /// What is told of the file's Content Credentials, beside the verdict; see [`Account::with_credentials`].
    pub credentials: Vec<String>,
    /// What house rules say of the picture, beside the verdict; see [`Account::with_rules`].
    pub rules: Vec<String>,
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
            attested: teller.attested(),
            unchecked: teller.unchecked(),
            next: next(report).iter().map(|name| teller.say(name, [])).collect(),
            warnings: report.warnings.iter().map(|warning| warned(words, warning)).collect(),
            edits: report.edits.as_ref().map(|edits| words.edits(edits)).unwrap_or_default(),
            signer: report.camera.as_ref().map(|camera| signed_by(words, camera)),
            taken: teller.taken(),
            failed: teller.failed(),
            bound: report.bound.as_deref().map(|text| words.quoted(text)),
            crop: crop(report),
            detail: Some(text::line(&report.message)).filter(|detail| !detail.is_empty()),
            captions: report
                .captions
                .as_ref()
                .map(|said| captions(words, said))
                .unwrap_or_default(),
            credentials: Vec::new(),
            rules: Vec::new(),
        }
    }
}

/// What captions say, a field in each, safe to show in a place of their own.
pub fn captions(words: &Catalog, captions: &Captions) -> Vec<String> {
    let line = |(field, said): (Field, &str)| {
        let term = said.strip_prefix(SOURCE_TYPES).filter(|_| field == Field::SourceType);
        let said = text::prose(term.unwrap_or(said));
        words.say("caption", [("field", field.word().into()), ("text", said.into())])
    };
    captions.said().map(line).collect()
}

/// Who signed.
fn signed_by(words: &Catalog, camera: &CameraReport) -> String {
    let maker = words.quoted(camera.maker_name.as_deref().unwrap_or_default());
    words.say(
        &named(words, "signer", camera.notary),
        [
            ("camera", kind(camera).into()),
            ("name", words.quoted(&camera.name).into()),
            ("standing", word(&camera.standing).into()),
            ("maker", maker.into()),
        ],
    )
}

/// The name of the message, or attribute of a message, to say: of a notary, that which speaks of notaries, if there is
/// one.
fn named(words: &Catalog, name: &str, of_notary: bool) -> String {
    let (id, attribute) = name.split_at(name.find('.').unwrap_or(name.len()));
    let other = format!("{id}-notary");
    if of_notary && words.has(&other) { format!("{other}{attribute}") } else { name.to_owned() }
}

/// What a notary attests of the signature in a photo's file: who signed it, who vouches for the signer, what the signer
/// says, and what the notary was asked to include.
pub fn attested(words: &Catalog, notary: &str, evidence: &EvidenceReport) -> Vec<String> {
    let day = day_and_hour(words, &evidence.attested).0;
    let signature = [("notary", words.quoted(notary).into()), ("day", day.into())];
    let mut attested = vec![
        words.say("attested-signature", signature.into_iter().chain(signer_of(words, evidence))),
        words.say("attested-root", root(words, &evidence.signer, evidence.root.as_ref())),
    ];
    attested.extend(said_by_signer(words, evidence));
    attested.extend(included(words, &evidence.included));
    attested
}

/// What a notary was asked to include, and whose word it is.
fn included(words: &Catalog, included: &IncludedReport) -> Vec<String> {
    let IncludedReport { place, serial_number, owner, file_name } = included;
    let fields = [
        ("place", place),
        ("serial-number", serial_number),
        ("owner", owner),
        ("file-name", file_name),
    ];
    let say = |(field, text): (&'static str, &Option<String>)| {
        let text = words.quoted(text.as_ref()?);
        Some(words.say("attested-included", [("field", field.into()), ("text", text.into())]))
    };
    fields.into_iter().filter_map(say).collect()
}

/// What the examination of a photo's own signature found, told to whoever has the file: who signed it, who vouches for
/// the signer, what the signer says. `list` is the date of the list that has the root, as `2026-08-21`, if it has one.
pub fn examined(words: &Catalog, evidence: &EvidenceReport, list: Option<&str>) -> Vec<String> {
    let day = list.and_then(|list| date(words, list)).unwrap_or_default();
    let issuer = [("issuer", words.quoted(&evidence.issuer).into())];
    let root = root(words, &evidence.signer, evidence.root.as_ref());
    let mut examined = vec![
        words.say("examined-signature", signer_of(words, evidence).into_iter().chain(issuer)),
        words.say("examined-root", root.into_iter().chain([("day", day.into())])),
    ];
    examined.extend(said_by_signer(words, evidence));
    examined
}

fn signer_of(words: &Catalog, evidence: &EvidenceReport) -> [(&'static str, Value<'static>); 2] {
    signer(words, &evidence.signer, evidence.organisation.as_deref())
}

/// The names on the certificate of whoever signed a file, as messages take them.
pub(crate) fn signer(
    words: &Catalog,
    name: &str,
    organisation: Option<&str>,
) -> [(&'static str, Value<'static>); 2] {
    let organisation = organisation.map_or_else(|| "none".into(), |name| words.quoted(name));
    [("signer", words.quoted(name).into()), ("organisation", organisation.into())]
}

/// Whoever signed a file, and which root of which list vouches for the certificate, as messages take them.
pub(crate) fn root(
    words: &Catalog,
    signer: &str,
    root: Option<&RootReport>,
) -> [(&'static str, Value<'static>); 3] {
    let (root, tier) = match root {
        Some(RootReport { name, tier }) => (words.quoted(name), word(tier)),
        None => (String::new(), "none".into()),
    };
    [("signer", words.quoted(signer).into()), ("root", root.into()), ("tier", tier.into())]
}

/// When a file was signed, in UTC as a report has it, and whose word that is, as messages take them.
pub(crate) fn signing_time(
    words: &Catalog,
    signed: &str,
    by: TimeSource,
) -> [(&'static str, Value<'static>); 4] {
    let (day, hour) = day_and_hour(words, signed);
    [("day", day.into()), ("hour", hour.into()), ("zone", "utc".into()), ("by", word(&by).into())]
}

/// What the signer of a photo's file says of it, and which bytes the signature leaves out.
fn said_by_signer(words: &Catalog, evidence: &EvidenceReport) -> Vec<String> {
    let mut said = vec![words.say("attested-source", [("source", word(&evidence.source).into())])];
    if let (Some(signed), Some(by)) = (&evidence.signed, evidence.signed_by) {
        said.push(words.say("attested-time", signing_time(words, signed, by)));
    }
    if evidence.left_out > 0 {
        said.push(words.say("attested-left-out", [("count", evidence.left_out.into())]));
    }
    said
}

/// The day in words and the hour with its minute of a time such as `2025-09-05T12:30:00Z`, on one line each.
fn day_and_hour(words: &Catalog, time: &str) -> (String, String) {
    let (day, hour) = time.split_once('T').unwrap_or((time, ""));
    let day = date(words, day).unwrap_or_else(|| text::line(day));
    (day, text::line(hour.get(..5).unwrap_or(hour)))
}

/// When a photo was taken, and by whose clock: `captured` as a report has it, such as `2025-09-05T12:30:00Z`. A time
/// without a Z is in no known zone.
pub fn taken(words: &Catalog, captured: &str, clock: Clock) -> String {
    let (day, hour) = day_and_hour(words, captured);
    words.say(
        "taken",
        [
            ("day", day.into()),
            ("hour", hour.into()),
            ("zone", if captured.ends_with('Z') { "utc" } else { "unknown" }.into()),
            ("clock", word(&clock).into()),
        ],
    )
}

/// A day such as `2025-09-05`, in words.
fn date(words: &Catalog, day: &str) -> Option<String> {
    let mut parts = day.split('-').map(|part| part.parse::<u16>().ok());
    let (Some(year), Some(month @ Some(1..=12)), Some(number), None) =
        (parts.next()?, parts.next(), parts.next()?, parts.next())
    else {
        return None;
    };
    let date =
        [("year", year.to_string().into()), ("month", month?.into()), ("number", number.into())];
    Some(words.say("date", date))
}

/// A warning in words.
pub fn warned(words: &Catalog, warning: &Warning) -> String {
    match warning {
        Warning::Ycbcr => words.say("warning-ycbcr", []),
        Warning::FutureTime => words.say("warning-future-time", []),
        Warning::Metadata { kinds } => {
            let kinds: Vec<String> =
                kinds.iter().map(|kind| held(words, Holds::Metadata(*kind))).collect();
            words.say("warning-metadata", [("kinds", words.listed(&kinds).into())])
        }
        Warning::CaptionsDiffer { fields } => {
            let name = |field: &Field| words.say("caption-field", [("field", field.word().into())]);
            let fields: Vec<String> = fields.iter().map(name).collect();
            words.say("warning-captions-differ", [("fields", words.listed(&fields).into())])
        }
        Warning::ProofBeside { file } => {
            words.say("warning-proof-beside", [("file", words.quoted(file).into())])
        }
        Warning::ProofIgnored => words.say("warning-proof-ignored", []),
        Warning::SecretRecord => words.say("warning-secret-record", []),
        Warning::PrivateOriginal => words.say("warning-private-original", []),
    }
}

/// What a chunk or a segment holds, in a list of such things.
pub fn held(words: &Catalog, holds: Holds) -> String {
    words.say(&format!("metadata-{}", word(&holds)), [])
}

/// The word of a variant, as messages are named by it and choose by it.
pub(crate) fn word(variant: &impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(word)) => word.replace('_', "-"),
        _ => String::new(),
    }
}

fn kind(camera: &CameraReport) -> &'static str {
    if camera.simulated { "simulated" } else { "device" }
}

fn crop(report: &Report) -> Option<Placement> {
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
        // Most often, a program saved the JPEG again and kept its proof.
        Reason::Proof if report.format == Some(PictureFormat::Jpeg) => {
            &["next-do-not-rely", "next-ask-for-file", "next-ask-publisher"]
        }
        Reason::Binding => &["next-do-not-rely", "next-code"],
        Reason::Signature
        | Reason::Revoked
        | Reason::Step
        | Reason::LinkedCommitment
        | Reason::Proof => &["next-do-not-rely", "next-ask-publisher"],
        Reason::NoProof => &["next-ask-for-file", "next-ask-for-proof"],
        // No proof belongs to such a file, not even one in a file of its own.
        Reason::NotAPicture => &["next-ask-for-file"],
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
    /// The message, or attribute of a message, that speaks of this report's signer.
    fn say<'a>(
        &self,
        name: &str,
        values: impl IntoIterator<Item = (&'static str, Value<'a>)>,
    ) -> String {
        let of_notary = self.report.camera.as_ref().is_some_and(|camera| camera.notary);
        self.words.say(&named(self.words, name, of_notary), values)
    }

    /// Why the verdict is not `verified`. A report that lacks the reason, which no check gives but somebody could make
    /// up, says nothing.
    fn reason(&self) -> Option<Reason> {
        let missing = (self.report.verdict != Verdict::Verified).then_some(Reason::Unfinished);
        self.report.reason.or(missing)
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

    /// The file's format, as messages choose by it.
    fn format(&self) -> (&'static str, Value<'static>) {
        ("format", self.report.format.map_or("none".into(), |format| word(&format)).into())
    }

    /// The message of the verdict, or an attribute of it.
    fn verdict(&self, attribute: &str) -> String {
        let reason = self.reason().map_or("none".into(), |reason| word(&reason));
        let camera = self.report.camera.as_ref().map_or("device", kind);
        let has_root = self.report.evidence.as_ref().is_some_and(|found| found.root.is_some());
        self.say(
            &format!("reason-{reason}{attribute}"),
            [
                ("what", self.what().into()),
                self.format(),
                ("count", self.edits().len().into()),
                ("camera", camera.into()),
                ("root", if has_root { "some" } else { "none" }.into()),
            ],
        )
    }

    /// Whether something does not hold, so that nothing connects the picture with what was signed.
    fn is_refused(&self) -> bool {
        !self.report.holds() && self.report.reason != Some(Reason::Unfinished)
    }

    fn checked(&self) -> Vec<String> {
        let Report { camera: Some(camera), original: Some(original), .. } = self.report else {
            return Vec::new();
        };
        if self.is_refused() {
            return Vec::new();
        }
        let words = self.words;
        let mut checked = vec![self.say(
            "checked-signature",
            [
                ("what", self.what().into()),
                ("name", words.quoted(&camera.name).into()),
                ("width", original.width.into()),
                ("height", original.height.into()),
            ],
        )];
        if let (Standing::Trusted, Some(maker)) = (camera.standing, &camera.maker_name) {
            checked.push(self.say("checked-maker", [("maker", words.quoted(maker).into())]));
        }
        if self.report.holds() {
            checked.push(match self.what() {
                "edited" => {
                    let count = ("count", self.edits().len().into());
                    self.say("checked-edits", [count, self.format()])
                }
                "whole" => self.say("checked-whole", [self.format()]),
                _ => self.say("checked-original", []),
            });
            if let Some(text) = &self.report.bound {
                checked.push(self.say("checked-code", [("code", words.quoted(text).into())]));
            }
        }
        checked.push(self.say("checked-appearance", []));
        checked
    }

    fn attested(&self) -> Vec<String> {
        match self.report {
            Report { camera: Some(camera), evidence: Some(evidence), .. } if !self.is_refused() => {
                attested(self.words, &camera.name, evidence)
            }
            _ => Vec::new(),
        }
    }

    fn unchecked(&self) -> Vec<String> {
        let Report { camera, evidence, clock, converted_from, reason, .. } = self.report;
        let mut unchecked = Vec::new();
        let mut add = |name: &str, values: Vec<(&'static str, Value<'_>)>| {
            unchecked.push(self.say(name, values));
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
                if let Some(evidence) = evidence {
                    let signer = self.words.quoted(&evidence.signer);
                    add("unchecked-evidence", vec![("signer", signer.clone().into())]);
                    if evidence.root.is_none() {
                        add("unchecked-root", vec![("signer", signer.into())]);
                    }
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
                let is_known = |crop: Placement| crop.x.is_some() && crop.y.is_some();
                if self.edits().iter().any(Edit::hides_place)
                    && !crop(self.report).is_some_and(is_known)
                {
                    add("unchecked-place", vec![]);
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
        if self.reason()?.verdict() != Verdict::Rejected {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proofroom_circuits::{ImageHash, Recipe};

    use super::*;
    use crate::format::attestation::PublicKey;
    use crate::format::evidence::tests::evidence;
    use crate::format::evidence::{Evidence, FieldText, Included, Root, Source, Tier};
    use crate::format::metadata::MetadataKind;
    use crate::verify::report::ImageReport;

    const REASONS: [Reason; 21] = [
        Reason::UnknownMaker,
        Reason::Malformed,
        Reason::Appearance,
        Reason::Binding,
        Reason::Signature,
        Reason::Revoked,
        Reason::Step,
        Reason::LinkedCommitment,
        Reason::Proof,
        Reason::PublishedPixels,
        Reason::Unreadable,
        Reason::NotAPicture,
        Reason::NoProof,
        Reason::Version,
        Reason::Limits,
        Reason::TrustFile,
        Reason::Usage,
        Reason::Memory,
        Reason::Machine,
        Reason::Cancelled,
        Reason::Unfinished,
    ];

    const EDITS: &str =
        r#"[{"contrast":{"permille":1300}},{"crop":{"x":0,"y":0,"width":640,"height":480}}]"#;

    fn edits(json: &str) -> Option<Recipe> {
        Some(Recipe::from_json(json).expect("a recipe"))
    }

    /// A published picture of which everything holds.
    fn verified() -> Report {
        let image = |width, height| ImageReport { width, height, hash: ImageHash([0; 32]) };
        Report {
            verdict: Verdict::Verified,
            reason: None,
            message: "it holds".into(),
            camera: Some(CameraReport {
                key: PublicKey([0x3f; 32]),
                maker: PublicKey([0x91; 32]),
                maker_name: Some("Maker".into()),
                name: "M 11".into(),
                standing: Standing::Trusted,
                simulated: false,
                notary: false,
            }),
            captured: Some("2025-09-05T12:30:59Z".into()),
            clock: Some(Clock::Camera),
            original: Some(image(1280, 720)),
            published: Some(image(640, 480)),
            edits: edits(EDITS),
            ..Report::blank()
        }
    }

    /// The same file with this reason for another verdict.
    fn failed(reason: Reason) -> Report {
        let mut report = verified();
        report.verdict = reason.verdict();
        report.reason = Some(reason);
        if !report.holds() {
            report.published = None;
        }
        report
    }

    /// The same report of a photo that a notary attested with this evidence.
    fn attested_with(evidence: &Evidence, mut report: Report) -> Report {
        let camera = report.camera.as_mut().expect("a camera");
        (camera.notary, camera.name) = (true, "Desk X".into());
        if let Some(name) = &mut camera.maker_name {
            *name = "Photo Desk".into();
        }
        report.evidence = Some(evidence.into());
        report
    }

    fn original(mut report: Report) -> Report {
        report.edits = None;
        report.published = None;
        report
    }

    /// Reports of every kind.
    fn reports() -> Vec<Report> {
        let mut reports = vec![verified(), original(verified())];
        for reason in REASONS {
            reports.push(failed(reason));
            reports.push(Report { step: Some(2), bound: Some("nonce".into()), ..failed(reason) });
            reports.push(original(failed(reason)));
            reports.push(Report::not_checked(reason, "it failed"));
        }
        let one = r#"[{"grayscale":{}}]"#;
        reports.push(Report { edits: edits(one), bound: Some("nonce".into()), ..verified() });
        reports.push(Report { edits: edits("[]"), ..verified() });
        for reason in REASONS {
            reports.push(Report { format: Some(PictureFormat::Jpeg), ..failed(reason) });
        }
        for edits in [edits("[]"), edits(one), edits(EDITS)] {
            reports.push(Report { format: Some(PictureFormat::Jpeg), edits, ..verified() });
        }
        reports.push(Report { converted_from: Some("P3\u{201d}".into()), ..verified() });
        for clock in [Clock::Camera, Clock::Exif, Clock::ExifLocal, Clock::Program] {
            let captured = Some("2025-09-05T12:30:59".into());
            reports.push(Report { clock: Some(clock), captured, ..verified() });
        }
        for standing in [Standing::Trusted, Standing::Unknown, Standing::Revoked] {
            for mut report in [verified(), failed(Reason::UnknownMaker), failed(Reason::Revoked)] {
                let camera = report.camera.as_mut().expect("a camera");
                camera.standing = standing;
                camera.simulated = true;
                reports.push(report);
            }
        }
        let kinds =
            vec![MetadataKind::Text, MetadataKind::Exif, MetadataKind::Xmp, MetadataKind::Iptc];
        let warnings = vec![
            Warning::Ycbcr,
            Warning::FutureTime,
            Warning::Metadata { kinds },
            Warning::Metadata { kinds: vec![MetadataKind::Text] },
            Warning::ProofBeside { file: "a.png.txt".into() },
            Warning::ProofIgnored,
            Warning::SecretRecord,
            Warning::PrivateOriginal,
        ];
        reports.push(Report { warnings, ..verified() });
        let named = evidence();
        let tiers = [Tier::Official, Tier::Own].map(|tier| Evidence {
            root: evidence().root.map(|root| Root { tier, ..root }),
            ..evidence()
        });
        let alone = Evidence {
            organisation: None,
            root: None,
            signed: None,
            source: Source::Edited,
            left_out: 0,
            ..evidence()
        };
        let text = FieldText::new("a text");
        let included = Included {
            place: text.clone(),
            serial_number: text.clone(),
            owner: text.clone(),
            file_name: text,
        };
        let other = Evidence { source: Source::Other, left_out: 1, included, ..evidence() };
        let mut by_signer = evidence();
        if let Some(signed) = &mut by_signer.signed {
            signed.source = TimeSource::Signer;
        }
        for evidence in tiers.iter().chain([&named, &alone, &other, &by_signer]) {
            for reason in REASONS {
                reports.push(attested_with(evidence, failed(reason)));
            }
            reports.push(attested_with(evidence, verified()));
            reports.push(attested_with(evidence, original(verified())));
        }
        for standing in [Standing::Unknown, Standing::Revoked] {
            let mut report = attested_with(&named, failed(Reason::UnknownMaker));
            report.camera.as_mut().expect("a notary").standing = standing;
            reports.push(report);
        }
        let mut captions = Captions::default();
        for field in Field::ALL {
            captions.set(field, Some("Ω".into()));
        }
        let warnings = vec![Warning::CaptionsDiffer { fields: Field::ALL.to_vec() }];
        reports.push(Report { captions: Some(captions), warnings, ..verified() });
        for kind in Edit::KINDS {
            let examples = kind.examples().into_iter().chain(kind.photo_examples());
            reports.push(Report { edits: Some(Recipe::new(examples.collect())), ..verified() });
        }
        reports
    }

    /// What is proved of a JPEG are its coefficients, and what probably happened to one that fails is another thing.
    #[test]
    fn a_jpeg_is_told_as_one() {
        let jpeg = |report| Report { format: Some(PictureFormat::Jpeg), ..report };
        let account = Account::of(&jpeg(verified()), Language::English);
        assert!(account.sentence.contains("compressed as a JPEG"), "{}", account.sentence);
        assert!(account.checked.iter().any(|line| line.contains("coefficients")));
        let account = Account::of(&jpeg(failed(Reason::Proof)), Language::English);
        assert_eq!(account.title, "Rejected: the proof does not fit this picture");
        assert!(account.sentence.contains("saved again"), "{}", account.sentence);
        let png = Report { format: Some(PictureFormat::Png), ..verified() };
        assert!(!Account::of(&png, Language::English).sentence.contains("JPEG"));
    }

    #[test]
    fn a_made_up_report_is_not_told_as_verified() {
        let without_reason = Report { verdict: Verdict::Rejected, ..verified() };
        let account = Account::of(&without_reason, Language::English);
        assert_eq!((account.title.as_str(), account.failed), ("Not checked yet", None));
        let contradictory = Report { verdict: Verdict::Verified, ..failed(Reason::Proof) };
        let account = Account::of(&contradictory, Language::English);
        assert!(account.title.starts_with("Rejected"), "{}", account.title);
        assert!(account.failed.is_some());
    }

    #[test]
    fn a_hidden_crop_has_a_size_and_no_place() {
        let account = |edits| {
            let report = Report { edits, ..verified() };
            Account::of(&report, Language::English)
        };
        let place = "Where in the original photo";
        let says = |account: &Account| account.unchecked.iter().any(|line| line.starts_with(place));
        let hidden = account(edits(
            r#"[{"crop_hidden":{"width":700,"height":500}},{"resize":{"width":640,"height":480}}]"#,
        ));
        assert_eq!(hidden.crop, Some(Placement { x: None, y: None, width: 700, height: 500 }));
        assert_eq!(hidden.edits[0], "crop to 700 × 500 pixels, at a place that stays hidden");
        assert!(says(&hidden));
        let visible = account(edits(r#"[{"crop":{"x":1,"y":2,"width":640,"height":480}}]"#));
        assert!(visible.crop.is_some_and(|crop| crop.x == Some(1)) && !says(&visible));
        // As large as the original, it has one place only.
        let whole = account(edits(r#"[{"crop_hidden":{"width":1280,"height":720}}]"#));
        assert!(whole.crop.is_some_and(|crop| crop.x == Some(0)) && !says(&whole));
    }

    /// Everything that is said of the report, but for the technical message.
    fn said(account: &Account) -> Vec<&str> {
        let Account {
            title,
            sentence,
            checked,
            attested,
            unchecked,
            next,
            warnings,
            edits,
            captions,
            ..
        } = account;
        let lists = [checked, attested, unchecked, next, warnings, edits, captions];
        let lists = lists.into_iter().flatten();
        let options = [&account.signer, &account.taken, &account.failed, &account.bound];
        let all = [title, sentence].into_iter().chain(lists).chain(options.into_iter().flatten());
        all.map(String::as_str).collect()
    }

    /// Words, in lower case.
    fn words_of(text: &str) -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    }

    #[test]
    fn a_verified_picture() {
        let account = Account::of(&verified(), Language::English);
        assert_eq!(account.title, "Verified");
        assert_eq!(
            account.sentence,
            "This picture is a digitally signed photo with exactly the 2 edits listed here, and the maker of the camera \
             that signed it is on the list of trusted makers."
        );
        assert_eq!(account.checked.len(), 4);
        assert!(
            account.checked[0].contains("“M 11” signed an original photo of 1280 × 720 pixels")
        );
        assert!(account.unchecked[0].contains("whether the scene was staged"));
        assert!(account.unchecked.iter().any(|line| line.contains("cut off or covered")));
        assert_eq!(
            account.signer.as_deref(),
            Some("Camera “M 11”, made by “Maker”, a maker on the list of trusted makers")
        );
        assert_eq!(
            account.taken.as_deref(),
            Some("5 September 2025 at 12:30 UTC, by the clock of the camera")
        );
        let crop = Placement { x: Some(0), y: Some(0), width: 640, height: 480 };
        assert_eq!(account.crop, Some(crop));
        assert_eq!(account.detail.as_deref(), Some("it holds"));
        assert_eq!((account.failed, account.bound), (None, None));
    }

    /// Both halves: what was checked here, and what the notary says.
    #[test]
    fn a_picture_that_a_notary_attested() {
        let account = Account::of(&attested_with(&evidence(), verified()), Language::English);
        assert_eq!(account.title, "Verified");
        assert!(account.sentence.contains("the notary who signed it is on the list"));
        assert!(!account.sentence.contains("Nobody vouches"));
        assert!(account.checked[0].contains("the notary “Desk X” signed an original photo"));
        assert_eq!(
            account.checked[1],
            "The notary: “Photo Desk” is on the list of trusted notaries."
        );
        assert_eq!(
            account.attested,
            [
                "The notary “Desk X” attested on 1 January 1970 that “M 11” (“Leica”) signed this photo.",
                "The certificate of “M 11” leads to “Root” on the interim list, which has been frozen since 1 January \
                 2026.",
                "The signer says that a camera took the photo, and that it was not edited before it was signed.",
                "The file was signed on 1 January 1970 at 00:04 UTC, as a listed authority for time stamps confirms.",
                "The signature leaves out 3 bytes of the file. No pixel depends on them.",
                "The notary says that the file was called “a.jpg”.",
            ]
        );
        assert!(account.unchecked[0].starts_with("Whether the notary is right about “M 11”."));
        assert_eq!(
            account.signer.as_deref(),
            Some("Notary “Desk X”, called “Photo Desk” on the list of trusted notaries")
        );
        for language in Language::ALL {
            for line in &Account::of(&attested_with(&evidence(), verified()), language).attested {
                assert!(line.ends_with('.'), "{line}");
            }
        }

        let mut report = attested_with(&evidence(), failed(Reason::UnknownMaker));
        report.evidence.as_mut().expect("evidence").root = None;
        let camera = report.camera.as_mut().expect("a notary");
        (camera.standing, camera.maker_name) = (Standing::Unknown, None);
        let account = Account::of(&report, Language::English);
        assert_eq!(account.title, "Valid, but the notary is unknown");
        assert!(account.sentence.contains("Nobody vouches for the camera"));
        assert!(account.attested[1].contains("anyone could have made it"));
        assert!(account.unchecked.iter().any(|line| line.contains("Nobody vouches for it")));
        assert!(account.next[0].contains("who the notary is"));
    }

    /// They stand apart, below a heading of their own, so that quotation marks in them can stay.
    #[test]
    fn captions_are_told_on_one_line_each() {
        let said = Captions {
            caption: Some("He said “never”.\n\n          Verified\u{202e}\u{7}".into()),
            source_type: Some(format!("{SOURCE_TYPES}digitalCapture")),
            ..Captions::default()
        };
        let account =
            Account::of(&Report { captions: Some(said), ..verified() }, Language::English);
        let caption = "Caption: He said “never”. Verified\\u{202e}\\u{7}";
        assert_eq!(account.captions, [caption, "Digital source type: digitalCapture"]);
        assert!(Account::of(&verified(), Language::English).captions.is_empty());
    }

    #[test]
    fn dates_in_words() {
        for (language, day, said) in [
            (Language::English, "2026-05-01", Some("1 May 2026")),
            (Language::German, "2026-05-01", Some("1. Mai 2026")),
            (Language::French, "2026-05-01", Some("1er mai 2026")),
            (Language::French, "2026-12-24", Some("24 décembre 2026")),
            (Language::Spanish, "2026-05-01", Some("1 de mayo de 2026")),
            (Language::English, "2026-13-01", None),
            (Language::English, "2026-05", None),
            (Language::English, "2026-05-01-02", None),
        ] {
            assert_eq!(date(words(language), day).as_deref(), said);
        }
    }

    #[test]
    fn the_same_in_other_languages() {
        let report = Report { bound: Some("Titel «A»".into()), ..verified() };
        for (language, title, edit, bound) in [
            (Language::German, "Bestätigt", "Kontrast × 1,3", "„Titel \\u{ab}A\\u{bb}“"),
            (
                Language::French,
                "Confirmée",
                "contraste × 1,3",
                "«\u{202f}Titel \\u{ab}A\\u{bb}\u{202f}»",
            ),
            (Language::Spanish, "Confirmada", "contraste × 1,3", "«Titel \\u{ab}A\\u{bb}»"),
        ] {
            let account = Account::of(&report, language);
            assert_eq!(account.title, title);
            assert_eq!(account.edits[0], edit);
            assert_eq!(account.bound.as_deref(), Some(bound));
        }
    }

    #[test]
    fn what_failed_and_where() {
        let mut report = failed(Reason::Proof);
        for (step, words) in [
            (None, "the proof of the edits"),
            (Some(1), "the proof of the edits, from edit 1 on (contrast × 1.3)"),
            (Some(3), "the proof of the edits"),
            (Some(0), "the proof of the edits"),
        ] {
            report.step = step;
            let account = Account::of(&report, Language::English);
            assert_eq!(account.failed.as_deref(), Some(words));
            assert!(account.checked.is_empty() && account.crop.is_none());
        }
    }

    #[test]
    fn what_has_not_ended_is_no_answer() {
        let account = Account::of(&Report::blank(), Language::English);
        assert_eq!(account.title, "Not checked yet");
        assert!(account.checked.is_empty());
        let begun = Account::of(&failed(Reason::Unfinished), Language::English);
        assert!(begun.checked[0].starts_with("The signature"));
        assert!(begun.unchecked[0].starts_with("The proof of the edits"));
    }

    #[test]
    fn texts_of_others_stay_in_their_quotation_marks() {
        let mut report = failed(Reason::UnknownMaker);
        let name = "X”. Verified. „“ «» \u{202e}";
        report.camera.as_mut().expect("a camera").name = name.into();
        report.warnings = vec![Warning::ProofBeside { file: name.into() }];
        for language in Language::ALL {
            let account = Account::of(&report, language);
            for text in said(&account) {
                assert!(!text.contains("X”"), "{text}");
                assert!(!text.contains('\u{202e}'), "{text}");
            }
            let quoted = words(language).quoted(name);
            assert!(account.signer.expect("a signer").contains(&quoted));
        }
    }

    #[test]
    fn everything_is_said_in_every_language() {
        for language in Language::ALL {
            for report in reports() {
                let account = Account::of(&report, language);
                assert!(!account.unchecked.is_empty() && !account.next.is_empty());
                assert_eq!(account.failed.is_some(), report.verdict == Verdict::Rejected);
                for text in said(&account) {
                    assert!(!text.trim().is_empty() && text.trim() == text, "{text:?}");
                    assert!(!text.contains(['{', '}']) || text.contains("\\u{"), "{text:?}");
                    assert!(!text.contains("  ") && !text.contains(" ,"), "{text:?}");
                    assert!(!text.contains("--"), "{text:?} speaks of the command line");
                }
                for text in [&account.sentence].into_iter().chain(&account.unchecked) {
                    assert!(text.ends_with('.'), "{text:?}");
                }
            }
        }
    }

    /// Words that would say more of a photo than was checked.
    const TOO_MUCH: [&[&str]; 4] = [
        &["authentic", "true", "truth", "real", "genuine", "fake", "trustworthy"],
        &["authentisch", "echt", "echte", "echtes", "wahr", "wahre", "wahrheit", "real", "fake"],
        &["authentique", "vrai", "vraie", "vérité", "réel", "réelle", "véritable", "faux"],
        &["auténtica", "auténtico", "verdadera", "verdad", "real", "genuina", "falsa", "falso"],
    ];

    /// Words of those who make the proofs, which belong into the details.
    const JARGON: [&str; 11] = [
        "hash",
        "commitment",
        "halo2",
        "msm",
        "zk",
        "snark",
        "nonce",
        "witness",
        "circuit",
        "sidecar",
        "verifier",
    ];

    #[test]
    fn nothing_is_called_what_no_proof_can_say() {
        for (language, too_much) in Language::ALL.into_iter().zip(TOO_MUCH) {
            for report in reports() {
                let report = Report { bound: None, ..report };
                for text in said(&Account::of(&report, language)) {
                    for word in words_of(text) {
                        assert!(!too_much.contains(&word.as_str()), "{text:?} says {word:?}");
                        assert!(!JARGON.contains(&word.as_str()), "{text:?} says {word:?}");
                    }
                }
            }
        }
    }

    /// Small words of English that are none of the other languages.
    const ENGLISH: [&str; 10] =
        ["the", "of", "and", "is", "was", "that", "this", "with", "picture", "proof"];

    #[test]
    fn no_language_speaks_english() {
        for report in reports() {
            let english = Account::of(&report, Language::English);
            for language in Language::ALL.into_iter().filter(|&other| other != Language::English) {
                let account = Account::of(&report, language);
                assert_eq!(said(&account).len(), said(&english).len());
                for (text, english) in said(&account).into_iter().zip(said(&english)) {
                    assert!(text != english || words_of(text).len() < 3, "{text:?}");
                    for word in words_of(text) {
                        assert!(
                            !ENGLISH.contains(&word.as_str())
                                || (language, &*word) == (Language::German, "was"),
                            "{text:?} has {word:?}"
                        );
                    }
                }
            }
        }
    }

    /// Five answers that cannot be taken for each other: how the titles begin.
    #[test]
    fn the_title_begins_with_the_answer() {
        for language in Language::ALL {
            let title = |report: &Report| Account::of(report, language).title;
            let mut titles = BTreeSet::from([title(&verified())]);
            let mut answers = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
            for reason in REASONS {
                let title = title(&failed(reason));
                let answer = title.split(':').next().unwrap_or_default().to_owned();
                assert!(titles.insert(title), "two reasons have one title");
                let kind = match reason {
                    Reason::UnknownMaker | Reason::Unfinished => continue,
                    Reason::NoProof | Reason::NotAPicture => 0,
                    reason if reason.verdict() == Verdict::Rejected => 1,
                    _ => 2,
                };
                answers[kind].insert(answer);
            }
            assert!(answers.iter().all(|answers| answers.len() == 1), "{answers:?}");
            let answers: BTreeSet<_> = answers.into_iter().flatten().collect();
            assert_eq!(answers.len(), 3);
            assert!(answers.is_disjoint(&titles));
        }
    }
}
