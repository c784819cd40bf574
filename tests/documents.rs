//! What the documents name is there: files, headings that links lead to, and the test beside each forgery; and numbers
//! in them are those of the code.

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

/// Numbers that a second implementation takes from a document, as the document has them and as the code has them: where
/// one changes, the other must.
const NUMBERS: &[(&str, &str, &str, &str)] = &[
    (PROTOCOL, "256                          blinding rows", TENSOR, "BLINDING_ROWS: usize = 256;"),
    (PROTOCOL, "it uses the last 6 rows for randomness", TENSOR, "UNUSABLE_ROWS: usize = 6;"),
    (PROTOCOL, "There are circuits of W = 4, 12, 30 and 60 inputs", CLASS, "[4, 12, 30, 60]"),
    (
        PROTOCOL,
        "There are classes of 2, 4, 8, 13, 33, 97 and 130 slots",
        CLASS,
        "[2, 4, 8, 13, 33, 97, 130]",
    ),
    (
        PROTOCOL,
        "1 slot and 1 pair, 1 slot and 3 pairs, 13 slots and 4 pairs",
        CLASS,
        "[(1, 1), (1, 3), (13, 4)]",
    ),
    (
        PROTOCOL,
        "If rule P gives at most 8 - o slots",
        "circuits/src/statement/fold.rs",
        "FEW_SLOTS: usize = 8;",
    ),
    (PROTOCOL, "Each floor(360 / W) instances", STATEMENT, "self.k <= 15 { 360 }"),
    (PROTOCOL, "half as many: floor(180 / W)", STATEMENT, "else { 180 }"),
    (PROTOCOL, "Width and height are 1 to 16,384", IMAGE, "MAX_SIDE: u32 = 16_384;"),
    (PROTOCOL, "at most 120,000,000 pixels", IMAGE, "MAX_PIXELS: u64 = 120_000_000;"),
    (FORMAT, "each 1 to 16,384, and at most 120,000,000 pixels", IMAGE, "MAX_SIDE: u32 = 16_384;"),
    (PROTOCOL, "at most 24 if k = 16 or h > 8192", LAYOUT, "FEW_ROWS_IN_COLUMN: usize = 24;"),
    (PROTOCOL, "at most 24 if k = 16 or h > 8192", LAYOUT, "TALL: u32 = 8192;"),
    (FORMAT, "134,217,728 bytes (128 MiB)", PUBLISHED, "MAX_BYTES: usize = 128 << 20;"),
    (
        PROTOCOL,
        "if d <= 2^13, one plane",
        "circuits/src/edits/statement.rs",
        "MOST_VALUES: u32 = 1 << 13;",
    ),
    (
        PROTOCOL,
        " | 2^18 | 2^17 | 2^5 |",
        "circuits/src/edits/resize.rs",
        "divisor: 1 << 18, finer: 1 << 5",
    ),
    (PROTOCOL, "\"proofroom round 0\"", ROUNDS, "b\"proofroom round 0\""),
    (PROTOCOL, "\"proofroom next round\"", ROUNDS, "b\"proofroom next round\""),
    (PROTOCOL, "\"proofroom last draw\"", ROUNDS, "b\"proofroom last draw\""),
    (PROTOCOL, "\"proofroom challenge\"", ROUNDS, "b\"proofroom challenge\""),
    (PROTOCOL, "\"proofroom published pixels\"", ROUNDS, "b\"proofroom published pixels\""),
    (PROTOCOL, "\"proofroom image v1\"", "circuits/src/image/hash.rs", "b\"proofroom image v1\""),
    (PROTOCOL, "\"proofroom image secret v1\"", SEED, "b\"proofroom image secret v1\""),
    (PROTOCOL, "\"proofroom seed v1\"", SEED, "b\"proofroom seed v1\""),
    (
        FORMAT,
        "| bound text | `optional text` | 4096 bytes",
        PUBLISHED,
        "MAX_BOUND_BYTES: usize = 4096;",
    ),
    (
        FORMAT,
        "| recipe | `list of edit` | 32 edits, 4096 bytes |",
        PUBLISHED,
        "MAX_RECIPE_BYTES: usize = 4096;",
    ),
    (FORMAT, "more than 32 edits", "circuits/src/edits/recipe.rs", "MAX_EDITS: usize = 32;"),
    (FORMAT, "a third convolution", "circuits/src/edits/recipe.rs", "MAX_FREE_KERNELS: usize = 2;"),
    (
        FORMAT,
        "more than 100,000 chunks",
        "provenance/src/format/png.rs",
        "MAX_CHUNKS: usize = 100_000;",
    ),
];

const PROTOCOL: &str = "docs/protocol.md";
const FORMAT: &str = "docs/format.md";
const IMAGE: &str = "circuits/src/image.rs";
const LAYOUT: &str = "circuits/src/image/layout.rs";
const TENSOR: &str = "circuits/src/tensor.rs";
const CLASS: &str = "circuits/src/argument/class.rs";
const STATEMENT: &str = "circuits/src/statement.rs";
const ROUNDS: &str = "circuits/src/step/rounds.rs";
const SEED: &str = "circuits/src/image/seed.rs";
const PUBLISHED: &str = "provenance/src/format/published.rs";

#[test]
fn numbers_are_those_of_the_code() {
    let mut stale = Vec::new();
    for (document, said, code, meant) in NUMBERS {
        for (path, text) in [(document, said), (code, meant)] {
            if !read(&root().join(path)).contains(text) {
                stale.push(format!("{path} lacks {text:?}"));
            }
        }
    }
    assert_eq!(stale, [""; 0]);
}

/// The digests of the files of parameters, of which the source has one each.
#[test]
fn the_protocol_has_the_digests_of_the_parameters() {
    let source = read(&root().join("circuits/src/curve/params/built_in.rs"));
    let is_digest = |word: &&str| word.len() == 64 && word.chars().all(|c| c.is_ascii_hexdigit());
    let digests: Vec<&str> = source.split('"').filter(is_digest).collect();
    assert_eq!(digests.len(), 3);
    let protocol = read(&root().join(PROTOCOL));
    assert!(digests.iter().all(|digest| protocol.contains(digest)), "{digests:?}");
}

/// The sections of a document that a text names, as in `` section 4.7 of `docs/protocol.md` ``.
fn named_sections<'a>(text: &'a str, document: &str) -> Vec<&'a str> {
    let of_document = format!(" of `{document}`");
    let sections = text.split("section ").skip(1).filter_map(|rest| {
        let (number, after) = rest.split_at(rest.find(|c: char| c != '.' && !c.is_ascii_digit())?);
        after.starts_with(&of_document).then_some(number)
    });
    sections.collect()
}

#[test]
fn sections_that_the_code_names_exist() {
    let protocol = read(&root().join(PROTOCOL));
    let headings: BTreeSet<&str> = protocol
        .lines()
        .filter(|line| line.starts_with("## ") || line.starts_with("### "))
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    let mut named = 0;
    let mut missing = Vec::new();
    for path in files(&root().join("circuits/src"), ".rs") {
        for section in named_sections(&read(&path), PROTOCOL) {
            named += 1;
            if !headings.contains(section) {
                missing.push(format!("{}: section {section}", path.display()));
            }
        }
    }
    assert!(named > 10, "{named} sections are named");
    assert_eq!(missing, [""; 0]);
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
    let text =
        "//! See section 4.7 of `docs/protocol.md`, section 5 of `docs/format.md`, section 3.";
    assert_eq!(named_sections(text, PROTOCOL), ["4.7"]);
    let pair = |test: &str| ("file".to_owned(), test.to_owned());
    assert_eq!(named_tests(document), [pair("a_test"), pair("another_test")]);
}
