//! Parameters without names, and words that were not yet reserved.

use std::sync::Mutex;

pub trait T {
    fn f(u8, &str);
}

pub fn async(dyn: &Mutex<u8>) {
    let a = dyn.lock().unwrap();
    let b = dyn.lock().unwrap();
}
