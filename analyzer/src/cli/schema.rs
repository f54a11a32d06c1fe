//! The JSON schema of `concheck.toml`, for editors.

use serde_json::{Map, Value, json};

use crate::rules::RULES;
use crate::suppress::{self, WARNINGS};

/// The schema, draft 7, which editors understand best.
pub(super) fn schema() -> Value {
    let level = json!({"enum": ["allow", "warn", "deny"]});
    let summary = |name: &str| {
        let rule = RULES.iter().find(|rule| rule.name == name);
        match (rule, name) {
            (Some(rule), _) => rule.summary.to_owned(),
            (None, WARNINGS) => String::from("all warnings"),
            (None, _) => String::from("a family of rules, or all"),
        }
    };
    let levels: Map<String, Value> = suppress::names(RULES)
        .into_iter()
        .map(|name| (name.to_owned(), json!({"$ref": "#/definitions/level", "description": summary(name)})))
        .collect();
    let strings = json!({"type": "array", "items": {"type": "string"}});
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "concheck.toml",
        "type": "object",
        "additionalProperties": false,
        "definitions": {
            "level": level,
            "levels": {
                "type": "object",
                "description": "levels of rules, families of rules or `all`; the last match wins",
                "additionalProperties": false,
                "properties": levels,
            },
        },
        "properties": {
            "extend": {
                "type": "string",
                "description": "another configuration file to extend, relative to this file",
            },
            "levels": {"$ref": "#/definitions/levels"},
            "preview": {
                "type": "boolean",
                "default": false,
                "description": "also run preview rules, which may still change or be removed",
            },
            "exclude": {
                "type": "array",
                "items": {"type": "string"},
                "description": "files and folders to leave out: globs as in .gitignore",
            },
            "confidence": {
                "enum": ["low", "medium", "high"],
                "default": "medium",
                "description": "hide findings with less confidence",
            },
            "test-code": {
                "enum": ["lower", "same", "allow"],
                "default": "lower",
                "description": "findings in test code: one level lower (`lower`), as elsewhere (`same`), or not reported (`allow`)",
            },
            "baseline": {
                "type": "string",
                "default": "concheck-baseline.json",
                "description": "the baseline file, relative to this file",
            },
            "overrides": {
                "type": "array",
                "description": "levels for some files or packages; the last match wins",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["levels"],
                    "anyOf": [{"required": ["paths"]}, {"required": ["packages"]}],
                    "properties": {
                        "paths": {
                            "type": "array",
                            "items": {"type": "string"},
                            "description": "globs as in a .gitignore beside this file",
                        },
                        "packages": {
                            "type": "array",
                            "items": {"type": "string"},
                            "description": "package names; `*` matches any part",
                        },
                        "levels": {"$ref": "#/definitions/levels"},
                    },
                },
            },
            "declarations": {
                "type": "array",
                "items": {"type": "string"},
                "description": "files, or folders of files, that declare libraries, relative to this file",
            },
            "locks": {
                "type": "array",
                "description": "lock types that concheck does not know",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["type"],
                    "properties": {
                        "type": {"type": "string", "description": "the path of the lock's type"},
                        "acquire": strings,
                        "read": strings,
                        "write": strings,
                        "try": strings,
                        "guard": {"type": "string", "description": "the path of the guard's type"},
                        "reentrant": {"type": "boolean", "default": false},
                        "async": {"type": "boolean", "default": false},
                    },
                },
            },
        },
    })
}
