//! std::slice, and the methods of slices.

use std::cmp::Ordering;
use std::ops::Range;

impl<T> [T] {
    #[concheck::asks]
    pub const fn len(&self) -> usize;
    #[concheck::asks]
    pub const fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub const fn first(&self) -> Option<&T>;
    #[concheck::mutates]
    pub const fn first_mut(&mut self) -> Option<&mut T>;
    pub const fn split_first(&self) -> Option<(&T, &[T])>;
    #[concheck::mutates]
    pub const fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])>;
    pub const fn split_last(&self) -> Option<(&T, &[T])>;
    #[concheck::mutates]
    pub const fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])>;
    #[concheck::asks]
    pub const fn last(&self) -> Option<&T>;
    #[concheck::mutates]
    pub const fn last_mut(&mut self) -> Option<&mut T>;
    pub fn first_chunk<const N: usize>(&self) -> Option<&[T; N]>;
    pub fn last_chunk<const N: usize>(&self) -> Option<&[T; N]>;
    #[concheck::asks]
    pub fn get(&self, index: usize) -> Option<&T>;
    #[concheck::mutates]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T>;
    pub unsafe fn get_unchecked(&self, index: usize) -> &T;
    #[concheck::mutates]
    pub unsafe fn get_unchecked_mut(&mut self, index: usize) -> &mut T;
    #[concheck::mutates]
    pub fn get_disjoint_mut<const N: usize>(
        &mut self,
        indices: [usize; N],
    ) -> Result<[&mut T; N], GetDisjointMutError>;
    pub const fn as_ptr(&self) -> *const T;
    #[concheck::mutates]
    pub const fn as_mut_ptr(&mut self) -> *mut T;
    pub const fn as_ptr_range(&self) -> Range<*const T>;
    #[concheck::mutates]
    pub const fn as_mut_ptr_range(&mut self) -> Range<*mut T>;
    #[concheck::mutates]
    pub const fn swap(&mut self, a: usize, b: usize);
    #[concheck::mutates]
    pub fn reverse(&mut self);
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
    pub fn windows(&self, size: usize) -> impl Iterator<Item = &[T]>;
    pub fn array_windows<const N: usize>(&self) -> impl Iterator<Item = &[T; N]>;
    pub fn chunks(&self, size: usize) -> impl Iterator<Item = &[T]>;
    #[concheck::mutates]
    pub fn chunks_mut(&mut self, size: usize) -> impl Iterator<Item = &mut [T]>;
    pub fn chunks_exact(&self, size: usize) -> impl Iterator<Item = &[T]>;
    #[concheck::mutates]
    pub fn chunks_exact_mut(&mut self, size: usize) -> impl Iterator<Item = &mut [T]>;
    pub fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]);
    pub fn rchunks(&self, size: usize) -> impl Iterator<Item = &[T]>;
    #[concheck::mutates]
    pub fn rchunks_mut(&mut self, size: usize) -> impl Iterator<Item = &mut [T]>;
    pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, same: F) -> impl Iterator<Item = &[T]>;
    #[concheck::mutates]
    pub fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, same: F) -> impl Iterator<Item = &mut [T]>;
    pub fn split_at(&self, middle: usize) -> (&[T], &[T]);
    #[concheck::mutates]
    pub fn split_at_mut(&mut self, middle: usize) -> (&mut [T], &mut [T]);
    pub fn split_at_checked(&self, middle: usize) -> Option<(&[T], &[T])>;
    #[concheck::mutates]
    pub fn split_at_mut_checked(&mut self, middle: usize) -> Option<(&mut [T], &mut [T])>;
    pub fn split<F: FnMut(&T) -> bool>(&self, f: F) -> impl Iterator<Item = &[T]>;
    #[concheck::mutates]
    pub fn split_mut<F: FnMut(&T) -> bool>(&mut self, f: F) -> impl Iterator<Item = &mut [T]>;
    pub fn split_inclusive<F: FnMut(&T) -> bool>(&self, f: F) -> impl Iterator<Item = &[T]>;
    pub fn rsplit<F: FnMut(&T) -> bool>(&self, f: F) -> impl Iterator<Item = &[T]>;
    pub fn splitn<F: FnMut(&T) -> bool>(&self, n: usize, f: F) -> impl Iterator<Item = &[T]>;
    #[concheck::asks]
    pub fn contains(&self, item: &T) -> bool;
    pub fn starts_with(&self, start: &[T]) -> bool;
    pub fn ends_with(&self, end: &[T]) -> bool;
    pub fn strip_prefix<P>(&self, prefix: &P) -> Option<&[T]>;
    pub fn strip_suffix<P>(&self, suffix: &P) -> Option<&[T]>;
    pub fn binary_search(&self, item: &T) -> Result<usize, usize>;
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, f: F) -> Result<usize, usize>;
    pub fn binary_search_by_key<'a, B, F: FnMut(&'a T) -> B>(&'a self, key: &B, f: F)
    -> Result<usize, usize>;
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, predicate: P) -> usize;
    #[concheck::mutates]
    pub fn sort(&mut self);
    #[concheck::mutates]
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F);
    #[concheck::mutates]
    pub fn sort_by_key<K, F: FnMut(&T) -> K>(&mut self, f: F);
    #[concheck::mutates]
    pub fn sort_by_cached_key<K, F: FnMut(&T) -> K>(&mut self, f: F);
    #[concheck::mutates]
    pub fn sort_unstable(&mut self);
    #[concheck::mutates]
    pub fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F);
    #[concheck::mutates]
    pub fn sort_unstable_by_key<K, F: FnMut(&T) -> K>(&mut self, f: F);
    #[concheck::mutates]
    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T]);
    #[concheck::mutates]
    pub fn select_nth_unstable_by<F: FnMut(&T, &T) -> Ordering>(
        &mut self,
        index: usize,
        compare: F,
    ) -> (&mut [T], &mut T, &mut [T]);
    #[concheck::mutates]
    pub fn select_nth_unstable_by_key<K, F: FnMut(&T) -> K>(
        &mut self,
        index: usize,
        f: F,
    ) -> (&mut [T], &mut T, &mut [T]);
    pub fn is_sorted(&self) -> bool;
    #[concheck::mutates]
    pub fn rotate_left(&mut self, middle: usize);
    #[concheck::mutates]
    pub fn rotate_right(&mut self, k: usize);
    #[concheck::mutates]
    pub fn fill(&mut self, value: T);
    #[concheck::mutates]
    pub fn fill_with<F: FnMut() -> T>(&mut self, f: F);
    #[concheck::mutates]
    pub fn clone_from_slice(&mut self, source: &[T]);
    #[concheck::mutates]
    pub fn copy_from_slice(&mut self, source: &[T]);
    #[concheck::mutates]
    pub fn swap_with_slice(&mut self, other: &mut [T]);
    pub fn to_vec(&self) -> Vec<T>;
    pub fn to_owned(&self) -> Vec<T>;
    pub fn into_vec(self: Box<Self>) -> Vec<T>;
    pub fn repeat(&self, n: usize) -> Vec<T>;
    pub fn concat<Item>(&self) -> Vec<Item>;
    pub fn join<Separator>(&self, separator: Separator) -> String;
    pub fn as_slice(&self) -> &[T];
}
impl<'a, T> IntoIterator for &'a [T] {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<'a, T> IntoIterator for &'a mut [T] {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}
impl<T> IntoIterator for Box<[T]> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}

// Arrays coerce to slices, which the methods above are found by.
impl<T, const N: usize> Deref for [T; N] {
    type Target = [T];
}
impl<T, const N: usize> [T; N] {
    pub fn map<F: FnMut(T) -> U, U>(self, f: F) -> [U; N];
    pub const fn as_slice(&self) -> &[T];
    #[concheck::mutates]
    pub const fn as_mut_slice(&mut self) -> &mut [T];
    pub const fn each_ref(&self) -> [&T; N];
    #[concheck::mutates]
    pub const fn each_mut(&mut self) -> [&mut T; N];
}
impl<T, const N: usize> IntoIterator for [T; N] {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T, const N: usize> IntoIterator for &'a [T; N] {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}

pub struct GetDisjointMutError;
pub struct Iter<'a, T>;
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
}
impl<'a, T> Iter<'a, T> {
    pub fn as_slice(&self) -> &'a [T];
}
pub struct IterMut<'a, T>;
impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
}
impl<'a, T> IterMut<'a, T> {
    pub fn into_slice(self) -> &'a mut [T];
}

pub unsafe fn from_raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T];
pub unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T];
pub const fn from_ref<T>(item: &T) -> &[T];
pub const fn from_mut<T>(item: &mut T) -> &mut [T];
