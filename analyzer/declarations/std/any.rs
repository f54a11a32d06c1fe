//! std::any.

pub trait Any {}
pub struct TypeId;
impl dyn Any {
    pub fn is<T>(&self) -> bool;
    pub fn downcast_ref<T>(&self) -> Option<&T>;
    pub fn downcast_mut<T>(&mut self) -> Option<&mut T>;
}
