//! The program as its users meet it: what they type, and all that it prints. Each file `*.md` beside this
//! one is such a session, and a test; `README.md` says how to read and write them.
//!
//! The commands are run by `sh`, so that a session can do to files what a user can. Where that is not
//! enough, it calls `picture` (`picture.rs`), which makes photos and tampers with pictures.

#[path = "../common/mod.rs"]
mod common;
mod picture;
mod session;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::OnceLock;

use libtest_mimic::{Arguments, Failed, Trial};
use regex::Regex;
use session::{Outcome, Session};
use snapbox::filter::NormalizeToExpected;
use snapbox::{Assert, Data, IntoData, Redactions};

/// The session that makes the files with which every other session begins.
const STUDIO: &str = "studio";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("picture") {
        return picture::main(&arguments.collect::<Vec<_>>());
    }
    let trials = sessions().into_iter().map(|name| {
        let test = name.clone();
        Trial::test(name, move || match &*test {
            STUDIO => studio().map(drop),
            name => studio().and_then(|studio| run(name, Some(studio)).map(drop)),
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The names of all sessions, in order.
fn sessions() -> Vec<String> {
    let files = here().read_dir().expect("lists").map(|entry| entry.expect("lists").path());
    let sessions = files.filter(|path| path.extension().is_some_and(|kind| kind == "md"));
    let names = sessions.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.filter(|name| name != "README").collect();
    names.sort();
    names
}

/// The folder that [`STUDIO`] leaves.
fn studio() -> Result<&'static Path, Failed> {
    static STUDIO_FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let made = STUDIO_FOLDER.get_or_init(|| {
        run(STUDIO, None).map_err(|failed| failed.message().unwrap_or_default().to_owned())
    });
    made.as_deref().map_err(|message| format!("the session {STUDIO} fails: {message}").into())
}

/// Runs a session in a folder of its own, a copy of `start`, and compares what it prints. Gives the folder.
fn run(name: &str, start: Option<&Path>) -> Result<PathBuf, Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases").join(name);
    empty(&folder, start)?;
    let file = here().join(name).with_extension("md");
    let text = std::fs::read_to_string(&file)?;
    let session = Session::parse(&text)?;
    let placeholders = placeholders(&folder);
    let printed = session.play(|command, expected| {
        let printed = shell(&folder, command);
        Outcome {
            out: like(&printed.out, &expected.out, &placeholders),
            err: like(&printed.err, &expected.err, &placeholders),
            code: printed.code,
        }
    });
    Assert::new()
        .action_env(snapbox::assert::DEFAULT_ACTION_ENV)
        .try_eq(Some(&name), printed.into_data(), Data::read_from(&file, None).raw())
        .map_err(|difference| difference.to_string())?;
    Ok(folder)
}

/// Makes the folder anew, empty or as a copy of another one with its permissions.
fn empty(folder: &Path, start: Option<&Path>) -> Result<(), Failed> {
    // What an interrupted run made read-only can be removed all the same.
    let _ = Command::new("chmod").args(["-R", "u+rwx"]).arg(folder).output();
    let _ = std::fs::remove_dir_all(folder);
    match start {
        None => std::fs::create_dir_all(folder)?,
        Some(start) => {
            let copied = Command::new("cp").arg("-Rp").arg(start).arg(folder).status()?;
            assert!(copied.success(), "copies {}", start.display());
        }
    }
    Ok(())
}

/// What differs from run to run, and what stands for it in a session.
fn placeholders(folder: &Path) -> Redactions {
    let mut placeholders = Redactions::new();
    let pattern = |pattern| Regex::new(pattern).expect("a pattern");
    // Not the times of photos by their EXIF, which are the same in every run.
    let now = pattern(concat!(
        r"(?<redacted>20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d+(er|\.)?( de)? \p{L}+( de)? 20\d\d,?( at| um| à)? \d\d:\d\d)",
        r#"(","clock":"program"|( Uhr)? UTC, (by the clock|nach der Uhr|d’après l’horloge|según el reloj))"#
    ));
    placeholders.insert("[FOLDER]", folder.to_owned()).expect("a placeholder");
    placeholders.insert("[HEX]", pattern("[0-9a-f]{64}")).expect("a placeholder");
    placeholders.insert("[NOW]", now).expect("a placeholder");
    placeholders
}

/// What was printed, in the words of what is expected wherever its placeholders and `...` allow it.
fn like(printed: &str, expected: &str, placeholders: &Redactions) -> String {
    NormalizeToExpected::new()
        .redact_with(placeholders)
        .normalize(Data::text(printed), &Data::text(expected))
        .to_string()
}

/// Runs a command as a user with an own home, and all of the program's folders, in `folder`.
fn shell(folder: &Path, command: &str) -> Outcome {
    let program = Path::new(env!("CARGO_BIN_EXE_proofroom"));
    let own = std::env::current_exe().expect("this program");
    let path = std::env::var("PATH").unwrap_or_default();
    let beside = program.parent().expect("a folder").display();
    let output = Command::new("sh")
        .args(["-c", &format!("umask 022; picture() {{ \"$TESTS\" picture \"$@\"; }}; {command}")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", format!("{beside}:{path}"))
        .env("TESTS", own)
        .env("CREDENTIALS", here().join("../../c2pa/tests/samples"))
        .env("RULES", here().join("../../samples/rules"))
        .env("HOME", folder)
        .env("LC_ALL", "C")
        .env("PROOFROOM_STATE_DIR", folder.join("state"))
        .env("PROOFROOM_CONFIG_DIR", folder.join("config"))
        .stdin(Stdio::null())
        .output()
        .expect("runs");
    Outcome {
        out: visible(&output.stdout),
        err: visible(&output.stderr),
        code: output.status.code(),
    }
}

/// The text with every control character but the end of a line spelled out, in a way that is not the program's.
fn visible(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let spelled = |c: char| match c {
        '\n' => c.to_string(),
        c if c.is_control() => format!("<U+{:02X}>", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(spelled).collect()
}
