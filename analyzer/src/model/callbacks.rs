//! Code that others supply, and the calls that lead there: a callback that a helper runs is run by those who call the helper.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::{Chain, Link};
use super::defs::Defs;
use super::ids::FnId;
use super::place::{Place, Root};
use super::table::{Call, Callback, CallbackKind, Dispatch, Event, EventKind, FnTable};

/// A callback as a function sees it that runs it itself or by what it calls.
#[derive(Debug)]
pub struct CalledBack<'m> {
    /// The function.
    pub function: FnId,
    /// What it does to get there.
    pub event: &'m Event,
    /// What runs, as that says where it runs.
    pub callback: &'m Callback,
    /// Where the callback is, in terms of the function.
    pub of: Option<Place>,
    /// What it is handed, in the same terms.
    pub with: Vec<Place>,
    /// From the event down to the callback.
    pub chain: Chain,
}

/// A callback that is further away is another function's affair.
const MAX_CALLS: usize = 4;
/// Of callbacks that everybody runs, so many ways are looked at.
const MAX_WAYS: usize = 256;

/// All callbacks outside of tests, each with the calls that surely lead to it, the nearest first.
pub(super) fn all<'m>(defs: &Defs<'_>, tables: &'m [FnTable]) -> Vec<Vec<CalledBack<'m>>> {
    let functions = || (0..).map(FnId).zip(tables).filter(|(id, _)| !defs[*id].test);
    let mut found: Vec<Vec<CalledBack<'m>>> = Vec::new();
    for (function, table) in functions() {
        for event in table.all_events() {
            let EventKind::Callback(callback) = &event.kind else { continue };
            let chain = Chain::of(Link { function, span: event.span });
            let (of, with) = (callback.of.clone(), callback.with.clone());
            found.push(vec![CalledBack { function, event, callback, of, with, chain }]);
        }
    }
    if found.is_empty() {
        return found;
    }
    let mut calls: FxHashMap<FnId, Vec<(FnId, &Event, &Call)>> = FxHashMap::default();
    for (caller, table) in functions() {
        for event in table.all_events() {
            if let EventKind::Call(call) = &event.kind
                && let [target] = call.targets.as_slice()
                && call.dispatch == Dispatch::Static
                && !call.drop
            {
                calls.entry(*target).or_default().push((caller, event, call));
            }
        }
    }
    for ways in &mut found {
        let mut seen = FxHashSet::from_iter([ways[0].function]);
        let mut at = 0;
        while let Some(way) = ways.get(at) {
            at += 1;
            if !way.is_followed() {
                continue;
            }
            let mut longer = Vec::new();
            for (caller, event, call) in calls.get(&way.function).into_iter().flatten() {
                let place = |index: u32| call.args.get(index as usize).and_then(|arg| arg.place.clone());
                longer.push(CalledBack {
                    function: *caller,
                    event,
                    callback: way.callback,
                    of: way.of.as_ref().map(|of| of.substitute(&place)),
                    with: way.with.iter().map(|with| with.substitute(&place)).collect(),
                    chain: way.chain.after(Link { function: *caller, span: event.span }),
                });
            }
            longer.retain(|longer| longer.function != way.function);
            // Who is called by several ways is told by the nearest; each way to call is told.
            let new: FxHashSet<FnId> =
                longer.iter().map(|longer| longer.function).filter(|caller| seen.insert(*caller)).collect();
            longer.retain(|longer| new.contains(&longer.function));
            longer.truncate(MAX_WAYS.saturating_sub(ways.len()));
            ways.extend(longer);
        }
    }
    found
}

impl CalledBack<'_> {
    /// Whether it matters who calls the function: what is kept may be known to others, and so may what came in.
    fn is_followed(&self) -> bool {
        let is_kept = matches!(self.callback.what, CallbackKind::Stored | CallbackKind::Object(_));
        let is_known =
            self.of.as_ref().is_some_and(|of| matches!(of.path.root, Root::Param(_) | Root::Static(_)));
        is_kept && is_known && self.chain.len() < MAX_CALLS
    }
}
