//! Proofroom: photographs signed by a camera, edited, and published with a zero-knowledge proof of
//! exactly those edits, the original staying hidden.
//!
//! This crate holds what surrounds the proofs: camera keys and signatures, the files, the trust list,
//! the verdict. The proofs themselves are in `proofroom-circuits`. The command line and the desktop app
//! call the same functions of this library; [`verdict::verify_file`] is the one place where a file is
//! judged.

pub mod batch;
pub mod bench;
pub mod camera;
pub mod cancel;
mod capture;
pub mod check;
mod colour;
pub mod demo;
pub mod draft;
pub mod envelope;
pub mod estimate;
mod exif;
pub mod folders;
pub mod history;
pub mod jpeg;
pub mod machine;
pub mod metadata;
pub mod openings;
pub mod order;
pub mod original;
pub mod photo;
pub mod placement;
pub mod plan;
pub mod png;
pub mod preview;
pub mod project;
pub mod publish;
pub mod published;
pub mod recognise;
pub mod roll;
pub mod settings;
pub mod show;
pub mod store;
pub mod text;
mod tiff;
pub mod trust;
pub mod verdict;
pub mod words;

pub use proofroom_circuits as circuits;
