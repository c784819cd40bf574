//! `demo`: the whole story on a sample photo.

pub mod story;

use std::path::PathBuf;
use std::time::Duration;

use proofroom_provenance::circuits::{OutputFormat, Recipe, Size};
use proofroom_provenance::publish::PublishError;
use proofroom_provenance::publish::count::Publications;
use proofroom_provenance::publish::estimate::{Speed, expect};
use proofroom_provenance::system::text;
use proofroom_provenance::verify::credentials::Credentials;
use proofroom_provenance::verify::{Reason, Verdict};
use proofroom_provenance::words::Language;

use crate::demo::story::{DemoError, Files, Measurements};
use crate::outcome::{Exit, Failure, Outcome};
use crate::output::Notes;
use crate::progress::Bar;
use crate::{output, verify};

#[derive(clap::Args)]
pub struct Args {
    /// The folder for the demo's files.
    #[arg(long, value_name = "DIR", default_value = story::FOLDER)]
    out: PathBuf,
}

pub fn run(args: Args) -> Outcome {
    let failure = |error: DemoError| match error {
        DemoError::Cancelled(_) | DemoError::Publish(PublishError::Cancelled(_)) => {
            let folder = text::path(&args.out);
            let message = format!(
                "stopped; what was made so far is in {folder}, and the next demo replaces it"
            );
            Failure::new(Reason::Cancelled, message)
        }
        // What can be done about it depends on the library's own error.
        DemoError::File(error) => Failure::error(error),
        DemoError::Original(error) => Failure::error(error),
        DemoError::Publish(error) => Failure::error(error),
        error => Failure::error(error),
    };
    let recipe = Recipe::from_json(story::RECIPE)
        .map_err(|error| failure(PublishError::Recipe(error).into()))?;
    let publications =
        Publications::of_user().map_err(|error| failure(PublishError::Count(error).into()))?;
    let size = story::photo().map_err(|error| failure(error.into()))?.size();
    let speed = Speed::of_user();
    let expected = expect(&recipe, size, OutputFormat::Pixels, speed)
        .map_err(|error| failure(PublishError::Recipe(error).into()))?;
    let bar = Bar::new(&[expected], speed, Notes::default());
    let mut number = 0;
    let mut told = Ok(());
    let mut say = |sentence: &str| {
        number += 1;
        if told.is_ok() {
            told = bar.suspend(|| output::print(&format!("{number}. {sentence}")));
        }
    };
    let story = story::play(&args.out, &publications, &bar, &mut say).map_err(failure)?;
    drop(bar);
    told?;
    let files = Files::new(&args.out);
    output::print(&format!(
        "\nThe published picture:\n\n{}\n\nThe same picture, one pixel changed:\n\n{}\n\n{}\n\nThe files are in {}. Try:\n\n  \
         proofroom show {}\n  proofroom verify {} --trust {}",
        verify::in_words(&story.verified, &Credentials::None, None, Language::English),
        verify::in_words(&story.tampered, &Credentials::None, None, Language::English),
        measured(&story.measurements, size),
        text::path(&args.out),
        text::path(&files.published),
        text::path(&files.published),
        text::path(&files.trust),
    ))?;
    if story.verified.verdict == Verdict::Verified && story.tampered.verdict == Verdict::Rejected {
        Ok(Exit::Done)
    } else {
        Err(Failure::error("the demo did not end as expected; please report this"))
    }
}

fn measured(measurements: &Measurements, photo: Size) -> String {
    let (width, height) = (photo.width(), photo.height());
    let size = |bytes: usize| text::bytes(bytes as u64);
    let time = |duration: Duration| format!("{:.2} s", duration.as_secs_f64());
    let Measurements {
        photo_bytes,
        original_bytes,
        published_bytes,
        proof_bytes,
        sign,
        open,
        publish,
        verify,
    } = *measurements;
    let row = |what: &str, size: String, time: String| vec![what.into(), size, time];
    output::table(
        &["", "size", "time"],
        &[
            row(&format!("photo, {width} × {height}"), size(photo_bytes), String::new()),
            row("sign it: original.png", size(original_bytes), time(sign)),
            row("open and check the original", String::new(), time(open)),
            row("edit, prove, check: published.png", size(published_bytes), time(publish)),
            row("  the proof alone", size(proof_bytes), String::new()),
            row("verify it", String::new(), time(verify)),
        ],
    )
}
