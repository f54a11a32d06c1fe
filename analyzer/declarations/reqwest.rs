//! reqwest 0.10 to 0.13: what blocks, and the results of what does not.

pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;

pub async fn get<U>(url: U) -> Result<Response>;

#[concheck::builder]
pub struct ClientBuilder;
impl ClientBuilder {
    pub fn new() -> ClientBuilder;
    pub fn build(self) -> Result<Client>;
}
pub struct Client;
impl Client {
    pub fn new() -> Client;
    pub fn builder() -> ClientBuilder;
    pub fn get<U>(&self, url: U) -> RequestBuilder;
    pub fn post<U>(&self, url: U) -> RequestBuilder;
    pub fn put<U>(&self, url: U) -> RequestBuilder;
    pub fn patch<U>(&self, url: U) -> RequestBuilder;
    pub fn delete<U>(&self, url: U) -> RequestBuilder;
    pub fn head<U>(&self, url: U) -> RequestBuilder;
    pub fn request<M, U>(&self, method: M, url: U) -> RequestBuilder;
    pub async fn execute(&self, request: Request) -> Result<Response>;
}
impl Clone for Client {
    fn clone(&self) -> Self;
}
pub struct Request;
#[concheck::builder]
pub struct RequestBuilder;
impl RequestBuilder {
    pub fn build(self) -> Result<Request>;
    pub fn try_clone(&self) -> Option<RequestBuilder>;
    pub async fn send(self) -> Result<Response>;
}
pub struct Response;
impl Response {
    pub async fn text(self) -> Result<String>;
    pub async fn json<T>(self) -> Result<T>;
    pub async fn bytes(self) -> Result<Vec<u8>>;
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>>;
    pub fn error_for_status(self) -> Result<Response>;
    pub fn error_for_status_ref(&self) -> Result<&Response>;
}

pub mod blocking {
    use super::Result;
    use std::io;
    use std::io::{Read, Write};

    #[concheck::blocking(http)]
    pub fn get<T>(url: T) -> Result<Response>;

    #[concheck::builder]
    pub struct ClientBuilder;
    impl ClientBuilder {
        pub fn new() -> ClientBuilder;
        pub fn build(self) -> Result<Client>;
    }
    pub struct Client;
    impl Client {
        pub fn new() -> Client;
        pub fn builder() -> ClientBuilder;
        pub fn get<U>(&self, url: U) -> RequestBuilder;
        pub fn post<U>(&self, url: U) -> RequestBuilder;
        pub fn put<U>(&self, url: U) -> RequestBuilder;
        pub fn patch<U>(&self, url: U) -> RequestBuilder;
        pub fn delete<U>(&self, url: U) -> RequestBuilder;
        pub fn head<U>(&self, url: U) -> RequestBuilder;
        pub fn request<M, U>(&self, method: M, url: U) -> RequestBuilder;
        #[concheck::blocking(http)]
        pub fn execute(&self, request: Request) -> Result<Response>;
    }
    impl Clone for Client {
        fn clone(&self) -> Self;
    }
    pub struct Request;
    #[concheck::builder]
    pub struct RequestBuilder;
    impl RequestBuilder {
        pub fn build(self) -> Result<Request>;
        pub fn try_clone(&self) -> Option<RequestBuilder>;
        #[concheck::blocking(http)]
        pub fn send(self) -> Result<Response>;
    }
    pub struct Response;
    impl Response {
        #[concheck::blocking(http)]
        pub fn text(self) -> Result<String>;
        #[concheck::blocking(http)]
        pub fn text_with_charset(self, default_encoding: &str) -> Result<String>;
        #[concheck::blocking(http)]
        pub fn json<T>(self) -> Result<T>;
        #[concheck::blocking(http)]
        pub fn bytes(self) -> Result<Vec<u8>>;
        #[concheck::blocking(http)]
        pub fn copy_to<W: Write>(&mut self, w: &mut W) -> Result<u64>;
        pub fn error_for_status(self) -> Result<Response>;
        pub fn error_for_status_ref(&self) -> Result<&Response>;
    }
    impl Read for Response {
        #[concheck::blocking(http)]
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
    }
}
