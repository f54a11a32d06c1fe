//! Names, types, bodies interpreted, summaries and graphs over all files.
//!
//! This is the façade: [`with`] makes a [`Model`] of an [`Basis`], and [`Memo`] makes the next one out of the last. The files
//! below are in floors, which `FLOORS` in `tests/repository.rs` lists: each imports only from lower ones.

mod build;
pub mod callbacks;
pub mod chain;
pub mod circles;
pub mod context;
mod data;
pub mod declared;
pub mod defs;
mod dropped;
pub mod executors;
pub mod gates;
pub mod givers;
pub mod graph;
pub mod ids;
pub mod instance;
pub mod interp;
mod memo;
pub mod moved;
pub mod nesting;
mod objects;
mod obligations;
pub mod observed;
pub mod parallel;
pub mod place;
mod skeleton;
pub mod summary;
pub mod table;
mod takers;
pub mod ty;
pub mod types;
pub mod walk;

#[cfg(test)]
use build::of_text;
pub use build::{Basis, Model, Times, with};
pub use ids::{AdtId, AliasId, FnId, ImplId, ModId, StaticId, TraitId};
pub use memo::{Memo, PackedMemo};
