//! What the manifest of the VS Code extension says twice has to agree with what it says it of.

use std::fs;
use std::path::Path;

use concheck_analyzer::rules::RULES;
use concheck_analyzer::suppress::names;
use serde_json::Value;

fn manifest() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vscode/package.json");
    serde_json::from_str(&fs::read_to_string(path).expect("the manifest")).expect("JSON")
}

#[test]
fn extension_and_server_have_one_version() {
    assert_eq!(manifest()["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_extension_offers_every_rule_a_level() {
    let manifest = manifest();
    let levels = &manifest["contributes"]["configuration"]["properties"]["concheck.levels"]["properties"];
    let mut offered: Vec<&str> = levels.as_object().expect("levels").keys().map(String::as_str).collect();
    let mut known = names(RULES);
    offered.sort_unstable();
    known.sort_unstable();
    assert_eq!(offered, known);
    for rule in RULES {
        assert_eq!(levels[rule.name]["description"], rule.summary, "{}", rule.name);
    }
}

#[test]
fn every_setting_is_documented() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/editors.md");
    let document = fs::read_to_string(path).expect("the document");
    let manifest = manifest();
    let settings = manifest["contributes"]["configuration"]["properties"].as_object().expect("settings");
    for setting in settings.keys() {
        let name = setting.strip_prefix("concheck.").expect("ours");
        assert!(document.contains(&format!("`{name}`")), "`{name}` is not in docs/editors.md");
    }
}
