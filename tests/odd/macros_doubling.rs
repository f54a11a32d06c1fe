//! Macros that expand to the next one twice.

macro_rules! m0 { ($a:expr) => { m1!($a); m1!($a); } }
macro_rules! m1 { ($a:expr) => { m2!($a); m2!($a); } }
macro_rules! m2 { ($a:expr) => { m3!($a); m3!($a); } }
macro_rules! m3 { ($a:expr) => { m4!($a); m4!($a); } }
macro_rules! m4 { ($a:expr) => { m5!($a); m5!($a); } }
macro_rules! m5 { ($a:expr) => { m6!($a); m6!($a); } }
macro_rules! m6 { ($a:expr) => { m7!($a); m7!($a); } }
macro_rules! m7 { ($a:expr) => { m8!($a); m8!($a); } }
macro_rules! m8 { ($a:expr) => { m9!($a); m9!($a); } }
macro_rules! m9 { ($a:expr) => { m10!($a); m10!($a); } }
macro_rules! m10 { ($a:expr) => { m11!($a); m11!($a); } }
macro_rules! m11 { ($a:expr) => { m12!($a); m12!($a); } }
macro_rules! m12 { ($a:expr) => { m13!($a); m13!($a); } }
macro_rules! m13 { ($a:expr) => { m14!($a); m14!($a); } }
macro_rules! m14 { ($a:expr) => { m15!($a); m15!($a); } }
macro_rules! m15 { ($a:expr) => { m16!($a); m16!($a); } }
macro_rules! m16 { ($a:expr) => { m17!($a); m17!($a); } }
macro_rules! m17 { ($a:expr) => { m18!($a); m18!($a); } }
macro_rules! m18 { ($a:expr) => { m19!($a); m19!($a); } }
macro_rules! m19 { ($a:expr) => { m20!($a); m20!($a); } }
macro_rules! m20 { ($a:expr) => { m21!($a); m21!($a); } }
macro_rules! m21 { ($a:expr) => { m22!($a); m22!($a); } }
macro_rules! m22 { ($a:expr) => { m23!($a); m23!($a); } }
macro_rules! m23 { ($a:expr) => { m24!($a); m24!($a); } }
macro_rules! m24 { ($a:expr) => { m25!($a); m25!($a); } }
macro_rules! m25 { ($a:expr) => { m26!($a); m26!($a); } }
macro_rules! m26 { ($a:expr) => { m27!($a); m27!($a); } }
macro_rules! m27 { ($a:expr) => { m28!($a); m28!($a); } }
macro_rules! m28 { ($a:expr) => { $a; } }
fn f(m: &std::sync::Mutex<u8>) { m0!(m.lock()); }
