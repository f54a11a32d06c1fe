//! Threads, tasks and channels that a body makes: where they are made, kept, captured and handed on.

use super::frame::Frame;
use super::guards::is_callable;
use super::invocation::Invocation;
use super::live::VarId;
use super::value::{Value, refine};
use crate::catalog::declared::Function;
use crate::catalog::{self, Bound, Executor};
use crate::facts::ir::{ExprKind, Lit};
use crate::model::place::{Class, ClassRoot, ClassStep, Path, Place, Root};
use crate::model::table::{Callable, EventKind, Made, MadeKind};
use crate::model::ty::{OPTION, Ty, is_shared_pointer};
use crate::model::types::{Bindings, fit, result_of};
use crate::text::{Span, Symbol};

impl<'a> Frame<'_, 'a> {
    /// Something that is made here; in the second round of a loop, the same again.
    pub(super) fn make(&mut self, span: Span, kind: MadeKind) -> Place {
        let known = self.record.table().made.iter().position(|made| made.span == span);
        let index = known.unwrap_or(self.record.table().made.len());
        if known.is_none() {
            let again = self.happens_again();
            self.record.table_mut().made.push(Made { span, kind, again });
        }
        self.made_place(index as u32)
    }

    /// The place of what was made there.
    pub(super) fn made_place(&self, index: u32) -> Place {
        Place {
            path: Path::root(Root::Made(index)),
            class: Class::root(ClassRoot::Made(self.id, index)),
            exclusive: false,
            shared: true,
        }
    }

    /// The handle of what was handed to a spawning function, which `runs` that.
    pub(super) fn spawned_handle(
        &mut self,
        runs: Vec<Callable>,
        path: Option<&str>,
        executor: Option<Executor>,
        at: Span,
    ) -> Value {
        self.record.table_mut().handed.extend(runs.iter().map(|callable| (callable.clone(), executor)));
        let place = self.make(at, MadeKind::Thread(runs));
        let ty = match path.and_then(catalog::made_thread) {
            Some((handle, result)) => {
                let handle = Ty::lib_of(handle, vec![Ty::Unknown]);
                if result { Ty::result(handle, Ty::Unknown) } else { handle }
            }
            None => Ty::Unknown,
        };
        Value::at(ty, Some(place))
    }

    /// A set of tasks keeps that one, and aborts it when it is told to.
    pub(super) fn keeps_task(&mut self, set: &Value, task: &Value) {
        if let Some(Place { path: Path { root: Root::Made(task), .. }, .. }) = task.place
            && let Some(place) = &set.place
            && set.ty.peel_pointers().0.lib_path().is_some_and(catalog::keeps_tasks)
        {
            self.record.table_mut().kept_tasks.push((place.class.clone(), task));
        }
    }

    /// A value is dropped there: if it is the handle of a task that ends with it, so does the task.
    pub(super) fn drops_task(&mut self, value: &Value, at: Span) {
        let handle = match &value.ty {
            Ty::Lib(path, args) if path.as_str() == OPTION => args.first(),
            ty => Some(ty),
        };
        if handle.and_then(Ty::lib_path).is_some_and(catalog::keeps_tasks) {
            self.aborts(value.place.clone(), Value::of(Ty::unit()), at);
        }
    }

    /// `handle.abort()`, or a handle to do so later.
    pub(super) fn aborts(&mut self, of: Option<Place>, value: Value, at: Span) -> Value {
        let Some(of) = of else { return value };
        if value.ty != Ty::unit() && !value.ty.is_unknown() {
            return Value { place: Some(of), ..value };
        }
        self.record.table_mut().aborts.push((at, of_handle(of.class)));
        value
    }

    /// Whether tasks with such handles have been aborted so far.
    pub(super) fn is_aborted(&self, class: &Class) -> bool {
        let class = of_handle(class.clone());
        class.root != ClassRoot::Unknown
            && self.record.table().aborts.iter().any(|(_, known)| *known == class)
    }

    /// The ends of a channel that carries such items, if that is known.
    pub(super) fn new_channel(
        &mut self,
        function: &'static Function,
        bound: Bound,
        item: Ty,
        call: &Invocation<'_>,
    ) -> Value {
        let Invocation { args, at, expected, .. } = *call;
        let path = function.path.as_str();
        let mut bindings = Bindings::default();
        if let Some(name) = function.generics.first().filter(|_| !item.is_unknown()) {
            bindings.bind(*name, item);
        }
        for (index, arg) in args.iter().enumerate() {
            let value = self.eval(arg, &Ty::Unknown);
            if let Some((_, shape)) = function.params.get(index) {
                fit(shape, &value.ty, &mut bindings);
            }
        }
        let room = match args.first().map(|arg| &arg.kind) {
            Some(ExprKind::Lit(Lit::Int(room))) if bound == Bound::Given => *room,
            _ => None,
        };
        let place = self.make(at, MadeKind::Channel(bound, room));
        if bound == Bound::Unbounded && catalog::unbounded(path) {
            self.event(at, EventKind::Unbounded(Symbol::new(path)));
        }
        let ty = refine(result_of(function, &bindings), expected.clone());
        Value::at(ty, Some(place))
    }

    /// Notes that a thing is kept in a field or collection.
    pub(super) fn kept(&mut self, to: &Class, what: &Value) {
        self.kept_callable(to, what);
        let Some(place) = &what.place else { return };
        let mut from = place.class.clone();
        match from.root {
            ClassRoot::Adt(_) | ClassRoot::Static(_) => from.strip_elements(),
            _ => from.steps.clear(),
        }
        let worth = match place.class.root {
            ClassRoot::Made(..) => true,
            ClassRoot::Param(_) => carries_waits(&what.ty),
            ClassRoot::Local(..) => place.class.steps.is_empty() && is_shared_lock(&what.ty),
            // Another end of what is kept there.
            ClassRoot::Adt(_) | ClassRoot::Static(_) => from != *to && shares_value(&what.ty),
            _ => false,
        };
        let came_in = matches!(from.root, ClassRoot::Param(_))
            && place.class.steps.is_empty()
            && is_shared_lock(&what.ty)
            && to.is_global();
        if came_in && !to.steps.contains(&ClassStep::Element) {
            let kept = &mut self.record.table_mut().kept_locks;
            if !kept.iter().any(|(known, of)| known == to && *of == from) {
                kept.push((to.clone(), from.clone()));
            }
        }
        if worth && to.is_global() {
            let mut to = to.clone();
            to.strip_elements();
            if !self.record.table().stores.contains(&(to.clone(), from.clone())) {
                self.record.table_mut().stores.push((to, from));
            }
        }
    }

    /// Notes that something is kept that can be called; of what is made of such things, nothing is known.
    fn kept_callable(&mut self, to: &Class, what: &Value) {
        let is_one = what.callable.is_some() || self.callable_param(&what.ty);
        let has_some = what.place.is_some() && has_callables(&what.ty);
        if !to.is_global() || !is_one && !has_some {
            return;
        }
        let mut to = to.clone();
        to.strip_elements();
        let kept = (to, what.callable.clone().filter(|_| is_one));
        if !self.record.table().kept_callables.contains(&kept) {
            self.record.table_mut().kept_callables.push(kept);
        }
    }

    /// `what` goes into the collection `into`.
    pub(super) fn put_into(&mut self, into: &Value, what: &Value) {
        self.move_guards(&what.guards, into.var, into.part);
        if let Some(to) = &into.place {
            self.kept_callable(&to.class.clone(), what);
        }
        let Some(place) = what.place.clone() else { return };
        if let Some(to) = &into.place
            && to.class.is_global()
        {
            self.kept(&to.class.clone(), what);
        } else if let Some(var) = into.var
            && matches!(place.class.root, ClassRoot::Made(..))
        {
            self.env[var].place = Some(place);
        }
    }

    /// A closure or async block captures these variables: what it moves is gone, what it borrows others use too.
    pub(super) fn captured(&mut self, vars: &[VarId], is_move: bool) {
        for &var in vars {
            let known = &self.env[var];
            let made = match known.place {
                Some(Place { path: Path { root: Root::Made(made), .. }, .. }) => Some(made),
                _ => None,
            };
            let stays = known.ty.is_copied();
            if let Some(made) = made
                && known.ty.lib_path().is_some_and(catalog::receiver_of)
            {
                self.created.share_receiver(made);
            }
            if is_move && !stays {
                self.state.mark_moved(var, true);
            }
        }
    }

    /// A receiver (or a clone of it) goes where it is not followed: others may receive.
    pub(super) fn hand_out_receiver(&mut self, value: &Value) {
        if let Some(Place { path: Path { root: Root::Made(made), .. }, .. }) = value.place
            && value.ty.peel().lib_path().is_some_and(catalog::receiver_of)
        {
            self.created.share_receiver(made);
        }
    }
}

/// Whether a value of the type is, or is made of, something that can be waited for.
fn carries_waits(ty: &Ty) -> bool {
    match ty {
        Ty::Lib(path, args) => {
            let path = path.as_str();
            catalog::sends_of(path)
                || catalog::receiver_of(path)
                || path.ends_with("::JoinHandle")
                || args.iter().any(carries_waits)
        }
        Ty::Ref(_, inner) | Ty::Slice(inner) => carries_waits(inner),
        Ty::Tuple(args) => args.iter().any(carries_waits),
        _ => false,
    }
}

/// Whether a value of the type is an end of a channel that has a lock with the other ends.
fn shares_value(ty: &Ty) -> bool {
    ty.peel().lib_path().and_then(catalog::lock_type).is_some_and(|lock| lock.shared)
}

/// `Arc<Mutex<…>>` and the like: the same lock wherever a clone of it is kept.
fn is_shared_lock(ty: &Ty) -> bool {
    match ty {
        Ty::Lib(path, args) if is_shared_pointer(path.as_str()) => {
            args.first().and_then(Ty::lib_path).and_then(catalog::lock_type).is_some_and(|lock| lock.orders())
        }
        _ => false,
    }
}

/// Whether a value of the type may be made of what can be called.
fn has_callables(ty: &Ty) -> bool {
    match ty {
        Ty::Fn(_) => true,
        Ty::Opaque(bounds) => bounds.iter().any(is_callable),
        Ty::Lib(_, args) | Ty::Tuple(args) => args.iter().any(has_callables),
        Ty::Ref(_, inner) | Ty::Slice(inner) => has_callables(inner),
        _ => false,
    }
}

/// What tells handles of tasks apart, wherever they are kept.
fn of_handle(mut class: Class) -> Class {
    if matches!(class.root, ClassRoot::Made(..)) {
        class.steps.clear();
    } else if class.root != ClassRoot::Unknown {
        class.strip_elements();
    }
    class
}
