//! `open-check`: shows that an original is the one of a published picture, with a report for whoever has to judge that.

use std::path::{Path, PathBuf};

use proofroom_provenance::circuits::HiddenPlace;
use proofroom_provenance::circuits::edits::text::whole;
use proofroom_provenance::format::capture_record::now;
use proofroom_provenance::format::envelope::Enveloped;
use proofroom_provenance::format::picture::PictureFormat;
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::system::files::{self, Access};
use proofroom_provenance::system::text;
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::verify::files::find_sidecar;
use proofroom_provenance::verify::open_check::{
    self, Answer, Cause, FileDigest, Files, OpenCheck, Question,
};
use proofroom_provenance::verify::{Reason, Verdict};
use proofroom_provenance::words::Language;

use crate::language::{LanguageArg, labels};
use crate::outcome::{Exit, Failure, Outcome};
use crate::verify::details;
use crate::{input, interrupt, output, verify};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  proofroom open-check original.png published.png
  proofroom open-check original.png published.png --trust trust.json --report report.txt
  proofroom open-check original.png picture.png --proof picture.proof --report report.json

The original is private: anyone who gets it has the whole photo, and can do the same with every other picture that was \
published of it. Nothing of its pixels and nothing of its secret is printed or written. docs/courts.md says what the \
report means.

Exit status: 0 if everything holds and the signer is on the trust list, 1 if not, 2 if it could not be checked.")]
pub struct Args {
    /// The attested original.
    original: PathBuf,
    /// The published picture.
    published: PathBuf,
    /// The proof of the published picture, if it is a separate file.
    #[arg(long, value_name = "PROOF")]
    proof: Option<PathBuf>,
    /// Write the report to a file, which must not exist: as text, or as JSON if the name ends in .json.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// A trust list to use instead of your own.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// Where a hidden crop was taken, as pixels from the left and from the top; once for each, in their order. Without
    /// it, the place of a single hidden crop is searched.
    #[arg(long, value_name = "X,Y", value_parser = place)]
    place: Vec<HiddenPlace>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    language: LanguageArg,
}

fn place(text: &str) -> Result<HiddenPlace, String> {
    let parts = text
        .split_once(',')
        .ok_or("write two numbers with a comma between them, such as 320,120")?;
    Ok(HiddenPlace::new(whole(parts.0)?, whole(parts.1)?))
}

pub fn run(args: Args) -> Outcome {
    let (json, language, report) = (args.json, args.language.spoken(), args.report.clone());
    if let Some(path) = &report {
        check_report(path)?;
    }
    let check = move || check(&args);
    let check = interrupt::unless_requested("stopped; nothing was checked", check)??;
    let said = in_words(&check, language);
    if let Some(path) = &report {
        let bytes = if is_json(path) {
            let json = serde_json::to_string_pretty(&check).expect("plain data");
            json.lines().map(text::json).collect::<Vec<_>>().join("\n")
        } else {
            text::lines(&said)
        };
        files::create(path, format!("{bytes}\n").as_bytes(), Access::Private)
            .map_err(Failure::error)?;
    }
    if json {
        output::print_json(&check)?;
    } else {
        output::print(&said)?;
    }
    Ok(match check.verdict {
        Verdict::Verified => Exit::Done,
        Verdict::UnknownCamera | Verdict::Rejected => Exit::NotVerified,
        Verdict::NotChecked => Exit::Failed,
    })
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("json"))
}

/// Whether the report can be written, before anything is checked.
fn check_report(path: &Path) -> Result<(), Failure> {
    if files::is_there(path).map_err(Failure::error)? {
        return Err(Failure::new(
            Reason::Usage,
            format!("{} already exists; choose another name for the report", text::path(path)),
        ));
    }
    files::check_writable(path).map_err(Failure::error)
}

fn check(args: &Args) -> Result<OpenCheck, Failure> {
    let trust = verify::trust_list(args.trust.as_deref())
        .map_err(|error| Failure::new(Reason::TrustFile, error))?;
    let original = input::read(&args.original, files::MAX_FILE_BYTES)?;
    let published = input::read(&args.published, files::MAX_FILE_BYTES)?;
    if open_check::are_swapped(&original, &published) {
        return Err(Failure::new(
            Reason::Usage,
            format!(
                "{} is a published picture and {} an original; name the original first",
                text::path(&args.original),
                text::path(&args.published)
            ),
        ));
    }
    let beside =
        || open_check::has_no_proof(&published).then(|| find_sidecar(&args.published)).flatten();
    let proof_file = args.proof.clone().or_else(beside);
    let read = |path: &PathBuf| input::read(path, PublishedProof::MAX_BYTES as u64);
    let sidecar = proof_file.as_ref().map(read).transpose()?;
    let files = Files {
        original: &original,
        published: &published,
        sidecar: sidecar.as_ref().map(|bytes| bytes.as_slice()),
    };
    let mut check = OpenCheck::new(files, &args.place, &trust, Some(now()));
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    check.original_file.name = name(&args.original);
    check.published_file.name = name(&args.published);
    if let (Some(file), Some(path)) = (&mut check.sidecar_file, &proof_file) {
        file.name = name(path);
    }
    Ok(check)
}

/// The report for people.
fn in_words(check: &OpenCheck, language: Language) -> String {
    let labels = labels(language);
    let account = Account::of(&check.publication, language);
    let result = match check.verdict {
        Verdict::Verified => "known",
        Verdict::UnknownCamera => "unknown",
        Verdict::Rejected => "refuted",
        Verdict::NotChecked => "unchecked",
    };
    let when = labels.say(
        "opening-when",
        [
            ("time", check.checked.as_deref().unwrap_or_default().into()),
            ("version", check.version.into()),
        ],
    );
    let mut parts = vec![
        format!("{}\n{when}", labels.say("opening-title", [])),
        labels.say("opening-result", [("result", result.into())]),
    ];
    let mut section = |heading: &str, lines: String| {
        if !lines.is_empty() {
            let lines = lines.replace('\n', "\n  ");
            parts.push(format!("{}\n  {lines}", labels.say(heading, [])));
        }
    };
    let answers: Vec<String> =
        check.answers.iter().map(|answer| told(check, answer, &account, language)).collect();
    section("heading-checked", output::numbered(&answers));
    section(
        if check.holds() { "heading-edits" } else { "heading-edits-claimed" },
        output::numbered(&account.edits),
    );
    section("heading-attested", output::bulleted(&account.attested));
    let more = ["opening-not-only", "opening-not-who"].map(|name| labels.say(name, []));
    let unchecked = [account.unchecked.clone(), more.into()].concat();
    section("heading-unchecked", output::bulleted(&unchecked));
    section("opening-handed-over", labels.say("opening-opens-all", []));
    let mut rows = details(&check.publication, &account, language);
    let mut row = |label: &str, file: &FileDigest, message: Option<&str>| {
        let name = file.name.as_deref().map(text::line);
        let digest = labels.say(
            "opening-file",
            [("bytes", file.bytes.into()), ("digest", hex::encode(file.sha256).into())],
        );
        let lines = [name.unwrap_or_default(), digest].into_iter().chain(message.map(text::line));
        rows.push((labels.say(label, []), lines.collect::<Vec<_>>().join("\n")));
    };
    // Technical messages have no language. That of the published picture is among its details.
    let of_original = check.answers.iter().find(|answer| answer.question == Question::Original);
    let message = of_original.and_then(|answer| answer.message.as_deref());
    row("opening-original-file", &check.original_file, message);
    row("opening-published-file", &check.published_file, None);
    check.sidecar_file.iter().for_each(|file| row("opening-proof-file", file, None));
    section("heading-details", output::labelled(&rows).trim_start().replace("\n  ", "\n"));
    parts.join("\n\n")
}

/// A check and what came of it.
fn told(check: &OpenCheck, answer: &Answer, account: &Account, language: Language) -> String {
    let labels = labels(language);
    let outcome = match answer.outcome {
        open_check::Outcome::Holds => "holds",
        open_check::Outcome::Fails => "fails",
        open_check::Outcome::NotChecked => "not-checked",
    };
    let question = match answer.question {
        Question::Original => "original",
        Question::Publication => "publication",
        Question::Hash => "hash",
        Question::Signature => "signature",
        Question::Edits => "edits",
    };
    let format = match check.publication.format {
        Some(PictureFormat::Jpeg) => "jpeg",
        Some(PictureFormat::Png) | None => "other",
    };
    let values =
        [("outcome", outcome.into()), ("question", question.into()), ("format", format.into())];
    let mut told = labels.say("opening-check", values);
    // An original that does not open has none.
    if let (Question::Original, Some(original)) = (answer.question, check.original) {
        let hash = original.hash.to_string();
        told.push_str(&format!(" {}", labels.say("opening-image-hash", [("hash", hash.into())])));
    }
    if let Some(cause) = answer.cause {
        let cause = match cause {
            Cause::NoOriginal => "no-original",
            Cause::OriginalChanged => "original-changed",
            Cause::Verdict => "verdict",
            Cause::NothingToCompare => "nothing-to-compare",
            Cause::NoReadableProof => "no-readable-proof",
            Cause::OtherHash => "other-hash",
            Cause::OtherSignature => "other-signature",
            Cause::PictureUnreadable => "picture-unreadable",
            Cause::PlaceUnknown => "place-unknown",
            Cause::EditsDoNotFit => "edits-do-not-fit",
            Cause::OtherPicture => "other-picture",
            Cause::OtherPictureThere => "other-picture-there",
        };
        let values = [("cause", cause.into()), ("verdict", account.title.as_str().into())];
        told.push_str(&format!(" {}", labels.say("opening-cause", values)));
    }
    told
}
