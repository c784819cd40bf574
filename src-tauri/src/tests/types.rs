//! What crosses to the window, as TypeScript: `ui/src/ipc/generated/`, one file a type.
//!
//! `PROOFROOM_WRITE_TYPES=1 cargo test --release -p proofroom-app types` writes the files anew.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proofroom_provenance::circuits::Edit;
use proofroom_provenance::circuits::edits::{Convolve, WhiteBalance};
use proofroom_provenance::editing::check::RecipeCheck;
use proofroom_provenance::editing::history::HistoryItem;
use proofroom_provenance::editing::preview::PreviewRequest;
use proofroom_provenance::publish::plan::ExportPlan;
use proofroom_provenance::system::settings::Settings;
use ts_rs::{Config, TS};

use crate::app::Start;
use crate::camera::OwnCamera;
use crate::export::{ExportEstimate, ExportProgress, ExportResult};
use crate::files::{ChosenFile, Opened, Purpose, Signer};
use crate::photos::FileKind;
use crate::sign::SignedPhoto;
use crate::trust::{TrustList, TrustNews, WhichList};
use crate::verify::Verification;

/// Writes every type that a command takes or gives, and those that they consist of.
fn generate(folder: &Path) {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    macro_rules! generate {
        ($($type:ty,)*) => { $(<$type>::export_all(&config).expect("writes");)* };
    }
    generate!(
        ChosenFile,
        Convolve,
        Edit,
        ExportEstimate,
        ExportPlan,
        ExportProgress,
        ExportResult,
        FileKind,
        HistoryItem,
        Opened,
        OwnCamera,
        PreviewRequest,
        Purpose,
        RecipeCheck,
        Settings,
        SignedPhoto,
        Signer,
        Start,
        TrustList,
        TrustNews,
        Verification,
        WhichList,
        WhiteBalance,
    );
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
