//! Rules for readers: one line each for lists, and the page that `concheck explain` and editors show.

pub mod terminal;

use serde::Serialize;

use crate::finding::Level;
use crate::report::level_name;
use crate::rules::RULES;
use crate::suppress::{SUPPRESSION, UNUSED_ALLOW, UNUSED_ALLOW_DOCS, UNUSED_ALLOW_SUMMARY};

/// What is told about a rule.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Entry {
    /// The rule's stable name.
    pub name: &'static str,
    /// Its family.
    pub family: &'static str,
    /// Its level without configuration.
    pub default: &'static str,
    /// Whether it is in preview, and so off until rules in preview are asked for.
    pub preview: bool,
    /// One line.
    pub summary: &'static str,
    /// clippy lints whose `allow` counts for this rule too.
    pub clippy_twins: &'static [&'static str],
    #[serde(skip)]
    docs: &'static str,
}

/// Every rule, in the order of the documentation.
pub fn entries() -> Vec<Entry> {
    let rules = RULES.iter().map(|rule| Entry {
        name: rule.name,
        family: rule.family.name(),
        default: level_name(rule.level),
        preview: rule.preview,
        summary: rule.summary,
        clippy_twins: rule.clippy_twins,
        docs: rule.docs,
    });
    let own = Entry {
        name: UNUSED_ALLOW,
        family: SUPPRESSION,
        default: level_name(Level::Warn),
        preview: false,
        summary: UNUSED_ALLOW_SUMMARY,
        clippy_twins: &[],
        docs: UNUSED_ALLOW_DOCS,
    };
    rules.chain([own]).collect()
}

/// The page of a rule; the same text is in `docs/rules`.
pub fn page(entry: &Entry) -> String {
    let Entry { name, family, default, preview, summary, clippy_twins, docs } = entry;
    let mut page = format!("# {name}\n\n{}.\n\n{}\n", sentence(summary), docs.trim());
    page.push_str(&format!(
        "\n## Configuration\n\nFamily: `{family}`. Default level: `{default}`{}. To change the level everywhere, write in `concheck.toml`:\n\n\
         ```toml\n[levels]\n{name} = \"{}\"\n```\n\n\
         To suppress one finding, with the reason:\n\n\
         ```rust\n// concheck: allow({name}) -- why it is safe here\n```\n",
        if *preview { ", preview: off without `--preview`" } else { "" },
        if *default == "deny" { "warn" } else { "deny" },
    ));
    if !clippy_twins.is_empty() {
        let twins: Vec<String> = clippy_twins.iter().map(|twin| format!("`{twin}`")).collect();
        page.push_str(&format!(
            "\nAn `allow` of {} counts for this rule too: it means the same.\n",
            twins.join(", ")
        ));
    }
    page
}

/// `summary` as the beginning of a sentence.
pub fn sentence(summary: &str) -> String {
    let mut characters = summary.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
