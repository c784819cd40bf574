//! The programs of libjpeg-turbo.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What libjpeg makes of a file.
#[derive(PartialEq, Eq)]
pub enum Judgement {
    /// A picture, without complaint.
    Picture { width: u32, pixels: Vec<u8> },
    /// A complaint, with or without a picture.
    Complaint(String),
}

impl std::fmt::Debug for Judgement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Judgement::Picture { width, .. } => write!(f, "a picture {width} wide"),
            Judgement::Complaint(complaint) => write!(f, "{complaint:?}"),
        }
    }
}

/// Whether its programs are on this machine. Other makers' programs of the same names decode a little
/// differently.
pub fn is_here() -> bool {
    let is_turbo = |program: &str| {
        let version = Command::new(program).arg("-version").stdin(Stdio::null()).output();
        version
            .is_ok_and(|output| String::from_utf8_lossy(&output.stderr).contains("libjpeg-turbo"))
    };
    ["cjpeg", "djpeg", "jpegtran"].iter().all(|program| is_turbo(program))
}

/// Runs one of its programs with this input.
pub fn run(program: &str, arguments: &[String], input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // It may have given up before it read everything.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().expect("ends")
    })
}

/// What `djpeg` says and shows.
pub fn judge(jpeg: &[u8]) -> Judgement {
    let output = run("djpeg", &[], jpeg);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() || !complaint.is_empty() {
        return Judgement::Complaint(format!("{}: {complaint}", output.status));
    }
    let (gray, width, samples) = pnm(&output.stdout);
    let pixels = if gray {
        samples.iter().flat_map(|sample| [*sample; 3]).collect()
    } else {
        samples.to_vec()
    };
    Judgement::Picture { width, pixels }
}

/// Whether it is gray, its width, and the samples of a binary PGM or PPM.
fn pnm(file: &[u8]) -> (bool, u32, &[u8]) {
    let mut parts = file.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut text = || std::str::from_utf8(parts.next().expect("a part")).expect("text");
    let (kind, width, _height) = (text(), text(), text());
    let rest = parts.next().expect("pixels");
    let samples = rest.strip_prefix(b"255\n").expect("eight bits");
    (kind == "P5", width.parse().expect("a number"), samples)
}
