//! A cell is filled and a flag raised, and somewhere else the flag is seen and the cell read: message passing, which
//! needs a store with `Release` and a load with `Acquire`.

use std::collections::BTreeMap;

use super::WEAK_ORDERING;
use crate::finding::{Confidence, Evidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::defs::Defs;
use crate::model::place::{Class, ClassRoot};
use crate::model::table::{AtomicAct, AtomicUse, EventKind, FnTable};
use crate::model::{AdtId, FnId, ModId, Model};
use crate::rules::places;
use crate::text::Span;

/// What a flag and the cell that it speaks of have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    /// They are fields of one type.
    Adt(AdtId),
    /// They are statics of one module.
    Module(ModId),
}

/// A flag and a cell, used one after the other in one function.
struct Pair<'a> {
    function: FnId,
    flag: &'a AtomicUse,
    cell: Span,
    /// The function changes the flag too.
    changes: bool,
}

/// The two sides of one flag and one cell.
#[derive(Default)]
struct Sides<'a> {
    /// The cell is reached, then the flag raised.
    raised: Vec<Pair<'a>>,
    /// The flag is read, then the cell reached.
    seen: Vec<Pair<'a>>,
}

pub(super) fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut sides: BTreeMap<(Class, Class), Sides<'_>> = BTreeMap::new();
    for (index, table) in model.tables.iter().enumerate() {
        if !table.fences && !table.atomics.is_empty() {
            collect(model, FnId(index as u32), table, &mut sides);
        }
    }
    sides.iter().filter_map(|((flag, cell), sides)| judge(model, flag, cell, sides)).collect()
}

fn collect<'m>(
    model: &'m Model<'_>,
    function: FnId,
    table: &'m FnTable,
    sides: &mut BTreeMap<(Class, Class), Sides<'m>>,
) {
    for event in table.all_events() {
        let EventKind::Touch(touch) = &event.kind else { continue };
        let locked = event.held.iter().any(|held| table.guards[held.guard as usize].mode.is_lock());
        if locked || touch.gated || touch.place.exclusive {
            continue;
        }
        let cell = &touch.place.class;
        let Some(owner) = owner(model.defs, cell) else { continue };
        for flag in table.atomics.iter().filter(|flag| self::owner(model.defs, &flag.class) == Some(owner)) {
            // Where the flag is down, it has told nothing yet.
            if touch.down.contains(&flag.span) {
                continue;
            }
            let changes = table.atomics.iter().any(|other| {
                other.class == flag.class && other.span != flag.span && other.act != AtomicAct::Load
            });
            let pair = Pair { function, flag, cell: event.span, changes };
            let known = sides.entry((flag.class.clone(), cell.clone())).or_default();
            match flag.act {
                AtomicAct::Raise if event.span.start < flag.span.start => known.raised.push(pair),
                AtomicAct::Load if flag.span.start < event.span.start => known.seen.push(pair),
                _ => {}
            }
        }
    }
}

fn owner(defs: &Defs<'_>, class: &Class) -> Option<Owner> {
    match (class.root, class.steps.as_slice()) {
        (ClassRoot::Adt(id), [_]) => Some(Owner::Adt(id)),
        (ClassRoot::Static(id), []) => Some(Owner::Module(defs[id].module)),
        _ => None,
    }
}

fn judge(model: &Model<'_>, flag: &Class, cell: &Class, sides: &Sides<'_>) -> Option<Finding> {
    // Who changes a flag alone may read it without an ordering, and who stores it twice does so with a better one.
    let raised = sides.raised.iter().find(|pair| !pair.changes)?;
    let seen = sides.seen.iter().find(|pair| pair.function != raised.function && !pair.changes)?;
    let (weak, does, help) = match (raised.flag.relaxed, seen.flag.relaxed) {
        (true, _) => (raised, "sets", "store with `Release`, and load with `Acquire`"),
        (false, true) => (seen, "reads", "load with `Acquire`"),
        (false, false) => return None,
    };
    let (flag, cell) = (flag.display(model.defs), cell.display(model.defs));
    let place = |pair: &Pair<'_>, span: Span, label: String| {
        places::place(model, Link { function: pair.function, span }, &label)
    };
    let primary = place(weak, weak.flag.span, format!("{does} `{flag}` with `Relaxed`"));
    let related = vec![
        place(raised, raised.cell, format!("writes `{cell}`")),
        place(raised, raised.flag.span, format!("sets `{flag}`")),
        place(seen, seen.flag.span, format!("reads `{flag}` in another thread")),
        place(seen, seen.cell, format!("accesses `{cell}`")),
    ];
    Some(Finding {
        rule: WEAK_ORDERING.name,
        level: Level::Warn,
        confidence: Confidence::Medium,
        message: format!(
            "`{flag}` publishes `{cell}` but uses `Relaxed`: a thread that sees the flag may not see the value"
        ),
        primary,
        related,
        locks: Vec::new(),
        help: help.to_string(),
        fix: None,
        evidence: Evidence::default(),
        in_test: model.defs[weak.function].test,
    })
}
