//! The state that flows through a body: which guards live, who owns them, what has been moved out.

use super::frame::Frame;
use super::live::{State, VarId};
use super::value::Opened;
use crate::model::dropped;
use crate::model::table::EventKind;
use crate::model::ty::Ty;
use crate::text::{Span, Symbol};

impl Frame<'_, '_> {
    /// Opens a scope for temporaries; returns its depth.
    pub(super) fn open_temps(&mut self) -> u32 {
        self.depth += 1;
        self.temps.push(self.depth);
        self.depth
    }

    /// Drops the temporaries of the innermost such scope, except the guards that leave with a value: those become
    /// temporaries of the scope around it.
    pub(super) fn close_temps(&mut self, leaving: &[u32]) {
        let depth = self.temps.pop().unwrap_or(0);
        self.depth = self.depth.saturating_sub(1);
        let outer = self.temps.last().copied().unwrap_or(0);
        self.hand_out(leaving, outer);
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
        if self.state.live {
            let at = self.at.end;
            let living = self.state.live_guards.iter().filter(|live| guards.contains(&live.guard));
            for guard in living.map(|live| live.guard) {
                if self.ended.insert((guard, at)) {
                    self.table.ends.push((guard, at));
                }
            }
        }
        self.state.release(guards);
    }

    /// Opens a block: variables declared from here on end with it.
    pub(super) fn open_block(&mut self) {
        self.depth += 1;
        self.scopes.push(Opened {
            names: self.names.len(),
            vars: self.vars.len(),
            depth: self.depth,
            decided: self.decided.len(),
        });
    }

    /// Ends a block: its variables are dropped, last one first, and their destructors run.
    pub(super) fn close_block(&mut self, leaving: &[u32]) {
        let depth = self.depth;
        let outer = self.temps.last().copied().unwrap_or(0);
        self.hand_out(leaving, outer);
        let opened = self.scopes.pop().unwrap_or_default();
        self.decided.truncate(opened.decided);
        let ending: Vec<(Symbol, VarId)> = self.names.drain(opened.names..).collect();
        for (_, var) in ending.into_iter().rev() {
            let owned = self.state.of_var(var);
            self.end_guards(&owned);
            if self.state.live && !self.state.is_moved(var) {
                let ty = self.vars[var.0 as usize].ty.clone();
                let place = self.vars[var.0 as usize].place.clone();
                self.drop_glue(&ty, place, Span::default(), 0);
            }
        }
        // Nobody asks any more what was moved out of these.
        let kept = self.state.moved.partition_point(|var| (var.0 as usize) < opened.vars);
        self.state.moved.truncate(kept);
        self.depth = depth.saturating_sub(1);
        self.end_scopes(depth);
    }

    /// Guards that leave with a value become temporaries of the scope at `outer`.
    fn hand_out(&mut self, leaving: &[u32], outer: u32) {
        if !leaving.is_empty() {
            self.state.own(leaving, outer, None);
        }
    }

    /// The depth of the innermost block.
    pub(super) fn block_depth(&self) -> u32 {
        self.scopes.last().map_or(0, |opened| opened.depth)
    }

    pub(super) fn declare(&mut self, name: Symbol, ty: Ty) -> VarId {
        let id = VarId(self.vars.len() as u32);
        self.vars.push(super::value::Var {
            ty,
            place: None,
            pending: Vec::new(),
            callable: None,
            stems: Vec::new(),
            depth: self.block_depth(),
            version: 0,
        });
        self.names.push((name, id));
        id
    }

    pub(super) fn lookup(&self, name: Symbol) -> Option<VarId> {
        self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, var)| *var)
    }

    /// The state that leaves for a scope at `depth`.
    pub(super) fn state_at(&self, depth: u32, keep: &[u32]) -> State {
        let mut state = self.state.clone();
        state.cut(depth, keep);
        state
    }

    /// Runs destructors of the sources that dropping a value of the type reaches, not through shared pointers.
    pub(super) fn drop_glue(
        &mut self,
        ty: &Ty,
        place: Option<crate::model::place::Place>,
        span: Span,
        depth: u32,
    ) {
        if depth > dropped::DEPTH || !self.state.live || !self.types.may_run_dropped(ty) {
            return;
        }
        match ty {
            Ty::Adt(id, args) => {
                if let Some(drop) = self.types.drop_of(ty) {
                    let span = if span == Span::default() { self.end_span() } else { span };
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
                if self.types.defs.adts[id.0 as usize].is_enum {
                    return;
                }
                let fields = self.types.defs.adts[id.0 as usize].variants[0].1;
                for (index, field) in fields.iter().enumerate() {
                    let ty = self.types.of_adt(&self.types.fields[id.0 as usize][0][index], *id, args);
                    let inner = place.as_ref().map(|place| place.field(field.name, Some(*id)));
                    self.drop_glue(&ty, inner, span, depth + 1);
                }
            }
            Ty::Lib(path, _) if path.as_str() == "tokio::runtime::Runtime" => {
                let span = if span == Span::default() { self.end_span() } else { span };
                self.blocks(&crate::catalog::RUNTIME_DROPPED, span, Span::default());
            }
            Ty::Lib(path, args) if matches!(path.as_str(), "std::option::Option" | "std::boxed::Box") => {
                // An optional runtime is taken out and ended otherwise as a rule.
                if let Some(inner) = args.first()
                    && inner.lib_path() != Some("tokio::runtime::Runtime")
                {
                    self.drop_glue(inner, place, span, depth + 1);
                }
            }
            Ty::Tuple(args) => {
                for arg in args.iter() {
                    self.drop_glue(arg, None, span, depth + 1);
                }
            }
            _ => {}
        }
    }

    pub(super) fn end_span(&self) -> Span {
        let end = self.types.defs.fns[self.id.0 as usize].item.span.end;
        let start = crate::text::Pos { line: end.line, column: end.column.saturating_sub(1) };
        Span { start, end }
    }
}
