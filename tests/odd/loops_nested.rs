//! Each nested loop made the analysis take four times as long.

fn f(y: &[u8]) {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
for x in y {
g();
}}}}}}}}}}}}}}
}
