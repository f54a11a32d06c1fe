//! Canonical names of library items.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::{guess, lang, shelf};
use crate::text::Symbol;

/// The modules whose traits everything has.
pub const UNIVERSAL: &[&str] = &["std::convert"];

/// How many exports a path may lead through.
const MAX_EXPORTS: u32 = 64;

/// The path at which a library item is declared: exports lead there. Linear in the path's length.
pub fn canonical(path: &str) -> String {
    let mut path = path.trim_start_matches("::").to_string();
    for _ in 0..MAX_EXPORTS {
        match shelf::elsewhere(&path) {
            Some(to) => path = to,
            None => break,
        }
    }
    guess::lookalike(&path).unwrap_or(path)
}

/// The same for a path that is interned. What was asked before is known.
pub fn canonical_symbol(path: Symbol) -> Symbol {
    thread_local! {
        static KNOWN: RefCell<(u64, FxHashMap<Symbol, Symbol>)> = RefCell::default();
    }
    let generation = shelf::generation();
    KNOWN.with_borrow_mut(|(of, known)| {
        if *of != generation {
            *of = generation;
            known.clear();
        }
        *known.entry(path).or_insert_with(|| Symbol::new(&canonical(path.as_str())))
    })
}

/// What a name of the prelude stands for, of types and functions that are declared.
pub fn prelude(name: &str) -> Option<&'static str> {
    Some(match name {
        "Option" | "Some" | "None" => lang::OPTION,
        "Result" | "Ok" | "Err" => lang::RESULT,
        "Vec" => lang::LIST,
        "String" => "std::string::String",
        "Box" => "std::boxed::Box",
        "drop" => lang::DROP,
        "std" | "core" | "alloc" => "std",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::lock_type;

    #[test]
    fn exports_lead_to_declarations() {
        for (written, canonical_path) in [
            ("core::cell::RefCell", "std::cell::RefCell"),
            ("futures_util::lock::Mutex", "futures::lock::Mutex"),
            ("async_std::sync::RwLock", "async_lock::RwLock"),
            ("smol::lock::Mutex", "async_lock::Mutex"),
            ("loom::sync::Mutex", "std::sync::Mutex"),
            ("shuttle::sync::RwLock", "std::sync::RwLock"),
            ("spin::mutex::SpinMutex", "spin::Mutex"),
            ("embassy_sync::mutex::Mutex", "embassy_sync::mutex::Mutex"),
            ("kernel::sync::Mutex", "parking_lot::Mutex"),
        ] {
            assert_eq!(canonical(written), canonical_path);
        }
        assert!(lock_type(&canonical("loom::sync::Mutex")).is_some());
        assert!(lock_type(&canonical("embassy_sync::mutex::Mutex")).is_some());
    }

    #[test]
    fn a_prefix_ends_at_a_segment() {
        assert_eq!(canonical("loom::synchronous::Mutex2"), "loom::synchronous::Mutex2");
    }
}
