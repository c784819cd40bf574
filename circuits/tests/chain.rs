//! Whole recipes, proved and verified.

use proofroom_circuits::{Claim, HiddenImage, Image, Recipe, Seed, Size, Unwatched, prove, verify};

/// Pseudo-random pixels, the same at every run.
fn noise(size: Size, seed: u64) -> Image {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let pixels = (0..size.bytes())
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect();
    Image::new(size, pixels)
}

fn check(image: Image, json: &str) {
    let recipe = Recipe::from_json(json).expect("a recipe");
    let original = HiddenImage::original(image, &Seed::dangerously_from_bytes([3; 32]));
    let start = std::time::Instant::now();
    let published = prove(&original, &recipe, None, &Unwatched).expect("proves");
    let proved = start.elapsed();
    let mut expected = original.image().clone();
    for edit in recipe.edits() {
        expected = edit.apply(&expected).expect("valid");
    }
    assert_eq!(published.image, expected, "{json}");
    let claim = Claim {
        size: original.size(),
        commitments: original.commitments(),
        recipe: &recipe,
        bound: None,
    };
    let start = std::time::Instant::now();
    verify(&claim, &published.proof, &published.image).expect("verifies");
    println!(
        "{} {json}: proved in {proved:?}, verified in {:?}",
        original.size(),
        start.elapsed()
    );
}

#[test]
fn every_edit_alone() {
    let size = Size {
        width: 40,
        height: 30,
    };
    for json in [
        "[]",
        r#"[{"crop":{"x":3,"y":5,"width":20,"height":10}}]"#,
        r#"[{"resize":{"width":17,"height":45}}]"#,
        r#"[{"contrast":{"permille":1300}}]"#,
        r#"[{"brightness":{"offset":-20}}]"#,
        r#"[{"gamma":{"permille":2200}}]"#,
        r#"[{"white_balance":{"red_permille":1200,"green_permille":1000,"blue_permille":800}}]"#,
        r#"[{"rgb_to_ycbcr":{}}]"#,
        r#"[{"ycbcr_to_rgb":{}}]"#,
        r#"[{"convolve":{"preset":"sharpen"}}]"#,
    ] {
        check(noise(size, 1), json);
    }
}
