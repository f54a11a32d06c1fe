//! async-net 1 and 2.

use futures::io::{AsyncRead, AsyncWrite};
use futures::stream::Stream;
use std::io;

pub use std::net::{IpAddr, SocketAddr};

pub async fn resolve<A>(addr: A) -> io::Result<Vec<SocketAddr>>;

#[concheck::resource]
pub struct TcpListener;
impl TcpListener {
    pub async fn bind<A>(addr: A) -> io::Result<TcpListener>;
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)>;
    pub fn incoming(&self) -> Incoming<'_>;
    pub fn local_addr(&self) -> io::Result<SocketAddr>;
}
#[concheck::resource]
pub struct Incoming<'a>;
impl Stream for Incoming<'_> {
    type Item = io::Result<TcpStream>;
}
#[concheck::resource]
pub struct TcpStream;
impl TcpStream {
    pub async fn connect<A>(addr: A) -> io::Result<TcpStream>;
    pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub fn local_addr(&self) -> io::Result<SocketAddr>;
    pub fn peer_addr(&self) -> io::Result<SocketAddr>;
}
impl Clone for TcpStream {
    fn clone(&self) -> Self;
}
impl AsyncRead for TcpStream {}
impl AsyncWrite for TcpStream {}

#[concheck::resource]
pub struct UdpSocket;
impl UdpSocket {
    pub async fn bind<A>(addr: A) -> io::Result<UdpSocket>;
    pub async fn connect<A>(&self, addr: A) -> io::Result<()>;
    pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
    pub async fn send_to<A>(&self, buf: &[u8], addr: A) -> io::Result<usize>;
    pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
}

pub mod unix {
    use futures::io::{AsyncRead, AsyncWrite};
    use std::io;

    pub struct SocketAddr;
    #[concheck::resource]
    pub struct UnixListener;
    impl UnixListener {
        pub fn bind<P>(path: P) -> io::Result<UnixListener>;
        pub async fn accept(&self) -> io::Result<(UnixStream, SocketAddr)>;
    }
    #[concheck::resource]
    pub struct UnixStream;
    impl UnixStream {
        pub async fn connect<P>(path: P) -> io::Result<UnixStream>;
        pub fn pair() -> io::Result<(UnixStream, UnixStream)>;
    }
    impl AsyncRead for UnixStream {}
    impl AsyncWrite for UnixStream {}
}
