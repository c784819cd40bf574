//! Metadata that people write into a picture: who took it, what it shows, whose it is. They are not proved. A
//! published picture may carry them as long as they change nothing that a viewer shows.
//!
//! Each reader here is an allow-list: it accepts what is known to be harmless, and refuses, with a reason, whatever
//! is unknown or could be read in more than one way. Nothing is skipped, because other programs read metadata
//! leniently and could obey it.

pub mod c2pa;
pub mod exif;
pub mod iptc;
pub mod xmp;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::system::text;

/// The most characters of a name that are quoted.
const MAX_NAME: usize = 80;

/// A kind of text or other metadata in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MetadataKind {
    /// Titles, names, comments and other plain text.
    Text,
    /// What cameras write.
    Exif,
    /// What editing programs write.
    Xmp,
    /// Captions of news agencies.
    Iptc,
}

/// What a chunk or a segment holds that shows nothing of the picture and proves nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// The colour profile of sRGB that this program writes.
    ColourProfile,
    /// Content Credentials (C2PA).
    Credentials,
    /// Text or other metadata.
    #[serde(untagged)]
    Metadata(MetadataKind),
}

/// A chunk or a segment of that kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extra {
    /// The type of the chunk, such as `iTXt`, or what the segment is called, such as `APP13`.
    pub name: String,
    /// What it holds, if it is one of these and harmless.
    pub holds: Option<Holds>,
}

/// Why metadata are not known to be harmless: what they hold, as the end of a sentence that begins with their place
/// ("its eXIf chunk …").
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Refused(why.into())
    }

    /// Something that is not on the list, with a name that the writer of the file chose.
    pub(crate) fn unknown(what: &str, name: &str) -> Self {
        let name: String = name.chars().take(MAX_NAME).collect();
        let name = text::quoted(&name);
        Refused(format!("{what} {name}, which is not known to be harmless"))
    }
}

/// What one chunk or segment of a picture means to whoever looks at the picture.
pub(crate) enum Meaning {
    /// Nothing.
    None,
    /// It carries information, and changes nothing that is shown.
    Tells(MetadataKind),
    /// It could make a viewer show something else; why, as the end of a sentence.
    Changes(Cow<'static, str>),
}

impl Meaning {
    /// Information, if the allow-list lets it pass.
    pub fn told(kind: MetadataKind, checked: Result<(), Refused>) -> Self {
        match checked {
            Ok(()) => Meaning::Tells(kind),
            Err(Refused(why)) => Meaning::Changes(why.into()),
        }
    }

    /// Nothing, if it is harmless.
    pub fn none_if(harmless: bool, otherwise: &'static str) -> Self {
        if harmless { Meaning::None } else { Meaning::Changes(otherwise.into()) }
    }
}
