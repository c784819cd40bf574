//! What the user of the window can do about an error. The library's errors name no control; the advice that does is
//! added here.

use std::any::Any;

use proofroom_provenance::capture::roll::RollError;
use proofroom_provenance::cause::cause;
use proofroom_provenance::format::attestation::BadKey;
use proofroom_provenance::format::original::OriginalError;
use proofroom_provenance::format::png::PngError;
use proofroom_provenance::system::files::FileError;
use proofroom_provenance::system::folders::NoFolder;

/// The end of the sentence that an error is, or nothing where there is nothing to add.
pub fn advice(error: &dyn Any) -> String {
    about(error).or_else(|| cause(error).map(advice)).unwrap_or_default()
}

/// What can be done about the error itself, whatever it passes on.
fn about(error: &dyn Any) -> Option<String> {
    if let Some(NoFolder(variable)) = error.downcast_ref() {
        return Some(format!(
            "; set {variable} to a folder of your choice before you start Proofroom"
        ));
    }
    let advice = match error.downcast_ref() {
        Some(OriginalError::Png(PngError::NotPng) | OriginalError::Unsigned) => {
            "; open a photo and sign it, and edit the file that is written then"
        }
        _ if error.downcast_ref().is_some_and(FileError::is_about_locks) => {
            "; the user's folders must be on a disk with locks, such as one of this machine"
        }
        _ if matches!(error.downcast_ref(), Some(RollError::Original)) => "; open it to edit it",
        _ if error.is::<BadKey>() => ", as a maker publishes them",
        _ => return None,
    };
    Some(advice.to_owned())
}
