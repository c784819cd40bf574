//! What stands in the way of a file: a full disk, a folder that cannot be written to, a symbolic link, a
//! writer of the same file. Each is a clear error that says what to do; nothing is lost, nothing half
//! written stays.
#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;

mod changing;
mod forbidden;
mod full;
mod links;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::process::{Ran, sign_a_photo};
use common::skip::skipped;
use proofroom_provenance::circuits::Size;

/// Of the original: its file has more bytes than the limits of these tests allow.
const SIZE: Size = match Size::new(48, 32) {
    Ok(size) => size,
    Err(_) => panic!("no size"),
};

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacles").join(name);
    // A folder that a killed run made read-only can be removed all the same.
    let _ = Command::new("chmod").args(["-R", "u+rwx"]).arg(&folder).output();
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("makes the folder");
    folder
}

/// A folder with a camera, an original, and an older `out.png`.
fn studio(name: &str) -> PathBuf {
    let folder = folder(name);
    sign_a_photo(&folder, SIZE);
    fs::write(folder.join("out.png"), "an older picture").expect("writes");
    folder
}

/// The older picture was not published of this original.
const EDIT: [&str; 7] =
    ["edit", "original.png", "--force", "--crop", "1,1,40,30", "--out", "out.png"];
const SIGN: [&str; 7] = ["camera", "sign", "photo.png", "--device", "camera", "--out", "other.png"];
const NEW: [&str; 5] = ["camera", "new", "Another", "--out", "another"];

/// Everything below a folder: contents of files, where links lead, nothing of folders.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in folder.read_dir().expect("lists") {
        let path = entry.expect("lists").path();
        let kind = path.symlink_metadata().expect("is there");
        if kind.is_dir() {
            all.extend(everything(&path));
            all.insert(path, Vec::new());
        } else if kind.is_symlink() {
            let target = path.read_link().expect("a link");
            all.insert(path, target.into_os_string().into_encoded_bytes());
        } else {
            let bytes = fs::read(&path).expect("reads");
            all.insert(path, bytes);
        }
    }
    all
}

/// What there is but the counts of publications, which may go up and never down.
fn all_but_counts(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = everything(folder);
    let state = folder.join("state");
    all.retain(|path, _| !path.starts_with(&state) || is_temporary(path));
    all
}

fn is_temporary(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "tmp")
}

/// The command with a shell's words before it. The shell finds the program as `"$@"`.
fn under(words: &str, command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", words, "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .stdin(Stdio::null());
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        shell.env(name, value.expect("set, not removed"));
    }
    shell
}

fn ran(command: &mut Command) -> Ran {
    command.output().map(|output: Output| output.into()).expect("runs")
}

/// The command as somebody to whom permissions apply: root without its privilege to overlook them.
/// None where that cannot be had.
fn without_privileges(command: &Command) -> Option<Command> {
    let words = r#"[ "$(id -u)" != 0 ] || exec setpriv --bounding-set=-dac_override,-dac_read_search "$@"; exec "$@""#;
    let probe = folder("probe");
    fs::write(probe.join("file"), "").expect("writes");
    mode(&probe.join("file"), 0o000);
    let reads = under(words, Command::new("cat").arg(probe.join("file"))).output();
    let refused = reads.is_ok_and(|output| !output.status.success());
    if !refused {
        skipped("permissions do not apply to this user, and setpriv is missing");
    }
    refused.then(|| under(words, command))
}

/// What the command does in a mount namespace of its own, after `before`, a script that mounts something or exits with
/// 99 where that is not allowed. None where it cannot be had.
fn in_a_namespace(before: &str, command: &Command) -> Option<Ran> {
    let namespace = ["unshare", "--map-root-user", "--mount"];
    let probe = Command::new(namespace[0]).args(&namespace[1..]).arg("true").output();
    if !probe.is_ok_and(|output| output.status.success()) {
        skipped("this user can make no mount namespace");
        return None;
    }
    let inner = under(before, command);
    let mut outer = Command::new(namespace[0]);
    outer.args(&namespace[1..]).arg(inner.get_program()).args(inner.get_args());
    outer.current_dir(command.get_current_dir()?).stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        outer.env(name, value?);
    }
    let ran = ran(&mut outer);
    if ran.code == Some(99) {
        skipped(&format!("this user cannot mount: {}", ran.err));
        return None;
    }
    Some(ran)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("sets the mode");
}
