//! hostname 0.3 and 0.4.

use std::ffi::OsString;
use std::io;

#[concheck::blocking(names)]
pub fn get() -> io::Result<OsString>;
