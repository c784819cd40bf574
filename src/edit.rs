//! `edit`: from an original to a published picture.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use proofroom_provenance::captions::Field;
use proofroom_provenance::circuits::edits::{EditKind, Flag};
use proofroom_provenance::circuits::{
    Cancelled, Edit, OutputFormat, PlacedRecipe, Progress, Recipe, RecipeError, Rect, Size,
};
use proofroom_provenance::editing::draft::Draft;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::publish::batch::{self, Batch, BatchError, Folder};
use proofroom_provenance::publish::captioning::Captioning;
use proofroom_provenance::publish::count::{self, Publications};
use proofroom_provenance::publish::estimate::{Speed, expect};
use proofroom_provenance::publish::order::sooner;
use proofroom_provenance::publish::plan::{crop_without_corners, place_warnings};
use proofroom_provenance::publish::renditions::{
    Observer, Rendition, RenditionsError, publish_renditions,
};
use proofroom_provenance::publish::targets::{TargetError, Targets};
use proofroom_provenance::publish::{self, Extras, Finished, NotWritten, PublishError, Receipt};
use proofroom_provenance::system::files;
use proofroom_provenance::system::folders;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::account::{captions, warned};
use proofroom_provenance::verify::files::find_sidecar;
use proofroom_provenance::verify::trust::{Standing, Trust};
use proofroom_provenance::verify::{Reason, Warning};
use proofroom_provenance::words::{Language, plans, words};

use super::values::{bound_text, within};
use crate::advice::{SIGN_FIRST, advice};
use crate::captions::{CaptionArgs, longer_than_iim};
use crate::credentials::IssuerArgs;
use crate::edit_flags::EditFlags;
use crate::format_flags::{FormatArgs, RenditionArg, rendition};
use crate::interrupt::WhetherInterrupted;
use crate::outcome::{Exit, Failure, Outcome};
use crate::output::Notes;
use crate::progress::Bar;
use crate::rules::RulesArgs;
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
  proofroom edit original.png --exposure 0.3 --out new.jpg --quality 85
  proofroom edit original.png --resize 1600 --headline Boats --credit Gazette --out new.jpg
  proofroom edit originals/ --resize 1600 --captions-from desk.json --out published/
  proofroom edit original.png --grayscale --rendition web:1600:jpg --rendition print::png --out new/

Edits are applied, and proved, in the order given, at most 32 of them. In a folder, NAME.original.png or NAME.png \
becomes NAME.published.png, or NAME.published.jpg with --format jpg; a picture that is already published with the same \
edits is left unchanged, so an interrupted command can simply be repeated.

The compression of a JPEG is proved as well, and its file carries the proof as that of a PNG does. Renditions are several \
pictures of one original with the same edits: web:1600:jpg makes NAME.web.jpg, whose longer side has at most 1600 pixels, \
and print::png keeps the size that the edits give. Each has a proof of its own and counts as a publication."
)]
pub struct Args {
    /// The attested original, a folder of them, or - for standard input.
    original: PathBuf,
    /// The edits as a JSON array in a file, instead of flags.
    #[arg(long, value_name = "RECIPE.json")]
    edits: Option<PathBuf>,
    #[command(flatten)]
    flags: EditFlags,
    /// The picture to publish, a .png or a .jpg, or - for standard output; for a folder of originals and for
    /// renditions, a folder. It replaces an earlier publication of the same original, and no other file.
    #[arg(long, value_name = "PUBLISHED")]
    out: PathBuf,
    #[command(flatten)]
    format: FormatArgs,
    /// Publish a picture of this name, longest side and format, such as web:1600:jpg or print::png; can be given
    /// several times.
    #[arg(long = "rendition", value_name = "NAME:SIDE:FORMAT", value_parser = rendition)]
    renditions: Vec<RenditionArg>,
    /// Also replace other files, but never an original, a key, or a file that this command reads.
    #[arg(long)]
    force: bool,
    /// How many photos of a folder to work on at a time, 1 to 64.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = within(1..=64u8))]
    jobs: u8,
    /// Save the proof as a separate file; the picture then contains none.
    #[arg(long, value_name = "FILE")]
    sidecar: Option<PathBuf>,
    /// A text to bind the proof to, such as one that whoever asked for the picture made up; anyone can read it.
    #[arg(long, value_name = "TEXT", value_parser = bound_text)]
    bind: Option<String>,
    /// A trust list to check the result with, instead of your own.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    issuer: IssuerArgs,
    #[command(flatten)]
    captions: CaptionArgs,
}

impl Args {
    /// The files that are read.
    fn inputs(&self) -> Vec<&Path> {
        let named = [self.edits.as_deref(), self.trust.as_deref(), self.rules.file()];
        let named = named.into_iter().flatten().chain([self.original.as_path()]);
        named.chain(self.issuer.inputs()).chain(self.captions.inputs()).collect()
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
    let rules = args.rules.read()?;
    let renditions = args.format.renditions(&args.renditions)?;
    let (is_folder, is_pipe) = (args.original.is_dir(), input::is_pipe(&args.out));
    let format = match renditions.is_empty() {
        true if is_folder || is_pipe => args.format.without_name()?,
        true => args.format.of_name(&args.out)?,
        false => OutputFormat::Pixels,
    };
    if !renditions.is_empty() {
        check_renditions(&args)?;
    }
    let credentials = args.issuer.issuer()?;
    let captioning = args.captions.captioning(&args.original)?;
    let mut extras = Extras {
        format,
        bound: args.bind.as_deref(),
        credentials,
        captions: None,
        rules: args.rules.to_keep(rules.as_ref()),
    };
    if is_folder {
        return run_folder(&args, &edits, &renditions, &trust, &publications, extras, &captioning);
    }
    if is_pipe {
        check_pipe(&args, format)?;
    }
    let mut notes = Notes::default();
    let original = open_original(&args.original, &trust, &mut notes)?;
    let (said, missing) = captioning.of(&original, &args.original).map_err(failure)?;
    if !missing.is_empty() {
        let missing: Vec<&str> = missing.iter().map(|field| field.name()).collect();
        notes.note(&format!("there is nothing to copy for: {}", missing.join(", ")));
    }
    extras.captions = said;
    let size = original.hidden.size();
    let recipe = edits.recipe(size).map_err(failure)?;
    let places = edits.places();
    let placed = PlacedRecipe { recipe: &recipe, places: &places };
    let by = extras.credentials.as_ref().map(|issuer| issuer.name().to_owned());
    let outputs = publications_of(&recipe, size, &renditions, format);
    if let (Some(captions), true) =
        (&extras.captions, outputs.iter().any(|(_, format)| *format != OutputFormat::Pixels))
    {
        longer_than_iim(captions.beyond_iim()).iter().for_each(|note| notes.note(note));
    }
    args.rules.warn(rules.as_ref(), &outputs, &original, &trust, &mut notes);
    hint_at_order(&recipe, size, &renditions, format).iter().for_each(|hint| notes.hint(hint));
    for warning in place_warnings(&recipe, size, Language::English).map_err(failure)? {
        notes.note(&warning);
    }
    if let Some(Rect { x, y, width, height }) =
        crop_without_corners(&recipe, size).map_err(failure)?
    {
        notes.note(&format!(
            "the corners are black where the photo was straightened; --crop {x},{y},{width},{height} behind it leaves them out"
        ));
    }
    if let Some((before, after)) = edits.enlarged(size) {
        notes.note(&format!("the resize enlarges the image from {before} to {after} pixels"));
    }
    if !renditions.is_empty() {
        return run_renditions(
            &args,
            &original,
            placed,
            &renditions,
            (&trust, &publications),
            extras,
            notes,
        );
    }
    let speed = Speed::of_user();
    let bar = Bar::new(&[expect(&recipe, size, format, speed).map_err(failure)?], speed, notes);
    if is_pipe {
        let finished = publish::finish(&original, placed, extras, &publications, &trust, &bar);
        let (picture, receipt) =
            finished.and_then(|mut finished| finished.hand_over()).map_err(failure)?;
        bar.tell_notes();
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
    bar.tell_notes();
    drop(bar);
    if receipt.recaptioned {
        let said = receipt.report.captions.as_ref();
        let said = said.map(|said| captions(words(Language::English), said).join("\n"));
        let rows = [("Captions", said.unwrap_or_else(|| "none".into()))];
        output::print(&format!(
            "{} was already published with the same edits and text. Its captions were written anew, its proof is the \
             same, and nothing was counted.\n{}",
            text::path(&args.out),
            output::labelled(&rows)
        ))?;
        return Ok(Exit::Done);
    }
    if receipt.already_there {
        output::print(&format!(
            "{} was already published with the same edits and text, and its proof is valid. Nothing was changed or \
             counted.",
            text::path(&args.out)
        ))?;
        return Ok(Exit::Done);
    }
    output::print(&summary(&args, &recipe, &receipt, by.as_deref()))?;
    for warning in to_tell(&receipt) {
        output::warn(&warned(words(Language::English), warning));
    }
    Ok(Exit::Done)
}

/// What whoever publishes a picture should know besides the verdict. That its captions are not proved is no news.
fn to_tell(receipt: &Receipt) -> impl Iterator<Item = &Warning> {
    let is_news = |warning: &&Warning| !matches!(warning, Warning::Metadata { .. });
    receipt.report.warnings.iter().filter(is_news)
}

/// The edits and the format of each picture that is published.
fn publications_of(
    recipe: &Recipe,
    original: Size,
    renditions: &[Rendition],
    format: OutputFormat,
) -> Vec<(Recipe, OutputFormat)> {
    match renditions {
        [] => vec![(recipe.clone(), format)],
        renditions => {
            // What is wrong with a recipe is said when it is published.
            let of = |one: &Rendition| Some((one.recipe(recipe, original).ok()?, one.format));
            renditions.iter().filter_map(of).collect()
        }
    }
}

/// What to say if another order of the edits would be proved much sooner; of renditions, the first for which that is
/// so.
fn hint_at_order(
    recipe: &Recipe,
    original: Size,
    renditions: &[Rendition],
    format: OutputFormat,
) -> Option<String> {
    let speed = Speed::of_user();
    // The prover says what is wrong with a recipe.
    let sooner = match renditions {
        [] => sooner(recipe, original, None, format, speed).ok().flatten(),
        renditions => renditions.iter().find_map(|Rendition { long_edge, format, .. }| {
            sooner(recipe, original, *long_edge, *format, speed).ok().flatten()
        }),
    };
    sooner.map(|sooner| sooner.in_words())
}

/// Whether the published picture can go to standard output.
fn check_pipe(args: &Args, format: OutputFormat) -> Result<(), Failure> {
    if args.sidecar.is_some() {
        return Err(Failure::new(
            Reason::Usage,
            "with --out - the proof is inside the picture; leave --sidecar out, or name a file with --out",
        ));
    }
    if io::stdout().is_terminal() {
        let what = match format {
            OutputFormat::Pixels => "PNG",
            OutputFormat::Jpeg(_) => "JPEG",
        };
        return Err(Failure::new(
            Reason::Usage,
            format!(
                "--out - writes a {what} to standard output, which is a terminal; pipe it into a program or a file, or \
                 name a file with --out"
            ),
        ));
    }
    Ok(())
}

/// Whether several pictures of an original can be published with these options.
fn check_renditions(args: &Args) -> Result<(), Failure> {
    let problem = if input::is_pipe(&args.out) {
        "renditions are several files, and standard output is one; name a folder with --out"
    } else if input::is_pipe(&args.original) {
        "the files of renditions are named after that of the original, and standard input has no name; name the file"
    } else if args.sidecar.is_some() {
        "--sidecar names a single file and cannot be used with renditions; leave it out, and each picture contains its \
         proof"
    } else {
        return Ok(());
    };
    Err(Failure::new(Reason::Usage, problem))
}

/// Publishes several pictures of an original into a folder, with a line for each.
fn run_renditions(
    args: &Args,
    original: &Original,
    edits: PlacedRecipe<'_>,
    renditions: &[Rendition],
    (trust, publications): (&Trust, &Publications),
    extras: Extras<'_>,
    notes: Notes,
) -> Outcome {
    let (size, speed) = (original.hidden.size(), Speed::of_user());
    let expected = renditions.iter().map(|rendition| {
        expect(&rendition.recipe(edits.recipe, size)?, size, rendition.format, speed)
    });
    let expected: Vec<_> = expected.collect::<Result<_, RecipeError>>().map_err(failure)?;
    files::create_folder(&args.out).map_err(Failure::error)?;
    let inputs = args.inputs();
    let name = |rendition: &Rendition| args.out.join(rendition.file_name(&args.original));
    let pictures: Vec<PathBuf> = renditions.iter().map(name).collect();
    let outputs: Vec<(&Rendition, Targets<'_>)> = renditions
        .iter()
        .zip(&pictures)
        .map(|(rendition, picture)| {
            (rendition, Targets { picture, sidecar: None, inputs: &inputs, force: args.force })
        })
        .collect();
    let known = publications.known(&original.hidden.hash()).map_err(Failure::error)?;
    let bar = Bar::new(&expected, speed, notes);
    let observer = Observer::from(&bar as &dyn Progress);
    let published =
        publish_renditions(original, edits, &extras, &outputs, publications, trust, observer);
    let receipts = published.map_err(|error| not_all_published(error, &pictures))?;
    bar.tell_notes();
    drop(bar);
    let words = words(Language::English);
    let edits = words.edits(edits.recipe);
    let edits = if edits.is_empty() { "none".into() } else { output::numbered(&edits) };
    let mut rows = vec![("Edits", edits)];
    let mut warnings = Vec::new();
    for (picture, receipt) in pictures.iter().zip(&receipts) {
        let published = receipt.report.published.as_ref();
        let size = published.map(|image| format!("{} × {} pixels, ", image.width, image.height));
        let bytes = text::bytes(receipt.picture_bytes as u64);
        let proof = text::bytes(receipt.proof_bytes as u64);
        let before = receipt.before().map(|before| format!("; {before}"));
        rows.push((
            "Picture",
            format!(
                "{}, {}{bytes} with a proof of {proof}{}",
                text::path(picture),
                size.unwrap_or_default(),
                before.unwrap_or_default()
            ),
        ));
        for warning in to_tell(receipt) {
            if !warnings.contains(warning) {
                warnings.push(warning.clone());
            }
        }
    }
    let count = receipts.iter().map(|receipt| receipt.publications).max().unwrap_or_default();
    let mut used = format!("{count} of {} publications of this original used", count::LIMIT);
    if let Some(note) = known.note(Language::English) {
        used.push_str(&format!("\n{note}"));
    }
    rows.push(("Published", used));
    if let Some(issuer) = &extras.credentials {
        let signed = format!("Content Credentials, signed by {}", text::quoted(issuer.name()));
        rows.push(("Also inside", signed));
    }
    if let Some(text) = &args.bind {
        rows.push(("Bound to", text::quoted(text)));
    }
    if let Some(said) = &extras.captions {
        rows.push(("Captions", captions(words, said).join("\n")));
    }
    let (all, original) = (receipts.len(), text::path(&args.original));
    let made = receipts.iter().filter(|receipt| !receipt.already_there).count();
    if made == 0 {
        output::print(&format!(
            "All {} of {original} were already published with the same edits and text, and their proofs are valid. \
             Nothing was changed or counted.",
            text::counted(all, "rendition"),
        ))?;
        return Ok(Exit::Done);
    }
    let what = match made == all {
        true => text::counted(all, "rendition"),
        false => format!("{made} of {}", text::counted(all, "rendition")),
    };
    output::print(&format!(
        "Published {what} of {original}, each with a proof of its own, and verified them.\n{}",
        output::labelled(&rows)
    ))?;
    for warning in &warnings {
        output::warn(&warned(words, warning));
    }
    Ok(Exit::Done)
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
    if let Some(said) = &receipt.report.captions {
        rows.push(("Captions", captions(words(Language::English), said).join("\n")));
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
    renditions: &[Rendition],
    trust: &Trust,
    publications: &Publications,
    extras: Extras<'_>,
    captioning: &Captioning,
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
        captions: captioning,
        renditions,
        out: &args.out,
        publications,
        trust,
        inputs: &args.inputs(),
        force: args.force,
    };
    if !edits.places().is_empty() {
        output::note(&plans(Language::English).say("plan-place", []));
        output::note(
            "In a photo that is only as wide or as high as the hidden crop, that coordinate of it is not hidden.",
        );
    }
    let counts = Mutex::new([0usize; 3]);
    let in_xmp_only = Mutex::new(BTreeSet::new());
    let tell = |path: &Path, outcome: Result<batch::Outcome, BatchError>| {
        let name = text::path(path.file_name().unwrap_or_default().as_ref());
        let which = match &outcome {
            Ok(batch::Outcome::Published(pictures))
                if pictures.iter().any(|(_, receipt)| !receipt.already_there) =>
            {
                0
            }
            // Or only their captions were written.
            Ok(_) => 1,
            Err(_) => 2,
        };
        if let Ok(batch::Outcome::Published(pictures)) = &outcome {
            in_xmp_only
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(pictures.iter().flat_map(|(_, receipt)| beyond_iim(receipt)));
        }
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        // Held while printing, so that lines stay whole.
        match outcome {
            Ok(outcome) => drop(output::print(&format!("{name}: {}", batch::in_words(&outcome)))),
            Err(
                BatchError::Publish(PublishError::Cancelled(_))
                | BatchError::Renditions(RenditionsError {
                    error: PublishError::Cancelled(_), ..
                }),
            ) => return,
            Err(BatchError::Renditions(error)) => {
                let name_of = |rendition: &Rendition| args.out.join(rendition.file_name(path));
                let pictures: Vec<PathBuf> = renditions.iter().map(name_of).collect();
                let failure = not_all_published(error, &pictures);
                output::complain(&format!("{name}: {}", failure.message));
            }
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
    let in_xmp_only = in_xmp_only.into_inner().unwrap_or_else(PoisonError::into_inner);
    longer_than_iim(in_xmp_only).iter().for_each(|note| output::note(note));
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

/// The captions that were written into a JPEG and stand in XMP alone.
fn beyond_iim(receipt: &Receipt) -> Vec<Field> {
    let written = !receipt.already_there || receipt.recaptioned;
    let captions = receipt.report.captions.as_ref().filter(|_| written);
    match (captions, &receipt.report.compression) {
        (Some(captions), Some(_)) => captions.beyond_iim(),
        _ => Vec::new(),
    }
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

/// Why not all renditions were published, whose files these are, and what the command line can do about it.
fn not_all_published(mut error: RenditionsError, pictures: &[PathBuf]) -> Failure {
    if let PublishError::Cancelled(_) = error.error {
        return Failure::new(Reason::Cancelled, error);
    }
    let Some(target) = error.at.map(|at| &pictures[at]) else { return Failure::error(error) };
    // The sentence says which were published; what became of this one comes first.
    let rest = error.became();
    let cancelled = PublishError::Cancelled(Cancelled);
    let failure = not_published(std::mem::replace(&mut error.error, cancelled), target);
    Failure { message: format!("{}; {rest}", failure.message), ..failure }
}

/// Saves a finished picture, with its proof inside, under a free name: beside its place, in the current folder, or in
/// the user's state folder.
fn save_elsewhere(finished: &mut Finished, target: &Path) -> Option<PathBuf> {
    let beside = target.parent().map(Path::to_owned);
    let stem = target.file_stem()?.to_string_lossy().into_owned();
    let extension = target.extension()?.to_string_lossy().into_owned();
    let state = folders::state().ok();
    let folders = [beside, Some(PathBuf::new()), state];
    folders.into_iter().flatten().find_map(|folder| {
        let name = |number: u32| folder.join(format!("{stem}-{number}.{extension}"));
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

/// Opens an original, and notes what its owner should know.
fn open_original(path: &Path, trust: &Trust, notes: &mut Notes) -> Result<Original, Failure> {
    let file = path.to_owned();
    let open = move || {
        let bytes = input::read(&file, files::MAX_FILE_BYTES)?;
        Original::open(&bytes).map_err(|error| {
            Failure::error(format!("cannot edit {}: {error}{}", text::path(&file), advice(&error)))
        })
    };
    let original = interrupt::unless_requested("stopped; nothing was written", open)??;
    if files::readable_by_others(path) {
        notes.warn(&format!(
            "other users of this machine can read {0}, which is private; run `chmod 600 {0}`",
            text::argument(path)
        ));
    }
    let certificate = &original.attestation.certificate;
    if trust.standing(certificate) == Standing::Unknown {
        notes.warn(if certificate.is_notary() {
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
