//! async-io 1 and 2.

#![concheck::executor(smol)]

use futures::io::{AsyncRead, AsyncWrite};
use futures::stream::Stream;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

#[concheck::runs(block_on)]
#[concheck::blocking(runtime, hangs)]
pub fn block_on<T>(future: impl Future<Output = T>) -> T;

pub struct Timer;
impl Timer {
    pub fn never() -> Timer;
    pub fn after(duration: Duration) -> Timer;
    pub fn at(instant: Instant) -> Timer;
    pub fn interval(period: Duration) -> Timer;
    pub fn interval_at(start: Instant, period: Duration) -> Timer;
    pub fn set_after(&mut self, duration: Duration);
    pub fn set_at(&mut self, instant: Instant);
    pub fn set_interval(&mut self, period: Duration);
    pub fn clear(&mut self);
}
impl Future for Timer {
    type Output = Instant;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Instant>;
}
impl Stream for Timer {
    type Item = Instant;
}

#[concheck::resource]
pub struct Async<T>;
impl<T> Async<T> {
    pub fn new(io: T) -> io::Result<Async<T>>;
    pub fn new_nonblocking(io: T) -> io::Result<Async<T>>;
    pub fn get_ref(&self) -> &T;
    pub unsafe fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> io::Result<T>;
    pub async fn readable(&self) -> io::Result<()>;
    pub async fn writable(&self) -> io::Result<()>;
    pub fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
    pub fn poll_writable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
    // What the closures do is set not to block.
    #[concheck::runs(may_block)]
    pub async fn read_with<R>(&self, op: impl FnMut(&T) -> io::Result<R>) -> io::Result<R>;
    #[concheck::runs(may_block)]
    pub async unsafe fn read_with_mut<R>(&mut self, op: impl FnMut(&mut T) -> io::Result<R>) -> io::Result<R>;
    #[concheck::runs(may_block)]
    pub async fn write_with<R>(&self, op: impl FnMut(&T) -> io::Result<R>) -> io::Result<R>;
    #[concheck::runs(may_block)]
    pub async unsafe fn write_with_mut<R>(&mut self, op: impl FnMut(&mut T) -> io::Result<R>) -> io::Result<R>;
}
impl Async<std::net::TcpListener> {
    pub fn bind<A>(addr: A) -> io::Result<Async<std::net::TcpListener>>;
    pub async fn accept(&self) -> io::Result<(Async<std::net::TcpStream>, SocketAddr)>;
    pub fn incoming(&self) -> impl Stream<Item = io::Result<Async<std::net::TcpStream>>>;
}
impl Async<std::net::TcpStream> {
    pub async fn connect<A>(addr: A) -> io::Result<Async<std::net::TcpStream>>;
    pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize>;
}
impl Async<std::net::UdpSocket> {
    pub fn bind<A>(addr: A) -> io::Result<Async<std::net::UdpSocket>>;
    pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
    pub async fn send_to<A>(&self, buf: &[u8], addr: A) -> io::Result<usize>;
    pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
}
impl<T> AsyncRead for Async<T> {}
impl<T> AsyncWrite for Async<T> {}
