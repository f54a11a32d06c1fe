//! What is known of locks: their classes, where each is taken, and in which order. Taken from the model while it is
//! there.

use std::sync::Arc;

use concheck_analyzer::locks;
use concheck_analyzer::model::Model;
use concheck_analyzer::model::moved::Moves;
use concheck_analyzer::model::place::Class;
use concheck_analyzer::model::table::{EventKind, FnTable, Guard, Held};
use concheck_analyzer::model::ty::Ty;
use concheck_analyzer::text::{FileId, Location, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// The locks of a folder.
#[derive(Debug, Default)]
pub struct Locks {
    /// The classes, ordered by name.
    pub classes: Vec<LockClass>,
    /// Every acquisition, ordered by place.
    pub uses: Vec<Use>,
    /// Every nesting of two classes, ordered by classes and place.
    pub orders: Vec<Order>,
    /// What happens while a lock is held, ordered by place.
    pub held: Vec<HeldAt>,
    /// Where guards are released in another line than they were acquired in, ordered by place.
    pub ends: Vec<HeldAt>,
    /// Every function that has a body, ordered by place.
    pub functions: Vec<Location>,
}

/// Locks that play the same role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockClass {
    /// As users know it: `Bank::accounts`.
    pub name: String,
    /// The field or static that it is declared as.
    pub declared: Option<Location>,
    /// The type of what it protects, as far as that is known.
    pub content: Option<String>,
    /// The fields of that type, if it is a struct of the sources.
    pub fields: Vec<String>,
}

/// An acquisition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The call.
    pub location: Location,
    /// Index of the class.
    pub class: usize,
    /// What is done: `locked`, `read-locked`.
    pub verb: &'static str,
    /// The function: `Type::method` or `function`.
    pub item: String,
}

/// One class is taken while another is held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// Index of the class that is held.
    pub outer: usize,
    /// Index of the class that is taken.
    pub inner: usize,
    /// Where the outer one was taken.
    pub taken: Location,
    /// Where the inner one is taken, perhaps by a callee.
    pub at: Location,
    /// The function that holds the outer one.
    pub item: String,
    /// The edge is part of a circle.
    pub in_cycle: bool,
}

/// Something happens while locks are held, or ends them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldAt {
    /// What happens: a call, an await, the end of a guard.
    pub location: Location,
    /// Indices of the classes.
    pub classes: Vec<usize>,
}

impl Locks {
    /// Collects them. Linear in the number of events and nestings.
    pub(super) fn of(model: &Model<'_>) -> Locks {
        let mut collector = Collector { model, ids: FxHashMap::default(), classes: Vec::new() };
        let mut locks = Locks::default();
        for (index, function) in model.defs.fns.iter().enumerate() {
            let table = &model.tables[index];
            let mut item = None;
            if function.item.body.is_some() {
                locks.functions.push(Location { file: function.file, span: function.item.span });
            }
            for guard in &table.guards {
                collector.learn(guard);
            }
            for (guard, at) in &table.ends {
                let guard = &table.guards[*guard as usize];
                if guard.mode.is_lock()
                    && guard.span.end.line < at.line
                    && let Some(class) = collector.class(&guard.lock.class)
                {
                    let location = Location { file: function.file, span: Span { start: *at, end: *at } };
                    locks.ends.push(HeldAt { location, classes: vec![class] });
                }
            }
            for (_, events) in table.bodies() {
                for event in events {
                    let location = Location { file: function.file, span: event.span };
                    match &event.kind {
                        EventKind::Acquire(acquire) if acquire.mode.is_lock() => {
                            let Some(class) = collector.class(&acquire.lock.class) else { continue };
                            let item = item.get_or_insert_with(|| {
                                model.defs.fn_name(concheck_analyzer::model::FnId(index as u32))
                            });
                            locks.uses.push(Use {
                                location,
                                class,
                                verb: acquire.mode.verb(),
                                item: item.clone(),
                            });
                        }
                        EventKind::Call(_)
                        | EventKind::Await
                        | EventKind::Block(_)
                        | EventKind::Callback(_)
                            if !event.held.is_empty() =>
                        {
                            let classes = collector.held(table, &event.held);
                            if !classes.is_empty() {
                                locks.held.push(HeldAt { location, classes });
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        let cycles: FxHashSet<(&Class, &Class)> =
            model.order.cycles.iter().flat_map(|cycle| around(cycle)).collect();
        for nested in &model.order.nested {
            let (outer, inner) = (&nested.outer.lock, &nested.inner.lock);
            if !nested.outer.mode.is_lock() || !nested.inner.mode.is_lock() || outer.class == inner.class {
                continue;
            }
            let (Some(from), Some(to)) = (collector.class(&outer.class), collector.class(&inner.class))
            else {
                continue;
            };
            let at = nested.inner.chain.last();
            locks.orders.push(Order {
                outer: from,
                inner: to,
                taken: model.location(nested.outer.link.function, nested.outer.link.span),
                at: model.location(at.function, at.span),
                item: model.defs.fn_name(nested.function),
                in_cycle: cycles.contains(&(&outer.class, &inner.class)),
            });
        }
        locks.classes = collector.classes;
        locks.sort();
        locks
    }

    /// The same after an edit that has only moved things; `None` if it is not known whither.
    pub(super) fn moved(&self, moves: &Moves) -> Option<Locks> {
        let Locks { classes, uses, orders, held, ends, functions } = self;
        let to = |at: &Location| moves.location(*at);
        let held_at =
            |held: &HeldAt| Some(HeldAt { location: to(&held.location)?, classes: held.classes.clone() });
        let class = |class: &LockClass| {
            let declared = match &class.declared {
                Some(at) => Some(to(at)?),
                None => None,
            };
            Some(LockClass { declared, ..class.clone() })
        };
        let order =
            |order: &Order| Some(Order { taken: to(&order.taken)?, at: to(&order.at)?, ..order.clone() });
        Some(Locks {
            classes: classes.iter().map(class).collect::<Option<_>>()?,
            uses: uses
                .iter()
                .map(|one| Some(Use { location: to(&one.location)?, ..one.clone() }))
                .collect::<Option<_>>()?,
            orders: orders.iter().map(order).collect::<Option<_>>()?,
            held: held.iter().map(held_at).collect::<Option<_>>()?,
            ends: ends.iter().map(held_at).collect::<Option<_>>()?,
            functions: functions.iter().map(to).collect::<Option<_>>()?,
        })
    }

    /// Numbers the classes by their names, so that the result does not depend on the order of the functions.
    fn sort(&mut self) {
        let mut by_name: Vec<usize> = (0..self.classes.len()).collect();
        by_name.sort_by(|a, b| {
            let key = |index: &usize| (&self.classes[*index].name, self.classes[*index].declared);
            key(a).cmp(&key(b))
        });
        let mut place = vec![0; by_name.len()];
        for (new, old) in by_name.iter().enumerate() {
            place[*old] = new;
        }
        self.classes = by_name.iter().map(|old| self.classes[*old].clone()).collect();
        self.uses.iter_mut().for_each(|one| one.class = place[one.class]);
        for order in &mut self.orders {
            (order.outer, order.inner) = (place[order.outer], place[order.inner]);
        }
        self.held
            .iter_mut()
            .chain(&mut self.ends)
            .for_each(|held| held.classes.iter_mut().for_each(|class| *class = place[*class]));
        self.uses.sort();
        self.uses.dedup();
        self.orders.sort();
        self.orders.dedup();
        self.held.sort();
        self.held.dedup();
        self.ends.sort();
        self.ends.dedup();
        self.functions.sort();
    }

    /// The acquisitions in a file.
    pub fn uses_in(&self, file: FileId) -> &[Use] {
        let start = self.uses.partition_point(|one| one.location.file < file);
        let end = self.uses.partition_point(|one| one.location.file <= file);
        &self.uses[start..end]
    }

    /// What happens in a file under locks.
    pub fn held_in(&self, file: FileId) -> &[HeldAt] {
        let start = self.held.partition_point(|held| held.location.file < file);
        let end = self.held.partition_point(|held| held.location.file <= file);
        &self.held[start..end]
    }

    /// Where guards are released in a file.
    pub fn ends_in(&self, file: FileId) -> &[HeldAt] {
        let start = self.ends.partition_point(|end| end.location.file < file);
        let end = self.ends.partition_point(|end| end.location.file <= file);
        &self.ends[start..end]
    }

    /// The innermost function around a place.
    pub fn function_at(&self, at: Location) -> Option<Location> {
        let before = self.functions.partition_point(|function| {
            function.span.start <= at.span.start && function.file <= at.file || function.file < at.file
        });
        self.functions[..before]
            .iter()
            .rev()
            .take_while(|function| function.file == at.file)
            .find(|function| function.span.contains(at.span))
            .copied()
    }

    /// The acquisitions of a class.
    pub fn uses_of(&self, class: usize) -> impl Iterator<Item = &Use> {
        self.uses.iter().filter(move |one| one.class == class)
    }

    /// The classes that are held when `class` is taken, each once.
    pub fn before(&self, class: usize) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.orders.iter().filter(|order| order.inner == class).map(|order| order.outer).collect();
        found.dedup();
        found
    }

    /// The classes that are taken while `class` is held, each once.
    pub fn after(&self, class: usize) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.orders.iter().filter(|order| order.outer == class).map(|order| order.inner).collect();
        found.dedup();
        found
    }

    /// Whether the class is part of a circle.
    pub fn in_cycle(&self, class: usize) -> bool {
        self.orders.iter().any(|order| order.in_cycle && (order.outer == class || order.inner == class))
    }
}

/// The edges of a circle.
fn around(cycle: &[(Arc<Class>, Arc<[usize]>)]) -> impl Iterator<Item = (&Class, &Class)> {
    let next = cycle.iter().cycle().skip(1);
    cycle.iter().zip(next).map(|((from, _), (to, _))| (from.as_ref(), to.as_ref()))
}

struct Collector<'m, 'a> {
    model: &'m Model<'a>,
    ids: FxHashMap<Class, Option<usize>>,
    classes: Vec<LockClass>,
}

impl Collector<'_, '_> {
    /// The index of a class that says the same everywhere and has a name.
    fn class(&mut self, class: &Class) -> Option<usize> {
        if let Some(known) = self.ids.get(class) {
            return *known;
        }
        let name = if class.is_global() { class.display(self.model.defs) } else { String::new() };
        let id = (!name.is_empty()).then(|| {
            let declared = locks::declared(self.model, class);
            self.classes.push(LockClass { name, declared, content: None, fields: Vec::new() });
            self.classes.len() - 1
        });
        self.ids.insert(class.clone(), id);
        id
    }

    /// Takes note of what the lock of a guard protects.
    fn learn(&mut self, guard: &Guard) {
        if !guard.mode.is_lock() {
            return;
        }
        let Some(class) = self.class(&guard.lock.class) else { return };
        let class = &mut self.classes[class];
        if class.content.is_some() {
            return;
        }
        class.content = locks::type_name(self.model, &guard.content);
        if let Ty::Adt(id, _) = &guard.content
            && let adt = &self.model.defs[*id]
            && !adt.is_enum
            && let Some((_, fields)) = adt.variants.first()
        {
            class.fields = fields.iter().map(|field| field.name.to_string()).collect();
        }
    }

    fn held(&mut self, table: &FnTable, held: &[Held]) -> Vec<usize> {
        let mut classes: Vec<usize> = held
            .iter()
            .map(|held| &table.guards[held.guard as usize])
            .filter(|guard| guard.mode.is_lock())
            .filter_map(|guard| self.class(&guard.lock.class))
            .collect();
        classes.dedup();
        classes
    }
}
