//! `concheck files`: what is analysed, file by file.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::flags::LevelFlags;
use crate::cli::global::Global;
use crate::cli::input::{Input, InputArgs};
use crate::cli::progress::Progress;
use crate::cli::session::{self, Session};
use crate::cli::{output, targets};
use crate::report::{json_text, plural};
use crate::sources::TargetKind;
use crate::text::{FileId, clean};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: InputArgs,

    /// Output format of the list
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: FilesFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FilesFormat {
    /// A table, for people
    #[default]
    Text,
    /// One JSON object, for programs
    Json,
}

#[derive(Serialize)]
struct List<'a> {
    schema: u32,
    files: Vec<Row<'a>>,
}

/// A file that is analysed, or that could not be.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    package: &'a str,
    /// A library that the packages depend on.
    dependency: bool,
    target: Option<String>,
    edition: Option<&'static str>,
    lines: usize,
    functions: usize,
    problems: usize,
}

/// Runs `concheck files`.
pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let (text, sentence) = session::in_pool(global.threads, || {
        let progress = Progress::start("analysing", global.quiet);
        let input = args.input.read()?;
        global.tell(&input);
        let look = |model: &crate::model::Model<'_>| {
            let mut counts: BTreeMap<FileId, usize> = BTreeMap::new();
            for function in model.defs.fns.iter().filter(|function| function.item.body.is_some()) {
                *counts.entry(function.file).or_default() += 1;
            }
            counts
        };
        let mut session = Session::look(&input, &LevelFlags::default(), None, None, look)?;
        let functions = std::mem::take(&mut session.seen);
        let report = session.report(&input);
        let mut problems: BTreeMap<&str, usize> = BTreeMap::new();
        for problem in report.problems {
            *problems.entry(&problem.path).or_default() += 1;
        }
        let rows = rows(&input, &functions, &problems);
        progress.end();
        let count = |of: fn(&Row<'_>) -> usize| rows.iter().map(of).sum::<usize>();
        let sentence = format!(
            "{}, {}, {}, {}",
            plural(rows.len(), "file"),
            plural(count(|row| row.lines), "line"),
            plural(count(|row| row.functions), "function"),
            plural(count(|row| row.problems), "problem"),
        );
        let text = match args.format {
            FilesFormat::Text => table(&rows),
            FilesFormat::Json => json_text(&List { schema: 1, files: rows }, true),
        };
        Ok((text, sentence))
    })?;
    output::print(&text)?;
    if args.format == FilesFormat::Text {
        global.note(&sentence);
    }
    Ok(ExitCode::SUCCESS)
}

fn rows<'a>(
    input: &'a Input,
    functions: &BTreeMap<FileId, usize>,
    problems: &BTreeMap<&'a str, usize>,
) -> Vec<Row<'a>> {
    let sources = &input.sources;
    let files = (0..).map(FileId).zip(&sources.files).filter(|(file, _)| input.wants_file(*file));
    let mut rows: Vec<Row<'a>> = files
        .map(|(id, file)| {
            let package = &sources.packages[file.package];
            Row {
                file: &file.path,
                package: &package.name,
                dependency: package.is_dependency,
                target: targets::owner(sources, id).map(|target| match target.kind {
                    TargetKind::Lib => String::from("lib"),
                    TargetKind::BuildScript => String::from("build script"),
                    TargetKind::Bin => format!("bin {}", target.name),
                    TargetKind::Example => format!("example {}", target.name),
                    TargetKind::Test => format!("test {}", target.name),
                    TargetKind::Bench => format!("bench {}", target.name),
                }),
                edition: Some(package.edition.year()),
                lines: file.text.lines().count(),
                functions: functions.get(&id).copied().unwrap_or(0),
                problems: problems.get(file.path.as_str()).copied().unwrap_or(0),
            }
        })
        .collect();
    // What could not be read at all is no source.
    let is_source = |path: &str| sources.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
    if !input.is_part() {
        rows.extend(problems.iter().filter(|(path, _)| !is_source(path)).map(|(path, count)| Row {
            file: path,
            package: "",
            dependency: false,
            target: None,
            edition: None,
            lines: 0,
            functions: 0,
            problems: *count,
        }));
        rows.sort_by_key(|row| row.file);
    }
    rows
}

fn table(rows: &[Row<'_>]) -> String {
    let head = ["file", "package", "target", "edition", "lines", "functions", "problems"].map(String::from);
    let cells: Vec<[String; 7]> = std::iter::once(head)
        .chain(rows.iter().map(|row| {
            let or_dash = |text: &str| clean::line(if text.is_empty() { "-" } else { text }).into_owned();
            [
                clean::line(row.file).into_owned(),
                or_dash(row.package),
                or_dash(row.target.as_deref().unwrap_or("")),
                or_dash(row.edition.unwrap_or("")),
                row.lines.to_string(),
                row.functions.to_string(),
                row.problems.to_string(),
            ]
        }))
        .collect();
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let line = |row: &[String; 7]| {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| match column {
            0..4 => format!("{cell:width$}"),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<String>>().join("  ") + "\n"
    };
    cells.iter().map(line).collect()
}
