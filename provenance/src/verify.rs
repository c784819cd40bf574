//! The verdict on a file: what is claimed, whether it holds, and if not, which check failed.
//!
//! [`Verifier`] and its short form [`verify_file`] are the one place where this is decided; the command line, the
//! app and the tests all ask it. The verdict says what was checked and no more: that a camera's key signed a photo, and
//! that these edits lead from it to these pixels. Whether the scene was staged, no signature knows.

pub mod account;
pub mod credentials;
#[cfg(feature = "files")]
pub mod files;
pub mod inspect;
pub mod open_check;
pub mod placement;
mod report;
pub mod trust;

use std::borrow::Cow;

use proofroom_circuits::{Channels, Check, ImageHash, Layout, PublishedOutput, RecipeError, Size};

use crate::captions::Reading;
use crate::format::attestation::Attestation;
use crate::format::capture_record;
use crate::format::envelope::{self, EnvelopeError, Enveloped};
use crate::format::evidence::Tier;
use crate::format::jpeg::{Jpeg, JpegError};
use crate::format::original::{Original, OriginalError};
use crate::format::picture::{self, ContentError, PictureError, PictureFile};
use crate::format::png::{self, ORIGINAL_CHUNK, PixelError, Png, PngError};
use crate::format::published::PublishedProof;
use crate::system::MAX_FILE_BYTES;
use crate::system::text;
use crate::verify::report::Finding;
use crate::verify::trust::{Standing, Trust};

pub use crate::format::metadata::MetadataKind;
pub use crate::format::picture::{Compression, PictureFormat};
pub use report::{
    CameraReport, EvidenceReport, ImageReport, IncludedReport, Reason, Report, RootReport, Verdict,
    Warning,
};

/// Loads the public parameters that nearly every check needs, which takes longer than a check: for programs that wait
/// for a file. Those of columns of `2^16` rows, which few photos have, are loaded when the first of these is checked.
pub fn warm_up() {
    Layout::KS.into_iter().filter(|k| *k < 16).for_each(proofroom_circuits::warm_up);
}

/// Judges a published picture, or an attested original, at the time of this machine's clock: what
/// [`Verifier::verify`] does.
///
/// `sidecar` is a proof in a separate file; it wins over one inside the picture. With
/// `expect`, the proof must be bound to that text; without, any text or none will do.
pub fn verify_file(
    file: &[u8],
    sidecar: Option<&[u8]>,
    trust: &Trust,
    expect: Option<&str>,
) -> Report {
    Judge { trust, expect, now: clock() }
        .begin(file, sidecar)
        .map_or_else(|report| *report, Pending::finish)
}

/// Judges files, one after the other or from many threads, by the same criteria: whom the user trusts, the text that
/// a proof must be bound to, and the time. It is cheap to make. The public parameters, which every check needs, are
/// loaded once in a process, by the first check or by [`warm_up`].
///
/// It reads no file and starts no thread. Everything is checked on the calling thread, unless the feature `multicore`
/// is on: then rayon's threads help, those of the pool in which the caller stands.
///
/// ```
/// use proofroom_provenance::verify::trust::Trust;
/// use proofroom_provenance::verify::{Reason, Verdict, Verifier};
///
/// let picture = std::fs::read("../samples/dandelions.published.png")?;
/// let trust = Trust::from_json(&std::fs::read_to_string("../samples/trust.json")?)?;
///
/// let report = Verifier::new(trust.clone()).verify(&picture, None);
/// assert_eq!(report.verdict, Verdict::Verified);
/// let camera = report.camera.expect("its signature was checked");
/// assert_eq!(camera.name, "Demo camera");
/// assert_eq!(report.edits.expect("they were proved").edits().len(), 5);
///
/// // Whoever trusts nobody does not know the maker of that camera.
/// let report = Verifier::new(Trust::empty()).verify(&picture, None);
/// assert_eq!(report.verdict, Verdict::UnknownCamera);
///
/// // Its proof was not made for a text that this verifier asked for.
/// let report = Verifier::new(trust).expecting("for the front page").verify(&picture, None);
/// assert_eq!((report.verdict, report.reason), (Verdict::Rejected, Some(Reason::Binding)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Verifier {
    trust: Trust,
    expect: Option<String>,
    now: Option<u64>,
}

impl Verifier {
    /// A verifier with this trust list. A proof may be bound to any text or none.
    pub fn new(trust: Trust) -> Self {
        Verifier { trust, expect: None, now: None }
    }

    /// The same verifier for proofs that are bound to this text only.
    #[must_use]
    pub fn expecting(mut self, text: impl Into<String>) -> Self {
        self.expect = Some(text.into());
        self
    }

    /// The same verifier with a clock that stands at this time, in seconds since 1970-01-01 00:00 UTC. It decides
    /// only whether the report remarks that a capture time lies in the future. Without it the machine's clock is read
    /// for each file; in a browser, where no clock can be read from here, there is no such remark.
    #[must_use]
    pub fn at(mut self, seconds: u64) -> Self {
        self.now = Some(seconds);
        self
    }

    /// Judges a published picture, or an attested original, whose bytes these are. `sidecar` is a proof in a separate
    /// file; it wins over one inside the picture.
    ///
    /// Every failure is part of the report: a file that holds nothing to check, too.
    pub fn verify(&self, file: &[u8], sidecar: Option<&[u8]>) -> Report {
        self.begin(file, sidecar).map_or_else(|report| *report, Pending::finish)
    }

    /// The quick part of [`Verifier::verify`]: everything but the pixels and the proofs. So a front end can show whose
    /// signature holds and what is claimed while it waits for [`Pending::finish`].
    ///
    /// # Errors
    /// A final report, if there is nothing more to check.
    pub fn begin<'a>(
        &'a self,
        file: &'a [u8],
        sidecar: Option<&'a [u8]>,
    ) -> Result<Pending<'a>, Box<Report>> {
        let now = self.now.or_else(clock);
        Judge { trust: &self.trust, expect: self.expect.as_deref(), now }.begin(file, sidecar)
    }
}

/// A file of which everything was checked but its pixels and proofs.
pub struct Pending<'a> {
    report: Report,
    unchecked: Unchecked<'a>,
}

impl Pending<'_> {
    /// What has been established: never a verdict, but the camera whose signature holds, and what is claimed. Of an
    /// attested original it is nothing, because its signature is of the pixels.
    pub fn so_far(&self) -> &Report {
        &self.report
    }

    /// Checks the rest.
    pub fn finish(self) -> Report {
        let Pending { mut report, unchecked } = self;
        let finished = match unchecked {
            Unchecked::Published(published) => published.judge(&mut report),
            Unchecked::Original(original) => original.judge(&mut report),
        };
        if let Err(finding) = finished {
            report.fail(finding);
        }
        report
    }
}

/// What a [`Pending`] has yet to check.
enum Unchecked<'a> {
    Published(Box<UncheckedPicture<'a>>),
    Original(UncheckedOriginal<'a>),
}

/// A published picture whose proofs are to be checked.
struct UncheckedPicture<'a> {
    picture: PictureFile<'a>,
    proof: PublishedProof,
    /// The size that the edits produce, which the picture has.
    size: Size,
}

/// An attested original whose pixels are to be hashed.
struct UncheckedOriginal<'a> {
    file: &'a [u8],
    png: Png<'a>,
    by: Judge<'a>,
}

/// Seconds since 1970 by this machine's clock, where there is one that this language can read.
fn clock() -> Option<u64> {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    let now = Some(capture_record::now());
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    let now = None;
    now
}

/// What a file is judged by.
#[derive(Clone, Copy)]
struct Judge<'a> {
    trust: &'a Trust,
    expect: Option<&'a str>,
    /// Seconds since 1970.
    now: Option<u64>,
}

impl<'a> Judge<'a> {
    fn begin(self, file: &'a [u8], sidecar: Option<&'a [u8]>) -> Result<Pending<'a>, Box<Report>> {
        let mut report = Report::blank();
        match begin(file, sidecar, self, &mut report) {
            Ok(unchecked) => Ok(Pending { report, unchecked }),
            Err(finding) => {
                report.fail(finding);
                Err(Box::new(report))
            }
        }
    }
}

fn begin<'a>(
    file: &'a [u8],
    sidecar: Option<&'a [u8]>,
    by: Judge<'a>,
    report: &mut Report,
) -> Result<Unchecked<'a>, Finding> {
    if file.len() as u64 > MAX_FILE_BYTES {
        return Err(Finding::new(Reason::Limits, "the file is larger than this program can read"));
    }
    if file.starts_with(&PublishedProof::MAGIC) {
        return Err(Finding::new(
            Reason::NotAPicture,
            "this is the proof of a picture, in a separate file; verify the picture, and keep the proof beside it",
        ));
    }
    let Some(format) = PictureFormat::of(file) else {
        return Err(Finding::new(
            Reason::NotAPicture,
            "the file is neither a PNG nor a JPEG, so it contains no proof; another program may have converted it: ask \
             for the file as it was published",
        ));
    };
    report.format = Some(format);
    let embedded = picture::find_proof(file);
    if sidecar.is_some() && embedded.is_some() {
        report.warnings.push(Warning::ProofIgnored);
    }
    let payload = sidecar.map(Cow::Borrowed).or(embedded);
    match (payload, png::find_chunk(file, ORIGINAL_CHUNK)) {
        (Some(payload), seed) => {
            if seed.is_some() {
                report.warnings.push(Warning::SecretRecord);
            }
            UncheckedPicture::begin(file, &payload, sidecar.is_none(), by, report)
                .map(|picture| Unchecked::Published(Box::new(picture)))
        }
        (None, Some(_)) => UncheckedOriginal::begin(file, by, report).map(Unchecked::Original),
        (None, None) => {
            // Any photo is a picture without a proof, also one that could not be published as it is.
            let damage = match format {
                PictureFormat::Png => Png::parse(file).err().map(PictureError::Png),
                PictureFormat::Jpeg => Jpeg::parse(file).err().map(PictureError::Jpeg),
            };
            Err(match damage {
                None => Finding::new(
                    Reason::NoProof,
                    "the picture contains no proof; another program may have removed it: ask for the file as it was \
                     published, or name its proof as well if that is a separate file",
                ),
                Some(error) if is_limit(&error) => Finding::new(Reason::Limits, error.to_string()),
                Some(error) => Finding::new(Reason::Unreadable, error.to_string()),
            })
        }
    }
}

impl<'a> UncheckedPicture<'a> {
    fn begin(
        file: &'a [u8],
        payload: &[u8],
        embedded: bool,
        by: Judge<'_>,
        report: &mut Report,
    ) -> Result<Self, Finding> {
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
        let picture = PictureFile::parse(file).map_err(broken)?;
        if embedded {
            picture.check_one_proof().map_err(|what| Finding::new(Reason::Malformed, what))?;
        }
        check_appearance(picture.appearance())?;
        check_binding(proof.bound.as_deref(), by.expect)?;
        let hash = proof.original_hash();
        proof
            .attestation
            .check(&hash)
            .map_err(|error| Finding::new(Reason::Signature, error.to_string()))?;
        report.attested(&proof.attestation, hash, &by)?;

        let original = proof.attestation.record.size;
        let sizes = proof.recipe.sizes(original).map_err(not_allowed)?;
        let size = sizes.last().copied().unwrap_or(original);
        if picture.size() != size {
            return Err(Finding::new(
                Reason::PublishedPixels,
                format!(
                    "the picture has {} pixels, but the edits produce {size} pixels",
                    picture.size()
                ),
            ));
        }
        Ok(UncheckedPicture { picture, proof, size })
    }

    fn judge(self, report: &mut Report) -> Result<(), Finding> {
        let UncheckedPicture { picture, proof, size } = self;
        let k = Layout::k_for_original(proof.attestation.record.size);
        let content = proofroom_circuits::warm_up_during(k, || picture.content());
        let content = content.map_err(unusable)?;
        proof.verify_chain(content.as_output()).map_err(|rejection| Finding {
            reason: reason_of(&rejection.check),
            message: rejection.to_string(),
            step: rejection.step,
        })?;

        let (hash, what_holds) = match &content {
            PublishedOutput::Pixels(_) => {
                let step = proof.chain.steps.last().expect("every proof that holds has a step");
                let holds =
                    "these pixels are exactly the result of the listed edits of a photo signed";
                (ImageHash::of(size, k, &step.output), holds)
            }
            PublishedOutput::Jpeg(jpeg) => {
                report.compression = Some(Compression::of(jpeg.tables(), jpeg.sampling()));
                let holds = "the coefficients of this JPEG are exactly the result of the listed edits of a photo signed";
                (jpeg.hash(), holds)
            }
        };
        report.published = Some(ImageReport::new(size, hash));
        if proof.recipe.channels() == Channels::Ycbcr {
            report.warnings.push(Warning::Ycbcr);
        }
        report.warn_of_metadata(picture.metadata(), Reading::of_picture(&picture));
        report.concluded(what_holds);
        Ok(())
    }
}

impl<'a> UncheckedOriginal<'a> {
    fn begin(file: &'a [u8], by: Judge<'a>, report: &mut Report) -> Result<Self, Finding> {
        report.warnings.push(Warning::PrivateOriginal);
        let png = Png::parse(file).map_err(|error| broken(error.into()))?;
        check_appearance(png.appearance())?;
        Ok(UncheckedOriginal { file, png, by })
    }

    fn judge(self, report: &mut Report) -> Result<(), Finding> {
        let UncheckedOriginal { file, png, by } = self;
        let original = Original::open(file).map_err(|error| {
            let reason = match &error {
                OriginalError::Signature(_) => Reason::Signature,
                OriginalError::Record(EnvelopeError::Magic) => Reason::NoProof,
                OriginalError::Record(
                    EnvelopeError::Version(_) | EnvelopeError::CaptureRecord(_),
                ) => Reason::Version,
                OriginalError::Record(EnvelopeError::TooLong(_)) => Reason::Limits,
                OriginalError::Pixels(pixels) => return undecodable(*pixels),
                OriginalError::Record(EnvelopeError::Malformed(_))
                | OriginalError::Duplicate
                | OriginalError::Png(_)
                | OriginalError::Unsigned
                | OriginalError::Published => Reason::Malformed,
                #[cfg(feature = "files")]
                OriginalError::File(error) => Reason::from(error),
            };
            Finding::new(reason, error.to_string())
        })?;
        report.attested(&original.attestation, original.hidden.hash(), &by)?;
        check_binding(None, by.expect)?;
        report.warn_of_metadata(png.metadata(), Reading::of_png(&png));
        report.concluded("this is the unedited photo as it was signed");
        Ok(())
    }
}

/// A picture that carries a claim and cannot be parsed: where it is damaged, the claim does not hold.
fn broken(error: PictureError) -> Finding {
    let reason = match &error {
        error if is_limit(error) => Reason::Limits,
        // It shows something else, whatever its coefficients are.
        PictureError::Jpeg(JpegError::Resaved(_)) => Reason::PublishedPixels,
        _ => Reason::Malformed,
    };
    Finding::new(reason, error.to_string())
}

/// Whether a picture is larger than this program reads.
fn is_limit(error: &PictureError) -> bool {
    use JpegError::{TooManyScans, TooManySegments};
    matches!(
        error,
        PictureError::Png(PngError::Size(_) | PngError::TooManyChunks)
            | PictureError::Jpeg(JpegError::Size(_) | TooManySegments | TooManyScans)
    )
}

fn check_appearance(appearance: Option<String>) -> Result<(), Finding> {
    match appearance {
        Some(what) => Err(Finding::new(
            Reason::Appearance,
            format!("a viewer may show something other than what was proved: {what}"),
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
        | RecipeError::TooLarge { index, .. }
        | RecipeError::TooManyFreeKernels { index } => Some(*index),
        RecipeError::TooManyEdits { .. } | RecipeError::TooManyPlaces | RecipeError::Json(_) => {
            None
        }
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

/// A picture whose pixels or coefficients cannot be read.
fn unusable(error: ContentError) -> Finding {
    match error {
        ContentError::Pixels(error) => undecodable(error),
        ContentError::Coefficients(JpegError::Memory) => {
            Finding::new(Reason::Memory, JpegError::Memory.to_string())
        }
        ContentError::Coefficients(error) => broken(error.into()),
    }
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

/// What the judgement adds to a report, step by step.
impl Report {
    /// Fills in who signed, after the signatures were checked.
    fn attested(
        &mut self,
        attestation: &Attestation,
        hash: ImageHash,
        by: &Judge<'_>,
    ) -> Result<(), Finding> {
        let Attestation { certificate, record, .. } = attestation;
        self.camera = Some(CameraReport::new(certificate, by.trust));
        self.evidence = record.evidence.as_ref().map(EvidenceReport::from);
        self.captured = Some(record.captured());
        self.clock = Some(record.clock);
        self.converted_from = record.converted_from.as_ref().map(|name| name.as_str().to_owned());
        let latest = by.now.map(|now| now.saturating_add(capture_record::MAX_SECONDS_AHEAD));
        if latest.is_some_and(|latest| record.time > latest) {
            self.warnings.push(Warning::FutureTime);
        }
        self.original = Some(ImageReport::new(record.size, hash));
        match by.trust.revocation(certificate) {
            Some(revoked) => Err(Finding::new(
                Reason::Revoked,
                format!(
                    "the {}'s key was revoked on {}: {}",
                    if certificate.is_notary() { "notary" } else { "camera" },
                    revoked.since,
                    text::quoted(&revoked.reason)
                ),
            )),
            None => Ok(()),
        }
    }

    /// Says what else the file says, so that nobody takes it for proved.
    fn warn_of_metadata(&mut self, kinds: Vec<MetadataKind>, said: Reading) {
        if !kinds.is_empty() {
            self.warnings.push(Warning::Metadata { kinds });
        }
        let Reading { captions, differing } = said;
        self.captions = Some(captions).filter(|captions| !captions.is_empty());
        if !differing.is_empty() {
            self.warnings.push(Warning::CaptionsDiffer { fields: differing });
        }
    }

    /// The last step of a judgement in which everything held.
    fn concluded(&mut self, what_holds: &str) {
        let Some(camera) = &self.camera else { return };
        let name = text::quoted(&camera.name);
        let (kind, whose, whom) = match camera {
            CameraReport { notary: true, .. } => ("notary", "that notary", "notary"),
            CameraReport { simulated: true, .. } => ("simulated camera", "its maker", "maker"),
            _ => ("camera", "its maker", "maker"),
        };
        let found = self.evidence.as_ref().map(in_words).unwrap_or_default();
        if camera.standing == Standing::Trusted {
            self.verdict = Verdict::Verified;
            self.reason = None;
            self.message = format!("{what_holds} by the key of the {kind} {name}{found}");
        } else {
            self.fail(Finding::new(
                Reason::UnknownMaker,
                format!(
                    "{what_holds} by the key of the {kind} {name}{found}, but {whose} is not in the trust list, so \
                     anyone could have made that key; if you trust the {whom}, add the {whom}'s key to the list"
                ),
            ));
        }
    }
}

/// What a notary found, as the rest of a technical sentence.
fn in_words(evidence: &EvidenceReport) -> String {
    let root = match &evidence.root {
        Some(RootReport { name, tier }) => {
            let tier = match tier {
                Tier::Official => "official list",
                Tier::Interim => "interim list",
                Tier::Own => "notary's own list",
            };
            format!("whose certificate leads to {} on the {tier}", text::quoted(name))
        }
        None => "for whose certificate no root vouches".into(),
    };
    let signer = text::quoted(&evidence.signer);
    format!(", which attests that {signer}, {root}, signed the photo's file")
}
