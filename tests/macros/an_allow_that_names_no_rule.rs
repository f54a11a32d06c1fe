//! An allow that names no rule.

#[concheck::checked]
struct Bank {
    #[concheck::allow()]
    accounts: Mutex<Vec<i64>>,
}

use std::sync::Mutex;

fn main() {
    let _ = |bank: Bank| drop(bank.accounts);
}
