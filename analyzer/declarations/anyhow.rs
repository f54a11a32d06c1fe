//! anyhow 1.

pub struct Error;
pub type Result<T, E = Error> = std::result::Result<T, E>;
pub fn Ok<T>(value: T) -> Result<T>;

pub trait Context<T, E> {
    fn context<C>(self, context: C) -> Result<T>;
    fn with_context<C, F: FnOnce() -> C>(self, f: F) -> Result<T>;
}
impl<T, E> Context<T, E> for std::result::Result<T, E> {
    fn context<C>(self, context: C) -> Result<T>;
    #[concheck::runs(absent)]
    fn with_context<C, F: FnOnce() -> C>(self, f: F) -> Result<T>;
}
impl<T> Context<T, ()> for Option<T> {
    fn context<C>(self, context: C) -> Result<T>;
    #[concheck::runs(absent)]
    fn with_context<C, F: FnOnce() -> C>(self, f: F) -> Result<T>;
}
