//! dns-lookup 1 to 3.

use std::io;
use std::net::IpAddr;

#[concheck::blocking(resolve)]
pub fn lookup_host(host: &str) -> io::Result<Vec<IpAddr>>;
#[concheck::blocking(resolve)]
pub fn lookup_addr(addr: &IpAddr) -> io::Result<String>;
