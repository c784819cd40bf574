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

use crate::commitment::ColumnCommitment;
use crate::commitment::hash::HashedTensor;
use crate::step::{Context, FORMAT_VERSION};

/// Everything that round 0 absorbs: what the step states, and what is committed before any challenge is known.
#[derive(Clone, Copy)]
pub(crate) struct Opening<'a> {
    pub context: Context<'a>,
    pub inputs: &'a [HashedTensor],
    pub outputs: &'a [HashedTensor],
    /// Commitments to auxiliary tensors.
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
    /// Weighs rows of the output in the relation.
    pub r: Fp,
    /// Weighs values of a row of the output in the relation.
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

/// All challenges of a step.
#[derive(Clone, Copy)]
pub(crate) struct Challenges {
    pub first: FirstChallenges,
    /// That of round 1, if there is one.
    pub s: Option<Fp>,
    pub last: LastChallenges,
}

impl Challenges {
    /// After round 0, given the commitments of round 1 if the step has one.
    pub fn after(
        (first, round): (FirstChallenges, Round),
        later: Option<&[ColumnCommitment]>,
    ) -> Self {
        let (s, round) = match later {
            Some(later) => {
                let ([s], round) = round.next(&[later]);
                (Some(s), round)
            }
            None => (None, round),
        };
        Challenges { first, s, last: round.last() }
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
        let Context { kind, attestation, bound, recipe, grouping, step } = opening.context;
        hash.number(kind as u64);
        hash.number(bound.is_some().into());
        hash.bytes(bound.unwrap_or_default().as_bytes());
        hash.bytes(recipe);
        hash.bytes(grouping);
        hash.number(step as u64);
        hash.tensors(opening.inputs);
        hash.tensors(opening.outputs);
        hash.commitments(opening.auxiliary);
        hash.commitments(opening.multiplicities);
        hash.bytes(attestation);
        let digest = hash.finish();
        let [alpha, theta, r, t] = draw(&digest);
        (FirstChallenges { alpha, theta, r, t }, Round { number: 0, digest })
    }

    /// The round after this one, with all lists of commitments that it makes, and its challenges.
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

/// The weight with which the columns of a published tensor of bytes are added up, drawn from the bytes and the
/// commitments.
pub(crate) fn weight_of_published(tensor: HashedTensor, bytes: &[u8]) -> Fp {
    let mut hash = Hash::new(b"proofroom published pixels");
    hash.tensors(&[tensor]);
    hash.bytes(bytes);
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
            self.number(tensor.shape.rows as u64);
            self.number(tensor.shape.row_values as u64);
            self.number(tensor.k.into());
            self.hash.update(tensor.hash);
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
pub(crate) mod testing {
    use super::*;

    /// Challenges that nobody drew: r and t, and ones for the others.
    pub(crate) fn challenges([r, t]: [Fp; 2]) -> Challenges {
        let one = Fp::from(1);
        Challenges {
            first: FirstChallenges { alpha: one, theta: one, r, t },
            s: None,
            last: LastChallenges { z: one, gamma: one },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::OutputKind;
    use crate::tensor::{Layout, Shape};

    const ONE: ColumnCommitment = ColumnCommitment([1; 32]);
    const TWO: ColumnCommitment = ColumnCommitment([2; 32]);
    const CONTEXT: Context<'_> = Context {
        kind: OutputKind::Pixels,
        attestation: b"who",
        bound: None,
        recipe: b"what",
        grouping: &[1],
        step: 0,
    };
    const OPENING: Opening<'_> = Opening {
        context: CONTEXT,
        inputs: &[],
        outputs: &[],
        auxiliary: &[],
        multiplicities: &[],
    };

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

    fn tensor(
        rows: usize,
        row_values: usize,
        k: u32,
        commitment: ColumnCommitment,
    ) -> HashedTensor {
        let layout = Layout::new(Shape { rows, row_values }, k).expect("fits");
        HashedTensor::plain(&layout, &[commitment])
    }

    #[test]
    fn everything_in_round_0_changes_every_challenge() {
        let tensors = [
            tensor(2, 9, 14, ONE),
            tensor(9, 2, 14, ONE),
            tensor(2, 9, 15, ONE),
            tensor(2, 9, 14, TWO),
            HashedTensor { kind: 0, ..tensor(2, 9, 14, ONE) },
        ]
        .map(|tensor| [tensor]);
        let in_context = |context| Opening { context, ..OPENING };
        let mut drawn = vec![
            all_of(&OPENING),
            all_of(&in_context(Context { recipe: b"other", ..CONTEXT })),
            all_of(&in_context(Context { kind: OutputKind::Nothing, ..CONTEXT })),
            all_of(&in_context(Context { attestation: b"whom", ..CONTEXT })),
            all_of(&in_context(Context { attestation: b"", ..CONTEXT })),
            all_of(&in_context(Context { bound: Some(""), ..CONTEXT })),
            all_of(&in_context(Context { bound: Some("who"), ..CONTEXT })),
            all_of(&in_context(Context { grouping: &[1, 1], ..CONTEXT })),
            all_of(&in_context(Context { step: 1, ..CONTEXT })),
            all_of(&Opening { auxiliary: &[ONE, TWO], ..OPENING }),
            all_of(&Opening { auxiliary: &[ONE], multiplicities: &[TWO], ..OPENING }),
            all_of(&Opening { multiplicities: &[ONE, TWO], ..OPENING }),
            all_of(&Opening { multiplicities: &[TWO, ONE], ..OPENING }),
        ];
        drawn.extend(tensors.iter().map(|inputs| all_of(&Opening { inputs, ..OPENING })));
        drawn.extend(tensors.iter().map(|outputs| all_of(&Opening { outputs, ..OPENING })));
        all_differ(&drawn);
    }

    #[test]
    fn a_round_binds_all_before_it_and_its_own_commitments() {
        let other_step = Opening { context: Context { step: 1, ..CONTEXT }, ..OPENING };
        let second = |opening: &Opening<'_>, lists: &[&[ColumnCommitment]]| {
            let (_, round) = Round::first(opening);
            let ([s, s2], round) = round.next(lists);
            let LastChallenges { z, gamma } = round.last();
            [s, s2, z, gamma]
        };
        let third = |lists: [&[ColumnCommitment]; 2]| {
            let (_, round) = Round::first(&OPENING);
            let ([], round) = round.next(&lists[..1]);
            let ([s, s2], round) = round.next(&lists[1..]);
            let LastChallenges { z, gamma } = round.last();
            [s, s2, z, gamma]
        };
        let mut drawn = vec![second(&other_step, &[&[ONE, TWO]])];
        let lists: [&[&[ColumnCommitment]]; 6] =
            [&[], &[&[]], &[&[ONE, TWO]], &[&[TWO, ONE]], &[&[ONE], &[TWO]], &[&[ONE, TWO], &[]]];
        drawn.extend(lists.map(|lists| second(&OPENING, lists)));
        drawn.push(third([&[ONE], &[TWO]]));
        drawn.push(third([&[TWO], &[ONE]]));
        drawn.push(third([&[], &[ONE, TWO]]));
        all_differ(&drawn);
    }

    /// The last challenges are no challenge of the round before.
    #[test]
    fn the_last_draw_is_one_of_its_own() {
        let (first, round) = Round::first(&OPENING);
        let last = round.last();
        all_differ(&[[first.alpha, first.theta], [first.r, first.t], [last.z, last.gamma]]);
    }

    #[test]
    fn the_weight_of_what_is_published_binds_it_and_its_commitments() {
        all_differ(&[
            [weight_of_published(tensor(2, 9, 14, ONE), &[1; 18])],
            [weight_of_published(tensor(2, 9, 14, ONE), &[2; 18])],
            [weight_of_published(tensor(2, 9, 14, TWO), &[1; 18])],
        ]);
    }
}
