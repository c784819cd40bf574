//! `verify`: the verdict on a file.

use std::path::{Path, PathBuf};

use proofroom::history::describe;
use proofroom::text::quoted;
use proofroom::trust::{Standing, Trust, TrustError};
use proofroom::verdict::{Report, Verdict, verify_path};

use super::{Exit, Outcome, interrupt, output};

#[derive(clap::Args)]
pub struct Args {
    /// The published picture, or an attested original.
    file: PathBuf,
    /// The proof, if it is a file of its own.
    #[arg(long, value_name = "SIDECAR")]
    proof: Option<PathBuf>,
    /// The trust list, instead of your own.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// The text that the proof must be bound to.
    #[arg(long, value_name = "TEXT")]
    expect: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    let json = args.json;
    let report = interrupt::unless_requested("stopped; nothing was checked", move || {
        let trust = trust_list(args.trust.as_deref());
        verify_path(
            &args.file,
            args.proof.as_deref(),
            &trust,
            args.expect.as_deref(),
        )
    })?;
    let exit = match report.verdict {
        Verdict::Verified => Exit::Done,
        Verdict::UnknownCamera | Verdict::Rejected => Exit::NotVerified,
        Verdict::NotChecked => Exit::Failed,
    };
    if json {
        output::print_json(&report)?;
    } else if report.verdict == Verdict::NotChecked {
        output::complain(&format!("not checked: {}", report.message));
    } else {
        output::print(&in_words(&report))?;
    }
    Ok(exit)
}

/// The trust list that was named, else the user's own.
pub fn trust_list(path: Option<&Path>) -> Result<Trust, TrustError> {
    path.map_or_else(Trust::of_user, Trust::read)
}

/// A report for people: the verdict in one sentence, then what it is about.
pub fn in_words(report: &Report) -> String {
    let word = match report.verdict {
        Verdict::Verified => "Verified",
        Verdict::UnknownCamera => "Unknown camera",
        Verdict::Rejected => "Rejected",
        Verdict::NotChecked => "Not checked",
    };
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let (Some(step), Some(edits)) = (report.step, &report.edits)
        && let Some(edit) = edits.edits().get(step - 1)
    {
        rows.push(("Fails at", format!("edit {step}, {}", describe(edit))));
    }
    if let Some(camera) = &report.camera {
        let simulated = if camera.simulated { " (simulated)" } else { "" };
        let standing = match (camera.standing, &camera.maker_name) {
            (Standing::Trusted, Some(name)) => format!("trusted, {}", quoted(name)),
            (Standing::Trusted, None) => "trusted".into(),
            (Standing::Unknown, _) => "not in the trust list".into(),
            (Standing::Revoked, _) => "revoked".into(),
        };
        rows.push((
            "Camera",
            format!("{}{simulated}\nkey {}", quoted(&camera.name), camera.key),
        ));
        rows.push(("Maker", format!("{standing}\nkey {}", camera.maker)));
    }
    if let Some(captured) = &report.captured {
        rows.push(("Taken", format!("{captured} by the camera's clock")));
    }
    if let Some(image) = &report.original {
        rows.push((
            "Original",
            format!(
                "{} × {} pixels\nhash {}",
                image.width, image.height, image.hash
            ),
        ));
    }
    if let Some(edits) = &report.edits {
        let label = if report.holds() {
            "Edits"
        } else {
            "Edits claimed"
        };
        rows.push((label, output::numbered(edits.edits().iter().map(describe))));
    }
    if let Some(image) = &report.published {
        rows.push((
            "Published",
            format!(
                "{} × {} pixels\nhash {}",
                image.width, image.height, image.hash
            ),
        ));
    }
    if let Some(text) = &report.bound {
        rows.push(("Bound to", quoted(text)));
    }
    let mut text = format!("{word}: {}.", report.message);
    if !rows.is_empty() {
        text.push_str("\n\n");
        text.push_str(&output::labelled(&rows));
    }
    if !report.warnings.is_empty() {
        text.push_str("\n\n");
        text.push_str(&report.warnings.join("\n"));
    }
    text
}
