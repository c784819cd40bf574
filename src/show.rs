//! `show`: what a file says and reveals, nothing verified.

use std::path::{Path, PathBuf};

use proofroom_provenance::circuits::Channels;
use proofroom_provenance::format::envelope::Enveloped;
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::system::files;
use proofroom_provenance::system::text::{self, quoted};
use proofroom_provenance::verify::files::find_sidecar;
use proofroom_provenance::verify::inspect::{Contents, Kind, ShowError, contents};
use proofroom_provenance::verify::wording;
use proofroom_provenance::words::{Language, words};

use crate::advice::advice;
use crate::outcome::{Exit, Failure, Outcome};
use crate::{input, interrupt, output};

#[derive(clap::Args)]
pub struct Args {
    /// A published picture, its proof in a separate file, an attested original, or - for standard input.
    file: PathBuf,
    /// Print a JSON object.
    #[arg(long)]
    json: bool,
}

/// What a file says, and the file that says it, if that is another than the one that was named.
struct Shown {
    contents: Contents,
    proof_file: Option<PathBuf>,
}

pub fn run(args: Args) -> Outcome {
    let look = move || contents_of(&args.file);
    let shown = interrupt::unless_requested("stopped; nothing was shown", look)??;
    if args.json {
        output::print_json(&shown.contents)?;
    } else {
        output::print(&in_words(&shown))?;
    }
    Ok(Exit::Done)
}

fn contents_of(path: &Path) -> Result<Shown, Failure> {
    let bytes = input::read(path, files::MAX_FILE_BYTES)?;
    let failed = |error: ShowError| {
        Failure::new(
            error.reason(),
            format!("cannot show {}: {error}{}", text::path(path), advice(&error)),
        )
    };
    let error = match contents(&bytes) {
        Ok(contents) => {
            return Ok(Shown { contents, proof_file: None });
        }
        Err(error) => error,
    };
    let proof_file = Some(path)
        .filter(|path| matches!(error, ShowError::Nothing) && !input::is_pipe(path))
        .and_then(find_sidecar)
        .ok_or_else(|| failed(error))?;
    let proof = input::read(&proof_file, PublishedProof::MAX_BYTES as u64)?;
    Ok(Shown { contents: contents(&proof).map_err(failed)?, proof_file: Some(proof_file) })
}

fn in_words(shown: &Shown) -> String {
    let Shown { contents, proof_file } = shown;
    let kind = match contents.kind {
        Kind::Published => "A published picture with its proof",
        Kind::Sidecar => "The proof of a published picture, in a separate file",
        Kind::Original => "An attested original, which is private",
    };
    let camera = &contents.camera;
    let simulated = if camera.simulated { " (claims to be simulated)" } else { "" };
    let original = &contents.original;
    let mut rows = vec![
        ("Camera", format!("{}{simulated}\nkey {}", quoted(&camera.name), camera.key)),
        ("Maker", format!("key {}", camera.maker)),
        ("Taken", wording::captured(&contents.captured, contents.clock)),
        (
            "Original",
            format!("{} × {} pixels\nhash {}", original.width, original.height, original.hash),
        ),
    ];
    if let Some(space) = &contents.converted_from {
        rows.push(("Colours", output::converted_from(space)));
    }
    if let Some(edits) = &contents.edits {
        rows.push((
            "Edits",
            output::numbered(edits.edits().iter().map(|edit| words(Language::English).edit(edit))),
        ));
    }
    if let Some(steps) = contents.steps {
        let bytes = text::bytes(contents.payload_bytes as u64);
        rows.push(("Proof", format!("{}, {bytes}", text::counted(steps, "step"))));
    }
    if let Some(size) = contents.picture
        && contents.kind == Kind::Published
    {
        rows.push(("Published", format!("{size} pixels")));
    }
    if contents.kind != Kind::Original {
        rows.push(("Bound to", contents.bound.as_deref().map_or("no text".into(), quoted)));
    }
    if !contents.other_chunks.is_empty() {
        rows.push(("Also inside", format!("the chunks {}", contents.other_chunks.join(", "))));
    }
    let mut notes = vec![match contents.kind {
        Kind::Original => {
            "The file holds the photo and the secret that keeps it hidden under its hash; the secret is not shown. Do not \
             publish it."
        }
        Kind::Published | Kind::Sidecar => {
            "Anyone who has the file can read all of this, and can tell that files with the same original hash come \
             from the same original. The original's other pixels are not in it."
        }
    }];
    let found = proof_file
        .as_ref()
        .map(|path| format!("The proof was found beside the picture, in {}.", text::path(path)));
    notes.extend(found.as_deref());
    if contents.channels == Some(Channels::Ycbcr) {
        notes.push(wording::YCBCR_NOTE);
    }
    notes.push("Nothing was verified. To verify the file, run `proofroom verify`.");
    format!("{kind}.\n\n{}\n\n{}", output::labelled(&rows), notes.join("\n"))
}
