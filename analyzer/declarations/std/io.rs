//! std::io.

pub type Result<T> = std::result::Result<T, Error>;
pub struct Error;
pub struct ErrorKind;
impl Error {
    pub fn kind(&self) -> ErrorKind;
    pub fn last_os_error() -> Error;
    pub fn other<E>(error: E) -> Error;
    pub fn new<E>(kind: ErrorKind, error: E) -> Error;
}
pub enum SeekFrom {
    Start(u64),
    End(i64),
    Current(i64),
}
pub struct IoSlice<'a>;
pub struct IoSliceMut<'a>;

// Whether these block depends on what they read from or write to; the types that do say so.
pub trait Read {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize>;
    fn read_vectored(&mut self, buffers: &mut [IoSliceMut<'_>]) -> Result<usize>;
    #[concheck::pipes(reads)]
    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> Result<usize>;
    #[concheck::pipes(reads)]
    fn read_to_string(&mut self, buffer: &mut String) -> Result<usize>;
    fn read_exact(&mut self, buffer: &mut [u8]) -> Result<()>;
    fn by_ref(&mut self) -> &mut Self;
    fn bytes(self) -> impl Iterator<Item = Result<u8>>;
    fn chain<R: Read>(self, next: R) -> Chain<Self, R>;
    fn take(self, limit: u64) -> Take<Self>;
}
pub trait Write {
    #[concheck::pipes(writes)]
    fn write(&mut self, buffer: &[u8]) -> Result<usize>;
    fn write_vectored(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize>;
    fn flush(&mut self) -> Result<()>;
    #[concheck::pipes(writes)]
    fn write_all(&mut self, buffer: &[u8]) -> Result<()>;
    fn by_ref(&mut self) -> &mut Self;
}
pub trait Seek {
    fn seek(&mut self, position: SeekFrom) -> Result<u64>;
    fn rewind(&mut self) -> Result<()>;
    fn stream_position(&mut self) -> Result<u64>;
}
pub trait BufRead: Read {
    fn fill_buf(&mut self) -> Result<&[u8]>;
    fn consume(&mut self, amount: usize);
    fn read_until(&mut self, byte: u8, buffer: &mut Vec<u8>) -> Result<usize>;
    fn skip_until(&mut self, byte: u8) -> Result<usize>;
    fn read_line(&mut self, buffer: &mut String) -> Result<usize>;
    fn split(self, byte: u8) -> impl Iterator<Item = Result<Vec<u8>>>;
    #[concheck::pipes(reads)]
    fn lines(self) -> Lines<Self>;
}
pub trait IsTerminal {
    fn is_terminal(&self) -> bool;
}
pub struct Chain<A, B>;
impl<A, B> Read for Chain<A, B> {}
pub struct Take<R>;
impl<R> Read for Take<R> {}
pub struct Lines<B>;
impl<B> Iterator for Lines<B> {
    type Item = Result<String>;
}

#[concheck::lock(global)]
pub struct Stdin;
pub fn stdin() -> Stdin;
impl Stdin {
    #[concheck::acquires(self)]
    pub fn lock(&self) -> StdinLock<'static>;
    #[concheck::acquires(exclusive self)]
    #[concheck::blocking(input)]
    pub fn read_line(&self, buffer: &mut String) -> Result<usize>;
    #[concheck::acquires(exclusive self)]
    #[concheck::blocking(input)]
    pub fn lines(self) -> Lines<StdinLock<'static>>;
}
impl Read for Stdin {
    #[concheck::acquires(exclusive self)]
    #[concheck::blocking(input)]
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize>;
    #[concheck::acquires(exclusive self)]
    #[concheck::blocking(input)]
    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> Result<usize>;
    #[concheck::acquires(exclusive self)]
    #[concheck::blocking(input)]
    fn read_to_string(&mut self, buffer: &mut String) -> Result<usize>;
    #[concheck::acquires(exclusive self)]
    #[concheck::blocking(input)]
    fn read_exact(&mut self, buffer: &mut [u8]) -> Result<()>;
}
#[concheck::guard(exclusive)]
pub struct StdinLock<'a>;
impl Read for StdinLock<'_> {}
impl BufRead for StdinLock<'_> {}

#[concheck::lock(global, printed)]
pub struct Stdout;
pub fn stdout() -> Stdout;
impl Stdout {
    #[concheck::acquires(self)]
    pub fn lock(&self) -> StdoutLock<'static>;
}
impl Write for Stdout {}
#[concheck::guard(reentrant)]
pub struct StdoutLock<'a>;
impl Write for StdoutLock<'_> {}

#[concheck::lock(global, printed)]
pub struct Stderr;
pub fn stderr() -> Stderr;
impl Stderr {
    #[concheck::acquires(self)]
    pub fn lock(&self) -> StderrLock<'static>;
}
impl Write for Stderr {}
#[concheck::guard(reentrant)]
pub struct StderrLock<'a>;
impl Write for StderrLock<'_> {}

#[concheck::blocking(reader)]
pub fn read_to_string<R: Read>(reader: R) -> Result<String>;
#[concheck::pipes(copies)]
pub fn copy<R: Read, W: Write>(reader: &mut R, writer: &mut W) -> Result<u64>;
#[concheck::pipes(new)]
pub fn pipe() -> Result<(PipeReader, PipeWriter)>;
#[concheck::resource]
#[concheck::process(reader)]
pub struct PipeReader;
impl PipeReader {
    pub fn try_clone(&self) -> Result<PipeReader>;
}
impl Read for PipeReader {}
#[concheck::resource]
#[concheck::process(writer)]
pub struct PipeWriter;
impl PipeWriter {
    pub fn try_clone(&self) -> Result<PipeWriter>;
}
impl Write for PipeWriter {}

#[concheck::buffer]
pub struct BufReader<R>;
impl<R> BufReader<R> {
    pub fn new(inner: R) -> BufReader<R>;
    pub fn with_capacity(capacity: usize, inner: R) -> BufReader<R>;
    pub fn get_ref(&self) -> &R;
    pub fn get_mut(&mut self) -> &mut R;
    pub fn into_inner(self) -> R;
    pub fn buffer(&self) -> &[u8];
}
impl<R> Read for BufReader<R> {}
impl<R> BufRead for BufReader<R> {}
impl<R> Seek for BufReader<R> {}
#[concheck::buffer]
pub struct BufWriter<W>;
impl<W> BufWriter<W> {
    pub fn new(inner: W) -> BufWriter<W>;
    pub fn with_capacity(capacity: usize, inner: W) -> BufWriter<W>;
    pub fn get_ref(&self) -> &W;
    pub fn get_mut(&mut self) -> &mut W;
    pub fn into_inner(self) -> std::result::Result<W, IntoInnerError<BufWriter<W>>>;
    pub fn into_parts(self) -> (W, std::result::Result<Vec<u8>, WriterPanicked>);
    pub fn buffer(&self) -> &[u8];
}
impl<W> Write for BufWriter<W> {}
impl<W> Seek for BufWriter<W> {}
pub struct WriterPanicked;
pub struct IntoInnerError<W>;
impl<W> IntoInnerError<W> {
    pub fn error(&self) -> &Error;
    pub fn into_inner(self) -> W;
    pub fn into_error(self) -> Error;
    pub fn into_parts(self) -> (Error, W);
}
#[concheck::buffer]
pub struct LineWriter<W>;
impl<W> LineWriter<W> {
    pub fn new(inner: W) -> LineWriter<W>;
    pub fn get_ref(&self) -> &W;
    pub fn get_mut(&mut self) -> &mut W;
    pub fn into_inner(self) -> std::result::Result<W, IntoInnerError<LineWriter<W>>>;
}
impl<W> Write for LineWriter<W> {}
pub struct Cursor<T>;
impl<T> Cursor<T> {
    pub const fn new(inner: T) -> Cursor<T>;
    pub fn into_inner(self) -> T;
    pub const fn get_ref(&self) -> &T;
    pub const fn get_mut(&mut self) -> &mut T;
}
impl<T> Read for Cursor<T> {}
impl<T> BufRead for Cursor<T> {}
impl<T> Write for Cursor<T> {}
impl<T> Seek for Cursor<T> {}
pub struct Empty;
pub fn empty() -> Empty;
pub struct Sink;
pub fn sink() -> Sink;
impl Write for Sink {}

pub mod prelude {
    pub use super::{BufRead, Read, Seek, Write};
}
