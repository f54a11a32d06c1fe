//! std::hash: only the names.

pub struct RandomState;
impl RandomState {
    pub fn new() -> RandomState;
}
pub struct BuildHasherDefault<H>;
