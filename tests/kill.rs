//! Processes killed at random instants: afterwards every file is the old one or the new one, the count of
//! published pictures never goes down, and no temporary file stays for ever.
#![cfg(unix)]

mod common;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use common::{SIZE, camera, picture, signed};
use proofroom::original::Original;
use proofroom::png;
use proofroom::store::{self, Access};
use proofroom::trust::{Maker, Trust};
use proofroom::verdict::verify_path;

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("kill")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("makes the folder");
    folder
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
    assert!(
        process.wait().expect("ends").success(),
        "it works when it is not killed"
    );
    started.elapsed()
}

/// Instants spread over `whole` in an order and at places that differ from run to run.
fn instants(count: u32, whole: Duration) -> impl Iterator<Item = Duration> {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("a clock");
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
    let names = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path());
    names
        .filter(|path| path.extension().is_some_and(|extension| extension == "tmp"))
        .collect()
}

/// Lets the temporary files that killed processes left grow old; the next write must remove them.
fn assert_swept(folder: &Path) {
    for path in temporary_files(folder) {
        let file = std::fs::File::options()
            .write(true)
            .open(&path)
            .expect("a temporary file");
        file.set_modified(SystemTime::now() - Duration::from_secs(3600))
            .expect("sets the time");
    }
    store::replace(&folder.join("another"), b"", Access::Public).expect("writes");
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
            assert!(!store::readable_by_others(&path), "{name} is private");
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
    original
        .create_file(&folder.join("original.png"))
        .expect("writes");
    let trust = Trust::of_makers(vec![Maker {
        name: "Test".into(),
        key: camera(1).certificate().maker,
    }]);
    let hash = original.hidden.hash().to_string();
    let count = || -> u32 {
        let count = std::fs::read_to_string(folder.join("state/openings").join(&hash));
        count.map_or(0, |count| count.trim().parse().expect("a whole number"))
    };
    let line = [
        "edit",
        "original.png",
        "--crop",
        "2,1,8,8",
        "--out",
        "published.png",
    ];
    let whole = duration(start(&folder, &line));
    let published = folder.join("published.png");
    let mut seen = HashSet::new();
    let mut counted = count();
    assert_eq!(counted, 1);
    let mut killed = 0;
    for instant in instants(40, whole) {
        let ended = kill_after(start(&folder, &line), instant);
        killed += u32::from(!ended);
        let new = !seen.insert(std::fs::read(&published).expect("the old picture or the new one"));
        let report = verify_path(&published, None, &Ok(trust.clone()), None);
        assert!(report.holds(), "{}", report.message);
        assert!(
            count() >= counted,
            "the count went down from {counted} to {}",
            count()
        );
        // A picture that was written was counted before.
        assert!(
            new || count() >= seen.len() as u32,
            "a picture was not counted"
        );
        counted = count();
    }
    assert!(
        killed > 10,
        "only {killed} processes were killed before their end"
    );
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
        store::replace(&path, trust.to_json().as_bytes(), Access::Public).expect("writes");
    }
}

#[test]
fn a_killed_change_leaves_a_whole_trust_list() {
    let folder = folder("trust");
    let path = folder.join(Trust::FILE);
    store::replace(&path, Trust::empty().to_json().as_bytes(), Access::Public).expect("writes");
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
        assert!(
            !kill_after(process, instant),
            "it goes on until it is killed"
        );
        lists.insert(Trust::read(&path).expect("a whole list").makers().len());
    }
    assert!(lists.len() > 1, "the list was changed at all");
    assert_swept(&folder);
}
