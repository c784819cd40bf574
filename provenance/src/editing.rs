//! Edits while they are made: whether they fit, how they look, and which were tried.

pub mod check;
pub mod draft;
#[cfg(feature = "files")]
pub mod history;
pub mod preview;
