//! What people read of a comparison.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Input;
use super::builds::Build;
use super::difference::Difference;
use super::outcome::{Finding, Outcome};

/// More than this is said of one input by itself: a quarter, if it is more than these.
const NOTABLE_SECONDS: f64 = 0.2;
const NOTABLE_MEMORY: f64 = 32.0;

/// A line has a cost of its own only in code of some length.
const LONG: u64 = 10_000;

/// A comparison.
pub(crate) struct Report {
    pub(crate) old: Build,
    pub(crate) new: Build,
    pub(crate) inputs: Vec<Input>,
    /// What each build made of each input.
    pub(crate) outcomes: Vec<[Outcome; 2]>,
    /// Crates that cannot be had.
    pub(crate) missing: Vec<String>,
}

/// Lines below a title.
struct Section {
    title: String,
    lines: Vec<String>,
}

impl Report {
    /// Whether the new build came to no good end anywhere.
    pub(crate) fn fails(&self) -> bool {
        self.outcomes.iter().any(|[_, new]| new.end.bad().is_some())
    }

    pub(crate) fn text(&self) -> String {
        let mut text = format!("old  {}\nnew  {}\n", self.old.name, self.new.name);
        for Section { title, lines } in self.sections() {
            write!(text, "\n{title}\n{}\n", lines.join("\n")).expect("a text can be written");
        }
        text + "\n" + &self.summary().join("\n") + "\n"
    }

    /// For a comment: the summary, and the rest to be opened.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("**{}** → **{}**\n\n", self.old.name, self.new.name);
        for line in self.summary() {
            writeln!(text, "- {line}").expect("a text can be written");
        }
        for Section { title, lines } in self.sections() {
            let lines = lines.join("\n").replace("```", "'''");
            write!(text, "\n<details><summary>{title}</summary>\n\n```diff\n{lines}\n```\n\n</details>\n")
                .expect("a text can be written");
        }
        text
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &Outcome, &Outcome)> {
        self.inputs.iter().zip(&self.outcomes).map(|(input, [old, new])| (&*input.name, old, new))
    }

    fn sections(&self) -> Vec<Section> {
        let mut sections = self.findings();
        let warnings = self.warnings();
        if !warnings.is_empty() {
            let count = |sign: char| warnings.iter().filter(|line| line.starts_with(sign)).count();
            sections.push(Section {
                title: format!("warnings  +{} -{}", count('+'), count('-')),
                lines: warnings,
            });
        }
        let ends = self.ends();
        if !ends.is_empty() {
            sections.push(Section { title: "no good end".to_owned(), lines: ends });
        }
        let costs = self.costs();
        if costs.len() > 1 {
            sections.push(Section { title: "more than a quarter more or less".to_owned(), lines: costs });
        }
        if !self.missing.is_empty() {
            let lines = self.missing.iter().map(|name| format!("  {name}")).collect();
            sections.push(Section { title: "left out: these cannot be had".to_owned(), lines });
        }
        sections
    }

    /// New, lost and changed findings, by rule.
    fn findings(&self) -> Vec<Section> {
        /// The lines of a rule, and how many findings are new, gone and changed.
        #[derive(Default)]
        struct Rule(Vec<String>, [usize; 3]);

        let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
        let mut renamed = Vec::new();
        for (name, old, new) in self.judged() {
            let difference = Difference::between(&old.findings, &new.findings);
            let mut add = |finding: &Finding, kind: usize, lines: Vec<String>| {
                let rule = rules.entry(finding.rule.clone()).or_default();
                rule.0.extend(lines);
                rule.1[kind] += 1;
            };
            for finding in &difference.new {
                add(finding, 0, shown('+', name, finding));
            }
            for finding in &difference.gone {
                add(finding, 1, shown('-', name, finding));
            }
            for (old, new) in &difference.changed {
                let mut lines = shown('~', name, new);
                lines.extend(changes(old, new).into_iter().map(|line| format!("      {line}")));
                add(new, 2, lines);
            }
            renamed.extend(difference.renamed.iter().flat_map(|(_, new)| shown('~', name, new)));
        }
        let mut sections: Vec<Section> = rules
            .into_iter()
            .map(|(rule, Rule(lines, [new, gone, changed]))| Section {
                title: format!("{rule}  +{new} -{gone} ~{changed}"),
                lines,
            })
            .collect();
        if !renamed.is_empty() {
            sections.push(Section {
                title: "other fingerprints: baselines lose these".to_owned(),
                lines: renamed,
            });
        }
        sections
    }

    /// Where both builds came to an end, so that what they say can be compared.
    fn judged(&self) -> impl Iterator<Item = (&str, &Outcome, &Outcome)> {
        self.pairs().filter(|(_, old, new)| old.end.bad().is_none() && new.end.bad().is_none())
    }

    fn warnings(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, old, new) in self.judged() {
            let only = |sign, these: &[String], others: &[String]| -> Vec<String> {
                let only = these.iter().filter(|warning| !others.contains(warning));
                only.map(|warning| format!("{sign} {name}: {warning}")).collect()
            };
            lines.extend(only('+', &new.warnings, &old.warnings));
            lines.extend(only('-', &old.warnings, &new.warnings));
        }
        lines
    }

    fn ends(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, old, new) in self.pairs() {
            match (old.end.bad(), new.end.bad()) {
                (None, None) => {}
                (None, Some(bad)) => lines.push(format!("+ {name}: {bad}")),
                (Some(bad), None) => lines.push(format!("- {name}: {bad}")),
                (Some(old), Some(new)) if old == new => lines.push(format!("  {name}: {new} with both")),
                (Some(old), Some(new)) => lines.push(format!("~ {name}: {new}; with the old build {old}")),
            }
        }
        lines
    }

    fn costs(&self) -> Vec<String> {
        let mut lines = vec![format!("{:>18} {:>16}", "seconds", "MiB")];
        for (name, old, new) in self.judged() {
            let is_notable = |old: f64, new: f64, least: f64| {
                (old - new).abs() > least && (new > old * 1.25 || old > new * 1.25)
            };
            if is_notable(old.seconds, new.seconds, NOTABLE_SECONDS)
                || is_notable(old.peak, new.peak, NOTABLE_MEMORY)
            {
                let seconds = format!("{:.2} -> {:.2}", old.seconds, new.seconds);
                let memory = format!("{:.0} -> {:.0}", old.peak, new.peak);
                lines.push(format!("{seconds:>18} {memory:>16}  {name}"));
            }
        }
        lines
    }

    fn summary(&self) -> Vec<String> {
        let judged: Vec<_> = self.judged().collect();
        let lines: u64 = judged.iter().map(|(_, _, new)| new.lines).sum();
        let sum = |of: fn(&Outcome) -> f64| {
            judged.iter().fold((0.0, 0.0), |sum, (_, old, new)| (sum.0 + of(old), sum.1 + of(new)))
        };
        let findings = sum(|outcome| outcome.findings.len() as f64);
        let warnings = sum(|outcome| outcome.warnings.len() as f64);
        let seconds = sum(|outcome| outcome.seconds);
        let differences =
            judged.iter().map(|(_, old, new)| Difference::between(&old.findings, &new.findings));
        let [new, gone, changed] = differences.fold([0, 0, 0], |[new, gone, changed], found| {
            [new + found.new.len(), gone + found.gone.len(), changed + found.changed.len()]
        });
        let bad = |of: fn(&[Outcome; 2]) -> &Outcome| {
            self.outcomes.iter().filter(|both| of(both).end.bad().is_some()).count()
        };
        let a_line = |seconds: f64| seconds * 1e6 / lines.max(1) as f64;
        let mut summary = vec![
            format!("{} inputs, {lines} lines", self.inputs.len()),
            format!("findings {} -> {} (+{new} -{gone} ~{changed})", findings.0, findings.1),
            format!("warnings {} -> {}", warnings.0, warnings.1),
            format!("no good end {} -> {}", bad(|[old, _]| old), bad(|[_, new]| new)),
            format!(
                "time {:.1} s -> {:.1} s ({:.2} -> {:.2} µs a line)",
                seconds.0,
                seconds.1,
                a_line(seconds.0),
                a_line(seconds.1)
            ),
        ];
        let peak = |outcome: &Outcome| outcome.peak;
        let per_line = |outcome: &Outcome| {
            if outcome.lines >= LONG { outcome.peak * 1024.0 / outcome.lines as f64 } else { 0.0 }
        };
        summary.push(format!("memory {}", self.most(peak, "MiB")));
        summary.push(format!("memory a line {}", self.most(per_line, "KiB")));
        summary
    }

    /// The most of something that each build takes, and for what.
    fn most(&self, of: impl Fn(&Outcome) -> f64, unit: &str) -> String {
        let most = |which: usize| {
            let all = self.judged().map(|(name, old, new)| (name, of(if which == 0 { old } else { new })));
            all.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or(("-", 0.0))
        };
        let ((old, before), (new, after)) = (most(0), most(1));
        format!("at most {before:.1} {unit} ({old}) -> {after:.1} {unit} ({new})")
    }
}

/// A finding in two lines: what it says, and the code.
fn shown(sign: char, input: &str, finding: &Finding) -> Vec<String> {
    let Finding { file, line, column, message, confidence, fingerprint, code, .. } = finding;
    let short = fingerprint.get(..8).unwrap_or(fingerprint);
    // An input may be the file itself.
    let place = if input.ends_with(file) { input.to_owned() } else { format!("{input}/{file}") };
    vec![
        format!("{sign} {place}:{line}:{column}: {message} [{confidence}, {short}]"),
        format!("      {code}"),
    ]
}

/// In what two versions of a finding differ.
fn changes(old: &Finding, new: &Finding) -> Vec<String> {
    let mut lines = Vec::new();
    if old.message != new.message {
        lines.push(format!("was: {}", old.message));
    }
    if old.confidence != new.confidence {
        lines.push(format!("was: {}", old.confidence));
    }
    if old.related != new.related {
        lines.push(format!("places: {} -> {}", old.related.join(" "), new.related.join(" ")));
    }
    lines
}
