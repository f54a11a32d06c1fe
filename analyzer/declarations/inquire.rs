//! inquire 0.5 and later.

pub mod error {
    pub struct InquireError;
    pub type InquireResult<T> = Result<T, InquireError>;
}
pub use self::error::InquireError;
use self::error::InquireResult;

pub struct NaiveDate;

#[concheck::builder]
pub struct Text<'a>;
impl<'a> Text<'a> {
    pub fn new(message: &'a str) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<String>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<String>>;
}

#[concheck::builder]
pub struct Confirm<'a>;
impl<'a> Confirm<'a> {
    pub fn new(message: &'a str) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<bool>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<bool>>;
}

#[concheck::builder]
pub struct Password<'a>;
impl<'a> Password<'a> {
    pub fn new(message: &'a str) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<String>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<String>>;
}

#[concheck::builder]
pub struct Editor<'a>;
impl<'a> Editor<'a> {
    pub fn new(message: &'a str) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<String>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<String>>;
}

#[concheck::builder]
pub struct Select<'a, T>;
impl<'a, T> Select<'a, T> {
    pub fn new(message: &'a str, options: Vec<T>) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<T>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<T>>;
}

#[concheck::builder]
pub struct MultiSelect<'a, T>;
impl<'a, T> MultiSelect<'a, T> {
    pub fn new(message: &'a str, options: Vec<T>) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<Vec<T>>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<Vec<T>>>;
}

#[concheck::builder]
pub struct CustomType<'a, T>;
impl<'a, T> CustomType<'a, T> {
    pub fn new(message: &'a str) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<T>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<T>>;
}

#[concheck::builder]
pub struct DateSelect<'a>;
impl<'a> DateSelect<'a> {
    pub fn new(message: &'a str) -> Self;
    #[concheck::blocking(input)]
    pub fn prompt(self) -> InquireResult<NaiveDate>;
    #[concheck::blocking(input)]
    pub fn prompt_skippable(self) -> InquireResult<Option<NaiveDate>>;
}
