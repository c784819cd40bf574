//! Whole recipes, proved and verified, and the first forgeries of them.

mod common;

use std::sync::OnceLock;

use common::{Story, noise};
use proofroom_circuits::edits::{Crop, CropHidden, FrameChange};
use proofroom_circuits::jpeg::{Options, Picture, Sampling};
use proofroom_circuits::{
    ChainProof, Check, Claim, ColumnCommitment, Edit, HiddenImage, HiddenPlace, Image, Output,
    OutputFormat, PlacedRecipe, PublishedOutput, Recipe, Rect, Rejection, Seed, Size, Unwatched,
    estimate, prove, prove_with_places, verify,
};

const PIXELS: OutputFormat = OutputFormat::Pixels;

/// The published pixels are those of the plain edits, and the file verifies.
fn check(image: Image, json: &str) {
    let story = Story::new(image, json, None);
    let mut expected = story.original.image().clone();
    for edit in story.recipe.edits() {
        expected = match *edit {
            Edit::CropHidden(CropHidden { width, height }) => {
                let (x, y) = common::PLACE;
                Crop(Rect { x, y, width, height }).into()
            }
            ref edit => edit.clone(),
        }
        .apply(&expected)
        .expect("valid");
    }
    assert_eq!(story.image, expected, "{json}");
    assert_eq!(story.check(), Ok(()), "{json}");
}

const SIZE: Size = match Size::new(40, 30) {
    Ok(size) => size,
    Err(_) => panic!("no size"),
};

/// The first example of every edit, in an order in which none is proved together with its neighbour: crops
/// first, each edit followed by a tone as long as there are tones.
fn edits() -> Vec<Edit> {
    let examples = Edit::KINDS.iter().map(|kind| kind.examples().remove(0));
    let (tones, mut others): (Vec<Edit>, Vec<Edit>) = examples.partition(Edit::is_tone);
    others.sort_by_key(|edit| match edit.frame_change() {
        FrameChange::Part(_) => 0,
        FrameChange::HiddenPart(_) => 1,
        _ => 2,
    });
    let mut tones = tones.into_iter();
    others.into_iter().flat_map(|edit| [Some(edit), tones.next()]).flatten().collect()
}

fn json(edits: &[&Edit]) -> String {
    serde_json::to_string(edits).expect("plain data")
}

const CONTRAST: &str = r#"{"contrast":{"permille":1300}}"#;
const SHARPEN: &str = r#"{"convolve":{"preset":"sharpen"}}"#;

/// Each edit before another, so that its output is hidden, and after another, so that it is published.
#[test]
fn every_edit_is_proved_hidden_and_published() {
    let edits = edits();
    let after = edits.iter().cycle().skip(1);
    for ((seed, edit), next) in (1..).zip(&edits).zip(after) {
        check(noise(SIZE, seed), &json(&[edit, next]));
    }
}

/// Alone, with the next edit in one step, and before one that is a step of its own; published and hidden.
#[test]
fn hidden_crops_are_proved_with_and_without_the_edit_after_them() {
    const HIDDEN: &str = r#"{"crop_hidden":{"width":30,"height":20}}"#;
    for rest in [
        "",
        r#",{"resize":{"width":13,"height":9}}"#,
        r#",{"flip":{"axis":"horizontal"}},{"brightness":{"offset":9}}"#,
        r#",{"rotate90":{"turns":1}}"#,
        r#",{"crop_hidden":{"width":5,"height":6}}"#,
        r#",{"crop":{"x":1,"y":1,"width":5,"height":6}},{"crop_hidden":{"width":1,"height":1}}"#,
    ] {
        check(noise(SIZE, 7), &format!("[{HIDDEN}{rest}]"));
    }
}

/// A recipe cannot say where a crop is hidden, so the prover must be told, and told something that fits.
#[test]
fn hidden_crops_without_a_place_are_refused() {
    let recipe = r#"[{"grayscale":{}},{"crop_hidden":{"width":30,"height":20}}]"#;
    let recipe = Recipe::from_json(recipe).expect("a recipe");
    let original = HiddenImage::original(noise(SIZE, 1), &Seed::dangerously_from_bytes([3; 32]));
    let error = |places: &[HiddenPlace]| {
        let proof = prove_with_places(&original, places, b"", &recipe, None, PIXELS, &Unwatched);
        proof.err().expect("refused").to_string()
    };
    let words = error(&[]);
    assert!(words.contains("edit 2 (crop_hidden): where a hidden crop was taken"), "{words}");
    for (x, y) in [(11, 0), (0, 11), (u32::MAX, 0)] {
        let words = error(&[HiddenPlace::new(x, y)]);
        assert!(words.contains("the hidden crop of 30 × 20 reaches outside"), "{words}");
        assert!(!words.contains("11") && !words.contains(&u32::MAX.to_string()), "{words}");
    }
}

/// Proofs of crops at two places of a picture that is the same everywhere show the same: lengths, and no other word
/// than the statement's.
#[test]
fn a_hidden_place_does_not_show() {
    let gray = Image::new(SIZE, vec![90; SIZE.bytes()]);
    let recipe = r#"[{"crop_hidden":{"width":30,"height":20}}]"#;
    let recipe = Recipe::from_json(recipe).expect("a recipe");
    let original = HiddenImage::original(gray, &Seed::dangerously_from_bytes([3; 32]));
    let [first, second] = [(0, 0), (10, 7)].map(|(x, y)| {
        let places = [HiddenPlace::new(x, y)];
        prove_with_places(&original, &places, b"", &recipe, None, PIXELS, &Unwatched)
            .expect("proves")
    });
    assert_eq!(first.output, second.output);
    let lengths = |proof: &ChainProof| {
        let step = &proof.steps[0];
        (step.auxiliary.len(), step.later.len(), proof.to_bytes().len())
    };
    assert_eq!(lengths(&first.proof), lengths(&second.proof));
    assert_ne!(first.proof.steps[0].auxiliary, second.proof.steps[0].auxiliary);
}

/// The published coefficients are those of the edited pixels, and the proof is of these.
#[test]
fn jpegs_are_proved_alone_and_after_edits() {
    for (json, sampling) in [
        ("[]", Sampling::Full),
        (r#"[{"crop":{"x":1,"y":3,"width":30,"height":20}}]"#, Sampling::Halved),
        (
            r#"[{"crop":{"x":1,"y":3,"width":30,"height":20}},{"resize":{"width":19,"height":17}}]"#,
            Sampling::Halved,
        ),
        (r#"[{"crop_hidden":{"width":17,"height":16}}]"#, Sampling::Full),
    ] {
        let recipe = Recipe::from_json(json).expect("a recipe");
        let seed = Seed::dangerously_from_bytes([3; 32]);
        let original = HiddenImage::original(noise(SIZE, 4), &seed);
        let options = Options { sampling, ..Options::default() };
        let places = common::places(&recipe);
        let prove =
            |format| prove_with_places(&original, &places, b"", &recipe, None, format, &Unwatched);
        let published = prove(OutputFormat::Jpeg(options)).expect("proves");
        let PublishedOutput::Jpeg(picture) = &published.output else { panic!("no JPEG") };
        let pixels = prove(PIXELS).expect("proves").output.into_pixels().expect("pixels");
        let placed = PlacedRecipe { recipe: &recipe, places: &places };
        assert_eq!(placed.gives(original.image(), Output::Jpeg(picture)), Ok(true), "{json}");
        // A resize that is the last edit is not rounded.
        let is_of_pixels = *picture == Picture::of(&pixels, options);
        assert_eq!(is_of_pixels, !json.contains("resize"), "{json}");

        let (size, commitments) = (original.size(), original.commitments());
        let claim = Claim { size, commitments, attestation: b"", recipe: &recipe, bound: None };
        assert_eq!(verify(&claim, &published.proof, Output::Jpeg(picture)), Ok(()), "{json}");
        let bytes = published.proof.to_bytes();
        let read = ChainProof::from_bytes(&bytes).expect("its own bytes");
        assert_eq!(verify(&claim, &read, Output::Jpeg(&picture.clone())), Ok(()));
        assert!(verify(&claim, &read, Output::Pixels(&pixels)).is_err());
        let expected = estimate(&recipe, size, OutputFormat::Jpeg(options)).expect("fits");
        assert_eq!(expected.steps, read.steps.len());
        assert_eq!(expected.proofs, read.steps.iter().map(|step| step.proofs.len()).sum::<usize>());
    }
}

#[test]
fn an_empty_recipe_is_proved() {
    check(noise(SIZE, 1), "[]");
}

#[test]
fn extreme_images_are_proved() {
    let size = |width, height| Size::new(width, height).expect("a size");
    let flat = |size: Size, byte| Image::new(size, vec![byte; size.bytes()]);
    let mixed = format!("[{SHARPEN},{CONTRAST}]");
    for image in [noise(size(1, 1), 1), flat(size(20, 10), 0), flat(size(20, 10), 255)] {
        check(image, &mixed);
    }
    // An all-black picture: nothing but blinding in every commitment.
    check(flat(size(9, 2), 0), r#"[{"brightness":{"offset":-255}}]"#);
    check(
        flat(size(9, 2), 200),
        r#"[{"crop":{"x":8,"y":1,"width":1,"height":1}},{"contrast":{"permille":0}}]"#,
    );
}

/// At k = 14 a column holds 53 rows of 101 pixels, and 6 of 800: images that end at a column's end,
/// one row before it and one after it.
#[test]
fn images_at_the_boundaries_of_columns_are_proved() {
    for (width, heights) in [(101, [52, 53, 54]), (800, [5, 6, 7])] {
        for height in heights {
            let image = noise(Size::new(width, height).expect("a size"), height.into());
            check(image, &format!("[{CONTRAST},{}]", r#"{"flip":{"axis":"vertical"}}"#));
        }
    }
}

/// Columns of 2^16 rows, which photos with a side above 10,837 pixels have.
#[test]
fn images_with_the_longest_columns_are_proved() {
    let image = noise(Size::new(10_838, 2).expect("a size"), 1);
    let crop = r#"{"crop":{"x":10700,"y":0,"width":138,"height":2}}"#;
    check(image, &format!(r#"[{crop},{{"resize":{{"width":30,"height":3}}}}]"#));
}

/// An edit of any kind, with any parameters.
fn random_edit(random: &mut fastrand::Rng) -> String {
    match random.u8(..7) {
        0 => format!(r#"{{"contrast":{{"permille":{}}}}}"#, random.u16(..=8000)),
        1 => format!(r#"{{"brightness":{{"offset":{}}}}}"#, random.i16(-255..=255)),
        2 => format!(r#"{{"gamma":{{"permille":{}}}}}"#, random.u16(100..=8000)),
        3 => {
            let (width, height) = (random.u8(1..60), random.u8(1..60));
            format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#)
        }
        4 => {
            let kernel: [[i16; 3]; 3] =
                std::array::from_fn(|_| [(); 3].map(|()| random.i16(-9..=9)));
            let divisor = random.u16(1..50);
            format!(r#"{{"convolve":{{"kernel":{kernel:?},"divisor":{divisor}}}}}"#)
        }
        5 => r#"{"crop":{"x":0,"y":0,"width":1,"height":1}}"#.to_owned(),
        _ => {
            let edit = random.choice(edits()).expect("an edit");
            serde_json::to_string(&edit).expect("plain data")
        }
    }
}

/// An image's size, and edits that fit it.
fn random_recipe(random: &mut fastrand::Rng) -> (Size, String) {
    loop {
        let size = Size::new(random.u32(1..60), random.u32(1..60)).expect("a size");
        let edits: Vec<String> = (0..random.u8(1..5)).map(|_| random_edit(random)).collect();
        let json = format!("[{}]", edits.join(","));
        if Recipe::from_json(&json).expect("a recipe").sizes(size).is_ok() {
            return (size, json);
        }
    }
}

/// Others in every run. `PROOFROOM_RECIPE_SEED` makes one of them again.
#[test]
fn random_recipes_are_proved() {
    let seeds = match std::env::var("PROOFROOM_RECIPE_SEED") {
        Ok(seed) => vec![seed.parse().expect("a number")],
        Err(_) => (0..6).map(|_| fastrand::u64(..)).collect(),
    };
    for seed in seeds {
        let (size, json) = random_recipe(&mut fastrand::Rng::with_seed(seed));
        println!("PROOFROOM_RECIPE_SEED={seed} is {json} on {size:?}");
        check(noise(size, seed), &json);
    }
}

/// The chain that is forged: a hidden crop and resize, a hidden tone, a published convolution.
fn story() -> &'static Story {
    static STORY: OnceLock<Story> = OnceLock::new();
    STORY.get_or_init(|| {
        let json = r#"[{"crop":{"x":2,"y":3,"width":30,"height":25}},{"resize":{"width":20,"height":12}},
            {"contrast":{"permille":1300}},{"gamma":{"permille":900}},{"convolve":{"preset":"sharpen"}}]"#;
        let story = Story::new(noise(Size::new(40, 30).expect("a size"), 5), json, Some("for the editor"));
        assert_eq!(story.check(), Ok(()));
        story
    })
}

/// What a forgery changes.
#[derive(Clone)]
struct Forged<'a> {
    claim: Claim<'a>,
    proof: ChainProof,
    image: Image,
}

/// Changes the chain, which must be rejected at this step by this check.
#[track_caller]
fn rejected(step: impl Into<Option<usize>>, check: Check, change: impl Fn(&mut Forged<'_>)) {
    let story = story();
    let mut forged =
        Forged { claim: story.claim(), proof: story.proof.clone(), image: story.image.clone() };
    change(&mut forged);
    let expected = Rejection { step: step.into(), check };
    assert_eq!(verify(&forged.claim, &forged.proof, Output::Pixels(&forged.image)), Err(expected));
}

#[test]
fn another_published_pixel_is_rejected() {
    let last = story().image.size().bytes() - 1;
    for index in [0, 100, last] {
        rejected(None, Check::PublishedPixels, |forged| {
            let mut pixels = forged.image.pixels().to_vec();
            pixels[index] ^= 1;
            forged.image = Image::new(forged.image.size(), pixels);
        });
    }
    rejected(None, Check::Malformed("the published image's size"), |forged| {
        let size = forged.image.size();
        let (width, height) = (size.width(), size.height());
        forged.image =
            Image::new(Size::new(height, width).expect("a size"), forged.image.pixels().to_vec());
    });
}

#[test]
fn another_parameter_is_rejected() {
    let said = serde_json::to_string(&story().recipe).expect("serialises");
    for (word, other) in [
        ("1300", "1301"),
        ("900", "901"),
        ("\"x\":2", "\"x\":1"),
        ("[0,-1,0],[-1,5,-1]", "[0,-1,0],[-1,6,-1]"),
    ] {
        assert!(said.contains(word), "{said}");
        let recipe = Recipe::from_json(&said.replacen(word, other, 1)).expect("a recipe");
        // Every challenge absorbs the whole recipe, so the first step fails already.
        rejected(1, Check::Proof, |forged| {
            forged.claim.recipe = Box::leak(Box::new(recipe.clone()))
        });
    }
}

#[test]
fn another_original_is_rejected() {
    let story = story();
    let other = HiddenImage::original(
        noise(story.original.size(), 6),
        &Seed::dangerously_from_bytes([4; 32]),
    );
    rejected(1, Check::Proof, |forged| {
        forged.claim.commitments = Box::leak(other.commitments().into())
    });
    rejected(1, Check::Proof, |forged| forged.claim.size = Size::new(40, 31).expect("a size"));
    rejected(None, Check::Malformed("the number of the original's columns"), |forged| {
        forged.claim.commitments = &[]
    });
}

#[test]
fn another_bound_text_is_rejected() {
    for bound in [None, Some(""), Some("for the editor "), Some("for somebody else")] {
        rejected(1, Check::Proof, |forged| forged.claim.bound = bound);
    }
}

#[test]
fn steps_left_out_repeated_or_swapped_are_rejected() {
    rejected(None, Check::Malformed("the number of steps"), |forged| {
        drop(forged.proof.steps.remove(1))
    });
    rejected(None, Check::Malformed("the number of steps"), |forged| {
        let step = forged.proof.steps[1].clone();
        forged.proof.steps.push(step);
    });
    rejected(1, Check::Malformed("the number of remainder columns"), |forged| {
        forged.proof.steps.swap(0, 1)
    });
    for grouping in [&[2, 1, 1, 1][..], &[1, 1, 2, 1], &[2, 3], &[5], &[]] {
        let story = story();
        let proof = ChainProof { grouping: grouping.to_vec(), ..story.proof.clone() };
        let rejection = verify(&story.claim(), &proof, Output::Pixels(&story.image))
            .expect_err("another grouping");
        assert!(matches!(rejection.check, Check::Malformed(_)), "{grouping:?}: {rejection:?}");
    }
}

#[test]
fn altered_commitments_are_rejected() {
    let other = story().proof.steps[1].output[0];
    // Replacing any commitment changes the challenges of its step, whatever is done to the proofs.
    for (step, first_edit) in [(0, 1), (1, 3), (2, 5)] {
        rejected(first_edit, Check::Proof, |forged| {
            forged.proof.steps[step].multiplicities[0] = other
        });
    }
    rejected(1, Check::Proof, |forged| forged.proof.steps[0].auxiliary[1] = other);
    rejected(1, Check::Proof, |forged| forged.proof.steps[0].output[0] = other);
    rejected(5, Check::Proof, |forged| forged.proof.steps[2].output[0] = other);
    rejected(1, Check::Proof, |forged| forged.proof.steps[0].auxiliary.swap(0, 1));
    for bytes in [[0; 32], [0xff; 32]] {
        rejected(1, Check::LinkedCommitment, |forged| {
            forged.proof.steps[0].output[0] = ColumnCommitment(bytes)
        });
        rejected(5, Check::LinkedCommitment, |forged| {
            forged.proof.steps[2].auxiliary[0] = ColumnCommitment(bytes)
        });
        rejected(3, Check::LinkedCommitment, |forged| {
            forged.proof.steps[1].multiplicities[0] = ColumnCommitment(bytes)
        });
    }
}

#[test]
fn altered_lengths_are_rejected() {
    let length = || Check::Malformed("the number or the length of the proofs");
    rejected(1, length(), |forged| forged.proof.steps[0].proofs[0].push(0));
    rejected(3, length(), |forged| forged.proof.steps[1].proofs[0].truncate(1000));
    rejected(5, length(), |forged| drop(forged.proof.steps[2].proofs.pop()));
    rejected(5, length(), |forged| forged.proof.steps[2].proofs.push(Vec::new()));
    rejected(1, Check::Malformed("the number of the output's columns"), |forged| {
        let commitment = forged.proof.steps[0].output[0];
        forged.proof.steps[0].output.push(commitment);
    });
    rejected(5, Check::Malformed("the number of multiplicities"), |forged| {
        forged.proof.steps[2].multiplicities.pop();
    });
}

#[test]
fn every_proof_of_every_step_counts() {
    for (step, first_edit) in [(0, 1), (1, 3), (2, 5)] {
        for proof in 0..story().proof.steps[step].proofs.len() {
            let length = story().proof.steps[step].proofs[proof].len();
            for index in [0, length / 2, length - 40] {
                rejected(first_edit, Check::Proof, |forged| {
                    forged.proof.steps[step].proofs[proof][index] ^= 1
                });
            }
        }
    }
}

/// Proofs of the same statements about another image, put in their place one by one.
#[test]
fn proofs_of_another_file_are_rejected() {
    let story = story();
    let json = serde_json::to_string(&story.recipe).expect("serialises");
    let other = Story::new(noise(story.original.size(), 9), &json, story.bound.as_deref());
    assert_eq!(other.check(), Ok(()));
    for (step, first_edit) in [(0, 1), (1, 3), (2, 5)] {
        for proof in 0..story.proof.steps[step].proofs.len() {
            rejected(first_edit, Check::Proof, |forged| {
                forged.proof.steps[step].proofs[proof] =
                    other.proof.steps[step].proofs[proof].clone();
            });
        }
        let rejection =
            |forged: &mut Forged<'_>| forged.proof.steps[step] = other.proof.steps[step].clone();
        rejected(first_edit, Check::Proof, rejection);
    }
}

/// Where all weights of a relation are zero, nothing but the instances binds a proof to its challenges.
#[test]
fn a_picture_that_is_all_redacted_is_bound_all_the_same() {
    let size = Size::new(40, 30).expect("a size");
    let redact = r#"{"redact":{"x":0,"y":0,"width":40,"height":30}}"#;
    let story = Story::new(noise(size, 1), &format!("[{redact}]"), Some("for Alice"));
    assert_eq!(story.check(), Ok(()));
    let rejection = Err(Rejection { step: Some(1), check: Check::Proof });
    for bound in [None, Some(""), Some("for Mallory")] {
        let claim = Claim { bound, ..story.claim() };
        assert_eq!(
            verify(&claim, &story.proof, Output::Pixels(&story.image)),
            rejection,
            "{bound:?}"
        );
    }
    let whole = r#"{"crop":{"x":0,"y":0,"width":40,"height":30}}"#;
    let recipe = Recipe::from_json(&format!("[{whole},{redact}]")).expect("a recipe");
    let claim = Claim { recipe: &recipe, ..story.claim() };
    let proof = ChainProof { grouping: vec![2], ..story.proof.clone() };
    assert_eq!(verify(&claim, &proof, Output::Pixels(&story.image)), rejection);
}

/// Wants the work to stop when it was asked so often, and counts how often it is asked afterwards.
struct StopsAfter {
    asked: std::sync::atomic::AtomicUsize,
    limit: usize,
}

impl proofroom_circuits::Progress for StopsAfter {
    fn report(&self, done: f64, _: proofroom_circuits::Stage, _: usize, _: usize) {
        assert!((0.0..=1.0).contains(&done));
    }

    fn cancelled(&self) -> bool {
        self.asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= self.limit
    }
}

/// Something short to prove and to watch: a lookup alone, and a relation with lookups.
fn to_watch() -> (HiddenImage, Recipe) {
    let size = Size::new(60, 40).expect("a size");
    let original = HiddenImage::original(noise(size, 4), &Seed::random());
    let recipe = r#"[{"contrast":{"permille":1300}},{"convolve":{"preset":"sharpen"}}]"#;
    (original, Recipe::from_json(recipe).expect("a recipe"))
}

/// Wherever the wish comes, the work ends, and no thread asks more than once again.
#[test]
fn a_cancel_is_obeyed_anywhere() {
    let (original, recipe) = to_watch();
    let prove = |limit| {
        let progress = StopsAfter { asked: 0.into(), limit };
        let result = prove(&original, b"", &recipe, None, &progress);
        (result.map(drop), progress.asked.into_inner())
    };
    let (whole, asked) = prove(usize::MAX);
    whole.expect("proves");
    assert!(asked > 100, "asked {asked} times in all");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for limit in (0..asked).step_by(asked / 12) {
        let (result, asked) = prove(limit);
        assert!(
            matches!(result, Err(proofroom_circuits::ProveError::Cancelled(_))),
            "after {limit} of {asked}"
        );
        assert!(asked <= limit + 1 + threads, "{asked} times, {limit} allowed");
    }
}

/// Keeps what was reported.
#[derive(Default)]
struct Reports(std::sync::Mutex<Vec<f64>>);

impl proofroom_circuits::Progress for Reports {
    fn report(&self, done: f64, _: proofroom_circuits::Stage, _: usize, _: usize) {
        self.0.lock().expect("no panic").push(done);
    }

    fn cancelled(&self) -> bool {
        false
    }
}

/// A bar that follows the reports neither stands still for long nor leaps.
#[test]
fn progress_comes_evenly() {
    let (original, recipe) = to_watch();
    let reports = Reports::default();
    prove(&original, b"", &recipe, None, &reports).expect("proves");
    let mut done = reports.0.into_inner().expect("no panic");
    done.sort_by(f64::total_cmp);
    let leaps = done.windows(2).map(|pair| pair[1] - pair[0]);
    let standing = leaps.clone().filter(|leap| *leap == 0.0).count();
    let longest = leaps.fold(0.0, f64::max);
    assert!(
        standing * 5 < done.len() && longest < 0.1,
        "{standing} of {} reports told nothing new, and the bar leapt by {longest}",
        done.len()
    );
}
