//! The samples get the verdicts that their table says, and golden files of every format version stay
//! verifiable for ever.

use std::path::Path;

use proofroom::trust::Trust;
use proofroom::verdict::verify_path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn trust() -> Trust {
    Trust::read(&root().join("samples/trust.json")).expect("the samples' trust list")
}

/// Verdict and reason as in the JSON report.
fn judge(path: &Path) -> (String, String) {
    let report = verify_path(path, None, &Ok(trust()), None);
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
    let word = |member: &str| json[member].as_str().unwrap_or_default().to_owned();
    (word("verdict"), word("reason"))
}

#[test]
fn every_sample_gets_its_verdict() {
    let table = std::fs::read_to_string(root().join("samples/README.md")).expect("the table");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with('|') && line.contains(".png"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 15, "rows of the table");
    for row in &rows {
        let [file, verdict, reason, _] = row[..] else {
            panic!("{row:?} has four cells")
        };
        let judged = judge(&root().join("samples").join(file));
        assert_eq!(judged, (verdict.to_owned(), reason.to_owned()), "{file}");
    }
    // Nothing stands in the folders that the table does not name, but the photos themselves.
    for folder in ["samples", "samples/tampered"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("the folder") {
            let name = entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a plain name");
            let photo = ["harbour.png", "market.png", "forest.png"].contains(&&*name);
            if name.ends_with(".png") && !(folder == "samples" && photo) {
                let listed = rows
                    .iter()
                    .any(|row| Path::new(row[0]).file_name() == Some(name.as_ref()));
                assert!(listed, "{folder}/{name} is not in the table");
            }
        }
    }
}

#[test]
fn golden_files_stay_verifiable() {
    let mut files = 0;
    for entry in std::fs::read_dir(root().join("tests/golden")).expect("the golden files") {
        let path = entry.expect("an entry").path();
        assert_eq!(judge(&path).0, "verified", "{}", path.display());
        files += 1;
    }
    // One for each edit, one without edits, two mixed.
    assert_eq!(files, proofroom::circuits::Edit::WORDS.len() + 3);
}
