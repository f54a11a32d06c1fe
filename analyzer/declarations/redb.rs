//! redb 1 and later.

pub struct DatabaseError;
pub struct TransactionError;
pub struct CommitError;

pub struct Builder;
impl Builder {
    pub fn new() -> Self;
    #[concheck::blocking(database)]
    pub fn create<P>(&self, path: P) -> Result<Database, DatabaseError>;
    #[concheck::blocking(database)]
    pub fn open<P>(&self, path: P) -> Result<Database, DatabaseError>;
}
pub struct Database;
impl Database {
    #[concheck::blocking(database)]
    pub fn create<P>(path: P) -> Result<Database, DatabaseError>;
    #[concheck::blocking(database)]
    pub fn open<P>(path: P) -> Result<Database, DatabaseError>;
    pub fn builder() -> Builder;
    // Waits until no other write transaction runs.
    #[concheck::blocking(database)]
    pub fn begin_write(&self) -> Result<WriteTransaction, TransactionError>;
    pub fn begin_read(&self) -> Result<ReadTransaction, TransactionError>;
    #[concheck::blocking(database)]
    pub fn compact(&mut self) -> Result<bool, DatabaseError>;
}
pub struct WriteTransaction;
impl WriteTransaction {
    #[concheck::blocking(database)]
    pub fn commit(self) -> Result<(), CommitError>;
}
pub struct ReadTransaction;
