//! std::borrow.

#[concheck::pointer]
pub struct Cow<'a, T: ?Sized>;
impl<'a, T: ?Sized> Cow<'a, T> {
    pub fn is_borrowed(&self) -> bool;
    pub fn is_owned(&self) -> bool;
    #[concheck::mutates]
    pub fn to_mut(&mut self) -> &mut T::Owned
    where
        T: ToOwned;
    pub fn into_owned(self) -> T::Owned
    where
        T: ToOwned;
}
impl<T: ?Sized> Deref for Cow<'_, T> {
    type Target = T;
}
impl<T: ?Sized> AsRef<T> for Cow<'_, T> {
    fn as_ref(&self) -> &T;
}
impl<'a, T: ?Sized> Clone for Cow<'a, T> {
    fn clone(&self) -> Cow<'a, T>;
}
pub trait ToOwned {
    type Owned;
    fn to_owned(&self) -> Self::Owned;
}
pub trait Borrow<B: ?Sized> {
    fn borrow(&self) -> &B;
}
pub trait BorrowMut<B: ?Sized>: Borrow<B> {
    fn borrow_mut(&mut self) -> &mut B;
}
