//! Taking out of a photo's file what a notary is asked to include by name.

use thiserror::Error;

use crate::capture::exif::{self, personal};
use crate::format::evidence::{Field, FieldText, Included};
use crate::format::jpeg::Jpeg;

/// Why a field cannot be included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IncludeError {
    /// The photo does not have it.
    #[error("the information in the photo (EXIF) has no {0} that could be included")]
    Absent(Field),
    /// It cannot be a text of the evidence.
    #[error(
        "the {0} cannot be included: it is longer than {max} bytes, or contains characters that cannot be seen or quotation \
         marks",
        max = FieldText::MAX_BYTES
    )]
    Unfit(Field),
    /// The photo has no file.
    #[error("the file name cannot be included: the photo came without one")]
    NoFileName,
}

impl Included {
    /// These fields of a photo, a JPEG, whose file was called so.
    ///
    /// What the file says is taken from its EXIF data, of which the first block counts, as for everything else. The
    /// signature that the notary examined covers them, or the examination has failed.
    ///
    /// # Errors
    /// If the photo does not have one of the fields, or it is too long.
    pub fn of_photo(
        photo: &[u8],
        fields: &[Field],
        file_name: Option<&str>,
    ) -> Result<Self, IncludeError> {
        let jpeg = Jpeg::parse(photo).ok();
        let exif = jpeg.as_ref().and_then(|jpeg| exif::blocks(jpeg).next()).unwrap_or_default();
        let mut included = Included::default();
        for &field in fields {
            let text = match field {
                Field::Place => personal::place(exif),
                Field::SerialNumber => personal::serial_number(exif),
                Field::Owner => personal::owner(exif),
                Field::FileName => Some(file_name.ok_or(IncludeError::NoFileName)?.to_owned()),
            };
            let text = text.ok_or(IncludeError::Absent(field))?;
            included.set(field, FieldText::new(&text).ok_or(IncludeError::Unfit(field))?);
        }
        Ok(included)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_is_included() {
        assert_eq!(Included::of_photo(b"", &[], Some("a.jpg")), Ok(Included::default()));
        let named = Included::of_photo(b"", &[Field::FileName], Some("a.jpg")).expect("a name");
        assert_eq!(named.file_name.as_ref().map(FieldText::as_str), Some("a.jpg"));
        assert_eq!(Included { file_name: None, ..named }, Included::default());
        let refused = |field, name| Included::of_photo(b"", &[field], name).expect_err("refused");
        assert_eq!(refused(Field::FileName, None), IncludeError::NoFileName);
        assert_eq!(refused(Field::FileName, Some("a\n")), IncludeError::Unfit(Field::FileName));
        for field in [Field::Place, Field::SerialNumber, Field::Owner] {
            assert_eq!(refused(field, Some("a.jpg")), IncludeError::Absent(field));
        }
    }
}
