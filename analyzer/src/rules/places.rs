//! The places of a finding, in words that the rules share.

use crate::finding::{Evidence, Order, Place as Shown};
use crate::model::chain::{Chain, Link};
use crate::model::graph::{Nested, Outer};
use crate::model::place::{Place, Root, Step};
use crate::model::{FnId, Model};
use crate::text::Span;

/// A lock as users know it, in backquotes: `` `Bank::accounts` ``; `this lock` where it has no name.
pub(super) fn lock_name(model: &Model<'_>, _function: FnId, lock: &Place, _span: Span) -> String {
    let class = lock.class.display(model.defs);
    if !class.is_empty() {
        return format!("`{class}`");
    }
    let steps: Vec<String> = lock
        .path
        .steps
        .iter()
        .filter(|step| **step != Step::Inside)
        .map(|step| match step {
            Step::Inside => String::new(),
            Step::Field(name) => name.to_string(),
            Step::Key(_) | Step::Any => "[]".to_string(),
            Step::Call(name) => format!("{name}()"),
        })
        .collect();
    let nameless = steps.iter().all(|step| step == "[]" || step.bytes().all(|byte| byte.is_ascii_digit()));
    match (lock.path.root, steps.is_empty() || nameless) {
        (_, false) => format!("`{}`", steps.join(".").replace(".[]", "[]")),
        (Root::Static(id), true) => format!("`{}`", model.defs.statics[id.0 as usize].item.name),
        _ => "this lock".to_string(),
    }
}

/// A place with its function's name.
pub(super) fn place(model: &Model<'_>, link: Link, label: &str) -> Shown {
    Shown {
        location: model.location(link.function, link.span),
        item: model.defs.fn_name(link.function),
        label: plain(label),
    }
}

/// A sentence about a lock without a name, which is taken: "locks this lock" says one thing twice.
pub(super) fn plain(text: &str) -> String {
    text.replace("read-locks this lock", "takes a read lock of this lock")
        .replace("locks this lock", "takes this lock")
        .replace("this lock is locked", "this lock is taken")
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
pub(super) fn outer(model: &Model<'_>, outer: &Outer, name: &str) -> Vec<Shown> {
    let takes = outer.mode.takes();
    match outer.via {
        Some(via) => vec![
            place(model, via, &format!("{takes} {name} and returns the guard")),
            place(model, outer.link, &format!("receives the guard of {name} from this call")),
        ],
        None => vec![place(model, outer.link, &format!("{takes} {name}"))],
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

/// The function that a step calls, if it is not a closure.
fn callee(model: &Model<'_>, link: Link, next: Link) -> Option<String> {
    let closures = &model.tables[next.function.0 as usize].closures;
    let in_closure = closures.iter().any(|closure| closure.span.contains(next.span));
    (link.function != next.function || !in_closure).then(|| model.defs.fn_name(next.function))
}

/// The steps from an event down to the acquisition, without the event itself.
pub(super) fn chain(model: &Model<'_>, chain: &Chain, last: &str) -> Vec<Shown> {
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
pub(super) fn second_label(model: &Model<'_>, nested: &Nested, name: &str) -> String {
    let guard = if nested.outer.must { "while it is held" } else { "while it may be held" };
    let takes = nested.inner.mode.takes();
    if nested.inner.chain.len() > 1 && nested.by_drop {
        format!("drops a value whose destructor {takes} {name} {guard}")
    } else {
        call(model, &nested.inner.chain, &format!("{takes} {name} again {guard}"))
    }
}
