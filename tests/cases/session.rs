//! A session as a file holds it: prose, and indented below it commands with what they print.

use std::fmt::Write;

/// By how much commands and their output are indented.
const INDENT: &str = "    ";
/// A line on standard error begins with this, and a space if there is more.
const ERROR: &str = "!";

/// What a command prints, and how it ends.
#[derive(Default)]
pub struct Outcome {
    pub out: String,
    pub err: String,
    /// None after a signal.
    pub code: Option<i32>,
}

struct Step<'a> {
    /// The lines as they stand in the file.
    typed: Vec<&'a str>,
    command: String,
    expected: Outcome,
    /// Empty lines behind it, which are no output.
    gap: usize,
}

enum Part<'a> {
    Prose(&'a str),
    Step(Step<'a>),
}

pub struct Session<'a>(Vec<Part<'a>>);

impl<'a> Session<'a> {
    /// Errors: output without a command before it.
    pub fn parse(text: &'a str) -> Result<Self, String> {
        let mut parts = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let session_line = line.strip_prefix(INDENT);
            match (session_line, parts.last_mut()) {
                (Some(typed), _) if typed.starts_with("$ ") => parts.push(Part::Step(Step {
                    typed: vec![line],
                    command: typed["$ ".len()..].to_owned(),
                    expected: Outcome { code: Some(0), ..Outcome::default() },
                    gap: 0,
                })),
                (Some(printed), Some(Part::Step(step))) => step.read(line, printed),
                (Some(_), _) => return Err(format!("line {} follows no command", number + 1)),
                (None, Some(Part::Step(step))) if line.is_empty() => step.gap += 1,
                (None, _) => parts.push(Part::Prose(line)),
            }
        }
        Ok(Session(parts))
    }

    /// Runs every command in turn. Gives the text of the session with what they print now.
    pub fn play(&self, run: impl Fn(&str, &Outcome) -> Outcome) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Prose(line) => text += &format!("{line}\n"),
                Part::Step(step) => {
                    for line in &step.typed {
                        text += &format!("{line}\n");
                    }
                    write_outcome(&mut text, &run(&step.command, &step.expected));
                    text += &"\n".repeat(step.gap);
                }
            }
        }
        text
    }
}

impl<'a> Step<'a> {
    fn read(&mut self, line: &'a str, printed: &str) {
        let untouched = self.expected.out.is_empty() && self.expected.err.is_empty();
        if let Some(more) = printed.strip_prefix("> ").filter(|_| untouched && self.gap == 0) {
            self.typed.push(line);
            self.command += &format!("\n{more}");
        } else if printed == ERROR {
            self.expected.err += "\n";
        } else if let Some(error) = printed.strip_prefix("! ") {
            self.expected.err += &format!("{error}\n");
        } else if let Some(code) = printed.strip_prefix("exit ") {
            self.expected.code = code.parse().ok();
        } else {
            self.expected.out += &"\n".repeat(self.gap);
            self.expected.out += &format!("{printed}\n");
        }
        self.gap = 0;
    }
}

/// Standard output first, then standard error, then the exit code if it is not zero.
fn write_outcome(text: &mut String, Outcome { out, err, code }: &Outcome) {
    for line in out.trim_end_matches('\n').lines() {
        let indent = if line.is_empty() { "" } else { INDENT };
        *text += &format!("{indent}{line}\n");
    }
    for line in err.lines() {
        let space = if line.is_empty() { "" } else { " " };
        *text += &format!("{INDENT}{ERROR}{space}{line}\n");
    }
    match code {
        Some(0) => {}
        Some(code) => writeln!(text, "{INDENT}exit {code}").expect("a string grows"),
        None => *text += &format!("{INDENT}exit by a signal\n"),
    }
}
