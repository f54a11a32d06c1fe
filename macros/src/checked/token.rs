//! What guards have to say to the runtime.

#[cfg(feature = "parking_lot")]
use crate::runtime::retake;
use crate::runtime::{Meta, Mode, Site, pop, push};

/// What can be on the stack of a thread.
pub(crate) trait Tracked {
    fn meta(&self) -> &Meta;
}

impl Tracked for Meta {
    #[inline(always)]
    fn meta(&self) -> &Meta {
        self
    }
}

/// A lock on the stack of this thread, as long as this lives.
pub(crate) struct Token<'a, const SHARED: bool = false, L: Tracked + ?Sized = Meta>(pub(crate) &'a L);

impl<'a, const SHARED: bool, L: Tracked + ?Sized> Token<'a, SHARED, L> {
    const MODE: Mode = if SHARED { Mode::Shared } else { Mode::Exclusive };

    /// Puts the lock onto the stack.
    pub(crate) fn push(lock: &'a L, site: Site) -> Token<'a, SHARED, L> {
        push(lock.meta().known(), Self::MODE, site);
        Token(lock)
    }
}

#[cfg(feature = "parking_lot")]
impl<'a, const SHARED: bool, L: Tracked + ?Sized> Token<'a, SHARED, L> {
    /// The same for a guard that does not know the lock's type.
    pub(crate) fn untyped(self) -> Token<'a, SHARED> {
        let meta = self.0.meta();
        std::mem::forget(self);
        Token(meta)
    }

    /// Runs `f`, which releases the lock and takes it again.
    pub(crate) fn without<R>(&self, site: Site, f: impl FnOnce() -> R) -> R {
        let id = self.0.meta().known();
        pop(id, Self::MODE);
        let result = f();
        retake(id, Self::MODE, site);
        result
    }
}

impl<const SHARED: bool, L: Tracked + ?Sized> Drop for Token<'_, SHARED, L> {
    #[inline(always)]
    fn drop(&mut self) {
        pop(self.0.meta().known(), Self::MODE);
    }
}
