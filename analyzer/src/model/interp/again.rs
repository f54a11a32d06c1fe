//! All functions, and those again that a change concerns.

use std::borrow::Cow;
use std::cell::RefCell;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::guards::GuardTypes;
use super::results::{Done, Results};
use crate::facts::ir::Block;
use crate::model::ids::FnId;
use crate::model::table::FnTable;
use crate::model::types::Types;
use crate::text::packed::Packed;

/// Interprets every function. The result does not depend on the number of threads.
pub fn tables(types: &Types<'_>) -> Vec<FnTable> {
    tables_again(types, &mut TableMemo::default(), &|_| true)
}

/// What the interpretation of all functions leaves for the next one.
#[derive(Debug, Default)]
pub struct TableMemo {
    /// The tables.
    pub tables: Vec<FnTable>,
    /// Whose results each function asked for.
    asked: Vec<Vec<FnId>>,
    /// Which functions' results matter to their callers.
    matters: Vec<bool>,
    /// Which tables were made by the last interpretation.
    pub made: Vec<bool>,
    /// What those were before, if anything was known.
    pub replaced: Option<Vec<(FnId, FnTable)>>,
}

/// Interprets those functions that `changed` names, and those that depend on their results; the others keep what `memo`
/// has. All items are to have the numbers and types that they had when `memo` was made. What comes out is what
/// [`tables`] gives.
pub fn tables_again(
    types: &Types<'_>,
    memo: &mut TableMemo,
    changed: &(dyn Fn(FnId) -> bool + Sync),
) -> Vec<FnTable> {
    let count = types.defs.fns.len();
    let known = memo.tables.len() == count && memo.asked.len() == count && memo.matters.len() == count;
    let changed = |id: FnId| !known || changed(id);
    let guard_types = GuardTypes::of(types);
    let (matters, bodies): (Vec<bool>, Vec<Option<Cow<'_, Block>>>) = (0..count)
        .into_par_iter()
        .with_min_len(16)
        .map(|index| match FnId(index as u32) {
            id if changed(id) => guard_types.result_matters(types, id),
            _ => (memo.matters[index], None),
        })
        .unzip();
    let again = if known { memo.dependents(&matters, &changed) } else { matters.clone() };

    // A function that is not interpreted again depends on none that is: recursion is cut where it was cut before.
    let kept = |id: FnId| (!again[id.0 as usize]).then(|| memo.tables[id.0 as usize].ret.clone());
    let wanted: Vec<FnId> =
        (0..count).filter(|index| again[*index] && matters[*index]).map(|index| FnId(index as u32)).collect();
    let done = Results::new(types, &guard_types, &matters, &kept, bodies).find(&wanted);
    let result = |id: FnId| match &done[id.0 as usize] {
        Some(done) => Some(done.table.ret.clone()),
        None if matters[id.0 as usize] => kept(id),
        None => None,
    };
    // Results that say the same as before, places included, change nothing for those who asked for them.
    let moved: Vec<bool> = (0..count)
        .map(|index| {
            again[index]
                && !(known
                    && matters[index] == memo.matters[index]
                    && done[index].as_ref().is_some_and(|done| done.table.ret == memo.tables[index].ret))
        })
        .collect();
    let second: Vec<usize> = (0..count)
        .filter(|index| !matters[*index])
        .filter(|index| {
            changed(FnId(*index as u32)) || memo.asked[*index].iter().any(|id| moved[id.0 as usize])
        })
        .collect();
    let interpreted: Vec<(usize, FnTable, Vec<FnId>)> = second
        .into_par_iter()
        .with_min_len(16)
        .map(|index| {
            let asked: RefCell<Vec<FnId>> = RefCell::default();
            let callee_results = |callee: FnId| {
                asked.borrow_mut().push(callee);
                result(callee)
            };
            let body = types.defs.body(FnId(index as u32));
            let table = Frame::run(types, &guard_types, &callee_results, FnId(index as u32), body.as_deref());
            (index, table, without_repeats(asked.into_inner()))
        })
        .collect();

    let mut tables = std::mem::take(&mut memo.tables);
    memo.made = vec![!known; count];
    tables.resize_with(count, FnTable::default);
    // Where nothing was known, nothing is replaced.
    let mut replaced = known.then(Vec::new);
    memo.asked.resize_with(count, Vec::new);
    for (index, done) in done.into_iter().enumerate() {
        if let Some(Done { table, asked }) = done {
            replace(&mut tables, &mut replaced, index, table);
            memo.made[index] = true;
            memo.asked[index] = without_repeats(asked);
        }
    }
    for (index, table, asked) in interpreted {
        replace(&mut tables, &mut replaced, index, table);
        memo.made[index] = true;
        memo.asked[index] = asked;
    }
    memo.matters = matters;
    memo.replaced = replaced;
    tables
}

/// Puts a table into its place, and what was there before with what is replaced.
fn replace(
    tables: &mut [FnTable],
    replaced: &mut Option<Vec<(FnId, FnTable)>>,
    index: usize,
    table: FnTable,
) {
    let before = std::mem::replace(&mut tables[index], table);
    if let Some(replaced) = replaced {
        replaced.push((FnId(index as u32), before));
    }
}

/// A [`TableMemo`] as bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct PackedTableMemo {
    tables: Packed,
    asked: Packed,
    matters: Vec<bool>,
}

impl TableMemo {
    /// Packs it, if that can be done.
    pub fn pack(&self) -> Option<PackedTableMemo> {
        Some(PackedTableMemo {
            tables: Packed::of(&self.tables)?,
            asked: Packed::of(&self.asked)?,
            matters: self.matters.clone(),
        })
    }
}

impl PackedTableMemo {
    /// What was packed.
    pub fn unpack(self) -> Option<TableMemo> {
        let (tables, asked): (Vec<FnTable>, _) = (self.tables.values()?, self.asked.values()?);
        let made = vec![false; tables.len()];
        Some(TableMemo { tables, asked, matters: self.matters, made, replaced: None })
    }
}

fn without_repeats(mut ids: Vec<FnId>) -> Vec<FnId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl TableMemo {
    /// Which functions whose results matter, or did, depend on the results of changed ones, these included.
    fn dependents(&self, matters: &[bool], changed: &dyn Fn(FnId) -> bool) -> Vec<bool> {
        let relevant = |index: usize| matters[index] || self.matters[index];
        let mut askers: Vec<Vec<u32>> = vec![Vec::new(); matters.len()];
        for (index, asked) in self.asked.iter().enumerate().filter(|(index, _)| relevant(*index)) {
            for id in asked.iter().filter(|id| relevant(id.0 as usize)) {
                askers[id.0 as usize].push(index as u32);
            }
        }
        let mut found = vec![false; matters.len()];
        let mut work: Vec<u32> = (0..matters.len() as u32)
            .filter(|index| relevant(*index as usize) && changed(FnId(*index)))
            .collect();
        while let Some(index) = work.pop() {
            if !std::mem::replace(&mut found[index as usize], true) {
                work.extend(&askers[index as usize]);
            }
        }
        found
    }
}
