//! How the program begins, and how it ends.

use std::ffi::OsString;
use std::path::PathBuf;

use proofroom_provenance::system::machine;
use proofroom_provenance::system::settings::{Memory, Remembered, Settings};
use proofroom_provenance::verify;
use serde::Serialize;
use tauri::{AppHandle, Manager, WebviewWindow};
use ts_rs::TS;

use crate::files::{ChosenFile, Files};
use crate::recent::still_there;
use crate::window::fit_to_screen;
use crate::work::{Answer, told};

/// The files and folders that were named on the command line.
pub struct Named(Vec<PathBuf>);

impl Named {
    /// The files and folders among the arguments of the program.
    pub fn new(arguments: impl Iterator<Item = OsString>) -> Self {
        Named(arguments.filter_map(|path| std::path::absolute(path).ok()).collect())
    }

    /// The same with numbers, as the window knows files.
    pub fn choose(&self, files: &Files) -> Vec<ChosenFile> {
        files.choose_all(&self.0)
    }
}

/// What the window needs to begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Start {
    /// The program's version.
    pub version: String,
    /// The files that were named on the command line.
    pub files: Vec<ChosenFile>,
    /// The user's settings.
    pub settings: Settings,
    /// Files that were opened before, the latest first.
    pub recent: Vec<ChosenFile>,
    /// Why this machine can neither prove nor verify.
    pub processor_problem: Option<String>,
    /// What the user should know, such as settings that could not be read.
    pub warnings: Vec<String>,
}

/// What the window needs to begin.
pub async fn start(window: WebviewWindow) -> Answer<Start> {
    let files = window.state::<Files>();
    // If that fails, the window stays as it was restored.
    drop(fit_to_screen(&window));
    let (remembered, warning) = match Memory::of_user() {
        Ok(memory) => memory.recall(),
        Err(error) => (Remembered::default(), Some(told(error))),
    };
    let unfit = machine::check_processor();
    if unfit.is_ok() {
        // This takes a moment, in which the user looks for a photo.
        std::thread::spawn(verify::warm_up);
    }
    Ok(Start {
        version: env!("CARGO_PKG_VERSION").into(),
        files: window.state::<Named>().choose(&files),
        recent: still_there(&files, &remembered),
        settings: remembered.settings,
        processor_problem: unfit.err().map(str::to_owned),
        warnings: warning.into_iter().collect(),
    })
}

/// Ends the program, and with it all exports that are not over.
pub async fn quit(handle: AppHandle) -> Answer<()> {
    handle.exit(0);
    Ok(())
}
