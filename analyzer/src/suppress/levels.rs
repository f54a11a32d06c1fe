//! Which level a rule has, after its default, the configuration and the command line.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::config::{Config, MinConfidence, RuleLevel, TestCode, closest};
use crate::finding::{Confidence, Finding, Level};
use crate::rules::Rule;
use crate::sources::SourceSet;
use crate::suppress::matcher;
use crate::suppress::{SUPPRESSION, UNUSED_ALLOW};

/// The levels of all rules.
#[derive(Clone, Debug)]
pub struct Levels {
    rules: &'static [&'static Rule],
    /// What was asked for; the rest has its default.
    set: FxHashMap<&'static str, Level>,
    /// The same where overrides apply, and which of these applies to each file.
    overridden: Vec<FxHashMap<&'static str, Level>>,
    of_file: Vec<Option<usize>>,
    /// Configured levels by rule, without those of the command line.
    configured: FxHashMap<&'static str, Level>,
    /// Those of the command line.
    flags: Vec<(&'static str, Level)>,
    confidence: Confidence,
    test_code: TestCode,
    /// Whether rules in preview apply.
    preview: bool,
    /// Rules that are set by their own names, not as parts of a family.
    named: Vec<&'static str>,
}

/// A name on the command line that no rule and no family has.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule `{name}`{}", .meant.map_or(
    String::from("; `concheck rules` lists the rules"),
    |meant| format!("; did you mean `{meant}`?"),
))]
pub struct UnknownRule {
    /// As written.
    pub name: String,
    /// What was probably meant.
    pub meant: Option<&'static str>,
}

/// As in rustc: whatever is a warning after all else has been decided.
pub const WARNINGS: &str = "warnings";

/// Every name that selects something among `rules`: the rules, the families, `all` and `warnings`.
pub fn names(rules: &[&'static Rule]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = rules.iter().map(|rule| rule.name).collect();
    names.push(UNUSED_ALLOW);
    for family in rules.iter().map(|rule| rule.family.name()).chain([SUPPRESSION, "all", WARNINGS]) {
        if !names.contains(&family) {
            names.push(family);
        }
    }
    names
}

/// `name` as rules are called: without `concheck::`, with `_` where rustc accepts `-` as well.
pub fn bare(name: &str) -> Cow<'_, str> {
    let name = name.strip_prefix("concheck::").unwrap_or(name);
    if name.contains('-') { Cow::Owned(name.replace('-', "_")) } else { Cow::Borrowed(name) }
}

impl Levels {
    /// The levels of `rules`: defaults, then the configuration, then `flags`, each in order and the last one wins.
    pub fn new(
        rules: &'static [&'static Rule],
        config: &Config,
        flags: &[(String, Level)],
        confidence: Option<Confidence>,
    ) -> Result<Levels, UnknownRule> {
        let configured = config.confidence.map(|confidence| match confidence {
            MinConfidence::Low => Confidence::Low,
            MinConfidence::Medium => Confidence::Medium,
            MinConfidence::High => Confidence::High,
        });
        let mut levels = Levels {
            rules,
            set: FxHashMap::default(),
            overridden: Vec::new(),
            of_file: Vec::new(),
            configured: FxHashMap::default(),
            flags: Vec::new(),
            confidence: confidence.or(configured).unwrap_or(Confidence::Medium),
            test_code: config.test_code.unwrap_or_default(),
            preview: config.preview,
            named: Vec::new(),
        };
        for (name, level) in &config.levels {
            let rules = levels.named(name)?;
            levels.configured.extend(rules.into_iter().map(|rule| (rule, level_of(*level))));
        }
        for (name, level) in flags {
            let rules = levels.named(name)?;
            levels.flags.extend(rules.into_iter().map(|rule| (rule, *level)));
        }
        let names = config.levels.iter().map(|(name, _)| name).chain(flags.iter().map(|(name, _)| name));
        let named: Vec<_> = names.map(|name| bare(name)).collect();
        levels.named =
            rules.iter().map(|rule| rule.name).filter(|rule| named.iter().any(|name| name == rule)).collect();
        levels.set = levels.configured.clone();
        levels.set.extend(levels.flags.iter().copied());
        Ok(levels)
    }

    /// Applies the configured overrides to the files and packages of `sources`. Without this, they are not heeded.
    pub fn override_for(&mut self, config: &Config, sources: &SourceSet) -> Result<(), UnknownRule> {
        let root = config.folder(&sources.base);
        let mut overrides = Vec::new();
        for over in &config.overrides {
            let mut levels = Vec::new();
            for (name, level) in &over.levels {
                levels.extend(self.named(name)?.into_iter().map(|rule| (rule, level_of(*level))));
            }
            overrides.push((matcher::Matcher::new(over, &root), levels));
        }
        let mut known: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
        self.overridden.clear();
        self.of_file.clear();
        for file in &sources.files {
            let package = &sources.packages[file.package].name;
            let applying: Vec<usize> = (0..overrides.len())
                .filter(|index| overrides[*index].0.matches(&sources.base.join(&file.path), package))
                .collect();
            if applying.is_empty() {
                self.of_file.push(None);
                continue;
            }
            let overridden = &mut self.overridden;
            let index = *known.entry(applying).or_insert_with_key(|applying| {
                let mut set = self.configured.clone();
                set.extend(applying.iter().flat_map(|index| overrides[*index].1.iter().copied()));
                set.extend(self.flags.iter().copied());
                overridden.push(set);
                overridden.len() - 1
            });
            self.of_file.push(Some(index));
        }
        Ok(())
    }

    /// The level that `finding` is reported at; [`Level::Allow`] if it is not.
    ///
    /// Without any configuration a finding's own level stands, which a rule may choose by the case (a recursive read
    /// is a warning of a rule that denies), unless the rule is off. A configured level is exactly that for all of
    /// the rule's findings.
    pub fn of(&self, finding: &Finding) -> Level {
        let file = finding.primary.location.file.0 as usize;
        let set = match self.of_file.get(file) {
            Some(Some(index)) => &self.overridden[*index],
            _ => &self.set,
        };
        let level = match set.get(finding.rule) {
            _ if self.is_withheld(finding.rule) => Level::Allow,
            Some(level) => *level,
            None if self.is_off(finding.rule) => Level::Allow,
            None => finding.level,
        };
        let level = match self.test_code {
            TestCode::Lower if finding.in_test => match level {
                Level::Deny => Level::Warn,
                Level::Warn | Level::Allow => Level::Allow,
            },
            TestCode::Allow if finding.in_test => Level::Allow,
            _ => level,
        };
        match set.get(WARNINGS) {
            Some(wanted) if level == Level::Warn => *wanted,
            _ => level,
        }
    }

    /// The lowest confidence that is shown.
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// Whether no finding of `rule` is shown.
    pub fn is_off(&self, rule: &str) -> bool {
        if self.is_withheld(rule) {
            return true;
        }
        let default = || self.rules.iter().find(|known| known.name == rule).map(|known| known.level);
        self.set.get(rule).copied().or_else(default) == Some(Level::Allow)
    }

    /// Whether `rule` is in preview, and such rules were not asked for.
    fn is_withheld(&self, rule: &str) -> bool {
        !self.preview && self.rules.iter().any(|known| known.preview && known.name == rule)
    }

    /// The rules in preview whose level is set by name although such rules were not asked for: this has no effect.
    pub fn without_effect(&self) -> Vec<&'static str> {
        let is_on = |rule: &str| self.set.get(rule).is_some_and(|level| *level != Level::Allow);
        self.named.iter().copied().filter(|rule| self.is_withheld(rule) && is_on(rule)).collect()
    }

    /// The rules that `name` selects: one, a family or all of them. `None` if there is no such name.
    pub fn select(&self, name: &str) -> Option<Vec<&'static str>> {
        if name == UNUSED_ALLOW || name == SUPPRESSION {
            return Some(vec![UNUSED_ALLOW]);
        }
        let all = name == "all";
        let mut selected: Vec<&'static str> = self
            .rules
            .iter()
            .filter(|rule| all || rule.name == name || rule.family.name() == name)
            .map(|rule| rule.name)
            .collect();
        if all {
            selected.push(UNUSED_ALLOW);
        }
        (!selected.is_empty()).then_some(selected)
    }

    /// Every name that [`Levels::select`] knows.
    pub fn names(&self) -> Vec<&'static str> {
        names(self.rules)
    }

    /// Whether clippy's `lint` (without `clippy::`) reports what `rule` reports.
    pub fn has_twin(&self, rule: &str, lint: &str) -> bool {
        let mut twins =
            self.rules.iter().filter(|known| known.name == rule).flat_map(|known| known.clippy_twins);
        twins.any(|twin| twin.strip_prefix("clippy::").unwrap_or(twin) == lint)
    }

    fn named(&self, name: &str) -> Result<Vec<&'static str>, UnknownRule> {
        let bare = bare(name);
        if bare == WARNINGS {
            return Ok(vec![WARNINGS]);
        }
        self.select(&bare)
            .ok_or_else(|| UnknownRule { name: name.to_owned(), meant: closest(&bare, self.names()) })
    }
}

/// A configured level as findings have it.
pub fn level_of(level: RuleLevel) -> Level {
    match level {
        RuleLevel::Allow => Level::Allow,
        RuleLevel::Warn => Level::Warn,
        RuleLevel::Deny => Level::Deny,
    }
}
