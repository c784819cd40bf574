//! Processes killed at random instants, and many at once: afterwards every file is the old one or the new
//! one, the count of published pictures never goes down and misses none, and no temporary file stays for
//! ever.
#![cfg(unix)]

mod common;

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use common::{SIZE, camera, empty_folder, picture, signed};
use proofroom_provenance::capture::camera::Camera;
use proofroom_provenance::circuits::ImageHash;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::png;
use proofroom_provenance::publish::count::{self, Publications};
use proofroom_provenance::system::files::{self, Access};
use proofroom_provenance::verify::files::judge_path;
use proofroom_provenance::verify::trust::{Maker, Trust};

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    empty_folder("kill", name)
}

fn start(folder: &Path, line: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_proofroom"))
        .args(line)
        .current_dir(folder)
        .env("PROOFROOM_STATE_DIR", folder.join("state"))
        .env("PROOFROOM_CONFIG_DIR", folder.join("config"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts")
}

/// How long the process takes when nobody kills it.
fn duration(mut process: Child) -> Duration {
    let started = Instant::now();
    assert!(process.wait().expect("ends").success(), "it works when it is not killed");
    started.elapsed()
}

/// Instants spread over `whole` in an order and at places that differ from run to run.
fn instants(count: u32, whole: Duration) -> impl Iterator<Item = Duration> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock");
    let offset = f64::from(now.subsec_nanos()) / 1e9;
    // Multiples of the golden ratio fill the interval evenly.
    (0..count)
        .map(move |i| whole.mul_f64((offset + f64::from(i) * 0.618_033_988_75).fract() * 1.05))
}

/// Kills the process at that instant; tells whether it had ended by itself.
fn kill_after(mut process: Child, instant: Duration) -> bool {
    std::thread::sleep(instant);
    let ended = process.try_wait().expect("a process").is_some();
    process.kill().expect("kills");
    process.wait().expect("ends");
    ended
}

fn temporary_files(folder: &Path) -> Vec<PathBuf> {
    let names =
        std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    names.filter(|path| path.extension().is_some_and(|extension| extension == "tmp")).collect()
}

/// Lets the temporary files that killed processes left grow old; the next write must remove them.
fn assert_swept(folder: &Path) {
    for path in temporary_files(folder) {
        let file = std::fs::File::options().write(true).open(&path).expect("a temporary file");
        file.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("sets the time");
    }
    files::replace(&folder.join("another"), b"", Access::Public).expect("writes");
    assert_eq!(temporary_files(folder), Vec::<PathBuf>::new());
}

#[test]
fn a_killed_signature_leaves_no_half_original() {
    let folder = folder("sign");
    std::fs::write(folder.join("photo.png"), png::encode(&picture(SIZE))).expect("writes");
    assert!(
        start(&folder, &["camera", "new", "Test", "--out", "device"])
            .wait()
            .expect("ends")
            .success()
    );
    let sign = |out: &str| {
        let line = ["camera", "sign", "photo.png", "--device", "device", "--out"];
        start(&folder, &[&line[..], &[out]].concat())
    };
    let whole = duration(sign("first.png"));
    let mut whole_files = 0;
    for (number, instant) in instants(40, whole).enumerate() {
        let name = format!("original-{number}.png");
        kill_after(sign(&name), instant);
        let path = folder.join(&name);
        if path.exists() {
            Original::open_file(&path).expect("an original that is there is whole");
            assert!(!files::readable_by_others(&path), "{name} is private");
            whole_files += 1;
        }
    }
    assert!(whole_files < 40, "no process was killed before its end");
    assert_swept(&folder);
}

#[test]
fn a_killed_edit_leaves_the_old_picture_or_the_new_one() {
    let folder = folder("edit");
    let original = signed(1, SIZE);
    original.create_file(&folder.join("original.png")).expect("writes");
    let trust =
        Trust::of_makers(vec![Maker { name: "Test".into(), key: camera(1).certificate().maker }]);
    let hash = original.hidden.hash().to_string();
    let count = || -> u32 {
        let count = std::fs::read_to_string(folder.join("state/openings").join(&hash));
        count.map_or(0, |count| count.trim().parse().expect("a whole number"))
    };
    let (mut killed, mut written) = (0, 0);
    for name in ["published.png", "published.jpg"] {
        // Each with a text of its own: the same export again would be left as it is.
        let edit = |text: &str| {
            let line = ["edit", "original.png", "--crop", "2,1,8,8", "--bind", text];
            start(&folder, &[&line[..], &["--out", name]].concat())
        };
        let before = count();
        let whole = duration(edit("first"));
        let published = folder.join(name);
        let mut seen = HashSet::new();
        let mut counted = count();
        assert_eq!(counted, before + 1);
        for (number, instant) in instants(24, whole).enumerate() {
            let ended = kill_after(edit(&number.to_string()), instant);
            killed += u32::from(!ended);
            let picture = std::fs::read(&published).expect("the old picture or the new one");
            let new = !seen.insert(picture);
            let report = judge_path(&published, None, &Ok(trust.clone()), None).report;
            assert!(report.holds(), "{}", report.message);
            assert!(count() >= counted, "the count went down from {counted} to {}", count());
            // A picture that was written was counted before.
            assert!(new || count() >= written + seen.len() as u32, "a picture was not counted");
            counted = count();
        }
        written += seen.len() as u32;
    }
    assert!(killed > 10, "only {killed} processes were killed before their end");
    assert_swept(&folder);
    assert_swept(&folder.join("state/openings"));
}

/// The trust list, replaced again and again by a process of its own.
#[test]
#[ignore = "the process that `a_killed_change_leaves_a_whole_trust_list` kills"]
fn replaces_the_trust_list() {
    let path =
        PathBuf::from(std::env::var_os("PROOFROOM_TEST_TRUST").expect("the list to replace"));
    for count in (0..40).cycle() {
        let maker = |number| Maker {
            name: format!("Maker {number}"),
            key: camera(number as u8).certificate().maker,
        };
        let trust = Trust::of_makers((0..count).map(maker).collect());
        files::replace(&path, trust.to_json().as_bytes(), Access::Public).expect("writes");
    }
}

#[test]
fn a_killed_change_leaves_a_whole_trust_list() {
    let folder = folder("trust");
    let path = folder.join(Trust::FILE);
    files::replace(&path, Trust::empty().to_json().as_bytes(), Access::Public).expect("writes");
    let mut lists = HashSet::new();
    for instant in instants(30, Duration::from_millis(300)) {
        let process = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "replaces_the_trust_list", "--ignored"])
            .env("PROOFROOM_TEST_TRUST", &path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        assert!(!kill_after(process, instant), "it goes on until it is killed");
        lists.insert(Trust::read(&path).expect("a whole list").makers().len());
    }
    assert!(lists.len() > 1, "the list was changed at all");
    assert_swept(&folder);
}

/// The originals whose publications are counted: as many as are needed for a hundred publications each.
fn hash(number: u32) -> ImageHash {
    ImageHash([number as u8; 32])
}

/// All publications that are counted.
fn total(publications: &Publications) -> u32 {
    let count = |number| publications.count(&hash(number)).expect("a whole number");
    (0..100).map(count).sum()
}

/// Counts publications until it is killed, or as often as it is asked to, and tells each count once it has
/// been raised.
#[test]
#[ignore = "the process that the tests below start"]
fn raises_the_count() {
    let folder = PathBuf::from(std::env::var_os("PROOFROOM_TEST_STATE").expect("the folder"));
    let times = std::env::var("PROOFROOM_TEST_TIMES").expect("a number");
    let times: u32 = times.parse().expect("a number");
    let publications = Publications::in_folder(&folder);
    let first = total(&publications) / count::LIMIT;
    let mut original = first;
    for _ in 0..times {
        let count = loop {
            match publications.raise(&hash(original)) {
                Ok(count) => break count,
                Err(count::PublicationsError::Spent) => original += 1,
                Err(error) => panic!("{error}"),
            }
        };
        let mut out = std::io::stdout().lock();
        // On a line of its own, and at once: what was told was counted.
        write!(out, "\nraised {original} {count}\n").and_then(|()| out.flush()).expect("tells");
    }
}

fn raise(state: &Path, times: u32) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "raises_the_count", "--ignored", "--nocapture"])
        .env("PROOFROOM_TEST_STATE", state)
        .env("PROOFROOM_TEST_TIMES", times.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts")
}

/// What a process told of the counts that it raised: which original, and its new count.
fn told(process: Child) -> Vec<(u32, u32)> {
    let output = process.wait_with_output().expect("ends");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let numbers = |line: &str| {
        let (original, count) = line.strip_prefix("raised ")?.split_once(' ')?;
        Some((original.parse().ok()?, count.parse().ok()?))
    };
    // A line that has no end was not told.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().filter_map(numbers).collect()
}

#[test]
fn a_killed_process_never_lowers_the_count() {
    let folder = folder("raise");
    let publications = Publications::in_folder(&folder);
    let whole = duration(raise(&folder, 20)) * 3;
    let mut counted = total(&publications);
    assert_eq!(counted, 20);
    let mut raised = 0;
    for instant in instants(40, whole) {
        let mut process = raise(&folder, u32::MAX);
        std::thread::sleep(instant);
        process.kill().expect("kills");
        let told = told(process).len() as u32;
        let now = total(&publications);
        // One more may have been counted before it could be told.
        assert!((told..=told + 1).contains(&(now - counted)), "{told} told, {counted} to {now}");
        counted = now;
        raised += told;
    }
    assert!(raised > 40, "only {raised} were counted at all");
    assert_swept(&folder.join("openings"));
    drop(told(raise(&folder, 1)));
    assert_eq!(total(&publications), counted + 1, "nobody holds the lock");
}

#[test]
fn a_killed_camera_new_leaves_a_whole_camera_or_none() {
    let folder = folder("camera");
    let new = |out: &str| start(&folder, &["camera", "new", "Test", "--out", out]);
    let whole = duration(new("first"));
    let mut made = 0;
    for (number, instant) in instants(40, whole).enumerate() {
        let out = format!("camera-{number}");
        kill_after(new(&out), instant);
        if folder.join(&out).exists() {
            Camera::open(&folder.join(&out)).expect("a camera that is there is whole");
            for file in [Camera::MAKER_FILE, Camera::TRUST_FILE] {
                assert!(folder.join(&out).join(file).is_file(), "{file}");
            }
            made += 1;
        } else {
            assert!(new(&out).wait().expect("ends").success(), "nothing is in the way");
        }
    }
    assert!(made < 40, "none was killed in time");
    for path in temporary_files(&folder) {
        let file = std::fs::File::open(&path).expect("a temporary folder");
        file.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("sets the time");
    }
    assert!(new("last").wait().expect("ends").success());
    assert_eq!(temporary_files(&folder), Vec::<PathBuf>::new());
}

#[test]
fn processes_that_count_at_once_miss_nothing() {
    let folder = folder("at_once");
    let processes: Vec<Child> = (0..4).map(|_| raise(&folder, 50)).collect();
    let mut counts: Vec<(u32, u32)> = processes.into_iter().flat_map(told).collect();
    counts.sort_unstable();
    let all = [(0, 1..=100), (1, 1..=100)];
    let expected =
        all.into_iter().flat_map(|(original, counts)| counts.map(move |n| (original, n)));
    assert_eq!(counts, expected.collect::<Vec<_>>());
    assert_eq!(total(&Publications::in_folder(&folder)), 200);
}

#[test]
fn edits_at_once_are_all_counted() {
    let folder = folder("edits_at_once");
    let original = signed(1, SIZE);
    original.create_file(&folder.join("original.png")).expect("writes");
    let edits: Vec<Child> = (0..3)
        .map(|number| {
            let out = format!("published-{number}.png");
            start(&folder, &["edit", "original.png", "--crop", "2,1,8,8", "--out", &out])
        })
        .collect();
    for mut edit in edits {
        assert!(edit.wait().expect("ends").success());
    }
    let count = Publications::in_folder(&folder.join("state")).count(&original.hidden.hash());
    assert_eq!(count.expect("a count"), 3);
}
