//! An annotation that nobody knows.

#[concheck::check]
fn pay() -> u8 {
    #[concheck::alow(double_lock)]
    let amount = 1;
    amount
}

fn main() {
    // The item is there all the same: one error is enough.
    let _ = pay();
}
