//! tracing-unwrap 1.

pub trait ResultExt<T, E> {
    fn unwrap_or_log(self) -> T;
    fn expect_or_log(self, message: &str) -> T;
}
impl<T, E> ResultExt<T, E> for Result<T, E> {
    fn unwrap_or_log(self) -> T;
    fn expect_or_log(self, message: &str) -> T;
    fn ok_or_log(self) -> Option<T>;
}

pub trait OptionExt<T> {
    fn unwrap_or_log(self) -> T;
    fn expect_or_log(self, message: &str) -> T;
}
impl<T> OptionExt<T> for Option<T> {
    fn unwrap_or_log(self) -> T;
    fn expect_or_log(self, message: &str) -> T;
}
