//! Scopes: what ends with blocks and statements. Guards die there, and destructors run.

use super::frame::Frame;
use super::live::State;
use crate::catalog;
use crate::model::ids::AdtId;
use crate::model::place::Place;
use crate::model::table::{EventKind, Limit};
use crate::model::ty::{OPTION, Ty, is_owned};
use crate::text::Span;

/// Of a value that is dropped, so many parts are looked at: types of n lines can have 2ⁿ.
const MAX_DROPPED: u32 = 256;

/// A value that is being dropped.
struct Glue {
    /// Where.
    span: Span,
    /// The types that the part is in.
    within: Vec<AdtId>,
    /// How many parts may still be looked at.
    left: u32,
}

impl Frame<'_, '_> {
    /// Opens a scope for temporaries; returns its depth.
    pub(super) fn open_temps(&mut self) -> u32 {
        self.env.open_temps()
    }

    /// Drops the temporaries of the innermost such scope, except the guards that leave with a value: those become
    /// temporaries of the scope around it.
    pub(super) fn close_temps(&mut self, leaving: &[u32]) {
        let depth = self.env.close_temps();
        self.hand_out(leaving);
        self.end_scopes(depth);
    }

    /// Drops the guards of the scopes at `depth` or deeper, at the end of what is being read.
    fn end_scopes(&mut self, depth: u32) {
        let ending: Vec<u32> =
            self.state.live_guards.iter().filter(|live| live.depth >= depth).map(|live| live.guard).collect();
        self.end_guards(&ending);
    }

    /// Drops guards at the end of what is being read, and takes note of the place.
    pub(super) fn end_guards(&mut self, guards: &[u32]) {
        if self.state.reachable {
            let living = self.state.live_guards.iter().filter(|live| guards.contains(&live.guard));
            living.for_each(|live| self.record.ends(live.guard));
        }
        self.state.release(guards);
    }

    /// Opens a block: variables declared from here on end with it.
    pub(super) fn open_block(&mut self) {
        self.env.open_block();
        self.provenance.open_block();
    }

    /// Ends a block: its variables are dropped, last one first, and their destructors run.
    pub(super) fn close_block(&mut self, leaving: &[u32]) {
        self.hand_out(leaving);
        self.provenance.close_block();
        let closed = self.env.end_names();
        for &var in closed.vars.iter().rev() {
            let owned = self.state.of_var(var);
            self.end_guards(&owned);
            if self.state.reachable && !self.state.is_moved(var) {
                let (ty, place) = (self.env[var].ty.clone(), self.env[var].place.clone());
                self.drop_glue(&ty, place, Span::default());
            }
        }
        // Nobody asks any more what was moved out of these.
        let kept = self.state.moved.partition_point(|var| *var < closed.first);
        self.state.moved.truncate(kept);
        self.env.close_block(&closed);
        self.end_scopes(closed.depth);
    }

    /// Guards that leave with a value become temporaries of the scope that is the innermost now.
    fn hand_out(&mut self, leaving: &[u32]) {
        if !leaving.is_empty() {
            self.state.own(leaving, self.env.temporaries(), None);
        }
    }

    /// The state that leaves for a scope at `depth`.
    pub(super) fn state_at(&self, depth: u32, keep: &[u32]) -> State {
        let mut state = self.state.clone();
        state.cut(depth, keep);
        state
    }

    /// Runs destructors of the sources that dropping a value of the type reaches, not through shared pointers.
    pub(super) fn drop_glue(&mut self, ty: &Ty, place: Option<Place>, span: Span) {
        let mut glue = Glue { span, within: Vec::new(), left: MAX_DROPPED };
        self.drop_part(ty, place, &mut glue);
        if glue.left == 0 {
            self.record.limit(Limit::Dropped, self.end_of(span));
        }
    }

    /// The same of a part of the value. A type within itself is what was just looked at.
    fn drop_part(&mut self, ty: &Ty, place: Option<Place>, glue: &mut Glue) {
        if glue.left == 0 || !self.state.reachable || !self.types.may_run_dropped(ty) {
            return;
        }
        glue.left -= 1;
        match ty {
            Ty::Adt(id, args) => {
                if glue.within.contains(id) {
                    return;
                }
                if let Some(drop) = self.types.drop_of(ty) {
                    let span = self.end_of(glue.span);
                    let arg = crate::model::table::Arg { place: place.clone(), ..Default::default() };
                    self.event(
                        span,
                        EventKind::Call(crate::model::table::Call {
                            targets: vec![drop],
                            dispatch: crate::model::table::Dispatch::Static,
                            args: vec![arg],
                            drop: true,
                        }),
                    );
                }
                if self.types.defs[*id].is_enum {
                    return;
                }
                glue.within.push(*id);
                let fields = self.types.defs[*id].variants[0].1;
                for (index, field) in fields.iter().enumerate() {
                    let ty = self.types.of_adt(&self.types.fields[id.0 as usize][0][index], *id, args);
                    let inner = place.as_ref().map(|place| place.field(field.name, Some(*id)));
                    self.drop_part(&ty, inner, glue);
                }
                glue.within.pop();
            }
            Ty::Lib(path, _) if let Some(effects) = catalog::when_dropped(path.as_str()) => {
                let span = self.end_of(glue.span);
                if let Some(what) = effects.blocks {
                    self.blocks(what, span, Span::default());
                }
                if let Some(row) = effects.waits {
                    let place = place.unwrap_or_else(|| self.record.fresh_place());
                    self.wait_now(row, &place, span);
                }
            }
            Ty::Lib(path, args) if path.as_str() == OPTION || is_owned(path.as_str()) => {
                // An optional runtime is taken out and ended otherwise as a rule.
                if let Some(inner) = args.first()
                    && !inner
                        .lib_path()
                        .and_then(catalog::when_dropped)
                        .is_some_and(|effects| effects.ends_runtime())
                {
                    self.drop_part(inner, place, glue);
                }
            }
            Ty::Tuple(args) => {
                for arg in args.iter() {
                    self.drop_part(arg, None, glue);
                }
            }
            _ => {}
        }
    }

    /// Where something is dropped; without a place of its own, at the end of the function.
    fn end_of(&self, span: Span) -> Span {
        if span == Span::default() { self.end_span() } else { span }
    }

    pub(super) fn end_span(&self) -> Span {
        let end = self.types.defs[self.id].item.span.end;
        let start = crate::text::Pos { line: end.line, column: end.column.saturating_sub(1) };
        Span { start, end }
    }
}
