//! What the rules about blocked executors share: where code that an executor polls reaches a blocking call.

use rustc_hash::{FxHashMap, FxHashSet};

use super::places;
use crate::catalog::{Consequence, Work};
use crate::finding::Site;
use crate::model::chain::{Chain, Link};
use crate::model::context::{Body, Polling};
use crate::model::summary::{Blocked, Reach};
use crate::model::table::{Block, Dispatch, EventKind};
use crate::model::{FnId, Model};
use crate::text::Span;

/// A place in asynchronous code that leads to a blocking call.
#[derive(Debug)]
pub(super) struct Blockage {
    /// The body that an executor polls.
    pub(super) body: Body,
    /// The call in it.
    pub(super) at: Span,
    /// The blocking call that weighs most.
    pub(super) blocked: Blocked,
    /// The call itself, where it stands in that body.
    pub(super) direct: Option<Block>,
    /// A guard that must not be alive at an await is held at the call.
    pub(super) guarded: bool,
    /// How surely other tasks wait for the thread.
    pub(super) polling: Polling,
    /// Other places in asynchronous code that call the same function, or go on with the same file.
    pub(super) also: Vec<Link>,
}

/// Every such place, in the order of the sources. A blocking call that is reached from several places is one
/// site.
pub(super) fn sites(model: &Model<'_>, wanted: &dyn Fn(Work) -> bool) -> Vec<Blockage> {
    let mut sites: Vec<Blockage> = Vec::new();
    let mut by_leaf: FxHashMap<Link, usize> = FxHashMap::default();
    let mut others: FxHashSet<(usize, Link)> = FxHashSet::default();
    // By body, the last site that opens a file.
    let mut opened: FxHashMap<Body, usize> = FxHashMap::default();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        let reach = Reach { id: function, table, summaries: &model.summaries };
        for body in Body::polled(function, table) {
            for (index, event) in body.events(table).iter().enumerate() {
                // Who enters a runtime need not wait for others to suffer from it.
                let polling = model.contexts.polling(body, index);
                let alone = model.defs[function].test || !wanted(Work::Runtime(Consequence::Either));
                let enters = (!alone).then_some(Polling::AfterSpawn);
                let Some(mut polling) = polling.or(enters) else { continue };
                // What a program does once or twice, as when it starts, keeps others waiting no longer.
                if !event.again && model.parallel.is_seldom(body) {
                    polling = Polling::AfterSpawn;
                }
                let mut worst: Option<Blocked> = None;
                reach.blocks(event, &mut |blocked| {
                    if wanted(blocked.what.work)
                        && worst.as_ref().is_none_or(|known| weight(&blocked) < weight(known))
                    {
                        worst = Some(blocked);
                    }
                });
                let Some(blocked) = worst else { continue };
                if sites
                    .iter()
                    .rev()
                    .take(40)
                    .any(|site| site.body.function == function && site.at == event.span)
                {
                    continue;
                }
                if blocked.chain.len() > 1 {
                    let leaf = blocked.chain.last();
                    if let Some(&known) = by_leaf.get(&leaf) {
                        let also = Link { function, span: event.span };
                        // Of all the ways to one blocking call, one that keeps others waiting for sure, and a short one, is told.
                        let rank = |polling, chain: &Chain| (std::cmp::Reverse(polling), chain.len());
                        let better = rank(polling, &blocked.chain)
                            < rank(sites[known].polling, &sites[known].blocked.chain);
                        if better {
                            let own = Link { function: sites[known].body.function, span: sites[known].at };
                            others.insert((known, own));
                            let known = &mut sites[known];
                            known.also.push(own);
                            *known = Blockage {
                                body,
                                at: event.span,
                                blocked,
                                direct: None,
                                guarded: false,
                                polling,
                                also: std::mem::take(&mut known.also),
                            };
                        } else {
                            let own = Link { function: sites[known].body.function, span: sites[known].at };
                            if also != own && others.insert((known, also)) {
                                sites[known].also.push(also);
                            }
                        }
                        continue;
                    }
                    by_leaf.insert(leaf, sites.len());
                }
                let direct = match &event.kind {
                    EventKind::Block(block) => Some(block.clone()),
                    _ => None,
                };
                // Reading a file that was opened here says nothing new.
                let goes_on = blocked.what.work == Work::Files && crate::catalog::goes_on(blocked.what);
                let opens = direct.is_some() && blocked.what.work == Work::Files;
                if opens
                    && goes_on
                    && let Some(&opened) = opened.get(&body)
                    // A surer way to the same call may have taken its place.
                    && sites[opened].body == body
                {
                    sites[opened].also.push(Link { function, span: event.span });
                    continue;
                }
                if opens {
                    opened.insert(body, sites.len());
                }
                let guarded = event.held.iter().any(|held| !table.guards[held.guard as usize].is_async);
                sites.push(Blockage {
                    body,
                    at: event.span,
                    blocked,
                    direct,
                    guarded,
                    polling,
                    also: Vec::new(),
                });
            }
        }
    }
    sites
}

/// Sure before unsure, costly before cheap, near before far.
fn weight(blocked: &Blocked) -> (Dispatch, bool, bool, usize) {
    let what = blocked.what;
    (blocked.dispatch, what.work == Work::Names, what.guessed, blocked.chain.len())
}

/// The steps of a site: where the asynchronous code begins, the call, the way down, and who else comes this way.
pub(super) fn steps(model: &Model<'_>, site: &Blockage, primary: &Site, last: &str) -> Vec<Site> {
    let mut steps = vec![entry(model, site.body), primary.clone()];
    steps.extend(places::chain(model, &site.blocked.chain, last));
    for link in site.also.iter().take(5) {
        let label = match site.direct {
            Some(_) => "continues here",
            None => "calls it from async code too",
        };
        steps.push(places::place(model, *link, label));
    }
    steps
}

/// Where a body that an executor polls begins.
pub(super) fn entry(model: &Model<'_>, body: Body) -> Site {
    let item = model.defs[body.function].item;
    let (span, label) = match body.closure {
        Some(closure) => {
            let start = model.tables[body.function.index()].closures[closure as usize].span.start;
            let end = crate::text::Pos { line: start.line, column: start.column + 5 };
            (Span { start, end }, "runs on an executor")
        }
        None if item.is_async => (item.name_span, "runs on an executor (async function)"),
        None => (item.name_span, "runs on an executor (called by async code)"),
    };
    places::place(model, Link { function: body.function, span }, label)
}
