//! tokio::net.

use super::io::{AsyncRead, AsyncWrite, Interest, Ready};
use std::io;
use std::net::SocketAddr;

pub async fn lookup_host<T>(host: T) -> io::Result<impl Iterator<Item = SocketAddr>>;

#[concheck::resource]
pub struct TcpListener;
impl TcpListener {
    pub async fn bind<A>(addr: A) -> io::Result<TcpListener>;
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)>;
    pub fn from_std(listener: std::net::TcpListener) -> io::Result<TcpListener>;
    pub fn into_std(self) -> io::Result<std::net::TcpListener>;
    pub fn local_addr(&self) -> io::Result<SocketAddr>;
}

#[concheck::resource]
pub struct TcpStream;
impl TcpStream {
    pub async fn connect<A>(addr: A) -> io::Result<TcpStream>;
    pub fn from_std(stream: std::net::TcpStream) -> io::Result<TcpStream>;
    pub fn into_std(self) -> io::Result<std::net::TcpStream>;
    pub fn local_addr(&self) -> io::Result<SocketAddr>;
    pub fn peer_addr(&self) -> io::Result<SocketAddr>;
    pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
    pub async fn readable(&self) -> io::Result<()>;
    pub async fn writable(&self) -> io::Result<()>;
    pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub fn try_write(&self, buf: &[u8]) -> io::Result<usize>;
    pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize>;
    #[concheck::runs(may_block)]
    pub fn try_io<R, F: FnOnce() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
    #[concheck::runs(may_block)]
    pub async fn async_io<R, F: FnMut() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
    pub fn split<'a>(&'a mut self) -> (tcp::ReadHalf<'a>, tcp::WriteHalf<'a>);
    pub fn into_split(self) -> (tcp::OwnedReadHalf, tcp::OwnedWriteHalf);
}
impl AsyncRead for TcpStream {}
impl AsyncWrite for TcpStream {}

pub mod tcp {
    use super::super::io::{AsyncRead, AsyncWrite};
    use super::TcpStream;

    #[concheck::resource]
    pub struct ReadHalf<'a>;
    impl AsyncRead for ReadHalf<'_> {}
    #[concheck::resource]
    pub struct WriteHalf<'a>;
    impl AsyncWrite for WriteHalf<'_> {}
    pub struct ReuniteError;
    #[concheck::resource]
    pub struct OwnedReadHalf;
    impl OwnedReadHalf {
        pub fn reunite(self, other: OwnedWriteHalf) -> Result<TcpStream, ReuniteError>;
    }
    impl AsyncRead for OwnedReadHalf {}
    #[concheck::resource]
    pub struct OwnedWriteHalf;
    impl OwnedWriteHalf {
        pub fn reunite(self, other: OwnedReadHalf) -> Result<TcpStream, ReuniteError>;
        pub fn forget(self);
    }
    impl AsyncWrite for OwnedWriteHalf {}
}

#[concheck::resource]
pub struct TcpSocket;
impl TcpSocket {
    pub fn new_v4() -> io::Result<TcpSocket>;
    pub fn new_v6() -> io::Result<TcpSocket>;
    pub fn bind(&self, addr: SocketAddr) -> io::Result<()>;
    pub async fn connect(self, addr: SocketAddr) -> io::Result<TcpStream>;
    pub fn listen(self, backlog: u32) -> io::Result<TcpListener>;
}

#[concheck::resource]
pub struct UdpSocket;
impl UdpSocket {
    pub async fn bind<A>(addr: A) -> io::Result<UdpSocket>;
    pub fn from_std(socket: std::net::UdpSocket) -> io::Result<UdpSocket>;
    pub fn into_std(self) -> io::Result<std::net::UdpSocket>;
    pub async fn connect<A>(&self, addr: A) -> io::Result<()>;
    pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
    pub async fn readable(&self) -> io::Result<()>;
    pub async fn writable(&self) -> io::Result<()>;
    pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
    pub fn try_send(&self, buf: &[u8]) -> io::Result<usize>;
    pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub fn try_recv(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub async fn recv_buf<B>(&self, buf: &mut B) -> io::Result<usize>;
    pub async fn send_to<A>(&self, buf: &[u8], target: A) -> io::Result<usize>;
    pub fn try_send_to(&self, buf: &[u8], target: SocketAddr) -> io::Result<usize>;
    pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
    pub fn try_recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
    pub async fn recv_buf_from<B>(&self, buf: &mut B) -> io::Result<(usize, SocketAddr)>;
    pub async fn peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
    #[concheck::runs(may_block)]
    pub fn try_io<R, F: FnOnce() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
    #[concheck::runs(may_block)]
    pub async fn async_io<R, F: FnMut() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
}

#[concheck::resource]
pub struct UnixListener;
impl UnixListener {
    pub fn bind<P>(path: P) -> io::Result<UnixListener>;
    pub async fn accept(&self) -> io::Result<(UnixStream, unix::SocketAddr)>;
}
#[concheck::resource]
pub struct UnixStream;
impl UnixStream {
    pub async fn connect<P>(path: P) -> io::Result<UnixStream>;
    pub fn pair() -> io::Result<(UnixStream, UnixStream)>;
    pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
    pub async fn readable(&self) -> io::Result<()>;
    pub async fn writable(&self) -> io::Result<()>;
    pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub fn try_write(&self, buf: &[u8]) -> io::Result<usize>;
    #[concheck::runs(may_block)]
    pub fn try_io<R, F: FnOnce() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
    #[concheck::runs(may_block)]
    pub async fn async_io<R, F: FnMut() -> io::Result<R>>(&self, interest: Interest, f: F) -> io::Result<R>;
    pub fn split<'a>(&'a mut self) -> (unix::ReadHalf<'a>, unix::WriteHalf<'a>);
    pub fn into_split(self) -> (unix::OwnedReadHalf, unix::OwnedWriteHalf);
}
impl AsyncRead for UnixStream {}
impl AsyncWrite for UnixStream {}
#[concheck::resource]
pub struct UnixDatagram;
impl UnixDatagram {
    pub fn bind<P>(path: P) -> io::Result<UnixDatagram>;
    pub fn unbound() -> io::Result<UnixDatagram>;
    pub fn pair() -> io::Result<(UnixDatagram, UnixDatagram)>;
    pub fn connect<P>(&self, path: P) -> io::Result<()>;
    pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
    pub async fn send_to<P>(&self, buf: &[u8], target: P) -> io::Result<usize>;
    pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
    pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, unix::SocketAddr)>;
}

pub mod unix {
    use super::super::io::{AsyncRead, AsyncWrite};

    pub struct SocketAddr;
    #[concheck::resource]
    pub struct ReadHalf<'a>;
    impl AsyncRead for ReadHalf<'_> {}
    #[concheck::resource]
    pub struct WriteHalf<'a>;
    impl AsyncWrite for WriteHalf<'_> {}
    #[concheck::resource]
    pub struct OwnedReadHalf;
    impl AsyncRead for OwnedReadHalf {}
    #[concheck::resource]
    pub struct OwnedWriteHalf;
    impl AsyncWrite for OwnedWriteHalf {}

    pub mod pipe {
        use super::super::super::io::{AsyncRead, AsyncWrite};
        use std::io;

        pub fn pipe() -> io::Result<(Sender, Receiver)>;
        pub struct Sender;
        impl AsyncWrite for Sender {}
        pub struct Receiver;
        impl AsyncRead for Receiver {}
    }
}
