//! riscv 0.8 and later.

pub mod interrupt {
    #[concheck::runs(alone)]
    pub fn free<F: FnOnce() -> R, R>(f: F) -> R;
}
