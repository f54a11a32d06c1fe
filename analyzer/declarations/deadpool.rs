//! deadpool 0.10 and later.

pub mod managed {
    pub enum PoolError<E> {
        Timeout,
        Backend(E),
        Closed,
    }
    pub struct BuildError;
    pub struct Timeouts;

    pub trait Manager {
        type Type;
        type Error;
        async fn create(&self) -> Result<Self::Type, Self::Error>;
    }

    #[concheck::builder]
    pub struct PoolBuilder<M>;
    impl<M: Manager> PoolBuilder<M> {
        pub fn build(self) -> Result<Pool<M>, BuildError>;
    }
    pub struct Pool<M>;
    impl<M: Manager> Pool<M> {
        pub fn builder(manager: M) -> PoolBuilder<M>;
        // A semaphore inside; unless a timeout was given, it waits until an object comes back.
        pub async fn get(&self) -> Result<Object<M>, PoolError<M::Error>>;
        pub async fn timeout_get(&self, timeouts: &Timeouts) -> Result<Object<M>, PoolError<M::Error>>;
        pub fn close(&self);
        pub fn is_closed(&self) -> bool;
        pub fn resize(&self, max_size: usize);
        pub fn manager(&self) -> &M;
    }
    impl<M> Clone for Pool<M> {
        fn clone(&self) -> Self;
    }
    pub struct Object<M>;
    impl<M: Manager> Object<M> {
        pub fn take(this: Self) -> M::Type;
    }
    impl<M: Manager> Deref for Object<M> {
        type Target = M::Type;
    }
}

pub mod unmanaged {
    pub struct PoolError;
    pub struct Pool<T>;
    impl<T> Pool<T> {
        pub fn new(max_size: usize) -> Self;
        pub async fn get(&self) -> Result<Object<T>, PoolError>;
        pub fn try_get(&self) -> Result<Object<T>, PoolError>;
        pub async fn add(&self, object: T) -> Result<(), (T, PoolError)>;
        pub fn close(&self);
    }
    impl<T> Clone for Pool<T> {
        fn clone(&self) -> Self;
    }
    #[concheck::pointer]
    pub struct Object<T>;
    impl<T> Object<T> {
        pub fn take(this: Self) -> T;
    }
    impl<T> Deref for Object<T> {
        type Target = T;
    }
}
