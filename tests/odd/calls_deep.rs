//! A double lock through twelve calls.

use std::sync::*;
pub static L: Mutex<u8> = Mutex::new(0);
pub fn top() { let g = L.lock().unwrap(); f0(); }
fn f0() { f1(); }
fn f1() { f2(); }
fn f2() { f3(); }
fn f3() { f4(); }
fn f4() { f5(); }
fn f5() { f6(); }
fn f6() { f7(); }
fn f7() { f8(); }
fn f8() { f9(); }
fn f9() { f10(); }
fn f10() { f11(); }
fn f11() { f12(); }
fn f12() { let h = L.lock().unwrap(); }
