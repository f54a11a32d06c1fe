//! arrayvec 0.7: a vector of bounded size.

use std::ops::RangeBounds;

#[concheck::collection]
pub struct ArrayVec<T, const CAP: usize>;
impl<T, const CAP: usize> Deref for ArrayVec<T, CAP> {
    type Target = [T];
}
impl<T, const CAP: usize> ArrayVec<T, CAP> {
    pub fn new() -> ArrayVec<T, CAP>;
    pub const fn new_const() -> ArrayVec<T, CAP>;
    #[concheck::asks]
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn remaining_capacity(&self) -> usize;
    #[concheck::adds]
    pub fn push(&mut self, element: T);
    #[concheck::adds]
    pub fn try_push(&mut self, element: T) -> Result<(), CapacityError<T>>;
    #[concheck::adds]
    pub unsafe fn push_unchecked(&mut self, element: T);
    #[concheck::adds]
    pub fn insert(&mut self, index: usize, element: T);
    #[concheck::adds]
    pub fn try_insert(&mut self, index: usize, element: T) -> Result<(), CapacityError<T>>;
    #[concheck::adds]
    pub fn try_extend_from_slice(&mut self, other: &[T]) -> Result<(), CapacityError>;
    #[concheck::mutates]
    pub fn swap_pop(&mut self, index: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn pop_at(&mut self, index: usize) -> Option<T>;
    #[concheck::mutates]
    pub fn retain<F: FnMut(&mut T) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn take(&mut self) -> Self;
    pub fn into_inner(self) -> Result<[T; CAP], Self>;
    pub unsafe fn into_inner_unchecked(self) -> [T; CAP];
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn capacity(&self) -> usize;
    pub fn as_slice(&self) -> &[T];
    #[concheck::mutates]
    pub fn as_mut_slice(&mut self) -> &mut [T];
    #[concheck::mutates]
    pub fn as_mut_ptr(&mut self) -> *mut T;
    #[concheck::mutates]
    pub fn pop(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn truncate(&mut self, len: usize);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn remove(&mut self, index: usize) -> T;
    #[concheck::mutates]
    pub fn swap_remove(&mut self, index: usize) -> T;
    #[concheck::mutates]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = T>;
}
pub struct CapacityError<T = ()>;
impl<T> CapacityError<T> {
    pub fn element(self) -> T;
    pub fn simplify(self) -> CapacityError;
}
impl<T, const CAP: usize> Clone for ArrayVec<T, CAP> {
    fn clone(&self) -> ArrayVec<T, CAP>;
}
impl<T, const CAP: usize> Default for ArrayVec<T, CAP> {
    fn default() -> ArrayVec<T, CAP>;
}
impl<T, const CAP: usize> From<[T; CAP]> for ArrayVec<T, CAP> {
    fn from(array: [T; CAP]) -> ArrayVec<T, CAP>;
}
impl<T, const CAP: usize> Extend<T> for ArrayVec<T, CAP> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
}
impl<T, const CAP: usize> FromIterator<T> for ArrayVec<T, CAP> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> ArrayVec<T, CAP>;
}
impl<T, const CAP: usize> IntoIterator for ArrayVec<T, CAP> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T, const CAP: usize> IntoIterator for &'a ArrayVec<T, CAP> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<'a, T, const CAP: usize> IntoIterator for &'a mut ArrayVec<T, CAP> {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}
