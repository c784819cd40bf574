//! The command line of Proofroom.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
