//! Lines that end as on Windows, after documentation of the file.

use std::sync::Mutex;

pub fn f(m: &Mutex<u8>) {
    let a = m.lock().unwrap();
    let b = m.lock().unwrap();
}
