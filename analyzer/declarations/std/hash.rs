//! std::hash: only the names.

pub trait Hash {}
pub trait Hasher {}
pub struct RandomState;
impl RandomState {
    pub fn new() -> RandomState;
}
pub struct BuildHasherDefault<H>;
