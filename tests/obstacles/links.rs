//! Symbolic links in the way, and in the user's own folders.

use std::fs;
use std::os::unix::fs::symlink;

use crate::common::process::{names, run};
use crate::{EDIT, NEW, SIGN, everything, studio};

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
    run(&folder, &trusted).exits(0).says("Verified\n");

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
