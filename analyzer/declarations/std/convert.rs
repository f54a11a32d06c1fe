//! std::convert.

pub trait From<T> {
    fn from(value: T) -> Self;
}
pub trait Into<T> {
    fn into(self) -> T;
}
pub trait AsRef<T: ?Sized> {
    fn as_ref(&self) -> &T;
}
pub trait AsMut<T: ?Sized> {
    #[concheck::mutates]
    fn as_mut(&mut self) -> &mut T;
}
pub trait TryFrom<T> {
    type Error;
    fn try_from(value: T) -> Result<Self, Self::Error>;
}
pub trait TryInto<T> {
    type Error;
    fn try_into(self) -> Result<T, Self::Error>;
}
pub fn identity<T>(value: T) -> T;
