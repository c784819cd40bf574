//! What crosses to the window, as TypeScript: `ui/src/ipc/generated/`, one file a type.
//!
//! `PROOFROOM_WRITE_TYPES=1 cargo test --release -p proofroom-app types` writes the files anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ts_rs::{Config, TS};

use crate::commands::signatures::Commands;

/// Writes the signatures of all commands, and every type that one takes, gives or tells.
fn generate(folder: &Path) {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    Commands::export_all(&config).expect("writes");
    let mut index = String::from(HEAD);
    for name in files(folder).keys() {
        let name = name.strip_suffix(".ts").expect("TypeScript");
        writeln!(index, "export type {name} = Camel<import(\"./{name}\").{name}>;").expect("text");
    }
    fs::write(folder.join("index.ts"), index).expect("writes");
}

/// The types have the names of what crosses; the window takes them from the index, with its own.
const HEAD: &str =
    "// The types as the window names them. Written by `src-tauri/src/tests/types.rs`.

import type { Camel } from \"../names\";

";

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
