//! rayon 1.

pub mod prelude {
    pub use super::iter::{
        FromParallelIterator, IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator,
        IntoParallelRefMutIterator, ParallelBridge, ParallelDrainFull, ParallelDrainRange, ParallelExtend,
        ParallelIterator,
    };
    pub use super::slice::{ParallelSlice, ParallelSliceMut};
}

// A thread of the pool runs other jobs while it waits.
#[concheck::runs(job)]
#[concheck::blocking(compute)]
#[concheck::waits(pool)]
pub fn join<A: FnOnce() -> RA, B: FnOnce() -> RB, RA, RB>(a: A, b: B) -> (RA, RB);
#[concheck::runs(job)]
#[concheck::blocking(compute)]
#[concheck::waits(pool)]
pub fn join_context<A: FnOnce(FnContext) -> RA, B: FnOnce(FnContext) -> RB, RA, RB>(a: A, b: B) -> (RA, RB);
#[concheck::runs(job)]
#[concheck::blocking(compute)]
#[concheck::waits(pool)]
pub fn scope<'scope, OP: FnOnce(&Scope<'scope>) -> R, R>(op: OP) -> R;
#[concheck::runs(job)]
#[concheck::blocking(compute)]
#[concheck::waits(pool)]
pub fn scope_fifo<'scope, OP: FnOnce(&ScopeFifo<'scope>) -> R, R>(op: OP) -> R;
// The closure runs here, its jobs in the pool.
#[concheck::waits(pool)]
pub fn in_place_scope<'scope, OP: FnOnce(&Scope<'scope>) -> R, R>(op: OP) -> R;
#[concheck::waits(pool)]
pub fn in_place_scope_fifo<'scope, OP: FnOnce(&ScopeFifo<'scope>) -> R, R>(op: OP) -> R;
#[concheck::runs(job)]
pub fn spawn<F: FnOnce()>(f: F);
#[concheck::runs(job)]
pub fn spawn_fifo<F: FnOnce()>(f: F);
#[concheck::runs(job)]
#[concheck::waits(pool)]
pub fn broadcast<OP: Fn(BroadcastContext<'_>) -> R, R>(op: OP) -> Vec<R>;
#[concheck::runs(job)]
pub fn spawn_broadcast<OP: Fn(BroadcastContext<'_>)>(op: OP);
pub fn current_num_threads() -> usize;
pub fn current_thread_index() -> Option<usize>;
pub fn yield_now() -> Option<Yield>;
pub fn yield_local() -> Option<Yield>;
pub enum Yield {
    Executed,
    Idle,
}
pub struct FnContext;
pub struct BroadcastContext<'a>;

pub struct Scope<'scope>;
impl<'scope> Scope<'scope> {
    #[concheck::runs(job)]
    pub fn spawn<F: FnOnce(&Scope<'scope>)>(&self, f: F);
    #[concheck::runs(job)]
    pub fn spawn_broadcast<F: Fn(&Scope<'scope>, BroadcastContext<'_>)>(&self, f: F);
}
pub struct ScopeFifo<'scope>;
impl<'scope> ScopeFifo<'scope> {
    #[concheck::runs(job)]
    pub fn spawn_fifo<F: FnOnce(&ScopeFifo<'scope>)>(&self, f: F);
    #[concheck::runs(job)]
    pub fn spawn_broadcast<F: Fn(&ScopeFifo<'scope>, BroadcastContext<'_>)>(&self, f: F);
}

pub struct ThreadPool;
impl ThreadPool {
    // The caller waits while the closure runs: it is as if it ran here.
    #[concheck::waits(pool)]
    pub fn install<OP: FnOnce() -> R, R>(&self, op: OP) -> R;
    #[concheck::runs(job)]
    #[concheck::waits(pool)]
    pub fn broadcast<OP: Fn(BroadcastContext<'_>) -> R, R>(&self, op: OP) -> Vec<R>;
    #[concheck::runs(job)]
    #[concheck::waits(pool)]
    pub fn join<A: FnOnce() -> RA, B: FnOnce() -> RB, RA, RB>(&self, a: A, b: B) -> (RA, RB);
    #[concheck::runs(job)]
    #[concheck::waits(pool)]
    pub fn scope<'scope, OP: FnOnce(&Scope<'scope>) -> R, R>(&self, op: OP) -> R;
    #[concheck::runs(job)]
    #[concheck::waits(pool)]
    pub fn scope_fifo<'scope, OP: FnOnce(&ScopeFifo<'scope>) -> R, R>(&self, op: OP) -> R;
    #[concheck::waits(pool)]
    pub fn in_place_scope<'scope, OP: FnOnce(&Scope<'scope>) -> R, R>(&self, op: OP) -> R;
    #[concheck::waits(pool)]
    pub fn in_place_scope_fifo<'scope, OP: FnOnce(&ScopeFifo<'scope>) -> R, R>(&self, op: OP) -> R;
    #[concheck::runs(job)]
    pub fn spawn<OP: FnOnce()>(&self, op: OP);
    #[concheck::runs(job)]
    pub fn spawn_fifo<OP: FnOnce()>(&self, op: OP);
    #[concheck::runs(job)]
    pub fn spawn_broadcast<OP: Fn(BroadcastContext<'_>)>(&self, op: OP);
    pub fn current_num_threads(&self) -> usize;
    pub fn current_thread_index(&self) -> Option<usize>;
}
#[concheck::builder]
pub struct ThreadPoolBuilder;
impl ThreadPoolBuilder {
    pub fn new() -> ThreadPoolBuilder;
    pub fn build(self) -> Result<ThreadPool, ThreadPoolBuildError>;
    pub fn build_global(self) -> Result<(), ThreadPoolBuildError>;
    pub fn build_scoped<W: Fn(ThreadBuilder), F: FnOnce(&ThreadPool) -> R, R>(
        self,
        wrapper: W,
        with_pool: F,
    ) -> Result<R, ThreadPoolBuildError>;
    #[concheck::runs(later)]
    pub fn spawn_handler<F: FnMut(ThreadBuilder) -> std::io::Result<()>>(self, spawn: F)
    -> ThreadPoolBuilder;
    #[concheck::runs(later)]
    pub fn panic_handler<H: Fn(Box<dyn std::any::Any + Send>)>(self, handler: H) -> Self;
    #[concheck::runs(later)]
    pub fn start_handler<H: Fn(usize)>(self, handler: H) -> Self;
    #[concheck::runs(later)]
    pub fn exit_handler<H: Fn(usize)>(self, handler: H) -> Self;
}
pub struct ThreadPoolBuildError;
pub struct ThreadBuilder;
impl ThreadBuilder {
    pub fn run(self);
}

pub mod iter {
    use std::cmp::Ordering;
    use std::collections::LinkedList;
    use std::ops::RangeBounds;

    pub trait ParallelIterator {
        type Item;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn for_each<OP: Fn(Self::Item)>(self, op: OP);
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn for_each_with<OP: Fn(&mut T, Self::Item), T>(self, init: T, op: OP);
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn for_each_init<OP: Fn(&mut T, Self::Item), INIT: Fn() -> T, T>(self, init: INIT, op: OP);
        #[concheck::runs(job)]
        fn try_for_each<OP: Fn(Self::Item) -> R, R>(self, op: OP) -> R;
        #[concheck::runs(job)]
        fn try_for_each_with<OP: Fn(&mut T, Self::Item) -> R, T, R>(self, init: T, op: OP) -> R;
        #[concheck::runs(job)]
        fn try_for_each_init<OP: Fn(&mut T, Self::Item) -> R, INIT: Fn() -> T, T, R>(
            self,
            init: INIT,
            op: OP,
        ) -> R;
        #[concheck::exhausts]
        fn count(self) -> usize;
        #[concheck::runs(job)]
        fn map<F: Fn(Self::Item) -> R, R>(self, f: F) -> impl ParallelIterator<Item = R>;
        #[concheck::runs(job)]
        fn map_with<F: Fn(&mut T, Self::Item) -> R, T, R>(
            self,
            init: T,
            f: F,
        ) -> impl ParallelIterator<Item = R>;
        #[concheck::runs(job)]
        fn map_init<F: Fn(&mut T, Self::Item) -> R, INIT: Fn() -> T, T, R>(
            self,
            init: INIT,
            f: F,
        ) -> impl ParallelIterator<Item = R>;
        fn cloned<'a, T>(self) -> impl ParallelIterator<Item = T>
        where
            Self: ParallelIterator<Item = &'a T>;
        fn copied<'a, T>(self) -> impl ParallelIterator<Item = T>
        where
            Self: ParallelIterator<Item = &'a T>;
        #[concheck::runs(job)]
        fn inspect<OP: Fn(&Self::Item)>(self, op: OP) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::runs(job)]
        fn update<F: Fn(&mut Self::Item)>(self, f: F) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::runs(job)]
        fn filter<P: Fn(&Self::Item) -> bool>(self, predicate: P)
        -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::runs(job)]
        fn filter_map<P: Fn(Self::Item) -> Option<R>, R>(self, f: P) -> impl ParallelIterator<Item = R>;
        #[concheck::runs(job)]
        fn flat_map<F: Fn(Self::Item) -> PI, PI: IntoParallelIterator>(
            self,
            f: F,
        ) -> impl ParallelIterator<Item = PI::Item>;
        #[concheck::runs(job)]
        fn flat_map_iter<F: Fn(Self::Item) -> SI, SI: IntoIterator>(
            self,
            f: F,
        ) -> impl ParallelIterator<Item = SI::Item>;
        fn flatten(self) -> impl ParallelIterator<Item = <Self::Item as IntoParallelIterator>::Item>;
        fn flatten_iter(self) -> impl ParallelIterator<Item = <Self::Item as IntoIterator>::Item>;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn reduce<OP: Fn(Self::Item, Self::Item) -> Self::Item, ID: Fn() -> Self::Item>(
            self,
            identity: ID,
            op: OP,
        ) -> Self::Item;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn reduce_with<OP: Fn(Self::Item, Self::Item) -> Self::Item>(self, op: OP) -> Option<Self::Item>;
        #[concheck::runs(job)]
        fn try_reduce<T, OP: Fn(T, T) -> Self::Item, ID: Fn() -> T>(self, identity: ID, op: OP)
        -> Self::Item;
        #[concheck::runs(job)]
        fn try_reduce_with<T, OP: Fn(T, T) -> Self::Item>(self, op: OP) -> Option<Self::Item>;
        #[concheck::runs(job)]
        fn fold<T, ID: Fn() -> T, F: Fn(T, Self::Item) -> T>(
            self,
            identity: ID,
            f: F,
        ) -> impl ParallelIterator<Item = T>;
        #[concheck::runs(job)]
        fn fold_with<F: Fn(T, Self::Item) -> T, T>(self, init: T, f: F) -> impl ParallelIterator<Item = T>;
        #[concheck::runs(job)]
        fn try_fold<T, R, ID: Fn() -> T, F: Fn(T, Self::Item) -> R>(
            self,
            identity: ID,
            f: F,
        ) -> impl ParallelIterator<Item = R>;
        #[concheck::runs(job)]
        fn try_fold_with<F: Fn(T, Self::Item) -> R, T, R>(
            self,
            init: T,
            f: F,
        ) -> impl ParallelIterator<Item = R>;
        #[concheck::exhausts]
        fn sum<S>(self) -> S;
        #[concheck::exhausts]
        fn product<P>(self) -> P;
        #[concheck::exhausts]
        fn min(self) -> Option<Self::Item>;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn min_by<F: Fn(&Self::Item, &Self::Item) -> Ordering>(self, f: F) -> Option<Self::Item>;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn min_by_key<K, F: Fn(&Self::Item) -> K>(self, f: F) -> Option<Self::Item>;
        #[concheck::exhausts]
        fn max(self) -> Option<Self::Item>;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn max_by<F: Fn(&Self::Item, &Self::Item) -> Ordering>(self, f: F) -> Option<Self::Item>;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn max_by_key<K, F: Fn(&Self::Item) -> K>(self, f: F) -> Option<Self::Item>;
        fn chain<C: IntoParallelIterator<Item = Self::Item>>(
            self,
            other: C,
        ) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::runs(job)]
        fn find_any<P: Fn(&Self::Item) -> bool>(self, predicate: P) -> Option<Self::Item>;
        #[concheck::runs(job)]
        fn find_first<P: Fn(&Self::Item) -> bool>(self, predicate: P) -> Option<Self::Item>;
        #[concheck::runs(job)]
        fn find_last<P: Fn(&Self::Item) -> bool>(self, predicate: P) -> Option<Self::Item>;
        #[concheck::runs(job)]
        fn find_map_any<P: Fn(Self::Item) -> Option<R>, R>(self, f: P) -> Option<R>;
        #[concheck::runs(job)]
        fn find_map_first<P: Fn(Self::Item) -> Option<R>, R>(self, f: P) -> Option<R>;
        #[concheck::runs(job)]
        fn find_map_last<P: Fn(Self::Item) -> Option<R>, R>(self, f: P) -> Option<R>;
        #[concheck::runs(job)]
        fn any<P: Fn(Self::Item) -> bool>(self, predicate: P) -> bool;
        #[concheck::runs(job)]
        fn all<P: Fn(Self::Item) -> bool>(self, predicate: P) -> bool;
        fn panic_fuse(self) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::exhausts]
        fn collect<C: FromParallelIterator<Self::Item>>(self) -> C;
        #[concheck::exhausts]
        fn unzip<A, B, FromA, FromB>(self) -> (FromA, FromB)
        where
            Self: ParallelIterator<Item = (A, B)>,
            FromA: ParallelExtend<A>,
            FromB: ParallelExtend<B>;
        #[concheck::runs(job)]
        #[concheck::exhausts]
        fn partition<
            A: ParallelExtend<Self::Item>,
            B: ParallelExtend<Self::Item>,
            P: Fn(&Self::Item) -> bool,
        >(
            self,
            predicate: P,
        ) -> (A, B);
        fn intersperse(self, element: Self::Item) -> impl ParallelIterator<Item = Self::Item>;
        fn take_any(self, n: usize) -> impl ParallelIterator<Item = Self::Item>;
        fn skip_any(self, n: usize) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::runs(job)]
        fn take_any_while<P: Fn(&Self::Item) -> bool>(
            self,
            predicate: P,
        ) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::runs(job)]
        fn skip_any_while<P: Fn(&Self::Item) -> bool>(
            self,
            predicate: P,
        ) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::exhausts]
        fn collect_vec_list(self) -> LinkedList<Vec<Self::Item>>;
    }
    pub trait IndexedParallelIterator: ParallelIterator {
        #[concheck::exhausts]
        fn collect_into_vec(self, target: &mut Vec<Self::Item>);
        #[concheck::exhausts]
        fn unzip_into_vecs<A, B>(self, left: &mut Vec<A>, right: &mut Vec<B>);
        fn zip<Z: IntoParallelIterator>(
            self,
            other: Z,
        ) -> impl ParallelIterator<Item = (Self::Item, Z::Item)>;
        fn zip_eq<Z: IntoParallelIterator>(
            self,
            other: Z,
        ) -> impl ParallelIterator<Item = (Self::Item, Z::Item)>;
        fn interleave<I: IntoParallelIterator<Item = Self::Item>>(
            self,
            other: I,
        ) -> impl ParallelIterator<Item = Self::Item>;
        fn chunks(self, size: usize) -> impl ParallelIterator<Item = Vec<Self::Item>>;
        #[concheck::runs(job)]
        fn fold_chunks<T, ID: Fn() -> T, F: Fn(T, Self::Item) -> T>(
            self,
            size: usize,
            identity: ID,
            f: F,
        ) -> impl ParallelIterator<Item = T>;
        fn enumerate(self) -> impl ParallelIterator<Item = (usize, Self::Item)>;
        fn step_by(self, step: usize) -> impl ParallelIterator<Item = Self::Item>;
        fn skip(self, n: usize) -> impl ParallelIterator<Item = Self::Item>;
        fn take(self, n: usize) -> impl ParallelIterator<Item = Self::Item>;
        #[concheck::runs(job)]
        fn position_any<P: Fn(Self::Item) -> bool>(self, predicate: P) -> Option<usize>;
        #[concheck::runs(job)]
        fn position_first<P: Fn(Self::Item) -> bool>(self, predicate: P) -> Option<usize>;
        #[concheck::runs(job)]
        fn position_last<P: Fn(Self::Item) -> bool>(self, predicate: P) -> Option<usize>;
        fn rev(self) -> impl ParallelIterator<Item = Self::Item>;
        fn with_min_len(self, min: usize) -> impl ParallelIterator<Item = Self::Item>;
        fn with_max_len(self, max: usize) -> impl ParallelIterator<Item = Self::Item>;
        fn len(&self) -> usize;
    }
    pub trait IntoParallelIterator {
        type Item;
        fn into_par_iter(self) -> impl ParallelIterator<Item = Self::Item>;
    }
    pub trait IntoParallelRefIterator<'data> {
        type Item;
        fn par_iter(&'data self) -> impl ParallelIterator<Item = Self::Item>;
    }
    pub trait IntoParallelRefMutIterator<'data> {
        type Item;
        #[concheck::mutates]
        fn par_iter_mut(&'data mut self) -> impl ParallelIterator<Item = Self::Item>;
    }
    impl<I: IntoIterator> IntoParallelIterator for I {
        type Item = I::Item;
        fn into_par_iter(self) -> impl ParallelIterator<Item = I::Item>;
    }
    impl<'data, I> IntoParallelRefIterator<'data> for I
    where
        &'data I: IntoIterator,
    {
        type Item = <&'data I as IntoIterator>::Item;
        fn par_iter(&'data self) -> impl ParallelIterator<Item = <&'data I as IntoIterator>::Item>;
    }
    impl<'data, I> IntoParallelRefMutIterator<'data> for I
    where
        &'data mut I: IntoIterator,
    {
        type Item = <&'data mut I as IntoIterator>::Item;
        #[concheck::mutates]
        fn par_iter_mut(
            &'data mut self,
        ) -> impl ParallelIterator<Item = <&'data mut I as IntoIterator>::Item>;
    }
    pub trait ParallelBridge {
        fn par_bridge(self) -> impl ParallelIterator<Item = Self::Item>
        where
            Self: Iterator;
    }
    impl<T: Iterator> ParallelBridge for T {
        fn par_bridge(self) -> impl ParallelIterator<Item = T::Item>;
    }
    pub trait FromParallelIterator<T> {
        fn from_par_iter<I: IntoParallelIterator<Item = T>>(iter: I) -> Self;
    }
    pub trait ParallelExtend<T> {
        #[concheck::adds]
        #[concheck::exhausts]
        fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, iter: I);
    }
    pub trait ParallelDrainFull {
        type Item;
        #[concheck::mutates]
        fn par_drain(self) -> impl ParallelIterator<Item = Self::Item>;
    }
    pub trait ParallelDrainRange<Idx> {
        type Item;
        #[concheck::mutates]
        fn par_drain<R: RangeBounds<Idx>>(self, range: R) -> impl ParallelIterator<Item = Self::Item>;
    }
    pub fn empty<T>() -> impl ParallelIterator<Item = T>;
    pub fn once<T>(item: T) -> impl ParallelIterator<Item = T>;
    pub fn repeat<T>(item: T) -> impl ParallelIterator<Item = T>;
    pub fn repeatn<T>(item: T, n: usize) -> impl ParallelIterator<Item = T>;
}

pub mod slice {
    use super::iter::ParallelIterator;
    use std::cmp::Ordering;

    pub trait ParallelSlice<T> {
        fn par_chunks(&self, size: usize) -> impl ParallelIterator<Item = &[T]>;
        fn par_chunks_exact(&self, size: usize) -> impl ParallelIterator<Item = &[T]>;
        fn par_windows(&self, size: usize) -> impl ParallelIterator<Item = &[T]>;
        fn par_rchunks(&self, size: usize) -> impl ParallelIterator<Item = &[T]>;
        #[concheck::runs(job)]
        fn par_split<P: Fn(&T) -> bool>(&self, separator: P) -> impl ParallelIterator<Item = &[T]>;
    }
    impl<T> ParallelSlice<T> for [T] {}
    pub trait ParallelSliceMut<T> {
        #[concheck::mutates]
        fn par_chunks_mut(&mut self, size: usize) -> impl ParallelIterator<Item = &mut [T]>;
        #[concheck::mutates]
        fn par_chunks_exact_mut(&mut self, size: usize) -> impl ParallelIterator<Item = &mut [T]>;
        #[concheck::mutates]
        fn par_rchunks_mut(&mut self, size: usize) -> impl ParallelIterator<Item = &mut [T]>;
        #[concheck::mutates]
        fn par_sort(&mut self);
        #[concheck::mutates]
        #[concheck::runs(job)]
        fn par_sort_by<F: Fn(&T, &T) -> Ordering>(&mut self, compare: F);
        #[concheck::mutates]
        #[concheck::runs(job)]
        fn par_sort_by_key<K, F: Fn(&T) -> K>(&mut self, f: F);
        #[concheck::mutates]
        #[concheck::runs(job)]
        fn par_sort_by_cached_key<K, F: Fn(&T) -> K>(&mut self, f: F);
        #[concheck::mutates]
        fn par_sort_unstable(&mut self);
        #[concheck::mutates]
        #[concheck::runs(job)]
        fn par_sort_unstable_by<F: Fn(&T, &T) -> Ordering>(&mut self, compare: F);
        #[concheck::mutates]
        #[concheck::runs(job)]
        fn par_sort_unstable_by_key<K, F: Fn(&T) -> K>(&mut self, f: F);
    }
    impl<T> ParallelSliceMut<T> for [T] {}
}
