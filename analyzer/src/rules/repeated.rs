//! One cause, one finding: what a macro does wrong is told at one of its calls.

use std::collections::BTreeMap;

use crate::finding::{Finding, RuleName, Site};
use crate::model::defs::Defs;
use crate::text::Pos;

/// So many other calls are named.
const MAX_NAMED: usize = 5;

/// What one cause has in common wherever it is told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cause<'d> {
    rule: RuleName,
    name: &'d str,
    labels: Vec<String>,
    in_test: bool,
    /// In a package that is only there because another one needs it: that is told apart.
    foreign: bool,
}

/// Of the findings of a rule that lie as a whole in expansions of one macro, and say the same of each place, keeps the first,
/// which names the other calls. `findings` are sorted.
pub(super) fn merge(defs: &Defs<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let mut first: BTreeMap<Cause<'_>, usize> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    let mut others: BTreeMap<usize, Vec<Site>> = BTreeMap::new();
    let mut defined: BTreeMap<&str, bool> = BTreeMap::new();
    for finding in findings {
        let name = match macro_of(defs, &finding) {
            Some(name) if *defined.entry(name).or_insert_with(|| is_defined(defs, name)) => name,
            _ => {
                kept.push(finding);
                continue;
            }
        };
        let package = defs.files.get(finding.primary.location.file.0 as usize).map(|file| file.package);
        let foreign =
            package.and_then(|package| defs.packages.get(package)).is_some_and(|it| it.is_dependency);
        let labels = finding.related.iter().map(|site| site.label.clone()).collect();
        let cause = Cause { rule: finding.rule, name, labels, in_test: finding.in_test, foreign };
        match first.get(&cause) {
            // One call may do the same twice.
            Some(index) if kept[*index].primary.location != finding.primary.location => {
                others.entry(*index).or_default().push(finding.primary);
            }
            Some(_) => kept.push(finding),
            None => {
                first.insert(cause, kept.len());
                kept.push(finding);
            }
        }
    }
    for (index, sites) in others {
        let more = sites.len().saturating_sub(MAX_NAMED);
        let sites = sites.into_iter().take(MAX_NAMED).zip(1..).map(|(site, count)| {
            let label = match more {
                1.. if count == MAX_NAMED => {
                    format!("the same in this call of the macro, and in {more} more")
                }
                _ => "the same in this call of the macro".to_string(),
            };
            Site { label, ..site }
        });
        kept[index].related.extend(sites);
    }
    kept
}

/// The macro whose expansion has all places of a finding: they are one place then.
fn macro_of<'d>(defs: &Defs<'d>, finding: &Finding) -> Option<&'d str> {
    let at = finding.primary.location;
    if finding.related.iter().any(|site| site.location != at) {
        return None;
    }
    let text: &str = &defs.files.get(at.file.0 as usize)?.text;
    let (path, _) = rest(text, at.span.start)?.split_once('!')?;
    let name = path.trim_end().rsplit("::").next()?;
    (!name.is_empty() && path.chars().all(|c| is_name(c) || c == ':' || c == ' ')).then_some(name)
}

/// Whether the sources define a macro of that name.
fn is_defined(defs: &Defs<'_>, name: &str) -> bool {
    let starts =
        |rest: &str| rest.trim_start().strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_name));
    defs.files.iter().any(|file| file.text.split("macro_rules!").skip(1).any(starts))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A line of the text from a place on.
fn rest(text: &str, at: Pos) -> Option<&str> {
    let line = text.lines().nth(at.line as usize)?;
    let (start, _) = line.char_indices().nth(at.column as usize)?;
    line.get(start..)
}
