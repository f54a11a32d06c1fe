//! ignore 0.4.

pub struct Error;
pub struct DirEntry;

pub struct Walk;
impl Walk {
    #[concheck::blocking(files, long)]
    pub fn new<P>(path: P) -> Walk;
}
impl Iterator for Walk {
    type Item = Result<DirEntry, Error>;
}

#[concheck::builder]
pub struct WalkBuilder;
impl WalkBuilder {
    pub fn new<P>(path: P) -> WalkBuilder;
    pub fn build(&self) -> Walk;
    pub fn build_parallel(&self) -> WalkParallel;
    #[concheck::runs(later)]
    pub fn filter_entry<P: Fn(&DirEntry) -> bool>(&mut self, filter: P) -> &mut WalkBuilder;
}

pub enum WalkState {
    Continue,
    Skip,
    Quit,
}
pub type FnVisitor<'s> = Box<dyn FnMut(Result<DirEntry, Error>) -> WalkState + Send + 's>;

// Walks on threads of its own, and waits for them.
pub struct WalkParallel;
impl WalkParallel {
    #[concheck::blocking(files, long)]
    #[concheck::waits(end)]
    pub fn run<'s, F: FnMut() -> FnVisitor<'s>>(self, mkf: F);
}
