//! std::marker: only the names.

pub struct PhantomData<T: ?Sized>;
pub struct PhantomPinned;
pub trait Send {}
pub trait Sync {}
pub trait Sized {}
pub trait Copy {}
pub trait Unpin {}
