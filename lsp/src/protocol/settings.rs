//! The settings that an editor sends: those of the session, and those about what is shown.

use std::path::Path;
use std::time::Duration;

use concheck_analyzer::config::{Config, ConfigError, TestCode};
use concheck_analyzer::finding::{Confidence, Level};
use concheck_analyzer::rules::RULES;
use concheck_analyzer::suppress::names;
use serde_json::Value;

use crate::session::Settings;

/// The settings under `concheck`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EditorSettings {
    pub(super) session: Settings,
    pub(super) scope: Scope,
    /// Shows which locks are held at calls and awaits.
    pub(super) inlay_hints: bool,
    /// Hides the lines above lock fields.
    pub(super) no_code_lens: bool,
}

/// Which files findings are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those that are open.
    #[default]
    Open,
    /// All of the folders.
    Workspace,
}

/// All settings; those of groups by the group.
const KNOWN: [&str; 15] = [
    "codeLens",
    "confidence",
    "config",
    "debounce",
    "diagnostics",
    "exclude",
    "inlayHints",
    "levels",
    "limits",
    "locks",
    "overrides",
    "preview",
    "testCode",
    // Those of clients.
    "server",
    "trace",
];

impl EditorSettings {
    /// Reads what can be read, and says what cannot.
    pub(super) fn of(value: &Value) -> (EditorSettings, Vec<String>) {
        let mut settings = EditorSettings::default();
        let mut problems = unknown(value);
        if let Some(levels) = value.get("levels").and_then(Value::as_object) {
            for (rule, level) in levels {
                match level.as_str() {
                    Some("allow") => settings.session.levels.push((rule.clone(), Level::Allow)),
                    Some("warn") => settings.session.levels.push((rule.clone(), Level::Warn)),
                    Some("deny") => settings.session.levels.push((rule.clone(), Level::Deny)),
                    _ => problems.push(format!("`levels`: `{rule}` must be `allow`, `warn` or `deny`")),
                }
            }
        }
        match value.get("confidence").filter(|value| !value.is_null()).map(Value::as_str) {
            None => {}
            Some(Some("low")) => settings.session.confidence = Some(Confidence::Low),
            Some(Some("medium")) => settings.session.confidence = Some(Confidence::Medium),
            Some(Some("high")) => settings.session.confidence = Some(Confidence::High),
            Some(_) => problems.push("`confidence` must be `low`, `medium` or `high`".into()),
        }
        match value.get("testCode").filter(|value| !value.is_null()).map(Value::as_str) {
            None => {}
            Some(Some("lower")) => settings.session.test_code = Some(TestCode::Lower),
            Some(Some("same")) => settings.session.test_code = Some(TestCode::Same),
            Some(Some("allow")) => settings.session.test_code = Some(TestCode::Allow),
            Some(_) => problems.push("`testCode` must be `lower`, `same` or `allow`".into()),
        }
        let config = value.get("config").and_then(Value::as_str).filter(|path| !path.is_empty());
        settings.session.config = config.map(Into::into);
        match configuration(value) {
            Ok(text) => settings.session.extra = text,
            Err(problem) => problems.push(problem),
        }
        settings.session.debounce = value.get("debounce").and_then(Value::as_u64).map(Duration::from_millis);
        let limits = &mut settings.session.limits;
        for (key, what) in value.get("limits").and_then(Value::as_object).into_iter().flatten() {
            match (key.as_str(), what.as_u64()) {
                (_, None) if what.is_null() => {}
                ("seconds", Some(seconds)) => limits.time = Duration::from_secs(seconds),
                ("megabytes", Some(megabytes)) => {
                    limits.memory = usize::try_from(megabytes << 20).unwrap_or(usize::MAX);
                }
                _ => {
                    problems.push(format!("`limits`: `{key}` must be `seconds` or `megabytes`, and a number"))
                }
            }
        }
        match value.pointer("/diagnostics/scope").map(Value::as_str) {
            None | Some(Some("openFiles")) => {}
            Some(Some("workspace")) => settings.scope = Scope::Workspace,
            Some(_) => problems.push("`diagnostics.scope` must be `openFiles` or `workspace`".into()),
        }
        settings.inlay_hints = value.pointer("/inlayHints/enable").and_then(Value::as_bool) == Some(true);
        settings.no_code_lens = value.pointer("/codeLens/enable").and_then(Value::as_bool) == Some(false);
        (settings, problems)
    }
}

/// What stands under `concheck` and is no setting.
fn unknown(value: &Value) -> Vec<String> {
    let keys = value.as_object().into_iter().flat_map(|settings| settings.keys());
    let strange = keys.filter(|key| !KNOWN.contains(&key.as_str()));
    strange.map(|key| format!("unknown setting `{key}`; the settings are {}", KNOWN.join(", "))).collect()
}

/// The settings that add to lists of `concheck.toml`, as such a file. What is empty or `null` is not set.
fn configuration(value: &Value) -> Result<String, String> {
    let is_set = |value: &&Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let mut table = serde_json::Map::new();
    for key in ["exclude", "overrides", "locks", "preview"] {
        if let Some(value) = value.get(key).filter(is_set) {
            table.insert(key.to_owned(), value.clone());
        }
    }
    let text = toml::to_string(&table).map_err(|error| error.to_string())?;
    // Whether it can be used is said at once; it is read again on top of each folder's own.
    Config::parse(Path::new("settings"), &text).and_then(|config| config.validate(&names(RULES))).map_err(
        |error| match error {
            ConfigError::Invalid { message, .. } => message,
            other => other.to_string(),
        },
    )?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_can_be_read_is_read() {
        let (settings, problems) = EditorSettings::of(&json!({
            "levels": { "double_lock": "warn", "all": "loud" },
            "confidence": "low",
            "debounce": 20,
            "diagnostics": { "scope": "workspace" },
            "inlayHints": { "enable": true },
        }));
        assert_eq!(settings.session.levels, [("double_lock".to_string(), Level::Warn)]);
        assert_eq!(settings.session.confidence, Some(Confidence::Low));
        assert_eq!(settings.session.debounce, Some(Duration::from_millis(20)));
        assert_eq!(
            (settings.scope, settings.inlay_hints, settings.no_code_lens),
            (Scope::Workspace, true, false)
        );
        assert_eq!(problems, ["`levels`: `all` must be `allow`, `warn` or `deny`"]);
        let (_, problems) = EditorSettings::of(&json!({ "levls": {}, "trace": { "server": "off" } }));
        assert!(problems.len() == 1 && problems[0].starts_with("unknown setting `levls`"), "{problems:?}");
        assert_eq!(EditorSettings::of(&Value::Null), (EditorSettings::default(), Vec::new()));
    }

    #[test]
    fn what_a_file_may_say_settings_may_say() {
        let (settings, problems) = EditorSettings::of(&json!({
            "testCode": "same",
            "exclude": [],
            "overrides": [{ "paths": ["old/"], "levels": { "all": "allow" } }],
            "locks": [{ "type": "a::Raw", "acquire": ["acquire"] }],
        }));
        assert_eq!(problems, Vec::<String>::new());
        let text = &settings.session.extra;
        assert!(text.contains("a::Raw") && !text.contains("exclude"), "{text}");
        assert_eq!(settings.session.test_code, Some(TestCode::Same));
        let (settings, problems) = EditorSettings::of(&json!({ "locks": [{ "typ": "a::Raw" }] }));
        assert_eq!(settings.session.extra, "");
        assert!(problems[0].contains("`typ`"), "{problems:?}");
    }
}
