//! `page`: the page with which readers check pictures in a browser.

use std::path::{Path, PathBuf};

use proofroom_provenance::rules::Rules;
use proofroom_provenance::system::files::{self, Access};
use proofroom_provenance::system::text;
use proofroom_provenance::verify::trust::Trust;

use crate::advice::advice;
use crate::outcome::{Exit, Failure, Outcome};
use crate::{output, rules};

/// The page as `ui/` builds it; empty if it was not built before the program.
static PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/verify.html"));

/// Where the page has its trust list. By this it is also known for one of ours.
const TRUST: &str = r#"<script type="application/json" id="trust">"#;

/// Where it has house rules.
const RULES: &str = r#"<script type="application/json" id="rules">"#;

/// The largest file that is looked into for being such a page.
const MAX_BYTES: u64 = 64 << 20;

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  proofroom page --out verify.html
  proofroom page --trust trust.json --out verify.html
  proofroom page --trust trust.json --rules rules.json --out verify.html

The page is one file that needs no server and no network. Send it to readers, or put it on a website. With --trust, it \
trusts the makers and notaries of that list from the start, and with --rules it judges edits by those house rules: whoever \
gets the page from you then relies on your choice.")]
pub struct Args {
    /// The page to write. It replaces an earlier one, and no other file.
    #[arg(long, value_name = "VERIFY.html")]
    out: PathBuf,
    /// A trust list that the page is to have inside.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// House rules that the page is to have inside, by which it judges beside the verdict.
    #[arg(long, value_name = "RULES.json")]
    rules: Option<PathBuf>,
    /// Also replace another file.
    #[arg(long)]
    force: bool,
}

/// Writes the page.
pub fn run(args: Args) -> Outcome {
    if PAGE.is_empty() {
        return Err(Failure::error(
            "this program was built without the page; in Proofroom's folder, build the page with `./run --page` and \
             then the program again",
        ));
    }
    let trust = args
        .trust
        .as_deref()
        .map(Trust::read)
        .transpose()
        .map_err(|error| Failure::error(format!("{error}{}", advice(&error))))?;
    let rules = args.rules.as_deref().map(rules_in).transpose()?;
    let mut page = PAGE.to_owned();
    let no_place = || Failure::error("the page has no place for a trust list and house rules");
    if let Some(trust) = &trust {
        let json = serde_json::to_string(trust).expect("plain data");
        page = with(&page, TRUST, &json).ok_or_else(no_place)?;
    }
    if let Some((_, json)) = &rules {
        page = with(&page, RULES, json).ok_or_else(no_place)?;
    }
    if !args.force && files::is_there(&args.out).map_err(Failure::error)? && !is_page(&args.out) {
        return Err(Failure::error(format!(
            "{} is another file; choose another name, or replace it with --force",
            text::path(&args.out)
        )));
    }
    files::replace(&args.out, page.as_bytes(), Access::Public).map_err(Failure::error)?;
    let judges = rules
        .map(|(rules, _)| format!(" It judges by the rules of {}.", text::quoted(rules.name())));
    output::print(&format!(
        "Wrote the page {}. It trusts {}.{}",
        text::path(&args.out),
        trust.as_ref().and_then(counted).unwrap_or_else(|| {
            "no maker and no notary yet: whoever opens it chooses a trust list".into()
        }),
        judges.unwrap_or_default()
    ))?;
    Ok(Exit::Done)
}

/// How many makers and notaries a list names, such as "1 maker and 2 notaries". None if it names nobody.
fn counted(trust: &Trust) -> Option<String> {
    let notaries = match trust.notaries().len() {
        1 => "1 notary".into(),
        count => format!("{count} notaries"),
    };
    match (trust.makers().len(), trust.notaries().len()) {
        (0, 0) => None,
        (makers, 0) => Some(text::counted(makers, "maker")),
        (0, _) => Some(notaries),
        (makers, _) => Some(format!("{} and {notaries}", text::counted(makers, "maker"))),
    }
}

/// Whether the file is such a page, with any trust list.
fn is_page(path: &Path) -> bool {
    files::read_text(path, MAX_BYTES).is_ok_and(|text| text.contains(TRUST))
}

/// House rules, and their file as it stands.
fn rules_in(path: &Path) -> Result<(Rules, String), Failure> {
    let rules = rules::read(path)?;
    let json = files::read_text(path, Rules::MAX_BYTES).map_err(Failure::error)?;
    Ok((rules, json))
}

/// The page with JSON inside one of its blocks, if it has that block. Nothing in the JSON can end the block.
fn with(page: &str, block: &str, json: &str) -> Option<String> {
    let (before, after) = page.split_once(block)?;
    let json = json.replace('<', "\\u003c");
    Some(format!("{before}{block}{json}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_cannot_end_its_block() {
        let key = "3f".repeat(32);
        let list = r#"{"version":1,"revoked":[{"key":"KEY","since":"2026-01-01","reason":"</script><script>1"}]}"#;
        let trust = Trust::from_json(&list.replace("KEY", &key)).expect("a trust list");
        let json = serde_json::to_string(&trust).expect("plain data");
        let page = with(&format!("<p>{TRUST}</script><b>"), TRUST, &json).expect("a page");
        assert_eq!(page.matches("</script>").count(), 1, "{page}");
        let inside = page.split_once(TRUST).and_then(|(_, rest)| rest.split_once("</script>"));
        let read = Trust::from_json(inside.expect("a block").0);
        assert_eq!(read.expect("the list"), trust);
    }
}
