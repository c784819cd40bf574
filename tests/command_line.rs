//! The program as its users run it: real processes, their output, their exit codes, their files.

mod common;

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use common::SIZE;
use common::process::{Ran, SIGN, names, program, run, sign_a_photo};
use proofroom_provenance::circuits::{Image, Size};
use proofroom_provenance::format::png::{self, Png};
use proofroom_provenance::system::files;
use proofroom_provenance::system::text::counted;
use serde_json::Value;

/// Folders of this test binary, empty at its start.
fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command_line");
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).expect("makes the folder");
        root
    })
}

/// A new folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = root().join(name);
    std::fs::create_dir_all(&folder).expect("makes the folder");
    folder
}

/// A folder with a camera in `camera/`, a signed `original.png`, and a `published.png` of it.
fn studio() -> &'static Path {
    static STUDIO: OnceLock<PathBuf> = OnceLock::new();
    STUDIO.get_or_init(|| {
        let folder = folder("studio");
        sign_a_photo(&folder, SIZE);
        let line = [
            "edit",
            "original.png",
            "--crop",
            "2,1,12,10",
            "--contrast",
            "1300",
            "--out",
            "published.png",
        ];
        run(&folder, &line).exits(0).says("verified the result");
        folder
    })
}

/// The bytes of a file of [`studio`].
fn studio_file(name: &str) -> Vec<u8> {
    std::fs::read(studio().join(name)).expect("reads")
}

#[test]
fn a_camera_makes_keys_once_and_never_prints_them() {
    let folder = folder("camera_new");
    let made = run(&folder, &["camera", "new", "Leica", "--out", "keys"]).exits(0).says("Leica");
    assert_eq!(names(&folder.join("keys")), ["device.key", "maker.key", "trust.json"]);
    for file in ["device.key", "maker.key"] {
        let bytes = std::fs::read(folder.join("keys").join(file)).expect("reads");
        let secret = hex::encode(&bytes[10..42]);
        assert!(!made.out.contains(&secret) && !made.err.contains(&secret));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode =
                folder.join("keys").join(file).metadata().expect("is there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
    run(&folder, &["camera", "new", "Leica", "--out", "keys"])
        .exits(2)
        .complains("never overwritten");
    run(&folder, &["camera", "new", "", "--out", "other"]).exits(2).complains("1 to 64 bytes");
    run(&folder, &["camera", "new", &"x".repeat(65), "--out", "other"])
        .exits(2)
        .complains("1 to 64 bytes");
    assert_eq!(names(&folder), ["keys"], "nothing half made");
}

#[test]
fn signing_writes_a_private_file_once() {
    let folder = folder("camera_sign");
    sign_a_photo(&folder, SIZE);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = folder.join("original.png").metadata().expect("is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let before = std::fs::read(folder.join("original.png")).expect("reads");
    let line = ["camera", "sign", "photo.png", "--device", "camera", "--out", "original.png"];
    run(&folder, &line).exits(2).complains("never overwritten");
    assert_eq!(std::fs::read(folder.join("original.png")).expect("reads"), before);
    let sign = |photo: &str, device: &str| {
        run(&folder, &["camera", "sign", photo, "--device", device, "--out", "other.png"]).exits(2)
    };
    sign("none.png", "camera").complains("cannot read none.png");
    sign("photo.png", "nowhere").complains("camera new");
    std::fs::write(folder.join("text.png"), "text").expect("writes");
    sign("text.png", "camera").complains("neither a PNG nor a JPEG");
    std::fs::create_dir_all(folder.join("broken")).expect("makes");
    std::fs::write(folder.join("broken/device.key"), "key").expect("writes");
    sign("photo.png", "broken").complains("not the key of a camera");
    assert!(!folder.join("other.png").exists());
}

/// A line for each photo; what is there already stays, and one that cannot be signed stops no other.
#[test]
fn photos_of_a_folder_are_signed() {
    let folder = folder("sign_many");
    sign_a_photo(&folder, SIZE);
    std::fs::create_dir(folder.join("photos")).expect("makes");
    let photo = std::fs::read(folder.join("photo.png")).expect("reads");
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("writes");
    write("photos/a.png", &photo);
    write("photos/b.png", &photo);
    write("photos/bad.jpg", b"no photo");
    write("photos/notes.txt", b"notes");
    std::fs::copy(folder.join("original.png"), folder.join("photos/c.png")).expect("copies");
    let sign = |line: &[&str]| {
        let start = ["camera", "sign", "--device", "camera", "--out"];
        run(&folder, &[&start[..], line].concat())
    };
    sign(&["originals", "photos"])
        .exits(2)
        .says("photos/a.png: signed as a.original.png (16 × 12 pixels)")
        .says("2 photos signed, 0 signed before, 1 not signed, 2 other files left alone.")
        .complains("photos/bad.jpg: this is neither a PNG nor a JPEG");
    assert_eq!(names(&folder.join("originals")), ["a.original.png", "b.original.png"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let original = folder.join("originals/a.original.png").metadata();
        let mode = original.expect("is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // Again: what was signed stays as it is; what is missing is signed.
    std::fs::remove_file(folder.join("photos/bad.jpg")).expect("removes");
    std::fs::remove_file(folder.join("originals/b.original.png")).expect("removes");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("reads");
    let kept = read("originals/a.original.png");
    sign(&["originals", "photos"])
        .exits(0)
        .says("photos/a.png: already signed, left unchanged")
        .says("1 photo signed, 1 signed before, 0 not signed");
    assert_eq!(read("originals/a.original.png"), kept);
    // Another photo's original, another camera's, and any other file are not overwritten, nor taken for its own.
    let mut image = common::picture(SIZE).pixels().to_vec();
    image[7] ^= 1;
    write("photos/a.png", &png::encode(&Image::new(SIZE, image)));
    sign(&["originals", "photos/a.png", "photos/b.png"])
        .exits(2)
        .says("0 photos signed, 1 signed before, 1 not signed")
        .complains(
            "photos/a.png: originals/a.original.png exists and is not the original of this photo",
        );
    assert_eq!(read("originals/a.original.png"), kept);
    run(&folder, &["camera", "new", "Other", "--out", "other"]).exits(0);
    let line = ["camera", "sign", "photos/b.png", "--device", "other", "--out"];
    run(&folder, &[&line[..], &["originals/"]].concat())
        .exits(2)
        .complains("photos/b.png: originals/b.original.png exists and is not the original");
    run(&folder, &[&line[..], &["new/"]].concat()).exits(0).says("1 photo signed");
    assert_eq!(names(&folder.join("new")), ["b.original.png"]);
    sign(&["original.png", "photos"]).exits(2).complains("original.png is a file; name a folder");
    std::fs::create_dir(folder.join("empty")).expect("makes");
    sign(&["x", "empty"]).exits(2).complains("no photo to sign");
    // What is signed already is not signed as a photo.
    sign(&["x.png", "original.png"]).exits(2).complains("it is an attested original already");
    sign(&["new/", "original.png"]).exits(2).complains("it is an attested original already");
    // A single photo through a pipe.
    run_with_input(
        &folder,
        &["camera", "sign", "-", "--device", "camera", "--out", "p.png"],
        &photo,
    )
    .exits(0)
    .says("Signed - (16 × 12 pixels) and wrote p.png");
}

#[test]
fn a_resize_keeps_the_ratio_of_each_photo() {
    let folder = folder("ratio");
    let high = Size { width: 12, height: 16 };
    sign_a_photo(&folder, SIZE);
    std::fs::create_dir(folder.join("roll")).expect("makes");
    std::fs::rename(folder.join("original.png"), folder.join("roll/wide.png")).expect("renames");
    std::fs::write(folder.join("photo.png"), png::encode(&common::picture(high))).expect("writes");
    run(&folder, &[&SIGN[..], &["roll/high.png"]].concat()).exits(0);
    run(&folder, &["edit", "roll", "--resize", "8", "--contrast", "1.3", "--out", "out"]).exits(0);
    for (name, height) in [("wide", 6), ("high", 11)] {
        let shown = run(&folder, &["show", &format!("out/{name}.published.png"), "--json"]);
        let expected = format!(
            r#"[{{"resize":{{"width":8,"height":{height}}}}},{{"contrast":{{"permille":1300}}}}]"#
        );
        let expected: Value = serde_json::from_str(&expected).expect("JSON");
        assert_eq!(shown.exits(0).json()["edits"], expected);
    }
    run(&folder, &["edit", "roll/high.png", "--resize", "24", "--out", "large.png"])
        .exits(0)
        .complains("note: the resize enlarges the image from 12 × 16 to 24 × 32 pixels");
}

#[test]
fn shells_and_man_are_told_of_the_command_line() {
    let folder = folder("manual");
    for (shell, words) in [
        ("bash", "complete -F _proofroom"),
        ("zsh", "#compdef proofroom"),
        ("fish", "complete -c proofroom"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let ran = run(&folder, &["completions", shell]).exits(0).says(words);
        assert!(ran.out.contains("white-balance"), "{shell}");
    }
    run(&folder, &["completions", "csh"]).exits(2).complains("bash");
    run(&folder, &["man"]).exits(0).says(".SH NAME").says("PROOFROOM_CONFIG_DIR");
    run(&folder, &["man", "edit"]).exits(0).says("white\\-balance");
    run(&folder, &["man", "camera", "sign"]).exits(0).says("ignore\\-profile");
    run(&folder, &["man", "paint"])
        .exits(2)
        .complains("there is no command “paint” here; there are: demo,");
    assert!(!run(&folder, &["man", "paint"]).err.contains("bench-part"));
    // Examples are set as they are typed; the footer and the usage are the program's.
    run(&folder, &["man", "camera", "sign"])
        .says("\n.nf\n  proofroom camera sign photo.jpg \\-\\-device desk")
        .says("\n.fi\n")
        .says("\\-\\-device <DIR> \\-\\-out <ORIGINAL> <PHOTO>...")
        .says("\"proofroom 0");
    let page = run(&folder, &["man"]).exits(0).out;
    assert!(!page.contains("EXTRA") && !page.contains("proofroom\\-help"), "{page}");
    std::fs::create_dir(folder.join("man1")).expect("makes");
    run(&folder, &["man", "--out", "man1"]).exits(0);
    let pages = names(&folder.join("man1"));
    for page in ["proofroom.1", "proofroom-edit.1", "proofroom-camera-sign.1"] {
        assert!(pages.contains(&page.into()), "{pages:?}");
    }
    assert!(!pages.iter().any(|page| page.contains("bench-part")));
}

#[test]
fn a_published_picture_gets_each_verdict() {
    let verify = |line: &[&str]| run(studio(), &[&["verify", "published.png"], line].concat());
    verify(&["--trust", "camera/trust.json"])
        .exits(0)
        .says("Verified: ")
        .says("1. crop to 12 × 10 pixels at 2, 1");
    verify(&[]).exits(1).says("Proof valid, camera maker unknown: ");
    verify(&["--trust", "camera/trust.json", "--expect", "nonce"])
        .exits(1)
        .says("Rejected: ")
        .says("not bound to any text");
    verify(&["--trust", "none.json"]).exits(2).complains("not checked: the trust list");
    for words in ["authentic", "true"] {
        assert!(!verify(&["--trust", "camera/trust.json"]).out.contains(words));
    }
}

#[test]
fn json_is_one_object_for_every_verdict() {
    let verify = |line: &[&str], code: i32| {
        run(studio(), &[&["verify", "--json"], line].concat()).exits(code).json()
    };
    let trusted = ["--trust", "camera/trust.json"];
    let json = verify(&[&trusted[..], &["published.png"]].concat(), 0);
    assert_eq!((&json["verdict"], &json["reason"]), (&"verified".into(), &Value::Null));
    assert_eq!(json["edits"][1]["contrast"]["permille"], 1300);
    let json = verify(&["published.png"], 1);
    assert_eq!(
        (&json["verdict"], &json["reason"]),
        (&"unknown_camera".into(), &"unknown_maker".into())
    );
    assert_eq!(json["camera"]["standing"], "unknown");
    let json = verify(&["published.png", "--expect", "nonce"], 1);
    assert_eq!((&json["verdict"], &json["reason"]), (&"rejected".into(), &"binding".into()));
    for (line, reason) in [
        (&["none.png"][..], "unreadable"),
        (&["camera/trust.json"], "not_a_png"),
        (&["photo.png"], "no_proof"),
        (&["published.png", "--proof", "none.proof"], "unreadable"),
        (&["published.png", "--trust", "photo.png"], "trust_file"),
        (&["published.png", "--trust", "none.json"], "trust_file"),
        (&[], "usage"),
        (&["published.png", "--nonsense"], "usage"),
    ] {
        let json = verify(line, 2);
        assert_eq!(
            (&json["verdict"], &json["reason"]),
            (&"not_checked".into(), &reason.into()),
            "{line:?}"
        );
        for member in ["step", "camera", "captured", "original", "edits", "published"] {
            assert_eq!(json[member], Value::Null);
        }
        assert!(json["message"].as_str().is_some_and(|message| !message.is_empty()));
    }
}

/// A PNG in Display P3 with EXIF that says when it was taken, at 10:20:33 in the zone of `zone`.
fn photo_of_a_telephone(date: &[u8; 10], zone: &[u8; 6]) -> Vec<u8> {
    use std::io::Write;
    let mut profile = flate2::write::ZlibEncoder::new(b"name\0\0".to_vec(), Default::default());
    let display_p3 = moxcms::ColorProfile::new_display_p3().encode();
    let display_p3 = display_p3.expect("encodes");
    profile.write_all(&display_p3).expect("compresses");
    let profile = profile.finish().expect("compresses");
    // One directory that points at the next, which holds the time and its zone, each behind it.
    let exif = [
        &b"MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0"[..],
        b"\0\x02\x90\x03\0\x02\0\0\0\x14\0\0\0\x38\x90\x11\0\x02\0\0\0\x07\0\0\0\x4c\0\0\0\0",
        date,
        b" 10:20:33\0",
        zone,
        b"\0",
    ];
    let plain = png::encode(&common::picture(SIZE));
    let file = Png::parse(&plain).expect("a PNG").with_chunk(*b"iCCP", &profile);
    Png::parse(&file).expect("a PNG").with_chunk(*b"eXIf", &exif.concat())
}

#[test]
fn a_photo_says_whose_clock_and_which_colours() {
    let folder = folder("telephone");
    run(&folder, &["camera", "new", "Test camera", "--out", "camera"]).exits(0);
    let photo = photo_of_a_telephone(b"2026:05:14", b"+02:00");
    std::fs::write(folder.join("photo.png"), photo).expect("writes");
    run(&folder, &[&SIGN[..], &["original.png"]].concat())
        .exits(0)
        .says("2026-05-14T08:20:33Z by the photo's own EXIF")
        .complains("note: photo.png: the colours were converted from Display P3 to sRGB");
    let line = ["edit", "original.png", "--grayscale", "--out", "published.png"];
    run(&folder, &line).exits(0);
    let trusted = ["--trust", "camera/trust.json"];
    for file in ["original.png", "published.png"] {
        run(&folder, &[&["verify", file][..], &trusted].concat())
            .exits(0)
            .says("2026-05-14T08:20:33Z by the photo's own EXIF")
            .says("converted from “Display P3” before signing");
        run(&folder, &["show", file])
            .exits(0)
            .says("2026-05-14T08:20:33Z by the photo's own EXIF")
            .says("converted from “Display P3” before signing");
        for line in
            [&[&["verify", file, "--json"][..], &trusted].concat()[..], &["show", file, "--json"]]
        {
            let json = run(&folder, line).exits(0).json();
            assert_eq!(
                (&json["clock"], &json["converted_from"]),
                (&"exif".into(), &"Display P3".into())
            );
        }
    }
    let ignoring = [&SIGN[..], &["ignored.png", "--ignore-profile"]].concat();
    run(&folder, &ignoring).exits(0).complains("note: photo.png: the colour profile was ignored");
    let ignored = std::fs::read(folder.join("ignored.png")).expect("reads");
    let pixels = Png::parse(&ignored).expect("a PNG").decode();
    assert_eq!(pixels, Ok(common::picture(SIZE)));
}

#[test]
fn a_time_in_the_future_and_a_broken_profile_are_told() {
    let folder = folder("flawed_photos");
    run(&folder, &["camera", "new", "Test camera", "--out", "camera"]).exits(0);
    let photo = photo_of_a_telephone(b"2100:01:01", b"      ");
    std::fs::write(folder.join("photo.png"), photo).expect("writes");
    run(&folder, &[&SIGN[..], &["original.png"]].concat())
        .exits(0)
        .complains("the photo's capture time lies in the future");
    let line = ["verify", "original.png", "--trust", "camera/trust.json"];
    run(&folder, &line)
        .exits(0)
        .says("2100-01-01T10:20:33 by the photo's own EXIF, zone unknown")
        .says("The capture time lies in the future (2100-01-01 at 10:20)");
    let plain = png::encode(&common::picture(SIZE));
    let broken = Png::parse(&plain).expect("a PNG").with_chunk(*b"iCCP", b"profile");
    std::fs::write(folder.join("photo.png"), broken).expect("writes");
    run(&folder, &[&SIGN[..], &["other.png"]].concat())
        .exits(2)
        .complains("its colour profile is broken")
        .complains("ignore its colour profile with --ignore-profile");
    run(&folder, &[&SIGN[..], &["other.png", "--ignore-profile"]].concat())
        .exits(0)
        .says("by the clock of the program that signed it");
}

#[test]
fn the_users_own_trust_list_is_used() {
    let folder = folder("own_trust");
    std::fs::create_dir_all(folder.join("config")).expect("makes");
    std::fs::copy(studio().join("camera/trust.json"), folder.join("config/trust.json"))
        .expect("copies");
    std::fs::write(folder.join("published.png"), studio_file("published.png")).expect("writes");
    run(&folder, &["verify", "published.png"]).exits(0).says("Verified: ");
    std::fs::write(folder.join("config/trust.json"), "{").expect("writes");
    run(&folder, &["verify", "published.png"]).exits(2).complains("broken");
}

#[test]
fn makers_are_trusted_and_trusted_no_more() {
    let folder = folder("trust");
    std::fs::write(folder.join("published.png"), studio_file("published.png")).expect("writes");
    std::fs::write(folder.join("list.json"), studio_file("camera/trust.json")).expect("writes");
    run(&folder, &["trust", "list"]).exits(0).says("Your trust list is empty");
    run(&folder, &["trust", "add", "list.json"])
        .exits(0)
        .says("compare them with those that the makers publish")
        .says("“Maker of Test camera”");
    run(&folder, &["verify", "published.png"]).exits(0);
    run(&folder, &["trust", "add", "list.json"]).exits(0).says("Nothing was changed");
    let listed = run(&folder, &["trust", "list"]).exits(0);
    let key = listed.out.trim().rsplit(' ').next().expect("a key").to_owned();
    run(&folder, &["trust", "remove", "12"]).exits(2).complains("64 hexadecimal digits");
    run(&folder, &["trust", "remove", &key])
        .exits(0)
        .says("“Maker of Test camera” is no longer trusted");
    run(&folder, &["verify", "published.png"]).exits(1);
    run(&folder, &["trust", "remove", &key]).exits(2);
    run(&folder, &["trust", "add", "published.png"]).exits(2);
}

#[test]
fn a_maker_is_trusted_by_the_key_alone() {
    let folder = folder("trust_key");
    std::fs::write(folder.join("published.png"), studio_file("published.png")).expect("writes");
    let unknown = run(&folder, &["verify", "published.png"])
        .exits(1)
        .says("proofroom trust add --key KEY --name NAME");
    let maker = unknown.out.split("not in your trust list").nth(1);
    let key = maker.and_then(|text| text.split_whitespace().nth(1));
    let key = key.expect("the maker's key");
    run(&folder, &["trust", "add", "--key", key]).exits(2).complains("--name");
    run(&folder, &["trust", "add", "--key", "12", "--name", "Desk"])
        .exits(2)
        .complains("64 hexadecimal digits");
    run(&folder, &["trust", "add", "--key", key, "--name", " "])
        .exits(2)
        .complains("text that can be seen");
    run(&folder, &["trust", "add", "--key", key, "--name", "Desk"]).exits(0).says("“Desk”");
    run(&folder, &["verify", "published.png"]).exits(0).says("trusted, “Desk”");
}

#[test]
fn help_fits_the_terminal() {
    let folder = folder("help");
    for (command, columns) in [("edit", "80"), ("verify", "80"), ("camera", "60"), ("", "80")] {
        let line: Vec<&str> =
            [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let mut help = program(&folder, &line);
        let help = Ran::from(help.env("COLUMNS", columns).output().expect("runs")).exits(0);
        let width: usize = columns.parse().expect("a number");
        for line in help.out.lines() {
            assert!(line.chars().count() <= width, "{line:?}");
        }
    }
}

#[test]
fn the_next_command_that_is_named_works() {
    let folder = folder("next");
    sign_a_photo(&folder, SIZE);
    let made = run(&folder, &["camera", "new", "My camera", "--out", "my camera"]).exits(0);
    let next = |ran: &Ran| -> Vec<Vec<String>> {
        let rows = ran.out.split("Next").nth(1).expect("a next command");
        let commands = rows.lines().map(str::trim);
        let words = |line: &str| {
            let line = line.strip_prefix("proofroom ").expect("a command");
            let parts = line.split('\'').enumerate();
            parts
                .flat_map(|(place, part)| match place % 2 {
                    0 => part.split_whitespace().map(str::to_owned).collect(),
                    _ => vec![part.to_owned()],
                })
                .collect()
        };
        commands.map(words).collect()
    };
    for mut words in next(&made) {
        for word in &mut words {
            if word == "PHOTO" {
                *word = "photo.png".into();
            }
            if word == "original.png" {
                *word = "mine.png".into();
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        run(&folder, &words).exits(0);
    }
    // A proof that does not stand beside its picture is named.
    let line = ["edit", "mine.png", "--grayscale", "--out", "gray.png", "--sidecar"];
    for proof in ["gray.proof", "the proof.txt"] {
        let published = run(&folder, &[&line[..], &[proof]].concat()).exits(0);
        for words in next(&published) {
            assert_eq!(words.contains(&"--proof".into()), proof != "gray.proof");
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            run(&folder, &words).exits(0);
        }
        std::fs::remove_file(folder.join("gray.png")).expect("removes");
        std::fs::remove_file(folder.join(proof)).expect("removes");
    }
    // So is a name that is free for a picture.
    run(&folder, &["edit", "mine.png", "--grayscale", "--out", "mine.jpg"])
        .exits(2)
        .complains("name the picture mine.published.png");
    run(&folder, &["edit", "mine.png", "--grayscale", "--out", "nowhere/a.png"])
        .exits(2)
        .complains("nowhere/a.png: No such file or directory; create its folder first");
}

#[test]
fn a_published_picture_is_piped() {
    let folder = folder("out_pipe");
    sign_a_photo(&folder, SIZE);
    let edit = ["edit", "-", "--grayscale", "--bind", "nonce", "--out", "-"];
    let original = std::fs::read(folder.join("original.png")).expect("reads");
    let mut child = program(&folder, &edit)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut input = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut input, &original).expect("writes");
    drop(input);
    let output = child.wait_with_output().expect("ends");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("Published the picture with a proof of 1 edit"), "{said}");
    assert!(said.contains("1 of 100"), "{said}");
    run_with_input(
        &folder,
        &["verify", "-", "--expect", "nonce", "--trust", "camera/trust.json"],
        &output.stdout,
    )
    .exits(0);
    let both = [&edit[..], &["--sidecar", "x.proof"]].concat();
    run_with_input(&folder, &both, &original).exits(2).complains("leave --sidecar out");
    assert_eq!(
        names(&folder),
        ["camera", "original.png", "photo.png", "state"],
        "no file is written"
    );
}

#[test]
fn a_tampered_picture_is_rejected() {
    let folder = folder("tampered");
    let file = studio_file("published.png");
    let parsed = Png::parse(&file).expect("a PNG");
    let image = parsed.decode().expect("decodes");
    let mut pixels = image.pixels().to_vec();
    pixels[10] ^= 1;
    let plain = png::encode(&Image::new(image.size(), pixels));
    let proof = png::find_chunk(&file, png::PROOF_CHUNK).expect("a proof");
    std::fs::write(
        folder.join("tampered.png"),
        common::with_chunk(&plain, png::PROOF_CHUNK, proof),
    )
    .expect("writes");
    let trust = studio().join("camera/trust.json");
    let line = ["verify", "tampered.png", "--json", "--trust", trust.to_str().expect("UTF-8")];
    let json = run(&folder, &line).exits(1).json();
    assert_eq!(
        (&json["verdict"], &json["reason"]),
        (&"rejected".into(), &"published_pixels".into())
    );
    assert_eq!(json["published"], Value::Null);
}

/// A line for each file; what is wrong with one hides no other.
#[test]
fn files_and_folders_are_verified() {
    let folder = folder("verify_many");
    let pictures = folder.join("pictures");
    std::fs::create_dir(&pictures).expect("makes");
    let published = studio_file("published.png");
    let parsed = Png::parse(&published).expect("a PNG");
    let proof = png::find_chunk(&published, png::PROOF_CHUNK).expect("a proof");
    let plain = parsed.without_chunks(png::PROOF_CHUNK);
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("writes");
    write("pictures/a.png", &published);
    write("pictures/b.png", &plain);
    write("pictures/b.proof", proof);
    write("pictures/c.png", &studio_file("original.png"));
    write("pictures/notes.txt", b"notes");
    let trust = studio().join("camera/trust.json");
    let trust = trust.to_str().expect("UTF-8");
    let verify = |line: &[&str]| run(&folder, &[&["verify"], line, &["--trust", trust]].concat());
    let ran = verify(&["pictures"])
        .exits(0)
        .says("pictures/a.png: Verified: ")
        .says("The proof was found beside the picture, in pictures/b.proof.")
        .says("3 files verified, 0 with camera maker unknown, 0 rejected, 0 not checked, 1 other file left out.");
    assert_eq!((ran.out.lines().count(), ran.err.as_str()), (4, ""));
    // What a shell makes of pictures/* is the same, but for the file that was named.
    let all = ["pictures/b.proof", "pictures/b.png", "pictures/a.png"];
    verify(&all).exits(0).says("2 files verified, 0 with");
    run(&folder, &["verify", "pictures"])
        .exits(1)
        .says("pictures/c.png: Signature valid, camera maker unknown: ")
        .says("0 files verified, 3 with camera maker unknown");
    let json = verify(&["pictures", "none.png", "--json"]).exits(2);
    let lines: Vec<Value> =
        json.out.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect();
    let told: Vec<_> =
        lines.iter().map(|line| (line["file"].as_str(), line["verdict"].as_str())).collect();
    assert_eq!(
        told,
        [
            (Some("pictures/a.png"), Some("verified")),
            (Some("pictures/b.png"), Some("verified")),
            (Some("pictures/c.png"), Some("verified")),
            (Some("none.png"), Some("not_checked")),
        ]
    );
    // A proof without its picture, and a photo of another format, are not passed over.
    write("pictures/b.png", b"\xff\xd8\xff\xe0");
    std::fs::rename(pictures.join("b.png"), pictures.join("b.jpg")).expect("renames");
    verify(&["pictures"])
        .exits(2)
        .says("pictures/b.jpg: Not checked: ")
        .says("pictures/b.proof: Not checked: this is the proof of a picture")
        .says("2 files verified, 0 with camera maker unknown, 0 rejected, 2 not checked, 1 other file");
    verify(&["pictures", "--proof", "pictures/b.proof"])
        .exits(2)
        .complains("--proof names the proof of a single picture");
    std::fs::create_dir(folder.join("empty")).expect("makes");
    verify(&["empty"]).exits(2).complains("no picture to check");
    verify(&["no/such/folder/", "pictures/a.png"])
        .exits(2)
        .says("no/such/folder/: Not checked: ")
        .says("1 file verified");
}

/// Runs the program with these bytes on standard input.
fn run_with_input(folder: &Path, line: &[&str], input: &[u8]) -> Ran {
    use std::io::Write;
    let mut command = program(folder, line);
    command.stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    // Whoever complains about the line does not read.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    Ran::from(child.wait_with_output().expect("ends"))
}

#[test]
fn files_come_through_a_pipe() {
    let published = studio_file("published.png");
    let trust = ["--trust", "camera/trust.json"];
    let verify = |line: &[&str], bytes: &[u8]| run_with_input(studio(), line, bytes);
    let line = [&["verify", "-"], &trust[..]].concat();
    verify(&line, &published).exits(0).says("Verified: ");
    verify(&line, &studio_file("original.png")).exits(0).says("private");
    verify(&line, b"").exits(2).complains("not a PNG");
    verify(&["verify", "-", "published.png", trust[0], trust[1]], &published)
        .exits(0)
        .says("-: Verified: ")
        .says("2 files verified");
    let parsed = Png::parse(&published).expect("a PNG");
    let proof = png::find_chunk(&published, png::PROOF_CHUNK).expect("a proof");
    let folder = folder("piped");
    std::fs::write(folder.join("picture.proof"), proof).expect("writes");
    let plain = parsed.without_chunks(png::PROOF_CHUNK);
    let line = ["verify", "-", "--proof", "picture.proof"];
    run_with_input(&folder, &line, &plain).exits(1).says("Proof valid, camera maker unknown: ");
    verify(&["show", "-"], &published).exits(0).says("“Test camera”");
    let shown = verify(&["show", "-", "--json"], &published).exits(0).json();
    assert_eq!(shown["kind"], "published");
    let shown = verify(&["show", "-", "--json"], b"text").exits(2).json();
    assert_eq!(shown["reason"], "not_a_png");
}

#[test]
fn an_original_is_verified_with_a_warning() {
    let line = ["verify", "original.png", "--trust", "camera/trust.json"];
    run(studio(), &line).exits(0).says("Verified: ").says("private");
}

#[test]
fn showing_verifies_nothing_and_hides_the_seed() {
    run(studio(), &["show", "published.png"])
        .exits(0)
        .says("“Test camera”")
        .says("contrast × 1.300")
        .says("Nothing was verified");
    let original = studio_file("original.png");
    let record = png::find_chunk(&original, png::ORIGINAL_CHUNK).expect("a record");
    let seed = hex::encode(&record[14..46]);
    for line in [
        &["show", "original.png"][..],
        &["show", "original.png", "--json"],
        &["verify", "original.png"],
    ] {
        let shown = run(studio(), line);
        assert!(!shown.out.contains(&seed) && !shown.err.contains(&seed));
    }
    let json = run(studio(), &["show", "--json", "published.png"]).exits(0).json();
    assert_eq!((&json["kind"], &json["verified"]), (&"published".into(), &false.into()));
    let json = run(studio(), &["show", "--json", "photo.png"]).exits(2).json();
    assert_eq!((&json["verdict"], &json["reason"]), (&"not_checked".into(), &"no_proof".into()));
    run(studio(), &["show", "camera/trust.json"]).exits(2).complains("neither a PNG nor a proof");
}

#[test]
fn edits_come_from_a_recipe_or_from_flags_in_their_order() {
    let folder = folder("recipe");
    sign_a_photo(&folder, SIZE);
    let recipe =
        r#"[{"brightness":{"offset":-5}},{"gamma":{"permille":1200}},{"brightness":{"offset":5}}]"#;
    std::fs::write(folder.join("recipe.json"), recipe).expect("writes");
    run(&folder, &["edit", "original.png", "--edits", "recipe.json", "--out", "a.png"]).exits(0);
    let flags = ["--brightness", "-5", "--gamma", "1200", "--brightness", "5"];
    run(&folder, &[&["edit", "original.png", "--out", "b.png"], &flags[..]].concat()).exits(0);
    let edits =
        |file: &str| run(&folder, &["show", "--json", file]).exits(0).json()["edits"].clone();
    assert_eq!(edits("a.png"), serde_json::from_str::<Value>(recipe).expect("JSON"));
    assert_eq!(edits("a.png"), edits("b.png"));
    let pixels = |file: &str| {
        let bytes = std::fs::read(folder.join(file)).expect("reads");
        Png::parse(&bytes).expect("a PNG").decode().expect("decodes")
    };
    assert_eq!(pixels("a.png"), pixels("b.png"));
    std::fs::write(folder.join("bad.json"), r#"[{"contrast":{"permille":1}},{"paint":{}}]"#)
        .expect("writes");
    run(&folder, &["edit", "original.png", "--edits", "bad.json", "--out", "c.png"])
        .exits(2)
        .complains("edit 2");
    run(&folder, &["edit", "original.png", "--contrast", "9000", "--out", "c.png"])
        .exits(2)
        .complains("0 to 8000");
    run(&folder, &["edit", "original.png", "--crop", "0,0,17,1", "--out", "c.png"])
        .exits(2)
        .complains("edit 1 (crop)");
    assert!(!folder.join("c.png").exists());
}

#[test]
fn a_sidecar_and_a_bound_text() {
    let folder = folder("sidecar");
    sign_a_photo(&folder, SIZE);
    let edit = [
        "edit",
        "original.png",
        "--contrast",
        "900",
        "--out",
        "picture.png",
        "--sidecar",
        "picture.proof",
    ];
    run(&folder, &[&edit[..], &["--bind", "nonce 42"]].concat())
        .exits(0)
        .says("picture.proof")
        .says("“nonce 42”");
    // Under a name that does not follow from the picture's, it is not looked for.
    std::fs::rename(folder.join("picture.proof"), folder.join("other.proof")).expect("renames");
    let alone = ["verify", "picture.png", "--trust", "camera/trust.json"];
    run(&folder, &alone).exits(2).complains("no proof");
    for name in ["picture.png.proof", "picture.proof"] {
        let beside = folder.join(name);
        std::fs::rename(folder.join("other.proof"), &beside).expect("renames");
        run(&folder, &alone).exits(0).says(&format!("found beside the picture, in {name}"));
        std::fs::rename(&beside, folder.join("other.proof")).expect("renames");
        // Other programs have files of these names, too.
        std::fs::write(&beside, "Theorem. Qed.").expect("writes");
        run(&folder, &alone).exits(2).complains("no proof");
        std::fs::remove_file(&beside).expect("removes");
    }
    std::fs::rename(folder.join("other.proof"), folder.join("picture.proof")).expect("renames");
    run(&folder, &["verify", "picture.proof"]).exits(2).complains("verify the picture");
    run(&folder, &["show", "picture.png"])
        .exits(0)
        .says("found beside the picture, in picture.proof")
        .says("“nonce 42”");
    let verify =
        ["verify", "picture.png", "--proof", "picture.proof", "--trust", "camera/trust.json"];
    run(&folder, &verify).exits(0).says("“nonce 42”");
    run(&folder, &[&verify[..], &["--expect", "nonce 42"]].concat()).exits(0);
    run(&folder, &[&verify[..], &["--expect", "nonce 43"]].concat())
        .exits(1)
        .says("a different text");
    run(&folder, &[&verify[..], &["--expect", ""]].concat())
        .exits(2)
        .complains("the text is empty");
    let unset = ["edit", "original.png", "--contrast", "900", "--out", "x.png"];
    run(&folder, &[&unset[..], &["--bind", ""]].concat()).exits(2).complains("the text is empty");
    run(&folder, &["show", "picture.proof"]).exits(0).says("“nonce 42”");
    let same =
        ["edit", "original.png", "--contrast", "900", "--out", "x.png", "--sidecar", "x.png"];
    run(&folder, &same).exits(2).complains("name two");
    let long = "x".repeat(4097);
    let line = ["edit", "original.png", "--contrast", "900", "--out", "x.png", "--bind", &long];
    run(&folder, &line).exits(2).complains("at most 4096");
    assert!(!folder.join("x.png").exists());
}

#[test]
fn originals_keys_and_links_are_not_overwritten() {
    let folder = folder("overwrite");
    sign_a_photo(&folder, SIZE);
    let edit =
        |out: &str| run(&folder, &["edit", "original.png", "--contrast", "900", "--out", out]);
    let forced = |more: &[&str]| {
        let line = ["edit", "original.png", "--contrast", "900", "--force"];
        run(&folder, &[&line[..], &["--out"], more].concat())
    };
    for private in ["original.png", "camera/device.key", "camera/maker.key"] {
        edit(private).exits(2).complains("never overwritten");
        forced(&[private]).exits(2).complains("never overwritten");
        forced(&["new.png", "--sidecar", private]).exits(2).complains("never overwritten");
    }
    edit("camera").exits(2).complains("not a regular file");
    edit("no/such/folder/out.png").exits(2).complains("cannot write");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("original.png", folder.join("link.png")).expect("links");
        edit("link.png").exits(2).complains("symbolic link");
    }
    run(&folder, &["verify", "original.png"])
        .exits(1)
        .says("Signature valid, camera maker unknown: ");
    std::fs::write(folder.join("out.png"), "an older picture").expect("writes");
    edit("out.png").exits(2).complains("was not published from this original").complains("--force");
    forced(&["out.png"]).exits(0);
    run(&folder, &["edit", "out.png", "--contrast", "900", "--out", "x.png"])
        .exits(2)
        .complains("edit the original again");
    run(&folder, &["edit", "photo.png", "--contrast", "900", "--out", "x.png"])
        .exits(2)
        .complains("no camera signed");
}

#[test]
fn an_original_that_others_can_read_is_warned_of() {
    let folder = folder("readable");
    sign_a_photo(&folder, SIZE);
    let original = folder.join("original.png");
    let edit = [
        "edit",
        "original.png",
        "--contrast",
        "900",
        "--out",
        "out.png",
        "--trust",
        "camera/trust.json",
    ];
    assert_eq!(run(&folder, &edit).exits(0).err, "");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&original, std::fs::Permissions::from_mode(0o644)).expect("sets");
        run(&folder, &edit).exits(0).complains("chmod 600");
    }
    let bytes = std::fs::read(&original).expect("reads");
    let parsed = Png::parse(&bytes).expect("a PNG");
    let mut pixels = parsed.decode().expect("decodes").pixels().to_vec();
    pixels[0] ^= 1;
    let plain = png::encode(&Image::new(SIZE, pixels));
    let record = png::find_chunk(&bytes, png::ORIGINAL_CHUNK).expect("a record");
    std::fs::write(&original, common::with_chunk(&plain, png::ORIGINAL_CHUNK, record))
        .expect("writes");
    run(&folder, &edit).exits(2).complains("changed after the camera signed it");
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("readable_key");
    sign_a_photo(&folder, SIZE);
    let sign = |out: &str| run(&folder, &[&SIGN[..], &[out]].concat()).exits(0);
    assert_eq!(sign("private.png").err, "");
    let readable = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(folder.join("camera/device.key"), readable).expect("sets");
    sign("readable.png").complains("camera/device.key").complains("chmod 600");
}

/// As editors on Windows save them; and a list that is broken is named.
#[test]
fn lists_and_recipes_may_begin_with_a_byte_order_mark() {
    let folder = folder("byte_order_mark");
    sign_a_photo(&folder, SIZE);
    let marked = |bytes: &[u8]| [b"\xef\xbb\xbf", bytes].concat();
    let list = std::fs::read(folder.join("camera/trust.json")).expect("reads");
    std::fs::write(folder.join("list.json"), marked(&list)).expect("writes");
    let recipe = marked(br#"[{"contrast":{"permille":900}}]"#);
    std::fs::write(folder.join("recipe.json"), recipe).expect("writes");
    let edit = ["edit", "original.png", "--edits", "recipe.json", "--trust", "list.json"];
    let ran = run(&folder, &[&edit[..], &["--out", "out.png"]].concat()).exits(0);
    assert_eq!(ran.err, "", "the maker is known");
    run(&folder, &["verify", "out.png", "--trust", "list.json"]).exits(0);
    std::fs::write(folder.join("list.json"), marked(b"{")).expect("writes");
    run(&folder, &["verify", "out.png", "--trust", "list.json"])
        .exits(2)
        .complains("list.json: the trust list is broken");
}

#[test]
fn a_revoked_camera_publishes_nothing() {
    let folder = folder("revoked");
    sign_a_photo(&folder, SIZE);
    let json = run(&folder, &["verify", "--json", "original.png"]).exits(1).json();
    let key = json["camera"]["key"].as_str().expect("a key");
    let list = format!(
        r#"{{"version":1,"revoked":[{{"key":"{key}","since":"2025-09-05","reason":"stolen"}}]}}"#
    );
    std::fs::write(folder.join("list.json"), list).expect("writes");
    let edit =
        ["edit", "original.png", "--contrast", "900", "--out", "out.png", "--trust", "list.json"];
    run(&folder, &edit).exits(2).complains("revoked");
    let json =
        run(&folder, &["verify", "--json", "original.png", "--trust", "list.json"]).exits(1).json();
    assert_eq!((&json["verdict"], &json["reason"]), (&"rejected".into(), &"revoked".into()));
    assert_eq!(json["camera"]["standing"], "revoked");
}

#[test]
fn openings_are_counted_and_end_at_the_limit() {
    let folder = folder("openings");
    sign_a_photo(&folder, SIZE);
    let edit = ["edit", "original.png", "--contrast", "900", "--out", "out.png"];
    run(&folder, &edit)
        .exits(0)
        .says("1 of 100")
        .says("No earlier publications of this original are known on this machine. From now on");
    // The same again is there already, and costs nothing.
    let first = std::fs::read(folder.join("out.png")).expect("reads");
    run(&folder, &edit).exits(0).says("already published");
    assert_eq!(std::fs::read(folder.join("out.png")).expect("reads"), first);
    let ran = run(&folder, &[&edit[..], &["--bind", "2"]].concat()).exits(0);
    assert!(!ran.says("2 of 100").out.contains("No earlier"));
    let counts = folder.join("state/openings");
    let count = names(&counts).into_iter().find(|name| name.len() == 64).expect("a count");
    assert_eq!(std::fs::read_to_string(counts.join(&count)).expect("reads"), "2\n");
    std::fs::write(counts.join(&count), "100\n").expect("writes");
    let before = std::fs::read(folder.join("out.png")).expect("reads");
    run(&folder, &[&edit[..], &["--bind", "3"]].concat())
        .exits(2)
        .complains("have the camera sign the photo again");
    assert_eq!(std::fs::read(folder.join("out.png")).expect("reads"), before);
}

#[test]
fn usage_errors_say_what_to_do() {
    let folder = folder("usage");
    let check = |line: &[&str], words: &str| {
        let ran = run(&folder, line).exits(2).complains(words);
        assert_eq!(ran.out, "");
    };
    check(&[], "Usage");
    check(&["nonsense"], "unrecognized subcommand");
    check(
        &["edit", "a.png", "--out", "b.png"],
        "no edit was named; add one, such as --resize 1600",
    );
    check(
        &["edit", "a.png", "--contrast", "10", "--edits", "r.json", "--out", "b.png"],
        "cannot be used with",
    );
    check(&["edit", "a.png", "--crop", "1,2", "--out", "b.png"], "4 numbers");
    check(&["edit", "a.png", "--contrast", "10"], "--out");
    check(
        &["edit", "a.png", "--contrast", "1.3x", "--out", "b.png"],
        "write a factor such as 1.3, or thousandths such as 1300",
    );
    check(
        &["edit", "a", "--contrast", "10", "--jobs", "x", "--out", "b"],
        "write a number from 1 to 64",
    );
    check(&["verfy", "a.png"], "verify");
    check(&["edit", "a.png", "--contarst", "1.3", "--out", "b"], "--contrast");
    check(
        &["edit", "a.png", "--flip", "--out", "b.png"],
        "a value is required for '--flip <AXIS>'",
    );
    check(&["trust", "add"], "<LIST>");
    check(&["camera"], "Usage");
    std::fs::write(folder.join("photo.jpg"), [0xff, 0xd8, 0xff]).expect("writes");
    let line = ["edit", "photo.jpg", "--grayscale", "--out", "b.png"];
    check(&line, "sign a photo with `proofroom camera sign`");
    std::fs::remove_file(folder.join("photo.jpg")).expect("removes");
    run(&folder, &["--help"]).exits(0).says("Exit status");
    run(&folder, &["--version"]).exits(0).says("proofroom ");
    assert_eq!(names(&folder), [""; 0]);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for line in [
        &["verify", "published.png", "--trust", "camera/trust.json"][..],
        &["verify", "--json", "published.png", "--trust", "camera/trust.json"],
        &["show", "published.png"],
    ] {
        let mut child = program(studio(), line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        drop(child.stdout.take());
        let ran: Ran = child.wait_with_output().expect("ends").into();
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{line:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("opens");
    let output = program(studio(), &["show", "published.png"]).stdout(full).output().expect("runs");
    Ran::from(output).exits(2).complains("cannot write the output");
}

#[cfg(unix)]
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
#[cfg(unix)]
const OBEYED_WITHIN: Duration = Duration::from_secs(5);

/// Presses Ctrl-C; gives what the program still says, and how long it took to end.
#[cfg(unix)]
fn interrupted(child: Child) -> (Ran, Duration) {
    let pressed = Instant::now();
    press_ctrl_c(&child);
    let output = child.wait_with_output().expect("ends");
    (Ran::from(output), pressed.elapsed())
}

/// Starts the program, and keeps what it prints.
#[cfg(unix)]
fn start(folder: &Path, line: &[&str]) -> Child {
    program(folder, line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts")
}

/// Starts an edit that takes long, waits until the original is open, and presses Ctrl-C.
#[cfg(unix)]
#[test]
fn ctrl_c_stops_and_leaves_no_half_file() {
    let folder = folder("interrupted");
    sign_a_photo(&folder, Size { width: 640, height: 480 });
    std::fs::write(folder.join("out.png"), "an older picture").expect("writes");
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
    assert_eq!(names(&folder), before, "no temporary file, no state");
    assert_eq!(std::fs::read(folder.join("out.png")).expect("reads"), b"an older picture");
}

/// The same while a photo is signed that is so large that it takes seconds.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_stops_a_signing() {
    let folder = folder("interrupted_signing");
    let size = Size { width: 8192, height: 4394 };
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
    let one = Size { width: 1, height: 1 };
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
#[cfg(unix)]
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
fn openings(folder: &Path) -> Vec<String> {
    let counts = folder.join("state/openings");
    let all = if counts.exists() { names(&counts) } else { Vec::new() };
    all.iter()
        .filter(|name| name.len() == 64)
        .map(|name| std::fs::read_to_string(counts.join(name)).expect("reads"))
        .collect()
}

const EDIT_ROLL: [&str; 6] = ["edit", "roll", "--contrast", "1200", "--out", "out"];

#[test]
fn a_folder_is_published() {
    let folder = sign_a_roll("batch", SIZE, &["a.original.png", "b.png"]);
    std::fs::copy(folder.join("photo.png"), folder.join("roll/unsigned.png")).expect("copies");
    let signed = std::fs::read(folder.join("roll/b.png")).expect("reads");
    let edit = |more: &[&str]| run(&folder, &[&EDIT_ROLL[..], &["--jobs", "2"], more].concat());
    edit(&[])
        .exits(0)
        .says("a.original.png: published as a.published.png and verified")
        .says("b.png: published as b.published.png and verified")
        .says("2 photos published, 0 published before, 0 not published, 1 other file");
    assert_eq!(names(&folder.join("out")), ["a.published.png", "b.published.png"]);
    // What is there stays, byte for byte; what is missing is made again, and what was changed.
    let kept = std::fs::read(folder.join("out/a.published.png")).expect("reads");
    std::fs::remove_file(folder.join("out/b.published.png")).expect("removes");
    edit(&[]).exits(0).says("1 photo published, 1 published before, 0 not published");
    let b = std::fs::read(folder.join("out/b.published.png")).expect("reads");
    let proof = png::find_chunk(&b, png::PROOF_CHUNK).expect("a proof");
    let blank = png::encode(&Image::new(SIZE, vec![0; SIZE.bytes()]));
    let changed = common::with_chunk(&blank, png::PROOF_CHUNK, proof);
    std::fs::write(folder.join("out/b.published.png"), changed).expect("writes");
    edit(&[]).exits(0).says("1 photo published, 1 published before, 0 not published");
    assert_eq!(std::fs::read(folder.join("out/a.published.png")).expect("reads"), kept);
    // Another recipe replaces it; one bad photo does not keep the others from being published.
    let record = png::find_chunk(&signed, png::ORIGINAL_CHUNK).expect("a record");
    let changed = common::with_chunk(&blank, png::ORIGINAL_CHUNK, record);
    std::fs::write(folder.join("roll/b.png"), changed).expect("writes");
    edit(&["--bind", "a nonce"])
        .exits(2)
        .says("1 photo published, 0 published before, 1 not published")
        .complains("b.png: ");
    run(&folder, &["verify", "out/a.published.png", "--expect", "a nonce"])
        .exits(1)
        .says("camera maker unknown");
    edit(&["--sidecar", "proof"]).exits(2).complains("--sidecar");
    std::fs::create_dir(folder.join("empty")).expect("makes");
    run(&folder, &["edit", "empty", "--contrast", "900", "--out", "out"])
        .exits(2)
        .complains("no attested original");
}

/// Ctrl-C when the first photo is done, in the middle of the second; the same command continues from there.
#[cfg(unix)]
#[test]
fn an_interrupted_folder_is_resumed() {
    let size = Size { width: 320, height: 240 };
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
    assert_eq!(openings(&folder), ["1\n"; 6]);
}

#[test]
fn originals_that_would_be_published_under_one_name_are_refused() {
    let folder =
        sign_a_roll("namesakes", SIZE, &["x.original.png", "x.png", "x.original.original.png"]);
    run(&folder, &EDIT_ROLL)
        .exits(2)
        .complains("x.png: x.original.png would also be published as x.published.png; rename")
        .complains("x.original.png: x.png would also be published as x.published.png; rename")
        .says("1 photo published, 0 published before, 2 not published");
    assert_eq!(names(&folder.join("out")), ["x.original.published.png"]);
    run(&folder, &EDIT_ROLL)
        .exits(2)
        .says("0 photos published, 1 published before, 2 not published");
    assert_eq!(openings(&folder), ["1\n"]);
    std::fs::rename(folder.join("roll/x.png"), folder.join("roll/y.png")).expect("renames");
    run(&folder, &EDIT_ROLL)
        .exits(0)
        .says("2 photos published, 1 published before, 0 not published");
    assert_eq!(openings(&folder), ["1\n"; 3]);
}

#[test]
fn a_file_that_cannot_be_judged_stops_no_other() {
    let folder = sign_a_roll("unreadable", SIZE, &["a.png", "cut.png"]);
    let cut = folder.join("roll/cut.png");
    let bytes = std::fs::read(&cut).expect("reads");
    let record = png::find_chunk(&bytes, png::ORIGINAL_CHUNK).expect("a record");
    std::fs::write(&cut, &bytes[..bytes.len() - record.len()]).expect("writes");
    let large = std::fs::File::create(folder.join("roll/large.png")).expect("creates");
    large.set_len(files::MAX_FILE_BYTES + 1).expect("grows");
    let told = |ran: Ran| {
        ran.exits(2)
            .complains("cut.png: the PNG is damaged")
            .complains("large.png: roll/large.png is larger than")
    };
    told(run(&folder, &EDIT_ROLL))
        .says("a.png: published")
        .says("1 photo published, 0 published before, 2 not published, 0 other files");
    std::fs::remove_file(folder.join("roll/a.png")).expect("removes");
    told(run(&folder, &EDIT_ROLL)).says("0 photos published, 0 published before, 2 not published");
}

#[test]
fn a_folder_of_originals_replaces_no_other_files() {
    let folder = sign_a_roll("foreign", SIZE, &["a.png"]);
    std::fs::create_dir(folder.join("out")).expect("makes");
    let out = folder.join("out/a.published.png");
    run(&folder, &["edit", "original.png", "--contrast", "1200", "--out", "b.png"]).exits(0);
    let read = |name: &str| std::fs::read(folder.join(name)).expect("reads");
    let published = read("b.png");
    // An unrelated photo, a picture published of another original, half a picture, an original.
    for bytes in [
        read("photo.png"),
        published.clone(),
        published[..published.len() / 2].to_vec(),
        read("original.png"),
    ] {
        std::fs::write(&out, &bytes).expect("writes");
        run(&folder, &EDIT_ROLL)
            .exits(2)
            .says("0 photos published, 0 published before, 1 not published")
            .complains("a.png: out/a.published.png ");
        assert_eq!(std::fs::read(&out).expect("reads"), bytes);
    }
    assert_eq!(openings(&folder), ["1\n"], "only the other original's");
    std::fs::remove_file(&out).expect("removes");
    run(&folder, &EDIT_ROLL).exits(0);
    run(&folder, &[&EDIT_ROLL[..], &["--bind", "nonce"]].concat())
        .exits(0)
        .says("1 photo published, 0 published before");
}

/// Escapes in the name of a file, which anybody may have chosen, are shown and not obeyed.
#[cfg(unix)]
#[test]
fn names_of_files_do_not_disturb_the_terminal() {
    let name = "\x1b]0;title\x07\n\u{202e}x.png";
    let folder = sign_a_roll("escapes", SIZE, &[name]);
    let path = format!("roll/{name}");
    for (line, code) in [
        (&EDIT_ROLL[..], 0),
        (&["edit", &path, "--contrast", "900", "--out", name], 0),
        (&[&SIGN[..], &["\x1b.png"]].concat(), 0),
        (&["camera", "new", "Test", "--out", "\x1b"], 0),
        (&["show", "photo\x1b.png"], 2),
        (&["show", "none\u{202e}.png", "--json"], 2),
        (&["\x1b[2J"], 2),
        (&["show", name, &path], 2),
        (&["verify", "none\x1b.png"], 2),
        (&["edit", name, "--contrast", "900", "--out", "x.png"], 2),
        (&["edit", "none\x1b.png", "--contrast", "900", "--out", "x.png"], 2),
        (&["demo", "--out", &path], 2),
    ] {
        let ran = run(&folder, line).exits(code);
        for text in [&ran.out, &ran.err] {
            let disruptive = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!text.contains(disruptive), "{line:?}: {text:?}");
        }
        assert!(ran.out.contains("\\u") || ran.err.contains("\\u"), "{line:?}");
        // A name's line end begins no line.
        assert!(!ran.out.contains("\n\\u{202e}") && !ran.err.contains("\n\\u{202e}"));
    }
}

#[cfg(unix)]
#[test]
fn json_is_printed_whatever_the_arguments_are() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder("arguments");
    let name = std::ffi::OsStr::from_bytes(b"\xff.png");
    for (line, reason) in [
        (&["show"][..], "unreadable"),
        (&["verify"], "unreadable"),
        (&["verify", "--bogus"], "usage"),
    ] {
        let mut command = program(&folder, line);
        let output = command.arg(name).arg("--json").output();
        let json = Ran::from(output.expect("runs")).exits(2).json();
        assert_eq!(
            (&json["verdict"], &json["reason"]),
            (&"not_checked".into(), &reason.into()),
            "{line:?}"
        );
    }
}

#[test]
fn nothing_but_the_result_is_printed_into_a_pipe() {
    let folder = folder("pipe");
    sign_a_photo(&folder, SIZE);
    let edit = [
        "edit",
        "original.png",
        "--contrast",
        "900",
        "--out",
        "out.png",
        "--trust",
        "camera/trust.json",
    ];
    let ran = run(&folder, &edit).exits(0);
    assert_eq!(ran.err, "");
    assert!(!ran.out.contains('\r') && !ran.out.contains('\x1b'), "{:?}", ran.out);
}

#[test]
fn the_demo_tells_the_whole_story() {
    let folder = folder("demo");
    std::fs::create_dir_all(folder.join("foreign")).expect("makes");
    std::fs::write(folder.join("foreign/published.png"), "somebody's").expect("writes");
    run(&folder, &["demo", "--out", "foreign"]).exits(2).complains("not written by the demo");
    assert_eq!(names(&folder.join("foreign")), ["published.png"]);
    let demo = run(&folder, &["demo"])
        .exits(0)
        .says("Verified: ")
        .says("Rejected: the pixels are not the ones");
    assert_eq!(demo.err, "");
    let files = folder.join("proofroom-demo");
    assert_eq!(names(&files), ["original.png", "published.png", "recipe.json", "trust.json"]);
    let json = run(&files, &["verify", "published.png", "--trust", "trust.json", "--json"])
        .exits(0)
        .json();
    assert_eq!(json["verdict"], "verified");
    let recipe = std::fs::read_to_string(files.join("recipe.json")).expect("reads");
    assert_eq!(json["edits"], serde_json::from_str::<Value>(&recipe).expect("JSON"));
}

#[test]
fn a_row_of_the_benchmark_is_measured() {
    let folder = folder("bench");
    let number = |json: &Value, member: &str| json[member].as_f64().expect("a number");
    let signed = run(&folder, &["bench-part", "sign", ".", "400", "300"]).exits(0).json();
    assert!(number(&signed, "sign_s") > 0.0);
    let recipe = r#"[{"crop":{"x":10,"y":20,"width":100,"height":80}}]"#;
    let proved = run(&folder, &["bench-part", "prove", ".", recipe, "--reference"]).exits(0).json();
    for member in ["open_s", "keys_s", "prove_s", "proof_bytes", "cancel_ms", "reference_s"] {
        assert!(number(&proved, member) > 0.0, "{member}");
    }
    #[cfg(target_os = "linux")]
    assert!(number(&proved, "peak_mb") > 10.0);
    let verified = run(&folder, &["bench-part", "verify", "."]).exits(0).json();
    assert!(number(&verified, "verify_s") > 0.0);
    run(&folder, &["bench-part", "prove", ".", r#"[{"paint":{}}]"#]).exits(2).complains("paint");
    run(&folder, &["bench", "--runs", "0"]).exits(2).complains("write a number from 1 to 100");
}
