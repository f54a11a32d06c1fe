//! What a drawing says of a lock and of an order, where somebody points at them.

use crate::locks::{Lock, Order};
use crate::report::{lines, plural};
use crate::sources::SourceSet;
use crate::text::{Location, clean};

/// What an edge is about: the function and place of its shortest way.
pub(super) fn caption(sources: &SourceSet, order: &Order) -> String {
    let Some(way) = order.ways.iter().min_by_key(|way| way.len()) else { return String::new() };
    let (Some(first), Some(last)) = (way.first(), way.last()) else { return String::new() };
    let more = match order.ways.len() {
        1 => String::new(),
        many => format!(", and {} more", many - 1),
    };
    format!("{} at {}, then {}{more}", first.item, at(sources, first.location), at(sources, last.location))
}

/// What is known of a lock, in a line.
pub(super) fn tooltip(lock: &Lock) -> String {
    let guards = lock.guards.as_ref().map_or(String::new(), |ty| format!(" of {ty}"));
    match lock.sites.len() {
        // What is waited for has no place where it is taken.
        0 => format!("{}{guards}", lock.kind),
        sites => format!("{}{guards}, taken at {}", lock.kind, plural(sites, "place")),
    }
}

/// `src/a.rs:10`.
fn at(sources: &SourceSet, location: Location) -> String {
    let Some(file) = sources.files.get(location.file.0 as usize) else { return String::from("?") };
    format!("{}:{}", clean::line(&file.path), lines::shown(&file.text, location.span.start).line)
}
