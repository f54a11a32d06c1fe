//! signal_hook 0.3.

pub use signal_hook_registry::SigId;

pub mod low_level {
    use signal_hook_registry::SigId;
    pub use signal_hook_registry::{register_sigaction, unregister};
    use std::io;
    #[concheck::runs(signal)]
    pub unsafe fn register<F: Fn()>(signal: i32, action: F) -> io::Result<SigId>;
    pub fn raise(signal: i32) -> io::Result<()>;
    pub fn emulate_default_handler(signal: i32) -> io::Result<()>;
    pub fn exit(status: i32) -> !;
    pub fn abort() -> !;
}
pub mod flag {
    use signal_hook_registry::SigId;
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize};
    // The flag is set by a handler; nothing of the caller's runs in it.
    pub fn register(signal: i32, flag: Arc<AtomicBool>) -> io::Result<SigId>;
    pub fn register_usize(signal: i32, flag: Arc<AtomicUsize>, value: usize) -> io::Result<SigId>;
    pub fn register_conditional_shutdown(
        signal: i32,
        status: i32,
        condition: Arc<AtomicBool>,
    ) -> io::Result<SigId>;
    pub fn register_conditional_default(signal: i32, condition: Arc<AtomicBool>) -> io::Result<SigId>;
}
pub mod iterator {
    use std::io;
    pub struct Signals;
    impl Signals {
        pub fn new<I>(signals: I) -> io::Result<Signals>;
        pub fn add_signal(&self, signal: i32) -> io::Result<()>;
        pub fn pending(&mut self) -> impl Iterator<Item = i32>;
        pub fn wait(&mut self) -> impl Iterator<Item = i32>;
        pub fn forever(&mut self) -> impl Iterator<Item = i32>;
        pub fn handle(&self) -> Handle;
    }
    pub struct Handle;
    impl Handle {
        pub fn close(&self);
        pub fn is_closed(&self) -> bool;
    }
}
