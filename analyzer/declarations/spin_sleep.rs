//! spin_sleep 1.

use std::time::{Duration, Instant};

#[concheck::blocking(sleep)]
pub fn sleep(duration: Duration);
#[concheck::blocking(sleep)]
pub fn sleep_until(deadline: Instant);

pub struct SpinSleeper;
impl SpinSleeper {
    pub fn new(native_accuracy_ns: u32) -> SpinSleeper;
    #[concheck::blocking(sleep)]
    pub fn sleep(self, duration: Duration);
    #[concheck::blocking(sleep)]
    pub fn sleep_until(self, deadline: Instant);
}
