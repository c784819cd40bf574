//! Knowledge flows one way: no file imports a file that imports it, and what only one package may know is named
//! by no other. Code that is compiled for tests only may look wherever it wants.

#[path = "common/tree.rs"]
mod tree;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use tree::{files, root};

/// Crates whose files import each other in one direction: the folder of the crate's root, and the root.
const WITHOUT_CIRCLES: &[(&str, &str)] = &[
    ("circuits/src", "lib"),
    ("provenance/src", "lib"),
    ("src", "main"),
    ("src-tauri/src", "main"),
];

/// What a folder may name, and no other.
const NAMED_IN_ONE_PLACE: &[(&str, &[&str])] =
    &[("circuits", &["halo2", "pasta_curves"]), ("src-tauri", &["tauri"])];

/// Packages with much code behind them, and the only ones that may depend on them: whoever only verifies does without.
/// And the library for firmware, which stands at the top: only the tests of the whole use it.
const DEPENDED_ON_BY: &[(&str, &[&str])] = &[
    ("c2pa", &["c2pa/Cargo.toml"]),
    ("x509-parser", &["c2pa/Cargo.toml"]),
    ("proofroom-c2pa", &["Cargo.toml", "src-tauri/Cargo.toml"]),
    ("proofroom-camera", &["Cargo.toml"]),
];

/// Files that check proofs, and what no file that they import may be, however indirectly.
const VERIFIER: &str = "chain::verifier";
const PROVERS: &[&str] = &[
    "chain::prover",
    "step::prover",
    "argument::reference",
    "argument::lookup::prover",
    "argument::inner_product::prover",
    "plonk::prover",
];

/// What proves statements about tensors, whatever their numbers mean; and what knows that they are pictures, of which the
/// former may import nothing.
const KERNEL: &[&str] =
    &["tensor", "curve", "commitment", "plonk", "argument", "statement", "step", "kernel"];
const PICTURES: &[&str] = &["image", "jpeg", "edits", "chain"];

/// A module that has a file, by its path in the crate; the root is the empty path.
type Module = String;

/// The files of a crate that are compiled without tests, and which of them each one names.
#[derive(Default)]
struct Crate {
    imports: BTreeMap<Module, BTreeSet<Module>>,
}

impl Crate {
    /// The crate whose files `read` gives, by their path without the ending.
    fn new(root: &str, read: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut files: BTreeMap<Module, Vec<String>> = BTreeMap::new();
        let mut unread = vec![(Module::new(), root.to_owned())];
        while let Some((module, path)) = unread.pop() {
            let text = read(&path).unwrap_or_else(|| panic!("there is no file {path}.rs"));
            let tokens = tokens(&text);
            let folder = if module.is_empty() { "" } else { &path };
            for child in declared(&tokens) {
                unread.push((join(&module, &child), join_path(folder, &child)));
            }
            files.insert(module, tokens);
        }
        let is_module = |path: &str| files.contains_key(path);
        let imports = files
            .iter()
            .map(|(module, tokens)| (module.clone(), imports(module, tokens, &is_module)))
            .collect();
        Crate { imports }
    }

    fn in_folder(folder: &str, root: &str) -> Self {
        let folder = tree::root().join(folder);
        Crate::new(root, &|path| fs::read_to_string(folder.join(format!("{path}.rs"))).ok())
    }

    /// The same with one module for each folder of the root.
    fn folders(&self) -> Crate {
        let folder = |module: &Module| module.split("::").next().unwrap_or_default().to_owned();
        let mut imports: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
        for (module, named) in &self.imports {
            let named = named.iter().map(folder).filter(|named| *named != folder(module));
            imports.entry(folder(module)).or_default().extend(named);
        }
        Crate { imports }
    }

    /// How a module comes to import one of `goals`: the shortest way, if there is any.
    fn way(&self, from: &str, goals: &dyn Fn(&str) -> bool) -> Option<Vec<Module>> {
        let mut ways = VecDeque::from([vec![from.to_owned()]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = ways.pop_front() {
            for next in &self.imports[&way[way.len() - 1]] {
                let longer = [&way[..], std::slice::from_ref(next)].concat();
                if goals(next) {
                    return Some(longer);
                }
                if seen.insert(next) {
                    ways.push_back(longer);
                }
            }
        }
        None
    }

    /// Each circle once, as the names of its modules.
    fn circles(&self) -> BTreeSet<String> {
        let circle = |module: &Module| {
            let mut circle = self.way(module, &|next| next == module)?;
            circle.pop();
            let first = circle.iter().enumerate().min_by_key(|(_, module)| *module)?.0;
            circle.rotate_left(first);
            circle.push(circle[0].clone());
            let name = |module: Module| if module.is_empty() { "(root)".into() } else { module };
            Some(circle.into_iter().map(name).collect::<Vec<_>>().join(" -> "))
        };
        self.imports.keys().filter_map(circle).collect()
    }
}

fn join(module: &str, child: &str) -> Module {
    if module.is_empty() { child.to_owned() } else { format!("{module}::{child}") }
}

fn join_path(folder: &str, child: &str) -> String {
    if folder.is_empty() { child.to_owned() } else { format!("{folder}/{child}") }
}

/// Words, `::`, and single other characters; without comments, texts, and what is compiled for tests only.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text;
    let after = |rest: &str, end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            after(rest, "\n")
        } else if rest.starts_with("/*") {
            after(rest, "*/")
        } else if let Some(hashes) = raw_text(rest) {
            let start = rest.find('"').unwrap_or_default() + 1;
            start + after(&rest[start..], &format!("\"{}", "#".repeat(hashes)))
        } else if first == '"' {
            text_length(rest)
        } else if first == '\'' {
            character_length(rest)
        } else if is_word(first) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    without_tests(&tokens)
}

/// The number of `#` of a raw text, if one begins here.
fn raw_text(rest: &str) -> Option<usize> {
    let rest = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r')?;
    let text = rest.trim_start_matches('#');
    text.starts_with('"').then_some(rest.len() - text.len())
}

fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == '"' && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

/// A character with its quotes, or the quote of a lifetime.
fn character_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let start = at + escaped.len_utf8();
            start + rest[start..].find('\'').map_or(0, |end| end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// Leaves out each item that follows `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some((first, others)) = rest.split_first() {
        if rest.len() < TEST.len() || rest.iter().zip(TEST).any(|(token, test)| token != test) {
            kept.push(first.clone());
            rest = others;
            continue;
        }
        // The item ends with its block, or with a semicolon or comma outside of any.
        rest = &rest[TEST.len()..];
        let mut depth = 0;
        while let Some((token, others)) = rest.split_first() {
            if depth == 0 && (token == "}" || token == ")") {
                break;
            }
            rest = others;
            match token.as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(token.as_str(), "}" | ";" | ",") {
                break;
            }
        }
    }
    kept
}

/// The names of modules that have files of their own.
fn declared(tokens: &[String]) -> Vec<String> {
    let declarations = tokens.windows(3).filter(|words| words[0] == "mod" && words[2] == ";");
    declarations.map(|words| words[1].clone()).collect()
}

/// A path that a file names, word by word, and the name by which the file calls its end, if it imports it.
struct Named {
    path: Vec<String>,
    alias: Option<String>,
}

/// All paths of a file: `a::b::{c, d::e as f}` gives `a::b::c` and `a::b::d::e`.
fn named(tokens: &[String]) -> Vec<Named> {
    let mut all = Vec::new();
    let mut at = 0;
    let mut importing = false;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "use" => importing = true,
            ";" => importing = false,
            _ if at > 0 && matches!(tokens[at - 1].as_str(), "::" | ".") => {}
            word if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                at = path(tokens, at, &[], importing, &mut all);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    all
}

/// Reads the path, or the tree of paths, that begins `at`, behind `prefix`; gives the place after it.
fn path(
    tokens: &[String],
    mut at: usize,
    prefix: &[String],
    importing: bool,
    all: &mut Vec<Named>,
) -> usize {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let mut path_so_far = prefix.to_vec();
    loop {
        match token(at) {
            "{" => {
                at += 1;
                while at < tokens.len() && token(at) != "}" {
                    at = match token(at) {
                        "," => at + 1,
                        _ => path(tokens, at, &path_so_far, importing, all),
                    };
                }
                return at + 1;
            }
            "self" if !path_so_far.is_empty() => {}
            word => path_so_far.push(word.to_owned()),
        }
        let goes_on = token(at + 1) == "::"
            && (token(at + 2) == "{" || token(at + 2).starts_with(char::is_alphanumeric));
        if !goes_on {
            break;
        }
        at += 2;
    }
    at += 1;
    let mut alias = path_so_far.last().cloned();
    if token(at) == "as" {
        alias = Some(token(at + 1).to_owned());
        at += 2;
    }
    all.push(Named { path: path_so_far, alias: alias.filter(|_| importing) });
    at
}

/// The modules that a module names.
fn imports(module: &str, tokens: &[String], is_module: &dyn Fn(&str) -> bool) -> BTreeSet<Module> {
    let children = declared(tokens);
    let absolute = |path: &[String]| -> Option<Vec<String>> {
        let own: Vec<String> =
            module.split("::").filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" if !rest.is_empty() => Some(rest.to_vec()),
            "self" if !rest.is_empty() => Some([&own, rest].concat()),
            "super" => {
                let ups = path.iter().take_while(|word| *word == "super").count();
                // Alone it says who may see an item, as in `pub(super)`.
                if ups == path.len() {
                    return None;
                }
                let above = own.len().checked_sub(ups)?;
                Some([&own[..above], &path[ups..]].concat())
            }
            // Alone it is the declaration, or a variable.
            name if !rest.is_empty() && children.iter().any(|child| child == name) => {
                Some([&own, path].concat())
            }
            _ => None,
        }
    };
    // The longest part that is a module: what follows is something in it.
    let module_of = |path: &[String]| -> Module {
        let parts = (0..=path.len()).rev().map(|length| path[..length].join("::"));
        parts.into_iter().find(|part| is_module(part)).expect("the root is a module")
    };
    let named = named(tokens);
    let mut found = BTreeSet::new();
    let mut aliases: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Named { path, alias } in &named {
        if let Some(path) = absolute(path) {
            found.insert(module_of(&path));
            if let Some(alias) = alias
                && is_module(&path.join("::"))
            {
                aliases.insert(alias, path);
            }
        }
    }
    for Named { path, alias } in &named {
        if let (None, [first, rest @ ..]) = (alias, &path[..])
            && let Some(known) = aliases.get(first.as_str())
        {
            found.insert(module_of(&[known, rest].concat()));
        }
    }
    found.remove(module);
    found
}

#[test]
fn no_file_imports_one_that_imports_it() {
    for (folder, root) in WITHOUT_CIRCLES {
        let files = Crate::in_folder(folder, root);
        assert!(files.imports.len() > 10, "{folder} has few files");
        assert_eq!(files.circles(), BTreeSet::new(), "circles of files in {folder}");
        assert_eq!(files.folders().circles(), BTreeSet::new(), "circles of folders in {folder}");
    }
}

#[test]
fn the_verifier_imports_nothing_of_the_prover() {
    let circuits = Crate::in_folder("circuits/src", "lib");
    for prover in PROVERS {
        assert!(circuits.imports.contains_key(*prover), "{prover} has moved");
        assert_eq!(circuits.way(VERIFIER, &|module| module == *prover), None);
    }
}

#[test]
fn the_kernel_knows_no_pictures() {
    let folders = Crate::in_folder("circuits/src", "lib").folders();
    for folder in PICTURES {
        assert!(folders.imports.contains_key(*folder), "{folder} has moved");
    }
    for folder in KERNEL {
        let way = folders.way(folder, &|folder| PICTURES.contains(&folder));
        assert_eq!(way, None, "{folder} knows of pictures");
    }
}

#[test]
fn only_one_package_names_the_proof_system_and_one_the_window() {
    for (home, words) in NAMED_IN_ONE_PLACE {
        let names = |word: &String| words.iter().any(|name| word.starts_with(name));
        let (mut at_home, mut elsewhere) = (0, Vec::new());
        let mut count = |path: &Path, named: bool| match path.strip_prefix(root().join(home)) {
            Ok(_) => at_home += usize::from(named),
            Err(_) if named => elsewhere.push(path.display().to_string()),
            Err(_) => {}
        };
        for path in files(root(), ".rs") {
            let text = fs::read_to_string(&path).expect("a file");
            count(&path, tokens(&text).iter().any(names));
        }
        for path in files(root(), "Cargo.toml") {
            let text = fs::read_to_string(&path).expect("a file");
            count(&path, text.lines().map(str::to_owned).any(|line| names(&line)));
        }
        assert_eq!(elsewhere, [""; 0], "only {home} may name {words:?}");
        assert!(at_home > 1, "{home} does not name {words:?}");
    }
}

/// The packages that a `Cargo.toml` depends on.
fn dependencies(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut section = "";
    for line in text.lines() {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
        } else if section.contains("dependencies")
            && let Some((name, _)) = line.split_once('=')
        {
            found.insert(name.trim());
        }
    }
    found
}

#[test]
fn packages_are_used_only_where_they_belong() {
    let manifests: Vec<_> = files(root(), "Cargo.toml")
        .into_iter()
        .map(|path| (fs::read_to_string(&path).expect("a file"), path))
        .collect();
    for (package, only) in DEPENDED_ON_BY {
        let dependent = manifests.iter().filter(|(text, _)| dependencies(text).contains(package));
        let paths: Vec<_> = dependent
            .map(|(_, path)| path.strip_prefix(root()).expect("below").display().to_string())
            .collect();
        assert_eq!(paths, *only, "only {only:?} may depend on {package}");
    }
}

/// A crate made of these files.
fn made_up(files: &[(&str, &str)]) -> Crate {
    Crate::new("lib", &|path| {
        let file = files.iter().find(|(name, _)| *name == path);
        file.map(|(_, text)| text.to_string())
    })
}

/// Circles are found however the import is written, and only where there is one.
#[test]
fn circles_are_found() {
    let check = |files: &[(&str, &str)], circles: &[&str]| {
        let lib = ("lib", "mod a;\nmod b;\n#[cfg(test)]\nmod c;\n");
        let found = made_up(&[&[lib, ("c", "use crate::a;")], files].concat()).circles();
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), circles, "{files:?}");
    };
    let to_b = ("a", "use crate::b::B;\npub struct A;\n");
    let (a, child) = (("a", "mod child;\npub struct A;\n"), "a/child");
    check(&[to_b, ("b", "pub struct B;")], &[]);
    for back in [
        "use crate::a::A;",
        "use super::a::A;",
        "use crate::{a::{A}};",
        "pub(crate) use crate::a::{self, A};",
        "fn b(_: crate::a::A) {}",
        "fn b<'a>(c: char, _: &'a super::a::A) -> bool { c == '\\'' || c == '\"' }",
        "#[cfg(test)] mod tests { }\nuse crate::a::A;",
    ] {
        check(&[to_b, ("b", back)], &["a -> b -> a"]);
    }
    for none in [
        "// use crate::a::A;\n/* crate::a */",
        "const B: &str = \"crate::a\\\"\"; const R: &str = r#\"crate::a\"#;",
        "#[cfg(test)]\nuse crate::a::A;\npub struct B;",
        "#[cfg(test)]\nmod tests { use crate::a::A; fn f() {} }",
        "struct B { #[cfg(test)] a: crate::a::A, b: u8 }",
        "use other::a::A;",
        "use rand::a;",
    ] {
        check(&[to_b, ("b", none)], &[]);
    }
    // A file and the folder beside it; names that are imported and then followed.
    check(&[a, (child, "use super::A;"), ("b", "")], &[]);
    let with_use = ("a", "mod child;\npub use child::Child;\npub struct A;\n");
    check(&[with_use, (child, "use super::A;"), ("b", "")], &["a -> a::child -> a"]);
    let follows = (child, "use crate::b; fn f() { b::inner::f() }");
    let inner = ("b/inner", "use crate::a::child::g;");
    check(&[a, follows, ("b", "pub mod inner;"), inner], &["a::child -> b::inner -> a::child"]);
    // Whatever takes its way over the root.
    check(&[to_b, ("b", "use crate::Anything;")], &[]);
    let lib = ("lib", "mod a; pub use a::A;");
    assert_eq!(
        made_up(&[lib, ("a", "use crate::A;")]).circles(),
        ["(root) -> a -> (root)".to_owned()].into()
    );
}

#[test]
fn circles_of_folders_are_found() {
    let lib = ("lib", "mod a;\nmod b;\n");
    let files = [lib, ("a", "mod one; mod two;"), ("b", "mod one; mod two;")];
    let ones = [("a/one", "use crate::b::one::B;"), ("b/one", "")];
    let twos = [("a/two", ""), ("b/two", "use crate::a::two::A;")];
    let both = made_up(&[&files[..], &ones, &twos].concat());
    assert_eq!(both.circles(), BTreeSet::new());
    assert_eq!(both.folders().circles(), ["a -> b -> a".to_owned()].into());
}

#[test]
fn an_indirect_import_is_found() {
    let lib = ("lib", "mod verifier;\nmod between;\nmod prover;\n");
    let verifier = ("verifier", "use crate::between;");
    let provers = [lib, verifier, ("between", "use crate::prover::prove;"), ("prover", "")];
    let way = made_up(&provers).way("verifier", &|module| module == "prover");
    assert_eq!(way.expect("a way").join(" -> "), "verifier -> between -> prover");
}
