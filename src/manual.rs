//! `completions` and `man`: completions for shells and manual pages, made from the description of the command line.

use std::io;
use std::path::PathBuf;

use clap_complete::Shell;
use clap_mangen::Man;
use proofroom_provenance::system::files::{self, Access};
use proofroom_provenance::system::text;

use crate::outcome::{Exit, Failure, Outcome};
use crate::output;

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  proofroom completions bash > ~/.local/share/bash-completion/completions/proofroom
  proofroom completions fish > ~/.config/fish/completions/proofroom.fish
  proofroom completions zsh > _proofroom

The shell reads the file when it starts. For bash and fish, make its folder first if it is not there; for zsh, put \
_proofroom into a folder of your $fpath.")]
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

/// Prints the completions of the program for a shell.
pub fn run_completions(args: &CompletionsArgs, mut program: clap::Command) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "proofroom", &mut script);
    output::print_bytes(&script)?;
    Ok(Exit::Done)
}

/// Prints a page of the manual of the program, or writes all of them.
pub fn run_man(args: &ManArgs, program: clap::Command) -> Outcome {
    let mut command = program.disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &args.out {
        files::create_folder(folder).map_err(Failure::error)?;
        write_pages(&command, folder)?;
        return Ok(Exit::Done);
    }
    let mut shown = &command;
    for name in &args.command {
        shown = commands_of(shown).find(|command| command.get_name() == name).ok_or_else(|| {
            let names: Vec<_> = commands_of(shown).map(clap::Command::get_name).collect();
            Failure::error(if names.is_empty() {
                format!("{} has no commands", shown.get_name())
            } else {
                let name = text::quoted(name);
                format!("there is no command {name} here; there are: {}", names.join(", "))
            })
        })?;
    }
    output::print_bytes(&page(shown)?)?;
    Ok(Exit::Done)
}

/// The commands of a command that people see.
fn commands_of(command: &clap::Command) -> impl Iterator<Item = &clap::Command> {
    let commands = command.get_subcommands();
    commands.filter(|command| !command.is_hide_set())
}

/// Writes the pages of a command and of all commands below it.
fn write_pages(command: &clap::Command, folder: &std::path::Path) -> Result<(), Failure> {
    let name = Man::new(command.clone()).get_filename();
    files::replace(&folder.join(name), &page(command)?, Access::Public).map_err(Failure::error)?;
    commands_of(command).try_for_each(|command| write_pages(command, folder))
}

/// One page of the manual, with the usage that `--help` shows.
fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let mut command = command.clone();
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned();
    let version = format!("proofroom {}", env!("CARGO_PKG_VERSION"));
    let page = Man::new(command.override_usage(usage)).source(version);
    let mut rendered = Vec::new();
    page.render(&mut rendered)
        .map_err(|error: io::Error| Failure::error(format!("cannot write the manual: {error}")))?;
    Ok(set(&String::from_utf8_lossy(&rendered)).into_bytes())
}

/// Sets a page's last section as `--help` shows it: each example on a line of its own, as it is typed, and a
/// paragraph where there is an empty line.
fn set(page: &str) -> String {
    let mut set = String::new();
    let mut example = false;
    for line in page.lines() {
        if line.starts_with("  ") != example {
            example = !example;
            set.push_str(if example { ".nf\n" } else { ".fi\n" });
        }
        set.push_str(match line {
            ".SH EXTRA" => ".SH NOTES",
            "" => ".PP",
            line => line,
        });
        set.push('\n');
    }
    set
}
