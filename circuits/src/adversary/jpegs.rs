//! Forgeries of published JPEGs, by the prover with one thing changed.
//!
//! `edits/statement/jpeg/tests.rs` says by plain arithmetic that no other picture, limb or pixel fits.

use super::*;
use crate::chain::tampering::ChainTampering;
use crate::commitment::tensor::Values;
use crate::image::Rect;
use crate::jpeg::{Coefficients, Component, Options, Picture, QuantisationTable, Sampling};
use crate::output::PublishedOutput;
use crate::statement::Lookup;
use crate::step::tampering::Tampering;

/// Of the original; 3 columns of Cb and Cr in 4:2:0, and 5 of Y.
const SIZE: Size = Size { width: 60, height: 43 };
/// The table of Y's remainders has 2^13 entries.
const K: u32 = 14;
/// One step: the JPEG of a part of the original, whose blocks at the right and the lower edge are cut.
const CROPPED: &str = r#"[{"crop":{"x":3,"y":2,"width":51,"height":39}}]"#;
const RECT: Rect = Rect { x: 3, y: 2, width: 51, height: 39 };
/// The same part, resized: one step, too.
const RESIZED: &str =
    r#"[{"crop":{"x":3,"y":2,"width":51,"height":39}},{"resize":{"width":42,"height":35}}]"#;
const FLIPPED: &str = r#"[{"flip":{"axis":"horizontal"}}]"#;

/// What is changed in the step of the JPEG; the rest of it is true.
#[derive(Clone, Copy)]
struct Lie<'a> {
    /// The published picture, which is absorbed and enters the value.
    picture: Change<'a, Picture>,
    /// The limbs of the remainders: of Y, then two of Cb and two of Cr. After a resize the sums, then three limbs of
    /// each.
    limbs: Change<'a, [Vec<u32>]>,
    /// What the relation is proved from.
    relation: Change<'a, RelationInputs>,
}

const TRUE: Lie<'_> = Lie { picture: &|_| {}, limbs: &|_| {}, relation: &|_| {} };

/// A prover who tells it.
struct Liar<'a> {
    lie: Lie<'a>,
}

/// The numbers of a tensor, row by row.
fn numbers(values: &Values) -> Vec<u32> {
    match values {
        Values::Words(words) => words.iter().copied().map(u32::from).collect(),
        Values::Bytes(bytes) => bytes.iter().copied().map(u32::from).collect(),
        Values::Integers(integers) => integers.to_vec(),
        Values::Elements(_) => unreachable!("they are small"),
    }
}

impl ChainTampering for Liar<'_> {
    fn compressed(&mut self, picture: &mut Picture, auxiliary: &mut [Values]) {
        (self.lie.picture)(picture);
        let mut changed: Vec<Vec<u32>> = auxiliary.iter().map(numbers).collect();
        (self.lie.limbs)(&mut changed);
        for (values, numbers) in auxiliary.iter_mut().zip(changed) {
            *values = Values::Integers(numbers.into());
        }
    }
}

impl Tampering for Liar<'_> {
    fn counted(&mut self, _: &Lookup, _: &[LookedColumn], _: &mut Vec<u32>, absent: &mut u32) {
        *absent = 0;
    }

    fn relation(&mut self, inputs: &mut RelationInputs) -> Option<Vec<u8>> {
        (self.lie.relation)(inputs);
        None
    }
}

/// What a liar made.
#[derive(Clone)]
struct Told {
    original: Vec<ColumnCommitment>,
    recipe: Recipe,
    picture: Picture,
    proof: ChainProof,
}

fn recipe(json: &str) -> Recipe {
    Recipe::from_json(json).expect("a recipe")
}

/// The proofs of the last step, in their order.
const PROOFS: [&str; 3] = ["remainders of Y", "remainders of Cb and Cr", "relation"];
/// The same after a resize.
const PROOFS_OF_RESIZED: [&str; 2] = ["remainders", "relation"];

fn tell(json: &str, sampling: Sampling, lie: Lie<'_>) -> Told {
    let random = &mut SystemRandom::new();
    let layout = Layout::new(SIZE, K).expect("fits");
    let blinding = Blinding::Fresh(random);
    let original = HiddenImage::commit(noise(SIZE, 1), layout, blinding, &|| Ok(()));
    let original = original.expect("nobody stops it");
    let recipe = recipe(json);
    let publishing = Publishing {
        places: &[],
        attestation: ATTESTATION,
        recipe: &recipe,
        bound: None,
        format: OutputFormat::Jpeg(Options { sampling, ..Options::default() }),
    };
    let liar = &mut Liar { lie };
    let making = &mut Making { method: Method::Native, tampering: liar, random: &mut *random };
    let told = prove_with(&original, &publishing, &Unwatched, making);
    let Published { output, proof } = told.expect("proves");
    let PublishedOutput::Jpeg(picture) = output else { panic!("no JPEG") };
    Told { original: original.commitments().to_vec(), recipe, picture, proof }
}

impl Told {
    fn claim(&self) -> Claim<'_> {
        Claim {
            size: SIZE,
            commitments: &self.original,
            attestation: ATTESTATION,
            recipe: &self.recipe,
            bound: None,
        }
    }

    fn check(&self, picture: &Picture) -> Result<(), Rejection> {
        verify_at(K, &self.claim(), &self.proof, Output::Jpeg(picture))
    }

    /// Which proofs of the last step are false of a picture.
    fn false_proofs(&self, picture: &Picture) -> Vec<&'static str> {
        let ChainProof { grouping, steps: proofs } = &self.proof;
        let sizes = self.recipe.sizes(SIZE).expect("fits");
        let compression = Some(picture.compression());
        let steps = Step::all(&self.recipe, grouping, &sizes, compression).expect("allowed");
        let (last, before) = proofs.split_last().expect("a step");
        let step = &steps[before.len()];
        let input = before.last().map_or(&self.original, |before| &before.output);
        let statement = step.statement(K);
        let points = StepPoints::read(points(input).expect("points"), last).expect("points");
        let context = Context::new(OutputKind::Jpeg, ATTESTATION, &self.recipe, grouping, None);
        let first_round = Round::first(&Opening {
            context: context.of_step(before.len()),
            inputs: &[hashed(step.input, K, input)],
            outputs: &[picture.hashed(K)],
            auxiliary: &last.auxiliary,
            multiplicities: &last.multiplicities,
        });
        let challenges = Challenges::after(first_round, None);
        let output = Some(Output::Jpeg(picture));
        let jobs = jobs(&statement, last, &points, challenges, output);
        let names: &[&str] = match statement.tensors.lookups.len() {
            1 => &PROOFS_OF_RESIZED,
            _ => &PROOFS,
        };
        assert_eq!(jobs.len(), names.len());
        let is_false = |job: &Job<'_>| !job.check().expect("can be read").evaluates_to_identity();
        let named = jobs.iter().zip(names);
        named.filter_map(|(job, what)| is_false(job).then_some(*what)).collect()
    }
}

/// Another picture of the same shape: `change` gets the values of a component and their number in a row.
fn changed(
    picture: &Picture,
    component: Component,
    change: impl FnOnce(&mut [i16], usize),
) -> Picture {
    let mut components = picture.components().clone();
    let coefficients = &components[component as usize];
    let (columns, rows) = (coefficients.columns(), coefficients.rows());
    let mut values = coefficients.values().to_vec();
    change(&mut values, 8 * columns);
    components[component as usize] =
        Coefficients::new(columns, rows, values).expect("the same shape");
    with(picture, components)
}

/// The picture with other components.
fn with(picture: &Picture, components: [Coefficients; 3]) -> Picture {
    let other = Picture::new(picture.size(), picture.sampling(), *picture.tables(), components);
    other.expect("a picture")
}

/// The picture with another table for Y, or for Cb and Cr.
fn with_table(picture: &Picture, component: Component) -> Picture {
    let mut tables = *picture.tables();
    let table = match component {
        Component::Y => &mut tables.luma,
        Component::Cb | Component::Cr => &mut tables.chroma,
    };
    let mut entries = *table.entries();
    entries[63] += 1;
    *table = QuantisationTable::new(entries).expect("no zero");
    let (size, sampling) = (picture.size(), picture.sampling());
    Picture::new(size, sampling, tables, picture.components().clone()).expect("a picture")
}

/// Pictures that differ from another in one respect each.
fn others(picture: &Picture) -> Vec<(String, Picture)> {
    let mut others = Vec::new();
    for component in Component::ALL {
        // DC and AC of the first block, AC of the block at the lower right edge.
        let places: [fn(&[i16], usize) -> usize; 3] =
            [|_, _| 0, |_, width| width + 1, |values, _| values.len() - 1];
        for place in places {
            for by in [1, -1] {
                let other = changed(picture, component, |values, width| {
                    values[place(values, width)] += by;
                });
                others.push((format!("{component:?} off by {by}"), other));
            }
        }
        let moved = changed(picture, component, |values, width| {
            values.chunks_exact_mut(width).for_each(|row| row.rotate_right(8));
        });
        others.push((format!("blocks of {component:?} moved"), moved));
        others.push((format!("another table of {component:?}"), with_table(picture, component)));
    }
    let [y, cb, cr] = picture.components().clone();
    others.push(("Cb and Cr swapped".into(), with(picture, [y, cr, cb])));
    others
}

#[test]
fn the_truth_is_accepted() {
    for (json, sampling) in [
        (CROPPED, Sampling::Halved),
        (CROPPED, Sampling::Full),
        ("[]", Sampling::Halved),
        (FLIPPED, Sampling::Full),
        (RESIZED, Sampling::Halved),
        (RESIZED, Sampling::Full),
    ] {
        let told = tell(json, sampling, TRUE);
        assert_eq!(told.check(&told.picture), Ok(()), "{json}, {sampling:?}");
        assert!(told.false_proofs(&told.picture).is_empty(), "{json}, {sampling:?}");
    }
}

/// The picture is exchanged when everything is proved: each challenge is another.
#[test]
fn another_picture_than_the_proved_one_is_rejected() {
    for (json, proofs) in [(CROPPED, &PROOFS[..]), (RESIZED, &PROOFS_OF_RESIZED)] {
        let told = tell(json, Sampling::Halved, TRUE);
        for (words, other) in others(&told.picture) {
            assert_eq!(told.check(&other), rejection(1, Check::Proof), "{json}: {words}");
        }
        for (words, other) in others(&told.picture).into_iter().step_by(3) {
            assert_eq!(told.false_proofs(&other), proofs, "{json}: {words}");
        }
    }
}

/// A proof of a resized picture is of its sums before they are rounded, or of its pixels: its groups say which, and it
/// is true of one only.
#[test]
fn a_resized_picture_is_rounded_or_not() {
    let told = tell(RESIZED, Sampling::Full, TRUE);
    let cropped = noise(SIZE, 1).crop(RECT);
    let resized = told.recipe.edits()[1].apply(&cropped).expect("fits");
    let rounded = Picture::of(&resized, Options { sampling: Sampling::Full, ..Options::default() });
    assert_ne!(rounded, told.picture);
    assert_eq!(told.check(&rounded), rejection(1, Check::Proof));
    assert_eq!(told.proof.grouping, [2]);
    let malformed = |what| Err(Rejection { step: None, check: Check::Malformed(what) });
    for (grouping, what) in [
        (&[2, 0][..], "the number of steps"),
        (&[1, 1], "the number of steps"),
        (&[1], "the grouping of edits"),
        (&[0, 2], "the grouping of edits"),
    ] {
        let mut told = told.clone();
        told.proof.grouping = grouping.to_vec();
        assert_eq!(told.check(&told.picture), malformed(what), "{grouping:?}");
        assert_eq!(told.check(&rounded), malformed(what), "{grouping:?}");
    }
}

/// The prover absorbs a lie, and proves it as well as he can.
#[test]
fn lies_about_coefficients_are_rejected() {
    for json in [CROPPED, RESIZED] {
        lies_about_coefficients_of(json);
    }
}

fn lies_about_coefficients_of(json: &str) {
    let honest = tell(json, Sampling::Halved, TRUE).picture;
    let edge = |values: &[i16]| values.len() - 1;
    let lies = [
        ("DC of Y", changed(&honest, Component::Y, |values, _| values[0] += 1)),
        ("AC of Cb", changed(&honest, Component::Cb, |values, width| values[width + 1] -= 1)),
        (
            "an edge block of Cr",
            changed(&honest, Component::Cr, |values, _| values[edge(values)] += 1),
        ),
        ("another table", with_table(&honest, Component::Cr)),
        ("Cb and Cr swapped", others(&honest).pop().expect("the last").1),
    ];
    for (words, other) in lies {
        let lie = Lie { picture: &|picture| *picture = other.clone(), ..TRUE };
        let told = tell(json, Sampling::Halved, lie);
        assert_eq!(told.check(&told.picture), rejection(1, Check::Proof), "{json}: {words}");
        assert_eq!(told.false_proofs(&told.picture), ["relation"], "{json}: {words}");
    }
}

/// A coefficient that is off by one, and a remainder that makes up for it: out of its range.
#[test]
fn remainders_out_of_range_are_rejected() {
    const RANGES: [&str; 2] = [PROOFS[0], PROOFS[1]];
    let lower = |component: Component| {
        move |picture: &mut Picture| {
            *picture = changed(picture, component, |values, _| values[0] -= 1)
        }
    };
    let (y, cb, cr) = (lower(Component::Y), lower(Component::Cb), lower(Component::Cr));
    let lies: &[(&str, Lie<'_>, &str)] = &[
        ("Y", Lie { picture: &y, limbs: &|limbs| limbs[0][0] += 1 << 13, ..TRUE }, RANGES[0]),
        ("Cb", Lie { picture: &cb, limbs: &|limbs| limbs[2][0] += 1 << 8, ..TRUE }, RANGES[1]),
        ("Cr", Lie { picture: &cr, limbs: &|limbs| limbs[4][0] += 1 << 8, ..TRUE }, RANGES[1]),
        (
            "a limb of Cr that is carried into the other",
            Lie {
                limbs: &|limbs| {
                    let at = limbs[4].iter().position(|&high| high > 0).expect("some are");
                    limbs[4][at] -= 1;
                    limbs[3][at] += 1 << 8;
                },
                ..TRUE
            },
            RANGES[1],
        ),
    ];
    for (words, lie, range) in lies {
        let told = tell(CROPPED, Sampling::Halved, *lie);
        assert_eq!(told.check(&told.picture), rejection(1, Check::Proof), "{words}");
        assert_eq!(told.false_proofs(&told.picture), [*range], "{words}");
    }
    let lie = Lie { limbs: &|limbs| limbs[1][7] ^= 1, ..TRUE };
    let told = tell(CROPPED, Sampling::Halved, lie);
    assert_eq!(told.check(&told.picture), rejection(1, Check::Proof), "a limb of Cb");
    assert_eq!(told.false_proofs(&told.picture), ["relation"], "a limb of Cb");
}

/// The same after a resize, where 2^36 is what one coefficient more counts.
#[test]
fn remainders_of_a_resized_picture_out_of_range_are_rejected() {
    let lower = |component: Component| {
        move |picture: &mut Picture| {
            *picture = changed(picture, component, |values, _| values[0] -= 1)
        }
    };
    let (y, cb, cr) = (lower(Component::Y), lower(Component::Cb), lower(Component::Cr));
    let lies: &[(&str, Lie<'_>)] = &[
        ("Y", Lie { picture: &y, limbs: &|limbs| limbs[3][0] += 1 << 12, ..TRUE }),
        ("Cb", Lie { picture: &cb, limbs: &|limbs| limbs[6][0] += 1 << 12, ..TRUE }),
        ("Cr", Lie { picture: &cr, limbs: &|limbs| limbs[9][0] += 1 << 12, ..TRUE }),
        (
            "a limb of Cr that is carried into the other",
            Lie {
                limbs: &|limbs| {
                    let at = limbs[9].iter().position(|&high| high > 0).expect("some are");
                    limbs[9][at] -= 1;
                    limbs[8][at] += 1 << 12;
                },
                ..TRUE
            },
        ),
    ];
    for (words, lie) in lies {
        let told = tell(RESIZED, Sampling::Halved, *lie);
        assert_eq!(told.check(&told.picture), rejection(1, Check::Proof), "{words}");
        assert_eq!(told.false_proofs(&told.picture), ["remainders"], "{words}");
    }
}

/// Sums that are not those of the resize: one is off by one, or all are those of another picture, of which everything
/// else may be true.
#[test]
fn false_sums_of_a_resize_are_rejected() {
    let other = Image::new(SIZE, vec![77; SIZE.bytes()]);
    let recipe = recipe(RESIZED);
    let sizes = recipe.sizes(SIZE).expect("fits");
    let compression = Options::default().compression();
    let steps = Step::all(&recipe, &[2], &sizes, Some(compression)).expect("allowed");
    let statement = steps[0].statement(K);
    let jpeg = statement.jpeg().expect("a JPEG");
    let (of_other, tensors) = jpeg.evaluate(&other, &|| Ok(())).expect("goes on");
    let tensors: Vec<Vec<u32>> = tensors.iter().map(numbers).collect();
    let lies: &[(&str, Lie<'_>)] = &[
        ("one more", Lie { limbs: &|limbs| limbs[0][100] += 1, ..TRUE }),
        ("one less", Lie { limbs: &|limbs| *limbs[0].last_mut().expect("some") -= 1, ..TRUE }),
        ("other sums alone", Lie { limbs: &|limbs| limbs[0].clone_from(&tensors[0]), ..TRUE }),
        (
            "another picture",
            Lie {
                picture: &|picture| *picture = of_other.clone(),
                limbs: &|limbs| limbs.clone_from_slice(&tensors),
                ..TRUE
            },
        ),
    ];
    for (words, lie) in lies {
        let told = tell(RESIZED, Sampling::Halved, *lie);
        assert_eq!(told.check(&told.picture), rejection(1, Check::Proof), "{words}");
        assert_eq!(told.false_proofs(&told.picture), ["relation"], "{words}");
    }
}

/// Foreign columns in the slots of the relation.
#[test]
fn columns_that_are_not_linked_are_rejected() {
    for (json, slot) in [(CROPPED, 0), (CROPPED, 3), (RESIZED, 0), (RESIZED, 1), (RESIZED, 6)] {
        let lie = Lie { relation: &|inputs| inputs.linked[slot].column.blind += Fp::ONE, ..TRUE };
        let told = tell(json, Sampling::Halved, lie);
        assert_eq!(told.false_proofs(&told.picture), ["relation"], "{json}, slot {slot}");
    }
}

/// A proof of a JPEG says nothing about pixels, about a JPEG of another shape, or about another recipe or grouping.
#[test]
fn another_claim_about_a_jpeg_is_rejected() {
    let told = tell(CROPPED, Sampling::Halved, TRUE);
    let malformed = |step, what| Err(Rejection { step, check: Check::Malformed(what) });
    let pixels = noise(SIZE, 1).crop(RECT);
    assert_eq!(
        verify_at(K, &told.claim(), &told.proof, Output::Pixels(&pixels)),
        malformed(Some(1), "the number of the output's columns")
    );
    let (quality, size) = (Options::default().quality, told.picture.size());
    let of = |image: &Image, sampling| Picture::of(image, Options { quality, sampling });
    assert_eq!(of(&pixels, Sampling::Halved), told.picture);
    // Here all tensors are one column each, whatever the sampling is.
    assert_eq!(told.check(&of(&pixels, Sampling::Full)), rejection(1, Check::Proof));
    let larger = noise(Size { width: size.width + 1, height: size.height }, 1);
    assert_eq!(
        told.check(&of(&larger, Sampling::Halved)),
        malformed(None, "the published image's size")
    );
    for (words, expected, change) in [
        (
            "another recipe",
            rejection(1, Check::Proof),
            (|told: &mut Told| {
                told.recipe = recipe(r#"[{"crop":{"x":4,"y":2,"width":51,"height":39}}]"#)
            }) as fn(&mut Told),
        ),
        ("the crop as a step", malformed(None, "the number of steps"), |told| {
            told.proof.grouping = vec![1, 0];
        }),
        ("no step of the JPEG", malformed(None, "the grouping of edits"), |told| {
            told.proof.grouping = Vec::new();
        }),
    ] {
        let mut told = told.clone();
        change(&mut told);
        assert_eq!(told.check(&told.picture), expected, "{words}");
    }
}
