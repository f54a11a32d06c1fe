//! moka 0.10 to 0.12.

pub mod sync {
    use std::sync::Arc;

    // An initialiser that asks for its own key hangs; others wait for it.
    #[concheck::cell(hangs)]
    pub struct Cache<K, V, S = RandomState>;
    pub struct RandomState;
    impl<K, V, S> Cache<K, V, S> {
        pub fn new(max_capacity: u64) -> Self;
        pub fn builder() -> CacheBuilder<K, V, Self>;
        #[concheck::asks]
        pub fn contains_key<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::asks]
        pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<V>;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub fn get_with(&self, key: K, init: impl FnOnce() -> V) -> V;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub fn get_with_by_ref<Q: ?Sized>(&self, key: &Q, init: impl FnOnce() -> V) -> V;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub fn optionally_get_with<F: FnOnce() -> Option<V>>(&self, key: K, init: F) -> Option<V>;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub fn try_get_with<F: FnOnce() -> Result<V, E>, E>(&self, key: K, init: F) -> Result<V, Arc<E>>;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub fn try_get_with_by_ref<F: FnOnce() -> Result<V, E>, E, Q: ?Sized>(&self, key: &Q, init: F) -> Result<V, Arc<E>>;
        #[concheck::adds]
        pub fn insert(&self, key: K, value: V);
        #[concheck::mutates]
        pub fn invalidate<Q: ?Sized>(&self, key: &Q);
        #[concheck::mutates]
        pub fn remove<Q: ?Sized>(&self, key: &Q) -> Option<V>;
        #[concheck::mutates]
        pub fn invalidate_all(&self);
        pub fn iter(&self) -> impl Iterator<Item = (Arc<K>, V)>;
        pub fn run_pending_tasks(&self);
    }
    impl<K, V, S> Clone for Cache<K, V, S> {
        fn clone(&self) -> Self;
    }
    #[concheck::builder]
    pub struct CacheBuilder<K, V, C>;
    impl<K, V> CacheBuilder<K, V, Cache<K, V>> {
        pub fn new(max_capacity: u64) -> Self;
        pub fn build(self) -> Cache<K, V>;
        #[concheck::runs(later)]
        pub fn weigher(self, weigher: impl Fn(&K, &V) -> u32) -> Self;
    }
}

pub mod future {
    use std::future::Future;
    use std::sync::Arc;

    #[concheck::cell(hangs)]
    pub struct Cache<K, V, S = RandomState>;
    pub struct RandomState;
    impl<K, V, S> Cache<K, V, S> {
        pub fn new(max_capacity: u64) -> Self;
        pub fn builder() -> CacheBuilder<K, V, Self>;
        #[concheck::asks]
        pub fn contains_key<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::asks]
        pub async fn get<Q: ?Sized>(&self, key: &Q) -> Option<V>;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub async fn get_with(&self, key: K, init: impl Future<Output = V>) -> V;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub async fn get_with_by_ref<Q: ?Sized>(&self, key: &Q, init: impl Future<Output = V>) -> V;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub async fn optionally_get_with<F: Future<Output = Option<V>>>(&self, key: K, init: F) -> Option<V>;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub async fn try_get_with<F: Future<Output = Result<V, E>>, E>(&self, key: K, init: F) -> Result<V, Arc<E>>;
        #[concheck::initialises]
        #[concheck::runs(absent)]
        pub async fn try_get_with_by_ref<F: Future<Output = Result<V, E>>, E, Q: ?Sized>(&self, key: &Q, init: F) -> Result<V, Arc<E>>;
        #[concheck::adds]
        pub async fn insert(&self, key: K, value: V);
        #[concheck::mutates]
        pub async fn invalidate<Q: ?Sized>(&self, key: &Q);
        #[concheck::mutates]
        pub async fn remove<Q: ?Sized>(&self, key: &Q) -> Option<V>;
        #[concheck::mutates]
        pub fn invalidate_all(&self);
        pub fn iter(&self) -> impl Iterator<Item = (Arc<K>, V)>;
        pub async fn run_pending_tasks(&self);
    }
    impl<K, V, S> Clone for Cache<K, V, S> {
        fn clone(&self) -> Self;
    }
    #[concheck::builder]
    pub struct CacheBuilder<K, V, C>;
    impl<K, V> CacheBuilder<K, V, Cache<K, V>> {
        pub fn new(max_capacity: u64) -> Self;
        pub fn build(self) -> Cache<K, V>;
        #[concheck::runs(later)]
        pub fn weigher(self, weigher: impl Fn(&K, &V) -> u32) -> Self;
    }
}
