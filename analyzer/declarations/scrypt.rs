//! scrypt 0.8 and later.

pub mod errors {
    pub struct InvalidOutputLen;
}
pub struct Params;

#[concheck::blocking(password)]
pub fn scrypt(
    password: &[u8],
    salt: &[u8],
    params: &Params,
    output: &mut [u8],
) -> Result<(), errors::InvalidOutputLen>;
