//! futures::io.

use super::stream::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

pub use std::io::{Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};

pub trait AsyncRead {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Result<usize>>;
}
pub trait AsyncBufRead: AsyncRead {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;
    fn consume(self: Pin<&mut Self>, amt: usize);
}
pub trait AsyncWrite {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;
}
pub trait AsyncSeek {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>>;
}

impl<T: AsyncRead> AsyncRead for &mut T {}
impl<T: AsyncBufRead> AsyncBufRead for &mut T {}
impl<T: AsyncWrite> AsyncWrite for &mut T {}
impl<T: AsyncRead> AsyncRead for Box<T> {}
impl<T: AsyncBufRead> AsyncBufRead for Box<T> {}
impl<T: AsyncWrite> AsyncWrite for Box<T> {}

pub trait AsyncReadExt: AsyncRead {
    fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>;
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
    async fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read`")]
    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read`")]
    #[concheck::pipes(reads)]
    async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `read`")]
    #[concheck::pipes(reads)]
    async fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
    fn split(self) -> (ReadHalf<Self>, WriteHalf<Self>);
    fn take(self, limit: u64) -> Take<Self>;
}
pub trait AsyncBufReadExt: AsyncBufRead {
    async fn fill_buf(&mut self) -> Result<&[u8]>;
    fn consume_unpin(&mut self, amt: usize);
    #[concheck::loses("the bytes read so far", instead = "keep a buffer outside the loop and use `fill_buf`")]
    async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
    #[concheck::loses("the bytes read so far", instead = "use `lines().next()`")]
    async fn read_line(&mut self, buf: &mut String) -> Result<usize>;
    #[concheck::pipes(reads)]
    fn lines(self) -> Lines<Self>;
    fn split(self, byte: u8) -> Split<Self>;
}
pub trait AsyncWriteExt: AsyncWrite {
    async fn flush(&mut self) -> Result<()>;
    async fn close(&mut self) -> Result<()>;
    #[concheck::pipes(writes)]
    async fn write(&mut self, buf: &[u8]) -> Result<usize>;
    #[concheck::loses("track of how much was written", instead = "use `write` on a buffer kept outside the loop")]
    #[concheck::pipes(writes)]
    async fn write_all(&mut self, buf: &[u8]) -> Result<()>;
}
pub trait AsyncSeekExt: AsyncSeek {
    async fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
    async fn stream_position(&mut self) -> Result<u64>;
}

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
impl<R> Stream for Lines<R> {
    type Item = Result<String>;
}
pub struct Split<R>;
impl<R> Stream for Split<R> {
    type Item = Result<Vec<u8>>;
}
pub struct ReadHalf<T>;
impl<T> ReadHalf<T> {
    pub fn reunite(self, other: WriteHalf<T>) -> std::result::Result<T, ReuniteError<T>>;
}
impl<T> AsyncRead for ReadHalf<T> {}
pub struct WriteHalf<T>;
impl<T> AsyncWrite for WriteHalf<T> {}
pub struct ReuniteError<T>;

#[concheck::buffer]
pub struct BufReader<R>;
impl<R> BufReader<R> {
    pub fn new(inner: R) -> Self;
    pub fn with_capacity(capacity: usize, inner: R) -> Self;
    pub fn get_ref(&self) -> &R;
    pub fn get_mut(&mut self) -> &mut R;
    pub fn into_inner(self) -> R;
}
impl<R> AsyncRead for BufReader<R> {}
impl<R> AsyncBufRead for BufReader<R> {}
impl<R> AsyncSeek for BufReader<R> {}
#[concheck::buffer]
pub struct BufWriter<W>;
impl<W> BufWriter<W> {
    pub fn new(inner: W) -> Self;
    pub fn with_capacity(capacity: usize, inner: W) -> Self;
    pub fn get_ref(&self) -> &W;
    pub fn get_mut(&mut self) -> &mut W;
    pub fn into_inner(self) -> W;
}
impl<W> AsyncWrite for BufWriter<W> {}
#[concheck::buffer]
pub struct LineWriter<W>;
impl<W> LineWriter<W> {
    pub fn new(inner: W) -> Self;
}
impl<W> AsyncWrite for LineWriter<W> {}
pub struct AllowStdIo<T>;
impl<T> AllowStdIo<T> {
    pub fn new(io: T) -> Self;
    pub fn get_ref(&self) -> &T;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn into_inner(self) -> T;
}
impl<T> AsyncRead for AllowStdIo<T> {}
impl<T> AsyncBufRead for AllowStdIo<T> {}
impl<T> AsyncWrite for AllowStdIo<T> {}
pub struct Cursor<T>;
impl<T> Cursor<T> {
    pub fn new(inner: T) -> Self;
    pub fn into_inner(self) -> T;
    pub fn get_ref(&self) -> &T;
    pub fn get_mut(&mut self) -> &mut T;
}
impl<T> AsyncRead for Cursor<T> {}
impl<T> AsyncBufRead for Cursor<T> {}
impl<T> AsyncWrite for Cursor<T> {}

pub async fn copy<R, W>(reader: R, writer: &mut W) -> Result<u64>;
pub async fn copy_buf<R, W>(reader: R, writer: &mut W) -> Result<u64>;
