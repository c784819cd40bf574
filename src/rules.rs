//! `rules`: house rules, and what they allow.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use proofroom_provenance::circuits::{OutputFormat, Recipe};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::rules::Rules;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::Reason;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::words::{Language, words};

use crate::language::{LanguageArg, labels};
use crate::outcome::{Exit, Failure, Outcome};
use crate::output::{self, Notes};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Say in plain sentences what a rules file allows, or what is wrong with it.
    #[command(after_help = "\
Example:
  proofroom rules check rules.json

An edit that the file does not name is not allowed. docs/rules.md describes the file.")]
    Check {
        /// The rules file.
        #[arg(value_name = "RULES.json")]
        file: PathBuf,
        #[command(flatten)]
        language: LanguageArg,
    },
}

pub fn run(command: Command) -> Outcome {
    let Command::Check { file, language } = command;
    let (rules, language) = (read(&file)?, language.spoken());
    let name = words(language).quoted(rules.name());
    let heading = labels(language).say("rules-of", [("name", name.into())]);
    output::print(&format!("{heading}\n{}", output::bulleted(&rules.told(language))))?;
    Ok(Exit::Done)
}

/// The flags of a command that publishes.
#[derive(clap::Args)]
pub struct RulesArgs {
    /// House rules that must be kept; what breaks them is refused before it is proved.
    #[arg(long, value_name = "RULES.json")]
    rules: Option<PathBuf>,
    /// Publish what is not within the rules all the same, with a warning.
    #[arg(long, requires = "rules")]
    break_rules: bool,
}

impl RulesArgs {
    /// The rules file.
    pub fn file(&self) -> Option<&Path> {
        self.rules.as_deref()
    }

    /// The rules in it.
    pub fn read(&self) -> Result<Option<Rules>, Failure> {
        named(self.file())
    }

    /// The rules without which nothing is published.
    pub fn to_keep<'a>(&self, rules: Option<&'a Rules>) -> Option<&'a Rules> {
        rules.filter(|_| !self.break_rules)
    }

    /// Warns of the rules that these publications break, if the user wants to break them.
    pub fn warn(
        &self,
        rules: Option<&Rules>,
        publications: &[(Recipe, OutputFormat)],
        original: &Original,
        trust: &Trust,
        notes: &mut Notes,
    ) {
        let Some(rules) = rules.filter(|_| self.break_rules) else { return };
        let name = text::quoted(rules.name());
        let mut told = HashSet::new();
        for (recipe, format) in publications {
            let format = Some((*format).into());
            let judged = rules.judge_edits(original, recipe, format, trust, Language::English);
            for broken in judged.breaches {
                let warning = format!("not within the rules of {name}: {}", broken.sentence);
                if told.insert(warning.clone()) {
                    notes.warn(&warning);
                }
            }
        }
    }
}

/// The rules of a flag, if it was given.
pub fn named(path: Option<&Path>) -> Result<Option<Rules>, Failure> {
    path.map(read).transpose()
}

/// The rules in a file.
pub fn read(path: &Path) -> Result<Rules, Failure> {
    Rules::read(path).map_err(|error| Failure::new(Reason::Usage, error))
}
