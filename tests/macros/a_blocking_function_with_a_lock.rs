//! A blocking function with a lock.

#[concheck::blocking(self.accounts)]
fn pay() {}

#[concheck::non_blocking(why = "it says so")]
fn audit() {}

fn main() {
    pay();
    audit();
}
