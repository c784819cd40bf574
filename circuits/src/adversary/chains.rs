//! Forgeries of chains: steps in other places, and sums that cancel.

use std::ops::Range;

use super::*;

const SIZE: Size = Size { width: 41, height: 29 };
const FLIP: &str = r#"{"flip":{"axis":"horizontal"}}"#;
const TONE: &str = r#"{"contrast":{"permille":1300}}"#;

const PIXELS: Result<(), Rejection> = Err(Rejection { step: None, check: Check::PublishedPixels });

fn chain(edits: &[&str]) -> Recipe {
    Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe")
}

fn malformed(what: &'static str) -> Result<(), Rejection> {
    Err(Rejection { step: None, check: Check::Malformed(what) })
}

impl Forged {
    /// Claims another recipe, the steps being those of the file.
    fn claim(&mut self, edits: &[&str]) {
        self.recipe = chain(edits);
        self.proof.grouping = vec![1; edits.len()];
    }

    /// Claims that the chain is only these steps, each of one edit.
    fn claim_only(&mut self, edit: &str, steps: Range<usize>) {
        if steps.start > 0 {
            self.original = self.proof.steps[steps.start - 1].output.clone();
        }
        self.published = self.images[steps.end].clone();
        self.claim(&vec![edit; steps.len()]);
        self.proof.steps = self.proof.steps[steps].to_vec();
    }
}

/// Four equal edits: the first three steps have equal statements. Where the edit changes nothing, all pictures
/// are equal, too.
#[test]
fn steps_of_equal_statements_are_told_apart() {
    const MULTIPLICITIES: &str = "the number of multiplicities";
    const LENGTHS: &str = "the number or the length of the proofs";
    let nothing = r#"{"resize":{"width":41,"height":29}}"#;
    let form = |what| Check::Malformed(what);
    for (edit, k, what_hiding_changes) in
        [(FLIP, 10, form(LENGTHS)), (TONE, 10, Check::Proof), (nothing, 14, form(MULTIPLICITIES))]
    {
        let honest = forge(SIZE, k, chain(&[edit; 4]), Some(&[1; 4]), &ACCEPTED);
        assert_eq!(honest.check(), Ok(()), "{edit}");
        let equal = honest.images.iter().all(|image| *image == honest.published);
        assert_eq!(equal, edit == nothing);
        steps_are_told_apart(&honest, edit, &what_hiding_changes);
    }
}

fn steps_are_told_apart(honest: &Forged, edit: &str, what_hiding_changes: &Check) {
    let check = |words: &str, expected, change: &dyn Fn(&mut Forged)| {
        let mut forged = honest.clone();
        change(&mut forged);
        assert_eq!(forged.check(), expected, "{edit}: {words}");
    };
    let is_false = |edit| rejection(edit, Check::Proof);
    let steps = malformed("the number of steps");

    check("first two swapped", is_false(1), &|forged| forged.proof.steps.swap(0, 1));
    check("second and third swapped", is_false(2), &|forged| forged.proof.steps.swap(1, 2));
    check("their proofs swapped", is_false(2), &|forged| {
        let [_, second, third, _] = &mut forged.proof.steps[..] else { unreachable!("four steps") };
        std::mem::swap(&mut second.proofs, &mut third.proofs);
    });
    check("the first's proofs in the second's place", is_false(2), &|forged| {
        forged.proof.steps[1].proofs = forged.proof.steps[0].proofs.clone()
    });
    check("the second left out", steps.clone(), &|forged| {
        forged.proof.steps.remove(1);
    });
    check("the second repeated", steps.clone(), &|forged| {
        forged.proof.steps.insert(1, forged.proof.steps[1].clone())
    });
    for index in 0..3 {
        check("one left out, and so claimed", is_false(1), &|forged| {
            forged.claim(&[edit; 3]);
            forged.proof.steps.remove(index);
        });
        check("one repeated, and so claimed", is_false(1), &|forged| {
            forged.claim(&[edit; 5]);
            forged.proof.steps.insert(index, forged.proof.steps[index].clone());
        });
        check("the rest alone", is_false(1), &|forged| forged.claim_only(edit, index + 1..4));
        // The step whose hidden output is called published has not the form for that, or it is of another recipe.
        let rejected = match what_hiding_changes {
            Check::Proof => is_false(1),
            form => rejection(index + 1, form.clone()),
        };
        check("the beginning alone", rejected, &|forged| forged.claim_only(edit, 0..index + 1));
    }
    // A relation sees the pixels, too.
    let pixels = if edit == TONE { PIXELS } else { is_false(4) };
    check("an intermediate's pixels", pixels, &|forged| {
        let mut pixels = forged.images[1].pixels().to_vec();
        // Equal pictures differ by this.
        pixels[0] ^= u8::from(forged.images[1] == forged.published);
        forged.published = Image::new(SIZE, pixels);
    });
}

/// Other groupings than the program's own are accepted if the rules allow them, and no proof is valid for another
/// grouping.
#[test]
fn another_grouping_is_another_statement() {
    let crop = r#"{"crop":{"x":3,"y":5,"width":20,"height":10}}"#;
    type Groupings = &'static [&'static [u8]];
    let groupings: [([&str; 3], Groupings); 2] = [
        ([TONE; 3], &[&[3], &[1, 2], &[2, 1], &[1, 1, 1]]),
        ([crop, FLIP, TONE], &[&[2, 1], &[1, 1, 1]]),
    ];
    for (edits, groupings) in groupings {
        for made in groupings {
            let mut forged = forge(SIZE, 10, chain(&edits), Some(made), &ACCEPTED);
            assert_eq!(forged.check(), Ok(()), "{edits:?}, {made:?}");
            for claimed in groupings.iter().filter(|claimed| *claimed != made) {
                forged.proof.grouping = claimed.to_vec();
                let expected = if claimed.len() == made.len() {
                    rejection(1, Check::Proof)
                } else {
                    malformed("the number of steps")
                };
                assert_eq!(forged.check(), expected, "{edits:?}, {made:?} as {claimed:?}");
            }
            for forbidden in [&[][..], &[0, 3], &[3, 0], &[4], &[1, 1], &[255, 4], &[1, 1, 1, 1]] {
                forged.proof.grouping = forbidden.to_vec();
                let expected = malformed("the grouping of edits");
                assert_eq!(forged.check(), expected, "{edits:?}, {made:?} as {forbidden:?}");
            }
        }
    }
}

/// The forged step is named even deep in a chain.
#[test]
fn a_forgery_in_a_later_step_is_found_there() {
    let redact = r#"{"redact":{"x":3,"y":5,"width":20,"height":10}}"#;
    for step in 0..3 {
        let forgery = Forgery { step, numbers: &|numbers| numbers.output[100] ^= 1, ..HONEST };
        let forged = forge(SIZE, 10, chain(&[FLIP, TONE, redact]), None, &forgery);
        assert_eq!(forged.check(), rejection(step + 1, Check::Proof));
    }
}

/// The last number of a proof is bound by nothing that comes after it: one more in one proof and one less
/// in another, and both are false by what cancels in a plain sum.
#[test]
fn false_proofs_that_cancel_are_rejected() {
    let move_last_number = |proof: &mut [u8], by: Fp| {
        let (_, last) = proof.split_last_chunk_mut::<32>().expect("a proof");
        *last = (Fp::from_repr(*last).expect("a number") + by).to_repr();
    };
    let places = [(0, 0), (0, 1), (1, 0)];
    let blur = r#"{"convolve":{"preset":"gaussian3"}}"#;
    let mut forged = forge(SIZE, 10, chain(&[blur, FLIP]), None, &ACCEPTED);
    assert_eq!(forged.check(), Ok(()));
    let honest = forged.proof.clone();
    for (index, &first) in places.iter().enumerate() {
        for &second in &places[index + 1..] {
            forged.proof = honest.clone();
            move_last_number(&mut forged.proof.steps[first.0].proofs[first.1], Fp::ONE);
            move_last_number(&mut forged.proof.steps[second.0].proofs[second.1], -Fp::ONE);
            let mut plain = DeferredMsm::empty(forged.k);
            for (_, sum) in forged.sums(0).iter().chain(&forged.sums(1)) {
                plain.add(sum);
            }
            assert!(plain.evaluates_to_identity(), "added plainly they are accepted");
            let expected = rejection(first.0 + 1, Check::Proof);
            assert_eq!(forged.check(), expected, "{first:?}, {second:?}");
        }
    }
}

/// The same with the check of the published pixels: their commitment has one more of the blinding generator,
/// the last proof one less.
#[test]
fn a_false_proof_that_cancels_the_pixels_is_rejected() {
    let blinded = Forgery { planes: &|planes| planes.output[0].blind += Fp::ONE, ..HONEST };
    let blinded = forge(SIZE, 10, chain(&[FLIP]), None, &blinded);
    for by in [Fp::ONE, -Fp::ONE] {
        let mut forged = blinded.clone();
        let proof = forged.proof.steps[0].proofs.last_mut().expect("a proof");
        let (_, last) = proof.split_last_chunk_mut::<32>().expect("a proof");
        *last = (Fp::from_repr(*last).expect("a number") + by).to_repr();
        assert_eq!(forged.check(), rejection(1, Check::Proof));
    }
}
