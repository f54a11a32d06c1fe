//! std::mem.

pub fn drop<T>(value: T);
#[concheck::leaks]
pub const fn forget<T>(value: T);
#[concheck::mutates]
pub fn swap<T>(x: &mut T, y: &mut T);
#[concheck::mutates]
pub fn take<T: Default>(dest: &mut T) -> T;
#[concheck::mutates]
pub fn replace<T>(dest: &mut T, source: T) -> T;
pub unsafe fn transmute<A, B>(value: A) -> B;
pub unsafe fn transmute_copy<A, B>(value: &A) -> B;
pub unsafe fn zeroed<T>() -> T;
pub const fn needs_drop<T: ?Sized>() -> bool;

#[concheck::pointer]
pub struct ManuallyDrop<T: ?Sized>;
impl<T> ManuallyDrop<T> {
    pub const fn new(value: T) -> ManuallyDrop<T>;
    pub const fn into_inner(slot: ManuallyDrop<T>) -> T;
    pub unsafe fn take(slot: &mut ManuallyDrop<T>) -> T;
    #[concheck::frees]
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>);
}
impl<T> Deref for ManuallyDrop<T> {
    type Target = T;
}

pub struct MaybeUninit<T>;
impl<T> MaybeUninit<T> {
    pub const fn new(value: T) -> MaybeUninit<T>;
    pub const fn uninit() -> MaybeUninit<T>;
    pub const fn zeroed() -> MaybeUninit<T>;
    #[concheck::mutates]
    pub const fn write(&mut self, value: T) -> &mut T;
    pub const fn as_ptr(&self) -> *const T;
    #[concheck::mutates]
    pub const fn as_mut_ptr(&mut self) -> *mut T;
    pub const unsafe fn assume_init(self) -> T;
    pub const unsafe fn assume_init_read(&self) -> T;
    #[concheck::frees]
    pub unsafe fn assume_init_drop(&mut self);
    pub const unsafe fn assume_init_ref(&self) -> &T;
    pub const unsafe fn assume_init_mut(&mut self) -> &mut T;
}
