//! What a build says of an input, and what it takes.

use std::fs;
use std::io::BufRead;
use std::path::Path;
use std::process::Stdio;

use anyhow::Context;
use serde_json::Value;

use super::Input;
use super::builds::Build;
use super::limited::{self, End};

/// A finding, as far as it is compared.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Finding {
    pub(crate) rule: String,
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) column: u64,
    pub(crate) item: String,
    pub(crate) message: String,
    pub(crate) confidence: String,
    /// Places beside the first one, as `file:line:column`.
    pub(crate) related: Vec<String>,
    pub(crate) fingerprint: String,
    /// The line in the source.
    pub(crate) code: String,
}

/// What one build made of one input.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) end: End,
    /// Sorted by place.
    pub(crate) findings: Vec<Finding>,
    /// What it warns of, in its order.
    pub(crate) warnings: Vec<String>,
    pub(crate) lines: u64,
    pub(crate) seconds: f64,
    /// MiB.
    pub(crate) peak: f64,
}

impl Outcome {
    /// Has `build` check `input`. One thread, since the processor time of several depends on what else runs.
    pub(crate) fn of(build: &Build, input: &Input, all: bool) -> anyhow::Result<Outcome> {
        let mut args: Vec<&str> =
            vec!["check", "--no-cache", "--threads", "1", "--exit-zero", "--format", "jsonl"];
        if all {
            args.extend(["--preview", "-W", "all", "--confidence", "low"]);
        }
        let path = input.path.to_string_lossy();
        args.push(&path);
        let folder =
            if input.path.is_file() { input.path.parent().unwrap_or(&input.path) } else { &input.path };
        let folder = folder.to_path_buf();
        let (run, (findings, lines)) =
            limited::run(&build.program, &args, Stdio::null(), input.limits, move |out| {
                let (mut findings, mut lines) = (Vec::new(), None);
                for line in out.lines().map_while(Result::ok) {
                    let Ok(value) = serde_json::from_str::<Value>(&line) else { break };
                    match value["type"].as_str() {
                        Some("finding") => findings.push(Finding::of(&value, &folder)),
                        _ => lines = value["lines"].as_u64().or(lines),
                    }
                }
                findings.sort();
                (findings, lines)
            })
            .with_context(|| format!("cannot run {}", build.program.display()))?;
        // What is refused has its reason, and is no crash.
        let refused = run.end == End::Code(2);
        let said = |line: &str| {
            let error =
                line.strip_prefix("error: ").filter(|_| refused).map(|error| format!("refused: {error}"));
            line.strip_prefix("warning: ").map(str::to_owned).or(error)
        };
        let outcome = Outcome {
            warnings: run.errors.lines().filter_map(said).collect(),
            end: if refused { End::Code(0) } else { run.end },
            findings,
            lines: lines.unwrap_or_default(),
            seconds: run.seconds,
            peak: run.peak,
        };
        let understood = lines.is_some() || refused || outcome.end != End::Code(0);
        anyhow::ensure!(
            understood,
            "{} prints no findings for {}: {}",
            build.name,
            input.name,
            run.errors.trim()
        );
        Ok(outcome)
    }
}

impl Finding {
    fn of(value: &Value, folder: &Path) -> Finding {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let place = |place: &Value| format!("{}:{}:{}", text(&place["file"]), place["line"], place["column"]);
        let primary = &value["primary"];
        let file = text(&primary["file"]);
        let line = primary["line"].as_u64().unwrap_or_default();
        let code = fs::read_to_string(folder.join(&file)).unwrap_or_default();
        let code = usize::try_from(line).ok().and_then(|line| code.lines().nth(line.checked_sub(1)?));
        Finding {
            rule: text(&value["rule"]),
            line,
            column: primary["column"].as_u64().unwrap_or_default(),
            item: text(&primary["item"]),
            message: text(&value["message"]),
            confidence: text(&value["confidence"]),
            related: value["related"].as_array().into_iter().flatten().map(place).collect(),
            fingerprint: text(&value["fingerprint"]),
            code: code.unwrap_or_default().trim().chars().take(160).collect(),
            file,
        }
    }
}
