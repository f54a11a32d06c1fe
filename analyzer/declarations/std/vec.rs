//! std::vec.

use std::borrow::Cow;
use std::ops::RangeBounds;

#[concheck::collection]
pub struct Vec<T>;
impl<T> Deref for Vec<T> {
    type Target = [T];
}
impl<T> Vec<T> {
    pub const fn new() -> Vec<T>;
    pub fn with_capacity(capacity: usize) -> Vec<T>;
    #[concheck::frees]
    pub unsafe fn from_raw_parts(ptr: *mut T, length: usize, capacity: usize) -> Vec<T>;
    #[concheck::leaks]
    pub fn into_raw_parts(self) -> (*mut T, usize, usize);
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
    pub fn reserve_exact(&mut self, additional: usize);
    pub fn shrink_to_fit(&mut self);
    pub fn shrink_to(&mut self, capacity: usize);
    pub fn into_boxed_slice(self) -> Box<[T]>;
    #[concheck::mutates]
    pub fn truncate(&mut self, len: usize);
    pub fn as_slice(&self) -> &[T];
    #[concheck::mutates]
    pub fn as_mut_slice(&mut self) -> &mut [T];
    pub fn as_ptr(&self) -> *const T;
    #[concheck::mutates]
    pub fn as_mut_ptr(&mut self) -> *mut T;
    #[concheck::mutates]
    pub unsafe fn set_len(&mut self, len: usize);
    #[concheck::mutates]
    pub fn swap_remove(&mut self, index: usize) -> T;
    #[concheck::adds]
    pub fn insert(&mut self, index: usize, element: T);
    #[concheck::adds]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T;
    #[concheck::mutates]
    pub fn remove(&mut self, index: usize) -> T;
    #[concheck::mutates]
    pub fn try_remove(&mut self, index: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn dedup(&mut self);
    #[concheck::mutates]
    pub fn dedup_by_key<F: FnMut(&mut T) -> K, K>(&mut self, key: F);
    #[concheck::mutates]
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, same: F);
    #[concheck::adds]
    pub fn push(&mut self, value: T);
    #[concheck::adds]
    pub fn push_mut(&mut self, value: T) -> &mut T;
    #[concheck::adds]
    pub fn push_within_capacity(&mut self, value: T) -> Result<&mut T, T>;
    #[concheck::mutates]
    pub fn pop(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
    #[concheck::mutates]
    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>>;
    #[concheck::adds]
    pub fn append(&mut self, other: &mut Vec<T>);
    #[concheck::mutates]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = T>;
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::mutates]
    pub fn split_off(&mut self, at: usize) -> Vec<T>;
    #[concheck::mutates]
    pub fn resize_with<F: FnMut() -> T>(&mut self, len: usize, f: F);
    #[concheck::mutates]
    pub fn resize(&mut self, len: usize, value: T);
    #[concheck::leaks]
    pub fn leak<'a>(self) -> &'a mut [T];
    #[concheck::adds]
    pub fn extend_from_slice(&mut self, other: &[T]);
    #[concheck::adds]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, range: R);
    #[concheck::mutates]
    pub fn splice<R: RangeBounds<usize>, I: IntoIterator<Item = T>>(
        &mut self,
        range: R,
        with: I,
    ) -> impl Iterator<Item = T>;
    #[concheck::mutates]
    pub fn extract_if<F: FnMut(&mut T) -> bool, R: RangeBounds<usize>>(
        &mut self,
        range: R,
        filter: F,
    ) -> impl Iterator<Item = T>;
}
pub struct PeekMut<'a, T>;
impl<T> Deref for PeekMut<'_, T> {
    type Target = T;
}
impl<T> PeekMut<'_, T> {
    #[concheck::mutates]
    pub fn pop(this: Self) -> T;
}
impl<T> Clone for Vec<T> {
    fn clone(&self) -> Vec<T>;
}
impl<T> Default for Vec<T> {
    fn default() -> Vec<T>;
}
impl<T> AsRef<[T]> for Vec<T> {
    fn as_ref(&self) -> &[T];
}
impl<T> AsMut<[T]> for Vec<T> {
    #[concheck::mutates]
    fn as_mut(&mut self) -> &mut [T];
}
impl<T> Extend<T> for Vec<T> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T> FromIterator<T> for Vec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Vec<T>;
}
impl<T> From<&[T]> for Vec<T> {
    fn from(value: &[T]) -> Vec<T>;
}
impl<T, const N: usize> From<[T; N]> for Vec<T> {
    fn from(value: [T; N]) -> Vec<T>;
}
impl<T> From<Box<[T]>> for Vec<T> {
    fn from(value: Box<[T]>) -> Vec<T>;
}
impl<'a, T> From<Cow<'a, [T]>> for Vec<T> {
    fn from(value: Cow<'a, [T]>) -> Vec<T>;
}
impl<T> IntoIterator for Vec<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T> IntoIterator for &'a Vec<T> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<'a, T> IntoIterator for &'a mut Vec<T> {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}

pub struct IntoIter<T>;
impl<T> Iterator for IntoIter<T> {
    type Item = T;
}
impl<T> IntoIter<T> {
    pub fn as_slice(&self) -> &[T];
    pub fn as_mut_slice(&mut self) -> &mut [T];
}
pub struct Drain<'a, T>;
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
}
