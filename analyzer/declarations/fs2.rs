//! fs2 0.4.

use std::fs::File;
use std::io::Result;

pub trait FileExt {
    #[concheck::blocking(file_lock)]
    fn lock_shared(&self) -> Result<()>;
    #[concheck::blocking(file_lock)]
    fn lock_exclusive(&self) -> Result<()>;
    fn try_lock_shared(&self) -> Result<()>;
    fn try_lock_exclusive(&self) -> Result<()>;
    fn unlock(&self) -> Result<()>;
}
impl FileExt for File {}
