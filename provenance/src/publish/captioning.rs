//! What the published pictures of an original say about themselves.
//!
//! Nothing is taken from a photo unless somebody names the field: its file may say where it was taken or whom it shows.

use std::path::Path;

use zeroize::Zeroizing;

use crate::captions::template::{CaptionTemplate, Filling};
use crate::captions::{Captions, Field, photo};
use crate::format::original::Original;
use crate::publish::PublishError;
use crate::system::files;

/// Where captions come from. What comes later counts before what comes earlier.
#[derive(Clone, Debug, Default)]
pub struct Captioning {
    /// What is said of every photo, with placeholders.
    pub template: Option<CaptionTemplate>,
    /// The fields that are copied, and no others.
    pub copied: Vec<Field>,
    /// What the photo's own file says, from which they are copied. Without it that is the file of the original, which
    /// says something only if another program wrote it there: signing drops what the photo's file says.
    pub photo: Option<Captions>,
    /// What is said as it is; a field with an empty text says nothing.
    pub texts: Captions,
}

impl Captioning {
    /// The captions of what is published of an original, whose file is `path`, and the fields that were to be copied
    /// and are not there. No captions if nothing was said about them, or if there is nothing that could be copied.
    ///
    /// # Errors
    /// If a field says what cannot be written, or the file cannot be read.
    pub fn of(
        &self,
        original: &Original,
        path: &Path,
    ) -> Result<(Option<Captions>, Vec<Field>), PublishError> {
        let Captioning { template, copied, photo, texts } = self;
        if template.is_none() && copied.is_empty() && texts.is_empty() {
            return Ok((None, Vec::new()));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let filling = Filling::new(&original.attestation, &name);
        let mut captions = match template {
            Some(template) => template.fill(&filling)?,
            None => Captions::default(),
        };
        let mut missing = Vec::new();
        if !copied.is_empty() {
            let said = match photo {
                Some(said) => said.clone(),
                None => photo::read(&Zeroizing::new(files::read(path, files::MAX_FILE_BYTES)?)),
            };
            for field in copied {
                match said.get(*field) {
                    Some(text) => captions.set(*field, Some(text.to_owned())),
                    None => missing.push(*field),
                }
            }
        }
        for (field, text) in texts.said() {
            captions.set(field, Some(text.to_owned()));
        }
        let captions = captions.checked()?;
        // A picture that is there keeps what it says if there was nothing to copy for it.
        let said = !captions.is_empty() || !texts.is_empty();
        Ok((said.then_some(captions), missing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::captions;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use proofroom_circuits::{Image, Seed, Size};

    #[test]
    fn fields_are_copied_only_by_name() {
        let camera = MakerKey::dangerously_from_bytes([1; 32])
            .simulated_camera(DeviceName::new("Test").expect("a name"));
        let size = Size::new(6, 4).expect("a size");
        let image = Image::new(size, vec![7; size.bytes()]);
        let original = camera.sign(image, 1_700_000_000, Seed::dangerously_from_bytes([2; 32]));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("IMG_1.original.png");
        let in_file = Captions {
            byline: Some("Jane".into()),
            city: Some("Oslo".into()),
            caption: Some("From the file".into()),
            ..Captions::default()
        };
        let file = captions::write(&original.to_png(), &in_file).expect("another program did");
        std::fs::write(&path, file).expect("writes");
        let of = |captioning: &Captioning| captioning.of(&original, &path).expect("captions");

        assert_eq!(of(&Captioning::default()), (None, Vec::new()));
        let json =
            r#"{"caption":"{filename} of {date}, {camera}","credit":"Gazette","byline":"Desk"}"#;
        let template = Some(CaptionTemplate::from_json(json).expect("a template"));
        let mut captioning = Captioning {
            template,
            copied: vec![Field::Byline, Field::Copyright],
            photo: None,
            texts: Captions { credit: Some(String::new()), ..Captions::default() },
        };
        let expected = Captions {
            caption: Some("IMG_1 of 2023-11-14, Test".into()),
            byline: Some("Jane".into()),
            ..Captions::default()
        };
        assert_eq!(of(&captioning), (Some(expected.clone()), vec![Field::Copyright]));
        let copyright = Some("© Jane".to_owned());
        captioning.photo = Some(Captions { copyright: copyright.clone(), ..in_file.clone() });
        assert_eq!(of(&captioning), (Some(Captions { copyright, ..expected }), Vec::new()));
        let nothing = Captioning { copied: vec![Field::Source], ..Captioning::default() };
        assert_eq!(of(&nothing), (None, vec![Field::Source]));
        captioning.texts.city = Some("a\u{202e}".into());
        assert!(captioning.of(&original, &path).is_err());
    }
}
