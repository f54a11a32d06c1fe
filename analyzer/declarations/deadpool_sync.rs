//! deadpool-sync 0.1.

pub struct InteractError;

// A value behind a mutex, for closures that block.
pub struct SyncWrapper<T>;
impl<T> SyncWrapper<T> {
    #[concheck::runs(thread)]
    pub async fn interact<F: FnOnce(&mut T) -> R, R>(&self, f: F) -> Result<R, InteractError>;
}
