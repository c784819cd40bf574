//! The user's notary: its key, and what it finds in the Content Credentials of a photo.

use std::path::{Path, PathBuf};

use proofroom_c2pa::{Refused, Roots, examine};
use proofroom_provenance::capture::notary::Notary;
use proofroom_provenance::format::capture_record::{DeviceName, now};
use proofroom_provenance::format::evidence::Evidence;
use proofroom_provenance::system::files;
use proofroom_provenance::system::settings::Settings;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::account::examined;
use proofroom_provenance::verify::trust::{Accepted, Trust};
use proofroom_provenance::verify::{CameraReport, EvidenceReport};
use proofroom_provenance::words::{Language, words};
use serde::Serialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::credentials::roots;
use crate::dialogs::choose_folder;
use crate::files::{Access, ChosenFile, Files};
use crate::remembered;
use crate::work::{Answer, told, work};

/// The notary as whom the user signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OwnNotary {
    /// Its certificate, and what the user's trust list says of it.
    pub notary: CameraReport,
    /// The file of its secret key.
    pub key_file: ChosenFile,
    /// What its owner should know of that file.
    pub warning: Option<String>,
}

/// The notary as whom the user signs, if there is one.
pub async fn own_notary(handle: AppHandle) -> Answer<Option<OwnNotary>> {
    work(move || {
        let settings = remembered::current()?;
        let folder = folder(&settings)?;
        // One that was chosen and is gone is an error; where none was chosen, there need not be one.
        let is_made = files::is_there(&folder.join(Notary::KEY_FILE)).map_err(told)?;
        if !is_made && settings.notary_folder.is_none() {
            return Ok(None);
        }
        shown(&handle, &folder).map(Some)
    })
    .await
}

/// The folder in which a notary would be made.
pub async fn new_notary_folder() -> Answer<String> {
    Ok(text::path(&Notary::users_folder().map_err(told)?))
}

/// Makes a notary in the user's config folder.
pub async fn make_notary(handle: AppHandle, name: String) -> Answer<OwnNotary> {
    work(move || {
        let name = DeviceName::new(name.trim()).map_err(told)?;
        let folder = Notary::users_folder().map_err(told)?;
        Notary::create(&folder, name).map_err(told)?;
        remembered::change(|remembered| remembered.settings.notary_folder = None)?;
        shown(&handle, &folder)
    })
    .await
}

/// Asks for the folder of a notary that is there already. None if the dialog was closed.
pub async fn choose_notary(handle: AppHandle) -> Answer<Option<OwnNotary>> {
    work(move || {
        let Some(folder) = choose_folder(&handle, "Choose the folder of the notary")? else {
            return Ok(None);
        };
        let notary = shown(&handle, &folder)?;
        let folder = remembered::as_text(folder)?;
        remembered::change(|remembered| remembered.settings.notary_folder = Some(folder))?;
        Ok(Some(notary))
    })
    .await
}

/// Adds the user's notary to the notaries of the user's trust list.
pub async fn trust_own_notary(handle: AppHandle) -> Answer<OwnNotary> {
    work(move || {
        let entry = own()?.entry();
        let accepted = Accepted { notaries: vec![entry.key], ..Accepted::default() };
        let list = Trust::of_notaries(vec![entry]);
        Trust::change_of_user(|trust| trust.merge(&list, &accepted)).map_err(told)?;
        shown(&handle, &folder(&remembered::current()?)?)
    })
    .await
}

/// The notary as whom the user signs.
pub fn own() -> Answer<Notary> {
    Notary::open(&folder(&remembered::current()?)?).map_err(told)
}

/// Where the notary's key lies, or would lie if there were one.
fn folder(settings: &Settings) -> Answer<PathBuf> {
    let users = || Notary::users_folder().map_err(told);
    settings.notary_folder.as_ref().map_or_else(users, |folder| Ok(folder.into()))
}

fn shown(handle: &AppHandle, folder: &Path) -> Answer<OwnNotary> {
    let notary = Notary::open(folder).map_err(told)?;
    let trust = Trust::of_user().map_err(told)?;
    Ok(OwnNotary {
        notary: CameraReport::new(notary.certificate(), &trust),
        key_file: handle.state::<Files>().choose(folder.join(Notary::KEY_FILE), Access::Read),
        warning: Notary::warning(folder).map(told),
    })
}

/// What the examination of a photo's Content Credentials came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Examined {
    /// They are valid: a notary can attest them.
    Valid {
        /// What they say, in sentences.
        found: Vec<String>,
        /// Whether a list has the root of the signer's certificate.
        vouched: bool,
    },
    /// They are missing, broken, or cannot be examined.
    Refused {
        /// The reason in a word.
        reason: String,
        /// The same in a technical sentence in English.
        message: String,
    },
}

impl Examined {
    /// What is told of the outcome in a language.
    pub fn of(outcome: Result<Evidence, Refused>, roots: &Roots, language: Language) -> Self {
        match outcome {
            Ok(evidence) => {
                let list = evidence.root.as_ref().and_then(|root| roots.date(root.tier));
                let evidence = EvidenceReport::from(&evidence);
                Examined::Valid {
                    found: examined(words(language), &evidence, list),
                    vouched: evidence.root.is_some(),
                }
            }
            Err(error) => Examined::Refused {
                reason: error.name().to_owned(),
                message: text::line(&error.to_string()),
            },
        }
    }
}

/// Examines the Content Credentials of a photo.
pub async fn examine_photo(handle: AppHandle, id: u32, language: Language) -> Answer<Examined> {
    let path = handle.state::<Files>().path(id, Access::Read)?;
    work(move || {
        let photo = Zeroizing::new(files::read(&path, files::MAX_FILE_BYTES).map_err(told)?);
        let roots = roots()?;
        Ok(Examined::of(examine_now(&photo, &roots), &roots, language))
    })
    .await
}

/// What a notary finds in a photo, or why it cannot attest it.
pub fn evidence(photo: &[u8]) -> Answer<Evidence> {
    examine_now(photo, &roots()?).map_err(told)
}

fn examine_now(photo: &[u8], roots: &Roots) -> Result<Evidence, Refused> {
    examine(photo, roots, now())
}
