//! What the program prints, where a session of `tests/cases` cannot tell: into a pipe that is closed, onto a full
//! disk, on a narrow terminal, and numbers that differ from run to run.

mod common;

use std::path::PathBuf;
use std::process::Stdio;

use common::empty_folder;
use common::process::{Ran, program, run};
use serde_json::Value;

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    empty_folder("output", name)
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder("closed_pipe");
    std::fs::write(folder.join("published.png"), common::published_file()).expect("writes");
    std::fs::write(folder.join("trust.json"), common::trust(1).to_json()).expect("writes");
    for line in [
        &["verify", "published.png", "--trust", "trust.json"][..],
        &["verify", "--json", "published.png", "--trust", "trust.json"],
        &["show", "published.png"],
    ] {
        let mut child = program(&folder, line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        drop(child.stdout.take());
        let ran: Ran = child.wait_with_output().expect("ends").into();
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{line:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let folder = folder("full");
    std::fs::write(folder.join("published.png"), common::published_file()).expect("writes");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("opens");
    let output = program(&folder, &["show", "published.png"]).stdout(full).output().expect("runs");
    Ran::from(output).exits(2).complains("cannot write the output");
}

#[test]
fn help_fits_the_terminal() {
    let folder = folder("help");
    for (command, columns) in [("edit", "80"), ("verify", "80"), ("camera", "60"), ("", "80")] {
        let line: Vec<&str> =
            [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let mut help = program(&folder, &line);
        let help = Ran::from(help.env("COLUMNS", columns).output().expect("runs")).exits(0);
        let width: usize = columns.parse().expect("a number");
        for line in help.out.lines() {
            assert!(line.chars().count() <= width, "{line:?}");
        }
    }
}

#[test]
fn a_row_of_the_benchmark_is_measured() {
    let folder = folder("bench");
    let number = |json: &Value, member: &str| json[member].as_f64().expect("a number");
    let signed = run(&folder, &["bench-part", "sign", ".", "400", "300"]).exits(0).json();
    assert!(number(&signed, "sign_s") > 0.0);
    let recipe = r#"[{"crop":{"x":10,"y":20,"width":100,"height":80}}]"#;
    let proved = run(&folder, &["bench-part", "prove", ".", recipe, "--reference"]).exits(0).json();
    for member in ["open_s", "keys_s", "prove_s", "proof_bytes", "cancel_ms", "reference_s"] {
        assert!(number(&proved, member) > 0.0, "{member}");
    }
    #[cfg(target_os = "linux")]
    assert!(number(&proved, "peak_mb") > 10.0);
    let verified = run(&folder, &["bench-part", "verify", "."]).exits(0).json();
    assert!(number(&verified, "verify_s") > 0.0);
}
