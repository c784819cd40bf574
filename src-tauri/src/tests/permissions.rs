//! The webview gets the least: these tests fail when somebody gives it more.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::files::{Access, Files};

fn json_file(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_json::from_str(&fs::read_to_string(path).expect("reads")).expect("JSON")
}

#[test]
fn the_webview_may_listen_and_nothing_else() {
    let capabilities = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    assert_eq!(fs::read_dir(capabilities).expect("lists").count(), 1);
    let main = json_file("capabilities/main.json");
    assert_eq!(
        main["permissions"],
        json!(["core:event:allow-listen", "core:event:allow-unlisten"])
    );
    assert_eq!(main["windows"], json!(["main"]));
    assert_eq!(main.get("remote"), None);
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let config = json_file("tauri.conf.json");
    let policy = config["app"]["security"]["csp"].as_str().expect("a policy").to_owned();
    assert!(policy.starts_with("default-src 'none';"));
    for word in policy.split([' ', ';']).filter(|word| word.contains("http") || word.contains('*'))
    {
        assert_eq!(word, "http://ipc.localhost", "the program itself, by Tauri's address for it");
    }
    assert!(!policy.contains("unsafe"));
    assert_eq!(config["app"]["security"]["capabilities"], json!(["main"]));
    assert_eq!(config["app"]["security"].get("assetProtocol"), None);
    assert_eq!(config["app"].get("withGlobalTauri"), None);
    assert_eq!(config["build"].get("devUrl"), None);
}

#[test]
fn only_chosen_files_are_read_and_only_targets_are_written() {
    let files = Files::default();
    assert!(files.path(0, Access::Read).is_err());
    let photo = files.choose(PathBuf::from("/photos/a.png"), Access::Read);
    let target = files.choose(PathBuf::from("/photos/b.png"), Access::Write);
    assert_eq!((photo.name.as_str(), photo.folder.as_str()), ("a.png", "/photos"));
    assert_eq!(files.choose(PathBuf::from("/photos/a.png"), Access::Read), photo);
    assert_eq!(files.file(photo.id).as_ref(), Ok(&photo));
    assert_eq!(files.path(photo.id, Access::Read), Ok("/photos/a.png".into()));
    assert!(files.path(photo.id, Access::Write).is_err());
    assert_eq!(files.path(target.id, Access::Write), Ok("/photos/b.png".into()));
    assert_eq!(files.path(target.id, Access::Read), Ok("/photos/b.png".into()));
    assert!(files.path(target.id + 1, Access::Read).is_err());
    assert!(files.path(u32::MAX, Access::Read).is_err());
    // The same path, chosen for both, has two numbers: one does not lend the other its right.
    let written = files.choose(PathBuf::from("/photos/a.png"), Access::Write);
    assert_ne!(written.id, photo.id);
    assert!(files.path(photo.id, Access::Write).is_err());
}

#[test]
fn only_what_the_dialog_asked_about_is_replaced() {
    let files = Files::default();
    let path = PathBuf::from("/photos/a.png");
    let [read, offered, asked] = [Access::Read, Access::Write, Access::Replace]
        .map(|access| files.choose(path.clone(), access).id);
    assert!(files.target(read).is_err());
    assert_eq!(files.target(offered), Ok((path.clone(), false)));
    assert_eq!(files.target(asked), Ok((path, true)));
    assert!(files.path(asked, Access::Write).is_ok());
    assert!(files.target(asked + 1).is_err());
}
