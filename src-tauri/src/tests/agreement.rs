//! The same recipe through app and command line: identical pixels, equal verdicts. The command line
//! is the real program, in a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use proofroom_provenance::capture::camera::Camera;
use proofroom_provenance::circuits::{HiddenPlace, Image, OutputFormat, Recipe, Seed, Size};
use proofroom_provenance::editing::preview::PreviewRequest;
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::png::Png;
use proofroom_provenance::publish::PublishError;
use proofroom_provenance::publish::count::{Known, Publications};
use proofroom_provenance::publish::estimate::Speed;
use proofroom_provenance::publish::plan::{Wish, plan};
use proofroom_provenance::publish::renditions::Rendition;
use proofroom_provenance::publish::targets::Targets;
use proofroom_provenance::verify::files::judge_path;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::words::Language;
use serde_json::Value;

use crate::editor::Editor;
use crate::export::{Client, ExportProgress, ExportStage, Order, carry_out};
use crate::placed::Placed;
use crate::verify::answer;

const RECIPE: &str = r#"[
    {"crop":{"x":7,"y":5,"width":80,"height":50}},
    {"resize":{"width":61,"height":43}},
    {"contrast":{"permille":1300}},
    {"white_balance":{"red_permille":950,"green_permille":1000,"blue_permille":1060}},
    {"convolve":{"preset":"sharpen"}},
    {"rotate90":{"turns":1}},
    {"redact":{"x":3,"y":4,"width":9,"height":7}}
]"#;

/// The command line, built if it is not.
fn command_line() -> PathBuf {
    let build = ["build", "--release", "--quiet", "-p", "proofroom", "--bin", "proofroom"];
    let built = Command::new(env!("CARGO"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .args(build)
        .arg("--message-format=json")
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8(built.stdout).expect("text");
    let executable = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message["executable"].as_str()?))
    };
    messages.lines().find_map(executable).expect("cargo names the program that it built")
}

/// A folder in which both work, with an original and the trust list of its camera.
struct Desk {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { folder: tempfile::tempdir().expect("a folder"), program: command_line() };
        let name = DeviceName::new("Test").expect("a name");
        let camera = Camera::create(&desk.path("camera"), name).expect("a camera");
        let size = Size::new(96, 64).expect("a size");
        let byte = |index: usize| (index * index / 7 % 251) as u8;
        let photo = Image::new(size, (0..size.bytes()).map(byte).collect());
        let original = camera.sign(photo, 1_700_000_000, Seed::random());
        original.create_file(&desk.path("original.png")).expect("writes");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn trust(&self) -> Trust {
        Trust::read(&self.path("camera/trust.json")).expect("the camera's list")
    }

    /// What the command line prints; its exit code says yes or no.
    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(&self.program)
            .current_dir(self.folder.path())
            .env("PROOFROOM_CONFIG_DIR", self.path("config"))
            .env("PROOFROOM_STATE_DIR", self.path("state"))
            .args(arguments)
            .output()
            .expect("the command line runs");
        assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }
}

fn pixels(path: &Path) -> Image {
    let file = std::fs::read(path).expect("reads");
    Png::parse(&file).expect("a PNG").decode().expect("pixels")
}

/// What the window is told of a file, as JSON.
fn told_by_app(path: &Path, trust: Trust) -> Value {
    let judged = judge_path(path, None, &Ok(trust), None);
    serde_json::to_value(answer(&judged, None, 0.0, Language::English).0).expect("plain data")
}

/// What `verify --json` prints when this was told: the report with what the Content Credentials are worth.
fn as_json(told: &Value) -> Value {
    let mut report = told["report"].clone();
    report["credentials"] = told["credentials"].clone();
    report
}

#[test]
fn pixels_are_identical_and_verdicts_equal() {
    let desk = Desk::new();
    let original = Original::open_file(&desk.path("original.png")).expect("opens");
    let recipe = Recipe::from_json(RECIPE).expect("a recipe");
    let editor = Editor::new(original);

    let request = PreviewRequest {
        edits: recipe.edits().to_vec(),
        places: Vec::new(),
        max_width: 0,
        max_height: 0,
        region: None,
        quick: false,
    };
    let seen = editor.view(&request, editor.announce()).expect("a preview").shown;

    let edits = recipe.into();
    let (whole, picture) = (Rendition::unnamed(None, OutputFormat::Pixels), desk.path("app.png"));
    let order = Order {
        edits: &edits,
        bound: Some("nonce"),
        credentials: None,
        captions: None,
        pictures: &[(&whole, Targets::picture(&picture))],
    };
    let progress = Mutex::new(Vec::<ExportProgress>::new());
    let (receipt, _) = carry_out(
        &editor.original,
        &order,
        &Publications::in_folder(&desk.path("state")),
        &desk.trust(),
        Speed::TYPICAL,
        Client {
            cancelled: &AtomicBool::new(false),
            tell: &|now| progress.lock().expect("no panic").push(now),
            written: &|_, _| {},
        },
    );
    let receipt = receipt.expect("exports").remove(0);
    assert_eq!(receipt.publications, 1);
    let wish = Wish {
        recipe: order.edits.as_recipe(),
        long_edge: None,
        format: OutputFormat::Pixels,
        bound: order.bound,
        pictures: 1,
        language: Language::English,
    };
    let speed = Speed::TYPICAL;
    let plan =
        plan(&editor.original, wish, &Known::of(0), &desk.trust(), speed, None).expect("plans");
    let planned = plan.proof_bytes as f64 / receipt.proof_bytes as f64;
    assert!((0.95..1.05).contains(&planned), "{planned} of the bytes were planned");
    let progress = progress.into_inner().expect("no panic");
    let stages = [ExportStage::Committing, ExportStage::Proving, ExportStage::Verifying];
    for stage in stages {
        assert!(progress.iter().any(|told| told.stage == stage), "{stage:?} was not told");
    }
    assert!(
        progress.iter().all(|told| (0.0..=1.0).contains(&told.done) && told.step <= told.steps)
    );

    std::fs::write(desk.path("recipe.json"), RECIPE).expect("writes");
    let trust = ["--trust", "camera/trust.json"];
    let edit =
        ["edit", "original.png", "--edits", "recipe.json", "--bind", "nonce", "--out", "line.png"];
    desk.run(&[&edit[..], &trust].concat());

    assert_eq!(pixels(&desk.path("app.png")), seen, "the picture is not what was seen");
    assert_eq!(pixels(&desk.path("line.png")), seen, "app and command line differ");
    let mut reports = Vec::new();
    for name in ["app.png", "line.png"] {
        let line = desk.run(&[&["verify", name, "--json"][..], &trust].concat());
        let line: Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(line["verdict"], "verified");
        assert_eq!(as_json(&told_by_app(&desk.path(name), desk.trust())), line, "{name}");
        reports.push(line);
    }
    assert_eq!(reports[0], reports[1], "what is proved of the two pictures differs");
}

/// What is seen is what is published, and the verdict says how large the crop is, not where it was taken.
#[test]
fn a_hidden_crop_is_published_as_it_is_seen() {
    let desk = Desk::new();
    let original = Original::open_file(&desk.path("original.png")).expect("opens");
    let recipe = r#"[{"contrast":{"permille":1300}},{"crop_hidden":{"width":30,"height":20}},
        {"flip":{"axis":"horizontal"}}]"#;
    let recipe = Recipe::from_json(recipe).expect("a recipe");
    let editor = Editor::new(original);
    let places = || vec![HiddenPlace::new(41, 13)];
    let request = |edits: &Recipe, places| PreviewRequest {
        edits: edits.edits().to_vec(),
        places,
        max_width: 0,
        max_height: 0,
        region: None,
        quick: false,
    };
    let view = |request: &PreviewRequest| {
        editor.view(request, editor.announce()).expect("a preview").shown
    };
    let seen = view(&request(&recipe, places()));
    let visible = r#"[{"contrast":{"permille":1300}},{"crop":{"x":41,"y":13,"width":30,"height":20}},
        {"flip":{"axis":"horizontal"}}]"#;
    let visible = Recipe::from_json(visible).expect("a recipe");
    assert_eq!(seen, view(&request(&visible, Vec::new())));

    let edits = Placed { recipe: recipe.clone(), places: places() };
    let (whole, picture) = (Rendition::unnamed(None, OutputFormat::Pixels), desk.path("app.png"));
    let order = Order {
        edits: &edits,
        bound: None,
        credentials: None,
        captions: None,
        pictures: &[(&whole, Targets::picture(&picture))],
    };
    let (receipt, _) = carry_out(
        &editor.original,
        &order,
        &Publications::in_folder(&desk.path("state")),
        &desk.trust(),
        Speed::TYPICAL,
        Client { cancelled: &AtomicBool::new(false), tell: &|_| (), written: &|_, _| {} },
    );
    assert_eq!(receipt.expect("exports")[0].report.edits, Some(recipe));
    assert_eq!(pixels(&desk.path("app.png")), seen, "the picture is not what was seen");
    let told = told_by_app(&desk.path("app.png"), desk.trust());
    assert_eq!(told["report"]["verdict"], "verified");
    let crop = &told["account"]["crop"];
    assert_eq!([&crop["width"], &crop["height"]], [30, 20]);
    assert!(crop["x"].is_null() && crop["y"].is_null(), "{crop}");
}

#[test]
fn a_stopped_export_writes_nothing() {
    let desk = Desk::new();
    let original = Original::open_file(&desk.path("original.png")).expect("opens");
    let recipe = Recipe::from_json(RECIPE).expect("a recipe");
    let publications = Publications::in_folder(&desk.path("state"));
    let edits = recipe.into();
    let (whole, picture) = (Rendition::unnamed(None, OutputFormat::Pixels), desk.path("app.png"));
    let order = Order {
        edits: &edits,
        bound: None,
        credentials: None,
        captions: None,
        pictures: &[(&whole, Targets::picture(&picture))],
    };
    // As soon as it begins, and when nothing is left but the check of what was made.
    for stage in [ExportStage::Committing, ExportStage::Verifying] {
        let cancelled = AtomicBool::new(false);
        let stop = |told: ExportProgress| {
            if told.stage == stage {
                cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
            }
        };
        let (stopped, _) = carry_out(
            &original,
            &order,
            &publications,
            &desk.trust(),
            Speed::TYPICAL,
            Client { cancelled: &cancelled, tell: &stop, written: &|_, _| {} },
        );
        let error = stopped.expect_err("it was stopped").error;
        assert!(matches!(error, PublishError::Cancelled(_)));
        assert!(!picture.exists());
    }
    assert_eq!(publications.count(&original.hidden.hash()).expect("reads"), 0);
    let names = |folder: &Path| {
        let entries = std::fs::read_dir(folder).expect("lists");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    // That counts can be kept was tried before the work.
    assert_eq!(names(desk.folder.path()), ["camera", "original.png", "state"]);
    assert_eq!(names(&desk.path("state")), ["openings"]);
    assert_eq!(names(&desk.path("state/openings")), ["lock"]);
}

#[test]
fn samples_get_one_verdict() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let trust = samples.join("trust.json");
    let program = command_line();
    let mut judged = 0;
    for folder in [samples.clone(), samples.join("tampered")] {
        for entry in std::fs::read_dir(folder).expect("lists") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "png") {
                continue;
            }
            let line = Command::new(&program)
                .args(["verify", "--json", "--trust"])
                .args([&trust, &path])
                .output()
                .expect("the command line runs");
            let line: Value = serde_json::from_slice(&line.stdout).expect("JSON");
            let told = told_by_app(&path, Trust::read(&trust).expect("the samples' list"));
            assert_eq!(as_json(&told), line, "{}", path.display());
            // Of every sample that was published, and of no other, it can be said where it lies.
            let has_place = !told["account"]["crop"].is_null();
            assert_eq!(has_place, !line["published"].is_null(), "{}", path.display());
            judged += 1;
        }
    }
    assert!(judged >= 15, "only {judged} samples were found");
}
