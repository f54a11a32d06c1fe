//! bcrypt 0.10 and later.

pub struct BcryptError;
pub type BcryptResult<T> = Result<T, BcryptError>;
pub struct HashParts;

#[concheck::blocking(password)]
pub fn hash<P>(password: P, cost: u32) -> BcryptResult<String>;
#[concheck::blocking(password)]
pub fn hash_with_result<P>(password: P, cost: u32) -> BcryptResult<HashParts>;
#[concheck::blocking(password)]
pub fn hash_with_salt<P>(password: P, cost: u32, salt: [u8; 16]) -> BcryptResult<HashParts>;
#[concheck::blocking(password)]
pub fn non_truncating_hash<P>(password: P, cost: u32) -> BcryptResult<String>;
#[concheck::blocking(password)]
pub fn non_truncating_hash_with_result<P>(password: P, cost: u32) -> BcryptResult<HashParts>;
#[concheck::blocking(password)]
pub fn non_truncating_hash_with_salt<P>(password: P, cost: u32, salt: [u8; 16]) -> BcryptResult<HashParts>;
#[concheck::blocking(password)]
pub fn verify<P>(password: P, hash: &str) -> BcryptResult<bool>;
#[concheck::blocking(password)]
pub fn non_truncating_verify<P>(password: P, hash: &str) -> BcryptResult<bool>;
