//! std::fmt.

pub struct Error;
pub struct Formatter<'a>;
pub struct Arguments<'a>;
pub trait Debug {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result<(), Error>;
}
pub trait Display {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result<(), Error>;
}
pub trait Write {
    fn write_str(&mut self, s: &str) -> Result<(), Error>;
}
