//! async-lock 2 and 3.

use std::future::Future;
use std::sync::Arc;

#[concheck::lock(awaited)]
pub struct Mutex<T: ?Sized>;
impl<T: ?Sized> Mutex<T> {
    pub const fn new(data: T) -> Mutex<T>;
    #[concheck::acquires(self)]
    pub async fn lock(&self) -> MutexGuard<'_, T>;
    #[concheck::acquires(self)]
    pub async fn lock_arc(self: &Arc<Self>) -> MutexGuardArc<T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn lock_blocking(&self) -> MutexGuard<'_, T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn lock_arc_blocking(self: &Arc<Self>) -> MutexGuardArc<T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc(self: &Arc<Self>) -> Option<MutexGuardArc<T>>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> T;
}
impl<T> From<T> for Mutex<T> {
    fn from(data: T) -> Self;
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Self;
}

#[concheck::guard(exclusive, awaited)]
pub struct MutexGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub fn source(guard: &MutexGuard<'a, T>) -> &'a Mutex<T>;
}

#[concheck::guard(exclusive, awaited)]
pub struct MutexGuardArc<T: ?Sized>;
impl<T: ?Sized> Deref for MutexGuardArc<T> {
    type Target = T;
}
impl<T: ?Sized> MutexGuardArc<T> {
    pub fn source(guard: &Self) -> &Arc<Mutex<T>>;
}

#[concheck::lock(awaited)]
pub struct RwLock<T: ?Sized>;
impl<T: ?Sized> RwLock<T> {
    pub const fn new(t: T) -> RwLock<T>;
    #[concheck::acquires(self)]
    pub async fn read(&self) -> RwLockReadGuard<'_, T>;
    #[concheck::acquires(self)]
    pub async fn read_arc(self: &Arc<Self>) -> RwLockReadGuardArc<T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn read_blocking(&self) -> RwLockReadGuard<'_, T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn read_arc_blocking(self: &Arc<Self>) -> RwLockReadGuardArc<T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_arc(self: &Arc<Self>) -> Option<RwLockReadGuardArc<T>>;
    #[concheck::acquires(self)]
    pub async fn upgradable_read(&self) -> RwLockUpgradableReadGuard<'_, T>;
    #[concheck::acquires(self)]
    pub async fn upgradable_read_arc(self: &Arc<Self>) -> RwLockUpgradableReadGuardArc<T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn upgradable_read_blocking(&self) -> RwLockUpgradableReadGuard<'_, T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn upgradable_read_arc_blocking(self: &Arc<Self>) -> RwLockUpgradableReadGuardArc<T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_arc(self: &Arc<Self>) -> Option<RwLockUpgradableReadGuardArc<T>>;
    #[concheck::acquires(self)]
    pub async fn write(&self) -> RwLockWriteGuard<'_, T>;
    #[concheck::acquires(self)]
    pub async fn write_arc(self: &Arc<Self>) -> RwLockWriteGuardArc<T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn write_blocking(&self) -> RwLockWriteGuard<'_, T>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn write_arc_blocking(self: &Arc<Self>) -> RwLockWriteGuardArc<T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_arc(self: &Arc<Self>) -> Option<RwLockWriteGuardArc<T>>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> T;
}
impl<T> From<T> for RwLock<T> {
    fn from(t: T) -> Self;
}
impl<T: Default> Default for RwLock<T> {
    fn default() -> Self;
}

#[concheck::guard(shared, awaited)]
pub struct RwLockReadGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
}
#[concheck::guard(shared, awaited)]
pub struct RwLockReadGuardArc<T>;
impl<T> Deref for RwLockReadGuardArc<T> {
    type Target = T;
}

#[concheck::guard(upgradable, awaited)]
pub struct RwLockUpgradableReadGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for RwLockUpgradableReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> RwLockUpgradableReadGuard<'a, T> {
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T>;
    pub fn try_upgrade(guard: Self) -> Result<RwLockWriteGuard<'a, T>, Self>;
    pub async fn upgrade(guard: Self) -> RwLockWriteGuard<'a, T>;
    #[concheck::blocking(runtime, hangs)]
    pub fn upgrade_blocking(guard: Self) -> RwLockWriteGuard<'a, T>;
}
#[concheck::guard(upgradable, awaited)]
pub struct RwLockUpgradableReadGuardArc<T: ?Sized>;
impl<T: ?Sized> Deref for RwLockUpgradableReadGuardArc<T> {
    type Target = T;
}
impl<T: ?Sized> RwLockUpgradableReadGuardArc<T> {
    pub fn downgrade(guard: Self) -> RwLockReadGuardArc<T>;
    pub fn try_upgrade(guard: Self) -> Result<RwLockWriteGuardArc<T>, Self>;
    pub async fn upgrade(guard: Self) -> RwLockWriteGuardArc<T>;
    #[concheck::blocking(runtime, hangs)]
    pub fn upgrade_blocking(guard: Self) -> RwLockWriteGuardArc<T>;
}

#[concheck::guard(exclusive, awaited)]
pub struct RwLockWriteGuard<'a, T: ?Sized>;
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
}
impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T>;
    pub fn downgrade_to_upgradable(guard: Self) -> RwLockUpgradableReadGuard<'a, T>;
}
#[concheck::guard(exclusive, awaited)]
pub struct RwLockWriteGuardArc<T: ?Sized>;
impl<T: ?Sized> Deref for RwLockWriteGuardArc<T> {
    type Target = T;
}
impl<T: ?Sized> RwLockWriteGuardArc<T> {
    pub fn downgrade(guard: Self) -> RwLockReadGuardArc<T>;
    pub fn downgrade_to_upgradable(guard: Self) -> RwLockUpgradableReadGuardArc<T>;
}

#[concheck::lock(awaited)]
pub struct Semaphore;
impl Semaphore {
    pub const fn new(n: usize) -> Semaphore;
    #[concheck::acquires(self)]
    pub async fn acquire(&self) -> SemaphoreGuard<'_>;
    #[concheck::acquires(self)]
    pub async fn acquire_arc(self: &Arc<Self>) -> SemaphoreGuardArc;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn acquire_blocking(&self) -> SemaphoreGuard<'_>;
    #[concheck::acquires(self)]
    #[concheck::blocking(runtime, hangs)]
    pub fn acquire_arc_blocking(self: &Arc<Self>) -> SemaphoreGuardArc;
    #[concheck::acquires(self, bounded)]
    pub fn try_acquire(&self) -> Option<SemaphoreGuard<'_>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_acquire_arc(self: &Arc<Self>) -> Option<SemaphoreGuardArc>;
    pub fn add_permits(&self, n: usize);
    pub fn available_permits(&self) -> usize;
}
#[concheck::guard(permit, awaited)]
pub struct SemaphoreGuard<'a>;
impl SemaphoreGuard<'_> {
    #[concheck::leaks]
    pub fn forget(self);
}
#[concheck::guard(permit, awaited)]
pub struct SemaphoreGuardArc;
impl SemaphoreGuardArc {
    #[concheck::leaks]
    pub fn forget(self);
}

#[concheck::cell(hangs)]
pub struct OnceCell<T>;
impl<T> OnceCell<T> {
    pub const fn new() -> Self;
    pub fn is_initialized(&self) -> bool;
    #[concheck::asks]
    pub fn get(&self) -> Option<&T>;
    pub fn get_mut(&mut self) -> Option<&mut T>;
    pub fn take(&mut self) -> Option<T>;
    pub fn into_inner(self) -> Option<T>;
    #[concheck::waits(signal)]
    pub async fn wait(&self) -> &T;
    #[concheck::waits(signal)]
    #[concheck::blocking(runtime, hangs)]
    pub fn wait_blocking(&self) -> &T;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    pub async fn get_or_init<Fut: Future<Output = T>>(&self, closure: impl FnOnce() -> Fut) -> &T;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    pub async fn get_or_try_init<E, Fut: Future<Output = Result<T, E>>>(
        &self,
        closure: impl FnOnce() -> Fut,
    ) -> Result<&T, E>;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    #[concheck::blocking(runtime, hangs)]
    pub fn get_or_init_blocking(&self, closure: impl FnOnce() -> T) -> &T;
    #[concheck::initialises]
    #[concheck::runs(absent)]
    #[concheck::blocking(runtime, hangs)]
    pub fn get_or_try_init_blocking<E>(&self, closure: impl FnOnce() -> Result<T, E>) -> Result<&T, E>;
    #[concheck::gives(signal)]
    pub async fn set(&self, value: T) -> Result<&T, T>;
    #[concheck::gives(signal)]
    #[concheck::blocking(runtime, hangs)]
    pub fn set_blocking(&self, value: T) -> Result<&T, T>;
}
impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> Self;
}
impl<T> Default for OnceCell<T> {
    fn default() -> Self;
}

pub struct Barrier;
impl Barrier {
    pub const fn new(n: usize) -> Barrier;
    #[concheck::waits(barrier)]
    #[concheck::gives(barrier)]
    pub async fn wait(&self) -> BarrierWaitResult;
    #[concheck::waits(barrier)]
    #[concheck::gives(barrier)]
    #[concheck::blocking(runtime, hangs)]
    pub fn wait_blocking(&self) -> BarrierWaitResult;
}
pub struct BarrierWaitResult;
