//! `verify`: the verdict on a file, or one line on each of many.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::format::envelope::Enveloped;
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::rules::{Judgement, Kept, Rules};
use proofroom_provenance::system::files::{self, FileError};
use proofroom_provenance::system::text;
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::verify::credentials::Credentials;
use proofroom_provenance::verify::files::{Judged, is_sidecar, judge_path};
use proofroom_provenance::verify::trust::{Trust, TrustError};
use proofroom_provenance::verify::{
    Compression, EvidenceReport, ImageReport, Reason, Report, Verdict,
};
use proofroom_provenance::words::{Language, words};
use serde::Serialize;

use crate::advice::advice;
use crate::credentials::AnchorsArgs;
use crate::language::{LanguageArg, labels};
use crate::outcome::{Exit, Failure, Outcome};
use crate::values::bound_text;
use crate::{input, interrupt, output, rules};

/// Names under which pictures are found, of formats that this program does not verify, too: in a folder they are
/// reported as not checked, while other files are counted.
const PICTURE_EXTENSIONS: [&str; 16] = [
    "png", "apng", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "tif", "tiff", "heic", "heif",
    "avif", "bmp", "jxl", "proof",
];

const STOPPED: &str = "stopped; nothing was checked";

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  proofroom verify published.png
  proofroom verify published.jpg --expect \"the text I asked for\"
  proofroom verify published/ other.png --json
  proofroom verify published.png --rules rules.json
  curl -s https://example.org/picture.png | proofroom verify -

A proof in a separate file is found if it stands beside its picture as NAME.png.proof or NAME.proof, or NAME.jpg.proof. In a folder, the \
files directly inside it are checked; files that are not pictures are only counted.

With --json, one file gives one object; several files or a folder give one object per line, each with the member \
\"file\".

With --rules, house rules are judged beside the verdict, which does not depend on them; `proofroom rules check` says what \
a rules file allows.

Exit status: 0 if every file is verified and, with --rules, within the rules; 1 if one is not; 2 if one could not be \
checked.")]
pub struct Args {
    /// A published picture or an attested original, several of them, folders, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The proof, if it is a separate file; for a single picture.
    #[arg(long, value_name = "PROOF")]
    proof: Option<PathBuf>,
    /// A trust list to use instead of your own.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// The text that the proof must be bound to.
    #[arg(long, value_name = "TEXT", value_parser = bound_text)]
    expect: Option<String>,
    /// House rules by which the edits are judged, too.
    #[arg(long, value_name = "RULES.json")]
    rules: Option<PathBuf>,
    #[command(flatten)]
    anchors: AnchorsArgs,
    /// Print JSON: one object for a file, one per line for several.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    language: LanguageArg,
}

pub fn run(args: Args) -> Outcome {
    match &args.files[..] {
        [file] if !file.is_dir() => verify_one(args),
        _ => verify_many(&args),
    }
}

fn verify_one(args: Args) -> Outcome {
    let (json, language) = (args.json, args.language.spoken());
    let checker = args.anchors.checker()?;
    let rules = rules::named(args.rules.as_deref())?;
    let judge = move || {
        let file = &args.files[0];
        let trust = trust_list(args.trust.as_deref());
        let judged = judge(file, args.proof.as_deref(), &trust, args.expect.as_deref())?;
        let credentials = checker.check(&judged.file);
        let for_notary = checker.is_for_notary(&judged.file);
        let rules = rules.map(|rules| rules.judge_report(&judged.report));
        Ok::<_, Failure>((judged.report, credentials, rules, for_notary))
    };
    let (report, credentials, rules, for_notary) = interrupt::unless_requested(STOPPED, judge)??;
    let rules = rules.as_ref();
    if json {
        let file = None;
        output::print_json(&Line { file, report: &report, credentials: &credentials, rules })?;
    } else if report.verdict == Verdict::NotChecked {
        output::tell(&in_words(&report, &credentials, rules, language));
        if for_notary {
            output::tell(&format!("\n{}", labels(language).say("photo-for-notary", [])));
        }
    } else {
        output::print(&in_words(&report, &credentials, rules, language))?;
    }
    Ok(match exit(report.verdict) {
        Exit::Done if breaks(rules) => Exit::NotVerified,
        exit => exit,
    })
}

fn judge(
    file: &Path,
    proof: Option<&Path>,
    trust: &Result<Trust, TrustError>,
    expect: Option<&str>,
) -> Result<Judged, Failure> {
    if !input::is_pipe(file) {
        let mut judged = judge_path(file, proof, trust, expect);
        if let Err(error) = trust {
            judged.report.message.push_str(&advice(error));
        }
        return Ok(judged);
    }
    let trust = trust
        .as_ref()
        .map_err(|error| Failure::new(Reason::TrustFile, format!("{error}{}", advice(error))))?;
    let read = |path: &Path| input::read(path, PublishedProof::MAX_BYTES as u64);
    let proof = proof.map(read).transpose()?;
    let file = input::read(file, files::MAX_FILE_BYTES)?;
    let proof = proof.as_ref().map(|bytes| bytes.as_slice());
    Ok(Judged::of_bytes(file, proof, trust, expect))
}

fn exit(verdict: Verdict) -> Exit {
    match verdict {
        Verdict::Verified => Exit::Done,
        Verdict::UnknownCamera | Verdict::Rejected => Exit::NotVerified,
        Verdict::NotChecked => Exit::Failed,
    }
}

/// Whether a picture was judged by rules and is not within them.
fn breaks(rules: Option<&Judgement>) -> bool {
    rules.is_some_and(|judgement| judgement.state != Kept::Within)
}

/// A file to be checked among others.
struct Entry {
    path: PathBuf,
    /// Whether its folder was named, and not the file itself.
    of_folder: bool,
}

/// A verdict with the file that it is about, if there are several, what its Content Credentials are worth, and what the
/// rules say that were named, as `--json` prints it.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(flatten)]
    report: &'a Report,
    credentials: &'a Credentials,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<&'a Judgement>,
}

/// A report of a command that failed, as JSON.
pub fn print_json(report: &Report) -> Result<(), Failure> {
    output::print_json(&Line { file: None, report, credentials: &Credentials::None, rules: None })
}

/// How many files got each verdict.
#[derive(Default)]
struct Tally {
    verified: usize,
    unknown: usize,
    rejected: usize,
    not_checked: usize,
    others: usize,
    /// Of those that are verified, how many are not within the rules.
    against: usize,
    /// Of those that are verified, how many are originals, which no rules judge.
    unjudged: usize,
}

impl Tally {
    fn count(&mut self, verdict: Verdict, rules: Option<&Judgement>) {
        if verdict == Verdict::Verified && breaks(rules) {
            let against = rules.is_some_and(|judgement| judgement.state == Kept::Against);
            *(if against { &mut self.against } else { &mut self.unjudged }) += 1;
        }
        *match verdict {
            Verdict::Verified => &mut self.verified,
            Verdict::UnknownCamera => &mut self.unknown,
            Verdict::Rejected => &mut self.rejected,
            Verdict::NotChecked => &mut self.not_checked,
        } += 1;
    }

    fn in_words(&self, rules: Option<&Rules>, language: Language) -> String {
        let tally = labels(language).say(
            "tally",
            [
                ("verified", self.verified.into()),
                ("unknown", self.unknown.into()),
                ("rejected", self.rejected.into()),
                ("unchecked", self.not_checked.into()),
                ("others", self.others.into()),
            ],
        );
        let against = rules.map(|rules| {
            let name = words(language).quoted(rules.name());
            let values = [
                ("against", self.against.into()),
                ("unjudged", self.unjudged.into()),
                ("name", name.into()),
            ];
            labels(language).say("tally-rules", values)
        });
        [Some(tally), against].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What could not be checked weighs most: the answer is not complete.
    fn exit(&self) -> Exit {
        if self.not_checked > 0 {
            Exit::Failed
        } else if self.unknown + self.rejected + self.against + self.unjudged > 0 {
            Exit::NotVerified
        } else {
            Exit::Done
        }
    }
}

/// Checks every file, with a line for each.
fn verify_many(args: &Args) -> Outcome {
    if args.proof.is_some() {
        return Err(Failure::new(
            Reason::Usage,
            "--proof names the proof of a single picture; for several, put each proof beside its picture, as \
             NAME.png.proof or NAME.proof",
        ));
    }
    let trust = trust_list(args.trust.as_deref());
    if let Err(error) = trust {
        return Err(Failure::new(Reason::TrustFile, error));
    }
    let trust = std::sync::Arc::new(trust);
    let language = args.language.spoken();
    let mut tally = Tally::default();
    let checker = args.anchors.checker()?;
    let rules = rules::named(args.rules.as_deref())?;
    let mut tell = |path: &Path, report: &Report, credentials: &Credentials| {
        let judgement = rules.as_ref().map(|rules| rules.judge_report(report));
        let rules = judgement.as_ref();
        tally.count(report.verdict, rules);
        if args.json {
            let file = Some(path.to_string_lossy().into_owned());
            return output::print_json(&Line { file, report, credentials, rules });
        }
        let line = one_line(path, report, credentials, rules, language);
        output::print(&text::line(&line))
    };
    let mut entries = Vec::new();
    for path in &args.files {
        match entries_of(path) {
            Ok(more) => entries.extend(more),
            Err(error) => {
                let report = Report::not_checked(Reason::from(&error), error.to_string());
                tell(path, &report, &Credentials::None)?;
            }
        }
    }
    // Pictures first: what is the proof of one is checked with it.
    let (proofs, pictures): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| is_sidecar(&entry.path));
    let mut others = 0;
    let mut proofs_used = HashSet::new();
    for Entry { path, of_folder } in pictures.into_iter().chain(proofs) {
        if proofs_used.contains(&path) {
            continue;
        }
        let (file, trust, expect) = (path.clone(), trust.clone(), args.expect.clone());
        let checker = checker.clone();
        let judge = move || {
            let judged = judge(&file, None, &trust, expect.as_deref())?;
            let credentials = checker.check(&judged.file);
            Ok::<_, Failure>((judged, credentials))
        };
        let (judged, credentials) = interrupt::unless_requested(STOPPED, judge)??;
        proofs_used.extend(judged.proof_file);
        if of_folder
            && judged.report.reason == Some(Reason::NotAPicture)
            && !is_named_as_picture(&path)
        {
            others += 1;
        } else {
            tell(&path, &judged.report, &credentials)?;
        }
    }
    tally.others = others;
    if !args.json {
        output::print(&tally.in_words(rules.as_ref(), language))?;
    }
    let checked = tally.verified + tally.unknown + tally.rejected + tally.not_checked;
    if checked == 0 {
        return Err(Failure::error("there is no picture to check in these folders"));
    }
    Ok(tally.exit())
}

/// The files that an argument stands for: itself, or those of a folder by name.
fn entries_of(path: &Path) -> Result<Vec<Entry>, FileError> {
    let of_folder = path.is_dir();
    let mut paths = if of_folder { files::files_in(path)? } else { vec![path.to_owned()] };
    paths.sort();
    let entry = |path| Entry { path, of_folder };
    Ok(paths.into_iter().map(entry).collect())
}

fn is_named_as_picture(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    PICTURE_EXTENSIONS.iter().any(|known| extension == *known)
}

/// The trust list that was named, else the user's own.
pub fn trust_list(path: Option<&Path>) -> Result<Trust, TrustError> {
    path.map_or_else(Trust::of_user, Trust::read)
}

/// A report for people, on one line: the verdict, what failed in technical words, warnings, and what rules say.
fn one_line(
    path: &Path,
    report: &Report,
    credentials: &Credentials,
    rules: Option<&Judgement>,
    language: Language,
) -> String {
    let account = Account::of(report, language);
    let mut values = vec![("file", text::path(path).into()), ("title", account.title.into())];
    let name = match account.detail {
        Some(detail) if !report.holds() => {
            values.push(("detail", detail.into()));
            "line-detail"
        }
        _ => "line",
    };
    let line = labels(language).say(name, values);
    let credentials = credentials.told(language).into_iter().take(1).collect();
    let rules = rules.map(|judgement| judgement.told(report.edits.as_ref(), language));
    [vec![line], rules.unwrap_or_default(), account.warnings, credentials].concat().join(" ")
}

/// A report for people: the verdict, what was checked and what was not, what to do next, and the details.
pub fn in_words(
    report: &Report,
    credentials: &Credentials,
    rules: Option<&Judgement>,
    language: Language,
) -> String {
    let labels = labels(language);
    let account = Account::of(report, language).with_rules(rules, report, language);
    let mut next = account.next.clone();
    if report.verdict == Verdict::UnknownCamera {
        let of_notary = report.camera.as_ref().is_some_and(|camera| camera.notary);
        next.push(labels.say(if of_notary { "next-trust-notary" } else { "next-trust" }, []));
    }
    let edits = if report.holds() { "heading-edits" } else { "heading-edits-claimed" };
    let mut parts = vec![format!("{}\n{}", account.title, account.sentence)];
    if let Some(check) = &account.failed {
        parts.push(labels.say("failed", [("check", check.into())]));
    }
    let mut section = |heading: &str, lines: String| {
        if !lines.is_empty() {
            let lines = lines.replace('\n', "\n  ");
            parts.push(format!("{}\n  {lines}", labels.say(heading, [])));
        }
    };
    section("heading-warnings", output::bulleted(&account.warnings));
    section("heading-rules", output::bulleted(&account.rules));
    section(edits, output::numbered(&account.edits));
    section("heading-captions", output::bulleted(&account.captions));
    section("heading-checked", output::bulleted(&account.checked));
    section("heading-attested", output::bulleted(&account.attested));
    section("heading-unchecked", output::bulleted(&account.unchecked));
    section("heading-credentials", output::bulleted(&credentials.told(language)));
    section("heading-next", output::bulleted(&next));
    let details = output::labelled(&details(report, &account, language));
    if !details.is_empty() {
        parts.push(format!("{}\n{details}", labels.say("heading-details", [])));
    }
    parts.join("\n\n")
}

/// Who, when, and the numbers by which all of it is recognised.
pub fn details(report: &Report, account: &Account, language: Language) -> Vec<(String, String)> {
    let labels = labels(language);
    let mut rows = Vec::new();
    let mut row = |label: &str, text: String| rows.push((labels.say(label, []), text));
    let key = |key: &PublicKey| labels.say("key", [("key", key.to_string().into())]);
    let image = |ImageReport { width, height, hash }: &ImageReport| {
        format!(
            "{}\n{}",
            labels.say("pixels", [("width", (*width).into()), ("height", (*height).into())]),
            labels.say("hash", [("hash", hash.to_string().into())])
        )
    };
    if let (Some(camera), Some(signer)) = (&report.camera, &account.signer) {
        if camera.notary {
            row("label-notary", format!("{signer}\n{}", key(&camera.key)));
        } else {
            row("label-camera", format!("{signer}\n{}", key(&camera.key)));
            row("label-maker", key(&camera.maker));
        }
    }
    if let Some(evidence) = &report.evidence {
        row("label-certificate", certificate(evidence, language));
    }
    if let Some(taken) = &account.taken {
        row("label-taken", taken.clone());
    }
    if let Some(space) = &report.converted_from {
        row("label-colours", colours(space, language));
    }
    if let Some(original) = &report.original {
        row("label-original", image(original));
    }
    if let Some(published) = &report.published {
        let compression = report.compression.as_ref();
        let compression = compression.map(|it| format!("\n{}", compressed(it, language)));
        row("label-published", image(published) + &compression.unwrap_or_default());
    }
    if let Some(code) = &account.bound {
        row("label-code", code.clone());
    }
    if let Some(detail) = &account.detail {
        row("label-message", detail.clone());
    }
    rows
}

/// How a published JPEG is compressed.
pub fn compressed(Compression { quality, sampling }: &Compression, language: Language) -> String {
    let quality = quality.map_or("none".into(), |quality| quality.to_string());
    let values = [("quality", quality.into()), ("sampling", sampling.clone().into())];
    labels(language).say("compression", values)
}

/// By whom the certificate that a notary examined was issued, and by what it and the manifest are recognised.
pub fn certificate(evidence: &EvidenceReport, language: Language) -> String {
    let labels = labels(language);
    let issuer = words(language).quoted(&evidence.issuer);
    let lines = [
        labels.say("certificate", [("issuer", issuer.into())]),
        labels
            .say("sha-of-certificate", [("certificate", hex::encode(evidence.certificate).into())]),
        labels.say("sha-of-manifest", [("manifest", hex::encode(evidence.manifest).into())]),
    ];
    lines.join("\n")
}

/// From which colour space a photo was converted. Whoever signed it chose the name.
pub fn colours(space: &str, language: Language) -> String {
    let space = words(language).quoted(space);
    labels(language).say("colours", [("space", space.into())])
}
