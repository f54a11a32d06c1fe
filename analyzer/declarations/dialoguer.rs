//! dialoguer 0.10 and later.

pub struct Error;
pub type Result<T = ()> = std::result::Result<T, Error>;

#[concheck::builder]
pub struct Confirm;
impl Confirm {
    pub fn new() -> Self;
    pub fn with_theme<H>(theme: &H) -> Self;
    #[concheck::blocking(input)]
    pub fn interact(self) -> Result<bool>;
    #[concheck::blocking(input)]
    pub fn interact_opt(self) -> Result<Option<bool>>;
}

#[concheck::builder]
pub struct Input<T>;
impl<T> Input<T> {
    pub fn new() -> Self;
    pub fn with_theme<H>(theme: &H) -> Self;
    #[concheck::blocking(input)]
    pub fn interact(self) -> Result<T>;
    #[concheck::blocking(input)]
    pub fn interact_text(self) -> Result<T>;
}

#[concheck::builder]
pub struct Password;
impl Password {
    pub fn new() -> Self;
    pub fn with_theme<H>(theme: &H) -> Self;
    #[concheck::blocking(input)]
    pub fn interact(self) -> Result<String>;
}

#[concheck::builder]
pub struct Select;
impl Select {
    pub fn new() -> Self;
    pub fn with_theme<T>(theme: &T) -> Self;
    #[concheck::blocking(input)]
    pub fn interact(self) -> Result<usize>;
    #[concheck::blocking(input)]
    pub fn interact_opt(self) -> Result<Option<usize>>;
}

#[concheck::builder]
pub struct MultiSelect;
impl MultiSelect {
    pub fn new() -> Self;
    pub fn with_theme<T>(theme: &T) -> Self;
    #[concheck::blocking(input)]
    pub fn interact(self) -> Result<Vec<usize>>;
    #[concheck::blocking(input)]
    pub fn interact_opt(self) -> Result<Option<Vec<usize>>>;
}

#[concheck::builder]
pub struct FuzzySelect;
impl FuzzySelect {
    pub fn new() -> Self;
    pub fn with_theme<T>(theme: &T) -> Self;
    #[concheck::blocking(input)]
    pub fn interact(self) -> Result<usize>;
    #[concheck::blocking(input)]
    pub fn interact_opt(self) -> Result<Option<usize>>;
}

#[concheck::builder]
pub struct Sort;
impl Sort {
    pub fn new() -> Self;
    pub fn with_theme<T>(theme: &T) -> Self;
    #[concheck::blocking(input)]
    pub fn interact(self) -> Result<Vec<usize>>;
    #[concheck::blocking(input)]
    pub fn interact_opt(self) -> Result<Option<Vec<usize>>>;
}

pub struct Editor;
impl Editor {
    pub fn new() -> Self;
    // Waits for an editor to end.
    #[concheck::blocking(input)]
    pub fn edit(&self, s: &str) -> Result<Option<String>>;
}
