//! The samples get the verdicts that their table says, and golden files of every format version stay
//! verifiable for ever.

use std::path::Path;

use proofroom_provenance::capture::photo;
use proofroom_provenance::circuits::Edit;
use proofroom_provenance::format::jpeg::{Jpeg, marker};
use proofroom_provenance::format::png::Png;
use proofroom_provenance::verify::files::judge_path;
use proofroom_provenance::verify::inspect::contents;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Verdict, Verifier};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_picture(name: &str) -> bool {
    name.ends_with(".png") || name.ends_with(".jpg")
}

fn trust() -> Trust {
    Trust::read(&root().join("samples/trust.json")).expect("the samples' trust list")
}

/// Verdict, reason and message as in the JSON report.
fn judge(path: &Path, expect: Option<&str>) -> (String, String, String) {
    let sidecar = path.with_extension("proof");
    let sidecar = sidecar.exists().then_some(&*sidecar);
    let report = judge_path(path, sidecar, &Ok(trust()), expect).report;
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
    let word = |member: &str| json[member].as_str().unwrap_or_default().to_owned();
    (word("verdict"), word("reason"), word("message"))
}

#[test]
fn every_sample_gets_its_verdict() {
    let table = std::fs::read_to_string(root().join("samples/README.md")).expect("the table");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip_while(|line| !line.starts_with("| file | verdict |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 50, "rows of the table");
    for row in &rows {
        let [file, verdict, reason, _] = row[..] else { panic!("{row:?} has four cells") };
        let (judged, why, message) = judge(&root().join("samples").join(file), None);
        assert_eq!((&*judged, &*why), (verdict, reason), "{file}");
        // Each picture in this folder is named for the chunk that it is refused for.
        if let Some(chunk) = file.strip_prefix("appearance/")
            && verdict != "verified"
        {
            let chunk = chunk.trim_end_matches(".png");
            assert!(message.contains(&format!(" {chunk} chunk ")), "{message}");
        }
    }
    // The table names every picture in the folders.
    for folder in ["samples", "samples/tampered", "samples/appearance"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("the folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
            if is_picture(&name) && name != "dandelions.jpg" {
                let file = Path::new(folder).join(&name);
                let listed = rows.iter().any(|row| Path::new("samples").join(row[0]) == file);
                assert!(listed, "{folder}/{name} is not in the table");
            }
        }
    }
}

#[test]
fn the_signed_pixels_are_those_of_the_photograph() {
    let read = |name| std::fs::read(root().join("samples").join(name)).expect("reads");
    let photograph = photo::open(&read("dandelions.jpg"), false).expect("opens").image;
    let original = read("dandelions.original.png");
    let signed = Png::parse(&original).expect("a PNG").decode().expect("decodes");
    assert_eq!((signed.size(), signed.pixels()), (photograph.size(), photograph.pixels()));
}

#[test]
fn golden_files_stay_verifiable() {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join("tests/golden")).expect("the golden files") {
        let path = entry.expect("an entry").path();
        if is_picture(&path.to_string_lossy()) {
            let (verdict, _, message) = judge(&path, None);
            assert_eq!(verdict, "verified", "{}: {message}", path.display());
            let name = path.file_stem().expect("a name").to_string_lossy();
            names.push(name.into_owned());
        }
    }
    // One for each edit; none, several; what a file can carry besides; the larger shapes of circuits.
    let others = [
        "empty",
        "mixed_tones",
        "mixed_turns",
        "crop_hidden_then_resize",
        "crop_hidden_then_contrast",
        "bound",
        "sidecar",
        "columns_of_2_15",
        "columns_of_2_16",
        "slots_13",
        "slots_33",
        "slots_97_rows",
        "slots_97_columns",
        "jpeg_baseline",
        "jpeg_progressive",
        "jpeg_444",
        "jpeg_resized",
        "jpeg_rounded",
    ];
    let words = Edit::KINDS.iter().map(|kind| kind.word);
    let mut expected: Vec<&str> = words.chain(others).collect();
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

/// The example of which a golden file is made never changes.
#[test]
fn golden_files_are_the_first_examples() {
    for kind in Edit::KINDS {
        let file = std::fs::read(root().join(format!("tests/golden/{}.png", kind.word)));
        let shown = contents(&file.expect("the golden file")).expect("reads");
        assert_eq!(shown.edits.expect("edits").edits(), &kind.examples()[..1]);
    }
}

/// The JPEGs are of the kinds that their names say.
#[test]
fn golden_jpegs_are_of_every_kind() {
    for (name, frame, quality, sampling) in [
        ("jpeg_baseline", marker::SOF0, 90, "4:2:0"),
        ("jpeg_progressive", marker::SOF0 + 2, 90, "4:2:0"),
        ("jpeg_444", marker::SOF0, 75, "4:4:4"),
        ("jpeg_resized", marker::SOF0, 90, "4:2:0"),
        ("jpeg_rounded", marker::SOF0, 90, "4:2:0"),
    ] {
        let file = std::fs::read(root().join(format!("tests/golden/{name}.jpg"))).expect("reads");
        let jpeg = Jpeg::parse(&file).expect("a JPEG");
        let is_frame = |marker: u8| [marker::SOF0, marker::SOF0 + 2].contains(&marker);
        let frames = jpeg.segments().iter().map(|segment| segment.marker);
        assert_eq!(
            frames.filter(|marker| is_frame(*marker)).collect::<Vec<_>>(),
            [frame],
            "{name}"
        );
        let compression = contents(&file).expect("reads").compression.expect("a JPEG");
        assert_eq!((compression.quality, &*compression.sampling), (Some(quality), sampling));
    }
}

#[test]
fn the_bound_golden_file_holds_for_its_text_alone() {
    let path = root().join("tests/golden/bound.png");
    let verdict = |text| judge(&path, Some(text)).0;
    assert_eq!(verdict("the text that this file is bound to"), "verified");
    assert_eq!(verdict("another text"), "rejected");
}

/// What is said before the proofs are checked is no verdict, and is the beginning of what is said afterwards.
#[test]
fn the_first_answer_is_no_verdict() {
    let verifier = Verifier::new(trust());
    let folders = ["samples", "samples/tampered", "samples/appearance"];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(root().join(folder)));
    let mut pending = 0;
    for entry in entries.flatten() {
        let path = entry.expect("an entry").path();
        if !is_picture(&path.to_string_lossy()) || path.ends_with("dandelions.jpg") {
            continue;
        }
        let file = std::fs::read(&path).expect("reads");
        match verifier.begin(&file, None) {
            Err(report) => assert!(!report.holds(), "{}", path.display()),
            Ok(first) => {
                pending += 1;
                let first = first.so_far();
                assert_eq!(first.verdict, Verdict::NotChecked, "{}", path.display());
                assert_eq!(first.published, None, "{}", path.display());
                // Only the signature of a published picture can be checked without its pixels.
                let published = first.edits.is_some();
                assert_eq!(first.camera.is_some(), published, "{}", path.display());
                assert_eq!(first.original.is_some(), published, "{}", path.display());
            }
        }
    }
    assert!(pending > 10, "{pending}");

    let picture = std::fs::read(root().join("samples/forest.published.png")).expect("reads");
    let first = verifier.begin(&picture, None).expect("its proofs are to be checked");
    let so_far = first.so_far().clone();
    let last = first.finish();
    assert_eq!(last.verdict, Verdict::Verified);
    assert_eq!((so_far.camera, so_far.edits), (last.camera, last.edits));
}
