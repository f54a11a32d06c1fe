//! attohttpc 0.20 and later.

pub struct Error;
pub type Result<T = ()> = std::result::Result<T, Error>;

pub fn get<U>(url: U) -> RequestBuilder;
pub fn post<U>(url: U) -> RequestBuilder;
pub fn put<U>(url: U) -> RequestBuilder;
pub fn patch<U>(url: U) -> RequestBuilder;
pub fn delete<U>(url: U) -> RequestBuilder;
pub fn head<U>(url: U) -> RequestBuilder;
pub fn options<U>(url: U) -> RequestBuilder;

pub struct Session;
impl Session {
    pub fn new() -> Session;
    pub fn get<U>(&self, url: U) -> RequestBuilder;
    pub fn post<U>(&self, url: U) -> RequestBuilder;
    pub fn put<U>(&self, url: U) -> RequestBuilder;
    pub fn patch<U>(&self, url: U) -> RequestBuilder;
    pub fn delete<U>(&self, url: U) -> RequestBuilder;
    pub fn head<U>(&self, url: U) -> RequestBuilder;
}
#[concheck::builder]
pub struct RequestBuilder<B = ()>;
impl<B> RequestBuilder<B> {
    pub fn prepare(self) -> PreparedRequest<B>;
    pub fn try_prepare(self) -> Result<PreparedRequest<B>>;
    #[concheck::blocking(http)]
    pub fn send(self) -> Result<Response>;
}
pub struct PreparedRequest<B>;
impl<B> PreparedRequest<B> {
    #[concheck::blocking(http)]
    pub fn send(&mut self) -> Result<Response>;
}
pub struct Response;
impl Response {
    pub fn error_for_status(self) -> Result<Response>;
    #[concheck::blocking(http)]
    pub fn bytes(self) -> Result<Vec<u8>>;
    #[concheck::blocking(http)]
    pub fn text(self) -> Result<String>;
    #[concheck::blocking(http)]
    pub fn json<T>(self) -> Result<T>;
}
