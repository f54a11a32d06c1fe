//! The order of the locks, drawn: for graphviz, for Mermaid, as SVG and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::finding::Site;
use crate::locks::Map;
use crate::report::captions::{caption, tooltip};
use crate::report::lines;
use crate::report::{json_text, svg};
use crate::sources::SourceSet;
use crate::text::clean;

/// How a graph is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum GraphFormat {
    /// The language of graphviz
    #[default]
    Dot,
    /// A picture for browsers, self-contained
    Svg,
    /// A diagram for Markdown
    Mermaid,
    /// One JSON object with every place, for programs
    Json,
}

/// The graph in `format`. `sources` are what its places point into.
pub fn render(map: &Map, sources: &SourceSet, format: GraphFormat) -> String {
    match format {
        GraphFormat::Dot => dot(map, sources),
        GraphFormat::Svg => svg::render(map, sources),
        GraphFormat::Mermaid => mermaid(map),
        GraphFormat::Json => json_text(&json(map, sources), true),
    }
}

fn dot(map: &Map, sources: &SourceSet) -> String {
    let mut out = String::from(
        "digraph locks {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];\n  edge [fontname=\"sans-serif\", fontsize=9];\n",
    );
    let red = map.circled();
    for (index, lock) in map.locks.iter().enumerate() {
        let shape = if lock.kind == "wait" { ", shape=ellipse" } else { "" };
        let colour = if red[index] { ", color=red" } else { "" };
        let _ = writeln!(
            out,
            "  n{index} [label=\"{}\", tooltip=\"{}\"{shape}{colour}];",
            quoted(&lock.name),
            quoted(&tooltip(lock))
        );
    }
    for order in &map.orders {
        let colour = if order.in_circle { ", color=red, penwidth=2" } else { "" };
        let _ = writeln!(
            out,
            "  n{} -> n{} [tooltip=\"{}\"{colour}];",
            order.from,
            order.to,
            quoted(&caption(sources, order))
        );
    }
    out.push_str("}\n");
    out
}

fn mermaid(map: &Map) -> String {
    let mut out = String::from("flowchart LR\n");
    let red = map.circled();
    for (index, lock) in map.locks.iter().enumerate() {
        let (open, close) = if lock.kind == "wait" { ("([", "])") } else { ("[", "]") };
        let class = if red[index] { ":::circle" } else { "" };
        let name: String = clean::line(&lock.name)
            .chars()
            // Mermaid reads markup and markdown in labels; entities are read as what they stand for.
            .map(|c| {
                if c.is_alphanumeric() || " _:.()/-".contains(c) {
                    c.to_string()
                } else {
                    format!("#{};", c as u32)
                }
            })
            .collect();
        let _ = writeln!(out, "  n{index}{open}\"{name}\"{close}{class}");
    }
    for order in &map.orders {
        let arrow = if order.in_circle { "==>" } else { "-->" };
        let _ = writeln!(out, "  n{} {arrow} n{}", order.from, order.to);
    }
    out.push_str("  classDef circle stroke:#c00,stroke-width:2px\n");
    out
}

/// The map as JSON: `locks`, `orders`, `circles`.
pub fn json(map: &Map, sources: &SourceSet) -> Value {
    let place = |place: &Site| {
        let text = sources.files.get(place.location.file.0 as usize).map_or("", |file| &*file.text);
        let path = sources.files.get(place.location.file.0 as usize).map_or("?", |file| &file.path);
        let start = lines::shown(text, place.location.span.start);
        json!({
            "file": path, "line": start.line, "column": start.column, "item": place.item, "label": place.label,
        })
    };
    let name = |index: usize| map.locks[index].name.as_str();
    json!({
        "schema": 1,
        "locks": map.locks.iter().map(|lock| json!({
            "name": lock.name,
            "kind": lock.kind,
            "guards": lock.guards,
            "level": lock.level,
            "sites": lock.sites.iter().map(&place).collect::<Vec<Value>>(),
        })).collect::<Vec<Value>>(),
        "orders": map.orders.iter().map(|order| json!({
            "from": name(order.from),
            "to": name(order.to),
            "in_circle": order.in_circle,
            "ways": order.ways.iter()
                .map(|way| way.iter().map(place).collect::<Vec<Value>>())
                .collect::<Vec<Vec<Value>>>(),
        })).collect::<Vec<Value>>(),
        "circles": map.circles.iter()
            .map(|circle| circle.iter().map(|index| name(*index)).collect::<Vec<&str>>())
            .collect::<Vec<Vec<&str>>>(),
    })
}

fn quoted(text: &str) -> String {
    clean::sentence(text).replace('\\', "\\\\").replace('"', "\\\"")
}
