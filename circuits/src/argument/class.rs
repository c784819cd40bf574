//! The classes of circuits that the format knows, and their keys, which are derived, never shipped.

use std::sync::{Arc, Mutex};

use halo2_proofs::plonk::{VerifyingKey, keygen_vk};
use halo2_proofs::poly::commitment::Params;

use crate::argument::inner_product::circuit::{self as inner_product, InnerProductCircuit};
use crate::argument::lookup::circuit::{self as lookup, LookupCircuit};
use crate::curve::params::params;
use crate::curve::vesta::VestaAffine;
use crate::plonk::gate::Queries;

/// Input slots of the lookup circuit's classes.
pub(crate) const LOOKUP_WIDTHS: [usize; 4] = [4, 12, 30, 60];
/// Slots of the inner product circuit's classes without pairs.
pub(crate) const SLOTS: [usize; 7] = [2, 4, 8, 13, 33, 97, 130];
/// Slots and pairs of the classes of the same circuit with pairs.
pub(crate) const PRODUCTS: [(usize, usize); 3] = [(1, 1), (1, 3), (13, 4)];

/// A circuit of the format: everything that its keys depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// A lookup.
    Lookup {
        /// log2 of the rows.
        k: u32,
        /// Input slots, one of [`LOOKUP_WIDTHS`].
        width: usize,
    },
    /// A weighted sum.
    InnerProduct {
        /// log2 of the rows.
        k: u32,
        /// One of [`SLOTS`].
        slots: usize,
    },
    /// A weighted sum with products of hidden values in it.
    Product {
        /// log2 of the rows.
        k: u32,
        /// Slots that are in no pair; with `pairs` one of [`PRODUCTS`].
        slots: usize,
        /// Pairs of slots whose products are summed.
        pairs: usize,
    },
}

/// Runs `$body` with the constant of a list that equals `$value`, by its place.
macro_rules! with_one_of {
    ($list:expr, [$($place:literal),+], $value:expr, $constant:ident => $body:expr) => {
        match *$value {
            $(value if value == $list[$place] => {
                const $constant: usize = $list[$place];
                $body
            })+
            other => unreachable!("{other} is in no class"),
        }
    };
}
pub(crate) use with_one_of;

/// The same for a list of slots and pairs.
macro_rules! with_product {
    ($list:expr, [$($place:literal),+], $value:expr, $slots:ident, $pairs:ident => $body:expr) => {
        match $value {
            $(value if value == $list[$place] => {
                const $slots: usize = $list[$place].0;
                const $pairs: usize = $list[$place].1;
                $body
            })+
            other => unreachable!("{other:?} is in no class"),
        }
    };
}
pub(crate) use with_product;

/// Runs the code for lookups, or that for inner products of slots and pairs, with the constants of the class that
/// `$class` belongs to.
macro_rules! with_circuit {
    ($class:expr, lookup $W:ident => $lookup:expr, inner $S:ident, $P:ident => $inner:expr) => {{
        use $crate::argument::class::{LOOKUP_WIDTHS, PRODUCTS, SLOTS};
        let class: &Class = &$class;
        match class {
            Class::Lookup { width, .. } => {
                $crate::argument::class::with_one_of!(LOOKUP_WIDTHS, [0, 1, 2, 3], width, $W => $lookup)
            }
            Class::InnerProduct { slots, .. } => {
                const $P: usize = 0;
                $crate::argument::class::with_one_of!(SLOTS, [0, 1, 2, 3, 4, 5, 6], slots, $S => $inner)
            }
            Class::Product { slots, pairs, .. } => {
                $crate::argument::class::with_product!(
                    PRODUCTS, [0, 1, 2], (*slots, *pairs), $S, $P => $inner)
            }
        }
    }};
}
pub(crate) use with_circuit;

/// The numbers that the length and the form of a proof follow from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dimensions {
    pub advice: usize,
    pub linked: usize,
    pub public: usize,
    pub advice_queries: usize,
    pub instance_queries: usize,
    pub quotient: usize,
}

impl Class {
    /// The smallest circuit that sums so many slots and products of pairs of further ones. None if there is none.
    pub fn of_sum(k: u32, slots: usize, pairs: usize) -> Option<Class> {
        if pairs == 0 {
            let slots = SLOTS.into_iter().find(|&size| size >= slots)?;
            return Some(Class::InnerProduct { k, slots });
        }
        let fits = |size: &(usize, usize)| size.0 >= slots && size.1 >= pairs;
        let (slots, pairs) = PRODUCTS.into_iter().find(fits)?;
        Some(Class::Product { k, slots, pairs })
    }

    pub fn k(&self) -> u32 {
        match self {
            Class::Lookup { k, .. } | Class::InnerProduct { k, .. } | Class::Product { k, .. } => {
                *k
            }
        }
    }

    pub fn dimensions(&self) -> Dimensions {
        macro_rules! dimensions {
            ($circuit:ty, $queries:expr) => {{
                let queries: Queries = $queries;
                Dimensions {
                    advice: <$circuit>::ADVICE,
                    linked: <$circuit>::LINKED,
                    public: <$circuit>::PUBLIC,
                    advice_queries: queries.advice_evaluations(),
                    instance_queries: queries.instance.len(),
                    quotient: <$circuit>::QUOTIENT,
                }
            }};
        }
        with_circuit!(self,
            lookup W => dimensions!(LookupCircuit<W>, lookup::queries(W)),
            inner S, P => dimensions!(InnerProductCircuit<S, P>, inner_product::queries(S, P)))
    }

    /// Bytes of a proof about `instances` instances, linked commitments left out.
    pub fn proof_bytes(&self, instances: usize) -> usize {
        let dimensions = self.dimensions();
        let advice = instances * (dimensions.advice - dimensions.linked);
        let evaluations = instances * (dimensions.instance_queries + dimensions.advice_queries);
        // Commitment and evaluation of the random polynomial; pieces of the quotient.
        let vanishing = 2 + dimensions.quotient;
        // Multi-point opening: columns are opened at x, or at x and the next row: q' and two values.
        let multiopen = 1 + 2;
        // Inner product argument: S, two points a round, two scalars.
        let opening = 1 + 2 * self.k() as usize + 2;
        32 * (advice + evaluations + vanishing + multiopen + opening)
    }

    /// Field elements in the columns of a proof about `instances` instances.
    pub fn elements(&self, instances: usize) -> u64 {
        let dimensions = self.dimensions();
        ((instances * dimensions.advice) as u64) << self.k()
    }

    /// The verifying key, by parameters for columns of as many rows.
    pub fn derive_key(&self, parameters: &Params<VestaAffine>) -> VerifyingKey<VestaAffine> {
        with_circuit!(self,
            lookup W => keygen_vk(parameters, &LookupCircuit::<W>::empty()),
            inner S, P => keygen_vk(parameters, &InnerProductCircuit::<S, P>::empty()))
        .expect("the circuit fits the rows of every class")
    }

    /// Input slots; only for classes of lookups.
    pub fn width(&self) -> usize {
        match self {
            Class::Lookup { width, .. } => *width,
            _ => unreachable!("only lookups have a width"),
        }
    }

    /// The slots of an inner product that are in no pair, and its pairs; only for classes of inner products.
    pub fn slots_and_pairs(&self) -> (usize, usize) {
        match *self {
            Class::InnerProduct { slots, .. } => (slots, 0),
            Class::Product { slots, pairs, .. } => (slots, pairs),
            Class::Lookup { .. } => unreachable!("a lookup has no slots"),
        }
    }
}

/// The keys in use, the latest last. Few are kept: a proving key takes tens of megabytes.
pub(crate) struct Cache<K> {
    entries: Mutex<Vec<(Class, Arc<K>)>>,
    kept: usize,
}

impl<K> Cache<K> {
    pub const fn new(kept: usize) -> Self {
        Cache { entries: Mutex::new(Vec::new()), kept }
    }

    pub fn get(&self, class: &Class, derive: impl FnOnce() -> K) -> Arc<K> {
        let lock = || self.entries.lock().expect("no panic while holding the lock");
        if let Some((_, key)) = lock().iter().find(|(known, _)| known == class) {
            return key.clone();
        }
        let key = Arc::new(derive());
        let mut entries = lock();
        if entries.len() == self.kept {
            entries.remove(0);
        }
        entries.push((*class, key.clone()));
        key
    }
}

/// The verifying key of a class.
pub(crate) fn verifying_key(class: &Class) -> Arc<VerifyingKey<VestaAffine>> {
    static CACHE: Cache<VerifyingKey<VestaAffine>> = Cache::new(32);
    CACHE.get(class, || class.derive_key(params(class.k())))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plonk::transcript::Challenge;
    use crate::tensor::KS;
    use halo2_proofs::pasta::Fp;
    use halo2_proofs::transcript::Transcript;
    use sha3::{Digest, Sha3_256};
    use std::io;

    /// Every circuit of the format.
    pub(crate) fn classes() -> impl Iterator<Item = Class> {
        KS.into_iter().flat_map(|k| {
            let lookups = LOOKUP_WIDTHS.map(|width| Class::Lookup { k, width });
            let inner_products = SLOTS.map(|slots| Class::InnerProduct { k, slots });
            let products = PRODUCTS.map(|(slots, pairs)| Class::Product { k, slots, pairs });
            lookups.into_iter().chain(inner_products).chain(products)
        })
    }

    /// One line for each class: what it costs, and a fingerprint of its verifying key. A line that changes means
    /// that earlier files no longer verify, or that costs have changed.
    #[test]
    fn costs_and_keys_are_the_pinned_ones() {
        let mut lines = String::from(
            "shape: k, rows, advice columns, linked ones, public ones, evaluations of advice and instance columns, degree, proof bytes, verifying key\n",
        );
        for class in classes() {
            let dimensions = class.dimensions();
            let name = match &class {
                Class::Lookup { width, .. } => format!("lookup of {width} columns"),
                Class::InnerProduct { slots, .. } => format!("inner product of {slots} slots"),
                Class::Product { slots, pairs, .. } => {
                    format!("inner product of {slots} slots and {pairs} pairs")
                }
            };
            let pinned = format!("{:?}", verifying_key(&class).pinned());
            let fingerprint: String =
                Sha3_256::digest(pinned).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            lines += &format!(
                "{name}: {}, {}, {}, {}, {}, {}, {}, {}, {}, {fingerprint}\n",
                class.k(),
                1 << class.k(),
                dimensions.advice,
                dimensions.linked,
                dimensions.public,
                dimensions.advice_queries,
                dimensions.instance_queries,
                dimensions.quotient + 1,
                class.proof_bytes(1),
            );
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/costs.txt");
        if std::env::var_os("PROOFROOM_UPDATE_COSTS").is_some() {
            std::fs::write(path, &lines).expect("writing the costs");
        }
        let pinned = std::fs::read_to_string(path).expect("the pinned costs");
        assert_eq!(
            lines, pinned,
            "costs or keys changed; if that is meant, run `PROOFROOM_UPDATE_COSTS=1 cargo test --release -p proofroom-circuits costs`"
        );
    }

    /// A transcript that keeps the number that it absorbs.
    struct Absorbed(Option<Fp>);

    impl Transcript<VestaAffine, Challenge> for Absorbed {
        fn squeeze_challenge(&mut self) -> Challenge {
            unreachable!("a key draws nothing")
        }

        fn common_point(&mut self, _: VestaAffine) -> io::Result<()> {
            unreachable!("a key is hashed as a number")
        }

        fn common_scalar(&mut self, number: Fp) -> io::Result<()> {
            assert!(self.0.replace(number).is_none(), "a key is one number");
            Ok(())
        }
    }

    /// A second implementation needs no more of the keys than `docs/keys.txt` (section 6.5 of `docs/protocol.md`).
    #[test]
    fn digests_of_keys_are_the_listed_ones() {
        let mut lines = String::from(
            "k, circuit, inputs or slots, pairs, transcript_repr (the field element, most significant digit first)\n",
        );
        for class in classes() {
            let mut absorbed = Absorbed(None);
            verifying_key(&class).hash_into(&mut absorbed).expect("nothing fails");
            let digest = format!("{:?}", absorbed.0.expect("a key is absorbed"));
            let digest = digest.trim_start_matches("0x");
            let (circuit, slots, pairs) = match class {
                Class::Lookup { width, .. } => ("lookup", width, 0),
                Class::InnerProduct { slots, .. } => ("inner product", slots, 0),
                Class::Product { slots, pairs, .. } => ("inner product", slots, pairs),
            };
            lines += &format!("{}, {circuit}, {slots}, {pairs}, {digest}\n", class.k());
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/keys.txt");
        if std::env::var_os("PROOFROOM_UPDATE_COSTS").is_some() {
            std::fs::write(path, &lines).expect("writing the digests");
        }
        let listed = std::fs::read_to_string(path).expect("the list of digests");
        assert_eq!(lines, listed, "keys changed: earlier files no longer verify");
    }
}
