//! std::rc.

use std::pin::Pin;

#[concheck::pointer(shared)]
pub struct Rc<T: ?Sized>;
impl<T: ?Sized> !Send for Rc<T> {}
impl<T: ?Sized> !Sync for Rc<T> {}
impl<T> Rc<T> {
    pub fn new(value: T) -> Rc<T>;
    pub fn try_new(value: T) -> Result<Rc<T>, std::alloc::AllocError>;
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(make: F) -> Rc<T>;
    pub fn pin(value: T) -> Pin<Rc<T>>;
    pub fn try_unwrap(this: Self) -> Result<T, Self>;
    pub fn into_inner(this: Self) -> Option<T>;
    pub fn unwrap_or_clone(this: Self) -> T;
    #[concheck::leaks]
    pub fn into_raw(this: Self) -> *const T;
    pub fn as_ptr(this: &Self) -> *const T;
    #[concheck::frees]
    pub unsafe fn from_raw(ptr: *const T) -> Self;
    pub unsafe fn increment_strong_count(ptr: *const T);
    #[concheck::frees]
    pub unsafe fn decrement_strong_count(ptr: *const T);
    pub fn downgrade(this: &Self) -> Weak<T>;
    #[concheck::asks]
    pub fn weak_count(this: &Self) -> usize;
    #[concheck::asks]
    pub fn strong_count(this: &Self) -> usize;
    pub fn ptr_eq(this: &Self, other: &Self) -> bool;
    pub fn get_mut(this: &mut Self) -> Option<&mut T>;
    pub unsafe fn get_mut_unchecked(this: &mut Self) -> &mut T;
    pub fn is_unique(this: &Self) -> bool;
    pub fn make_mut(this: &mut Self) -> &mut T;
    pub fn downcast<U>(self) -> Result<Rc<U>, Self>;
}
impl<T> Deref for Rc<T> {
    type Target = T;
}
impl<T> Clone for Rc<T> {
    fn clone(&self) -> Rc<T>;
}
impl<T> AsRef<T> for Rc<T> {
    fn as_ref(&self) -> &T;
}
impl<T> Default for Rc<T> {
    fn default() -> Rc<T>;
}
impl<T> From<T> for Rc<T> {
    fn from(value: T) -> Rc<T>;
}
impl<T> From<Box<T>> for Rc<T> {
    fn from(value: Box<T>) -> Rc<T>;
}
impl<T> From<Vec<T>> for Rc<[T]> {
    fn from(value: Vec<T>) -> Rc<[T]>;
}
impl From<&str> for Rc<str> {
    fn from(value: &str) -> Rc<str>;
}
impl From<String> for Rc<str> {
    fn from(value: String) -> Rc<str>;
}

#[concheck::pointer(weak)]
pub struct Weak<T: ?Sized>;
impl<T: ?Sized> !Send for Weak<T> {}
impl<T: ?Sized> !Sync for Weak<T> {}
impl<T> Weak<T> {
    pub const fn new() -> Weak<T>;
    pub fn upgrade(&self) -> Option<Rc<T>>;
    #[concheck::asks]
    pub fn strong_count(&self) -> usize;
    #[concheck::asks]
    pub fn weak_count(&self) -> usize;
    pub fn ptr_eq(&self, other: &Self) -> bool;
    pub fn as_ptr(&self) -> *const T;
    #[concheck::leaks]
    pub fn into_raw(self) -> *const T;
    #[concheck::frees]
    pub unsafe fn from_raw(ptr: *const T) -> Self;
}
impl<T> Clone for Weak<T> {
    fn clone(&self) -> Weak<T>;
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T>;
}
