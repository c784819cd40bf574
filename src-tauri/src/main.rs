//! The window of Proofroom. Commands are thin: what they do is in the library `proofroom-provenance`, which the
//! command line uses, too. The webview names files by numbers that stand for what the user chose.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod advice;
mod camera;
mod captions;
mod commands;
mod credentials;
mod dialogs;
mod editor;
mod export;
mod files;
mod notary;
mod open;
mod photos;
mod placed;
mod plan;
mod queue;
mod recent;
mod remembered;
mod rules;
mod settings;
mod sign;
mod start;
#[cfg(test)]
mod tests;
mod trust;
mod verify;
mod window;
mod work;

use std::process::ExitCode;

use proofroom_provenance::system::machine;

use crate::editor::OpenEditor;
use crate::files::Files;
use crate::queue::Queue;
use crate::sign::Signings;
use crate::start::Named;
use crate::trust::ReadList;
use crate::verify::Verified;

/// An export takes hundreds of megabytes in blocks of all sizes. The allocator of glibc keeps most of that for as
/// long as the program runs; this one gives it back within a moment.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    say_no_pixels_in_panics();
    if let Err(code) = with_a_renderer_that_works() {
        return code;
    }
    // If this fails, only the sentence about a file that is too large is missing.
    let _ = machine::make_size_limit_an_error();
    let context = tauri::generate_context!();
    let window_state = tauri_plugin_window_state::Builder::new();
    let window_state = match window::window_state_file() {
        Some(path) => window_state.with_filename(path),
        None => window_state,
    };
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(window_state.build())
        .manage(Named::new(std::env::args_os().skip(1)))
        .manage(Files::default())
        .manage(OpenEditor::default())
        .manage(Queue::default())
        .manage(Signings::default())
        .manage(Verified::default())
        .manage(ReadList::default())
        .setup(|app| Ok(window::open_window(app.handle())?))
        .on_window_event(window::on_window_event)
        .invoke_handler(commands::handler())
        .build(context);
    match built {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("proofroom-app: the window cannot be opened: {error}");
            ExitCode::from(2)
        }
    }
}

/// A panic reports where it happened and nothing else: its message could quote pixels.
fn say_no_pixels_in_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        eprintln!("proofroom-app: internal error at {place}; please report it");
    }));
}

/// With some graphics drivers WebKitGTK shows an empty window unless this variable is set. Variables of
/// a running process cannot be set safely, so the program starts itself again with it.
#[cfg(target_os = "linux")]
fn with_a_renderer_that_works() -> Result<(), ExitCode> {
    use std::os::unix::process::CommandExt;
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() {
        return Ok(());
    }
    let Ok(program) = std::env::current_exe() else {
        return Ok(());
    };
    // Returns only if it fails; then the window opens as it can.
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(VARIABLE, "1")
        .exec();
    eprintln!("proofroom-app: cannot set {VARIABLE}: {error}");
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn with_a_renderer_that_works() -> Result<(), ExitCode> {
    Ok(())
}
