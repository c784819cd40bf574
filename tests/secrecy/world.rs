//! A user of the program: a home, a folder of pictures, and everything that was printed.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use flate2::read::ZlibDecoder;
use proofroom_provenance::format::picture;
use proofroom_provenance::format::png::Png;

use crate::secret::Secret;

/// The user's whole world: home, temporary files, the folder of the pictures.
pub struct World {
    pub root: PathBuf,
    pub printed: Vec<u8>,
}

impl World {
    pub fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrecy").join(name);
        let _ = std::fs::remove_dir_all(&root);
        for folder in ["work", "home", "tmp", "run"] {
            std::fs::create_dir_all(root.join(folder)).expect("makes the folder");
        }
        World { root, printed: Vec::new() }
    }

    pub fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    pub fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proofroom"));
        command
            .args(line)
            .current_dir(self.work())
            .env("HOME", self.root.join("home"))
            .env("TMPDIR", self.root.join("tmp"))
            .env("XDG_RUNTIME_DIR", self.root.join("run"))
            .env("RUST_BACKTRACE", "full")
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for variable in [
            "PROOFROOM_STATE_DIR",
            "PROOFROOM_CONFIG_DIR",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(variable);
        }
        command
    }

    /// Keeps what a process printed.
    pub fn heard(&mut self, output: &Output) {
        self.printed.extend(&output.stdout);
        self.printed.extend(&output.stderr);
    }

    #[track_caller]
    pub fn run(&mut self, code: i32, line: &[&str]) {
        let output = self.command(line).output().expect("runs");
        self.heard(&output);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{line:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Starts an edit and stops it by a signal after a while.
    pub fn stop(&mut self, signal: &str, after: Duration, line: &[&str]) {
        let child = self.command(line).spawn().expect("starts");
        std::thread::sleep(after);
        // It may have ended by itself.
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).output();
        let output = child.wait_with_output().expect("ends");
        self.heard(&output);
    }

    /// Every file there is, with what is inside it: the pixels of pictures as well, and compressed texts.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in folder.read_dir().expect("lists") {
                let path = entry.expect("lists").path();
                if path.is_dir() {
                    collect(&path, files);
                } else {
                    let mut bytes = std::fs::read(&path).expect("reads");
                    let texts = inflated(&bytes);
                    if let Ok(image) = picture::shown(&bytes) {
                        bytes.extend(image.pixels());
                    }
                    bytes.extend(texts);
                    files.push((path, bytes));
                }
            }
        }
        let mut files = Vec::new();
        collect(&self.root, &mut files);
        files
    }

    /// Where each secret was found, but for the files where it belongs.
    pub fn found(&self, secrets: &[Secret], belongs: &[&str]) -> Vec<String> {
        let printed = [(PathBuf::from("what was printed"), self.printed.clone())];
        let elsewhere = |path: &Path| !belongs.iter().any(|name| path == self.work().join(name));
        let mut found = Vec::new();
        for (path, bytes) in self.files().iter().chain(&printed) {
            for secret in secrets.iter().filter(|_| elsewhere(path)) {
                if secret.is_in(bytes) {
                    found.push(format!("{} in {}", secret.name, path.display()));
                }
            }
        }
        found
    }
}

/// What is compressed in the texts of a PNG, and in its colour profile.
fn inflated(file: &[u8]) -> Vec<u8> {
    let Ok(png) = Png::parse(file) else { return Vec::new() };
    let mut found = Vec::new();
    for chunk in png.chunks() {
        if matches!(&chunk.kind, b"zTXt" | b"iTXt" | b"iCCP") {
            // Wherever the stream begins; that of anything else ends at once.
            for start in 0..chunk.data.len() {
                let _ = ZlibDecoder::new(&chunk.data[start..]).read_to_end(&mut found);
            }
        }
    }
    found
}
