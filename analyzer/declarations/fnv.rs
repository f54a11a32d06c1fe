//! fnv: std's maps with another hasher.

use std::collections::{HashMap, HashSet};

pub struct FnvBuildHasher;
pub type FnvHashMap<K, V> = HashMap<K, V, FnvBuildHasher>;
pub type FnvHashSet<T> = HashSet<T, FnvBuildHasher>;
