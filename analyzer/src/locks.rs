//! The locks of a program and the order in which they are taken, as plain data: what `concheck locks`, `concheck graph`
//! and the HTML report draw.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::catalog::Mode;
use crate::finding::Site;
use crate::model::chain::Link;
use crate::model::nesting::Nested;
use crate::model::place::{Class, ClassRoot, ClassStep};
use crate::model::table::{EventKind, Hold};
use crate::model::ty::Ty;
use crate::model::{FnId, Model};
use crate::sources::SourceSet;
use crate::text::{FileId, Location, Span};

/// Ways that are kept of an order.
const WAYS: usize = 8;

/// Every lock class, and the orders between them, as far as they are not of test code.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// The classes, by name.
    pub locks: Vec<Lock>,
    /// The orders, by their ends.
    pub orders: Vec<Order>,
    /// The circles that can happen: indices of locks, each taken before the next.
    pub circles: Vec<Vec<usize>>,
}

/// A lock class.
#[derive(Clone, Debug)]
pub struct Lock {
    /// As findings name it; two classes of one name have their files behind it.
    pub name: String,
    /// `mutex`, `rwlock`, `semaphore`, … or `wait`, for what is no lock but waited for like one.
    pub kind: &'static str,
    /// The type of what it protects, as far as that is known.
    pub guards: Option<String>,
    /// The field or static that it is declared as.
    pub declared: Option<Location>,
    /// Where it is taken; the labels say how.
    pub sites: Vec<Site>,
    /// Its place in the order, from 1: it is taken after all that come before it. Locks of one circle share theirs.
    /// `None`: it is never held together with another one.
    pub level: Option<usize>,
}

/// One lock is taken while another is held.
#[derive(Clone, Debug)]
pub struct Order {
    /// The index of the one that is held.
    pub from: usize,
    /// The index of the one that is taken.
    pub to: usize,
    /// It is part of a circle that can happen.
    pub in_circle: bool,
    /// How it comes about: for each way the steps, from where the first is taken. At most eight.
    pub ways: Vec<Vec<Site>>,
}

impl Map {
    /// For each lock, whether it is part of a circle.
    pub fn circled(&self) -> Vec<bool> {
        let mut circled = vec![false; self.locks.len()];
        for order in self.orders.iter().filter(|order| order.in_circle) {
            circled[order.from] = true;
            circled[order.to] = true;
        }
        circled
    }

    /// The map of a model of `sources`.
    pub fn of(model: &Model<'_>, sources: &SourceSet) -> Map {
        let mut classes: BTreeMap<Class, Draft> = BTreeMap::new();
        sites(model, &mut classes);
        let in_test = |id: FnId| model.defs[id].test;
        let edges = model.order.nested.iter().filter(|nested| nested.is_edge() && !in_test(nested.function));
        let edges: Vec<&Nested> = edges.collect();
        for nested in &edges {
            let (outer, inner) = (&nested.outer, &nested.inner);
            for (lock, hold) in [(&outer.lock, Some(outer.mode)), (&inner.lock, inner.mode.held())] {
                classes.entry(lock.class.clone()).or_default().modes.extend(hold.map(hold_name));
            }
        }
        let names = names(model, sources, classes.keys());
        let mut locks: Vec<(Class, Lock)> = classes
            .into_iter()
            .zip(names)
            .map(|((class, draft), name)| {
                let kind = draft.kind(&class);
                let declared = declared(model, &class);
                let lock =
                    Lock { name, kind, guards: draft.guards, declared, sites: draft.sites, level: None };
                (class, lock)
            })
            .collect();
        locks.sort_by(|(a, left), (b, right)| (&left.name, a).cmp(&(&right.name, b)));
        let index: BTreeMap<Class, usize> =
            locks.iter().enumerate().map(|(index, (class, _))| (class.clone(), index)).collect();
        let mut map = Map { locks: locks.into_iter().map(|(_, lock)| lock).collect(), ..Map::default() };

        let circles = crate::rules::circles(model);
        let known = |circle: &Vec<Class>| circle.iter().map(|class| index.get(class).copied()).collect();
        map.circles = circles.iter().filter_map(known).collect();
        let mut ways: BTreeMap<(usize, usize), Vec<Vec<Site>>> = BTreeMap::new();
        for nested in edges {
            let ends = (index[&nested.outer.lock.class], index[&nested.inner.lock.class]);
            let ways = ways.entry(ends).or_default();
            let way = way(model, nested, &map.locks[ends.0].name, &map.locks[ends.1].name);
            if ways.len() < WAYS && !ways.contains(&way) {
                ways.push(way);
            }
        }
        let in_circle: BTreeSet<(usize, usize)> = map
            .circles
            .iter()
            .flat_map(|circle| (0..circle.len()).map(|at| (circle[at], circle[(at + 1) % circle.len()])))
            .collect();
        map.orders = ways
            .into_iter()
            .map(|((from, to), ways)| Order { from, to, in_circle: in_circle.contains(&(from, to)), ways })
            .collect();
        map.rank();
        map
    }

    /// Leaves the lock of that name and what is ordered with it directly. `None`: there is no such lock.
    pub fn around(&self, name: &str) -> Option<Map> {
        let chosen = self.locks.iter().position(|lock| lock.name == name)?;
        let near = self.orders.iter().filter(|order| order.from == chosen || order.to == chosen);
        let mut kept: BTreeSet<usize> = near.flat_map(|order| [order.from, order.to]).collect();
        kept.insert(chosen);
        Some(self.only(&kept, |order| order.from == chosen || order.to == chosen))
    }

    /// Leaves the circle of that index, or all circles.
    pub fn circles_only(&self, circle: Option<usize>) -> Map {
        let chosen: Vec<&Vec<usize>> = match circle {
            Some(index) => self.circles.get(index).into_iter().collect(),
            None => self.circles.iter().collect(),
        };
        let ends: BTreeSet<(usize, usize)> = chosen
            .iter()
            .flat_map(|circle| (0..circle.len()).map(|at| (circle[at], circle[(at + 1) % circle.len()])))
            .collect();
        let kept = chosen.iter().flat_map(|circle| circle.iter().copied()).collect();
        self.only(&kept, |order| ends.contains(&(order.from, order.to)))
    }

    /// Leaves what is ordered with something else; of what is no lock only what is part of a circle, unless `waits`.
    pub fn ordered(&self, waits: bool) -> Map {
        let circled: BTreeSet<usize> = self.circles.iter().flatten().copied().collect();
        let matters = |index: usize| waits || self.locks[index].kind != "wait" || circled.contains(&index);
        let mattering = self.orders.iter().filter(|order| matters(order.from) && matters(order.to));
        let kept = mattering.flat_map(|order| [order.from, order.to]).collect();
        self.only(&kept, |_| true)
    }

    /// Leaves out what is no lock and part of no circle. The levels are those among what remains.
    pub fn without_waits(&self) -> Map {
        let circled: BTreeSet<usize> = self.circles.iter().flatten().copied().collect();
        let matters = |index: &usize| self.locks[*index].kind != "wait" || circled.contains(index);
        let mut map = self.only(&(0..self.locks.len()).filter(matters).collect(), |_| true);
        for lock in &mut map.locks {
            lock.level = None;
        }
        map.rank();
        map
    }

    fn only(&self, kept: &BTreeSet<usize>, keep: impl Fn(&Order) -> bool) -> Map {
        let new: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let orders = self.orders.iter().filter(|order| keep(order)).filter_map(|order| {
            Some(Order { from: *new.get(&order.from)?, to: *new.get(&order.to)?, ..order.clone() })
        });
        Map {
            locks: kept.iter().map(|index| self.locks[*index].clone()).collect(),
            orders: orders.collect(),
            circles: self
                .circles
                .iter()
                .filter_map(|circle| circle.iter().map(|index| new.get(index).copied()).collect())
                .collect(),
        }
    }

    /// Gives each lock its place: the longest way to it in the graph of strongly connected components.
    fn rank(&mut self) {
        let mut graph = DiGraph::<(), ()>::new();
        let nodes: Vec<NodeIndex> = self.locks.iter().map(|_| graph.add_node(())).collect();
        for order in &self.orders {
            graph.update_edge(nodes[order.from], nodes[order.to], ());
            for end in [order.from, order.to] {
                self.locks[end].level = Some(1);
            }
        }
        // Components come in reverse topological order.
        let mut components = tarjan_scc(&graph);
        components.reverse();
        let mut level = vec![1; self.locks.len()];
        for component in &components {
            let members: BTreeSet<usize> = component.iter().map(|node| node.index()).collect();
            let before = self.orders.iter().filter(|order| members.contains(&order.to));
            let outside = before.filter(|order| !members.contains(&order.from));
            let own = outside.map(|order| level[order.from] + 1).max().unwrap_or(1);
            for member in members {
                level[member] = own;
            }
        }
        for (lock, level) in self.locks.iter_mut().zip(level) {
            lock.level = lock.level.map(|_| level);
        }
    }
}

/// A class while it is collected.
#[derive(Default)]
struct Draft {
    sites: Vec<Site>,
    modes: BTreeSet<&'static str>,
    is_async: bool,
    sharded: bool,
    guards: Option<String>,
}

impl Draft {
    fn site(&mut self, model: &Model<'_>, link: Link, verb: &str) {
        let place = place(model, link, verb);
        if self.sites.iter().all(|site| site.location != place.location) {
            self.sites.push(place);
        }
    }

    fn kind(&self, class: &Class) -> &'static str {
        let has = |mode| self.modes.contains(mode);
        if class.awaited().is_some() {
            "wait"
        } else if self.sharded {
            "map"
        } else if has("init") {
            "cell"
        } else if has("interpreter") {
            "interpreter"
        } else if has("permit") {
            "semaphore"
        } else {
            match (has("shared"), has("reentrant"), self.is_async) {
                (_, true, _) => "reentrant mutex",
                (true, _, false) => "rwlock",
                (true, _, true) => "async rwlock",
                (false, _, false) => "mutex",
                (false, _, true) => "async mutex",
            }
        }
    }
}

fn hold_name(hold: Hold) -> &'static str {
    match hold {
        Hold::Lock(Mode::Shared | Mode::Upgradable | Mode::SharedRecursive) => "shared",
        Hold::Lock(Mode::Permit) => "permit",
        Hold::Lock(Mode::Reentrant) => "reentrant",
        Hold::Initialiser => "init",
        Hold::Interpreter => "interpreter",
        Hold::Lock(_) | Hold::Owed(_) => "exclusive",
    }
}

fn is_listed(hold: Hold) -> bool {
    hold.is_lock() || matches!(hold, Hold::Initialiser | Hold::Interpreter | Hold::Lock(Mode::Reentrant))
}

fn sites(model: &Model<'_>, classes: &mut BTreeMap<Class, Draft>) {
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        if model.defs.fns[index].test {
            continue;
        }
        for event in table.all_events() {
            let EventKind::Acquire(acquire) = &event.kind else { continue };
            let Some(hold) = acquire.mode.held().filter(|hold| is_listed(*hold)) else { continue };
            if !acquire.lock.class.is_global() {
                continue;
            }
            let draft = classes.entry(acquire.lock.class.clone()).or_default();
            draft.modes.insert(hold_name(hold));
            draft.is_async |= acquire.is_async;
            draft.sharded |= acquire.sharded;
            draft.site(model, Link { function, span: event.span }, hold.verb());
        }
        // A helper that takes whatever lock it is given does so where its caller gets the guard.
        let own = table.guards.iter().filter(|guard| {
            is_listed(guard.mode)
                && guard.param.is_none()
                && guard.lock.class.is_global()
                && guard.lock.class.awaited().is_none()
        });
        for guard in own {
            let draft = classes.entry(guard.lock.class.clone()).or_default();
            draft.modes.insert(hold_name(guard.mode));
            draft.is_async |= guard.is_async;
            draft.sharded |= guard.sharded;
            draft.site(model, Link { function, span: guard.span }, guard.mode.verb());
            if draft.guards.is_none() {
                draft.guards = type_name(model, &guard.content);
            }
        }
    }
    for draft in classes.values_mut() {
        draft.sites.sort();
    }
}

/// The field or static that a class is declared as. `None` for what has no declaration of its own.
pub fn declared(model: &Model<'_>, class: &Class) -> Option<Location> {
    let defs = model.defs;
    let (module, span): (_, Span) = match class.root {
        ClassRoot::Adt(id) => {
            let adt = &defs[id];
            let ClassStep::Field(name) = class.steps.first()? else { return None };
            let mut fields = adt.variants.iter().flat_map(|(_, fields)| fields.iter());
            (adt.module, fields.find(|field| field.name == *name)?.span)
        }
        ClassRoot::Static(id) => {
            let item = &defs[id];
            (item.module, item.item.span)
        }
        _ => return None,
    };
    Some(Location { file: defs[module].file, span })
}

/// A name a class, all different.
fn names<'c>(
    model: &Model<'_>,
    sources: &SourceSet,
    classes: impl Iterator<Item = &'c Class>,
) -> Vec<String> {
    let named: Vec<(String, Option<FileId>)> = classes
        .map(|class| {
            let own = class.display(model.defs);
            let (file, function) = match class.root {
                ClassRoot::Adt(id) | ClassRoot::Content(id) => (Some(model.defs[id].module), None),
                ClassRoot::Static(id) => (Some(model.defs[id].module), None),
                ClassRoot::Made(id, _) | ClassRoot::Result(id) => (None, Some(id)),
                _ => (None, None),
            };
            let file = match (file, function) {
                (Some(module), _) => Some(model.defs[module].file),
                (None, Some(id)) => Some(model.defs[id].file),
                (None, None) => None,
            };
            let name = match (class.awaited(), own.is_empty(), function) {
                (Some(on), true, Some(id)) => format!("{} (made in {})", on.noun(), model.defs.fn_name(id)),
                (Some(on), true, None) => on.noun().to_string(),
                (Some(on), false, _) => format!("{} ({own})", on.noun()),
                (None, true, _) => String::from("a lock without a name"),
                (None, false, _) => own,
            };
            (name, file)
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in &named {
        *counts.entry(name).or_default() += 1;
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    named
        .iter()
        .map(|(name, file)| {
            let mut full = name.clone();
            if let Some(file) = file.filter(|_| counts[name.as_str()] > 1) {
                full.push_str(&format!(" in {}", sources.files[file.0 as usize].path));
            }
            let again = seen.entry(full.clone()).or_default();
            *again += 1;
            if *again > 1 { format!("{full} #{again}") } else { full }
        })
        .collect()
}

fn way(model: &Model<'_>, nested: &Nested, from: &str, to: &str) -> Vec<Site> {
    let mut steps = Vec::new();
    if let Some(via) = nested.outer.via {
        steps.push(place(
            model,
            via,
            &format!("{} `{from}` and returns the guard", nested.outer.mode.takes()),
        ));
        steps.push(place(
            model,
            nested.outer.link,
            &format!("receives the guard of `{from}` from this call"),
        ));
    } else {
        steps.push(place(model, nested.outer.link, &format!("{} `{from}`", nested.outer.mode.takes())));
    }
    let last = nested.inner.chain.len().saturating_sub(1);
    for (index, link) in nested.inner.chain.iter().enumerate() {
        let label = match index {
            _ if index == last => format!("{} `{to}`", nested.inner.mode.takes()),
            0 => format!("makes a call that reaches `{to}`"),
            _ => String::from("calls this"),
        };
        steps.push(place(model, link, &label));
    }
    steps
}

fn place(model: &Model<'_>, link: Link, label: &str) -> Site {
    Site {
        location: model.location(link.function, link.span),
        item: model.defs.fn_name(link.function),
        label: label.to_owned(),
    }
}

/// A type as code spells it, without paths. `None` where nothing is known of it.
pub fn type_name(model: &Model<'_>, ty: &Ty) -> Option<String> {
    let args = |args: &[Ty]| {
        let args: Vec<String> =
            args.iter().map(|ty| type_name(model, ty).unwrap_or_else(|| String::from("_"))).collect();
        if args.is_empty() { String::new() } else { format!("<{}>", args.join(", ")) }
    };
    Some(match ty {
        Ty::Adt(id, of) => format!("{}{}", model.defs[*id].name, args(of)),
        Ty::Lib(path, of) => {
            format!("{}{}", path.as_str().rsplit("::").next().unwrap_or_default(), args(of))
        }
        Ty::Ref(false, of) => format!("&{}", type_name(model, of)?),
        Ty::Ref(true, of) => format!("&mut {}", type_name(model, of)?),
        Ty::Slice(of) => format!("[{}]", type_name(model, of)?),
        Ty::Tuple(of) => {
            let parts: Option<Vec<String>> = of.iter().map(|ty| type_name(model, ty)).collect();
            format!("({})", parts?.join(", "))
        }
        Ty::Param(name) => name.to_string(),
        _ => return None,
    })
}
