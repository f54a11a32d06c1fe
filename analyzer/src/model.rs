//! Names, types, bodies interpreted, summaries and graphs over all files.

pub mod context;
pub mod defs;
pub mod graph;
pub mod interp;
pub mod observed;
pub mod place;
pub mod summary;
pub mod table;
pub mod ty;
pub mod types;
mod waits;
pub mod walk;

use crate::config::Config;
use crate::facts::FileFacts;
use crate::sources::SourceSet;
use crate::text::Location;
use crate::trace::Trace;
use table::FnTable;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    )*};
}

ids! {
    /// Index of a module.
    ModId,
    /// Index of a struct, union or enum.
    AdtId,
    /// Index of a trait.
    TraitId,
    /// Index of an impl.
    ImplId,
    /// Index of a function.
    FnId,
    /// Index of a static.
    StaticId,
    /// Index of a type alias.
    AliasId,
}

/// Everything the rules judge.
#[derive(Debug)]
pub struct Model<'a> {
    /// The items.
    pub defs: &'a defs::Defs<'a>,
    /// Their types.
    pub types: &'a types::Types<'a>,
    /// What each function does, by [`FnId`].
    pub tables: Vec<FnTable>,
    /// What each function may do through all it calls.
    pub summaries: Vec<summary::Summary>,
    /// Which code an executor polls.
    pub contexts: context::Contexts,
    /// The lock-order graph.
    pub order: graph::OrderGraph,
}

impl Model<'_> {
    /// A place in the file of a function.
    pub fn location(&self, function: FnId, span: crate::text::Span) -> Location {
        Location { file: self.defs.fns[function.0 as usize].file, span }
    }
}

/// Builds the model and hands it to `judge`. Orders that only `trace` shows are part of it.
pub fn with<R>(
    sources: &SourceSet,
    files: &[FileFacts],
    config: &Config,
    trace: Option<&Trace>,
    judge: impl FnOnce(&Model<'_>) -> R,
) -> R {
    let defs = defs::Defs::collect(sources, files);
    let types = types::Types::build(&defs, crate::catalog::configured(&config.locks));
    let mut tables = interp::tables(&types);
    waits::unify(&mut tables);
    let summaries = summary::summarise(&defs, &tables);
    let order = graph::OrderGraph::build(&defs, &tables, &summaries, trace);
    let contexts = context::Contexts::of(&defs, &tables, &summaries);
    judge(&Model { defs: &defs, types: &types, tables, summaries, contexts, order })
}
