//! The numbers by which items are known: indices into [`super::defs::Defs`].

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub struct $name(pub u32);

        impl $name {
            /// Its place in lists that have an entry for each item of its kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Index of a module.
    ModId,
    /// Index of a struct, union or enum.
    AdtId,
    /// Index of a trait.
    TraitId,
    /// Index of an impl.
    ImplId,
    /// Index of a function.
    FnId,
    /// Index of a static.
    StaticId,
    /// Index of a type alias.
    AliasId,
}
