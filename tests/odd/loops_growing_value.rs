//! A value that grows in each of some nested loops.

use std::sync::*;
fn f(m: &Mutex<u32>) {
    let mut x = None;
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
loop { x = Some((x, m.lock()));
}}}}}}}}}}}
}
