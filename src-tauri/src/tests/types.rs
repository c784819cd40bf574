//! What crosses to the window, as TypeScript: `ui/src/ipc/generated/`, one file a type.
//!
//! `PROOFROOM_WRITE_TYPES=1 cargo test --release -p proofroom-app types` writes the files anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proofroom_provenance::captions::{Field, SOURCE_TYPE_TERMS, SOURCE_TYPES};
use proofroom_provenance::circuits::Edit;
use proofroom_provenance::circuits::edits::{FrameChange, Parameter};
use proofroom_provenance::circuits::jpeg::Quality;
use proofroom_provenance::publish::renditions::Rendition;
use proofroom_provenance::system::settings::ExportFormat;
use ts_rs::{Config, TS};

use crate::commands::signatures::Commands;

/// Writes the signatures of all commands, and every type that one takes, returns or reports.
fn generate(folder: &Path) {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    Commands::export_all(&config).expect("writes");
    let mut index = String::from(HEAD);
    for name in files(folder).keys() {
        let name = name.strip_suffix(".ts").expect("TypeScript");
        writeln!(index, "export type {name} = Camel<import(\"./{name}\").{name}>;").expect("text");
    }
    fs::write(folder.join("index.ts"), index).expect("writes");
    fs::write(folder.join("ranges.ts"), ranges()).expect("writes");
    fs::write(folder.join("effects.ts"), effects()).expect("writes");
    fs::write(folder.join("exports.ts"), exports()).expect("writes");
}

/// The types have the names of what crosses; the window takes them from the index, with its own.
const HEAD: &str =
    "// The types as the window names them. Written by `src-tauri/src/tests/types.rs`.

import type { Camel } from \"../names\";

";

/// The range of each parameter of each edit, as data in which the compiler knows the names.
fn ranges() -> String {
    let mut ranges = String::from(
        "// The least and the most that each parameter of an edit may be. Written by `src-tauri/src/tests/types.rs`.

export const RANGES = {
",
    );
    for kind in Edit::KINDS.iter().filter(|kind| !kind.parameters.is_empty()) {
        writeln!(ranges, "  {}: {{", camel(kind.word)).expect("text");
        for Parameter { name, min, max, .. } in kind.parameters {
            let name = camel(name);
            writeln!(ranges, "    {name}: {{ min: {min}, max: {max} }},").expect("text");
        }
        ranges.push_str("  },\n");
    }
    ranges.push_str("} as const;\n");
    ranges
}

/// The edits that share an effect, which none of their parameters changes.
fn effects() -> String {
    let list = |name: &str, about: &str, has: fn(&Edit) -> bool| {
        let kinds = Edit::KINDS.iter().filter(|kind| kind.examples().iter().all(has));
        let words: Vec<_> = kinds.map(|kind| format!("  \"{}\",\n", camel(kind.word))).collect();
        format!(
            "\n/** {about} */\nexport const {name}: readonly EditWord[] = [\n{}];\n",
            words.concat()
        )
    };
    [
        "// What edits do to pixels. Written by `src-tauri/src/tests/types.rs`.\n\n".to_owned(),
        "import type { EditWord } from \"../../edits/edit\";\n".to_owned(),
        list("TONES", "A table of 256 entries a channel, which can be drawn as a curve.", |edit| {
            edit.is_tone()
        }),
        list("MOVES_PIXELS", "Moves pixels or changes the size of the picture.", |edit| {
            edit.frame_change() != FrameChange::Kept
        }),
    ]
    .concat()
}

/// What can be chosen of an export.
fn exports() -> String {
    let format = serde_json::to_string(&ExportFormat::default()).expect("plain data");
    let captions: Vec<_> = Field::ALL
        .iter()
        .map(|field| format!("  {}: null,\n", camel(&field.word().replace('-', "_"))))
        .collect();
    let terms: Vec<_> = SOURCE_TYPE_TERMS.iter().map(|term| format!("  \"{term}\",\n")).collect();
    format!(
        "// What can be chosen of an export. Written by `src-tauri/src/tests/types.rs`.

import type {{ Captions, ExportFormat }} from \".\";

/** The qualities of a JPEG that are offered. */
export const QUALITY = {{ min: {}, max: {} }} as const;

/** The format that is offered first. */
export const USUAL_FORMAT = {format} as const satisfies ExportFormat;

/** The most characters of a rendition’s name. */
export const MAX_RENDITION_NAME = {};

/** Captions that say nothing, their fields in the order in which they are shown. */
export const NO_CAPTIONS: Captions = {{
{}}};

/** The address of the IPTC’s list of digital source types, to which a term is appended. */
export const SOURCE_TYPES = \"{SOURCE_TYPES}\";

/** Its terms. */
export const SOURCE_TYPE_TERMS = [
{}] as const;
",
        Quality::MIN,
        Quality::MAX,
        Rendition::MAX_NAME,
        captions.concat(),
        terms.concat()
    )
}

/// A name as the window has it.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let (initial, rest) = part.split_at(1);
        name + &initial.to_uppercase() + rest
    })
}

/// The files of a folder by name; none if there is no folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let file = |entry: io::Result<fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("text"))
    };
    let entries = fs::read_dir(folder);
    entries.map(|entries| entries.map(file).collect()).unwrap_or_default()
}

#[test]
fn types_of_the_window_are_up_to_date() {
    let committed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/generated");
    if std::env::var_os("PROOFROOM_WRITE_TYPES").is_some() {
        for name in files(&committed).keys() {
            fs::remove_file(committed.join(name)).expect("removes");
        }
        generate(&committed);
    }
    let fresh = tempfile::tempdir().expect("a folder");
    generate(fresh.path());
    let (committed, fresh) = (files(&committed), files(fresh.path()));
    assert!(fresh.len() > 30, "only {} types were generated", fresh.len());
    for name in committed.keys().chain(fresh.keys()) {
        assert_eq!(
            committed.get(name),
            fresh.get(name),
            "{name} is stale; write the types anew as the head of this file says"
        );
    }
}
