//! lazy_static 1: what its macro makes is a `static` that derefs, initialised on first use.

pub trait LazyStatic {}
#[concheck::initialises]
pub fn initialize<T: LazyStatic>(lazy: &T);
pub mod lazy {
    #[concheck::cell(hangs)]
    pub struct Lazy<T>;
    impl<T> Lazy<T> {
        #[concheck::initialises]
        #[concheck::runs(alone)]
        pub fn get<F: FnOnce() -> T>(&'static self, f: F) -> &T;
    }
}
