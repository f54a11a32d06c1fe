//! `concheck schema`: the JSON schemas of what concheck writes and reads.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::cli::{output, schema};
use crate::report;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which schema to print
    #[arg(value_enum, value_name = "OF", default_value_t)]
    of: Of,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Of {
    /// The output of `concheck check --format json`
    #[default]
    Report,
    /// The configuration, `concheck.toml`
    Config,
}

/// Runs `concheck schema`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let schema = match args.of {
        Of::Report => report::schema(),
        Of::Config => schema::schema(),
    };
    output::answer(&format!("{schema:#}\n"))
}
