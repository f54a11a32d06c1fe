//! Where results go: one format to standard output or a file, and any number of others to files, in one run.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{anyhow, bail};
use clap::ValueEnum;

use crate::cli::output::{self, Sink};
use crate::config::closest;
use crate::report::{Format, Report};
use crate::sources;

/// The options that say how and where findings are written.
#[derive(Debug, Default, clap::Args)]
pub(super) struct OutputArgs {
    /// Output format of findings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: Format,

    /// Write findings to FILE instead of standard output (`-`); with FORMAT=, write that format there in addition.
    /// Repeatable
    #[arg(short, long, value_name = "[FORMAT=]FILE", help_heading = "Output")]
    output: Vec<Target>,
}

/// A file, and the format if it is not the common one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    format: Option<Format>,
    path: PathBuf,
}

impl Target {
    fn sink(&self) -> Sink {
        Sink::of(&self.path)
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Target, String> {
        // Who means a file whose name looks like that can write `./a=b`.
        let named = text.split_once('=').filter(|(format, _)| format.chars().all(char::is_alphanumeric));
        let (format, path) = match named {
            Some((format, path)) => (Some(format_of(format)?), path),
            None => (None, text),
        };
        if path.is_empty() {
            return Err(String::from("the file name is missing"));
        }
        Ok(Target { format, path: PathBuf::from(path) })
    }
}

fn format_of(name: &str) -> Result<Format, String> {
    Format::from_str(name, true).map_err(|_| {
        let formats = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<String> = formats.map(|format| format.get_name().to_owned()).collect();
        let meant = closest(name, names.iter().map(String::as_str));
        let tail = meant.map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
        format!("no format `{name}`{tail}")
    })
}

/// What a run writes, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Written {
    stdout: Option<String>,
    files: Vec<(Sink, String)>,
    summary: Option<(PathBuf, String)>,
}

impl OutputArgs {
    /// Refuses what cannot be meant.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        for (index, target) in self.output.iter().enumerate() {
            let sink = target.sink();
            if self.output[..index].iter().any(|other| other.sink() == sink) {
                bail!("two outputs write to {sink}");
            }
            if self.output[..index].iter().any(|other| other.format.is_none() && target.format.is_none()) {
                bail!("several outputs without a format; write `--output FORMAT={}`", target.path.display());
            }
        }
        Ok(())
    }

    /// Whether `format` is among what is written.
    pub(super) fn wants(&self, format: Format) -> bool {
        let to_files = self.output.iter().map(|target| target.format.unwrap_or(self.format));
        to_files.chain(self.to_stdout().then_some(self.format)).any(|wanted| wanted == format)
    }

    /// Whether the common format goes to standard output, which no output has been given.
    fn to_stdout(&self) -> bool {
        self.output.iter().all(|target| target.format.is_some() && target.sink() != Sink::Stdout)
    }

    /// The format of standard output; where nothing goes there, the common one.
    pub(super) fn format(&self) -> Format {
        let given = self.output.iter().find(|target| target.sink() == Sink::Stdout);
        given.and_then(|target| target.format).unwrap_or(self.format)
    }

    /// Refuses to overwrite what was read.
    pub(super) fn spare(&self, base: &Path, read: &[PathBuf]) -> anyhow::Result<()> {
        self.output.iter().try_for_each(|target| target.sink().check(base, read.iter().cloned()))
    }

    /// Renders everything that was asked for.
    pub(super) fn render(&self, report: &mut Report<'_>) -> Written {
        let mut written = Written::default();
        let mut text = |report: &mut Report<'_>, format: Format| {
            report.prefix = prefix(format, &report.sources.base);
            if format == Format::Github && written.summary.is_none() {
                written.summary = env::var_os("GITHUB_STEP_SUMMARY")
                    .filter(|path| !path.is_empty())
                    .map(|path| (PathBuf::from(path), report.step_summary()));
            }
            report.render(format)
        };
        for target in &self.output {
            let text = text(report, target.format.unwrap_or(self.format));
            written.files.push((target.sink(), text));
        }
        if self.to_stdout() {
            written.stdout = Some(text(report, self.format));
        }
        written
    }
}

impl Written {
    /// A text for standard output.
    pub(super) fn text(text: String) -> Written {
        Written { stdout: Some(text), ..Written::default() }
    }

    /// Writes the files, each whole or not at all, and then standard output, so that nothing is printed by a run that
    /// fails.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let (streams, files): (Vec<_>, Vec<_>) =
            self.files.iter().partition(|(sink, _)| !matches!(sink, Sink::File(_)));
        for (sink, text) in files {
            sink.write(text)?;
        }
        if let Some((path, text)) = &self.summary {
            // What earlier steps of the job have written stays.
            let opened = OpenOptions::new().append(true).create(true).open(path);
            opened
                .and_then(|mut file| file.write_all(text.as_bytes()))
                .map_err(|error| anyhow!("cannot write {}: {error}", path.display()))?;
        }
        streams.into_iter().try_for_each(|(sink, text)| sink.write(text))?;
        self.stdout.iter().try_for_each(|text| output::print(text))
    }
}

/// The way from where the paths of `format` begin to `base`. Services know a repository by its root, rust-analyzer
/// the folder that it started us in.
fn prefix(format: Format, base: &Path) -> String {
    let variable = |name: &str| {
        let path = PathBuf::from(env::var_os(name)?);
        let path = path.canonicalize().ok()?;
        base.starts_with(&path).then_some(path)
    };
    let repository = || base.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf);
    let root = match format {
        Format::Github => variable("GITHUB_WORKSPACE").or_else(repository),
        Format::Sarif => variable("GITHUB_WORKSPACE").or_else(repository),
        Format::Gitlab => variable("CI_PROJECT_DIR").or_else(repository),
        Format::Rustc => env::current_dir().and_then(|folder| folder.canonicalize()).ok(),
        _ => None,
    };
    let relative = root.map(|root| sources::relative(&root, base)).unwrap_or_default();
    if relative.is_empty() { relative } else { relative + "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_may_name_its_format() {
        let target = |text: &str| text.parse::<Target>().map(|target| (target.format, target.path));
        assert_eq!(target("a.txt"), Ok((None, PathBuf::from("a.txt"))));
        assert_eq!(target("sarif=a=b.sarif"), Ok((Some(Format::Sarif), PathBuf::from("a=b.sarif"))));
        assert_eq!(target("./a=b.txt"), Ok((None, PathBuf::from("./a=b.txt"))));
        assert_eq!(target(r"C:\a=b.txt"), Ok((None, PathBuf::from(r"C:\a=b.txt"))));
        assert_eq!(target("sarf=b.txt"), Err(String::from("no format `sarf`; did you mean `sarif`?")));
        assert!(target("sarif=").is_err() && target("").is_err());
    }
}
