//! What the macros say of what they cannot read. The name of each file is what is wrong in it; the item is there all the
//! same, so that there is one error and no others that come of it.

#[test]
fn errors_point_at_the_argument() {
    trybuild::TestCases::new().compile_fail("../tests/macros/*.rs");
}
