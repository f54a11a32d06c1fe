//! A string that ends nowhere.

pub fn f(m: &std::sync::Mutex<u8>) { let a = m.lock(); let b = m.lock(); }
pub fn g() { h("
