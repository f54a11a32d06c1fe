//! std::os: Unix sockets and what children do before they start.

pub mod unix {
    pub mod net {
        use std::io::{self, Read, Write};
        use std::time::Duration;

        pub struct SocketAddr;
        #[concheck::resource]
        pub struct UnixStream;
        impl UnixStream {
            #[concheck::blocking(network)]
            pub fn connect<P>(path: P) -> io::Result<UnixStream>;
            pub fn pair() -> io::Result<(UnixStream, UnixStream)>;
            pub fn try_clone(&self) -> io::Result<UnixStream>;
            pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
            pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()>;
        }
        impl Read for UnixStream {}
        impl Write for UnixStream {}
        #[concheck::resource]
        pub struct UnixListener;
        impl UnixListener {
            pub fn bind<P>(path: P) -> io::Result<UnixListener>;
            #[concheck::blocking(network)]
            pub fn accept(&self) -> io::Result<(UnixStream, SocketAddr)>;
            #[concheck::blocking(network)]
            pub fn incoming(&self) -> impl Iterator<Item = io::Result<UnixStream>>;
            pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
        }
        #[concheck::resource]
        pub struct UnixDatagram;
        impl UnixDatagram {
            pub fn bind<P>(path: P) -> io::Result<UnixDatagram>;
            pub fn unbound() -> io::Result<UnixDatagram>;
            pub fn pair() -> io::Result<(UnixDatagram, UnixDatagram)>;
            #[concheck::blocking(network)]
            pub fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
            #[concheck::blocking(network)]
            pub fn recv(&self, buffer: &mut [u8]) -> io::Result<usize>;
        }
    }
    pub mod process {
        use std::io;
        pub trait CommandExt {
            #[concheck::runs(forked)]
            unsafe fn pre_exec<F: FnMut() -> io::Result<()>>(&mut self, f: F) -> &mut std::process::Command;
            fn exec(&mut self) -> io::Error;
        }
        impl CommandExt for std::process::Command {
            #[concheck::runs(forked)]
            unsafe fn pre_exec<F: FnMut() -> io::Result<()>>(&mut self, f: F) -> &mut std::process::Command;
            fn exec(&mut self) -> io::Error;
        }
    }
}
