//! std::ptr, and the methods of raw pointers.

pub const fn null<T>() -> *const T;
pub const fn null_mut<T>() -> *mut T;
pub unsafe fn read<T>(source: *const T) -> T;
pub unsafe fn read_volatile<T>(source: *const T) -> T;
#[concheck::mutates]
pub unsafe fn write<T>(dest: *mut T, value: T);
#[concheck::mutates]
pub unsafe fn write_volatile<T>(dest: *mut T, value: T);
#[concheck::mutates]
pub unsafe fn swap<T>(a: *mut T, b: *mut T);
#[concheck::mutates]
pub unsafe fn replace<T>(dest: *mut T, value: T) -> T;
#[concheck::mutates]
pub unsafe fn copy<T>(source: *const T, dest: *mut T, count: usize);
#[concheck::mutates]
pub unsafe fn copy_nonoverlapping<T>(source: *const T, dest: *mut T, count: usize);
#[concheck::frees]
pub unsafe fn drop_in_place<T: ?Sized>(value: *mut T);
pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool;
pub const fn from_ref<T: ?Sized>(value: &T) -> *const T;
pub const fn from_mut<T: ?Sized>(value: &mut T) -> *mut T;

impl<T: ?Sized> *const T {
    #[concheck::asks]
    pub fn is_null(self) -> bool;
    pub unsafe fn as_ref<'a>(self) -> Option<&'a T>;
    pub fn cast<U>(self) -> *const U;
    pub fn cast_mut(self) -> *mut T;
    pub unsafe fn read(self) -> T;
}
impl<T: ?Sized> *mut T {
    #[concheck::asks]
    pub fn is_null(self) -> bool;
    pub unsafe fn as_ref<'a>(self) -> Option<&'a T>;
    #[concheck::mutates]
    pub unsafe fn as_mut<'a>(self) -> Option<&'a mut T>;
    pub fn cast<U>(self) -> *mut U;
    pub fn cast_const(self) -> *const T;
    pub unsafe fn read(self) -> T;
    #[concheck::mutates]
    pub unsafe fn write(self, value: T);
    #[concheck::mutates]
    pub unsafe fn replace(self, value: T) -> T;
    #[concheck::frees]
    pub unsafe fn drop_in_place(self);
}

#[concheck::pointer(raw)]
pub struct NonNull<T: ?Sized>;
impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}
impl<T: ?Sized> NonNull<T> {
    pub const fn dangling() -> NonNull<T>;
    pub const unsafe fn new_unchecked(ptr: *mut T) -> NonNull<T>;
    pub const fn new(ptr: *mut T) -> Option<NonNull<T>>;
    pub const fn from_ref(value: &T) -> NonNull<T>;
    pub const fn from_mut(value: &mut T) -> NonNull<T>;
    pub const fn as_ptr(self) -> *mut T;
    pub const unsafe fn as_ref<'a>(&self) -> &'a T;
    #[concheck::mutates]
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T;
    pub const fn cast<U>(self) -> NonNull<U>;
    pub unsafe fn read(self) -> T;
    #[concheck::mutates]
    pub unsafe fn write(self, value: T);
    #[concheck::frees]
    pub unsafe fn drop_in_place(self);
}
impl<T: ?Sized> Clone for NonNull<T> {
    fn clone(&self) -> NonNull<T>;
}
impl<T: ?Sized> From<&T> for NonNull<T> {
    fn from(value: &T) -> NonNull<T>;
}
impl<T: ?Sized> From<&mut T> for NonNull<T> {
    fn from(value: &mut T) -> NonNull<T>;
}
