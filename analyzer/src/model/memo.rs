//! What one model leaves for the next one of nearly the same sources.

use std::time::Instant;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::build::{self, Basis, Model, Times};
use super::defs::Defs;
use super::ids::FnId;
use super::moved::{Comparison, Moves};
use super::table::FnTable;
use super::types::{self, Types};
use super::{interp, objects, skeleton, summary};
use crate::config::{Config, DeclarationFile, LockRow};
use crate::sources::Package;
use crate::text::packed::Packed;
use crate::text::{FileId, Span};

/// What one model leaves for the next one of nearly the same sources.
#[derive(Debug, Default)]
pub struct Memo {
    bodies: interp::TableMemo,
    summaries: summary::Summaries,
    /// What declarations mean; `None` at first.
    lowered: Option<types::Lowered>,
    /// What the declarations of each file were, and what they were declared in.
    skeletons: Vec<u128>,
    surroundings: Surroundings,
    /// Where the declarations stood of those files that have changed at least once.
    places: FxHashMap<FileId, Vec<Span>>,
    /// Which functions' tables have changed since they were summarised, if that was not done.
    moved: Vec<bool>,
    /// The last model was made from nothing.
    anew: bool,
}

/// A [`Memo`] as bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct PackedMemo {
    bodies: interp::PackedTableMemo,
    summaries: Packed,
    callees: Packed,
    lowered: types::PackedLowered,
    skeletons: Vec<u128>,
    surroundings: Surroundings,
}

/// What declarations are declared in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Surroundings {
    /// Each file's path and package.
    files: Vec<(String, usize)>,
    packages: Vec<Package>,
    locks: Vec<LockRow>,
    declarations: Vec<DeclarationFile>,
}

impl Surroundings {
    fn of(input: &Basis<'_>) -> Surroundings {
        let files = input.sources.files.iter().map(|file| (file.path.clone(), file.package));
        Surroundings {
            files: files.collect(),
            packages: input.sources.packages.clone(),
            locks: input.config.locks.clone(),
            declarations: input.config.declarations.clone(),
        }
    }
}

impl PackedMemo {
    /// What was packed, if nothing is wrong with it. `config` is the configuration that it was made under.
    pub fn unpack(self, config: &Config) -> Option<Memo> {
        let PackedMemo { bodies, summaries, callees, lowered, skeletons, surroundings } = self;
        let lowered = lowered.unpack(crate::catalog::configured(&config.locks))?;
        Some(Memo {
            bodies: bodies.unpack()?,
            summaries: summary::Summaries { of: summaries.values()?, callees: callees.values()? },
            lowered: Some(lowered),
            skeletons,
            surroundings,
            ..Memo::default()
        })
    }
}

impl Memo {
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
            surroundings: self.surroundings.clone(),
        })
    }

    /// As [`super::with`], but bodies are interpreted again only where that can make a difference. `changed` are the files
    /// whose facts are not what they were. Where nothing but places has changed since the last judgement, `carry` is told
    /// where they have gone, and what it gives stands for a judgement; if it gives nothing, there is one.
    pub fn with<R>(
        &mut self,
        input: &Basis<'_>,
        changed: &[FileId],
        carry: impl FnOnce(&Moves) -> Option<R>,
        judge: impl FnOnce(&Model<'_>, Times) -> R,
    ) -> R {
        let start = Instant::now();
        let stood: Vec<(FileId, Option<Vec<Span>>)> =
            changed.iter().map(|file| (*file, self.places.remove(file))).collect();
        let kept = self.keeps(input, changed);
        self.anew = !kept;
        let defs = input.defs();
        let types = match self.lowered.take().filter(|_| kept) {
            Some(lowered) => Types::again(&defs, lowered),
            None => input.types(&defs),
        };
        let declarations = start.elapsed();
        let touched: FxHashSet<FileId> = changed.iter().copied().collect();
        let is_changed = |id: FnId| !kept || touched.contains(&defs[id].file);
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
            .filter(|(_, table)| objects::concerns(table))
            .map(|(index, table)| (index, table.clone()))
            .collect();
        let mut changed = std::mem::take(&mut self.bodies.made);
        before.iter().for_each(|(index, _)| changed[*index] = true);
        let moved = std::mem::take(&mut self.moved);
        changed.iter_mut().zip(moved).for_each(|(changed, moved)| *changed |= moved);
        let known = summary::Before { summaries: std::mem::take(&mut self.summaries), changed };
        let (result, mut tables, summaries) =
            build::complete(&types, tables, input.trace, Some(known), |model| judge(model, times));
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
        defs: &Defs<'_>,
        tables: &[FnTable],
        stood: &[(FileId, Option<Vec<Span>>)],
    ) -> Option<Moves> {
        let mut comparison = Comparison::new(defs);
        for (file, stood) in stood {
            let stand = self.places.get(file)?;
            comparison.declarations(*file, stood.as_ref()?, stand).then_some(())?;
        }
        for (id, before) in self.bodies.replaced.as_ref()? {
            comparison.table(*id, before, &tables[id.index()]).then_some(())?;
        }
        comparison.finish()
    }

    /// Whether all items keep their numbers and types. Takes note of what they are now.
    fn keeps(&mut self, input: &Basis<'_>, changed: &[FileId]) -> bool {
        let files = input.files;
        let surroundings = Surroundings::of(input);
        let kept = surroundings == self.surroundings && self.skeletons.len() == files.len();
        if !kept {
            self.surroundings = surroundings;
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
