//! std::panic.

use std::any::Any;

#[concheck::runs(later)]
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>);
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;
#[concheck::runs(later)]
pub fn update_hook<F: Fn(&(dyn Fn(&PanicHookInfo<'_>) + Send + Sync + 'static), &PanicHookInfo<'_>)>(hook: F);
pub fn catch_unwind<F: FnOnce() -> R, R>(f: F) -> std::thread::Result<R>;
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> !;
pub fn panic_any<M>(message: M) -> !;
pub struct PanicHookInfo<'a>;
pub type PanicInfo<'a> = PanicHookInfo<'a>;
impl PanicHookInfo<'_> {
    pub fn payload(&self) -> &(dyn Any + Send);
}
#[concheck::pointer]
pub struct AssertUnwindSafe<T>(pub T);
impl<T> Deref for AssertUnwindSafe<T> {
    type Target = T;
}
impl<F: Future> Future for AssertUnwindSafe<F> {
    type Output = F::Output;
}
