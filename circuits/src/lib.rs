//! Images, edits, and the proofs that one image is the edit of another that stays hidden.
//!
//! The hash of an image is made of Pedersen commitments to its columns of pixels, and a halo2 proof
//! commits to its advice columns in exactly that way. So an image that is hashed is already half of a
//! proof about it, and no circuit computes a hash. Two circuits prove every edit:
//!
//! - `lookup.rs`: every value of some committed columns is an entry of a public table;
//! - `inner_product.rs`: a public weighted sum of the values of some committed columns is a known number.
//!
//! `edits/*.rs` say what edits do to pixels; `statement.rs` says which lookups and which linear relation
//! mean that; `relation.rs` turns the relation into one inner product; `link.rs` makes advice columns equal
//! to commitments that exist already; `prover.rs` and `verifier.rs` walk the steps of a recipe. The protocol
//! with its reasons is in `docs/protocol.md`.
//!
//! ```no_run
//! use proofroom_circuits::{Claim, HiddenImage, Image, Recipe, Seed, Size, Unwatched, prove, verify};
//!
//! let size = Size::new(2, 1)?;
//! let original = HiddenImage::original(Image::new(size, vec![10, 20, 30, 40, 50, 60]), &Seed::random());
//! let recipe = Recipe::from_json(r#"[{"contrast":{"permille":1300}}]"#)?;
//! let published = prove(&original, &recipe, None, &Unwatched)?;
//! let claim = Claim { size, commitments: original.commitments(), recipe: &recipe, bound: None };
//! verify(&claim, &published.proof, &published.image)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(test)]
mod adversary;
mod argument;
mod chain;
mod commitment;
mod curve;
pub mod edits;
mod image;
mod plonk;
mod progress;
mod statement;

pub use chain::estimate::{Estimate, derive_keys, estimate};
pub use chain::prover::{ProveError, Published, prove, prove_by_reference};
pub use chain::verifier::{Check, Rejection, verify};
pub use chain::{ChainProof, Claim, FORMAT_VERSION, StepProof};
pub use commitment::randomness::Seed;
pub use commitment::{ColumnCommitment, HiddenImage, ImageHash};
pub use curve::params::warm_up;
pub use edits::recipe::{Recipe, RecipeError};
pub use edits::{Edit, EditError};
pub use image::layout::{Layout, RowTooLong, TAIL};
pub use image::{Image, Rect, Size, SizeError};
pub use progress::{Cancelled, Progress, Stage, Unwatched};
