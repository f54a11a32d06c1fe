//! std::path: what asks the file system.

use std::fs::{Metadata, ReadDir};
use std::io;

pub struct Path;
impl Path {
    #[concheck::blocking(names)]
    pub fn metadata(&self) -> io::Result<Metadata>;
    #[concheck::blocking(names)]
    pub fn symlink_metadata(&self) -> io::Result<Metadata>;
    #[concheck::blocking(names)]
    pub fn canonicalize(&self) -> io::Result<PathBuf>;
    #[concheck::blocking(names)]
    pub fn read_link(&self) -> io::Result<PathBuf>;
    #[concheck::blocking(files, long)]
    pub fn read_dir(&self) -> io::Result<ReadDir>;
}
pub struct PathBuf;
impl Deref for PathBuf {
    type Target = Path;
}
