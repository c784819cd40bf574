//! Tauri's part of the build, once the window's files are there.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let window = Path::new("../ui/dist/index.html");
    println!("cargo::rerun-if-changed=../ui/dist");
    if !window.exists() {
        println!(
            "cargo::error=the window is not built: run `npm --prefix ui ci && npm --prefix ui run build` first"
        );
        return ExitCode::FAILURE;
    }
    tauri_build::build();
    ExitCode::SUCCESS
}
