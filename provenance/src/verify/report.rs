//! What is said of a file: the verdict, why it is not `verified`, and everything that was established.

use proofroom_circuits::{Channels, ImageHash, Recipe, Size};
use serde::{Deserialize, Serialize};

use crate::captions::{self, Captions};
use crate::format::attestation::{Certificate, PublicKey};
use crate::format::capture_record::{Clock, as_written};
use crate::format::evidence::{
    Evidence, FieldText, Included, Root, SigningTime, Source, Tier, TimeSource,
};
use crate::format::metadata::MetadataKind;
use crate::format::picture::{Compression, PictureFormat};
use crate::verify::trust::{Standing, Trust};

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Rejected: the picture is not the one that was proved.
    PublishedPixels,
    /// Not checked: the file cannot be read.
    Unreadable,
    /// Not checked: the file is no picture of a kind that carries proofs.
    NotAPicture,
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
    /// Not checked: the check has not ended.
    Unfinished,
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
            | Reason::NotAPicture
            | Reason::NoProof
            | Reason::Version
            | Reason::Limits
            | Reason::TrustFile
            | Reason::Usage
            | Reason::Memory
            | Reason::Machine
            | Reason::Cancelled
            | Reason::Unfinished => Verdict::NotChecked,
        }
    }
}

/// A camera, or a notary in its place, whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CameraReport {
    /// The device's key.
    pub key: PublicKey,
    /// The maker's key.
    pub maker: PublicKey,
    /// What the trust list calls the maker; of a notary, the notary.
    pub maker_name: Option<String>,
    /// The name of the device or the notary.
    pub name: String,
    /// What the trust list says of it.
    pub standing: Standing,
    /// Whether the camera is a program.
    pub simulated: bool,
    /// Whether it is no camera but a notary, who attests what another signature says.
    pub notary: bool,
}

impl CameraReport {
    /// The camera of a certificate whose signatures were checked.
    pub fn new(certificate: &Certificate, trust: &Trust) -> Self {
        CameraReport {
            key: certificate.device,
            maker: certificate.maker,
            maker_name: trust.voucher_name(certificate).map(str::to_owned),
            name: certificate.device_name.as_str().to_owned(),
            standing: trust.standing(certificate),
            simulated: certificate.simulated,
            notary: certificate.is_notary(),
        }
    }
}

/// What a notary says of the signature in a photo's file. Nobody else has checked it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EvidenceReport {
    /// The name on the certificate of the key that signed the file.
    pub signer: String,
    /// The organisation on it.
    pub organisation: Option<String>,
    /// Who issued the certificate.
    pub issuer: String,
    /// The root that vouches for the certificate; none if no list has one.
    pub root: Option<RootReport>,
    /// When the file was signed, in UTC, if that is said.
    pub signed: Option<String>,
    /// Whose word that time is.
    pub signed_by: Option<TimeSource>,
    /// What the signer says that the photo is.
    pub source: Source,
    /// SHA-256 of the certificate.
    #[serde(with = "hex::serde")]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub certificate: [u8; 32],
    /// SHA-256 of the manifest.
    #[serde(with = "hex::serde")]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub manifest: [u8; 32],
    /// How many bytes of the file the signature leaves out. No pixel depends on them.
    pub left_out: u64,
    /// When the notary attested all this, in UTC by the notary's clock.
    pub attested: String,
    /// What the notary included because it was asked to.
    pub included: IncludedReport,
}

/// What a notary says of a photo only if somebody asked for it by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct IncludedReport {
    /// Where the photo was taken, in degrees of latitude and longitude, as its file says.
    pub place: Option<String>,
    /// The serial number of the camera, as the photo's file says.
    pub serial_number: Option<String>,
    /// The name of the camera's owner, as the photo's file says.
    pub owner: Option<String>,
    /// How the photo's file was called, as the notary says.
    pub file_name: Option<String>,
}

impl From<&Included> for IncludedReport {
    fn from(included: &Included) -> Self {
        let text = |field: &Option<FieldText>| field.as_ref().map(|text| text.as_str().to_owned());
        IncludedReport {
            place: text(&included.place),
            serial_number: text(&included.serial_number),
            owner: text(&included.owner),
            file_name: text(&included.file_name),
        }
    }
}

/// A root certificate, and the list that it is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RootReport {
    /// Its name.
    pub name: String,
    /// The list.
    pub tier: Tier,
}

impl From<&Evidence> for EvidenceReport {
    fn from(evidence: &Evidence) -> Self {
        let root =
            |Root { name, tier }: &Root| RootReport { name: name.as_str().to_owned(), tier: *tier };
        EvidenceReport {
            signer: evidence.signer.as_str().to_owned(),
            organisation: evidence.organisation.as_ref().map(|name| name.as_str().to_owned()),
            issuer: evidence.issuer.as_str().to_owned(),
            root: evidence.root.as_ref().map(root),
            signed: evidence.signed.map(|SigningTime { seconds, .. }| as_written(seconds)),
            signed_by: evidence.signed.map(|SigningTime { source, .. }| source),
            source: evidence.source,
            certificate: evidence.certificate,
            manifest: evidence.manifest,
            left_out: evidence.left_out,
            attested: as_written(evidence.attested),
            included: (&evidence.included).into(),
        }
    }
}

/// An image by size and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ImageReport {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The image hash as 64 hexadecimal digits.
    #[serde(serialize_with = "as_text", deserialize_with = "from_hex")]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub hash: ImageHash,
}

impl ImageReport {
    pub(crate) fn new(size: Size, hash: ImageHash) -> Self {
        ImageReport { width: size.width(), height: size.height(), hash }
    }
}

pub(crate) fn as_text<S: serde::Serializer>(
    value: &impl std::fmt::Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn from_hex<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<ImageHash, D::Error> {
    hex::serde::deserialize(deserializer).map(ImageHash)
}

/// What people should know besides the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// The channels of the picture are not red, green and blue, so that ordinary viewers show other colours.
    Ycbcr,
    /// The capture time is later than this machine's clock.
    FutureTime,
    /// The file carries text or other metadata, which anyone may have written.
    Metadata {
        /// Which, each once.
        kinds: Vec<MetadataKind>,
    },
    /// The captions say one thing in one part of the file, which counts here, and another in another: in XMP and in the
    /// older form (IIM), or twice in one of them. Some programs show the other.
    CaptionsDiffer {
        /// Which of them.
        fields: Vec<captions::Field>,
    },
    /// The proof was not in the picture, and was found in a file beside it.
    ProofBeside {
        /// The path of that file, safe to show.
        file: String,
    },
    /// The picture contains another proof than the separate one that was checked.
    ProofIgnored,
    /// The published picture also contains the secret record of an original.
    SecretRecord,
    /// The file is an attested original, which is private.
    PrivateOriginal,
}

/// The verdict with everything that was established. Absent parts are null in JSON: a part is there
/// only once the checks that it rests on have passed, `edits` and `bound` as soon as they could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Report {
    /// The answer.
    pub verdict: Verdict,
    /// Why it is not `verified`.
    pub reason: Option<Reason>,
    /// What was found, in a technical sentence in English.
    pub message: String,
    /// The first edit, from 1, that the failing proof covers.
    pub step: Option<usize>,
    /// In which format the file is, if it is a picture of a kind that can carry a proof.
    pub format: Option<PictureFormat>,
    /// The camera or the notary, once its signature was found to hold.
    pub camera: Option<CameraReport>,
    /// What a notary says of the signature in the photo's file, once the notary's own signature was found to hold.
    pub evidence: Option<EvidenceReport>,
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
    /// How the published picture is compressed, if it is a JPEG; once everything was found to hold.
    pub compression: Option<Compression>,
    /// What the file says about the picture, if it says anything; once everything was found to hold. It is not proved:
    /// whoever published the picture wrote it, and anyone can change it. A file that is rejected could have any
    /// caption, such as that of the picture for which it wants to be taken, so that none is repeated.
    pub captions: Option<Captions>,
    /// What people should know besides the verdict.
    pub warnings: Vec<Warning>,
}

/// A check that failed.
pub(crate) struct Finding {
    /// Why.
    pub reason: Reason,
    /// One sentence for people.
    pub message: String,
    /// The first edit, from 1, that the failing proof covers.
    pub step: Option<usize>,
}

impl Finding {
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        Finding { reason, message: message.into(), step: None }
    }
}

impl Report {
    /// A report of a check that has begun and established nothing yet. Should anybody take it for an answer, it is
    /// none.
    pub(crate) fn blank() -> Self {
        Report {
            verdict: Verdict::NotChecked,
            reason: Some(Reason::Unfinished),
            message: "the check has not ended".into(),
            step: None,
            format: None,
            camera: None,
            evidence: None,
            captured: None,
            clock: None,
            converted_from: None,
            original: None,
            edits: None,
            bound: None,
            published: None,
            compression: None,
            captions: None,
            warnings: Vec::new(),
        }
    }

    /// A report that nothing was checked.
    pub fn not_checked(reason: Reason, message: impl Into<String>) -> Self {
        let mut report = Report::blank();
        report.fail(Finding::new(reason, message));
        report
    }

    pub(crate) fn fail(&mut self, finding: Finding) {
        self.verdict = finding.reason.verdict();
        self.reason = Some(finding.reason);
        self.message = finding.message;
        self.step = finding.step;
    }

    /// Whether everything holds, whoever made the camera.
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Verified | Verdict::UnknownCamera)
    }

    /// What the channels of the picture are, so that it can be shown. Edits that were not proved say nothing of it.
    pub fn channels(&self) -> Channels {
        match &self.edits {
            Some(edits) if self.holds() => edits.channels(),
            _ => Channels::Rgb,
        }
    }

    /// The JSON object, on one line.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a report is plain data")
    }
}
