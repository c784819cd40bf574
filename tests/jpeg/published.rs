//! Other people's programs on published JPEGs. Those that keep the coefficients, and those that write captions, leave a
//! file that carries the same picture and its proof; those that save the picture again do not, and the reader says so.
//! Everybody opens our files without a complaint.

use std::borrow::Cow;
use std::process::Command;

use proofroom_provenance::circuits::jpeg::{Options, Picture, Quality, Sampling};
use proofroom_provenance::circuits::{Image, Size};
use proofroom_provenance::format::jpeg::published::{PublishedJpeg, encode, with_proof};
use proofroom_provenance::format::jpeg::{Coefficients, Jpeg};

use crate::skip::skipped;
use crate::turbo::{self, Judgement};

/// A proof of two segments.
static PROOF: [u8; 70_000] = [7; 70_000];

/// The captions that `press` offers, as ExifTool's options.
const CAPTIONS: [&str; 33] = [
    "-overwrite_original",
    "-IPTC:Headline=Boats",
    "-IPTC:Caption-Abstract=Boats in the harbour",
    "-IPTC:By-line=Jo Doe",
    "-IPTC:Credit=The desk",
    "-IPTC:CopyrightNotice=(c) The desk",
    "-IPTC:Source=The agency",
    "-IPTC:City=Oslo",
    "-IPTC:Country-PrimaryLocationName=Norway",
    "-IPTC:DateCreated=2026:01:02",
    "-IPTC:SpecialInstructions=No archives",
    "-IPTC:CodedCharacterSet=UTF8",
    "-XMP-photoshop:Headline=Boats",
    "-XMP-dc:Description=Boats in the harbour",
    "-XMP-dc:Creator=Jo Doe",
    "-XMP-photoshop:Credit=The desk",
    "-XMP-dc:Rights=(c) The desk",
    "-XMP-photoshop:Source=The agency",
    "-XMP-photoshop:City=Oslo",
    "-XMP-photoshop:Country=Norway",
    "-XMP-photoshop:DateCreated=2026:01:02 03:04:05",
    "-XMP-photoshop:Instructions=No archives",
    "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    // Without a group, ExifTool chooses EXIF for some and IPTC or XMP for others.
    "-Headline=Boats at noon",
    "-Description=Boats in the harbour",
    "-ImageDescription=Boats in the harbour",
    "-Artist=Jo Doe",
    "-Copyright=(c) The desk",
    "-Credit=The desk",
    "-City=Oslo",
    "-Country=Norway",
    "-DateTimeOriginal=2026:01:02 03:04:05",
    "-Comment=Boats",
];

/// A picture with flat, smooth and rough parts and coloured edges.
fn image(width: u32, height: u32) -> Image {
    let size = Size::new(width, height).expect("a small size");
    let mut state = 1u32;
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (state >> 28) as u8;
        match (x / 16 + y / 24) % 4 {
            0 => [200, 180, 40],
            1 => [(3 * x) as u8, (2 * y) as u8, 128],
            2 => [(state >> 24) as u8; 3],
            _ => [90 + noise, 30, (x + y) as u8],
        }
    });
    Image::new(size, pixels.collect())
}

/// Published pictures of both samplings, baseline and progressive, with blocks that only fill units.
fn pictures() -> Vec<Picture> {
    let kinds = [(61, 45, 90), (97, 33, 50), (240, 170, 75)];
    let kinds = kinds
        .into_iter()
        .flat_map(|kind| [Sampling::Full, Sampling::Halved].map(|sampling| (kind, sampling)));
    let picture = |((width, height, quality), sampling)| {
        let image = image(width, height);
        let quality = Quality::new(quality).expect("offered");
        Picture::of(&image, Options { quality, sampling })
    };
    kinds.map(picture).collect()
}

fn published(picture: &Picture) -> Vec<u8> {
    with_proof(&encode(picture), &PROOF)
}

/// What a file is worth as a published one.
fn judge(file: &[u8], picture: &Picture) -> Result<(), String> {
    let jpeg = PublishedJpeg::parse(file).map_err(|error| error.to_string())?;
    let read = jpeg.picture().map_err(|error| error.to_string())?;
    if read != *picture {
        return Err("other coefficients".into());
    }
    if let Some(what) = jpeg.appearance() {
        return Err(what);
    }
    match jpeg.proof().map_err(|error| error.to_string())? {
        Some(proof) if proof == Cow::Borrowed(&PROOF[..]) => Ok(()),
        Some(_) => Err("another proof".into()),
        None => Err("no proof".into()),
    }
}

/// Runs a program on a copy of the file, and gives what it made of it.
fn changed_by(file: &[u8], program: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("picture.jpg");
    std::fs::write(&path, file).expect("writes");
    let output = Command::new(program)
        .args(arguments)
        .arg("picture.jpg")
        .current_dir(folder.path())
        .output()
        .expect("runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    let changed = std::fs::read(&path).expect("reads");
    assert_ne!(changed, file, "{program} {arguments:?} changed nothing");
    changed
}

fn by_jpegtran(file: &[u8], options: &str) -> Vec<u8> {
    let options: Vec<String> = options.split(' ').map(str::to_owned).collect();
    let output = turbo::run("jpegtran", &options, file);
    assert!(output.status.success(), "jpegtran {options:?}");
    output.stdout
}

fn is_here(program: &str, version: &str) -> bool {
    Command::new(program).arg(version).output().is_ok()
}

/// A Python that has Pillow. The system's own stands in /usr/bin, whatever comes first in the path.
fn pillow() -> Option<&'static str> {
    let has_it = |python: &&str| {
        let imported = Command::new(python).args(["-c", "import PIL.Image"]).output();
        imported.is_ok_and(|output| output.status.success())
    };
    ["python3", "/usr/bin/python3"].into_iter().find(has_it)
}

#[test]
fn programs_that_keep_the_coefficients_leave_a_picture_published() {
    if !turbo::is_here() {
        return skipped("the programs of libjpeg-turbo are missing");
    }
    for picture in pictures() {
        let file = published(&picture);
        assert_eq!(judge(&file, &picture), Ok(()));
        for options in [
            "-copy all",
            "-copy all -optimize",
            "-copy all -progressive",
            "-copy all -restart 1",
            "-copy all -restart 3B",
            "-copy all -progressive -restart 1",
        ] {
            assert_eq!(judge(&by_jpegtran(&file, options), &picture), Ok(()), "jpegtran {options}");
        }
        if is_here("jpegoptim", "--version") {
            for options in [["--strip-none", "--all-normal"], ["--strip-none", "--all-progressive"]]
            {
                let options = [&["--quiet", "--force"], &options[..]].concat();
                let file = changed_by(&file, "jpegoptim", &options);
                assert_eq!(judge(&file, &picture), Ok(()), "jpegoptim {options:?}");
            }
        }
    }
    if !is_here("jpegoptim", "--version") {
        skipped("jpegoptim is missing");
    }
}

#[test]
fn captions_by_other_programs_leave_a_picture_published() {
    let picture = &pictures()[1];
    let file = published(picture);
    if is_here("exiftool", "-ver") {
        let captioned = changed_by(&file, "exiftool", &CAPTIONS);
        assert_eq!(judge(&captioned, picture), Ok(()));
        let again =
            changed_by(&captioned, "exiftool", &["-overwrite_original", "-IPTC:Headline=Ships"]);
        assert_eq!(judge(&again, picture), Ok(()));
        let turned =
            changed_by(&file, "exiftool", &["-overwrite_original", "-n", "-Orientation=6"]);
        let why = judge(&turned, picture).expect_err("an orientation");
        assert!(why.contains("can turn or mirror the picture"), "{why}");
    } else {
        skipped("exiftool is missing");
    }
    if is_here("exiv2", "--version") {
        let captions = [
            "-Mset Iptc.Application2.Headline Boats",
            "-Mset Iptc.Application2.Caption Boats in the harbour",
            "-Mset Iptc.Application2.Byline Jo Doe",
            "-Mset Iptc.Application2.Copyright The desk",
            "-Mset Exif.Image.ImageDescription Boats",
            "-Mset Exif.Image.Artist Jo Doe",
            "-Mset Xmp.dc.title lang=x-default Boats",
            "-Mset Xmp.photoshop.Credit The desk",
        ];
        assert_eq!(judge(&changed_by(&file, "exiv2", &captions), picture), Ok(()));
    } else {
        skipped("exiv2 is missing");
    }
}

#[test]
fn programs_that_save_the_picture_again_do_not() {
    if !turbo::is_here() {
        return skipped("the programs of libjpeg-turbo are missing");
    }
    for picture in pictures() {
        let file = published(&picture);
        for options in [
            "-copy all -flip horizontal",
            "-copy all -rotate 180",
            "-copy all -transpose",
            "-copy all -crop 32x32+0+0",
        ] {
            let why = judge(&by_jpegtran(&file, options), &picture).expect_err(options);
            // Transposed, a table of quality 50 is coarser in places than that quality's.
            let coarsest = Quality::new(Quality::MIN).expect("offered").tables();
            if options.ends_with("-transpose") && *picture.tables() == coarsest {
                assert!(why.contains("coarser than those of quality 50"), "{why}");
            } else {
                assert_eq!(why, "other coefficients", "jpegtran {options}");
            }
        }
        let gray = judge(&by_jpegtran(&file, "-copy all -grayscale"), &picture);
        assert!(gray.expect_err("gray").contains("another program has probably saved it again"));
        assert_eq!(judge(&by_jpegtran(&file, "-copy none"), &picture), Err("no proof".into()));
        let arithmetic = judge(&by_jpegtran(&file, "-copy all -arithmetic"), &picture);
        assert!(arithmetic.expect_err("arithmetic").contains("arithmetic coding"));
        if is_here("mogrify", "-version") {
            for options in
                [&["-quality", "92"][..], &["-sampling-factor", "4:2:2"], &["-resize", "50%"]]
            {
                let again = changed_by(&file, "mogrify", options);
                let why = judge(&again, &picture).expect_err("saved again");
                let sampled = options[0] == "-sampling-factor";
                assert_eq!(
                    sampled,
                    why.contains("another program has probably saved it again"),
                    "{why}"
                );
                assert!(sampled || why == "other coefficients", "{why}");
            }
        }
        if let Some(python) = pillow() {
            let save = "import sys, PIL.Image as I; i = I.open(sys.argv[1]); i.load(); i.save(sys.argv[1], quality=90)";
            let again = changed_by(&file, python, &["-c", save]);
            assert_eq!(judge(&again, &picture), Err("other coefficients".into()));
        }
    }
    if !is_here("mogrify", "-version") {
        skipped("ImageMagick is missing");
    }
    if pillow().is_none() {
        skipped("Pillow is missing");
    }
}

#[test]
fn everybody_opens_published_pictures() {
    if !turbo::is_here() {
        return skipped("the programs of libjpeg-turbo are missing");
    }
    for picture in pictures() {
        let file = published(&picture);
        let shown = Coefficients::read(&Jpeg::parse(&file).expect("a JPEG")).expect("complete");
        let shown = shown.into_image().expect("pixels");
        let expected =
            Judgement::Picture { width: picture.size().width(), pixels: shown.pixels().to_vec() };
        assert!(turbo::judge(&file) == expected, "{:?}", turbo::judge(&file));

        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("picture.jpg"), &file).expect("writes");
        // Warnings are errors to both.
        let opened = |program: &str, arguments: &[&str]| {
            let output = Command::new(program)
                .args(arguments)
                .current_dir(folder.path())
                .output()
                .expect("runs");
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && errors.is_empty(), "{program}: {errors}");
            let pixels = std::fs::read(folder.path().join("picture.rgb")).expect("reads");
            assert!(pixels == shown.pixels(), "{program} shows other pixels");
        };
        if is_here("mogrify", "-version") {
            opened(
                "mogrify",
                &[
                    "-regard-warnings",
                    "-auto-orient",
                    "-depth",
                    "8",
                    "-format",
                    "rgb",
                    "picture.jpg",
                ],
            );
        }
        if let Some(python) = pillow() {
            let open = "import PIL.Image as I, pathlib; i = I.open('picture.jpg'); i.load(); \
                        pathlib.Path('picture.rgb').write_bytes(i.convert('RGB').tobytes())";
            opened(python, &["-W", "error", "-c", open]);
        }
    }
}

/// Checks a file that libjpeg reads, or does not: what is accepted as published is decoded without a complaint, by
/// every other reader to the same coefficients, since the same coefficients written by us show the same pixels. Says
/// whether it is accepted.
pub fn agrees_with_libjpeg(file: &[u8], judged: &Judgement) -> Result<bool, String> {
    let Ok(jpeg) = PublishedJpeg::parse(file) else { return Ok(false) };
    let (Ok(picture), None) = (jpeg.picture(), jpeg.appearance()) else { return Ok(false) };
    if !matches!(judged, Judgement::Picture { .. }) {
        return Err(format!("accepted as published, but libjpeg says {judged:?}"));
    }
    if turbo::judge(&encode(&picture)) != *judged {
        return Err("the coefficients that are read show another picture".into());
    }
    Ok(true)
}
