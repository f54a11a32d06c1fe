//! diesel 1 and 2.

pub use self::mysql::MysqlConnection;
pub use self::pg::PgConnection;
pub use self::prelude::{Connection, RunQueryDsl};
pub use self::sqlite::SqliteConnection;

pub mod result {
    pub struct Error;
    pub struct ConnectionError;
    pub type QueryResult<T> = Result<T, Error>;
    pub type ConnectionResult<T> = Result<T, ConnectionError>;
}
pub use self::result::{ConnectionError, ConnectionResult, QueryResult};

pub mod pg {
    use super::result::ConnectionResult;

    pub struct PgConnection;
    impl PgConnection {
        #[concheck::blocking(database)]
        pub fn establish(database_url: &str) -> ConnectionResult<PgConnection>;
    }
    impl super::Connection for PgConnection {}
}
pub mod sqlite {
    use super::result::ConnectionResult;

    pub struct SqliteConnection;
    impl SqliteConnection {
        #[concheck::blocking(database)]
        pub fn establish(database_url: &str) -> ConnectionResult<SqliteConnection>;
    }
    impl super::Connection for SqliteConnection {}
}
pub mod mysql {
    use super::result::ConnectionResult;

    pub struct MysqlConnection;
    impl MysqlConnection {
        #[concheck::blocking(database)]
        pub fn establish(database_url: &str) -> ConnectionResult<MysqlConnection>;
    }
    impl super::Connection for MysqlConnection {}
}

pub mod prelude {
    use super::result::{ConnectionResult, QueryResult};

    pub use super::{MysqlConnection, PgConnection, SqliteConnection};

    pub trait Connection {
        #[concheck::blocking(database)]
        fn establish(database_url: &str) -> ConnectionResult<Self>;
        #[concheck::blocking(database)]
        fn transaction<T, E, F: FnOnce(&mut Self) -> Result<T, E>>(&mut self, f: F) -> Result<T, E>;
    }
    pub trait RunQueryDsl<Conn> {
        #[concheck::blocking(database)]
        fn execute(self, conn: &mut Conn) -> QueryResult<usize>;
        #[concheck::blocking(database)]
        fn load<U>(self, conn: &mut Conn) -> QueryResult<Vec<U>>;
        #[concheck::blocking(database)]
        fn get_result<U>(self, conn: &mut Conn) -> QueryResult<U>;
        #[concheck::blocking(database)]
        fn get_results<U>(self, conn: &mut Conn) -> QueryResult<Vec<U>>;
        #[concheck::blocking(database)]
        fn first<U>(self, conn: &mut Conn) -> QueryResult<U>;
    }
}

pub mod r2d2 {
    pub use r2d2::{Builder, Error, ManageConnection, Pool, PooledConnection};

    pub struct ConnectionManager<T>;
    impl<T> ConnectionManager<T> {
        pub fn new<S: Into<String>>(database_url: S) -> Self;
    }
    impl<T> ManageConnection for ConnectionManager<T> {
        type Connection = T;
    }
}
