//! hashbrown: what std's maps are made of, with the same methods.

pub use std::collections::{HashMap, HashSet};
pub mod hash_map {
    pub use std::collections::hash_map::*;
}
pub mod hash_set {
    pub use std::collections::hash_set::*;
}
