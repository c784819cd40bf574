//! What the user of the command line can do about an error. The library names no flags, commands or variables; they
//! are named here.

use std::any::Any;

use proofroom_provenance::capture::camera::folder::CameraError;
use proofroom_provenance::capture::camera::photo_file::SignFileError;
use proofroom_provenance::capture::photo::PhotoError;
use proofroom_provenance::capture::roll::RollError;
use proofroom_provenance::format::attestation::BadKey;
use proofroom_provenance::format::original::OriginalError;
use proofroom_provenance::publish::PublishError;
use proofroom_provenance::publish::batch::BatchError;
use proofroom_provenance::publish::count::PublicationsError;
use proofroom_provenance::publish::targets::TargetError;
use proofroom_provenance::system::files::FileError;
use proofroom_provenance::system::folders::NoFolder;
use proofroom_provenance::verify::inspect::ShowError;
use proofroom_provenance::verify::trust::TrustError;

/// The end of the sentence that an error is, or nothing where there is nothing to add.
pub fn advice(error: &dyn Any) -> String {
    let is = |text: &str| text.to_owned();
    let none = String::new;
    if let Some(error) = error.downcast_ref::<OriginalError>() {
        return match error {
            OriginalError::Png(_) => {
                is(": sign a photo with `proofroom camera sign`, and edit the file it writes")
            }
            OriginalError::Unsigned => {
                is("; sign a photo with `proofroom camera sign`, and edit the file it writes")
            }
            OriginalError::File(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<FileError>() {
        return if error.is_about_locks() {
            is(
                "; choose a folder whose file system has locks, such as one on a disk of this machine: \
                PROOFROOM_STATE_DIR and PROOFROOM_CONFIG_DIR name the folders",
            )
        } else {
            none()
        };
    }
    if let Some(NoFolder(variable)) = error.downcast_ref() {
        return format!("; set {variable} to a folder of your choice");
    }
    if let Some(error) = error.downcast_ref::<PublicationsError>() {
        return match error {
            PublicationsError::File(error) if error.is_about_locks() => advice(error),
            PublicationsError::File(_) => {
                is("; PROOFROOM_STATE_DIR can name another folder for the counts")
            }
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
    if let Some(error) = error.downcast_ref::<BatchError>() {
        return match error {
            BatchError::Original(error) => advice(error),
            BatchError::Publish(error) => advice(error),
            BatchError::File(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<RollError>() {
        return match error {
            RollError::Original => is("; edit it with `proofroom edit`"),
            RollError::Sign(SignFileError::Photo(error)) => advice(error),
            RollError::File(error) => advice(error),
            RollError::Camera(error) => advice(error),
            _ => none(),
        };
    }
    if let Some(error) = error.downcast_ref::<PhotoError>() {
        return if error.is_about_profile() { is(" with --ignore-profile") } else { none() };
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
    if let Some(error) = error.downcast_ref::<ShowError>() {
        return match error {
            ShowError::Original(error) => advice(error),
            _ => none(),
        };
    }
    if error.is::<BadKey>() {
        return is(", as a maker publishes them and `proofroom camera new` prints them");
    }
    none()
}
