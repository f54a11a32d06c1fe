//! ureq 2 and 3.

pub struct Error;
pub struct Body;
pub struct SendBody;

pub fn agent() -> Agent;
pub fn get<U>(url: U) -> Request;
pub fn head<U>(url: U) -> Request;
pub fn post<U>(url: U) -> Request;
pub fn put<U>(url: U) -> Request;
pub fn patch<U>(url: U) -> Request;
pub fn delete<U>(url: U) -> Request;
pub fn options<U>(url: U) -> Request;
pub fn request<U>(method: &str, url: U) -> Request;
#[concheck::blocking(http)]
pub fn run<B>(request: B) -> Result<Response, Error>;

pub struct Agent;
impl Agent {
    pub fn new() -> Self;
    pub fn new_with_defaults() -> Self;
    pub fn new_with_config<C>(config: C) -> Self;
    pub fn get<U>(&self, url: U) -> Request;
    pub fn head<U>(&self, url: U) -> Request;
    pub fn post<U>(&self, url: U) -> Request;
    pub fn put<U>(&self, url: U) -> Request;
    pub fn patch<U>(&self, url: U) -> Request;
    pub fn delete<U>(&self, url: U) -> Request;
    pub fn request<U>(&self, method: &str, url: U) -> Request;
    #[concheck::blocking(http)]
    pub fn run<B>(&self, request: B) -> Result<Response, Error>;
}
impl Clone for Agent {
    fn clone(&self) -> Self;
}
#[concheck::builder]
pub struct AgentBuilder;
impl AgentBuilder {
    pub fn new() -> Self;
    pub fn build(self) -> Agent;
}

// `Request` of ureq 2; in ureq 3 it is `RequestBuilder<WithBody>` or `<WithoutBody>`.
#[concheck::builder]
pub struct Request;
pub use self::Request as RequestBuilder;
impl Request {
    #[concheck::blocking(http)]
    pub fn call(self) -> Result<Response, Error>;
    #[concheck::blocking(http)]
    pub fn send<D>(self, data: D) -> Result<Response, Error>;
    #[concheck::blocking(http)]
    pub fn send_string(self, data: &str) -> Result<Response, Error>;
    #[concheck::blocking(http)]
    pub fn send_bytes(self, data: &[u8]) -> Result<Response, Error>;
    #[concheck::blocking(http)]
    pub fn send_form<F>(self, data: F) -> Result<Response, Error>;
    #[concheck::blocking(http)]
    pub fn send_json<D>(self, data: D) -> Result<Response, Error>;
    #[concheck::blocking(http)]
    pub fn send_empty(self) -> Result<Response, Error>;
}

pub struct Response;
