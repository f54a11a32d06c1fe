//! `-A`, `-W` and `-D`, whose order among each other counts, as in rustc.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, ValueEnum};

use crate::finding::{Confidence, Level};

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

const FLAGS: [(&str, char, Level, &str); 3] = [
    ("allow", 'A', Level::Allow, "Do not report a rule, a family of rules, or `all`"),
    ("warn", 'W', Level::Warn, "Report a rule as a warning, without failing the run"),
    ("deny", 'D', Level::Deny, "Report a rule as an error, and fail the run"),
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
