//! Futures that are awaited twice by the next one.

use std::sync::*;
async fn f(m: &Mutex<u8>) {
    let a0 = async { m.lock(); };
    let a1 = async { a0.await; a0.await; };
    let a2 = async { a1.await; a1.await; };
    let a3 = async { a2.await; a2.await; };
    let a4 = async { a3.await; a3.await; };
    let a5 = async { a4.await; a4.await; };
    let a6 = async { a5.await; a5.await; };
    let a7 = async { a6.await; a6.await; };
    let a8 = async { a7.await; a7.await; };
    let a9 = async { a8.await; a8.await; };
    let a10 = async { a9.await; a9.await; };
    let a11 = async { a10.await; a10.await; };
    let a12 = async { a11.await; a11.await; };
    let a13 = async { a12.await; a12.await; };
    let a14 = async { a13.await; a13.await; };
    let a15 = async { a14.await; a14.await; };
    let a16 = async { a15.await; a15.await; };
    let a17 = async { a16.await; a16.await; };
    let a18 = async { a17.await; a17.await; };
    let a19 = async { a18.await; a18.await; };
    let a20 = async { a19.await; a19.await; };
    let a21 = async { a20.await; a20.await; };
    let a22 = async { a21.await; a21.await; };
    let a23 = async { a22.await; a22.await; };
    let a24 = async { a23.await; a23.await; };
    let a25 = async { a24.await; a24.await; };
    let a26 = async { a25.await; a25.await; };
    let a27 = async { a26.await; a26.await; };
    let a28 = async { a27.await; a27.await; };
    a28.await;
}
