//! `show`: what a file says and reveals, nothing verified.

use std::path::{Path, PathBuf};

use proofroom_provenance::circuits::Channels;
use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::format::envelope::Enveloped;
use proofroom_provenance::format::metadata::Extra;
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::system::files;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::Warning;
use proofroom_provenance::verify::account::{attested, captions, held, taken, warned};
use proofroom_provenance::verify::credentials::Credentials;
use proofroom_provenance::verify::files::find_sidecar;
use proofroom_provenance::verify::inspect::{
    CameraClaim, Contents, ImageClaim, Kind, ShowError, contents,
};
use proofroom_provenance::words::{Language, words};

use crate::advice::advice;
use crate::language::{LanguageArg, labels};
use crate::outcome::{Exit, Failure, Outcome};
use crate::verify::{certificate, colours, compressed};
use crate::{input, interrupt, output};

#[derive(clap::Args)]
pub struct Args {
    /// A published picture, its proof in a separate file, an attested original, or - for standard input.
    file: PathBuf,
    /// Print a JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    language: LanguageArg,
}

/// What a file says, and the file that says it, if that is another than the one that was named.
struct Shown {
    contents: Contents,
    proof_file: Option<PathBuf>,
}

pub fn run(args: Args) -> Outcome {
    let language = args.language.spoken();
    let look = move || contents_of(&args.file);
    let shown = interrupt::unless_requested("stopped; nothing was shown", look)??;
    if args.json {
        output::print_json(&shown.contents)?;
    } else {
        output::print(&in_words(&shown, language))?;
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

fn in_words(shown: &Shown, language: Language) -> String {
    let Shown { contents, proof_file } = shown;
    let (labels, words) = (labels(language), words(language));
    let label = |name: &str| labels.say(name, []);
    let key = |key: &PublicKey| labels.say("key", [("key", key.to_string().into())]);
    let pixels = |width: u32, height: u32| {
        labels.say("pixels", [("width", width.into()), ("height", height.into())])
    };
    let CameraClaim { name, simulated, notary, .. } = &contents.camera;
    let kind = if *simulated { "simulated" } else { "device" };
    let camera =
        labels.say("show-camera", [("name", words.quoted(name).into()), ("camera", kind.into())]);
    let ImageClaim { width, height, hash } = contents.original;
    let hash = labels.say("hash", [("hash", hash.to_string().into())]);
    let signer = format!("{camera}\n{}", key(&contents.camera.key));
    let mut rows = if *notary {
        vec![(label("label-notary"), signer)]
    } else {
        vec![(label("label-camera"), signer), (label("label-maker"), key(&contents.camera.maker))]
    };
    if let Some(evidence) = &contents.evidence {
        rows.push((label("label-attested"), attested(words, name, evidence).join("\n")));
        rows.push((label("label-certificate"), certificate(evidence, language)));
    }
    rows.push((label("label-taken"), taken(words, &contents.captured, contents.clock)));
    rows.push((label("label-original"), format!("{}\n{hash}", pixels(width, height))));
    if let Some(space) = &contents.converted_from {
        rows.push((label("label-colours"), colours(space, language)));
    }
    if let Some(edits) = &contents.edits {
        let edits = words.edits(edits);
        let edits = if edits.is_empty() { label("no-edits") } else { output::numbered(&edits) };
        rows.push((label("label-edits"), edits));
    }
    if let Some(steps) = contents.steps {
        let (number, unit) = text::in_unit(contents.payload_bytes as u64);
        let size = labels.say(
            "size",
            [
                ("unit", unit.into()),
                ("number", labels.decimal(&number).into()),
                ("bytes", contents.payload_bytes.into()),
            ],
        );
        let proof = labels.say("show-proof", [("size", size.into()), ("steps", steps.into())]);
        rows.push((label("label-proof"), proof));
    }
    if let Some(size) = contents.picture
        && contents.kind == Kind::Published
    {
        let mut published = pixels(size.width(), size.height());
        if let Some(compression) = &contents.compression {
            published.push_str(&format!("\n{}", compressed(compression, language)));
        }
        rows.push((label("label-published"), published));
    }
    if contents.kind != Kind::Original {
        let code = contents.bound.as_deref().map(|code| words.quoted(code));
        rows.push((label("label-code"), code.unwrap_or_else(|| label("show-code-none"))));
    }
    if let Some(said) = &contents.captions {
        rows.push((label("label-captions"), captions(words, said).join("\n")));
    }
    if !contents.other_chunks.is_empty() {
        let mut inside: Vec<String> = Vec::new();
        for Extra { name, holds } in &contents.other_chunks {
            let held = holds.map_or_else(|| name.clone(), |holds| held(words, holds));
            if !inside.contains(&held) {
                inside.push(held);
            }
        }
        rows.push((label("label-inside"), words.listed(&inside)));
    }
    let (title, reveals) = match contents.kind {
        Kind::Published => ("show-published", "show-public"),
        Kind::Sidecar => ("show-sidecar", "show-public"),
        Kind::Original => ("show-original", "show-private"),
    };
    let mut notes = vec![label(reveals)];
    if let Some(path) = proof_file {
        notes.push(warned(words, &Warning::ProofBeside { file: text::path(path) }));
    }
    if contents.channels == Some(Channels::Ycbcr) {
        notes.push(warned(words, &Warning::Ycbcr));
    }
    if contents.credentials {
        notes.extend(Credentials::NotChecked.told(language));
    }
    notes.push(label("show-nothing-checked"));
    format!("{}.\n\n{}\n\n{}", label(title), output::labelled(&rows), notes.join("\n"))
}
