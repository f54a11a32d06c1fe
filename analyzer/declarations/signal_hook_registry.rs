//! signal_hook_registry 1.

use std::io;

pub struct SigId;
#[concheck::runs(signal)]
pub unsafe fn register<F: Fn()>(signal: i32, action: F) -> io::Result<SigId>;
#[concheck::runs(signal)]
pub unsafe fn register_sigaction<F: Fn(&siginfo_t)>(signal: i32, action: F) -> io::Result<SigId>;
#[concheck::runs(signal)]
pub unsafe fn register_signal_unchecked<F: Fn()>(signal: i32, action: F) -> io::Result<SigId>;
#[concheck::runs(signal)]
pub unsafe fn register_unchecked<F: Fn(&siginfo_t)>(signal: i32, action: F) -> io::Result<SigId>;
pub fn unregister(id: SigId) -> bool;
pub struct siginfo_t;
