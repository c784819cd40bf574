//! `trust`: the user's own list of makers whose cameras are trusted.

use std::path::PathBuf;

use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::system::text::{self, quoted};
use proofroom_provenance::verify::trust::{Maker, Trust, TrustError};

use crate::outcome::{Exit, Failure, Outcome};
use crate::{output, values::key};

#[derive(clap::Subcommand)]
pub enum Command {
    /// List the makers that you trust, and the keys that are revoked.
    List,
    /// Trust the makers that a list names, such as the trust.json of a camera; its revoked keys are added, too.
    #[command(after_help = "\
Examples:
  proofroom trust add desk/trust.json
  proofroom trust add --key KEY --name \"Maker of Desk camera\"

Add a list only if you know where it comes from, and compare its keys with those that the makers publish: whoever has a maker's \
secret key can sign any picture.")]
    Add {
        /// The list.
        #[arg(required_unless_present = "key", conflicts_with = "key")]
        list: Option<PathBuf>,
        /// Instead of a list, the key of one maker: 64 hexadecimal digits.
        #[arg(long, value_parser = key, requires = "name")]
        key: Option<PublicKey>,
        /// The name of the maker whose key it is, as your list should show it.
        #[arg(long, requires = "key")]
        name: Option<String>,
    },
    /// Stop trusting a maker.
    Remove {
        /// The maker's key, 64 hexadecimal digits.
        #[arg(value_parser = key)]
        key: PublicKey,
    },
}

pub fn run(command: Command) -> Outcome {
    match command {
        Command::List => {
            let trust = Trust::of_user().map_err(Failure::error)?;
            output::print(&listed(&trust))?;
        }
        Command::Add { list, key, name } => {
            let from = match list {
                Some(list) => Trust::read(&list).map_err(Failure::error)?,
                None => of_one(key, name).map_err(Failure::error)?,
            };
            let added =
                Trust::change_of_user(|trust| trust.merge(&from, &Accepted::all(&from)))
                    .map_err(Failure::error)?;
            if added.is_empty() {
                output::print(
                    "Your trust list already contains all of this. Nothing was changed.",
                )?;
            } else {
                output::print(&format!(
                    "Added to your trust list. Before you rely on these keys, compare them with those that the makers \
                     publish.\n{}",
                    listed(&added)
                ))?;
            }
        }
        Command::Remove { key } => {
            let name = Trust::change_of_user(|trust| {
                let name = trust.maker_name(&key).map(str::to_owned);
                trust.remove_maker(&key)?;
                name.ok_or(TrustError::Missing)
            })
            .map_err(Failure::error)?;
            output::print(&format!("{} is no longer trusted.", quoted(&name)))?;
        }
    }
    Ok(Exit::Done)
}

/// A list of the one maker that the flags name.
fn of_one(key: Option<PublicKey>, name: Option<String>) -> Result<Trust, TrustError> {
    let mut list = Trust::empty();
    if let (Some(key), Some(name)) = (key, name) {
        list.add_maker(Maker { key, name })?;
    }
    Ok(list)
}

/// A trust list for people.
fn listed(trust: &Trust) -> String {
    if trust.makers().is_empty() && trust.revoked().is_empty() {
        return "Your trust list is empty: every camera's maker is unknown. Add a list with `proofroom trust add LIST`."
            .into();
    }
    let maker = |maker: &Maker| format!("{}\n  key {}", quoted(&maker.name), maker.key);
    let mut lines: Vec<String> = trust.makers().iter().map(maker).collect();
    for revoked in trust.revoked() {
        lines.push(format!(
            "revoked since {}: {}\n  key {}",
            revoked.since,
            quoted(&revoked.reason),
            revoked.key
        ));
    }
    text::lines(&lines.join("\n"))
}
