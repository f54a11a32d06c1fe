//! A double lock in the last of twelve implementations.

use std::sync::*;
pub trait T { fn go(&self); }
pub static L: Mutex<u8> = Mutex::new(0);
pub struct A0; impl T for A0 { fn go(&self) {} }
pub struct A1; impl T for A1 { fn go(&self) {} }
pub struct A2; impl T for A2 { fn go(&self) {} }
pub struct A3; impl T for A3 { fn go(&self) {} }
pub struct A4; impl T for A4 { fn go(&self) {} }
pub struct A5; impl T for A5 { fn go(&self) {} }
pub struct A6; impl T for A6 { fn go(&self) {} }
pub struct A7; impl T for A7 { fn go(&self) {} }
pub struct A8; impl T for A8 { fn go(&self) {} }
pub struct A9; impl T for A9 { fn go(&self) {} }
pub struct A10; impl T for A10 { fn go(&self) {} }
pub struct A11; impl T for A11 { fn go(&self) { *L.lock().unwrap() += 1; } }
pub fn f(t: &dyn T) { let g = L.lock().unwrap(); t.go(); }
