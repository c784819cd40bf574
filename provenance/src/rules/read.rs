//! Reading a rules file. Every permission must be written down: nothing has a default but how often an edit may occur,
//! which is once. Whoever wants no bound writes `"any"`.

use std::collections::BTreeMap;

use proofroom_circuits::edits::{EditError, EditKind, Parameter};
use proofroom_circuits::{Edit, Recipe, Size};

use crate::format::picture::PictureFormat;
use crate::rules::json::{MOST_OF_A_NAME, Node};
use crate::rules::measures::{Form, Measure};
use crate::rules::ranges::{Range, numbers};
use crate::rules::{EditRule, FileRules, Rules, RulesError};
use crate::system::text;

/// A size, to check parameters that are the same for all.
const ANY_SIZE: Size = match Size::new(1, 1) {
    Ok(size) => size,
    Err(_) => unreachable!(),
};

/// What stands where there is no bound.
const ANY: &str = "any";

/// The most forms of an edit that can be listed: a sentence has them all.
const MOST_FORMS: usize = 16;

/// The sections of the file.
const SECTIONS: [&str; 6] = ["version", "name", "edits", "frame", "combined", "file"];

/// The file's members about who signed and how the picture is stored, which are true or false.
const PERMISSIONS: [&str; 5] =
    ["unknown_makers", "simulated_cameras", "notaries", "ycbcr", "black_and_white"];

/// The formats of published pictures, by the names that the file has for them.
const FORMATS: [(&str, PictureFormat); 2] =
    [("png", PictureFormat::Png), ("jpeg", PictureFormat::Jpeg)];

impl Rules {
    /// Reads the JSON.
    ///
    /// # Errors
    /// [`RulesError`], naming the place and what is allowed there.
    pub fn from_json(json: &str) -> Result<Self, RulesError> {
        if json.len() as u64 > Self::MAX_BYTES {
            return Err(RulesError::TooLong);
        }
        let root: Node = serde_json::from_str(json)?;
        let root = Place::of("the file", &root);
        let version = root.object()?.iter().find(|(name, _)| name == "version");
        match version.map(|(_, version)| version) {
            Some(Node::Number(Self::VERSION)) => {}
            Some(Node::Number(version)) => return Err(RulesError::Version(*version)),
            _ => {
                return Err(root.wrong(format!(
                    "there must be a member “version” whose value is {}",
                    Self::VERSION
                )));
            }
        }
        let root = root.with_members(&SECTIONS)?;
        Ok(Rules {
            name: name(&root.member("name", "whose rules these are")?)?,
            edits: edits(&root.member("edits", "an object with the edits that are allowed")?)?,
            measures: measures(&root)?,
            file: file(&root.member("file", "an object with what is asked of the file")?)?,
        })
    }
}

/// A name that the file has, as messages quote it: no more than its beginning, however long it is.
fn quoted(name: &str) -> String {
    text::quoted(&name.chars().take(MOST_OF_A_NAME).collect::<String>())
}

/// A value, and where it stands.
#[derive(Clone)]
struct Place<'a> {
    path: String,
    node: &'a Node,
}

impl<'a> Place<'a> {
    fn of(path: impl Into<String>, node: &'a Node) -> Self {
        Place { path: path.into(), node }
    }

    fn wrong(&self, what: impl Into<String>) -> RulesError {
        RulesError::At { place: self.path.clone(), what: what.into() }
    }

    /// That something else than this was found.
    fn not(&self, wanted: &str) -> RulesError {
        let found = text::message(&self.node.to_string());
        self.wrong(format!("this must be {wanted}, and not {found}"))
    }

    fn object(&self) -> Result<&'a [(String, Node)], RulesError> {
        match self.node {
            Node::Object(members) => Ok(members),
            _ => Err(self.not("an object, in braces")),
        }
    }

    /// The place, which is an object and has no members but those that are `known`.
    fn with_members(self, known: &[&str]) -> Result<Self, RulesError> {
        let unknown = self.object()?.iter().find(|(name, _)| !known.contains(&name.as_str()));
        match unknown {
            None => Ok(self),
            Some((name, _)) => Err(self.wrong(format!(
                "{} means nothing here; {}",
                quoted(name),
                match known {
                    [] => "there is nothing to say here".to_owned(),
                    known => format!("there can be {}", text::listed(known)),
                }
            ))),
        }
    }

    /// A member that must be there, and what it says.
    fn member(&self, name: &str, what: &str) -> Result<Place<'a>, RulesError> {
        self.optional(name)?.ok_or_else(|| self.wrong(format!("“{name}” is missing: write {what}")))
    }

    fn optional(&self, name: &str) -> Result<Option<Place<'a>>, RulesError> {
        let member = self.object()?.iter().find(|(found, _)| found == name);
        let path = match self.path.as_str() {
            "the file" => name.to_owned(),
            path => format!("{path}.{name}"),
        };
        Ok(member.map(|(_, node)| Place { path, node }))
    }

    fn list(&self, wanted: &str) -> Result<impl Iterator<Item = Place<'a>>, RulesError> {
        let Node::List(nodes) = self.node else { return Err(self.not(wanted)) };
        let path = self.path.clone();
        let numbered = move |(number, node)| Place { path: format!("{path}[{number}]"), node };
        Ok((1..).zip(nodes).map(numbered))
    }

    fn boolean(&self) -> Result<bool, RulesError> {
        match self.node {
            Node::Bool(value) => Ok(*value),
            _ => Err(self.not("true or false")),
        }
    }

    fn is_any(&self) -> bool {
        matches!(self.node, Node::Text(text) if text == ANY)
    }

    /// A range within `limits`.
    fn range(&self, limits: Range) -> Result<Range, RulesError> {
        let Range { least, most } = limits;
        let wanted = format!("a range such as [{least}, {most}], or \"{ANY}\"");
        let Node::List(ends) = self.node else { return Err(self.not(&wanted)) };
        let [Node::Number(from), Node::Number(to)] = ends[..] else {
            return Err(self.not(&wanted));
        };
        if from > to {
            return Err(self.wrong(format!(
                "nothing is within {from} to {to}: write the smaller number first"
            )));
        }
        for end in [from, to] {
            if !limits.contains(end) {
                return Err(
                    self.wrong(format!("{end} is not possible: the values are {least} to {most}"))
                );
            }
        }
        Ok(Range { least: from, most: to })
    }
}

fn name(place: &Place<'_>) -> Result<String, RulesError> {
    match place.node {
        Node::Text(name) if text::is_name(name) && name.len() <= Rules::MAX_NAME => Ok(name.clone()),
        _ => Err(place.not(&format!(
            "a name of 1 to {} bytes of text that can be seen, without quotation marks, control characters, or white \
             space at its ends",
            Rules::MAX_NAME
        ))),
    }
}

fn edits(place: &Place<'_>) -> Result<BTreeMap<&'static str, EditRule>, RulesError> {
    let mut rules = BTreeMap::new();
    for (word, node) in place.object()? {
        let Some(kind) = Edit::KINDS.iter().find(|kind| kind.word == word) else {
            let words: Vec<_> = Edit::KINDS.iter().map(|kind| kind.word).collect();
            let edits = text::listed(&words);
            return Err(
                place.wrong(format!("there is no edit {}; the edits are {edits}", quoted(word)))
            );
        };
        let place = Place { path: format!("{}.{word}", place.path), node };
        rules.insert(kind.word, edit(kind, &place)?);
    }
    Ok(rules)
}

/// The names of an edit's parameters that are whole numbers, with their limits, and of those that are many numbers.
fn parameters(kind: &EditKind) -> (BTreeMap<String, Range>, Vec<&'static str>) {
    const PIXELS: Range = Range { least: 0, most: u32::MAX as i64 };
    let examples = kind.examples();
    let mut numbers: BTreeMap<String, Range> =
        examples.iter().flat_map(numbers).map(|(name, _)| (name, PIXELS)).collect();
    let mut many = Vec::new();
    for Parameter { name, min, max, .. } in kind.parameters {
        match numbers.get_mut(*name) {
            Some(range) => *range = Range { least: *min, most: *max },
            None => many.push(*name),
        }
    }
    (numbers, many)
}

fn edit(kind: &EditKind, place: &Place<'_>) -> Result<EditRule, RulesError> {
    let (numbers, many) = parameters(kind);
    let known: Vec<&str> = numbers
        .keys()
        .map(String::as_str)
        .chain(many.iter().copied())
        .chain(["one_of", "times"])
        .collect();
    let place = place.clone().with_members(&known)?;
    let mut rule = EditRule { times: 1, ranges: BTreeMap::new(), free: Vec::new(), one_of: None };
    if let Some(times) = place.optional("times")? {
        rule.times = match times.node {
            Node::Number(times) if (1..=Recipe::MAX_EDITS as i64).contains(times) => {
                *times as usize
            }
            _ => return Err(times.not(&format!("a whole number from 1 to {}", Recipe::MAX_EDITS))),
        };
    }
    if let Some(forms) = place.optional("one_of")? {
        rule.one_of = Some(one_of(kind, &forms)?);
    }
    for (name, limits) in numbers {
        match place.optional(&name)? {
            Some(value) if value.is_any() => rule.free.push(name),
            Some(value) => drop(rule.ranges.insert(name, value.range(limits)?)),
            None => {}
        }
    }
    for name in &many {
        match place.optional(name)? {
            Some(value) if value.is_any() => rule.free.push((*name).to_owned()),
            Some(value) => {
                return Err(value.not(&format!(
                    "\"{ANY}\"; list the forms that are allowed under “one_of” instead"
                )));
            }
            None => {}
        }
    }
    // Whoever forgets a parameter must not allow all of its values.
    let is_said = |name: &str| {
        rule.one_of.is_some()
            || rule.ranges.contains_key(name)
            || rule.free.iter().any(|free| free == name)
    };
    let forgotten = kind.parameters.iter().find(|parameter| !is_said(parameter.name));
    match forgotten {
        None => Ok(rule),
        Some(Parameter { name, .. }) if many.contains(name) => Err(place.wrong(format!(
            "“{name}” is missing: write \"{ANY}\", or list the forms that are allowed under “one_of”"
        ))),
        Some(Parameter { name, min, max, .. }) => Err(place.wrong(format!(
            "“{name}” is missing: write a range such as [{min}, {max}], or \"{ANY}\""
        ))),
    }
}

/// The forms of an edit that are allowed, each written as in a recipe.
fn one_of(kind: &EditKind, place: &Place<'_>) -> Result<Vec<Edit>, RulesError> {
    let wanted = format!("a list of 1 to {MOST_FORMS} forms of the edit, each as in a recipe");
    let mut forms = Vec::new();
    for form in place.list(&wanted)? {
        let json = serde_json::json!({ kind.word: serde_json::Value::from(form.node) });
        let edit: Edit = serde_json::from_value(json)
            .map_err(|error| form.wrong(text::message(&error.to_string())))?;
        match edit.output_size(ANY_SIZE) {
            // Whether these fit depends on the photo.
            Ok(_)
            | Err(
                EditError::Rectangle { .. }
                | EditError::HiddenPlaceOutside { .. }
                | EditError::Size(_),
            ) => {}
            Err(error) => return Err(form.wrong(error.to_string())),
        }
        forms.push(edit);
    }
    if (1..=MOST_FORMS).contains(&forms.len()) { Ok(forms) } else { Err(place.not(&wanted)) }
}

/// The bounds of `frame` and of `combined`.
fn measures(root: &Place<'_>) -> Result<BTreeMap<Measure, Range>, RulesError> {
    let mut bounds = BTreeMap::new();
    for section in ["frame", "combined"] {
        let measures = || Measure::ALL.into_iter().filter(|measure| measure.section() == section);
        let keys: Vec<_> = measures().map(Measure::key).collect();
        let what = format!("an object with {}", text::listed(&keys));
        let place = root.member(section, &what)?.with_members(&keys)?;
        for measure in measures() {
            let limits @ Range { least, most } = measure.limits();
            let wanted = match measure.form() {
                Form::Range => format!("a range such as [{least}, {most}], or \"{ANY}\""),
                Form::Least | Form::Most => {
                    format!("a whole number from {least} to {most}, or \"{ANY}\"")
                }
            };
            let bound = place.member(measure.key(), &wanted)?;
            if bound.is_any() {
                continue;
            }
            let range = match (measure.form(), bound.node) {
                (Form::Range, _) => bound.range(limits)?,
                (Form::Least, Node::Number(number)) if limits.contains(*number) => {
                    Range { least: *number, ..limits }
                }
                (Form::Most, Node::Number(number)) if limits.contains(*number) => {
                    Range { most: *number, ..limits }
                }
                _ => return Err(bound.not(&wanted)),
            };
            bounds.insert(measure, range);
        }
    }
    Ok(bounds)
}

fn file(place: &Place<'_>) -> Result<FileRules, RulesError> {
    let known: Vec<_> = PERMISSIONS.into_iter().chain(["formats"]).collect();
    let place = place.clone().with_members(&known)?;
    let allowed = |name| place.member(name, "true if they are allowed, or else false")?.boolean();
    let [unknown_makers, simulated_cameras, notaries, ycbcr, black_and_white] =
        PERMISSIONS.map(allowed);
    let words = FORMATS.map(|(word, _)| word);
    let wanted = format!("a list of formats, which are {}", text::listed(&words));
    let list = place.member("formats", &wanted)?;
    let mut formats = Vec::new();
    for format in list.list(&wanted)? {
        let known =
            FORMATS.into_iter().find(|(word, _)| *format.node == Node::Text((*word).into()));
        let (_, known) =
            known.ok_or_else(|| format.not(&format!("one of {}", text::listed(&words))))?;
        if formats.contains(&known) {
            return Err(format.wrong("this format stands twice in the list"));
        }
        formats.push(known);
    }
    if formats.is_empty() {
        return Err(list.wrong(
            "the list is empty, so that nothing could be published; write at least one format",
        ));
    }
    Ok(FileRules {
        unknown_makers: unknown_makers?,
        simulated_cameras: simulated_cameras?,
        notaries: notaries?,
        ycbcr: ycbcr?,
        black_and_white: black_and_white?,
        formats,
    })
}
