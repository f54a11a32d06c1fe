//! A lock of nothing.

fn main() {
    let a = std::sync::Mutex::new(1);
    concheck::lock!();
    let _ = concheck::lock!(a, a, a, a, a, a, a, a, a);
}
