//! std::pin.

#[concheck::pointer]
pub struct Pin<P>;
impl<P: Deref> Pin<P> {
    pub const fn new(pointer: P) -> Pin<P>;
    pub const unsafe fn new_unchecked(pointer: P) -> Pin<P>;
    pub fn into_inner(pin: Pin<P>) -> P;
    pub unsafe fn into_inner_unchecked(pin: Pin<P>) -> P;
    pub fn as_ref(&self) -> Pin<&P::Target>;
    pub fn as_mut(&mut self) -> Pin<&mut P::Target>;
    pub fn as_deref_mut(self: Pin<&mut Self>) -> Pin<&mut P::Target>;
    #[concheck::mutates]
    pub fn set(&mut self, value: P::Target);
}
impl<'a, T> Pin<&'a T> {
    pub unsafe fn map_unchecked<U, F: FnOnce(&T) -> &U>(self, f: F) -> Pin<&'a U>;
    pub fn get_ref(self) -> &'a T;
    pub fn static_ref(value: &'static T) -> Pin<&'static T>;
}
impl<'a, T> Pin<&'a mut T> {
    pub fn into_ref(self) -> Pin<&'a T>;
    pub fn get_mut(self) -> &'a mut T;
    pub unsafe fn get_unchecked_mut(self) -> &'a mut T;
    pub unsafe fn map_unchecked_mut<U, F: FnOnce(&mut T) -> &mut U>(self, f: F) -> Pin<&'a mut U>;
    pub fn static_mut(value: &'static mut T) -> Pin<&'static mut T>;
}
impl<P: Deref> Deref for Pin<P> {
    type Target = P::Target;
}
impl<P> Clone for Pin<P> {
    fn clone(&self) -> Pin<P>;
}
impl<T> From<Box<T>> for Pin<Box<T>> {
    fn from(value: Box<T>) -> Pin<Box<T>>;
}
impl<P: Deref<Target: Future>> Future for Pin<P> {
    type Output = <P::Target as Future>::Output;
}
