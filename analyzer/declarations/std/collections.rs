//! std::collections.

use std::hash::RandomState;
use std::ops::{Index, RangeBounds};

pub struct TryReserveError;

#[concheck::collection]
pub struct HashMap<K, V, S = RandomState>;
impl<K, V> HashMap<K, V> {
    pub fn new() -> HashMap<K, V>;
    pub fn with_capacity(capacity: usize) -> HashMap<K, V>;
}
impl<K, V, S> HashMap<K, V, S> {
    pub const fn with_hasher(hasher: S) -> HashMap<K, V, S>;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashMap<K, V, S>;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn hasher(&self) -> &S;
    pub fn reserve(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, capacity: usize);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = (K, V)>;
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(&mut self, f: F) -> impl Iterator<Item = (K, V)>;
    #[concheck::mutates]
    pub fn get_disjoint_mut<Q: ?Sized, const N: usize>(&mut self, keys: [&Q; N]) -> [Option<&mut V>; N];
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::asks]
    pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<&V>;
    #[concheck::asks]
    pub fn get_key_value<Q: ?Sized>(&self, key: &Q) -> Option<(&K, &V)>;
    #[concheck::asks]
    pub fn contains_key<Q: ?Sized>(&self, key: &Q) -> bool;
    #[concheck::mutates]
    pub fn get_mut<Q: ?Sized>(&mut self, key: &Q) -> Option<&mut V>;
    #[concheck::adds]
    pub fn insert(&mut self, key: K, value: V) -> Option<V>;
    #[concheck::adds]
    pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, hash_map::OccupiedError<'_, K, V>>;
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&mut self, key: &Q) -> Option<V>;
    #[concheck::mutates]
    pub fn remove_entry<Q: ?Sized>(&mut self, key: &Q) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn entry(&mut self, key: K) -> hash_map::Entry<'_, K, V>;
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)>;
    pub fn keys(&self) -> impl Iterator<Item = &K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
    pub fn into_keys(self) -> impl Iterator<Item = K>;
    pub fn into_values(self) -> impl Iterator<Item = V>;
}
impl<K, V, S> Clone for HashMap<K, V, S> {
    fn clone(&self) -> HashMap<K, V, S>;
}
impl<K, V, S> Default for HashMap<K, V, S> {
    fn default() -> HashMap<K, V, S>;
}
impl<K, V, S> Extend<(K, V)> for HashMap<K, V, S> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I);
}
impl<K, V, S> FromIterator<(K, V)> for HashMap<K, V, S> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> HashMap<K, V, S>;
}
impl<K, V, const N: usize> From<[(K, V); N]> for HashMap<K, V> {
    fn from(value: [(K, V); N]) -> HashMap<K, V>;
}
impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (&'a K, &'a V)>;
}
impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (&'a K, &'a mut V)>;
}
impl<Q: ?Sized, K, V, S> Index<&Q> for HashMap<K, V, S> {
    type Output = V;
    fn index(&self, key: &Q) -> &V;
}
pub mod hash_map {
    pub use super::HashMap;
    pub use std::hash::RandomState;

    /// What is in the map under a key, or its absence.
    pub struct Entry<'a, K, V>;
    impl<'a, K, V> Entry<'a, K, V> {
        #[concheck::mutates]
        pub fn or_insert(self, default: V) -> &'a mut V;
        #[concheck::mutates]
        #[concheck::runs(absent)]
        pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V;
        #[concheck::mutates]
        #[concheck::runs(absent)]
        pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V;
        #[concheck::mutates]
        #[concheck::runs(absent)]
        pub fn or_try_insert_with<F: FnOnce() -> Result<V, E>, E>(self, default: F) -> Result<&'a mut V, E>;
        #[concheck::mutates]
        pub fn or_default(self) -> &'a mut V;
        pub fn key(&self) -> &K;
        #[concheck::mutates]
        pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self;
        #[concheck::adds]
        pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
    }
    pub struct OccupiedEntry<'a, K, V>;
    impl<'a, K, V> OccupiedEntry<'a, K, V> {
        pub fn key(&self) -> &K;
        pub fn get(&self) -> &V;
        #[concheck::mutates]
        pub fn get_mut(&mut self) -> &mut V;
        #[concheck::mutates]
        pub fn into_mut(self) -> &'a mut V;
        #[concheck::adds]
        pub fn insert(&mut self, value: V) -> V;
        #[concheck::mutates]
        pub fn remove(self) -> V;
        #[concheck::mutates]
        pub fn remove_entry(self) -> (K, V);
    }
    pub struct VacantEntry<'a, K, V>;
    impl<'a, K, V> VacantEntry<'a, K, V> {
        pub fn key(&self) -> &K;
        pub fn into_key(self) -> K;
        #[concheck::adds]
        pub fn insert(self, value: V) -> &'a mut V;
        #[concheck::adds]
        pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
    }
    pub struct OccupiedError<'a, K, V>;
    pub struct Iter<'a, K, V>;
    impl<'a, K, V> Iterator for Iter<'a, K, V> {
        type Item = (&'a K, &'a V);
    }
    pub struct IterMut<'a, K, V>;
    impl<'a, K, V> Iterator for IterMut<'a, K, V> {
        type Item = (&'a K, &'a mut V);
    }
    pub struct IntoIter<K, V>;
    impl<K, V> Iterator for IntoIter<K, V> {
        type Item = (K, V);
    }
    pub struct Keys<'a, K, V>;
    impl<'a, K, V> Iterator for Keys<'a, K, V> {
        type Item = &'a K;
    }
    pub struct Values<'a, K, V>;
    impl<'a, K, V> Iterator for Values<'a, K, V> {
        type Item = &'a V;
    }
    pub struct ValuesMut<'a, K, V>;
    impl<'a, K, V> Iterator for ValuesMut<'a, K, V> {
        type Item = &'a mut V;
    }
}
#[concheck::collection]
pub struct BTreeMap<K, V>;
impl<K, V> BTreeMap<K, V> {
    pub const fn new() -> BTreeMap<K, V>;
    #[concheck::asks]
    pub fn first_key_value(&self) -> Option<(&K, &V)>;
    #[concheck::asks]
    pub fn last_key_value(&self) -> Option<(&K, &V)>;
    #[concheck::mutates]
    pub fn first_entry(&mut self) -> Option<btree_map::OccupiedEntry<'_, K, V>>;
    #[concheck::mutates]
    pub fn last_entry(&mut self) -> Option<btree_map::OccupiedEntry<'_, K, V>>;
    #[concheck::mutates]
    pub fn pop_first(&mut self) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn pop_last(&mut self) -> Option<(K, V)>;
    #[concheck::adds]
    pub fn append(&mut self, other: &mut BTreeMap<K, V>);
    pub fn range<Q: ?Sized, R: RangeBounds<Q>>(&self, range: R) -> impl Iterator<Item = (&K, &V)>;
    #[concheck::mutates]
    pub fn range_mut<Q: ?Sized, R: RangeBounds<Q>>(&mut self, range: R)
    -> impl Iterator<Item = (&K, &mut V)>;
    #[concheck::mutates]
    pub fn split_off<Q: ?Sized>(&mut self, key: &Q) -> BTreeMap<K, V>;
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool, R: RangeBounds<K>>(
        &mut self,
        range: R,
        f: F,
    ) -> impl Iterator<Item = (K, V)>;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::asks]
    pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<&V>;
    #[concheck::asks]
    pub fn get_key_value<Q: ?Sized>(&self, key: &Q) -> Option<(&K, &V)>;
    #[concheck::asks]
    pub fn contains_key<Q: ?Sized>(&self, key: &Q) -> bool;
    #[concheck::mutates]
    pub fn get_mut<Q: ?Sized>(&mut self, key: &Q) -> Option<&mut V>;
    #[concheck::adds]
    pub fn insert(&mut self, key: K, value: V) -> Option<V>;
    #[concheck::adds]
    pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, btree_map::OccupiedError<'_, K, V>>;
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&mut self, key: &Q) -> Option<V>;
    #[concheck::mutates]
    pub fn remove_entry<Q: ?Sized>(&mut self, key: &Q) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn entry(&mut self, key: K) -> btree_map::Entry<'_, K, V>;
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)>;
    pub fn keys(&self) -> impl Iterator<Item = &K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
    pub fn into_keys(self) -> impl Iterator<Item = K>;
    pub fn into_values(self) -> impl Iterator<Item = V>;
}
impl<K, V> Clone for BTreeMap<K, V> {
    fn clone(&self) -> BTreeMap<K, V>;
}
impl<K, V> Default for BTreeMap<K, V> {
    fn default() -> BTreeMap<K, V>;
}
impl<K, V> Extend<(K, V)> for BTreeMap<K, V> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I);
}
impl<K, V> FromIterator<(K, V)> for BTreeMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> BTreeMap<K, V>;
}
impl<K, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> {
    fn from(value: [(K, V); N]) -> BTreeMap<K, V>;
}
impl<K, V> IntoIterator for BTreeMap<K, V> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V> IntoIterator for &'a BTreeMap<K, V> {
    type Item = (&'a K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (&'a K, &'a V)>;
}
impl<'a, K, V> IntoIterator for &'a mut BTreeMap<K, V> {
    type Item = (&'a K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (&'a K, &'a mut V)>;
}
impl<Q: ?Sized, K, V> Index<&Q> for BTreeMap<K, V> {
    type Output = V;
    fn index(&self, key: &Q) -> &V;
}
pub mod btree_map {
    pub use super::BTreeMap;

    /// What is in the map under a key, or its absence.
    pub struct Entry<'a, K, V>;
    impl<'a, K, V> Entry<'a, K, V> {
        #[concheck::mutates]
        pub fn or_insert(self, default: V) -> &'a mut V;
        #[concheck::mutates]
        #[concheck::runs(absent)]
        pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V;
        #[concheck::mutates]
        #[concheck::runs(absent)]
        pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V;
        #[concheck::mutates]
        #[concheck::runs(absent)]
        pub fn or_try_insert_with<F: FnOnce() -> Result<V, E>, E>(self, default: F) -> Result<&'a mut V, E>;
        #[concheck::mutates]
        pub fn or_default(self) -> &'a mut V;
        pub fn key(&self) -> &K;
        #[concheck::mutates]
        pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self;
        #[concheck::adds]
        pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
    }
    pub struct OccupiedEntry<'a, K, V>;
    impl<'a, K, V> OccupiedEntry<'a, K, V> {
        pub fn key(&self) -> &K;
        pub fn get(&self) -> &V;
        #[concheck::mutates]
        pub fn get_mut(&mut self) -> &mut V;
        #[concheck::mutates]
        pub fn into_mut(self) -> &'a mut V;
        #[concheck::adds]
        pub fn insert(&mut self, value: V) -> V;
        #[concheck::mutates]
        pub fn remove(self) -> V;
        #[concheck::mutates]
        pub fn remove_entry(self) -> (K, V);
    }
    pub struct VacantEntry<'a, K, V>;
    impl<'a, K, V> VacantEntry<'a, K, V> {
        pub fn key(&self) -> &K;
        pub fn into_key(self) -> K;
        #[concheck::adds]
        pub fn insert(self, value: V) -> &'a mut V;
        #[concheck::adds]
        pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
    }
    pub struct OccupiedError<'a, K, V>;
    pub struct Iter<'a, K, V>;
    impl<'a, K, V> Iterator for Iter<'a, K, V> {
        type Item = (&'a K, &'a V);
    }
    pub struct IterMut<'a, K, V>;
    impl<'a, K, V> Iterator for IterMut<'a, K, V> {
        type Item = (&'a K, &'a mut V);
    }
    pub struct IntoIter<K, V>;
    impl<K, V> Iterator for IntoIter<K, V> {
        type Item = (K, V);
    }
    pub struct Keys<'a, K, V>;
    impl<'a, K, V> Iterator for Keys<'a, K, V> {
        type Item = &'a K;
    }
    pub struct Values<'a, K, V>;
    impl<'a, K, V> Iterator for Values<'a, K, V> {
        type Item = &'a V;
    }
    pub struct ValuesMut<'a, K, V>;
    impl<'a, K, V> Iterator for ValuesMut<'a, K, V> {
        type Item = &'a mut V;
    }
}
#[concheck::collection]
pub struct HashSet<T, S = RandomState>;
impl<T> HashSet<T> {
    pub fn new() -> HashSet<T>;
    pub fn with_capacity(capacity: usize) -> HashSet<T>;
}
impl<T, S> HashSet<T, S> {
    pub const fn with_hasher(hasher: S) -> HashSet<T, S>;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<T, S>;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn hasher(&self) -> &S;
    pub fn reserve(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = T>;
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&T) -> bool>(&mut self, f: F) -> impl Iterator<Item = T>;

    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
    #[concheck::asks]
    pub fn contains<Q: ?Sized>(&self, value: &Q) -> bool;
    #[concheck::asks]
    pub fn get<Q: ?Sized>(&self, value: &Q) -> Option<&T>;
    #[concheck::mutates]
    pub fn get_or_insert_with<Q: ?Sized, F: FnOnce(&Q) -> T>(&mut self, value: &Q, f: F) -> &T;
    #[concheck::adds]
    pub fn insert(&mut self, value: T) -> bool;
    #[concheck::mutates]
    pub fn replace(&mut self, value: T) -> Option<T>;
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&mut self, value: &Q) -> bool;
    #[concheck::mutates]
    pub fn take<Q: ?Sized>(&mut self, value: &Q) -> Option<T>;
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    pub fn difference<'a>(&'a self, other: &'a HashSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn symmetric_difference<'a>(&'a self, other: &'a HashSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn intersection<'a>(&'a self, other: &'a HashSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn union<'a>(&'a self, other: &'a HashSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn is_disjoint(&self, other: &HashSet<T, S>) -> bool;
    pub fn is_subset(&self, other: &HashSet<T, S>) -> bool;
    pub fn is_superset(&self, other: &HashSet<T, S>) -> bool;
}
impl<T, S> Clone for HashSet<T, S> {
    fn clone(&self) -> HashSet<T, S>;
}
impl<T, S> Default for HashSet<T, S> {
    fn default() -> HashSet<T, S>;
}
impl<T, S> Extend<T> for HashSet<T, S> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T, S> FromIterator<T> for HashSet<T, S> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> HashSet<T, S>;
}
impl<T, S> IntoIterator for HashSet<T, S> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T, S> IntoIterator for &'a HashSet<T, S> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<T, const N: usize> From<[T; N]> for HashSet<T> {
    fn from(value: [T; N]) -> HashSet<T>;
}
pub mod hash_set {
    pub use super::HashSet;
}
#[concheck::collection]
pub struct BTreeSet<T>;
impl<T> BTreeSet<T> {
    pub const fn new() -> BTreeSet<T>;
    #[concheck::asks]
    pub fn first(&self) -> Option<&T>;
    #[concheck::asks]
    pub fn last(&self) -> Option<&T>;
    #[concheck::mutates]
    pub fn pop_first(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn pop_last(&mut self) -> Option<T>;
    #[concheck::adds]
    pub fn append(&mut self, other: &mut BTreeSet<T>);
    pub fn range<Q: ?Sized, R: RangeBounds<Q>>(&self, range: R) -> impl Iterator<Item = &T>;
    #[concheck::mutates]
    pub fn split_off<Q: ?Sized>(&mut self, value: &Q) -> BTreeSet<T>;
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&T) -> bool, R: RangeBounds<T>>(
        &mut self,
        range: R,
        f: F,
    ) -> impl Iterator<Item = T>;

    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
    #[concheck::asks]
    pub fn contains<Q: ?Sized>(&self, value: &Q) -> bool;
    #[concheck::asks]
    pub fn get<Q: ?Sized>(&self, value: &Q) -> Option<&T>;
    #[concheck::mutates]
    pub fn get_or_insert_with<Q: ?Sized, F: FnOnce(&Q) -> T>(&mut self, value: &Q, f: F) -> &T;
    #[concheck::adds]
    pub fn insert(&mut self, value: T) -> bool;
    #[concheck::mutates]
    pub fn replace(&mut self, value: T) -> Option<T>;
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&mut self, value: &Q) -> bool;
    #[concheck::mutates]
    pub fn take<Q: ?Sized>(&mut self, value: &Q) -> Option<T>;
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    pub fn difference<'a>(&'a self, other: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T>;
    pub fn symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T>;
    pub fn intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T>;
    pub fn union<'a>(&'a self, other: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T>;
    pub fn is_disjoint(&self, other: &BTreeSet<T>) -> bool;
    pub fn is_subset(&self, other: &BTreeSet<T>) -> bool;
    pub fn is_superset(&self, other: &BTreeSet<T>) -> bool;
}
impl<T> Clone for BTreeSet<T> {
    fn clone(&self) -> BTreeSet<T>;
}
impl<T> Default for BTreeSet<T> {
    fn default() -> BTreeSet<T>;
}
impl<T> Extend<T> for BTreeSet<T> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T> FromIterator<T> for BTreeSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BTreeSet<T>;
}
impl<T> IntoIterator for BTreeSet<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T> IntoIterator for &'a BTreeSet<T> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<T, const N: usize> From<[T; N]> for BTreeSet<T> {
    fn from(value: [T; N]) -> BTreeSet<T>;
}
pub mod btree_set {
    pub use super::BTreeSet;
}
#[concheck::collection]
pub struct VecDeque<T>;
impl<T> VecDeque<T> {
    pub const fn new() -> VecDeque<T>;
    pub fn with_capacity(capacity: usize) -> VecDeque<T>;
    #[concheck::asks]
    pub fn get(&self, index: usize) -> Option<&T>;
    #[concheck::mutates]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T>;
    #[concheck::mutates]
    pub fn swap(&mut self, a: usize, b: usize);
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    #[concheck::mutates]
    pub fn truncate(&mut self, len: usize);
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
    pub fn as_slices(&self) -> (&[T], &[T]);
    #[concheck::mutates]
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]);
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> impl Iterator<Item = &T>;
    #[concheck::mutates]
    pub fn range_mut<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = &mut T>;
    #[concheck::mutates]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = T>;
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::asks]
    pub fn contains(&self, item: &T) -> bool;
    #[concheck::asks]
    pub fn front(&self) -> Option<&T>;
    #[concheck::mutates]
    pub fn front_mut(&mut self) -> Option<&mut T>;
    #[concheck::asks]
    pub fn back(&self) -> Option<&T>;
    #[concheck::mutates]
    pub fn back_mut(&mut self) -> Option<&mut T>;
    #[concheck::mutates]
    pub fn pop_front(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn pop_back(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
    #[concheck::mutates]
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
    #[concheck::adds]
    pub fn push_front(&mut self, value: T);
    #[concheck::adds]
    pub fn push_back(&mut self, value: T);
    #[concheck::adds]
    pub fn push_front_mut(&mut self, value: T) -> &mut T;
    #[concheck::adds]
    pub fn push_back_mut(&mut self, value: T) -> &mut T;
    #[concheck::mutates]
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T>;
    #[concheck::adds]
    pub fn insert(&mut self, index: usize, value: T);
    #[concheck::mutates]
    pub fn remove(&mut self, index: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn split_off(&mut self, at: usize) -> VecDeque<T>;
    #[concheck::adds]
    pub fn append(&mut self, other: &mut VecDeque<T>);
    #[concheck::mutates]
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn resize_with(&mut self, len: usize, make: impl FnMut() -> T);
    #[concheck::mutates]
    pub fn resize(&mut self, len: usize, value: T);
    #[concheck::mutates]
    pub fn make_contiguous(&mut self) -> &mut [T];
    #[concheck::mutates]
    pub fn rotate_left(&mut self, n: usize);
    #[concheck::mutates]
    pub fn rotate_right(&mut self, n: usize);
    pub fn binary_search(&self, item: &T) -> Result<usize, usize>;
    pub fn binary_search_by_key<'a, B, F: FnMut(&'a T) -> B>(&'a self, key: &B, f: F)
    -> Result<usize, usize>;
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, predicate: P) -> usize;
}
impl<T> From<Vec<T>> for VecDeque<T> {
    fn from(value: Vec<T>) -> VecDeque<T>;
}
impl<T> From<VecDeque<T>> for Vec<T> {
    fn from(value: VecDeque<T>) -> Vec<T>;
}
impl<T> Index<usize> for VecDeque<T> {
    type Output = T;
    fn index(&self, index: usize) -> &T;
}
impl<T> Clone for VecDeque<T> {
    fn clone(&self) -> VecDeque<T>;
}
impl<T> Default for VecDeque<T> {
    fn default() -> VecDeque<T>;
}
impl<T> Extend<T> for VecDeque<T> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T> FromIterator<T> for VecDeque<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T>;
}
impl<T> IntoIterator for VecDeque<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T> IntoIterator for &'a VecDeque<T> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<T, const N: usize> From<[T; N]> for VecDeque<T> {
    fn from(value: [T; N]) -> VecDeque<T>;
}
impl<'a, T> IntoIterator for &'a mut VecDeque<T> {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}
pub mod vec_deque {
    pub use super::VecDeque;
}

#[concheck::collection]
pub struct BinaryHeap<T>;
impl<T> BinaryHeap<T> {
    pub const fn new() -> BinaryHeap<T>;
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T>;
    #[concheck::asks]
    pub fn peek(&self) -> Option<&T>;
    #[concheck::mutates]
    pub fn peek_mut(&mut self) -> Option<binary_heap::PeekMut<'_, T>>;
    #[concheck::mutates]
    pub fn pop(&mut self) -> Option<T>;
    #[concheck::adds]
    pub fn push(&mut self, item: T);
    pub fn into_sorted_vec(self) -> Vec<T>;
    #[concheck::adds]
    pub fn append(&mut self, other: &mut BinaryHeap<T>);
    #[concheck::mutates]
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    pub fn into_iter_sorted(self) -> impl Iterator<Item = T>;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    pub fn into_vec(self) -> Vec<T>;
    pub fn as_slice(&self) -> &[T];
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = T>;
    #[concheck::mutates]
    pub fn drain_sorted(&mut self) -> impl Iterator<Item = T>;
    #[concheck::mutates]
    pub fn clear(&mut self);
}
impl<T> From<Vec<T>> for BinaryHeap<T> {
    fn from(value: Vec<T>) -> BinaryHeap<T>;
}
impl<T> From<BinaryHeap<T>> for Vec<T> {
    fn from(value: BinaryHeap<T>) -> Vec<T>;
}
impl<T> Clone for BinaryHeap<T> {
    fn clone(&self) -> BinaryHeap<T>;
}
impl<T> Default for BinaryHeap<T> {
    fn default() -> BinaryHeap<T>;
}
impl<T> Extend<T> for BinaryHeap<T> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T> FromIterator<T> for BinaryHeap<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BinaryHeap<T>;
}
impl<T> IntoIterator for BinaryHeap<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T> IntoIterator for &'a BinaryHeap<T> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<T, const N: usize> From<[T; N]> for BinaryHeap<T> {
    fn from(value: [T; N]) -> BinaryHeap<T>;
}

pub mod binary_heap {
    pub use super::BinaryHeap;
    pub struct PeekMut<'a, T>;
    impl<T> Deref for PeekMut<'_, T> {
        type Target = T;
    }
    impl<'a, T> PeekMut<'a, T> {
        #[concheck::mutates]
        pub fn pop(this: PeekMut<'a, T>) -> T;
    }
}

#[concheck::collection]
pub struct LinkedList<T>;
impl<T> LinkedList<T> {
    pub const fn new() -> LinkedList<T>;
    #[concheck::adds]
    pub fn append(&mut self, other: &mut LinkedList<T>);
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::asks]
    pub fn contains(&self, item: &T) -> bool;
    #[concheck::asks]
    pub fn front(&self) -> Option<&T>;
    #[concheck::mutates]
    pub fn front_mut(&mut self) -> Option<&mut T>;
    #[concheck::asks]
    pub fn back(&self) -> Option<&T>;
    #[concheck::mutates]
    pub fn back_mut(&mut self) -> Option<&mut T>;
    #[concheck::adds]
    pub fn push_front(&mut self, value: T);
    #[concheck::adds]
    pub fn push_back(&mut self, value: T);
    #[concheck::mutates]
    pub fn pop_front(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn pop_back(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn split_off(&mut self, at: usize) -> LinkedList<T>;
    #[concheck::mutates]
    pub fn remove(&mut self, at: usize) -> T;
    #[concheck::mutates]
    pub fn retain<F: FnMut(&mut T) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&mut T) -> bool>(&mut self, f: F) -> impl Iterator<Item = T>;
}
impl<T> Clone for LinkedList<T> {
    fn clone(&self) -> LinkedList<T>;
}
impl<T> Default for LinkedList<T> {
    fn default() -> LinkedList<T>;
}
impl<T> Extend<T> for LinkedList<T> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T> FromIterator<T> for LinkedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> LinkedList<T>;
}
impl<T> IntoIterator for LinkedList<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T> IntoIterator for &'a LinkedList<T> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<T, const N: usize> From<[T; N]> for LinkedList<T> {
    fn from(value: [T; N]) -> LinkedList<T>;
}
impl<'a, T> IntoIterator for &'a mut LinkedList<T> {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}
pub mod linked_list {
    pub use super::LinkedList;
}
