//! std::cmp.

pub enum Ordering {
    Less,
    Equal,
    Greater,
}
pub struct Reverse<T>(pub T);
pub fn max<T>(a: T, b: T) -> T;
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(a: T, b: T, compare: F) -> T;
pub fn max_by_key<T, K, F: FnMut(&T) -> K>(a: T, b: T, key: F) -> T;
pub fn min<T>(a: T, b: T) -> T;
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(a: T, b: T, compare: F) -> T;
pub fn min_by_key<T, K, F: FnMut(&T) -> K>(a: T, b: T, key: F) -> T;
