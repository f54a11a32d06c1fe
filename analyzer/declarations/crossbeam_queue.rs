//! crossbeam_queue 0.3: queues without locks.

#[concheck::collection]
pub struct ArrayQueue<T>;
impl<T> ArrayQueue<T> {
    pub fn new(capacity: usize) -> ArrayQueue<T>;
    #[concheck::adds]
    pub fn push(&self, value: T) -> Result<(), T>;
    #[concheck::adds]
    pub fn force_push(&self, value: T) -> Option<T>;
    #[concheck::mutates]
    pub fn pop(&self) -> Option<T>;
    pub fn capacity(&self) -> usize;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn is_full(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
}
impl<T> IntoIterator for ArrayQueue<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
#[concheck::collection]
pub struct SegQueue<T>;
impl<T> SegQueue<T> {
    pub const fn new() -> SegQueue<T>;
    #[concheck::adds]
    pub fn push(&self, value: T);
    #[concheck::mutates]
    pub fn pop(&self) -> Option<T>;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
}
impl<T> Default for SegQueue<T> {
    fn default() -> SegQueue<T>;
}
impl<T> IntoIterator for SegQueue<T> {
    type Item = T;
    fn into_iter(self) -> impl Iterator<Item = T>;
}
