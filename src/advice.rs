//! What the user of the command line can do about an error. The library names no flags, commands or variables; they
//! are named here.

use std::any::Any;

use proofroom_provenance::capture::photo::PhotoError;
use proofroom_provenance::capture::roll::RollError;
use proofroom_provenance::cause::cause;
use proofroom_provenance::format::attestation::BadKey;
use proofroom_provenance::format::original::OriginalError;
use proofroom_provenance::format::png::PngError;
use proofroom_provenance::publish::PublishError;
use proofroom_provenance::publish::count::PublicationsError;
use proofroom_provenance::rules::RulesError;
use proofroom_provenance::system::files::FileError;
use proofroom_provenance::system::folders::NoFolder;
use proofroom_provenance::verify::trust::TrustError;

/// How a photo becomes an original.
pub const SIGN_FIRST: &str = if cfg!(feature = "c2pa") {
    "sign the photo with `proofroom notary sign` if it carries Content Credentials, or with the simulated camera of \
     `proofroom camera sign`, and edit the file that this writes"
} else {
    "sign the photo with the simulated camera of `proofroom camera sign`, and edit the file that this writes"
};

/// The end of the sentence that an error is, or nothing where there is nothing to add.
pub fn advice(error: &dyn Any) -> String {
    about(error).or_else(|| cause(error).map(advice)).unwrap_or_default()
}

/// What can be done about the error itself, whatever it passes on.
fn about(error: &dyn Any) -> Option<String> {
    if let Some(NoFolder(variable)) = error.downcast_ref() {
        return Some(format!("; set {variable} to a folder of your choice"));
    }
    let advice = match error.downcast_ref() {
        Some(OriginalError::Png(PngError::NotPng)) => {
            return Some(format!(": {SIGN_FIRST}"));
        }
        Some(OriginalError::Unsigned) => {
            return Some(format!("; {SIGN_FIRST}"));
        }
        _ if matches!(error.downcast_ref(), Some(TrustError::File(error)) if error.is_missing()) => {
            "; name a trust list that exists, such as the trust.json of a camera"
        }
        _ if error.downcast_ref().is_some_and(FileError::is_about_locks) => {
            "; choose a folder whose file system has locks, such as one on a disk of this machine: PROOFROOM_STATE_DIR \
             and PROOFROOM_CONFIG_DIR name the folders"
        }
        _ if matches!(error.downcast_ref(), Some(PublicationsError::File(error)) if !error.is_about_locks()) => {
            "; PROOFROOM_STATE_DIR can name another folder for the counts"
        }
        _ if matches!(error.downcast_ref(), Some(PublishError::Rules { .. })) => {
            " To publish all the same, add --break-rules"
        }
        _ if matches!(error.downcast_ref(), Some(RulesError::File(error)) if error.is_missing()) => {
            "; name a rules file that exists"
        }
        _ if matches!(error.downcast_ref(), Some(RollError::Original)) => {
            "; edit it with `proofroom edit`"
        }
        _ if error.downcast_ref().is_some_and(PhotoError::is_about_profile) => {
            " with --ignore-profile"
        }
        _ if error.is::<BadKey>() => {
            ", as a maker publishes them and `proofroom camera new` prints them"
        }
        _ => return None,
    };
    Some(advice.to_owned())
}
