//! The state of the program, its window, and how work leaves the window's thread.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use proofroom::machine;
use proofroom::settings::{Memory, Remembered, Settings};
use proofroom::{folders, store, text, verdict};
use serde::Serialize;
use tauri::window::Color;
use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, State, Theme, WebviewUrl, WebviewWindowBuilder,
    Window, WindowEvent,
};
use ts_rs::TS;

use crate::editor::Editor;
use crate::export::Running;
use crate::files::{Access, ChosenFile, Files};
use crate::sign::Signing;
use crate::verify::Verified;

/// What a command answers: a value, or a sentence that says what is wrong and what to do.
pub type Answer<T> = Result<T, String>;

/// Everything that lives as long as the program.
pub struct App {
    /// The file that was named on the command line.
    named: Option<PathBuf>,
    /// What the user chose so far.
    pub files: Mutex<Files>,
    /// The original that is open.
    pub editor: Mutex<Option<Arc<Editor>>>,
    /// The export that runs.
    pub export: Mutex<Option<Arc<Running>>>,
    /// The signing that was begun last.
    pub signing: Mutex<Option<Arc<Signing>>>,
    /// The file that was verified last.
    pub verified: Verified,
}

impl App {
    /// A program that was started with this argument.
    pub fn new(argument: Option<OsString>) -> Self {
        App {
            named: argument.and_then(|path| std::path::absolute(path).ok()),
            files: Mutex::default(),
            editor: Mutex::default(),
            export: Mutex::default(),
            signing: Mutex::default(),
            verified: Verified::default(),
        }
    }

    /// The original that is open.
    pub fn editor(&self) -> Answer<Arc<Editor>> {
        let editor = lock(&self.editor).clone();
        editor.ok_or_else(|| "no original is open; open one first".into())
    }

    /// The file with this number, if it may be used so.
    pub fn path(&self, id: u32, access: Access) -> Answer<PathBuf> {
        lock(&self.files).path(id, access)
    }

    /// Gives a file that the user chose a number.
    pub fn choose(&self, path: PathBuf, access: Access) -> ChosenFile {
        lock(&self.files).choose(path, access)
    }

    /// Recent files that are still there, with numbers.
    pub fn recent(&self, remembered: &Remembered) -> Vec<ChosenFile> {
        let there = remembered.recent().iter().filter(|path| path.is_file());
        there
            .map(|path| self.choose(path.clone(), Access::Read))
            .collect()
    }
}

/// What the window needs to begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Start {
    /// The program's version.
    pub version: String,
    /// The file that was named on the command line.
    pub file: Option<ChosenFile>,
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
#[tauri::command(rename_all = "snake_case")]
pub async fn start(app: State<'_, App>) -> Answer<Start> {
    let (remembered, warning) = match Memory::of_user() {
        Ok(memory) => memory.recall(),
        Err(error) => (Remembered::default(), Some(error.to_string())),
    };
    let unfit = machine::check_processor();
    if unfit.is_ok() {
        // While the user looks for a photo.
        std::thread::spawn(verdict::warm_up);
    }
    Ok(Start {
        version: env!("CARGO_PKG_VERSION").into(),
        file: app.named.clone().map(|path| app.choose(path, Access::Read)),
        recent: app.recent(&remembered),
        settings: remembered.settings,
        processor_problem: unfit.err().map(str::to_owned),
        warnings: warning.into_iter().collect(),
    })
}

/// Ends the program, an export that runs included.
#[tauri::command(rename_all = "snake_case")]
pub async fn quit(handle: AppHandle) -> Answer<()> {
    handle.exit(0);
    Ok(())
}

/// Does long work on a thread of its own, so that the window stays usable. Refuses on machines whose
/// processor would stop the program in the middle of it.
pub async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Answer<T> {
    machine::check_processor()?;
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err("an internal error stopped this; please report it".into()))
}

/// An error as people read it. It may name a file, and whoever sent the file chose its name.
pub fn told(error: impl std::fmt::Display) -> String {
    text::line(&error.to_string())
}

/// Nothing that is locked here is left half done by a panic.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where size and place of the window are kept: beside what else is remembered.
pub fn window_state_file() -> Option<String> {
    let folder = folders::state().ok()?;
    store::create_folder(&folder).ok()?;
    folder
        .join("window-state.json")
        .into_os_string()
        .into_string()
        .ok()
}

/// Opens the one window. What it shows is the hidden original's, so the web engine keeps nothing on
/// disk; only one that is driven by a test cannot do without.
pub fn open_window(handle: &AppHandle) -> tauri::Result<()> {
    let driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    let mut window = WebviewWindowBuilder::new(handle, "main", WebviewUrl::default())
        .title("Proofroom")
        .inner_size(1320.0, 860.0)
        .min_inner_size(900.0, 600.0)
        .theme(Some(Theme::Dark))
        .background_color(Color(0x1d, 0x1f, 0x22, 0xff))
        .incognito(!driven);
    if let Ok(state) = folders::state() {
        window = window.data_directory(state.join("web"));
    }
    window.build()?;
    Ok(())
}

/// How long the window may take to keep what was edited last, before it is closed without.
const CLOSES_WITHIN: Duration = Duration::from_secs(2);

/// Files that are dropped get numbers. Closing asks the window first: it keeps the history and quits, or
/// if an export or a signing runs, asks the user.
pub fn on_window_event(window: &Window, event: &WindowEvent) {
    let app = window.state::<App>();
    // If the window cannot be told, it is gone.
    let emitted = match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => window.emit("file-hovering", true),
        WindowEvent::DragDrop(DragDropEvent::Leave) => window.emit("file-hovering", false),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            let choose = |path: &PathBuf| app.choose(path.clone(), Access::Read);
            let chosen: Vec<ChosenFile> = paths.iter().map(choose).collect();
            window
                .emit("file-hovering", false)
                .and_then(|()| window.emit("file-dropped", chosen))
        }
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            if lock(&app.export).is_none() && lock(&app.signing).is_none() {
                let handle = window.app_handle().clone();
                std::thread::spawn(move || {
                    std::thread::sleep(CLOSES_WITHIN);
                    handle.exit(0);
                });
            }
            window.emit("close-asked", ())
        }
        _ => Ok(()),
    };
    drop(emitted);
}
