//! Disks that are full, and files that may not grow.

use std::fs::{self, File};

use proofroom_provenance::verify::files::judge_path;
use proofroom_provenance::verify::trust::Trust;

use crate::common::process::{names, program, run};
use crate::common::skip::skipped;
use crate::{EDIT, NEW, SIGN, all_but_counts, everything, in_a_namespace, ran, studio, under};

/// Files that may not grow beyond two blocks: what a full disk is to a program, without one.
const SMALL_FILES: &str = r#"ulimit -f 2; exec "$@""#;
/// No byte can be written.
const NO_FILES: &str = r#"ulimit -f 0; exec "$@""#;

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
        let Some(ran) = in_a_namespace(&disk, &program(&folder, &line)) else {
            return;
        };
        let ran = ran.exits(2).complains("No space left on device").complains("free some space");
        assert_eq!(ran.out, "filler\nout.png\n", "{line:?}");
        if line[0] == "edit" {
            // What took minutes to prove is not lost for want of room.
            assert!(ran.err.contains("was saved as out-2.png instead"), "{}", ran.err);
            let trust = Trust::read(&folder.join("camera/trust.json"));
            let report = judge_path(&folder.join("out-2.png"), None, &trust, None).report;
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
    let Some(ran) = in_a_namespace(disk, &program(&folder, &EDIT)) else {
        return;
    };
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
    let report = judge_path(&folder.join("out.png"), None, &trust, None).report;
    assert!(report.holds(), "{}", report.message);
    let edit = [&EDIT[..6], &["/dev/full"]].concat();
    run(&folder, &edit).exits(2).complains("is not a regular file");
}
