//! What is printed. Whoever reads may stop reading: a closed pipe ends the output, not the program.

use std::io::{self, Write};

use proofroom_provenance::system::text;
use serde::Serialize;

use crate::outcome::Failure;

/// Prints a text of one or more lines. Nothing in it disturbs the terminal.
pub fn print(text: &str) -> Result<(), Failure> {
    print_as_it_is(&text::lines(text))
}

/// Prints one JSON object, which does not disturb the terminal either.
pub fn print_json(object: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string(object).expect("plain data");
    print_as_it_is(&text::json(&json))
}

fn print_as_it_is(text: &str) -> Result<(), Failure> {
    print_bytes(format!("{text}\n").as_bytes())
}

/// Prints bytes as they are.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::error(format!(
            "cannot write the output: {}; free some space, or write it elsewhere",
            text::system(&error)
        ))),
        _ => Ok(()),
    }
}

/// Hands a picture over to whoever reads standard output. Nobody else has it, so that it matters if they stop.
pub fn hand_over(picture: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(picture).and_then(|()| out.flush()).map_err(|error| {
        Failure::error(format!(
            "the picture could not be written to standard output: {}; publish it again",
            text::system(&error)
        ))
    })
}

/// Says on standard error what usually goes to standard output, where that is taken.
pub fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", text::lines(text));
}

/// Tells on standard error what went wrong, on one line in which nothing disturbs the terminal. If nobody can
/// read that either, so be it.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "proofroom: {}", text::line(message));
}

/// Tells on standard error what people should know although the work goes on.
pub fn warn(message: &str) {
    complain(&format!("warning: {message}"));
}

/// Tells on standard error how something was done that could have been done otherwise.
pub fn note(message: &str) {
    complain(&format!("note: {message}"));
}

/// What people should know before long work begins. It is kept until the work does begin: what makes the work
/// impossible is then said alone.
#[derive(Default)]
pub struct Notes(Vec<String>);

impl Notes {
    /// As [`warn`].
    pub fn warn(&mut self, message: &str) {
        self.0.push(format!("warning: {message}"));
    }

    /// How the same can be had with less effort.
    pub fn hint(&mut self, message: &str) {
        self.0.push(format!("hint: {message}"));
    }

    /// As [`note`].
    pub fn note(&mut self, message: &str) {
        self.0.push(format!("note: {message}"));
    }

    /// Tells them, once.
    pub fn tell(&mut self) {
        std::mem::take(&mut self.0).iter().for_each(|note| complain(note));
    }
}

/// Rows with a label each, the labels as wide as the widest.
pub fn labelled(rows: &[(impl AsRef<str>, String)]) -> String {
    let length = |label: &str| label.chars().count();
    let width = rows.iter().map(|(label, _)| length(label.as_ref())).max().unwrap_or(0);
    let lines = rows.iter().map(|(label, text)| {
        let indented = text.replace('\n', &format!("\n{:1$}", "", width + 4));
        format!("  {:width$}  {indented}", label.as_ref())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A numbered list, one item a line.
pub fn numbered(items: &[String]) -> String {
    let lines = (1..).zip(items).map(|(number, item)| format!("{number}. {item}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A list, one item a line.
pub fn bulleted(items: &[String]) -> String {
    let lines = items.iter().map(|item| format!("- {item}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A table; the first column is text, the others are set right.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let count = |text: &str| text.chars().count();
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().map(|row| count(&row[column]));
            cells.chain([count(header[column])]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: Vec<&str>| {
        let set = cells.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let padding = " ".repeat(width - count(cell));
            if column == 0 { format!("{cell}{padding}") } else { format!("{padding}{cell}") }
        });
        set.collect::<Vec<_>>().join("   ").trim_end().to_owned()
    };
    let mut lines = vec![
        line(header.to_vec()),
        widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("   "),
    ];
    lines.extend(rows.iter().map(|row| line(row.iter().map(String::as_str).collect())));
    lines.join("\n")
}
