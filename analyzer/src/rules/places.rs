//! The places of a finding, in words that the rules share.

use std::fmt;

use rustc_hash::FxHashSet;

use crate::catalog::Wait;
use crate::finding::{Evidence, Order, Site};
use crate::model::Model;
use crate::model::chain::{Chain, Link};
use crate::model::nesting::{Nested, Outer};
use crate::model::place::{Class, Place, Root, Step};
use crate::model::table::{Event, EventKind};

/// What a message speaks of. It is quoted when it is formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// By its name in the code: `` `Bank::accounts` ``.
    Known(String),
    /// A lock without a name: `this lock`.
    Lock,
    /// In other words: `a message`.
    Words(String),
}

impl Name {
    /// As it stands in the data of a finding: without quotes.
    pub(super) fn plain(&self) -> String {
        match self {
            Name::Known(name) | Name::Words(name) => name.clone(),
            Name::Lock => "this lock".to_string(),
        }
    }

    /// `words`, where it is a lock without a name.
    pub(super) fn or(self, words: &str) -> Name {
        if self == Name::Lock { Name::Words(words.to_string()) } else { self }
    }

    /// That it is acquired, in the words of its mode: ``read-locks `Bank::accounts` ``.
    pub(super) fn taken(&self, takes: &str) -> String {
        match (self, takes) {
            // "Locks this lock" says one thing twice.
            (Name::Lock, "locks") => "takes this lock".to_string(),
            (Name::Lock, "read-locks") => "takes a read lock of this lock".to_string(),
            (_, takes) => format!("{takes} {self}"),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Known(name) => write!(f, "`{name}`"),
            Name::Lock => f.write_str("this lock"),
            Name::Words(words) => f.write_str(words),
        }
    }
}

/// The names of several things, with `between` between them.
pub(super) fn list<'n>(names: impl IntoIterator<Item = &'n Name>, between: &str) -> String {
    names.into_iter().map(Name::to_string).collect::<Vec<_>>().join(between)
}

/// A lock as users know it.
pub(super) fn lock_name(model: &Model<'_>, lock: &Place) -> Name {
    match named(model, lock) {
        // Each end leads to it, so that it may have another name than what stands there.
        Name::Known(end) if lock.is_value() => Name::Words(format!("the value of the channel `{end}`")),
        Name::Lock if lock.is_value() => Name::Words("the channel's value".to_string()),
        name => name,
    }
}

fn named(model: &Model<'_>, lock: &Place) -> Name {
    let class = lock.class.display(model.defs);
    if !class.is_empty() {
        return Name::Known(class);
    }
    let steps = lock.path.steps.iter().filter_map(|step| match step {
        Step::Inside | Step::Part(_) => None,
        Step::Field(name) => Some(name.to_string()),
        Step::Key(_) | Step::Any => Some("[]".to_string()),
        Step::Call(name) => Some(format!("{name}()")),
    });
    let steps: Vec<String> = steps.collect();
    let is_nameless = |step: &String| step == "[]" || step.bytes().all(|byte| byte.is_ascii_digit());
    match lock.path.root {
        _ if !steps.iter().all(is_nameless) => Name::Known(steps.join(".").replace(".[]", "[]")),
        Root::Static(id) => Name::Known(model.defs[id].item.name.to_string()),
        _ => Name::Lock,
    }
}

/// A place with its function's name.
pub(super) fn place(model: &Model<'_>, link: Link, label: &str) -> Site {
    Site {
        location: model.location(link.function, link.span),
        item: model.defs.fn_name(link.function),
        label: label.to_string(),
    }
}

/// The two places as a run names them: where the outer lock was taken and where the inner one is, or is waited for.
pub(super) fn order(model: &Model<'_>, nested: &Nested) -> Order {
    let held = nested.outer.via.unwrap_or(nested.outer.link);
    let taken = nested.inner.chain.last();
    Order {
        held: model.location(held.function, held.span),
        taken: model.location(taken.function, taken.span),
    }
}

/// What a run would show of a single nesting.
pub(super) fn evidence(model: &Model<'_>, nested: &Nested) -> Evidence {
    Evidence { orders: vec![vec![order(model, nested)]], ..Evidence::default() }
}

/// Where the outer lock was taken.
pub(super) fn outer(model: &Model<'_>, outer: &Outer, name: &Name) -> Vec<Site> {
    let taken = name.taken(outer.mode.takes());
    match outer.via {
        Some(via) => vec![
            place(model, via, &format!("{taken} and returns the guard")),
            place(model, outer.link, &format!("receives the guard of {name} from this call")),
        ],
        None => vec![place(model, outer.link, &taken)],
    }
}

/// The first step of `chain`, with what comes of it: ``calls `flush`, which {does}``.
pub(super) fn call(model: &Model<'_>, chain: &Chain, does: &str) -> String {
    let Some(next) = chain.rest() else { return does.to_string() };
    match callee(model, chain.first(), next.first()) {
        Some(name) => format!("calls `{name}`, which {does}"),
        None => format!("runs a closure that {does}"),
    }
}

/// A label, with what it is that says so if that is no more than a name.
pub(super) fn assumed(label: &str, guessed: bool) -> String {
    if guessed { format!("{label} (assumed from its name)") } else { label.to_string() }
}

/// The function that a step calls, if it is not a closure.
fn callee(model: &Model<'_>, link: Link, next: Link) -> Option<String> {
    let closures = &model.tables[next.function.index()].closures;
    let in_closure = closures.iter().any(|closure| closure.span.contains(next.span));
    (link.function != next.function || !in_closure).then(|| model.defs.fn_name(next.function))
}

/// The steps from an event down to the acquisition, without the event itself.
pub(super) fn chain(model: &Model<'_>, chain: &Chain, last: &str) -> Vec<Site> {
    let chain = chain.links();
    chain
        .iter()
        .enumerate()
        .skip(1)
        .map(|(index, link)| {
            let label = match chain.get(index + 1).map(|next| callee(model, *link, *next)) {
                None => last.to_string(),
                Some(Some(name)) => format!("calls `{name}`"),
                Some(None) => "runs a closure".to_string(),
            };
            place(model, *link, &label)
        })
        .collect()
}

/// What happens at the event that leads to the inner acquisition.
pub(super) fn second_label(model: &Model<'_>, nested: &Nested, name: &Name) -> String {
    let guard = match nested.outer.when {
        _ if nested.outer.must => "while it is held".to_string(),
        Some(when) => format!("while it is held if {when}"),
        None => "while it may be held".to_string(),
    };
    let taken = name.taken(nested.inner.mode.takes());
    if nested.inner.chain.len() > 1 && nested.by_drop {
        format!("drops a value whose destructor {taken} {guard}")
    } else {
        call(model, &nested.inner.chain, &format!("{taken} again {guard}"))
    }
}

/// The locks that something in sight waits for.
pub(super) fn waited_for<'m>(model: &'m Model<'_>) -> FxHashSet<&'m Class> {
    let events = model.tables.iter().flat_map(|table| table.all_events());
    let waits = |event: &'m Event| match &event.kind {
        EventKind::Acquire(acquire) if acquire.wait != Wait::Bounded => Some(&acquire.lock.class),
        _ => None,
    };
    events.filter_map(waits).collect()
}

/// Whether somebody may wait for such a lock: one that everybody only tries keeps nobody waiting.
pub(super) fn may_be_waited_for(waited_for: &FxHashSet<&Class>, lock: &Class) -> bool {
    !lock.is_global() || waited_for.contains(lock)
}
