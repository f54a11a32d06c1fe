//! curl 0.4.

pub struct Error;

pub mod easy {
    use super::Error;
    use std::time::Duration;

    pub struct Easy;
    impl Easy {
        pub fn new() -> Easy;
        pub fn url(&mut self, url: &str) -> Result<(), Error>;
        // The callbacks run while it performs.
        #[concheck::runs(later)]
        pub fn write_function<F: FnMut(&[u8]) -> Result<usize, Error>>(&mut self, f: F) -> Result<(), Error>;
        #[concheck::runs(later)]
        pub fn read_function<F: FnMut(&mut [u8]) -> Result<usize, Error>>(&mut self, f: F) -> Result<(), Error>;
        #[concheck::runs(later)]
        pub fn header_function<F: FnMut(&[u8]) -> bool>(&mut self, f: F) -> Result<(), Error>;
        #[concheck::runs(later)]
        pub fn progress_function<F: FnMut(f64, f64, f64, f64) -> bool>(&mut self, f: F) -> Result<(), Error>;
        pub fn transfer<'data, 'easy>(&'easy mut self) -> Transfer<'easy, 'data>;
        #[concheck::blocking(http)]
        pub fn perform(&self) -> Result<(), Error>;
    }
    pub struct Transfer<'easy, 'data>;
    impl<'easy, 'data> Transfer<'easy, 'data> {
        #[concheck::runs(later)]
        pub fn write_function<F: FnMut(&[u8]) -> Result<usize, Error>>(&mut self, f: F) -> Result<(), Error>;
        #[concheck::runs(later)]
        pub fn read_function<F: FnMut(&mut [u8]) -> Result<usize, Error>>(&mut self, f: F) -> Result<(), Error>;
        #[concheck::runs(later)]
        pub fn header_function<F: FnMut(&[u8]) -> bool>(&mut self, f: F) -> Result<(), Error>;
        #[concheck::blocking(http)]
        pub fn perform(&self) -> Result<(), Error>;
    }
    pub struct Easy2<H>;
    impl<H> Easy2<H> {
        pub fn new(handler: H) -> Easy2<H>;
        pub fn get_ref(&self) -> &H;
        pub fn get_mut(&mut self) -> &mut H;
        #[concheck::blocking(http)]
        pub fn perform(&self) -> Result<(), Error>;
    }
}

pub mod multi {
    pub struct MultiError;
    pub struct Multi;
    impl Multi {
        pub fn new() -> Multi;
        pub fn perform(&self) -> Result<u32, MultiError>;
    }
}
