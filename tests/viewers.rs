//! Other people's programs on published pictures. Captions that ExifTool and Exiv2 write leave a picture verified,
//! and ImageMagick, which reads PNG with libpng, shows the proved pixels of it. Of files that are refused it shows
//! others.

mod common;

use std::path::Path;
use std::process::Command;

use common::skip::skipped;
use common::{image_of, published, published_file, trust, with_chunk};
use proofroom_provenance::format::png::{self, Png};
use proofroom_provenance::verify::{Reason, Report, Verdict, Warning, verify_file};

/// Whether the programs are on this machine.
fn are_here() -> bool {
    let missing: Vec<&str> =
        [("exiftool", "-ver"), ("exiv2", "--version"), ("mogrify", "-version")]
            .into_iter()
            .filter(|(program, version)| Command::new(program).arg(version).output().is_err())
            .map(|(program, _)| program)
            .collect();
    if !missing.is_empty() {
        skipped(&format!("these programs are missing: {missing:?}"));
    }
    missing.is_empty()
}

fn run(program: &str, folder: &Path, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).current_dir(folder).output().expect("runs");
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The pixels that ImageMagick shows, or none if it shows no picture.
fn shown(file: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("picture.png"), file).expect("writes");
    // As a viewer would: turned as the file asks, on the screen's colours.
    let arguments = ["-auto-orient", "-depth", "8", "-format", "rgb", "picture.png"];
    let output =
        Command::new("mogrify").args(arguments).current_dir(folder.path()).output().expect("runs");
    let pixels = std::fs::read(folder.path().join("picture.rgb")).ok()?;
    output.status.success().then_some(pixels)
}

fn verdict(file: &[u8]) -> Report {
    verify_file(file, None, &trust(1), None)
}

/// The file verifies, says that metadata are not proved, and shows the proved pixels.
#[track_caller]
fn verifies(file: &[u8], by: &str) {
    let report = verdict(file);
    assert_eq!(report.verdict, Verdict::Verified, "{by}: {}", report.message);
    assert!(
        report.warnings.iter().any(|warning| matches!(warning, Warning::Metadata { .. })),
        "{by}: {:?}",
        report.warnings
    );
    assert_eq!(shown(file).as_deref(), Some(image_of(published()).pixels()), "{by}");
}

#[test]
fn captions_by_other_programs_leave_a_picture_verified() {
    if !are_here() {
        return;
    }
    for (program, arguments) in [
        (
            "exiftool",
            &[
                "-overwrite_original",
                "-Title=A boat",
                "-Description=A boat in the harbour",
                "-Author=Jo Doe",
                "-Copyright=The desk",
            ][..],
        ),
        (
            "exiftool",
            &[
                "-overwrite_original",
                "-XMP-dc:Title=A boat",
                "-XMP-dc:Description=A boat in the harbour",
                "-XMP-dc:Creator=Jo Doe",
                "-XMP-photoshop:Headline=Boat",
                "-XMP-photoshop:Credit=The desk",
            ],
        ),
        (
            "exiftool",
            &[
                "-overwrite_original",
                "-IPTC:By-line=Jo Doe",
                "-IPTC:Caption-Abstract=A boat",
                "-EXIF:ImageDescription=A boat",
                "-EXIF:Artist=Jo Doe",
                "-EXIF:Orientation#=1",
            ],
        ),
        (
            "exiv2",
            &[
                "-Mset Iptc.Application2.Caption A boat",
                "-Mset Iptc.Application2.Byline Jo Doe",
                "-Mset Exif.Image.ImageDescription A boat",
                "-Mset Exif.Image.Artist Jo Doe",
                "-Mset Xmp.dc.title lang=x-default A boat",
            ],
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("picture.png");
        std::fs::write(&path, published_file()).expect("writes");
        run(program, folder.path(), &[arguments, &["picture.png"]].concat());
        let file = std::fs::read(&path).expect("reads");
        assert_ne!(file, published_file(), "{program} wrote nothing");
        verifies(&file, &format!("{program} {arguments:?}"));
    }
}

#[test]
fn a_picture_that_another_program_saved_verifies_with_its_sidecar() {
    if !are_here() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("picture.png");
    std::fs::write(&path, published().to_plain_file()).expect("writes");
    run(
        "mogrify",
        folder.path(),
        &["-strip", "+repage", "-define", "png:color-type=2", "picture.png"],
    );
    run("mogrify", folder.path(), &["-comment", "saved again", "picture.png"]);
    let file = std::fs::read(&path).expect("reads");
    let report = verify_file(&file, Some(&published().payload()), &trust(1), None);
    assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
    assert_eq!(shown(&file).as_deref(), Some(image_of(published()).pixels()));
}

/// Each of these has the same pixels and the same proof, and ImageMagick shows another picture.
#[test]
fn what_another_program_shows_differently_is_refused() {
    if !are_here() {
        return;
    }
    let file = published_file();
    assert_eq!(shown(&file).as_deref(), Some(image_of(published()).pixels()));
    for attack in [
        with_chunk(&file, *b"tEXt", b"Colorspace\0CMYK"),
        with_chunk(&file, *b"tEXt", b"Colorspace\0HSL"),
        before_pixels(&file, *b"gAMA", &100_000u32.to_be_bytes()),
    ] {
        let report = verdict(&attack);
        assert_eq!(report.reason, Some(Reason::Appearance), "{}", report.message);
        assert_ne!(shown(&attack).as_deref(), Some(image_of(published()).pixels()));
    }
}

/// The file with a chunk right behind its header, where chunks about colours have to stand.
fn before_pixels(file: &[u8], kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let with = with_chunk(file, kind, data);
    let chunk = data.len() + 12;
    // It stands before the last chunk, which takes 12 bytes; the header ends at byte 33.
    let place = with.len() - 12 - chunk;
    let moved =
        [&with[..33], &with[place..place + chunk], &with[33..place], &with[with.len() - 12..]]
            .concat();
    assert!(Png::parse(&moved).is_ok());
    assert_eq!(png::find_chunk(&moved, kind), Some(data));
    moved
}
