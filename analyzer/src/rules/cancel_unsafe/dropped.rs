//! Who drops a future before it is done: a `select!`, a timeout, somebody who aborts its task, or any of them above what
//! awaits it. Where nobody in sight does, nothing is dropped half-way; and what ends with the dropped future is not lost.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::places;
use crate::catalog::Runs;
use crate::finding::Site;
use crate::model::chain::Link;
use crate::model::context::Body;
use crate::model::place::{Class, ClassRoot, Place, Root, Step as PlaceStep};
use crate::model::table::{Callable, Dispatch, EventKind, FnTable, MadeKind, Race};
use crate::model::{FnId, Model};
use crate::text::Span;

/// What drops a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Another branch that is ready first.
    Select,
    /// The end of its time.
    Timeout,
    /// Somebody who aborts its task, or drops the handle that does.
    Abort,
}

/// Which droppers matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// All: what was left half-way is found so by anybody.
    Anything,
    /// Those in loops that go on: they expect that nothing is missing. So do those who still have what a lock protects,
    /// when the time of one of them is up.
    GoingOn,
}

/// A future is dropped.
pub(super) struct Dropper {
    pub(super) by: By,
    pub(super) link: Link,
    /// From there down to the body: where each future is awaited by the one before.
    pub(super) awaits: Vec<Link>,
}

impl By {
    /// The subject of a sentence.
    pub(super) fn subject(self) -> &'static str {
        match self {
            By::Select => "`select!`",
            By::Timeout => "the timeout",
            By::Abort => "aborting the task",
        }
    }
}

impl Dropper {
    /// The futures between, of which the nearest tell most, and where the outermost is dropped.
    pub(super) fn steps(&self, model: &Model<'_>) -> Vec<Site> {
        let awaits = self.awaits.iter().rev().filter(|link| **link != self.link);
        let mut steps: Vec<Site> =
            awaits.take(2).map(|link| places::place(model, *link, "awaits this")).collect();
        let drops = match self.by {
            By::Select => "drops this future when another branch is ready first",
            By::Timeout => "drops this future when the time is up",
            By::Abort => "drops the future of the task",
        };
        steps.push(places::place(model, self.link, drops));
        steps
    }
}

/// Who drops which futures, by whom they are awaited.
pub(super) struct Droppers<'m, 'a> {
    model: &'m Model<'a>,
    /// By function: in which bodies it is called, and by which event.
    callers: FxHashMap<FnId, Vec<(Body, usize)>>,
    /// Where the task is aborted that a closure or function is.
    aborts: FxHashMap<(FnId, Option<u32>), Link>,
}

/// A future on the way up from what may lose something.
struct Step {
    body: Body,
    /// What changes half-way, in the terms of that body.
    state: Place,
    awaits: Vec<Link>,
}

impl<'m, 'a> Droppers<'m, 'a> {
    /// Takes note of all calls. Linear in the number of events.
    pub(super) fn of(model: &'m Model<'a>) -> Droppers<'m, 'a> {
        let mut callers: FxHashMap<FnId, Vec<(Body, usize)>> = FxHashMap::default();
        for (function, table) in functions(model) {
            for (closure, events) in table.bodies() {
                for (index, event) in events.iter().enumerate() {
                    let EventKind::Call(call) = &event.kind else { continue };
                    for target in &call.targets {
                        callers.entry(*target).or_default().push((Body { function, closure }, index));
                    }
                }
            }
        }
        Droppers { model, callers, aborts: aborts(model) }
    }

    /// Who drops the future of a body before it is done while somebody else still has `state`; the nearest.
    pub(super) fn find(&self, body: Body, state: &Place, after: After) -> Option<Dropper> {
        let mut seen = FxHashSet::default();
        let mut work = std::collections::VecDeque::new();
        work.push_back(Step { body, state: state.clone(), awaits: Vec::new() });
        while let Some(step) = work.pop_front() {
            let gone = step.state.path.root == Root::Elsewhere || self.ends_with(&step.body, &step.state);
            if gone || !seen.insert((step.body, step.state.clone())) {
                continue;
            }
            let aborted = self.aborts.get(&(step.body.function, step.body.closure));
            if let Some(link) = aborted.filter(|_| after == After::Anything) {
                return Some(Dropper { by: By::Abort, link: *link, awaits: step.awaits });
            }
            for (above, index, state) in self.above(&step, after) {
                let table = &self.model.tables[above.function.index()];
                let span = above.events(table)[index].span;
                let mut awaits = vec![Link { function: above.function, span }];
                awaits.extend(&step.awaits);
                match self.race(above, index, &state, after) {
                    Some((by, span)) => {
                        let link = Link { function: above.function, span };
                        return Some(Dropper { by, link, awaits });
                    }
                    None => work.push_back(Step { body: above, state, awaits }),
                }
            }
        }
        None
    }

    /// What polls a body: in which body, by which event, and what the state is called there.
    fn above(&self, step: &Step, after: After) -> Vec<(Body, usize, Place)> {
        let Step { body: Body { function, closure }, state, .. } = step;
        let table = &self.model.tables[function.index()];
        let mut above = Vec::new();
        if let Some(closure) = closure {
            for (body, events) in table.bodies() {
                let runs = |kind: &EventKind| matches!(kind, EventKind::RunClosure(run) if run == closure);
                let runs = events.iter().enumerate().filter(|(_, event)| runs(&event.kind));
                above.extend(runs.map(|(index, _)| {
                    let body = Body { function: *function, closure: body };
                    (body, index, state.clone())
                }));
            }
            // Where nothing here polls it, whoever calls the function gets it.
            let leaves = matches!(table.closures[*closure as usize].runs, Runs::Here | Runs::Later);
            if !above.is_empty() || !leaves || table.polled {
                return above;
            }
        }
        for (body, index) in self.callers.get(function).into_iter().flatten() {
            let table = &self.model.tables[body.function.index()];
            let EventKind::Call(call) = &body.events(table)[*index].kind else { continue };
            if after == After::GoingOn && call.dispatch != Dispatch::Static {
                continue;
            }
            let place = |index: u32| call.args.get(index as usize).and_then(|arg| arg.place.clone());
            above.push((*body, *index, state.substitute(&place)));
        }
        above
    }

    /// The race in which an event of a body is on one side that may be dropped, where `state` is still there afterwards.
    fn race(&self, body: Body, index: usize, state: &Place, after: After) -> Option<(By, Span)> {
        let table = &self.model.tables[body.function.index()];
        // When the first race of a program is over, so is the program.
        let alone = self.model.defs.is_main(body.function) || self.model.defs[body.function].test;
        let goes_on = |race: &&Race| race.in_loop || !alone;
        let outlives = |race: &&Race| match state.path.root {
            // What is made again and again ends with a turn of the loop.
            Root::Made(made) => {
                !(race.in_loop && table.made.get(made as usize).is_some_and(|made| made.again))
            }
            _ if state.ends_with_frame() => race.in_loop && !race.is_of_turn(state),
            _ => true,
        };
        let races = table.races.iter().filter(|race| race.body == body.closure);
        races.filter(goes_on).filter(outlives).find_map(|race| {
            let drops = race.timeout || race.branches.len() > 1;
            let at = race.branches.iter().position(|branch| branch.polls.contains(&index))?;
            let branch = &race.branches[at];
            let matters = after == After::Anything
                || race.winner(at).is_some()
                || race.timeout && !alone && state.path.steps.contains(&PlaceStep::Inside);
            let by = if race.timeout { By::Timeout } else { By::Select };
            (drops && matters && !branch.by_ref).then_some((by, branch.span))
        })
    }

    /// Whether the state goes with the future of that body.
    fn ends_with(&self, body: &Body, state: &Place) -> bool {
        let table = &self.model.tables[body.function.index()];
        match (body.closure, state.path.root) {
            (None, Root::Param(index)) => {
                let ty = self.model.types.signatures[body.function.index()].params.get(index as usize);
                !state.shared && ty.is_some_and(|ty| !self.model.types.may_borrow(ty))
            }
            (None, Root::Made(_)) => true,
            (None, _) => state.ends_with_frame(),
            (Some(closure), Root::Param(index)) => {
                let ty = self.model.types.signatures[body.function.index()].params.get(index as usize);
                let owned = !state.shared && ty.is_some_and(|ty| !self.model.types.may_borrow(ty));
                owned && table.closures[closure as usize].moves
            }
            (Some(closure), Root::Made(made)) => {
                let closure = &table.closures[closure as usize];
                closure.moves || closure.span.contains(table.made[made as usize].span)
            }
            (Some(closure), Root::Local(var)) => {
                let closure = &table.closures[closure as usize];
                state.ends_with_frame() && (closure.moves || closure.first <= var)
            }
            (Some(_), Root::Fresh(_)) => state.ends_with_frame(),
            _ => false,
        }
    }
}

fn functions<'m>(model: &'m Model<'_>) -> impl Iterator<Item = (FnId, &'m FnTable)> {
    model.tables.iter().enumerate().map(|(index, table)| (FnId(index as u32), table))
}

/// Where tasks are aborted: by a handle that is followed from where the task was made, or by the set that has them.
fn aborts(model: &Model<'_>) -> FxHashMap<(FnId, Option<u32>), Link> {
    let mut sets: FxHashMap<&Class, Vec<(FnId, u32)>> = FxHashMap::default();
    for (function, table) in functions(model) {
        for (set, task) in &table.kept_tasks {
            sets.entry(set).or_default().push((function, *task));
        }
    }
    let mut aborts = FxHashMap::default();
    for (function, table) in functions(model) {
        for (span, class) in &table.aborts {
            let link = Link { function, span: *span };
            let made = match class.root {
                ClassRoot::Made(function, task) => vec![(function, task)],
                _ => sets.get(class).cloned().unwrap_or_default(),
            };
            for (function, task) in made {
                let made = model.tables[function.index()].made.get(task as usize);
                let Some(MadeKind::Thread(runs)) = made.map(|made| &made.kind) else { continue };
                for callable in runs {
                    let key = match callable {
                        Callable::Closure(closure) => (function, Some(*closure)),
                        Callable::Fn(id) => (*id, None),
                        Callable::Param(_) => continue,
                    };
                    aborts.entry(key).or_insert(link);
                }
            }
        }
    }
    aborts
}
