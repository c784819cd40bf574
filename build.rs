//! Takes the page `verify.html` into the program, for `proofroom page`. `./run --page` builds it; where it is not built,
//! the program has an empty file in its place, and says so.

use std::path::Path;
use std::{env, fs};

const FOLDER: &str = "ui/dist-page";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // cargo would run this each time for a folder that is not there. An empty one, which git ignores, is enough for it
    // to notice when the page is built.
    let _ = fs::create_dir_all(FOLDER);
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build.rs");
    let page = fs::read(Path::new(FOLDER).join("verify.html")).unwrap_or_default();
    let folder = env::var_os("OUT_DIR").ok_or("cargo names a folder")?;
    fs::write(Path::new(&folder).join("verify.html"), page)?;
    Ok(())
}
