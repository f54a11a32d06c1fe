//! serde 1: only the names.

pub trait Serialize {}
pub trait Deserialize<'de> {}
pub mod ser {
    pub use super::Serialize;
}
pub mod de {
    pub use super::Deserialize;
    pub trait DeserializeOwned {}
}
