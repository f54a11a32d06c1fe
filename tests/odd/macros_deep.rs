//! A double lock below eighteen macros.

use std::sync::*;
macro_rules! m0 { ($m:ident) => { m1!($m) } }
macro_rules! m1 { ($m:ident) => { m2!($m) } }
macro_rules! m2 { ($m:ident) => { m3!($m) } }
macro_rules! m3 { ($m:ident) => { m4!($m) } }
macro_rules! m4 { ($m:ident) => { m5!($m) } }
macro_rules! m5 { ($m:ident) => { m6!($m) } }
macro_rules! m6 { ($m:ident) => { m7!($m) } }
macro_rules! m7 { ($m:ident) => { m8!($m) } }
macro_rules! m8 { ($m:ident) => { m9!($m) } }
macro_rules! m9 { ($m:ident) => { m10!($m) } }
macro_rules! m10 { ($m:ident) => { m11!($m) } }
macro_rules! m11 { ($m:ident) => { m12!($m) } }
macro_rules! m12 { ($m:ident) => { m13!($m) } }
macro_rules! m13 { ($m:ident) => { m14!($m) } }
macro_rules! m14 { ($m:ident) => { m15!($m) } }
macro_rules! m15 { ($m:ident) => { m16!($m) } }
macro_rules! m16 { ($m:ident) => { m17!($m) } }
macro_rules! m17 { ($m:ident) => { m18!($m) } }
macro_rules! m18 { ($m:ident) => { $m.lock().unwrap() } }
pub fn f(m: &Mutex<u8>) { let g = m0!(m); let h = m0!(m); }
