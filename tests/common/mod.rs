//! What the tests of the whole share: small pictures, a camera, published files.
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod process;
pub mod skip;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proofroom_provenance::capture::camera::{Camera, MakerKey};
use proofroom_provenance::circuits::{
    HiddenPlace, Image, OutputFormat, PlacedRecipe, Recipe, Seed, Size, Unwatched,
};
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::envelope;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::png::{self, ChunkKind, PROOF_CHUNK, Png};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::publish::PublishedPicture;
use proofroom_provenance::verify::trust::{Maker, Trust};

/// Size of the original in these tests.
pub const SIZE: Size = match Size::new(16, 12) {
    Ok(size) => size,
    Err(_) => panic!("no size"),
};

/// Two proved steps: the crop, whose output stays hidden, and the contrast.
pub const RECIPE: &str =
    r#"[{"crop":{"x":2,"y":1,"width":12,"height":10}},{"contrast":{"permille":1300}}]"#;

/// An empty folder for the test `name` of these tests.
pub fn empty_folder(tests: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(tests).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("makes the folder");
    folder
}

/// 2023-11-14 22:13:20 UTC.
pub const TIME: u64 = 1_700_000_000;

/// A picture with every kind of neighbourhood.
pub fn picture(size: Size) -> Image {
    let pixels = (0..size.bytes()).map(|i| ((i * i) / 7 + 31 * i) as u8).collect();
    Image::new(size, pixels)
}

/// The camera whose keys follow from `seed`.
pub fn camera(seed: u8) -> Camera {
    let name = DeviceName::new(format!("Test camera {seed}")).expect("a name");
    MakerKey::dangerously_from_bytes([seed; 32]).dangerous_camera(name, [seed + 100; 32])
}

/// An original of `size` signed by the camera of `seed`.
pub fn signed(seed: u8, size: Size) -> Original {
    camera(seed).sign(picture(size), TIME, Seed::dangerously_from_bytes([seed; 32]))
}

/// A trust list that names the maker of the camera of `seed`.
pub fn trust(seed: u8) -> Trust {
    let key = camera(seed).certificate().maker;
    Trust::of_makers(vec![Maker { name: format!("Test maker {seed}"), key }])
}

/// Edits, proves.
pub fn publish(original: &Original, recipe: &str, bound: Option<&str>) -> PublishedPicture {
    let recipe = Recipe::from_json(recipe).expect("a recipe");
    PublishedPicture::make(original, &recipe, OutputFormat::Pixels, bound, &Unwatched)
        .expect("proves")
}

/// The same with hidden crops at these places.
pub fn publish_at(original: &Original, recipe: &str, places: &[(u32, u32)]) -> PublishedPicture {
    let recipe = Recipe::from_json(recipe).expect("a recipe");
    let places: Vec<_> = places.iter().map(|&(x, y)| HiddenPlace::new(x, y)).collect();
    let recipe = PlacedRecipe { recipe: &recipe, places: &places };
    PublishedPicture::make(original, recipe, OutputFormat::Pixels, None, &Unwatched)
        .expect("proves")
}

/// A picture published by [`RECIPE`] from the original of camera 1, made once for all tests.
pub fn published() -> &'static PublishedPicture {
    static PUBLISHED: OnceLock<PublishedPicture> = OnceLock::new();
    PUBLISHED.get_or_init(|| publish(&signed(1, SIZE), RECIPE, None))
}

/// The pixels of a picture that is a PNG.
pub fn image_of(picture: &PublishedPicture) -> &Image {
    picture.image().expect("pixels")
}

/// The file of [`published`].
pub fn published_file() -> Vec<u8> {
    published().to_file()
}

/// The picture with another payload in the proof's place.
pub fn with_payload(image: &Image, payload: &[u8]) -> Vec<u8> {
    with_chunk(&png::encode(image), PROOF_CHUNK, payload)
}

/// The file with its proof changed and encoded again.
pub fn with_proof(change: impl FnOnce(&mut PublishedProof)) -> Vec<u8> {
    let mut proof = published().proof.clone();
    change(&mut proof);
    with_payload(image_of(published()), &envelope::seal(&proof))
}

/// A PNG with one more chunk.
pub fn with_chunk(file: &[u8], kind: ChunkKind, data: &[u8]) -> Vec<u8> {
    Png::parse(file).expect("a PNG").with_chunk(kind, data)
}
