//! `caption`: what a published picture says about itself, and writing it. The same fields are flags of `edit`.

use std::path::{Path, PathBuf};

use proofroom_provenance::captions::template::{self, CaptionTemplate, TemplateError};
use proofroom_provenance::captions::{Captions, Field, Reading, photo};
use proofroom_provenance::format::jpeg::is_jpeg;
use proofroom_provenance::format::picture::PictureFormat;
use proofroom_provenance::publish::captioning::Captioning;
use proofroom_provenance::publish::recaption::{Captioned, RecaptionError};
use proofroom_provenance::system::files::{self, Access};
use proofroom_provenance::system::text;
use proofroom_provenance::verify::Reason;
use proofroom_provenance::verify::Warning;
use proofroom_provenance::verify::account::{captions, warned};
use proofroom_provenance::words::{Language, words};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::outcome::{Exit, Failure, Outcome};
use crate::{input, output};

/// What the fields are to say.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Captions (not proved; an empty text removes one)")]
pub struct CaptionFlags {
    /// What the picture shows, in one line.
    #[arg(long, value_name = "TEXT")]
    headline: Option<String>,
    /// What the picture shows, in full sentences.
    #[arg(long, value_name = "TEXT")]
    caption: Option<String>,
    /// Who took it; separate several names with semicolons.
    #[arg(long, value_name = "NAMES")]
    byline: Option<String>,
    /// The credit line to print with the picture.
    #[arg(long, value_name = "TEXT")]
    credit: Option<String>,
    /// The copyright notice, such as "© 2026 Jane Doe".
    #[arg(long, value_name = "TEXT")]
    copyright: Option<String>,
    /// Who supplies the picture.
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// The city where it was taken.
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,
    /// The country where it was taken.
    #[arg(long, value_name = "TEXT")]
    country: Option<String>,
    /// When it was taken, such as 2026-05-14 or 2026-05-14T10:20:33+02:00.
    #[arg(long, value_name = "DATE")]
    date_created: Option<String>,
    /// How the picture was made: a digital source type of the IPTC, such as digitalCapture.
    #[arg(long, value_name = "TERM")]
    source_type: Option<String>,
    /// What anyone who uses the picture must know, such as an embargo.
    #[arg(long, value_name = "TEXT")]
    instructions: Option<String>,
}

impl CaptionFlags {
    /// The fields that were named, with their texts.
    fn named(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL.into_iter().filter_map(|field| {
            let text = match field {
                Field::Headline => &self.headline,
                Field::Caption => &self.caption,
                Field::Byline => &self.byline,
                Field::Credit => &self.credit,
                Field::Copyright => &self.copyright,
                Field::Source => &self.source,
                Field::City => &self.city,
                Field::Country => &self.country,
                Field::DateCreated => &self.date_created,
                Field::SourceType => &self.source_type,
                Field::Instructions => &self.instructions,
            };
            Some((field, text.as_deref()?))
        })
    }

    pub fn is_empty(&self) -> bool {
        self.named().next().is_none()
    }

    /// Lets the captions say what the flags do.
    pub fn apply(&self, captions: &mut Captions) -> Result<(), Failure> {
        for (field, text) in self.named() {
            captions.set(field, Some(text.to_owned()));
        }
        *captions = captions.checked().map_err(|error| Failure::new(Reason::Usage, error))?;
        Ok(())
    }
}

/// Where the captions of a new publication come from.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct CaptionArgs {
    #[command(flatten)]
    flags: CaptionFlags,
    /// Take captions from a JSON file such as {"credit":"Gazette","caption":"{filename}, {date}"}; {date}, {year},
    /// {filename} and {camera} are filled in. A caption that is given as a flag or copied takes precedence.
    #[arg(long, value_name = "FILE.json")]
    captions_from: Option<PathBuf>,
    /// Copy these fields and no others, such as byline,copyright, from the file of --captions-of or else from that of
    /// the original.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', value_parser = field)]
    copy_caption: Vec<Field>,
    /// The photo's own file, from whose XMP, IPTC and EXIF the fields are copied. An original has none of them: signing
    /// drops them.
    #[arg(long, value_name = "PHOTO", requires = "copy_caption")]
    captions_of: Option<PathBuf>,
}

fn field(word: &str) -> Result<Field, String> {
    Field::ALL
        .into_iter()
        .find(|field| field.word() == word)
        .ok_or_else(|| format!("the fields are {}", Field::ALL.map(Field::word).join(", ")))
}

impl CaptionArgs {
    /// The files that are read.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        [self.captions_from.as_deref(), self.captions_of.as_deref()].into_iter().flatten()
    }

    /// Where the captions come from, checked as far as that can be done before an original is opened.
    pub fn captioning(&self, original: &Path) -> Result<Captioning, Failure> {
        if let (Some(photo), true) = (&self.captions_of, original.is_dir()) {
            return Err(Failure::new(
                Reason::Usage,
                format!(
                    "{} is the photo of a single original, and a folder was named; leave --captions-of out",
                    text::path(photo)
                ),
            ));
        }
        if !self.copy_caption.is_empty() && self.captions_of.is_none() && input::is_pipe(original) {
            return Err(Failure::new(
                Reason::Usage,
                "captions cannot be copied from standard input; name the photo's file with --captions-of",
            ));
        }
        let mut captioning =
            Captioning { copied: self.copy_caption.clone(), ..Captioning::default() };
        if let Some(path) = &self.captions_from {
            let template = CaptionTemplate::read(path).map_err(|error| match error {
                TemplateError::File(error) => Failure::new(Reason::from(&error), error),
                error => Failure::new(Reason::Usage, format!("{}: {error}", text::path(path))),
            })?;
            captioning.template = Some(template);
        }
        if let Some(path) = &self.captions_of {
            let file = files::read(path, files::MAX_FILE_BYTES)
                .map_err(|error| Failure::new(Reason::from(&error), error))?;
            captioning.photo = Some(photo::read(&Zeroizing::new(file)));
        }
        for (field, text) in self.flags.named() {
            if let Some(name) = template::placeholder(text) {
                return Err(Failure::new(
                    Reason::Usage,
                    format!(
                        "the {} has the placeholder {{{name}}}, which only a template fills in; write the text into a \
                         JSON file, such as {{\"{}\":\"…\"}}, and name that with --captions-from",
                        field.name(),
                        field.word()
                    ),
                ));
            }
            captioning.texts.set(field, Some(text.to_owned()));
        }
        captioning.texts.checked().map_err(|error| Failure::new(Reason::Usage, error))?;
        Ok(captioning)
    }
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  proofroom caption published.png
  proofroom caption published.png --headline \"Boats in the harbour\" --credit \"Harbour Gazette\"
  proofroom caption web.png print.png --byline \"Jane Doe; Bob Roe\" --source-type digitalCapture
  proofroom caption published.png --instructions \"\"

Captions are not proved, and readers are told that whoever published the picture wrote them. They can be written after \
the proof was made and changed as often as you like, by this and by other programs; the proof stays valid. They are \
written as XMP, and in a JPEG as IPTC (IIM) as well; everything else in the file stays byte for byte.

Without a field, the captions that are there are shown. Content Credentials cover the captions, too, and would be invalid \
afterwards; --drop-credentials removes them.

Exit status: 0 if done, 2 if not.")]
pub struct Args {
    /// Published pictures.
    #[arg(required = true, value_name = "PUBLISHED")]
    files: Vec<PathBuf>,
    /// Write to another file, which must not exist; for several pictures, into a folder.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The proof, if it is in a separate file elsewhere; for a single picture.
    #[arg(long, value_name = "PROOF")]
    proof: Option<PathBuf>,
    /// Remove Content Credentials, which the captions would make invalid.
    #[arg(long)]
    drop_credentials: bool,
    /// Print a JSON object for each picture, on a line.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    flags: CaptionFlags,
}

/// What a picture says, as `--json` prints it.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    captions: &'a Captions,
    /// The fields that say something else in the older form.
    differing: &'a [Field],
    /// Whether the file was written.
    written: bool,
}

pub fn run(args: Args) -> Outcome {
    let several = args.files.len() > 1;
    if several && args.proof.is_some() {
        return Err(Failure::new(
            Reason::Usage,
            "--proof names the proof of a single picture; for several, put each proof beside its picture, as \
             NAME.png.proof or NAME.proof",
        ));
    }
    if let (Some(out), [file]) = (&args.out, &args.files[..])
        && out == file
    {
        return Err(Failure::new(
            Reason::Usage,
            format!(
                "{} is the picture itself; without --out, the captions are written into it",
                text::path(out)
            ),
        ));
    }
    if args.out.is_some() && args.flags.is_empty() {
        return Err(Failure::new(
            Reason::Usage,
            "--out writes captions, and no field was named; name one, such as --headline",
        ));
    }
    // A field that cannot be written is an error of the whole command, and nothing is written.
    args.flags.apply(&mut Captions::default())?;
    if let Some(folder) = args.out.as_ref().filter(|_| several) {
        files::create_folder(folder).map_err(Failure::error)?;
    }
    let mut failed = false;
    for file in &args.files {
        let failure = match one(file, several, &args) {
            Ok(()) => continue,
            Err(failure) if several => failure,
            Err(failure) => return Err(failure),
        };
        output::complain(&failure.message);
        failed = true;
    }
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

fn one(file: &Path, several: bool, args: &Args) -> Result<(), Failure> {
    let failure = |error: RecaptionError| match &error {
        RecaptionError::Credentials(_) => {
            Failure::error(format!("{error} with --drop-credentials"))
        }
        RecaptionError::NoProof(_) => Failure::error(format!(
            "{error}. If its proof is a separate file elsewhere, name it with --proof"
        )),
        _ => Failure::error(error),
    };
    let picture = Captioned::open(file, args.proof.as_deref()).map_err(failure)?;
    let mut reading = picture.reading();
    if args.flags.is_empty() {
        return tell(file, &reading, false, args.json);
    }
    args.flags.apply(&mut reading.captions)?;
    let written = picture.with(&reading.captions, args.drop_credentials).map_err(failure)?;
    let target = match &args.out {
        None => None,
        Some(folder) if several => Some(folder.join(file.file_name().unwrap_or_default())),
        Some(file) => Some(file.clone()),
    };
    match &target {
        None => picture.replace(&written).map_err(failure)?,
        Some(target) => {
            check_name(target, &written)?;
            files::create(target, &written, Access::Public).map_err(Failure::error)?;
            if let Some(proof) = picture.proof_file() {
                output::note(&format!(
                    "the proof of {} is in {}, and is that of {}, too: keep a copy beside it",
                    text::path(file),
                    text::path(proof),
                    text::path(target)
                ));
            }
        }
    }
    if is_jpeg(&written) {
        let note = longer_than_iim(reading.captions.beyond_iim());
        note.iter().for_each(|note| output::note(note));
    }
    let target = target.as_deref().unwrap_or(file);
    tell(target, &Reading::of(&written), true, args.json)
}

/// Whether a file's name says the format that it is in.
fn check_name(target: &Path, picture: &[u8]) -> Result<(), Failure> {
    let format = PictureFormat::of(picture);
    if PictureFormat::of_name(target) == format {
        return Ok(());
    }
    let (what, ending) = match format {
        Some(PictureFormat::Jpeg) => ("JPEG", "jpg"),
        _ => ("PNG", "png"),
    };
    Err(Failure::new(
        Reason::Usage,
        format!(
            "the picture is a {what}, and the name {} does not say so; name it {}",
            text::path(target),
            text::path(&target.with_extension(ending))
        ),
    ))
}

/// Which captions of JPEGs have no room in the older form, if there are any.
pub fn longer_than_iim(fields: impl IntoIterator<Item = Field>) -> Option<String> {
    let fields: Vec<&str> = fields.into_iter().map(Field::name).collect();
    let listed = fields.join(", ");
    (!fields.is_empty()).then(|| {
        format!("too long for the older form of captions (IIM), and written in XMP only: {listed}")
    })
}

/// Tells what a picture says.
fn tell(file: &Path, reading: &Reading, written: bool, json: bool) -> Result<(), Failure> {
    let Reading { captions: said, differing } = reading;
    if json {
        let file = file.to_string_lossy().into_owned();
        return output::print_json(&Line { file, captions: said, differing, written });
    }
    let words = words(Language::English);
    let lines = captions(words, said);
    let name = text::path(file);
    let what = match (written, lines.is_empty()) {
        (true, true) => format!("Wrote {name}. It carries no captions any more."),
        (true, false) => format!("Wrote {name}. Its captions, which are not proved:"),
        (false, true) => format!("{name} carries no captions."),
        (false, false) => format!("The captions of {name}, which are not proved:"),
    };
    let lines = lines.iter().map(|line| format!("\n  {line}")).collect::<String>();
    output::print(&format!("{what}{lines}"))?;
    if !differing.is_empty() {
        output::warn(&warned(words, &Warning::CaptionsDiffer { fields: differing.clone() }));
    }
    Ok(())
}
