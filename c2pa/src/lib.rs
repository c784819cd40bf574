//! Content Credentials (C2PA): those of photos, which a notary examines, and those of published pictures.
//!
//! No camera signs Proofroom's image hash yet, but many sign SHA-256 of their file in a manifest. [`examine`]
//! validates such a manifest against dated lists of roots and says who signed, by whose certificate, when, and which
//! bytes the signature leaves out. A notary attests this evidence. [`credentials::add`] signs a manifest for a picture
//! that is to be published, and [`credentials::read`] says what that of a published picture is worth.
//!
//! Parsing and cryptography of manifests are the `c2pa` crate's. What the crate leaves to its users is decided here:
//! whether the signature covers everything that the pixels depend on (`covered`), whether everybody in the chain of
//! certificates may issue others (`chain`), whose word the time of the signature is (`stamp`), and whether the signer's
//! certificate was revoked (`manifest`).

mod certificate;
mod chain;
mod covered;
pub mod credentials;
mod manifest;
mod photo;
mod roots;
mod stamp;

pub use manifest::{Check, Refused};
pub use photo::{carries, examine};
pub use roots::{RootError, Roots};
