//! What the fuzz targets do, what they start from, and how inputs are altered. Two runners share it: the
//! targets of `cargo fuzz` beside this folder, and the plain one of `tests/fuzz`, which needs nothing
//! installed.

#![allow(dead_code, reason = "each runner uses a part of it")]

pub mod exif;
pub mod mutate;
pub mod plain_png;
pub mod random;
pub mod seeds;
pub mod targets;
