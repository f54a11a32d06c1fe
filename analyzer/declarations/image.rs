//! image 0.23 to 0.25.

pub struct ImageFormat;
pub mod error {
    pub struct ImageError;
    pub type ImageResult<T> = Result<T, ImageError>;
}
pub use self::error::{ImageError, ImageResult};
pub struct DynamicImage;

#[concheck::blocking(compute)]
pub fn open<P>(path: P) -> ImageResult<DynamicImage>;
#[concheck::blocking(compute)]
pub fn load_from_memory(buffer: &[u8]) -> ImageResult<DynamicImage>;
#[concheck::blocking(compute)]
pub fn load_from_memory_with_format(buf: &[u8], format: ImageFormat) -> ImageResult<DynamicImage>;
