//! Tests of hiding: every blinding value of a chain is drawn from the operating system exactly once, and two proofs
//! of one statement share nothing except what the statement fixes.
//!
//! See section 11 of `docs/protocol.md`.

use std::collections::{HashMap, HashSet};

use halo2_proofs::pasta::Fp;
use rand_core::Rng;

use crate::argument::class::{Class, LOOKUP_WIDTHS, SLOTS};
use crate::argument::verifier::tests::random_elements;
use crate::chain::prover::{Published, Publishing, prove_with};
use crate::chain::verifier::verify_at;
use crate::chain::{ChainProof, Claim, Step};
use crate::commitment::ColumnCommitment;
use crate::commitment::blinding::Blinding;
use crate::commitment::randomness::SystemRandom;
use crate::commitment::randomness::testing::Recording;
use crate::edits::place::HiddenPlace;
use crate::edits::recipe::Recipe;
use crate::edits::statement::StepStatement;
use crate::edits::testing::noise;
use crate::edits::{Edit, EditKind};
use crate::image::Size;
use crate::image::hidden::HiddenImage;
use crate::image::layout::Layout;
use crate::image::seed::Seed;
use crate::jpeg::{Options, Sampling};
use crate::output::OutputFormat;
use crate::progress::Unwatched;
use crate::statement::{INPUT, Looked, LookedColumn, Tensor, columns};
use crate::step::OutputKind;
use crate::step::prover::{Making, Method};
use crate::step::rounds::{Challenges, testing};
use crate::step::tampering::Honest;
use crate::tensor::BLINDING_ROWS;

/// Field elements that a step draws: blinding rows and factor of every column that it commits to, but for the
/// published image's, and what its proofs draw.
fn random_elements_of_step(statement: &StepStatement, published: bool) -> usize {
    let tensors = &statement.tensors;
    let output = if published { 0 } else { columns(&tensors.outputs) };
    let others = columns(&tensors.auxiliary) + columns(&tensors.later);
    let columns = output + others + tensors.lookup_instances();
    let proofs = statement.proofs();
    let proofs = proofs.iter().map(|(class, instances)| random_elements(class, *instances));
    columns * (BLINDING_ROWS + 1) + proofs.sum::<usize>()
}

/// Everything that a proof shows, in words of 32 bytes: points and numbers.
fn words(proof: &ChainProof) -> HashSet<[u8; 32]> {
    let mut words = HashSet::new();
    for step in &proof.steps {
        let commitments = [&step.output, &step.auxiliary, &step.multiplicities, &step.later];
        words.extend(commitments.into_iter().flatten().map(|commitment| commitment.0));
        for proof in &step.proofs {
            let (chunks, rest) = proof.as_chunks();
            assert!(rest.is_empty());
            words.extend(chunks);
        }
    }
    words
}

/// Recipes that together use every class of circuits, in columns of 2^k rows.
const CHAINS: &[(u32, u32, u32, &str)] = &[
    (
        10,
        41,
        29,
        r#"[{"flip":{"axis":"horizontal"}},{"contrast":{"permille":1300}},{"crop":{"x":3,"y":5,"width":20,"height":10}}]"#,
    ),
    (10, 41, 29, r#"[{"redact":{"x":3,"y":5,"width":20,"height":10}}]"#),
    (10, 250, 12, r#"[{"gamma":{"permille":900}}]"#),
    (10, 250, 30, r#"[{"gamma":{"permille":900}}]"#),
    (10, 250, 60, r#"[{"gamma":{"permille":900}}]"#),
    // 4, 12, 32, 91 and 106 image rows in a column, 8 columns of them.
    (12, 320, 32, RESIZE),
    (12, 106, 96, RESIZE),
    (12, 40, 256, RESIZE),
    (12, 14, 728, RESIZE),
    (12, 12, 848, RESIZE),
    (14, 41, 29, r#"[{"grayscale":{}},{"convolve":{"preset":"sharpen"}}]"#),
    // A hidden crop alone, published and hidden; with an edit after it, published and, below, hidden.
    (10, 41, 29, r#"[{"crop_hidden":{"width":20,"height":10}}]"#),
    (10, 41, 29, r#"[{"crop_hidden":{"width":20,"height":10}},{"contrast":{"permille":1300}}]"#),
    (10, 41, 29, r#"[{"crop_hidden":{"width":20,"height":10}},{"flip":{"axis":"vertical"}}]"#),
    (
        10,
        41,
        29,
        r#"[{"crop_hidden":{"width":20,"height":10}},{"flip":{"axis":"vertical"}},{"crop_hidden":{"width":9,"height":9}}]"#,
    ),
];
/// Originals and recipes whose result is published as a JPEG, with what a sample of Cb and Cr stands for.
const JPEGS: &[(u32, u32, &str, Sampling)] = &[
    (41, 29, "[]", Sampling::Full),
    (41, 29, r#"[{"crop":{"x":3,"y":5,"width":20,"height":10}}]"#, Sampling::Halved),
    (
        41,
        29,
        r#"[{"crop":{"x":3,"y":5,"width":20,"height":10}},{"resize":{"width":50,"height":40}}]"#,
        Sampling::Full,
    ),
    (41, 29, r#"[{"flip":{"axis":"horizontal"}}]"#, Sampling::Halved),
    // 89 image rows in a column, 80 columns of them; of the sums, 7 rows and 10 columns.
    (60, 7120, r#"[{"resize":{"width":700,"height":64}}]"#, Sampling::Halved),
];
const METHODS: &[Method] = &[Method::Native, Method::Reference];
const RESIZE: &str = r#"[{"resize":{"width":8,"height":7}}]"#;

#[test]
fn every_random_value_is_drawn_once_and_two_proofs_share_nothing() {
    let mut seen = HashSet::new();
    let pixels = CHAINS
        .iter()
        .map(|&(k, width, height, json)| (k, Size { width, height }, json, OutputFormat::Pixels));
    let jpegs = JPEGS.iter().map(|&(width, height, json, sampling)| {
        let options = Options { sampling, ..Options::default() };
        (14, Size { width, height }, json, OutputFormat::Jpeg(options))
    });
    for (k, size, json, format) in pixels.chain(jpegs) {
        let recipe = Recipe::from_json(json).expect("a recipe");
        let layout = Layout::new(size, k).expect("fits");
        let image = noise(size, 1);
        let secret = Seed::random().of_image(&image);
        let blinds = secret.all_blinds(layout.columns, &|| Ok(())).expect("goes on");
        let original = HiddenImage::commit(image, layout, Blinding::Given(blinds), &|| Ok(()))
            .expect("nobody stops it");

        let sizes = recipe.sizes(size).expect("fits");
        let compression = format.compression();
        let grouping = recipe.grouping(OutputKind::of(compression));
        let steps = Step::all(&recipe, &grouping, &sizes, compression);
        let steps = steps.expect("the grouping of the recipe itself");
        let mut elements = 0;
        for step in &steps {
            let statement = step.statement(k);
            elements += random_elements_of_step(&statement, step.published);
            seen.extend(statement.classes());
        }

        // The reference prover is slow for long columns.
        let methods = if k == 10 { METHODS } else { &METHODS[..1] };
        for &method in methods {
            let which = format!("{json}, {format:?}, {method:?}");
            check_chain(&original, &recipe, format, method, elements, &which);
        }
    }
    let class = |class: Class| match class {
        Class::Lookup { width, .. } => (width, 0, 0),
        Class::InnerProduct { slots, .. } => (0, slots, 0),
        Class::Product { slots, pairs, .. } => (0, slots, pairs),
    };
    let seen: HashSet<_> = seen.into_iter().map(class).collect();
    let all = LOOKUP_WIDTHS.map(|width| (width, 0, 0));
    // Of the classes with pairs, edits have this one.
    let all = all.into_iter().chain(SLOTS.map(|slots| (0, slots, 0))).chain([(0, 1, 3)]);
    for class in all {
        assert!(seen.contains(&class), "{class:?} is not tested");
    }
}

/// The commitments to public columns in a chain's proofs: the first of each instance.
fn public_words(
    proof: &ChainProof,
    original: &HiddenImage,
    recipe: &Recipe,
    format: OutputFormat,
) -> HashSet<[u8; 32]> {
    let sizes = recipe.sizes(original.size()).expect("fits");
    let steps = Step::all(recipe, &proof.grouping, &sizes, format.compression());
    let steps = steps.expect("the grouping of the recipe itself");
    let mut words = HashSet::new();
    for (step, proof) in steps.iter().zip(&proof.steps) {
        let classes = step.statement(original.k()).proofs();
        for ((class, instances), proof) in classes.into_iter().zip(&proof.proofs) {
            let dimensions = class.dimensions();
            let own = proof.as_chunks().0.chunks(dimensions.advice - dimensions.linked);
            own.take(instances).for_each(|own| words.extend(&own[..dimensions.public]));
        }
    }
    words
}

/// The chain verifies, draws this number of elements, and shares nothing with another proof.
fn check_chain(
    original: &HiddenImage,
    recipe: &Recipe,
    format: OutputFormat,
    method: Method,
    elements: usize,
    which: &str,
) {
    let prove = |random: &mut dyn Rng| {
        let is_hidden = |edit: &&Edit| matches!(edit, Edit::CropHidden(_));
        let hidden = recipe.edits().iter().filter(is_hidden).count();
        let places = vec![HiddenPlace::new(3, 1); hidden];
        let publishing =
            Publishing { places: &places, attestation: b"", recipe, bound: None, format };
        let making = &mut Making { method, tampering: &mut Honest, random };
        prove_with(original, &publishing, &Unwatched, making).expect("proves")
    };
    let mut recording = Recording::new();
    let Published { output, proof } = prove(&mut recording);
    recording.check(elements);
    let claim = Claim {
        size: original.size(),
        commitments: original.commitments(),
        attestation: b"",
        recipe,
        bound: None,
    };
    assert_eq!(verify_at(original.k(), &claim, &proof, output.as_output()), Ok(()), "{which}");

    // What the statement fixes: the published commitments, those to public columns; and zero, which a column
    // that is zero everywhere has for its value: the weights of spare slots.
    let public = public_words(&proof, original, recipe, format);
    let fixed = |word: &[u8; 32]| {
        let published = &proof.steps.last().expect("a step").output;
        *word == [0; 32] || published.contains(&ColumnCommitment(*word)) || public.contains(word)
    };
    let other = prove(&mut SystemRandom::new());
    assert_eq!(output, other.output, "{which}");
    let (first, second) = (words(&proof), words(&other.proof));
    assert!(first.intersection(&second).all(fixed), "{which}");
    let drawn = first.iter().filter(|word| !fixed(word)).count();
    assert!(drawn > 30, "{which}");
}

/// What the random rows of a column are spent on: each proof that links it opens one value of it. One proof of
/// a file links the original, so that 256 rows serve 256 files; few link what a file commits to itself.
#[test]
fn an_original_is_opened_once_in_a_file() {
    const OTHERS: &[&str] = &[
        "[]",
        r#"[{"crop":{"x":3,"y":5,"width":20,"height":10}},{"resize":{"width":50,"height":40}}]"#,
        r#"[{"crop_hidden":{"width":20,"height":10}},{"resize":{"width":50,"height":40}}]"#,
        r#"[{"contrast":{"permille":1300}},{"white_balance":{"red_permille":1,"green_permille":2,"blue_permille":3}}]"#,
        r#"[{"convolve":{"kernel":[[0,0,0],[0,0,0],[0,0,0]],"divisor":3}}]"#,
    ];
    let others = OTHERS.iter().map(|json| Recipe::from_json(json).expect("a recipe"));
    let examples = Edit::KINDS.iter().flat_map(EditKind::examples);
    let recipes = others.chain(examples.map(|edit| Recipe::new(vec![edit])));
    let size = Size { width: 41, height: 90 };
    for (recipe, published) in recipes.flat_map(|recipe| [(recipe.clone(), false), (recipe, true)])
    {
        let sizes = recipe.sizes(size).expect("fits");
        // Of several steps of an edit, the first has the original.
        let output = match recipe.edits() {
            [edit] => edit.step_sizes(size).expect("fits")[0],
            _ => *sizes.last().expect("a size"),
        };
        let statement = StepStatement::new(recipe.edits(), size, output, 10, published);
        check_openings(&statement, &format!("{recipe:?}"));
    }
    for (_, _, json, sampling) in JPEGS.iter().take(3) {
        let recipe = Recipe::from_json(json).expect("a recipe");
        let output = *recipe.sizes(size).expect("fits").last().expect("a size");
        let compression = Options { sampling: *sampling, ..Options::default() }.compression();
        let statement = StepStatement::of_jpeg(recipe.edits(), size, output, 10, compression);
        check_openings(&statement, &format!("{recipe:?} as a JPEG"));
    }
}

/// How often each column of a step is opened.
fn check_openings(statement: &StepStatement, which: &str) {
    // Column by column, how many proofs link it.
    let mut openings: HashMap<(Tensor, usize), usize> = HashMap::new();
    let mut count = |linked: HashSet<(Tensor, usize)>| {
        for column in linked {
            *openings.entry(column).or_default() += 1;
        }
    };
    for lookup in &statement.tensors.lookups {
        for proof in lookup.proofs() {
            let slots = proof.into_iter().flatten();
            let planes = |slot: LookedColumn| match slot.looked {
                Looked::Values(tensor) => vec![(tensor, slot.column)],
                Looked::Pair { low, high } => vec![(low, slot.column), (high, slot.column)],
            };
            count(slots.flat_map(planes).collect());
        }
    }
    if let Some(relation) = &statement.relation {
        let [r, t, s] = [0xdead_beef, 0xfeed_f00d, 0xabad_cafe].map(Fp::from);
        let challenges = Challenges { s: Some(s), ..testing::challenges([r, t]) };
        let plan = relation.sum(&challenges, None).plan();
        let terms = plan.slots.iter().flat_map(|slot| &slot.terms);
        count(terms.map(|&(tensor, column, _)| (tensor, column)).collect());
    }
    for ((tensor, column), count) in openings {
        // A hidden output is linked once by its own step and once by the next, the others by a lookup and the
        // relation.
        let most = if tensor == INPUT { 1 } else { 2 };
        assert!(count <= most, "{which}: {tensor:?} {column}, {count} times");
    }
}
