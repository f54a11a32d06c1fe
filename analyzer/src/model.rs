//! Names, types, bodies interpreted, summaries and graphs over all files.

pub mod chain;
pub mod context;
mod data;
pub mod declared;
pub mod defs;
mod dropped;
pub mod executors;
pub mod graph;
pub mod interp;
pub mod moved;
pub mod observed;
pub mod place;
mod skeleton;
pub mod summary;
pub mod table;
pub mod ty;
pub mod types;
mod waits;
pub mod walk;

use std::time::{Duration, Instant};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::facts::ir::Access;
use crate::facts::{Bodies, FileFacts};
use crate::sources::SourceSet;
use crate::text::packed::Packed;
use crate::text::{FileId, Location, Span};
use crate::trace::Trace;
use moved::{Comparison, Moves};
use table::FnTable;
use ty::Ty;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
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
    /// What each function calls or hands on to be called.
    pub callees: Vec<Vec<FnId>>,
    /// Which code an executor polls.
    pub contexts: context::Contexts,
    /// The lock-order graph.
    pub order: graph::OrderGraph,
}

impl Model<'_> {
    /// A place in the file of a function.
    pub fn location(&self, function: FnId, span: Span) -> Location {
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
    let tables = interp::tables(&types);
    complete(&defs, &types, tables, trace, None, judge).0
}

/// The same, where bodies were left for later.
pub fn with_bodies<R>(
    sources: &SourceSet,
    files: &[FileFacts],
    bodies: &Bodies<'_>,
    config: &Config,
    trace: Option<&Trace>,
    judge: impl FnOnce(&Model<'_>, Times) -> R,
) -> R {
    let start = Instant::now();
    let defs = defs::Defs::collect_with(sources, files, bodies);
    let types = types::Types::build(&defs, crate::catalog::configured(&config.locks));
    let declarations = start.elapsed();
    let tables = interp::tables(&types);
    let times = Times { declarations, bodies: start.elapsed() - declarations };
    complete(&defs, &types, tables, trace, None, |model| judge(model, times)).0
}

/// How long the first steps of a model took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// Names and types.
    pub declarations: Duration,
    /// Bodies read and interpreted.
    pub bodies: Duration,
}

/// What one model leaves for the next one of nearly the same sources.
#[derive(Debug, Default)]
pub struct Memo {
    bodies: interp::Memo,
    summaries: summary::Summaries,
    /// What declarations mean; `None` at first.
    lowered: Option<types::Lowered>,
    /// What the declarations of each file were, and what they were declared in.
    skeletons: Vec<u128>,
    frame: String,
    /// Where the declarations stood of those files that have changed at least once.
    places: FxHashMap<FileId, Vec<Span>>,
    /// Which functions' tables have changed since they were summarised, if that was not done.
    moved: Vec<bool>,
    /// The last model was made from nothing.
    anew: bool,
}

/// What a model is made of.
struct Input<'i> {
    sources: &'i SourceSet,
    files: &'i [FileFacts],
    /// Where bodies are that were left for later.
    bodies: Option<&'i Bodies<'i>>,
    config: &'i Config,
}

/// A [`Memo`] as bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct PackedMemo {
    bodies: interp::PackedMemo,
    summaries: Packed,
    callees: Packed,
    lowered: types::PackedLowered,
    skeletons: Vec<u128>,
    frame: String,
}

impl PackedMemo {
    /// What was packed, if nothing is wrong with it. `config` is the configuration that it was made under.
    pub fn unpack(self, config: &Config) -> Option<Memo> {
        let PackedMemo { bodies, summaries, callees, lowered, skeletons, frame } = self;
        let lowered = lowered.unpack(crate::catalog::configured(&config.locks))?;
        Some(Memo {
            bodies: bodies.unpack()?,
            summaries: summary::Summaries { of: summaries.values()?, callees: callees.values()? },
            lowered: Some(lowered),
            skeletons,
            frame,
            ..Memo::default()
        })
    }
}

impl Memo {
    /// As [`with`], but bodies are interpreted again only where that can make a difference. `changed` are the files whose
    /// facts are not what they were. Where nothing but places has changed since the last judgement, `carry` is told where
    /// they have gone, and what it gives stands for a judgement; if it gives nothing, there is one.
    pub fn with<R>(
        &mut self,
        sources: &SourceSet,
        files: &[FileFacts],
        config: &Config,
        changed: &[FileId],
        carry: impl FnOnce(&Moves) -> Option<R>,
        judge: impl FnOnce(&Model<'_>) -> R,
    ) -> R {
        let input = Input { sources, files, bodies: None, config };
        self.again(&input, changed, carry, |model, _| judge(model))
    }

    /// The same, where bodies were left for later.
    pub fn with_bodies<R>(
        &mut self,
        sources: &SourceSet,
        files: &[FileFacts],
        bodies: &Bodies<'_>,
        config: &Config,
        changed: &[FileId],
        judge: impl FnOnce(&Model<'_>, Times) -> R,
    ) -> R {
        self.again(&Input { sources, files, bodies: Some(bodies), config }, changed, |_| None, judge)
    }

    /// Whether the last model was made from nothing, because declarations were not what they had been.
    pub fn began_anew(&self) -> bool {
        self.anew
    }

    /// Packs it, if that can be done.
    pub fn pack(&self) -> Option<PackedMemo> {
        Some(PackedMemo {
            bodies: self.bodies.pack()?,
            summaries: Packed::of(&self.summaries.of)?,
            callees: Packed::of(&self.summaries.callees)?,
            lowered: self.lowered.as_ref()?.pack()?,
            skeletons: self.skeletons.clone(),
            frame: self.frame.clone(),
        })
    }

    fn again<R>(
        &mut self,
        input: &Input<'_>,
        changed: &[FileId],
        carry: impl FnOnce(&Moves) -> Option<R>,
        judge: impl FnOnce(&Model<'_>, Times) -> R,
    ) -> R {
        let start = Instant::now();
        let Input { sources, files, bodies, config } = *input;
        let stood: Vec<(FileId, Option<Vec<Span>>)> =
            changed.iter().map(|file| (*file, self.places.remove(file))).collect();
        let kept = self.keeps(sources, files, config, changed);
        self.anew = !kept;
        let defs = match bodies {
            Some(bodies) => defs::Defs::collect_with(sources, files, bodies),
            None => defs::Defs::collect(sources, files),
        };
        let types = match self.lowered.take().filter(|_| kept) {
            Some(lowered) => types::Types::again(&defs, lowered),
            None => types::Types::build(&defs, crate::catalog::configured(&config.locks)),
        };
        let declarations = start.elapsed();
        let touched: FxHashSet<FileId> = changed.iter().copied().collect();
        let is_changed = |id: FnId| !kept || touched.contains(&defs.fns[id.0 as usize].file);
        let tables = interp::tables_again(&types, &mut self.bodies, &is_changed);
        let times = Times { declarations, bodies: start.elapsed() - declarations };
        if kept
            && let Some(moves) = self.moves(&defs, &tables, &stood)
            && let Some(result) = carry(&moves)
        {
            self.moved.resize(tables.len(), false);
            self.moved.iter_mut().zip(&self.bodies.made).for_each(|(moved, made)| *moved |= made);
            self.lowered = Some(types.into_lowered());
            self.bodies.tables = tables;
            return result;
        }
        let before: Vec<(usize, FnTable)> = tables
            .iter()
            .enumerate()
            .filter(|(_, table)| waits::concerns(table))
            .map(|(index, table)| (index, table.clone()))
            .collect();
        let mut changed = std::mem::take(&mut self.bodies.made);
        before.iter().for_each(|(index, _)| changed[*index] = true);
        let moved = std::mem::take(&mut self.moved);
        changed.iter_mut().zip(moved).for_each(|(changed, moved)| *changed |= moved);
        let known = summary::Before { summaries: std::mem::take(&mut self.summaries), changed };
        let (result, mut tables, summaries) =
            complete(&defs, &types, tables, None, Some(known), |model| judge(model, times));
        self.summaries = summaries;
        self.lowered = Some(types.into_lowered());
        for (index, table) in before {
            tables[index] = table;
        }
        self.bodies.tables = tables;
        result
    }

    /// Where the places of changed files have gone, if nothing else has changed in them. `stood` is where their
    /// declarations were, as far as that is known.
    fn moves(
        &self,
        defs: &defs::Defs<'_>,
        tables: &[FnTable],
        stood: &[(FileId, Option<Vec<Span>>)],
    ) -> Option<Moves> {
        let mut comparison = Comparison::new(defs);
        for (file, stood) in stood {
            let stand = self.places.get(file)?;
            comparison.declarations(*file, stood.as_ref()?, stand).then_some(())?;
        }
        for (id, before) in &self.bodies.replaced {
            comparison.table(*id, before, &tables[id.0 as usize]).then_some(())?;
        }
        comparison.finish()
    }

    /// Whether all items keep their numbers and types. Takes note of what they are now.
    fn keeps(
        &mut self,
        sources: &SourceSet,
        files: &[FileFacts],
        config: &Config,
        changed: &[FileId],
    ) -> bool {
        let paths: Vec<(&str, usize)> =
            sources.files.iter().map(|file| (file.path.as_str(), file.package)).collect();
        let frame = format!("{paths:?} {:?} {:?}", sources.packages, config.locks);
        let kept = frame == self.frame && self.skeletons.len() == files.len();
        if !kept {
            self.frame = frame;
            self.skeletons = files.par_iter().map(skeleton::of).collect();
            self.places.clear();
            return false;
        }
        let mut same = true;
        for file in changed {
            let index = file.0 as usize;
            self.places.insert(*file, skeleton::places(&files[index]));
            let now = skeleton::of(&files[index]);
            same &= std::mem::replace(&mut self.skeletons[index], now) == now;
        }
        same
    }
}

/// The part of the model that is made of all tables; gives these and their summaries back.
fn complete<R>(
    defs: &defs::Defs<'_>,
    types: &types::Types<'_>,
    mut tables: Vec<FnTable>,
    trace: Option<&Trace>,
    before: Option<summary::Before>,
    judge: impl FnOnce(&Model<'_>) -> R,
) -> (R, Vec<FnTable>, summary::Summaries) {
    waits::unify(&mut tables);
    let summary::Summaries { of: summaries, callees } = summary::summarise(&tables, before);
    let order = graph::OrderGraph::build(defs, &tables, &summaries, trace);
    let contexts = context::Contexts::of(defs, &tables, &summaries);
    let model = Model { defs, types, tables, summaries, callees, contexts, order };
    let result = judge(&model);
    let Model { tables, summaries, callees, .. } = model;
    (result, tables, summary::Summaries { of: summaries, callees })
}

impl Model<'_> {
    /// Whether code outside of the crate can call a function: it is public, and so is the type that it belongs to.
    pub fn is_callable_outside(&self, id: FnId) -> bool {
        let function = &self.defs.fns[id.0 as usize];
        let named = match self.types.owner_self(function.owner) {
            Some(Ty::Adt(id, _)) => self.defs.exported(id),
            _ => true,
        };
        function.item.access == Access::Public && self.defs.in_library(function.module) && named
    }
}
