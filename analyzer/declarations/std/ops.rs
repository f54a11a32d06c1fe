//! std::ops.

pub trait Deref {
    type Target: ?Sized;
    fn deref(&self) -> &Self::Target;
}
pub trait DerefMut: Deref {
    fn deref_mut(&mut self) -> &mut Self::Target;
}
pub trait Drop {
    fn drop(&mut self);
}
pub trait Fn<A> {}
pub trait FnMut<A> {}
pub trait FnOnce<A> {}
pub trait RangeBounds<T> {}
pub struct Range<T>;
impl<T> Iterator for Range<T> {
    type Item = T;
}
impl<T> Range<T> {
    pub fn contains<U>(&self, item: &U) -> bool;
}
pub struct RangeInclusive<T>;
impl<T> Iterator for RangeInclusive<T> {
    type Item = T;
}
pub struct RangeFrom<T>;
impl<T> Iterator for RangeFrom<T> {
    type Item = T;
}
pub enum ControlFlow<B, C> {
    Continue(C),
    Break(B),
}
impl<B, C> ControlFlow<B, C> {
    pub fn is_break(&self) -> bool;
    pub fn is_continue(&self) -> bool;
    pub fn break_value(self) -> Option<B>;
    pub fn continue_value(self) -> Option<C>;
    pub fn break_ok(self) -> Result<C, B>;
    pub fn continue_ok(self) -> Result<C, B>;
    pub fn map_break<U, F: FnOnce(B) -> U>(self, f: F) -> ControlFlow<U, C>;
    pub fn map_continue<U, F: FnOnce(C) -> U>(self, f: F) -> ControlFlow<B, U>;
}
pub trait Index<I> {
    type Output: ?Sized;
    fn index(&self, index: I) -> &Self::Output;
}
pub trait IndexMut<I>: Index<I> {
    fn index_mut(&mut self, index: I) -> &mut Self::Output;
}
pub enum Bound<T> {
    Included(T),
    Excluded(T),
    Unbounded,
}
