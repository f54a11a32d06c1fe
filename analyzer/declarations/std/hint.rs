//! std::hint.

pub fn spin_loop();
pub fn black_box<T>(value: T) -> T;
pub unsafe fn unreachable_unchecked() -> !;
