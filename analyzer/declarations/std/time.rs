//! std::time: only the names.

pub struct Duration;
pub struct Instant;
impl Instant {
    pub fn now() -> Instant;
    pub fn elapsed(&self) -> Duration;
}
pub struct SystemTime;
impl SystemTime {
    pub fn now() -> SystemTime;
}
