//! minreq 2.

pub struct Error;

pub fn get<T>(url: T) -> Request;
pub fn head<T>(url: T) -> Request;
pub fn post<T>(url: T) -> Request;
pub fn put<T>(url: T) -> Request;
pub fn patch<T>(url: T) -> Request;
pub fn delete<T>(url: T) -> Request;
pub fn options<T>(url: T) -> Request;

#[concheck::builder]
pub struct Request;
impl Request {
    #[concheck::blocking(http)]
    pub fn send(self) -> Result<Response, Error>;
    #[concheck::blocking(http)]
    pub fn send_lazy(self) -> Result<ResponseLazy, Error>;
}
pub struct Response;
pub struct ResponseLazy;
