//! Opening a file: what it turns out to be, and everything about an original.

use std::path::Path;

use proofroom_provenance::capture::recognise::{Recognised, recognise};
use proofroom_provenance::editing::history::{Histories, HistoryItem};
use proofroom_provenance::format::capture_record::Clock;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::publish::count::{self, Publications};
use proofroom_provenance::system::files;
use proofroom_provenance::verify::account::attested;
use proofroom_provenance::verify::trust::{Standing, Trust};
use proofroom_provenance::verify::{CameraReport, EvidenceReport};
use proofroom_provenance::words::{Language, words};
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::editor::{Editor, OpenEditor};
use crate::files::{Access, ChosenFile, Files};
use crate::recent::remember;
use crate::sign::Signings;
use crate::work::{Answer, told, work};

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Opened {
    /// An attested original, open for editing from now on.
    Original {
        /// All about it.
        original: Box<OriginalInfo>,
    },
    /// A published picture: ask for its verification.
    Published,
    /// A photo that carries neither a signature nor a proof: its verification says so.
    Photo {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A trust list: ask for its content.
    TrustList,
    /// House rules: ask what they allow.
    Rules,
    /// Anything else.
    Other {
        /// What it is and what can be done.
        message: String,
    },
    /// A photo with a colour profile that cannot be used: its verification says so.
    Profile,
}

/// An attested original that is open for editing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OriginalInfo {
    /// Its file.
    pub file: ChosenFile,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Its image hash, 64 hexadecimal digits.
    pub hash: String,
    /// Who signed it.
    #[serde(flatten)]
    pub signer: Signer,
    /// When it was taken, in UTC, or without a Z in a time zone that is not known.
    pub captured: String,
    /// Whose clock that is from.
    pub clock: Clock,
    /// The colour space from which the pixels were converted before they were signed, if they were.
    pub converted_from: Option<String>,
    /// What else the user should know.
    pub warnings: Vec<String>,
    /// How many pictures of it were published on this machine.
    pub publications: u32,
    /// The most that may be.
    pub publications_limit: u32,
    /// The history that was kept, empty if there is none.
    pub history: Vec<HistoryItem>,
}

/// Who signed an original, and what the trust list says about the signer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Signer {
    /// The camera.
    pub camera: CameraReport,
    /// What a notary attests, in sentences; none of a camera.
    pub attested: Vec<String>,
    /// What the user should know of its standing.
    pub camera_warning: Option<String>,
}

impl Signer {
    /// The signer of an original by this list.
    pub fn of(original: &Original, trust: &Trust) -> Self {
        let camera = CameraReport::new(&original.attestation.certificate, trust);
        let warning = match camera.standing {
            Standing::Trusted => None,
            Standing::Unknown if camera.notary => Some(
                "The notary who signed this photo is not in your trust list. Readers who do not trust the notary either will be told that the notary is unknown.",
            ),
            Standing::Revoked if camera.notary => Some(
                "The key of this notary was revoked, so every picture made from this original will be rejected.",
            ),
            Standing::Unknown => Some(
                "The maker of this camera is not in your trust list. Readers who do not trust it either will be told that the maker of the camera is unknown.",
            ),
            Standing::Revoked => Some(
                "The key of this camera was revoked, so every picture made from this original will be rejected.",
            ),
        };
        let evidence = original.attestation.record.evidence.as_ref().map(EvidenceReport::from);
        let attested =
            evidence.map(|evidence| attested(words(Language::English), &camera.name, &evidence));
        Signer {
            attested: attested.unwrap_or_default(),
            camera,
            camera_warning: warning.map(str::to_owned),
        }
    }
}

/// The error for a folder without photos; any other folder stands for the photos in it.
const NO_PHOTOS: &str =
    "there is no PNG or JPEG directly in this folder; open the folder that holds the photos";

/// Finds out what a file is, and opens it for editing if it is an original whose signature holds. Any other file
/// leaves the open original as it was.
pub async fn open_file(handle: AppHandle, id: u32) -> Answer<Opened> {
    work(move || {
        let chosen = handle.state::<Files>();
        let path = chosen.path(id, Access::Read)?;
        if path.is_dir() {
            return Err(NO_PHOTOS.into());
        }
        let bytes = Zeroizing::new(files::read(&path, files::MAX_FILE_BYTES).map_err(told)?);
        let recognised = recognise(&bytes).map_err(told)?;
        let opened = match recognised {
            Recognised::Original(original) => {
                let mut info = original_info(&original, chosen.file(id)?, &path)?;
                info.warnings.extend(handle.state::<Signings>().notes(&path));
                handle.state::<OpenEditor>().open(Editor::new(*original));
                Opened::Original { original: Box::new(info) }
            }
            Recognised::Published => Opened::Published,
            Recognised::Photo(photo) => {
                Opened::Photo { width: photo.size().width(), height: photo.size().height() }
            }
            Recognised::TrustList => return Ok(Opened::TrustList),
            Recognised::Rules => return Ok(Opened::Rules),
            Recognised::Other(error) if error.is_about_profile() => return Ok(Opened::Profile),
            other => {
                return Ok(Opened::Other { message: other.advice() });
            }
        };
        remember(&path);
        Ok(opened)
    })
    .await
}

/// Who signed the original that is open, by the trust list as it is now.
pub async fn original_signer(handle: AppHandle) -> Answer<Signer> {
    let editor = handle.state::<OpenEditor>().get()?;
    let trust = Trust::of_user().map_err(told)?;
    Ok(Signer::of(&editor.original, &trust))
}

fn original_info(original: &Original, file: ChosenFile, path: &Path) -> Answer<OriginalInfo> {
    let trust = Trust::of_user().map_err(told)?;
    let hash = original.hidden.hash();
    let restored = Histories::of_user().map_err(told)?.restore(&hash);
    let mut warnings: Vec<String> = restored.warning.map(told).into_iter().collect();
    if files::readable_by_others(path) {
        warnings.push("Other users of this machine can read this file, which is private; change its permissions so that you alone can.".into());
    }
    let size = original.hidden.size();
    let record = &original.attestation.record;
    Ok(OriginalInfo {
        file,
        width: size.width(),
        height: size.height(),
        hash: hash.to_string(),
        signer: Signer::of(original, &trust),
        captured: record.captured(),
        clock: record.clock,
        converted_from: record.converted_from.as_ref().map(|name| name.as_str().to_owned()),
        warnings,
        publications: Publications::of_user()
            .and_then(|publications| publications.count(&hash))
            .map_err(told)?,
        publications_limit: count::LIMIT,
        history: restored.history,
    })
}

/// Closes the original; its pixels are wiped as soon as no export works on them any more.
pub async fn close_original(handle: AppHandle) -> Answer<()> {
    handle.state::<OpenEditor>().close();
    Ok(())
}
