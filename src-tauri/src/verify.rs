//! Verification: the verdict on a file, in words, and its picture.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use proofroom_provenance::answer::{Answer as Told, Unclaimed};
use proofroom_provenance::circuits::{Channels, Image};
use proofroom_provenance::editing::preview::View;
use proofroom_provenance::rules::{Judgement, Rules};
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::verify::credentials::Credentials;
use proofroom_provenance::verify::files::{Judged, judge_path};
use proofroom_provenance::verify::trust::{Trust, TrustError};
use proofroom_provenance::verify::{Report, Verdict};
use proofroom_provenance::words::Language;
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use crate::advice::advice;
use crate::credentials;
use crate::files::{Access, ChosenFile, Files};
use crate::recent::remember;
use crate::rules;
use crate::work::{Answer, Bytes, lock, work};

/// The answer about a file that the user chose.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Verification {
    /// The file that was judged.
    pub file: ChosenFile,
    /// What was found, and what the reader is told of it.
    #[serde(flatten)]
    #[ts(flatten)]
    pub answer: Told,
}

/// The picture of the file that was verified last.
#[derive(Default)]
pub struct Verified {
    newest: AtomicU64,
    picture: Mutex<Option<(Image, Channels)>>,
}

/// The verdict on a file, with a proof in a separate file if one is named. "overtaken" if another
/// verification began meanwhile.
pub async fn verify(
    handle: AppHandle,
    id: u32,
    sidecar: Option<u32>,
    expect: Option<String>,
    language: Language,
) -> Answer<Verification> {
    let (files, verified) = (handle.state::<Files>(), handle.state::<Verified>());
    let path = files.path(id, Access::Read)?;
    let sidecar = sidecar.map(|id| files.path(id, Access::Read)).transpose()?;
    let number = verified.newest.fetch_add(1, Ordering::Relaxed) + 1;
    lock(&verified.picture).take();
    let (answer, picture) = work(move || {
        let started = Instant::now();
        let judged = judge(&path, sidecar.as_deref(), &Trust::of_user(), expect.as_deref());
        let seconds = started.elapsed().as_secs_f64();
        if is_remembered(&judged.report) {
            remember(&path);
        }
        let rules = rules::kept();
        let (mut answer, picture) =
            answer(&judged, rules.as_ref().ok().and_then(Option::as_ref), seconds, language);
        // The verdict does not depend on rules, not even on those that cannot be read.
        answer.account.rules.extend(rules.err());
        Ok((answer, picture))
    })
    .await?;
    let mut shown = lock(&verified.picture);
    if verified.newest.load(Ordering::Relaxed) != number {
        return Err("overtaken".into());
    }
    *shown = picture.map(|picture| (picture, answer.report.channels()));
    Ok(Verification { file: files.file(id)?, answer })
}

/// What the reader is told of a report, and of the Content Credentials and house rules beside it, in another language.
pub async fn in_words(
    report: Report,
    credentials: Credentials,
    rules: Option<Judgement>,
    language: Language,
) -> Answer<Account> {
    let account = Account::of(&report, language).with_credentials(&credentials, language);
    Ok(account.with_rules(rules.as_ref(), &report, language))
}

/// What the window is told of a verdict, and the picture that it shows.
pub fn answer(
    judged: &Judged,
    rules: Option<&Rules>,
    seconds: f64,
    language: Language,
) -> (Told, Option<Image>) {
    let Judged { report, file, .. } = judged;
    let (unclaimed, photo) = Unclaimed::of(file, report, judged.proof_file.is_some(), language);
    let credentials = credentials::of_picture(file);
    let rules = rules.map(|rules| rules.judge_report(report));
    let answer =
        Told {
            report: report.clone(),
            account: Account::of(report, language)
                .with_credentials(&credentials, language)
                .with_rules(rules.as_ref(), report, language),
            credentials,
            rules,
            proof_bytes: judged.proof_bytes,
            unclaimed,
            seconds,
        };
    (answer, judged.picture().or(photo))
}

/// The verdict on the file at `path`. Where the trust list cannot be used, it says what can be done about that.
pub fn judge(
    path: &Path,
    sidecar: Option<&Path>,
    trust: &Result<Trust, TrustError>,
    expect: Option<&str>,
) -> Judged {
    let mut judged = judge_path(path, sidecar, trust, expect);
    if let Err(error) = trust {
        judged.report.message.push_str(&advice(error));
    }
    judged
}

/// The decoded pixels of the file that was verified last, laid out as those of a preview.
pub async fn verified_picture(handle: AppHandle, max_width: u32, max_height: u32) -> Answer<Bytes> {
    work(move || {
        let verified = handle.state::<Verified>();
        let shown = lock(&verified.picture);
        let (picture, channels) = shown.as_ref().ok_or("there is no picture to show")?;
        let view = View::of_picture(picture, *channels, max_width, max_height);
        Ok(Bytes(view.to_bytes()))
    })
    .await
}

/// Whether the file is one that was asked about and can be asked about again.
pub fn is_remembered(report: &Report) -> bool {
    report.verdict != Verdict::NotChecked
}
