//! From a scene to a signed original: photos of real cameras, and the simulated camera that signs them.

pub mod camera;
mod exif;
pub mod photo;
pub mod recognise;
#[cfg(feature = "files")]
pub mod roll;
