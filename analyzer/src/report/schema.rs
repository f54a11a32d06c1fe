//! The JSON schema of what `--format json` prints. `tests/cli/schema.rs` holds real reports to it.

use serde_json::{Map, Value, json};

/// The schema, draft 7: of the one object of `json`. A line of `jsonl` is a `finding` or a `summary` of the definitions,
/// told apart by `type`.
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "concheck check --format json",
        "type": "object",
        "additionalProperties": false,
        "required": ["schema", "tool", "summary", "findings"],
        "properties": {
            "schema": {"const": 1, "description": "the version of this format; it grows when a key changes or goes away"},
            "tool": {"$ref": "#/definitions/tool"},
            "summary": {"$ref": "#/definitions/summary"},
            "findings": {
                "type": "array",
                "items": {"$ref": "#/definitions/finding"},
                "description": "the findings that are shown, ordered by place",
            },
        },
        "definitions": {
            "tool": object(
                "the program that wrote the report",
                &[("name", json!({"const": "concheck"})), ("version", json!({"type": "string"}))],
                &[],
            ),
            "summary": object(
                "the numbers of a run",
                &[
                    ("files", count("source files")),
                    ("lines", count("their lines")),
                    ("functions", count("functions with a body")),
                    ("findings", count("findings that are shown")),
                    ("suppressed", count("findings that an allow in the code suppresses")),
                    ("baseline", count("findings that the baseline lists")),
                    ("unparsed", list("problem", "what could not be read")),
                ],
                &[
                    ("type", json!({"const": "summary", "description": "only in jsonl"})),
                    ("schema", json!({"const": 1, "description": "only in jsonl"})),
                    ("tool", json!({"$ref": "#/definitions/tool", "description": "only in jsonl"})),
                ],
            ),
            "problem": object(
                "something that could not be read, and where",
                &[
                    ("file", text("the path from the base")),
                    ("line", json!({"type": ["integer", "null"], "minimum": 1})),
                    ("column", json!({"type": ["integer", "null"], "minimum": 1})),
                    ("message", text("why")),
                ],
                &[],
            ),
            "finding": object(
                "a finding",
                &[
                    ("rule", text("the rule, as `concheck rules` lists it")),
                    ("level", json!({"enum": ["warn", "deny"], "description": "deny fails the run"})),
                    ("confidence", json!({"enum": ["low", "medium", "high"]})),
                    ("message", text("what is wrong, in one sentence")),
                    ("fingerprint", json!({
                        "type": "string",
                        "minLength": 32,
                        "maxLength": 32,
                        "description": "hex digits, unique in a report, that stay the same when other code is edited and when code is formatted or moved",
                    })),
                    ("primary", json!({"$ref": "#/definitions/place", "description": "where it is reported"})),
                    ("related", list("place", "every step, in the order in which things happen")),
                    ("locks", json!({"type": "array", "items": {"type": "string"}, "description": "the locks involved"})),
                    ("help", text("what to change")),
                    ("confirmation", json!({
                        "enum": ["unobserved", "partly_observed", "confirmed", "refuted"],
                        "description": "what traces of checked runs have shown",
                    })),
                ],
                &[
                    ("fix", json!({"$ref": "#/definitions/fix"})),
                    ("type", json!({"const": "finding", "description": "only in jsonl"})),
                ],
            ),
            "place": object(
                "a place in a file",
                &[
                    &POSITION.map(|(name, description)| (name, position(name, description)))[..],
                    &[
                        ("item", text("the function or type around it; empty outside of any")),
                        ("label", text("what happens there")),
                    ],
                ]
                .concat(),
                &[],
            ),
            "fix": object(
                "edits that remove the finding",
                &[
                    ("title", text("what they do")),
                    ("applicability", json!({
                        "enum": ["MachineApplicable", "MaybeIncorrect"],
                        "description": "how sure they are; `--fix` applies only those that are MachineApplicable",
                    })),
                    ("edits", list("edit", "the edits, none of which overlap")),
                ],
                &[],
            ),
            "edit": object(
                "a piece of a file that is to be replaced",
                &[
                    &POSITION.map(|(name, description)| (name, position(name, description)))[..],
                    &[("text", text("what replaces it"))],
                ]
                .concat(),
                &[],
            ),
        },
    })
}

const POSITION: [(&str, &str); 5] = [
    ("file", "the path from the base, with `/`"),
    ("line", "of the first character, counted from 1"),
    ("column", "of the first character, counted from 1 in Unicode scalar values"),
    ("end_line", "of the end"),
    ("end_column", "behind the last character"),
];

fn position(name: &str, description: &str) -> Value {
    match name {
        "file" => text(description),
        _ => json!({"type": "integer", "minimum": 1, "description": description}),
    }
}

fn object(description: &str, required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        required.iter().chain(optional).map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({
        "type": "object",
        "description": description,
        "additionalProperties": false,
        "required": names,
        "properties": properties,
    })
}

fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

fn count(description: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": description})
}

fn list(of: &str, description: &str) -> Value {
    json!({
        "type": "array",
        "items": {"$ref": format!("#/definitions/{of}")},
        "description": description,
    })
}
