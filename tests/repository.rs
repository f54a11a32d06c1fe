//! The invariants of the repository itself.

#[path = "fixtures/corpus.rs"]
mod corpus;

#[path = "repository/builds.rs"]
mod builds;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use concheck_analyzer::rules::RULES;

/// The analyser's modules; each may import from those before it.
const LAYERS: &[&str] = &[
    "stop", "files", "programs", "text", "config", "sources", "trace", "syntax", "catalog", "facts",
    "finding", "model", "rules", "confirm", "locks", "suppress", "report", "cache", "analysis", "cli",
];

/// The floors of the model, from the ground. A folder that is not listed belongs to the file of its name.
const FLOORS: &str = "
    ids chain walk ty defs place dropped types data declared instance table
    interp/live interp/value interp/environment interp/control interp/created interp/modes interp/provenance
    interp/recorder interp/guards interp/library interp/frame interp/leads interp/decided interp/invocation
    interp/scopes interp/targets interp/notes interp/wakeups interp/places interp/pattern interp/pipes
    interp/checks interp/taken interp/made interp/waiting interp/acquire interp/guard_methods interp/flow
    interp/matching interp/loops
    interp/blocks interp/assign interp/awaits interp/closure interp/python interp/cells interp/atomics
    interp/functions interp/library_method interp/unknown_method interp/call interp/constructors
    interp/library_call interp/path_call interp/annotated interp/macros interp/expr interp/results
    interp/again interp
    moved summary gates nesting obligations objects observed graph context parallel givers takers circles executors callbacks skeleton build memo";

/// The first layer that knows nothing of the parser.
const AFTER_PARSING: &str = "model";

const TOP_LEVEL_FOLDERS: &[&str] = &["analyzer", "docs", "fixtures", "lsp", "macros", "tests"];

#[test]
fn modules_import_only_from_modules_before_them() {
    let src = corpus::repository().join("analyzer/src");
    let modules: Vec<String> = modules(&src);
    for module in &modules {
        assert!(LAYERS.contains(&module.as_str()), "`{module}` has no place among the layers");
    }
    let mut wrong = Vec::new();
    for (layer, module) in LAYERS.iter().enumerate() {
        for file in files_of(&src, module) {
            for (line, name) in imports(&code(&file)) {
                // What the crate root exports again belongs to `analysis`.
                let name = if matches!(name.as_str(), "analyze" | "Request" | "Analysis") {
                    "analysis"
                } else {
                    name.as_str()
                };
                // What is no layer stands in a text: as an import it would not compile.
                if LAYERS.iter().position(|known| *known == name).is_some_and(|other| other > layer) {
                    wrong.push(format!("{}:{line}: `{module}` imports `{name}`", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A rule's fixtures stay few enough to look through: what goes beyond has folders for its topics.
#[test]
fn no_folder_of_fixtures_is_too_long() {
    let mut shapes: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for fixture in corpus::fixtures().iter().filter(|fixture| fixture.mends().is_none()) {
        *shapes.entry(fixture.path.parent().expect("a folder").to_path_buf()).or_default() += 1;
    }
    for (folder, count) in shapes {
        assert!(count <= 30, "{} has {count} shapes: put them into folders by topic", folder.display());
    }
}

#[test]
fn files_of_the_model_import_only_from_floors_below() {
    let folder = corpus::repository().join("analyzer/src/model");
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for file in rust_files(&folder) {
        let path = file.strip_prefix(&folder).expect("below").with_extension("");
        let path = path.to_string_lossy().replace('\\', "/");
        let Some(own) = floor(&path) else { panic!("`{path}` is on no floor of the model") };
        seen.insert(own);
        let text = read(&file);
        let code = code_of(text.split("\n#[cfg(test)]").next().unwrap_or_default());
        let parts: Vec<&str> = path.split('/').collect();
        let mut named: Vec<(usize, String)> = paths(&code, "crate::model::");
        for up in 1..=parts.len() {
            let folder: String = parts[..parts.len() - up].iter().map(|part| format!("{part}/")).collect();
            let names = paths(&code, &"super::".repeat(up)).into_iter().filter(|(_, name)| name != "super");
            named.extend(names.map(|(line, name)| (line, format!("{folder}{name}"))));
        }
        for (line, other) in named {
            // What the façade exports again is taken from where it is.
            if floor(&other).is_none_or(|floor| floor > own) {
                wrong.push(format!("{path}.rs:{line}: `{other}` is on no floor below"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), FLOORS.split_whitespace().count(), "a floor without files");
}

/// The floor of a file of the model, or of an item in it.
fn floor(path: &str) -> Option<usize> {
    let known = FLOORS.split_whitespace().position(|known| known == path);
    known.or_else(|| floor(path.rsplit_once('/')?.0))
}

#[test]
fn files_and_functions_of_the_model_stay_short() {
    let folder = corpus::repository().join("analyzer/src/model");
    for file in rust_files(&folder) {
        let path = file.strip_prefix(&folder).expect("below");
        let (text, path) = (read(&file), path.display());
        let count = text.lines().count();
        assert!(count <= 600, "{path} has {count} lines: split it by topic");
        assert!(
            !text.contains("too_many_arguments"),
            "{path} has a function with more than seven parameters"
        );
        for (line, count) in functions(&text) {
            assert!(count <= 120, "{path}:{line}: a function of {count} lines: split it by topic");
        }
    }
}

/// The functions of a formatted text: the line that each begins in, and how many it has.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = text.lines().collect();
    let first = |(_, line): &(usize, &&str)| {
        if line.ends_with(['}', ';']) {
            return false;
        }
        let before_name = line.split_once("fn ").map(|(before, _)| before.trim_start());
        before_name.is_some_and(|before| {
            before.split_whitespace().all(|word| {
                matches!(word, "const" | "async" | "unsafe" | "extern") || word.starts_with("pub")
            })
        })
    };
    let of = |(index, line): (usize, &&str)| {
        let closes =
            |next: &&str| indentation(next) == indentation(line) && next.trim_start().starts_with('}');
        let end = lines[index..].iter().position(closes)?;
        Some((index + 1, end + 1))
    };
    lines.iter().enumerate().filter(first).filter_map(of).collect()
}

/// Files of one folder import from each other in one direction.
#[test]
fn files_of_a_folder_do_not_import_each_other_in_circles() {
    let src = corpus::repository().join("analyzer/src");
    // Those of the model have floors of their own.
    for layer in LAYERS.iter().filter(|layer| **layer != "model") {
        let graph = siblings(&src, layer);
        for start in graph.keys() {
            let (mut open, mut seen) = (vec![start], BTreeSet::new());
            while let Some(file) = open.pop() {
                for next in graph.get(file).into_iter().flatten() {
                    assert_ne!(next, start, "{layer}/{start}.rs imports itself, by {layer}/{file}.rs");
                    if seen.insert(next) {
                        open.push(next);
                    }
                }
            }
        }
    }
}

/// For each file of a layer's folder, with the folder beside it, the other files of the layer that it names.
fn siblings(src: &Path, layer: &str) -> BTreeMap<String, BTreeSet<String>> {
    let folder = src.join(layer);
    if !folder.is_dir() {
        return BTreeMap::new();
    }
    let names = modules(&folder);
    let of = |name: &String| {
        let mut named = BTreeSet::new();
        for file in files_of(&folder, name) {
            let text = read(&file);
            let depth = file.strip_prefix(&folder).expect("below").components().count();
            let own = code_of(text.split("\n#[cfg(test)]").next().unwrap_or_default());
            let by_layer = paths(&own, &format!("crate::{layer}::"));
            let by_parent = paths(&own, &"super::".repeat(depth));
            named.extend(by_layer.into_iter().chain(by_parent).map(|(_, other)| other));
        }
        named.retain(|other| other != name && names.contains(other));
        (name.clone(), named)
    };
    names.iter().map(of).collect()
}

#[test]
fn nothing_after_the_facts_names_the_parser() {
    let src = corpus::repository().join("analyzer/src");
    let first = LAYERS.iter().position(|layer| *layer == AFTER_PARSING).expect("a layer");
    for module in &LAYERS[first..] {
        for file in files_of(&src, module) {
            for (index, line) in code(&file).lines().enumerate() {
                for parser in ["syn", "proc_macro2", "quote"] {
                    let names_it =
                        words(line).any(|word| word == parser) && line.contains(&format!("{parser}::"));
                    assert!(!names_it, "{}:{}: names `{parser}`", file.display(), index + 1);
                }
            }
        }
    }
}

#[test]
fn the_crate_root_declares_the_layers_in_order() {
    let root = code(&corpus::repository().join("analyzer/src/lib.rs"));
    let declared = |line: &str| Some(line.trim().strip_suffix(';')?.rsplit_once("mod ")?.1.to_string());
    let declared: Vec<String> = root.lines().filter_map(declared).filter(|name| name != "analysis").collect();
    let expected: Vec<&str> = LAYERS.iter().copied().filter(|name| *name != "analysis").collect();
    assert_eq!(declared, expected);
}

#[test]
fn the_top_level_has_no_other_folders() {
    for path in entries(&corpus::repository()) {
        let name = file_name(&path);
        let known = TOP_LEVEL_FOLDERS.contains(&name.as_str()) || name == "target" || name.starts_with('.');
        assert!(!path.is_dir() || known, "`{name}/` is no folder of this repository");
    }
}

#[test]
fn every_source_file_says_what_it_is_for() {
    for folder in ["analyzer", "lsp", "macros", "tests"] {
        for file in rust_files(&corpus::repository().join(folder)) {
            let text = read(&file);
            assert!(text.starts_with("//!"), "{} starts without `//!`", file.display());
        }
    }
}

#[test]
fn there_are_no_mod_rs_files() {
    for file in rust_files(&corpus::repository().join("analyzer")) {
        assert_ne!(file_name(&file), "mod.rs", "{}", file.display());
    }
}

#[test]
fn the_readme_starts_with_two_commands_that_work() {
    let readme = read(&corpus::repository().join("README.md"));
    let commands: Vec<&str> = readme.lines().filter(|line| line.starts_with("cargo ")).take(2).collect();
    let [check, test] = commands[..] else { panic!("the README starts with two commands") };
    let path = check
        .strip_prefix("cargo run --bin concheck -- check ")
        .unwrap_or_else(|| panic!("not the first command: {check}"));
    let fixture = corpus::repository().join(path);
    assert!(fixture.is_file(), "the README checks {path}, which does not exist");
    assert!(read(&fixture).contains("//~"), "the README checks {path}, in which nothing is to be found");
    assert_eq!(test, "cargo test --workspace");

    let ci = read(&corpus::repository().join(".ci/run"));
    for command in [check, test] {
        assert!(ci.lines().any(|line| line.contains(command)), ".ci/run does not run `{command}`");
    }
}

#[test]
fn every_rule_is_documented() {
    let readme = read(&corpus::repository().join("README.md"));
    let mut names = BTreeSet::new();
    for rule in RULES {
        assert!(names.insert(rule.name), "`{}` is in the list twice", rule.name);
        assert!(!rule.summary.is_empty(), "`{}` has no summary", rule.name);
        assert!(rule.docs.contains("```rust"), "the documentation of `{}` shows no code", rule.name);
        assert!(readme.contains(&format!("`{}`", rule.name)), "the README does not name `{}`", rule.name);
        let file = corpus::repository().join(format!("analyzer/src/rules/{}.rs", rule.name));
        assert!(file.is_file(), "`{}` is not in a file of its name", rule.name);
    }
}

#[test]
fn libraries_are_declared_and_not_named() {
    let src = corpus::repository().join("analyzer/src");
    let is_path = |text: &str| {
        text.split_once("::").is_some_and(|(first, _)| {
            !first.is_empty()
                && first.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        }) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':')
    };
    for (name, literals) in literals(&src) {
        for part in literals {
            assert!(!is_path(&part), "{name} names `{part}`: declare what it means");
        }
    }
}

/// What a function or type of a library means is asked of its declaration, of `lang.rs` where Rust itself has words for it, or
/// of `guess.rs` where there is only a name: neither the model nor a rule compares with one.
#[test]
fn functions_of_libraries_are_asked_for_what_they_do() {
    let repository = corpus::repository();
    let declared: BTreeSet<String> = rust_files(&repository.join("analyzer/declarations"))
        .iter()
        .flat_map(|file| declared(&code(file)))
        .collect();
    let mut found = Vec::new();
    for (file, literals) in literals(&repository.join("analyzer/src")) {
        let names: BTreeSet<String> = literals.into_iter().filter(|text| declared.contains(text)).collect();
        if !names.is_empty() {
            found.push(format!("{file}: {}", Vec::from_iter(names).join(" ")));
        }
    }
    assert!(found.is_empty(), "names of libraries in quotes: {}", found.join("\n"));
}

/// The names of the functions and types in a declaration file.
fn declared(code: &str) -> Vec<String> {
    let all: Vec<&str> = words(code).collect();
    let named = |pair: &&[&str]| matches!(pair[0], "fn" | "struct" | "enum" | "trait" | "type");
    all.windows(2).filter(named).map(|pair| pair[1].to_string()).collect()
}

/// What stands between quotes in the model and the rules, by file.
fn literals(src: &Path) -> impl Iterator<Item = (String, Vec<String>)> {
    ["model", "rules"].iter().flat_map(move |module| files_of(src, module)).map(move |path| {
        let text = read(&path);
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        let name = path.strip_prefix(src).expect("a source file").to_string_lossy().replace('\\', "/");
        (name, code.split('"').skip(1).step_by(2).map(str::to_string).collect())
    })
}

#[test]
fn no_document_names_a_missing_file() {
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = read(&corpus::repository().join(name));
        // Every other piece between backquotes is code; links stand between `](` and `)`.
        let code = text.split('`').skip(1).step_by(2).filter(|code| is_path(code));
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for path in code.chain(links.filter(|link| !link.contains("://") && !link.starts_with('#'))) {
            let path = path.split('#').next().unwrap_or_default();
            assert!(corpus::repository().join(path).exists(), "{name} names {path}, which does not exist");
        }
    }
}

/// Every row of the table of concepts names fixtures that exist, with their twins.
#[test]
fn concepts_and_fixtures_agree() {
    let table = read(&corpus::repository().join("docs/concepts.md"));
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 45, "only {} rows", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, _, fixtures] = cells[..] else { panic!("not three cells: {row}") };
        let names: Vec<&str> = fixtures.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no fixture: {row}");
        for name in names {
            let bug = name.strip_suffix("_mended").unwrap_or(name);
            for name in [bug.to_string(), format!("{bug}_mended")] {
                let path = corpus::repository().join("fixtures").join(&name);
                assert!(path.is_dir() || path.with_extension("rs").is_file(), "no fixture `{name}`: {row}");
            }
        }
    }
}

/// The modules at the top of `src`.
fn modules(src: &Path) -> Vec<String> {
    let mut names = BTreeSet::new();
    for path in entries(src) {
        let name = file_name(&path);
        let module = name.strip_suffix(".rs").unwrap_or(&name);
        if !matches!(module, "lib" | "bin") {
            names.insert(module.to_string());
        }
    }
    names.into_iter().collect()
}

/// The files of a module.
fn files_of(src: &Path, module: &str) -> Vec<PathBuf> {
    let mut files = vec![src.join(format!("{module}.rs"))];
    files.retain(|file| file.is_file());
    if src.join(module).is_dir() {
        files.extend(rust_files(&src.join(module)));
    }
    files
}

/// A file's text without line comments; line numbers stay.
fn code(file: &Path) -> String {
    code_of(&read(file))
}

fn code_of(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.split("//").next().unwrap_or_default())).collect()
}

/// The modules that `crate::…` names, with 1-based lines; also those of `use crate::{a, b::{c, d}};`.
fn imports(code: &str) -> Vec<(usize, String)> {
    paths(code, "crate::")
}

/// The names that follow `prefix` in paths, as [`imports`] gives them.
fn paths(code: &str, prefix: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let is_whole =
            !code[..at].ends_with(|c: char| c == '_' || c == '$' || c == ':' || c.is_alphanumeric());
        if !is_whole {
            continue;
        }
        let line = code[..at].lines().count().max(1);
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.extend(words(rest).next().map(|name| (line, name.to_string())));
            continue;
        };
        let mut depth = 1;
        let mut name_is_next = true;
        for piece in group.split_inclusive(['{', '}', ',']) {
            let (text, end) = piece.split_at(piece.len() - 1);
            if depth == 1 && name_is_next {
                found.extend(words(text).next().map(|name| (line, name.to_string())));
            }
            match end {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            name_is_next = end != "{";
            if depth == 0 {
                break;
            }
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c != '_' && !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether code in a document is the path of a file or folder here.
fn is_path(code: &str) -> bool {
    let is_plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte));
    let first = code.split('/').next().unwrap_or_default();
    is_plain && code.contains('/') && TOP_LEVEL_FOLDERS.contains(&first)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in entries(folder) {
        if path.is_dir() && file_name(&path) != "target" {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listing.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder that can be made");
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The tests' own helpers.
mod helpers {
    use super::*;

    #[test]
    fn imports_are_seen_however_they_are_written() {
        let names = |code: &str| imports(code).into_iter().map(|(_, name)| name).collect::<Vec<String>>();
        assert_eq!(
            names("use crate::text::{Span, Pos};\nfn f(x: &crate::model::Model) {}"),
            ["text", "model"]
        );
        assert_eq!(names("use crate::{text::{Span, cli}, model, rules::RULES};"), ["text", "model", "rules"]);
        assert_eq!(names("$crate::text; my_crate::text;"), Vec::<String>::new());
        assert_eq!(imports("\n\nuse crate::cli;")[0].0, 3);
    }

    #[test]
    fn functions_are_measured_by_their_indentation() {
        let text = "fn a() {}\nimpl A {\n    pub(super) fn b(\n        c: u8,\n    ) {\n        let f = 1;\n    }\n}\n";
        assert_eq!(functions(text), [(3, 5)]);
        assert_eq!(functions("// fn a() {\nlet x: fn() = 1;\nfn f();\nfn g() {\n}\n"), [(4, 2)]);
    }

    #[test]
    fn paths_in_documents_are_told_from_other_code() {
        assert!(is_path("fixtures/double_lock") && is_path("analyzer/src/rules.rs"));
        assert!(!is_path("a/b") && !is_path("fixtures/<rule>/x.rs") && !is_path("double_lock"));
    }
}
