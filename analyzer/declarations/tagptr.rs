//! tagptr 0.2.

#[concheck::pointer(raw)]
pub struct TagNonNull<T, const N: usize>;
impl<T, const N: usize> !Send for TagNonNull<T, N> {}
impl<T, const N: usize> !Sync for TagNonNull<T, N> {}
#[concheck::pointer(raw)]
pub struct TagPtr<T, const N: usize>;
impl<T, const N: usize> !Send for TagPtr<T, N> {}
impl<T, const N: usize> !Sync for TagPtr<T, N> {}
#[concheck::atomic(pointer)]
pub struct AtomicTagPtr<T, const N: usize>;
