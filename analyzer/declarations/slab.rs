//! slab 0.4.

use std::ops::Index;

#[concheck::collection]
pub struct Slab<T>;
impl<T> Slab<T> {
    pub const fn new() -> Slab<T>;
    pub fn with_capacity(capacity: usize) -> Slab<T>;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    #[concheck::mutates]
    pub fn compact<F: FnMut(&mut T, usize, usize) -> bool>(&mut self, rekey: F);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (usize, &mut T)>;
    #[concheck::asks]
    pub fn get(&self, key: usize) -> Option<&T>;
    #[concheck::mutates]
    pub fn get_mut(&mut self, key: usize) -> Option<&mut T>;
    #[concheck::mutates]
    pub fn get2_mut(&mut self, a: usize, b: usize) -> Option<(&mut T, &mut T)>;
    #[concheck::mutates]
    pub fn get_disjoint_mut<const N: usize>(
        &mut self,
        keys: [usize; N],
    ) -> Result<[&mut T; N], GetDisjointMutError>;
    pub unsafe fn get_unchecked(&self, key: usize) -> &T;
    #[concheck::mutates]
    pub unsafe fn get_unchecked_mut(&mut self, key: usize) -> &mut T;
    #[concheck::asks]
    pub fn key_of(&self, element: &T) -> usize;
    #[concheck::adds]
    pub fn insert(&mut self, value: T) -> usize;
    #[concheck::asks]
    pub fn vacant_key(&self) -> usize;
    #[concheck::mutates]
    pub fn vacant_entry(&mut self) -> VacantEntry<'_, T>;
    #[concheck::mutates]
    pub fn try_remove(&mut self, key: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn remove(&mut self, key: usize) -> T;
    #[concheck::asks]
    pub fn contains(&self, key: usize) -> bool;
    #[concheck::mutates]
    pub fn retain<F: FnMut(usize, &mut T) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn drain(&mut self) -> impl Iterator<Item = T>;
}
pub struct GetDisjointMutError;
pub struct VacantEntry<'a, T>;
impl<'a, T> VacantEntry<'a, T> {
    #[concheck::adds]
    pub fn insert(self, value: T) -> &'a mut T;
    pub fn key(&self) -> usize;
}
impl<T> Clone for Slab<T> {
    fn clone(&self) -> Slab<T>;
}
impl<T> Default for Slab<T> {
    fn default() -> Slab<T>;
}
impl<T> Index<usize> for Slab<T> {
    type Output = T;
    fn index(&self, key: usize) -> &T;
}
impl<T> FromIterator<(usize, T)> for Slab<T> {
    fn from_iter<I: IntoIterator<Item = (usize, T)>>(iter: I) -> Slab<T>;
}
impl<T> IntoIterator for Slab<T> {
    type Item = (usize, T);
    fn into_iter(self) -> impl Iterator<Item = (usize, T)>;
}
impl<'a, T> IntoIterator for &'a Slab<T> {
    type Item = (usize, &'a T);
    fn into_iter(self) -> impl Iterator<Item = (usize, &'a T)>;
}
impl<'a, T> IntoIterator for &'a mut Slab<T> {
    type Item = (usize, &'a mut T);
    fn into_iter(self) -> impl Iterator<Item = (usize, &'a mut T)>;
}
