//! The order of the locks as a picture, with the places that its parts stand for.

use concheck_analyzer::finding::Site;
use concheck_analyzer::locks::{Lock, Map, Order};
use concheck_analyzer::report::graph::{GraphFormat, render};
use serde_json::{Value, json};

use super::Shared;
use crate::session::{RootView, Snapshot};

impl Shared {
    /// The maps of all folders. In a picture, `data-lock` and `data-order` are indices of `locks` and `orders`.
    pub(super) fn graphs(&self, snapshot: &Snapshot) -> Value {
        let graphs: Vec<Value> = snapshot
            .roots
            .iter()
            .filter_map(|root| Some(self.graph(root, &root.map.as_ref()?.ordered(false))))
            .collect();
        json!({ "graphs": graphs })
    }

    fn graph(&self, root: &RootView, map: &Map) -> Value {
        json!({
            "folder": self.uri(&root.path).map(|uri| uri.as_str().to_owned()),
            "svg": render(map, &root.sources, GraphFormat::Svg),
            "dot": render(map, &root.sources, GraphFormat::Dot),
            "locks": map.locks.iter().map(|lock| self.lock(root, lock)).collect::<Vec<Value>>(),
            "orders": map.orders.iter().map(|order| self.order(root, order)).collect::<Vec<Value>>(),
            "circles": map.circles,
        })
    }

    fn lock(&self, root: &RootView, lock: &Lock) -> Value {
        json!({
            "name": lock.name,
            "kind": lock.kind,
            "guards": lock.guards,
            "level": lock.level,
            "declared": lock.declared.and_then(|at| self.location(root, at)),
            "sites": lock.sites.iter().map(|site| self.step(root, site)).collect::<Vec<Value>>(),
        })
    }

    fn order(&self, root: &RootView, order: &Order) -> Value {
        let way = |way: &Vec<Site>| way.iter().map(|place| self.step(root, place)).collect::<Vec<Value>>();
        json!({
            "from": order.from,
            "to": order.to,
            "inCircle": order.in_circle,
            "ways": order.ways.iter().map(way).collect::<Vec<Vec<Value>>>(),
        })
    }

    fn step(&self, root: &RootView, place: &Site) -> Value {
        json!({
            "location": self.location(root, place.location),
            "item": place.item,
            "label": place.label,
        })
    }
}
