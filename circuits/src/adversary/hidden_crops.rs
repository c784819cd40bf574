//! Forgeries of crops at a hidden place, by the prover with one thing changed.

use super::*;
use crate::argument::class::PRODUCTS;
use crate::chain::tampering::ChainTampering;
use crate::commitment::tensor::Values;
use crate::edits::place::HiddenPlace;
use crate::edits::statement::hidden_crop::{HiddenCrop, MovedWeights};
use crate::step::tampering::Tampering;

const SIZE: Size = Size { width: 40, height: 13 };
const HEIGHT: usize = SIZE.height as usize;
/// Where the rectangle is that the output shows: rows 4 to 8.
const PLACE: (u32, u32) = (8, 4);
const ALONE: &str = r#"[{"crop_hidden":{"width":17,"height":5}}]"#;
const RESIZED: &str =
    r#"[{"crop_hidden":{"width":17,"height":5}},{"resize":{"width":9,"height":7}}]"#;
const BEFORE_ANOTHER: &str =
    r#"[{"crop_hidden":{"width":17,"height":5}},{"contrast":{"permille":1300}}]"#;

/// What is changed in the first step; the rest of it is true.
#[derive(Clone, Copy)]
struct Lie<'a> {
    output: Change<'a, Image>,
    places: Change<'a, Vec<u16>>,
    moved: Change<'a, MovedWeights>,
    relation: Change<'a, RelationInputs>,
}

const TRUE: Lie<'_> = Lie { output: &|_| {}, places: &|_| {}, moved: &|_| {}, relation: &|_| {} };

/// A prover who tells it.
struct Liar<'a> {
    lie: Lie<'a>,
    step: usize,
    /// What the relation of the first step was proved from, as the liar sees it.
    named: Option<(Class, ProofInputs)>,
}

impl ChainTampering for Liar<'_> {
    fn evaluated(&mut self, step: usize, _: &StepStatement, output: &mut Image, _: &mut [Values]) {
        self.step = step;
        if step == 0 {
            (self.lie.output)(output);
        }
    }

    fn placed(&mut self, places: &mut Vec<u16>) {
        (self.lie.places)(places);
    }

    fn moved(&mut self, _: &HiddenCrop, moved: &mut MovedWeights) {
        (self.lie.moved)(moved);
    }
}

impl Tampering for Liar<'_> {
    fn relation(&mut self, inputs: &mut RelationInputs) -> Option<Vec<u8>> {
        if self.step == 0 {
            let known: Vec<_> = inputs.linked.iter().map(|linked| linked.column.clone()).collect();
            (self.lie.relation)(inputs);
            for (linked, known) in inputs.linked.iter_mut().zip(known) {
                if linked.column != known {
                    linked.commitment = columns::commitment(&linked.column);
                }
            }
            let weights = &inputs.plan.weights;
            let proof_inputs = ProofInputs {
                instance: weights.instance(),
                public: weights.public_columns(inputs.plan.class.k()),
                linked: vec![inputs.linked.iter().map(|linked| linked.commitment).collect()],
            };
            self.named = Some((inputs.plan.class, proof_inputs));
        }
        None
    }
}

/// What a liar made.
struct Told {
    original: HiddenImage,
    recipe: Recipe,
    published: Image,
    proof: ChainProof,
    named: (Class, ProofInputs),
}

fn tell(json: &str, lie: Lie<'_>) -> Told {
    let random = &mut SystemRandom::new();
    let layout = Layout::new(SIZE, 10).expect("fits");
    let blinding = Blinding::Fresh(random);
    let original = HiddenImage::commit(noise(SIZE, 1), layout, blinding, &|| Ok(()));
    let original = original.expect("nobody stops it");
    let recipe = Recipe::from_json(json).expect("a recipe");
    let places = [HiddenPlace::new(PLACE.0, PLACE.1)];
    let liar = &mut Liar { lie, step: 0, named: None };
    let publishing = Publishing {
        places: &places,
        attestation: ATTESTATION,
        recipe: &recipe,
        bound: None,
        format: OutputFormat::Pixels,
    };
    let making =
        &mut Making { method: Method::Native, tampering: &mut *liar, random: &mut *random };
    let told = prove_with(&original, &publishing, &Unwatched, making);
    let Published { output, proof } = told.expect("proves");
    let named = liar.named.take().expect("a relation");
    Told { original, recipe, published: output.into_pixels().expect("pixels"), proof, named }
}

impl Told {
    fn check(&self) -> Result<(), Rejection> {
        let claim = Claim {
            size: SIZE,
            commitments: self.original.commitments(),
            attestation: ATTESTATION,
            recipe: &self.recipe,
            bound: None,
        };
        verify_at(10, &claim, &self.proof, Output::Pixels(&self.published))
    }

    /// Whether the first step's relation is true of what the liar put into it.
    fn is_true_of_what_it_names(&self) -> bool {
        let (class, proof_inputs) = &self.named;
        let proof = self.proof.steps[0].proofs.last().expect("a relation");
        let sum = verifier::verify(class, &verifying_key(class), proof_inputs, proof);
        sum.is_ok_and(|sum| sum.evaluates_to_identity())
    }
}

const RECIPES: [&str; 3] = [ALONE, RESIZED, BEFORE_ANOTHER];

#[test]
fn the_truth_is_accepted() {
    for json in RECIPES {
        let told = tell(json, TRUE);
        assert_eq!(told.check(), Ok(()), "{json}");
        assert!(told.is_true_of_what_it_names());
        let (slots, pairs) = PRODUCTS[1];
        assert_eq!(told.named.0, Class::Product { k: 10, slots, pairs });
    }
}

#[test]
fn lies_about_the_place_are_rejected() {
    let (y, x) = (PLACE.1 as usize, HEIGHT + PLACE.0 as usize);
    let lies: &[(&str, Lie<'_>)] = &[
        ("another row", Lie { places: &|places| places.swap(y, y + 1), ..TRUE }),
        ("another pixel", Lie { places: &|places| places.swap(x, x - 1), ..TRUE }),
        ("no row", Lie { places: &|places| places[y] = 0, ..TRUE }),
        ("no pixel", Lie { places: &|places| places[x] = 0, ..TRUE }),
        ("two rows", Lie { places: &|places| places[0] = 1, ..TRUE }),
        ("two pixels", Lie { places: &|places| places[HEIGHT] = 1, ..TRUE }),
        ("a two", Lie { places: &|places| places[y] = 2, ..TRUE }),
        ("a row that does not fit", Lie { places: &|places| places.swap(y, 9), ..TRUE }),
        (
            "a pixel that does not fit",
            Lie { places: &|places| places.swap(x, HEIGHT + 24), ..TRUE },
        ),
        (
            "an output of another place",
            Lie {
                output: &|output| {
                    let next = noise(SIZE, 1).crop(crate::image::Rect {
                        x: 8,
                        y: 5,
                        width: 17,
                        height: 5,
                    });
                    if output.size() == next.size() {
                        *output = next;
                    } else {
                        *output = Image::new(output.size(), vec![7; output.size().bytes()]);
                    }
                },
                ..TRUE
            },
        ),
    ];
    for (words, lie) in lies {
        for json in RECIPES {
            assert_eq!(tell(json, *lie).check(), rejection(1, Check::Proof), "{words}, {json}");
        }
    }
}

#[test]
fn lies_about_moved_weights_are_rejected() {
    let lies: &[(&str, Lie<'_>)] = &[
        ("a row too many", Lie { moved: &|moved| moved.rows[0] += Fp::ONE, ..TRUE }),
        ("a weight of a row", Lie { moved: &|moved| moved.rows[5] += Fp::ONE, ..TRUE }),
        ("rows moved on", Lie { moved: &|moved| moved.rows.rotate_right(1), ..TRUE }),
        (
            "bytes moved on in all segments",
            Lie {
                moved: &|moved| moved.bytes.chunks_exact_mut(120).for_each(|s| s.rotate_right(3)),
                ..TRUE
            },
        ),
        (
            "bytes moved on in one segment",
            Lie { moved: &|moved| moved.bytes[120..240].rotate_right(3), ..TRUE },
        ),
        ("a row sum", Lie { moved: &|moved| moved.row_sums[4] += Fp::ONE, ..TRUE }),
        ("a row sum of the padding", Lie { moved: &|moved| moved.row_sums[17] += Fp::ONE, ..TRUE }),
    ];
    for (words, lie) in lies {
        for json in RECIPES {
            assert_eq!(tell(json, *lie).check(), rejection(1, Check::Proof), "{words}, {json}");
        }
    }
}

/// In the order of the slots: one of the output or spare, then the factors of three pairs.
const ROWS: usize = 5;
const ROW_SUMS: usize = 6;

/// A published pixel of the liar's own, and one weight of a row to make up for it when all challenges are known. The
/// proof is true of that column. The file names the column that the challenges were drawn from, and naming the other
/// draws other challenges.
#[test]
fn weights_moved_when_all_challenges_are_known_are_rejected() {
    let lie = Lie {
        output: &|output| {
            let mut pixels = output.pixels().to_vec();
            pixels[20] ^= 1;
            *output = Image::new(output.size(), pixels);
        },
        relation: &|inputs| {
            let weights = &inputs.plan.weights;
            let inner = |values: &[Fp], weights: &[Fp]| {
                values.iter().zip(weights).fold(Fp::ZERO, |sum, (v, w)| sum + *v * w)
            };
            let columns: Vec<&[Fp]> =
                inputs.linked.iter().map(|linked| &linked.column.values[..]).collect();
            let mut missing = weights.value;
            for (column, weights) in columns.iter().zip(&weights.slots) {
                missing -= inner(column, weights);
            }
            for (factors, weights) in columns[1..].as_chunks::<2>().0.iter().zip(&weights.products)
            {
                let products: Vec<Fp> =
                    factors[0].iter().zip(factors[1]).map(|(left, right)| *left * right).collect();
                missing -= inner(&products, weights);
            }
            let gain = weights.slots[ROWS][6] + weights.products[2][6] * columns[ROW_SUMS][6];
            inputs.linked[ROWS].column.values[6] += missing * gain.invert().expect("not zero");
        },
        ..TRUE
    };
    let mut told = tell(ALONE, lie);
    assert!(told.is_true_of_what_it_names(), "it shows nothing");
    assert_eq!(told.check(), rejection(1, Check::Proof));
    told.proof.steps[0].later[0] = ColumnCommitment::of(&told.named.1.linked[0][ROWS]);
    assert_eq!(told.check(), rejection(1, Check::Proof));
}

/// Foreign columns in slots, spare ones included: the first slot is spare if the output is published.
#[test]
fn columns_that_are_not_linked_are_rejected() {
    for slot in 0..7 {
        let lie = Lie { relation: &|inputs| inputs.linked[slot].column.blind += Fp::ONE, ..TRUE };
        let told = tell(ALONE, lie);
        assert!(told.is_true_of_what_it_names(), "slot {slot}");
        assert_eq!(told.check(), rejection(1, Check::Proof), "slot {slot}");
    }
}

/// Every commitment of both rounds counts: another, the point at infinity, one more or less.
#[test]
fn commitments_of_hidden_crops_are_bound() {
    let other = tell(ALONE, TRUE).proof;
    let lists: [fn(&mut ChainProof) -> &mut Vec<ColumnCommitment>; 2] =
        [|proof| &mut proof.steps[0].auxiliary, |proof| &mut proof.steps[0].later];
    let mut told = tell(ALONE, TRUE);
    let honest = told.proof.clone();
    for (list, count) in lists.into_iter().zip([1, 3]) {
        assert_eq!(list(&mut told.proof).len(), count);
        for place in 0..count {
            list(&mut told.proof)[place] = list(&mut other.clone())[place];
            assert_eq!(told.check(), rejection(1, Check::Proof), "{place}");
            list(&mut told.proof)[place] = ColumnCommitment([0; 32]);
            assert_eq!(told.check(), rejection(1, Check::LinkedCommitment), "{place}");
            told.proof = honest.clone();
        }
        let first = list(&mut told.proof)[0];
        list(&mut told.proof).push(first);
        assert!(matches!(told.check(), Err(Rejection { check: Check::Malformed(_), .. })));
        list(&mut told.proof).truncate(count - 1);
        assert!(matches!(told.check(), Err(Rejection { check: Check::Malformed(_), .. })));
        told.proof = honest.clone();
    }
    assert_eq!(told.check(), Ok(()));
    // A step without a hidden crop has no second round.
    let mut visible = tell(BEFORE_ANOTHER, TRUE);
    let place = visible.proof.steps[0].later[0];
    visible.proof.steps[1].later.push(place);
    assert!(matches!(
        visible.check(),
        Err(Rejection { step: Some(2), check: Check::Malformed(_) })
    ));
}

/// Recipes that say something else about the rectangle or hide less.
#[test]
fn another_claim_about_a_hidden_crop_is_rejected() {
    for json in [
        r#"[{"crop_hidden":{"width":16,"height":5}}]"#,
        r#"[{"crop":{"x":8,"y":4,"width":17,"height":5}}]"#,
        RESIZED,
    ] {
        let mut told = tell(ALONE, TRUE);
        told.recipe = Recipe::from_json(json).expect("a recipe");
        assert!(told.check().is_err(), "{json}");
    }
}
