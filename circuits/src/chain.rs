//! The proof of a whole recipe, as files carry it, and what its parts claim.

#[cfg(feature = "prover")]
pub(crate) mod estimate;
#[cfg(test)]
mod hiding;
#[cfg(feature = "prover")]
pub(crate) mod prover;
#[cfg(feature = "prover")]
pub(crate) mod tampering;
pub(crate) mod verifier;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::commitment::ColumnCommitment;
use crate::edits::Edit;
use crate::edits::recipe::Recipe;
use crate::edits::statement::StepStatement;
use crate::edits::statement::hidden_crop::HiddenCrop;
use crate::encoding::{self, Malformed};
use crate::image::Size;
use crate::jpeg::Compression;
use crate::step::{self, OutputKind, StepProof};

/// What a chain of proofs claims: that the recipe, applied to the image with these commitments, gives
/// the published pixels, or those of which a published JPEG has the coefficients.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The original's width and height.
    pub size: Size,
    /// The commitments to the original's columns, whose hash the camera signed.
    pub commitments: &'a [ColumnCommitment],
    /// Who signed that hash, and what they said, in bytes that have one form; whoever verifies checks the signature.
    /// Every proof is bound to it, so that nobody puts another signature over the same picture.
    pub attestation: &'a [u8],
    /// The edits.
    pub recipe: &'a Recipe,
    /// The text that is bound to the proof, if any.
    pub bound: Option<&'a str>,
}

/// Proofs of all steps of a recipe.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ChainProof {
    /// How many edits each step covers.
    pub grouping: Vec<u8>,
    /// One for each step.
    pub steps: Vec<StepProof>,
}

impl ChainProof {
    /// The most groups: one for each edit, and that of a JPEG.
    const MAX_GROUPS: usize = Recipe::MAX_EDITS + 1;
    /// The most steps.
    const MAX_STEPS: usize = Recipe::MAX_EDITS * Edit::MAX_STEPS + 1;
    /// The most columns of an image: one row in each.
    const MAX_COLUMNS: usize = Size::MAX_SIDE as usize;
    /// The most committed columns besides the output of a step. Of a JPEG after a resize: as many as an image has, and
    /// nine limbs, whose columns hold twice as many rows at least. Others have two limbs, or a remainder and a
    /// quotient, for each column, and one for a hidden place.
    pub(crate) const MAX_AUXILIARY: usize = 6 * Self::MAX_COLUMNS;
    /// The most commitments of the next round.
    const MAX_LATER: usize = HiddenCrop::MOVED;
    /// The most halo2 proofs of a step.
    const MAX_PROOFS: usize = 1 << 16;
    /// No halo2 proof of any class is shorter. Each takes more memory than its bytes, so that many tiny ones could
    /// take several times what the file does.
    const MIN_PROOF_BYTES: usize = 1 << 10;

    /// The encoding that [`ChainProof::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        borsh::to_vec(self).expect("writing to memory")
    }

    /// Reads a proof that takes all of `bytes`. That it is well formed does not mean that it is valid.
    ///
    /// # Errors
    /// Bytes that are not a proof, a list that is longer or a halo2 proof that is shorter than any honest one, or
    /// bytes left over. No length in `bytes` is used before it is compared with its limit, and what is allocated is
    /// in proportion to the bytes that are there.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut body = bytes;
        let chain = Self::read(&mut body, bytes.len())?;
        if body.is_empty() { Ok(chain) } else { Err(Malformed("bytes are left over at its end")) }
    }

    /// As [`ChainProof::from_bytes`], from the beginning of `body`, leaving in it what follows. No halo2 proof may be
    /// longer than `max_proof_bytes`.
    ///
    /// # Errors
    /// As [`ChainProof::from_bytes`].
    pub fn read(body: &mut &[u8], max_proof_bytes: usize) -> Result<Self, Malformed> {
        let groups = "it has more groups of edits than there can be";
        let grouping = encoding::list(body, Self::MAX_GROUPS, 1, groups)?;
        let steps = "it has more steps than there can be";
        let steps = encoding::count(body, Self::MAX_STEPS, steps)?;
        let steps = (0..steps).map(|_| Self::read_step(body, max_proof_bytes));
        Ok(ChainProof { grouping, steps: steps.collect::<Result<_, _>>()? })
    }

    fn read_step(body: &mut &[u8], max_proof_bytes: usize) -> Result<StepProof, Malformed> {
        let columns = |body: &mut &[u8], most, what| encoding::list(body, most, 32, what);
        let output = "the commitments to a step's output cannot be read";
        let output = columns(body, Self::MAX_COLUMNS, output)?;
        let auxiliary = "the other commitments of a step cannot be read";
        let auxiliary = columns(body, Self::MAX_AUXILIARY, auxiliary)?;
        let multiplicities = "the commitments to multiplicities cannot be read";
        let multiplicities = columns(body, Self::MAX_PROOFS, multiplicities)?;
        let later = "the commitments of a step's second round cannot be read";
        let later = columns(body, Self::MAX_LATER, later)?;
        let proofs = "the proofs of a step cannot be read";
        let count = encoding::count(body, Self::MAX_PROOFS, proofs)?;
        let proof = |_| {
            let length = encoding::count(&mut &**body, max_proof_bytes, proofs)?;
            if length < Self::MIN_PROOF_BYTES {
                return Err(Malformed(proofs));
            }
            encoding::value(body, 4 + length, proofs)
        };
        let proofs = (0..count).map(proof).collect::<Result<_, _>>()?;
        Ok(StepProof { output, auxiliary, multiplicities, later, proofs })
    }
}

/// A group of edits, or a part of one, with the sizes before and after it.
pub(crate) struct Step<'a> {
    pub group: &'a [Edit],
    /// Which of the steps that prove the group it is, from 0. Only an edit whose map is several has more than one.
    part: usize,
    pub input: Size,
    pub output: Size,
    /// The first edit of the group, from 1.
    pub first_edit: usize,
    /// Whether its output is published: the last step's is, and no other's.
    pub published: bool,
    /// How that is compressed, if it is a JPEG.
    pub compression: Option<Compression>,
}

impl<'a> Step<'a> {
    /// The steps of a recipe under a grouping, or none if the rules do not allow it. `sizes` are those
    /// of [`Recipe::sizes`].
    pub fn all(
        recipe: &'a Recipe,
        grouping: &[u8],
        sizes: &[Size],
        compression: Option<Compression>,
    ) -> Option<Vec<Self>> {
        let groups = recipe.grouped(grouping, OutputKind::of(compression))?;
        let mut edits = 0;
        let mut steps = Vec::new();
        for group in groups {
            let before = edits;
            edits += group.len();
            let made = match group.last() {
                None => vec![sizes[edits]],
                Some(last) => last.step_sizes(sizes[edits - 1]).expect("sizes were checked"),
            };
            let mut input = sizes[before];
            for (part, output) in made.into_iter().enumerate() {
                let (first_edit, published) = (before + 1, false);
                let compression = None;
                steps.push(Step { group, part, input, output, first_edit, published, compression });
                input = output;
            }
        }
        let last = steps.last_mut()?;
        last.published = true;
        last.compression = compression;
        Some(steps)
    }

    pub fn statement(&self, k: u32) -> StepStatement {
        let Step { group, part, input, output, published, .. } = *self;
        match self.compression {
            Some(compression) => StepStatement::of_jpeg(group, input, output, k, compression),
            None if part == 0 => StepStatement::new(group, input, output, k, published),
            None => {
                let edit = group.last().expect("an edit has several steps");
                StepStatement::further(edit, part, input, output, k, published)
            }
        }
    }
}

/// What all steps of a chain share, absorbed into every challenge.
pub(crate) struct Context<'a> {
    kind: OutputKind,
    attestation: &'a [u8],
    recipe: Vec<u8>,
    grouping: &'a [u8],
    bound: Option<&'a str>,
}

impl<'a> Context<'a> {
    pub fn new(
        kind: OutputKind,
        attestation: &'a [u8],
        recipe: &Recipe,
        grouping: &'a [u8],
        bound: Option<&'a str>,
    ) -> Self {
        let recipe = borsh::to_vec(recipe).expect("writing to memory");
        Context { kind, attestation, recipe, grouping, bound }
    }

    /// That of step number `step`, from 0.
    pub fn of_step(&self, step: usize) -> step::Context<'_> {
        let Context { kind, attestation, ref recipe, grouping, bound } = *self;
        step::Context { kind, attestation, bound, recipe, grouping, step }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::argument::class::{Class, LOOKUP_WIDTHS, SLOTS};
    use crate::jpeg::Options;
    use crate::tensor::BLINDING_ROWS;

    /// Proofs that end with the length of one of their lists, and what is wrong with them.
    #[test]
    fn lengths_are_held_to_their_limits() {
        let commitment = ColumnCommitment([7; 32]);
        let step = StepProof {
            output: vec![commitment; 2],
            auxiliary: vec![commitment],
            multiplicities: Vec::new(),
            later: vec![commitment; 3],
            proofs: vec![vec![1; ChainProof::MIN_PROOF_BYTES], vec![2; 2000]],
        };
        let proof = ChainProof { grouping: vec![1, 2], steps: vec![step.clone(), step] };
        let bytes = proof.to_bytes();
        assert_eq!(ChainProof::from_bytes(&bytes), Ok(proof));
        for cut in 0..bytes.len() {
            assert!(ChainProof::from_bytes(&bytes[..cut]).is_err(), "{cut}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(
            ChainProof::from_bytes(&longer),
            Err(Malformed("bytes are left over at its end"))
        );

        // What comes before the length, the limit, and what the error for a longer list says.
        let one_step: &[u8] = &[0, 0, 0, 0, 1, 0, 0, 0];
        let lists = |count: usize| [one_step, &vec![0; 4 * count]].concat();
        let one_proof = [&lists(4)[..], &[1, 0, 0, 0]].concat();
        for (before, limit, words) in [
            (Vec::new(), ChainProof::MAX_GROUPS, "more groups of edits"),
            (vec![0; 4], ChainProof::MAX_STEPS, "more steps"),
            (lists(0), ChainProof::MAX_COLUMNS, "a step's output"),
            (lists(1), ChainProof::MAX_AUXILIARY, "other commitments"),
            (lists(2), ChainProof::MAX_PROOFS, "multiplicities"),
            (lists(3), ChainProof::MAX_LATER, "a step's second round"),
            (lists(4), ChainProof::MAX_PROOFS, "the proofs of a step"),
            (one_proof, 1 << 20, "the proofs of a step"),
        ] {
            // Enough for any list, so that only the limit can be what is wrong: zeros, or as many of the shortest
            // proofs.
            let shortest = [&1024u32.to_le_bytes()[..], &[0; 1024]].concat();
            let rest = match limit {
                ChainProof::MAX_PROOFS if before.len() == lists(4).len() => {
                    [&shortest.repeat(limit + 1)[..], &[0; 64]].concat()
                }
                _ => vec![0; 32 * (limit + 1) + (1 << 10)],
            };
            let read = |length: usize| {
                let length = u32::try_from(length).expect("short").to_le_bytes();
                let bytes = [&before[..], &length, &rest].concat();
                ChainProof::read(&mut &bytes[..], 1 << 20)
            };
            assert!(read(limit).is_ok(), "{words}, {limit}");
            for length in [limit + 1, u32::MAX as usize] {
                let refused = read(length).expect_err(words).to_string();
                assert!(refused.contains(words), "{refused:?} does not say {words:?}");
            }
        }
    }

    /// A file names a recipe and a grouping: whatever they are, the statements are built without a panic or refused.
    #[test]
    fn every_grouping_has_statements_or_is_refused() {
        const EDITS: [&str; 8] = [
            r#"{"crop":{"x":0,"y":0,"width":1,"height":2}}"#,
            r#"{"crop_hidden":{"width":2,"height":1}}"#,
            r#"{"resize":{"width":1,"height":33}}"#,
            r#"{"resize":{"width":40,"height":3}}"#,
            r#"{"flip":{"axis":"vertical"}}"#,
            r#"{"brightness":{"offset":9}}"#,
            r#"{"straighten":{"millidegrees":1500}}"#,
            r#"{"convolve":{"preset":"sharpen"}}"#,
        ];
        let longer = |lists: &[Vec<usize>], most: usize| -> Vec<Vec<usize>> {
            let extended = |list: &Vec<usize>| -> Vec<Vec<usize>> {
                (0..most).map(|next| [&list[..], &[next]].concat()).collect()
            };
            lists.iter().flat_map(extended).collect()
        };
        let mut recipes = vec![vec![Vec::new()]];
        let mut groupings = recipes.clone();
        for length in 0..3 {
            recipes.push(longer(&recipes[length], EDITS.len()));
            groupings.push(longer(&groupings[length], 4));
        }
        let size = Size { width: 3, height: 2 };
        let compressions = [None, Some(Options::default().compression())];
        let (mut allowed, mut refused) = (0, 0);
        for list in recipes.concat() {
            let json: Vec<&str> = list.iter().map(|edit| EDITS[*edit]).collect();
            let recipe = Recipe::from_json(&format!("[{}]", json.join(","))).expect("a recipe");
            let Ok(sizes) = recipe.sizes(size) else { continue };
            for (grouping, compression) in
                groupings.concat().iter().flat_map(|grouping| compressions.map(|c| (grouping, c)))
            {
                let grouping: Vec<u8> = grouping.iter().map(|count| *count as u8).collect();
                let Some(steps) = Step::all(&recipe, &grouping, &sizes, compression) else {
                    refused += 1;
                    continue;
                };
                allowed += 1;
                for step in steps {
                    let statement = step.statement(14);
                    let lookups = statement.tensors.lookup_proofs().len();
                    let relations = usize::from(statement.relation.is_some());
                    assert_eq!(statement.proofs().len(), lookups + relations);
                }
            }
        }
        assert!(allowed > 500 && refused > 500, "{allowed} of {}", allowed + refused);
    }

    /// A file of two million empty proofs is refused at the first of them.
    #[test]
    fn proofs_are_at_least_as_long_as_the_shortest_class() {
        // A column of fewer rows has no room for its blinding rows.
        let k = BLINDING_ROWS.ilog2() + 1;
        let lookups = LOOKUP_WIDTHS.map(|width| Class::Lookup { k, width });
        let relations = SLOTS.map(|slots| Class::InnerProduct { k, slots });
        for class in lookups.into_iter().chain(relations) {
            assert!(class.proof_bytes(1) >= ChainProof::MIN_PROOF_BYTES, "{class:?}");
        }
        let with_proof = |length: usize| {
            let step = StepProof {
                output: Vec::new(),
                auxiliary: Vec::new(),
                multiplicities: Vec::new(),
                later: Vec::new(),
                proofs: vec![vec![0; length]],
            };
            ChainProof::from_bytes(&ChainProof { grouping: vec![1], steps: vec![step] }.to_bytes())
        };
        assert!(with_proof(ChainProof::MIN_PROOF_BYTES).is_ok());
        for length in [0, 1, ChainProof::MIN_PROOF_BYTES - 1] {
            assert_eq!(with_proof(length), Err(Malformed("the proofs of a step cannot be read")));
        }
    }
}
