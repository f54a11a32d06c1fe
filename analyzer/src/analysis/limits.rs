//! What of the sources was read and not followed to the end, because it is larger than the analysis goes.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::circles::{Kind, MAX_TOLD};
use crate::model::defs::MAX_IMPORTS;
use crate::model::graph::MAX_CYCLE;
use crate::model::summary::{MAX_ACQUIRES, MAX_CHAIN, MAX_LED, MAX_NESTED, MAX_RUNS, Reach};
use crate::model::table::Limit;
use crate::model::{FnId, Model};
use crate::text::{Location, Span};

/// A place from which on something is missing, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missed {
    pub(super) at: Location,
    pub(super) message: String,
}

/// Where a limit was hit. Of calls that lead too far, the function is told that is nearest to what is too far.
pub(super) fn of(model: &Model<'_>) -> Vec<Missed> {
    let mut missed = BTreeSet::new();
    // Of a recursion, one function is told.
    let mut recursions = BTreeSet::new();
    for (function, table) in (0..).map(FnId).zip(&model.tables) {
        let name = || model.defs.fn_name(function);
        for (limit, span) in &table.limits {
            let message = match limit {
                Limit::Steps => {
                    format!("`{}` is too large: what comes after this is not analysed", name())
                }
                Limit::Dropped => {
                    format!(
                        "`{}` drops a value of very many parts here: not all of them are looked at",
                        name()
                    )
                }
                Limit::Awaited => {
                    format!(
                        "`{}` awaits very many futures at once here: not all of them are followed",
                        name()
                    )
                }
                Limit::Passes => {
                    format!(
                        "`{}` has very many loops within one another: what comes round this one is not followed",
                        name()
                    )
                }
                Limit::Held => {
                    format!("`{}` holds very many guards at once here: not all of them are looked at", name())
                }
            };
            missed.insert((model.location(function, *span), message));
        }
        let reach = Reach { id: function, table, summaries: &model.summaries };
        if let Some(span) = reach.too_nested() {
            let message = format!(
                "`{}` runs more than {MAX_NESTED} closures within one another: what this one does is not followed",
                name()
            );
            missed.insert((model.location(function, span), message));
        }
        let summary = |id: FnId| &model.summaries[id.0 as usize];
        let recursion = summary(function).recursion;
        let is_further = |id: &FnId| {
            *id != function
                && summary(*id).cut
                && (recursion.is_none() || summary(*id).recursion != recursion)
        };
        if summary(function).cut
            && !model.callees[function.0 as usize].iter().any(is_further)
            && recursion.is_none_or(|recursion| recursions.insert(recursion))
        {
            let message = format!(
                "`{}` leads to more than {MAX_ACQUIRES} locks, in recursion to more than {MAX_LED} that arguments name, \
                 through more than {MAX_CHAIN} calls, or runs a closure at more than {MAX_RUNS} places; the rest is not \
                 followed",
                name()
            );
            let span = model.defs[function].item.name_span;
            missed.insert((model.location(function, span), message));
        }
    }
    let of_nested = |index: usize| {
        let nested = &model.order.nested[index];
        model.location(nested.function, nested.at)
    };
    let mut untold: BTreeMap<Kind, (Location, usize)> = BTreeMap::new();
    for circle in &model.circles.untold {
        untold.entry(circle.kind).or_insert_with(|| (of_nested(circle.witnesses[0]), 0)).1 += 1;
    }
    for (at, count) in untold.into_values() {
        let circles = if count == 1 { "one circle is" } else { &format!("{count} circles are") };
        let message = format!(
            "{circles} not told, the first of them here: each of its locks is in {MAX_TOLD} circles that are told"
        );
        missed.insert((at, message));
    }
    for index in &model.order.long {
        let message =
            format!("this order is part of a circle of more than {MAX_CYCLE} locks, which is not told");
        missed.insert((of_nested(*index), message));
    }
    for (function, span) in &model.order.missed {
        let message =
            "this sends, notifies or ends very many things: not all of them are looked at".to_owned();
        missed.insert((model.location(*function, *span), message));
    }
    for index in &model.circles.untried {
        let message =
            "a circle of locks comes about here in very many ways: not all of them are tried".to_owned();
        missed.insert((of_nested(*index), message));
    }
    for (file, name) in model.defs.far_names() {
        let at = Location { file, span: Span::default() };
        let message = format!(
            "`{name}` comes through more than {MAX_IMPORTS} imports of one another: it is not looked for to the end"
        );
        missed.insert((at, message));
    }
    missed.into_iter().map(|(at, message)| Missed { at, message }).collect()
}
