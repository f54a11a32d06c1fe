//! The model as the rules see it, and how it is made.

use std::time::{Duration, Instant};

use super::callbacks::{self, CalledBack};
use super::circles::Circles;
use super::context::{Body, Contexts};
use super::defs::Defs;
use super::gates::{self, Gate};
use super::givers::{self, Givers};
use super::graph::OrderGraph;
use super::ids::FnId;
use super::parallel::Parallel;
use super::place::Class;
use super::summary::{self, Summary};
use super::table::FnTable;
use super::takers::{Asked, Takers};
use super::types::Types;
use super::{interp, objects};
use crate::catalog;
use crate::config::Config;
use crate::facts::{Bodies, FileFacts};
use crate::sources::SourceSet;
use crate::text::{Location, Span};
use crate::trace::Trace;

/// What a model is made of.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'i> {
    /// The code.
    pub sources: &'i SourceSet,
    /// Its facts, parallel to the files of `sources`.
    pub files: &'i [FileFacts],
    /// Where bodies are that were left for later.
    pub bodies: Option<&'i Bodies<'i>>,
    /// Which further types are locks.
    pub config: &'i Config,
    /// What runs have shown: orders that only it shows are part of the model.
    pub trace: Option<&'i Trace>,
}

impl<'i> Basis<'i> {
    /// The items.
    pub(super) fn defs(&self) -> Defs<'i> {
        catalog::declare(&self.config.declarations);
        Defs::collect(self.sources, self.files, self.bodies)
    }

    /// The types of `defs`.
    pub(super) fn types<'d>(&self, defs: &'d Defs<'d>) -> Types<'d> {
        Types::build(defs, catalog::configured(&self.config.locks))
    }
}

/// How long the first steps of a model took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// Names and types.
    pub declarations: Duration,
    /// Bodies read and interpreted.
    pub bodies: Duration,
}

/// Everything the rules judge.
#[derive(Debug)]
pub struct Model<'a> {
    /// The items.
    pub defs: &'a Defs<'a>,
    /// Their types.
    pub types: &'a Types<'a>,
    /// What each function does, by [`FnId`].
    pub tables: Vec<FnTable>,
    /// What each function may do through all it calls.
    pub summaries: Vec<Summary>,
    /// What each function calls or hands on to be called.
    pub callees: Vec<Vec<FnId>>,
    /// Which code an executor polls.
    pub contexts: Contexts,
    /// Which code can run at once.
    pub parallel: Parallel,
    /// By function, what all of its callers hold when they call.
    pub at_entry: Vec<Vec<Gate>>,
    /// The lock-order graph.
    pub order: OrderGraph,
    /// Its circles that can happen.
    pub circles: Circles,
    /// Who gives what is waited for: see [`Model::givers`].
    givers: givers::Index,
    /// Who takes each lock: see [`Model::may_take`].
    takers: Takers,
}

impl Model<'_> {
    /// Who gives what others wait for.
    pub fn givers(&self) -> Givers<'_> {
        Givers::new(self.defs, &self.tables, &self.summaries, &self.order, &self.givers)
    }

    /// Whether somebody may take a lock (if `exclusive`, alone) while `body` has it.
    pub fn may_take(&self, lock: &Class, body: Body, exclusive: bool) -> bool {
        let asked = Asked { tables: &self.tables, summaries: &self.summaries, parallel: &self.parallel };
        self.takers.may_take(asked, lock, body, exclusive)
    }

    /// Code that others supply, and for each the calls that lead there.
    pub fn callbacks(&self) -> Vec<Vec<CalledBack<'_>>> {
        callbacks::all(self.defs, &self.tables)
    }

    /// A place in the file of a function.
    pub fn location(&self, function: FnId, span: Span) -> Location {
        Location { file: self.defs[function].file, span }
    }

    /// Whether code outside of the crate can call a function: it is public, and so is the type that it belongs to.
    pub fn is_callable_outside(&self, id: FnId) -> bool {
        self.types.is_callable_outside(id)
    }
}

/// Builds the model and hands it to `judge`.
pub fn with<R>(input: &Basis<'_>, judge: impl FnOnce(&Model<'_>, Times) -> R) -> R {
    let start = Instant::now();
    let defs = input.defs();
    let types = input.types(&defs);
    let declarations = start.elapsed();
    let tables = interp::tables(&types);
    let times = Times { declarations, bodies: start.elapsed() - declarations };
    complete(&types, tables, input.trace, None, |model| judge(model, times)).0
}

/// The part of the model that is made of all tables; gives these and their summaries back.
pub(super) fn complete<R>(
    types: &Types<'_>,
    mut tables: Vec<FnTable>,
    trace: Option<&Trace>,
    before: Option<summary::Before>,
    judge: impl FnOnce(&Model<'_>) -> R,
) -> (R, Vec<FnTable>, summary::Summaries) {
    objects::unify(&mut tables);
    let summary::Summaries { of: summaries, callees } = summary::summarise(&tables, before);
    let at_entry = gates::at_entry(types, &tables);
    let order = OrderGraph::build(types.defs, &tables, &summaries, &at_entry, trace);
    let parallel = Parallel::of(types, &tables);
    let index = givers::Index::default();
    let givers = Givers::new(types.defs, &tables, &summaries, &order, &index);
    let circles = Circles::of(types, &order, givers, &parallel);
    let contexts = Contexts::of(types, &tables, &summaries);
    let model = Model {
        defs: types.defs,
        types,
        tables,
        summaries,
        callees,
        contexts,
        parallel,
        at_entry,
        order,
        circles,
        givers: index,
        takers: Takers::default(),
    };
    let result = judge(&model);
    let Model { tables, summaries, callees, .. } = model;
    (result, tables, summary::Summaries { of: summaries, callees })
}

/// Hands the model of one file of that name to `judge`, and what finds its functions by name.
#[cfg(test)]
pub(super) fn of_text<R>(
    name: &str,
    text: &str,
    judge: impl FnOnce(&Model<'_>, &dyn Fn(&str) -> FnId) -> R,
) -> R {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    let sources = crate::sources::load(&[path], &crate::sources::LoadOptions::default()).expect("sources");
    let files = crate::facts::read_all(&sources);
    let config = Config::default();
    let input = Basis { sources: &sources, files: &files, bodies: None, config: &config, trace: None };
    with(&input, |model, _| {
        let named = |name: &str| {
            let mut ids = (0..model.tables.len() as u32).map(FnId);
            ids.find(|id| model.defs.fn_name(*id) == name).expect("a function")
        };
        judge(model, &named)
    })
}
