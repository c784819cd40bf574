//! `completions` and `man`: what shells and `man` want to know of the command line, made of its own description.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use proofroom::store;

use super::{Cli, Exit, Failure, Outcome, output};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  proofroom completions bash > ~/.local/share/bash-completion/completions/proofroom
  proofroom completions fish > ~/.config/fish/completions/proofroom.fish
  proofroom completions zsh > _proofroom      in a folder of your $fpath")]
pub struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  proofroom man | man -l -
  proofroom man edit | man -l -
  proofroom man --out ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The command whose page is printed, such as edit or camera sign; the program's own page without.
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Vec<String>,
    /// Write the pages of all commands into this folder instead.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints the completions for a shell.
pub fn run_completions(args: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "proofroom", &mut script);
    output::print_bytes(&script)?;
    Ok(Exit::Done)
}

/// Prints a page of the manual, or writes all of them.
pub fn run_man(args: &ManArgs) -> Outcome {
    let failed = |error| Failure::error(format!("cannot write the manual: {error}"));
    let mut command = Cli::command();
    if let Some(folder) = &args.out {
        store::create_folder(folder).map_err(Failure::error)?;
        clap_mangen::generate_to(command, folder).map_err(failed)?;
        return Ok(Exit::Done);
    }
    command.build();
    let mut shown = &command;
    for name in &args.command {
        let names = || shown.get_subcommands().map(clap::Command::get_name);
        shown = shown.find_subcommand(name).ok_or_else(|| {
            let names: Vec<_> = names().collect();
            Failure::error(format!(
                "there is no command {name} here; there are: {}",
                names.join(", ")
            ))
        })?;
    }
    let mut page = Vec::new();
    Man::new(shown.clone()).render(&mut page).map_err(failed)?;
    output::print_bytes(&page)?;
    Ok(Exit::Done)
}
