//! crossbeam-epoch 0.9: only its pointers.

// Null, or to something that others may free when no thread is pinned.
#[concheck::pointer(raw)]
pub struct Atomic<T: ?Sized>;

#[concheck::pointer(raw)]
pub struct Shared<'g, T: ?Sized>;
