//! flate2 1.

// Reads and writes are those of `std::io`, given here since they compute.
pub struct Compression;
impl Compression {
    pub fn new(level: u32) -> Compression;
    pub fn fast() -> Compression;
    pub fn best() -> Compression;
    pub fn none() -> Compression;
}

pub mod read {
    use super::Compression;
    use std::io;

    pub struct GzEncoder<R>;
    impl<R> GzEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for GzEncoder<R> {}

    pub struct GzDecoder<R>;
    impl<R> GzDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for GzDecoder<R> {}

    pub struct ZlibEncoder<R>;
    impl<R> ZlibEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for ZlibEncoder<R> {}

    pub struct ZlibDecoder<R>;
    impl<R> ZlibDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for ZlibDecoder<R> {}

    pub struct DeflateEncoder<R>;
    impl<R> DeflateEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for DeflateEncoder<R> {}

    pub struct DeflateDecoder<R>;
    impl<R> DeflateDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for DeflateDecoder<R> {}
}

pub mod bufread {
    use super::Compression;
    use std::io;

    pub struct GzEncoder<R>;
    impl<R> GzEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for GzEncoder<R> {}

    pub struct GzDecoder<R>;
    impl<R> GzDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for GzDecoder<R> {}

    pub struct ZlibEncoder<R>;
    impl<R> ZlibEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for ZlibEncoder<R> {}

    pub struct ZlibDecoder<R>;
    impl<R> ZlibDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for ZlibDecoder<R> {}

    pub struct DeflateEncoder<R>;
    impl<R> DeflateEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for DeflateEncoder<R> {}

    pub struct DeflateDecoder<R>;
    impl<R> DeflateDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        #[concheck::blocking(compute)]
        pub fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[concheck::blocking(compute)]
        pub fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
    }
    impl<R> io::Read for DeflateDecoder<R> {}
}

pub mod write {
    use super::Compression;
    use std::io;

    pub struct GzEncoder<R>;
    impl<R> GzEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        #[concheck::blocking(compute)]
        pub fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        pub fn try_finish(&mut self) -> io::Result<()>;
        #[concheck::blocking(compute)]
        pub fn finish(self) -> io::Result<R>;
    }
    impl<R> io::Write for GzEncoder<R> {}

    pub struct GzDecoder<R>;
    impl<R> GzDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        #[concheck::blocking(compute)]
        pub fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        pub fn try_finish(&mut self) -> io::Result<()>;
        #[concheck::blocking(compute)]
        pub fn finish(self) -> io::Result<R>;
    }
    impl<R> io::Write for GzDecoder<R> {}

    pub struct ZlibEncoder<R>;
    impl<R> ZlibEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        #[concheck::blocking(compute)]
        pub fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        pub fn try_finish(&mut self) -> io::Result<()>;
        #[concheck::blocking(compute)]
        pub fn finish(self) -> io::Result<R>;
    }
    impl<R> io::Write for ZlibEncoder<R> {}

    pub struct ZlibDecoder<R>;
    impl<R> ZlibDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        #[concheck::blocking(compute)]
        pub fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        pub fn try_finish(&mut self) -> io::Result<()>;
        #[concheck::blocking(compute)]
        pub fn finish(self) -> io::Result<R>;
    }
    impl<R> io::Write for ZlibDecoder<R> {}

    pub struct DeflateEncoder<R>;
    impl<R> DeflateEncoder<R> {
        pub fn new(r: R, level: Compression) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        #[concheck::blocking(compute)]
        pub fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        pub fn try_finish(&mut self) -> io::Result<()>;
        #[concheck::blocking(compute)]
        pub fn finish(self) -> io::Result<R>;
    }
    impl<R> io::Write for DeflateEncoder<R> {}

    pub struct DeflateDecoder<R>;
    impl<R> DeflateDecoder<R> {
        pub fn new(r: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        #[concheck::blocking(compute)]
        pub fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        pub fn try_finish(&mut self) -> io::Result<()>;
        #[concheck::blocking(compute)]
        pub fn finish(self) -> io::Result<R>;
    }
    impl<R> io::Write for DeflateDecoder<R> {}
}
