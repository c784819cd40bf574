//! The rounds of a step: what is hashed, in which order, and the challenges that follow from it.
//!
//! See section 7 of `docs/protocol.md`.
//!
//! ```text
//! round 0   digest 0 = H(what the step states, commitments of round 0)       -> alpha, theta, r, t
//! round i   digest i = H(i, digest i - 1, commitments of round i)            -> what this round needs
//! the end   digest   = H(number of rounds, digest of the last round)         -> z, gamma
//! ```
//!
//! A challenge must bind everything that was committed before it and nothing that is committed after it: a column
//! that is chosen when its challenge is known passes anything. So nobody here draws and absorbs as he likes. A
//! [`Round`] takes all commitments of a round at once and gives the round's challenges with itself; the next round
//! can only be made from it, and it is used up by that, or by the last draw.

use ff::FromUniformBytes;
use halo2_proofs::pasta::Fp;
use sha3::{Digest, Sha3_256, Sha3_512};

use crate::chain::FORMAT_VERSION;
use crate::commitment::{ColumnCommitment, ImageHash};
use crate::edits::recipe::Recipe;
use crate::image::layout::Layout;
use crate::image::{Image, Size};

/// What a file publishes besides its proof, as the challenges absorb it. 1 stands for a JPEG and 2 for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutputKind {
    /// Pixels.
    Pixels = 0,
}

/// A committed array of numbers, as the challenges absorb it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HashedTensor {
    kind: u64,
    rows: u64,
    row_values: u64,
    k: u32,
    hash: ImageHash,
}

impl HashedTensor {
    const IMAGE: u64 = 0;

    /// The image of this size whose columns of `2^k` rows have these commitments.
    pub fn image(size: Size, k: u32, commitments: &[ColumnCommitment]) -> Self {
        HashedTensor {
            kind: Self::IMAGE,
            rows: size.height.into(),
            row_values: size.row_bytes() as u64,
            k,
            hash: ImageHash::of(size, k, commitments),
        }
    }
}

/// Everything that round 0 absorbs: what the step states, and what is committed before any challenge is known.
pub(crate) struct Opening<'a> {
    /// What the file publishes.
    pub kind: OutputKind,
    /// Who signed the original, and what they said; opaque here.
    pub attestation: &'a [u8],
    /// A text that the proof is made for.
    pub bound: Option<&'a str>,
    /// All edits of the file.
    pub recipe: &'a Recipe,
    /// How many edits each step covers.
    pub grouping: &'a [u8],
    /// The number of the step, from 0.
    pub step: usize,
    pub inputs: &'a [HashedTensor],
    pub outputs: &'a [HashedTensor],
    /// Commitments to remainders and quotients.
    pub auxiliary: &'a [ColumnCommitment],
    /// Commitments to the multiplicities of the lookups.
    pub multiplicities: &'a [ColumnCommitment],
}

/// The challenges of round 0.
#[derive(Clone, Copy)]
pub(crate) struct FirstChallenges {
    /// The point at which lookups compare their sums.
    pub alpha: Fp,
    /// Joins the two columns of a pair that is looked up.
    pub theta: Fp,
    /// Weighs image rows in the linear relation.
    pub r: Fp,
    /// Weighs bytes of a row in the linear relation.
    pub t: Fp,
}

/// The challenges that are drawn last, after everything that the step commits to. They join the equations of a
/// relation, and stand in the instance of each of its proofs: so these proofs bind all rounds, whatever their
/// weights are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LastChallenges {
    pub z: Fp,
    pub gamma: Fp,
}

impl LastChallenges {
    /// As instances hold them.
    pub fn both(self) -> [Fp; 2] {
        [self.z, self.gamma]
    }
}

/// A round whose commitments are absorbed and whose challenges are drawn.
pub(crate) struct Round {
    number: u64,
    digest: [u8; 32],
}

impl Round {
    /// Round 0.
    pub fn first(opening: &Opening<'_>) -> (FirstChallenges, Self) {
        let mut hash = Hash::new(b"proofroom round 0");
        hash.number(FORMAT_VERSION.into());
        hash.number(opening.kind as u64);
        hash.number(opening.bound.is_some().into());
        hash.bytes(opening.bound.unwrap_or_default().as_bytes());
        hash.bytes(&borsh::to_vec(opening.recipe).expect("writing to memory"));
        hash.bytes(opening.grouping);
        hash.number(opening.step as u64);
        hash.tensors(opening.inputs);
        hash.tensors(opening.outputs);
        hash.commitments(opening.auxiliary);
        hash.commitments(opening.multiplicities);
        hash.bytes(opening.attestation);
        let digest = hash.finish();
        let [alpha, theta, r, t] = draw(&digest);
        (FirstChallenges { alpha, theta, r, t }, Round { number: 0, digest })
    }

    /// The round after this one, with all lists of commitments that it makes, and its challenges.
    #[cfg_attr(not(test), allow(dead_code))]
    pub fn next<const N: usize>(self, commitments: &[&[ColumnCommitment]]) -> ([Fp; N], Self) {
        let number = self.number + 1;
        let mut hash = Hash::new(b"proofroom next round");
        hash.number(number);
        hash.hash.update(self.digest);
        hash.number(commitments.len() as u64);
        commitments.iter().for_each(|list| hash.commitments(list));
        let digest = hash.finish();
        (draw(&digest), Round { number, digest })
    }

    /// The last challenges, if no round follows.
    pub fn last(self) -> LastChallenges {
        let mut hash = Hash::new(b"proofroom last draw");
        hash.number(self.number + 1);
        hash.hash.update(self.digest);
        let [z, gamma] = draw(&hash.finish());
        LastChallenges { z, gamma }
    }
}

/// The weight with which the columns of the published pixels are added up, drawn from the pixels and the commitments.
pub(crate) fn weight_of_pixels(
    image: &Image,
    layout: &Layout,
    commitments: &[ColumnCommitment],
) -> Fp {
    let mut hash = Hash::new(b"proofroom published pixels");
    hash.tensors(&[HashedTensor::image(layout.size, layout.k, commitments)]);
    hash.bytes(image.pixels());
    let [weight] = draw(&hash.finish());
    weight
}

/// SHA3-256 of a tag and of things whose lengths are hashed, too, so that no byte can move to a neighbour.
struct Hash {
    hash: Sha3_256,
}

impl Hash {
    fn new(tag: &[u8]) -> Self {
        let mut hash = Hash { hash: Sha3_256::new() };
        hash.bytes(tag);
        hash
    }

    fn number(&mut self, number: u64) {
        self.hash.update(number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.hash.update(bytes);
    }

    fn tensors(&mut self, tensors: &[HashedTensor]) {
        self.number(tensors.len() as u64);
        for tensor in tensors {
            self.number(tensor.kind);
            self.number(tensor.rows);
            self.number(tensor.row_values);
            self.number(tensor.k.into());
            self.hash.update(tensor.hash.0);
        }
    }

    fn commitments(&mut self, commitments: &[ColumnCommitment]) {
        self.number(commitments.len() as u64);
        for commitment in commitments {
            self.hash.update(commitment.0);
        }
    }

    fn finish(self) -> [u8; 32] {
        self.hash.finalize().into()
    }
}

/// The challenges that follow from a digest: number i is SHA3-512 of tag, digest and i, reduced.
fn draw<const N: usize>(digest: &[u8; 32]) -> [Fp; N] {
    const TAG: &[u8] = b"proofroom challenge";
    std::array::from_fn(|index| {
        let mut hash = Sha3_512::new();
        hash.update((TAG.len() as u64).to_le_bytes());
        hash.update(TAG);
        hash.update(digest);
        hash.update((index as u64).to_le_bytes());
        Fp::from_uniform_bytes(&hash.finalize().into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: ColumnCommitment = ColumnCommitment([1; 32]);
    const TWO: ColumnCommitment = ColumnCommitment([2; 32]);
    const SIZE: Size = Size { width: 2, height: 3 };

    fn recipe(json: &str) -> Recipe {
        Recipe::from_json(json).expect("a recipe")
    }

    fn opening(recipe: &Recipe) -> Opening<'_> {
        Opening {
            kind: OutputKind::Pixels,
            attestation: b"who",
            bound: None,
            recipe,
            grouping: &[1],
            step: 0,
            inputs: &[],
            outputs: &[],
            auxiliary: &[],
            multiplicities: &[],
        }
    }

    fn all_of(opening: &Opening<'_>) -> [Fp; 6] {
        let (FirstChallenges { alpha, theta, r, t }, round) = Round::first(opening);
        let LastChallenges { z, gamma } = round.last();
        [alpha, theta, r, t, z, gamma]
    }

    /// All challenges of all of these are different.
    fn all_differ<const N: usize>(drawn: &[[Fp; N]]) {
        let mut all: Vec<Fp> = drawn.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), N * drawn.len());
    }

    #[test]
    fn everything_in_round_0_changes_every_challenge() {
        let [flip, turn] = [
            recipe(r#"[{"flip":{"axis":"horizontal"}}]"#),
            recipe(r#"[{"rotate90":{"turns":1}}]"#),
        ];
        let image = |size: (u32, u32), k, commitments: &[ColumnCommitment]| {
            [HashedTensor::image(Size { width: size.0, height: size.1 }, k, commitments)]
        };
        let honest = || opening(&flip);
        let images = [
            image((2, 3), 14, &[ONE]),
            image((3, 2), 14, &[ONE]),
            image((2, 3), 15, &[ONE]),
            image((2, 3), 14, &[TWO]),
        ];
        let mut drawn = vec![
            all_of(&honest()),
            all_of(&opening(&turn)),
            all_of(&Opening { attestation: b"whom", ..honest() }),
            all_of(&Opening { attestation: b"", ..honest() }),
            all_of(&Opening { bound: Some(""), ..honest() }),
            all_of(&Opening { bound: Some("who"), ..honest() }),
            all_of(&Opening { grouping: &[1, 1], ..honest() }),
            all_of(&Opening { step: 1, ..honest() }),
            all_of(&Opening { auxiliary: &[ONE, TWO], ..honest() }),
            all_of(&Opening { auxiliary: &[ONE], multiplicities: &[TWO], ..honest() }),
            all_of(&Opening { multiplicities: &[ONE, TWO], ..honest() }),
            all_of(&Opening { multiplicities: &[TWO, ONE], ..honest() }),
        ];
        drawn.extend(images.iter().map(|inputs| all_of(&Opening { inputs, ..honest() })));
        drawn.extend(images.iter().map(|outputs| all_of(&Opening { outputs, ..honest() })));
        all_differ(&drawn);
    }

    #[test]
    fn a_round_binds_all_before_it_and_its_own_commitments() {
        let recipe = recipe("[]");
        let other_step = Opening { step: 1, ..opening(&recipe) };
        let second = |opening: &Opening<'_>, lists: &[&[ColumnCommitment]]| {
            let (_, round) = Round::first(opening);
            let ([s, s2], round) = round.next(lists);
            let LastChallenges { z, gamma } = round.last();
            [s, s2, z, gamma]
        };
        let third = |lists: [&[ColumnCommitment]; 2]| {
            let (_, round) = Round::first(&opening(&recipe));
            let ([], round) = round.next(&lists[..1]);
            let ([s, s2], round) = round.next(&lists[1..]);
            let LastChallenges { z, gamma } = round.last();
            [s, s2, z, gamma]
        };
        let mut drawn = vec![second(&other_step, &[&[ONE, TWO]])];
        let lists: [&[&[ColumnCommitment]]; 6] =
            [&[], &[&[]], &[&[ONE, TWO]], &[&[TWO, ONE]], &[&[ONE], &[TWO]], &[&[ONE, TWO], &[]]];
        drawn.extend(lists.map(|lists| second(&opening(&recipe), lists)));
        drawn.push(third([&[ONE], &[TWO]]));
        drawn.push(third([&[TWO], &[ONE]]));
        drawn.push(third([&[], &[ONE, TWO]]));
        all_differ(&drawn);
    }

    /// The last challenges are no challenge of the round before.
    #[test]
    fn the_last_draw_is_one_of_its_own() {
        let recipe = recipe("[]");
        let (first, round) = Round::first(&opening(&recipe));
        let last = round.last();
        all_differ(&[[first.alpha, first.theta], [first.r, first.t], [last.z, last.gamma]]);
    }

    #[test]
    fn the_weight_of_pixels_binds_pixels_and_commitments() {
        let layout = Layout::new(SIZE, 14).expect("fits");
        let image = |byte| Image::new(SIZE, vec![byte; SIZE.bytes()]);
        all_differ(&[
            [weight_of_pixels(&image(1), &layout, &[ONE])],
            [weight_of_pixels(&image(2), &layout, &[ONE])],
            [weight_of_pixels(&image(1), &layout, &[TWO])],
        ]);
    }
}
