//! What becomes of callables and futures that are handed to functions of the sources: these run them where they stand, hand
//! them on, or keep them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Body;
use crate::model::ids::FnId;
use crate::model::table::{Call, Callable, EventKind, FnTable, MadeKind};

/// A parameter of a function.
type Param = (FnId, u32);

/// Which bodies come in as which parameters.
#[derive(Debug, Default)]
pub(super) struct Handed {
    by_param: FxHashMap<Param, Vec<Body>>,
    run: FxHashSet<Body>,
    started: FxHashSet<Body>,
    kept: FxHashSet<Body>,
}

/// What functions do with their parameters.
#[derive(Default)]
struct Uses {
    /// They run or poll it themselves.
    runs: FxHashSet<Param>,
    /// They start a task or a thread with it.
    starts: FxHashSet<Param>,
    /// They hand it on as other parameters.
    hands: FxHashMap<Param, Vec<Param>>,
}

impl Handed {
    /// Follows whatever is handed on. Linear in the number of events, times the number of functions that one callable goes
    /// through.
    pub(super) fn of(tables: &[FnTable]) -> Handed {
        let uses = Uses::of(tables);
        let mut handed = Handed::default();
        for (id, table) in (0..).map(FnId).zip(tables) {
            for event in table.all_events() {
                let EventKind::Call(call) = &event.kind else { continue };
                for (body, index) in given(id, call) {
                    for target in &call.targets {
                        handed.follow(&uses, body, (*target, index));
                    }
                }
            }
        }
        handed
    }

    fn follow(&mut self, uses: &Uses, body: Body, param: Param) {
        let mut seen = FxHashSet::from_iter([param]);
        let mut open = vec![param];
        while let Some(param) = open.pop() {
            let on = uses.hands.get(&param);
            if uses.runs.contains(&param) {
                self.run.insert(body);
                let bodies = self.by_param.entry(param).or_default();
                if !bodies.contains(&body) {
                    bodies.push(body);
                }
            } else if on.is_none() && !uses.starts.contains(&param) {
                self.kept.insert(body);
            }
            if uses.starts.contains(&param) {
                self.started.insert(body);
            }
            open.extend(on.into_iter().flatten().filter(|on| seen.insert(**on)));
        }
    }

    /// Whether functions of the sources start a task or a thread with a body that they are given.
    pub(super) fn is_started(&self, body: Body) -> bool {
        self.started.contains(&body)
    }

    /// Whether nobody can tell where a body runs that was handed on.
    pub(super) fn is_kept(&self, body: Body) -> bool {
        self.kept.contains(&body)
    }

    /// Whether functions of the sources run a body that they are given, and nobody keeps it.
    pub(super) fn is_run(&self, body: Body) -> bool {
        self.run.contains(&body) && !self.kept.contains(&body)
    }

    /// What runs where a function runs a parameter.
    pub(super) fn by_param(&self, function: FnId, param: u32) -> &[Body] {
        self.by_param.get(&(function, param)).map_or(&[], Vec::as_slice)
    }
}

impl Uses {
    fn of(tables: &[FnTable]) -> Uses {
        let mut uses = Uses::default();
        for (id, table) in (0..).map(FnId).zip(tables) {
            for event in table.all_events() {
                match &event.kind {
                    EventKind::RunParam(param) | EventKind::PollParam(param) => {
                        uses.runs.insert((id, *param));
                    }
                    EventKind::Call(call) => {
                        for (arg, index) in call.args.iter().zip(0..) {
                            if let Some(Callable::Param(param)) = arg.callable {
                                let targets = call.targets.iter().map(|target| (*target, index));
                                uses.hands.entry((id, param)).or_default().extend(targets);
                            }
                        }
                    }
                    _ => {}
                }
            }
            let threads = table.made.iter().filter_map(|made| match &made.kind {
                MadeKind::Thread(runs) => Some(runs),
                _ => None,
            });
            let started = threads.flatten().chain(table.handed.iter().map(|(callable, _)| callable));
            for callable in started {
                if let Callable::Param(param) = callable {
                    uses.starts.insert((id, *param));
                }
            }
        }
        uses
    }
}

/// The bodies of a function, or other functions, that a call hands on, and as which argument.
fn given(id: FnId, call: &Call) -> impl Iterator<Item = (Body, u32)> {
    call.args.iter().zip(0..).filter_map(move |(arg, index)| match *arg.callable.as_ref()? {
        Callable::Closure(closure) => Some((Body { function: id, closure: Some(closure) }, index)),
        Callable::Fn(function) => Some((Body { function, closure: None }, index)),
        Callable::Param(_) => None,
    })
}
