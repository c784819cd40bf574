//! What the documents name is there: files, headings that links lead to, and the test beside each forgery.

#[path = "common/tree.rs"]
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tree::{files, root};

/// Folders whose files a path in a document may be given in full.
const TOP: &[&str] = &[
    "c2pa/",
    "camera/",
    "circuits/",
    "docs/",
    "fuzz/",
    "provenance/",
    "samples/",
    "scripts/",
    "src/",
    "src-tauri/",
    "tests/",
    "ui/",
];

/// What programs make, so that it is in no clone.
const MADE: &[&str] = &["fuzz/artifacts", "fuzz/corpus", "ui/dist"];

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The texts between single backticks on a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The lines of a document outside of blocks of code, which are indented or fenced.
fn prose(document: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    document.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fence && !fenced && !line.starts_with("    ")
    })
}

/// The targets of the links in a document: what stands in `](...)`.
fn links(document: &str) -> Vec<&str> {
    let targets = document.split("](").skip(1);
    targets.filter_map(|rest| rest.split_once(')').map(|(target, _)| target)).collect()
}

/// The name by which a link leads to a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter(kept)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

fn anchors(document: &str) -> BTreeSet<String> {
    let headings = document.lines().filter_map(|line| {
        let text = line.trim_start_matches('#');
        (text.len() < line.len()).then(|| text.strip_prefix(' ')).flatten()
    });
    headings.map(anchor).collect()
}

/// What is wrong with the links of a document in `folder`.
fn broken_links(folder: &Path, document: &str) -> Vec<String> {
    let is_broken = |target: &&str| {
        if target.contains("://") {
            return false;
        }
        let (file, heading) = target.split_once('#').unwrap_or((target, ""));
        if !file.is_empty() && !folder.join(file).exists() {
            return true;
        }
        let text = if file.is_empty() {
            document.to_owned()
        } else if heading.is_empty() {
            return false;
        } else {
            read(&folder.join(file))
        };
        !heading.is_empty() && !anchors(&text).contains(heading)
    };
    links(document).into_iter().filter(is_broken).map(str::to_owned).collect()
}

/// The paths that a document in `folder` names in backticks and that are neither there nor below the root. One with
/// a star, or with capital letters for a name that varies, is not looked for.
fn missing_paths(folder: &Path, document: &str) -> Vec<String> {
    let is_path = |word: &&str| {
        TOP.iter().any(|top| word.starts_with(top))
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "/._-".contains(c))
    };
    prose(document)
        .flat_map(quoted)
        .filter(is_path)
        .filter(|path| !root().join(path).exists() && !folder.join(path).exists())
        .filter(|path| !MADE.iter().any(|made| path.starts_with(made)))
        .map(str::to_owned)
        .collect()
}

/// The paths that a document names in brackets, as in `` [`statement.rs`] ``, which are no links.
fn bracketed(document: &str) -> Vec<&str> {
    let brackets = document.split("[`").skip(1).filter_map(|rest| rest.split_once(']'));
    let paths = brackets.filter(|(_, after)| !after.starts_with('('));
    paths.flat_map(|(inside, _)| inside.trim_end_matches('`').split("`, `")).collect()
}

/// The tests that a table names as `` `file: test` ``, further tests of the same file without its name.
fn named_tests(document: &str) -> Vec<(String, String)> {
    let is_test = |word: &str| {
        word.contains('_')
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let mut found = Vec::new();
    for row in document.lines().filter(|line| line.starts_with('|')) {
        let Some(cell) = row.trim_end_matches('|').rsplit('|').next() else { continue };
        let mut file = None;
        for word in quoted(cell) {
            let test = match word.split_once(": ") {
                Some((name, test)) => {
                    file = Some(name);
                    test
                }
                None => word,
            };
            if let Some(file) = file.filter(|_| is_test(test)) {
                found.push((file.to_owned(), test.to_owned()));
            }
        }
    }
    found
}

/// The tests in the source files, each with every name by which its file can be meant: its own and its folder's.
fn tests_of(folders: &[&str]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for path in folders.iter().flat_map(|folder| files(&root().join(folder), ".rs")) {
        let names: Vec<String> = path
            .with_extension("")
            .iter()
            .rev()
            .take(2)
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        let text = read(&path);
        for rest in text.split("#[test]").skip(1) {
            let name = rest.split_once("fn ").and_then(|(_, rest)| rest.split_once('('));
            let (name, _) =
                name.unwrap_or_else(|| panic!("a test without a name in {}", path.display()));
            found.extend(names.iter().map(|file| (file.clone(), name.to_owned())));
        }
    }
    found
}

#[test]
fn links_lead_somewhere_and_paths_exist() {
    let documents = files(root(), ".md");
    assert!(documents.len() > 10, "there are documents");
    let mut wrong = Vec::new();
    for path in documents {
        let text = read(&path);
        let folder = path.parent().expect("a folder");
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        let found = broken_links(folder, &text).into_iter().chain(missing_paths(folder, &text));
        wrong.extend(found.map(|what| format!("{name} names {what}")));
    }
    assert_eq!(wrong, [""; 0]);
}

/// `docs/protocol.md` names files by their path in `circuits/src`, some with a star.
#[test]
fn the_protocol_names_files_that_exist() {
    let document = read(&root().join("docs/protocol.md"));
    let paths = bracketed(&document);
    assert!(paths.len() > 10, "the protocol names {paths:?}");
    let is_missing =
        |path: &&str| !path.contains('*') && !root().join("circuits/src").join(path).exists();
    let missing: Vec<_> = paths.into_iter().filter(is_missing).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn each_forgery_has_its_test() {
    let named = named_tests(&read(&root().join("docs/protocol.md")));
    assert!(named.len() > 50, "the table of forgeries names {} tests", named.len());
    let tests = tests_of(&["circuits/src", "circuits/tests", "tests", "provenance/src"]);
    let missing: Vec<_> = named.into_iter().filter(|test| !tests.contains(test)).collect();
    assert_eq!(missing, []);
}

/// These checks can fail.
#[test]
fn what_is_missing_is_found() {
    let folder = root().join("docs");
    let document = "# Title, one\n[a](#title-one) [b](protocol.md) [c](#two) [d](none.md) [e](protocol.md#none) \
                    [f](https://example.org)\n";
    assert_eq!(broken_links(&folder, document), ["#two", "none.md", "protocol.md#none"]);
    let document =
        "`docs/protocol.md` `docs/none.md` `circuits/src/edits/NAME.rs`\n    `docs/none.md`\n";
    assert_eq!(missing_paths(&folder, document), ["docs/none.md"]);
    let document = "[`a/b.rs`, `c`] a [`link`](d.md) `e`\n[`f.rs`]";
    assert_eq!(bracketed(document), ["a/b.rs", "c", "f.rs"]);
    let document = "| a | `b` | `file: a_test`, `another_test` |\n";
    let pair = |test: &str| ("file".to_owned(), test.to_owned());
    assert_eq!(named_tests(document), [pair("a_test"), pair("another_test")]);
}
