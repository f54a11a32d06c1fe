//! One cause, one finding: what a macro does wrong is told at one of its calls, that a getter gives a guard at one of the
//! places that call it twice, and that a function runs what it was given under its lock where it does so first.

use std::collections::BTreeMap;

use crate::finding::{Finding, RuleName, Site};
use crate::model::defs::Defs;
use crate::text::{Location, Pos};

/// What one cause has in common wherever it is told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cause<'d> {
    rule: RuleName,
    what: What<'d>,
    in_test: bool,
    /// In a package that is only there because another one needs it: that is told apart.
    foreign: bool,
}

/// What is called wherever the cause shows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum What<'d> {
    /// A macro of that name, in whose expansion all places lie; and what is said of them.
    Macro(&'d str, Vec<String>),
    /// A function whose guard is there when it is called once more: where it takes the lock.
    Getter(Location),
    /// A function that runs callbacks: its file and name, and what is said of them.
    Caller(u32, String, String),
}

impl What<'_> {
    /// So many other calls are named.
    fn max_named(&self) -> usize {
        match self {
            What::Macro(..) => 5,
            What::Getter(_) | What::Caller(..) => 12,
        }
    }

    fn call(&self) -> &'static str {
        match self {
            What::Macro(..) => "the same in this call of the macro",
            What::Getter(_) | What::Caller(..) => "the same here",
        }
    }
}

/// Of the findings of a rule that have one cause, keeps the first, which names the other places. `findings` are sorted.
pub(super) fn merge(defs: &Defs<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let mut first: BTreeMap<Cause<'_>, usize> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    let mut others: BTreeMap<usize, Vec<Site>> = BTreeMap::new();
    let mut defined: BTreeMap<&str, bool> = BTreeMap::new();
    for finding in findings {
        let labels = || finding.related.iter().map(|site| site.label.clone()).collect();
        let what = match macro_of(defs, &finding) {
            Some(name) if *defined.entry(name).or_insert_with(|| is_defined(defs, name)) => {
                Some(What::Macro(name, labels()))
            }
            _ => getter_of(&finding).map(What::Getter).or_else(|| caller_of(&finding)),
        };
        let Some(what) = what else {
            kept.push(finding);
            continue;
        };
        let package = defs.files.get(finding.primary.location.file.0 as usize).map(|file| file.package);
        let foreign =
            package.and_then(|package| defs.packages.get(package)).is_some_and(|it| it.is_dependency);
        let cause = Cause { rule: finding.rule, what, in_test: finding.in_test, foreign };
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
    for (cause, index) in first {
        let Some(sites) = others.remove(&index) else { continue };
        let max = cause.what.max_named();
        let more = sites.len().saturating_sub(max);
        let sites = sites.into_iter().take(max).zip(1..).map(|(site, count)| {
            let label = match more {
                1.. if count == max => format!("{}, and in {more} more", cause.what.call()),
                _ => cause.what.call().to_string(),
            };
            Site { label, ..site }
        });
        kept[index].related.extend(sites);
    }
    kept
}

/// Of a finding that begins and ends with one acquisition, and is about calls that lead to it twice: where that is.
fn getter_of(finding: &Finding) -> Option<Location> {
    let (first, last) = (finding.related.first()?, finding.related.last()?);
    let is_elsewhere = first.location != finding.primary.location && first.item != finding.primary.item;
    (is_elsewhere && finding.related.len() > 2 && first.location == last.location).then_some(first.location)
}

/// The function that calls a callback under its lock.
fn caller_of(finding: &Finding) -> Option<What<'static>> {
    let Finding { primary, message, .. } = finding;
    let calls_back = finding.rule == super::callback_while_locked::CALLBACK_WHILE_LOCKED.name;
    calls_back.then(|| What::Caller(primary.location.file.0, primary.item.clone(), message.clone()))
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
