//! eyre 0.6, and what color-eyre exports of it.

pub struct Report;
pub type Result<T, E = Report> = std::result::Result<T, E>;

pub trait WrapErr<T, E> {
    fn wrap_err<D>(self, message: D) -> Result<T>;
    fn wrap_err_with<D, F: FnOnce() -> D>(self, f: F) -> Result<T>;
}
impl<T, E> WrapErr<T, E> for std::result::Result<T, E> {
    fn wrap_err<D>(self, message: D) -> Result<T>;
    #[concheck::runs(absent)]
    fn wrap_err_with<D, F: FnOnce() -> D>(self, f: F) -> Result<T>;
    fn context<D>(self, message: D) -> Result<T>;
    #[concheck::runs(absent)]
    fn with_context<D, F: FnOnce() -> D>(self, f: F) -> Result<T>;
}

pub trait OptionExt<T> {
    fn ok_or_eyre<M>(self, message: M) -> Result<T>;
}
impl<T> OptionExt<T> for Option<T> {
    fn ok_or_eyre<M>(self, message: M) -> Result<T>;
}
