//! The one window: how it is opened, its title and theme, and the events that it gets from the system.

use std::time::Duration;

use proofroom_provenance::system::files::create_folder;
use proofroom_provenance::system::folders;
use proofroom_provenance::system::settings::{Appearance, Memory};
use tauri::window::Color;
use tauri::{
    AppHandle, DragDropEvent, Emitter, LogicalSize, Manager, PhysicalPosition, PhysicalRect,
    PhysicalSize, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};

use crate::files::Files;
use crate::queue::Queue;
use crate::sign::Signings;
use crate::work::{Answer, told};

/// Shows the name of a file in the window's title.
pub async fn show_title(window: WebviewWindow, id: Option<u32>) -> Answer<()> {
    let name = match id {
        Some(id) => Some(window.state::<Files>().file(id)?.name),
        None => None,
    };
    window.set_title(&title(name.as_deref())).map_err(told)
}

/// The window's title while a file of this name is open.
pub fn title(name: Option<&str>) -> String {
    name.map_or_else(|| TITLE.to_owned(), |name| format!("{name} – {TITLE}"))
}

const TITLE: &str = "Proofroom";

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

/// The events that the page gets.
fn word(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::System => "system",
        Appearance::Dark => "dark",
        Appearance::Light => "light",
    }
}

/// The theme of the title bar and the page; none means that of the system.
pub fn theme(appearance: Appearance) -> Option<Theme> {
    match appearance {
        Appearance::System => None,
        Appearance::Dark => Some(Theme::Dark),
        Appearance::Light => Some(Theme::Light),
    }
}

/// Makes a window that was restored no larger than the screen that it is on: it may have been saved on another.
pub fn fit_to_screen(window: &WebviewWindow) -> tauri::Result<()> {
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
        // The space that the frame and the title bar take up.
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

/// Where a window is placed so that it lies in the area: it is made smaller and moved no more than necessary.
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

/// How long the page may take to save the latest edits before the window is closed without them.
const CLOSES_WITHIN: Duration = Duration::from_secs(2);

/// Files that are dropped get numbers. Closing asks the page first. It saves the history and quits, or asks the
/// user if exports wait or run, a finished picture is not saved, or photos are being signed.
pub fn on_window_event(window: &Window, event: &WindowEvent) {
    // If the page gets no event, it is gone.
    let emitted = match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => window.emit("file-hovering", true),
        WindowEvent::DragDrop(DragDropEvent::Leave) => window.emit("file-hovering", false),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            // What a browser drags is an address, not a file: no path begins with it.
            let chosen =
                window.state::<Files>().choose_all(paths.iter().filter(|path| path.is_absolute()));
            window.emit("file-hovering", false).and_then(|()| window.emit("file-dropped", chosen))
        }
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            if window.state::<Queue>().idle() && window.state::<Signings>().idle() {
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
