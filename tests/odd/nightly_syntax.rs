//! Syntax that is not stable.

use std::sync::Mutex;

pub const trait C { fn c(&self); }
pub struct U { pub unsafe a: Mutex<u8> }
pub gen fn g() -> u8 { yield 1; }
pub fn f(m: &Mutex<u8>) { super let a = m.lock().unwrap(); let b = m.lock().unwrap(); }
