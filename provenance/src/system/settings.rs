//! What the window remembers between sessions: the user's settings, folders, and recent files.
//!
//! It is one file in the user's state folder. Only the user can read it, because it names photos that stay hidden.

use std::path::{Path, PathBuf};

use proofroom_circuits::OutputFormat;
use proofroom_circuits::jpeg::{Options, Quality, Sampling};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::system::files::{self, Access, FileError};
use crate::system::folders::{self, NoFolder};
use crate::system::language::Language;

/// The user's choices, as the window shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder that published pictures are offered to be written to; without one, that of the original.
    pub export_folder: Option<String>,
    /// Whether the proof is saved as a separate file.
    pub sidecar: bool,
    /// Whether the histogram is shown.
    pub histogram: bool,
    /// The most pixels of the longer side of what is exported; none exports at full size.
    pub long_edge: Option<u32>,
    /// Whether the window is dark or light.
    #[serde(default)]
    pub appearance: Appearance,
    /// The language of what readers are told; none follows the system.
    #[serde(default)]
    pub language: Option<Language>,
    /// The folder of the notary as whom the user signs; without one, it is in the config folder.
    #[serde(default)]
    pub notary_folder: Option<String>,
    /// A file with root certificates (PEM) that the user trusts besides those of the C2PA.
    #[serde(default)]
    pub own_roots: Option<String>,
    /// Whether published pictures get Content Credentials.
    #[serde(default)]
    pub credentials: bool,
    /// The file with the certificates (PEM) under which these are signed.
    #[serde(default)]
    pub certificates: Option<String>,
    /// The file with the private key (PEM) of the first of them. Only its path is remembered.
    #[serde(default)]
    pub certificate_key: Option<String>,
    /// The format of what is exported.
    #[serde(default)]
    pub format: ExportFormat,
    /// The pictures that are made of a photo when several are exported at once.
    #[serde(default = "RenditionPreset::usual")]
    pub renditions: Vec<RenditionPreset>,
}

/// The format in which a picture is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ExportFormat {
    /// PNG: every pixel as it was edited.
    Png,
    /// JPEG.
    Jpeg {
        /// The quality as libjpeg counts it, one of those that are offered.
        quality: u8,
        /// How finely colours are sampled.
        sampling: Sampling,
    },
}

impl Default for ExportFormat {
    /// JPEG, which websites and agencies take; its proof is about exactly what the file holds.
    fn default() -> Self {
        let Options { quality, sampling } = Options::default();
        ExportFormat::Jpeg { quality: quality.number(), sampling }
    }
}

impl ExportFormat {
    /// As provers take it; nothing if the quality is not offered.
    pub fn output(self) -> Option<OutputFormat> {
        Some(match self {
            ExportFormat::Png => OutputFormat::Pixels,
            ExportFormat::Jpeg { quality, sampling } => {
                OutputFormat::Jpeg(Options { quality: Quality::new(quality)?, sampling })
            }
        })
    }
}

/// One of several pictures that are made of a photo at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RenditionPreset {
    /// What it is called, which becomes a part of its file's name.
    pub name: String,
    /// The most pixels of its longer side; none for the size that the edits give.
    pub long_edge: Option<u32>,
    /// Its format.
    pub format: ExportFormat,
    /// Whether it is made.
    pub chosen: bool,
}

impl RenditionPreset {
    /// What a desk usually makes of a photo.
    pub fn usual() -> Vec<Self> {
        let preset = |name: &str, long_edge, quality, sampling| RenditionPreset {
            name: name.to_owned(),
            long_edge,
            format: ExportFormat::Jpeg { quality, sampling },
            chosen: true,
        };
        vec![
            preset("web", Some(1600), 85, Sampling::Halved),
            preset("social", Some(1080), 85, Sampling::Halved),
            preset("print", None, 95, Sampling::Full),
        ]
    }
}

/// Whether the window is dark or light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As on the rest of the desktop.
    #[default]
    System,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            export_folder: None,
            sidecar: false,
            histogram: true,
            long_edge: None,
            appearance: Appearance::System,
            language: None,
            notary_folder: None,
            own_roots: None,
            credentials: false,
            certificates: None,
            certificate_key: None,
            format: ExportFormat::default(),
            renditions: RenditionPreset::usual(),
        }
    }
}

impl Settings {
    /// Takes over what the window may change. The window may forget a file or folder but never name one, because these
    /// come from dialogs.
    pub fn take_over(&mut self, from_window: Settings) {
        let of_dialogs = [
            (&mut self.export_folder, &from_window.export_folder),
            (&mut self.notary_folder, &from_window.notary_folder),
            (&mut self.own_roots, &from_window.own_roots),
            (&mut self.certificates, &from_window.certificates),
            (&mut self.certificate_key, &from_window.certificate_key),
        ];
        for (chosen, wanted) in of_dialogs {
            if wanted.is_none() {
                *chosen = None;
            }
        }
        *self = Settings {
            export_folder: self.export_folder.take(),
            notary_folder: self.notary_folder.take(),
            own_roots: self.own_roots.take(),
            certificates: self.certificates.take(),
            certificate_key: self.certificate_key.take(),
            ..from_window
        };
    }
}

/// Everything that is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Remembered {
    version: u32,
    /// The user's choices.
    pub settings: Settings,
    /// The folder in which a file was last chosen.
    pub open_folder: Option<PathBuf>,
    /// Files that were opened, the latest first.
    recent: Vec<PathBuf>,
}

impl Remembered {
    const VERSION: u32 = 1;
    /// The most recent files.
    pub const MAX_RECENT: usize = 12;

    /// Files that were opened, the latest first.
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// Remembers that a file was opened. A path that is not UTF-8 cannot be remembered.
    pub fn opened(&mut self, path: &Path) {
        if path.to_str().is_some() {
            self.recent.retain(|recent| recent != path);
            self.recent.insert(0, path.to_owned());
            self.recent.truncate(Self::MAX_RECENT);
        }
    }

    /// Forgets which files were opened.
    pub fn forget_recent(&mut self) {
        self.recent.clear();
    }
}

/// Why something cannot be remembered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// The file could not be read or written.
    #[error("the settings cannot be saved: {0}")]
    File(#[from] FileError),
    /// There is no folder for it.
    #[error("the settings cannot be saved: {0}")]
    Folder(#[from] NoFolder),
}

/// The file in which things are remembered.
#[derive(Clone, Debug)]
pub struct Memory {
    path: PathBuf,
}

impl Memory {
    /// The most bytes of the file.
    const MAX_BYTES: u64 = 1 << 20;

    /// The memory of this user.
    ///
    /// # Errors
    /// If there is no folder for it.
    pub fn of_user() -> Result<Self, SettingsError> {
        Ok(Self::in_folder(&folders::state()?))
    }

    /// A memory in another folder.
    pub fn in_folder(state: &Path) -> Self {
        Memory { path: state.join("window.json") }
    }

    /// What is remembered, and what the user should know: a file that could not be read was put aside.
    pub fn recall(&self) -> (Remembered, Option<String>) {
        if self.path.symlink_metadata().is_err() {
            return (Remembered::default(), None);
        }
        match self.read() {
            Ok(remembered) => (remembered, None),
            Err(why) => {
                let warning =
                    files::set_aside(&self.path, "what was remembered of the last session", &why);
                (Remembered::default(), Some(warning))
            }
        }
    }

    /// Changes what is remembered, and returns it. Windows that do so at the same time take turns.
    ///
    /// # Errors
    /// If it cannot be written; then nothing changes.
    pub fn change(
        &self,
        change: impl FnOnce(&mut Remembered),
    ) -> Result<Remembered, SettingsError> {
        files::create_folder(files::folder_of(&self.path))?;
        let _turn = files::take_turns(&self.path.with_extension("lock"))?;
        let (mut remembered, _) = self.recall();
        change(&mut remembered);
        remembered.version = Remembered::VERSION;
        let json = serde_json::to_vec_pretty(&remembered).expect("paths in it are UTF-8");
        files::replace(&self.path, &json, Access::Private)?;
        Ok(remembered)
    }

    fn read(&self) -> Result<Remembered, String> {
        let json = files::read(&self.path, Self::MAX_BYTES).map_err(|error| error.to_string())?;
        let mut remembered: Remembered =
            serde_json::from_slice(&json).map_err(|error| error.to_string())?;
        if remembered.version != Remembered::VERSION {
            let version = remembered.version;
            return Err(format!("it has version {version}, which this program does not know"));
        }
        remembered.recent.truncate(Remembered::MAX_RECENT);
        Ok(remembered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> (tempfile::TempDir, Memory) {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::in_folder(folder.path());
        (folder, memory)
    }

    #[test]
    fn what_is_changed_is_remembered() {
        let (_folder, memory) = memory();
        assert_eq!(memory.recall(), (Remembered::default(), None));
        let changed = memory.change(|remembered| {
            remembered.settings.sidecar = true;
            remembered.open_folder = Some("/photos".into());
            for number in 0..20 {
                remembered.opened(Path::new(&format!("/photos/{number}.png")));
            }
            remembered.opened(Path::new("/photos/15.png"));
        });
        let remembered = memory.recall().0;
        assert_eq!(remembered, changed.expect("writes"));
        assert!(remembered.settings.sidecar && remembered.settings.histogram);
        let recent: Vec<_> =
            remembered.recent().iter().map(|path| path.display().to_string()).collect();
        assert_eq!(recent.len(), Remembered::MAX_RECENT);
        assert_eq!(recent[..3], ["/photos/15.png", "/photos/19.png", "/photos/18.png"]);
        #[cfg(unix)]
        assert!(!files::readable_by_others(&memory.path));
        let forgotten = memory.change(Remembered::forget_recent).expect("writes");
        assert!(forgotten.recent().is_empty() && forgotten.settings.sidecar);
    }

    #[test]
    fn the_window_names_no_file_and_no_folder() {
        let named = |path: Option<&str>| Settings {
            export_folder: path.map(str::to_owned),
            notary_folder: path.map(str::to_owned),
            own_roots: path.map(str::to_owned),
            certificates: path.map(str::to_owned),
            certificate_key: path.map(str::to_owned),
            ..Settings::default()
        };
        let with = |path: Option<&str>| {
            let mut settings = named(Some("/chosen"));
            settings.take_over(Settings {
                language: Some(Language::German),
                sidecar: true,
                histogram: false,
                long_edge: Some(1600),
                appearance: Appearance::Light,
                ..named(path)
            });
            assert!(settings.sidecar && !settings.histogram);
            assert_eq!(settings.long_edge, Some(1600));
            assert_eq!(settings.appearance, Appearance::Light);
            assert_eq!(settings.notary_folder, settings.export_folder);
            assert_eq!(settings.own_roots, settings.export_folder);
            assert_eq!(settings.certificates, settings.export_folder);
            assert_eq!(settings.certificate_key, settings.export_folder);
            settings.export_folder
        };
        assert_eq!(with(Some("/etc")).as_deref(), Some("/chosen"));
        assert_eq!(with(None), None);
    }

    #[test]
    fn a_file_of_an_older_version_is_read() {
        let (_folder, memory) = memory();
        let json =
            r#"{"version":1,"settings":{"export_folder":null,"sidecar":true,"histogram":false}}"#;
        std::fs::write(&memory.path, json).expect("writes");
        let (remembered, warning) = memory.recall();
        assert_eq!(warning, None);
        assert!(remembered.settings.sidecar && !remembered.settings.histogram);
        assert_eq!(remembered.settings.appearance, Appearance::System);
        assert_eq!(remembered.settings.format, ExportFormat::default());
        assert_eq!(remembered.settings.renditions.len(), 3);
    }

    #[test]
    fn formats_are_those_that_can_be_proved() {
        let jpeg = |quality| ExportFormat::Jpeg { quality, sampling: Sampling::Full };
        assert_eq!(ExportFormat::Png.output(), Some(OutputFormat::Pixels));
        assert_eq!(ExportFormat::default().output(), Some(OutputFormat::Jpeg(Default::default())));
        for (quality, offered) in [(49, false), (50, true), (98, true), (99, false)] {
            assert_eq!(jpeg(quality).output().is_some(), offered, "{quality}");
        }
        assert!(RenditionPreset::usual().iter().all(|preset| preset.format.output().is_some()));
        let json = serde_json::to_string(&jpeg(90)).expect("plain data");
        assert_eq!(json, r#"{"kind":"jpeg","quality":90,"sampling":"444"}"#);
    }

    #[test]
    fn a_damaged_file_is_put_aside_and_reported() {
        for content in ["", "{}", r#"{"version":9}"#, r#"{"version":1,"pixels":1}"#] {
            let (folder, memory) = memory();
            std::fs::write(&memory.path, content).expect("writes");
            let (remembered, warning) = memory.recall();
            assert_eq!(remembered, Remembered::default());
            assert!(warning.expect("a warning").contains("put aside as"));
            let aside = std::fs::read(folder.path().join("window.damaged")).expect("is there");
            assert_eq!(aside, content.as_bytes());
            memory.change(|_| ()).expect("writes");
            assert_eq!(memory.recall().1, None);
        }
    }

    #[cfg(unix)]
    #[test]
    fn paths_that_are_no_text_are_not_remembered() {
        use std::os::unix::ffi::OsStrExt;
        let (_folder, memory) = memory();
        let path = Path::new(std::ffi::OsStr::from_bytes(b"/photos/\xff.png"));
        let remembered = memory.change(|remembered| remembered.opened(path)).expect("writes");
        assert!(remembered.recent().is_empty());
    }
}
