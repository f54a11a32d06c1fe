//! std::any.

pub struct TypeId;
pub trait Any {
    fn type_id(&self) -> TypeId;
}
