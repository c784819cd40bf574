//! Other people's programs on published pictures. Captions that ExifTool and Exiv2 write leave a picture verified,
//! and ImageMagick, which reads PNG with libpng, shows the proved pixels of it. Of files that are refused it shows
//! others.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use common::skip::skipped;
use common::{image_of, published, published_file, signed, trust, with_chunk};
use proofroom_provenance::captions::{self, Captions, Field, Reading};
use proofroom_provenance::circuits::{OutputFormat, Recipe, Size, Unwatched, jpeg};
use proofroom_provenance::format::png::{self, Png};
use proofroom_provenance::publish::PublishedPicture;
use proofroom_provenance::verify::{Reason, Report, Verdict, Warning, verify_file};

/// Whether the programs are on this machine.
fn are_here() -> bool {
    let missing: Vec<&str> = [
        ("exiftool", "-ver"),
        ("exiv2", "--version"),
        ("mogrify", "-version"),
        ("identify", "-version"),
    ]
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

/// Where ExifTool finds each field that this program wrote.
const FIELDS: [(Field, &str); 11] = [
    (Field::Headline, "XMP-photoshop:Headline"),
    (Field::Caption, "XMP-dc:Description"),
    (Field::Byline, "XMP-dc:Creator"),
    (Field::Credit, "XMP-photoshop:Credit"),
    (Field::Copyright, "XMP-dc:Rights"),
    (Field::Source, "XMP-photoshop:Source"),
    (Field::City, "XMP-photoshop:City"),
    (Field::Country, "XMP-photoshop:Country"),
    (Field::DateCreated, "XMP-photoshop:DateCreated"),
    (Field::SourceType, "XMP-iptcExt:DigitalSourceType"),
    (Field::Instructions, "XMP-photoshop:Instructions"),
];

fn all_captions() -> Captions {
    let captions = Captions {
        headline: Some("Boats & “men” <in> the harbour".into()),
        caption: Some("Two boats.\nTwo men, Ålesund, 14 May.".into()),
        byline: Some("Jane Doe; Søren Åse".into()),
        credit: Some("Harbour Gazette / Jane Doe, for the Western Agency".into()),
        copyright: Some("© 2026 Harbour Gazette".into()),
        source: Some("Harbour Gazette".into()),
        city: Some("Ålesund".into()),
        country: Some("Norway".into()),
        date_created: Some("2026-05-14T10:20:33+02:00".into()),
        source_type: Some("digitalCapture".into()),
        instructions: Some("Mandatory credit.".into()),
    };
    captions.checked().expect("can be written")
}

/// What ExifTool reads of a file, by group and name.
fn read_by_exiftool(folder: &Path, name: &str) -> serde_json::Map<String, serde_json::Value> {
    let output = Command::new("exiftool")
        .args(["-json", "-G1", "-n", "-struct", name])
        .current_dir(folder)
        .output()
        .expect("runs");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    found[0].as_object().expect("an object").clone()
}

/// The picture of [`published`] as a JPEG.
fn published_jpeg() -> Vec<u8> {
    let recipe = Recipe::from_json(r#"[{"flip":{"axis":"vertical"}}]"#).expect("a recipe");
    let original = signed(1, Size::new(24, 16).expect("a size"));
    let format = OutputFormat::Jpeg(jpeg::Options::default());
    let made = PublishedPicture::make(&original, &recipe, format, None, &Unwatched);
    made.expect("proves").to_file()
}

/// Both ways: what this program writes, ExifTool reads, and what ExifTool changes, this program reads. The proof holds.
#[test]
fn captions_go_there_and_back() {
    if !are_here() {
        return;
    }
    // A JPEG has captions in the older form as well, and ExifTool changes one of the two.
    let in_both = vec![Field::Caption, Field::Byline, Field::Credit, Field::DateCreated];
    for (name, plain, differing) in [
        ("picture.png", published_file(), vec![Field::Credit]),
        ("picture.jpg", published_jpeg(), in_both),
    ] {
        let all = all_captions();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        let written = captions::write(&plain, &all).expect("writes");
        std::fs::write(&path, &written).expect("writes");
        let report = verdict(&written);
        assert_eq!((report.verdict, report.captions), (Verdict::Verified, Some(all.clone())));

        let found = read_by_exiftool(folder.path(), name);
        for (field, tag) in FIELDS {
            let text = all.get(field).expect("every field says something");
            let expected = match field {
                Field::Byline => text.split("; ").collect::<Vec<_>>().into(),
                // As ExifTool writes times.
                Field::DateCreated => "2026:05:14 10:20:33+02:00".into(),
                _ => serde_json::Value::from(text),
            };
            assert_eq!(found.get(tag), Some(&expected), "{tag} of {name}");
        }
        if name.ends_with("jpg") {
            let text = |field| Some(all.get(field).expect("says something").into());
            assert_eq!(found.get("IPTC:Caption-Abstract").cloned(), text(Field::Caption));
            assert_eq!(found.get("IPTC:City").cloned(), text(Field::City));
            assert_eq!(found.get("IPTC:DateCreated"), Some(&"2026:05:14".into()));
            assert_eq!(found.get("IPTC:Credit"), None, "there is no room for it");
        }

        run(
            "exiftool",
            folder.path(),
            &[
                "-overwrite_original",
                "-XMP-dc:Creator=Jo",
                "-XMP-dc:Creator=Bob",
                "-XMP-dc:Description=Ein Boot",
                "-XMP-dc:Description-de=Ein Boot in Ålesund",
                "-XMP-photoshop:DateCreated=2026:05:15 11:00:00",
                "-XMP-photoshop:City=",
                "-IPTC:City=Bergen",
                "-IPTC:Credit=Another",
                "-XMP-xmp:Rating=5",
                name,
            ],
        );
        let changed = std::fs::read(&path).expect("reads");
        let expected = Captions {
            byline: Some("Jo; Bob".into()),
            caption: Some("Ein Boot".into()),
            date_created: Some("2026-05-15T11:00:00".into()),
            city: Some("Bergen".into()),
            ..all
        };
        let reading = Reading { captions: expected.clone(), differing: differing.clone() };
        assert_eq!(Reading::of(&changed), reading, "{name}");
        let report = verdict(&changed);
        assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
        assert!(report.warnings.contains(&Warning::CaptionsDiffer { fields: differing }));

        // Whatever is not ours stays; what was different agrees.
        let caption = Some("A boat".to_owned());
        let again = captions::write(&changed, &Captions { caption, ..expected }).expect("writes");
        assert_eq!(verdict(&again).verdict, Verdict::Verified);
        assert_eq!(Reading::of(&again).differing, []);
        std::fs::write(&path, &again).expect("writes");
        let found = read_by_exiftool(folder.path(), name);
        let tag = |name: &str| found.get(name).and_then(|value| value.as_str());
        assert_eq!(tag("XMP-dc:Description-de"), Some("Ein Boot in Ålesund"));
        assert_eq!(tag("XMP-dc:Description"), Some("A boat"));
        assert_eq!(tag("IPTC:City"), Some("Bergen"));
        assert_eq!(found.get("XMP-xmp:Rating"), Some(&5.into()));

        // Without captions of ours nothing of them is left.
        assert_eq!(captions::write(&written, &Captions::default()).expect("writes"), plain);
    }
}

/// Captions with whatever could spoil them: the longest text that the older form has room for, quotation marks of all
/// kinds, letters of two and four bytes.
fn difficult_captions() -> Captions {
    let quotes = "“Boats” & 'men' <in> \"the\" harbour, ]]> 5 > 4; Grüße aus Łódź 🙂. ";
    let caption = quotes.repeat(40).chars().take(2000).collect();
    let captions = Captions {
        headline: Some(quotes.trim().into()),
        caption: Some(caption),
        byline: Some("Jane Doe; Søren Åse-Müller; “Bob”".into()),
        instructions: Some("i".repeat(256)),
        ..all_captions()
    };
    captions.checked().expect("can be written")
}

/// A published file with Content Credentials besides.
#[cfg(feature = "c2pa")]
fn with_credentials(file: &[u8]) -> Vec<u8> {
    use proofroom_provenance::format::picture;
    use proofroom_provenance::publish::AddCredentials;

    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("c2pa/tests/samples");
    let pem = |name: &str| std::fs::read_to_string(samples.join(name)).expect("reads");
    let issuer =
        proofroom_c2pa::credentials::Issuer::read(&pem("publisher.pem"), &pem("publisher-key.pem"));
    let proof = picture::find_proof(file).expect("a proof").into_owned();
    issuer.expect("an issuer").add(file, &proof).expect("adds them")
}

/// What ExifTool complains of that cannot be otherwise: nobody but this program knows the segments of its proofs.
const UNKNOWN_PROOF: &str = "[minor] Unknown APP10 'PROOFROOM' segment";

/// What ExifTool complains of when it validates a file.
fn complaints(file: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("picture"), file).expect("writes");
    let output = Command::new("exiftool")
        .args(["-validate", "-warning", "-error", "-a", "-s3", "picture"])
        .current_dir(folder.path())
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    let mut lines = told.lines();
    assert!(lines.next().is_some_and(|line| line == "OK" || line.contains("Warning")), "{told}");
    lines.map(str::to_owned).collect()
}

/// ExifTool validates what this program writes, with and without captions and Content Credentials, and finds nothing
/// that could be better.
#[test]
fn nothing_is_wrong_with_what_is_written() {
    if !are_here() {
        return;
    }
    for (plain, expected) in
        [(published_file(), &[][..]), (published_jpeg(), &[UNKNOWN_PROOF.to_owned()])]
    {
        let with = |said: &Captions| captions::write(&plain, said).expect("writes");
        let mut files = vec![plain.clone(), with(&all_captions()), with(&difficult_captions())];
        #[cfg(feature = "c2pa")]
        files.extend([with_credentials(&plain), with_credentials(&with(&all_captions()))]);
        for file in files {
            assert_eq!(verdict(&file).verdict, Verdict::Verified);
            assert_eq!(complaints(&file), expected);
        }
    }
    // ExifTool does complain: here of XMP that another program damaged.
    let damaged = with_chunk(&published_file(), *b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta");
    assert_ne!(complaints(&damaged), [""; 0]);
}

/// Prints what Pillow and Python's own reader of XML find in a picture: all texts of its XMP, and its data sets.
const BY_PILLOW: &str = r#"
import json, sys, xml.etree.ElementTree as Tree
from PIL import Image, IptcImagePlugin
image = Image.open(sys.argv[1])
image.load()
start = b"http://ns.adobe.com/xap/1.0/\0"
packets = [data[len(start):] for _, data in getattr(image, "applist", []) if data.startswith(start)]
packets = packets or [image.info["XML:com.adobe.xmp"].encode()]
texts = [element.text for element in Tree.fromstring(packets[0]).iter() if element.text]
sets = IptcImagePlugin.getiptcinfo(image) or {}
sets = {f"{key[0]}:{key[1]}": value for key, value in sets.items()}
several = lambda value: value if isinstance(value, list) else [value]
sets = {key: [one.decode() for one in several(value)] for key, value in sets.items() if key[0] == "2"}
print(json.dumps([len(packets), texts, sets]))
"#;

/// What a program prints about a picture.
fn told(program: &str, arguments: &[&str], folder: &Path, name: &str) -> String {
    let output =
        Command::new(program).args(arguments).arg(name).current_dir(folder).output().expect("runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Where Exiv2 finds fields, and where they stand in data sets, if they do.
const BY_EXIV2: [(Field, &str, &str); 4] = [
    (Field::Headline, "Xmp.photoshop.Headline", "2:105"),
    (Field::Credit, "Xmp.photoshop.Credit", "2:110"),
    (Field::City, "Xmp.photoshop.City", "2:90"),
    (Field::Instructions, "Xmp.photoshop.Instructions", "2:40"),
];

#[test]
fn every_program_reads_the_same_captions() {
    if !are_here() {
        return;
    }
    // The system's own Python stands in /usr/bin, whatever comes first in the path.
    let has_pillow = |python: &&str| {
        let imported = Command::new(python).args(["-c", "import PIL.Image"]).output();
        imported.is_ok_and(|output| output.status.success())
    };
    let python = ["python3", "/usr/bin/python3"].into_iter().find(has_pillow);
    if python.is_none() {
        skipped("Pillow is missing");
    }
    for (name, plain) in [("picture.png", published_file()), ("picture.jpg", published_jpeg())] {
        for said in [all_captions(), difficult_captions()] {
            let folder = tempfile::tempdir().expect("a folder");
            let folder = folder.path();
            let written = captions::write(&plain, &said).expect("writes");
            std::fs::write(folder.join(name), written).expect("writes");
            let in_data_sets =
                |field: Field| name.ends_with("jpg") && !said.beyond_iim().contains(&field);

            let found = read_by_exiftool(folder, name);
            let caption = said.get(Field::Caption).map(serde_json::Value::from);
            assert_eq!(found.get("XMP-dc:Description").cloned(), caption);
            for (field, key, _) in BY_EXIV2 {
                let text = told("exiv2", &["-q", "-K", key, "-Pv"], folder, name);
                assert_eq!(Some(text.trim_end_matches('\n')), said.get(field), "{key}");
            }
            if name.ends_with("jpg") {
                for (field, _, set) in BY_EXIV2.into_iter().filter(|(f, ..)| in_data_sets(*f)) {
                    let format = format!("%[IPTC:{set}]");
                    let text = told("identify", &["-format", &format], folder, name);
                    // ImageMagick writes it as it stands in XML.
                    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
                    let text = text.replace("&quot;", "\"").replace("&apos;", "'");
                    assert_eq!(Some(text.as_str()), said.get(field), "{format}");
                }
            }
            let Some(python) = python else { continue };
            let printed = told(python, &["-W", "ignore", "-c", BY_PILLOW], folder, name);
            let (packets, texts, sets): (usize, Vec<String>, BTreeMap<String, Vec<String>>) =
                serde_json::from_str(&printed).expect("JSON");
            assert_eq!(packets, 1);
            for (field, text) in said.said() {
                let names: Vec<&str> = match field {
                    Field::Byline => text.split("; ").collect(),
                    _ => vec![text],
                };
                for name in names {
                    assert!(texts.iter().any(|found| found == name), "{field:?}: {texts:?}");
                }
            }
            for (field, _, set) in BY_EXIV2 {
                let text = said.get(field).filter(|_| in_data_sets(field));
                let found = sets.get(set).map(|texts| texts.join("; "));
                assert_eq!(found.as_deref(), text, "{set}");
            }
        }
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
