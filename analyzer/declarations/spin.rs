//! spin 0.5 to 0.9.

pub use relax::{Spin, Yield};

pub mod relax {
    pub struct Spin;
    pub struct Yield;
    pub struct Loop;
}

#[concheck::lock(content = T)]
pub struct Mutex<T: ?Sized, R = Spin>;
impl<T: ?Sized, R> Mutex<T, R> {
    pub const fn new(content: T) -> Mutex<T, R>;
    pub fn into_inner(self) -> T;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> MutexGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>>;
    pub fn is_locked(&self) -> bool;
    pub unsafe fn force_unlock(&self);
    pub fn get_mut(&mut self) -> &mut T;
    pub fn as_mut_ptr(&self) -> *mut T;
}
impl<T, R> Default for Mutex<T, R> {
    fn default() -> Mutex<T, R>;
}
impl<T, R> From<T> for Mutex<T, R> {
    fn from(content: T) -> Mutex<T, R>;
}
#[concheck::guard(exclusive)]
pub struct MutexGuard<'a, T: ?Sized>;
impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> MutexGuard<'a, T> {
    #[concheck::leaks]
    pub fn leak(guard: Self) -> &'a mut T;
}
#[concheck::lock(content = T)]
pub struct FairMutex<T: ?Sized, R = Spin>;
impl<T: ?Sized, R> FairMutex<T, R> {
    pub const fn new(content: T) -> FairMutex<T, R>;
    pub fn into_inner(self) -> T;
    #[concheck::acquires(self)]
    pub fn lock(&self) -> FairMutexGuard<'_, T>;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock(&self) -> Option<FairMutexGuard<'_, T>>;
    pub fn is_locked(&self) -> bool;
    pub unsafe fn force_unlock(&self);
    pub fn get_mut(&mut self) -> &mut T;
    pub fn as_mut_ptr(&self) -> *mut T;
    #[concheck::acquires(self, bounded)]
    pub fn try_lock_starver(&self) -> Result<FairMutexGuard<'_, T>, LockRejectReason>;
}
impl<T, R> Default for FairMutex<T, R> {
    fn default() -> FairMutex<T, R>;
}
impl<T, R> From<T> for FairMutex<T, R> {
    fn from(content: T) -> FairMutex<T, R>;
}
#[concheck::guard(exclusive)]
pub struct FairMutexGuard<'a, T: ?Sized>;
impl<T> Deref for FairMutexGuard<'_, T> {
    type Target = T;
}
impl<'a, T> FairMutexGuard<'a, T> {
    #[concheck::leaks]
    pub fn leak(guard: Self) -> &'a mut T;
}
pub struct LockRejectReason;

#[concheck::lock(content = T)]
pub struct RwLock<T: ?Sized, R = Spin>;
impl<T: ?Sized, R> RwLock<T, R> {
    pub const fn new(content: T) -> RwLock<T, R>;
    pub fn into_inner(self) -> T;
    // Readers do not queue behind waiting writers here.
    #[concheck::acquires(recursive self)]
    pub fn read(&self) -> RwLockReadGuard<'_, T>;
    #[concheck::acquires(self)]
    pub fn write(&self) -> RwLockWriteGuard<'_, T, R>;
    #[concheck::acquires(self)]
    pub fn upgradeable_read(&self) -> RwLockUpgradableGuard<'_, T, R>;
    #[concheck::acquires(recursive self, bounded)]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T, R>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_upgradeable_read(&self) -> Option<RwLockUpgradableGuard<'_, T, R>>;
    pub fn reader_count(&self) -> usize;
    pub fn writer_count(&self) -> usize;
    pub unsafe fn force_read_decrement(&self);
    pub unsafe fn force_write_unlock(&self);
    pub fn get_mut(&mut self) -> &mut T;
    pub fn as_mut_ptr(&self) -> *mut T;
}
impl<T, R> Default for RwLock<T, R> {
    fn default() -> RwLock<T, R>;
}
impl<T, R> From<T> for RwLock<T, R> {
    fn from(content: T) -> RwLock<T, R>;
}
#[concheck::guard(recursive)]
pub struct RwLockReadGuard<'a, T: ?Sized>;
impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
}
impl<'a, T> RwLockReadGuard<'a, T> {
    #[concheck::leaks]
    pub fn leak(guard: Self) -> &'a T;
}
#[concheck::guard(exclusive)]
pub struct RwLockWriteGuard<'a, T: ?Sized, R = Spin>;
impl<T, R> Deref for RwLockWriteGuard<'_, T, R> {
    type Target = T;
}
impl<'a, T, R> RwLockWriteGuard<'a, T, R> {
    pub fn downgrade(self) -> RwLockReadGuard<'a, T>;
    pub fn downgrade_to_upgradeable(self) -> RwLockUpgradableGuard<'a, T, R>;
    #[concheck::leaks]
    pub fn leak(guard: Self) -> &'a mut T;
}
#[concheck::guard(upgradable)]
pub struct RwLockUpgradableGuard<'a, T: ?Sized, R = Spin>;
impl<T, R> Deref for RwLockUpgradableGuard<'_, T, R> {
    type Target = T;
}
impl<'a, T, R> RwLockUpgradableGuard<'a, T, R> {
    pub fn upgrade(self) -> RwLockWriteGuard<'a, T, R>;
    pub fn try_upgrade(self) -> Result<RwLockWriteGuard<'a, T, R>, Self>;
    pub fn downgrade(self) -> RwLockReadGuard<'a, T>;
    #[concheck::leaks]
    pub fn leak(guard: Self) -> &'a T;
}

#[concheck::cell(hangs)]
pub struct Once<T = (), R = Spin>;
impl<T, R> Once<T, R> {
    pub const fn new() -> Once<T, R>;
    pub const fn initialized(value: T) -> Once<T, R>;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn call_once<F: FnOnce() -> T>(&self, f: F) -> &T;
    #[concheck::initialises]
    #[concheck::runs(alone)]
    pub fn try_call_once<F: FnOnce() -> Result<T, E>, E>(&self, f: F) -> Result<&T, E>;
    #[concheck::initialises]
    pub fn wait(&self) -> &T;
    pub fn poll(&self) -> Option<&T>;
    pub fn get(&self) -> Option<&T>;
    pub unsafe fn get_unchecked(&self) -> &T;
    pub fn get_mut(&mut self) -> Option<&mut T>;
    pub fn try_into_inner(self) -> Option<T>;
    pub fn is_completed(&self) -> bool;
    pub fn as_mut_ptr(&self) -> *mut T;
}
impl<T, R> Default for Once<T, R> {
    fn default() -> Once<T, R>;
}
impl<T, R> From<T> for Once<T, R> {
    fn from(value: T) -> Once<T, R>;
}

#[concheck::pointer]
#[concheck::cell(hangs)]
pub struct Lazy<T, F, R = Spin>;
impl<T, F: FnOnce() -> T, R> Lazy<T, F, R> {
    #[concheck::runs(later)]
    pub const fn new(f: F) -> Lazy<T, F, R>;
    #[concheck::initialises]
    pub fn force(this: &Lazy<T, F, R>) -> &T;
    pub fn as_mut_ptr(&self) -> *mut T;
}
impl<T, F: FnOnce() -> T, R> Deref for Lazy<T, F, R> {
    type Target = T;
}

pub struct Barrier;
impl Barrier {
    pub const fn new(parties: usize) -> Barrier;
    #[concheck::waits(barrier)]
    #[concheck::gives(barrier)]
    pub fn wait(&self) -> BarrierWaitResult;
}
pub struct BarrierWaitResult;

pub mod mutex {
    pub use super::Mutex as SpinMutex;
    pub use super::Mutex as TicketMutex;
    pub use super::MutexGuard as SpinMutexGuard;
    pub use super::MutexGuard as TicketMutexGuard;
    pub use super::{FairMutex, FairMutexGuard, Mutex, MutexGuard};
    pub mod spin {
        pub use super::super::Mutex as SpinMutex;
        pub use super::super::MutexGuard as SpinMutexGuard;
    }
    pub mod ticket {
        pub use super::super::Mutex as TicketMutex;
        pub use super::super::MutexGuard as TicketMutexGuard;
    }
    pub mod fair {
        pub use super::super::{FairMutex, FairMutexGuard};
    }
}
pub mod rwlock {
    pub use super::{RwLock, RwLockReadGuard, RwLockUpgradableGuard, RwLockWriteGuard};
}
pub mod once {
    pub use super::Once;
}
pub mod lazy {
    pub use super::Lazy;
}
pub mod barrier {
    pub use super::{Barrier, BarrierWaitResult};
}
pub mod lock_api {
    use super::Spin;
    pub type Mutex<T> = ::lock_api::Mutex<Spin, T>;
    pub type MutexGuard<'a, T> = ::lock_api::MutexGuard<'a, Spin, T>;
    pub type RwLock<T> = ::lock_api::RwLock<Spin, T>;
    pub type RwLockReadGuard<'a, T> = ::lock_api::RwLockReadGuard<'a, Spin, T>;
    pub type RwLockWriteGuard<'a, T> = ::lock_api::RwLockWriteGuard<'a, Spin, T>;
    pub type RwLockUpgradableReadGuard<'a, T> = ::lock_api::RwLockUpgradableReadGuard<'a, Spin, T>;
}
