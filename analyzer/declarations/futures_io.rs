//! futures-io 0.3.

pub use futures::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom,
};
