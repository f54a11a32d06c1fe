//! A macro that expands to itself.

macro_rules! m { ($($a:tt)*) => { m!($($a)* $($a)* x) } }
fn f() { m!(a); }
