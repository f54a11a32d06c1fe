//! Documentation of nothing.

use std::sync::Mutex;

pub struct S { a: Mutex<u8> }

impl S {
    pub fn f(&self) {
        let a = self.a.lock().unwrap();
        let b = self.a.lock().unwrap();
        /// of nothing
    }
    /// of nothing
}
/// of nothing
