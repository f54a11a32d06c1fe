//! std::result.

pub struct Result<T, E>;

impl<T, E> Result<T, E> {
    #[concheck::asks]
    pub const fn is_ok(&self) -> bool;
    pub fn is_ok_and(self, f: impl FnOnce(T) -> bool) -> bool;
    #[concheck::asks]
    pub const fn is_err(&self) -> bool;
    pub fn is_err_and(self, f: impl FnOnce(E) -> bool) -> bool;
    pub fn ok(self) -> Option<T>;
    pub fn err(self) -> Option<E>;
    pub const fn as_ref(&self) -> Result<&T, &E>;
    #[concheck::mutates]
    pub const fn as_mut(&mut self) -> Result<&mut T, &mut E>;
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Result<U, E>;
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U;
    pub fn map_or_else<U, D: FnOnce(E) -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U;
    pub fn map_or_default<U: Default, F: FnOnce(T) -> U>(self, f: F) -> U;
    pub fn map_err<F, O: FnOnce(E) -> F>(self, f: O) -> Result<T, F>;
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Result<T, E>;
    pub fn inspect_err<F: FnOnce(&E)>(self, f: F) -> Result<T, E>;
    pub fn as_deref(&self) -> Result<&T::Target, &E>
    where
        T: Deref;
    #[concheck::mutates]
    pub fn as_deref_mut(&mut self) -> Result<&mut T::Target, &mut E>
    where
        T: DerefMut;
    pub fn iter(&self) -> impl Iterator<Item = &T>;
    #[concheck::mutates]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
    pub fn expect(self, message: &str) -> T;
    pub fn unwrap(self) -> T;
    pub fn unwrap_or_default(self) -> T;
    pub fn expect_err(self, message: &str) -> E;
    pub fn unwrap_err(self) -> E;
    pub fn into_ok(self) -> T;
    pub fn into_err(self) -> E;
    pub fn and<U>(self, other: Result<U, E>) -> Result<U, E>;
    pub fn and_then<U, F: FnOnce(T) -> Result<U, E>>(self, f: F) -> Result<U, E>;
    pub fn or<F>(self, other: Result<T, F>) -> Result<T, F>;
    #[concheck::runs(absent)]
    pub fn or_else<F, O: FnOnce(E) -> Result<T, F>>(self, f: O) -> Result<T, F>;
    pub fn unwrap_or(self, default: T) -> T;
    #[concheck::runs(absent)]
    pub fn unwrap_or_else<F: FnOnce(E) -> T>(self, f: F) -> T;
    pub unsafe fn unwrap_unchecked(self) -> T;
    pub unsafe fn unwrap_err_unchecked(self) -> E;
}
impl<'a, T, E> Result<&'a T, E> {
    pub fn copied(self) -> Result<T, E>;
    pub fn cloned(self) -> Result<T, E>;
}
impl<'a, T, E> Result<&'a mut T, E> {
    pub fn copied(self) -> Result<T, E>;
    pub fn cloned(self) -> Result<T, E>;
}
impl<T, E> Result<Option<T>, E> {
    pub fn transpose(self) -> Option<Result<T, E>>;
}
impl<T, E> Result<Result<T, E>, E> {
    pub fn flatten(self) -> Result<T, E>;
}
impl<T, E> Clone for Result<T, E> {
    fn clone(&self) -> Result<T, E>;
}
impl<T, E> IntoIterator for Result<T, E> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
impl<'a, T, E> IntoIterator for &'a Result<T, E> {
    type Item = &'a T;
    fn into_iter(self) -> impl Iterator<Item = &'a T>;
}
impl<'a, T, E> IntoIterator for &'a mut Result<T, E> {
    type Item = &'a mut T;
    fn into_iter(self) -> impl Iterator<Item = &'a mut T>;
}
impl<A, E, V: FromIterator<A>> FromIterator<Result<A, E>> for Result<V, E> {
    fn from_iter<I: IntoIterator<Item = Result<A, E>>>(iter: I) -> Result<V, E>;
}
