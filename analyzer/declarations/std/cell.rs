//! std::cell.

#[concheck::interior(unchecked)]
pub struct UnsafeCell<T: ?Sized>;
impl<T: ?Sized> !Sync for UnsafeCell<T> {}
impl<T> UnsafeCell<T> {
    pub const fn new(value: T) -> UnsafeCell<T>;
    pub const fn into_inner(self) -> T;
    pub const fn get(&self) -> *mut T;
    pub const fn get_mut(&mut self) -> &mut T;
    pub const fn raw_get(this: *const Self) -> *mut T;
    pub const fn from_mut(value: &mut T) -> &mut UnsafeCell<T>;
    pub unsafe fn replace(&self, value: T) -> T;
    pub unsafe fn as_ref_unchecked(&self) -> &T;
    pub unsafe fn as_mut_unchecked(&self) -> &mut T;
}
#[concheck::interior(unchecked)]
pub struct SyncUnsafeCell<T: ?Sized>;
impl<T> SyncUnsafeCell<T> {
    pub const fn new(value: T) -> SyncUnsafeCell<T>;
    pub const fn into_inner(self) -> T;
    pub const fn get(&self) -> *mut T;
    pub const fn get_mut(&mut self) -> &mut T;
}

#[concheck::interior]
pub struct Cell<T: ?Sized>;
impl<T: ?Sized> !Sync for Cell<T> {}
impl<T> Cell<T> {
    pub const fn new(value: T) -> Cell<T>;
    pub fn set(&self, value: T);
    pub fn swap(&self, other: &Cell<T>);
    pub fn replace(&self, value: T) -> T;
    pub fn into_inner(self) -> T;
    pub fn get(&self) -> T;
    pub fn update(&self, f: impl FnOnce(T) -> T);
    pub fn take(&self) -> T;
    pub fn as_ptr(&self) -> *mut T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn from_mut(value: &mut T) -> &Cell<T>;
}
impl<T> Clone for Cell<T> {
    fn clone(&self) -> Cell<T>;
}
impl<T> Default for Cell<T> {
    fn default() -> Cell<T>;
}
impl<T> From<T> for Cell<T> {
    fn from(value: T) -> Cell<T>;
}

#[concheck::lock]
#[concheck::interior]
pub struct RefCell<T: ?Sized>;
impl<T: ?Sized> !Sync for RefCell<T> {}
impl<T> RefCell<T> {
    pub const fn new(content: T) -> RefCell<T>;
    pub fn into_inner(self) -> T;
    #[concheck::acquires(self)]
    pub fn borrow(&self) -> Ref<'_, T>;
    #[concheck::acquires(self)]
    pub fn borrow_mut(&self) -> RefMut<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError>;
    #[concheck::acquires(self, bounded)]
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError>;
    pub unsafe fn try_borrow_unguarded(&self) -> Result<&T, BorrowError>;
    #[concheck::acquires(borrow_mut self)]
    pub fn replace(&self, value: T) -> T;
    #[concheck::acquires(borrow_mut self)]
    pub fn replace_with<F: FnOnce(&mut T) -> T>(&self, f: F) -> T;
    #[concheck::acquires(borrow_mut self)]
    pub fn swap(&self, other: &RefCell<T>);
    #[concheck::acquires(borrow_mut self)]
    pub fn take(&self) -> T;
    pub fn as_ptr(&self) -> *mut T;
    pub fn get_mut(&mut self) -> &mut T;
}
// A copy has a borrow state of its own.
impl<T> Clone for RefCell<T> {
    fn clone(&self) -> RefCell<T>;
}
impl<T> Default for RefCell<T> {
    fn default() -> RefCell<T>;
}
impl<T> From<T> for RefCell<T> {
    fn from(content: T) -> RefCell<T>;
}
pub struct BorrowError;
pub struct BorrowMutError;

#[concheck::guard(borrow)]
pub struct Ref<'a, T: ?Sized>;
impl<T> Deref for Ref<'_, T> {
    type Target = T;
}
impl<'a, T> Ref<'a, T> {
    pub fn clone(guard: &Ref<'a, T>) -> Ref<'a, T>;
    pub fn map<U, F: FnOnce(&T) -> &U>(guard: Ref<'a, T>, f: F) -> Ref<'a, U>;
    pub fn filter_map<U, F: FnOnce(&T) -> Option<&U>>(guard: Ref<'a, T>, f: F) -> Result<Ref<'a, U>, Self>;
    pub fn map_split<U, V, F: FnOnce(&T) -> (&U, &V)>(guard: Ref<'a, T>, f: F) -> (Ref<'a, U>, Ref<'a, V>);
    #[concheck::leaks]
    pub fn leak(guard: Ref<'a, T>) -> &'a T;
}
#[concheck::guard(borrow_mut)]
pub struct RefMut<'a, T: ?Sized>;
impl<T> Deref for RefMut<'_, T> {
    type Target = T;
}
impl<'a, T> RefMut<'a, T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(guard: RefMut<'a, T>, f: F) -> RefMut<'a, U>;
    pub fn filter_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: RefMut<'a, T>,
        f: F,
    ) -> Result<RefMut<'a, U>, Self>;
    pub fn map_split<U, V, F: FnOnce(&mut T) -> (&mut U, &mut V)>(
        guard: RefMut<'a, T>,
        f: F,
    ) -> (RefMut<'a, U>, RefMut<'a, V>);
    #[concheck::leaks]
    pub fn leak(guard: RefMut<'a, T>) -> &'a mut T;
}

#[concheck::cell(panics)]
pub struct OnceCell<T>;
impl<T> !Sync for OnceCell<T> {}
impl<T> OnceCell<T> {
    pub const fn new() -> OnceCell<T>;
    pub fn get(&self) -> Option<&T>;
    pub fn get_mut(&mut self) -> Option<&mut T>;
    pub fn set(&self, value: T) -> Result<(), T>;
    pub fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_mut_or_init<F: FnOnce() -> T>(&mut self, f: F) -> &mut T;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_or_try_init<F: FnOnce() -> Result<T, E>, E>(&self, f: F) -> Result<&T, E>;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn get_mut_or_try_init<F: FnOnce() -> Result<T, E>, E>(&mut self, f: F) -> Result<&mut T, E>;
    pub fn into_inner(self) -> Option<T>;
    pub fn take(&mut self) -> Option<T>;
}
impl<T> Default for OnceCell<T> {
    fn default() -> OnceCell<T>;
}
impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> OnceCell<T>;
}
impl<T> Clone for OnceCell<T> {
    fn clone(&self) -> OnceCell<T>;
}

#[concheck::pointer]
#[concheck::cell(panics)]
pub struct LazyCell<T, F>;
impl<T, F> !Sync for LazyCell<T, F> {}
impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    #[concheck::runs(later)]
    pub const fn new(f: F) -> LazyCell<T, F>;
    #[concheck::initialises]
    pub fn force(this: &LazyCell<T, F>) -> &T;
    #[concheck::initialises]
    pub fn force_mut(this: &mut LazyCell<T, F>) -> &mut T;
    pub fn get(this: &LazyCell<T, F>) -> Option<&T>;
    pub fn get_mut(this: &mut LazyCell<T, F>) -> Option<&mut T>;
    pub fn into_inner(this: LazyCell<T, F>) -> Result<T, F>;
}
impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> {
    type Target = T;
}
