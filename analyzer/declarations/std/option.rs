//! std::option.

use std::pin::Pin;

pub struct Option<T>;

impl<T> Option<T> {
    #[concheck::asks]
    pub const fn is_some(&self) -> bool;
    pub fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool;
    #[concheck::asks]
    pub const fn is_none(&self) -> bool;
    pub fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool;
    pub const fn as_ref(&self) -> Option<&T>;
    #[concheck::mutates]
    pub const fn as_mut(&mut self) -> Option<&mut T>;
    pub fn as_pin_ref(self: Pin<&Self>) -> Option<Pin<&T>>;
    pub fn as_pin_mut(self: Pin<&mut Self>) -> Option<Pin<&mut T>>;
    pub const fn as_slice(&self) -> &[T];
    #[concheck::mutates]
    pub const fn as_mut_slice(&mut self) -> &mut [T];
    pub const fn expect(self, message: &str) -> T;
    pub const fn unwrap(self) -> T;
    pub fn unwrap_or(self, default: T) -> T;
    #[concheck::runs(absent)]
    pub fn unwrap_or_else<F: FnOnce() -> T>(self, f: F) -> T;
    pub fn unwrap_or_default(self) -> T;
    pub const unsafe fn unwrap_unchecked(self) -> T;
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U>;
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Option<T>;
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U;
    pub fn map_or_else<U, D: FnOnce() -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U;
    pub fn map_or_default<U: Default, F: FnOnce(T) -> U>(self, f: F) -> U;
    pub fn ok_or<E>(self, error: E) -> Result<T, E>;
    #[concheck::runs(absent)]
    pub fn ok_or_else<E, F: FnOnce() -> E>(self, error: F) -> Result<T, E>;
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref;
    #[concheck::mutates]
    pub fn as_deref_mut(&mut self) -> Option<&mut T::Target>
    where
        T: DerefMut;
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
    pub fn and<U>(self, other: Option<U>) -> Option<U>;
    pub fn and_then<U, F: FnOnce(T) -> Option<U>>(self, f: F) -> Option<U>;
    pub fn filter<P: FnOnce(&T) -> bool>(self, predicate: P) -> Option<T>;
    pub fn or(self, other: Option<T>) -> Option<T>;
    #[concheck::runs(absent)]
    pub fn or_else<F: FnOnce() -> Option<T>>(self, f: F) -> Option<T>;
    pub fn xor(self, other: Option<T>) -> Option<T>;
    #[concheck::adds]
    pub fn insert(&mut self, value: T) -> &mut T;
    #[concheck::mutates]
    pub fn get_or_insert(&mut self, value: T) -> &mut T;
    #[concheck::mutates]
    pub fn get_or_insert_default(&mut self) -> &mut T;
    #[concheck::mutates]
    #[concheck::runs(absent)]
    pub fn get_or_insert_with<F: FnOnce() -> T>(&mut self, f: F) -> &mut T;
    #[concheck::mutates]
    #[concheck::runs(absent)]
    pub fn get_or_try_insert_with<E, F: FnOnce() -> Result<T, E>>(&mut self, f: F) -> Result<&mut T, E>;
    #[concheck::mutates]
    pub const fn take(&mut self) -> Option<T>;
    #[concheck::mutates]
    pub fn take_if<P: FnOnce(&mut T) -> bool>(&mut self, predicate: P) -> Option<T>;
    #[concheck::mutates]
    pub const fn replace(&mut self, value: T) -> Option<T>;
    pub fn zip<U>(self, other: Option<U>) -> Option<(T, U)>;
    pub fn zip_with<U, F: FnOnce(T, U) -> R, R>(self, other: Option<U>, f: F) -> Option<R>;
    pub fn reduce<U, R, F: FnOnce(T, U) -> R>(self, other: Option<U>, f: F) -> Option<R>;
}
impl<T, U> Option<(T, U)> {
    pub fn unzip(self) -> (Option<T>, Option<U>);
}
impl<'a, T> Option<&'a T> {
    pub const fn copied(self) -> Option<T>;
    pub fn cloned(self) -> Option<T>;
}
impl<'a, T> Option<&'a mut T> {
    pub const fn copied(self) -> Option<T>;
    pub fn cloned(self) -> Option<T>;
}
impl<T, E> Option<Result<T, E>> {
    pub fn transpose(self) -> Result<Option<T>, E>;
}
impl<T> Option<Option<T>> {
    pub fn flatten(self) -> Option<T>;
}
impl<T> Clone for Option<T> {
    fn clone(&self) -> Option<T>;
}
impl<T> Default for Option<T> {
    fn default() -> Option<T>;
}
impl<T> From<T> for Option<T> {
    fn from(value: T) -> Option<T>;
}
impl<'a, T> From<&'a Option<T>> for Option<&'a T> {
    fn from(value: &'a Option<T>) -> Option<&'a T>;
}
impl<T> IntoIterator for Option<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T> IntoIterator for &'a Option<T> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<'a, T> IntoIterator for &'a mut Option<T> {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}
impl<A, V: FromIterator<A>> FromIterator<Option<A>> for Option<V> {
    fn from_iter<I: IntoIterator<Item = Option<A>>>(iter: I) -> Option<V>;
}
