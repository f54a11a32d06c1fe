//! cortex-m 0.6 and 0.7.

pub mod interrupt {
    pub struct CriticalSection;

    #[concheck::runs(alone)]
    pub fn free<F: FnOnce(&CriticalSection) -> R, R>(f: F) -> R;
}
