//! The environment: variables and their names, open blocks, and the scopes that own temporaries.
//!
//! Blocks and scopes of temporaries nest and share one count, their depth: what ends at a depth is what was made at it or
//! deeper.

use std::ops::{Index, IndexMut};

use rustc_hash::FxHashMap;

use super::live::VarId;
use super::value::Pending;
use crate::facts::ir::{Expr, ExprKind};
use crate::model::place::Place;
use crate::model::table::Callable;
use crate::model::ty::Ty;
use crate::model::walk;
use crate::text::Symbol;

/// Of so many variables it is asked what they were made of.
const MAX_INPUTS: usize = 32;

/// A variable.
#[derive(Clone, Debug)]
pub(super) struct Var {
    pub(super) name: Symbol,
    pub(super) ty: Ty,
    pub(super) place: Option<Place>,
    pub(super) pending: Vec<Pending>,
    pub(super) callable: Option<Callable>,
    /// What its value was learned from.
    pub(super) origins: Vec<u32>,
    /// Variables that its first value was made of.
    pub(super) made_of: Vec<VarId>,
    /// What was taken out of a place and is (part of) its value.
    pub(super) carries: Option<u32>,
    /// Of the block that it ends with.
    pub(super) depth: u32,
    /// Counts assignments: keys made of it differ afterwards.
    pub(super) version: u32,
    /// It is declared with `mut`.
    pub(super) mutable: bool,
    /// It was borrowed mutably: others may change it any time.
    pub(super) lent: bool,
    /// The variable that has its name where this one has ended.
    shadowed: Option<VarId>,
}

impl Var {
    /// Whether it has no more than something of its type.
    pub(super) fn is_plain(&self) -> bool {
        let nowhere = self.place.is_none() || self.ty.is_primitive();
        nowhere && self.callable.is_none() && self.pending.is_empty() && self.origins.is_empty()
    }
}

/// An open block: what was there when it began.
#[derive(Clone, Copy, Debug, Default)]
struct Opened {
    names: usize,
    vars: usize,
    /// Of what is declared in it.
    depth: u32,
}

/// A block that has ended.
#[derive(Debug)]
pub(super) struct Closed {
    /// Its variables, in the order of their declarations.
    pub(super) vars: Vec<VarId>,
    /// The first variable that was declared in it.
    pub(super) first: VarId,
    /// Its depth.
    pub(super) depth: u32,
}

/// Variables, names and scopes of a frame.
#[derive(Debug, Default)]
pub(super) struct Environment {
    vars: Vec<Var>,
    /// Those that can be named, innermost last.
    names: Vec<(Symbol, VarId)>,
    /// What each name stands for.
    by_name: FxHashMap<Symbol, VarId>,
    blocks: Vec<Opened>,
    /// Depths of the scopes that own temporaries.
    temps: Vec<u32>,
    depth: u32,
    /// The depth of the block that extended temporaries live as long as.
    extends_to: u32,
    /// The depth at which the body that is being interpreted began.
    body: u32,
    /// Variables that got another value, in order.
    assigned: Vec<VarId>,
}

impl Environment {
    /// Declares a variable in the innermost block.
    pub(super) fn declare(&mut self, name: Symbol, ty: Ty) -> VarId {
        let id = VarId(self.vars.len() as u32);
        let shadowed = self.by_name.insert(name, id);
        self.vars.push(Var {
            name,
            ty,
            place: None,
            pending: Vec::new(),
            callable: None,
            origins: Vec::new(),
            made_of: Vec::new(),
            carries: None,
            depth: self.block_depth(),
            version: 0,
            mutable: false,
            lent: false,
            shadowed,
        });
        self.names.push((name, id));
        id
    }

    /// Variables that an expression names, outside of blocks and closures in it.
    pub(super) fn named_in(&self, expr: &Expr) -> Vec<VarId> {
        let mut found = Vec::new();
        self.collect_inputs(expr, &mut found);
        found
    }

    /// These, and those that their values were made of, up to so many.
    pub(super) fn inputs(&self, expr: &Expr) -> Vec<VarId> {
        let mut found = self.named_in(expr);
        let mut next = 0;
        while next < found.len() && found.len() < MAX_INPUTS {
            for var in &self[found[next]].made_of {
                if !found.contains(var) {
                    found.push(*var);
                }
            }
            next += 1;
        }
        found
    }

    fn collect_inputs(&self, expr: &Expr, found: &mut Vec<VarId>) {
        match &expr.kind {
            ExprKind::Path(path) => {
                let var = path.as_ident().and_then(|name| self.lookup(name));
                found.extend(var.filter(|var| !found.contains(var)));
            }
            ExprKind::Block(_) | ExprKind::Closure(_) | ExprKind::Async(..) => {}
            ExprKind::If { .. } | ExprKind::Match(..) | ExprKind::Select(_) => {}
            _ => walk::children(expr, &mut |child| self.collect_inputs(child, found)),
        }
    }

    /// The variable that a name stands for.
    pub(super) fn lookup(&self, name: Symbol) -> Option<VarId> {
        self.by_name.get(&name).copied()
    }

    /// All that can be named, outermost first; what is shadowed is there as well.
    pub(super) fn names(&self) -> &[(Symbol, VarId)] {
        &self.names
    }

    /// The variables of the innermost block.
    pub(super) fn in_block(&self) -> impl Iterator<Item = VarId> {
        let begun = self.blocks.last().map_or(0, |opened| opened.names);
        self.names[begun..].iter().map(|(_, var)| *var)
    }

    /// How many variables there are.
    pub(super) fn count(&self) -> usize {
        self.vars.len()
    }

    /// Notes that a variable got another value.
    pub(super) fn assigned(&mut self, var: VarId) {
        self.assigned.push(var);
    }

    /// How often a variable got another value.
    pub(super) fn assignments(&self) -> usize {
        self.assigned.len()
    }

    /// The variables that got another value after the first `count` times.
    pub(super) fn assigned_since(&self, count: usize) -> &[VarId] {
        &self.assigned[count..]
    }

    /// The depth of the innermost scope.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// The depth of the innermost block.
    pub(super) fn block_depth(&self) -> u32 {
        self.blocks.last().map_or(0, |opened| opened.depth)
    }

    /// The depth of the innermost scope that owns temporaries.
    pub(super) fn temporaries(&self) -> u32 {
        self.temps.last().copied().unwrap_or(0)
    }

    /// Opens a scope for temporaries; returns its depth.
    pub(super) fn open_temps(&mut self) -> u32 {
        self.depth += 1;
        self.temps.push(self.depth);
        self.depth
    }

    /// Closes the innermost such scope; returns its depth.
    pub(super) fn close_temps(&mut self) -> u32 {
        self.depth = self.depth.saturating_sub(1);
        self.temps.pop().unwrap_or(0)
    }

    /// Opens a block.
    pub(super) fn open_block(&mut self) {
        self.depth += 1;
        self.blocks.push(Opened { names: self.names.len(), vars: self.vars.len(), depth: self.depth });
    }

    /// Ends the names of the innermost block. It stays open until [`Environment::close_block`], as destructors run in it.
    pub(super) fn end_names(&mut self) -> Closed {
        let opened = self.blocks.pop().unwrap_or_default();
        let ended = self.names.split_off(opened.names);
        for &(name, var) in ended.iter().rev() {
            match self.vars[var.0 as usize].shadowed {
                Some(shadowed) => self.by_name.insert(name, shadowed),
                None => self.by_name.remove(&name),
            };
        }
        let vars = ended.into_iter().map(|(_, var)| var).collect();
        Closed { vars, first: VarId(opened.vars as u32), depth: self.depth }
    }

    /// Closes a block.
    pub(super) fn close_block(&mut self, closed: &Closed) {
        self.depth = closed.depth.saturating_sub(1);
    }

    /// The depth of the block that extended temporaries live as long as.
    pub(super) fn extends_to(&self) -> u32 {
        self.extends_to
    }

    /// Extended temporaries live as long as the innermost block from here on; returns what they did before.
    pub(super) fn extend_to_block(&mut self) -> u32 {
        let depth = self.block_depth();
        self.extend_to(depth)
    }

    /// The same for the block of that depth.
    pub(super) fn extend_to(&mut self, depth: u32) -> u32 {
        std::mem::replace(&mut self.extends_to, depth)
    }

    /// The depth at which the body that is being interpreted began.
    pub(super) fn body(&self) -> u32 {
        self.body
    }

    /// Begins a body here; returns where the one around it began.
    pub(super) fn begin_body(&mut self) -> u32 {
        std::mem::replace(&mut self.body, self.depth)
    }

    /// Goes on with a body that began there.
    pub(super) fn end_body(&mut self, around: u32) {
        self.body = around;
    }
}

impl Index<VarId> for Environment {
    type Output = Var;

    fn index(&self, var: VarId) -> &Var {
        &self.vars[var.0 as usize]
    }
}

impl IndexMut<VarId> for Environment {
    fn index_mut(&mut self, var: VarId) -> &mut Var {
        &mut self.vars[var.0 as usize]
    }
}
