//! Findings as data: what a rule says, before anybody formats it.

use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{Location, Symbol};

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// Hidden by default.
    Low,
    /// Shown by default.
    Medium,
    /// Evidence on every side.
    High,
}

impl Confidence {
    /// What is left of it where a part of the evidence is no more than a name.
    pub(crate) fn of_a_guess(self, guessed: bool) -> Confidence {
        match self {
            Confidence::High if guessed => Confidence::Medium,
            Confidence::Medium if guessed => Confidence::Low,
            known => known,
        }
    }
}

/// The level of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Not shown.
    Allow,
    /// Shown; does not fail the run by itself unless asked.
    Warn,
    /// Shown and fails the run.
    Deny,
}

/// A place with what happens there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Site {
    /// Where.
    pub location: Location,
    /// The enclosing function or item: `Type::method` or `function`.
    pub item: String,
    /// A lower-case fragment: what happens here.
    pub label: String,
}

/// How sure an edit is, in rustc's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Applicability {
    /// The result compiles and is what was meant: applied without asking.
    MachineApplicable,
    /// The result should compile, but may behave in another way than was meant: applied only where somebody asks for it.
    MaybeIncorrect,
}

/// Edits that fix a finding. They do not overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What they do: ``use `tokio::time::sleep` ``.
    pub title: String,
    /// How sure they are.
    pub applicability: Applicability,
    /// The edits, in the order of the text.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Whether it may be applied without asking.
    pub fn is_certain(&self) -> bool {
        self.applicability == Applicability::MachineApplicable
    }
}

/// Replaces a stretch of text; an empty stretch inserts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced.
    pub location: Location,
    /// By what.
    pub text: String,
}

/// The name of a rule.
pub type RuleName = &'static str;

fn rule_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RuleName, D::Error> {
    Symbol::deserialize(deserializer).map(Symbol::as_str)
}

/// A finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's name.
    #[serde(deserialize_with = "rule_name")]
    pub rule: RuleName,
    /// The level before configuration; a rule may choose below its default.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
    /// One sentence: what and why.
    pub message: String,
    /// Where it is reported.
    pub primary: Site,
    /// Every step a reader needs, in order.
    pub related: Vec<Site>,
    /// The lock classes involved, as users know them.
    pub locks: Vec<String>,
    /// What to do.
    pub help: String,
    /// Edits that do it.
    pub fix: Option<Fix>,
    /// In test code: one level lower.
    pub in_test: bool,
    /// What a run would show of it, and what runs have shown.
    pub evidence: Evidence,
}

impl Finding {
    /// A finding of medium confidence with one step, outside tests; what more is known is added by the methods that follow.
    pub(crate) fn new(rule: RuleName, level: Level, primary: Site, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            level,
            confidence: Confidence::Medium,
            message: message.into(),
            related: vec![primary.clone()],
            primary,
            locks: Vec::new(),
            help: String::new(),
            fix: None,
            in_test: false,
            evidence: Evidence::default(),
        }
    }

    /// With another level than its rule has.
    pub(crate) fn level(self, level: Level) -> Finding {
        Finding { level, ..self }
    }

    /// As sure as that.
    pub(crate) fn confidence(self, confidence: Confidence) -> Finding {
        Finding { confidence, ..self }
    }

    /// With these steps, which include the primary place where a reader should come by it.
    pub(crate) fn steps(self, related: Vec<Site>) -> Finding {
        Finding { related, ..self }
    }

    /// About these locks.
    pub(crate) fn locks(self, locks: impl IntoIterator<Item = String>) -> Finding {
        Finding { locks: locks.into_iter().collect(), ..self }
    }

    /// What to do.
    pub(crate) fn help(self, help: impl Into<String>) -> Finding {
        Finding { help: help.into(), ..self }
    }

    /// Edits that do it, if there are any.
    pub(crate) fn fix(self, fix: Option<Fix>) -> Finding {
        Finding { fix, ..self }
    }

    /// What a run would show of it.
    pub(crate) fn evidence(self, evidence: Evidence) -> Finding {
        Finding { evidence, ..self }
    }

    /// Whether it is in test code.
    pub(crate) fn in_test(self, in_test: bool) -> Finding {
        Finding { in_test, ..self }
    }

    /// Hands every location in it to `visit`.
    pub fn locations(&mut self, visit: &mut dyn FnMut(&mut Location)) {
        visit(&mut self.primary.location);
        self.related.iter_mut().for_each(|place| visit(&mut place.location));
        let edits = self.fix.iter_mut().flat_map(|fix| &mut fix.edits);
        edits.for_each(|edit| visit(&mut edit.location));
        for order in self.evidence.orders.iter_mut().flatten() {
            visit(&mut order.held);
            visit(&mut order.taken);
        }
    }

    /// Hands every sentence and name in it to `visit`.
    pub fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
        [&mut self.message, &mut self.help].into_iter().for_each(&mut *visit);
        for place in std::iter::once(&mut self.primary).chain(&mut self.related) {
            [&mut place.label, &mut place.item].into_iter().for_each(&mut *visit);
        }
        self.locks.iter_mut().chain(&mut self.evidence.note).for_each(&mut *visit);
        self.fix.iter_mut().for_each(|fix| visit(&mut fix.title));
    }

    /// Where it is reported, then every step.
    pub fn places(&self) -> impl Iterator<Item = &Site> {
        std::iter::once(&self.primary).chain(&self.related)
    }
}

/// What connects a finding to runs of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What has to be seen, all of it; for each, the ways in which it can come about. Empty where runs show nothing.
    pub orders: Vec<Vec<Order>>,
    /// What has been seen.
    pub confirmation: Confirmation,
    /// That, in a sentence.
    pub note: Option<String>,
}

/// A lock is taken, or something else waited for, while a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Order {
    /// Where the held lock was taken.
    pub held: Location,
    /// Where the other is taken or waited for.
    pub taken: Location,
}

/// What runs have shown of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confirmation {
    /// Nothing.
    #[default]
    Unobserved,
    /// Some of its orders, or all but never so that threads could meet.
    PartlyObserved,
    /// Threads can meet in it, or have.
    Confirmed,
    /// All of its orders, but a common lock keeps them apart.
    Refuted,
}
