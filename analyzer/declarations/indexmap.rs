//! indexmap 1 and 2: maps and sets that keep the order of insertion.

use std::cmp::Ordering;
use std::hash::RandomState;
use std::ops::{Index, RangeBounds};

#[concheck::collection]
pub struct IndexMap<K, V, S = RandomState>;
impl<K, V> IndexMap<K, V> {
    pub fn new() -> IndexMap<K, V>;
    pub fn with_capacity(capacity: usize) -> IndexMap<K, V>;
}
impl<K, V, S> IndexMap<K, V, S> {
    pub const fn with_hasher(hasher: S) -> IndexMap<K, V, S>;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> IndexMap<K, V, S>;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn hasher(&self) -> &S;
    pub fn reserve(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, capacity: usize);
    #[concheck::mutates]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = (K, V)>;
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool, R: RangeBounds<usize>>(
        &mut self,
        range: R,
        f: F,
    ) -> impl Iterator<Item = (K, V)>;
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
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&mut self, key: &Q) -> Option<V>;
    #[concheck::mutates]
    pub fn remove_entry<Q: ?Sized>(&mut self, key: &Q) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn entry(&mut self, key: K) -> map::Entry<'_, K, V>;
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)>;
    #[concheck::adds]
    pub fn insert_full(&mut self, key: K, value: V) -> (usize, Option<V>);
    #[concheck::adds]
    pub fn insert_sorted(&mut self, key: K, value: V) -> (usize, Option<V>);
    #[concheck::adds]
    pub fn insert_before(&mut self, index: usize, key: K, value: V) -> (usize, Option<V>);
    #[concheck::adds]
    pub fn shift_insert(&mut self, index: usize, key: K, value: V) -> Option<V>;
    #[concheck::adds]
    pub fn append<S2>(&mut self, other: &mut IndexMap<K, V, S2>);
    #[concheck::asks]
    pub fn first(&self) -> Option<(&K, &V)>;
    #[concheck::mutates]
    pub fn first_mut(&mut self) -> Option<(&K, &mut V)>;
    #[concheck::asks]
    pub fn last(&self) -> Option<(&K, &V)>;
    #[concheck::mutates]
    pub fn last_mut(&mut self) -> Option<(&K, &mut V)>;
    #[concheck::asks]
    pub fn get_full<Q: ?Sized>(&self, key: &Q) -> Option<(usize, &K, &V)>;
    #[concheck::mutates]
    pub fn get_full_mut<Q: ?Sized>(&mut self, key: &Q) -> Option<(usize, &K, &mut V)>;
    #[concheck::asks]
    pub fn get_index(&self, index: usize) -> Option<(&K, &V)>;
    #[concheck::mutates]
    pub fn get_index_mut(&mut self, index: usize) -> Option<(&K, &mut V)>;
    #[concheck::asks]
    pub fn get_index_of<Q: ?Sized>(&self, key: &Q) -> Option<usize>;
    #[concheck::mutates]
    pub fn swap_remove<Q: ?Sized>(&mut self, key: &Q) -> Option<V>;
    #[concheck::mutates]
    pub fn swap_remove_entry<Q: ?Sized>(&mut self, key: &Q) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn swap_remove_full<Q: ?Sized>(&mut self, key: &Q) -> Option<(usize, K, V)>;
    #[concheck::mutates]
    pub fn swap_remove_index(&mut self, index: usize) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn shift_remove<Q: ?Sized>(&mut self, key: &Q) -> Option<V>;
    #[concheck::mutates]
    pub fn shift_remove_entry<Q: ?Sized>(&mut self, key: &Q) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn shift_remove_full<Q: ?Sized>(&mut self, key: &Q) -> Option<(usize, K, V)>;
    #[concheck::mutates]
    pub fn shift_remove_index(&mut self, index: usize) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn pop(&mut self) -> Option<(K, V)>;
    #[concheck::mutates]
    pub fn truncate(&mut self, len: usize);
    #[concheck::mutates]
    pub fn split_off(&mut self, at: usize) -> IndexMap<K, V, S>;
    #[concheck::mutates]
    pub fn swap_indices(&mut self, a: usize, b: usize);
    #[concheck::mutates]
    pub fn move_index(&mut self, from: usize, to: usize);
    #[concheck::mutates]
    pub fn reverse(&mut self);
    #[concheck::mutates]
    pub fn sort_keys(&mut self);
    #[concheck::mutates]
    pub fn sort_by<F: FnMut(&K, &V, &K, &V) -> Ordering>(&mut self, compare: F);
    #[concheck::mutates]
    pub fn sort_by_key<T, F: FnMut(&K, &V) -> T>(&mut self, f: F);
    #[concheck::mutates]
    pub fn sort_unstable_by<F: FnMut(&K, &V, &K, &V) -> Ordering>(&mut self, compare: F);
    pub fn sorted_by<F: FnMut(&K, &V, &K, &V) -> Ordering>(self, compare: F) -> impl Iterator<Item = (K, V)>;
    pub fn keys(&self) -> impl Iterator<Item = &K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
    pub fn into_keys(self) -> impl Iterator<Item = K>;
    pub fn into_values(self) -> impl Iterator<Item = V>;
}
impl<K, V, S> Clone for IndexMap<K, V, S> {
    fn clone(&self) -> IndexMap<K, V, S>;
}
impl<K, V, S> Default for IndexMap<K, V, S> {
    fn default() -> IndexMap<K, V, S>;
}
impl<K, V, S> Extend<(K, V)> for IndexMap<K, V, S> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I);
}
impl<K, V, S> FromIterator<(K, V)> for IndexMap<K, V, S> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> IndexMap<K, V, S>;
}
impl<K, V, const N: usize> From<[(K, V); N]> for IndexMap<K, V> {
    fn from(value: [(K, V); N]) -> IndexMap<K, V>;
}
impl<K, V, S> IntoIterator for IndexMap<K, V, S> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V, S> IntoIterator for &'a IndexMap<K, V, S> {
    type Item = (&'a K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (&'a K, &'a V)>;
}
impl<'a, K, V, S> IntoIterator for &'a mut IndexMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (&'a K, &'a mut V)>;
}
impl<Q: ?Sized, K, V, S> Index<&Q> for IndexMap<K, V, S> {
    type Output = V;
    fn index(&self, key: &Q) -> &V;
}
#[concheck::collection]
pub struct IndexSet<T, S = RandomState>;
impl<T> IndexSet<T> {
    pub fn new() -> IndexSet<T>;
    pub fn with_capacity(capacity: usize) -> IndexSet<T>;
}
impl<T, S> IndexSet<T, S> {
    pub const fn with_hasher(hasher: S) -> IndexSet<T, S>;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> IndexSet<T, S>;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn hasher(&self) -> &S;
    pub fn reserve(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    #[concheck::mutates]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = T>;
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&T) -> bool, R: RangeBounds<usize>>(
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
    #[concheck::adds]
    pub fn insert(&mut self, value: T) -> bool;
    #[concheck::mutates]
    pub fn replace(&mut self, value: T) -> Option<T>;
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&mut self, value: &Q) -> bool;
    #[concheck::mutates]
    pub fn take<Q: ?Sized>(&mut self, value: &Q) -> Option<T>;
    #[concheck::adds]
    pub fn insert_full(&mut self, value: T) -> (usize, bool);
    #[concheck::adds]
    pub fn shift_insert(&mut self, index: usize, value: T) -> bool;
    #[concheck::adds]
    pub fn append<S2>(&mut self, other: &mut IndexSet<T, S2>);
    #[concheck::asks]
    pub fn first(&self) -> Option<&T>;
    #[concheck::asks]
    pub fn last(&self) -> Option<&T>;
    #[concheck::asks]
    pub fn get_full<Q: ?Sized>(&self, value: &Q) -> Option<(usize, &T)>;
    #[concheck::asks]
    pub fn get_index(&self, index: usize) -> Option<&T>;
    #[concheck::asks]
    pub fn get_index_of<Q: ?Sized>(&self, value: &Q) -> Option<usize>;
    #[concheck::mutates]
    pub fn swap_remove<Q: ?Sized>(&mut self, value: &Q) -> bool;
    #[concheck::mutates]
    pub fn swap_remove_index(&mut self, index: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn swap_take<Q: ?Sized>(&mut self, value: &Q) -> Option<T>;
    #[concheck::mutates]
    pub fn shift_remove<Q: ?Sized>(&mut self, value: &Q) -> bool;
    #[concheck::mutates]
    pub fn shift_remove_index(&mut self, index: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn shift_take<Q: ?Sized>(&mut self, value: &Q) -> Option<T>;
    #[concheck::mutates]
    pub fn pop(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn truncate(&mut self, len: usize);
    #[concheck::mutates]
    pub fn sort(&mut self);
    #[concheck::mutates]
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F);
    #[concheck::mutates]
    pub fn reverse(&mut self);
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    pub fn difference<'a>(&'a self, other: &'a IndexSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn symmetric_difference<'a>(&'a self, other: &'a IndexSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn intersection<'a>(&'a self, other: &'a IndexSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn union<'a>(&'a self, other: &'a IndexSet<T, S>) -> impl Iterator<Item = &'a T>;
    pub fn is_disjoint(&self, other: &IndexSet<T, S>) -> bool;
    pub fn is_subset(&self, other: &IndexSet<T, S>) -> bool;
    pub fn is_superset(&self, other: &IndexSet<T, S>) -> bool;
}
impl<T, S> Clone for IndexSet<T, S> {
    fn clone(&self) -> IndexSet<T, S>;
}
impl<T, S> Default for IndexSet<T, S> {
    fn default() -> IndexSet<T, S>;
}
impl<T, S> Extend<T> for IndexSet<T, S> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T, S> FromIterator<T> for IndexSet<T, S> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> IndexSet<T, S>;
}
impl<T, S> IntoIterator for IndexSet<T, S> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T, S> IntoIterator for &'a IndexSet<T, S> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<T, const N: usize> From<[T; N]> for IndexSet<T> {
    fn from(value: [T; N]) -> IndexSet<T>;
}
pub mod set {
    pub use super::IndexSet;
}
pub mod map {
    pub use super::IndexMap;

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
