//! The prover that lies: honest about everything but one thing, to which it commits consistently. Every
//! lie must be rejected, at its step, by the check that should catch it.
//!
//! Lies within a column are here; columns that are not the named ones are in `link.rs`, cells inside the
//! circuits in `lookup.rs` and `inner_product.rs`, altered files in `tests/`.

use crate::chain::{ChainProof, Claim, Context, Step};
use crate::columns::Layout;
use crate::commitment::{Blinding, CommittedPlane, HiddenImage, Samples};
use crate::edits::testing::noise;
use crate::image::{Image, Size};
use crate::progress::{Unwatched, Work};
use crate::prover::{Method, Multiplicities, StepProver, Witness};
use crate::randomness::{Seed, SystemRandom};
use crate::recipe::Recipe;
use crate::statement::Statement;
use crate::verifier::{Check, Rejection, verify_at};

/// What the prover commits to in one step, in plain numbers.
struct Plain {
    /// The output's samples; for the next step, and for publishing, they are taken as bytes.
    output: Vec<u16>,
    auxiliary: Vec<Vec<u16>>,
    layout: Layout,
    /// Whether all planes' padding is part of the samples, instead of repeating the last row.
    with_padding: bool,
}

impl Plain {
    /// Makes the padding a part of the samples, so that it can be bent.
    fn unfold_padding(&mut self) {
        let row = self.layout.size.row_bytes();
        let rows = self.layout.padded_height() - self.layout.size.height as usize;
        assert!(rows > 0, "the test wants padding");
        for plane in self.auxiliary.iter_mut().chain([&mut self.output]) {
            let last = plane[plane.len() - row..].to_vec();
            (0..rows).for_each(|_| plane.extend(&last));
        }
        self.with_padding = true;
    }

    fn commit(&self, plane: &[u16], blinding: Blinding<'_>) -> CommittedPlane {
        let Size { width, height } = self.layout.size;
        let height = if self.with_padding {
            self.layout.padded_height() as u32
        } else {
            height
        };
        let layout = Layout::new(Size { width, height }, self.layout.k).expect("the same columns");
        CommittedPlane::new(layout, Samples::Words(plane.to_vec()), blinding, &|| Ok(()))
            .expect("nobody stops it")
    }
}

/// Proves a recipe about noise in columns of 2^k rows, bending what is committed to in step `lying`. Gives
/// what the verifier says, which is the same whoever made the proof.
fn tell(json: &str, k: u32, lying: usize, bend: impl Fn(&mut Plain)) -> Result<(), Rejection> {
    let ours = tell_by(Method::Ours, json, k, lying, &bend);
    let reference = tell_by(Method::Reference, json, k, lying, &bend);
    assert_eq!(ours, reference);
    ours
}

fn tell_by(
    method: Method,
    json: &str,
    k: u32,
    lying: usize,
    bend: &dyn Fn(&mut Plain),
) -> Result<(), Rejection> {
    let mut random = SystemRandom::new();
    let recipe = Recipe::from_json(json).expect("a recipe");
    let layout = Layout::new(SIZE, k).expect("fits");
    let image = noise(SIZE, 1);
    let secret = Seed::random().of_image(&image);
    let original = HiddenImage::commit(image, layout, Blinding::Secret(&secret), &|| Ok(()))
        .expect("nobody stops it");
    let sizes = recipe.sizes(SIZE).expect("fits");
    let grouping = recipe.grouping();
    let steps = Step::all(&recipe, &grouping, &sizes).expect("our own grouping");
    let context = Context {
        k,
        recipe: &recipe,
        grouping: &grouping,
        bound: None,
    };
    let mut work = Work::new(&Unwatched, 1, 1);
    let mut previous: Option<HiddenImage> = None;
    let mut proofs = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let input = previous.as_ref().unwrap_or(&original);
        let statement = step.statement(k);
        let mut plain = evaluate(&statement, input);
        if index == lying {
            bend(&mut plain);
        }
        let blinding = if step.published {
            Blinding::Published
        } else {
            Blinding::Fresh(&mut random)
        };
        let pixels = plain.output[..step.output.bytes()]
            .iter()
            .map(|&value| value as u8)
            .collect();
        let output = HiddenImage {
            plane: plain.commit(&plain.output, blinding),
            image: Image::new(step.output, pixels),
        };
        let auxiliary = plain
            .auxiliary
            .iter()
            .map(|plane| plain.commit(plane, Blinding::Fresh(&mut random)))
            .collect();
        let mut witness = Witness {
            output,
            auxiliary,
            multiplicities: Vec::new(),
        };
        for lookup in &statement.lookups {
            for slots in lookup.instances(&statement.output) {
                let planes = witness.planes(input);
                let columns = slots.iter().map(|&slot| planes.looked(slot).data);
                // Values that the table lacks are not counted: nothing better is to be had.
                let (counts, _) = lookup.multiplicities(columns);
                witness
                    .multiplicities
                    .push(Multiplicities::commit(k, counts, &mut random));
            }
        }
        let prover = StepProver {
            context: &context,
            index,
            published: step.published,
            method,
        };
        let proof = prover.prove_witness(&statement, input, &witness, &mut work, &mut random);
        proofs.push(proof.expect("nobody cancels"));
        previous = Some(witness.output);
    }
    let published = previous.expect("a step").image;
    let claim = Claim {
        size: SIZE,
        commitments: original.commitments(),
        recipe: &recipe,
        bound: None,
    };
    verify_at(
        k,
        &claim,
        &ChainProof {
            grouping: grouping.clone(),
            steps: proofs,
        },
        &published,
    )
}

fn evaluate(statement: &Statement, input: &HiddenImage) -> Plain {
    let (image, auxiliary) = statement.evaluate(input.image());
    let words = |samples| match samples {
        Samples::Words(words) => words,
        Samples::Bytes(bytes) => bytes.into_iter().map(u16::from).collect(),
    };
    Plain {
        output: image.pixels().iter().map(|&byte| byte.into()).collect(),
        auxiliary: auxiliary.into_iter().map(words).collect(),
        layout: statement.output,
        with_padding: false,
    }
}

const SIZE: Size = Size {
    width: 41,
    height: 29,
};
const FALSE: Result<(), Rejection> = Err(Rejection {
    step: Some(1),
    check: Check::Proof,
});

/// How an edit is proved.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// One table.
    Tone,
    /// A relation, nothing rounded.
    Exact,
    /// A relation with a remainder of this divisor, zero standing for two limbs.
    Rounded(u16),
    /// The same, and a clamp.
    Clamped(u16),
}

/// Every edit, with the smallest k that has room for its tables.
const EDITS: &[(&str, u32, Kind)] = &[
    (r#"{"contrast":{"permille":1300}}"#, 10, Kind::Tone),
    (r#"{"brightness":{"offset":-20}}"#, 10, Kind::Tone),
    (r#"{"gamma":{"permille":2200}}"#, 10, Kind::Tone),
    (
        r#"{"white_balance":{"red_permille":1200,"green_permille":1000,"blue_permille":800}}"#,
        10,
        Kind::Tone,
    ),
    (
        r#"{"crop":{"x":3,"y":5,"width":20,"height":10}}"#,
        10,
        Kind::Exact,
    ),
    (r#"{"flip":{"axis":"vertical"}}"#, 10, Kind::Exact),
    (r#"{"flip":{"axis":"horizontal"}}"#, 10, Kind::Exact),
    (r#"{"rotate90":{"turns":1}}"#, 10, Kind::Exact),
    (r#"{"rotate90":{"turns":2}}"#, 10, Kind::Exact),
    (
        r#"{"redact":{"x":3,"y":5,"width":20,"height":10}}"#,
        10,
        Kind::Exact,
    ),
    (
        r#"{"resize":{"width":17,"height":44}}"#,
        12,
        Kind::Rounded(0),
    ),
    (r#"{"rgb_to_ycbcr":{}}"#, 13, Kind::Rounded(1 << 12)),
    (r#"{"grayscale":{}}"#, 13, Kind::Rounded(1 << 12)),
    (r#"{"ycbcr_to_rgb":{}}"#, 14, Kind::Clamped(1 << 12)),
    (
        r#"{"convolve":{"preset":"gaussian3"}}"#,
        14,
        Kind::Clamped(16),
    ),
];

/// Tells a lie about the first step of a recipe that begins with each edit of some kinds: as the last
/// edit, so that its output is published, and before others, so that it is hidden.
fn rejected(wanted: impl Fn(Kind) -> bool, only_hidden: bool, bend: impl Fn(Kind, &mut Plain)) {
    for &(edit, k, kind) in EDITS.iter().filter(|(_, _, kind)| wanted(*kind)) {
        if !only_hidden {
            let said = tell(&format!("[{edit}]"), k, 0, |plain| bend(kind, plain));
            assert_eq!(said, FALSE, "{edit}, published");
        }
        let said = tell(&hidden(edit, kind), k, 0, |plain| bend(kind, plain));
        assert_eq!(said, FALSE, "{edit}, hidden");
    }
}

/// A recipe in which the edit is a step of its own, with a hidden output.
fn hidden(edit: &str, kind: Kind) -> String {
    let next = if kind == Kind::Tone {
        EDITS[5].0
    } else {
        EDITS[0].0
    };
    format!(r#"[{edit},{next},{{"crop":{{"x":0,"y":0,"width":2,"height":2}}}}]"#)
}

/// The index of a sample that may go down by one.
fn positive(samples: &[u16]) -> usize {
    samples
        .iter()
        .rposition(|&value| value > 0)
        .expect("not all black")
}

#[test]
fn the_liar_who_does_not_lie_is_believed() {
    for &(edit, k, kind) in EDITS {
        assert_eq!(
            tell(&format!("[{edit}]"), k, 0, |_| {}),
            Ok(()),
            "{edit}, published"
        );
        assert_eq!(
            tell(&hidden(edit, kind), k, 0, Plain::unfold_padding),
            Ok(()),
            "{edit}, hidden"
        );
    }
}

#[test]
fn an_output_off_by_one_is_rejected_published_and_hidden() {
    rejected(
        |_| true,
        false,
        |_, plain| {
            let index = positive(&plain.output);
            plain.output[index] -= 1;
        },
    );
}

/// The output less one, the remainder more the divisor: the relation holds, the range does not.
#[test]
fn a_remainder_out_of_range_is_rejected() {
    rejected(
        |kind| matches!(kind, Kind::Rounded(_) | Kind::Clamped(_)),
        false,
        |kind, plain| match (kind, &mut plain.auxiliary[..]) {
            (Kind::Rounded(0), [_, high]) => {
                let index = positive(&plain.output);
                high[index] += 1 << 11;
                plain.output[index] -= 1;
            }
            (Kind::Rounded(divisor), [remainder]) => {
                let index = positive(&plain.output);
                remainder[index] += divisor;
                plain.output[index] -= 1;
            }
            (Kind::Clamped(divisor), [remainder, clamp_input]) => {
                // Where nothing is clamped, so that the output can follow the clamp's input.
                let index = clamp_input
                    .iter()
                    .rposition(|z| (4097..4096 + 256).contains(z));
                let index = index.expect("a result in range");
                remainder[index] += divisor;
                clamp_input[index] -= 1;
                plain.output[index] = clamp_input[index] - 4096;
            }
            _ => unreachable!("the kinds that round"),
        },
    );
}

/// A clamp's input beyond its table and an output one less pack to the same value.
#[test]
fn a_clamp_that_wraps_is_rejected() {
    rejected(
        |kind| matches!(kind, Kind::Clamped(_)),
        false,
        |_, plain| {
            let index = positive(&plain.output);
            plain.auxiliary[1][index] += 1 << 13;
            plain.output[index] -= 1;
        },
    );
}

/// A hidden output above a byte: the next step would read it as another pixel.
#[test]
fn a_hidden_output_above_a_byte_is_rejected() {
    rejected(|_| true, true, |_, plain| plain.output[7] += 256);
}

/// Values in the rows below the last image row, on which the next step relies.
#[test]
fn padding_that_does_not_repeat_the_last_row_is_rejected() {
    rejected(
        |_| true,
        true,
        |_, plain| {
            plain.unfold_padding();
            let index = positive(&plain.output);
            assert!(index >= plain.layout.size.bytes(), "in the padding");
            plain.output[index] -= 1;
        },
    );
    rejected(
        |kind| matches!(kind, Kind::Rounded(_) | Kind::Clamped(_)),
        true,
        |_, plain| {
            plain.unfold_padding();
            let index = positive(&plain.auxiliary[0]);
            plain.auxiliary[0][index] -= 1;
        },
    );
}

/// Deep in a chain the step of the lie is named.
#[test]
fn a_lie_in_a_later_step_is_found_there() {
    let json = format!(
        "[{},{},{},{}]",
        EDITS[5].0, EDITS[0].0, EDITS[9].0, EDITS[3].0
    );
    for step in 0..4 {
        let said = tell(&json, 10, step, |plain| plain.output[100] ^= 1);
        let expected = Rejection {
            step: Some(step + 1),
            check: Check::Proof,
        };
        assert_eq!(said, Err(expected), "step {step}");
    }
}
