//! `edit`: from an original to a published picture.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use proofroom_provenance::circuits::edits::{EditKind, Flag};
use proofroom_provenance::circuits::{Edit, PlacedRecipe, Recipe, Size};
use proofroom_provenance::editing::draft::Draft;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::publish::batch::{self, Batch, BatchError, Folder};
use proofroom_provenance::publish::count::{self, Publications};
use proofroom_provenance::publish::estimate::Speed;
use proofroom_provenance::publish::order::sooner;
use proofroom_provenance::publish::plan::{PLACE_IS_HIDDEN, place_warnings};
use proofroom_provenance::publish::targets::{TargetError, Targets};
use proofroom_provenance::publish::{self, Extras, Finished, NotWritten, PublishError, Receipt};
use proofroom_provenance::system::files;
use proofroom_provenance::system::folders;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::Reason;
use proofroom_provenance::verify::account::warned;
use proofroom_provenance::verify::files::find_sidecar;
use proofroom_provenance::verify::trust::{Standing, Trust};
use proofroom_provenance::words::{Language, words};

use super::values::{bound_text, within};
use crate::advice::{SIGN_FIRST, advice};
use crate::credentials::IssuerArgs;
use crate::edit_flags::EditFlags;
use crate::interrupt::WhetherInterrupted;
use crate::outcome::{Exit, Failure, Outcome};
use crate::progress::Bar;
use crate::{input, interrupt, output, verify};

/// The longest recipe that is read, in bytes.
const MAX_RECIPE_BYTES: u64 = 1 << 20;

#[derive(clap::Args)]
#[command(
    override_usage = "proofroom edit <ORIGINAL> <EDITS> --out <PUBLISHED>",
    after_help = "\
Examples:
  proofroom edit original.png --crop 320,120,640,480 --out face.png
  proofroom edit original.png --resize 1600 --sidecar new.proof --out new.png
  proofroom edit originals/ --resize 1600 --out published/ --jobs 2
  proofroom edit original.png --edits recipe.json --bind \"K7 2211\" --out new.png
  proofroom edit original.png --grayscale --out - | upload

Edits are applied, and proved, in the order given, at most 32 of them. In a folder, NAME.original.png or NAME.png \
becomes NAME.published.png; a picture that is already published with the same edits is left unchanged, so an \
interrupted command can simply be repeated."
)]
pub struct Args {
    /// The attested original, a folder of them, or - for standard input.
    original: PathBuf,
    /// The edits as a JSON array in a file, instead of flags.
    #[arg(long, value_name = "RECIPE.json")]
    edits: Option<PathBuf>,
    #[command(flatten)]
    flags: EditFlags,
    /// The PNG to publish, or - for standard output; for a folder of originals, a folder. It replaces an earlier
    /// publication of the same original, and no other file.
    #[arg(long, value_name = "PUBLISHED")]
    out: PathBuf,
    /// Also replace other files, but never an original, a key, or a file that this command reads.
    #[arg(long)]
    force: bool,
    /// How many photos of a folder to work on at a time, 1 to 64.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = within(1..=64u8))]
    jobs: u8,
    /// Save the proof as a separate file; the PNG then contains none.
    #[arg(long, value_name = "FILE")]
    sidecar: Option<PathBuf>,
    /// A text to bind the proof to, such as one that whoever asked for the picture made up; anyone can read it.
    #[arg(long, value_name = "TEXT", value_parser = bound_text)]
    bind: Option<String>,
    /// A trust list to check the result with, instead of your own.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    #[command(flatten)]
    issuer: IssuerArgs,
}

impl Args {
    /// The files that are read.
    fn inputs(&self) -> Vec<&Path> {
        let named = [self.edits.as_deref(), self.trust.as_deref()];
        let named = named.into_iter().flatten();
        named.chain([self.original.as_path()]).chain(self.issuer.inputs()).collect()
    }
}

pub fn run(args: Args) -> Outcome {
    if args.edits.is_none() && args.flags.0.is_empty() {
        return Err(Failure::new(
            Reason::Usage,
            "no edit was named; add one, such as --resize 1600 or --contrast 1.2, or a recipe with --edits; \
             `proofroom edit --help` lists them all",
        ));
    }
    let edits = match &args.edits {
        Some(path) => read_recipe(path)?.into(),
        None => Draft(args.flags.0.clone()),
    };
    let trust = verify::trust_list(args.trust.as_deref())
        .map_err(|error| Failure::new(Reason::TrustFile, error))?;
    let publications = Publications::of_user().map_err(Failure::error)?;
    let extras = Extras { bound: args.bind.as_deref(), credentials: args.issuer.issuer()? };
    if args.original.is_dir() {
        return run_folder(&args, &edits, &trust, &publications, extras);
    }
    if input::is_pipe(&args.out) {
        check_pipe(&args)?;
    }
    let original = open_original(&args.original, &trust)?;
    let size = original.hidden.size();
    let recipe = edits.recipe(size).map_err(failure)?;
    let places = edits.places();
    let placed = PlacedRecipe { recipe: &recipe, places: &places };
    let by = extras.credentials.as_ref().map(|issuer| issuer.name().to_owned());
    hint_at_order(&recipe, size);
    for warning in place_warnings(&recipe, size).map_err(failure)? {
        output::note(&warning);
    }
    if let Some((before, after)) = edits.enlarged(size) {
        output::note(&format!("the resize enlarges the image from {before} to {after} pixels"));
    }
    let bar = Bar::new(&recipe, size).map_err(failure)?;
    if input::is_pipe(&args.out) {
        let finished = publish::finish(&original, placed, extras, &publications, &trust, &bar);
        let (picture, receipt) =
            finished.and_then(|mut finished| finished.hand_over()).map_err(failure)?;
        drop(bar);
        output::hand_over(&picture)?;
        output::tell(&summary(&args, &recipe, &receipt, by.as_deref()));
        return Ok(Exit::Done);
    }
    let inputs = args.inputs();
    let targets = Targets {
        picture: &args.out,
        sidecar: args.sidecar.as_deref(),
        inputs: &inputs,
        force: args.force,
    };
    let result = publish::publish(&original, placed, extras, targets, &publications, &trust, &bar);
    let receipt = result.map_err(|error| not_published(error, &args.out))?;
    drop(bar);
    if receipt.already_there {
        output::print(&format!(
            "{} was already published with the same edits and text, and its proof is valid. Nothing was changed or \
             counted.",
            text::path(&args.out)
        ))?;
        return Ok(Exit::Done);
    }
    output::print(&summary(&args, &recipe, &receipt, by.as_deref()))?;
    for warning in &receipt.report.warnings {
        output::warn(&warned(words(Language::English), warning));
    }
    Ok(Exit::Done)
}

/// Says if another order of the edits would be proved much sooner.
fn hint_at_order(recipe: &Recipe, original: Size) {
    // The prover says what is wrong with a recipe.
    if let Ok(Some(sooner)) = sooner(recipe, original, None, Speed::of_user()) {
        output::hint(&sooner.in_words());
    }
}

/// Whether the published picture can go to standard output.
fn check_pipe(args: &Args) -> Result<(), Failure> {
    if args.sidecar.is_some() {
        return Err(Failure::new(
            Reason::Usage,
            "with --out - the proof is inside the picture; leave --sidecar out, or name a file with --out",
        ));
    }
    if io::stdout().is_terminal() {
        return Err(Failure::new(
            Reason::Usage,
            "--out - writes a PNG to standard output, which is a terminal; pipe it into a program or a file, or name a \
             file with --out",
        ));
    }
    Ok(())
}

/// What was published, for people. `by` is the name on the certificate that signed its Content Credentials.
fn summary(args: &Args, recipe: &Recipe, receipt: &Receipt, by: Option<&str>) -> String {
    let pipe = input::is_pipe(&args.out);
    let picture = if pipe { "standard output".into() } else { text::path(&args.out) };
    let picture_bytes = text::bytes(receipt.picture_bytes as u64);
    let proof_bytes = text::bytes(receipt.proof_bytes as u64);
    let edits = words(Language::English).edits(recipe);
    let edits = if edits.is_empty() { "none".into() } else { output::numbered(&edits) };
    let mut rows = vec![
        ("Edits", edits),
        ("Picture", format!("{picture}, {picture_bytes}")),
        (
            "Proof",
            match &args.sidecar {
                Some(path) => format!("{}, {proof_bytes}", text::path(path)),
                None => format!("inside the picture, {proof_bytes} of it"),
            },
        ),
    ];
    let mut published =
        format!("{} of {} publications of this original used", receipt.publications, count::LIMIT);
    if let Some(note) = &receipt.publications_note {
        published.push_str(&format!("\n{note}"));
    }
    rows.push(("Published", published));
    if let Some(name) = by {
        let signed = format!("Content Credentials, signed by {}", text::quoted(name));
        rows.push(("Also inside", signed));
    }
    if let Some(text) = &args.bind {
        rows.push(("Bound to", text::quoted(text)));
    }
    if !pipe {
        let mut next = format!("proofroom verify {}", text::argument(&args.out));
        if let Some(proof) = &args.sidecar
            && find_sidecar(&args.out).as_ref() != Some(proof)
        {
            next.push_str(&format!(" --proof {}", text::argument(proof)));
        }
        if let Some(list) = &args.trust {
            next.push_str(&format!(" --trust {}", text::argument(list)));
        }
        rows.push(("Next", next));
    }
    format!(
        "Published {} with a proof of {}, and verified the result.\n{}",
        if pipe { "the picture" } else { &picture },
        text::counted(recipe.edits().len(), "edit"),
        output::labelled(&rows)
    )
}

/// Publishes every original in a folder, with a line for each.
fn run_folder(
    args: &Args,
    edits: &Draft,
    trust: &Trust,
    publications: &Publications,
    extras: Extras<'_>,
) -> Outcome {
    if args.sidecar.is_some() {
        return Err(Failure::new(
            Reason::Usage,
            "--sidecar names a single file and cannot be used with a folder; leave it out, and each picture contains its \
             proof",
        ));
    }
    let Folder { originals, refused, others } = Folder::read(&args.original, &WhetherInterrupted)
        .map_err(failure)?
        .map_err(Failure::error)?;
    if originals.is_empty() && refused.is_empty() {
        return Err(Failure::error(format!(
            "there is no attested original in {}; {SIGN_FIRST}",
            text::path(&args.original)
        )));
    }
    files::create_folder(&args.out).map_err(Failure::error)?;
    let batch = Batch {
        edits,
        extras,
        out: &args.out,
        publications,
        trust,
        inputs: &args.inputs(),
        force: args.force,
    };
    if !edits.places().is_empty() {
        output::note(PLACE_IS_HIDDEN);
        output::note(
            "In a photo that is only as wide or as high as the hidden crop, that coordinate of it is not hidden.",
        );
    }
    let counts = Mutex::new([0usize; 3]);
    let tell = |path: &Path, outcome: Result<batch::Outcome, BatchError>| {
        let name = text::path(path.file_name().unwrap_or_default().as_ref());
        let which = match &outcome {
            Ok(batch::Outcome::Published { .. }) => 0,
            Ok(batch::Outcome::AlreadyThere) => 1,
            Err(_) => 2,
        };
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        // Held while printing, so that lines stay whole.
        match outcome {
            Ok(outcome) => drop(output::print(&format!("{name}: {}", batch::in_words(&outcome)))),
            Err(BatchError::Publish(PublishError::Cancelled(_))) => return,
            Err(BatchError::Publish(error)) => {
                let failure = not_published(error, &batch.target(path));
                output::complain(&format!("{name}: {}", failure.message));
            }
            Err(error) => output::complain(&format!("{name}: {error}{}", advice(&error))),
        }
        counts[which] += 1;
    };
    for (path, error) in refused {
        tell(&path, Err(error));
    }
    batch.run(&originals, args.jobs.into(), &WhetherInterrupted, &tell);
    let [published, before, failed] = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    output::print(&format!(
        "{} published, {before} published before, {failed} not published, {} left alone.",
        text::counted(published, "photo"),
        text::counted(others, "other file"),
    ))?;
    if interrupt::requested() {
        return Err(Failure::new(
            Reason::Cancelled,
            "stopped; the same command continues where it stopped",
        ));
    }
    Ok(if failed > 0 { Exit::Failed } else { Exit::Done })
}

fn failure(error: impl Into<PublishError>) -> Failure {
    match error.into() {
        error @ PublishError::Cancelled(_) => Failure::new(Reason::Cancelled, error),
        error => Failure::error(error),
    }
}

/// Why nothing was published, and what the command line can do about it. A picture that is finished is saved where
/// it can be.
fn not_published(error: PublishError, target: &Path) -> Failure {
    match error {
        PublishError::Target(TargetError::Other(_)) => {
            Failure::error(format!("{error}, or replace it with --force"))
        }
        PublishError::NotWritten(not_written) => {
            let NotWritten { error, mut finished } = *not_written;
            let advice = advice(&error);
            Failure::error(match save_elsewhere(&mut finished, target) {
                Some(saved) => format!(
                    "{error}{advice}; the finished picture was saved as {} instead, and you can move it",
                    text::path(&saved)
                ),
                None => {
                    format!(
                        "{error}{advice}; the picture was finished, but there is no place to save it"
                    )
                }
            })
        }
        error => failure(error),
    }
}

/// Saves a finished picture, with its proof inside, under a free name: beside its place, in the current folder, or in
/// the user's state folder.
fn save_elsewhere(finished: &mut Finished, target: &Path) -> Option<PathBuf> {
    let beside = target.parent().map(Path::to_owned);
    let stem = target.file_stem()?.to_string_lossy().into_owned();
    let state = folders::state().ok();
    let folders = [beside, Some(PathBuf::new()), state];
    folders.into_iter().flatten().find_map(|folder| {
        let name = |number: u32| folder.join(format!("{stem}-{number}.png"));
        let free = (2..1000).map(name).find(|path| path.symlink_metadata().is_err())?;
        finished.write(Targets::picture(&free)).ok()?;
        Some(free)
    })
}

fn read_recipe(path: &Path) -> Result<Recipe, Failure> {
    let json = files::read_text(path, MAX_RECIPE_BYTES)
        .map_err(|error| Failure::new(Reason::from(&error), error))?;
    let refused =
        |what: String| Failure::new(Reason::Usage, format!("{}: {what}", text::path(path)));
    let named = |kind: &&EditKind| json.contains(&format!("\"{}\"", kind.word));
    if let Some(kind) = Edit::KINDS.iter().filter(|kind| kind.flag.secret).find(named) {
        let Flag { name, value, .. } = kind.flag;
        return Err(refused(format!(
            "{} needs a place, which stays secret, and a recipe becomes public; write the edits as flags instead, with \
             --{name} {}",
            kind.word,
            value.unwrap_or_default()
        )));
    }
    Recipe::from_json(&json).map_err(|error| {
        refused(format!("{}; correct the recipe", text::message(&error.to_string())))
    })
}

/// Opens an original, and warns of what its owner should know.
fn open_original(path: &Path, trust: &Trust) -> Result<Original, Failure> {
    let file = path.to_owned();
    let open = move || {
        let bytes = input::read(&file, files::MAX_FILE_BYTES)?;
        Original::open(&bytes).map_err(|error| {
            Failure::error(format!("cannot edit {}: {error}{}", text::path(&file), advice(&error)))
        })
    };
    let original = interrupt::unless_requested("stopped; nothing was written", open)??;
    if files::readable_by_others(path) {
        output::warn(&format!(
            "other users of this machine can read {0}, which is private; run `chmod 600 {0}`",
            text::argument(path)
        ));
    }
    let certificate = &original.attestation.certificate;
    if trust.standing(certificate) == Standing::Unknown {
        output::warn(if certificate.is_notary() {
            "the notary who signed this original is not in your trust list; readers who do not trust the notary either \
             will be told that the notary is unknown; if the notary is you, run `proofroom trust add` with the \
             trust.json of its folder"
        } else {
            "the maker of the camera that signed this original is not in your trust list; readers who do not trust it \
             either will be told that the maker of the camera is unknown; if the camera is yours, run `proofroom trust add` with the \
             trust.json of its folder"
        });
    }
    Ok(original)
}
