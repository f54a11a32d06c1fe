//! Options that every command takes, before or behind its name.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{IsTerminal, stderr, stdout};

use anstream::ColorChoice;
use clap::ValueEnum;

use crate::cli::input::Input;
use crate::cli::note;
use crate::report::plural;

/// The options.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Global {
    /// Print only findings, warnings and errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,

    /// Print what is read and how long it takes
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,

    /// When to use colours [default: auto]
    #[arg(long, value_enum, value_name = "WHEN", global = true)]
    pub(super) color: Option<Color>,

    /// Number of threads [default: one per processor]
    #[arg(short = 'j', long, alias = "jobs", value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
}

/// A value of `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    // On a terminal that knows them.
    Auto,
    // Everywhere but in files that `--output` names.
    Always,
    Never,
}

impl Global {
    /// A line on standard error, unless the user wants none.
    pub(super) fn note(&self, line: &str) {
        if !self.quiet {
            note(line);
        }
    }

    /// What `-v` says about what was read, where a command has no more to say.
    pub(super) fn tell(&self, input: &Input) {
        if !self.verbose {
            return;
        }
        note(&format!("base folder: {}", input.base.display()));
        let origin = input.config.origin.as_ref();
        let origin = origin.map_or(String::from("none"), |origin| origin.path().display().to_string());
        note(&format!("configuration: {origin}"));
        note(&format!("read: {}", plural(input.sources.files.len(), "file")));
    }
}

/// Decides about colours, for the whole process: before the command line is read, since its errors have colours.
pub(super) fn decide(args: &[OsString]) -> ColorChoice {
    let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let mut choice = choose(asked(args), variable);
    // anstream takes any value of it for a yes.
    if choice == ColorChoice::Auto
        && variable("CLICOLOR_FORCE").is_some_and(|value| !is_on(&value))
        && !(stdout().is_terminal() && stderr().is_terminal())
    {
        choice = ColorChoice::Never;
    }
    choice.write_global();
    choice
}

/// The last `--color` of a command line that may be wrong.
fn asked(args: &[OsString]) -> Option<Color> {
    let mut asked = None;
    let mut words = args.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('=').map(|value| value.to_owned().into()),
            None => None,
        };
        asked = value.and_then(|value| Color::from_str(&value, false).ok()).or(asked);
    }
    asked
}

/// The stronger first: the option, `NO_COLOR`, `FORCE_COLOR` and `CLICOLOR_FORCE`, `CARGO_TERM_COLOR`. Without any of
/// these, or with `--color auto`, the terminal decides; anstream asks `NO_COLOR`, `CLICOLOR` and `TERM` there.
fn choose(asked: Option<Color>, variable: impl Fn(&str) -> Option<OsString>) -> ColorChoice {
    match asked {
        Some(Color::Always) => return ColorChoice::Always,
        Some(Color::Never) => return ColorChoice::Never,
        Some(Color::Auto) => return ColorChoice::Auto,
        None => {}
    }
    if variable("NO_COLOR").is_some() {
        return ColorChoice::Never;
    }
    if ["FORCE_COLOR", "CLICOLOR_FORCE"].into_iter().filter_map(&variable).any(|value| is_on(&value)) {
        return ColorChoice::Always;
    }
    match variable("CARGO_TERM_COLOR").as_deref().and_then(OsStr::to_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

fn is_on(value: &OsStr) -> bool {
    value != "0" && value != "false"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &[&str], variables: &[(&str, &str)]) -> ColorChoice {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        let value =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        choose(asked(&args), value)
    }

    #[test]
    fn the_stronger_wish_counts() {
        let cargo = ("CARGO_TERM_COLOR", "always");
        let force = ("FORCE_COLOR", "1");
        let no = ("NO_COLOR", "1");
        assert_eq!(chosen(&[], &[]), ColorChoice::Auto);
        assert_eq!(chosen(&[], &[cargo]), ColorChoice::Always);
        assert_eq!(chosen(&[], &[("CARGO_TERM_COLOR", "never")]), ColorChoice::Never);
        assert_eq!(chosen(&[], &[force, ("CARGO_TERM_COLOR", "never")]), ColorChoice::Always);
        assert_eq!(chosen(&[], &[("FORCE_COLOR", "0")]), ColorChoice::Auto);
        assert_eq!(chosen(&[], &[("CLICOLOR_FORCE", "1")]), ColorChoice::Always);
        assert_eq!(chosen(&[], &[no, force, cargo]), ColorChoice::Never);
        assert_eq!(chosen(&["check", "--color", "always"], &[no]), ColorChoice::Always);
        assert_eq!(chosen(&["--color=never", "check"], &[force]), ColorChoice::Never);
        assert_eq!(chosen(&["--color", "auto"], &[cargo]), ColorChoice::Auto);
        assert_eq!(chosen(&["--color", "blue", "--", "--color=never"], &[]), ColorChoice::Auto);
    }
}
