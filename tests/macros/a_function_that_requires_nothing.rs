//! A function that requires nothing.

#[concheck::requires()]
fn pay() {}

#[concheck::acquires(1 + 1)]
fn audit() {}

fn main() {
    pay();
    audit();
}
