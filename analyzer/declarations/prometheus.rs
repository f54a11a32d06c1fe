//! prometheus 0.13 and 0.14.

pub use self::core::{AtomicF64, AtomicI64, AtomicU64, GenericCounter, GenericGauge};

pub type Gauge = GenericGauge<AtomicF64>;
pub type IntGauge = GenericGauge<AtomicI64>;
pub type Counter = GenericCounter<AtomicF64>;
pub type IntCounter = GenericCounter<AtomicU64>;

pub mod core {
    pub struct AtomicF64;
    pub struct AtomicI64;
    pub struct AtomicU64;

    pub struct GenericGauge<P>;
    impl<P> GenericGauge<P> {
        #[concheck::counts(up)]
        pub fn inc(&self);
        #[concheck::counts(down)]
        pub fn dec(&self);
        #[concheck::counts(up)]
        pub fn add(&self, v: f64);
        #[concheck::counts(down)]
        pub fn sub(&self, v: f64);
        pub fn set(&self, v: f64);
        pub fn get(&self) -> f64;
    }
    impl<P> Clone for GenericGauge<P> {
        fn clone(&self) -> Self;
    }
    pub struct GenericCounter<P>;
    impl<P> GenericCounter<P> {
        pub fn inc(&self);
        pub fn inc_by(&self, v: f64);
        pub fn get(&self) -> f64;
        pub fn reset(&self);
    }
    impl<P> Clone for GenericCounter<P> {
        fn clone(&self) -> Self;
    }
}

pub struct Histogram;
impl Histogram {
    pub fn observe(&self, v: f64);
    pub fn start_timer(&self) -> HistogramTimer;
    pub fn observe_closure_duration<F: FnOnce() -> T, T>(&self, f: F) -> T;
}
impl Clone for Histogram {
    fn clone(&self) -> Self;
}
pub struct HistogramTimer;
impl HistogramTimer {
    pub fn observe_duration(self);
    pub fn stop_and_record(self) -> f64;
    pub fn stop_and_discard(self) -> f64;
}
