//! std::string: what changes a string or asks about it.

pub struct String;
impl String {
    pub const fn new() -> String;
    pub fn with_capacity(capacity: usize) -> String;
    #[concheck::adds]
    pub fn push(&mut self, c: char);
    #[concheck::mutates]
    pub fn push_str(&mut self, text: &str);
    #[concheck::mutates]
    pub fn pop(&mut self) -> Option<char>;
    #[concheck::mutates]
    pub fn truncate(&mut self, len: usize);
    #[concheck::adds]
    pub fn insert(&mut self, index: usize, c: char);
    #[concheck::mutates]
    pub fn insert_str(&mut self, index: usize, text: &str);
    #[concheck::mutates]
    pub fn remove(&mut self, index: usize) -> char;
    #[concheck::mutates]
    pub fn retain<F: FnMut(char) -> bool>(&mut self, f: F);
    #[concheck::mutates]
    pub fn clear(&mut self);
    #[concheck::mutates]
    pub fn drain<R>(&mut self, range: R) -> impl Iterator<Item = char>;
    #[concheck::asks]
    pub fn is_empty(&self) -> bool;
    #[concheck::asks]
    pub fn len(&self) -> usize;
    pub fn as_str(&self) -> &str;
    pub fn into_bytes(self) -> Vec<u8>;
}
impl Deref for String {
    type Target = str;
}
impl Clone for String {
    fn clone(&self) -> String;
}
impl Default for String {
    fn default() -> String;
}
impl Extend<char> for String {
    #[concheck::adds]
    #[concheck::exhausts]
    fn extend<I: IntoIterator<Item = char>>(&mut self, iter: I);
}
impl FromIterator<char> for String {
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> String;
}
pub trait ToString {
    fn to_string(&self) -> String;
}
