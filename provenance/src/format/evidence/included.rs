//! What a notary says of a photo only if somebody asked for it by name: where it was taken, whose camera took it, how
//! its file was called. Such words can harm people, so nothing of them is there by default.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::format::envelope;
use crate::system::text;

/// What can be included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Where the photo was taken: latitude and longitude in degrees.
    Place,
    /// The serial number of the camera.
    SerialNumber,
    /// The name of the camera's owner.
    Owner,
    /// How the file was called when the notary had it.
    FileName,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Place => "place",
            Field::SerialNumber => "serial number",
            Field::Owner => "owner",
            Field::FileName => "file name",
        })
    }
}

/// The text of a field: 1 to 64 bytes of UTF-8, no control characters and none that reorder text.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize)]
pub struct FieldText(String);

impl FieldText {
    /// The most bytes of a text.
    pub const MAX_BYTES: usize = 64;

    /// The text, of which nothing is cut or replaced. None if it is longer, or not all of it can be seen, or it contains
    /// quotation marks.
    pub fn new(text: &str) -> Option<Self> {
        (text.len() <= Self::MAX_BYTES && text::is_name(text)).then(|| FieldText(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl BorshDeserialize for FieldText {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
        envelope::plain_text(reader, Self::MAX_BYTES).map(FieldText)
    }
}

/// The fields that are included, each at most once, in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Included {
    /// [`Field::Place`], as the photo's file says.
    pub place: Option<FieldText>,
    /// [`Field::SerialNumber`], as the photo's file says.
    pub serial_number: Option<FieldText>,
    /// [`Field::Owner`], as the photo's file says.
    pub owner: Option<FieldText>,
    /// [`Field::FileName`], as the notary says.
    pub file_name: Option<FieldText>,
}

impl Included {
    /// The most bytes of its encoding.
    pub(crate) const MAX_BYTES: usize = 4 * (1 + 4 + FieldText::MAX_BYTES);

    /// Includes a field.
    pub fn set(&mut self, field: Field, text: FieldText) {
        *match field {
            Field::Place => &mut self.place,
            Field::SerialNumber => &mut self.serial_number,
            Field::Owner => &mut self.owner,
            Field::FileName => &mut self.file_name,
        } = Some(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_whole_or_not_at_all() {
        let accepted = |text: &str| FieldText::new(text).is_some();
        assert!(accepted("DSC_0001.JPG") && accepted("Zoë") && accepted(&"x".repeat(64)));
        for text in ["", " ", " a", "a\n", "a“b", "a\u{202e}b", &"x".repeat(65)] {
            assert!(!accepted(text), "{text:?}");
        }
    }
}
