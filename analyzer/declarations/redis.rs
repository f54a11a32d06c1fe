//! redis 0.20 and later: the connection that blocks.

use std::time::Duration;

pub struct RedisError;
pub type RedisResult<T = ()> = Result<T, RedisError>;
pub struct Value;

pub struct Client;
impl Client {
    pub fn open<T>(params: T) -> RedisResult<Client>;
    #[concheck::blocking(database)]
    pub fn get_connection(&self) -> RedisResult<Connection>;
    #[concheck::blocking(database)]
    pub fn get_connection_with_timeout(&self, timeout: Duration) -> RedisResult<Connection>;
    pub async fn get_async_connection(&self) -> RedisResult<aio::Connection>;
    pub async fn get_multiplexed_async_connection(&self) -> RedisResult<aio::MultiplexedConnection>;
}
impl Clone for Client {
    fn clone(&self) -> Self;
}

// Its commands are those of the trait `Commands`.
pub struct Connection;
impl Connection {
    #[concheck::blocking(database)]
    pub fn req_command<C>(&mut self, cmd: &C) -> RedisResult<Value>;
    #[concheck::blocking(database)]
    pub fn get<K, RV>(&mut self, key: K) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn set<K, V, RV>(&mut self, key: K, value: V) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn del<K, RV>(&mut self, key: K) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn incr<K, V, RV>(&mut self, key: K, delta: V) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn exists<K, RV>(&mut self, key: K) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn hget<K, F, RV>(&mut self, key: K, field: F) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn hset<K, F, V, RV>(&mut self, key: K, field: F, value: V) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn expire<K, RV>(&mut self, key: K, seconds: i64) -> RedisResult<RV>;
    #[concheck::blocking(database)]
    pub fn publish<K, E, RV>(&mut self, channel: K, message: E) -> RedisResult<RV>;
}

pub mod aio {
    pub struct Connection;
    pub struct MultiplexedConnection;
    impl Clone for MultiplexedConnection {
        fn clone(&self) -> Self;
    }
}
