//! Which values are mere data: two that are equal can stand for each other.

use super::ty::Ty;
use super::types::Types;

/// Deeper types are not looked into.
const MAX_DEPTH: u32 = 6;

impl Types<'_> {
    /// Whether values of the type are mere data. What may be a lock, a cell, a handle or a callback is none, nor is what
    /// is not known.
    pub fn is_data(&self, ty: &Ty) -> bool {
        self.is_data_at(ty, 0)
    }

    fn is_data_at(&self, ty: &Ty, depth: u32) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let is_data = |ty: &Ty| self.is_data_at(ty, depth + 1);
        match ty {
            Ty::Adt(id, args) => {
                let fields = self.fields[id.0 as usize].iter().flatten();
                fields.map(|field| self.of_adt(field, *id, args)).all(|field| is_data(&field))
            }
            Ty::Lib(path, args) => is_data_type(path.as_str()) && args.iter().all(is_data),
            Ty::Tuple(parts) => parts.iter().all(is_data),
            Ty::Ref(false, inner) | Ty::Slice(inner) => is_data(inner),
            _ => false,
        }
    }
}

/// Whether a type of a library is data if its arguments are.
fn is_data_type(path: &str) -> bool {
    const MODULES: [&str; 14] = [
        "std::borrow::",
        "std::boxed::",
        "std::cmp::",
        "std::collections::",
        "std::ffi::",
        "std::marker::",
        "std::num::",
        "std::ops::",
        "std::option::",
        "std::path::",
        "std::rc::",
        "std::result::",
        "std::string::",
        "std::time::",
    ];
    // Maps of other crates; their hashers are data too.
    const MAPS: [&str; 4] = ["hashbrown::", "indexmap::", "rustc_hash::", "ahash::"];
    !path.contains("::")
        || matches!(path, "std::sync::Arc" | "std::vec::Vec" | "std::net::IpAddr" | "std::net::SocketAddr")
        || MODULES.iter().chain(&MAPS).any(|module| path.starts_with(module))
}
