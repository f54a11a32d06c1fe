//! lock_api 0.4 and 0.5.

use std::sync::Arc;
use std::time::{Duration, Instant};

#[concheck::lock]
pub struct Mutex<R, T: ?Sized>;
impl<R, T> Mutex<R, T> {
    pub const fn from_raw(raw: R, content: T) -> Mutex<R, T>;
    pub const fn const_new(raw: R, content: T) -> Mutex<R, T>;
    pub fn into_inner_with_raw(self) -> (R, T);
    pub const fn new(content: T) -> Mutex<R, T>;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn data_ptr(&self) -> *mut T;
    pub unsafe fn raw(&self) -> &R;
    pub fn is_locked(&self) -> bool;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> MutexGuard<'_, R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<MutexGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_until(&self, timeout: Instant) -> Option<MutexGuard<'_, R, T>>;
    pub unsafe fn make_guard_unchecked(&self) -> MutexGuard<'_, R, T>;
    #[concheck::releases]
    pub unsafe fn force_unlock(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_fair(&self);
    #[concheck::acquires(self)]
    pub fn lock_arc(self: &Arc<Self>) -> ArcMutexGuard<R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc(self: &Arc<Self>) -> Option<ArcMutexGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_for(self: &Arc<Self>, timeout: Duration) -> Option<ArcMutexGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_until(self: &Arc<Self>, timeout: Instant) -> Option<ArcMutexGuard<R, T>>;
}
impl<R, T> Default for Mutex<R, T> {
    fn default() -> Mutex<R, T>;
}
impl<R, T> From<T> for Mutex<R, T> {
    fn from(content: T) -> Mutex<R, T>;
}
#[concheck::guard(exclusive)]
pub struct MutexGuard<'a, R, T: ?Sized>;
impl<R, T> Deref for MutexGuard<'_, R, T> {
    type Target = T;
}
impl<'a, R, T> MutexGuard<'a, R, T> {
    pub fn mutex(guard: &Self) -> &'a Mutex<R, T>;
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, R, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, R, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, R, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct MappedMutexGuard<'a, R, T: ?Sized>;
impl<R, T> Deref for MappedMutexGuard<'_, R, T> {
    type Target = T;
}
impl<'a, R, T> MappedMutexGuard<'a, R, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F) -> MappedMutexGuard<'a, R, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, R, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedMutexGuard<'a, R, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct ArcMutexGuard<R, T: ?Sized>;
impl<R, T> Deref for ArcMutexGuard<R, T> {
    type Target = T;
}
impl<R, T> ArcMutexGuard<R, T> {
    pub fn mutex(guard: &Self) -> &Arc<Mutex<R, T>>;
    pub fn into_arc(guard: Self) -> Arc<Mutex<R, T>>;
    pub fn into_arc_fair(guard: Self) -> Arc<Mutex<R, T>>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::lock]
pub struct RwLock<R, T: ?Sized>;
impl<R, T> RwLock<R, T> {
    pub const fn from_raw(raw: R, content: T) -> RwLock<R, T>;
    pub const fn const_new(raw: R, content: T) -> RwLock<R, T>;
    pub fn into_inner_with_raw(self) -> (R, T);
    pub const fn new(content: T) -> RwLock<R, T>;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn data_ptr(&self) -> *mut T;
    pub unsafe fn raw(&self) -> &R;
    pub fn is_locked(&self) -> bool;
    pub fn is_locked_exclusive(&self) -> bool;
    #[concheck::acquires(self)]
    pub fn read(&self) -> RwLockReadGuard<'_, R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_until(&self, timeout: Instant) -> Option<RwLockReadGuard<'_, R, T>>;
    #[concheck::acquires(self)]
    pub fn write(&self) -> RwLockWriteGuard<'_, R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_until(&self, timeout: Instant) -> Option<RwLockWriteGuard<'_, R, T>>;
    // Goes past waiting writers, unlike `read`.
    #[concheck::acquires(recursive self)]
    pub fn read_recursive(&self) -> RwLockReadGuard<'_, R, T>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive(&self) -> Option<RwLockReadGuard<'_, R, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, R, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive_until(&self, timeout: Instant) -> Option<RwLockReadGuard<'_, R, T>>;
    #[concheck::acquires(self)]
    pub fn upgradable_read(&self) -> RwLockUpgradableReadGuard<'_, R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_for(&self, timeout: Duration) -> Option<RwLockUpgradableReadGuard<'_, R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_until(&self, timeout: Instant) -> Option<RwLockUpgradableReadGuard<'_, R, T>>;
    pub unsafe fn make_read_guard_unchecked(&self) -> RwLockReadGuard<'_, R, T>;
    pub unsafe fn make_write_guard_unchecked(&self) -> RwLockWriteGuard<'_, R, T>;
    pub unsafe fn make_upgradable_guard_unchecked(&self) -> RwLockUpgradableReadGuard<'_, R, T>;
    #[concheck::releases]
    pub unsafe fn force_unlock_read(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_write(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_read_fair(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_write_fair(&self);
    #[concheck::acquires(self)]
    pub fn read_arc(self: &Arc<Self>) -> ArcRwLockReadGuard<R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_arc(self: &Arc<Self>) -> Option<ArcRwLockReadGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_arc_for(self: &Arc<Self>, timeout: Duration) -> Option<ArcRwLockReadGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_read_arc_until(self: &Arc<Self>, timeout: Instant) -> Option<ArcRwLockReadGuard<R, T>>;
    #[concheck::acquires(self)]
    pub fn write_arc(self: &Arc<Self>) -> ArcRwLockWriteGuard<R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_arc(self: &Arc<Self>) -> Option<ArcRwLockWriteGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_arc_for(self: &Arc<Self>, timeout: Duration) -> Option<ArcRwLockWriteGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write_arc_until(self: &Arc<Self>, timeout: Instant) -> Option<ArcRwLockWriteGuard<R, T>>;
    #[concheck::acquires(recursive self)]
    pub fn read_arc_recursive(self: &Arc<Self>) -> ArcRwLockReadGuard<R, T>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_recursive_arc(self: &Arc<Self>) -> Option<ArcRwLockReadGuard<R, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_arc_recursive_for(
        self: &Arc<Self>,
        timeout: Duration,
    ) -> Option<ArcRwLockReadGuard<R, T>>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read_arc_recursive_until(
        self: &Arc<Self>,
        timeout: Instant,
    ) -> Option<ArcRwLockReadGuard<R, T>>;
    #[concheck::acquires(self)]
    pub fn upgradable_read_arc(self: &Arc<Self>) -> ArcRwLockUpgradableReadGuard<R, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_arc(self: &Arc<Self>) -> Option<ArcRwLockUpgradableReadGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_arc_for(
        self: &Arc<Self>,
        timeout: Duration,
    ) -> Option<ArcRwLockUpgradableReadGuard<R, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradable_read_arc_until(
        self: &Arc<Self>,
        timeout: Instant,
    ) -> Option<ArcRwLockUpgradableReadGuard<R, T>>;
}
impl<R, T> Default for RwLock<R, T> {
    fn default() -> RwLock<R, T>;
}
impl<R, T> From<T> for RwLock<R, T> {
    fn from(content: T) -> RwLock<R, T>;
}
#[concheck::guard(shared)]
pub struct RwLockReadGuard<'a, R, T: ?Sized>;
impl<R, T> Deref for RwLockReadGuard<'_, R, T> {
    type Target = T;
}
impl<'a, R, T> RwLockReadGuard<'a, R, T> {
    pub fn rwlock(guard: &Self) -> &'a RwLock<R, T>;
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedRwLockReadGuard<'a, R, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, R, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, R, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct RwLockWriteGuard<'a, R, T: ?Sized>;
impl<R, T> Deref for RwLockWriteGuard<'_, R, T> {
    type Target = T;
}
impl<'a, R, T> RwLockWriteGuard<'a, R, T> {
    pub fn rwlock(guard: &Self) -> &'a RwLock<R, T>;
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F)
    -> MappedRwLockWriteGuard<'a, R, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, R, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, R, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, R, T>;
    pub fn downgrade_to_upgradable(guard: Self) -> RwLockUpgradableReadGuard<'a, R, T>;
}
#[concheck::guard(upgradable)]
pub struct RwLockUpgradableReadGuard<'a, R, T: ?Sized>;
impl<R, T> Deref for RwLockUpgradableReadGuard<'_, R, T> {
    type Target = T;
}
impl<'a, R, T> RwLockUpgradableReadGuard<'a, R, T> {
    pub fn rwlock(guard: &Self) -> &'a RwLock<R, T>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
    pub fn upgrade(guard: Self) -> RwLockWriteGuard<'a, R, T>;
    pub fn try_upgrade(guard: Self) -> Result<RwLockWriteGuard<'a, R, T>, Self>;
    pub fn try_upgrade_for(guard: Self, timeout: Duration) -> Result<RwLockWriteGuard<'a, R, T>, Self>;
    pub fn try_upgrade_until(guard: Self, timeout: Instant) -> Result<RwLockWriteGuard<'a, R, T>, Self>;
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, R, T>;
    pub fn with_upgraded<U, F: FnOnce(&mut T) -> U>(&mut self, f: F) -> U;
    pub fn try_with_upgraded<U, F: FnOnce(&mut T) -> U>(&mut self, f: F) -> Option<U>;
    pub fn try_with_upgraded_for<U, F: FnOnce(&mut T) -> U>(&mut self, timeout: Duration, f: F) -> Option<U>;
    pub fn try_with_upgraded_until<U, F: FnOnce(&mut T) -> U>(&mut self, timeout: Instant, f: F)
    -> Option<U>;
}
#[concheck::guard(shared)]
pub struct MappedRwLockReadGuard<'a, R, T: ?Sized>;
impl<R, T> Deref for MappedRwLockReadGuard<'_, R, T> {
    type Target = T;
}
impl<'a, R, T> MappedRwLockReadGuard<'a, R, T> {
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedRwLockReadGuard<'a, R, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, R, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockReadGuard<'a, R, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct MappedRwLockWriteGuard<'a, R, T: ?Sized>;
impl<R, T> Deref for MappedRwLockWriteGuard<'_, R, T> {
    type Target = T;
}
impl<'a, R, T> MappedRwLockWriteGuard<'a, R, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(guard: Self, f: F)
    -> MappedRwLockWriteGuard<'a, R, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, R, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&mut T) -> Result<&mut U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedRwLockWriteGuard<'a, R, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(shared)]
pub struct ArcRwLockReadGuard<R, T: ?Sized>;
impl<R, T> Deref for ArcRwLockReadGuard<R, T> {
    type Target = T;
}
impl<R, T> ArcRwLockReadGuard<R, T> {
    pub fn rwlock(guard: &Self) -> &Arc<RwLock<R, T>>;
    pub fn into_arc(guard: Self) -> Arc<RwLock<R, T>>;
    pub fn into_arc_fair(guard: Self) -> Arc<RwLock<R, T>>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(exclusive)]
pub struct ArcRwLockWriteGuard<R, T: ?Sized>;
impl<R, T> Deref for ArcRwLockWriteGuard<R, T> {
    type Target = T;
}
impl<R, T> ArcRwLockWriteGuard<R, T> {
    pub fn rwlock(guard: &Self) -> &Arc<RwLock<R, T>>;
    pub fn into_arc(guard: Self) -> Arc<RwLock<R, T>>;
    pub fn into_arc_fair(guard: Self) -> Arc<RwLock<R, T>>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
    pub fn downgrade(guard: Self) -> ArcRwLockReadGuard<R, T>;
    pub fn downgrade_to_upgradable(guard: Self) -> ArcRwLockUpgradableReadGuard<R, T>;
}
#[concheck::guard(upgradable)]
pub struct ArcRwLockUpgradableReadGuard<R, T: ?Sized>;
impl<R, T> Deref for ArcRwLockUpgradableReadGuard<R, T> {
    type Target = T;
}
impl<R, T> ArcRwLockUpgradableReadGuard<R, T> {
    pub fn rwlock(guard: &Self) -> &Arc<RwLock<R, T>>;
    pub fn into_arc(guard: Self) -> Arc<RwLock<R, T>>;
    pub fn into_arc_fair(guard: Self) -> Arc<RwLock<R, T>>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
    pub fn upgrade(guard: Self) -> ArcRwLockWriteGuard<R, T>;
    pub fn try_upgrade(guard: Self) -> Result<ArcRwLockWriteGuard<R, T>, Self>;
    pub fn try_upgrade_for(guard: Self, timeout: Duration) -> Result<ArcRwLockWriteGuard<R, T>, Self>;
    pub fn try_upgrade_until(guard: Self, timeout: Instant) -> Result<ArcRwLockWriteGuard<R, T>, Self>;
    pub fn downgrade(guard: Self) -> ArcRwLockReadGuard<R, T>;
    pub fn with_upgraded<U, F: FnOnce(&mut T) -> U>(&mut self, f: F) -> U;
    pub fn try_with_upgraded<U, F: FnOnce(&mut T) -> U>(&mut self, f: F) -> Option<U>;
    pub fn try_with_upgraded_for<U, F: FnOnce(&mut T) -> U>(&mut self, timeout: Duration, f: F) -> Option<U>;
    pub fn try_with_upgraded_until<U, F: FnOnce(&mut T) -> U>(&mut self, timeout: Instant, f: F)
    -> Option<U>;
}
#[concheck::lock]
pub struct ReentrantMutex<R, G, T: ?Sized>;
impl<R, G, T> ReentrantMutex<R, G, T> {
    pub const fn from_raw(raw: R, get_thread_id: G, content: T) -> ReentrantMutex<R, G, T>;
    pub const fn const_new(raw: R, get_thread_id: G, content: T) -> ReentrantMutex<R, G, T>;
    pub fn into_inner_with_raw(self) -> (R, G, T);
    pub const fn new(content: T) -> ReentrantMutex<R, G, T>;
    pub fn into_inner(self) -> T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn data_ptr(&self) -> *mut T;
    pub unsafe fn raw(&self) -> &R;
    pub fn is_locked(&self) -> bool;
    pub fn is_owned_by_current_thread(&self) -> bool;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> ReentrantMutexGuard<'_, R, G, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<ReentrantMutexGuard<'_, R, G, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<ReentrantMutexGuard<'_, R, G, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_until(&self, timeout: Instant) -> Option<ReentrantMutexGuard<'_, R, G, T>>;
    pub unsafe fn make_guard_unchecked(&self) -> ReentrantMutexGuard<'_, R, G, T>;
    #[concheck::releases]
    pub unsafe fn force_unlock(&self);
    #[concheck::releases]
    pub unsafe fn force_unlock_fair(&self);
    #[concheck::acquires(self)]
    pub fn lock_arc(self: &Arc<Self>) -> ArcReentrantMutexGuard<R, G, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc(self: &Arc<Self>) -> Option<ArcReentrantMutexGuard<R, G, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_for(self: &Arc<Self>, timeout: Duration) -> Option<ArcReentrantMutexGuard<R, G, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_arc_until(self: &Arc<Self>, timeout: Instant) -> Option<ArcReentrantMutexGuard<R, G, T>>;
}
impl<R, G, T> Default for ReentrantMutex<R, G, T> {
    fn default() -> ReentrantMutex<R, G, T>;
}
impl<R, G, T> From<T> for ReentrantMutex<R, G, T> {
    fn from(content: T) -> ReentrantMutex<R, G, T>;
}
#[concheck::guard(reentrant)]
pub struct ReentrantMutexGuard<'a, R, G, T: ?Sized>;
impl<R, G, T> Deref for ReentrantMutexGuard<'_, R, G, T> {
    type Target = T;
}
impl<'a, R, G, T> ReentrantMutexGuard<'a, R, G, T> {
    pub fn remutex(guard: &Self) -> &'a ReentrantMutex<R, G, T>;
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedReentrantMutexGuard<'a, R, G, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, R, G, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, R, G, U>, (Self, E)>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(reentrant)]
pub struct MappedReentrantMutexGuard<'a, R, G, T: ?Sized>;
impl<R, G, T> Deref for MappedReentrantMutexGuard<'_, R, G, T> {
    type Target = T;
}
impl<'a, R, G, T> MappedReentrantMutexGuard<'a, R, G, T> {
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(guard: Self, f: F) -> MappedReentrantMutexGuard<'a, R, G, U>;
    pub fn try_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, R, G, U>, Self>;
    pub fn try_map_or_err<U: ?Sized, F: FnOnce(&T) -> Result<&U, E>, E>(
        guard: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, R, G, U>, (Self, E)>;
    pub fn unlock_fair(guard: Self);
}
#[concheck::guard(reentrant)]
pub struct ArcReentrantMutexGuard<R, G, T: ?Sized>;
impl<R, G, T> Deref for ArcReentrantMutexGuard<R, G, T> {
    type Target = T;
}
impl<R, G, T> ArcReentrantMutexGuard<R, G, T> {
    pub fn remutex(guard: &Self) -> &Arc<ReentrantMutex<R, G, T>>;
    pub fn into_arc(guard: Self) -> Arc<ReentrantMutex<R, G, T>>;
    pub fn into_arc_fair(guard: Self) -> Arc<ReentrantMutex<R, G, T>>;
    #[concheck::suspends(guard)]
    pub fn unlocked<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(guard: &mut Self, f: F) -> U;
    #[concheck::suspends(guard)]
    pub fn bump(guard: &mut Self);
    pub fn unlock_fair(guard: Self);
}

pub trait RawMutex {
    fn lock(&self);
    fn try_lock(&self) -> bool;
    #[concheck::releases]
    unsafe fn unlock(&self);
    fn is_locked(&self) -> bool;
}
pub trait RawRwLock {
    fn lock_shared(&self);
    fn try_lock_shared(&self) -> bool;
    #[concheck::releases]
    unsafe fn unlock_shared(&self);
    fn lock_exclusive(&self);
    fn try_lock_exclusive(&self) -> bool;
    #[concheck::releases]
    unsafe fn unlock_exclusive(&self);
    fn is_locked(&self) -> bool;
}
