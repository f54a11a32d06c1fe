//! postgres 0.19.

pub struct Error;
pub struct Row;
pub struct SimpleQueryMessage;
pub struct Statement;

#[concheck::builder]
pub struct Config;
impl Config {
    pub fn new() -> Config;
    #[concheck::blocking(database)]
    pub fn connect<T>(&self, tls: T) -> Result<Client, Error>;
}

pub struct Client;
impl Client {
    #[concheck::blocking(database)]
    pub fn connect<T>(params: &str, tls_mode: T) -> Result<Client, Error>;
    pub fn configure() -> Config;
    #[concheck::blocking(database)]
    pub fn execute<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<u64, Error>;
    #[concheck::blocking(database)]
    pub fn query<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<Vec<Row>, Error>;
    #[concheck::blocking(database)]
    pub fn query_one<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<Row, Error>;
    #[concheck::blocking(database)]
    pub fn query_opt<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<Option<Row>, Error>;
    #[concheck::blocking(database)]
    pub fn query_raw<Q: ?Sized, P>(&mut self, query: &Q, params: P) -> Result<RowIter<'_>, Error>;
    #[concheck::blocking(database)]
    pub fn prepare(&mut self, query: &str) -> Result<Statement, Error>;
    #[concheck::blocking(database)]
    pub fn copy_in<Q: ?Sized>(&mut self, query: &Q) -> Result<CopyInWriter<'_>, Error>;
    #[concheck::blocking(database)]
    pub fn copy_out<Q: ?Sized>(&mut self, query: &Q) -> Result<CopyOutReader<'_>, Error>;
    #[concheck::blocking(database)]
    pub fn simple_query(&mut self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[concheck::blocking(database)]
    pub fn batch_execute(&mut self, query: &str) -> Result<(), Error>;
    #[concheck::blocking(database)]
    pub fn transaction(&mut self) -> Result<Transaction<'_>, Error>;
    pub fn is_closed(&self) -> bool;
    pub fn close(self) -> Result<(), Error>;
}

pub struct Transaction<'a>;
impl<'a> Transaction<'a> {
    #[concheck::blocking(database)]
    pub fn commit(self) -> Result<(), Error>;
    #[concheck::blocking(database)]
    pub fn rollback(self) -> Result<(), Error>;
    #[concheck::blocking(database)]
    pub fn execute<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<u64, Error>;
    #[concheck::blocking(database)]
    pub fn query<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<Vec<Row>, Error>;
    #[concheck::blocking(database)]
    pub fn query_one<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<Row, Error>;
    #[concheck::blocking(database)]
    pub fn query_opt<Q: ?Sized, P: ?Sized>(&mut self, query: &Q, params: &P) -> Result<Option<Row>, Error>;
    #[concheck::blocking(database)]
    pub fn copy_in<Q: ?Sized>(&mut self, query: &Q) -> Result<CopyInWriter<'_>, Error>;
    #[concheck::blocking(database)]
    pub fn copy_out<Q: ?Sized>(&mut self, query: &Q) -> Result<CopyOutReader<'_>, Error>;
    #[concheck::blocking(database)]
    pub fn simple_query(&mut self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[concheck::blocking(database)]
    pub fn batch_execute(&mut self, query: &str) -> Result<(), Error>;
    #[concheck::blocking(database)]
    pub fn transaction(&mut self) -> Result<Transaction<'_>, Error>;
}
pub struct RowIter<'a>;
pub struct CopyInWriter<'a>;
pub struct CopyOutReader<'a>;
