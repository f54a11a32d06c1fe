//! rpassword 5 and later.

use std::io;

#[concheck::blocking(input)]
pub fn read_password() -> io::Result<String>;
#[concheck::blocking(input)]
pub fn prompt_password<P>(prompt: P) -> io::Result<String>;
