//! A camera of some maker's, in C: the example of `camera/` is compiled as firmware is, takes a photo, and its original
//! goes the whole way. And each way to misuse the library from C.

mod common;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use common::empty_folder;
use common::process::{Ran, run};
use serde_json::Value;

/// The static library that cargo built with these tests: it stands beside them, under a name that nobody tells.
fn library() -> PathBuf {
    let tests = std::env::current_exe().expect("a path");
    let beside = tests.parent().expect("a folder").read_dir().expect("lists");
    let archives = beside.map(|entry| entry.expect("lists").path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libproofroom_camera-") && name.ends_with(".a")
    });
    let written = |path: &PathBuf| -> SystemTime {
        path.metadata().and_then(|data| data.modified()).expect("a time")
    };
    archives.max_by_key(written).expect("cargo builds the static library")
}

/// Compiles a program in C, with the warnings that firmware is compiled with, into `folder`.
fn compiled(folder: &Path, source: &str) -> PathBuf {
    let camera = Path::new(env!("CARGO_MANIFEST_DIR")).join("camera");
    let program = folder.join("program");
    let ran: Ran = Command::new("cc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O1", "-I"])
        .arg(camera.join("include"))
        .arg(camera.join(source))
        .arg(library())
        .args(["-lpthread", "-lm", "-ldl", "-o"])
        .arg(&program)
        .output()
        .expect("a C compiler")
        .into();
    ran.exits(0);
    program
}

/// Lets the example take a photo, edits it, and verifies it with a trust list that names the maker.
fn verified(folder: &Path, options: &[&str]) -> Value {
    let example = compiled(folder, "examples/photo.c");
    let taken = Command::new(&example)
        .current_dir(folder)
        .arg("original.png")
        .args(options)
        .output()
        .expect("runs");
    let maker = Ran::from(taken).exits(0).out;
    let maker = maker.trim();
    let mode = folder.join("original.png").metadata().expect("a file").permissions().mode();
    assert_eq!(mode & 0o077, 0, "others can read the original");
    let trust = format!(
        r#"{{"version":1,"makers":[{{"name":"Maker of the example","key":"{maker}"}}],"revoked":[]}}"#
    );
    std::fs::write(folder.join("trust.json"), trust).expect("writes");
    let edit = "edit original.png --crop 20,30,320,240 --contrast 1.3 --out published.png";
    run(folder, &edit.split(' ').collect::<Vec<_>>()).exits(0);
    let verify = ["verify", "published.png", "--trust", "trust.json", "--json"];
    run(folder, &verify).exits(0).json()
}

#[test]
fn a_camera_in_c_is_verified_and_is_not_simulated() {
    let folder = empty_folder("camera", "device");
    let report = verified(&folder, &[]);
    assert_eq!(report["verdict"], "verified");
    assert_eq!(report["camera"]["simulated"], false, "{report}");
    assert_eq!(report["camera"]["name"], "Camera of the example", "{report}");
    let sentence = "the maker of the camera that signed it is on the list of trusted makers";
    run(&folder, &["verify", "published.png", "--trust", "trust.json"]).exits(0).says(sentence);
    // Anybody can make a maker's key.
    std::fs::write(folder.join("nobody.json"), r#"{"version":1}"#).expect("writes");
    run(&folder, &["verify", "published.png", "--trust", "nobody.json"])
        .exits(1)
        .says("the maker of the camera is unknown");
}

#[test]
fn a_simulated_device_in_c_says_so() {
    let folder = empty_folder("camera", "simulated");
    let report = verified(&folder, &["--simulated"]);
    assert_eq!(report["verdict"], "verified");
    assert_eq!(report["camera"]["simulated"], true, "{report}");
    let sentence = "the maker of the simulated camera that signed it";
    run(&folder, &["verify", "published.png", "--trust", "trust.json"]).exits(0).says(sentence);
}

#[test]
fn misuse_from_c_has_a_status() {
    let folder = empty_folder("camera", "misuse");
    let program = compiled(&folder, "tests/misuse.c");
    let ran: Ran = Command::new(program).output().expect("runs").into();
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
}

#[test]
fn costs_are_measured() {
    let folder = empty_folder("camera", "costs");
    let program = compiled(&folder, "examples/costs.c");
    let ran: Ran = Command::new(program).args(["40", "30", "2"]).output().expect("runs").into();
    let ran = ran.exits(0).says("blinding, after the last row");
    assert_eq!(ran.out.lines().count(), 4, "{}", ran.out);
}
