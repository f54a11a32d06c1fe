//! `concheck rules` and `concheck explain`.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::output;
use crate::config::closest;
use crate::finding::Level;
use crate::report::level_name;
use crate::rules::RULES;
use crate::suppress::{SUPPRESSION, UNUSED_ALLOW, UNUSED_ALLOW_DOCS, UNUSED_ALLOW_SUMMARY, bare};

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// How the list is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule, as `concheck rules` lists it, or a family of rules
    #[arg(value_name = "RULE")]
    rule: String,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ListFormat {
    /// A table, for people
    #[default]
    Text,
    /// An array of objects, for programs
    Json,
}

/// What is told about a rule.
#[derive(Clone, Copy, Debug, Serialize)]
struct Entry {
    name: &'static str,
    family: &'static str,
    default: &'static str,
    summary: &'static str,
    clippy_twins: &'static [&'static str],
    #[serde(skip)]
    docs: &'static str,
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
        output::page(&page(entry))?;
        return Ok(ExitCode::SUCCESS);
    }
    let family: Vec<Entry> = entries.iter().filter(|entry| entry.family == name).copied().collect();
    if !family.is_empty() {
        output::print(&table(&family))?;
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

fn entries() -> Vec<Entry> {
    let rules = RULES.iter().map(|rule| Entry {
        name: rule.name,
        family: rule.family.name(),
        default: level_name(rule.level),
        summary: rule.summary,
        clippy_twins: rule.clippy_twins,
        docs: rule.docs,
    });
    let own = Entry {
        name: UNUSED_ALLOW,
        family: SUPPRESSION,
        default: level_name(Level::Warn),
        summary: UNUSED_ALLOW_SUMMARY,
        clippy_twins: &[],
        docs: UNUSED_ALLOW_DOCS,
    };
    rules.chain([own]).collect()
}

/// The page of a rule; the same text is in `docs/rules`.
fn page(entry: &Entry) -> String {
    let Entry { name, family, default, summary, clippy_twins, docs } = entry;
    let mut page = format!("# {name}\n\n{}.\n\n{}\n", sentence(summary), visible(docs.trim()));
    page.push_str(&format!(
        "\n## Configuration\n\nFamily: `{family}`. Default level: `{default}`. To change it everywhere, in `concheck.toml`:\n\n\
         ```toml\n[levels]\n{name} = \"{}\"\n```\n\n\
         For one place, with the reason:\n\n\
         ```rust\n// concheck: allow({name}) -- why it is right here\n```\n",
        if *default == "deny" { "warn" } else { "deny" },
    ));
    if !clippy_twins.is_empty() {
        let twins: Vec<String> = clippy_twins.iter().map(|twin| format!("`{twin}`")).collect();
        page.push_str(&format!(
            "\nAn `allow` of {} is honoured as one of this rule, since it means the same.\n",
            twins.join(", ")
        ));
    }
    page
}

fn sentence(summary: &str) -> String {
    let mut characters = summary.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// The documentation without the lines of its examples that only a compiler needs.
fn visible(docs: &str) -> String {
    let mut in_rust = false;
    let mut kept = Vec::new();
    for line in docs.lines() {
        if let Some(language) = line.strip_prefix("```") {
            in_rust = !in_rust && language.starts_with("rust");
            // What follows the language speaks to rustdoc.
            kept.push(if in_rust { "```rust" } else { line });
        } else if !in_rust || !(line == "#" || line.starts_with("# ")) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

fn table(entries: &[Entry]) -> String {
    let head = ["rule", "family", "default", "reports"];
    let rows = std::iter::once(head)
        .chain(entries.iter().map(|entry| [entry.name, entry.family, entry.default, entry.summary]));
    let width = |column: usize| rows.clone().map(|row| row[column].len()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    rows.map(|[name, family, default, summary]| {
        format!("{name:0$}  {family:1$}  {default:2$}  {summary}\n", widths[0], widths[1], widths[2])
    })
    .collect()
}
