//! The command as scripts see it: exit codes, streams, formats, flags.

#[path = "cli/check.rs"]
mod check;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/project.rs"]
mod project;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/usage.rs"]
mod usage;
