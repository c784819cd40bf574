//! What an edit is stands in its own file, and its sentence in the catalogs of words, where `tests/words.rs` looks for
//! it. By name it is known to few others: to whoever lists the edits, and to the exceptions below, each with its
//! reason. So adding an edit takes these files, and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proofroom_provenance::circuits::Edit;

/// Where code is that could name edits. What is compiled for tests only may name whatever it likes.
const CODE: &[&str] = &[
    "circuits/src",
    "provenance/src",
    "src",
    "src-tauri/src",
    "ui/src",
    "fuzz/readers",
    "samples",
];
const TESTS: &[&str] = &[
    "circuits/src/adversary",
    "circuits/src/adversary.rs",
    "circuits/src/chain/hiding.rs",
    "circuits/src/edits/statement/hidden_crop/tests.rs",
    "circuits/src/edits/testing.rs",
    "src-tauri/src/tests",
    "ui/src/ipc/generated",
];

/// The files that name all edits, which adding one takes: beside them an edit has a file in `circuits/`, a
/// control in `ui/`, and a line in the document of the format.
const LISTS: &[&str] = &["circuits/src/edits.rs", "ui/src/edits/list.ts"];
const FORMAT: &str = "docs/format.md";

/// Files that name some edits, and why. A new edit need not appear in any of them.
const EXCEPTIONS: &[(&str, &[&str], &str)] = &[
    ("circuits/src/curve/vesta.rs", &["curve"], "an elliptic curve"),
    ("circuits/src/edits/statement.rs", &["crop"], STEP),
    ("circuits/src/edits/statement/jpeg.rs", &["crop"], STEP),
    ("circuits/src/edits/statement/jpeg/tests.rs", &["crop"], STEP),
    ("circuits/src/edits/statement/relation.rs", &["crop"], STEP),
    ("circuits/src/jpeg/tests.rs", &["resize"], "a resize before a JPEG is not rounded"),
    ("provenance/src/editing/preview.rs", &["white_balance"], PICKER),
    (
        "provenance/src/publish/order.rs",
        &["crop", "resize"],
        "the words of the advice to do these first",
    ),
    ("src-tauri/src/commands.rs", &["convolve", "white_balance"], PICKER),
    ("src-tauri/src/editor.rs", &["convolve", "white_balance"], PICKER),
    ("ui/src/editor/editor.svelte.ts", &["white_balance"], PICKER),
    (
        "ui/src/editor/clipboard.svelte.ts",
        &["crop_hidden", "resize"],
        "a resize that is pasted keeps the ratio of the sides, a crop its part of the photo",
    ),
    (
        "ui/src/editor/RectangleOnPhoto.svelte",
        &["resize", "straighten"],
        "resizes a rectangle, and turns the photo below it",
    ),
    ("ui/src/editor/turning.ts", &["straighten"], ANGLE),
    ("ui/src/strip/Strip.svelte", &["resize"], "a window that is resized"),
    ("ui/src/edits/crop.svelte", &["crop_hidden", "straighten"], CHECKBOX),
    ("ui/src/editor/straightening.ts", &["crop", "straighten"], ANGLE),
    ("ui/src/edits/crop_hidden.ts", &["crop"], CHECKBOX),
    (
        "ui/src/edits/recipe.ts",
        &["crop_hidden"],
        "the place of a hidden crop crosses beside the recipe",
    ),
    ("ui/src/export/ExportDialog.svelte", &["resize"], "a size of the export is that of a resize"),
    ("src/edit.rs", &["contrast", "crop", "exposure", "grayscale", "resize"], HELP),
    ("src/signed.rs", &["contrast"], HELP),
    ("src/cli.rs", &["contrast"], HELP),
    ("src/bench.rs", &["contrast"], "recipes whose proofs are measured"),
    (
        "src/bench/measure.rs",
        &[
            "contrast",
            "convolve",
            "crop",
            "resize",
            "rgb_to_ycbcr",
            "white_balance",
            "ycbcr_to_rgb",
        ],
        "the edits of ZK-IMG's table, and recipes of large photos",
    ),
    (
        "src/demo/story.rs",
        &["contrast", "crop", "resize", "white_balance"],
        "the recipe of the demo",
    ),
    ("fuzz/readers/seeds.rs", &["convolve"], "a preset has a form that no example is written in"),
    ("samples/make.rs", ALL, "the recipes of the samples"),
    ("samples/render/camera.rs", &["exposure"], LIGHT),
    ("samples/render/film.rs", &["exposure"], LIGHT),
    ("ui/src/dev/standIn.ts", ALL, STAND_IN),
];
const STEP: &str = "a crop is proved in one step with the edit after it";
const CHECKBOX: &str =
    "one control makes a crop of a hidden one, and back, and straightens before it";
const ANGLE: &str = "a crop follows the angle by which the picture is straightened before it";
const PICKER: &str = "the picker of a neutral point gives a white balance, presets are kernels";
const LIGHT: &str = "the light that falls on a pixel of a rendered picture";
const HELP: &str = "examples in the help";
const STAND_IN: &str = "the stand-in for the program begins with some edits";

/// Edits that share the control of another, and where the window defines them instead.
const SHARED_CONTROLS: &[(&str, &str)] = &[("crop_hidden", "ui/src/edits/crop_hidden.ts")];

/// Whichever edits there are when the exception is read.
const ALL: &[&str] = &["*"];

/// An edit's word as recipes, as Rust and as the window write it.
struct Names {
    word: &'static str,
    variant: String,
    camel: String,
}

impl Names {
    fn new(word: &'static str) -> Self {
        let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
        let variant: String = word.split('_').map(capital).collect();
        let camel = variant[..1].to_lowercase() + &variant[1..];
        Names { word, variant, camel }
    }

    /// Whether a program text names the edit: its type, its word as a text, its flag, its module, its member.
    fn stand_in(&self, path: &str, text: &str) -> bool {
        let Names { word, variant, camel } = self;
        if path.ends_with(".rs") {
            is_type(text, variant)
                || text.contains(&format!("\"{word}\""))
                || text.contains(&format!("edits::{word}::"))
                || ends(text, &format!("--{}", word.replace('_', "-")))
        } else {
            let class = format!("class=\"{camel}\"");
            text.replace(&class, "").contains(&format!("\"{camel}\""))
                || ends(text, &format!("edit.{camel}"))
                || ends(text, &format!("RANGES.{camel}"))
                || ends(text, &format!("as {camel}"))
                || text.contains(&format!("{{ {camel}: {{"))
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether `name` stands in the text and does not go on.
fn ends(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| !text[at + name.len()..].starts_with(is_letter))
}

/// Whether `name` is a type there, not the beginning of a sentence, and not the colour type of a PNG.
fn is_type(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let after = after.strip_prefix(' ').filter(|rest| rest.starts_with('{')).unwrap_or(after);
        !before.ends_with(is_letter)
            && !before.ends_with("ColorType::")
            && !before.ends_with(". ")
            && after.starts_with(['(', '{', '}', ',', ';', ':', '>', ')'])
    })
}

/// The text without comments and without the tests at its end.
fn code(path: &str, text: &str) -> String {
    let tests = "\nmod tests {";
    let text = if path.ends_with(".rs") { text.split(tests).next().unwrap_or(text) } else { text };
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

/// All program texts below a folder or at a path, by their path from the root.
fn texts(path: &str, found: &mut BTreeMap<String, String>) {
    if TESTS.contains(&path) {
        return;
    }
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if place.is_dir() {
        for entry in fs::read_dir(place).expect("a folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
            texts(&format!("{path}/{name}"), found);
        }
    } else if [".rs", ".ts", ".svelte"].iter().any(|ending| path.ends_with(ending))
        && !path.ends_with(".test.ts")
    {
        let text = fs::read_to_string(place).expect("text");
        found.insert(path.to_owned(), code(path, &text));
    }
}

#[test]
fn an_edit_stands_in_its_file_and_in_the_lists() {
    let mut files = BTreeMap::new();
    CODE.iter().for_each(|folder| texts(folder, &mut files));
    assert!(files.len() > 150, "only {} files were found", files.len());
    let format = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FORMAT));
    let format = format.expect("the document");
    let mut superfluous: BTreeSet<(&str, &str)> = EXCEPTIONS
        .iter()
        .flat_map(|(path, words, _)| words.iter().map(|word| (*path, *word)))
        .collect();
    let mut wrong = Vec::new();
    for kind in Edit::KINDS {
        let names = Names::new(kind.word);
        let named: BTreeSet<&str> = files
            .iter()
            .filter(|(path, text)| names.stand_in(path, text))
            .map(|(path, _)| path.as_str())
            .collect();
        let control = SHARED_CONTROLS.iter().find(|(word, _)| *word == kind.word);
        let own = [
            format!("circuits/src/edits/{}.rs", kind.word),
            control.map_or_else(
                || format!("ui/src/edits/{}.svelte", kind.word),
                |(_, path)| (*path).to_owned(),
            ),
        ];
        let required: BTreeSet<&str> =
            own.iter().map(String::as_str).chain(LISTS.iter().copied()).collect();
        for missing in required.difference(&named) {
            wrong.push(format!("{missing} does not name {}", kind.word));
        }
        if !format.contains(&format!("| {} |", kind.word)) {
            wrong.push(format!("{FORMAT} does not name {}", kind.word));
        }
        for path in named.difference(&required) {
            let allowed = |word| {
                EXCEPTIONS.iter().any(|(file, words, _)| file == path && words.contains(&word))
            };
            superfluous.retain(|(file, word)| file != path || ![kind.word, "*"].contains(word));
            if !allowed(kind.word) && !allowed("*") {
                wrong.push(format!(
                    "{path} names {}; what it needs to know belongs into {}",
                    kind.word, own[0]
                ));
            }
        }
    }
    wrong.extend(
        superfluous
            .iter()
            .map(|(path, word)| format!("{path} is an exception for {word} without need")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_found_where_they_are_names() {
    let crop = Names::new("crop");
    for (path, text, named) in [
        ("a.rs", "Edit::Crop(crop) => {}", true),
        ("a.rs", "use edits::{Crop, Flip};", true),
        ("a.rs", r##"r#"[{"crop":{}}]"#"##, true),
        ("a.rs", "proofroom edit --crop 1,2,3,4", true),
        ("a.rs", "\"Crop first\"", false),
        ("a.rs", "image.crop(rect)", false),
        ("a.rs", "--cropped", false),
        ("a.svelte", "if (\"crop\" in edit)", true),
        ("a.svelte", "<div class=\"crop\">", false),
    ] {
        assert_eq!(crop.stand_in(path, text), named, "{text}");
    }
    assert!(!Names::new("grayscale").stand_in("a.rs", "png::ColorType::Grayscale => {}"));
    assert!(Names::new("white_balance").stand_in("a.ts", "makeEdit(\"whiteBalance\", gains)"));
}
