//! A file read item by item, so that after an edit only those items are read again that have changed or moved.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::allows::Target;
use super::{Lowering, cut, speaks};
use crate::facts::ir::{Allow, Item};
use crate::facts::shift::Shift;
use crate::facts::{FileContext, FileFacts};
use crate::syntax::{self, Origin, Text};
use crate::text::{Pos, Problem};

/// What was read of each piece of a text; goes with the facts of its file.
#[derive(Debug)]
pub(in crate::facts) struct Units {
    text: Arc<str>,
    /// Whether comments suppress something, and so what they may speak of was noted.
    speaks: bool,
    units: Vec<Unit>,
}

/// One piece.
#[derive(Debug)]
struct Unit {
    range: Range<usize>,
    at: Pos,
    /// How many of the file's items are its.
    items: usize,
    allows: Vec<Allow>,
    problems: Vec<Problem>,
    targets: Vec<Target>,
}

impl Unit {
    /// Moves it, with its items, to where it begins now. Whether that is elsewhere.
    fn move_to(&mut self, line: u32, items: &mut [Item]) -> bool {
        let shift = Shift(i64::from(line) - i64::from(self.at.line));
        if line == self.at.line {
            return false;
        }
        self.at.line = line;
        shift.items(items);
        for Allow { at, covers, .. } in &mut self.allows {
            shift.span(at);
            shift.span(covers);
        }
        self.problems.iter_mut().filter_map(|problem| problem.at.as_mut()).for_each(|at| shift.pos(at));
        self.targets.iter_mut().for_each(|target| target.shift(shift));
        true
    }
}

/// A piece that was read.
type Lowered = (Vec<Item>, Unit);

/// What came of reading a file again.
#[derive(Debug)]
pub(in crate::facts) struct Again {
    pub(in crate::facts) facts: FileFacts,
    /// They may not be what they were, places included.
    pub(in crate::facts) changed: bool,
    /// `None` where the file cannot be read item by item.
    pub(in crate::facts) units: Option<Units>,
}

/// Lowers one file, as [`super::file`] does; of the facts `before`, those of pieces that are the same are kept, and moved
/// where these stand in other lines, if `units` goes with them. To be called where the stack is big.
pub(in crate::facts) fn file_again(
    text: &Arc<str>,
    context: FileContext<'_>,
    before: FileFacts,
    units: Option<Units>,
) -> Again {
    by_units(text, context, before, units).unwrap_or_else(|| Again {
        facts: super::file(text, context),
        changed: true,
        units: None,
    })
}

fn by_units(
    text: &Arc<str>,
    context: FileContext<'_>,
    before: FileFacts,
    units: Option<Units>,
) -> Option<Again> {
    let cut = cut(text, context);
    if !cut.is_sound() {
        return None;
    }
    let pieces: Vec<(Range<usize>, Origin)> = cut.units().collect();
    let speaks = speaks(text);
    let known = units.filter(|units| units.speaks == speaks);
    let (known_text, known) = known.map_or((Arc::default(), Vec::new()), |units| (units.text, units.units));
    let same = |unit: &Unit, (range, origin): &(Range<usize>, Origin)| {
        unit.at.column == origin.column && known_text[unit.range.clone()] == text[range.clone()]
    };
    let head = known.iter().zip(&pieces).take_while(|(unit, piece)| same(unit, piece)).count();
    let most = known.len().min(pieces.len()) - head;
    let backwards = known.iter().rev().zip(pieces.iter().rev());
    let tail = backwards.take(most).take_while(|(unit, piece)| same(unit, piece)).count();

    let new: Vec<Lowered> = (head..pieces.len() - tail)
        .into_par_iter()
        .map(|index| lower(&cut, index, &pieces[index], speaks, context))
        .collect();
    let Kept { first, replaced, last } = Kept::of(before.items, known, head, tail);
    let read = new.iter().flat_map(|(items, _)| items);
    let mut changed = !read.eq(&replaced);
    let mut lowering = Lowering::new(context);
    lowering.targets = speaks.then(Vec::new);
    let (mut items, mut units) = (Vec::new(), Vec::with_capacity(pieces.len()));
    for ((mut of_unit, mut unit), (range, origin)) in first.into_iter().chain(new).chain(last).zip(&pieces) {
        unit.range = range.clone();
        changed |= unit.move_to(origin.line, &mut of_unit);
        items.extend(of_unit);
        lowering.facts.allows.extend(unit.allows.iter().cloned());
        lowering.facts.problems.extend(unit.problems.iter().cloned());
        lowering.targets.iter_mut().for_each(|targets| targets.extend(&unit.targets));
        units.push(unit);
    }
    let facts = lowering.finish(items, &cut);
    changed |= facts.lines != before.lines
        || facts.test_only != before.test_only
        || facts.allows != before.allows
        || facts.problems != before.problems;
    Some(Again { facts, changed, units: Some(Units { text: Arc::clone(text), speaks, units }) })
}

/// What was read before.
struct Kept {
    first: Vec<Lowered>,
    /// The items in the place of which others were read.
    replaced: Vec<Item>,
    last: Vec<Lowered>,
}

impl Kept {
    /// Deals out `items` to their `units`, of which `head` and `tail` are kept. All of them are replaced where there are
    /// no units.
    fn of(items: Vec<Item>, units: Vec<Unit>, head: usize, tail: usize) -> Kept {
        let behind = units.len() - tail;
        let mut items = items.into_iter();
        let mut kept = Kept { first: Vec::with_capacity(head), replaced: Vec::new(), last: Vec::new() };
        for (index, unit) in units.into_iter().enumerate() {
            let of_unit = items.by_ref().take(unit.items);
            match index {
                _ if index < head => kept.first.push((of_unit.collect(), unit)),
                _ if index < behind => kept.replaced.extend(of_unit),
                _ => kept.last.push((of_unit.collect(), unit)),
            }
        }
        kept.replaced.extend(items);
        kept
    }
}

/// Lowers one piece.
fn lower(
    text: &Text<'_>,
    index: usize,
    (range, origin): &(Range<usize>, Origin),
    speaks: bool,
    context: FileContext<'_>,
) -> Lowered {
    let mut lowering = Lowering { text: Some(text), ..Lowering::new(context) };
    lowering.targets = speaks.then(Vec::new);
    let mut items = Vec::new();
    lowering.units(text, index..index + 1, &mut items);
    syntax::release();
    let unit = Unit {
        range: range.clone(),
        at: Pos { line: origin.line, column: origin.column },
        items: items.len(),
        allows: lowering.facts.allows,
        problems: lowering.facts.problems,
        targets: lowering.targets.unwrap_or_default(),
    };
    (items, unit)
}
