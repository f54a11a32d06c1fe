//! git2 0.13 and later.

pub struct Error;

pub struct Repository;
impl Repository {
    pub fn open<P>(path: P) -> Result<Repository, Error>;
    pub fn discover<P>(path: P) -> Result<Repository, Error>;
    pub fn init<P>(path: P) -> Result<Repository, Error>;
    #[concheck::blocking(network)]
    pub fn clone<P>(url: &str, into: P) -> Result<Repository, Error>;
    #[concheck::blocking(network)]
    pub fn clone_recurse<P>(url: &str, into: P) -> Result<Repository, Error>;
    pub fn find_remote(&self, name: &str) -> Result<Remote<'_>, Error>;
}
pub struct Remote<'repo>;
impl<'repo> Remote<'repo> {
    #[concheck::blocking(network)]
    pub fn fetch<S, O>(&mut self, refspecs: &[S], opts: O, reflog_msg: Option<&str>) -> Result<(), Error>;
    #[concheck::blocking(network)]
    pub fn push<S, O>(&mut self, refspecs: &[S], opts: O) -> Result<(), Error>;
}

pub mod build {
    use super::{Error, Repository};

    #[concheck::builder]
    pub struct RepoBuilder<'cb>;
    impl<'cb> RepoBuilder<'cb> {
        pub fn new() -> RepoBuilder<'cb>;
        #[concheck::blocking(network)]
        pub fn clone<P>(&mut self, url: &str, into: P) -> Result<Repository, Error>;
    }
}
