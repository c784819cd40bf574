//! From a scene to a signed original: photos of real cameras, the simulated camera that signs them, and the
//! notary that attests what another signature says.

pub mod camera;
mod exif;
pub mod notary;
#[cfg(feature = "files")]
pub mod outline;
pub mod photo;
pub mod recognise;
#[cfg(feature = "files")]
pub mod roll;
mod signer;
pub mod unsigned;
