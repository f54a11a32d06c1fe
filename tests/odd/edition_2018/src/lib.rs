//! Trait objects without `dyn`.

use std::sync::Mutex;

pub fn f(x: &Box<Fn(u8)>, m: &Mutex<u8>) {
    let a = m.lock().unwrap();
    let b = m.lock().unwrap();
}
