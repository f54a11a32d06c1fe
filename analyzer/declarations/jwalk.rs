//! jwalk 0.5 and later.

pub struct Error;

#[concheck::builder]
pub struct WalkDir;
impl WalkDir {
    #[concheck::blocking(files, long)]
    pub fn new<P>(root: P) -> WalkDir;
}
impl IntoIterator for WalkDir {
    type Item = Result<DirEntry, Error>;
    fn into_iter(self) -> impl Iterator<Item = Result<DirEntry, Error>>;
}
pub struct DirEntry;
