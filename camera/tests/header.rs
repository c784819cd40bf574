//! The header for C is what the source of the interface says.

use std::path::Path;

/// With `PROOFROOM_WRITE_HEADER` set, the test writes the file that it compares with.
#[test]
fn the_header_is_that_of_the_interface() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config =
        cbindgen::Config::from_file(folder.join("cbindgen.toml")).expect("a configuration");
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(folder.join("src/status.rs"))
        .with_src(folder.join("src/interface.rs"))
        .generate()
        .expect("a header");
    let mut header = Vec::new();
    bindings.write(&mut header);
    let header =
        String::from_utf8(header).expect("text").replace("// # Safety\n", "// Pointers:\n");
    assert!(header.contains("proofroom_camera_status proofroom_camera_begin("), "{header}");
    let path = folder.join("include/proofroom_camera.h");
    if std::env::var_os("PROOFROOM_WRITE_HEADER").is_some() {
        std::fs::write(path, header).expect("writes");
    } else {
        let in_repository = std::fs::read_to_string(path).expect("a header in the repository");
        assert!(in_repository == header, "make it again with PROOFROOM_WRITE_HEADER=1");
    }
}
