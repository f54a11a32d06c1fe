//! scc 2 and 3: `insert` of version 2 is `insert_sync` of version 3.

pub use self::hash_map::HashMap;
pub use self::hash_set::HashSet;

pub mod hash_map {
    pub struct RandomState;

    // A lock per bucket.
    #[concheck::lock(sharded, content = V)]
    pub struct HashMap<K, V, H = RandomState>;
    impl<K, V, H> HashMap<K, V, H> {
        pub fn new() -> Self;
        pub fn with_capacity(capacity: usize) -> Self;
        pub const fn with_hasher(build_hasher: H) -> Self;
        pub fn with_capacity_and_hasher(capacity: usize, build_hasher: H) -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        pub fn capacity(&self) -> usize;
        #[concheck::acquires(self, bounded)]
        pub fn try_entry(&self, key: K) -> Option<Entry<'_, K, V, H>>;
        #[concheck::acquires(self)]
        #[concheck::mutates]
        pub fn entry_sync(&self, key: K) -> Entry<'_, K, V, H>;
        #[concheck::acquires(self)]
        #[concheck::mutates]
        pub fn entry(&self, key: K) -> Entry<'_, K, V, H>;
        #[concheck::acquires(self)]
        #[concheck::mutates]
        pub async fn entry_async(&self, key: K) -> Entry<'_, K, V, H>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub fn insert_sync(&self, key: K, val: V) -> Result<(), (K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub fn insert(&self, key: K, val: V) -> Result<(), (K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub async fn insert_async(&self, key: K, val: V) -> Result<(), (K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub fn upsert_sync(&self, key: K, val: V) -> Option<V>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub fn upsert(&self, key: K, val: V) -> Option<V>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub async fn upsert_async(&self, key: K, val: V) -> Option<V>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn update_sync<Q: ?Sized, U: FnOnce(&K, &mut V) -> R, R>(&self, key: &Q, updater: U) -> Option<R>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn update<Q: ?Sized, U: FnOnce(&K, &mut V) -> R, R>(&self, key: &Q, updater: U) -> Option<R>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn update_async<Q: ?Sized, U: FnOnce(&K, &mut V) -> R, R>(&self, key: &Q, updater: U) -> Option<R>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn remove_sync<Q: ?Sized>(&self, key: &Q) -> Option<(K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn remove<Q: ?Sized>(&self, key: &Q) -> Option<(K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn remove_async<Q: ?Sized>(&self, key: &Q) -> Option<(K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn remove_if_sync<Q: ?Sized, F: FnOnce(&mut V) -> bool>(&self, key: &Q, condition: F) -> Option<(K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn remove_if<Q: ?Sized, F: FnOnce(&mut V) -> bool>(&self, key: &Q, condition: F) -> Option<(K, V)>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn remove_if_async<Q: ?Sized, F: FnOnce(&mut V) -> bool>(&self, key: &Q, condition: F) -> Option<(K, V)>;
        #[concheck::acquires(self)]
        #[concheck::asks]
        pub fn get_sync<Q: ?Sized>(&self, key: &Q) -> Option<OccupiedEntry<'_, K, V, H>>;
        #[concheck::acquires(self)]
        #[concheck::asks]
        pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<OccupiedEntry<'_, K, V, H>>;
        #[concheck::acquires(self)]
        #[concheck::asks]
        pub async fn get_async<Q: ?Sized>(&self, key: &Q) -> Option<OccupiedEntry<'_, K, V, H>>;
        #[concheck::acquires(shared self)]
        pub fn read_sync<Q: ?Sized, R: FnOnce(&K, &V) -> T, T>(&self, key: &Q, reader: R) -> Option<T>;
        #[concheck::acquires(shared self)]
        pub fn read<Q: ?Sized, R: FnOnce(&K, &V) -> T, T>(&self, key: &Q, reader: R) -> Option<T>;
        #[concheck::acquires(shared self)]
        pub async fn read_async<Q: ?Sized, R: FnOnce(&K, &V) -> T, T>(&self, key: &Q, reader: R) -> Option<T>;
        #[concheck::acquires(shared self)]
        #[concheck::asks]
        pub fn contains_sync<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::acquires(shared self)]
        #[concheck::asks]
        pub fn contains<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::acquires(shared self)]
        #[concheck::asks]
        pub async fn contains_async<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn retain_sync<F: FnMut(&K, &mut V) -> bool>(&self, pred: F);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn retain<F: FnMut(&K, &mut V) -> bool>(&self, pred: F);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn retain_async<F: FnMut(&K, &mut V) -> bool>(&self, pred: F);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn clear_sync(&self);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn clear(&self);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn clear_async(&self);
        #[concheck::acquires(self)]
        pub fn any_sync<P: FnMut(&K, &V) -> bool>(&self, pred: P) -> Option<OccupiedEntry<'_, K, V, H>>;
        #[concheck::acquires(shared self)]
        pub fn any<P: FnMut(&K, &V) -> bool>(&self, pred: P) -> bool;
        #[concheck::acquires(self)]
        pub async fn any_async<P: FnMut(&K, &V) -> bool>(&self, pred: P) -> Option<OccupiedEntry<'_, K, V, H>>;
        #[concheck::acquires(shared self)]
        pub fn iter_sync<F: FnMut(&K, &V) -> bool>(&self, f: F) -> bool;
        #[concheck::acquires(shared self)]
        pub async fn iter_async<F: FnMut(&K, &V) -> bool>(&self, f: F) -> bool;
        #[concheck::acquires(exclusive self)]
        pub fn iter_mut_sync<F: FnMut(ConsumableEntry<'_, K, V>) -> bool>(&self, f: F) -> bool;
        #[concheck::acquires(exclusive self)]
        pub async fn iter_mut_async<F: FnMut(ConsumableEntry<'_, K, V>) -> bool>(&self, f: F) -> bool;
        #[concheck::acquires(shared self)]
        pub fn scan<F: FnMut(&K, &V)>(&self, scanner: F);
        #[concheck::acquires(shared self)]
        pub async fn scan_async<F: FnMut(&K, &V)>(&self, scanner: F);
    }
    impl<K, V, H> Default for HashMap<K, V, H> {
        fn default() -> Self;
    }

    #[concheck::guard(exclusive)]
    pub enum Entry<'h, K, V, H = RandomState> {
        Occupied(OccupiedEntry<'h, K, V, H>),
        Vacant(VacantEntry<'h, K, V, H>),
    }
    impl<'h, K, V, H> Entry<'h, K, V, H> {
        pub fn key(&self) -> &K;
        pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self;
        #[concheck::adds]
        pub fn or_insert(self, val: V) -> OccupiedEntry<'h, K, V, H>;
        #[concheck::adds]
        #[concheck::runs(absent)]
        pub fn or_insert_with<F: FnOnce() -> V>(self, constructor: F) -> OccupiedEntry<'h, K, V, H>;
        #[concheck::adds]
        #[concheck::runs(absent)]
        pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, constructor: F) -> OccupiedEntry<'h, K, V, H>;
        #[concheck::adds]
        pub fn or_default(self) -> OccupiedEntry<'h, K, V, H>;
        #[concheck::adds]
        pub fn insert_entry(self, val: V) -> OccupiedEntry<'h, K, V, H>;
    }
    #[concheck::guard(exclusive)]
    pub struct OccupiedEntry<'h, K, V, H = RandomState>;
    impl<K, V, H> Deref for OccupiedEntry<'_, K, V, H> {
        type Target = V;
    }
    impl<'h, K, V, H> OccupiedEntry<'h, K, V, H> {
        pub fn key(&self) -> &K;
        pub fn get(&self) -> &V;
        #[concheck::mutates]
        pub fn get_mut(&mut self) -> &mut V;
        #[concheck::mutates]
        pub fn insert(&mut self, val: V) -> V;
        #[concheck::mutates]
        pub fn remove(self) -> V;
        #[concheck::mutates]
        pub fn remove_entry(self) -> (K, V);
    }
    #[concheck::guard(exclusive)]
    pub struct VacantEntry<'h, K, V, H = RandomState>;
    impl<'h, K, V, H> VacantEntry<'h, K, V, H> {
        pub fn key(&self) -> &K;
        pub fn into_key(self) -> K;
        #[concheck::adds]
        pub fn insert_entry(self, val: V) -> OccupiedEntry<'h, K, V, H>;
    }
    pub struct ConsumableEntry<'b, K, V>;
    impl<K, V> Deref for ConsumableEntry<'_, K, V> {
        type Target = V;
    }
    impl<K, V> ConsumableEntry<'_, K, V> {
        pub fn consume(self) -> (K, V);
    }
}

pub mod hash_set {
    pub struct RandomState;

    #[concheck::lock(sharded, content = K)]
    pub struct HashSet<K, H = RandomState>;
    impl<K, H> HashSet<K, H> {
        pub fn new() -> Self;
        pub fn with_capacity(capacity: usize) -> Self;
        #[concheck::asks]
        pub fn len(&self) -> usize;
        #[concheck::asks]
        pub fn is_empty(&self) -> bool;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub fn insert_sync(&self, key: K) -> Result<(), K>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub fn insert(&self, key: K) -> Result<(), K>;
        #[concheck::acquires(exclusive self)]
        #[concheck::adds]
        pub async fn insert_async(&self, key: K) -> Result<(), K>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn remove_sync<Q: ?Sized>(&self, key: &Q) -> Option<K>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn remove<Q: ?Sized>(&self, key: &Q) -> Option<K>;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn remove_async<Q: ?Sized>(&self, key: &Q) -> Option<K>;
        #[concheck::acquires(shared self)]
        pub fn read_sync<Q: ?Sized, R: FnOnce(&K) -> T, T>(&self, key: &Q, reader: R) -> Option<T>;
        #[concheck::acquires(shared self)]
        pub fn read<Q: ?Sized, R: FnOnce(&K) -> T, T>(&self, key: &Q, reader: R) -> Option<T>;
        #[concheck::acquires(shared self)]
        pub async fn read_async<Q: ?Sized, R: FnOnce(&K) -> T, T>(&self, key: &Q, reader: R) -> Option<T>;
        #[concheck::acquires(shared self)]
        #[concheck::asks]
        pub fn contains_sync<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::acquires(shared self)]
        #[concheck::asks]
        pub fn contains<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::acquires(shared self)]
        #[concheck::asks]
        pub async fn contains_async<Q: ?Sized>(&self, key: &Q) -> bool;
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn retain_sync<F: FnMut(&K) -> bool>(&self, filter: F);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn retain<F: FnMut(&K) -> bool>(&self, filter: F);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn retain_async<F: FnMut(&K) -> bool>(&self, filter: F);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn clear_sync(&self);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub fn clear(&self);
        #[concheck::acquires(exclusive self)]
        #[concheck::mutates]
        pub async fn clear_async(&self);
    }
    impl<K, H> Default for HashSet<K, H> {
        fn default() -> Self;
    }
}
