//! triomphe 0.1.

#[concheck::pointer(shared)]
pub struct Arc<T: ?Sized>;
impl<T> Arc<T> {
    pub fn new(value: T) -> Arc<T>;
    pub fn from_box(value: Box<T>) -> Arc<T>;
    #[concheck::leaks]
    pub fn into_raw(this: Self) -> *const T;
    pub fn as_ptr(&self) -> *const T;
    #[concheck::frees]
    pub unsafe fn from_raw(ptr: *const T) -> Self;
    pub fn borrow_arc(&self) -> ArcBorrow<'_, T>;
    pub fn get_mut(this: &mut Self) -> Option<&mut T>;
    pub fn get_unique(this: &mut Self) -> Option<&mut UniqueArc<T>>;
    pub fn make_mut(this: &mut Self) -> &mut T;
    pub fn make_unique(this: &mut Self) -> &mut UniqueArc<T>;
    pub fn try_unwrap(this: Self) -> Result<T, Self>;
    pub fn unwrap_or_clone(this: Self) -> T;
    pub fn into_inner(this: Self) -> Option<T>;
    pub fn try_unique(this: Self) -> Result<UniqueArc<T>, Self>;
    pub fn into_unique(this: Self) -> Option<UniqueArc<T>>;
    #[concheck::asks]
    pub fn is_unique(&self) -> bool;
    #[concheck::asks]
    pub fn strong_count(this: &Self) -> usize;
    pub fn count(this: &Self) -> usize;
    pub fn ptr_eq(this: &Self, other: &Self) -> bool;
    pub fn with_raw_offset_arc<F: FnOnce(&OffsetArc<T>) -> U, U>(&self, f: F) -> U;
    pub fn into_raw_offset(this: Self) -> OffsetArc<T>;
    pub fn from_raw_offset(this: OffsetArc<T>) -> Self;
}
impl<T> Deref for Arc<T> {
    type Target = T;
}
impl<T> Clone for Arc<T> {
    fn clone(&self) -> Arc<T>;
}
impl<T> Default for Arc<T> {
    fn default() -> Arc<T>;
}
impl<T> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T;
}
impl<T> From<T> for Arc<T> {
    fn from(value: T) -> Arc<T>;
}
impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(value: Vec<T>) -> Arc<[T]>;
}

#[concheck::pointer]
pub struct UniqueArc<T: ?Sized>;
impl<T> UniqueArc<T> {
    pub fn new(value: T) -> UniqueArc<T>;
    pub fn into_inner(this: Self) -> T;
    pub fn shareable(self) -> Arc<T>;
}
impl<T> Deref for UniqueArc<T> {
    type Target = T;
}
#[concheck::pointer(shared)]
pub struct OffsetArc<T>;
impl<T> OffsetArc<T> {
    pub fn clone_arc(&self) -> Arc<T>;
    pub fn borrow_arc(&self) -> ArcBorrow<'_, T>;
    pub fn with_arc<F: FnOnce(&Arc<T>) -> U, U>(&self, f: F) -> U;
    pub fn make_mut(&mut self) -> &mut T;
}
impl<T> Deref for OffsetArc<T> {
    type Target = T;
}
impl<T> Clone for OffsetArc<T> {
    fn clone(&self) -> OffsetArc<T>;
}
#[concheck::pointer(shared)]
pub struct ArcBorrow<'a, T: ?Sized>;
impl<'a, T> ArcBorrow<'a, T> {
    pub fn clone_arc(&self) -> Arc<T>;
    pub fn get(&self) -> &'a T;
    pub fn with_arc<F: FnOnce(&Arc<T>) -> U, U>(&self, f: F) -> U;
}
impl<T> Deref for ArcBorrow<'_, T> {
    type Target = T;
}
