//! What the user of the window can do about an error. The library names nothing of the window.

use std::any::Any;

use proofroom_provenance::capture::camera::folder::CameraError;
use proofroom_provenance::capture::roll::RollError;
use proofroom_provenance::editing::history::HistoryError;
use proofroom_provenance::format::attestation::BadKey;
use proofroom_provenance::format::original::OriginalError;
use proofroom_provenance::publish::PublishError;
use proofroom_provenance::publish::count::PublicationsError;
use proofroom_provenance::publish::targets::TargetError;
use proofroom_provenance::system::files::FileError;
use proofroom_provenance::system::folders::NoFolder;
use proofroom_provenance::system::settings::SettingsError;
use proofroom_provenance::verify::trust::TrustError;

/// The end of the sentence that an error is, or nothing where there is nothing to add.
pub fn advice(error: &dyn Any) -> String {
    let is = |text: &str| text.to_owned();
    let none = String::new;
    if let Some(error) = error.downcast_ref::<OriginalError>() {
        return match error {
            OriginalError::Png(_) | OriginalError::Unsigned => {
                is("; open a photo and sign it, and edit the file that is written then")
            }
            OriginalError::File(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<FileError>() {
        return if error.is_about_locks() {
            is("; the user's folders must be on a disk with locks, such as one of this machine")
        } else {
            none()
        };
    }
    if let Some(NoFolder(variable)) = error.downcast_ref() {
        return format!("; set {variable} to a folder of your choice before you start Proofroom");
    }
    if let Some(error) = error.downcast_ref::<PublicationsError>() {
        return match error {
            PublicationsError::File(error) => advice(error),
            PublicationsError::Folder(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<PublishError>() {
        return match error {
            PublishError::Count(error) => advice(error),
            PublishError::Target(TargetError::File(error)) => advice(error),
            PublishError::NotWritten(not_written) => advice(&not_written.error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<RollError>() {
        return match error {
            RollError::Original => is("; open it to edit it"),
            RollError::File(error) => advice(error),
            RollError::Camera(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<CameraError>() {
        return match error {
            CameraError::File(error) => advice(error),
            CameraError::Folder(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<TrustError>() {
        return match error {
            TrustError::File(error) => advice(error),
            TrustError::Folder(error) => advice(error),
            TrustError::InFile { error, .. } => advice(&**error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<HistoryError>() {
        return match error {
            HistoryError::File(error) => advice(error),
            HistoryError::Folder(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<SettingsError>() {
        return match error {
            SettingsError::File(error) => advice(error),
            SettingsError::Folder(error) => advice(error),
            _ => none(),
        };
    }
    if error.is::<BadKey>() {
        return is(", as a maker publishes them");
    }
    none()
}
