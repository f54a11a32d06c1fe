//! The recorder: the table of the function that is interpreted, and where events go.

use rustc_hash::{FxHashMap, FxHashSet};

use super::live::{MAX_HELD, State};
use crate::catalog::Runs;
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{ClosureTable, Event, EventKind, FnTable, Guard, Limit, Taken};
use crate::text::{Pos, Span};

/// What is noted of a function.
#[derive(Debug)]
pub(super) struct Recorder {
    table: FnTable,
    /// Where events go: the function (`None`) or a closure.
    sink: Option<u32>,
    /// How many fresh places there are.
    fresh: u32,
    /// Drops of guards that are noted.
    ended: FxHashSet<(u32, Pos)>,
    /// What is being read.
    at: Span,
    /// What calls of closures give and end, where that is more than values.
    captured: FxHashMap<u32, Captured>,
    /// How many events there were, of all bodies.
    noted: usize,
}

/// What the guards of a closure are to those who call it.
#[derive(Clone, Debug, Default)]
pub(super) struct Captured {
    /// Guards that its result holds, each made anew by a call. What it is only from within the closure has no place.
    pub(super) gives: Vec<Guard>,
    /// It drops or gives away a guard that it was made with.
    pub(super) consumes: bool,
}

impl Recorder {
    /// Goes on with a table, at the beginning of what is to be read.
    pub(super) fn new(table: FnTable, at: Span) -> Recorder {
        Recorder {
            table,
            sink: None,
            fresh: 0,
            ended: FxHashSet::default(),
            at,
            captured: FxHashMap::default(),
            noted: 0,
        }
    }

    /// How many events there were so far, of all bodies.
    pub(super) fn noted(&self) -> usize {
        self.noted
    }

    /// What has been noted.
    pub(super) fn table(&self) -> &FnTable {
        &self.table
    }

    /// The same, to note more.
    pub(super) fn table_mut(&mut self) -> &mut FnTable {
        &mut self.table
    }

    /// All of it.
    pub(super) fn finish(mut self) -> FnTable {
        self.table.shrink();
        self.table
    }

    /// A guard.
    pub(super) fn guard(&self, guard: u32) -> &Guard {
        &self.table.guards[guard as usize]
    }

    /// A guard, to change it.
    pub(super) fn guard_mut(&mut self, guard: u32) -> &mut Guard {
        &mut self.table.guards[guard as usize]
    }

    /// The body that is being interpreted: the function's own (`None`) or a closure's.
    pub(super) fn body(&self) -> Option<u32> {
        self.sink
    }

    /// Goes on with another body; returns the one before.
    pub(super) fn switch_to(&mut self, body: Option<u32>) -> Option<u32> {
        std::mem::replace(&mut self.sink, body)
    }

    /// The events of the body that is being interpreted.
    pub(super) fn events(&self) -> &[Event] {
        match self.sink {
            Some(closure) => &self.table.closures[closure as usize].events,
            None => &self.table.events,
        }
    }

    /// The same, to change or take back one.
    pub(super) fn events_mut(&mut self) -> &mut Vec<Event> {
        match self.sink {
            Some(closure) => &mut self.table.closures[closure as usize].events,
            None => &mut self.table.events,
        }
    }

    /// Whether an executor polls the body that is being interpreted.
    pub(super) fn is_polled(&self) -> bool {
        match self.sink {
            Some(closure) => self.table.closures[closure as usize].polled,
            None => self.table.polled,
        }
    }

    /// Notes an event. The second round of a loop repeats the events of the first; only new held sets
    /// say more.
    pub(super) fn note(&mut self, event: Event) {
        self.noted += 1;
        if event.held.len() == MAX_HELD {
            self.limit(Limit::Held, event.span);
        }
        let repeats = |known: &Event| is_repeated(known, &event, &self.table.guards);
        let known = self.events().iter().rev().take(200).position(repeats);
        let arm = known.map(|back| self.events()[self.events().len() - 1 - back].arm);
        let arm = arm.map_or(event.arm, |arm| self.table.arms.common(arm, event.arm));
        let events = self.events_mut();
        match known {
            // It happens in either case.
            Some(back) => {
                let at = events.len() - 1 - back;
                events[at].case = events[at].case.common(&event.case);
                events[at].arm = arm;
            }
            None => events.push(event),
        }
    }

    /// Notes that something is taken out of a place; the same again in the second round of a loop.
    pub(super) fn takes(&mut self, taken: Taken) -> u32 {
        let known = &mut self.table.taken;
        let is_it = |it: &Taken| it.span == taken.span && it.body == taken.body;
        let index = known.iter().position(is_it).unwrap_or(known.len());
        if index == known.len() {
            known.push(taken);
        }
        index as u32
    }

    /// What was taken is used: it was kept over an await since then.
    pub(super) fn uses(&mut self, taken: u32, state: &State) {
        if let Some(at) = state.suspended_with(taken) {
            self.keeps_over(taken, at);
        }
    }

    /// What was taken is kept over that await.
    pub(super) fn keeps_over(&mut self, taken: u32, at: Span) {
        self.table.taken[taken as usize].over.get_or_insert(at);
    }

    /// Notes that the table does not say all, at the first such place.
    pub(super) fn limit(&mut self, limit: Limit, at: Span) {
        if self.table.limits.iter().all(|(known, _)| *known != limit) {
            self.table.limits.push((limit, at));
        }
    }

    /// A table for a closure, whose `first` variable is that; it `moves` those from around it.
    pub(super) fn new_closure(&mut self, span: Span, moves: bool, first: u32) -> u32 {
        self.table.closures.push(ClosureTable {
            span,
            parent: self.sink,
            moves,
            first,
            ..ClosureTable::default()
        });
        self.table.closures.len() as u32 - 1
    }

    /// What the guards of a closure are to those who call it.
    pub(super) fn captured(&self, closure: u32) -> Option<&Captured> {
        self.captured.get(&closure)
    }

    /// Notes that.
    pub(super) fn note_captured(&mut self, closure: u32, captured: Captured) {
        self.captured.insert(closure, captured);
    }

    /// Notes when a closure runs.
    pub(super) fn runs(&mut self, closure: u32, runs: Runs) {
        self.table.closures[closure as usize].runs = runs;
    }

    /// A number that no other fresh place has.
    pub(super) fn next_fresh(&mut self) -> u32 {
        self.fresh += 1;
        self.fresh
    }

    /// The place of something new.
    pub(super) fn fresh_place(&mut self) -> Place {
        Place {
            path: Path::root(Root::Fresh(self.next_fresh())),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        }
    }

    /// Notes what is being read; returns what was before.
    pub(super) fn move_to(&mut self, at: Span) -> Span {
        std::mem::replace(&mut self.at, at)
    }

    /// Notes that a guard is dropped at the end of what is being read.
    pub(super) fn ends(&mut self, guard: u32) {
        if self.ended.insert((guard, self.at.end)) {
            self.table.ends.push((guard, self.at.end));
        }
    }
}

/// Whether one event says what another one says.
fn is_repeated(a: &Event, b: &Event, guards: &[Guard]) -> bool {
    use EventKind::*;
    if a.span != b.span {
        return false;
    }
    // A new kind of event is to say here what makes two of it the same.
    let same = match &a.kind {
        Acquire(x) => matches!(&b.kind, Acquire(y) if x.lock == y.lock && x.mode == y.mode),
        Channel(x) => matches!(&b.kind, Channel(y)
            if (x.made, x.act, &x.senders, &x.receivers) == (y.made, y.act, &y.senders, &y.receivers)),
        Signal(x) => matches!(&b.kind, Signal(y) if x.place == y.place && x.checked == y.checked),
        Notify(x) => matches!(&b.kind, Notify(y) if x.place == y.place),
        Pipe(x) => matches!(&b.kind, Pipe(y) if x.act == y.act && x.path == y.path),
        Callback(x) => matches!(&b.kind, Callback(y) if x.what == y.what && x.of == y.of),
        Call(x) => matches!(&b.kind, Call(y) if x.targets == y.targets
            && x.args.len() == y.args.len()
            && x.args.iter().zip(&y.args).all(|(x, y)| x.place == y.place && x.callable == y.callable)),
        RunClosure(x) => matches!(&b.kind, RunClosure(y) if x == y),
        RunParam(x) => matches!(&b.kind, RunParam(y) if x == y),
        PollParam(x) => matches!(&b.kind, PollParam(y) if x == y),
        Block(x) => matches!(&b.kind, Block(y) if x.what == y.what),
        Change(x) => matches!(&b.kind, Change(y) if x.place == y.place && x.step == y.step),
        Weak(x) => matches!(&b.kind, Weak(y) if x.story == y.story),
        Process(x) => matches!(&b.kind, Process(y) if x == y),
        Confined(x) => matches!(&b.kind, Confined(y) if x.callable == y.callable),
        CheckThenAct(x) => matches!(&b.kind, CheckThenAct(y) if x.place == y.place && x.check == y.check),
        Touch(x) => matches!(&b.kind, Touch(y) if x.place == y.place && x.write == y.write),
        DroppedAtOnce { .. } | Await | Panics | Fragile(_) | Spawn { .. } | Unbounded(_) | Loop(_) => {
            std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
        }
    };
    same && a.held.len() == b.held.len()
        && a.held.iter().zip(&b.held).all(|(x, y)| {
            let (x, y) = (&guards[x.guard as usize], &guards[y.guard as usize]);
            x.span == y.span && x.lock == y.lock
        })
}
