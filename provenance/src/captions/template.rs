//! Captions that are written for many pictures, with placeholders for what differs.

use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{CaptionError, Captions, Field};
use crate::format::attestation::Attestation;
use crate::format::original::stem;
#[cfg(feature = "files")]
use crate::system::files::FileError;
use crate::system::text;
#[cfg(feature = "files")]
pub use saved::Templates;

/// Captions with placeholders: `{date}` and `{year}` are those of the photo, as its signer stated them, `{filename}` is
/// the name of the original's file without its endings, and `{camera}` the name of the camera. `{{` and `}}` are
/// braces.
///
/// As JSON it is an object with the fields of [`Captions`], each a text or missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct CaptionTemplate {
    /// What the fields say.
    pub captions: Captions,
}

const PLACEHOLDERS: [&str; 4] = ["date", "year", "filename", "camera"];

/// What takes the place of the placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    date: String,
    file_name: String,
    camera: String,
}

/// Why a template cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// A placeholder that there is none of.
    #[error(
        "the {} has the placeholder {{{name}}}; there are {{date}}, {{year}}, {{filename}} and {{camera}}, and a brace is \
         written twice",
        .field.name()
    )]
    Placeholder {
        /// The field.
        field: Field,
        /// The placeholder.
        name: String,
    },
    /// A brace without another.
    #[error("the {} has a single brace; write it twice", .0.name())]
    Brace(Field),
    /// What it says cannot be written.
    #[error(transparent)]
    Caption(#[from] CaptionError),
    /// It is no JSON of captions.
    #[error(
        "{0}; a template is a JSON object such as {{\"credit\":\"Gazette\",\"headline\":\"…\"}}"
    )]
    Json(String),
    /// The name cannot be that of a file.
    #[error("{0} cannot be the name of a template; use letters, numbers and spaces")]
    Name(String),
    /// The file cannot be read or written.
    #[cfg(feature = "files")]
    #[error(transparent)]
    File(#[from] FileError),
}

impl Filling {
    /// The filling for a photo: what its signer stated, and the name of the original's file. Of a photo that a notary
    /// attested, the camera is the one that the notary names.
    pub fn new(attestation: &Attestation, file_name: &str) -> Self {
        let Attestation { certificate, record, .. } = attestation;
        let camera = match &record.evidence {
            Some(evidence) => evidence.signer.as_str(),
            None => certificate.device_name.as_str(),
        };
        let captured = record.captured();
        Filling {
            date: captured.split('T').next().unwrap_or_default().to_owned(),
            file_name: stem(Path::new(file_name)).to_string_lossy().into_owned(),
            camera: camera.to_owned(),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        match name {
            "date" => Some(&self.date),
            "year" => self.date.split('-').next(),
            "filename" => Some(&self.file_name),
            "camera" => Some(&self.camera),
            _ => None,
        }
    }
}

impl CaptionTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// If it is not one, or has a placeholder that there is none of.
    pub fn from_json(json: &str) -> Result<Self, TemplateError> {
        let failed = |error: String| TemplateError::Json(text::message(&error));
        // A list of texts would be read as well.
        if !json.trim_start().starts_with('{') {
            return Err(failed("it is no object".into()));
        }
        let template: CaptionTemplate =
            serde_json::from_str(json).map_err(|error| failed(error.to_string()))?;
        let any = Filling { date: "2000-01-01".into(), file_name: "a".into(), camera: "a".into() };
        template.fill(&any)?;
        Ok(template)
    }

    /// The template as a file holds it.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain data")
    }

    /// The captions of one picture.
    ///
    /// # Errors
    /// A placeholder that there is none of, or a field that says what cannot be written.
    pub fn fill(&self, filling: &Filling) -> Result<Captions, TemplateError> {
        let mut filled = Captions::default();
        for (field, text) in self.captions.said() {
            filled.set(field, Some(fill(field, text, filling)?));
        }
        Ok(filled.checked()?)
    }
}

/// The first placeholder of a text that would be filled in if it were a template's.
pub fn placeholder(text: &str) -> Option<&'static str> {
    PLACEHOLDERS.into_iter().find(|name| text.contains(&format!("{{{name}}}")))
}

fn fill(field: Field, template: &str, filling: &Filling) -> Result<String, TemplateError> {
    let mut filled = String::new();
    let mut left = template;
    while let Some(place) = left.find(['{', '}']) {
        filled.push_str(&left[..place]);
        let rest = &left[place..];
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            filled.push_str(&rest[..1]);
            left = after;
            continue;
        }
        let inside = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (name, after) = inside.ok_or(TemplateError::Brace(field))?;
        let value = filling
            .get(name)
            .ok_or_else(|| TemplateError::Placeholder { field, name: text::message(name) })?;
        filled.push_str(value);
        left = after;
    }
    filled.push_str(left);
    Ok(filled)
}

#[cfg(feature = "files")]
mod saved {
    //! Templates in files: of any name, and those that the user keeps in the settings' folder.

    use std::path::{Path, PathBuf};

    use super::{CaptionTemplate, TemplateError};
    use crate::system::files::{self, Access, FileError};
    use crate::system::folders::{self, NoFolder};
    use crate::system::text;

    /// The largest file of a template that is read, in bytes.
    const MAX_BYTES: u64 = 1 << 18;

    impl CaptionTemplate {
        /// Reads the file of a template.
        ///
        /// # Errors
        /// As [`CaptionTemplate::from_json`], and if it cannot be read.
        pub fn read(path: &Path) -> Result<Self, TemplateError> {
            Self::from_json(&files::read_text(path, MAX_BYTES)?)
        }
    }

    /// The user's templates, by name.
    #[derive(Clone, Debug)]
    pub struct Templates {
        folder: PathBuf,
    }

    impl Templates {
        /// Those in the user's config folder.
        ///
        /// # Errors
        /// If there is no such folder.
        pub fn of_user() -> Result<Self, NoFolder> {
            Ok(Self::in_folder(&folders::config()?))
        }

        /// Those below another folder.
        pub fn in_folder(folder: &Path) -> Self {
            Templates { folder: folder.join("captions") }
        }

        /// Their names, in order.
        ///
        /// # Errors
        /// If the folder cannot be read.
        pub fn names(&self) -> Result<Vec<String>, FileError> {
            if !files::is_there(&self.folder)? {
                return Ok(Vec::new());
            }
            let paths = files::files_in(&self.folder)?.into_iter();
            let paths = paths.filter(|path| path.extension().is_some_and(|kind| kind == "json"));
            let names = paths.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
            let mut names: Vec<String> = names.filter(|name| is_name(name)).collect();
            names.sort();
            Ok(names)
        }

        /// Loads one.
        ///
        /// # Errors
        /// If there is none of that name, or it cannot be used.
        pub fn load(&self, name: &str) -> Result<CaptionTemplate, TemplateError> {
            CaptionTemplate::read(&self.path(name)?)
        }

        /// Saves one, in the place of another of that name. Only the user can read it.
        ///
        /// # Errors
        /// If it cannot be written.
        pub fn save(&self, name: &str, template: &CaptionTemplate) -> Result<(), TemplateError> {
            let path = self.path(name)?;
            // What could not be loaded again is not saved.
            let json = template.to_json();
            CaptionTemplate::from_json(&json)?;
            files::create_folder(&self.folder)?;
            Ok(files::replace(&path, json.as_bytes(), Access::Private)?)
        }

        /// Removes one.
        ///
        /// # Errors
        /// If there is none of that name, or it cannot be removed.
        pub fn remove(&self, name: &str) -> Result<(), TemplateError> {
            Ok(files::remove(&self.path(name)?)?)
        }

        fn path(&self, name: &str) -> Result<PathBuf, TemplateError> {
            if !is_name(name) {
                return Err(TemplateError::Name(text::quoted(name)));
            }
            Ok(self.folder.join(format!("{name}.json")))
        }
    }

    /// Whether a name is that of a file, on every system, and of none elsewhere.
    fn is_name(name: &str) -> bool {
        text::is_name(name)
            && name.len() <= 100
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !name.contains(['/', '\\', ':', '*', '?', '|', '<', '>'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filling() -> Filling {
        Filling {
            date: "2026-05-14".into(),
            file_name: "IMG_0042".into(),
            camera: "Leica {M}".into(),
        }
    }

    fn filled(json: &str) -> Result<Captions, TemplateError> {
        CaptionTemplate::from_json(json)?.fill(&filling())
    }

    #[test]
    fn placeholders_are_filled() {
        let json = r#"{"date_created":"{date}","copyright":"© {year} Gazette","caption":"{{{filename}}}, {camera}"}"#;
        let filled = filled(json).expect("a template");
        assert_eq!(filled.date_created.as_deref(), Some("2026-05-14"));
        assert_eq!(filled.copyright.as_deref(), Some("© 2026 Gazette"));
        assert_eq!(filled.caption.as_deref(), Some("{IMG_0042}, Leica {M}"));
        assert_eq!(filled.said().count(), 3);
    }

    #[test]
    fn placeholders_are_found_where_nothing_fills_them_in() {
        for name in PLACEHOLDERS {
            assert!(filled(&format!("{{\"headline\":\"{{{name}}}\"}}")).is_ok(), "{name}");
            assert_eq!(placeholder(&format!("Bern, {{{name}}}")), Some(name));
        }
        assert_eq!(placeholder("a { brace }, {DATE} and {other}"), None);
    }

    #[test]
    fn what_is_no_template_is_said() {
        for (json, words) in [
            ("[]", "a template is a JSON object"),
            (r#"{"titel":"a"}"#, "unknown field `titel`"),
            (
                r#"{"caption":"{serial}"}"#,
                "the caption has the placeholder {serial}; there are {date}",
            ),
            (r#"{"credit":"a } b"}"#, "the credit line has a single brace"),
            (r#"{"credit":"a { b"}"#, "single brace"),
            (r#"{"date_created":"{filename}"}"#, "the date created is not a date"),
            (r#"{"source_type":"photo"}"#, "terms of the IPTC"),
            (r#"{"city":"a\u0007"}"#, "U+0007"),
        ] {
            let error = filled(json).expect_err(json).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }

    #[cfg(feature = "files")]
    #[test]
    fn templates_are_saved_under_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let templates = Templates::in_folder(folder.path());
        assert_eq!(templates.names().expect("reads"), Vec::<String>::new());
        let template = CaptionTemplate::from_json(r#"{"credit":"Gazette"}"#).expect("a template");
        templates.save("Sport: Bern", &template).expect_err("a colon");
        templates.save("Sport", &template).expect("saves");
        templates.save("Börse", &CaptionTemplate::default()).expect("saves");
        assert_eq!(templates.names().expect("reads"), ["Börse", "Sport"]);
        assert_eq!(templates.load("Sport").expect("loads"), template);
        templates.remove("Sport").expect("removes");
        assert!(matches!(templates.load("Sport"), Err(TemplateError::File(_))));
        for name in ["", "../trust", ".hidden", "a/b", "a\\b", "a\nb", "con*"] {
            assert!(matches!(templates.save(name, &template), Err(TemplateError::Name(_))));
        }
        let wrong = CaptionTemplate {
            captions: Captions { city: Some("{place}".into()), ..Captions::default() },
        };
        assert!(matches!(templates.save("Sport", &wrong), Err(TemplateError::Placeholder { .. })));
    }
}
