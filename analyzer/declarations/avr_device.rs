//! avr-device 0.3 and later.

pub mod interrupt {
    pub struct CriticalSection<'cs>;

    #[concheck::runs(alone)]
    pub fn free<F: FnOnce(CriticalSection<'_>) -> R, R>(f: F) -> R;
}
