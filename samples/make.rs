//! Makes everything in `samples/` but the photos themselves, and the golden files of `tests/golden/`:
//! signs the photos with demo keys, edits and publishes them, and tampers with what was published.
//!
//!     cargo run --release --example render-samples samples
//!     cargo run --release --example make-samples
//!
//! The keys follow from constants, so originals come out the same each time; proofs never do.

use std::error::Error;
use std::path::Path;

use proofroom::camera::{Camera, DeviceName, MakerKey};
use proofroom::circuits::{Image, Recipe, Rect, Seed, Size, Unwatched};
use proofroom::original::Original;
use proofroom::png::{PROOF_CHUNK, Png};
use proofroom::publish::PublishedPicture;
use proofroom::published::PublishedProof;
use proofroom::store::{self, Access};
use proofroom::trust::{Maker, Revocation, Trust};
use proofroom::{envelope, photo, png};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// 2026-05-17 17:42:00 UTC.
const TIME: u64 = 1_779_039_720;

/// Photo, and the recipe by which it is published.
const PUBLISHED: &[(&str, &str)] = &[
    (
        "harbour",
        r#"[{"crop":{"x":20,"y":60,"width":840,"height":560}},{"resize":{"width":720,"height":480}},
            {"contrast":{"permille":1250}},{"white_balance":{"red_permille":960,"green_permille":1000,"blue_permille":1060}}]"#,
    ),
    (
        "market",
        r#"[{"crop":{"x":1040,"y":180,"width":200,"height":240}},{"convolve":{"preset":"sharpen"}},{"brightness":{"offset":12}}]"#,
    ),
    (
        "forest",
        r#"[{"resize":{"width":640,"height":427}},{"redact":{"x":364,"y":180,"width":204,"height":88}},{"gamma":{"permille":1400}},{"grayscale":{}}]"#,
    ),
];

/// One of each edit, and chains of several, for the golden files.
const GOLDEN: &[(&str, &str)] = &[
    ("empty", "[]"),
    ("crop", r#"[{"crop":{"x":3,"y":5,"width":30,"height":20}}]"#),
    ("resize", r#"[{"resize":{"width":31,"height":45}}]"#),
    ("contrast", r#"[{"contrast":{"permille":1300}}]"#),
    ("brightness", r#"[{"brightness":{"offset":-20}}]"#),
    ("gamma", r#"[{"gamma":{"permille":2200}}]"#),
    (
        "white_balance",
        r#"[{"white_balance":{"red_permille":1200,"green_permille":1000,"blue_permille":800}}]"#,
    ),
    ("rgb_to_ycbcr", r#"[{"rgb_to_ycbcr":{}}]"#),
    ("ycbcr_to_rgb", r#"[{"ycbcr_to_rgb":{}}]"#),
    (
        "convolve",
        r#"[{"convolve":{"kernel":[[0,-1,0],[-1,6,-1],[0,-1,0]],"divisor":2}}]"#,
    ),
    ("grayscale", r#"[{"grayscale":{}}]"#),
    ("flip", r#"[{"flip":{"axis":"horizontal"}}]"#),
    ("rotate90", r#"[{"rotate90":{"turns":1}}]"#),
    (
        "redact",
        r#"[{"redact":{"x":10,"y":8,"width":20,"height":10}}]"#,
    ),
    (
        "mixed_tones",
        r#"[{"crop":{"x":3,"y":5,"width":30,"height":20}},{"resize":{"width":20,"height":13}},
            {"contrast":{"permille":1300}},{"gamma":{"permille":900}},{"convolve":{"preset":"gaussian5"}}]"#,
    ),
    (
        "mixed_turns",
        r#"[{"rgb_to_ycbcr":{}},{"rotate90":{"turns":3}},{"flip":{"axis":"vertical"}},{"ycbcr_to_rgb":{}},
            {"redact":{"x":1,"y":2,"width":3,"height":4}}]"#,
    ),
];

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = root.join("samples");
    let tampered = samples.join("tampered");
    let golden = root.join("tests/golden");
    for folder in [&tampered, &golden] {
        std::fs::create_dir_all(folder)?;
    }

    let trusted = camera("Demo camera", 1)?;
    let revoked = camera("Stolen camera", 2)?;
    let unknown = camera("Unknown camera", 3)?;
    let makers = [&trusted, &revoked].map(|camera| Maker {
        name: format!("Maker of the {}", camera.certificate().device_name.as_str()),
        key: camera.certificate().maker,
    });
    let trust = Trust::of_makers(makers.into()).revoking(Revocation {
        key: revoked.certificate().device,
        since: "2026-06-01".parse()?,
        reason: "stolen from a hotel room".into(),
    });
    write(&samples.join(Trust::FILE), trust.to_json().as_bytes())?;

    for (name, recipe) in PUBLISHED {
        let original = trusted.sign(open(&samples, name)?, TIME, seed(name));
        write(
            &samples.join(format!("{name}.original.png")),
            &original.to_png(),
        )?;
        write(
            &samples.join(format!("{name}.published.png")),
            &publish(&original, recipe)?.to_png(),
        )?;
    }

    // A small picture to tamper with: a face from the market.
    let face = open(&samples, "market")?.crop(Rect {
        x: 1140,
        y: 190,
        width: 120,
        height: 140,
    });
    let other = open(&samples, "market")?.crop(Rect {
        x: 20,
        y: 250,
        width: 120,
        height: 140,
    });
    let recipe =
        r#"[{"crop":{"x":10,"y":10,"width":100,"height":120}},{"contrast":{"permille":1200}}]"#;
    let honest = publish(&trusted.sign(face.clone(), TIME, seed("face")), recipe)?;
    let file = |name: &str| tampered.join(name);
    write(&file("honest.png"), &honest.to_png())?;
    write(&file("stripped-proof.png"), &honest.to_plain_png())?;
    let appearance = Png::parse(&honest.to_png())?.with_chunk(*b"gAMA", &[0, 0, 0x20, 0]);
    write(&file("appearance.png"), &appearance)?;
    let size = honest.image.size();
    let mut pixels = honest.image.pixels().to_vec();
    pixels[size.bytes() / 2] ^= 1;
    write(
        &file("pixel.png"),
        &sealed(&Image::new(size, pixels), &honest.proof)?,
    )?;
    let forged = |change: &dyn Fn(&mut PublishedProof)| {
        let mut proof = honest.proof.clone();
        change(&mut proof);
        sealed(&honest.image, &proof)
    };
    let milder = Recipe::from_json(&recipe.replace("1200", "1100"))?;
    write(
        &file("parameter.png"),
        &forged(&|proof| proof.recipe = milder.clone())?,
    )?;
    let another = publish(&trusted.sign(other, TIME, seed("other")), "[]")?.proof;
    let wrong_original = forged(&|proof| {
        proof.attestation = another.attestation.clone();
        proof.commitments = another.commitments.clone();
    })?;
    write(&file("wrong-original.png"), &wrong_original)?;
    let backdated = forged(&|proof| proof.attestation.record.time -= 86_400)?;
    write(&file("capture-time.png"), &backdated)?;
    for (name, camera) in [
        ("unknown-camera.png", &unknown),
        ("revoked-camera.png", &revoked),
    ] {
        let original = camera.sign(face.clone(), TIME, seed(name));
        write(&file(name), &publish(&original, recipe)?.to_png())?;
    }

    let small = open(&samples, "harbour")?.crop(Rect {
        x: 900,
        y: 330,
        width: 48,
        height: 32,
    });
    let original = trusted.sign(small, TIME, seed("golden"));
    for (name, recipe) in GOLDEN {
        write(
            &golden.join(format!("{name}.png")),
            &publish(&original, recipe)?.to_png(),
        )?;
    }
    Ok(())
}

/// A simulated camera of a maker of its own. Its keys are known to everybody, as this is: it can vouch for
/// nothing.
fn camera(name: &str, number: u8) -> Result<Camera> {
    let maker = MakerKey::dangerously_from_bytes([number; 32]);
    Ok(maker.dangerous_camera(DeviceName::new(name)?, [number + 100; 32]))
}

fn seed(name: &str) -> Seed {
    let mut bytes = [0; 32];
    bytes
        .iter_mut()
        .zip(name.bytes())
        .for_each(|(byte, letter)| *byte = letter);
    Seed::dangerously_from_bytes(bytes)
}

fn open(samples: &Path, name: &str) -> Result<Image> {
    let file = store::read(&samples.join(format!("{name}.png")), store::MAX_FILE_BYTES)?;
    Ok(photo::open(&file, false)?)
}

fn publish(original: &Original, recipe: &str) -> Result<PublishedPicture> {
    let recipe = Recipe::from_json(recipe)?;
    let Size { width, height } = original.hidden.size();
    println!(
        "proving {} edits of a photo of {width} x {height}",
        recipe.edits().len()
    );
    Ok(PublishedPicture::make(original, &recipe, None, &Unwatched)?)
}

/// A PNG of these pixels with this proof, whether they belong together or not.
fn sealed(image: &Image, proof: &PublishedProof) -> Result<Vec<u8>> {
    Ok(Png::parse(&png::encode(image))?.with_chunk(PROOF_CHUNK, &envelope::seal(proof)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    println!(
        "{}: {} bytes",
        path.file_name().unwrap_or_default().to_string_lossy(),
        bytes.len()
    );
    Ok(store::replace(path, bytes, Access::Public)?)
}
