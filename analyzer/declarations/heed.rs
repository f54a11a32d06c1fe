//! heed 0.20 and later.

pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;

#[concheck::builder]
pub struct EnvOpenOptions;
impl EnvOpenOptions {
    pub fn new() -> EnvOpenOptions;
    #[concheck::blocking(database)]
    pub unsafe fn open<P>(&self, path: P) -> Result<Env>;
}
pub struct Env;
impl Env {
    // Waits until no other write transaction runs.
    #[concheck::blocking(database)]
    pub fn write_txn(&self) -> Result<RwTxn<'_>>;
    pub fn read_txn(&self) -> Result<RoTxn<'_>>;
    #[concheck::blocking(database)]
    pub fn force_sync(&self) -> Result<()>;
}
impl Clone for Env {
    fn clone(&self) -> Self;
}
pub struct RwTxn<'p>;
impl<'p> RwTxn<'p> {
    #[concheck::blocking(database)]
    pub fn commit(self) -> Result<()>;
    pub fn abort(self);
}
pub struct RoTxn<'e>;
