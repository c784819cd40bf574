//! Metadata that people write into a picture: who took it, what it shows, whose it is. Nobody proves
//! them, and a published picture may carry them as long as they change nothing that a viewer shows.
//!
//! Each reader here is an allow-list: it accepts what is known to be harmless, and refuses with a reason
//! what it does not know or could be read in more than one way. Other programs read metadata leniently,
//! so something that is skipped here could still be obeyed there.

pub mod c2pa;
pub mod exif;
pub mod iptc;
pub mod xmp;

use thiserror::Error;

use crate::system::text;

/// The most characters of a name that are told.
const MAX_NAME: usize = 80;

/// Why metadata are not known to be harmless: what they hold, as the end of a sentence that begins with
/// where they stand ("its eXIf chunk …").
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Refused(why.into())
    }

    /// Something of a name that the file's writer chose is not on the list.
    pub(crate) fn unknown(what: &str, name: &str) -> Self {
        let name: String = name.chars().take(MAX_NAME).collect();
        let name = text::quoted(&name);
        Refused(format!("{what} {name}, which is not known to be harmless"))
    }
}
