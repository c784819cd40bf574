//! Photographs signed by a camera, edited, and published with a zero-knowledge proof of exactly those edits, while
//! the original stays hidden.
//!
//! This crate holds what surrounds the proofs: camera keys and signatures, the files, the trust list, the
//! verdict. The proofs themselves are in `proofroom-circuits`. The command line and the desktop app call the
//! same functions of this library; [`verify::verify_file`] is the one place where a file is judged.
//!
//! Each folder uses only those above it:
//!
//! - [`system`]: files that appear whole or not at all, the user's folders, texts that are safe to show;
//! - [`format`](mod@format): the bytes of every file: PNG, JPEG, records, certificates, metadata;
//! - [`editing`]: edits while they are made;
//! - [`verify`]: trust, the verdict, and its words;
//! - [`capture`]: photos of real cameras, opened for signing, and the simulated camera that signs them;
//! - [`publish`]: from an original to a published picture.

pub mod capture;
pub mod editing;
pub mod format;
#[cfg(all(feature = "files", feature = "prover"))]
pub mod publish;
pub mod system;
pub mod verify;

pub use proofroom_circuits as circuits;
