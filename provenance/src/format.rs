//! The bytes of every file, read strictly: each encoding has one form, and every length is checked before it is
//! allocated. `docs/format.md` describes them.

pub mod attestation;
pub mod capture_record;
pub(crate) mod colour;
pub mod envelope;
pub mod evidence;
pub mod jpeg;
pub mod metadata;
pub mod original;
pub mod picture;
pub mod png;
pub mod published;
pub(crate) mod tiff;
