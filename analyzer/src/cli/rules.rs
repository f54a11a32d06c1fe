//! `concheck rules` and `concheck explain`.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::cli::flags::RuleName;
use crate::cli::output;
use crate::config::closest;
use crate::report::pages::{Entry, entries, page, terminal};
use crate::suppress::bare;

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// Output format of the list
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The name of a rule or of a family of rules (see `concheck rules`)
    #[arg(value_name = "RULE", value_parser = RuleName { collective: false }, hide_possible_values = true)]
    rule: String,

    /// Output format of the page
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: PageFormat,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum PageFormat {
    /// Filled to the width of the terminal, with colours there
    #[default]
    Text,
    /// As in docs/rules
    Markdown,
    /// One object, for programs
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ListFormat {
    /// A table, for people
    #[default]
    Text,
    /// An array of objects, for programs
    Json,
}

/// `concheck rules`.
pub(super) fn list(args: &RulesArgs) -> anyhow::Result<ExitCode> {
    let text = match args.format {
        ListFormat::Text => table(&entries()),
        ListFormat::Json => serde_json::to_string_pretty(&entries())? + "\n",
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// `concheck explain RULE`, or the list of a family's rules.
pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let entries = entries();
    let name = bare(&args.rule);
    if let Some(entry) = entries.iter().find(|entry| entry.name == name) {
        let page = page(entry);
        match args.format {
            PageFormat::Text => output::page(&terminal::render(&page, output::width()))?,
            PageFormat::Markdown => output::print(&page)?,
            PageFormat::Json => {
                let mut object = serde_json::to_value(entry)?;
                object["page"] = page.into();
                output::print(&format!("{object:#}\n"))?;
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let family: Vec<Entry> = entries.iter().filter(|entry| entry.family == name).copied().collect();
    if !family.is_empty() {
        match args.format {
            PageFormat::Json => output::print(&(serde_json::to_string_pretty(&family)? + "\n"))?,
            PageFormat::Text | PageFormat::Markdown => output::print(&table(&family))?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    let names = || entries.iter().map(|entry| entry.name);
    let similar: Vec<&str> = match closest(&name, names()) {
        Some(meant) => vec![meant],
        None => names().filter(|known| !name.is_empty() && known.contains(&*name)).collect(),
    };
    if similar.is_empty() {
        bail!("unknown rule `{}`; `concheck rules` lists the rules", args.rule);
    }
    bail!("unknown rule `{}`; did you mean `{}`?", args.rule, similar.join("`, `"))
}

fn table(entries: &[Entry]) -> String {
    let head = ["rule", "family", "default", "reports"];
    let rows = std::iter::once(head).chain(entries.iter().map(|entry| {
        let default = if entry.preview { "preview" } else { entry.default };
        [entry.name, entry.family, default, entry.summary]
    }));
    let width = |column: usize| rows.clone().map(|row| row[column].len()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    rows.map(|[name, family, default, summary]| {
        format!("{name:0$}  {family:1$}  {default:2$}  {summary}\n", widths[0], widths[1], widths[2])
    })
    .collect()
}
