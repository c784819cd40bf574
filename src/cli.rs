//! The arguments of the program, and which command they start.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use proofroom_provenance::system::machine;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::{Reason, Report};

#[cfg(feature = "c2pa")]
use crate::notary;
use crate::outcome::{Exit, Failure};
use crate::{
    bench, camera, captions, demo, edit, interrupt, manual, open_check, output, page, rules, show,
    trust, verify,
};

/// Edit photographs that a camera signed, and publish them with a proof of exactly those edits.
#[derive(Parser)]
#[command(
    name = "proofroom",
    version,
    after_help = "\
Examples:
  proofroom demo
  proofroom camera new \"Desk camera\" --out desk
  proofroom trust add desk/trust.json
  proofroom camera sign photo.jpg --device desk --out original.png
  proofroom edit original.png --contrast 1.2 --out published.png
  proofroom verify published.png

The demo shows the whole story. The other lines make a simulated camera, trust its maker, sign a photo, publish an \
edited picture of it, and verify that picture.

Exit status: 0 done or verified, 1 not verified, 2 could not be done or checked, 130 stopped by Ctrl-C.

PROOFROOM_CONFIG_DIR and PROOFROOM_STATE_DIR name other folders for your trust list (trust.json) and for the counts \
of publications."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one in the program")]
enum Command {
    /// Play the whole story on a sample photo, with a table of sizes and times.
    Demo(demo::Args),
    /// Make a simulated camera, and sign photos with it.
    #[command(subcommand)]
    Camera(camera::Command),
    /// Make a notary, and attest photos that a camera signed with Content Credentials (C2PA).
    #[cfg(feature = "c2pa")]
    #[command(subcommand)]
    Notary(notary::Command),
    /// Edit an original, and publish the result with a proof.
    Edit(edit::Args),
    /// Show the captions of published pictures, or write them. The proof stays as it is.
    Caption(captions::Args),
    /// Check published pictures: who signed the original, and which edits were made.
    Verify(verify::Args),
    /// List the makers and notaries that you trust, add some, or remove one.
    #[command(subcommand)]
    Trust(trust::Command),
    /// Show, to a court for instance, that a published picture was made of this original.
    OpenCheck(open_check::Args),
    /// Say what house rules allow.
    #[command(subcommand)]
    Rules(rules::Command),
    /// Show what a file says and reveals. Nothing is verified.
    Show(show::Args),
    /// Write the page with which readers check pictures in a browser.
    Page(page::Args),
    /// Measure each edit at 1280 × 720 pixels, beside the published figures of ZK-IMG.
    Bench(bench::Args),
    /// Print completions for a shell.
    Completions(manual::CompletionsArgs),
    /// Print the manual, or write its pages into a folder.
    Man(manual::ManArgs),
    /// One measurement in a process of its own.
    #[command(hide = true)]
    BenchPart(bench::PartArgs),
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    // The commands whose whole output is one object print one for failures, too.
    let words = || arguments.iter().skip(1).take_while(|word| *word != "--");
    let json =
        words().any(|word| word == "--json") && words().next().is_none_or(|word| word != "bench");
    let fail = |failure: Failure| {
        if json {
            let report = Report::not_checked(failure.reason, failure.message.as_str());
            // A closed pipe is no reason to complain, and there is no other place for the object.
            let _ = verify::print_json(&report);
        } else {
            output::complain(&failure.message);
        }
        failure.exit().into()
    };
    if let Err(missing) = machine::check_processor() {
        return fail(Failure::new(Reason::Machine, missing));
    }
    let command = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli.command,
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            let _ = error.print();
            return Exit::Done.into();
        }
        Err(error) if json => {
            let message = error.to_string();
            let message = message.strip_prefix("error: ").unwrap_or(&message).trim_end();
            return fail(Failure::new(Reason::Usage, message.to_owned()));
        }
        Err(error) => {
            // Clap repeats arguments, which may be names of files that anybody chose.
            let shown = arguments.iter().map(|word| text::line(&word.to_string_lossy()));
            let _ = Cli::try_parse_from(shown).err().unwrap_or(error).print();
            return Exit::Failed.into();
        }
    };
    let signals = machine::make_size_limit_an_error().map_err(Failure::error);
    if let Err(error) = signals.and_then(|()| interrupt::install()) {
        return fail(error);
    }
    let outcome = match command {
        Command::Demo(args) => demo::run(args),
        Command::Camera(command) => camera::run(command),
        #[cfg(feature = "c2pa")]
        Command::Notary(command) => notary::run(command),
        Command::Edit(args) => edit::run(args),
        Command::Caption(args) => captions::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Trust(command) => trust::run(command),
        Command::OpenCheck(args) => open_check::run(args),
        Command::Rules(command) => rules::run(command),
        Command::Show(args) => show::run(args),
        Command::Page(args) => page::run(args),
        Command::Bench(args) => bench::run(args),
        Command::Completions(args) => manual::run_completions(&args, Cli::command()),
        Command::Man(args) => manual::run_man(&args, Cli::command()),
        Command::BenchPart(args) => bench::run_part(args),
    };
    outcome.map_or_else(fail, ExitCode::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
