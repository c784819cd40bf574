//! `trust`: the user's own list of makers whose cameras are trusted, and of notaries.

use std::path::PathBuf;

use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::system::text::{self, quoted};
use proofroom_provenance::verify::trust::{Accepted, Maker, Trust, TrustError};

use crate::outcome::{Exit, Failure, Outcome};
use crate::{output, values::key};

#[derive(clap::Subcommand)]
pub enum Command {
    /// List the makers and notaries that you trust, and the keys that are revoked.
    List,
    /// Trust the makers and notaries that a list names, such as the trust.json of a camera; its revoked keys are added,
    /// too.
    #[command(after_help = "\
Examples:
  proofroom trust add desk/trust.json
  proofroom trust add --key KEY --name \"Maker of Desk camera\"
  proofroom trust add --key KEY --name \"Photo desk\" --as-notary

Add a list only if you know where it comes from, and compare its keys with those that the makers and notaries publish: whoever \
has such a secret key can sign any picture.")]
    Add {
        /// The list.
        #[arg(required_unless_present = "key", conflicts_with = "key")]
        list: Option<PathBuf>,
        /// Instead of a list, the key of one maker or notary: 64 hexadecimal digits.
        #[arg(long, value_parser = key, requires = "name")]
        key: Option<PublicKey>,
        /// The name of the maker or notary whose key it is, as your list should show it.
        #[arg(long, requires = "key")]
        name: Option<String>,
        /// The key is a notary's, not a maker's.
        #[arg(long, requires = "key")]
        as_notary: bool,
    },
    /// Stop trusting a maker or notary.
    Remove {
        /// The key of the maker or notary, 64 hexadecimal digits.
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
        Command::Add { list, key, name, as_notary } => {
            let from = match list {
                Some(list) => Trust::read(&list).map_err(Failure::error)?,
                None => of_one(key, name, as_notary).map_err(Failure::error)?,
            };
            let added = Trust::change_of_user(|trust| trust.merge(&from, &Accepted::all(&from)))
                .map_err(Failure::error)?;
            if added.is_empty() {
                output::print(
                    "Your trust list already contains all of this. Nothing was changed.",
                )?;
            } else {
                output::print(&format!(
                    "Added to your trust list. Before you rely on these keys, compare them with those that the makers \
                     and notaries publish.\n{}",
                    listed(&added)
                ))?;
            }
        }
        Command::Remove { key } => {
            let name = Trust::change_of_user(|trust| {
                let name = trust.maker_name(&key).or(trust.notary_name(&key));
                let name = name.ok_or(TrustError::Missing)?.to_owned();
                // Whatever it is trusted as.
                let as_maker = trust.remove_maker(&key);
                trust.remove_notary(&key).or(as_maker)?;
                Ok(name)
            })
            .map_err(Failure::error)?;
            output::print(&format!("{} is no longer trusted.", quoted(&name)))?;
        }
    }
    Ok(Exit::Done)
}

/// A list of the one maker or notary that the flags name.
fn of_one(
    key: Option<PublicKey>,
    name: Option<String>,
    as_notary: bool,
) -> Result<Trust, TrustError> {
    let mut list = Trust::empty();
    if let (Some(key), Some(name)) = (key, name) {
        let entry = Maker { key, name };
        if as_notary { list.add_notary(entry)? } else { list.add_maker(entry)? }
    }
    Ok(list)
}

/// A trust list for people.
fn listed(trust: &Trust) -> String {
    if trust.is_empty() {
        return "Your trust list is empty: every camera's maker and every notary is unknown. Add a list with `proofroom trust add LIST`."
            .into();
    }
    let maker = |maker: &Maker| format!("{}\n  key {}", quoted(&maker.name), maker.key);
    let notary = |notary: &Maker| format!("notary {}", maker(notary));
    let makers = trust.makers().iter().map(maker);
    let mut lines: Vec<String> = makers.chain(trust.notaries().iter().map(notary)).collect();
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
