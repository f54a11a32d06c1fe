//! x86_64 0.14 and 0.15.

pub mod instructions {
    pub mod interrupts {
        #[concheck::runs(alone)]
        pub fn without_interrupts<F: FnOnce() -> R, R>(f: F) -> R;
    }
}
