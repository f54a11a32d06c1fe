//! Which executor polls what: the timer or the files of one may panic, or never be ready, under another.

use super::context::Body;
use super::defs::{Def, Defs, Owner};
use super::ids::FnId;
use super::table::{Callable, Event, EventKind, FnTable};
use crate::catalog::{self, Executor};
use crate::facts::ir::Access;
use crate::text::Symbol;

/// The executors that may poll a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Pollers(u8);

impl Pollers {
    /// Code out of sight may decide.
    const UNSEEN: Pollers = Pollers(1 << 7);

    fn one(executor: Executor) -> Pollers {
        Pollers(1 << executor as u8)
    }

    fn and(self, other: Pollers) -> Pollers {
        Pollers(self.0 | other.0)
    }
}

/// For each body, what may poll it.
#[derive(Debug)]
pub struct Executors {
    functions: Vec<Pollers>,
    closures: Vec<Vec<Pollers>>,
    /// By package, what its dependencies leave: `None` where that is more than one, or none.
    packages: Vec<Option<Executor>>,
}

impl Executors {
    /// Decides every body. Linear in the number of events, times the number of executors.
    pub fn of(defs: &Defs<'_>, tables: &[FnTable]) -> Executors {
        let mut executors = Executors {
            functions: vec![Pollers::default(); tables.len()],
            closures: tables.iter().map(|table| vec![Pollers::default(); table.closures.len()]).collect(),
            packages: (0..defs.packages.len()).map(|package| only_one(defs, package)).collect(),
        };
        let mut work = Vec::new();
        for (index, table) in tables.iter().enumerate() {
            let function = FnId(index as u32);
            if table.polled {
                executors.add(Body { function, closure: None }, by_declaration(defs, function), &mut work);
            }
            for (callable, executor) in &table.handed {
                let body = match callable {
                    Callable::Closure(closure) => Body { function, closure: Some(*closure) },
                    Callable::Fn(function) => Body { function: *function, closure: None },
                    Callable::Param(_) => continue,
                };
                if body.is_polled(tables) {
                    let pollers = executor.map_or(Pollers::UNSEEN, Pollers::one);
                    executors.add(body, pollers, &mut work);
                }
            }
        }
        while let Some(body) = work.pop() {
            let pollers = executors.at(body);
            for event in body.events(&tables[body.function.index()]) {
                executors.spread(body.function, tables, event, pollers, 0, &mut work);
            }
        }
        executors
    }

    /// The executor that surely polls a body of that package; `None` if it is not known, or there are several.
    pub fn polling(&self, body: Body, package: usize) -> Option<Executor> {
        let pollers = self.at(body);
        let all = [Executor::Tokio, Executor::AsyncStd, Executor::Smol, Executor::Other];
        let seen = all.into_iter().find(|executor| pollers == Pollers::one(*executor));
        seen.or_else(|| {
            let only = self.packages.get(package).copied().flatten()?;
            let open = Pollers::one(only).and(Pollers::UNSEEN);
            (pollers.and(open) == open).then_some(only)
        })
    }

    fn at(&self, body: Body) -> Pollers {
        match body.closure {
            Some(closure) => self.closures[body.function.index()][closure as usize],
            None => self.functions[body.function.index()],
        }
    }

    fn add(&mut self, body: Body, pollers: Pollers, work: &mut Vec<Body>) {
        let known = match body.closure {
            Some(closure) => &mut self.closures[body.function.index()][closure as usize],
            None => &mut self.functions[body.function.index()],
        };
        let all = known.and(pollers);
        if all != *known {
            *known = all;
            work.push(body);
        }
    }

    /// What a body awaits is polled with it.
    fn spread(
        &mut self,
        function: FnId,
        tables: &[FnTable],
        event: &Event,
        pollers: Pollers,
        depth: usize,
        work: &mut Vec<Body>,
    ) {
        match &event.kind {
            EventKind::Call(call) => {
                let bodies = call.targets.iter().map(|target| Body { function: *target, closure: None });
                for body in bodies.filter(|body| body.is_polled(tables)) {
                    self.add(body, pollers, work);
                }
            }
            EventKind::RunClosure(closure) => {
                let body = Body { function, closure: Some(*closure) };
                if body.is_polled(tables) {
                    self.add(body, pollers, work);
                } else if depth < 4 {
                    for inner in body.events(&tables[function.index()]) {
                        self.spread(function, tables, inner, pollers, depth + 1, work);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether an attribute runs the function on a runtime that has started other threads before.
pub fn starts_beside_workers(defs: &Defs<'_>, id: FnId) -> bool {
    let function = &defs[id];
    let workers = |attr: &String| {
        let path: Vec<Symbol> = attr.split("::").map(Symbol::new).collect();
        let Some((Def::Lib(known), used)) = defs.resolve(function.module, false, &path) else { return false };
        let full = path[used..].iter().fold(known.to_string(), |full, name| format!("{full}::{name}"));
        catalog::starts_workers(&full, &function.item.attr_words)
    };
    function.item.is_async && function.item.attrs.iter().any(workers)
}

/// What is known of an async function by how it is declared: attributes such as `#[tokio::main]` name an executor, and
/// what is public in a library, or of a trait, is also called from elsewhere.
fn by_declaration(defs: &Defs<'_>, id: FnId) -> Pollers {
    let function = &defs[id];
    let named = function.item.attrs.iter().filter_map(|attr| {
        let path: Vec<Symbol> = attr.split("::").map(Symbol::new).collect();
        match defs.resolve(function.module, false, &path)? {
            (Def::Lib(path), _) => catalog::executor(path.as_str()),
            _ => None,
        }
    });
    let pollers = named.map(Pollers::one).fold(Pollers::default(), Pollers::and);
    let of_trait = match function.owner {
        Owner::Impl(id) => defs[id].item.of_trait.is_some(),
        Owner::Trait(_) => true,
        Owner::Module => false,
    };
    let is_open = of_trait || function.item.access != Access::Private && defs.in_library(function.module);
    if is_open { pollers.and(Pollers::UNSEEN) } else { pollers }
}

/// The executor that all dependencies of a package that bring one bring.
fn only_one(defs: &Defs<'_>, package: usize) -> Option<Executor> {
    let brought = defs.packages[package].dependencies.iter();
    let mut brought = brought.filter_map(|dependency| catalog::executor(dependency.package.as_str()));
    let first = brought.next()?;
    brought.all(|other| other == first).then_some(first)
}
