//! Checked with an argument that it does not know.

#[concheck::checked(ship(Barrier))]
mod bank {
    pub(crate) fn pay() {}
}

#[concheck::check(all)]
fn audit() {}

fn main() {
    bank::pay();
    audit();
}
