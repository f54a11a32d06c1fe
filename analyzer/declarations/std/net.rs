//! std::net.

use std::io::{self, Read, Write};
use std::time::Duration;

pub struct SocketAddr;
pub struct IpAddr;
pub enum Shutdown {
    Read,
    Write,
    Both,
}

pub trait ToSocketAddrs {
    #[concheck::blocking(resolve)]
    fn to_socket_addrs(&self) -> io::Result<impl Iterator<Item = SocketAddr>>;
}

#[concheck::resource]
pub struct TcpStream;
impl TcpStream {
    #[concheck::blocking(network)]
    pub fn connect<A: ToSocketAddrs>(address: A) -> io::Result<TcpStream>;
    #[concheck::blocking(network)]
    pub fn connect_timeout(address: &SocketAddr, timeout: Duration) -> io::Result<TcpStream>;
    pub fn peek(&self, buffer: &mut [u8]) -> io::Result<usize>;
    pub fn peer_addr(&self) -> io::Result<SocketAddr>;
    pub fn local_addr(&self) -> io::Result<SocketAddr>;
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()>;
    pub fn try_clone(&self) -> io::Result<TcpStream>;
    pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
    pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()>;
    pub fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()>;
}
impl Read for TcpStream {
    #[concheck::blocking(network)]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
    #[concheck::blocking(network)]
    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> io::Result<usize>;
    #[concheck::blocking(network)]
    fn read_to_string(&mut self, buffer: &mut String) -> io::Result<usize>;
    #[concheck::blocking(network)]
    fn read_exact(&mut self, buffer: &mut [u8]) -> io::Result<()>;
}
impl Write for TcpStream {
    #[concheck::blocking(network)]
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize>;
    #[concheck::blocking(network)]
    fn write_all(&mut self, buffer: &[u8]) -> io::Result<()>;
    fn flush(&mut self) -> io::Result<()>;
}

#[concheck::resource]
pub struct TcpListener;
impl TcpListener {
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<TcpListener>;
    pub fn local_addr(&self) -> io::Result<SocketAddr>;
    pub fn try_clone(&self) -> io::Result<TcpListener>;
    #[concheck::blocking(network)]
    pub fn accept(&self) -> io::Result<(TcpStream, SocketAddr)>;
    #[concheck::blocking(network)]
    pub fn incoming(&self) -> impl Iterator<Item = io::Result<TcpStream>>;
    #[concheck::blocking(network)]
    pub fn into_incoming(self) -> impl Iterator<Item = io::Result<TcpStream>>;
    pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
}

#[concheck::resource]
pub struct UdpSocket;
impl UdpSocket {
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<UdpSocket>;
    #[concheck::blocking(network)]
    pub fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
    #[concheck::blocking(network)]
    pub fn recv(&self, buffer: &mut [u8]) -> io::Result<usize>;
    #[concheck::blocking(network)]
    pub fn send_to<A: ToSocketAddrs>(&self, buffer: &[u8], address: A) -> io::Result<usize>;
    pub fn send(&self, buffer: &[u8]) -> io::Result<usize>;
    pub fn connect<A: ToSocketAddrs>(&self, address: A) -> io::Result<()>;
    pub fn try_clone(&self) -> io::Result<UdpSocket>;
    pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
    pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()>;
}
