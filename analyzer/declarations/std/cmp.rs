//! std::cmp.

pub enum Ordering {
    Less,
    Equal,
    Greater,
}
pub trait PartialEq<R> {
    fn eq(&self, other: &R) -> bool;
}
pub trait Eq: PartialEq {}
pub trait PartialOrd<R>: PartialEq<R> {
    fn partial_cmp(&self, other: &R) -> Option<Ordering>;
}
pub trait Ord: Eq + PartialOrd {
    fn cmp(&self, other: &Self) -> Ordering;
}
pub struct Reverse<T>(pub T);
pub fn max<T>(a: T, b: T) -> T;
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(a: T, b: T, compare: F) -> T;
pub fn max_by_key<T, K, F: FnMut(&T) -> K>(a: T, b: T, key: F) -> T;
pub fn min<T>(a: T, b: T) -> T;
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(a: T, b: T, compare: F) -> T;
pub fn min_by_key<T, K, F: FnMut(&T) -> K>(a: T, b: T, key: F) -> T;
