//! Whether an edit has changed nothing but places in the text, and where each of them has gone. Most keys are of this
//! kind: a comment, a line, an expression that has to do with no lock. What was found before is then still right, and
//! has only to be moved.

use rustc_hash::FxHashMap;

use super::defs::Defs;
use super::ids::FnId;
use super::place::{Class, ClassRoot, Path, Place, Root};
use super::table::{
    Acquire, Arg, AtomicUse, Block, Branch, Call, Callback, Change, ChannelUse, CheckThenAct, ClosureTable,
    Event, EventKind, FnTable, Guard, Leads, Loss, Made, MadeKind, Notify, Race, Required, Returned, Signal,
    Taken, Touch, Unwoken, Weak,
};
use crate::text::{FileId, Location, Pos, Span};

/// Where the places of some files have gone. Files that are not named have not changed.
#[derive(Debug, Default)]
pub struct Moves {
    /// Old places in order, each with its new one; these are in the same order.
    files: FxHashMap<FileId, Vec<(Pos, Pos)>>,
}

impl Moves {
    /// Where a location is now; `None` if nobody knows.
    pub fn location(&self, at: Location) -> Option<Location> {
        let Some(known) = self.files.get(&at.file) else { return Some(at) };
        let span = Span { start: moved(known, at.span.start)?, end: moved(known, at.span.end)? };
        Some(Location { span, ..at })
    }

    /// Whether places of that file may have moved.
    pub fn concerns(&self, file: FileId) -> bool {
        self.files.contains_key(&file)
    }

    /// The order of places, and which of them share a line, is what rules may go by: both have to be what they were.
    fn is_even(&self) -> bool {
        self.files.values().all(|places| {
            places.windows(2).all(|pair| {
                let ((old, new), (next_old, next_new)) = (pair[0], pair[1]);
                new < next_new && (old.line == next_old.line) == (new.line == next_new.line)
            })
        })
    }
}

/// What is between two known places of a line that have moved alike has moved with them.
fn moved(known: &[(Pos, Pos)], at: Pos) -> Option<Pos> {
    let behind = known.partition_point(|(old, _)| *old <= at);
    let (old, new) = *known.get(behind.checked_sub(1)?)?;
    if old == at {
        return Some(new);
    }
    let (next_old, next_new) = *known.get(behind)?;
    let one_line = old.line == at.line && next_old.line == at.line && new.line == next_new.line;
    let alike = i64::from(next_new.column) - i64::from(new.column)
        == i64::from(next_old.column) - i64::from(old.column);
    (one_line && alike).then(|| Pos { line: new.line, column: new.column + at.column - old.column })
}

/// Compares what was with what is.
pub(super) struct Comparison<'d, 'a> {
    defs: &'d Defs<'a>,
    file: FileId,
    places: FxHashMap<FileId, Vec<(Pos, Pos)>>,
    /// The locals of the function that is compared: their old numbers and their new ones.
    locals: FxHashMap<Root, Root>,
}

impl<'d, 'a> Comparison<'d, 'a> {
    /// Nothing is compared so far.
    pub(super) fn new(defs: &'d Defs<'a>) -> Comparison<'d, 'a> {
        Comparison {
            defs,
            file: FileId::default(),
            places: FxHashMap::default(),
            locals: FxHashMap::default(),
        }
    }

    /// Takes note of the declarations of a file that has changed, if only in places. All such files come before the tables.
    pub(super) fn declarations(&mut self, file: FileId, old: &[Span], new: &[Span]) -> bool {
        self.file = file;
        self.places.entry(file).or_default();
        all(old, new, |old, new| self.span(*old, *new))
    }

    /// Whether two tables of a function say the same, but for places and the numbers of its locals. Takes note of the
    /// places.
    pub(super) fn table(&mut self, id: FnId, old: &FnTable, new: &FnTable) -> bool {
        self.file = self.defs[id].file;
        self.locals.clear();
        let FnTable {
            guards,
            ends,
            events,
            arms,
            limits,
            stands_for,
            closures,
            ret,
            required,
            misnamed,
            races,
            tasks,
            handed,
            made,
            stores,
            kept_callables,
            by_caller,
            leads,
            kept_locks,
            atomics,
            polled,
            exchanges,
            frees,
            asks_runtime,
            in_runtime,
            spawns,
            orders,
            alone,
            fences,
            leaks,
            tries,
            aborts,
            kept_tasks,
            idle,
            taken,
            unwoken,
            hands_waker,
        } = old;
        (polled, exchanges, frees, asks_runtime, spawns, orders)
            == (&new.polled, &new.exchanges, &new.frees, &new.asks_runtime, &new.spawns, &new.orders)
            && (fences, leaks, tries) == (&new.fences, &new.leaks, &new.tries)
            && *hands_waker == new.hands_waker
            && *arms == new.arms
            && all(unwoken, &new.unwoken, |old, new| self.unwoken(old, new))
            && all(aborts, &new.aborts, |old, new| self.span(old.0, new.0) && self.class(&old.1, &new.1))
            && all(kept_tasks, &new.kept_tasks, |old, new| old.1 == new.1 && self.class(&old.0, &new.0))
            && all(in_runtime, &new.in_runtime, |old, new| self.span(*old, *new))
            && all(idle, &new.idle, |old, new| self.span(old.0, new.0) && self.span(old.1, new.1))
            && all(taken, &new.taken, |old, new| self.taken(old, new))
            && all(alone, &new.alone, |old, new| old.1 == new.1 && self.span(old.0, new.0))
            && all(atomics, &new.atomics, |old, new| self.atomic(old, new))
            && (tasks, handed, stands_for) == (&new.tasks, &new.handed, &new.stands_for)
            && all(guards, &new.guards, |old, new| self.guard(old, new))
            && all(ends, &new.ends, |old, new| old.0 == new.0 && self.pos(old.1, new.1))
            && all(events, &new.events, |old, new| self.event(old, new))
            && all(limits, &new.limits, |old, new| old.0 == new.0 && self.span(old.1, new.1))
            && all(closures, &new.closures, |old, new| self.closure(old, new))
            && self.returned(ret, &new.ret)
            && all(required, &new.required, |old, new| self.required(old, new))
            && all(misnamed, &new.misnamed, |old, new| old.1 == new.1 && self.span(old.0, new.0))
            && all(races, &new.races, |old, new| self.race(old, new))
            && all(made, &new.made, |old, new| self.made(old, new))
            && all(kept_locks, &new.kept_locks, |old, new| {
                self.class(&old.0, &new.0) && self.class(&old.1, &new.1)
            })
            && all(stores, &new.stores, |old, new| self.class(&old.0, &new.0) && self.class(&old.1, &new.1))
            && all(by_caller, &new.by_caller, |old, new| {
                (old.param, old.counts) == (new.param, new.counts) && self.span(old.at, new.at)
            })
            && all(kept_callables, &new.kept_callables, |old, new| {
                old.1 == new.1 && self.class(&old.0, &new.0)
            })
            && self.leads(leads, &new.leads)
            && self.locals_keep_their_order()
    }

    /// Where everything has gone; `None` if that is not all that has happened.
    pub(super) fn finish(self) -> Option<Moves> {
        let mut files = self.places;
        for places in files.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        let moves = Moves { files };
        moves.is_even().then_some(moves)
    }

    fn pos(&mut self, old: Pos, new: Pos) -> bool {
        // In a file that has not changed, nothing has moved.
        let Some(places) = self.places.get_mut(&self.file) else { return old == new };
        places.push((old, new));
        true
    }

    fn unwoken(&mut self, old: &Unwoken, new: &Unwoken) -> bool {
        old.got.polled == new.got.polled && self.span(old.span, new.span) && self.span(old.got.at, new.got.at)
    }

    fn taken(&mut self, old: &Taken, new: &Taken) -> bool {
        let Taken { span, body, place, how, own, over } = old;
        (body, how, own) == (&new.body, &new.how, &new.own)
            && self.span(*span, new.span)
            && self.place(place, &new.place)
            && match (over, &new.over) {
                (Some(old), Some(new)) => self.span(*old, *new),
                (old, new) => old == new,
            }
    }

    fn span(&mut self, old: Span, new: Span) -> bool {
        // What has no place has none now, either.
        let (nowhere, still) = (old == Span::default(), new == Span::default());
        nowhere == still && (nowhere || self.pos(old.start, new.start) && self.pos(old.end, new.end))
    }

    fn span_of(&mut self, function: FnId, old: Span, new: Span) -> bool {
        let file = std::mem::replace(&mut self.file, self.defs[function].file);
        let same = self.span(old, new);
        self.file = file;
        same
    }

    fn local(&mut self, old: Root, new: Root) -> bool {
        *self.locals.entry(old).or_insert(new) == new
    }

    /// Lists may be sorted by these numbers.
    fn locals_keep_their_order(&self) -> bool {
        let mut pairs: Vec<(&Root, &Root)> = self.locals.iter().collect();
        pairs.sort_unstable();
        pairs.windows(2).all(|pair| pair[0].1 < pair[1].1)
    }

    fn root(&mut self, old: Root, new: Root) -> bool {
        match (old, new) {
            (Root::Local(_), Root::Local(_)) | (Root::Fresh(_), Root::Fresh(_)) => self.local(old, new),
            _ => old == new,
        }
    }

    fn path(&mut self, old: &Path, new: &Path) -> bool {
        self.root(old.root, new.root) && old.steps == new.steps
    }

    fn class(&mut self, old: &Class, new: &Class) -> bool {
        let same_root = match (old.root, new.root) {
            (ClassRoot::Local(function, old), ClassRoot::Local(other, new)) => {
                function == other && self.local(Root::Local(old), Root::Local(new))
            }
            (old, new) => old == new,
        };
        same_root && old.steps == new.steps
    }

    fn place(&mut self, old: &Place, new: &Place) -> bool {
        let Place { path, class, exclusive, shared } = old;
        (exclusive, shared) == (&new.exclusive, &new.shared)
            && self.path(path, &new.path)
            && self.class(class, &new.class)
    }

    fn places(&mut self, old: &[Place], new: &[Place]) -> bool {
        all(old, new, |old, new| self.place(old, new))
    }

    fn optional(&mut self, old: Option<&Place>, new: Option<&Place>) -> bool {
        both(old, new, |old, new| self.place(old, new))
    }

    fn leads(&mut self, old: &Leads, new: &Leads) -> bool {
        let (old, new): (Vec<_>, Vec<_>) = (old.all().collect(), new.all().collect());
        all(&old, &new, |(root, old), (other, new)| {
            self.root(*root, *other)
                && all(old, new, |old, new| old.at == new.at && self.place(&old.to, &new.to))
        })
    }

    fn guard(&mut self, old: &Guard, new: &Guard) -> bool {
        let Guard {
            lock,
            mode,
            span,
            via,
            sharded,
            is_async,
            param,
            content,
            temporary,
            poisons,
            case,
            part,
        } = old;
        (mode, sharded, is_async, param, content, temporary, poisons, case, part)
            == (
                &new.mode,
                &new.sharded,
                &new.is_async,
                &new.param,
                &new.content,
                &new.temporary,
                &new.poisons,
                &new.case,
                &new.part,
            )
            && self.place(lock, &new.lock)
            && self.span(*span, new.span)
            && both(via.as_ref(), new.via.as_ref(), |old, new| {
                old.0 == new.0 && self.span_of(old.0, old.1, new.1)
            })
    }

    fn event(&mut self, old: &Event, new: &Event) -> bool {
        let Event { span, held, off, detached, raced, again, arm, case, kind } = old;
        (held, off, detached, raced, again, arm, case)
            == (&new.held, &new.off, &new.detached, &new.raced, &new.again, &new.arm, &new.case)
            && self.span(*span, new.span)
            && self.kind(kind, &new.kind)
    }

    fn kind(&mut self, old: &EventKind, new: &EventKind) -> bool {
        use EventKind as Kind;
        match (old, new) {
            (Kind::Acquire(old), Kind::Acquire(new)) => self.acquire(old, new),
            (Kind::Call(old), Kind::Call(new)) => self.call(old, new),
            (Kind::RunClosure(old), Kind::RunClosure(new))
            | (Kind::RunParam(old), Kind::RunParam(new))
            | (Kind::PollParam(old), Kind::PollParam(new))
            | (Kind::Loop(old), Kind::Loop(new)) => old == new,
            (Kind::DroppedAtOnce { guard, let_ }, Kind::DroppedAtOnce { guard: other, let_: other_let }) => {
                (guard, let_) == (other, other_let)
            }
            (Kind::Await, Kind::Await) | (Kind::Panics, Kind::Panics) => true,
            (Kind::Block(old), Kind::Block(new)) => self.block(old, new),
            (Kind::Fragile(old), Kind::Fragile(new)) => {
                let Loss { what, place, own } = &**old;
                (what, own) == (&new.what, &new.own) && self.optional(place.as_ref(), new.place.as_ref())
            }
            (
                Kind::Spawn { handle, dropped, task, guessed },
                Kind::Spawn {
                    handle: other,
                    dropped: other_dropped,
                    task: other_task,
                    guessed: other_guessed,
                },
            ) => (handle, dropped, task, guessed) == (other, other_dropped, other_task, other_guessed),
            (Kind::Change(old), Kind::Change(new)) => {
                let Change { place, step, own } = &**old;
                (step, own) == (&new.step, &new.own) && self.place(place, &new.place)
            }
            (Kind::Touch(old), Kind::Touch(new)) => {
                let Touch { place, write, gated, down } = &**old;
                (write, gated) == (&new.write, &new.gated)
                    && self.place(place, &new.place)
                    && all(down, &new.down, |old, new| self.span(*old, *new))
            }
            (Kind::CheckThenAct(old), Kind::CheckThenAct(new)) => {
                let CheckThenAct { place, from, check, ignored } = &**old;
                (from, ignored) == (&new.from, &new.ignored)
                    && self.place(place, &new.place)
                    && self.span(*check, new.check)
            }
            (Kind::Weak(old), Kind::Weak(new)) => {
                let Weak { place, story, follows } = &**old;
                (story, follows) == (&new.story, &new.follows) && self.place(place, &new.place)
            }
            (Kind::Process(old), Kind::Process(new)) | (Kind::Unbounded(old), Kind::Unbounded(new)) => {
                old == new
            }
            (Kind::Confined(old), Kind::Confined(new)) => {
                old.callable == new.callable && old.forked == new.forked
            }
            (Kind::Channel(old), Kind::Channel(new)) => self.channel(old, new),
            (Kind::Signal(old), Kind::Signal(new)) => self.signal(old, new),
            (Kind::Notify(old), Kind::Notify(new)) => self.notify(old, new),
            (Kind::Callback(old), Kind::Callback(new)) => self.callback(old, new),
            // Acts on pipes name locals; what has none of them is rare enough to be judged again.
            (Kind::Pipe(_), _) => false,
            // Of different kinds. They are named, so that a new one is not forgotten.
            (
                Kind::Acquire(_)
                | Kind::Call(_)
                | Kind::RunClosure(_)
                | Kind::RunParam(_)
                | Kind::PollParam(_)
                | Kind::DroppedAtOnce { .. }
                | Kind::Await
                | Kind::Block(_)
                | Kind::Fragile(_)
                | Kind::Spawn { .. }
                | Kind::Change(_)
                | Kind::Touch(_)
                | Kind::CheckThenAct(_)
                | Kind::Weak(_)
                | Kind::Process(_)
                | Kind::Confined(_)
                | Kind::Panics
                | Kind::Channel(_)
                | Kind::Signal(_)
                | Kind::Notify(_)
                | Kind::Callback(_)
                | Kind::Unbounded(_)
                | Kind::Loop(_),
                _,
            ) => false,
        }
    }

    fn acquire(&mut self, old: &Acquire, new: &Acquire) -> bool {
        let Acquire { lock, mode, wait, sharded, is_async, poisons } = old;
        (mode, wait, sharded, is_async, poisons)
            == (&new.mode, &new.wait, &new.sharded, &new.is_async, &new.poisons)
            && self.place(lock, &new.lock)
    }

    fn call(&mut self, old: &Call, new: &Call) -> bool {
        let Call { targets, dispatch, args, drop } = old;
        (targets, dispatch, drop) == (&new.targets, &new.dispatch, &new.drop)
            && all(args, &new.args, |old, new| self.arg(old, new))
    }

    fn arg(&mut self, old: &Arg, new: &Arg) -> bool {
        let Arg { place, callable, param, known, guards } = old;
        (callable, param, known, guards) == (&new.callable, &new.param, &new.known, &new.guards)
            && self.optional(place.as_ref(), new.place.as_ref())
    }

    fn callback(&mut self, old: &Callback, new: &Callback) -> bool {
        let Callback { what, given, lent, answers, listed, of, with } = old;
        (what, given, lent, answers, listed) == (&new.what, &new.given, &new.lent, &new.answers, &new.listed)
            && self.optional(of.as_ref(), new.of.as_ref())
            && self.places(with, &new.with)
    }

    fn block(&mut self, old: &Block, new: &Block) -> bool {
        let Block { what, callee, timed } = old;
        *what == new.what
            && self.span(*callee, new.callee)
            && both(timed.as_ref(), new.timed.as_ref(), |old, new| self.span(*old, *new))
    }

    fn channel(&mut self, old: &ChannelUse, new: &ChannelUse) -> bool {
        let ChannelUse { made, act, in_loop, senders, receivers } = old;
        (made, act, senders, receivers) == (&new.made, &new.act, &new.senders, &new.receivers)
            && both(in_loop.as_ref(), new.in_loop.as_ref(), |old, new| {
                old.1 == new.1 && self.span(old.0, new.0)
            })
    }

    fn signal(&mut self, old: &Signal, new: &Signal) -> bool {
        let Signal { place, kind, guard, in_loop, checked, exact, asks, acts, tests } = old;
        (kind, guard, in_loop, checked) == (&new.kind, &new.guard, &new.in_loop, &new.checked)
            && (exact, asks, acts) == (&new.exact, &new.asks, &new.acts)
            && self.optional(place.as_ref(), new.place.as_ref())
            && self.places(tests, &new.tests)
    }

    fn notify(&mut self, old: &Notify, new: &Notify) -> bool {
        let Notify { place, waiters_only, stores } = old;
        *waiters_only == new.waiters_only
            && self.place(place, &new.place)
            && all(stores, &new.stores, |old, new| self.place(&old.0, &new.0) && self.span(old.1, new.1))
    }

    fn closure(&mut self, old: &ClosureTable, new: &ClosureTable) -> bool {
        let ClosureTable { events, span, runs, polled, together, raced, parent, future, moves, first } = old;
        (runs, polled, together, raced) == (&new.runs, &new.polled, &new.together, &new.raced)
            && (parent, future, moves) == (&new.parent, &new.future, &new.moves)
            && self.local(Root::Local(*first), Root::Local(new.first))
            && self.span(*span, new.span)
            && all(events, &new.events, |old, new| self.event(old, new))
    }

    fn returned(&mut self, old: &Returned, new: &Returned) -> bool {
        let Returned { place, guards, released, ty, name, leads } = old;
        (ty, name, leads) == (&new.ty, &new.name, &new.leads)
            && self.optional(place.as_ref(), new.place.as_ref())
            && all(guards, &new.guards, |old, new| self.guard(old, new))
            && self.places(released, &new.released)
    }

    fn atomic(&mut self, old: &AtomicUse, new: &AtomicUse) -> bool {
        let AtomicUse { class, span, act, relaxed } = old;
        (act, relaxed) == (&new.act, &new.relaxed)
            && self.class(class, &new.class)
            && self.span(*span, new.span)
    }

    fn required(&mut self, old: &Required, new: &Required) -> bool {
        let Required { lock, mode, span } = old;
        *mode == new.mode && self.place(lock, &new.lock) && self.span(*span, new.span)
    }

    fn race(&mut self, old: &Race, new: &Race) -> bool {
        let Race { span, body, branches, timeout, in_loop, turn } = old;
        (body, timeout, in_loop) == (&new.body, &new.timeout, &new.in_loop)
            && self.local(Root::Local(*turn), Root::Local(new.turn))
            && self.span(*span, new.span)
            && all(branches, &new.branches, |old, new| {
                let Branch { span, polls, handler, by_ref, goes_on } = old;
                (polls, handler, by_ref, goes_on) == (&new.polls, &new.handler, &new.by_ref, &new.goes_on)
                    && self.span(*span, new.span)
            })
    }

    fn made(&mut self, old: &Made, new: &Made) -> bool {
        let same_kind = match (&old.kind, &new.kind) {
            (MadeKind::Thread(old), MadeKind::Thread(new)) => old == new,
            (MadeKind::Channel(old, room), MadeKind::Channel(new, other)) => old == new && room == other,
            (MadeKind::Semaphore(old), MadeKind::Semaphore(new)) => old == new,
            _ => false,
        };
        same_kind && old.again == new.again && self.span(old.span, new.span)
    }
}

fn all<T>(old: &[T], new: &[T], mut same: impl FnMut(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}

fn both<T>(old: Option<&T>, new: Option<&T>, same: impl FnOnce(&T, &T) -> bool) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => same(old, new),
        (None, None) => true,
        _ => false,
    }
}
