//! Folders and disks that may not be written to, and files that may not be read.

use std::fs;

use crate::common::process::{program, run};
use crate::{EDIT, NEW, SIGN, everything, in_a_namespace, mode, ran, studio, without_privileges};

#[test]
fn a_folder_without_permission_is_told_before_the_work() {
    let folder = studio("no_permission");
    fs::create_dir(folder.join("locked")).expect("makes");
    fs::write(folder.join("locked/out.png"), "an older picture").expect("writes");
    fs::create_dir(folder.join("state")).expect("makes");
    fs::copy(folder.join("photo.png"), folder.join("secret.png")).expect("copies");
    fs::create_dir(folder.join("keys")).expect("makes");
    fs::copy(folder.join("camera/device.key"), folder.join("keys/device.key")).expect("copies");
    let before = everything(&folder);
    mode(&folder.join("locked"), 0o555);
    mode(&folder.join("state"), 0o555);
    mode(&folder.join("secret.png"), 0o000);
    mode(&folder.join("keys/device.key"), 0o000);
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
        (
            vec!["camera", "sign", "photo.png", "--device", "keys", "--out", "x.png"],
            // The camera is there: no advice to make one follows.
            "give yourself permission to read it\n",
        ),
    ] {
        let Some(mut command) = without_privileges(&program(&folder, &line)) else {
            ended = false;
            break;
        };
        ran(&mut command).exits(2).complains("Permission denied").complains(words);
    }
    for (path, old) in
        [("locked", 0o755), ("state", 0o755), ("secret.png", 0o644), ("keys/device.key", 0o600)]
    {
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
        let Some(ran) = in_a_namespace(read_only, &program(&folder, line)) else {
            return;
        };
        ran.exits(2)
            .complains("Read-only file system")
            .complains("choose a place that can be written to");
        assert_eq!(everything(&folder), before);
    }
}
