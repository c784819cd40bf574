//! `show`: what a file says and reveals, nothing verified.

use std::path::{Path, PathBuf};

use proofroom::history::{Channels, YCBCR_NOTE, describe};
use proofroom::show::{Contents, Kind, contents};
use proofroom::store;
use proofroom::text::{self, quoted};
use proofroom::verdict::Reason;
use zeroize::Zeroizing;

use super::{Exit, Failure, Outcome, interrupt, output};

#[derive(clap::Args)]
pub struct Args {
    /// A published picture, its proof in a file of its own, or an attested original.
    file: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    let contents =
        interrupt::unless_requested("stopped; nothing is shown", move || contents_of(&args.file))??;
    if args.json {
        output::print_json(&contents)?;
    } else {
        output::print(&in_words(&contents))?;
    }
    Ok(Exit::Done)
}

fn contents_of(path: &Path) -> Result<Contents, Failure> {
    let bytes = store::read(path, store::MAX_FILE_BYTES)
        .map_err(|error| Failure::new(Reason::from(&error), error))?;
    // An original holds a secret.
    contents(&Zeroizing::new(bytes)).map_err(|error| {
        Failure::new(
            error.reason(),
            format!("cannot show {}: {error}", text::path(path)),
        )
    })
}

fn in_words(contents: &Contents) -> String {
    let kind = match contents.kind {
        Kind::Published => "A published picture with its proof",
        Kind::Sidecar => "The proof of a published picture, which is another file",
        Kind::Original => "An attested original, which is private",
    };
    let camera = &contents.camera;
    let simulated = if camera.simulated {
        " (says that it is simulated)"
    } else {
        ""
    };
    let original = &contents.original;
    let mut rows = vec![
        (
            "Camera",
            format!("{}{simulated}\nkey {}", quoted(&camera.name), camera.key),
        ),
        ("Maker", format!("key {}", camera.maker)),
        (
            "Taken",
            format!("{} by the camera's clock", contents.captured),
        ),
        (
            "Original",
            format!(
                "{} × {} pixels\nhash {}",
                original.width, original.height, original.hash
            ),
        ),
    ];
    if let Some(edits) = &contents.edits {
        rows.push((
            "Edits",
            output::numbered(edits.edits().iter().map(describe)),
        ));
    }
    if let Some(steps) = contents.steps {
        let bytes = text::bytes(contents.payload_bytes as u64);
        rows.push((
            "Proof",
            format!("{}, {bytes}", text::counted(steps, "step")),
        ));
    }
    if let Some(size) = contents.picture
        && contents.kind == Kind::Published
    {
        rows.push(("Published", format!("{size} pixels")));
    }
    if contents.kind != Kind::Original {
        rows.push((
            "Bound to",
            contents.bound.as_deref().map_or("no text".into(), quoted),
        ));
    }
    if !contents.other_chunks.is_empty() {
        rows.push((
            "Also inside",
            format!("the chunks {}", contents.other_chunks.join(", ")),
        ));
    }
    let mut notes = vec![match contents.kind {
        Kind::Original => {
            "The file holds the photo and the secret that keeps it hidden under its hash; the secret is not shown. Do not \
             publish it."
        }
        Kind::Published | Kind::Sidecar => {
            "All this is revealed to whoever has the file; also that two files with the same original hash come from one \
             original. The original's other pixels are not in it."
        }
    }];
    if contents.channels == Some(Channels::Ycbcr) {
        notes.push(YCBCR_NOTE);
    }
    notes.push("Nothing was verified: for that run `proofroom verify`.");
    format!(
        "{kind}.\n\n{}\n\n{}",
        output::labelled(&rows),
        notes.join("\n")
    )
}
