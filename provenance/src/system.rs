//! What the operating system gives: files, folders, memory, and text on a screen.

#[cfg(feature = "files")]
pub mod cancel;
#[cfg(feature = "files")]
pub mod files;
#[cfg(feature = "files")]
pub mod folders;
pub mod language;
#[cfg(feature = "files")]
pub mod machine;
#[cfg(feature = "files")]
pub mod settings;
pub mod text;

/// The largest photo or published file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 512 << 20;
