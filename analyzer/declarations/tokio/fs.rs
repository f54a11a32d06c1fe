//! tokio::fs.

use super::io::{AsyncRead, AsyncSeek, AsyncWrite};
use std::fs::{Metadata, Permissions};
use std::io;
use std::path::PathBuf;
use std::task::{Context, Poll};

pub async fn canonicalize<P>(path: P) -> io::Result<PathBuf>;
pub async fn copy<P, Q>(from: P, to: Q) -> io::Result<u64>;
pub async fn create_dir<P>(path: P) -> io::Result<()>;
pub async fn create_dir_all<P>(path: P) -> io::Result<()>;
pub async fn hard_link<P, Q>(original: P, link: Q) -> io::Result<()>;
pub async fn metadata<P>(path: P) -> io::Result<Metadata>;
pub async fn read<P>(path: P) -> io::Result<Vec<u8>>;
pub async fn read_dir<P>(path: P) -> io::Result<ReadDir>;
pub async fn read_link<P>(path: P) -> io::Result<PathBuf>;
pub async fn read_to_string<P>(path: P) -> io::Result<String>;
pub async fn remove_dir<P>(path: P) -> io::Result<()>;
pub async fn remove_dir_all<P>(path: P) -> io::Result<()>;
pub async fn remove_file<P>(path: P) -> io::Result<()>;
pub async fn rename<P, Q>(from: P, to: Q) -> io::Result<()>;
pub async fn set_permissions<P>(path: P, perm: Permissions) -> io::Result<()>;
pub async fn symlink<P, Q>(original: P, link: Q) -> io::Result<()>;
pub async fn symlink_dir<P, Q>(original: P, link: Q) -> io::Result<()>;
pub async fn symlink_file<P, Q>(original: P, link: Q) -> io::Result<()>;
pub async fn symlink_metadata<P>(path: P) -> io::Result<Metadata>;
pub async fn try_exists<P>(path: P) -> io::Result<bool>;
pub async fn write<P, C>(path: P, contents: C) -> io::Result<()>;

#[concheck::resource]
pub struct ReadDir;
impl ReadDir {
    pub async fn next_entry(&mut self) -> io::Result<Option<DirEntry>>;
    pub fn poll_next_entry(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Option<DirEntry>>>;
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
    pub async fn create_new<P>(path: P) -> io::Result<File>;
    pub fn options() -> OpenOptions;
    pub fn from_std(std: std::fs::File) -> File;
    pub async fn sync_all(&self) -> io::Result<()>;
    pub async fn sync_data(&self) -> io::Result<()>;
    pub async fn set_len(&self, size: u64) -> io::Result<()>;
    pub async fn metadata(&self) -> io::Result<Metadata>;
    pub async fn try_clone(&self) -> io::Result<File>;
    pub async fn into_std(self) -> std::fs::File;
    pub fn try_into_std(self) -> Result<std::fs::File, Self>;
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
    pub fn new() -> Self;
    pub async fn create<P>(&self, path: P) -> io::Result<()>;
}
