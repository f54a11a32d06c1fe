//! lz4_flex 0.9 and later.

pub use self::block::{compress, compress_into, compress_prepend_size, decompress, decompress_into, decompress_size_prepended};

pub mod block {
    pub struct DecompressError;
    pub struct CompressError;

    #[concheck::blocking(compute)]
    pub fn compress(input: &[u8]) -> Vec<u8>;
    #[concheck::blocking(compute)]
    pub fn compress_into(input: &[u8], output: &mut [u8]) -> Result<usize, CompressError>;
    #[concheck::blocking(compute)]
    pub fn compress_prepend_size(input: &[u8]) -> Vec<u8>;
    #[concheck::blocking(compute)]
    pub fn decompress(input: &[u8], min_uncompressed_size: usize) -> Result<Vec<u8>, DecompressError>;
    #[concheck::blocking(compute)]
    pub fn decompress_into(input: &[u8], output: &mut [u8]) -> Result<usize, DecompressError>;
    #[concheck::blocking(compute)]
    pub fn decompress_size_prepended(input: &[u8]) -> Result<Vec<u8>, DecompressError>;
}
