//! The user's exceptions: levels from configuration and command line, and allows written into the code.
//!
//! Judging does not drop anything: every finding keeps its [`Fate`], so that an allow counts as used also where its
//! finding would not have been shown, and so that fingerprints do not depend on what is hidden.

mod item;
mod levels;
mod matcher;

pub use levels::{Levels, UnknownRule, WARNINGS, bare, level_of, names};
pub use matcher::{Matcher, name_matches};

use std::cmp::Reverse;

use crate::config::closest;
use crate::facts::FileFacts;
use crate::facts::ir::Allow;
use crate::finding::{Confidence, Evidence, Finding, Level, Site};
use crate::text::{FileId, Location, Pos, Span, Symbol};

/// The name under which an allow that does nothing is reported.
pub const UNUSED_ALLOW: &str = "unused_allow";

/// The family of [`UNUSED_ALLOW`], which is no rule about code.
pub const SUPPRESSION: &str = "suppression";

/// One line about [`UNUSED_ALLOW`].
pub const UNUSED_ALLOW_SUMMARY: &str = "an allow suppresses nothing, or names an unknown rule";

/// What `concheck explain unused_allow` prints.
pub const UNUSED_ALLOW_DOCS: &str = "\
## What it does

Reports a suppression (`// concheck: allow(RULE)`, `#[concheck::allow(RULE)]` and the like) that suppresses no finding,
or that names an unknown rule.

## Why is this bad?

The code has changed since, or the rule's name is misspelt. Left behind, the suppression hides the next real finding of
that rule in the same place.

## Limits

A suppression counts as used if any finding of the rule starts in the code that it covers, even one that is hidden by
its level or confidence. Allows of rules that are off, and clippy's own allows, are never reported.
";

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The user sees it.
    Shown,
    /// The user would see it, if there were no allow in the code.
    Suppressed,
    /// Below the wanted level or confidence.
    Hidden,
}

/// A finding, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The finding.
    pub finding: Finding,
    /// Its level after configuration.
    pub level: Level,
    /// Whether it is shown.
    pub fate: Fate,
    /// Where the allow stands under which it falls.
    pub allow: Option<Location>,
}

/// Gives every finding its level and fate, and adds findings about allows that do nothing. `files` is parallel to
/// the files that the findings speak of. The result is ordered by place.
pub fn judge(mut findings: Vec<Finding>, files: &[FileFacts], levels: &Levels) -> Vec<Judged> {
    findings.sort_by_key(|finding| finding.primary.location);
    let mut open = Open::default();
    let mut used: Vec<Vec<Vec<bool>>> = files
        .iter()
        .map(|file| file.allows.iter().map(|allow| vec![false; allow.rules.len()]).collect())
        .collect();
    let mut judged: Vec<Judged> = findings
        .into_iter()
        .map(|finding| {
            let allowed = open.mark(&finding, files, levels, &mut used);
            verdict(finding, allowed, levels)
        })
        .collect();
    for (index, (file, used)) in files.iter().zip(&used).enumerate() {
        let of_this: Vec<&Allow> = file.allows.iter().filter(|allow| names_unused_allow(allow)).collect();
        for (allow, used) in file.allows.iter().zip(used).filter(|(allow, _)| allow.report_unused) {
            let file_id = FileId(index as u32);
            let idle = idle(allow, used, levels);
            let found =
                unknown(allow, levels).into_iter().chain(idle).map(|(message, label, help)| Finding {
                    rule: UNUSED_ALLOW,
                    level: Level::Warn,
                    confidence: Confidence::High,
                    message,
                    primary: Site {
                        location: Location { file: file_id, span: allow.at },
                        item: item::enclosing(&file.items, allow.at),
                        label,
                    },
                    related: Vec::new(),
                    locks: Vec::new(),
                    help,
                    fix: None,
                    evidence: Evidence::default(),
                    in_test: false,
                });
            judged.extend(found.map(|finding| {
                let allowed = of_this
                    .iter()
                    .find(|other| covers(other.covers, allow.at.start))
                    .map(|other| Location { file: file_id, span: other.at });
                verdict(finding, allowed, levels)
            }));
        }
    }
    judged.sort_by(|a, b| key(&a.finding).cmp(&key(&b.finding)));
    judged
}

fn key(finding: &Finding) -> (&Site, &str, &str, &[Site]) {
    (&finding.primary, finding.rule, &finding.message, &finding.related)
}

fn verdict(finding: Finding, allow: Option<Location>, levels: &Levels) -> Judged {
    let level = levels.of(&finding);
    let fate = if level == Level::Allow || finding.confidence < levels.confidence() {
        Fate::Hidden
    } else if allow.is_some() {
        Fate::Suppressed
    } else {
        Fate::Shown
    };
    Judged { finding, level, fate, allow }
}

/// The allows of one file that may cover a place, where places come in order.
#[derive(Default)]
struct Open {
    file: Option<FileId>,
    /// Those that begin further on, the next one last.
    ahead: Vec<usize>,
    /// Those that have begun and not ended, as they stand in the file.
    here: Vec<usize>,
}

impl Open {
    /// Goes on to a place.
    fn go_to(&mut self, at: Location, allows: &[Allow]) {
        if self.file != Some(at.file) {
            let mut ahead: Vec<usize> = (0..allows.len()).collect();
            ahead.sort_by_key(|index| Reverse(allows[*index].covers.start));
            *self = Open { file: Some(at.file), ahead, here: Vec::new() };
        }
        let begun = self.ahead.partition_point(|index| allows[*index].covers.start > at.span.start);
        if begun < self.ahead.len() {
            self.here.extend(self.ahead.drain(begun..));
            self.here.sort_unstable();
        }
        self.here.retain(|index| covers(allows[*index].covers, at.span.start));
    }

    /// Marks every allow that speaks of `finding` as used. All that cover it count: of an allow on a line in an allowed
    /// module, neither is worth a report. Gives the place of the one that covers least.
    fn mark(
        &mut self,
        finding: &Finding,
        files: &[FileFacts],
        levels: &Levels,
        used: &mut [Vec<Vec<bool>>],
    ) -> Option<Location> {
        let at = finding.primary.location;
        let index = at.file.0 as usize;
        let (file, used) = (files.get(index)?, used.get_mut(index)?);
        self.go_to(at, &file.allows);
        let mut narrowest: Option<&Allow> = None;
        for &index in &self.here {
            let (allow, used) = (&file.allows[index], &mut used[index]);
            for (name, used) in allow.rules.iter().zip(used) {
                if selects(*name, finding.rule, levels) {
                    *used = true;
                    let lines = |allow: &Allow| allow.covers.end.line - allow.covers.start.line;
                    if narrowest.is_none_or(|known| lines(allow) < lines(known)) {
                        narrowest = Some(allow);
                    }
                }
            }
        }
        narrowest.map(|allow| Location { file: at.file, span: allow.at })
    }
}

/// A finding is covered where it begins: a call chain may well end behind the line that an allow covers.
fn covers(span: Span, at: Pos) -> bool {
    span.start <= at && at <= span.end
}

fn selects(name: Symbol, rule: &'static str, levels: &Levels) -> bool {
    let name = name.as_str();
    match name.strip_prefix("clippy::") {
        Some(lint) => levels.has_twin(rule, lint),
        None => levels.select(&bare(name)).is_some_and(|rules| rules.contains(&rule)),
    }
}

fn names_unused_allow(allow: &Allow) -> bool {
    allow.rules.iter().any(|name| bare(name.as_str()) == UNUSED_ALLOW)
}

/// Message, label and help for each name that no rule has.
fn unknown(allow: &Allow, levels: &Levels) -> Vec<(String, String, String)> {
    let strangers = allow.rules.iter().map(|name| name.as_str()).filter(|name| {
        // A clippy lint that twins no rule is clippy's business.
        !name.starts_with("clippy::") && levels.select(&bare(name)).is_none()
    });
    strangers
        .map(|name| {
            let meant = closest(&bare(name), levels.names());
            let (tail, help) = match meant {
                Some(meant) => (format!("; did you mean `{meant}`?"), format!("write `{meant}`")),
                None => (String::new(), String::from("`concheck rules` lists the rules")),
            };
            (format!("unknown rule `{name}` in an allow{tail}"), String::from("suppresses nothing"), help)
        })
        .collect()
}

/// Message, label and help, if there are known names that suppress nothing.
fn idle(allow: &Allow, used: &[bool], levels: &Levels) -> Option<(String, String, String)> {
    if allow.rules.is_empty() {
        let help = String::from("name the rules to suppress, or remove it");
        return Some((String::from("this allow names no rule"), String::from("suppresses nothing"), help));
    }
    let idle: Vec<&str> = allow
        .rules
        .iter()
        .zip(used)
        .filter(|(_, used)| !**used)
        .map(|(name, _)| name.as_str())
        .filter(|name| {
            let name = bare(name);
            // A rule that is off may not even have been run.
            let on = |rules: Vec<&'static str>| rules.iter().any(|rule| !levels.is_off(rule));
            name != UNUSED_ALLOW && levels.select(&name).is_some_and(on)
        })
        .collect();
    let listed = format!("`{}`", idle.join("`, `"));
    match idle.len() {
        0 => None,
        count if count == allow.rules.len() => Some((
            format!("this allow of {listed} suppresses nothing"),
            format!("covers no finding of {listed}"),
            String::from("remove the allow"),
        )),
        _ => Some((
            format!("{listed} in this allow suppresses nothing"),
            format!("covers no finding of {listed}"),
            format!("remove {listed} from the allow"),
        )),
    }
}

#[cfg(test)]
mod tests;
