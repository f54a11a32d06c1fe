//! zstd 0.5 and later.

pub use self::stream::{Decoder, Encoder, decode_all, encode_all};

pub mod stream {
    pub use self::read::Decoder;
    pub use self::write::Encoder;
    use std::io;
    use std::io::{Read, Write};

    #[concheck::blocking(compute)]
    pub fn encode_all<R: Read>(source: R, level: i32) -> io::Result<Vec<u8>>;
    #[concheck::blocking(compute)]
    pub fn decode_all<R: Read>(source: R) -> io::Result<Vec<u8>>;
    #[concheck::blocking(compute)]
    pub fn copy_encode<R: Read, W: Write>(source: R, destination: W, level: i32) -> io::Result<()>;
    #[concheck::blocking(compute)]
    pub fn copy_decode<R: Read, W: Write>(source: R, destination: W) -> io::Result<()>;

    pub mod read {
        use std::io::Read;
        pub struct Decoder<R>;
        impl<R: Read> Read for Decoder<R> {}
        pub struct Encoder<R>;
        impl<R: Read> Read for Encoder<R> {}
    }
    pub mod write {
        use std::io::Write;
        pub struct Encoder<W>;
        impl<W: Write> Write for Encoder<W> {}
        pub struct Decoder<W>;
        impl<W: Write> Write for Decoder<W> {}
    }
}

pub mod bulk {
    use std::io;

    #[concheck::blocking(compute)]
    pub fn compress(source: &[u8], level: i32) -> io::Result<Vec<u8>>;
    #[concheck::blocking(compute)]
    pub fn decompress(data: &[u8], capacity: usize) -> io::Result<Vec<u8>>;
}
