//! The end of `camera sign` and `notary sign`: the original of one photo is written and described.

use std::path::Path;

use proofroom_provenance::capture::camera::photo_file::Signed;
use proofroom_provenance::system::files::{self, Access};
use proofroom_provenance::system::text;
use proofroom_provenance::verify::account::taken;
use proofroom_provenance::words::{Language, words};

use crate::outcome::{Exit, Failure, Outcome};
use crate::output;

/// Writes the original of a photo to `out`, where nothing may be, and tells what it is: first the `rows` of the command.
/// `done` is what the command did to the photo.
pub fn write(
    done: &str,
    photo: &Path,
    out: &Path,
    signed: Signed,
    mut rows: Vec<(&str, String)>,
) -> Outcome {
    let Signed { original, file, notes } = signed;
    files::create(out, &file, Access::Private).map_err(Failure::error)?;
    for note in notes {
        output::note(&format!("{}: {note}", text::path(photo)));
    }
    let record = &original.attestation.record;
    rows.extend([
        ("Image hash", original.hidden.hash().to_string()),
        ("Taken", taken(words(Language::English), &record.captured(), record.clock)),
        (
            "Private",
            "the file holds the whole photo and a secret; publish what `proofroom edit` makes of it".into(),
        ),
        (
            "Next",
            format!("proofroom edit {} --contrast 1.2 --out published.png", text::argument(out)),
        ),
    ]);
    output::print(&format!(
        "{done} {} ({} pixels) and wrote {}.\n{}",
        text::path(photo),
        original.hidden.size(),
        text::path(out),
        output::labelled(&rows)
    ))?;
    Ok(Exit::Done)
}
