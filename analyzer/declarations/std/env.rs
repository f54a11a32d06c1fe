//! std::env.

use std::io;
use std::path::PathBuf;

#[concheck::changes(process)]
pub unsafe fn set_var<K, V>(key: K, value: V);
#[concheck::changes(process)]
pub unsafe fn remove_var<K>(key: K);
#[concheck::changes(process)]
pub fn set_current_dir<P>(path: P) -> io::Result<()>;
pub fn var<K>(key: K) -> Result<String, VarError>;
pub fn current_dir() -> io::Result<PathBuf>;
pub fn args() -> impl Iterator<Item = String>;
pub fn vars() -> impl Iterator<Item = (String, String)>;
pub struct VarError;
