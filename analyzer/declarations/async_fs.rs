//! async-fs 1 and 2.

use futures::io::{AsyncRead, AsyncSeek, AsyncWrite};
use futures::stream::Stream;
use std::fs::{Metadata, Permissions};
use std::io;
use std::path::PathBuf;

pub async fn canonicalize<P>(path: P) -> io::Result<PathBuf>;
pub async fn copy<P, Q>(src: P, dst: Q) -> io::Result<u64>;
pub async fn create_dir<P>(path: P) -> io::Result<()>;
pub async fn create_dir_all<P>(path: P) -> io::Result<()>;
pub async fn hard_link<P, Q>(src: P, dst: Q) -> io::Result<()>;
pub async fn metadata<P>(path: P) -> io::Result<Metadata>;
pub async fn read<P>(path: P) -> io::Result<Vec<u8>>;
pub async fn read_dir<P>(path: P) -> io::Result<ReadDir>;
pub async fn read_link<P>(path: P) -> io::Result<PathBuf>;
pub async fn read_to_string<P>(path: P) -> io::Result<String>;
pub async fn remove_dir<P>(path: P) -> io::Result<()>;
pub async fn remove_dir_all<P>(path: P) -> io::Result<()>;
pub async fn remove_file<P>(path: P) -> io::Result<()>;
pub async fn rename<P, Q>(src: P, dst: Q) -> io::Result<()>;
pub async fn set_permissions<P>(path: P, perm: Permissions) -> io::Result<()>;
pub async fn symlink_metadata<P>(path: P) -> io::Result<Metadata>;
pub async fn write<P, C>(path: P, contents: C) -> io::Result<()>;

#[concheck::resource]
pub struct ReadDir;
impl Stream for ReadDir {
    type Item = io::Result<DirEntry>;
}
pub struct DirEntry;
impl DirEntry {
    pub fn path(&self) -> PathBuf;
    pub async fn metadata(&self) -> io::Result<Metadata>;
    pub async fn file_type(&self) -> io::Result<std::fs::FileType>;
}

#[concheck::resource]
pub struct File;
impl File {
    pub async fn open<P>(path: P) -> io::Result<File>;
    pub async fn create<P>(path: P) -> io::Result<File>;
    pub async fn sync_all(&self) -> io::Result<()>;
    pub async fn sync_data(&self) -> io::Result<()>;
    pub async fn set_len(&self, size: u64) -> io::Result<()>;
    pub async fn metadata(&self) -> io::Result<Metadata>;
    pub async fn set_permissions(&self, perm: Permissions) -> io::Result<()>;
}
impl AsyncRead for File {}
impl AsyncWrite for File {}
impl AsyncSeek for File {}

#[concheck::builder]
pub struct OpenOptions;
impl OpenOptions {
    pub fn new() -> OpenOptions;
    pub async fn open<P>(&self, path: P) -> io::Result<File>;
}
#[concheck::builder]
pub struct DirBuilder;
impl DirBuilder {
    pub fn new() -> DirBuilder;
    pub async fn create<P>(&self, path: P) -> io::Result<()>;
}
