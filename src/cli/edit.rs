//! `edit`: from an original to a published picture.

use std::path::{Path, PathBuf};

use proofroom::circuits::Recipe;
use proofroom::openings::{self, Openings};
use proofroom::original::Original;
use proofroom::publish::{self, PublishError, Targets};
use proofroom::store;
use proofroom::text;
use proofroom::trust::{Standing, Trust};
use proofroom::verdict::Reason;

use super::edit_flags::EditFlags;
use super::progress::Bar;
use super::{Exit, Failure, Outcome, interrupt, output, verify};

/// The longest recipe that is read, in bytes.
const MAX_RECIPE_BYTES: u64 = 1 << 20;

#[derive(clap::Args)]
pub struct Args {
    /// The attested original.
    original: PathBuf,
    /// The edits as a JSON array, instead of flags.
    #[arg(long, value_name = "RECIPE.json")]
    edits: Option<PathBuf>,
    #[command(flatten)]
    flags: EditFlags,
    /// The PNG to publish.
    #[arg(long, value_name = "PUBLISHED")]
    out: PathBuf,
    /// Write the proof to a file of its own; the PNG carries none.
    #[arg(long, value_name = "FILE")]
    sidecar: Option<PathBuf>,
    /// A text to bind the proof to, such as a nonce of whoever asked for the picture; everybody can read it.
    #[arg(long, value_name = "TEXT")]
    bind: Option<String>,
    /// The trust list to check the result with, instead of your own.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
}

pub fn run(args: Args) -> Outcome {
    let recipe = match &args.edits {
        Some(path) => read_recipe(path)?,
        None => Recipe::new(args.flags.0),
    };
    let trust = verify::trust_list(args.trust.as_deref())
        .map_err(|error| Failure::new(Reason::TrustFile, error))?;
    let original = open_original(&args.original, &trust)?;
    interrupt::check()?;
    let openings = Openings::of_user().map_err(Failure::error)?;
    let targets = Targets {
        picture: &args.out,
        sidecar: args.sidecar.as_deref(),
    };
    let bar = Bar::new(&recipe, original.hidden.size()).map_err(failure)?;
    let result = publish::publish(
        &original,
        &recipe,
        args.bind.as_deref(),
        targets,
        &openings,
        &trust,
        &bar,
    );
    let receipt = result.map_err(failure)?;
    bar.finish();
    let mut rows = vec![
        (
            "Picture",
            format!(
                "{}, {}",
                args.out.display(),
                text::bytes(receipt.picture_bytes as u64)
            ),
        ),
        (
            "Proof",
            match &args.sidecar {
                Some(path) => format!(
                    "{}, {}",
                    path.display(),
                    text::bytes(receipt.proof_bytes as u64)
                ),
                None => format!(
                    "inside the picture, {} of it",
                    text::bytes(receipt.proof_bytes as u64)
                ),
            },
        ),
        (
            "Published",
            format!(
                "{} of {} of this original",
                receipt.openings,
                openings::LIMIT
            ),
        ),
    ];
    if let Some(text) = &args.bind {
        rows.push(("Bound to", text::quoted(text)));
    }
    output::print(&format!(
        "Published {} with a proof of {}, and verified what was written.\n{}",
        args.out.display(),
        text::counted(recipe.edits().len(), "edit"),
        output::labelled(&rows)
    ))?;
    receipt
        .report
        .warnings
        .iter()
        .for_each(|warning| output::warn(warning));
    Ok(Exit::Done)
}

fn failure(error: impl Into<PublishError>) -> Failure {
    match error.into() {
        error @ PublishError::Cancelled(_) => Failure::new(Reason::Cancelled, error),
        error => Failure::error(error),
    }
}

fn read_recipe(path: &Path) -> Result<Recipe, Failure> {
    let json = store::read_text(path, MAX_RECIPE_BYTES)
        .map_err(|error| Failure::new(Reason::from(&error), error))?;
    Recipe::from_json(&json).map_err(|error| {
        Failure::new(
            Reason::Usage,
            format!("{}: {error}; correct the recipe", path.display()),
        )
    })
}

/// Opens an original, and warns of what its owner should know.
fn open_original(path: &Path, trust: &Trust) -> Result<Original, Failure> {
    let original = Original::open_file(path)
        .map_err(|error| Failure::error(format!("cannot edit {}: {error}", path.display())))?;
    if store::readable_by_others(path) {
        output::warn(&format!(
            "other users of this machine can read {}, which is private; `chmod 600` it",
            path.display()
        ));
    }
    if trust.standing(&original.attestation.certificate) == Standing::Unknown {
        output::warn(
            "the maker of the camera that signed this original is not in your trust list; others who do not trust it \
             will see “unknown camera”",
        );
    }
    Ok(original)
}
