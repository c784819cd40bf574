//! What stands in the way of a file: a full disk, a folder that cannot be written to, a symbolic link, a
//! writer of the same file. Each is a clear error that says what to do; nothing is lost, nothing half
//! written stays.
#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use common::process::{Ran, names, program, run, sign_a_photo};
use common::skip::skipped;
use proofroom_provenance::circuits::Size;
use proofroom_provenance::system::files::{self, Access, StoreError};
use proofroom_provenance::verify::files::verify_path;
use proofroom_provenance::verify::trust::Trust;

/// Of the original: its file has more bytes than the limits of these tests allow.
const SIZE: Size = Size { width: 48, height: 32 };

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

/// What there is but the counts of openings, which may go up and never down.
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

/// The command with `before` run in a mount namespace of its own. None where that cannot be had.
fn in_a_namespace(before: &str, command: &Command) -> Option<Command> {
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
    Some(outer)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("sets the mode");
}

/// Files that may not grow beyond two blocks: what a full disk is to a program, without one.
const SMALL_FILES: &str = r#"trap '' XFSZ; ulimit -f 2; exec "$@""#;
/// No byte can be written.
const NO_FILES: &str = r#"trap '' XFSZ; ulimit -f 0; exec "$@""#;

#[test]
fn a_file_that_cannot_grow_leaves_the_old_one() {
    let folder = studio("cannot_grow");
    let before = all_but_counts(&folder);
    for line in [&EDIT[..], &SIGN] {
        ran(&mut under(SMALL_FILES, &program(&folder, line)))
            .exits(2)
            .complains("cannot write ")
            .complains("choose a place that accepts files of this size");
        assert_eq!(all_but_counts(&folder), before, "{line:?}");
    }
    // The proof was made, but no byte of it stayed anywhere: it does not count.
    let counts = folder.join("state/openings");
    let count = names(&counts).into_iter().find(|name| name.len() == 64).expect("a count");
    assert_eq!(fs::read_to_string(counts.join(&count)).expect("reads"), "0\n");

    for line in [&EDIT[..], &SIGN, &NEW] {
        ran(&mut under(NO_FILES, &program(&folder, line))).exits(2).complains("cannot ");
        let mut after = all_but_counts(&folder);
        // The folder that was asked for may be there, with nothing in it.
        after.remove(&folder.join("another"));
        assert_eq!(after, before, "{line:?}");
    }
    assert_eq!(fs::read_to_string(counts.join(&count)).expect("reads"), "0\n", "never less");
    run(&folder, &EDIT).exits(0).says("1 of 100");
    run(&folder, &NEW).exits(0);
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = studio("full_disk");
    fs::create_dir(folder.join("disk")).expect("makes");
    let disk = r#"
        mount -t tmpfs -o size=64k none disk || exit 99
        cp out.png disk/
        head -c FILLER /dev/zero >disk/filler 2>/dev/null
        "$@"; code=$?
        cmp out.png disk/out.png || code=98
        ls -A disk
        exit $code"#;
    // For a picture of two pages one is free, so that the lack of room is not noticed before.
    let text = "x".repeat(4096);
    let edit = [&EDIT[..6], &["disk/out.png", "--bind", &text]].concat();
    let sign = [&SIGN[..6], &["disk/other.png"]].concat();
    for (line, filler) in [(edit, "57344"), (sign, "65536")] {
        let disk = disk.replace("FILLER", filler);
        let Some(mut command) = in_a_namespace(&disk, &program(&folder, &line)) else {
            return;
        };
        let ran = ran(&mut command);
        if ran.code == Some(99) {
            skipped(&format!("this user cannot mount a tmpfs: {}", ran.err));
            return;
        }
        let ran = ran.exits(2).complains("No space left on device").complains("free some space");
        assert_eq!(ran.out, "filler\nout.png\n", "{line:?}");
        if line[0] == "edit" {
            // What took minutes to prove is not lost for want of room.
            assert!(ran.err.contains("was saved as out-2.png instead"), "{}", ran.err);
            let trust = Trust::read(&folder.join("camera/trust.json"));
            let report = verify_path(&folder.join("out-2.png"), None, &trust, None);
            assert!(report.holds(), "{}", report.message);
        }
    }
}

#[test]
fn a_full_disk_of_the_counts_publishes_nothing() {
    let folder = studio("full_state");
    fs::create_dir(folder.join("state")).expect("makes");
    let disk = r#"
        mount -t tmpfs -o size=64k none state || exit 99
        head -c 65536 /dev/zero >state/filler 2>/dev/null
        exec "$@""#;
    let before = everything(&folder);
    let Some(mut command) = in_a_namespace(disk, &program(&folder, &EDIT)) else {
        return;
    };
    let ran = ran(&mut command);
    if ran.code == Some(99) {
        skipped(&format!("this user cannot mount a tmpfs: {}", ran.err));
        return;
    }
    ran.exits(2)
        .complains("the count of publications cannot be saved")
        .complains("free some space");
    assert_eq!(everything(&folder), before);
}

#[test]
fn a_full_pipe_of_words_does_not_harm_what_was_written() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        skipped("there is no /dev/full");
        return;
    };
    let folder = studio("full_output");
    let mut command = program(&folder, &EDIT);
    ran(command.stdout(full)).exits(2).complains("cannot write the output");
    let trust = Trust::read(&folder.join("camera/trust.json"));
    let report = verify_path(&folder.join("out.png"), None, &trust, None);
    assert!(report.holds(), "{}", report.message);
    let edit = [&EDIT[..6], &["/dev/full"]].concat();
    run(&folder, &edit).exits(2).complains("is not a regular file");
}

#[test]
fn a_folder_without_permission_is_told_before_the_work() {
    let folder = studio("no_permission");
    fs::create_dir(folder.join("locked")).expect("makes");
    fs::write(folder.join("locked/out.png"), "an older picture").expect("writes");
    fs::create_dir(folder.join("state")).expect("makes");
    fs::copy(folder.join("photo.png"), folder.join("secret.png")).expect("copies");
    let before = everything(&folder);
    mode(&folder.join("locked"), 0o555);
    mode(&folder.join("state"), 0o555);
    mode(&folder.join("secret.png"), 0o000);
    let locked = |line: &[&'static str], out| [&line[..line.len() - 1], &[out]].concat();
    let mut ended = true;
    for (line, words) in [
        (locked(&EDIT, "locked/out.png"), "choose a folder that you may write to"),
        (locked(&EDIT, "locked/new.png"), "choose a folder that you may write to"),
        (locked(&SIGN, "locked/other.png"), "choose a folder that you may write to"),
        (locked(&NEW, "locked/another"), "choose a folder that you may write to"),
        (EDIT.to_vec(), "the count of publications cannot be saved"),
        (vec!["verify", "secret.png"], "give yourself permission to read it"),
        (vec!["show", "secret.png"], "give yourself permission to read it"),
        (
            vec!["edit", "secret.png", "--grayscale", "--out", "x.png"],
            "give yourself permission to read it",
        ),
    ] {
        let Some(mut command) = without_privileges(&program(&folder, &line)) else {
            ended = false;
            break;
        };
        ran(&mut command).exits(2).complains("Permission denied").complains(words);
    }
    for (path, old) in [("locked", 0o755), ("state", 0o755), ("secret.png", 0o644)] {
        mode(&folder.join(path), old);
    }
    assert_eq!(everything(&folder), before);
    if ended {
        run(&folder, &locked(&EDIT, "locked/out.png")).exits(0);
    }
}

#[test]
fn a_read_only_disk_is_told() {
    let folder = studio("read_only");
    let read_only =
        r#"mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && exec "$@" || exit 99"#;
    let before = everything(&folder);
    for line in [&EDIT[..], &SIGN, &NEW] {
        let Some(mut command) = in_a_namespace(read_only, &program(&folder, line)) else {
            return;
        };
        let ran = ran(&mut command);
        if ran.code == Some(99) {
            skipped(&format!("this user cannot mount: {}", ran.err));
            return;
        }
        ran.exits(2)
            .complains("Read-only file system")
            .complains("choose a place that can be written to");
        assert_eq!(everything(&folder), before);
    }
}

#[test]
fn symbolic_links_are_never_written_through() {
    let folder = studio("links");
    let victim = folder.join("victim");
    fs::write(&victim, "somebody's").expect("writes");
    for (link, target) in [
        ("to-file.png", "victim"),
        ("dangling.png", "nowhere"),
        ("loop.png", "loop.png"),
        ("dangling", "nowhere"),
        (".proofroom-planted.tmp", "victim"),
    ] {
        symlink(target, folder.join(link)).expect("links");
    }
    let before = everything(&folder);
    let edit = |out| [&EDIT[..6], &[out]].concat();
    let sign = |out| [&SIGN[..6], &[out]].concat();
    for link in ["to-file.png", "dangling.png", "loop.png"] {
        run(&folder, &edit(link)).exits(2).complains("name the file itself");
        run(&folder, &sign(link)).exits(2).complains("choose another name");
        let sidecar = [&EDIT[..], &["--sidecar", link]].concat();
        run(&folder, &sidecar).exits(2).complains("name the file itself");
    }
    run(&folder, &[&NEW[..4], &["dangling"]].concat()).exits(2).complains("cannot make the folder");
    run(&folder, &["verify", "loop.png"]).exits(2).complains("cannot read loop.png");
    assert_eq!(everything(&folder), before, "no proof was made");

    // A link under a temporary file's name is neither followed nor removed.
    run(&folder, &EDIT).exits(0);
    assert_eq!(fs::read(&victim).expect("reads"), b"somebody's");
    assert!(folder.join(".proofroom-planted.tmp").is_symlink());
}

#[test]
fn links_in_the_users_own_folders_are_not_taken_for_nothing() {
    let folder = studio("own_links");
    run(&folder, &EDIT).exits(0);
    let trusted = ["verify", "out.png"];
    fs::create_dir_all(folder.join("config")).expect("makes");
    symlink("elsewhere.json", folder.join("config/trust.json")).expect("links");
    run(&folder, &trusted).exits(2).complains("trust list cannot be used");
    fs::copy(folder.join("camera/trust.json"), folder.join("config/elsewhere.json"))
        .expect("copies");
    run(&folder, &trusted).exits(0).says("Verified: ");

    // The same again would cost no count.
    let another = [&EDIT[..], &["--bind", "a text"]].concat();
    let counts = folder.join("state/openings");
    let count = names(&counts).into_iter().find(|name| name.len() == 64).expect("a count");
    let away = folder.join("away");
    fs::rename(counts.join(&count), &away).expect("moves");
    symlink(&away, counts.join(&count)).expect("links");
    run(&folder, &another).exits(2).complains("name the file itself");
    assert_eq!(fs::read_to_string(&away).expect("reads"), "1\n");
    fs::remove_file(&away).expect("removes");
    let before = everything(&folder);
    run(&folder, &another).exits(2).complains("the count of publications cannot be saved");
    fs::remove_file(counts.join(&count)).expect("removes");
    fs::remove_file(counts.join("lock")).expect("removes");
    symlink(folder.join("victim"), counts.join("lock")).expect("links");
    run(&folder, &another).exits(2).complains("name the file itself");
    assert!(!folder.join("victim").exists(), "the lock did not make what the link names");
    assert_eq!(fs::read(folder.join("out.png")).expect("reads"), before[&folder.join("out.png")]);
}

/// Reads the file again and again for a while, with `write` at work on it in another thread.
fn read_while(path: &Path, write: impl Fn(&Path) + Sync) -> Vec<Result<Vec<u8>, StoreError>> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Relaxed) {
                write(path);
            }
        });
        let started = Instant::now();
        let mut results = Vec::new();
        while started.elapsed() < Duration::from_secs(2) {
            results.push(files::read(path, files::MAX_FILE_BYTES));
        }
        done.store(true, Relaxed);
        results
    })
}

/// A file so long that reading it takes a while, most of it holes.
fn long_file(name: &str) -> PathBuf {
    let path = folder(name).join("file");
    let file = File::create(&path).expect("makes");
    file.set_len(64 << 20).expect("grows");
    path
}

fn write_at(path: &Path, place: u64, bytes: &[u8]) {
    use std::os::unix::fs::FileExt;
    let file = File::options().write(true).open(path).expect("opens");
    file.write_all_at(bytes, place).expect("writes");
    std::thread::sleep(Duration::from_millis(1));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_told() {
    let told = |results: &[Result<Vec<u8>, StoreError>]| {
        let changed = |error: &&StoreError| matches!(error, StoreError::Changed(_));
        let errors: Vec<_> = results.iter().filter_map(|result| result.as_ref().err()).collect();
        assert!(errors.iter().all(changed), "{errors:?}");
        let message = errors.first().expect("a reading that was told").to_string();
        assert!(message.contains("try again when nothing writes to it"), "{message}");
    };
    told(&read_while(&long_file("grows"), |path| {
        let mut file = File::options().append(true).open(path).expect("opens");
        file.write_all(b"more").expect("writes");
        std::thread::sleep(Duration::from_millis(1));
    }));
    told(&read_while(&long_file("shrinks"), |path| {
        let file = File::options().write(true).open(path).expect("opens");
        let length = file.metadata().expect("is there").len();
        file.set_len(length - 1).expect("shrinks");
        std::thread::sleep(Duration::from_millis(1));
    }));
    // The same length all the time: the parts that are read never were one file.
    told(&read_while(&long_file("rewritten"), |path| {
        write_at(path, 0, b"1");
        write_at(path, 63 << 20, b"1");
    }));
}

#[test]
fn a_file_that_is_replaced_while_it_is_read_is_the_old_one_or_the_new_one() {
    let path = folder("replaced").join("file");
    let [short, long] = [vec![1; 1000], vec![2; 3 << 20]];
    files::replace(&path, &short, Access::Public).expect("writes");
    let results = read_while(&path, |path| {
        files::replace(path, &long, Access::Public).expect("writes");
        files::replace(path, &short, Access::Public).expect("writes");
    });
    let mut seen = [0, 0];
    for result in &results {
        let bytes = result.as_ref().expect("always there, always whole");
        assert!(*bytes == short || *bytes == long);
        seen[usize::from(*bytes == long)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}
