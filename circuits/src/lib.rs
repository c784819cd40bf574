//! Images, edits, and the proofs that one image is the edit of another that stays hidden.
//!
//! The hash of an image is made of Pedersen commitments to its columns of pixels, and a halo2 proof
//! commits to its advice columns in exactly that way. So an image that is hashed is already half of a
//! proof about it, and no circuit computes a hash. Two circuits prove every edit:
//!
//! - `argument/lookup`: every value of some committed columns is an entry of a public table;
//! - `argument/inner_product`: a public weighted sum of the values of some committed columns, and of the products of
//!   pairs of them row by row, is a known number.
//!
//! From the bottom up, each folder imports only folders before it. The first of them prove statements about tensors,
//! arrays of small integers, and know no pictures:
//!
//! - `tensor`: tensors, and how they lie in columns;
//! - `curve`: the curve Vesta, sums of multiples of points, transforms, the public parameters;
//! - `commitment`: commitments to columns, what blinds them;
//! - `plonk`: the native prover of a halo2 proof, its opening, the multi-scalar multiplication that verifying
//!   defers;
//! - `argument`: the two circuits, each with its prover; columns linked to commitments; the reference prover; the
//!   verifier of a proof;
//! - `statement`: what is looked up of tensors, and the sums that their values must give;
//! - `step`: one statement, in rounds of commitments and challenges, proved and verified;
//! - [`kernel`]: all of that for statements of your own;
//! - `image`: pixels, how they lie in columns, image hashes, what hides an original;
//! - [`jpeg`]: the coefficients of a published JPEG, from pixels;
//! - `output`: what is published, pixels or a JPEG;
//! - `edits`: what edits do to pixels, a file for each; the recipe that lists them; the statements that mean that one
//!   image is the edit of another;
//! - `chain`: the steps of a recipe, proved and verified;
//! - `adversary`: tests, in which a prover cheats.
//!
//! The protocol with its reasons is in `docs/protocol.md`.
//!
//! # Example
//!
//! ```
//! use proofroom_circuits::{Claim, HiddenImage, Image, Recipe, Seed, Size, Unwatched, prove, verify};
//!
//! // A camera commits to a photo and signs the hash; here there is no signature.
//! let size = Size::new(2, 1)?;
//! let photo = Image::new(size, vec![10, 20, 30, 40, 50, 60]);
//! let original = HiddenImage::original(photo, &Seed::random());
//! let signed = b"certificate, record and signature, in bytes that have one form";
//!
//! // Whoever has the original edits it, and proves the edits.
//! let recipe = Recipe::from_json(r#"[{"contrast":{"permille":1300}}]"#)?;
//! let published = prove(&original, signed, &recipe, None, &Unwatched)?;
//!
//! // Everybody else has the published pixels, the proof, and the commitments that make the hash.
//! let commitments = original.commitments();
//! let claim = Claim { size, commitments, attestation: signed, recipe: &recipe, bound: None };
//! let output = published.output.as_output();
//! assert_eq!(verify(&claim, &published.proof, output), Ok(()));
//!
//! let claim = Claim { bound: Some("a text that the proof was not made for"), ..claim };
//! assert!(verify(&claim, &published.proof, output).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a proof means
//!
//! That somebody knows an image with this hash, and that the recipe turns it into exactly these pixels, or into a JPEG
//! with exactly these coefficients. It does not say
//! who took the image: compare the hash with one that a camera signed, as `proofroom-provenance` does. It hides the pixels
//! that the edits removed. Each proof opens one value of each of the original's columns, and the [`BLINDING_ROWS`]
//! random rows of a column blind at most that many openings: the caller must count the proofs that are published of an
//! original.
//!
//! [`verify`] trusts nothing that a proof says, and no proof makes it take much more memory than another of the same
//! image. [`ChainProof::from_bytes`] compares each length with its limit before it allocates anything. Seeds and pixels
//! are overwritten when they are dropped, and `Debug` shows neither.
//!
//! # Errors
//!
//! [`EditError`] and [`Malformed`](encoding::Malformed) say what is wrong and may grow. [`Check`], [`RecipeError`],
//! `ProveError` and [`Stage`] can be matched exhaustively: each of their variants asks something of the caller, such as
//! a reason in a verdict, and the compiler should point at every place that does not answer a new one.
//!
//! # Features
//!
//! | feature | default | what |
//! | --- | --- | --- |
//! | `built-in-parameters` | yes | the public parameters are in the program; without it, hand them over before the first verification (`hand_over_parameters`) |
//! | `multicore` | yes | loops run on the threads of the caller's rayon pool; without it everything runs on the calling thread |
//! | `prover` | yes | `prove` and `estimate`; a verifier does without them |
//! | `reference` | no | `prove_by_reference`, halo2's own prover, several times slower: what the native one is compared with |
//! | `typescript` | no | edits as TypeScript types |
//!
//! Without default features the crate compiles for `wasm32-unknown-unknown`, where the program supplies the random
//! numbers of its host (`getrandom`'s custom backend). The arithmetic is in assembly on processors for which there is
//! some, and portable elsewhere.

// Functions of arguments, statements and edits that only the prover or the reference uses are beside those that the
// verifier uses.
#![cfg_attr(not(feature = "reference"), allow(dead_code, unused_imports))]

#[cfg(test)]
mod adversary;
mod argument;
mod chain;
mod commitment;
mod curve;
pub mod edits;
pub mod encoding;
mod image;
pub mod jpeg;
pub mod kernel;
mod output;
mod parallel;
mod plonk;
mod progress;
mod statement;
mod step;
mod tensor;

#[cfg(feature = "prover")]
pub use chain::estimate::{Estimate, derive_keys, estimate};
#[cfg(any(test, feature = "reference"))]
pub use chain::prover::prove_by_reference;
#[cfg(feature = "prover")]
pub use chain::prover::{ProveError, Published, prove, prove_with_places};
pub use chain::verifier::{Check, Rejection, verify};
pub use chain::{ChainProof, Claim};
pub use commitment::ColumnCommitment;
#[cfg(not(feature = "built-in-parameters"))]
pub use curve::params::verifier::{WrongParameters, hand_over_parameters};
pub use curve::params::{warm_up, warm_up_during};
pub use edits::place::HiddenPlace;
pub use edits::placed::{PlacedEdit, PlacedRecipe};
pub use edits::recipe::{Recipe, RecipeError};
pub use edits::{Edit, EditError};
pub use image::hash::ImageHash;
pub use image::hidden::HiddenImage;
pub use image::layout::{Layout, TooLargeForColumns};
pub use image::seed::Seed;
pub use image::stripes::{CommittedStripes, Stripes, StripesError};
pub use image::{Channels, Image, Rect, Size, SizeError};
pub use output::{Output, OutputFormat, PublishedOutput};
pub use progress::{Cancelled, Progress, Stage, Unwatched};
pub use step::{FORMAT_VERSION, StepProof};
pub use tensor::BLINDING_ROWS;
