//! dashmap 4 to 6.

use std::collections::TryReserveError;

// Two classes of methods: those that wait for any reference into the map (exclusive), and those that wait only for a
// mutable one. Readers go past waiting writers (`lock_shared` in its lock.rs).
#[concheck::lock(sharded, content = V)]
pub struct DashMap<K, V, S = RandomState>;
pub struct RandomState;
impl<K, V, S> DashMap<K, V, S> {
    pub fn new() -> Self;
    pub fn with_capacity(capacity: usize) -> Self;
    pub fn with_shard_amount(shard_amount: usize) -> Self;
    pub fn with_capacity_and_shard_amount(capacity: usize, shard_amount: usize) -> Self;
    pub fn with_hasher(hasher: S) -> Self;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self;
    pub fn with_hasher_and_shard_amount(hasher: S, shard_amount: usize) -> Self;
    pub fn with_capacity_and_hasher_and_shard_amount(capacity: usize, hasher: S, shard_amount: usize) -> Self;
    pub fn into_read_only(self) -> ReadOnlyView<K, V, S>;
    pub fn hasher(&self) -> &S;
    #[concheck::acquires(exclusive self)]
    #[concheck::adds]
    pub fn insert(&self, key: K, value: V) -> Option<V>;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&self, key: &Q) -> Option<(K, V)>;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn remove_if<Q: ?Sized>(&self, key: &Q, f: impl FnOnce(&K, &V) -> bool) -> Option<(K, V)>;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn remove_if_mut<Q: ?Sized>(&self, key: &Q, f: impl FnOnce(&K, &mut V) -> bool) -> Option<(K, V)>;
    #[concheck::acquires(recursive self)]
    pub fn iter(&self) -> impl Iterator<Item = RefMulti<'_, K, V>>;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn iter_mut(&self) -> impl Iterator<Item = RefMutMulti<'_, K, V>>;
    #[concheck::acquires(self)]
    #[concheck::asks]
    pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<Ref<'_, K, V>>;
    #[concheck::acquires(self)]
    #[concheck::mutates]
    pub fn get_mut<Q: ?Sized>(&self, key: &Q) -> Option<RefMut<'_, K, V>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_get<Q: ?Sized>(&self, key: &Q) -> TryResult<Ref<'_, K, V>>;
    #[concheck::acquires(self, bounded)]
    pub fn try_get_mut<Q: ?Sized>(&self, key: &Q) -> TryResult<RefMut<'_, K, V>>;
    #[concheck::acquires(exclusive self)]
    pub fn shrink_to_fit(&self);
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn retain(&self, f: impl FnMut(&K, &mut V) -> bool);
    #[concheck::acquires(recursive self)]
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::acquires(recursive self)]
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn clear(&self);
    #[concheck::acquires(recursive self)]
    pub fn capacity(&self) -> usize;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn alter<Q: ?Sized>(&self, key: &Q, f: impl FnOnce(&K, V) -> V);
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn alter_all(&self, f: impl FnMut(&K, V) -> V);
    #[concheck::acquires(recursive self)]
    pub fn view<Q: ?Sized, R>(&self, key: &Q, f: impl FnOnce(&K, &V) -> R) -> Option<R>;
    #[concheck::acquires(recursive self)]
    #[concheck::asks]
    pub fn contains_key<Q: ?Sized>(&self, key: &Q) -> bool;
    #[concheck::acquires(self)]
    #[concheck::mutates]
    pub fn entry(&self, key: K) -> Entry<'_, K, V>;
    #[concheck::acquires(self, bounded)]
    pub fn try_entry(&self, key: K) -> Option<Entry<'_, K, V>>;
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>;
}
impl<K, V, S> Default for DashMap<K, V, S> {
    fn default() -> Self;
}
impl<K: Clone, V: Clone, S: Clone> Clone for DashMap<K, V, S> {
    #[concheck::acquires(recursive self)]
    fn clone(&self) -> Self;
}
impl<K, V, S> IntoIterator for DashMap<K, V, S> {
    type Item = (K, V);
    fn into_iter(self) -> impl Iterator<Item = (K, V)>;
}
impl<'a, K, V, S> IntoIterator for &'a DashMap<K, V, S> {
    type Item = RefMulti<'a, K, V>;
    #[concheck::acquires(recursive self)]
    fn into_iter(self) -> impl Iterator<Item = RefMulti<'a, K, V>>;
}
impl<K, V, S> FromIterator<(K, V)> for DashMap<K, V, S> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> Self;
}
impl<K, V, S> Extend<(K, V)> for DashMap<K, V, S> {
    #[concheck::acquires(exclusive self)]
    #[concheck::adds]
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I);
}

pub struct ReadOnlyView<K, V, S = RandomState>;
impl<K, V, S> ReadOnlyView<K, V, S> {
    pub fn new(map: DashMap<K, V, S>) -> Self;
    pub fn into_inner(self) -> DashMap<K, V, S>;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn contains_key<Q: ?Sized>(&self, key: &Q) -> bool;
    pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<&V>;
    pub fn get_key_value<Q: ?Sized>(&self, key: &Q) -> Option<(&K, &V)>;
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)>;
    pub fn keys(&self) -> impl Iterator<Item = &K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
}

#[concheck::lock(sharded, content = K)]
pub struct DashSet<K, S = RandomState>;
impl<K, S> DashSet<K, S> {
    pub fn new() -> Self;
    pub fn with_capacity(capacity: usize) -> Self;
    pub fn with_hasher(hasher: S) -> Self;
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self;
    pub fn hasher(&self) -> &S;
    #[concheck::acquires(exclusive self)]
    #[concheck::adds]
    pub fn insert(&self, key: K) -> bool;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn remove<Q: ?Sized>(&self, key: &Q) -> Option<K>;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn remove_if<Q: ?Sized>(&self, key: &Q, f: impl FnOnce(&K) -> bool) -> Option<K>;
    #[concheck::acquires(recursive self)]
    pub fn iter(&self) -> impl Iterator<Item = setref::multiple::RefMulti<'_, K>>;
    #[concheck::acquires(self)]
    #[concheck::asks]
    pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<setref::one::Ref<'_, K>>;
    #[concheck::acquires(exclusive self)]
    pub fn shrink_to_fit(&self);
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn retain(&self, f: impl FnMut(&K) -> bool);
    #[concheck::acquires(recursive self)]
    #[concheck::asks]
    pub fn len(&self) -> usize;
    #[concheck::acquires(recursive self)]
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::acquires(exclusive self)]
    #[concheck::mutates]
    pub fn clear(&self);
    #[concheck::acquires(recursive self)]
    pub fn capacity(&self) -> usize;
    #[concheck::acquires(recursive self)]
    #[concheck::asks]
    pub fn contains<Q: ?Sized>(&self, key: &Q) -> bool;
}
impl<K, S> Default for DashSet<K, S> {
    fn default() -> Self;
}
impl<K: Clone, S: Clone> Clone for DashSet<K, S> {
    #[concheck::acquires(recursive self)]
    fn clone(&self) -> Self;
}
impl<K, S> IntoIterator for DashSet<K, S> {
    type Item = K;
    fn into_iter(self) -> impl Iterator<Item = K>;
}
impl<'a, K, S> IntoIterator for &'a DashSet<K, S> {
    type Item = setref::multiple::RefMulti<'a, K>;
    #[concheck::acquires(recursive self)]
    fn into_iter(self) -> impl Iterator<Item = setref::multiple::RefMulti<'a, K>>;
}
impl<K, S> FromIterator<K> for DashSet<K, S> {
    fn from_iter<I: IntoIterator<Item = K>>(iter: I) -> Self;
}
impl<K, S> Extend<K> for DashSet<K, S> {
    #[concheck::acquires(exclusive self)]
    #[concheck::adds]
    fn extend<I: IntoIterator<Item = K>>(&mut self, iter: I);
}

pub use self::mapref::entry::{Entry, OccupiedEntry, VacantEntry};
pub use self::mapref::multiple::{RefMulti, RefMutMulti};
pub use self::mapref::one::{MappedRef, MappedRefMut, Ref, RefMut};
pub use self::try_result::TryResult;

pub mod try_result {
    pub enum TryResult<R> {
        Present(R),
        Absent,
        Locked,
    }
    impl<R> TryResult<R> {
        pub fn is_present(&self) -> bool;
        pub fn is_absent(&self) -> bool;
        pub fn is_locked(&self) -> bool;
        pub fn unwrap(self) -> R;
        pub fn try_unwrap(self) -> Option<R>;
    }
}

pub mod mapref {
    pub mod one {
        #[concheck::guard(recursive)]
        pub struct Ref<'a, K, V>;
        impl<K, V> Deref for Ref<'_, K, V> {
            type Target = V;
        }
        impl<'a, K, V> Ref<'a, K, V> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &V;
            pub fn pair(&self) -> (&K, &V);
            pub fn map<F: FnOnce(&V) -> &T, T>(self, f: F) -> MappedRef<'a, K, V, T>;
            pub fn try_map<F: FnOnce(&V) -> Option<&T>, T>(self, f: F) -> Result<MappedRef<'a, K, V, T>, Self>;
        }

        #[concheck::guard(exclusive)]
        pub struct RefMut<'a, K, V>;
        impl<K, V> Deref for RefMut<'_, K, V> {
            type Target = V;
        }
        impl<'a, K, V> RefMut<'a, K, V> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &V;
            pub fn value_mut(&mut self) -> &mut V;
            pub fn pair(&self) -> (&K, &V);
            pub fn pair_mut(&mut self) -> (&K, &mut V);
            pub fn downgrade(self) -> Ref<'a, K, V>;
            pub fn map<F: FnOnce(&mut V) -> &mut T, T>(self, f: F) -> MappedRefMut<'a, K, V, T>;
            pub fn try_map<F: FnOnce(&mut V) -> Option<&mut T>, T>(
                self,
                f: F,
            ) -> Result<MappedRefMut<'a, K, V, T>, Self>;
        }

        #[concheck::guard(recursive)]
        pub struct MappedRef<'a, K, V, T>;
        impl<K, V, T> Deref for MappedRef<'_, K, V, T> {
            type Target = T;
        }
        impl<'a, K, V, T> MappedRef<'a, K, V, T> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &T;
            pub fn pair(&self) -> (&K, &T);
            pub fn map<F: FnOnce(&T) -> &T2, T2>(self, f: F) -> MappedRef<'a, K, V, T2>;
            pub fn try_map<F: FnOnce(&T) -> Option<&T2>, T2>(self, f: F) -> Result<MappedRef<'a, K, V, T2>, Self>;
        }

        #[concheck::guard(exclusive)]
        pub struct MappedRefMut<'a, K, V, T>;
        impl<K, V, T> Deref for MappedRefMut<'_, K, V, T> {
            type Target = T;
        }
        impl<'a, K, V, T> MappedRefMut<'a, K, V, T> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &T;
            pub fn value_mut(&mut self) -> &mut T;
            pub fn pair(&self) -> (&K, &T);
            pub fn pair_mut(&mut self) -> (&K, &mut T);
            pub fn map<F: FnOnce(&mut T) -> &mut T2, T2>(self, f: F) -> MappedRefMut<'a, K, V, T2>;
            pub fn try_map<F: FnOnce(&mut T) -> Option<&mut T2>, T2>(
                self,
                f: F,
            ) -> Result<MappedRefMut<'a, K, V, T2>, Self>;
        }
    }

    pub mod multiple {
        #[concheck::guard(recursive)]
        pub struct RefMulti<'a, K, V>;
        impl<K, V> Deref for RefMulti<'_, K, V> {
            type Target = V;
        }
        impl<'a, K, V> RefMulti<'a, K, V> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &V;
            pub fn pair(&self) -> (&K, &V);
        }

        #[concheck::guard(exclusive)]
        pub struct RefMutMulti<'a, K, V>;
        impl<K, V> Deref for RefMutMulti<'_, K, V> {
            type Target = V;
        }
        impl<'a, K, V> RefMutMulti<'a, K, V> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &V;
            pub fn value_mut(&mut self) -> &mut V;
            pub fn pair(&self) -> (&K, &V);
            pub fn pair_mut(&mut self) -> (&K, &mut V);
        }
    }

    pub mod entry {
        use super::one::RefMut;

        #[concheck::guard(exclusive)]
        pub enum Entry<'a, K, V> {
            Occupied(OccupiedEntry<'a, K, V>),
            Vacant(VacantEntry<'a, K, V>),
        }
        impl<'a, K, V> Entry<'a, K, V> {
            pub fn and_modify(self, f: impl FnOnce(&mut V)) -> Self;
            pub fn key(&self) -> &K;
            pub fn into_key(self) -> K;
            pub fn or_default(self) -> RefMut<'a, K, V>;
            #[concheck::adds]
            pub fn or_insert(self, value: V) -> RefMut<'a, K, V>;
            #[concheck::adds]
            #[concheck::runs(absent)]
            pub fn or_insert_with(self, value: impl FnOnce() -> V) -> RefMut<'a, K, V>;
            #[concheck::adds]
            #[concheck::runs(absent)]
            pub fn or_try_insert_with<E>(self, value: impl FnOnce() -> Result<V, E>) -> Result<RefMut<'a, K, V>, E>;
            #[concheck::adds]
            pub fn insert(self, value: V) -> RefMut<'a, K, V>;
            #[concheck::adds]
            pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
        }

        #[concheck::guard(exclusive)]
        pub struct VacantEntry<'a, K, V>;
        impl<'a, K, V> VacantEntry<'a, K, V> {
            #[concheck::adds]
            pub fn insert(self, value: V) -> RefMut<'a, K, V>;
            #[concheck::adds]
            pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
            pub fn into_key(self) -> K;
            pub fn key(&self) -> &K;
        }

        #[concheck::guard(exclusive)]
        pub struct OccupiedEntry<'a, K, V>;
        impl<'a, K, V> OccupiedEntry<'a, K, V> {
            pub fn get(&self) -> &V;
            #[concheck::mutates]
            pub fn get_mut(&mut self) -> &mut V;
            #[concheck::mutates]
            pub fn insert(&mut self, value: V) -> V;
            pub fn into_ref(self) -> RefMut<'a, K, V>;
            pub fn into_key(self) -> K;
            pub fn key(&self) -> &K;
            #[concheck::mutates]
            pub fn remove(self) -> V;
            #[concheck::mutates]
            pub fn remove_entry(self) -> (K, V);
            #[concheck::mutates]
            pub fn replace_entry(self, value: V) -> (K, V);
        }
    }
}

pub mod setref {
    pub mod one {
        #[concheck::guard(recursive)]
        pub struct Ref<'a, K>;
        impl<K> Deref for Ref<'_, K> {
            type Target = K;
        }
        impl<'a, K> Ref<'a, K> {
            pub fn key(&self) -> &K;
        }
    }
    pub mod multiple {
        #[concheck::guard(recursive)]
        pub struct RefMulti<'a, K>;
        impl<K> Deref for RefMulti<'_, K> {
            type Target = K;
        }
        impl<'a, K> RefMulti<'a, K> {
            pub fn key(&self) -> &K;
        }
    }
}
