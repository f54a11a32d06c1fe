//! ahash: std's maps with another hasher.

pub use std::collections::HashMap as AHashMap;
pub use std::collections::HashSet as AHashSet;
pub struct RandomState;
impl RandomState {
    pub fn new() -> RandomState;
}
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub type HashSet<T> = std::collections::HashSet<T, RandomState>;
