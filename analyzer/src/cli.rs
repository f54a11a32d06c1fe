//! The command line: one module a command, and the same commands under `cargo concheck`.
//!
//! Findings go to standard output, everything else to standard error. Exit code 0: nothing is denied; 1: a finding is;
//! 2: wrong usage, unreadable input or broken configuration, with one message and nothing on standard output.

mod baseline;
mod cached;
mod check;
mod config;
mod confirm;
mod diff;
mod facts;
mod files;
mod fix;
mod flags;
mod git;
mod global;
mod graph;
mod input;
mod judging;
mod named;
mod output;
mod outputs;
mod progress;
mod rules;
mod schema;
mod schemas;
mod session;
mod shell;
mod suppressing;
mod targets;
mod watch;
mod why;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Style};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::global::Global;
use crate::text::clean;

/// The exit code of a run that could not do its work.
const FAILURE: u8 = 2;

/// The language server: takes the arguments after `lsp`, serves until the client is done, and gives the exit code.
pub type Server = fn(Vec<OsString>) -> ExitCode;

/// Runs the program with the arguments `args`, the first of which is its path. `server` is what `concheck lsp` runs.
///
/// `concheck concheck check` is how cargo (through `cargo-concheck`) says `cargo concheck check`.
pub fn run(args: impl IntoIterator<Item = OsString>, server: Server) -> ExitCode {
    let mut args: Vec<OsString> = args.into_iter().collect();
    if args.get(1).is_none_or(|arg| arg != "concheck") {
        return start(args, "concheck", server);
    }
    args.remove(1);
    // `cargo concheck -p bank` is `cargo concheck check -p bank`, as with cargo's own checks.
    let named =
        Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect::<Vec<_>>();
    let first = args.get(1).and_then(|arg| arg.to_str());
    let asks = |arg: &str| matches!(arg, "help" | "-h" | "--help" | "-V" | "--version");
    if !first.is_some_and(|arg| asks(arg) || named.iter().any(|name| name == arg)) {
        args.insert(1.min(args.len()), OsString::from("check"));
    }
    start(args, "cargo concheck", server)
}

/// Find deadlocks, blocked executors and data races in Rust sources, without building them
#[derive(Debug, Parser)]
#[command(name = "concheck", version, styles = STYLES, propagate_version = true)]
#[command(after_help = "Exit codes: 0 no finding is denied, 1 a finding is denied, 2 the run failed.")]
struct Cli {
    #[command(flatten)]
    global: Global,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Analyse packages, folders or files
    Check(check::Args),
    /// Write the facts about packages to a file, for `concheck link`
    Facts(facts::FactsArgs),
    /// Report findings from fact files, as `concheck check` of all their packages would
    Link(facts::LinkArgs),
    /// Compare findings with traces of checked runs, or steer a run into a predicted deadlock
    Confirm(confirm::Args),
    /// Write the baseline: today's findings, which later runs count but do not fail on
    Baseline(baseline::Args),
    /// Draw the lock-order graph
    Graph(graph::GraphArgs),
    /// List all locks: where they are taken, what they guard, and their place in the order
    Locks(graph::LocksArgs),
    /// Show one finding step by step, with the source around each step
    Why(why::Args),
    /// Print the effective configuration, and where each setting comes from
    Config(config::Args),
    /// List the files that are analysed: package, target, edition, lines, functions, problems
    Files(files::Args),
    /// Compare two reports in JSON: list the findings that appeared and those that are gone
    Diff(diff::Args),
    /// Print a JSON schema: of the report, or of the configuration
    Schema(schemas::Args),
    /// List the rules
    Rules(rules::RulesArgs),
    /// Explain a rule: what it reports, why that is bad, and what to write instead
    Explain(rules::ExplainArgs),
    /// Start the language server
    Lsp(LspArgs),
    /// Print shell completions
    Completions(shell::CompletionsArgs),
    /// Print the manual page, or write the pages of all commands
    Man(shell::ManArgs),
}

#[derive(Debug, clap::Args)]
struct LspArgs {
    /// Arguments for the server: `--stdio` is accepted, and the default
    #[arg(value_name = "ARG", trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<OsString>,
}

impl Command {
    /// What the command analyses, if anything.
    fn input(&mut self) -> Option<&mut input::InputArgs> {
        match self {
            Command::Check(args) => Some(&mut args.input),
            Command::Baseline(args) => Some(&mut args.input),
            Command::Graph(args) => Some(&mut args.input),
            Command::Locks(args) => Some(&mut args.input),
            Command::Why(args) => Some(&mut args.input),
            Command::Config(args) => Some(&mut args.input),
            Command::Files(args) => Some(&mut args.input),
            _ => None,
        }
    }
}

/// cargo's own look.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::BrightGreen.on_default().bold())
    .usage(AnsiColor::BrightGreen.on_default().bold())
    .literal(AnsiColor::BrightCyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default())
    .error(ERROR)
    .valid(AnsiColor::BrightCyan.on_default().bold())
    .invalid(WARNING);

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::BrightYellow.on_default().bold();

fn start(args: Vec<OsString>, name: &'static str, server: Server) -> ExitCode {
    global::decide(&args);
    let mut cli = match parse(&args, name) {
        Ok(cli) => cli,
        Err(error) => {
            let error = with_tip(error, args, name);
            // Help and version arrive here too. A reader that has gone away is no error.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS };
        }
    };
    if let Some(input) = cli.command.input() {
        input.for_cargo = name != "concheck";
    }
    // The hook has printed the message of a panic already; what remains is to keep the promise about exit codes.
    let global = &cli.global;
    let outcome = catch_unwind(AssertUnwindSafe(|| match &cli.command {
        Command::Check(args) => check::run(args, global),
        Command::Facts(args) => facts::write(args, global),
        Command::Link(args) => facts::link(args, global),
        Command::Baseline(args) => baseline::run(args, global),
        Command::Confirm(args) => confirm::run(args, global),
        Command::Graph(args) => graph::draw(args, global),
        Command::Locks(args) => graph::list(args, global),
        Command::Why(args) => why::run(args, global),
        Command::Config(args) => config::run(args),
        Command::Files(args) => files::run(args, global),
        Command::Diff(args) => diff::run(args, global),
        Command::Schema(args) => schemas::run(args),
        Command::Completions(args) => shell::completions(args, Cli::command()),
        Command::Man(args) => shell::man(args, Cli::command(), global),
        Command::Rules(args) => rules::list(args),
        Command::Explain(args) => rules::explain(args),
        Command::Lsp(args) => Ok(server(args.rest.clone())),
    }));
    match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            let listing = error.downcast_ref::<Listing>();
            say(ERROR, "error", listing.map_or_else(|| error.to_string(), |listing| listing.head.clone()));
            listing.iter().flat_map(|listing| &listing.lines).for_each(|line| note(&format!("  {line}")));
            ExitCode::from(FAILURE)
        }
        Err(_) => {
            say(ERROR, "error", "this is a bug in concheck; please report it");
            ExitCode::from(FAILURE)
        }
    }
}

fn parse(args: &[OsString], name: &'static str) -> clap::error::Result<Cli> {
    let color = match anstream::ColorChoice::global() {
        anstream::ColorChoice::Never => clap::ColorChoice::Never,
        anstream::ColorChoice::Auto => clap::ColorChoice::Auto,
        anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => clap::ColorChoice::Always,
    };
    let mut command = Cli::command().bin_name(name).color(color);
    let matches = command.try_get_matches_from_mut(args)?;
    let cli = Cli::from_arg_matches(&matches)?;
    // clap sees only conflicts of one level, and these options may stand before the command or behind it.
    if cli.global.quiet && cli.global.verbose {
        let message = "`--quiet` and `--verbose` contradict each other";
        return Err(command.error(ErrorKind::ArgumentConflict, message));
    }
    Ok(cli)
}

/// Without a command, `check` is meant: `concheck src`, `concheck --format json`.
fn with_tip(mut error: clap::Error, mut args: Vec<OsString>, name: &'static str) -> clap::Error {
    let Some(first) = args.get(1).cloned() else { return error };
    let meant = match error.kind() {
        ErrorKind::InvalidSubcommand => Path::new(&first).exists(),
        ErrorKind::UnknownArgument => first.to_string_lossy().starts_with('-'),
        _ => false,
    };
    args.insert(1, OsString::from("check"));
    if meant && parse(&args, name).is_ok() {
        let words: Vec<_> = args.iter().skip(1).map(|word| word.to_string_lossy()).collect();
        let tip = format!("to analyse, write '{name} {}'", words.join(" "));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

/// An error that lists something, a line each; all others are one line.
#[derive(Debug, thiserror::Error)]
#[error("{head} {}", lines.join("; "))]
struct Listing {
    head: String,
    lines: Vec<String>,
}

/// A line on standard error, styled like cargo's. A closed standard error is not an error.
fn say(style: Style, head: &str, message: impl Display) {
    let message = message.to_string();
    let _ = writeln!(anstream::stderr().lock(), "{style}{head}{style:#}: {}", clean::line(&message));
}

/// A line on standard error without a head.
fn note(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", clean::line(line));
}
