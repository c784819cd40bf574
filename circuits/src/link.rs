//! Linking advice columns to commitments that exist already.
//!
//! halo2 fills the last rows of an advice column, and its blinding factor, from the generator that
//! `create_proof` is given. A generator that plays back the values of a column whose commitment we have
//! makes the proof commit to that very column. The verifier trusts none of that: it takes the linked
//! commitments not from the proof but from the statement.

use std::convert::Infallible;
use std::ops::Range;

use ff::PrimeField;
use halo2_proofs::pasta::{EqAffine, Fp};
use halo2_proofs::plonk::{Circuit, Error, VerificationStrategy, create_proof, verify_proof};
use halo2_proofs::poly::commitment::{Guard, MSM};
use halo2_proofs::transcript::{Blake2bRead, Blake2bWrite, Challenge255, EncodedChallenge};
use rand_core::{Rng, TryRng};

use crate::commitment::ColumnCommitment;
use crate::keys::{Form, Shape, proving_key, verifying_key};
use crate::params::params;

/// Rows at the end of every advice column that the crate fills: for circuits that look at no column in
/// more than three places.
pub(crate) const UNUSABLE_ROWS: usize = 6;

const COMMITMENT_BYTES: usize = 32;

/// A column with everything that opens its commitment.
pub(crate) struct LinkedColumn {
    /// All `2^k` values.
    pub values: Vec<Fp>,
    /// The factor of the blinding generator.
    pub blind: Fp,
}

impl LinkedColumn {
    /// The rows that a circuit assigns.
    pub fn usable(&self) -> Vec<Fp> {
        self.values[..self.values.len() - UNUSABLE_ROWS].to_vec()
    }
}

/// Plays back what linked columns need; draws everything else from `random`.
struct LinkingRandom<'a> {
    /// One entry for each field element that the crate draws for advice columns, in its order:
    /// a value to play back, or none.
    script: std::vec::IntoIter<Option<Fp>>,
    /// What is left of the element being played back: a field element is drawn as eight words, the
    /// number's four and four zeros.
    words: std::vec::IntoIter<u64>,
    random: &'a mut dyn Rng,
}

impl<'a> LinkingRandom<'a> {
    /// For each instance the crate draws the unusable rows of all advice columns, column by column,
    /// then a blinding factor for each.
    fn new(advice: usize, instances: &[Vec<LinkedColumn>], random: &'a mut dyn Rng) -> Self {
        let mut script = Vec::new();
        for linked in instances {
            for column in 0..advice {
                match linked.get(column) {
                    Some(linked) => {
                        let rows = &linked.values[linked.values.len() - UNUSABLE_ROWS..];
                        script.extend(rows.iter().copied().map(Some));
                    }
                    None => script.extend([None; UNUSABLE_ROWS]),
                }
            }
            script.extend((0..advice).map(|column| linked.get(column).map(|linked| linked.blind)));
        }
        LinkingRandom {
            script: script.into_iter(),
            words: Vec::new().into_iter(),
            random,
        }
    }

    fn is_used_up(&self) -> bool {
        self.script.len() == 0 && self.words.len() == 0
    }
}

impl TryRng for LinkingRandom<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        assert!(
            self.is_used_up(),
            "the crate draws field elements as words of 64 bits"
        );
        Ok(self.random.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        if self.words.len() == 0
            && let Some(entry) = self.script.next()
        {
            let words = match entry {
                Some(value) => {
                    let bytes = value.to_repr();
                    let mut words = vec![0; 8];
                    for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(8)) {
                        *word = u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
                    }
                    words
                }
                None => (0..8).map(|_| self.random.next_u64()).collect(),
            };
            self.words = words.into_iter();
        }
        Ok(match self.words.next() {
            Some(word) => word,
            None => self.random.next_u64(),
        })
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        assert!(
            self.is_used_up(),
            "the crate draws field elements as words of 64 bits"
        );
        self.random.fill_bytes(out);
        Ok(())
    }
}

/// Proves circuits whose first advice columns are `linked`; gives the proof without their commitments.
///
/// # Panics
/// If the crate does not draw randomness in the order that linking relies on; no proof leaves then.
pub(crate) fn prove<C: Circuit<Fp>>(
    shape: &Shape,
    circuits: &[C],
    instances: &[Vec<Vec<Fp>>],
    linked: &[Vec<LinkedColumn>],
    commitments: &[Vec<ColumnCommitment>],
    random: &mut dyn Rng,
) -> Vec<u8> {
    let form = shape.form();
    let mut linking = LinkingRandom::new(form.advice, linked, random);
    let mut transcript = Blake2bWrite::<_, EqAffine, Challenge255<_>>::init(Vec::new());
    let key = proving_key(shape);
    with_slices(instances, |instances| {
        create_proof(
            params(shape.k()),
            &key,
            circuits,
            instances,
            &mut linking,
            &mut transcript,
        )
    })
    .expect("columns and instances have the lengths of the shape");
    assert!(linking.is_used_up(), "the crate drew less than expected");
    let proof = transcript.finalize();
    for (place, commitment) in linked_places(form, commitments) {
        assert_eq!(proof[place], commitment.0, "a column was not linked");
    }
    let mut stripped = proof;
    for (place, _) in linked_places(form, commitments)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        stripped.drain(place);
    }
    assert_eq!(
        stripped.len(),
        shape.proof_bytes(circuits.len()),
        "a proof of unexpected length"
    );
    stripped
}

/// Why a proof was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It has not exactly the bytes that its shape asks for, or is about nothing.
    Length,
    /// It is false.
    False,
}

/// Checks all of a proof but the last multi-scalar multiplication, which must come out as zero. The
/// commitments of linked columns are the given ones, whatever the prover used.
pub(crate) fn verify(
    shape: &Shape,
    instances: &[Vec<Vec<Fp>>],
    commitments: &[Vec<ColumnCommitment>],
    stripped: &[u8],
) -> Result<MSM<'static, EqAffine>, Refused> {
    let form = shape.form();
    let fits = !instances.is_empty()
        && instances.len() == commitments.len()
        && commitments.iter().all(|linked| linked.len() == form.linked)
        && stripped.len() == shape.proof_bytes(instances.len());
    if !fits {
        return Err(Refused::Length);
    }
    let mut proof =
        Vec::with_capacity(stripped.len() + instances.len() * form.linked * COMMITMENT_BYTES);
    let mut rest = stripped;
    for linked in commitments {
        linked
            .iter()
            .for_each(|commitment| proof.extend_from_slice(&commitment.0));
        let (own, after) = rest.split_at((form.advice - form.linked) * COMMITMENT_BYTES);
        proof.extend_from_slice(own);
        rest = after;
    }
    proof.extend_from_slice(rest);
    let mut transcript = Blake2bRead::<_, EqAffine, Challenge255<_>>::init(&proof[..]);
    let parameters = params(shape.k());
    let strategy = Collect {
        msm: parameters.empty_msm(),
    };
    let key = verifying_key(shape);
    with_slices(instances, |instances| {
        verify_proof(parameters, &key, strategy, instances, &mut transcript)
    })
    .map_err(|_| Refused::False)
}

/// Hands out a proof's multi-scalar multiplication instead of computing it: several proofs share one.
struct Collect {
    msm: MSM<'static, EqAffine>,
}

impl VerificationStrategy<'static, EqAffine> for Collect {
    type Output = MSM<'static, EqAffine>;

    fn process<E: EncodedChallenge<EqAffine>>(
        self,
        f: impl FnOnce(MSM<'static, EqAffine>) -> Result<Guard<'static, EqAffine, E>, Error>,
    ) -> Result<Self::Output, Error> {
        Ok(f(self.msm)?.use_challenges())
    }
}

/// Where the linked commitments stand in a full proof: it begins, instance by instance, with the
/// commitments of all advice columns.
fn linked_places(
    form: Form,
    commitments: &[Vec<ColumnCommitment>],
) -> impl Iterator<Item = (Range<usize>, ColumnCommitment)> {
    commitments
        .iter()
        .enumerate()
        .flat_map(move |(instance, linked)| {
            linked.iter().enumerate().map(move |(column, &commitment)| {
                let start = (instance * form.advice + column) * COMMITMENT_BYTES;
                (start..start + COMMITMENT_BYTES, commitment)
            })
        })
}

fn with_slices<R>(instances: &[Vec<Vec<Fp>>], f: impl FnOnce(&[&[&[Fp]]]) -> R) -> R {
    let columns: Vec<Vec<&[Fp]>> = instances
        .iter()
        .map(|instance| instance.iter().map(Vec::as_slice).collect())
        .collect();
    f(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>())
}
