//! Types that double with each call.

use std::sync::*;
struct P<A, B> { a: A, b: B }
fn mk<A, B>(a: A, b: B) -> P<A, B> { P { a, b } }
fn f(x0: &Mutex<u8>) {
    let x1 = mk(x0, x0);
    let x2 = mk(x1, x1);
    let x3 = mk(x2, x2);
    let x4 = mk(x3, x3);
    let x5 = mk(x4, x4);
    let x6 = mk(x5, x5);
    let x7 = mk(x6, x6);
    let x8 = mk(x7, x7);
    let x9 = mk(x8, x8);
    let x10 = mk(x9, x9);
    let x11 = mk(x10, x10);
    let x12 = mk(x11, x11);
    let x13 = mk(x12, x12);
    let x14 = mk(x13, x13);
    let x15 = mk(x14, x14);
    let x16 = mk(x15, x15);
    let x17 = mk(x16, x16);
    let x18 = mk(x17, x17);
    let x19 = mk(x18, x18);
    let x20 = mk(x19, x19);
    let x21 = mk(x20, x20);
    let x22 = mk(x21, x21);
    let x23 = mk(x22, x22);
    let x24 = mk(x23, x23);
    let x25 = mk(x24, x24);
    let x26 = mk(x25, x25);
    let x27 = mk(x26, x26);
    let x28 = mk(x27, x27);
    let x29 = mk(x28, x28);
    let x30 = mk(x29, x29);
    let x31 = mk(x30, x30);
    let x32 = mk(x31, x31);
}
