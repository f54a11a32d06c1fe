//! tantivy 0.19 and later.

pub use self::index::{Index, Searcher};

pub struct TantivyError;
pub type Result<T> = std::result::Result<T, TantivyError>;
pub type Opstamp = u64;

pub mod index {
    use super::Result;
    use super::indexer::IndexWriter;

    pub struct Index;
    impl Index {
        #[concheck::blocking(files)]
        pub fn open_in_dir<P>(directory_path: P) -> Result<Index>;
        pub fn writer(&self, overall_memory_budget_in_bytes: usize) -> Result<IndexWriter>;
    }
    impl Clone for Index {
        fn clone(&self) -> Self;
    }
    pub trait Collector {
        type Fruit;
    }
    pub struct Searcher;
    impl Searcher {
        #[concheck::blocking(compute)]
        pub fn search<Q: ?Sized, C: Collector>(&self, query: &Q, collector: &C) -> Result<C::Fruit>;
    }
}
pub mod indexer {
    use super::{Opstamp, Result};

    pub struct IndexWriter;
    impl IndexWriter {
        // Waits until the threads that index have taken what they were given.
        #[concheck::blocking(files)]
        pub fn commit(&mut self) -> Result<Opstamp>;
        #[concheck::blocking(files)]
        pub fn rollback(&mut self) -> Result<Opstamp>;
        #[concheck::waits(end)]
        #[concheck::blocking(thread)]
        pub fn wait_merging_threads(self) -> Result<()>;
    }
}
pub use self::indexer::IndexWriter;
