//! Verifying a proof of either circuit: halo2's `verify_proof`, with the linked commitments and the values of
//! the public columns from the statement.
//!
//! See section 6 of `docs/protocol.md`.

use ff::{Field, PrimeField};
use group::CurveAffine as _;
use halo2_proofs::pasta::{EqAffine, Fp};
use halo2_proofs::plonk::{Error, VerificationStrategy, VerifyingKey, verify_proof};
use halo2_proofs::poly::commitment::{Guard, MSM};
use halo2_proofs::transcript::{Blake2bRead, Challenge255, EncodedChallenge};

use crate::argument::class::{Class, Dimensions};
use crate::commitment::blinding::PUBLIC_BLIND;
use crate::commitment::column::column_values;
use crate::commitment::randomness::SystemRandom;
use crate::commitment::{ColumnCommitment, points};
use crate::curve::fft::transforms;
use crate::curve::params::{INSTANCE_ROWS, params};
use crate::curve::vesta::VestaAffine;
use crate::parallel::prelude::*;
use crate::plonk::deferred_msm::DeferredMsm;
use crate::plonk::transcript::Compressed;

/// Rows of public columns that a thread adds up at a time.
const ROWS_AT_ONCE: usize = 1 << 11;

/// Why a proof was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VerifyError {
    /// It does not have exactly as many bytes as its class needs, or has no instance.
    Length,
    /// It is false.
    False,
}

/// What a proof is about: some instances of a circuit that differ only in their linked columns.
#[derive(Clone)]
pub(crate) struct ProofInputs {
    /// halo2's instance columns.
    pub instance: Vec<Vec<Fp>>,
    /// The values of the public columns; zeros follow.
    pub public: Vec<Vec<Fp>>,
    /// The commitments of the linked columns, instance by instance.
    pub linked: Vec<Vec<EqAffine>>,
}

/// Checks all of a proof except the last multi-scalar multiplication, whose result must be zero. The commitments of
/// linked columns and the values of public columns are the given ones, whatever the prover used.
pub(crate) fn verify(
    class: &Class,
    key: &VerifyingKey<VestaAffine>,
    proof_inputs: &ProofInputs,
    stripped: &[u8],
) -> Result<DeferredMsm, VerifyError> {
    let dimensions = class.dimensions();
    let instances = proof_inputs.linked.len();
    let linked_fit = proof_inputs.linked.iter().all(|linked| linked.len() == dimensions.linked);
    if instances == 0
        || !linked_fit
        || proof_inputs.public.len() != dimensions.public
        || stripped.len() != class.proof_bytes(instances)
    {
        return Err(VerifyError::Length);
    }
    // The parameters of a verifier hold no more generators of rows: other values would count nothing.
    assert!(proof_inputs.instance.iter().all(|column| column.len() <= INSTANCE_ROWS));
    let (proof, public) = whole(dimensions, &proof_inputs.linked, stripped);
    let mut unread = &proof[..];
    let reader = Blake2bRead::<_, EqAffine, Challenge255<_>>::init(&mut unread);
    let parameters = params(class.k());
    let strategy = KeepApart { terms: parameters.empty_msm() };
    let columns: Vec<&[Fp]> = proof_inputs.instance.iter().map(Vec::as_slice).collect();
    let columns = vec![&columns[..]; instances];
    let (terms, challenges) =
        verify_proof(parameters, key, strategy, &columns, &mut Compressed(reader))
            .map_err(|_| VerifyError::False)?;
    if !unread.is_empty() {
        return Err(VerifyError::Length);
    }
    // This is added without a factor: the factors of public columns are independent and drawn after the proof.
    let mut sum =
        public_columns(class.k(), &proof_inputs.public, &public).ok_or(VerifyError::False)?;
    sum.add_terms(&terms);
    sum.add_generators(&folded_generators(&challenges, -last_but_one(stripped)));
    Ok(sum)
}

/// A proof with the commitments of linked columns where halo2 looks for them, and those to public
/// columns, as the prover names them.
fn whole(
    dimensions: Dimensions,
    linked: &[Vec<EqAffine>],
    stripped: &[u8],
) -> (Vec<u8>, Vec<ColumnCommitment>) {
    let (mut proof, mut public, mut rest) = (Vec::new(), Vec::new(), stripped);
    for linked in linked {
        proof.extend(linked.iter().flat_map(|point| ColumnCommitment::of(point).0));
        let (own, after) =
            rest.split_at((dimensions.advice - dimensions.linked) * ColumnCommitment::BYTES);
        let named = own.as_chunks().0.iter().take(dimensions.public);
        public.extend(named.copied().map(ColumnCommitment));
        proof.extend_from_slice(own);
        rest = after;
    }
    proof.extend_from_slice(rest);
    (proof, public)
}

/// The last but one number of a proof, which `verify_proof` has read: what the folded column is.
fn last_but_one(proof: &[u8]) -> Fp {
    let [.., number, _] = proof.as_chunks().0 else { unreachable!("proofs are longer") };
    Fp::from_repr(*number).expect("it was read as a number")
}

/// The multiples of the generators that `factor` times their fold with these challenges is: the
/// coefficients of `factor * product over i of (1 + u_(k-1-i) X^(2^i))`.
fn folded_generators(challenges: &[Fp], factor: Fp) -> Vec<Fp> {
    let mut factors = Vec::with_capacity(1 << challenges.len());
    factors.push(factor);
    for challenge in challenges.iter().rev() {
        for index in 0..factors.len() {
            factors.push(factors[index] * challenge);
        }
    }
    factors
}

/// With a random factor for each, the sum of the commitments to these columns, repeated for each instance, less the
/// sum of these commitments. Except with negligible probability, it is zero only if they are the same. None if one
/// is not a point.
fn public_columns(
    k: u32,
    columns: &[Vec<Fp>],
    commitments: &[ColumnCommitment],
) -> Option<DeferredMsm> {
    let points = points(commitments)?;
    let random = &mut SystemRandom::new();
    let factors: Vec<Fp> = points.iter().map(|_| Fp::random(&mut *random)).collect();
    let of_column = |index: usize| {
        let factors = factors.iter().skip(index).step_by(columns.len());
        factors.fold(Fp::ZERO, |sum, factor| sum + factor)
    };
    let of_columns: Vec<Fp> = (0..columns.len()).map(of_column).collect();
    let mut sum = vec![Fp::ZERO; 1 << k];
    sum.par_chunks_mut(ROWS_AT_ONCE).enumerate().for_each(|(chunk, sum)| {
        for (values, factor) in columns.iter().zip(&of_columns) {
            let values = values.iter().skip(chunk * ROWS_AT_ONCE);
            for (sum, value) in sum.iter_mut().zip(values) {
                if !value.is_zero_vartime() {
                    *sum += *factor * value;
                }
            }
        }
    });
    Some(difference(k, sum, &factors, &points))
}

/// The commitment to a weighted sum of public columns less the weighted sum of their commitments.
pub(crate) fn difference(k: u32, sum: Vec<Fp>, weights: &[Fp], points: &[EqAffine]) -> DeferredMsm {
    let mut difference = DeferredMsm::empty(k);
    if points.is_empty() {
        return difference;
    }
    let sum = column_values(k, sum.into_iter(), &[]);
    difference.add_generators(&transforms(k).coefficients(sum));
    for (weight, point) in weights.iter().zip(points) {
        difference.add_blinding(*weight * PUBLIC_BLIND);
        difference.append(-*weight, *point);
    }
    difference
}

/// Gives a proof's terms, and the challenges of its opening instead of the multiples of the generators that follow
/// from them.
struct KeepApart {
    terms: MSM<'static, VestaAffine>,
}

impl VerificationStrategy<'static, VestaAffine> for KeepApart {
    type Output = (MSM<'static, VestaAffine>, Vec<Fp>);

    fn process<E: EncodedChallenge<VestaAffine>>(
        self,
        f: impl FnOnce(MSM<'static, VestaAffine>) -> Result<Guard<'static, VestaAffine, E>, Error>,
    ) -> Result<Self::Output, Error> {
        // The fold of the generators is left out: halo2 adds a multiple of the fold that it is given.
        let (terms, opening) = f(self.terms)?.use_g(VestaAffine::identity());
        let challenges = opening.u_packed.iter();
        let challenges = challenges.map(|challenge| *challenge.as_challenge_scalar::<()>());
        Ok((terms, challenges.collect()))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::argument::class::verifying_key;
    use crate::argument::lookup::circuit::{LookupCircuit, LookupExtent, LookupWitness, Tags};
    use crate::argument::lookup::{self};
    use crate::argument::reference;
    use crate::commitment::blinding::Blinds;
    use crate::commitment::column::Committed;
    use crate::commitment::column::{Column, SmallColumn, column_values, commit_values};
    use crate::commitment::randomness::SystemRandom;
    use crate::commitment::randomness::testing::{Recording, Replaying};
    use crate::curve::msm::normalise;
    use crate::step::prover::Method;
    use crate::tensor::UNUSABLE_ROWS;
    use halo2_proofs::plonk::{SingleVerifier, keygen_vk};
    use halo2_proofs::poly::commitment::Params;
    use rand_core::Rng;
    use std::sync::LazyLock;

    const K: u32 = 10;
    const WIDTH: usize = 4;
    const EXTENT: LookupExtent =
        LookupExtent { k: K, data_rows: 600, table: 256, tags: Tags::NONE };

    fn class() -> Class {
        Class::Lookup { k: K, width: WIDTH }
    }

    fn alpha() -> Fp {
        Fp::from(987_654_321)
    }

    fn table() -> Vec<Fp> {
        (0..256).map(Fp::from).collect()
    }

    /// Field elements that one proof draws: the unusable rows and the factor of each column that is neither linked
    /// nor public;
    /// two random polynomials and their factors; a factor for each piece of the quotient and for q'; two for
    /// each round of the opening.
    pub(crate) fn random_elements(class: &Class, instances: usize) -> usize {
        let dimensions = class.dimensions();
        let columns = instances
            * (dimensions.advice - dimensions.linked - dimensions.public)
            * (UNUSABLE_ROWS + 1);
        let polynomials = 2 * ((1 << class.k()) + 1);
        let factors = dimensions.quotient + 1 + 2 * class.k() as usize;
        columns + polynomials + factors
    }

    /// Some instances of a lookup of bytes, with everything to prove and to verify them.
    struct Trial {
        columns: Vec<Vec<Vec<u32>>>,
        blinds: Vec<Vec<Blinds>>,
    }

    impl Trial {
        fn new(instances: usize) -> Self {
            let mut random = SystemRandom::new();
            let data = |seed: u32| {
                (0..600).map(|row| (row * 31 + row * row * seed + seed) % 256).collect()
            };
            let columns = (0..instances as u32)
                .map(|instance| {
                    let inputs: Vec<Vec<u32>> =
                        (0..WIDTH as u32).map(|c| data(7 * instance + c)).collect();
                    let mut counts = vec![0; 256];
                    inputs.iter().flatten().for_each(|&value| counts[value as usize] += 1);
                    inputs.into_iter().chain([counts]).collect()
                })
                .collect();
            let blinds = (0..instances)
                .map(|_| (0..WIDTH + 1).map(|_| Blinds::fresh(&mut random)).collect())
                .collect();
            Trial { columns, blinds }
        }

        fn linked(&self) -> Vec<Vec<Column>> {
            let column = |(data, blinds): (&Vec<u32>, &Blinds)| {
                let data = data.iter().map(|&value| Fp::from(u64::from(value)));
                Column { values: column_values(K, data, &blinds.rows), blind: blinds.factor }
            };
            let instance = |(columns, blinds): (&Vec<Vec<u32>>, &Vec<Blinds>)| {
                columns.iter().zip(blinds).map(column).collect()
            };
            self.columns.iter().zip(&self.blinds).map(instance).collect()
        }

        fn commitments(&self) -> Vec<Vec<EqAffine>> {
            let commit = |linked: Vec<Column>| {
                let points: Vec<_> = linked
                    .into_iter()
                    .map(|column| commit_values(K, column.values, column.blind))
                    .collect();
                normalise(&points)
            };
            self.linked().into_iter().map(commit).collect()
        }

        fn prove(&self, method: Method, random: &mut dyn Rng) -> Vec<u8> {
            match method {
                Method::Native => self.prove_natively(random),
                Method::Reference => self.prove_by_reference(random),
            }
        }

        fn prove_natively(&self, random: &mut dyn Rng) -> Vec<u8> {
            let instance = |(columns, blinds): (&Vec<Vec<u32>>, &Vec<Blinds>)| {
                let columns = columns.iter().zip(blinds);
                columns
                    .map(|(data, blinds)| SmallColumn {
                        data: data.clone().into(),
                        blinds: blinds.clone(),
                    })
                    .collect()
            };
            let instances = self.columns.iter().zip(&self.blinds).map(instance);
            let committed = |columns| Committed::all(K, columns).into_iter().map(Into::into);
            let instances = instances.map(|columns| committed(columns).collect()).collect();
            let (class, stop) = (class(), || Ok(()));
            lookup::prover::prove(&class, &EXTENT, alpha(), &table(), instances, random, &stop)
                .expect("nobody stops it")
        }

        fn prove_by_reference(&self, random: &mut dyn Rng) -> Vec<u8> {
            self.prove_made_up(EXTENT, alpha(), &table(), &|_, _| {}, random)
        }

        /// A proof about a lookup of the prover's own, whose public columns are bent in each instance.
        fn prove_made_up(
            &self,
            extent: LookupExtent,
            alpha: Fp,
            table: &[Fp],
            bend: &dyn Fn(usize, &mut [Column]),
            random: &mut dyn Rng,
        ) -> Vec<u8> {
            let (linked, circuits): (Vec<_>, Vec<_>) = self
                .linked()
                .into_iter()
                .enumerate()
                .map(|(instance, mut linked)| {
                    let usable: Vec<_> = linked.iter().map(reference::usable).collect();
                    let columns: Vec<&[Fp]> = usable.iter().map(Vec::as_slice).collect();
                    let witness = LookupWitness::new(extent, &columns, alpha, table);
                    let public = extent.public_columns(alpha, table);
                    let public = public.into_iter();
                    let mut public: Vec<_> = public
                        .map(|c| Column::public(column_values(K, c.into_iter(), &[])))
                        .collect();
                    bend(instance, &mut public);
                    let assigned = public.iter().map(reference::usable).collect();
                    linked.extend(public);
                    let circuit = LookupCircuit::<WIDTH>::new(usable, assigned, witness);
                    (linked, circuit)
                })
                .unzip();
            reference::prove(
                &class(),
                &circuits,
                &vec![Vec::new(); circuits.len()],
                &linked,
                &self.commitments(),
                random,
            )
        }
    }

    const METHODS: [Method; 2] = [Method::Native, Method::Reference];

    fn proof_inputs(linked: &[Vec<EqAffine>]) -> ProofInputs {
        ProofInputs {
            instance: Vec::new(),
            public: EXTENT.public_columns(alpha(), &table()),
            linked: linked.to_vec(),
        }
    }

    fn is_true(proof_inputs: &ProofInputs, proof: &[u8]) -> bool {
        verify(&class(), &verifying_key(&class()), proof_inputs, proof)
            .is_ok_and(|sum| sum.evaluates_to_identity())
    }

    fn holds(commitments: &[Vec<EqAffine>], proof: &[u8]) -> bool {
        is_true(&proof_inputs(commitments), proof)
    }

    #[test]
    fn linked_columns_are_accepted() {
        for (instances, method) in [1, 3].into_iter().flat_map(|i| METHODS.map(|m| (i, m))) {
            let trial = Trial::new(instances);
            let proof = trial.prove(method, &mut SystemRandom::new());
            assert!(holds(&trial.commitments(), &proof), "{instances} instances, {method:?}");
            assert!(halo2_accepts(&trial.commitments(), &proof));
        }
    }

    /// A prover who commits to other columns, in the table all the same, in any slot of any instance.
    #[test]
    fn a_foreign_column_is_rejected_in_every_slot() {
        let named = Trial::new(2);
        for instance in 0..2 {
            for slot in 0..WIDTH + 1 {
                let mut foreign =
                    Trial { columns: named.columns.clone(), blinds: named.blinds.clone() };
                foreign.blinds[instance][slot] = Blinds::fresh(&mut SystemRandom::new());
                for method in METHODS {
                    let proof = foreign.prove(method, &mut SystemRandom::new());
                    assert!(holds(&foreign.commitments(), &proof));
                    assert!(
                        !holds(&named.commitments(), &proof),
                        "instance {instance}, slot {slot}, {method:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn other_lengths_and_proofs_about_nothing_are_rejected() {
        let trial = Trial::new(2);
        let proof = trial.prove(Method::Native, &mut SystemRandom::new());
        let commitments = trial.commitments();
        let check = |proof_inputs: &ProofInputs, proof: &[u8]| {
            let said = verify(&class(), &verifying_key(&class()), proof_inputs, proof);
            assert_eq!(said.err(), Some(VerifyError::Length));
        };
        let honest = proof_inputs(&commitments);
        check(&honest, &[&proof[..], &[0]].concat());
        check(&honest, &proof[1..]);
        check(&honest, &[]);
        check(&proof_inputs(&commitments[..1]), &proof);
        check(&proof_inputs(&[]), &proof);
        // halo2 would verify a proof about no instances; it must not come so far.
        check(&proof_inputs(&[]), &vec![0; class().proof_bytes(0)]);
        let mut fewer = proof_inputs(&commitments);
        fewer.public.pop();
        check(&fewer, &proof);
    }

    /// A prover who knows other public columns than the verifier: each of them, in any of its rows.
    #[test]
    fn another_public_column_is_rejected() {
        let trial = Trial::new(2);
        let commitments = trial.commitments();
        for method in METHODS {
            let proof = trial.prove(method, &mut SystemRandom::new());
            assert!(holds(&commitments, &proof));
            for column in 0..class().dimensions().public {
                for row in [0, 100, (1 << K) - 1] {
                    let mut proof_inputs = proof_inputs(&commitments);
                    proof_inputs.public[column].resize(1 << K, Fp::ZERO);
                    proof_inputs.public[column][row] += Fp::ONE;
                    assert!(!is_true(&proof_inputs, &proof), "column {column}, row {row}");
                }
            }
        }
    }

    /// Commitments to public columns of several instances: each counts, and what is wrong in one cannot be
    /// made up for in another.
    #[test]
    fn every_commitment_to_a_public_column_counts() {
        let columns = EXTENT.public_columns(alpha(), &table());
        let commit = |column: &Vec<Fp>| {
            let values = column_values(K, column.iter().copied(), &[]);
            commit_values(K, values, PUBLIC_BLIND)
        };
        let once: Vec<_> = columns.iter().map(commit).collect();
        let points = [&once[..], &once[..]].concat();
        let agree = |points: &[_]| {
            let commitments: Vec<_> = normalise(points).iter().map(ColumnCommitment::of).collect();
            let sum = public_columns(K, &columns, &commitments);
            sum.is_some_and(|sum| sum.evaluates_to_identity())
        };
        assert!(agree(&points));
        let by = params(K).get_g()[0].0;
        for index in 0..points.len() {
            let mut moved = points.clone();
            moved[index] += by;
            assert!(!agree(&moved), "{index}");
            let other = (index + columns.len()) % points.len();
            moved[other] -= by;
            assert!(!agree(&moved), "{index} and {other}");
            let mut infinite = points.clone();
            infinite[index] -= points[index];
            assert!(!agree(&infinite), "{index} at infinity");
        }
    }

    /// halo2's verdict on a proof. It knows no public columns, and does everything itself, from its parameters to
    /// its last sum.
    fn halo2_accepts(commitments: &[Vec<EqAffine>], stripped: &[u8]) -> bool {
        let (proof, _) = whole(class().dimensions(), commitments, stripped);
        let mut transcript = Blake2bRead::<_, EqAffine, Challenge255<_>>::init(&proof[..]);
        static PARAMETERS: LazyLock<Params<EqAffine>> = LazyLock::new(|| Params::new(K));
        let key = keygen_vk(&*PARAMETERS, &LookupCircuit::<WIDTH>::empty()).expect("it fits");
        let strategy = SingleVerifier::new(&*PARAMETERS);
        let instances: Vec<&[&[Fp]]> = vec![&[]; commitments.len()];
        verify_proof(&*PARAMETERS, &key, strategy, &instances, &mut transcript).is_ok()
    }

    /// A prover with public columns of his own.
    struct MadeUp {
        trial: Trial,
        extent: LookupExtent,
        alpha: Fp,
        table: Vec<Fp>,
        bend: fn(usize, &mut [Column]),
    }

    impl MadeUp {
        /// A value that the table lacks in the last row of an instance's first input, not counted.
        fn put_another_value(&mut self, instance: usize) {
            let columns = &mut self.trial.columns[instance];
            let honest = std::mem::replace(&mut columns[0][LAST], 256);
            columns[WIDTH][honest as usize] -= 1;
        }
    }

    const LAST: usize = EXTENT.data_rows - 1;
    const ALPHA_LESS_ENTRY: usize = 1;
    const AT_ENDS: usize = 5;

    /// Lookups of a value that the table lacks, made true by public columns of the prover's own, in both
    /// instances or in one; and what is true all the same: another alpha, values that no gate reads, another
    /// blinding factor.
    #[test]
    fn public_columns_that_are_made_up_are_rejected() {
        type Forgery = (&'static str, fn(&mut MadeUp));
        let forgeries: &[Forgery] = &[
            ("an entry more", |made_up| {
                for instance in 0..2 {
                    made_up.put_another_value(instance);
                    made_up.trial.columns[instance][WIDTH].push(1);
                }
                made_up.extent.table += 1;
                made_up.table.push(Fp::from(256));
            }),
            ("another entry", |made_up| {
                for instance in 0..2 {
                    made_up.put_another_value(instance);
                    let (inputs, counts) = made_up.trial.columns[instance].split_at_mut(WIDTH);
                    let zeros = inputs.iter_mut().flatten().filter(|value| **value == 0);
                    zeros.for_each(|value| *value = 256);
                    counts[0][0] += 1;
                }
                made_up.table[0] = Fp::from(256);
            }),
            ("a row less", |made_up| {
                for instance in 0..2 {
                    made_up.put_another_value(instance);
                    for input in 1..WIDTH {
                        let columns = &mut made_up.trial.columns[instance];
                        let value = columns[input][LAST] as usize;
                        columns[WIDTH][value] -= 1;
                    }
                }
                made_up.extent.data_rows -= 1;
            }),
            ("a sum that need not end at zero", |made_up| {
                made_up.put_another_value(1);
                made_up.bend = |instance, public| {
                    if instance == 1 {
                        public[AT_ENDS].values.fill(Fp::ZERO);
                    }
                };
            }),
            ("no gates", |made_up| {
                made_up.put_another_value(0);
                made_up.bend = |instance, public| {
                    let columns = public.iter_mut().filter(|_| instance == 0);
                    columns.for_each(|column| column.values.fill(Fp::ZERO));
                };
            }),
            ("another alpha", |made_up| made_up.alpha += Fp::ONE),
            ("a row behind the table", |made_up| {
                made_up.bend = |_, public| public[ALPHA_LESS_ENTRY].values[256] = Fp::ONE;
            }),
            ("an unusable row", |made_up| {
                made_up.bend = |_, public| {
                    let value = public[ALPHA_LESS_ENTRY].values.last_mut();
                    *value.expect("a column has rows") = Fp::ONE;
                };
            }),
            ("a blinding factor", |made_up| {
                made_up.bend = |instance, public| {
                    if instance == 0 {
                        public[AT_ENDS].blind += Fp::ONE;
                    }
                };
            }),
        ];
        let forge = |change: fn(&mut MadeUp)| {
            let mut made_up = MadeUp {
                trial: Trial::new(2),
                extent: EXTENT,
                alpha: alpha(),
                table: table(),
                bend: |_, _| {},
            };
            change(&mut made_up);
            let (trial, random) = (&made_up.trial, &mut SystemRandom::new());
            let MadeUp { extent, alpha, .. } = made_up;
            let proof = trial.prove_made_up(extent, alpha, &made_up.table, &made_up.bend, random);
            (trial.commitments(), proof)
        };
        let (commitments, proof) = forge(|_| {});
        assert!(holds(&commitments, &proof));
        for (words, change) in forgeries {
            let (commitments, proof) = forge(*change);
            assert!(halo2_accepts(&commitments, &proof), "{words}: no forgery");
            assert!(!holds(&commitments, &proof), "{words}");
        }
    }

    /// A public column's commitment has one more of the blinding generator, and the last number of the proof,
    /// which nothing binds that comes after it, one less or one more: added plainly, the two checks that are
    /// one sum would make up for each other.
    #[test]
    fn a_false_proof_that_cancels_its_public_columns_is_rejected() {
        let trial = Trial::new(2);
        let commitments = trial.commitments();
        for place in 0..2 * class().dimensions().public {
            let bend = |instance: usize, public: &mut [Column]| {
                if instance == place / public.len() {
                    public[place % public.len()].blind += Fp::ONE;
                }
            };
            let random = &mut SystemRandom::new();
            let proof = trial.prove_made_up(EXTENT, alpha(), &table(), &bend, random);
            assert!(halo2_accepts(&commitments, &proof), "{place}");
            for by in [Fp::ONE, -Fp::ONE] {
                let mut proof = proof.clone();
                let (_, last) = proof.split_last_chunk_mut::<32>().expect("a proof");
                *last = (Fp::from_repr(*last).expect("a number") + by).to_repr();
                let said =
                    verify(&class(), &verifying_key(&class()), &proof_inputs(&commitments), &proof);
                let sum = said.expect("it can be read");
                assert!(!sum.evaluates_to_identity(), "{place}");
            }
        }
    }

    /// A proof about two instances is about these two, in their order.
    #[test]
    fn instances_that_change_places_are_rejected() {
        let trial = Trial::new(2);
        let commitments = trial.commitments();
        let [first, second] = [0, 1].map(|instance: usize| commitments[instance].clone());
        for method in METHODS {
            let proof = trial.prove(method, &mut SystemRandom::new());
            assert!(holds(&commitments, &proof));
            for other in [[&second, &first], [&first, &first], [&second, &second]] {
                assert!(!holds(&other.map(Vec::clone), &proof), "{method:?}");
            }
            let mut swapped = commitments.clone();
            let (one, two) = swapped.split_at_mut(1);
            std::mem::swap(&mut one[0][WIDTH], &mut two[0][WIDTH]);
            assert!(!holds(&swapped, &proof), "multiplicities, {method:?}");
        }
    }

    #[test]
    fn everything_unlinked_is_drawn_from_the_source() {
        let instances = 2;
        for method in METHODS {
            let mut recording = Recording::new();
            Trial::new(instances).prove(method, &mut recording);
            recording.check(random_elements(&class(), instances));
        }
    }

    /// What is drawn is also used: another word anywhere, and the proof is another.
    #[test]
    fn everything_drawn_is_used() {
        let trial = Trial::new(1);
        let mut recording = Recording::new();
        trial.prove(Method::Native, &mut recording);
        let prove = |words: &[u64]| trial.prove(Method::Native, &mut Replaying(words));
        let proof = prove(&recording.drawn);
        assert_eq!(proof, prove(&recording.drawn));
        let elements = recording.drawn.len() / 8;
        // Every element that is not a coefficient of the two random polynomials, and some that are.
        let coefficients = 1 << K;
        let before =
            (class().dimensions().advice - class().dimensions().linked) * (UNUSABLE_ROWS + 1);
        let many = |element: usize| {
            let in_polynomial = |start: usize| (start..start + coefficients).contains(&element);
            (in_polynomial(before) || in_polynomial(elements - 2 * K as usize - 1 - coefficients))
                && !element.is_multiple_of(101)
        };
        for element in (0..elements).filter(|&element| !many(element)) {
            let mut words = recording.drawn.clone();
            words[8 * element] ^= 1;
            assert_ne!(proof, prove(&words), "element {element} of {elements}");
        }
    }

    #[test]
    fn two_proofs_of_one_statement_share_nothing() {
        let trial = Trial::new(2);
        let words =
            |proof: &[u8]| -> Vec<Vec<u8>> { proof.chunks(32).map(<[u8]>::to_vec).collect() };
        // Commitments to public columns are the statement's.
        let public = EXTENT.public_columns(alpha(), &table());
        let public: Vec<_> = public
            .iter()
            .map(|column| column_values(K, column.iter().copied(), &[]))
            .map(|values| commit_values(K, values, PUBLIC_BLIND))
            .collect();
        let public: Vec<Vec<u8>> =
            normalise(&public).iter().map(|point| ColumnCommitment::of(point).0.to_vec()).collect();
        for method in METHODS {
            let [first, second] = [0, 1].map(|_| trial.prove(method, &mut SystemRandom::new()));
            let second = words(&second);
            let shared: Vec<_> =
                words(&first).into_iter().filter(|word| second.contains(word)).collect();
            assert_eq!(shared, [&public[..], &public[..]].concat(), "{method:?}");
        }
    }
}
