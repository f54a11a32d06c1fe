//! What the documents show as output is, byte for byte, what is printed.
//!
//! A block of the language `console` begins with `$ concheck …`; the rest of the block is what that prints, run at the
//! root of the repository. With `CONCHECK_UPDATE_DOCS=1` the test writes the blocks anew.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::concheck;

/// Documents with output in them.
const DOCUMENTS: [&str; 3] = ["README.md", "docs/checked-locks.md", "docs/understanding.md"];

#[test]
fn samples_of_output_are_what_is_printed() {
    let mut samples = 0;
    for document in DOCUMENTS {
        let path = repository().join(document);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
        let mut current = String::new();
        let mut rest = text.as_str();
        while let Some((before, block)) = rest.split_once("```console\n") {
            let (block, after) = block.split_once("```").expect("the block ends");
            let command = block.lines().next().unwrap_or_default();
            current += &format!("{before}```console\n{command}\n{}```", printed(document, command));
            rest = after;
            samples += 1;
        }
        current += rest;
        if std::env::var_os("CONCHECK_UPDATE_DOCS").is_some() {
            fs::write(&path, &current).expect("written");
        } else {
            assert_eq!(text, current, "{document}: run this test with CONCHECK_UPDATE_DOCS=1");
        }
    }
    assert!(samples >= 3, "only {samples} samples");
}

/// Findings are not quoted in other blocks, where nothing would keep them current.
#[test]
fn findings_are_quoted_only_where_they_are_kept_current() {
    let mut documents: Vec<PathBuf> =
        vec![repository().join("README.md"), repository().join("ARCHITECTURE.md")];
    let docs = fs::read_dir(repository().join("docs")).expect("documents");
    documents.extend(docs.map(|entry| entry.expect("an entry").path()));
    for document in documents.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(document).expect("a document");
        for block in text.split("```").skip(1).step_by(2) {
            let quotes = block.contains("= help: ") || block.contains("\n   ┌─ ");
            assert!(!quotes || block.starts_with("console\n"), "{}: {block}", document.display());
        }
    }
}

/// What a command prints, both streams one after the other as on a terminal.
fn printed(document: &str, command: &str) -> String {
    let args =
        command.strip_prefix("$ concheck ").unwrap_or_else(|| panic!("{document}: not a sample: {command}"));
    let args: Vec<&str> = args.split_whitespace().collect();
    let run = concheck(&repository(), &args);
    assert_ne!(run.code, Some(2), "{document}: {run:?}");
    format!("{}{}", run.stdout, run.stderr)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}
