//! `concheck config`: what applies, and where it comes from.

use std::fmt::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::cli::input::{Input, InputArgs};
use crate::cli::output::answer;
use crate::cli::schema;
use crate::config::{Config, MinConfidence, Origin, RuleLevel, TestCode};
use crate::report::{json_text, level_name};
use crate::rules::RULES;
use crate::suppress::{Levels, UNUSED_ALLOW, WARNINGS, bare, level_of};
use crate::text::clean;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: InputArgs,

    /// Output format of the configuration
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: ConfigFormat,

    /// Print the JSON schema of `concheck.toml` instead
    #[arg(long, help_heading = "Output")]
    schema: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ConfigFormat {
    /// A `concheck.toml` with the same effect, and the origin of each line
    #[default]
    Toml,
    /// One JSON object, for programs
    Json,
}

/// A rule's level and where it comes from.
struct Applied {
    rule: &'static str,
    level: &'static str,
    origin: String,
}

/// Runs `concheck config`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.schema {
        return answer(&format!("{:#}\n", schema::schema()));
    }
    let Input { base, config, .. } = args.input.read()?;
    let levels = applied(&config)?;
    let text = match args.format {
        ConfigFormat::Toml => toml(&config, &levels),
        ConfigFormat::Json => {
            let value = json!({
                "base": base.display().to_string(),
                "origin": config.origin.as_ref().map(|origin| origin.path().display().to_string()),
                "confidence": confidence(&config),
                "test-code": test_code(&config),
                "exclude": config.exclude,
                "baseline": config.baseline,
                "declarations": config.declarations.iter().map(|file| json!({
                    "library": file.library,
                    "path": file.path.display().to_string(),
                })).collect::<Vec<Value>>(),
                "levels": levels.iter().map(|applied| (applied.rule.to_owned(), json!({
                    "level": applied.level,
                    "origin": applied.origin,
                }))).collect::<serde_json::Map<String, Value>>(),
                "overrides": config.overrides.iter().map(|over| json!({
                    "paths": over.paths,
                    "packages": over.packages,
                    "origin": over.origin.as_ref().map(|origin| place(origin, 0)),
                    "levels": over.levels.iter().map(|(name, level)| {
                        (name.clone(), json!(level_name(level_of(*level))))
                    }).collect::<serde_json::Map<String, Value>>(),
                })).collect::<Vec<Value>>(),
            });
            json_text(&value, true)
        }
    };
    answer(&text)
}

/// Each rule's level, without overrides.
fn applied(config: &Config) -> anyhow::Result<Vec<Applied>> {
    let known = Levels::new(RULES, config, &[], None)?;
    let defaults = RULES.iter().map(|rule| (rule.name, level_name(rule.level)));
    let mut applied = Vec::new();
    let warnings = config.levels.iter().any(|(name, _)| bare(name) == WARNINGS);
    let warnings = warnings.then_some((WARNINGS, "warn"));
    for (rule, default) in defaults.chain([(UNUSED_ALLOW, "warn")]).chain(warnings) {
        let named = |name: &str| {
            bare(name) == rule || known.select(&bare(name)).is_some_and(|rules| rules.contains(&rule))
        };
        let last = config.levels.iter().enumerate().rev().find(|(_, (name, _))| named(name));
        applied.push(match last {
            Some((index, (_, level))) => Applied {
                rule,
                level: level_name(level_of(*level)),
                origin: config.origin.as_ref().map_or(String::new(), |origin| place(origin, index)),
            },
            None => Applied { rule, level: default, origin: String::from("default") },
        });
    }
    Ok(applied)
}

fn place(origin: &Origin, index: usize) -> String {
    let (path, at) = origin.level(index);
    format!("{}:{}", path.display(), at.line + 1)
}

fn confidence(config: &Config) -> &'static str {
    match config.confidence {
        Some(MinConfidence::Low) => "low",
        Some(MinConfidence::High) => "high",
        Some(MinConfidence::Medium) | None => "medium",
    }
}

fn test_code(config: &Config) -> &'static str {
    match config.test_code.unwrap_or_default() {
        TestCode::Lower => "lower",
        TestCode::Same => "same",
        TestCode::Allow => "allow",
    }
}

fn toml(config: &Config, levels: &[Applied]) -> String {
    let mut out = String::new();
    let file = match &config.origin {
        Some(origin) => clean::line(&origin.path().display().to_string()).into_owned(),
        None => String::from("none"),
    };
    let from = |is_set: bool| if is_set { file.as_str() } else { "default" };
    let _ = writeln!(out, "# configuration: {file}");
    let _ = writeln!(out, "confidence = {:?} # {}", confidence(config), from(config.confidence.is_some()));
    let _ = writeln!(out, "test-code = {:?} # {}", test_code(config), from(config.test_code.is_some()));
    let _ = writeln!(out, "exclude = {} # {}", list(&config.exclude), from(!config.exclude.is_empty()));
    let files: Vec<String> = config.declarations.iter().map(|file| file.path.display().to_string()).collect();
    if !files.is_empty() {
        let _ = writeln!(out, "declarations = {} # {file}", list(&files));
    }
    if let Some(baseline) = &config.baseline {
        let _ = writeln!(out, "baseline = {} # {file}", clean::toml(&baseline.display().to_string()));
    }
    out.push_str("\n[levels]\n");
    let width = levels.iter().map(|applied| applied.rule.len()).max().unwrap_or(0);
    for Applied { rule, level, origin } in levels {
        let _ = writeln!(out, "{rule:width$} = {:7} # {}", format!("{level:?}"), clean::line(origin));
    }
    for over in &config.overrides {
        let origin = over.origin.as_ref().map_or(String::new(), |origin| place(origin, 0));
        let origin = clean::line(&origin);
        let _ = writeln!(out, "\n[[overrides]] # {origin}");
        for (key, values) in [("paths", &over.paths), ("packages", &over.packages)] {
            if !values.is_empty() {
                let _ = writeln!(out, "{key} = {}", list(values));
            }
        }
        let level = |level: &RuleLevel| level_name(level_of(*level));
        let levels: Vec<String> =
            over.levels.iter().map(|(name, own)| format!("{} = {:?}", key(name), level(own))).collect();
        let _ = writeln!(out, "levels = {{ {} }}", levels.join(", "));
    }
    for row in &config.locks {
        let _ = writeln!(out, "\n[[locks]] # {file}\ntype = {}", clean::toml(&row.ty));
        for (key, methods) in
            [("acquire", &row.acquire), ("read", &row.read), ("write", &row.write), ("try", &row.try_acquire)]
        {
            if !methods.is_empty() {
                let _ = writeln!(out, "{key} = {}", list(methods));
            }
        }
        if let Some(guard) = &row.guard {
            let _ = writeln!(out, "guard = {}", clean::toml(guard));
        }
        for (key, is_set) in [("reentrant", row.reentrant), ("async", row.is_async)] {
            if is_set {
                let _ = writeln!(out, "{key} = true");
            }
        }
    }
    out
}

/// A list of strings, as TOML has it.
fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| clean::toml(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A key, between quotes if it needs them.
fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if is_bare { name.to_owned() } else { clean::toml(name) }
}
