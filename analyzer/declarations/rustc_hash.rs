//! rustc_hash: std's maps with another hasher.

use std::collections::{HashMap, HashSet};

pub struct FxBuildHasher;
pub type FxHashMap<K, V> = HashMap<K, V, FxBuildHasher>;
pub type FxHashSet<T> = HashSet<T, FxBuildHasher>;
