//! argon2 0.3 and later (RustCrypto), and the functions of rust-argon2.

pub struct Error;
pub struct Config<'a>;

#[concheck::blocking(password)]
pub fn hash_encoded(pwd: &[u8], salt: &[u8], config: &Config) -> Result<String, Error>;
#[concheck::blocking(password)]
pub fn hash_raw(pwd: &[u8], salt: &[u8], config: &Config) -> Result<Vec<u8>, Error>;
#[concheck::blocking(password)]
pub fn verify_encoded(encoded: &str, pwd: &[u8]) -> Result<bool, Error>;

pub struct Params;
pub struct PasswordHash<'a>;

// `hash_password` and `verify_password` are those of `PasswordHasher` and `PasswordVerifier`.
pub struct Argon2<'key>;
impl<'key> Argon2<'key> {
    pub fn new<A, V>(algorithm: A, version: V, params: Params) -> Self;
    pub fn new_with_secret<A, V>(secret: &'key [u8], algorithm: A, version: V, params: Params) -> Result<Self, Error>;
    #[concheck::blocking(password)]
    pub fn hash_password<S>(&self, password: &[u8], salt: S) -> Result<PasswordHash<'_>, Error>;
    #[concheck::blocking(password)]
    pub fn hash_password_into(&self, pwd: &[u8], salt: &[u8], out: &mut [u8]) -> Result<(), Error>;
    #[concheck::blocking(password)]
    pub fn verify_password(&self, password: &[u8], hash: &PasswordHash<'_>) -> Result<(), Error>;
}
impl Default for Argon2<'_> {
    fn default() -> Self;
}
impl Clone for Argon2<'_> {
    fn clone(&self) -> Self;
}
