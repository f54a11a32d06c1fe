//! The recorder: the table of the function that is interpreted, and where events go.

use rustc_hash::FxHashSet;

use super::live::MAX_HELD;
use crate::catalog::Runs;
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{ClosureTable, Event, EventKind, FnTable, Guard, Held, Limit};
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
}

impl Recorder {
    /// Goes on with a table, at the beginning of what is to be read.
    pub(super) fn new(table: FnTable, at: Span) -> Recorder {
        Recorder { table, sink: None, fresh: 0, ended: FxHashSet::default(), at }
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

    /// Notes an event under what is `held`. The second round of a loop repeats the events of the first; only new held sets
    /// say more.
    pub(super) fn note(&mut self, span: Span, held: Vec<Held>, off: bool, kind: EventKind) {
        if held.len() == MAX_HELD {
            self.limit(Limit::Held, span);
        }
        let event = Event { span, held, off, kind };
        let mut known = self.events().iter().rev().take(200);
        if !known.any(|known| is_repeated(known, &event, &self.table.guards)) {
            self.events_mut().push(event);
        }
    }

    /// Notes that the table does not say all, at the first such place.
    pub(super) fn limit(&mut self, limit: Limit, at: Span) {
        if self.table.limits.iter().all(|(known, _)| *known != limit) {
            self.table.limits.push((limit, at));
        }
    }

    /// A table for a closure.
    pub(super) fn new_closure(&mut self, span: Span) -> u32 {
        self.table.closures.push(ClosureTable { span, parent: self.sink, ..ClosureTable::default() });
        self.table.closures.len() as u32 - 1
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
    pub(super) fn read(&mut self, at: Span) -> Span {
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
    if a.span != b.span || std::mem::discriminant(&a.kind) != std::mem::discriminant(&b.kind) {
        return false;
    }
    let same_lock = match (&a.kind, &b.kind) {
        (EventKind::Acquire(x), EventKind::Acquire(y)) => x.lock == y.lock && x.mode == y.mode,
        (EventKind::Channel(x), EventKind::Channel(y)) => {
            x.made == y.made && x.act == y.act && x.senders == y.senders && x.receivers == y.receivers
        }
        (EventKind::Signal(x), EventKind::Signal(y)) => x.place == y.place && x.checked == y.checked,
        (EventKind::Notify(x), EventKind::Notify(y)) => x.place == y.place,
        (EventKind::Pipe(x), EventKind::Pipe(y)) => x.act == y.act && x.path == y.path,
        (EventKind::Callback(x), EventKind::Callback(y)) => x.what == y.what,
        (EventKind::Call(x), EventKind::Call(y)) => {
            x.targets == y.targets
                && x.args.len() == y.args.len()
                && x.args.iter().zip(&y.args).all(|(x, y)| x.place == y.place && x.callable == y.callable)
        }
        (EventKind::RunClosure(x), EventKind::RunClosure(y)) => x == y,
        (EventKind::RunParam(x), EventKind::RunParam(y)) => x == y,
        (EventKind::Block(x), EventKind::Block(y)) => x.what == y.what,
        (EventKind::Change(x), EventKind::Change(y)) => x.place == y.place && x.step == y.step,
        (EventKind::Weak(x), EventKind::Weak(y)) => x.story == y.story,
        (EventKind::Process(x), EventKind::Process(y)) => x == y,
        (EventKind::Confined(x), EventKind::Confined(y)) => x.callable == y.callable,
        (EventKind::CheckThenAct(x), EventKind::CheckThenAct(y)) => x.place == y.place && x.check == y.check,
        (EventKind::Touch(x), EventKind::Touch(y)) => x.place == y.place && x.write == y.write,
        (EventKind::DroppedAtOnce { .. }, EventKind::DroppedAtOnce { .. })
        | (EventKind::Await, EventKind::Await)
        | (EventKind::Panics, EventKind::Panics)
        | (EventKind::Fragile(_), EventKind::Fragile(_))
        | (EventKind::Spawn { .. }, EventKind::Spawn { .. })
        | (EventKind::Unbounded(_), EventKind::Unbounded(_))
        | (EventKind::Loop(_), EventKind::Loop(_)) => true,
        _ => false,
    };
    same_lock
        && a.held.len() == b.held.len()
        && a.held.iter().zip(&b.held).all(|(x, y)| {
            let (x, y) = (&guards[x.guard as usize], &guards[y.guard as usize]);
            x.span == y.span && x.lock == y.lock
        })
}
