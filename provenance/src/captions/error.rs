//! Why captions cannot be written.

use std::borrow::Cow;

use thiserror::Error;

use super::field::Field;
use crate::format::metadata::Refused;
use crate::format::picture::PictureError;

/// Why captions cannot be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CaptionError {
    /// A field says what cannot be written.
    #[error("the {} {why}", .field.name())]
    Field {
        /// Which.
        field: Field,
        /// The end of the sentence.
        why: Cow<'static, str>,
    },
    /// The packet would be longer than readers read, or a text could be taken for something else.
    #[error(
        "these captions cannot be written, because every check of the picture would reject it: it {0}"
    )]
    Written(Refused),
    /// The file is no picture that could be published.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A file that every check rejects as it is.
    #[error("every check of the picture rejects it as it is: {0}")]
    Appearance(String),
}
