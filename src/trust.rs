//! `trust`: the user's own list of makers whose cameras are trusted, and of notaries.

use std::path::PathBuf;

use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::trust::{Accepted, Maker, Trust, TrustError};
use proofroom_provenance::words::{Language, words};

use crate::language::{LanguageArg, labels};
use crate::outcome::{Exit, Failure, Outcome};
use crate::{output, values::key};

#[derive(clap::Subcommand)]
pub enum Command {
    /// List the makers and notaries that you trust, and the keys that are revoked.
    List {
        #[command(flatten)]
        language: LanguageArg,
    },
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
        #[command(flatten)]
        language: LanguageArg,
    },
    /// Stop trusting a maker or notary.
    Remove {
        /// The key of the maker or notary, 64 hexadecimal digits.
        #[arg(value_parser = key)]
        key: PublicKey,
        #[command(flatten)]
        language: LanguageArg,
    },
}

pub fn run(command: Command) -> Outcome {
    match command {
        Command::List { language } => {
            let trust = Trust::of_user().map_err(Failure::error)?;
            output::print(&listed(&trust, language.spoken()))?;
        }
        Command::Add { list, key, name, as_notary, language } => {
            let from = match list {
                Some(list) => Trust::read(&list).map_err(Failure::error)?,
                None => of_one(key, name, as_notary).map_err(Failure::error)?,
            };
            let added = Trust::change_of_user(|trust| trust.merge(&from, &Accepted::all(&from)))
                .map_err(Failure::error)?;
            let language = language.spoken();
            if added.is_empty() {
                output::print(&labels(language).say("trust-known", []))?;
            } else {
                let heading = labels(language).say("trust-added", []);
                output::print(&format!("{heading}\n{}", listed(&added, language)))?;
            }
        }
        Command::Remove { key, language } => {
            let name = Trust::change_of_user(|trust| {
                let name = trust.maker_name(&key).or(trust.notary_name(&key));
                let name = name.ok_or(TrustError::Missing)?.to_owned();
                // Whatever it is trusted as.
                let as_maker = trust.remove_maker(&key);
                trust.remove_notary(&key).or(as_maker)?;
                Ok(name)
            })
            .map_err(Failure::error)?;
            let language = language.spoken();
            let name = words(language).quoted(&name);
            output::print(&labels(language).say("trust-removed", [("name", name.into())]))?;
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
fn listed(trust: &Trust, language: Language) -> String {
    let (labels, words) = (labels(language), words(language));
    if trust.is_empty() {
        return labels.say("trust-empty", []);
    }
    let with_key = |line: String, key: &PublicKey| {
        format!("{line}\n  {}", labels.say("key", [("key", key.to_string().into())]))
    };
    let maker = |maker: &Maker| with_key(words.quoted(&maker.name), &maker.key);
    let notary = |notary: &Maker| {
        let name = words.quoted(&notary.name);
        with_key(labels.say("trust-notary", [("name", name.into())]), &notary.key)
    };
    let makers = trust.makers().iter().map(maker);
    let mut lines: Vec<String> = makers.chain(trust.notaries().iter().map(notary)).collect();
    for revoked in trust.revoked() {
        let reason = words.quoted(&revoked.reason);
        let values = [("since", revoked.since.to_string().into()), ("reason", reason.into())];
        lines.push(with_key(labels.say("trust-revoked", values), &revoked.key));
    }
    text::lines(&lines.join("\n"))
}
