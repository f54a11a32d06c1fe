//! A module without a file, and a file that a build makes.

mod generated;
include!(concat!(env!("OUT_DIR"), "/gen.rs"));
pub fn f() {}
