//! The schema of the report is committed, printed, and true of real reports.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::project::{DOUBLE_LOCK, MENDED, Project, concheck};

/// Why `value` does not fit `schema`. Knows the keywords that our schemas use, and refuses others.
fn misfit(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    for (keyword, wanted) in schema.as_object().expect("a schema") {
        let wrong = |what: &str| Some(format!("{at}: {what}: {wanted} does not fit {value}"));
        let fits = match keyword.as_str() {
            "$schema" | "title" | "description" | "definitions" => true,
            "$ref" => {
                let name =
                    wanted.as_str().and_then(|path| path.strip_prefix("#/definitions/")).expect("a path");
                if let Some(misfit) = misfit(root, &root["definitions"][name], value, at) {
                    return Some(misfit);
                }
                true
            }
            "type" => {
                let names = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
                names.iter().any(|name| match name.as_str().expect("a name") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_u64(),
                    "null" => value.is_null(),
                    other => panic!("{other}"),
                })
            }
            "const" => wanted == value,
            "enum" => wanted.as_array().expect("values").contains(value),
            "minimum" => value.as_u64().is_none_or(|number| number >= wanted.as_u64().expect("a number")),
            "minLength" | "maxLength" => value.as_str().is_none_or(|text| {
                let (length, wanted) = (text.chars().count() as u64, wanted.as_u64().expect("a number"));
                if keyword == "minLength" { length >= wanted } else { length <= wanted }
            }),
            "required" => {
                let names = wanted.as_array().expect("names").iter().filter_map(Value::as_str);
                value.as_object().is_none_or(|object| names.clone().all(|name| object.contains_key(name)))
            }
            "additionalProperties" => {
                assert_eq!(*wanted, false);
                let known = schema["properties"].as_object().expect("properties");
                value.as_object().is_none_or(|object| object.keys().all(|key| known.contains_key(key)))
            }
            "properties" => {
                let present = wanted.as_object().expect("properties").iter();
                let present = present.filter_map(|(name, schema)| Some((name, schema, value.get(name)?)));
                for (name, schema, value) in present {
                    if let Some(misfit) = misfit(root, schema, value, &format!("{at}/{name}")) {
                        return Some(misfit);
                    }
                }
                true
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    if let Some(misfit) = misfit(root, wanted, value, &format!("{at}/{index}")) {
                        return Some(misfit);
                    }
                }
                true
            }
            other => panic!("this test does not know `{other}`"),
        };
        if !fits {
            return wrong(keyword);
        }
    }
    None
}

fn schema() -> Value {
    concheck(Path::new("."), &["schema"]).json()
}

#[test]
fn the_schema_in_the_documents_is_what_is_printed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/report.schema.json");
    let printed = concheck(Path::new("."), &["schema", "report"]).stdout;
    if std::env::var_os("CONCHECK_UPDATE_DOCS").is_some() {
        fs::write(&path, &printed).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, printed, "docs/report.schema.json: run this test with CONCHECK_UPDATE_DOCS=1");
    let config = concheck(Path::new("."), &["schema", "config"]);
    assert_eq!(config, concheck(Path::new("."), &["config", "--schema"]));
}

#[test]
fn reports_fit_the_schema() {
    let schema = schema();
    let fits = |report: &Value| assert_eq!(misfit(&schema, &schema, report, ""), None);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let all = ["check", "--no-cache", "--confidence", "low", "-W", "all", "--format", "json", "."];
    let report = concheck(&fixtures, &all).json();
    assert!(report["findings"].as_array().expect("findings").len() > 500);
    fits(&report);
    let broken = Project::new(DOUBLE_LOCK).with("src/half.rs", "pub fn half() {\n    let x = (1;\n");
    let report = broken.check(&["--format", "json"]).json();
    assert!(!report["summary"]["unparsed"].as_array().expect("problems").is_empty());
    fits(&report);
    fits(&Project::new(MENDED).check(&["--format", "json"]).json());
    for line in broken.check(&["--format", "jsonl"]).stdout.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let kind = line["type"].as_str().expect("a type");
        assert_eq!(misfit(&schema, &schema["definitions"][kind], &line, kind), None);
    }
}

/// A schema that everything fits would say nothing.
#[test]
fn what_is_no_report_does_not_fit() {
    let schema = schema();
    let report = Project::new(DOUBLE_LOCK).check(&["--format", "json"]).json();
    let spoilt: [fn(&mut Value); 7] = [
        |report| report["schema"] = json!(2),
        |report| report["new"] = json!(1),
        |report| drop(report["summary"].as_object_mut().expect("an object").remove("files")),
        |report| report["findings"][0]["level"] = json!("error"),
        |report| report["findings"][0]["fingerprint"] = json!("1a2b"),
        |report| report["findings"][0]["primary"]["line"] = json!(0),
        |report| report["findings"][0]["related"][0]["label"] = json!(null),
    ];
    for (index, spoil) in spoilt.iter().enumerate() {
        let mut report = report.clone();
        spoil(&mut report);
        assert!(misfit(&schema, &schema, &report, "").is_some(), "{index}: {report}");
    }
}
