//! `bench`: each edit in processes of its own, beside the published figures of ZK-IMG.

pub mod measure;
pub mod test_card;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proofroom_provenance::circuits::{OutputFormat, Recipe, Size, jpeg};
use proofroom_provenance::system::cancel::ASKED_EVERY;
use proofroom_provenance::verify::Reason;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bench::measure::{
    BenchError, HD, LARGE_ROWS, LargeGroup, LargeRow, Proving, ROWS, Row, Signing, Verifying,
    nearest_line, zk_img,
};
use crate::outcome::{Exit, Failure, Outcome};
use crate::values::within;
use crate::{interrupt, output};

const STOPPED: &str = "stopped; nothing more will be measured";

#[derive(clap::Args)]
pub struct Args {
    /// Print one JSON object a row.
    #[arg(long)]
    json: bool,
    /// Measure the window's previews instead.
    #[arg(long)]
    preview: bool,
    /// How often each row is measured; the medians are shown.
    #[arg(long, default_value_t = 1, value_parser = within(1..=100u32))]
    runs: u32,
    /// Also measure halo2's own prover on the same statements, which takes several times as long.
    #[arg(long)]
    reference: bool,
    /// Measure photos of 8 to 60 megapixels instead, and how cost grows with pixels.
    #[arg(long, conflicts_with = "reference")]
    large: bool,
}

/// One measurement, as the parent asks a child for it.
#[derive(clap::Args)]
pub struct PartArgs {
    #[command(subcommand)]
    part: Part,
}

#[derive(clap::Subcommand)]
enum Part {
    Sign {
        folder: PathBuf,
        width: u32,
        height: u32,
    },
    Prove {
        folder: PathBuf,
        recipe: String,
        #[arg(long)]
        reference: bool,
        #[arg(long)]
        jpeg: bool,
    },
    Verify {
        folder: PathBuf,
    },
}

/// A row as `--json` prints it.
#[derive(Serialize)]
struct Measured {
    row: &'static str,
    keys_s: f64,
    prove_s: f64,
    verify_s: f64,
    verify_again_s: f64,
    proof_bytes: usize,
    peak_mb: Option<f64>,
    open_s: f64,
    cancel_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_s: Option<f64>,
}

/// A row of a large photo as `--json` prints it.
#[derive(Serialize)]
struct LargeMeasured {
    group: LargeGroup,
    width: u32,
    height: u32,
    sign_s: f64,
    open_s: f64,
    keys_s: f64,
    prove_s: f64,
    write_s: f64,
    verify_s: f64,
    proof_bytes: usize,
    /// While signing, from opening the original to the published file, and while verifying.
    sign_peak_mb: Option<f64>,
    peak_mb: Option<f64>,
    verify_peak_mb: Option<f64>,
    cancel_ms: f64,
}

/// The camera's row as `--json` prints it.
#[derive(Serialize)]
struct Signed {
    row: &'static str,
    sign_s: f64,
    peak_mb: Option<f64>,
}

pub fn run(args: Args) -> Outcome {
    if args.preview {
        return run_previews(&args);
    }
    let folder = tempfile::tempdir()
        .map_err(|error| Failure::error(format!("cannot make a temporary folder: {error}")))?;
    if args.large {
        return run_large(&args, &folder);
    }
    let mut signings = Vec::new();
    for run in 0..args.runs {
        signings.push(sign(&subfolder(&folder, &run.to_string())?, HD)?);
    }
    let signed = Signed {
        row: "camera sign",
        sign_s: median(signings.iter().map(|signing| signing.sign_s)),
        peak_mb: median_of_some(signings.iter().map(|signing| signing.peak_mb)),
    };
    let first = folder.path().join("0");
    let mut measured = Vec::new();
    for row in ROWS {
        let one = measure(row, &first, &args)?;
        if args.json {
            output::print_json(&one)?;
        }
        measured.push(one);
    }
    if args.json {
        output::print_json(&signed)?;
    } else {
        output::print(&in_words(&measured, &signed))?;
    }
    Ok(Exit::Done)
}

/// Measures the window's previews, in this process: the window is up for long, too.
fn run_previews(args: &Args) -> Outcome {
    let runs = args.runs;
    let measure = move || measure::measure_previews(runs);
    let rows = interrupt::unless_requested(STOPPED, measure)?.map_err(Failure::error)?;
    if args.json {
        for row in rows {
            output::print_json(&row)?;
        }
    } else {
        let milliseconds = |time: f64| format!("{time:.1} ms");
        let cells = |row: measure::Previewing| {
            let [median, longest] = [row.median_ms, row.longest_ms].map(milliseconds);
            vec![row.edit.to_owned(), median, longest]
        };
        let rows: Vec<_> = rows.into_iter().map(cells).collect();
        output::print(&output::table(&["preview, 1280 × 720", "median", "longest"], &rows))?;
    }
    Ok(Exit::Done)
}

/// Does one measurement and prints it for the parent.
pub fn run_part(args: PartArgs) -> Outcome {
    match args.part {
        Part::Sign { folder, width, height } => {
            tell(measure::measure_signing(&folder, Size::new(width, height).expect("a size")))
        }
        Part::Prove { folder, recipe, reference, jpeg } => {
            let recipe =
                Recipe::from_json(&recipe).map_err(|error| Failure::new(Reason::Usage, error))?;
            let format = match jpeg {
                true => OutputFormat::Jpeg(jpeg::Options::default()),
                false => OutputFormat::Pixels,
            };
            tell(measure::measure_proving(&recipe, format, &folder, reference))
        }
        Part::Verify { folder } => tell(measure::measure_verifying(&folder)),
    }
}

fn tell(measured: Result<impl Serialize, BenchError>) -> Outcome {
    let measured = measured.map_err(Failure::error)?;
    output::print_json(&measured)?;
    Ok(Exit::Done)
}

fn sign(folder: &Path, size: Size) -> Result<Signing, Failure> {
    let [width, height] = [size.width(), size.height()].map(|side| side.to_string());
    child("sign", folder, &[&width, &height])
}

fn prove(folder: &Path, recipe: &Recipe, flag: Option<&str>) -> Result<Proving, Failure> {
    let json = serde_json::to_string(recipe).expect("plain data");
    let arguments: Vec<&str> = std::iter::once(&*json).chain(flag).collect();
    child("prove", folder, &arguments)
}

fn measure(row: &'static Row, folder: &Path, args: &Args) -> Result<Measured, Failure> {
    let recipe = row.recipe().map_err(Failure::error)?;
    let mut provings: Vec<Proving> = Vec::new();
    let mut verifyings: Vec<Verifying> = Vec::new();
    for _ in 0..args.runs {
        provings.push(prove(folder, &recipe, args.reference.then_some("--reference"))?);
        verifyings.push(child("verify", folder, &[])?);
    }
    let of = |value: fn(&Proving) -> f64| median(provings.iter().map(value));
    Ok(Measured {
        row: row.name,
        keys_s: of(|proving| proving.keys_s),
        prove_s: of(|proving| proving.prove_s),
        verify_s: median(verifyings.iter().map(|verifying| verifying.verify_s)),
        verify_again_s: median(verifyings.iter().map(|verifying| verifying.again_s)),
        proof_bytes: provings.first().map_or(0, |proving| proving.proof_bytes),
        peak_mb: median_of_some(provings.iter().map(|proving| proving.peak_mb)),
        open_s: of(|proving| proving.open_s),
        cancel_ms: of(|proving| proving.cancel_ms),
        reference_s: median_of_some(provings.iter().map(|proving| proving.reference_s)),
    })
}

fn run_large(args: &Args, folder: &tempfile::TempDir) -> Outcome {
    let mut measured = Vec::new();
    for row in LARGE_ROWS {
        let one = measure_large(row, folder, args.runs)?;
        if args.json {
            output::print_json(&one)?;
        }
        measured.push(one);
    }
    if !args.json {
        output::print(&large_in_words(&measured))?;
    }
    Ok(Exit::Done)
}

fn measure_large(
    row: &LargeRow,
    folder: &tempfile::TempDir,
    runs: u32,
) -> Result<LargeMeasured, Failure> {
    let recipe = row.recipe().map_err(Failure::error)?;
    let as_jpeg = matches!(row.group.format(), OutputFormat::Jpeg(_));
    let size = row.size;
    let (width, height) = (size.width(), size.height());
    let mut signings: Vec<Signing> = Vec::new();
    let mut provings: Vec<Proving> = Vec::new();
    let mut verifyings: Vec<Verifying> = Vec::new();
    for run in 0..runs {
        let folder = subfolder(folder, &format!("{:?}-{width}-{run}", row.group))?;
        signings.push(sign(&folder, row.size)?);
        provings.push(prove(&folder, &recipe, as_jpeg.then_some("--jpeg"))?);
        verifyings.push(child("verify", &folder, &[])?);
        // An original of 60 megapixels takes two hundred megabytes.
        std::fs::remove_dir_all(&folder).map_err(|error| {
            Failure::error(format!(
                "cannot clear {}: {error}",
                proofroom_provenance::system::text::path(&folder)
            ))
        })?;
    }
    let of = |value: fn(&Proving) -> f64| median(provings.iter().map(value));
    Ok(LargeMeasured {
        group: row.group,
        width,
        height,
        sign_s: median(signings.iter().map(|signing| signing.sign_s)),
        open_s: of(|proving| proving.open_s),
        keys_s: of(|proving| proving.keys_s),
        prove_s: of(|proving| proving.prove_s),
        write_s: of(|proving| proving.write_s),
        verify_s: median(verifyings.iter().map(|verifying| verifying.verify_s)),
        proof_bytes: provings.first().map_or(0, |proving| proving.proof_bytes),
        sign_peak_mb: median_of_some(signings.iter().map(|signing| signing.peak_mb)),
        peak_mb: median_of_some(provings.iter().map(|proving| proving.whole_peak_mb)),
        verify_peak_mb: median_of_some(verifyings.iter().map(|verifying| verifying.peak_mb)),
        cancel_ms: of(|proving| proving.cancel_ms),
    })
}

/// Runs one measurement in a process of its own, which ends at once when the user wants to stop: all that it
/// wrote is in a folder that goes away.
fn child<T: DeserializeOwned>(part: &str, folder: &Path, arguments: &[&str]) -> Result<T, Failure> {
    let failed = |error: io::Error| Failure::error(format!("a measurement failed: {error}"));
    let program = std::env::current_exe().map_err(failed)?;
    let mut process = Command::new(program)
        .args(["bench-part", part])
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // It prints one line, which fits into a pipe that is not read yet.
    while process.try_wait().map_err(failed)?.is_none() {
        if interrupt::requested() {
            process.kill().map_err(failed)?;
            process.wait().map_err(failed)?;
            return Err(Failure::new(Reason::Cancelled, STOPPED));
        }
        std::thread::sleep(ASKED_EVERY);
    }
    let output = process.wait_with_output().map_err(failed)?;
    if interrupt::requested() {
        return Err(Failure::new(Reason::Cancelled, STOPPED));
    }
    if !output.status.success() {
        return Err(failed(io::Error::other(output.status.to_string())));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failed(error.into()))
}

fn subfolder(folder: &tempfile::TempDir, name: &str) -> Result<PathBuf, Failure> {
    let path = folder.path().join(name);
    proofroom_provenance::system::files::create_folder(&path).map_err(Failure::error)?;
    Ok(path)
}

/// The value in the middle; of an even number, the mean of the two.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    }
}

fn median_of_some(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let values: Option<Vec<f64>> = values.collect();
    values.map(|values| median(values.into_iter()))
}

/// The tables of large photos: what was measured, and the lines along which cost grows.
fn large_in_words(rows: &[LargeMeasured]) -> String {
    let header = [
        "",
        "photo",
        "signing",
        "opening",
        "keys",
        "proving",
        "writing",
        "cancel",
        "verifying",
        "proof",
        "memory: signing",
        "publishing",
        "verifying",
    ];
    let group = |group| match group {
        LargeGroup::Workflow => "crop, resize to 1600, contrast, white balance",
        LargeGroup::Desk => "crop, resize to 2400, contrast, white balance; JPEG",
        LargeGroup::FixedOutput => "crop to 640x480",
        LargeGroup::FullFrame => "contrast",
    };
    let table_rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                group(row.group).to_owned(),
                format!("{}x{}", row.width, row.height),
                format!("{:.1} s", row.sign_s),
                format!("{:.1} s", row.open_s),
                format!("{:.2} s", row.keys_s),
                format!("{:.1} s", row.prove_s),
                format!("{:.1} s", row.write_s),
                format!("{:.0} ms", row.cancel_ms),
                format!("{:.0} ms", row.verify_s * 1e3),
                format!("{:.1} kB", row.proof_bytes as f64 / 1e3),
                gigabytes(row.sign_peak_mb),
                gigabytes(row.peak_mb),
                gigabytes(row.verify_peak_mb),
            ]
        })
        .collect();
    let line = |of: LargeGroup, words: &str| {
        let points: Vec<(f64, f64)> = rows
            .iter()
            .filter(|row| row.group == of)
            .map(|row| (f64::from(row.width) * f64::from(row.height) / 1e6, row.prove_s))
            .collect();
        let (constant, slope) = nearest_line(&points);
        format!("{words}: about {constant:.1} s and {slope:.2} s for each megapixel of the photo.")
    };
    format!(
        "{}\n\n{}\n{}",
        output::table(&header, &table_rows),
        line(LargeGroup::FixedOutput, "Proving at fixed output"),
        line(LargeGroup::FullFrame, "Proving at full frame"),
    )
}

fn gigabytes(peak: Option<f64>) -> String {
    peak.map_or("unknown".into(), |mb| format!("{:.2} GB", mb / 1e3))
}

/// The table. Each of our figures has ZK-IMG's beside it, also where ZK-IMG's is better.
fn in_words(rows: &[Measured], signed: &Signed) -> String {
    let table_rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let zk_img_prove_s = Row::named(row.row).and_then(|row| row.zk_img_prove_s);
            vec![
                row.row.to_owned(),
                format!("{:.2} s", row.keys_s),
                zk_img::KEYS.to_owned(),
                format!("{:.1} s", row.prove_s),
                zk_img_prove_s.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds:.1} s")),
                format!("{:.1} ms", row.verify_s * 1e3),
                zk_img::VERIFY.to_owned(),
                format!("{:.1} kB", row.proof_bytes as f64 / 1e3),
                zk_img::PROOF.to_owned(),
                gigabytes(row.peak_mb),
                zk_img::PEAK.to_owned(),
            ]
        })
        .collect();
    let header = [
        "1280 × 720",
        "keys",
        "ZK-IMG",
        "proving",
        "ZK-IMG",
        "verifying",
        "ZK-IMG",
        "proof",
        "ZK-IMG",
        "memory",
        "ZK-IMG",
    ];
    let worst = |value: fn(&Measured) -> f64| rows.iter().map(value).fold(0.0, f64::max);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = proofroom_provenance::system::text::counted(threads, "thread");
    let mut notes = vec![
        format!("Here: {threads}, each row in fresh processes. ZK-IMG: as published, 64 threads."),
        format!(
            "ZK-IMG is better at verifying ({} against up to {:.1} ms here) and at proof size ({} against up to {:.1} kB here).",
            zk_img::VERIFY,
            worst(|row| row.verify_s) * 1e3,
            zk_img::PROOF,
            worst(|row| row.proof_bytes as f64) / 1e3,
        ),
        format!(
            "Verifying in a process that stays open: up to {:.0} ms.",
            worst(|row| row.verify_again_s) * 1e3,
        ),
        format!(
            "camera sign: {:.2} s, {}. Opening an original before editing: up to {:.2} s.",
            signed.sign_s,
            gigabytes(signed.peak_mb),
            worst(|row| row.open_s),
        ),
        format!("Cancelling takes up to {:.0} ms.", worst(|row| row.cancel_ms)),
    ];
    notes.extend(rows.iter().filter_map(|row| {
        let reference = row.reference_s?;
        Some(format!(
            "{}: {:.1} times as fast as halo2's own prover, which takes {reference:.1} s.",
            row.row,
            reference / row.prove_s,
        ))
    }));
    format!("{}\n\n{}", output::table(&header, &table_rows), notes.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        for (values, expected) in
            [(vec![3.0], 3.0), (vec![5.0, 1.0, 3.0], 3.0), (vec![4.0, 1.0], 2.5)]
        {
            assert_eq!(median(values.into_iter()), expected);
        }
        assert_eq!(median_of_some([Some(1.0), None].into_iter()), None);
    }
}
