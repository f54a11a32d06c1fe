//! bb8 0.8 and later.

pub enum RunError<E> {
    User(E),
    TimedOut,
}
pub trait ManageConnection {
    type Connection;
    type Error;
    async fn connect(&self) -> Result<Self::Connection, Self::Error>;
    async fn is_valid(&self, conn: &mut Self::Connection) -> Result<(), Self::Error>;
    fn has_broken(&self, conn: &mut Self::Connection) -> bool;
}

#[concheck::builder]
pub struct Builder<M>;
impl<M: ManageConnection> Builder<M> {
    pub fn new() -> Self;
    pub async fn build(self, manager: M) -> Result<Pool<M>, M::Error>;
    pub fn build_unchecked(self, manager: M) -> Pool<M>;
}

pub struct Pool<M>;
impl<M: ManageConnection> Pool<M> {
    pub fn builder() -> Builder<M>;
    // It waits for a connection only so long (`connection_timeout`).
    pub async fn get(&self) -> Result<PooledConnection<'_, M>, RunError<M::Error>>;
    pub async fn get_owned(&self) -> Result<PooledConnection<'static, M>, RunError<M::Error>>;
    pub async fn dedicated_connection(&self) -> Result<M::Connection, M::Error>;
}
impl<M> Clone for Pool<M> {
    fn clone(&self) -> Self;
}
pub struct PooledConnection<'a, M>;
impl<M: ManageConnection> Deref for PooledConnection<'_, M> {
    type Target = M::Connection;
}
