//! Edits while they are made: whether they fit, how they look, and which were tried.

pub mod check;
pub mod draft;
pub mod file_size;
#[cfg(feature = "files")]
pub mod history;
pub mod preview;
