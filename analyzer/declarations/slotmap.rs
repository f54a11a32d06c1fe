//! slotmap 1.

use std::ops::Index;

pub struct DefaultKey;
#[concheck::collection]
pub struct SlotMap<K, V>;
impl<K, V> SlotMap<K, V> {
    pub fn with_key() -> SlotMap<K, V>;
    pub fn with_capacity_and_key(capacity: usize) -> SlotMap<K, V>;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    #[concheck::asks]
    pub fn contains_key(&self, key: K) -> bool;
    #[concheck::adds]
    pub fn insert(&mut self, value: V) -> K;
    #[concheck::adds]
    pub fn insert_with_key<F: FnOnce(K) -> V>(&mut self, f: F) -> K;
    #[concheck::adds]
    pub fn try_insert_with_key<F: FnOnce(K) -> Result<V, E>, E>(&mut self, f: F) -> Result<K, E>;
    #[concheck::mutates]
    pub fn remove(&mut self, key: K) -> Option<V>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = (K, V)>;
    #[concheck::asks]
    pub fn get(&self, key: K) -> Option<&V>;
    pub unsafe fn get_unchecked(&self, key: K) -> &V;
    #[concheck::mutates]
    pub fn get_mut(&mut self, key: K) -> Option<&mut V>;
    #[concheck::mutates]
    pub unsafe fn get_unchecked_mut(&mut self, key: K) -> &mut V;
    #[concheck::mutates]
    pub fn get_disjoint_mut<const N: usize>(&mut self, keys: [K; N]) -> Option<[&mut V; N]>;
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut V)>;
    pub fn keys(&self) -> impl Iterator<Item = K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
}
impl<V> SlotMap<DefaultKey, V> {
    pub fn new() -> SlotMap<DefaultKey, V>;
    pub fn with_capacity(capacity: usize) -> SlotMap<DefaultKey, V>;
}
impl<K, V> Clone for SlotMap<K, V> {
    fn clone(&self) -> SlotMap<K, V>;
}
impl<K, V> Default for SlotMap<K, V> {
    fn default() -> SlotMap<K, V>;
}
impl<K, V> Index<K> for SlotMap<K, V> {
    type Output = V;
    fn index(&self, key: K) -> &V;
}
impl<K, V> IntoIterator for SlotMap<K, V> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V> IntoIterator for &'a SlotMap<K, V> {
    type Item = (K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a V)>;
}
impl<'a, K, V> IntoIterator for &'a mut SlotMap<K, V> {
    type Item = (K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a mut V)>;
}
#[concheck::collection]
pub struct HopSlotMap<K, V>;
impl<K, V> HopSlotMap<K, V> {
    pub fn with_key() -> HopSlotMap<K, V>;
    pub fn with_capacity_and_key(capacity: usize) -> HopSlotMap<K, V>;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    #[concheck::asks]
    pub fn contains_key(&self, key: K) -> bool;
    #[concheck::adds]
    pub fn insert(&mut self, value: V) -> K;
    #[concheck::adds]
    pub fn insert_with_key<F: FnOnce(K) -> V>(&mut self, f: F) -> K;
    #[concheck::adds]
    pub fn try_insert_with_key<F: FnOnce(K) -> Result<V, E>, E>(&mut self, f: F) -> Result<K, E>;
    #[concheck::mutates]
    pub fn remove(&mut self, key: K) -> Option<V>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = (K, V)>;
    #[concheck::asks]
    pub fn get(&self, key: K) -> Option<&V>;
    pub unsafe fn get_unchecked(&self, key: K) -> &V;
    #[concheck::mutates]
    pub fn get_mut(&mut self, key: K) -> Option<&mut V>;
    #[concheck::mutates]
    pub unsafe fn get_unchecked_mut(&mut self, key: K) -> &mut V;
    #[concheck::mutates]
    pub fn get_disjoint_mut<const N: usize>(&mut self, keys: [K; N]) -> Option<[&mut V; N]>;
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut V)>;
    pub fn keys(&self) -> impl Iterator<Item = K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
}
impl<V> HopSlotMap<DefaultKey, V> {
    pub fn new() -> HopSlotMap<DefaultKey, V>;
    pub fn with_capacity(capacity: usize) -> HopSlotMap<DefaultKey, V>;
}
impl<K, V> Clone for HopSlotMap<K, V> {
    fn clone(&self) -> HopSlotMap<K, V>;
}
impl<K, V> Default for HopSlotMap<K, V> {
    fn default() -> HopSlotMap<K, V>;
}
impl<K, V> Index<K> for HopSlotMap<K, V> {
    type Output = V;
    fn index(&self, key: K) -> &V;
}
impl<K, V> IntoIterator for HopSlotMap<K, V> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V> IntoIterator for &'a HopSlotMap<K, V> {
    type Item = (K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a V)>;
}
impl<'a, K, V> IntoIterator for &'a mut HopSlotMap<K, V> {
    type Item = (K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a mut V)>;
}
#[concheck::collection]
pub struct DenseSlotMap<K, V>;
impl<K, V> DenseSlotMap<K, V> {
    pub fn with_key() -> DenseSlotMap<K, V>;
    pub fn with_capacity_and_key(capacity: usize) -> DenseSlotMap<K, V>;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    #[concheck::asks]
    pub fn contains_key(&self, key: K) -> bool;
    #[concheck::adds]
    pub fn insert(&mut self, value: V) -> K;
    #[concheck::adds]
    pub fn insert_with_key<F: FnOnce(K) -> V>(&mut self, f: F) -> K;
    #[concheck::adds]
    pub fn try_insert_with_key<F: FnOnce(K) -> Result<V, E>, E>(&mut self, f: F) -> Result<K, E>;
    #[concheck::mutates]
    pub fn remove(&mut self, key: K) -> Option<V>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = (K, V)>;
    #[concheck::asks]
    pub fn get(&self, key: K) -> Option<&V>;
    pub unsafe fn get_unchecked(&self, key: K) -> &V;
    #[concheck::mutates]
    pub fn get_mut(&mut self, key: K) -> Option<&mut V>;
    #[concheck::mutates]
    pub unsafe fn get_unchecked_mut(&mut self, key: K) -> &mut V;
    #[concheck::mutates]
    pub fn get_disjoint_mut<const N: usize>(&mut self, keys: [K; N]) -> Option<[&mut V; N]>;
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut V)>;
    pub fn keys(&self) -> impl Iterator<Item = K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
}
impl<V> DenseSlotMap<DefaultKey, V> {
    pub fn new() -> DenseSlotMap<DefaultKey, V>;
    pub fn with_capacity(capacity: usize) -> DenseSlotMap<DefaultKey, V>;
}
impl<K, V> Clone for DenseSlotMap<K, V> {
    fn clone(&self) -> DenseSlotMap<K, V>;
}
impl<K, V> Default for DenseSlotMap<K, V> {
    fn default() -> DenseSlotMap<K, V>;
}
impl<K, V> Index<K> for DenseSlotMap<K, V> {
    type Output = V;
    fn index(&self, key: K) -> &V;
}
impl<K, V> IntoIterator for DenseSlotMap<K, V> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V> IntoIterator for &'a DenseSlotMap<K, V> {
    type Item = (K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a V)>;
}
impl<'a, K, V> IntoIterator for &'a mut DenseSlotMap<K, V> {
    type Item = (K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a mut V)>;
}
#[concheck::collection]
pub struct SecondaryMap<K, V>;
impl<K, V> SecondaryMap<K, V> {
    pub fn new() -> SecondaryMap<K, V>;
    pub fn with_capacity(capacity: usize) -> SecondaryMap<K, V>;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    #[concheck::asks]
    pub fn contains_key(&self, key: K) -> bool;
    #[concheck::adds]
    pub fn insert(&mut self, key: K, value: V) -> Option<V>;
    #[concheck::mutates]
    pub fn remove(&mut self, key: K) -> Option<V>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = (K, V)>;
    #[concheck::asks]
    pub fn get(&self, key: K) -> Option<&V>;
    pub unsafe fn get_unchecked(&self, key: K) -> &V;
    #[concheck::mutates]
    pub fn get_mut(&mut self, key: K) -> Option<&mut V>;
    #[concheck::mutates]
    pub unsafe fn get_unchecked_mut(&mut self, key: K) -> &mut V;
    #[concheck::mutates]
    pub fn get_disjoint_mut<const N: usize>(&mut self, keys: [K; N]) -> Option<[&mut V; N]>;
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut V)>;
    pub fn keys(&self) -> impl Iterator<Item = K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
}
impl<K, V> Clone for SecondaryMap<K, V> {
    fn clone(&self) -> SecondaryMap<K, V>;
}
impl<K, V> Default for SecondaryMap<K, V> {
    fn default() -> SecondaryMap<K, V>;
}
impl<K, V> Index<K> for SecondaryMap<K, V> {
    type Output = V;
    fn index(&self, key: K) -> &V;
}
impl<K, V> IntoIterator for SecondaryMap<K, V> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V> IntoIterator for &'a SecondaryMap<K, V> {
    type Item = (K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a V)>;
}
impl<'a, K, V> IntoIterator for &'a mut SecondaryMap<K, V> {
    type Item = (K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a mut V)>;
}
#[concheck::collection]
pub struct SparseSecondaryMap<K, V>;
impl<K, V> SparseSecondaryMap<K, V> {
    pub fn new() -> SparseSecondaryMap<K, V>;
    pub fn with_capacity(capacity: usize) -> SparseSecondaryMap<K, V>;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    #[concheck::asks]
    pub fn contains_key(&self, key: K) -> bool;
    #[concheck::adds]
    pub fn insert(&mut self, key: K, value: V) -> Option<V>;
    #[concheck::mutates]
    pub fn remove(&mut self, key: K) -> Option<V>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(K, &mut V) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = (K, V)>;
    #[concheck::asks]
    pub fn get(&self, key: K) -> Option<&V>;
    pub unsafe fn get_unchecked(&self, key: K) -> &V;
    #[concheck::mutates]
    pub fn get_mut(&mut self, key: K) -> Option<&mut V>;
    #[concheck::mutates]
    pub unsafe fn get_unchecked_mut(&mut self, key: K) -> &mut V;
    #[concheck::mutates]
    pub fn get_disjoint_mut<const N: usize>(&mut self, keys: [K; N]) -> Option<[&mut V; N]>;
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut V)>;
    pub fn keys(&self) -> impl Iterator<Item = K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    #[concheck::mutates]
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
}
impl<K, V> Clone for SparseSecondaryMap<K, V> {
    fn clone(&self) -> SparseSecondaryMap<K, V>;
}
impl<K, V> Default for SparseSecondaryMap<K, V> {
    fn default() -> SparseSecondaryMap<K, V>;
}
impl<K, V> Index<K> for SparseSecondaryMap<K, V> {
    type Output = V;
    fn index(&self, key: K) -> &V;
}
impl<K, V> IntoIterator for SparseSecondaryMap<K, V> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V> IntoIterator for &'a SparseSecondaryMap<K, V> {
    type Item = (K, &'a V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a V)>;
}
impl<'a, K, V> IntoIterator for &'a mut SparseSecondaryMap<K, V> {
    type Item = (K, &'a mut V);
    fn into_iter(self) -> impl Iterator<Item = (K, &'a mut V)>;
}
pub mod basic {
    pub use super::SlotMap;
}
pub mod hop {
    pub use super::HopSlotMap;
}
pub mod dense {
    pub use super::DenseSlotMap;
}
pub mod secondary {
    pub use super::SecondaryMap;
}
pub mod sparse_secondary {
    pub use super::SparseSecondaryMap;
}
