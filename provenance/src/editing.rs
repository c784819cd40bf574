//! Edits while they are made: what they are called, whether they fit, how they look, and which were tried.

pub mod check;
pub mod describe;
pub mod draft;
pub mod history;
pub mod preview;
