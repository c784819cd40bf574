//! The state of the program, its window, and how work leaves the window's thread.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use proofroom_provenance::system::files::create_folder;
use proofroom_provenance::system::folders;
use proofroom_provenance::system::machine;
use proofroom_provenance::system::settings::{Appearance, Memory, Remembered, Settings};
use proofroom_provenance::system::text;
use proofroom_provenance::verify;
use proofroom_provenance::verify::trust::Trust;
use serde::Serialize;
use tauri::ipc::{InvokeResponseBody, IpcResponse};
use tauri::window::Color;
use tauri::{
    AppHandle, DragDropEvent, Emitter, LogicalSize, Manager, PhysicalPosition, PhysicalRect,
    PhysicalSize, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};
use ts_rs::TS;

use crate::advice::advice;
use crate::editor::Editor;
use crate::export::{Running, Unsaved};
use crate::files::{self, Access, ChosenFile, Files};
use crate::sign::Signing;
use crate::verify::Verified;

/// What a command answers: a value, or a sentence that says what is wrong and what to do.
pub type Answer<T> = Result<T, String>;

/// Bytes, which cross as they are.
#[derive(Clone, Debug, TS)]
#[ts(type = "ArrayBuffer")]
pub struct Bytes(pub Vec<u8>);

impl IpcResponse for Bytes {
    fn body(self) -> tauri::Result<InvokeResponseBody> {
        Ok(InvokeResponseBody::Raw(self.0))
    }
}

/// Everything that lives as long as the program.
pub struct App {
    /// The files and folders that were named on the command line.
    named: Vec<PathBuf>,
    /// What the user chose so far.
    pub files: Mutex<Files>,
    /// The original that is open.
    pub editor: Mutex<Option<Arc<Editor>>>,
    /// The export that runs.
    pub export: Mutex<Option<Arc<Running>>>,
    /// A finished picture that could not be written, until it is saved elsewhere or given up.
    pub unsaved: Mutex<Option<Unsaved>>,
    /// The signing that was begun last.
    pub signing: Mutex<Option<Arc<Signing>>>,
    /// How the photos were read that were signed since the program began, for when their originals are opened.
    pub signing_notes: Mutex<HashMap<PathBuf, Vec<String>>>,
    /// The file that was verified last.
    pub verified: Verified,
    /// The trust list that was read and not yet imported.
    pub trust_list: Mutex<Option<Trust>>,
}

impl App {
    /// A program that was started with these arguments.
    pub fn new(arguments: impl Iterator<Item = OsString>) -> Self {
        App {
            named: arguments.filter_map(|path| std::path::absolute(path).ok()).collect(),
            files: Mutex::default(),
            editor: Mutex::default(),
            export: Mutex::default(),
            unsaved: Mutex::default(),
            signing: Mutex::default(),
            signing_notes: Mutex::default(),
            verified: Verified::default(),
            trust_list: Mutex::default(),
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

    /// The same for files that came together, to be read. A folder stands for the photos in it, by name; one
    /// that holds none stays, and is named when it cannot be opened.
    pub fn choose_all<'a>(&self, paths: impl IntoIterator<Item = &'a PathBuf>) -> Vec<ChosenFile> {
        let paths = paths.into_iter().flat_map(|path| {
            let photos = files::photos_in(path);
            if photos.is_empty() { vec![path.clone()] } else { photos }
        });
        paths.map(|path| self.choose(path, Access::Read)).collect()
    }

    /// The files that were named on the command line.
    pub fn named(&self) -> Vec<ChosenFile> {
        self.choose_all(&self.named)
    }

    /// Recent files that are still there, with numbers.
    pub fn recent(&self, remembered: &Remembered) -> Vec<ChosenFile> {
        let there = remembered.recent().iter().filter(|path| path.is_file());
        there.map(|path| self.choose(path.clone(), Access::Read)).collect()
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
    let app = window.state::<App>();
    // Where that fails, the window is as it was restored.
    drop(fit_to_screen(&window));
    let (remembered, warning) = match Memory::of_user() {
        Ok(memory) => memory.recall(),
        Err(error) => (Remembered::default(), Some(error.to_string())),
    };
    let unfit = machine::check_processor();
    if unfit.is_ok() {
        // While the user looks for a photo.
        std::thread::spawn(verify::warm_up);
    }
    Ok(Start {
        version: env!("CARGO_PKG_VERSION").into(),
        files: app.named(),
        recent: app.recent(&remembered),
        settings: remembered.settings,
        processor_problem: unfit.err().map(str::to_owned),
        warnings: warning.into_iter().collect(),
    })
}

/// Ends the program, an export that runs included.
pub async fn quit(handle: AppHandle) -> Answer<()> {
    handle.exit(0);
    Ok(())
}

/// Shows the name of a file in the window's title.
pub async fn show_title(window: WebviewWindow, id: Option<u32>) -> Answer<()> {
    let app = window.state::<App>();
    let name = match id {
        Some(id) => Some(lock(&app.files).file(id)?.name),
        None => None,
    };
    window.set_title(&title(name.as_deref())).map_err(told)
}

/// The window's title while a file of this name is open.
pub fn title(name: Option<&str>) -> String {
    name.map_or_else(|| TITLE.to_owned(), |name| format!("{name} – {TITLE}"))
}

const TITLE: &str = "Proofroom";

/// Does long work on a thread of its own, so that the window stays usable. Refuses on machines whose
/// processor would stop the program in the middle of it.
pub async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Answer<T> {
    machine::check_processor()?;
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err("an internal error stopped this; please report it".into()))
}

/// An error as people read it, with what they can do about it. It may name a file, and whoever sent the file chose its
/// name.
pub fn told(error: impl std::fmt::Display + 'static) -> String {
    text::line(&format!("{error}{}", advice(&error)))
}

/// Nothing that is locked here is left half done by a panic.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where size and place of the window are kept: beside what else is remembered.
pub fn window_state_file() -> Option<String> {
    let folder = folders::state().ok()?;
    create_folder(&folder).ok()?;
    folder.join("window-state.json").into_os_string().into_string().ok()
}

/// The smallest window in which everything can be reached, in logical pixels: a 1080p screen at 200 % offers
/// 960 × 540 with all its panels.
const SMALLEST: LogicalSize<f64> = LogicalSize::new(640.0, 440.0);

/// Opens the one window. What it shows is the hidden original's, so the web engine keeps nothing on
/// disk; only one that is driven by a test cannot do without.
pub fn open_window(handle: &AppHandle) -> tauri::Result<()> {
    let driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    let appearance =
        Memory::of_user().map(|memory| memory.recall().0.settings.appearance).unwrap_or_default();
    // The page learns at once whether it is dark or light, so that it does not flash.
    let page = WebviewUrl::App(format!("index.html?appearance={}", word(appearance)).into());
    let mut window = WebviewWindowBuilder::new(handle, "main", page)
        .title(TITLE)
        .inner_size(1320.0, 860.0)
        .min_inner_size(SMALLEST.width, SMALLEST.height)
        .theme(theme(appearance))
        .background_color(match appearance {
            Appearance::Light => Color(0xd6, 0xd6, 0xd6, 0xff),
            Appearance::System | Appearance::Dark => Color(0x1c, 0x1c, 0x1c, 0xff),
        })
        .incognito(!driven);
    if let Ok(state) = folders::state() {
        window = window.data_directory(state.join("web"));
    }
    window.build()?;
    Ok(())
}

/// What the page is told.
fn word(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::System => "system",
        Appearance::Dark => "dark",
        Appearance::Light => "light",
    }
}

/// The theme of the title bar and the page; none follows the system.
pub fn theme(appearance: Appearance) -> Option<Theme> {
    match appearance {
        Appearance::System => None,
        Appearance::Dark => Some(Theme::Dark),
        Appearance::Light => Some(Theme::Light),
    }
}

/// Makes a window that was restored no larger than the screen that it is on: it may have been saved on another.
fn fit_to_screen(window: &WebviewWindow) -> tauri::Result<()> {
    let Some(monitor) = window.current_monitor()?.or(window.primary_monitor()?) else {
        return Ok(());
    };
    if window.is_maximized()? || window.is_fullscreen()? {
        return Ok(());
    }
    let (inner, outer) = (window.inner_size()?, window.outer_size()?);
    let placed = PhysicalRect { position: window.outer_position()?, size: outer };
    let fitted = fitted(placed, *monitor.work_area());
    if fitted.size != outer {
        // What the frame and the title bar take.
        let frame = |outer: u32, inner: u32| outer.saturating_sub(inner);
        window.set_size(PhysicalSize {
            width: fitted.size.width - frame(outer.width, inner.width).min(fitted.size.width),
            height: fitted.size.height - frame(outer.height, inner.height).min(fitted.size.height),
        })?;
    }
    if fitted.position != placed.position {
        window.set_position(fitted.position)?;
    }
    Ok(())
}

/// A window where it was, made smaller and moved as far as it must be to lie in the area; one that fits stays.
pub fn fitted(
    window: PhysicalRect<i32, u32>,
    area: PhysicalRect<i32, u32>,
) -> PhysicalRect<i32, u32> {
    let along = |at: i32, length: u32, area_at: i32, area_length: u32| {
        let length = length.min(area_length);
        let last = area_at.saturating_add_unsigned(area_length - length);
        (at.clamp(area_at, last.max(area_at)), length)
    };
    let (x, width) = along(window.position.x, window.size.width, area.position.x, area.size.width);
    let (y, height) =
        along(window.position.y, window.size.height, area.position.y, area.size.height);
    PhysicalRect { position: PhysicalPosition { x, y }, size: PhysicalSize { width, height } }
}

/// How long the window may take to keep what was edited last, before it is closed without.
const CLOSES_WITHIN: Duration = Duration::from_secs(2);

/// Files that are dropped get numbers. Closing asks the window first: it keeps the history and quits, or
/// if an export or a signing runs, or a finished picture is not saved, asks the user.
pub fn on_window_event(window: &Window, event: &WindowEvent) {
    let app = window.state::<App>();
    // If the window cannot be told, it is gone.
    let emitted = match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => window.emit("file-hovering", true),
        WindowEvent::DragDrop(DragDropEvent::Leave) => window.emit("file-hovering", false),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            // What a browser drags is an address, not a file: no path begins with it.
            let chosen = app.choose_all(paths.iter().filter(|path| path.is_absolute()));
            window.emit("file-hovering", false).and_then(|()| window.emit("file-dropped", chosen))
        }
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            let idle = lock(&app.export).is_none()
                && lock(&app.signing).is_none()
                && lock(&app.unsaved).is_none();
            if idle {
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
