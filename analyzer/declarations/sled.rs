//! sled 0.34.

pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
pub struct IVec;

#[concheck::blocking(database)]
pub fn open<P>(path: P) -> Result<Db>;

#[concheck::builder]
pub struct Config;
impl Config {
    pub fn new() -> Config;
    #[concheck::blocking(database)]
    pub fn open(&self) -> Result<Db>;
}

pub struct Db;
impl Deref for Db {
    type Target = Tree;
}
impl Db {
    #[concheck::blocking(database)]
    pub fn open_tree<V>(&self, name: V) -> Result<Tree>;
}
impl Clone for Db {
    fn clone(&self) -> Self;
}
pub struct Tree;
impl Tree {
    // The others work on what is cached; this writes to the disk.
    #[concheck::blocking(database)]
    pub fn flush(&self) -> Result<usize>;
    pub async fn flush_async(&self) -> Result<usize>;
    pub fn get<K>(&self, key: K) -> Result<Option<IVec>>;
    pub fn insert<K, V>(&self, key: K, value: V) -> Result<Option<IVec>>;
    pub fn remove<K>(&self, key: K) -> Result<Option<IVec>>;
    pub fn update_and_fetch<K, V, F: FnMut(Option<&[u8]>) -> Option<V>>(&self, key: K, f: F) -> Result<Option<IVec>>;
    pub fn fetch_and_update<K, V, F: FnMut(Option<&[u8]>) -> Option<V>>(&self, key: K, f: F) -> Result<Option<IVec>>;
    pub fn iter(&self) -> impl Iterator<Item = Result<(IVec, IVec)>>;
}
impl Clone for Tree {
    fn clone(&self) -> Self;
}
