//! The error behind an error of this crate that only passes another one on.

use std::any::Any;

use crate::capture::camera::folder::CameraError;
use crate::capture::camera::photo_file::SignFileError;
use crate::capture::recognise::ChangedOriginal;
use crate::capture::roll::RollError;
use crate::editing::history::HistoryError;
use crate::format::original::OriginalError;
use crate::publish::PublishError;
use crate::publish::batch::BatchError;
use crate::publish::count::PublicationsError;
use crate::publish::targets::TargetError;
use crate::system::settings::SettingsError;
use crate::verify::inspect::ShowError;
use crate::verify::trust::TrustError;

/// The error that this one passes on, if it is one of this crate and does. A program that has advice for an error,
/// such as which of its commands would help, finds the error behind any other in this way. (`Error::source` does
/// not lead there: an error that displays as the one behind it also has that one's source.)
pub fn cause(error: &dyn Any) -> Option<&dyn Any> {
    macro_rules! causes {
        ($($passes_on:pat => $cause:expr,)+) => {{
            $(if let Some($passes_on) = error.downcast_ref() { return Some($cause); })+
            None
        }};
    }
    causes! {
        OriginalError::File(cause) => cause,
        ChangedOriginal(cause) => cause,
        ShowError::Original(cause) => cause,
        TrustError::File(cause) => cause,
        TrustError::Folder(cause) => cause,
        TrustError::InFile { error: cause, .. } => &**cause,
        CameraError::File(cause) => cause,
        CameraError::Folder(cause) => cause,
        SignFileError::Photo(cause) => cause,
        RollError::Sign(cause) => cause,
        RollError::File(cause) => cause,
        RollError::Camera(cause) => cause,
        PublicationsError::File(cause) => cause,
        PublicationsError::Folder(cause) => cause,
        TargetError::File(cause) => cause,
        PublishError::Count(cause) => cause,
        PublishError::Target(cause) => cause,
        PublishError::NotWritten(cause) => &cause.error,
        BatchError::Original(cause) => cause,
        BatchError::Publish(cause) => cause,
        BatchError::File(cause) => cause,
        HistoryError::File(cause) => cause,
        HistoryError::Folder(cause) => cause,
        SettingsError::File(cause) => cause,
        SettingsError::Folder(cause) => cause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::folders::NoFolder;

    #[test]
    fn what_is_passed_on_is_found_at_any_depth() {
        let error = BatchError::Publish(PublishError::Count(NoFolder("HOME").into()));
        let count = cause(&error).and_then(cause).expect("what the batch passes on");
        assert!(count.is::<PublicationsError>());
        let folder = cause(count).expect("what the count passes on");
        assert!(matches!(folder.downcast_ref(), Some(NoFolder("HOME"))));
        assert!(cause(folder).is_none());
        assert!(cause(&OriginalError::Unsigned).is_none());
        let changed = ChangedOriginal::from(OriginalError::Unsigned);
        assert!(cause(&changed).is_some_and(|cause| cause.is::<OriginalError>()));
    }
}
