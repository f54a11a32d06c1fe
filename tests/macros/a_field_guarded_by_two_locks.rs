//! A field guarded by two locks.

use std::sync::Mutex;

#[concheck::checked]
struct Bank {
    accounts: Mutex<Vec<i64>>,
    #[concheck::guarded_by(accounts, rates)]
    total: i64,
}

fn main() {
    let _ = |bank: Bank| (bank.total, bank.accounts.into_inner());
}
