//! mysql 20 and later.

pub use self::prelude::Queryable;

pub struct Error;
pub type Result<T, E = Error> = std::result::Result<T, E>;
pub struct Opts;
pub struct TxOpts;

pub struct Pool;
impl Pool {
    #[concheck::blocking(database)]
    pub fn new<T>(opts: T) -> Result<Pool>;
    #[concheck::blocking(database)]
    pub fn get_conn(&self) -> Result<PooledConn>;
    #[concheck::blocking(database)]
    pub fn try_get_conn<T>(&self, timeout: T) -> Result<PooledConn>;
    #[concheck::blocking(database)]
    pub fn start_transaction(&self, tx_opts: TxOpts) -> Result<Transaction<'static>>;
}
impl Clone for Pool {
    fn clone(&self) -> Self;
}
pub struct Conn;
impl Conn {
    #[concheck::blocking(database)]
    pub fn new<T>(opts: T) -> Result<Conn>;
    #[concheck::blocking(database)]
    pub fn start_transaction(&mut self, tx_opts: TxOpts) -> Result<Transaction<'_>>;
}
impl Queryable for Conn {}
pub struct PooledConn;
impl PooledConn {
    #[concheck::blocking(database)]
    pub fn start_transaction(&mut self, tx_opts: TxOpts) -> Result<Transaction<'_>>;
}
impl Queryable for PooledConn {}
pub struct Transaction<'a>;
impl Transaction<'_> {
    #[concheck::blocking(database)]
    pub fn commit(self) -> Result<()>;
    #[concheck::blocking(database)]
    pub fn rollback(self) -> Result<()>;
}
impl Queryable for Transaction<'_> {}

pub mod prelude {
    use super::Result;

    pub trait Queryable {
        #[concheck::blocking(database)]
        fn query<T, Q>(&mut self, query: Q) -> Result<Vec<T>>;
        #[concheck::blocking(database)]
        fn query_first<T, Q>(&mut self, query: Q) -> Result<Option<T>>;
        #[concheck::blocking(database)]
        fn query_map<T, F: FnMut(T) -> U, Q, U>(&mut self, query: Q, f: F) -> Result<Vec<U>>;
        #[concheck::blocking(database)]
        fn query_fold<T, F: FnMut(U, T) -> U, Q, U>(&mut self, query: Q, init: U, next: F) -> Result<U>;
        #[concheck::blocking(database)]
        fn query_drop<Q>(&mut self, query: Q) -> Result<()>;
        #[concheck::blocking(database)]
        fn exec<T, S, P>(&mut self, stmt: S, params: P) -> Result<Vec<T>>;
        #[concheck::blocking(database)]
        fn exec_first<T, S, P>(&mut self, stmt: S, params: P) -> Result<Option<T>>;
        #[concheck::blocking(database)]
        fn exec_map<T, S, P, F: FnMut(T) -> U, U>(&mut self, stmt: S, params: P, f: F) -> Result<Vec<U>>;
        #[concheck::blocking(database)]
        fn exec_drop<S, P>(&mut self, stmt: S, params: P) -> Result<()>;
        #[concheck::blocking(database)]
        fn exec_batch<S, P, I>(&mut self, stmt: S, params: I) -> Result<()>;
    }
}
