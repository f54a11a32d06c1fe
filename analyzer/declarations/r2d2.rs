//! r2d2 0.8.

use std::time::Duration;

pub struct Error;
pub trait ManageConnection {
    type Connection;
    type Error;
    fn connect(&self) -> Result<Self::Connection, Self::Error>;
    fn is_valid(&self, conn: &mut Self::Connection) -> Result<(), Self::Error>;
    fn has_broken(&self, conn: &mut Self::Connection) -> bool;
}

#[concheck::builder]
pub struct Builder<M>;
impl<M: ManageConnection> Builder<M> {
    pub fn new() -> Builder<M>;
    #[concheck::blocking(database)]
    pub fn build(self, manager: M) -> Result<Pool<M>, Error>;
    pub fn build_unchecked(self, manager: M) -> Pool<M>;
}

pub struct Pool<M>;
impl<M: ManageConnection> Pool<M> {
    #[concheck::blocking(database)]
    pub fn new(manager: M) -> Result<Pool<M>, Error>;
    pub fn builder() -> Builder<M>;
    #[concheck::blocking(database)]
    pub fn get(&self) -> Result<PooledConnection<M>, Error>;
    #[concheck::blocking(database)]
    pub fn get_timeout(&self, timeout: Duration) -> Result<PooledConnection<M>, Error>;
    pub fn try_get(&self) -> Option<PooledConnection<M>>;
    pub fn max_size(&self) -> u32;
}
impl<M> Clone for Pool<M> {
    fn clone(&self) -> Self;
}
pub struct PooledConnection<M>;
impl<M: ManageConnection> Deref for PooledConnection<M> {
    type Target = M::Connection;
}
