//! What a stranger tries who has read `docs/protocol.md` and sees this crate's public functions, and holds
//! published files but no original.

mod common;

use std::sync::OnceLock;

use common::{ATTESTATION, Story, noise};
use ff::PrimeField;
use halo2_proofs::pasta::{Fp, Fq};
use proofroom_circuits::edits::{Convolve, Edit};
use proofroom_circuits::{
    ChainProof, Check, Claim, ColumnCommitment, Image, Output, Recipe, Rejection, Size, StepProof,
    verify,
};

/// A size as a forger writes it.
fn size(width: u32, height: u32) -> Size {
    Size::dangerously_unchecked(width, height)
}

/// Three columns of six image rows; the last holds one row and its padding.
const SIZE: Size = match Size::new(800, 13) {
    Ok(size) => size,
    Err(_) => panic!("no size"),
};
const EDITS: [&str; 3] = [
    r#"{"flip":{"axis":"horizontal"}}"#,
    r#"{"contrast":{"permille":1300}}"#,
    r#"{"gamma":{"permille":900}}"#,
];

fn recipe(edits: &[&str]) -> Recipe {
    Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe")
}

/// A published file of two steps: a flip, hidden; two tones, published.
fn story() -> &'static Story {
    static STORY: OnceLock<Story> = OnceLock::new();
    STORY.get_or_init(|| {
        let json = format!("[{}]", EDITS.join(","));
        let story = Story::new(noise(SIZE, 5), &json, Some("for the editor"));
        assert_eq!(story.check(), Ok(()));
        story
    })
}

/// What is handed to the verifier.
struct Attack {
    size: Size,
    commitments: Vec<ColumnCommitment>,
    attestation: Vec<u8>,
    recipe: Recipe,
    bound: Option<String>,
    proof: ChainProof,
    image: Image,
}

impl Attack {
    fn on(story: &Story) -> Self {
        Attack {
            size: story.original.size(),
            commitments: story.original.commitments().to_vec(),
            attestation: ATTESTATION.to_vec(),
            recipe: story.recipe.clone(),
            bound: story.bound.clone(),
            proof: story.proof.clone(),
            image: story.image.clone(),
        }
    }

    fn claim(&mut self, edits: &[&str], grouping: &[u8]) {
        self.recipe = recipe(edits);
        self.proof.grouping = grouping.to_vec();
    }

    fn verify(&self) -> Result<(), Rejection> {
        let claim = Claim {
            size: self.size,
            commitments: &self.commitments,
            attestation: &self.attestation,
            recipe: &self.recipe,
            bound: self.bound.as_deref(),
        };
        verify(&claim, &self.proof, Output::Pixels(&self.image))
    }
}

#[track_caller]
fn rejected(step: impl Into<Option<usize>>, check: Check, bend: impl Fn(&mut Attack)) {
    let mut attack = Attack::on(story());
    bend(&mut attack);
    let expected = Rejection { step: step.into(), check };
    assert_eq!(attack.verify(), Err(expected));
}

/// A number of 32 bytes, little-endian, and the modulus of a field, if their sum has 32 bytes.
fn add_modulus(word: &mut [u8; 32], modulus: &str) -> bool {
    let mut carry = 0;
    for (place, byte) in word.iter_mut().enumerate() {
        let from = modulus.len() - 2 * place - 2;
        let digits = u16::from_str_radix(&modulus[from..from + 2], 16).expect("hexadecimal");
        let sum = u16::from(*byte) + digits + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    carry == 0
}

/// Other bytes for the same number or point, and the point with the other sign.
fn disguises(word: [u8; 32]) -> Vec<[u8; 32]> {
    let mut negative = word;
    negative[31] ^= 0x80;
    let moduli = [Fp::MODULUS, Fq::MODULUS].into_iter().filter_map(|modulus| {
        let mut sum = word;
        add_modulus(&mut sum, modulus).then_some(sum)
    });
    moduli.chain([negative]).collect()
}

#[test]
fn no_number_or_point_of_a_proof_has_another_encoding() {
    for (step, first_edit) in [(0, 1), (1, 2)] {
        for (index, proof) in story().proof.steps[step].proofs.iter().enumerate() {
            let (words, rest) = proof.as_chunks::<32>();
            assert!(rest.is_empty());
            // All kinds of words: advice, evaluations, opening, and the last numbers.
            let places = (0..words.len()).step_by(5).chain(words.len() - 2..words.len());
            for place in places {
                for disguise in disguises(words[place]) {
                    rejected(first_edit, Check::Proof, |attack| {
                        let proof = &mut attack.proof.steps[step].proofs[index];
                        proof.as_chunks_mut().0[place] = disguise;
                    });
                }
            }
        }
    }
}

#[test]
fn no_commitment_has_another_encoding() {
    let first_of = |attack: &Attack| {
        let [first, last] = &attack.proof.steps[..] else { unreachable!("two steps") };
        [attack.commitments[0], first.output[0], last.output[0], last.multiplicities[0]]
    };
    let honest = first_of(&Attack::on(story()));
    for (place, honest) in honest.into_iter().enumerate() {
        let [fp, fq, negative] = disguises(honest.0)[..] else {
            panic!("points have room for a modulus")
        };
        let _ = fp;
        for (word, check) in [(fq, Check::LinkedCommitment), (negative, Check::Proof)] {
            let step = match (place, &check) {
                (0, Check::LinkedCommitment) => None,
                (0 | 1, _) => Some(1),
                _ => Some(2),
            };
            rejected(step, check, |attack| {
                let [first, last] = &mut attack.proof.steps[..] else { unreachable!("two steps") };
                let places = [
                    &mut attack.commitments[0],
                    &mut first.output[0],
                    &mut last.output[0],
                    &mut last.multiplicities[0],
                ];
                *places[place] = ColumnCommitment(word);
            });
        }
    }
}

#[test]
fn the_bytes_of_a_proof_are_read_in_one_way() {
    let bytes = borsh::to_vec(&story().proof).expect("writing to memory");
    assert_eq!(borsh::from_slice::<ChainProof>(&bytes).expect("a proof"), story().proof);
    assert!(borsh::from_slice::<ChainProof>(&[&bytes[..], &[0]].concat()).is_err());
    assert!(borsh::from_slice::<ChainProof>(&bytes[..bytes.len() - 1]).is_err());
}

/// The padding of a picture's last column is what a higher picture that repeats its last row holds there:
/// all commitments are the same.
#[test]
fn a_picture_with_its_last_row_repeated_is_another_picture() {
    rejected(1, Check::Proof, |attack| {
        let last_row = attack.image.row(SIZE.height() - 1);
        let pixels = [attack.image.pixels(), last_row].concat();
        attack.size = size(attack.size.width(), attack.size.height() + 1);
        attack.image = Image::new(attack.size, pixels);
    });
}

#[test]
fn another_size_is_another_original() {
    let columns = Check::Malformed("the number of the original's columns");
    let of_steps = Check::Malformed("the number of the output's columns");
    let lengths = Check::Malformed("the number or the length of the proofs");
    // As many columns; as many pixels; another k, with and without as many columns.
    for (other, count, step, check) in [
        (size(799, 13), 3, Some(1), Check::Proof),
        (size(800, 17), 3, Some(1), Check::Proof),
        (size(800, 18), 3, Some(1), lengths.clone()),
        (size(13, 800), 3, None, columns.clone()),
        (size(13, 800), 2, Some(1), of_steps.clone()),
        (size(5400, 13), 3, None, columns),
        (size(5400, 13), 7, Some(1), of_steps),
        (size(5400, 5), 3, Some(1), lengths),
        (size(0, 13), 3, None, Check::Malformed("the original's size")),
        (size(u32::MAX, u32::MAX), 3, None, Check::Malformed("the original's size")),
    ] {
        rejected(step, check, |attack| {
            attack.size = other;
            attack.commitments =
                story().original.commitments().iter().copied().cycle().take(count).collect();
            // Pixels of that size, whatever they show.
            if Size::new(other.width(), other.height()).is_ok() {
                let pixels = story().image.pixels().iter().copied().cycle().take(other.bytes());
                attack.image = Image::new(other, pixels.collect());
            }
        });
    }
    rejected(None, Check::Malformed("the published image's size"), |attack| {
        attack.size = size(attack.size.width(), attack.size.height() + 1)
    });
}

/// Recipes that give the same pixels by statements of the same shape.
#[test]
fn edits_that_change_nothing_change_the_claim() {
    let [flip, contrast, gamma] = EDITS;
    let full = r#"{"crop":{"x":0,"y":0,"width":800,"height":13}}"#;
    let nothing = [
        r#"{"brightness":{"offset":0}}"#,
        r#"{"contrast":{"permille":1000}}"#,
        r#"{"gamma":{"permille":1000}}"#,
        r#"{"white_balance":{"red_permille":1000,"green_permille":1000,"blue_permille":1000}}"#,
    ];
    for edit in nothing {
        for edits in [[flip, edit, contrast, gamma], [flip, contrast, gamma, edit]] {
            rejected(1, Check::Proof, |attack| attack.claim(&edits, &[1, 3]));
        }
    }
    rejected(1, Check::Proof, |attack| attack.claim(&[full, flip, contrast, gamma], &[2, 2]));
    let steps = Check::Malformed("the number of steps");
    rejected(None, steps, |attack| {
        attack.claim(&[flip, flip, flip, contrast, gamma], &[1, 1, 1, 2])
    });
    // The same numbers in other words are the same recipe.
    let mut attack = Attack::on(story());
    let words = serde_json::to_string_pretty(&attack.recipe).expect("serialises");
    attack.recipe = Recipe::from_json(&words).expect("a recipe");
    assert_eq!(attack.verify(), Ok(()));
}

/// Whoever has a key that signs any hash, such as a simulated camera's, cannot put his name, or another date, over
/// somebody else's published picture.
#[test]
fn another_attestation_is_rejected() {
    let others: [&[u8]; 4] = [b"", b"an attestatioN", b"an attestation ", b"another"];
    for other in others {
        rejected(1, Check::Proof, |attack| attack.attestation = other.to_vec());
    }
    // A lookup alone binds it, and so does a relation.
    let size = Size::new(40, 30).expect("a size");
    for edit in EDITS {
        let story = Story::new(noise(size, 1), &format!("[{edit}]"), None);
        let mut attack = Attack::on(&story);
        assert_eq!(attack.verify(), Ok(()), "{edit}");
        attack.attestation[0] ^= 1;
        let expected = Rejection { step: Some(1), check: Check::Proof };
        assert_eq!(attack.verify(), Err(expected), "{edit}");
    }
}

#[test]
fn an_empty_recipe_is_no_crop() {
    let size = Size::new(40, 30).expect("a size");
    let story = Story::new(noise(size, 1), "[]", None);
    assert_eq!(story.check(), Ok(()));
    let turns = r#"{"rotate90":{"turns":2}}"#;
    let full = r#"{"crop":{"x":0,"y":0,"width":40,"height":30}}"#;
    for (edits, grouping) in
        [(&[full][..], &[1][..]), (&[full, full], &[2]), (&[full, turns], &[2])]
    {
        let mut attack = Attack::on(&story);
        attack.claim(edits, grouping);
        let expected = Rejection { step: Some(1), check: Check::Proof };
        assert_eq!(attack.verify(), Err(expected), "{edits:?}");
    }
}

#[test]
fn columns_in_another_order_are_rejected() {
    rejected(1, Check::Proof, |attack| attack.commitments.swap(0, 1));
    rejected(1, Check::Proof, |attack| attack.proof.steps[0].output.swap(0, 1));
    // The published columns with their pixels.
    rejected(2, Check::Proof, |attack| {
        attack.proof.steps[1].output.swap(0, 1);
        let (first, second) = attack.image.pixels().split_at(6 * SIZE.row_bytes());
        let (second, third) = second.split_at(6 * SIZE.row_bytes());
        attack.image = Image::new(SIZE, [second, first, third].concat());
    });
}

/// Anybody can compute the commitments to published pixels: by publishing them as an original of his own.
#[test]
fn pixels_changed_with_their_commitments_are_rejected() {
    let mut pixels = story().image.pixels().to_vec();
    pixels[20_000] ^= 1;
    let forged = Story::new(Image::new(SIZE, pixels), "[]", None);
    rejected(2, Check::Proof, |attack| {
        attack.image = forged.image.clone();
        attack.proof.steps[1].output = forged.proof.steps[0].output.clone();
    });
    // With the whole step of his own.
    rejected(2, Check::Malformed("the number of multiplicities"), |attack| {
        attack.image = forged.image.clone();
        attack.proof.steps[1] = forged.proof.steps[0].clone();
    });
    // With an original of his own.
    rejected(1, Check::Proof, |attack| attack.commitments = forged.original.commitments().to_vec());
}

/// Two files of one original, one recipe and one text.
#[test]
fn steps_of_two_files_do_not_make_a_third() {
    let json = format!("[{}]", EDITS.join(","));
    let other = Story::new(noise(SIZE, 5), &json, Some("for the editor"));
    assert_eq!(other.check(), Ok(()));
    assert_eq!(other.original.commitments(), story().original.commitments());
    rejected(2, Check::Proof, |attack| attack.proof.steps[0] = other.proof.steps[0].clone());
    rejected(2, Check::Proof, |attack| attack.proof.steps[1] = other.proof.steps[1].clone());
    let parts: [fn(&mut StepProof, &StepProof); 3] = [
        |step, other| step.output = other.output.clone(),
        |step, other| step.multiplicities = other.multiplicities.clone(),
        |step, other| step.proofs = other.proofs.clone(),
    ];
    for (number, part) in parts.into_iter().enumerate() {
        // The published output is the same in both, and so is what the first step has not.
        let same = [[false, true, false], [true, false, false]];
        for (step, first_edit) in [(0, 1), (1, 2)] {
            let mut attack = Attack::on(story());
            part(&mut attack.proof.steps[step], &other.proof.steps[step]);
            let rejection = Rejection { step: Some(first_edit), check: Check::Proof };
            let expected = if same[step][number] { Ok(()) } else { Err(rejection) };
            assert_eq!(attack.verify(), expected, "part {number} of step {step}");
        }
    }
}

#[test]
fn a_part_of_a_chain_is_no_chain() {
    let [_, contrast, gamma] = EDITS;
    // What was hidden, called an original.
    rejected(1, Check::Proof, |attack| {
        attack.commitments = attack.proof.steps.remove(0).output;
        attack.claim(&[contrast, gamma], &[2]);
    });
    // The published picture, called an original that nothing was done to.
    rejected(1, Check::Malformed("the number of multiplicities"), |attack| {
        attack.commitments = attack.proof.steps.remove(1).output;
        attack.claim(&[contrast, gamma], &[2]);
    });
    rejected(None, Check::Malformed("the grouping of edits"), |attack| attack.claim(&[], &[1, 2]));
    rejected(None, Check::Malformed("the grouping of edits"), |attack| {
        attack.proof = ChainProof { grouping: vec![], steps: vec![] }
    });
    rejected(None, Check::Malformed("the number of steps"), |attack| attack.proof.steps.clear());
}

#[test]
fn proofs_about_nothing_are_rejected() {
    let lengths = || Check::Malformed("the number or the length of the proofs");
    let of_columns = || Check::Malformed("the number of the output's columns");
    rejected(1, of_columns(), |attack| attack.proof.steps[0].output.clear());
    rejected(1, lengths(), |attack| attack.proof.steps[0].proofs.clear());
    rejected(2, lengths(), |attack| attack.proof.steps[1].proofs[0].clear());
    rejected(2, Check::Malformed("the number of multiplicities"), |attack| {
        attack.proof.steps[1].multiplicities.clear()
    });
    rejected(2, Check::Proof, |attack| attack.proof.steps[1].proofs[0].fill(0));
}

#[test]
fn recipes_that_no_reader_would_let_through_are_refused() {
    let kernel = |kernel, divisor| Edit::Convolve(Convolve { kernel, divisor });
    for edits in [
        vec![kernel(vec![], 1)],
        vec![kernel(vec![vec![]; 3], 1)],
        vec![kernel(vec![vec![0; 3]; 3], 0)],
        vec![kernel(vec![vec![i16::MAX; 5]; 5], 1)],
        recipe(&[EDITS[0]; 33]).edits().to_vec(),
    ] {
        let mut attack = Attack::on(story());
        attack.recipe = Recipe::new(edits);
        let rejection = attack.verify().expect_err("must be refused");
        assert!(matches!(rejection.check, Check::Recipe(_)), "{rejection:?}");
        assert_eq!(rejection.step, None);
    }
}

/// Nothing of what a file can say makes the verifier panic or agree.
#[test]
fn damaged_proofs_are_rejected_whatever_the_damage() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize % limit
    };
    for case in 0..100 {
        let mut attack = Attack::on(story());
        let step = &mut attack.proof.steps[below(2)];
        let random = ColumnCommitment(std::array::from_fn(|_| below(256) as u8));
        let list = match below(2) {
            0 if !step.multiplicities.is_empty() => &mut step.multiplicities,
            _ => &mut step.output,
        };
        match below(8) {
            0 => list[0] = random,
            1 => list.push(random),
            2 => drop(list.pop()),
            3 => step.proofs.push(vec![0; below(5000)]),
            4 => attack.proof.grouping.push(below(256) as u8),
            5 => attack.proof.grouping = vec![below(256) as u8; below(1_000_000)],
            _ => {
                let proof = &mut step.proofs[0];
                let place = below(proof.len());
                proof[place] ^= 1 << below(8);
            }
        }
        assert!(attack.verify().is_err(), "case {case}");
    }
}
