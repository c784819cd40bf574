//! What the operating system gives: files, folders, memory, and text on a screen.

pub mod cancel;
pub mod files;
pub mod folders;
pub mod machine;
pub mod settings;
pub mod text;
