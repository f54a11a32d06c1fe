//! metrics 0.20 and later.

pub struct Gauge;
impl Gauge {
    #[concheck::counts(up)]
    pub fn increment<T>(&self, value: T);
    #[concheck::counts(down)]
    pub fn decrement<T>(&self, value: T);
    pub fn set<T>(&self, value: T);
}
impl Clone for Gauge {
    fn clone(&self) -> Self;
}
pub struct Counter;
impl Counter {
    pub fn increment(&self, value: u64);
    pub fn absolute(&self, value: u64);
}
impl Clone for Counter {
    fn clone(&self) -> Self;
}
pub struct Histogram;
impl Histogram {
    pub fn record<T>(&self, value: T);
}
impl Clone for Histogram {
    fn clone(&self) -> Self;
}
