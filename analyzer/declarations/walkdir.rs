//! walkdir 2.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};

pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;

#[concheck::builder]
pub struct WalkDir;
impl WalkDir {
    #[concheck::blocking(files, long)]
    pub fn new<P>(root: P) -> WalkDir;
    #[concheck::runs(later)]
    pub fn sort_by<F: FnMut(&DirEntry, &DirEntry) -> Ordering>(self, cmp: F) -> WalkDir;
    #[concheck::runs(later)]
    pub fn sort_by_key<K, F: FnMut(&DirEntry) -> K>(self, cmp: F) -> WalkDir;
}
impl IntoIterator for WalkDir {
    type Item = Result<DirEntry>;
    fn into_iter(self) -> IntoIter;
}
pub struct IntoIter;
impl IntoIter {
    pub fn skip_current_dir(&mut self);
    pub fn filter_entry<P: FnMut(&DirEntry) -> bool>(self, predicate: P) -> impl Iterator<Item = Result<DirEntry>>;
}
impl Iterator for IntoIter {
    type Item = Result<DirEntry>;
}
pub struct DirEntry;
impl DirEntry {
    pub fn path(&self) -> &Path;
    pub fn into_path(self) -> PathBuf;
}
