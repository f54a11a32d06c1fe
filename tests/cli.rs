//! The command as scripts see it: exit codes, streams, formats, flags.

#[path = "cli/adoption.rs"]
mod adoption;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/cached.rs"]
mod cached;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/clean.rs"]
mod clean;
#[path = "cli/configuration.rs"]
mod configuration;
#[path = "cli/declared.rs"]
mod declared;
#[path = "cli/dependencies.rs"]
mod dependencies;
#[path = "cli/documents.rs"]
mod documents;
#[path = "cli/edited.rs"]
mod edited;
#[path = "cli/fixes.rs"]
mod fixes;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/formatted.rs"]
mod formatted;
#[cfg(unix)]
#[path = "cli/hostile.rs"]
mod hostile;
#[cfg(target_os = "linux")]
#[path = "cli/install.rs"]
mod install;
#[path = "cli/killed.rs"]
mod killed;
#[path = "cli/linked.rs"]
mod linked;
#[path = "cli/pictures.rs"]
mod pictures;
#[path = "cli/project.rs"]
mod project;
#[path = "cli/reports.rs"]
mod reports;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/samples.rs"]
mod samples;
#[path = "cli/schema.rs"]
mod schema;
#[path = "cli/selection.rs"]
mod selection;
#[path = "cli/shells.rs"]
mod shells;
#[path = "cli/streams.rs"]
mod streams;
#[path = "cli/suppressing.rs"]
mod suppressing;
#[path = "cli/understanding.rs"]
mod understanding;
#[path = "cli/usage.rs"]
mod usage;
