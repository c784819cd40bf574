//! The reference: halo2's own prover, to which the native one is compared.
//!
//! halo2 fills the last rows of an advice column, and its blinding factor, from the generator that `create_proof`
//! is given. A generator that plays back the values of a column whose commitment is known makes the proof commit to
//! exactly that column. The verifier relies on none of this.

use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use ff::PrimeField;
use halo2_proofs::pasta::{EqAffine, Fp};
use halo2_proofs::plonk::{Circuit, ProvingKey, create_proof, keygen_pk};
use halo2_proofs::transcript::{Blake2bWrite, Challenge255};
use rand_core::{Rng, TryRng};

use crate::argument::class::{Cache, Class, Dimensions, verifying_key, with_circuit};
use crate::argument::inner_product::circuit::{InnerProductCircuit, InnerProductWitness, Weights};
use crate::argument::lookup::circuit::{LookupCircuit, LookupExtent, LookupWitness};
use crate::commitment::ColumnCommitment;
use crate::commitment::column::{Column, Committed, column_values};
use crate::curve::params::params;
use crate::curve::vesta::VestaAffine;
use crate::parallel::prelude::*;
use crate::plonk::transcript::Compressed;
use crate::tensor::UNUSABLE_ROWS;

/// Plays back what linked columns need; draws everything else from `random`.
struct LinkingRandom<'a> {
    /// One entry for each field element that halo2 draws for advice columns, in its order:
    /// a value to play back, or none.
    script: std::vec::IntoIter<Option<Fp>>,
    /// What is left of the element being played back: a field element is drawn as eight words, the
    /// number's four and four zeros.
    words: std::vec::IntoIter<u64>,
    random: &'a mut dyn Rng,
}

impl<'a> LinkingRandom<'a> {
    /// For each instance halo2 draws the unusable rows of all advice columns, column by column,
    /// then a blinding factor for each.
    fn new(advice: usize, instances: &[Vec<Column>], random: &'a mut dyn Rng) -> Self {
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
        LinkingRandom { script: script.into_iter(), words: Vec::new().into_iter(), random }
    }

    fn is_used_up(&self) -> bool {
        self.script.len() == 0 && self.words.len() == 0
    }
}

impl TryRng for LinkingRandom<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        assert!(self.is_used_up(), "halo2 draws field elements as words of 64 bits");
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
        assert!(self.is_used_up(), "halo2 draws field elements as words of 64 bits");
        self.random.fill_bytes(out);
        Ok(())
    }
}

/// Proves circuits whose first advice columns are `linked`, public ones last; gives the proof without the
/// commitments of those that are not public, which are `commitments`.
///
/// # Panics
/// If halo2 does not draw randomness in the order that linking relies on; no proof leaves then.
pub(crate) fn prove<C: Circuit<Fp>>(
    class: &Class,
    circuits: &[C],
    instances: &[Vec<Vec<Fp>>],
    linked: &[Vec<Column>],
    commitments: &[Vec<EqAffine>],
    random: &mut dyn Rng,
) -> Vec<u8> {
    let dimensions = class.dimensions();
    let mut linking = LinkingRandom::new(dimensions.advice, linked, random);
    let writer = Blake2bWrite::<_, EqAffine, Challenge255<_>>::init(Vec::new());
    let mut transcript = Compressed(writer);
    let key = proving_key(class);
    with_slices(instances, |instances| {
        create_proof(params(class.k()), &key, circuits, instances, &mut linking, &mut transcript)
    })
    .expect("columns and instances have the lengths of the class");
    assert!(linking.is_used_up(), "halo2 drew less than expected");
    let proof = transcript.0.finalize();
    for (place, commitment) in linked_places(dimensions, commitments) {
        assert_eq!(proof[place], commitment.0, "a column was not linked");
    }
    let mut stripped = proof;
    for (place, _) in linked_places(dimensions, commitments).collect::<Vec<_>>().into_iter().rev() {
        stripped.drain(place);
    }
    assert_eq!(stripped.len(), class.proof_bytes(circuits.len()), "a proof of unexpected length");
    stripped
}

/// Where the linked commitments are in a full proof, which begins, instance by instance, with the commitments of
/// all advice columns.
fn linked_places(
    dimensions: Dimensions,
    commitments: &[Vec<EqAffine>],
) -> impl Iterator<Item = (Range<usize>, ColumnCommitment)> {
    commitments.iter().enumerate().flat_map(move |(instance, linked)| {
        linked.iter().enumerate().map(move |(column, commitment)| {
            let start = (instance * dimensions.advice + column) * ColumnCommitment::BYTES;
            (start..start + ColumnCommitment::BYTES, ColumnCommitment::of(commitment))
        })
    })
}

fn with_slices<R>(instances: &[Vec<Vec<Fp>>], f: impl FnOnce(&[&[&[Fp]]]) -> R) -> R {
    let columns: Vec<Vec<&[Fp]>> =
        instances.iter().map(|instance| instance.iter().map(Vec::as_slice).collect()).collect();
    f(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Proves some instances of a lookup, each by its linked columns: inputs of any values, then multiplicities;
/// gives the proof without the commitments of linked columns.
pub(crate) fn prove_lookup(
    class: &Class,
    extent: &LookupExtent,
    alpha: Fp,
    table: &[Fp],
    instances: Vec<Vec<Committed<Column>>>,
    random: &mut dyn Rng,
) -> Vec<u8> {
    with_circuit!(class,
        lookup W => lookup::<W>(class, extent, alpha, table, instances, random),
        inner S, P => unreachable!("a lookup's class has a width, not {S} slots and {P} pairs"))
}

fn lookup<const W: usize>(
    class: &Class,
    extent: &LookupExtent,
    alpha: Fp,
    table: &[Fp],
    instances: Vec<Vec<Committed<Column>>>,
    random: &mut dyn Rng,
) -> Vec<u8> {
    let (columns, commitments): (Vec<_>, Vec<_>) = instances.into_iter().map(apart).unzip();
    let (columns, circuits): (Vec<_>, Vec<_>) = columns
        .into_par_iter()
        .map(|linked| {
            let values: Vec<&[Fp]> = linked.iter().map(|column| &column.values[..]).collect();
            let witness = LookupWitness::new(*extent, &values, alpha, table);
            let usable = linked.iter().map(usable).collect();
            let public = extent.public_columns(alpha, table);
            let circuit = LookupCircuit::<W>::new(usable, public.clone(), witness);
            (with_public(class, linked, public), circuit)
        })
        .unzip();
    let instances = vec![Vec::new(); circuits.len()];
    prove(class, &circuits, &instances, &columns, &commitments, random)
}

/// Proves a weighted sum of linked columns; gives the proof without their commitments.
pub(crate) fn prove_inner_product(
    class: &Class,
    weights: &Weights,
    linked: Vec<Committed<Column>>,
    random: &mut dyn Rng,
) -> Vec<u8> {
    with_circuit!(class,
        lookup W => unreachable!("a relation's class has slots, not width {W}"),
        inner S, P => inner_product::<S, P>(class, weights, linked, random))
}

fn inner_product<const S: usize, const P: usize>(
    class: &Class,
    weights: &Weights,
    linked: Vec<Committed<Column>>,
    random: &mut dyn Rng,
) -> Vec<u8> {
    let (linked, commitments) = apart(linked);
    let values: Vec<&[Fp]> = linked.iter().map(|column| &column.values[..]).collect();
    let witness = InnerProductWitness::new(class.k(), &values, weights);
    let usable = linked.iter().map(usable).collect();
    let public = weights.public_columns(class.k());
    let circuit = InnerProductCircuit::<S, P>::new(usable, public.clone(), witness);
    let columns = with_public(class, linked, public);
    prove(class, &[circuit], &[weights.instance()], &[columns], &[commitments], random)
}

fn apart(columns: Vec<Committed<Column>>) -> (Vec<Column>, Vec<EqAffine>) {
    columns.into_iter().map(|Committed { column, commitment }| (column, commitment)).unzip()
}

/// The rows that a circuit assigns, of a column with all of them.
pub(crate) fn usable(column: &Column) -> Vec<Fp> {
    column.values[..column.values.len() - UNUSABLE_ROWS].to_vec()
}

/// The columns that halo2's prover is to take as they are, with all rows: linked ones, then public ones.
pub(crate) fn with_public(class: &Class, linked: Vec<Column>, public: Vec<Vec<Fp>>) -> Vec<Column> {
    let all_rows = |values: Vec<Fp>| column_values(class.k(), values.into_iter(), &[]);
    let public = public.into_iter().map(|values| Column::public(all_rows(values)));
    linked.into_iter().chain(public).collect()
}

/// The proving key of a class, which only this prover needs.
fn proving_key(class: &Class) -> Arc<ProvingKey<VestaAffine>> {
    static CACHE: Cache<ProvingKey<VestaAffine>> = Cache::new(4);
    CACHE.get(class, || {
        with_circuit!(class,
            lookup W => derive(class, &LookupCircuit::<W>::empty()),
            inner S, P => derive(class, &InnerProductCircuit::<S, P>::empty()))
    })
}

fn derive<C: Circuit<Fp>>(class: &Class, circuit: &C) -> ProvingKey<VestaAffine> {
    let key = (*verifying_key(class)).clone();
    keygen_pk(params(class.k()), key, circuit).expect("the circuit fits the rows of every class")
}
