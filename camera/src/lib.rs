//! What a camera computes and signs, for firmware: pixels and a secret seed in; image hash, commitments and the file of
//! the original out. The signature is made by the camera's own key store.
//!
//! Firmware links `libproofroom_camera.a` and includes `include/proofroom_camera.h`. `examples/photo.c` takes a photo
//! from its rows to the file, `docs/cameras.md` says what a camera must do, and `vectors/` has intermediate values to
//! compare other implementations with.
//!
//! - [`photo`]: a photo from its first row to the file, in Rust without pointers;
//! - [`interface`]: the same for C, where every pointer is checked and no panic gets out;
//! - [`status`]: what can go wrong, as numbers with a sentence each.
//!
//! The library keeps nothing between calls except public constants, which it computes when they are first needed. It
//! draws no random number, reads no clock and no file, and starts no thread that the caller did not ask for.

pub mod interface;
pub mod photo;
pub mod status;
