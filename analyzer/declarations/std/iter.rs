//! std::iter.

use std::cmp::Ordering;

pub trait Iterator {
    type Item;
    fn next(&mut self) -> Option<Self::Item>;
    fn next_chunk<const N: usize>(&mut self) -> Result<[Self::Item; N], impl Iterator<Item = Self::Item>>;
    fn size_hint(&self) -> (usize, Option<usize>);
    #[concheck::exhausts]
    fn count(self) -> usize;
    #[concheck::exhausts]
    fn last(self) -> Option<Self::Item>;
    fn advance_by(&mut self, n: usize) -> Result<(), usize>;
    fn nth(&mut self, n: usize) -> Option<Self::Item>;
    fn step_by(self, step: usize) -> impl Iterator<Item = Self::Item>;
    fn chain<U: IntoIterator<Item = Self::Item>>(self, other: U) -> impl Iterator<Item = Self::Item>;
    #[concheck::stops]
    fn zip<U: IntoIterator>(self, other: U) -> impl Iterator<Item = (Self::Item, U::Item)>;
    fn intersperse(self, separator: Self::Item) -> impl Iterator<Item = Self::Item>;
    fn intersperse_with<G: FnMut() -> Self::Item>(self, separator: G) -> impl Iterator<Item = Self::Item>;
    fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> impl Iterator<Item = B>;
    #[concheck::exhausts]
    fn for_each<F: FnMut(Self::Item)>(self, f: F);
    fn filter<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Iterator<Item = Self::Item>;
    fn filter_map<B, F: FnMut(Self::Item) -> Option<B>>(self, f: F) -> impl Iterator<Item = B>;
    fn enumerate(self) -> impl Iterator<Item = (usize, Self::Item)>;
    fn peekable(self) -> Peekable<Self>;
    fn skip_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Iterator<Item = Self::Item>;
    #[concheck::stops]
    fn take_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Iterator<Item = Self::Item>;
    #[concheck::stops]
    fn map_while<B, P: FnMut(Self::Item) -> Option<B>>(self, predicate: P) -> impl Iterator<Item = B>;
    fn skip(self, n: usize) -> impl Iterator<Item = Self::Item>;
    #[concheck::stops]
    fn take(self, n: usize) -> impl Iterator<Item = Self::Item>;
    fn scan<St, B, F: FnMut(&mut St, Self::Item) -> Option<B>>(
        self,
        initial: St,
        f: F,
    ) -> impl Iterator<Item = B>;
    fn flat_map<U: IntoIterator, F: FnMut(Self::Item) -> U>(self, f: F) -> impl Iterator<Item = U::Item>;
    fn flatten(self) -> impl Iterator<Item = <Self::Item as IntoIterator>::Item>
    where
        Self::Item: IntoIterator;
    fn map_windows<F: FnMut(&[Self::Item; N]) -> R, R, const N: usize>(self, f: F)
    -> impl Iterator<Item = R>;
    fn fuse(self) -> impl Iterator<Item = Self::Item>;
    fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> impl Iterator<Item = Self::Item>;
    fn by_ref(&mut self) -> &mut Self;
    #[concheck::exhausts]
    fn collect<B: FromIterator<Self::Item>>(self) -> B;
    #[concheck::exhausts]
    fn collect_into<E: Extend<Self::Item>>(self, collection: &mut E) -> &mut E;
    #[concheck::exhausts]
    fn try_collect<B>(&mut self) -> B;
    #[concheck::exhausts]
    fn partition<B: Default + Extend<Self::Item>, F: FnMut(&Self::Item) -> bool>(self, f: F) -> (B, B);
    fn is_partitioned<P: FnMut(Self::Item) -> bool>(self, predicate: P) -> bool;
    fn try_fold<B, F: FnMut(B, Self::Item) -> R, R>(&mut self, init: B, f: F) -> R;
    fn try_for_each<F: FnMut(Self::Item) -> R, R>(&mut self, f: F) -> R;
    #[concheck::exhausts]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B;
    #[concheck::exhausts]
    fn reduce<F: FnMut(Self::Item, Self::Item) -> Self::Item>(self, f: F) -> Option<Self::Item>;
    fn all<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool;
    fn any<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool;
    fn find<P: FnMut(&Self::Item) -> bool>(&mut self, predicate: P) -> Option<Self::Item>;
    fn find_map<B, F: FnMut(Self::Item) -> Option<B>>(&mut self, f: F) -> Option<B>;
    fn position<P: FnMut(Self::Item) -> bool>(&mut self, predicate: P) -> Option<usize>;
    fn rposition<P: FnMut(Self::Item) -> bool>(&mut self, predicate: P) -> Option<usize>;
    #[concheck::exhausts]
    fn max(self) -> Option<Self::Item>;
    #[concheck::exhausts]
    fn min(self) -> Option<Self::Item>;
    #[concheck::exhausts]
    fn max_by_key<B, F: FnMut(&Self::Item) -> B>(self, f: F) -> Option<Self::Item>;
    #[concheck::exhausts]
    fn max_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, compare: F) -> Option<Self::Item>;
    #[concheck::exhausts]
    fn min_by_key<B, F: FnMut(&Self::Item) -> B>(self, f: F) -> Option<Self::Item>;
    #[concheck::exhausts]
    fn min_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, compare: F) -> Option<Self::Item>;
    fn rev(self) -> impl Iterator<Item = Self::Item>;
    #[concheck::exhausts]
    fn unzip<A, B, FromA: Default + Extend<A>, FromB: Default + Extend<B>>(self) -> (FromA, FromB)
    where
        Self: Iterator<Item = (A, B)>;
    fn copied<'a, T>(self) -> impl Iterator<Item = T>
    where
        Self: Iterator<Item = &'a T>;
    fn cloned<'a, T>(self) -> impl Iterator<Item = T>
    where
        Self: Iterator<Item = &'a T>;
    fn cycle(self) -> impl Iterator<Item = Self::Item>;
    fn array_chunks<const N: usize>(self) -> impl Iterator<Item = [Self::Item; N]>;
    #[concheck::exhausts]
    fn sum<S>(self) -> S;
    #[concheck::exhausts]
    fn product<P>(self) -> P;
    fn cmp<I: IntoIterator>(self, other: I) -> Ordering;
    fn eq<I: IntoIterator>(self, other: I) -> bool;
    fn ne<I: IntoIterator>(self, other: I) -> bool;
    fn is_sorted(self) -> bool;
    fn is_sorted_by<F: FnMut(&Self::Item, &Self::Item) -> bool>(self, compare: F) -> bool;
    fn is_sorted_by_key<F: FnMut(Self::Item) -> K, K>(self, f: F) -> bool;
}
impl<I: Iterator> Iterator for &mut I {
    type Item = I::Item;
}
impl<I: Iterator> Iterator for Box<I> {
    type Item = I::Item;
}

pub trait DoubleEndedIterator: Iterator {
    fn next_back(&mut self) -> Option<Self::Item>;
    fn nth_back(&mut self, n: usize) -> Option<Self::Item>;
    fn try_rfold<B, F: FnMut(B, Self::Item) -> R, R>(&mut self, init: B, f: F) -> R;
    #[concheck::exhausts]
    fn rfold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B;
    fn rfind<P: FnMut(&Self::Item) -> bool>(&mut self, predicate: P) -> Option<Self::Item>;
}
pub trait ExactSizeIterator: Iterator {
    #[concheck::asks]
    fn len(&self) -> usize;
    #[concheck::asks]
    fn is_empty(&self) -> bool;
}
pub trait FusedIterator: Iterator {}

pub trait IntoIterator {
    type Item;
    type IntoIter: Iterator<Item = Self::Item>;
    fn into_iter(self) -> Self::IntoIter;
}
impl<I: Iterator> IntoIterator for I {
    type Item = I::Item;
    type IntoIter = I;
    fn into_iter(self) -> I;
}

pub trait Extend<A> {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = A>>(&mut self, iter: I);
}
pub trait FromIterator<A> {
    #[concheck::exhausts]
    fn from_iter<I: IntoIterator<Item = A>>(iter: I) -> Self;
}

/// An iterator whose next item can be looked at.
pub struct Peekable<I>;
impl<I: Iterator> Iterator for Peekable<I> {
    type Item = I::Item;
}
impl<I: Iterator> Peekable<I> {
    #[concheck::asks]
    pub fn peek(&mut self) -> Option<&I::Item>;
    #[concheck::mutates]
    pub fn peek_mut(&mut self) -> Option<&mut I::Item>;
    pub fn next_if(&mut self, f: impl FnOnce(&I::Item) -> bool) -> Option<I::Item>;
    pub fn next_if_eq<T: ?Sized>(&mut self, expected: &T) -> Option<I::Item>;
    pub fn next_if_map<R, F: FnOnce(I::Item) -> Result<R, I::Item>>(&mut self, f: F) -> Option<R>;
}

pub fn empty<T>() -> impl Iterator<Item = T>;
pub fn once<T>(value: T) -> impl Iterator<Item = T>;
pub fn once_with<T, F: FnOnce() -> T>(make: F) -> impl Iterator<Item = T>;
pub fn repeat<T>(value: T) -> impl Iterator<Item = T>;
pub fn repeat_n<T>(value: T, count: usize) -> impl Iterator<Item = T>;
pub fn repeat_with<T, F: FnMut() -> T>(make: F) -> impl Iterator<Item = T>;
pub fn from_fn<T, F: FnMut() -> Option<T>>(f: F) -> impl Iterator<Item = T>;
pub fn successors<T, F: FnMut(&T) -> Option<T>>(first: Option<T>, next: F) -> impl Iterator<Item = T>;
pub fn zip<A: IntoIterator, B: IntoIterator>(a: A, b: B) -> impl Iterator<Item = (A::Item, B::Item)>;
pub fn chain<A: IntoIterator, B: IntoIterator<Item = A::Item>>(a: A, b: B) -> impl Iterator<Item = A::Item>;
