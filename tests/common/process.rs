//! The program as its users run it: real processes, what they print and how they end.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use proofroom_provenance::circuits::Size;
use proofroom_provenance::format::png;
use serde_json::Value;

use super::picture;

/// The program in `folder`, with its state and configuration there as well.
pub fn program(folder: &Path, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofroom"));
    command
        .args(line)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env("PROOFROOM_STATE_DIR", folder.join("state"))
        .env("PROOFROOM_CONFIG_DIR", folder.join("config"))
        .stdin(Stdio::null());
    command
}

/// What a process printed, and how it ended.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(
            self.out.contains(words),
            "stdout does not say {words:?}: {}\nstderr: {}",
            self.out,
            self.err
        );
        self
    }

    #[track_caller]
    pub fn complains(self, words: &str) -> Self {
        assert!(
            self.err.contains(words),
            "stderr does not say {words:?}: {}\nstdout: {}",
            self.err,
            self.out
        );
        self
    }

    /// The one JSON object on standard output; standard error is empty.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.err, "");
        assert_eq!(self.out.lines().count(), 1, "{}", self.out);
        serde_json::from_str(&self.out).expect("a JSON object")
    }
}

/// Runs the program in `folder`.
pub fn run(folder: &Path, line: &[&str]) -> Ran {
    program(folder, line).output().expect("runs").into()
}

/// Signs `photo.png` with the camera of [`sign_a_photo`]; the name of the original follows.
pub const SIGN: [&str; 6] = ["camera", "sign", "photo.png", "--device", "camera", "--out"];

/// Makes a camera and a signed original of `size`.
pub fn sign_a_photo(folder: &Path, size: Size) {
    run(folder, &["camera", "new", "Test camera", "--out", "camera"]).exits(0);
    std::fs::write(folder.join("photo.png"), png::encode(&picture(size))).expect("writes");
    run(folder, &[&SIGN[..], &["original.png"]].concat()).exits(0);
}

/// Names of everything in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().expect("lists");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("lists").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}
