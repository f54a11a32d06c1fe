//! What annotations say of a function, and locks that are taken together.

use super::frame::Frame;
use super::value::Value;
use crate::catalog::{self, LockMethod, Mode, Wait};
use crate::facts::ir::{Expr, LockRef, Notes};
use crate::model::defs::Def;
use crate::model::ids::{AdtId, FnId};
use crate::model::place::{Class, ClassRoot, Path, Place, Root};
use crate::model::table::{Acquire, Call, Case, EventKind, Guard, Projection, Required};
use crate::model::ty::{Args, GuardOf, Inner, Ty};
use crate::text::{Span, Symbol};

/// A lock that a value is, or points to.
struct Found {
    place: Place,
    content: Ty,
    /// How the method that was asked for takes it.
    mode: Mode,
    is_async: bool,
    poisons: bool,
}

impl<'a> Frame<'_, 'a> {
    /// What holds by annotation when the function begins, and when it returns.
    pub(super) fn annotated(&mut self, notes: &'a Notes) {
        let function = &self.types.defs[self.id];
        if let Some(at) = notes.blocking {
            self.blocks(&catalog::ANNOTATED, at, Span::default());
        }
        for lock in &notes.requires {
            let Some(found) = self.named(lock) else { continue };
            let (place, mode) = (found.place.clone(), found.mode);
            self.record.table_mut().required.push(Required { lock: place, mode, span: lock.span });
            // The callers hold it until the function returns.
            self.new_guard(Guard { temporary: false, ..found.guard(lock.span) });
        }
        let ret = self.types.signatures[self.id.0 as usize].ret.as_ref();
        let shows = function.item.body.is_some() && ret.is_some_and(|ret| self.guard_types.holds_guard(ret));
        for lock in &notes.acquires {
            let Some(found) = self.named(lock) else { continue };
            if !shows {
                self.event(lock.span, EventKind::Acquire(Box::new(found.acquire())));
                self.record.table_mut().ret.guards.push(found.guard(lock.span));
            }
        }
        for lock in &notes.releases {
            if let Some(found) = self.named(lock) {
                self.record.table_mut().ret.released.push(found.place);
            }
        }
    }

    /// The lock that an annotation names. Naming it is no access: it leaves no events.
    fn named(&mut self, lock: &'a LockRef) -> Option<Found> {
        let events = self.record.table().events.len();
        let value = self.root_of(lock);
        let value = value
            .map(|value| lock.fields.iter().fold(value, |value, field| self.field(value, *field, lock.span)));
        self.record.table_mut().events.truncate(events);
        let found = value.and_then(|value| {
            // As readers, if there are any.
            let readers = |known: &LockMethod| lock.shared && known.mode == Mode::Shared;
            self.lock_at(&value, readers)
        });
        if found.is_none() {
            self.record.table_mut().misnamed.push((lock.span, lock.text()));
        }
        found
    }

    fn root_of(&mut self, lock: &'a LockRef) -> Option<Value> {
        let names = lock.root.segments.iter().map(|segment| segment.name).collect::<Vec<_>>();
        if let [name] = names.as_slice()
            && self.env.lookup(*name).is_some()
        {
            return Some(self.path(&lock.root));
        }
        match self.types.defs.resolve(self.module, false, &names) {
            Some((Def::Static(_), used)) if used == names.len() => {
                return Some(self.path(&lock.root));
            }
            Some((Def::Adt(id), 1..)) if names.len() > 1 => return Some(self.of_type(id, *names.last()?)),
            _ => {}
        }
        match (names.as_slice(), &self.self_ty) {
            // `Self::field`, and a bare field of a method's own type.
            ([owner, field], Some(Ty::Adt(id, _))) if *owner == "Self" => Some(self.of_type(*id, *field)),
            ([field], Some(_)) => {
                let own = self.env.lookup(Symbol::new("self"))?;
                let own = &self.env[own];
                let base = Value::at(own.ty.clone(), own.place.clone());
                Some(self.field(base, *field, lock.span))
            }
            _ => None,
        }
    }

    /// A field of some value of the type.
    fn of_type(&mut self, id: AdtId, field: Symbol) -> Value {
        let place = Place {
            path: Path::root(Root::Elsewhere),
            class: Class::root(ClassRoot::Unknown),
            exclusive: false,
            shared: true,
        };
        let ty = Ty::Adt(id, Args::default());
        self.field(Value::at(ty, Some(place)), field, Span::default())
    }

    /// The lock that a value is or points to, and how `method` takes it; of a lock without that method, how its first
    /// method that waits does.
    fn lock_at(&self, value: &Value, preferred: impl Fn(&LockMethod) -> bool) -> Option<Found> {
        let (mut ty, mut place) = (value.ty.clone(), value.place.clone()?);
        let mut via_shared = false;
        for _ in 0..12 {
            if let Some(lock) = self.types.lock_type(&ty) {
                let waits = |known: &&LockMethod| known.wait == Wait::Forever && known.mode.is_lock();
                let preferred = lock.methods.iter().find(|known| preferred(known));
                let exclusive =
                    lock.methods.iter().find(|known| waits(known) && known.mode == Mode::Exclusive);
                let taken = preferred.or(exclusive).or_else(|| lock.methods.iter().find(waits))?;
                let content = ty.arg(lock.content);
                if lock.shared {
                    place = place.value();
                } else {
                    place.name_by_content(&content, via_shared, lock.sharded);
                }
                return Some(Found {
                    place,
                    content,
                    mode: taken.mode,
                    is_async: lock.is_async,
                    poisons: taken.outcome == catalog::Outcome::Result && !lock.is_async,
                });
            }
            via_shared = match &ty {
                Ty::Lib(path, _) => crate::model::ty::is_shared_pointer(path.as_str()),
                Ty::Ref(..) => via_shared,
                _ => false,
            };
            let (inner, at) = self.deref_step(&ty, Some(place))?;
            (ty, place) = (inner, at?);
        }
        None
    }

    /// `concheck::lock!`: none is waited for while another of them is held.
    pub(super) fn lock_all(&mut self, locks: &[(Symbol, Expr)]) -> Value {
        let mut all = Vec::with_capacity(locks.len());
        for (method, lock) in locks {
            let value = self.eval(lock, &Ty::Unknown);
            all.push((self.lock_at(&value, |known| known.name == method.as_str()), lock.span));
            self.take(value);
        }
        for (found, at) in &all {
            if let Some(found) = found {
                self.event(*at, EventKind::Acquire(Box::new(found.acquire())));
            }
        }
        let parts = all.into_iter().map(|(found, at)| {
            let Some(found) = found else { return Value::unknown() };
            let of = GuardOf { awaited: found.is_async, path: None };
            let ty = Ty::Guard(found.mode, Inner::new(found.content.clone()), of);
            let guards = vec![self.new_guard(found.guard(at))];
            let content = Place { exclusive: false, shared: true, ..found.place };
            Value { guards, ..Value::at(ty, Some(content)) }
        });
        let parts = parts.collect();
        self.tuple_of(parts)
    }

    /// Gives up what a callee gives up by annotation, and keeps to the end of the body what it leaves held and its result
    /// cannot hold.
    pub(super) fn left_by(
        &mut self,
        callee: FnId,
        call: &Call,
        guards: Vec<u32>,
        released: &[Place],
    ) -> Vec<u32> {
        for lock in released {
            let lock =
                lock.substitute(&|index| call.args.get(index as usize).and_then(|arg| arg.place.clone()));
            let is_it = |held: &&crate::model::table::Held| {
                let known = &self.record.guard(held.guard).lock;
                known.path.must_alias(&lock.path) || known.class.is_global() && known.class == lock.class
            };
            let given_up = self.state.held().iter().filter(is_it).map(|held| held.guard).collect::<Vec<_>>();
            self.state.release(&given_up);
        }
        let function = &self.types.defs[callee];
        let keeps = function.item.notes.as_ref().is_some_and(|notes| !notes.acquires.is_empty());
        let ret = self.types.signatures[callee.0 as usize].ret.as_ref();
        if !keeps || ret.is_some_and(|ret| self.guard_types.may_hold(ret)) {
            return guards;
        }
        self.state.own(&guards, self.env.body(), None);
        Vec::new()
    }

    /// Notes the mention of a field that an annotation says is guarded, unless nobody else can reach it.
    pub(super) fn mentioned(&mut self, owner: AdtId, field: Symbol, place: Option<&Place>, at: Span) {
        if let Some(place) = place
            && !place.exclusive
            && self.types.guarded.contains_key(&(owner, field))
        {
            self.touch(place.clone(), false, at);
        }
    }
}

impl Found {
    fn acquire(&self) -> Acquire {
        Acquire {
            lock: self.place.clone(),
            mode: self.mode.into(),
            wait: Wait::Forever,
            sharded: false,
            is_async: self.is_async,
            poisons: self.poisons,
        }
    }

    fn guard(&self, at: Span) -> Guard {
        Guard {
            lock: self.place.clone(),
            mode: self.mode.into(),
            span: at,
            via: None,
            sharded: false,
            is_async: self.is_async,
            param: None,
            content: self.content.clone(),
            temporary: true,
            poisons: self.poisons,
            case: Case::default(),
            part: Projection::WHOLE,
        }
    }
}
