//! `concheck graph` and `concheck locks`: the order of the locks drawn, and listed.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::ValueEnum;

use crate::cli::flags::LevelFlags;
use crate::cli::global::Global;
use crate::cli::input::{Input, InputArgs};
use crate::cli::output::{self, Sink};
use crate::cli::progress::Progress;
use crate::cli::session::{self, Session};
use crate::config::closest;
use crate::locks::{Lock, Map};
use crate::report::graph::{self, GraphFormat};
use crate::report::{Report, json_text};

/// Columns of a list of names.
const WIDTH: usize = 100;

#[derive(Debug, clap::Args)]
pub(super) struct GraphArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,

    /// Output format of the graph
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: GraphFormat,

    /// Show only this lock and the locks ordered with it; use the name from findings
    #[arg(long, value_name = "NAME", conflicts_with_all = ["circle", "circles"], help_heading = "Output")]
    lock: Option<String>,

    /// Show only cycle N, counted from 1
    #[arg(long, value_name = "N", visible_alias = "cycle", help_heading = "Output")]
    circle: Option<usize>,

    /// Show only cycles
    #[arg(long, visible_alias = "cycles", conflicts_with = "circle", help_heading = "Output")]
    circles: bool,

    /// Also show locks that are never held together with another lock
    #[arg(long, conflicts_with_all = ["lock", "circle", "circles"], help_heading = "Output")]
    all_locks: bool,

    /// Also show waits (for threads, messages …) that are not part of a cycle
    #[arg(long, help_heading = "Output")]
    waits: bool,

    /// Write the graph to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct LocksArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,

    /// Output format of the list
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: LocksFormat,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum LocksFormat {
    /// Each lock with its sites, for people
    #[default]
    Text,
    /// One JSON object, for programs
    Json,
}

/// `concheck graph`.
pub(super) fn draw(args: &GraphArgs, global: &Global) -> anyhow::Result<ExitCode> {
    let sink = Sink::of(args.output.as_deref().unwrap_or(Path::new("-")));
    let text = with_map(&args.input, global, |input, map, _| {
        sink.check(&input.base, input.files())?;
        let map = chosen(args, &map)?;
        Ok(graph::render(&map, &input.sources, args.format))
    })?;
    sink.write(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn chosen(args: &GraphArgs, map: &Map) -> anyhow::Result<Map> {
    if let Some(name) = &args.lock {
        let Some(around) = map.around(name) else {
            match closest(name, map.locks.iter().map(|lock| lock.name.as_str())) {
                Some(meant) => bail!("no lock `{name}`; did you mean `{meant}`?"),
                None => bail!("no lock `{name}`; `concheck locks` lists them"),
            }
        };
        return Ok(around);
    }
    if let Some(number) = args.circle {
        let index = number.checked_sub(1).filter(|index| *index < map.circles.len());
        return match index {
            Some(_) => Ok(map.circles_only(index)),
            None => bail!("no cycle {number}; the graph has {}", map.circles.len()),
        };
    }
    Ok(match (args.circles, args.all_locks) {
        (true, _) => map.circles_only(None),
        (_, true) => map.clone(),
        _ => map.ordered(args.waits),
    })
}

/// `concheck locks`.
pub(super) fn list(args: &LocksArgs, global: &Global) -> anyhow::Result<ExitCode> {
    let text = with_map(&args.input, global, |input, map, report| {
        Ok(match args.format {
            LocksFormat::Text => table(&map.without_waits(), report),
            LocksFormat::Json => json_text(&graph::json(&map, &input.sources), true),
        })
    })?;
    if text.is_empty() {
        global.note("no locks");
    }
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn with_map(
    args: &InputArgs,
    global: &Global,
    write: impl FnOnce(&Input, Map, &Report<'_>) -> anyhow::Result<String> + Send,
) -> anyhow::Result<String> {
    session::in_pool(global.threads, || {
        let progress = Progress::start("analysing", global.quiet);
        let input = args.read()?;
        global.tell(&input);
        let look = |model: &crate::model::Model<'_>| Map::of(model, &input.sources);
        let mut session = Session::look(&input, &LevelFlags::default(), None, None, look)?;
        let map = std::mem::take(&mut session.seen);
        let report = session.report(&input);
        let text = write(&input, map, &report)?;
        progress.end();
        Ok(text)
    })
}

fn table(map: &Map, report: &Report<'_>) -> String {
    let mut out = String::new();
    let names = |ends: &mut dyn Iterator<Item = usize>| -> Vec<&str> {
        ends.map(|index| map.locks[index].name.as_str()).collect()
    };
    for (index, lock) in map.locks.iter().enumerate().filter(|(_, lock)| lock.kind != "wait") {
        let Lock { name, kind, guards, sites, level, .. } = lock;
        let guards = guards.as_ref().map_or(String::new(), |ty| format!(" of {ty}"));
        let level = level.map_or(String::new(), |level| format!(", level {level} of the order"));
        let _ = writeln!(out, "{name}: {kind}{guards}{level}");
        let before = names(&mut map.orders.iter().filter(|order| order.from == index).map(|order| order.to));
        let after = names(&mut map.orders.iter().filter(|order| order.to == index).map(|order| order.from));
        for (what, names) in [("held while taking", before), ("taken while holding", after)] {
            if !names.is_empty() {
                out.push_str(&wrapped(what, &names));
            }
        }
        for site in sites {
            let place = site;
            let _ = writeln!(out, "  {} in {}: {}", report.at(place), place.item, place.label);
        }
    }
    for (number, circle) in map.circles.iter().enumerate() {
        let names: Vec<&str> = circle.iter().map(|index| map.locks[*index].name.as_str()).collect();
        let _ = writeln!(out, "cycle {}: {}, then back to the first", number + 1, names.join(", then "));
    }
    out
}

/// `  what: a, b`, with as many names to a line as are read with ease.
fn wrapped(what: &str, names: &[&str]) -> String {
    let mut out = String::new();
    let mut line = format!("  {what}: ");
    for (index, name) in names.iter().enumerate() {
        let comma = if index + 1 < names.len() { "," } else { "" };
        let fresh = line.ends_with(' ');
        if !fresh && line.len() + name.len() + 1 > WIDTH {
            let _ = writeln!(out, "{line}");
            line = String::from("    ");
        } else if !fresh {
            line.push(' ');
        }
        line.push_str(name);
        line.push_str(comma);
    }
    out + &line + "\n"
}
