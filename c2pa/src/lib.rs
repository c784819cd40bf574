//! Content Credentials (C2PA): what a photo's own manifest proves about the camera that signed it, and those of published
//! pictures.
//!
//! No camera signs Proofroom's image hash yet, but many sign SHA-256 of their file in a manifest. [`examine`]
//! validates such a manifest against dated lists of roots and says who signed, by whose certificate, when, and which
//! bytes the signature leaves out. A notary attests this evidence.
//!
//! [`credentials`] adds a manifest to a published picture, which repeats what the proof says, and reads it.
//!
//! Parsing and cryptography of manifests are the `c2pa` crate's. Four questions are answered here, because the crate
//! leaves them to its users: whether the signature covers everything that the pixels depend on (`covered`), whose word
//! the time of the signature is and whether the certificate was revoked (`manifest`), and whether whoever issued it may
//! issue certificates (`chain`).

mod certificate;
mod chain;
mod covered;
pub mod credentials;
mod manifest;
mod photo;
mod roots;

pub use manifest::Refused;
pub use photo::{carries, examine};
pub use roots::{RootError, Roots};
