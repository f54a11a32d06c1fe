//! The order of the locks as a picture: layers from left to right, so that every arrow to the left is part of a circle.
//!
//! The layout is that of Sugiyama, Tagawa and Toda (1981): a layer each, long edges through dummies, crossings reduced
//! by the barycentre of the neighbours.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::locks::Map;
use crate::report::captions::{caption, tooltip};
use crate::report::junit::escaped;
use crate::sources::SourceSet;

/// Pixels a character, a little more than most fonts take.
const CHARACTER: f64 = 7.2;
const HEIGHT: f64 = 26.0;
const GAP: f64 = 16.0;
const BETWEEN_LAYERS: f64 = 90.0;
const MARGIN: f64 = 20.0;
/// The height from which on a picture is not seen at once.
const LARGE: f64 = 800.0;
/// Characters of a name that are shown.
const NAME: usize = 44;
/// Rounds of reducing crossings, there and back.
const ROUNDS: usize = 12;

/// A lock, or a dummy that an edge runs through.
struct Node {
    lock: Option<usize>,
    layer: usize,
    width: f64,
    x: f64,
    y: f64,
}

/// An edge as the nodes that it runs through, from left to right.
struct Route {
    order: usize,
    nodes: Vec<usize>,
    /// It points to the left.
    backwards: bool,
}

/// One `<svg>` element. Programs find a lock by `data-lock` and an edge by `data-order`: indices in the map.
pub(super) fn render(map: &Map, sources: &SourceSet) -> String {
    let mut nodes: Vec<Node> = layers(map)
        .into_iter()
        .enumerate()
        .map(|(lock, layer)| Node {
            lock: Some(lock),
            layer,
            width: columns_of(&short(&map.locks[lock].name)) as f64 * CHARACTER + 20.0,
            x: 0.0,
            y: 0.0,
        })
        .collect();
    let routes = routes(map, &mut nodes);
    let columns = place(&mut nodes, &routes);
    draw(map, sources, &nodes, &routes, &columns)
}

/// A name of bearable length. The end tells fields of one type apart, so it gets most of the room.
fn short(name: &str) -> String {
    let length = |text: &str| text.chars().count();
    if length(name) <= NAME {
        return name.to_owned();
    }
    match name.rsplit_once("::") {
        Some((owner, field)) => {
            let owner = squeezed(owner, (NAME / 3).max(NAME.saturating_sub(length(field) + 2)));
            let field = squeezed(field, NAME - 2 - length(&owner));
            format!("{owner}::{field}")
        }
        None => squeezed(name, NAME),
    }
}

/// At most `most` characters of `text`, without its middle.
fn squeezed(text: &str, most: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= most {
        return text.to_owned();
    }
    let tail = (most - 1) / 2;
    let head = most - 1 - tail;
    let part = |characters: &[char]| characters.iter().collect::<String>();
    format!("{}…{}", part(&characters[..head]), part(&characters[characters.len() - tail..]))
}

/// Columns that a text takes, with two for the characters that are wide in most fonts.
fn columns_of(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..) { 2 } else { 1 }).sum()
}

/// A layer a lock: behind all that point to it, but for edges that close a circle.
fn layers(map: &Map) -> Vec<usize> {
    let count = map.locks.len();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    for order in &map.orders {
        after[order.from].push(order.to);
    }
    // A walk in depth finds the edges that close circles: those to a lock that it is still at.
    let mut state = vec![0_u8; count];
    let mut finished = Vec::new();
    let mut closing: Vec<(usize, usize)> = Vec::new();
    for start in 0..count {
        if state[start] != 0 {
            continue;
        }
        let mut stack = vec![(start, 0)];
        state[start] = 1;
        while let Some((at, next)) = stack.pop() {
            match after[at].get(next) {
                Some(&to) => {
                    stack.push((at, next + 1));
                    match state[to] {
                        0 => {
                            state[to] = 1;
                            stack.push((to, 0));
                        }
                        1 => closing.push((at, to)),
                        _ => {}
                    }
                }
                None => {
                    state[at] = 2;
                    finished.push(at);
                }
            }
        }
    }
    let mut layer = vec![0; count];
    for &at in finished.iter().rev() {
        for &to in after[at].iter().filter(|to| !closing.contains(&(at, **to))) {
            layer[to] = layer[to].max(layer[at] + 1);
        }
    }
    layer
}

/// The way of each edge, with a dummy in each layer between its ends.
fn routes(map: &Map, nodes: &mut Vec<Node>) -> Vec<Route> {
    let mut routes = Vec::new();
    for (index, order) in map.orders.iter().enumerate() {
        let backwards = nodes[order.from].layer > nodes[order.to].layer;
        let (left, right) = if backwards { (order.to, order.from) } else { (order.from, order.to) };
        let mut way = vec![left];
        for layer in nodes[left].layer + 1..nodes[right].layer {
            way.push(nodes.len());
            nodes.push(Node { lock: None, layer, width: 0.0, x: 0.0, y: 0.0 });
        }
        way.push(right);
        routes.push(Route { order: index, nodes: way, backwards });
    }
    routes
}

/// Gives each node its place. The columns are node indices by layer, from the top.
fn place(nodes: &mut [Node], routes: &[Route]) -> Vec<Vec<usize>> {
    let count = nodes.iter().map(|node| node.layer + 1).max().unwrap_or(0);
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, node) in nodes.iter().enumerate() {
        columns[node.layer].push(index);
    }
    let mut left: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut right: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for pair in routes.iter().flat_map(|route| route.nodes.windows(2)) {
        right[pair[0]].push(pair[1]);
        left[pair[1]].push(pair[0]);
    }
    let mut rank: Vec<f64> = vec![0.0; nodes.len()];
    let number = |column: &[usize], rank: &mut Vec<f64>| {
        for (at, node) in column.iter().enumerate() {
            rank[*node] = at as f64;
        }
    };
    for column in &columns {
        number(column, &mut rank);
    }
    for round in 0..ROUNDS {
        let forward = round % 2 == 0;
        let neighbours = if forward { &left } else { &right };
        let layers: Vec<usize> = if forward { (0..count).collect() } else { (0..count).rev().collect() };
        for layer in layers {
            let centre = |node: usize| match neighbours[node].len() {
                0 => rank[node],
                many => neighbours[node].iter().map(|other| rank[*other]).sum::<f64>() / many as f64,
            };
            let mut sorted: Vec<(f64, usize)> =
                columns[layer].iter().map(|node| (centre(*node), *node)).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(rank[a.1].total_cmp(&rank[b.1])));
            columns[layer] = sorted.into_iter().map(|(_, node)| node).collect();
            number(&columns[layer], &mut rank);
        }
    }
    let height = |column: &[usize]| -> f64 {
        column.iter().map(|node| if nodes[*node].lock.is_some() { HEIGHT + GAP } else { GAP }).sum()
    };
    let heights: Vec<f64> = columns.iter().map(|column| height(column)).collect();
    let tallest = heights.iter().copied().fold(0.0, f64::max);
    let mut x = MARGIN;
    for (column, height) in columns.iter().zip(heights) {
        let width = column.iter().map(|node| nodes[*node].width).fold(0.0, f64::max);
        // Who looks at a part of a large picture begins at its top.
        let mut y = if tallest > LARGE { MARGIN } else { MARGIN + (tallest - height) / 2.0 };
        for &node in column {
            let step = if nodes[node].lock.is_some() { HEIGHT + GAP } else { GAP };
            nodes[node].x = x + (width - nodes[node].width) / 2.0;
            nodes[node].y = y + step / 2.0;
            y += step;
        }
        x += width + BETWEEN_LAYERS;
    }
    columns
}

fn draw(map: &Map, sources: &SourceSet, nodes: &[Node], routes: &[Route], columns: &[Vec<usize>]) -> String {
    let right = nodes.iter().map(|node| node.x + node.width).fold(0.0, f64::max) + MARGIN;
    let bottom = nodes.iter().map(|node| node.y + HEIGHT).fold(0.0, f64::max) + MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{right:.0}\" height=\"{bottom:.0}\" viewBox=\"0 0 {right:.0} {bottom:.0}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Lock-order graph</title>\n\
         <defs>\n\
         <marker id=\"end\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"10\" markerHeight=\"10\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\" fill=\"#777\"/></marker>\n\
         <marker id=\"red\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"10\" markerHeight=\"10\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\" fill=\"#c00\"/></marker>\n\
         </defs>\n"
    );
    // Edges of one lock leave and arrive at places of their own.
    let mut leaving: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut arriving: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, route) in routes.iter().enumerate() {
        leaving.entry(route.nodes[0]).or_default().push(index);
        arriving.entry(route.nodes[route.nodes.len() - 1]).or_default().push(index);
    }
    for ends in leaving.values_mut() {
        ends.sort_by(|a, b| nodes[routes[*a].nodes[1]].y.total_cmp(&nodes[routes[*b].nodes[1]].y));
    }
    for ends in arriving.values_mut() {
        let before = |route: usize| nodes[routes[route].nodes[routes[route].nodes.len() - 2]].y;
        ends.sort_by(|a, b| before(*a).total_cmp(&before(*b)));
    }
    let offset = |ends: &[usize], index: usize| {
        let at = ends.iter().position(|end| *end == index).unwrap_or(0) as f64;
        (at + 1.0) / (ends.len() as f64 + 1.0) * HEIGHT - HEIGHT / 2.0
    };
    for (index, route) in routes.iter().enumerate() {
        let order = &map.orders[route.order];
        let (first, last) = (route.nodes[0], route.nodes[route.nodes.len() - 1]);
        let mut points = Vec::new();
        for &node in &route.nodes {
            let Node { x, y, width, .. } = nodes[node];
            if node == first {
                points.push((x + width, y + offset(&leaving[&first], index)));
            } else if node == last {
                points.push((x, y + offset(&arriving[&last], index)));
            } else {
                // Straight through the column, so that no box of it is crossed.
                let column = &columns[nodes[node].layer];
                let half = column.iter().map(|node| nodes[*node].width).fold(0.0, f64::max) / 2.0;
                points.push((x - half, y));
                points.push((x + half, y));
            }
        }
        let mut path = format!("M{:.1} {:.1}", points[0].0, points[0].1);
        for (step, pair) in points.windows(2).enumerate() {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            if step % 2 == 0 {
                let middle = (x + to_x) / 2.0;
                let _ = write!(path, " C{middle:.1} {y:.1} {middle:.1} {to_y:.1} {to_x:.1} {to_y:.1}");
            } else {
                let _ = write!(path, " L{to_x:.1} {to_y:.1}");
            }
        }
        let (colour, width, marker) = if order.in_circle { ("#c00", 2, "red") } else { ("#777", 1, "end") };
        let end = if route.backwards { "start" } else { "end" };
        let _ = writeln!(
            out,
            "<path class=\"order{}\" data-order=\"{}\" d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" marker-{end}=\"url(#{marker})\"><title>{}</title></path>",
            if order.in_circle { " circled" } else { "" },
            route.order,
            escaped(&format!(
                "{} before {}: {}",
                map.locks[order.from].name,
                map.locks[order.to].name,
                caption(sources, order)
            )),
        );
    }
    let red = map.circled();
    for node in nodes {
        let Some(index) = node.lock else { continue };
        let lock = &map.locks[index];
        let stroke = if red[index] { "#c00" } else { "#555" };
        let round = if lock.kind == "wait" { HEIGHT / 2.0 } else { 4.0 };
        let _ = writeln!(
            out,
            "<g class=\"lock{}\" data-lock=\"{index}\"><title>{}</title><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{HEIGHT}\" rx=\"{round}\" fill=\"#fff\" stroke=\"{stroke}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#222\">{}</text></g>",
            if red[index] { " circled" } else { "" },
            escaped(&format!("{}: {}", lock.name, tooltip(lock))),
            node.x,
            node.y - HEIGHT / 2.0,
            node.width,
            node.x + node.width / 2.0,
            node.y + 4.0,
            escaped(&short(&lock.name)),
        );
    }
    out.push_str("</svg>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_keep_what_tells_them_apart() {
        assert_eq!(short("Bank::accounts"), "Bank::accounts");
        let owner = "AnExtremelyLongTypeNameThatSomebodyGeneratedFromADescription";
        assert_eq!(short(&format!("{owner}::accounts")), "AnExtremelyLongTy…FromADescription::accounts");
        let field = "first_lock_with_a_very_long_descriptive_name";
        assert_eq!(short(&format!("Bank::{field}")), "Bank::first_lock_with_a_v…g_descriptive_name");
        for name in [format!("{owner}::{field}"), owner.repeat(3), format!("{owner}::")] {
            assert!(short(&name).chars().count() <= NAME && short(&name).contains('…'), "{name}");
        }
        assert_eq!(columns_of("a猫"), 3);
    }
}
