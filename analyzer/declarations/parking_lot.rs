//! parking_lot 0.11 to 0.13, through lock_api.

use std::sync::Arc;
use std::time::{Duration, Instant};

pub use lock_api;
pub use lock_api::{
    ArcMutexGuard, ArcReentrantMutexGuard, ArcRwLockReadGuard, ArcRwLockUpgradableReadGuard,
    ArcRwLockWriteGuard,
};

#[concheck::lock(raw)]
pub struct RawMutex;
impl RawMutex {
    #[concheck::acquires(exclusive self)]
    pub fn lock(&self);
    #[concheck::acquires(exclusive self, bounded)]
    pub fn try_lock(&self) -> bool;
    #[concheck::releases]
    pub unsafe fn unlock(&self);
    #[concheck::releases]
    pub unsafe fn unlock_fair(&self);
    pub fn is_locked(&self) -> bool;
}
#[concheck::lock(raw)]
pub struct RawFairMutex;
impl RawFairMutex {
    #[concheck::acquires(exclusive self)]
    pub fn lock(&self);
    #[concheck::acquires(exclusive self, bounded)]
    pub fn try_lock(&self) -> bool;
    #[concheck::releases]
    pub unsafe fn unlock(&self);
    #[concheck::releases]
    pub unsafe fn unlock_fair(&self);
    pub fn is_locked(&self) -> bool;
}
#[concheck::lock(raw)]
pub struct RawRwLock;
impl RawRwLock {
    #[concheck::acquires(shared self)]
    pub fn lock_shared(&self);
    #[concheck::acquires(recursive self)]
    pub fn lock_shared_recursive(&self);
    #[concheck::acquires(shared self, bounded)]
    pub fn try_lock_shared(&self) -> bool;
    #[concheck::releases]
    pub unsafe fn unlock_shared(&self);
    #[concheck::acquires(exclusive self)]
    pub fn lock_exclusive(&self);
    #[concheck::acquires(exclusive self, bounded)]
    pub fn try_lock_exclusive(&self) -> bool;
    #[concheck::releases]
    pub unsafe fn unlock_exclusive(&self);
    #[concheck::acquires(upgradable self)]
    pub fn lock_upgradable(&self);
    #[concheck::releases]
    pub unsafe fn unlock_upgradable(&self);
    pub fn is_locked(&self) -> bool;
}
pub struct RawThreadId;
pub const fn const_mutex<T>(content: T) -> Mutex<T>;
pub const fn const_fair_mutex<T>(content: T) -> FairMutex<T>;
pub const fn const_rwlock<T>(content: T) -> RwLock<T>;
pub const fn const_reentrant_mutex<T>(content: T) -> ReentrantMutex<T>;

#[concheck::lock]
pub struct Mutex<T: ?Sized>;
impl<T> Mutex<T> {
    pub const fn new(content: T) -> Mutex<T>;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn data_ptr(&self) -> *mut T;
    pub unsafe fn raw(&self) -> &RawMutex;
    pub fn is_locked(&self) -> bool;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> MutexGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<MutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_until(&self, timeout: Instant) -> Option<MutexGuard<'_, T>>;
    pub unsafe fn make_guard_unchecked(&self) -> MutexGuard<'_, T>;
    #[concheck::releases]
    pub unsafe fn force_unlock(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_fair(&self);
    #[concheck::acquires(self)]
    pub fn lock_arc(self: &Arc<Self>) -> ArcMutexGuard<RawMutex, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc(self: &Arc<Self>) -> Option<ArcMutexGuard<RawMutex, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_for(self: &Arc<Self>, timeout: Duration) -> Option<ArcMutexGuard<RawMutex, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_until(self: &Arc<Self>, timeout: Instant) -> Option<ArcMutexGuard<RawMutex, T>>;
}
impl<T> Default for Mutex<T> {
    fn default() -> Mutex<T>;
}
impl<T> From<T> for Mutex<T> {
    fn from(content: T) -> Mutex<T>;
}
#[concheck::guard(exclusive)]
pub struct MutexGuard<'a, T: ?Sized>;
impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MutexGuard<'a, T> {
    pub fn mutex(guard: &Self) -> &'a Mutex<T>;
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct MappedMutexGuard<'a, T: ?Sized>;
impl<T> Deref for MappedMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedMutexGuard<'a, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::lock]
pub struct FairMutex<T: ?Sized>;
impl<T> FairMutex<T> {
    pub const fn new(content: T) -> FairMutex<T>;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn data_ptr(&self) -> *mut T;
    pub unsafe fn raw(&self) -> &RawMutex;
    pub fn is_locked(&self) -> bool;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> FairMutexGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<FairMutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<FairMutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_until(&self, timeout: Instant) -> Option<FairMutexGuard<'_, T>>;
    pub unsafe fn make_guard_unchecked(&self) -> FairMutexGuard<'_, T>;
    #[concheck::releases]
    pub unsafe fn force_unlock(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_fair(&self);
    #[concheck::acquires(self)]
    pub fn lock_arc(self: &Arc<Self>) -> ArcMutexGuard<RawMutex, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc(self: &Arc<Self>) -> Option<ArcMutexGuard<RawMutex, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_for(self: &Arc<Self>, timeout: Duration) -> Option<ArcMutexGuard<RawMutex, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_until(self: &Arc<Self>, timeout: Instant) -> Option<ArcMutexGuard<RawMutex, T>>;
}
impl<T> Default for FairMutex<T> {
    fn default() -> FairMutex<T>;
}
impl<T> From<T> for FairMutex<T> {
    fn from(content: T) -> FairMutex<T>;
}
#[concheck::guard(exclusive)]
pub struct FairMutexGuard<'a, T: ?Sized>;
impl<T> Deref for FairMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> FairMutexGuard<'a, T> {
    pub fn mutex(guard: &Self) -> &'a FairMutex<T>;
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedFairMutexGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedFairMutexGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedFairMutexGuard<'a, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct MappedFairMutexGuard<'a, T: ?Sized>;
impl<T> Deref for MappedFairMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedFairMutexGuard<'a, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedFairMutexGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedFairMutexGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedFairMutexGuard<'a, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::lock]
pub struct RwLock<T: ?Sized>;
impl<T> RwLock<T> {
    pub const fn new(content: T) -> RwLock<T>;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn data_ptr(&self) -> *mut T;
    pub unsafe fn raw(&self) -> &RawRwLock;
    pub fn is_locked(&self) -> bool;
    pub fn is_locked_exclusive(&self) -> bool;
    #[concheck::acquires(self)]
    pub fn read(&self) -> RwLockReadGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_until(&self, timeout: Instant) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self)]
    pub fn write(&self) -> RwLockWriteGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_until(&self, timeout: Instant) -> Option<RwLockWriteGuard<'_, T>>;
    // Goes past waiting writers, unlike `read`.
    #[concheck::acquires(recursive self)]
    pub fn read_recursive(&self) -> RwLockReadGuard<'_, T>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive(&self) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive_until(&self, timeout: Instant) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self)]
    pub fn upgradable_read(&self) -> RwLockUpgradableReadGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_for(&self, timeout: Duration) -> Option<RwLockUpgradableReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_until(&self, timeout: Instant) -> Option<RwLockUpgradableReadGuard<'_, T>>;
    pub unsafe fn make_read_guard_unchecked(&self) -> RwLockReadGuard<'_, T>;
    pub unsafe fn make_write_guard_unchecked(&self) -> RwLockWriteGuard<'_, T>;
    pub unsafe fn make_upgradable_guard_unchecked(&self) -> RwLockUpgradableReadGuard<'_, T>;
    #[concheck::releases]
    pub unsafe fn force_unlock_read(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_write(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_read_fair(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_write_fair(&self);
    #[concheck::acquires(self)]
    pub fn read_arc(self: &Arc<Self>) -> ArcRwLockReadGuard<RawRwLock, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_arc(self: &Arc<Self>) -> Option<ArcRwLockReadGuard<RawRwLock, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_arc_for(self: &Arc<Self>, timeout: Duration) -> Option<ArcRwLockReadGuard<RawRwLock, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_arc_until(self: &Arc<Self>, timeout: Instant)
    -> Option<ArcRwLockReadGuard<RawRwLock, T>>;
    #[concheck::acquires(self)]
    pub fn write_arc(self: &Arc<Self>) -> ArcRwLockWriteGuard<RawRwLock, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_arc(self: &Arc<Self>) -> Option<ArcRwLockWriteGuard<RawRwLock, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_arc_for(
        self: &Arc<Self>,
        timeout: Duration,
    ) -> Option<ArcRwLockWriteGuard<RawRwLock, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_arc_until(
        self: &Arc<Self>,
        timeout: Instant,
    ) -> Option<ArcRwLockWriteGuard<RawRwLock, T>>;
    #[concheck::acquires(recursive self)]
    pub fn read_arc_recursive(self: &Arc<Self>) -> ArcRwLockReadGuard<RawRwLock, T>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive_arc(self: &Arc<Self>) -> Option<ArcRwLockReadGuard<RawRwLock, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_arc_recursive_for(
        self: &Arc<Self>,
        timeout: Duration,
    ) -> Option<ArcRwLockReadGuard<RawRwLock, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_arc_recursive_until(
        self: &Arc<Self>,
        timeout: Instant,
    ) -> Option<ArcRwLockReadGuard<RawRwLock, T>>;
    #[concheck::acquires(self)]
    pub fn upgradable_read_arc(self: &Arc<Self>) -> ArcRwLockUpgradableReadGuard<RawRwLock, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_arc(self: &Arc<Self>) -> Option<ArcRwLockUpgradableReadGuard<RawRwLock, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_arc_for(
        self: &Arc<Self>,
        timeout: Duration,
    ) -> Option<ArcRwLockUpgradableReadGuard<RawRwLock, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_arc_until(
        self: &Arc<Self>,
        timeout: Instant,
    ) -> Option<ArcRwLockUpgradableReadGuard<RawRwLock, T>>;
}
impl<T> Default for RwLock<T> {
    fn default() -> RwLock<T>;
}
impl<T> From<T> for RwLock<T> {
    fn from(content: T) -> RwLock<T>;
}
#[concheck::guard(shared)]
pub struct RwLockReadGuard<'a, T: ?Sized>;
impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T> RwLockReadGuard<'a, T> {
    pub fn rwlock(guard: &Self) -> &'a RwLock<T>;
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedRwLockReadGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct RwLockWriteGuard<'a, T: ?Sized>;
impl<T> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
}
impl<'a, T> RwLockWriteGuard<'a, T> {
    pub fn rwlock(guard: &Self) -> &'a RwLock<T>;
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedRwLockWriteGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T>;
    pub fn downgrade_to_upgradable(guard: Self) -> RwLockUpgradableReadGuard<'a, T>;
}
#[concheck::guard(upgradable)]
pub struct RwLockUpgradableReadGuard<'a, T: ?Sized>;
impl<T> Deref for RwLockUpgradableReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T> RwLockUpgradableReadGuard<'a, T> {
    pub fn rwlock(guard: &Self) -> &'a RwLock<T>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
    pub fn upgrade(guard: Self) -> RwLockWriteGuard<'a, T>;
    pub fn try_upgrade(guard: Self) -> Result<RwLockWriteGuard<'a, T>, Self>;
    pub fn try_upgrade_for(guard: Self, timeout: Duration) -> Result<RwLockWriteGuard<'a, T>, Self>;
    pub fn try_upgrade_until(guard: Self, timeout: Instant) -> Result<RwLockWriteGuard<'a, T>, Self>;
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T>;
    pub fn with_upgraded<U, F: FnOnce(&mut T) -> U>(&mut self, f: F) -> U;
    pub fn try_with_upgraded<U, F: FnOnce(&mut T) -> U>(&mut self, f: F) -> Option<U>;
    pub fn try_with_upgraded_for<U, F: FnOnce(&mut T) -> U>(&mut self, timeout: Duration, f: F) -> Option<U>;
    pub fn try_with_upgraded_until<U, F: FnOnce(&mut T) -> U>(&mut self, timeout: Instant, f: F)
    -> Option<U>;
}
#[concheck::guard(shared)]
pub struct MappedRwLockReadGuard<'a, T: ?Sized>;
impl<T> Deref for MappedRwLockReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedRwLockReadGuard<'a, T> {
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedRwLockReadGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct MappedRwLockWriteGuard<'a, T: ?Sized>;
impl<T> Deref for MappedRwLockWriteGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedRwLockWriteGuard<'a, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedRwLockWriteGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::lock]
pub struct ReentrantMutex<T: ?Sized>;
impl<T> ReentrantMutex<T> {
    pub const fn new(content: T) -> ReentrantMutex<T>;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn data_ptr(&self) -> *mut T;
    pub unsafe fn raw(&self) -> &RawMutex;
    pub fn is_locked(&self) -> bool;
    pub fn is_owned_by_current_thread(&self) -> bool;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> ReentrantMutexGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<ReentrantMutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<ReentrantMutexGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_until(&self, timeout: Instant) -> Option<ReentrantMutexGuard<'_, T>>;
    pub unsafe fn make_guard_unchecked(&self) -> ReentrantMutexGuard<'_, T>;
    #[concheck::releases]
    pub unsafe fn force_unlock(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_fair(&self);
    #[concheck::acquires(self)]
    pub fn lock_arc(self: &Arc<Self>) -> ArcReentrantMutexGuard<RawMutex, RawThreadId, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc(self: &Arc<Self>) -> Option<ArcReentrantMutexGuard<RawMutex, RawThreadId, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_for(
        self: &Arc<Self>,
        timeout: Duration,
    ) -> Option<ArcReentrantMutexGuard<RawMutex, RawThreadId, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_until(
        self: &Arc<Self>,
        timeout: Instant,
    ) -> Option<ArcReentrantMutexGuard<RawMutex, RawThreadId, T>>;
}
impl<T> Default for ReentrantMutex<T> {
    fn default() -> ReentrantMutex<T>;
}
impl<T> From<T> for ReentrantMutex<T> {
    fn from(content: T) -> ReentrantMutex<T>;
}
#[concheck::guard(reentrant)]
pub struct ReentrantMutexGuard<'a, T: ?Sized>;
impl<T> Deref for ReentrantMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> ReentrantMutexGuard<'a, T> {
    pub fn remutex(guard: &Self) -> &'a ReentrantMutex<T>;
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedReentrantMutexGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(reentrant)]
pub struct MappedReentrantMutexGuard<'a, T: ?Sized>;
impl<T> Deref for MappedReentrantMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MappedReentrantMutexGuard<'a, T> {
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedReentrantMutexGuard<'a, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}

pub struct Condvar;
impl Condvar {
    pub const fn new() -> Condvar;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    #[concheck::waits(signal, exactly)]
    pub fn wait<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>);
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    #[concheck::waits(signal)]
    pub fn wait_while<T, F: FnMut(&mut T) -> bool>(&self, guard: &mut MutexGuard<'_, T>, condition: F);
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    pub fn wait_until<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>, timeout: Instant)
    -> WaitTimeoutResult;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    pub fn wait_for<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>, timeout: Duration) -> WaitTimeoutResult;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    pub fn wait_while_until<T, F: FnMut(&mut T) -> bool>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: F,
        timeout: Instant,
    ) -> WaitTimeoutResult;
    #[concheck::suspends(guard)]
    #[concheck::blocking(thread)]
    pub fn wait_while_for<T, F: FnMut(&mut T) -> bool>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: F,
        timeout: Duration,
    ) -> WaitTimeoutResult;
    #[concheck::gives(signal)]
    pub fn notify_one(&self) -> bool;
    #[concheck::gives(signal)]
    pub fn notify_all(&self) -> usize;
}
impl Default for Condvar {
    fn default() -> Condvar;
}
pub struct WaitTimeoutResult;
impl WaitTimeoutResult {
    pub fn timed_out(self) -> bool;
}

#[concheck::cell(hangs)]
pub struct Once;
pub struct OnceState;
impl OnceState {
    pub fn poisoned(self) -> bool;
    pub fn done(self) -> bool;
}
impl Once {
    pub const fn new() -> Once;
    pub fn state(&self) -> OnceState;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn call_once<F: FnOnce()>(&self, f: F);
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn call_once_force<F: FnOnce(OnceState)>(&self, f: F);
}
