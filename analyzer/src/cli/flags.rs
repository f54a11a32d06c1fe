//! `-A`, `-W` and `-D`, whose order among each other counts, as in rustc.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, ValueEnum};

use crate::finding::{Confidence, Level};
use crate::report::pages;
use crate::rules::RULES;
use crate::suppress::{self, WARNINGS};

/// A value of `--confidence`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ConfidenceArg {
    /// Every finding
    Low,
    /// Likely findings
    Medium,
    /// Findings with evidence on every side
    High,
}

impl From<ConfidenceArg> for Confidence {
    fn from(arg: ConfidenceArg) -> Confidence {
        match arg {
            ConfidenceArg::Low => Confidence::Low,
            ConfidenceArg::Medium => Confidence::Medium,
            ConfidenceArg::High => Confidence::High,
        }
    }
}

/// Rule names and levels in the order of the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LevelFlags(pub(super) Vec<(String, Level)>);

/// Any text. Completions offer the names of rules and of what else selects some.
#[derive(Clone, Debug)]
pub(super) struct RuleName {
    /// `all` and `warnings` as well.
    pub(super) collective: bool,
}

impl TypedValueParser for RuleName {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let entries = pages::entries();
        let names = suppress::names(RULES).into_iter();
        let wanted = names.filter(move |name| self.collective || !matches!(*name, "all" | WARNINGS));
        Some(Box::new(wanted.map(move |name| {
            let rule = entries.iter().find(|entry| entry.name == name);
            PossibleValue::new(name).help(match (rule, name) {
                (Some(rule), _) => rule.summary,
                (None, "all") => "every rule",
                (None, WARNINGS) => "all warnings",
                (None, _) => "a family of rules",
            })
        })))
    }
}

const FLAGS: [(&str, char, Level, &str); 3] = [
    ("allow", 'A', Level::Allow, "Do not report a rule, a family of rules, `all` or `warnings`"),
    ("warn", 'W', Level::Warn, "Report a rule as a warning, without failing the run"),
    (
        "deny",
        'D',
        Level::Deny,
        "Report a rule as an error, and fail the run; `-D warnings` turns every warning into an error",
    ),
];

impl Args for LevelFlags {
    fn augment_args(command: Command) -> Command {
        FLAGS.into_iter().fold(command, |command, (name, short, _, help)| {
            command.arg(
                Arg::new(name)
                    .long(name)
                    .short(short)
                    .value_name("RULE")
                    .help(help)
                    .help_heading("Rules")
                    .value_parser(RuleName { collective: true })
                    .hide_possible_values(true)
                    .action(ArgAction::Append),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        LevelFlags::augment_args(command)
    }
}

impl FromArgMatches for LevelFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<LevelFlags, Error> {
        let mut flags = Vec::new();
        for (name, _, level, _) in FLAGS {
            let indices = matches.indices_of(name).into_iter().flatten();
            let values = matches.get_many::<String>(name).into_iter().flatten();
            flags.extend(indices.zip(values).map(|(index, value)| (index, value.clone(), level)));
        }
        flags.sort_by_key(|(index, ..)| *index);
        Ok(LevelFlags(flags.into_iter().map(|(_, name, level)| (name, level)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = LevelFlags::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_command_line_is_kept() {
        let matches = LevelFlags::augment_args(Command::new("x"))
            .try_get_matches_from(["x", "-Dall", "-A", "b", "--deny=c", "-W", "d", "-A", "e"])
            .expect("parses");
        let flags = LevelFlags::from_arg_matches(&matches).expect("reads").0;
        let flags: Vec<(&str, Level)> = flags.iter().map(|(name, level)| (name.as_str(), *level)).collect();
        let expected = [
            ("all", Level::Deny),
            ("b", Level::Allow),
            ("c", Level::Deny),
            ("d", Level::Warn),
            ("e", Level::Allow),
        ];
        assert_eq!(flags, expected);
    }
}
