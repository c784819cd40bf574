//! The second verifier, `tests/second`: written in Python from `docs/` alone. Its own tests verify
//! golden files with it, and see that it refuses altered ones by the check that is meant.

#[path = "common/skip.rs"]
mod skip;

use std::process::Command;

use skip::skipped;

/// Runs one class of `tests/second/test.py`.
#[track_caller]
fn passes(class: &str) {
    let new_enough = "import sys; sys.exit(sys.version_info < (3, 10))";
    let found = Command::new("python3").args(["-c", new_enough]).status();
    if !found.is_ok_and(|status| status.success()) {
        return skipped("there is no python3, or one before 3.10");
    }
    let ran = Command::new("python3")
        .args(["-B", "tests/second/test.py", class])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("runs");
    let printed = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{printed}");
    assert!(printed.contains("\nOK\n"), "{printed}");
}

#[test]
fn it_verifies_golden_files() {
    passes("Verified");
}

#[test]
fn it_refuses_altered_files() {
    passes("Altered");
}

#[test]
fn it_verifies_jpegs_and_refuses_altered_ones() {
    passes("Jpegs");
}

#[test]
fn it_checks_public_columns() {
    passes("PublicColumns");
}

#[test]
fn its_arithmetic_and_keys_are_right() {
    passes("Arithmetic");
}
