//! critical-section 1.

pub struct CriticalSection<'cs>;

#[concheck::runs(alone)]
pub fn with<R>(f: impl FnOnce(CriticalSection<'_>) -> R) -> R;
