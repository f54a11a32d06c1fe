//! An order of one lock.

concheck::lock_order!(Bank::accounts);
concheck::lock_order!(A > B);
concheck::lock_order!(A < B < A);

fn main() {}
