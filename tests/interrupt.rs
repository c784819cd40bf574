//! Ctrl-C, pressed in the middle of everything that takes long: the program ends at once, says so, and leaves
//! nothing half done.
#![cfg(unix)]

mod common;

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::empty_folder;
use common::process::{Ran, SIGN, names, program, run, sign_a_photo};
use proofroom_provenance::circuits::{Image, Size};
use proofroom_provenance::format::png;
use proofroom_provenance::system::files;
use proofroom_provenance::system::text::counted;
use serde_json::Value;

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    empty_folder("interrupt", name)
}

fn press_ctrl_c(child: &Child) {
    let killed =
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("runs");
    assert!(killed.success());
}

/// Waits until the program has said that it wants to hear of Ctrl-C.
#[cfg(target_os = "linux")]
fn wait_until_it_listens(child: &Child) {
    let status = format!("/proc/{}/status", child.id());
    let listens = || {
        let status = std::fs::read_to_string(&status).expect("reads");
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let caught = u64::from_str_radix(caught.expect("is told").trim(), 16).expect("a mask");
        // SIGINT is signal 2, the second bit.
        caught & 0b10 != 0
    };
    while !listens() {
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Long enough for a machine with much else to do, and far shorter than the work that is left.
const OBEYED_WITHIN: Duration = Duration::from_secs(5);

/// Presses Ctrl-C; gives what the program still says, and how long it took to end.
fn interrupted(child: Child) -> (Ran, Duration) {
    let pressed = Instant::now();
    press_ctrl_c(&child);
    let output = child.wait_with_output().expect("ends");
    (Ran::from(output), pressed.elapsed())
}

/// Starts the program, and keeps what it prints.
fn start(folder: &Path, line: &[&str]) -> Child {
    program(folder, line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts")
}

/// Starts an edit that takes long, waits until the original is open, and presses Ctrl-C.
#[test]
fn ctrl_c_stops_and_leaves_no_half_file() {
    let folder = folder("interrupted");
    sign_a_photo(&folder, Size::new(640, 480).expect("a size"));
    // An older publication, which may be replaced: the work goes on until it is stopped.
    let publish = ["edit", "original.png", "--out", "out.png", "--crop", "0,0,8,8"];
    run(&folder, &publish).exits(0).says("1 of 100");
    let older = std::fs::read(folder.join("out.png")).expect("reads");
    let steps = ["--rgb-to-ycbcr", "--ycbcr-to-rgb", "--rgb-to-ycbcr", "--ycbcr-to-rgb"];
    let line = [&["edit", "original.png", "--out", "out.png"], &steps[..]].concat();
    let before = names(&folder);
    let mut child = start(&folder, &line);
    let mut errors = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut warning = String::new();
    errors.read_line(&mut warning).expect("reads");
    assert!(warning.contains("not in your trust list"), "{warning}");
    press_ctrl_c(&child);
    let mut acknowledged = String::new();
    errors.read_line(&mut acknowledged).expect("reads");
    assert!(acknowledged.contains("stopping"), "{acknowledged}");
    let mut rest = String::new();
    errors.read_to_string(&mut rest).expect("reads");
    let status = child.wait().expect("ends");
    assert_eq!(status.code(), Some(130), "{rest}");
    assert!(rest.contains("nothing was written"), "{rest}");
    assert_eq!(names(&folder), before, "no temporary file");
    assert!(std::fs::read(folder.join("out.png")).expect("reads") == older);
    run(&folder, &[&publish[..], &["--flip", "vertical"]].concat()).exits(0).says("2 of 100");
}

/// The same while a photo is signed that is so large that it takes seconds.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_stops_a_signing() {
    let folder = folder("interrupted_signing");
    let size = Size::new(8192, 4394).expect("a size");
    let photo = png::encode(&Image::new(size, vec![77; size.bytes()]));
    std::fs::write(folder.join("photo.png"), photo).expect("writes");
    run(&folder, &["camera", "new", "Test", "--out", "camera"]).exits(0);
    let before = names(&folder);
    let line = ["camera", "sign", "photo.png", "--device", "camera"];
    let child = start(&folder, &[&line, &["--out", "original.png"][..]].concat());
    wait_until_it_listens(&child);
    let (ran, _) = interrupted(child);
    ran.exits(130).complains("nothing was written");
    assert_eq!(names(&folder), before, "no original, no temporary file");
}

/// A PNG as long as is read, whose one long chunk has no bytes on the disk.
#[cfg(target_os = "linux")]
fn write_a_long_file(path: &Path) {
    let one = Size::new(1, 1).expect("a size");
    let small = png::encode(&Image::new(one, vec![0; 3]));
    let header = small[..33].to_vec();
    let length = files::MAX_FILE_BYTES - header.len() as u64 - 12;
    let length = u32::try_from(length).expect("fits");
    let chunk = [&length.to_be_bytes()[..], b"aaAA"].concat();
    std::fs::write(path, [header, chunk].concat()).expect("writes");
    let file = std::fs::File::options().write(true).open(path);
    let grown = file.and_then(|file| file.set_len(files::MAX_FILE_BYTES));
    grown.expect("grows");
}

/// A check, and a look, that are given up, in less than half of the time that they take.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_stops_a_check() {
    let folder = folder("interrupted_check");
    write_a_long_file(&folder.join("long.png"));
    let line = ["verify", "long.png", "--json"];
    // The first time, the system makes the bytes.
    run(&folder, &line).exits(2);
    let started = Instant::now();
    run(&folder, &line).exits(2);
    let whole = started.elapsed();
    for command in ["verify", "show"] {
        let stops = |_| {
            let child = start(&folder, &[command, "long.png", "--json"]);
            wait_until_it_listens(&child);
            let (ran, took) = interrupted(child);
            let ran = ran.exits(130).complains("stopping");
            let json: Value = serde_json::from_str(&ran.out).expect("a JSON object");
            assert_eq!(
                (&json["verdict"], &json["reason"]),
                (&"not_checked".into(), &"cancelled".into())
            );
            took < whole / 2
        };
        assert!((0..10).any(stops), "{command}: longer than half of {whole:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_stops_looking_at_a_folder() {
    let folder = folder("interrupted_scan");
    std::fs::create_dir(folder.join("roll")).expect("makes");
    write_a_long_file(&folder.join("long.png"));
    for number in 0..200 {
        let link = folder.join(format!("roll/{number}.png"));
        std::os::unix::fs::symlink("../long.png", link).expect("links");
    }
    let child = start(&folder, &["edit", "roll", "--contrast", "900", "--out", "out"]);
    wait_until_it_listens(&child);
    let (ran, took) = interrupted(child);
    ran.exits(130).complains("nothing was written");
    assert!(took < OBEYED_WITHIN, "{took:?}");
    assert!(!folder.join("out").exists());
}

/// Measurements of minutes: those in other processes end with these, those of previews at once.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_stops_a_benchmark() {
    for (name, line) in [
        ("bench", &["--reference"][..]),
        ("large", &["--large"]),
        ("preview", &["--preview", "--runs", "100"]),
    ] {
        let folder = folder(&format!("interrupted_{name}"));
        let child = program(&folder, &[&["bench"], line].concat())
            .env("TMPDIR", &folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        wait_until_it_listens(&child);
        let part = (name != "preview").then(|| wait_for_a_child(&child));
        let (ran, took) = interrupted(child);
        ran.exits(130).complains("stopped");
        assert!(took < OBEYED_WITHIN, "{name}: {took:?}");
        if let Some(part) = part {
            assert!(!Path::new(&format!("/proc/{part}")).exists(), "{name}");
        }
        assert!(names(&folder).is_empty(), "{name}: no temporary folder");
    }
}

/// Waits until the program has started one that proves; gives its number.
#[cfg(target_os = "linux")]
fn wait_for_a_child(parent: &Child) -> u32 {
    let is_it = |id: &u32| {
        let read = |what: &str| std::fs::read_to_string(format!("/proc/{id}/{what}"));
        let of_parent = format!("PPid:\t{}\n", parent.id());
        read("status").is_ok_and(|status| status.contains(&of_parent))
            && read("cmdline").is_ok_and(|line| line.contains("\0bench-part\0prove\0"))
    };
    loop {
        let processes = Path::new("/proc").read_dir().expect("lists");
        let mut ids = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
        if let Some(id) = ids.find(is_it) {
            return id;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The demo does not end the part of the story in which Ctrl-C was pressed. It may be pressed too late: these
/// parts are short.
#[test]
fn ctrl_c_stops_the_demo() {
    for (part, folder_name) in [
        ("2. The camera takes a photo and signs it.", "signing"),
        ("3. A journalist opens the original", "opening"),
    ] {
        let folder = folder(&format!("interrupted_{folder_name}"));
        let stops = |_| {
            let mut child = start(&folder, &["demo"]);
            let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
            let mut line = String::new();
            while !line.starts_with(part) {
                line.clear();
                assert!(said.read_line(&mut line).expect("reads") > 0, "{part}");
            }
            let (ran, took) = interrupted(child);
            ran.exits(130).complains("the next demo replaces it");
            assert!(took < OBEYED_WITHIN, "{part}: {took:?}");
            line.clear();
            said.read_line(&mut line).expect("reads") == 0
        };
        assert!((0..10).any(stops), "{part}");
    }
}

/// A folder with a camera and `roll/`, in which the photo stands signed under each of the names.
fn sign_a_roll(name: &str, size: Size, photos: &[&str]) -> PathBuf {
    let folder = folder(name);
    sign_a_photo(&folder, size);
    std::fs::create_dir(folder.join("roll")).expect("makes");
    for photo in photos {
        let photo = format!("roll/{photo}");
        run(&folder, &[&SIGN[..], &[&*photo]].concat()).exits(0);
    }
    folder
}

/// How often the originals were published that ever were.
fn publications(folder: &Path) -> Vec<String> {
    let counts = folder.join("state/openings");
    let all = if counts.exists() { names(&counts) } else { Vec::new() };
    all.iter()
        .filter(|name| name.len() == 64)
        .map(|name| std::fs::read_to_string(counts.join(name)).expect("reads"))
        .collect()
}

const EDIT_ROLL: [&str; 6] = ["edit", "roll", "--contrast", "1200", "--out", "out"];

/// Ctrl-C when the first photo is done, in the middle of the second; the same command continues from there.
#[test]
fn an_interrupted_folder_is_resumed() {
    let size = Size::new(64, 48).expect("a size");
    let folder =
        sign_a_roll("resumed", size, &["a.png", "b.png", "c.png", "d.png", "e.png", "f.png"]);
    let mut child = start(&folder, &EDIT_ROLL);
    let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    said.read_line(&mut first).expect("reads");
    assert!(first.starts_with("a.png: published"), "{first}");
    let (ran, took) = interrupted(child);
    ran.exits(130).complains("the same command continues");
    assert!(took < OBEYED_WITHIN, "{took:?}");
    let mut rest = String::new();
    said.read_to_string(&mut rest).expect("reads");
    let done = names(&folder.join("out")).len();
    assert!(done < 6, "interrupted too late: {rest}");
    assert!(rest.contains(&format!("{} published, 0 ", counted(done, "photo"))), "{rest}");
    let kept = std::fs::read(folder.join("out/a.published.png")).expect("reads");
    run(&folder, &EDIT_ROLL).exits(0).says(&format!(
        "{} published, {done} published before, 0 not published",
        counted(6 - done, "photo")
    ));
    run(&folder, &EDIT_ROLL)
        .exits(0)
        .says("0 photos published, 6 published before, 0 not published");
    assert_eq!(std::fs::read(folder.join("out/a.published.png")).expect("reads"), kept);
    assert_eq!(publications(&folder), ["1\n"; 6]);
}
