//! std::fs.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

#[concheck::twin("tokio::fs::read", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::read", version = 2)]
#[concheck::blocking(files)]
pub fn read<P>(path: P) -> io::Result<Vec<u8>>;
#[concheck::twin("tokio::fs::read_to_string", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::read_to_string", version = 2)]
#[concheck::blocking(files)]
pub fn read_to_string<P>(path: P) -> io::Result<String>;
#[concheck::twin("tokio::fs::write", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::write", version = 2)]
#[concheck::blocking(files)]
pub fn write<P, C>(path: P, contents: C) -> io::Result<()>;
#[concheck::twin("tokio::fs::copy", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::copy", version = 2)]
#[concheck::blocking(files, long)]
pub fn copy<P, Q>(from: P, to: Q) -> io::Result<u64>;
#[concheck::twin("tokio::fs::remove_dir_all", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::remove_dir_all", version = 2)]
#[concheck::blocking(files, long)]
pub fn remove_dir_all<P>(path: P) -> io::Result<()>;
#[concheck::blocking(files, long)]
pub fn read_dir<P>(path: P) -> io::Result<ReadDir>;
#[concheck::twin("tokio::fs::metadata", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::metadata", version = 2)]
#[concheck::blocking(names)]
pub fn metadata<P>(path: P) -> io::Result<Metadata>;
#[concheck::twin("tokio::fs::symlink_metadata", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::symlink_metadata", version = 2)]
#[concheck::blocking(names)]
pub fn symlink_metadata<P>(path: P) -> io::Result<Metadata>;
#[concheck::twin("tokio::fs::canonicalize", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::canonicalize", version = 2)]
#[concheck::blocking(names)]
pub fn canonicalize<P>(path: P) -> io::Result<PathBuf>;
#[concheck::twin("tokio::fs::create_dir", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::create_dir", version = 2)]
#[concheck::blocking(names)]
pub fn create_dir<P>(path: P) -> io::Result<()>;
#[concheck::twin("tokio::fs::create_dir_all", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::create_dir_all", version = 2)]
#[concheck::blocking(names)]
pub fn create_dir_all<P>(path: P) -> io::Result<()>;
#[concheck::twin("tokio::fs::remove_file", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::remove_file", version = 2)]
#[concheck::blocking(names)]
pub fn remove_file<P>(path: P) -> io::Result<()>;
#[concheck::twin("tokio::fs::remove_dir", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::remove_dir", version = 2)]
#[concheck::blocking(names)]
pub fn remove_dir<P>(path: P) -> io::Result<()>;
#[concheck::twin("tokio::fs::rename", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::rename", version = 2)]
#[concheck::blocking(names)]
pub fn rename<P, Q>(from: P, to: Q) -> io::Result<()>;
#[concheck::twin("tokio::fs::hard_link", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::hard_link", version = 2)]
#[concheck::blocking(names)]
pub fn hard_link<P, Q>(original: P, link: Q) -> io::Result<()>;
#[concheck::twin("tokio::fs::read_link", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::read_link", version = 2)]
#[concheck::blocking(names)]
pub fn read_link<P>(path: P) -> io::Result<PathBuf>;
#[concheck::twin("tokio::fs::set_permissions", features = ["fs", "full"], version = 1)]
#[concheck::twin("smol::fs::set_permissions", version = 2)]
#[concheck::blocking(names)]
pub fn set_permissions<P>(path: P, permissions: Permissions) -> io::Result<()>;
#[concheck::blocking(names)]
pub fn exists<P>(path: P) -> io::Result<bool>;

#[concheck::resource]
pub struct File;
impl File {
    #[concheck::blocking(files)]
    pub fn open<P>(path: P) -> io::Result<File>;
    #[concheck::blocking(files)]
    pub fn create<P>(path: P) -> io::Result<File>;
    #[concheck::blocking(files)]
    pub fn create_new<P>(path: P) -> io::Result<File>;
    #[concheck::blocking(files)]
    pub fn open_buffered<P>(path: P) -> io::Result<io::BufReader<File>>;
    #[concheck::blocking(files)]
    pub fn create_buffered<P>(path: P) -> io::Result<io::BufWriter<File>>;
    pub fn options() -> OpenOptions;
    #[concheck::blocking(files)]
    pub fn sync_all(&self) -> io::Result<()>;
    #[concheck::blocking(files)]
    pub fn sync_data(&self) -> io::Result<()>;
    #[concheck::blocking(file_lock)]
    pub fn lock(&self) -> io::Result<()>;
    #[concheck::blocking(file_lock)]
    pub fn lock_shared(&self) -> io::Result<()>;
    pub fn try_lock(&self) -> Result<(), TryLockError>;
    pub fn try_lock_shared(&self) -> Result<(), TryLockError>;
    pub fn unlock(&self) -> io::Result<()>;
    pub fn set_len(&self, size: u64) -> io::Result<()>;
    pub fn metadata(&self) -> io::Result<Metadata>;
    pub fn try_clone(&self) -> io::Result<File>;
}
impl Read for File {
    #[concheck::blocking(files)]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
    #[concheck::blocking(files)]
    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> io::Result<usize>;
    #[concheck::blocking(files)]
    fn read_to_string(&mut self, buffer: &mut String) -> io::Result<usize>;
    #[concheck::blocking(files)]
    fn read_exact(&mut self, buffer: &mut [u8]) -> io::Result<()>;
}
impl Write for File {
    #[concheck::blocking(files)]
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize>;
    #[concheck::blocking(files)]
    fn write_all(&mut self, buffer: &[u8]) -> io::Result<()>;
    fn flush(&mut self) -> io::Result<()>;
}
impl Seek for File {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64>;
}

pub enum TryLockError {
    Error(io::Error),
    WouldBlock,
}

#[concheck::builder]
pub struct OpenOptions;
impl OpenOptions {
    pub fn new() -> OpenOptions;
    #[concheck::blocking(files)]
    pub fn open<P>(&self, path: P) -> io::Result<File>;
}
#[concheck::builder]
pub struct DirBuilder;
impl DirBuilder {
    pub fn new() -> DirBuilder;
    #[concheck::blocking(names)]
    pub fn create<P>(&self, path: P) -> io::Result<()>;
}
#[concheck::resource]
pub struct ReadDir;
impl Iterator for ReadDir {
    type Item = io::Result<DirEntry>;
}
pub struct DirEntry;
impl DirEntry {
    pub fn path(&self) -> PathBuf;
    pub fn metadata(&self) -> io::Result<Metadata>;
}
pub struct Metadata;
pub struct Permissions;
pub struct FileType;
pub struct FileTimes;
