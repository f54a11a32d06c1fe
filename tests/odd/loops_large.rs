//! Ten nested loops around a double lock: the function was too large to be understood.

use std::sync::*;
pub fn f(m: &Mutex<u32>, mut x: u32) {
for d0 in 1..=9 {
for d1 in 1..=9 {
for d2 in 1..=9 {
for d3 in 1..=9 {
for d4 in 1..=9 {
for d5 in 1..=9 {
for d6 in 1..=9 {
for d7 in 1..=9 {
for d8 in 1..=9 {
for d9 in 1..=9 {
x = x * 31 + d0; x ^= d1; if x > 7 { x -= d2 * d3; }
x = x * 31 + d0; x ^= d1; if x > 7 { x -= d2 * d3; }
x = x * 31 + d0; x ^= d1; if x > 7 { x -= d2 * d3; }
x = x * 31 + d0; x ^= d1; if x > 7 { x -= d2 * d3; }
x = x * 31 + d0; x ^= d1; if x > 7 { x -= d2 * d3; }
x = x * 31 + d0; x ^= d1; if x > 7 { x -= d2 * d3; }
let g = m.lock().unwrap(); let h = m.lock().unwrap();
}}}}}}}}}}
}
