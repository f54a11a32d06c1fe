//! rusqlite 0.25 and later.

pub struct Error;
pub type Result<T, E = Error> = std::result::Result<T, E>;
pub struct OpenFlags;
pub struct Row<'stmt>;

pub struct Connection;
impl Connection {
    #[concheck::blocking(database)]
    pub fn open<P>(path: P) -> Result<Connection>;
    #[concheck::blocking(database)]
    pub fn open_with_flags<P>(path: P, flags: OpenFlags) -> Result<Connection>;
    #[concheck::blocking(database)]
    pub fn open_with_flags_and_vfs<P, V>(path: P, flags: OpenFlags, vfs: V) -> Result<Connection>;
    pub fn open_in_memory() -> Result<Connection>;
    pub fn open_in_memory_with_flags(flags: OpenFlags) -> Result<Connection>;
    #[concheck::blocking(database)]
    pub fn execute_batch(&self, sql: &str) -> Result<()>;
    #[concheck::blocking(database)]
    pub fn execute<P>(&self, sql: &str, params: P) -> Result<usize>;
    #[concheck::blocking(database)]
    pub fn query_row<T, P, F: FnOnce(&Row<'_>) -> Result<T>>(&self, sql: &str, params: P, f: F) -> Result<T>;
    #[concheck::blocking(database)]
    pub fn query_one<T, P, F: FnOnce(&Row<'_>) -> Result<T>>(&self, sql: &str, params: P, f: F) -> Result<T>;
    #[concheck::blocking(database)]
    pub fn query_row_and_then<T, E, P, F: FnOnce(&Row<'_>) -> Result<T, E>>(
        &self,
        sql: &str,
        params: P,
        f: F,
    ) -> Result<T, E>;
    pub fn prepare(&self, sql: &str) -> Result<Statement<'_>>;
    pub fn prepare_cached(&self, sql: &str) -> Result<CachedStatement<'_>>;
    pub fn close(self) -> Result<(), (Connection, Error)>;
    pub fn transaction(&mut self) -> Result<Transaction<'_>>;
    pub fn transaction_with_behavior(&mut self, behavior: TransactionBehavior) -> Result<Transaction<'_>>;
    pub fn unchecked_transaction(&self) -> Result<Transaction<'_>>;
    pub fn savepoint(&mut self) -> Result<Savepoint<'_>>;
    #[concheck::blocking(database)]
    pub fn backup<P, F>(&self, name: &str, dst_path: P, progress: Option<F>) -> Result<()>;
    #[concheck::blocking(database)]
    pub fn pragma_update<V>(&self, schema_name: Option<&str>, pragma_name: &str, pragma_value: V) -> Result<()>;
    #[concheck::blocking(database)]
    pub fn pragma_query_value<T, F: FnOnce(&Row<'_>) -> Result<T>>(
        &self,
        schema_name: Option<&str>,
        pragma_name: &str,
        f: F,
    ) -> Result<T>;
    #[concheck::blocking(database)]
    pub fn pragma_query<F: FnMut(&Row<'_>) -> Result<()>>(
        &self,
        schema_name: Option<&str>,
        pragma_name: &str,
        f: F,
    ) -> Result<()>;
    #[concheck::runs(later)]
    pub fn busy_handler(&self, callback: Option<fn(i32) -> bool>) -> Result<()>;
}

pub struct TransactionBehavior;

pub struct Transaction<'conn>;
impl<'conn> Deref for Transaction<'conn> {
    type Target = Connection;
}
impl<'conn> Transaction<'conn> {
    pub fn new(conn: &'conn mut Connection, behavior: TransactionBehavior) -> Result<Transaction<'conn>>;
    pub fn savepoint(&mut self) -> Result<Savepoint<'_>>;
    #[concheck::blocking(database)]
    pub fn commit(self) -> Result<()>;
    #[concheck::blocking(database)]
    pub fn rollback(self) -> Result<()>;
    #[concheck::blocking(database)]
    pub fn finish(self) -> Result<()>;
}
pub struct Savepoint<'conn>;
impl<'conn> Deref for Savepoint<'conn> {
    type Target = Connection;
}
impl<'conn> Savepoint<'conn> {
    pub fn savepoint(&mut self) -> Result<Savepoint<'_>>;
    #[concheck::blocking(database)]
    pub fn commit(self) -> Result<()>;
    #[concheck::blocking(database)]
    pub fn rollback(&mut self) -> Result<()>;
}

pub struct Statement<'conn>;
impl<'conn> Statement<'conn> {
    #[concheck::blocking(database)]
    pub fn execute<P>(&mut self, params: P) -> Result<usize>;
    #[concheck::blocking(database)]
    pub fn insert<P>(&mut self, params: P) -> Result<i64>;
    #[concheck::blocking(database)]
    pub fn query<P>(&mut self, params: P) -> Result<Rows<'_>>;
    #[concheck::blocking(database)]
    pub fn query_map<T, P, F: FnMut(&Row<'_>) -> Result<T>>(
        &mut self,
        params: P,
        f: F,
    ) -> Result<impl Iterator<Item = Result<T>>>;
    #[concheck::blocking(database)]
    pub fn query_and_then<T, E, P, F: FnMut(&Row<'_>) -> Result<T, E>>(
        &mut self,
        params: P,
        f: F,
    ) -> Result<impl Iterator<Item = Result<T, E>>>;
    #[concheck::blocking(database)]
    pub fn exists<P>(&mut self, params: P) -> Result<bool>;
    #[concheck::blocking(database)]
    pub fn query_row<T, P, F: FnOnce(&Row<'_>) -> Result<T>>(&mut self, params: P, f: F) -> Result<T>;
    #[concheck::blocking(database)]
    pub fn query_one<T, P, F: FnOnce(&Row<'_>) -> Result<T>>(&mut self, params: P, f: F) -> Result<T>;
}
pub struct CachedStatement<'conn>;
impl<'conn> Deref for CachedStatement<'conn> {
    type Target = Statement<'conn>;
}
pub struct Rows<'stmt>;
impl<'stmt> Rows<'stmt> {
    #[concheck::blocking(database)]
    pub fn next(&mut self) -> Result<Option<&Row<'stmt>>>;
    pub fn mapped<F: FnMut(&Row<'_>) -> Result<B>, B>(self, f: F) -> impl Iterator<Item = Result<B>>;
    pub fn and_then<F: FnMut(&Row<'_>) -> Result<T, E>, T, E>(self, f: F) -> impl Iterator<Item = Result<T, E>>;
}
