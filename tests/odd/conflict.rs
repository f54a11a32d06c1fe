//! A merge that is not finished.

use std::sync::Mutex;

<<<<<<< ours
pub fn f(m: &Mutex<u8>) { let a = m.lock(); }
=======
pub fn f(m: &Mutex<u8>) { let a = m.lock(); let b = m.lock(); }
>>>>>>> theirs
