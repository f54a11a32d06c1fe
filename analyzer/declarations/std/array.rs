//! std::array.

pub fn from_fn<T, const N: usize, F: FnMut(usize) -> T>(f: F) -> [T; N];
pub fn from_ref<T>(item: &T) -> &[T; 1];
pub fn from_mut<T>(item: &mut T) -> &mut [T; 1];
