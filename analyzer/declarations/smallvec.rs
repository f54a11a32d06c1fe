//! smallvec 1: a vector that holds its first elements itself.

use std::ops::RangeBounds;

pub trait Array {
    type Item;
}
impl<T, const N: usize> Array for [T; N] {
    type Item = T;
}

#[concheck::collection]
pub struct SmallVec<A>;
impl<A: Array> Deref for SmallVec<A> {
    type Target = [A::Item];
}
impl<A: Array> SmallVec<A> {
    pub const fn new() -> SmallVec<A>;
    pub fn with_capacity(capacity: usize) -> SmallVec<A>;
    pub fn from_vec(vec: Vec<A::Item>) -> SmallVec<A>;
    pub fn from_buf(buffer: A) -> SmallVec<A>;
    pub fn from_slice(slice: &[A::Item]) -> SmallVec<A>;
    pub fn from_elem(element: A::Item, n: usize) -> SmallVec<A>;
    pub fn inline_size(&self) -> usize;
    pub fn spilled(&self) -> bool;
    #[concheck::adds]
    pub fn push(&mut self, value: A::Item);
    #[concheck::adds]
    pub fn insert(&mut self, index: usize, element: A::Item);
    #[concheck::adds]
    pub fn insert_many<I: IntoIterator<Item = A::Item>>(&mut self, index: usize, iterable: I);
    #[concheck::adds]
    pub fn append<B: Array<Item = A::Item>>(&mut self, other: &mut SmallVec<B>);
    #[concheck::adds]
    pub fn extend_from_slice(&mut self, slice: &[A::Item]);
    #[concheck::mutates]
    pub fn resize(&mut self, len: usize, value: A::Item);
    #[concheck::mutates]
    pub fn resize_with<F: FnMut() -> A::Item>(&mut self, len: usize, f: F);
    #[concheck::mutates]
    pub fn retain<F: FnMut(&mut A::Item) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn retain_mut<F: FnMut(&mut A::Item) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn dedup(&mut self);
    #[concheck::mutates]
    pub fn dedup_by_key<F: FnMut(&mut A::Item) -> K, K>(&mut self, key: F);
    pub fn reserve(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    pub fn into_vec(self) -> Vec<A::Item>;
    pub fn into_boxed_slice(self) -> Box<[A::Item]>;
    pub fn into_inner(self) -> Result<A, Self>;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn as_slice(&self) -> &[A::Item];
    #[concheck::mutates]
    pub fn as_mut_slice(&mut self) -> &mut [A::Item];
    #[concheck::mutates]
    pub fn as_mut_ptr(&mut self) -> *mut A::Item;
    #[concheck::mutates]
    pub fn pop(&mut self) -> Option<A::Item>;
    #[concheck::mutates]
    pub fn truncate(&mut self, len: usize);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn remove(&mut self, index: usize) -> A::Item;
    #[concheck::mutates]
    pub fn swap_remove(&mut self, index: usize) -> A::Item;
    #[concheck::mutates]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = A::Item>;
}
impl<A: Array> Clone for SmallVec<A> {
    fn clone(&self) -> SmallVec<A>;
}
impl<A: Array> Default for SmallVec<A> {
    fn default() -> SmallVec<A>;
}
impl<A: Array> From<Vec<A::Item>> for SmallVec<A> {
    fn from(vec: Vec<A::Item>) -> SmallVec<A>;
}
impl<A: Array> From<A> for SmallVec<A> {
    fn from(array: A) -> SmallVec<A>;
}
impl<A: Array> Extend<A::Item> for SmallVec<A> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = A::Item>>(&mut self, iter: I);
}
impl<A: Array> FromIterator<A::Item> for SmallVec<A> {
    fn from_iter<I: IntoIterator<Item = A::Item>>(iter: I) -> SmallVec<A>;
}
impl<A: Array> IntoIterator for SmallVec<A> {
    type Item = A::Item;
    fn into_iter(self) -> impl Iterator<Item = A::Item>;
}
impl<'a, A: Array> IntoIterator for &'a SmallVec<A> {
    type Item = &'a A::Item;
    fn into_iter(self) -> impl Iterator<Item = &'a A::Item>;
}
impl<'a, A: Array> IntoIterator for &'a mut SmallVec<A> {
    type Item = &'a mut A::Item;
    fn into_iter(self) -> impl Iterator<Item = &'a mut A::Item>;
}
