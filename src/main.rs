//! The command line of Proofroom: thin glue between arguments, the library and the terminal.

mod advice;
mod bench;
mod camera;
mod captions;
mod cli;
mod credentials;
mod demo;
mod edit;
mod edit_flags;
mod format_flags;
mod input;
mod interrupt;
mod language;
mod manual;
#[cfg(feature = "c2pa")]
mod notary;
mod open_check;
mod outcome;
mod output;
mod page;
mod progress;
mod rules;
mod show;
mod signed;
mod trust;
mod values;
mod verify;

fn main() -> std::process::ExitCode {
    cli::run()
}
