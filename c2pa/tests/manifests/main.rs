//! Manifests of photos and of published pictures: those of other programs, ours, and ones that a cheat made.

mod credentials;
mod examine;
mod signing;
