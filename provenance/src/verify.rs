//! The verdict on a file: what is claimed, whether it holds, and if not, which check failed.
//!
//! [`verify_file`] is the one place where this is decided; the command line, the app and the tests all
//! ask it. The verdict says what was checked and no more: that a camera's key signed a photo, and that
//! these edits lead from it to these pixels. Whether the scene was staged, no signature knows.

use std::path::{Path, PathBuf};

use proofroom_circuits::{Check, Image, ImageHash, Layout, Recipe, RecipeError, Size};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::camera::{Attestation, Certificate, Clock, PublicKey};
use crate::envelope::{self, EnvelopeError, Enveloped};
use crate::history::{Channels, YCBCR_NOTE};
use crate::original::{Original, OriginalError};
use crate::png::{self, ORIGINAL_CHUNK, PROOF_CHUNK, PixelError, Png, PngError};
use crate::published::PublishedProof;
use crate::store::{self, StoreError};
use crate::text;
use crate::trust::{Standing, Trust, TrustError};
use crate::{capture, words};

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything holds, and the camera's maker is trusted.
    Verified,
    /// Everything holds, but the camera's maker is not in the trust list.
    UnknownCamera,
    /// Something is claimed that does not hold.
    Rejected,
    /// There is no claim that could be read.
    NotChecked,
}

/// Why the verdict is not `verified`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Unknown camera: the maker is not in the trust list.
    UnknownMaker,
    /// Rejected: bytes that are not what the format says.
    Malformed,
    /// Rejected: the file can make a viewer show something else than its pixels.
    Appearance,
    /// Rejected: the text that was expected is not the one that is bound.
    Binding,
    /// Rejected: a signature of maker or camera does not hold.
    Signature,
    /// Rejected: the camera's key was revoked.
    Revoked,
    /// Rejected: an edit is not allowed for the image that it gets.
    Step,
    /// Rejected: a commitment to a column is not a valid one.
    LinkedCommitment,
    /// Rejected: a proof is false.
    Proof,
    /// Rejected: the pixels are not the ones that were proved.
    PublishedPixels,
    /// Not checked: the file cannot be read.
    Unreadable,
    /// Not checked: the file is not a PNG.
    NotAPng,
    /// Not checked: the file carries no proof, and no other file with one was given.
    NoProof,
    /// Not checked: a format version that this program does not know.
    Version,
    /// Not checked: larger than this program's limits.
    Limits,
    /// Not checked: the trust list cannot be used.
    TrustFile,
    /// Not checked: the command line cannot be understood.
    Usage,
    /// Not checked: there is not enough memory.
    Memory,
    /// Not checked: this machine cannot run the program.
    Machine,
    /// Not checked: the user stopped it.
    Cancelled,
}

impl Reason {
    /// The verdict that has this reason.
    pub fn verdict(self) -> Verdict {
        match self {
            Reason::UnknownMaker => Verdict::UnknownCamera,
            Reason::Malformed
            | Reason::Appearance
            | Reason::Binding
            | Reason::Signature
            | Reason::Revoked
            | Reason::Step
            | Reason::LinkedCommitment
            | Reason::Proof
            | Reason::PublishedPixels => Verdict::Rejected,
            Reason::Unreadable
            | Reason::NotAPng
            | Reason::NoProof
            | Reason::Version
            | Reason::Limits
            | Reason::TrustFile
            | Reason::Usage
            | Reason::Memory
            | Reason::Machine
            | Reason::Cancelled => Verdict::NotChecked,
        }
    }
}

/// A camera whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CameraReport {
    /// The device's key.
    pub key: PublicKey,
    /// The maker's key.
    pub maker: PublicKey,
    /// What the trust list calls the maker.
    pub maker_name: Option<String>,
    /// The device's name.
    pub name: String,
    /// What the trust list says of it.
    pub standing: Standing,
    /// Whether the camera is a program.
    pub simulated: bool,
}

impl CameraReport {
    /// The camera of a certificate whose signatures were checked.
    pub fn new(certificate: &Certificate, trust: &Trust) -> Self {
        CameraReport {
            key: certificate.device,
            maker: certificate.maker,
            maker_name: trust.maker_name(&certificate.maker).map(str::to_owned),
            name: certificate.device_name.as_str().to_owned(),
            standing: trust.standing(certificate),
            simulated: certificate.simulated,
        }
    }
}

/// An image by size and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ImageReport {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The image hash as 64 hexadecimal digits.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub hash: ImageHash,
}

impl ImageReport {
    fn new(size: Size, hash: ImageHash) -> Self {
        ImageReport { width: size.width, height: size.height, hash }
    }
}

pub(crate) fn as_text<S: serde::Serializer>(
    value: &impl std::fmt::Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// The verdict with everything that was established. Absent parts are null in JSON: a part is there
/// only once the checks that it rests on have passed, `edits` and `bound` as soon as they could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Report {
    /// The answer.
    pub verdict: Verdict,
    /// Why it is not `verified`.
    pub reason: Option<Reason>,
    /// One sentence for people.
    pub message: String,
    /// The first edit, from 1, that the failing proof covers.
    pub step: Option<usize>,
    /// The camera, once its signature was found to hold.
    pub camera: Option<CameraReport>,
    /// When the photo was taken, in UTC, or without a Z in a time zone that is not known; once the camera's
    /// signature was found to hold.
    pub captured: Option<String>,
    /// Whose clock `captured` is from.
    pub clock: Option<Clock>,
    /// The colour space from which the pixels were converted before they were signed, if they were; once
    /// the camera's signature was found to hold.
    pub converted_from: Option<String>,
    /// The original; once the camera's signature was found to hold.
    pub original: Option<ImageReport>,
    /// The edits that are claimed.
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<proofroom_circuits::Edit>>"))]
    pub edits: Option<Recipe>,
    /// The text that the proof is bound to.
    pub bound: Option<String>,
    /// The published picture; once everything was found to hold.
    pub published: Option<ImageReport>,
    /// What people should know besides the verdict.
    pub warnings: Vec<String>,
}

/// A check that failed.
struct Finding {
    reason: Reason,
    message: String,
    step: Option<usize>,
}

impl Finding {
    fn new(reason: Reason, message: impl Into<String>) -> Self {
        Finding { reason, message: message.into(), step: None }
    }
}

impl Report {
    fn blank() -> Self {
        Report {
            verdict: Verdict::Verified,
            reason: None,
            message: String::new(),
            step: None,
            camera: None,
            captured: None,
            clock: None,
            converted_from: None,
            original: None,
            edits: None,
            bound: None,
            published: None,
            warnings: Vec::new(),
        }
    }

    /// A report that nothing was checked.
    pub fn not_checked(reason: Reason, message: impl Into<String>) -> Self {
        let mut report = Report::blank();
        report.fail(Finding::new(reason, message));
        report
    }

    fn fail(&mut self, finding: Finding) {
        self.verdict = finding.reason.verdict();
        self.reason = Some(finding.reason);
        self.message = finding.message;
        self.step = finding.step;
    }

    /// Whether everything holds, whoever made the camera.
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Verified | Verdict::UnknownCamera)
    }

    /// The JSON object, on one line.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a report is plain data")
    }

    /// Fills in who signed, after the signatures were checked.
    fn attested(
        &mut self,
        attestation: &Attestation,
        hash: ImageHash,
        trust: &Trust,
    ) -> Result<(), Finding> {
        let Attestation { certificate, record, .. } = attestation;
        self.camera = Some(CameraReport::new(certificate, trust));
        self.captured = Some(record.captured());
        self.clock = Some(record.clock);
        self.converted_from = record.converted_from.as_ref().map(|name| name.as_str().to_owned());
        if record.time > capture::now() + capture::MAX_SECONDS_AHEAD {
            self.warnings.push(format!(
                "The capture time lies in the future ({}): the clock that it is from was wrong or was set ahead, or \
                 this computer's clock is wrong.",
                words::day_and_minute(&record.captured())
            ));
        }
        self.original = Some(ImageReport::new(record.size, hash));
        match trust.revocation(certificate) {
            Some(revoked) => Err(Finding::new(
                Reason::Revoked,
                format!(
                    "the camera's key was revoked on {}: {}",
                    revoked.since,
                    text::quoted(&revoked.reason)
                ),
            )),
            None => Ok(()),
        }
    }

    /// Says what else the file says, so that nobody takes it for proved.
    fn warn_of_metadata(&mut self, png: &Png<'_>) {
        let kinds = png.metadata();
        if !kinds.is_empty() {
            self.warnings.push(format!(
                "The file also contains {}. None of that is proved: anyone may have written it.",
                text::listed(&kinds)
            ));
        }
    }

    /// The last step of a judgement in which everything held.
    fn concluded(&mut self, what_holds: &str) {
        let Some(camera) = &self.camera else { return };
        let name = text::quoted(&camera.name);
        let kind = if camera.simulated { "simulated camera" } else { "camera" };
        if camera.standing == Standing::Trusted {
            self.message = format!("{what_holds} by the key of the {kind} {name}");
        } else {
            self.fail(Finding::new(
                Reason::UnknownMaker,
                format!(
                    "{what_holds} by the key of the {kind} {name}, but its maker is not in the trust list, so anyone \
                     could have made that key; if you trust the maker, add the maker's key to the list"
                ),
            ));
        }
    }
}

impl From<&StoreError> for Reason {
    fn from(error: &StoreError) -> Self {
        match error {
            error if error.is_limit() => Reason::Limits,
            error if error.is_memory() => Reason::Memory,
            _ => Reason::Unreadable,
        }
    }
}

/// A verdict with the bytes that it is about.
pub struct Judged {
    /// The verdict.
    pub report: Report,
    /// The file as it was read; an original holds a secret. Empty if it was not.
    pub file: Zeroizing<Vec<u8>>,
    /// Bytes of the proof, if there is one.
    pub proof_bytes: Option<usize>,
    /// The separate file that the proof was read from, whether it was named or found beside the picture.
    pub proof_file: Option<PathBuf>,
}

impl Judged {
    /// The picture in the file, if it can be decoded: what the verdict is about, and nothing that
    /// another reading of the file might give.
    pub fn picture(&self) -> Option<Image> {
        Png::parse(&self.file).ok()?.decode().ok()
    }

    /// Judges a file that is in memory, with a proof that is not inside it if one is given.
    pub fn of_bytes(
        file: Zeroizing<Vec<u8>>,
        sidecar: Option<&[u8]>,
        trust: &Trust,
        expect: Option<&str>,
    ) -> Self {
        let proof = sidecar.or_else(|| png::find_chunk(&file, PROOF_CHUNK));
        Judged {
            report: verify_file(&file, sidecar, trust, expect),
            proof_bytes: proof.map(<[u8]>::len),
            file,
            proof_file: None,
        }
    }

    fn unreadable(error: &StoreError) -> Self {
        Judged::not_checked(Reason::from(error), error.to_string())
    }

    fn not_checked(reason: Reason, message: impl Into<String>) -> Self {
        Judged {
            report: Report::not_checked(reason, message),
            file: Zeroizing::default(),
            proof_bytes: None,
            proof_file: None,
        }
    }
}

/// Whether a file is a separate proof.
pub fn is_sidecar(path: &Path) -> bool {
    store::begins_with(path, &PublishedProof::MAGIC)
}

/// The proof that stands beside a picture, under one of the names that people give it: `NAME.png.proof` or
/// `NAME.proof` for `NAME.png`. Other programs call their files `.proof` as well, so that only one that begins
/// as ours counts.
pub fn find_sidecar(picture: &Path) -> Option<PathBuf> {
    let mut appended = picture.as_os_str().to_owned();
    appended.push(".proof");
    let is_proof = |path: &PathBuf| path != picture && is_sidecar(path);
    [appended.into(), picture.with_extension("proof")].into_iter().find(is_proof)
}

/// Judges the file at `path`, with the proof in `sidecar` if one is named. Otherwise a picture that carries
/// neither a proof nor a camera's record is judged with the proof beside it, if there is one, and the report
/// says so.
pub fn judge_path(
    path: &Path,
    sidecar: Option<&Path>,
    trust: &Result<Trust, TrustError>,
    expect: Option<&str>,
) -> Judged {
    let trust = match trust {
        Ok(trust) => trust,
        Err(error) => return Judged::not_checked(Reason::TrustFile, error.to_string()),
    };
    let file = match store::read(path, store::MAX_FILE_BYTES) {
        Ok(file) => Zeroizing::new(file),
        Err(error) => return Judged::unreadable(&error),
    };
    let found = || {
        let has = |kind| png::find_chunk(&file, kind).is_some();
        (png::is_png(&file) && !has(PROOF_CHUNK) && !has(ORIGINAL_CHUNK))
            .then(|| find_sidecar(path))
            .flatten()
    };
    let proof_file = sidecar.map(Path::to_owned).or_else(found);
    let read = |path: &PathBuf| store::read(path, PublishedProof::MAX_BYTES as u64);
    let proof = match proof_file.as_ref().map(read).transpose() {
        Ok(proof) => proof,
        Err(error) => return Judged::unreadable(&error),
    };
    let mut judged = Judged::of_bytes(file, proof.as_deref(), trust, expect);
    if let (None, Some(found)) = (sidecar, &proof_file) {
        judged
            .report
            .warnings
            .push(format!("The proof was found beside the picture, in {}.", text::path(found)));
    }
    judged.proof_file = proof_file;
    judged
}

/// The report of [`judge_path`].
pub fn verify_path(
    path: &Path,
    sidecar: Option<&Path>,
    trust: &Result<Trust, TrustError>,
    expect: Option<&str>,
) -> Report {
    judge_path(path, sidecar, trust, expect).report
}

/// Loads what every check wants, which takes longer than a check: for programs that wait for a file.
pub fn warm_up() {
    Layout::KS.into_iter().for_each(proofroom_circuits::warm_up);
}

/// Judges a published picture, or an attested original.
///
/// `sidecar` is a proof in a separate file; it wins over one inside the picture. With
/// `expect`, the proof must be bound to that text; without, any text or none will do.
pub fn verify_file(
    file: &[u8],
    sidecar: Option<&[u8]>,
    trust: &Trust,
    expect: Option<&str>,
) -> Report {
    let mut report = Report::blank();
    if let Err(finding) = judge(file, sidecar, trust, expect, &mut report) {
        report.fail(finding);
    }
    report
}

fn judge(
    file: &[u8],
    sidecar: Option<&[u8]>,
    trust: &Trust,
    expect: Option<&str>,
    report: &mut Report,
) -> Result<(), Finding> {
    if file.len() as u64 > store::MAX_FILE_BYTES {
        return Err(Finding::new(Reason::Limits, "the file is larger than this program can read"));
    }
    if file.starts_with(&PublishedProof::MAGIC) {
        return Err(Finding::new(
            Reason::NotAPng,
            "this is the proof of a picture, in a separate file; verify the picture, and keep the proof beside it",
        ));
    }
    if !png::is_png(file) {
        return Err(Finding::new(
            Reason::NotAPng,
            "the file is not a PNG, so it contains no proof; another program may have converted it: ask for the file \
             as it was published",
        ));
    }
    let embedded = png::find_chunk(file, PROOF_CHUNK);
    if sidecar.is_some() && embedded.is_some() {
        report.warnings.push(
            "The picture also contains a proof of its own, which was ignored: the separate proof was checked."
                .into(),
        );
    }
    match (sidecar.or(embedded), png::find_chunk(file, ORIGINAL_CHUNK)) {
        (Some(payload), seed) => {
            if seed.is_some() {
                report.warnings.push(
                    "The picture also contains the secret record of an original. Do not pass it on."
                        .into(),
                );
            }
            judge_published(file, payload, sidecar.is_none(), trust, expect, report)
        }
        (None, Some(_)) => judge_original(file, trust, expect, report),
        (None, None) => {
            let message = match Png::parse(file) {
                Ok(_) => {
                    return Err(Finding::new(
                        Reason::NoProof,
                        "the picture contains no proof; another program may have removed it: ask for the file as it \
                         was published, or name its proof as well if that is a separate file",
                    ));
                }
                Err(error) => error,
            };
            Err(match message {
                PngError::Size(_) | PngError::TooManyChunks => {
                    Finding::new(Reason::Limits, message.to_string())
                }
                _ => Finding::new(Reason::Unreadable, message.to_string()),
            })
        }
    }
}

fn judge_published(
    file: &[u8],
    payload: &[u8],
    embedded: bool,
    trust: &Trust,
    expect: Option<&str>,
    report: &mut Report,
) -> Result<(), Finding> {
    let proof: PublishedProof = envelope::open(payload).map_err(|error| match error {
        EnvelopeError::Magic => Finding::new(
            Reason::NoProof,
            format!("what stands in the place of the proof is not a proof: {error}"),
        ),
        EnvelopeError::Version(_) | EnvelopeError::CaptureRecord(_) => {
            Finding::new(Reason::Version, format!("the proof cannot be read: {error}"))
        }
        EnvelopeError::TooLong(_) => {
            Finding::new(Reason::Limits, format!("the proof cannot be read: {error}"))
        }
        EnvelopeError::Malformed(_) => {
            Finding::new(Reason::Malformed, format!("the proof is malformed: {error}"))
        }
    })?;
    report.edits = Some(proof.recipe.clone());
    report.bound = proof.bound.clone();
    let png = parse_claimed(file)?;
    if embedded && png.chunks_of(PROOF_CHUNK).count() > 1 {
        return Err(Finding::new(Reason::Malformed, "the picture contains more than one proof"));
    }
    check_appearance(&png)?;
    check_binding(proof.bound.as_deref(), expect)?;
    let hash = proof.original_hash();
    proof
        .attestation
        .check(&hash)
        .map_err(|error| Finding::new(Reason::Signature, error.to_string()))?;
    report.attested(&proof.attestation, hash, trust)?;

    let original = proof.attestation.record.size;
    let k = Layout::k_for_original(original);
    // The parameters load while the pixels are decoded; whoever needs them first waits.
    std::thread::spawn(move || proofroom_circuits::warm_up(k));
    let sizes = proof.recipe.sizes(original).map_err(not_allowed)?;
    let size = sizes.last().copied().unwrap_or(original);
    if png.size() != size {
        return Err(Finding::new(
            Reason::PublishedPixels,
            format!("the picture has {} pixels, but the edits produce {size} pixels", png.size()),
        ));
    }
    let image = png.decode().map_err(undecodable)?;
    proofroom_circuits::verify(&proof.claim(), &proof.chain, &image).map_err(|rejection| {
        Finding {
            reason: reason_of(&rejection.check),
            message: rejection.to_string(),
            step: rejection.step,
        }
    })?;

    report.published = proof
        .chain
        .steps
        .last()
        .map(|step| ImageReport::new(size, ImageHash::of(size, k, &step.output)));
    if Channels::after(&proof.recipe) == Channels::Ycbcr {
        report.warnings.push(YCBCR_NOTE.into());
    }
    report.warn_of_metadata(&png);
    report.concluded("these pixels are exactly the result of the listed edits of a photo signed");
    Ok(())
}

fn judge_original(
    file: &[u8],
    trust: &Trust,
    expect: Option<&str>,
    report: &mut Report,
) -> Result<(), Finding> {
    report.warnings.push(
        "This is an attested original. It is private: publish an edited picture with its proof, never this file."
            .into(),
    );
    let png = parse_claimed(file)?;
    check_appearance(&png)?;
    let original = Original::open(file).map_err(|error| {
        let reason = match &error {
            OriginalError::Signature(_) => Reason::Signature,
            OriginalError::Record(EnvelopeError::Magic) => Reason::NoProof,
            OriginalError::Record(EnvelopeError::Version(_) | EnvelopeError::CaptureRecord(_)) => {
                Reason::Version
            }
            OriginalError::Record(EnvelopeError::TooLong(_)) => Reason::Limits,
            OriginalError::Pixels(pixels) => return undecodable(*pixels),
            OriginalError::Record(EnvelopeError::Malformed(_))
            | OriginalError::Duplicate
            | OriginalError::Png(_)
            | OriginalError::Unsigned
            | OriginalError::Published => Reason::Malformed,
            OriginalError::Store(error) => Reason::from(error),
        };
        Finding::new(reason, error.to_string())
    })?;
    report.attested(&original.attestation, original.hidden.hash(), trust)?;
    check_binding(None, expect)?;
    report.warn_of_metadata(&png);
    report.concluded("this is the unedited photo as it was signed");
    Ok(())
}

/// Parses a picture that carries a claim: where it is damaged, the claim does not hold.
fn parse_claimed(file: &[u8]) -> Result<Png<'_>, Finding> {
    Png::parse(file).map_err(|error| match error {
        PngError::Size(_) | PngError::TooManyChunks => {
            Finding::new(Reason::Limits, error.to_string())
        }
        PngError::NotPng | PngError::Damaged(_) => {
            Finding::new(Reason::Malformed, error.to_string())
        }
    })
}

fn check_appearance(png: &Png<'_>) -> Result<(), Finding> {
    match png.appearance() {
        Some(what) => Err(Finding::new(
            Reason::Appearance,
            format!("a viewer may show something other than the proved pixels: {what}"),
        )),
        None => Ok(()),
    }
}

fn check_binding(bound: Option<&str>, expect: Option<&str>) -> Result<(), Finding> {
    let message = match (bound, expect) {
        (_, None) => return Ok(()),
        (Some(bound), Some(expected)) if bound == expected => return Ok(()),
        (Some(bound), Some(_)) => {
            format!("the proof is bound to a different text: {}", text::quoted(bound))
        }
        (None, Some(_)) => {
            "the proof is not bound to any text; it may have been made for someone else".into()
        }
    };
    Err(Finding::new(Reason::Binding, message))
}

fn not_allowed(error: RecipeError) -> Finding {
    let step = match &error {
        RecipeError::Edit { index, .. }
        | RecipeError::RowTooLong { index, .. }
        | RecipeError::TooManyFreeKernels { index } => Some(*index),
        RecipeError::TooManyEdits { .. } | RecipeError::Json(_) => None,
    };
    Finding { reason: Reason::Step, message: format!("the edits are not allowed: {error}"), step }
}

fn undecodable(error: PixelError) -> Finding {
    let reason = match error {
        PixelError::SixteenBit | PixelError::NotOpaque => Reason::Appearance,
        PixelError::Damaged => Reason::Malformed,
        PixelError::Memory => Reason::Memory,
    };
    Finding::new(reason, format!("the pixels of the picture cannot be checked: {error}"))
}

fn reason_of(check: &Check) -> Reason {
    match check {
        Check::Recipe(_) => Reason::Step,
        Check::Malformed(_) => Reason::Malformed,
        Check::LinkedCommitment => Reason::LinkedCommitment,
        Check::Proof => Reason::Proof,
        Check::PublishedPixels => Reason::PublishedPixels,
    }
}
