//! std::boxed.

use std::mem::MaybeUninit;
use std::pin::Pin;
use std::ptr::NonNull;

#[concheck::pointer]
pub struct Box<T: ?Sized>;
impl<T> Box<T> {
    pub fn new(value: T) -> Box<T>;
    pub fn new_uninit() -> Box<MaybeUninit<T>>;
    pub fn pin(value: T) -> Pin<Box<T>>;
    pub fn try_new(value: T) -> Result<Box<T>, std::alloc::AllocError>;
    pub fn into_inner(boxed: Box<T>) -> T;
    pub fn into_boxed_slice(boxed: Box<T>) -> Box<[T]>;
    #[concheck::frees]
    pub unsafe fn from_raw(raw: *mut T) -> Box<T>;
    #[concheck::frees]
    pub unsafe fn from_non_null(ptr: NonNull<T>) -> Box<T>;
    #[concheck::leaks]
    pub fn into_raw(boxed: Box<T>) -> *mut T;
    #[concheck::leaks]
    pub fn into_non_null(boxed: Box<T>) -> NonNull<T>;
    pub fn as_ptr(boxed: &Box<T>) -> *const T;
    pub fn as_mut_ptr(boxed: &mut Box<T>) -> *mut T;
    #[concheck::leaks]
    pub fn leak<'a>(boxed: Box<T>) -> &'a mut T;
    pub fn into_pin(boxed: Box<T>) -> Pin<Box<T>>;
    pub fn downcast<U>(self) -> Result<Box<U>, Box<T>>;
}
impl<T> Box<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Box<T>;
    pub fn write(boxed: Self, value: T) -> Box<T>;
}
impl<T> Deref for Box<T> {
    type Target = T;
}
impl<T> Clone for Box<T> {
    fn clone(&self) -> Box<T>;
}
impl<T> Default for Box<T> {
    fn default() -> Box<T>;
}
impl<T> AsRef<T> for Box<T> {
    fn as_ref(&self) -> &T;
}
impl<T> AsMut<T> for Box<T> {
    #[concheck::mutates]
    fn as_mut(&mut self) -> &mut T;
}
impl<T> From<T> for Box<T> {
    fn from(value: T) -> Box<T>;
}
impl<T> From<Vec<T>> for Box<[T]> {
    fn from(value: Vec<T>) -> Box<[T]>;
}
impl<T> FromIterator<T> for Box<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Box<[T]>;
}
impl<F: Future> Future for Box<F> {
    type Output = F::Output;
}

pub type ThinBox<T> = Box<T>;
