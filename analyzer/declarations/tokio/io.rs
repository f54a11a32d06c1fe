//! tokio::io.

use std::pin::Pin;
use std::task::{Context, Poll};

pub use std::io::{Error, ErrorKind, Result, SeekFrom};

pub struct ReadBuf<'a>;

pub trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>>;
}
pub trait AsyncBufRead: AsyncRead {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;
    fn consume(self: Pin<&mut Self>, amt: usize);
}
pub trait AsyncWrite {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
}
pub trait AsyncSeek {
    fn start_seek(self: Pin<&mut Self>, position: SeekFrom) -> Result<()>;
    fn poll_complete(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>>;
}

pub trait AsyncReadExt: AsyncRead {
    fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>;
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
    async fn read_buf<B>(&mut self, buf: &mut B) -> Result<usize>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<usize>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    #[concheck::pipes(reads)]
    async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    #[concheck::pipes(reads)]
    async fn read_to_string(&mut self, dst: &mut String) -> Result<usize>;
    async fn read_u8(&mut self) -> Result<u8>;
    async fn read_i8(&mut self) -> Result<i8>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u16(&mut self) -> Result<u16>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u16_le(&mut self) -> Result<u16>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u32(&mut self) -> Result<u32>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u32_le(&mut self) -> Result<u32>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u64(&mut self) -> Result<u64>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u64_le(&mut self) -> Result<u64>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u128(&mut self) -> Result<u128>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_u128_le(&mut self) -> Result<u128>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i16(&mut self) -> Result<i16>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i16_le(&mut self) -> Result<i16>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i32(&mut self) -> Result<i32>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i32_le(&mut self) -> Result<i32>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i64(&mut self) -> Result<i64>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i64_le(&mut self) -> Result<i64>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i128(&mut self) -> Result<i128>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_i128_le(&mut self) -> Result<i128>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_f32(&mut self) -> Result<f32>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_f32_le(&mut self) -> Result<f32>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_f64(&mut self) -> Result<f64>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read_buf`")]
    async fn read_f64_le(&mut self) -> Result<f64>;
    fn take(self, limit: u64) -> Take<Self>;
}
pub trait AsyncBufReadExt: AsyncBufRead {
    #[concheck::loses("the bytes read so far", instead = "use `split(b'…').next_segment()`")]
    async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
    #[concheck::loses("the bytes read so far", instead = "use `lines().next_line()`")]
    async fn read_line(&mut self, buf: &mut String) -> Result<usize>;
    fn split(self, byte: u8) -> Split<Self>;
    async fn fill_buf(&mut self) -> Result<&[u8]>;
    fn consume(&mut self, amt: usize);
    #[concheck::pipes(reads)]
    fn lines(self) -> Lines<Self>;
}
pub trait AsyncWriteExt: AsyncWrite {
    #[concheck::pipes(writes)]
    async fn write(&mut self, src: &[u8]) -> Result<usize>;
    async fn write_buf<B>(&mut self, src: &mut B) -> Result<usize>;
    async fn write_all_buf<B>(&mut self, src: &mut B) -> Result<()>;
    #[concheck::loses("track of how much was written", instead = "use `write_buf` on a buffer kept outside the loop")]
    #[concheck::pipes(writes)]
    async fn write_all(&mut self, src: &[u8]) -> Result<()>;
    async fn write_u8(&mut self, n: u8) -> Result<()>;
    async fn flush(&mut self) -> Result<()>;
    async fn shutdown(&mut self) -> Result<()>;
}
pub trait AsyncSeekExt: AsyncSeek {
    async fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
    async fn rewind(&mut self) -> Result<()>;
    async fn stream_position(&mut self) -> Result<u64>;
}

impl<T: AsyncRead> AsyncRead for &mut T {}
impl<T: AsyncBufRead> AsyncBufRead for &mut T {}
impl<T: AsyncWrite> AsyncWrite for &mut T {}
impl<T: AsyncRead> AsyncRead for Box<T> {}
impl<T: AsyncBufRead> AsyncBufRead for Box<T> {}
impl<T: AsyncWrite> AsyncWrite for Box<T> {}

impl<T: AsyncRead> AsyncReadExt for T {}
impl<T: AsyncBufRead> AsyncBufReadExt for T {}
impl<T: AsyncWrite> AsyncWriteExt for T {}
impl<T: AsyncSeek> AsyncSeekExt for T {}

pub struct Chain<T, U>;
impl<T, U> AsyncRead for Chain<T, U> {}
pub struct Take<R>;
impl<R> Take<R> {
    pub fn get_ref(&self) -> &R;
    pub fn get_mut(&mut self) -> &mut R;
    pub fn into_inner(self) -> R;
}
impl<R> AsyncRead for Take<R> {}
impl<R> AsyncBufRead for Take<R> {}

pub struct Lines<R>;
impl<R> Lines<R> {
    pub async fn next_line(&mut self) -> Result<Option<String>>;
    pub fn get_ref(&self) -> &R;
    pub fn get_mut(&mut self) -> &mut R;
    pub fn into_inner(self) -> R;
}
pub struct Split<R>;
impl<R> Split<R> {
    pub async fn next_segment(&mut self) -> Result<Option<Vec<u8>>>;
}

#[concheck::buffer]
pub struct BufReader<R>;
impl<R> BufReader<R> {
    pub fn new(inner: R) -> Self;
    pub fn with_capacity(capacity: usize, inner: R) -> Self;
    pub fn get_ref(&self) -> &R;
    pub fn get_mut(&mut self) -> &mut R;
    pub fn into_inner(self) -> R;
    pub fn buffer(&self) -> &[u8];
}
impl<R> AsyncRead for BufReader<R> {}
impl<R> AsyncBufRead for BufReader<R> {}
impl<R> AsyncWrite for BufReader<R> {}
impl<R> AsyncSeek for BufReader<R> {}

#[concheck::buffer]
pub struct BufWriter<W>;
impl<W> BufWriter<W> {
    pub fn new(inner: W) -> Self;
    pub fn with_capacity(capacity: usize, inner: W) -> Self;
    pub fn get_ref(&self) -> &W;
    pub fn get_mut(&mut self) -> &mut W;
    pub fn into_inner(self) -> W;
    pub fn buffer(&self) -> &[u8];
}
impl<W> AsyncRead for BufWriter<W> {}
impl<W> AsyncWrite for BufWriter<W> {}
impl<W> AsyncSeek for BufWriter<W> {}

pub struct BufStream<RW>;
impl<RW> BufStream<RW> {
    pub fn new(stream: RW) -> BufStream<RW>;
    pub fn with_capacity(reader_capacity: usize, writer_capacity: usize, stream: RW) -> BufStream<RW>;
    pub fn get_ref(&self) -> &RW;
    pub fn get_mut(&mut self) -> &mut RW;
    pub fn into_inner(self) -> RW;
}
impl<RW> AsyncRead for BufStream<RW> {}
impl<RW> AsyncBufRead for BufStream<RW> {}
impl<RW> AsyncWrite for BufStream<RW> {}

pub fn split<T>(stream: T) -> (ReadHalf<T>, WriteHalf<T>);
pub fn join<R, W>(reader: R, writer: W) -> Join<R, W>;
pub struct ReadHalf<T>;
impl<T> ReadHalf<T> {
    pub fn unsplit(self, wr: WriteHalf<T>) -> T;
}
impl<T> AsyncRead for ReadHalf<T> {}
pub struct WriteHalf<T>;
impl<T> AsyncWrite for WriteHalf<T> {}
pub struct Join<R, W>;
impl<R, W> AsyncRead for Join<R, W> {}
impl<R, W> AsyncWrite for Join<R, W> {}

pub async fn copy<R, W>(reader: &mut R, writer: &mut W) -> Result<u64>;
pub async fn copy_buf<R, W>(reader: &mut R, writer: &mut W) -> Result<u64>;
pub async fn copy_bidirectional<A, B>(a: &mut A, b: &mut B) -> Result<(u64, u64)>;
pub async fn copy_bidirectional_with_sizes<A, B>(
    a: &mut A,
    b: &mut B,
    a_to_b_buf_size: usize,
    b_to_a_buf_size: usize,
) -> Result<(u64, u64)>;

pub fn duplex(max_buf_size: usize) -> (DuplexStream, DuplexStream);
pub fn simplex(max_buf_size: usize) -> (ReadHalf<SimplexStream>, WriteHalf<SimplexStream>);
pub struct DuplexStream;
impl AsyncRead for DuplexStream {}
impl AsyncWrite for DuplexStream {}
pub struct SimplexStream;
impl AsyncRead for SimplexStream {}
impl AsyncWrite for SimplexStream {}

pub fn stdin() -> Stdin;
pub fn stdout() -> Stdout;
pub fn stderr() -> Stderr;
#[concheck::resource]
pub struct Stdin;
impl AsyncRead for Stdin {}
#[concheck::resource]
pub struct Stdout;
impl AsyncWrite for Stdout {}
#[concheck::resource]
pub struct Stderr;
impl AsyncWrite for Stderr {}

pub fn empty() -> Empty;
pub fn sink() -> Sink;
pub fn repeat(byte: u8) -> Repeat;
pub struct Empty;
impl AsyncRead for Empty {}
impl AsyncBufRead for Empty {}
impl AsyncWrite for Empty {}
pub struct Sink;
impl AsyncWrite for Sink {}
pub struct Repeat;
impl AsyncRead for Repeat {}

pub struct Interest;
pub struct Ready;

pub mod unix {
    use super::{Interest, Ready, Result};

    pub struct TryIoError;
    pub struct AsyncFd<T>;
    impl<T> AsyncFd<T> {
        pub fn new(inner: T) -> Result<Self>;
        pub fn with_interest(inner: T, interest: Interest) -> Result<Self>;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
        pub async fn readable(&self) -> Result<AsyncFdReadyGuard<'_, T>>;
        pub async fn readable_mut(&mut self) -> Result<AsyncFdReadyMutGuard<'_, T>>;
        pub async fn writable(&self) -> Result<AsyncFdReadyGuard<'_, T>>;
        pub async fn writable_mut(&mut self) -> Result<AsyncFdReadyMutGuard<'_, T>>;
        pub async fn ready(&self, interest: Interest) -> Result<AsyncFdReadyGuard<'_, T>>;
        // What the closure does is set not to block.
        #[concheck::runs(may_block)]
        pub async fn async_io<R, F: FnMut(&T) -> Result<R>>(&self, interest: Interest, f: F) -> Result<R>;
        #[concheck::runs(may_block)]
        pub async fn async_io_mut<R, F: FnMut(&mut T) -> Result<R>>(
            &mut self,
            interest: Interest,
            f: F,
        ) -> Result<R>;
        #[concheck::runs(may_block)]
        pub fn try_io<R, F: FnOnce(&T) -> Result<R>>(&self, interest: Interest, f: F) -> Result<R>;
        #[concheck::runs(may_block)]
        pub fn try_io_mut<R, F: FnOnce(&mut T) -> Result<R>>(&mut self, interest: Interest, f: F) -> Result<R>;
    }
    pub struct AsyncFdReadyGuard<'a, T>;
    impl<'a, T> AsyncFdReadyGuard<'a, T> {
        pub fn clear_ready(&mut self);
        pub fn retain_ready(&mut self);
        pub fn get_ref(&self) -> &'a AsyncFd<T>;
        pub fn get_inner(&self) -> &'a T;
        #[concheck::runs(may_block)]
        pub fn try_io<R, F: FnOnce(&'a AsyncFd<T>) -> Result<R>>(
            &mut self,
            f: F,
        ) -> std::result::Result<Result<R>, TryIoError>;
    }
    pub struct AsyncFdReadyMutGuard<'a, T>;
    impl<'a, T> AsyncFdReadyMutGuard<'a, T> {
        pub fn clear_ready(&mut self);
        pub fn retain_ready(&mut self);
        pub fn get_ref(&self) -> &AsyncFd<T>;
        pub fn get_mut(&mut self) -> &mut AsyncFd<T>;
        pub fn get_inner(&self) -> &T;
        pub fn get_inner_mut(&mut self) -> &mut T;
        #[concheck::runs(may_block)]
        pub fn try_io<R, F: FnOnce(&mut AsyncFd<T>) -> Result<R>>(
            &mut self,
            f: F,
        ) -> std::result::Result<Result<R>, TryIoError>;
    }
}
