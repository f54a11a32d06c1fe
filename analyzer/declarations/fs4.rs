//! fs4 0.6 and later.

pub mod fs_std {
    use std::fs::File;
    use std::io::Result;

    pub trait FileExt {
        #[concheck::blocking(file_lock)]
        fn lock_shared(&self) -> Result<()>;
        #[concheck::blocking(file_lock)]
        fn lock_exclusive(&self) -> Result<()>;
        fn try_lock_shared(&self) -> Result<bool>;
        fn try_lock_exclusive(&self) -> Result<bool>;
        fn unlock(&self) -> Result<()>;
    }
    impl FileExt for File {}
}
pub use self::fs_std::FileExt;

pub mod tokio {
    use std::io::Result;

    // These block too: only `unlock_async` does not.
    pub trait AsyncFileExt {
        #[concheck::blocking(file_lock)]
        fn lock_shared(&self) -> Result<()>;
        #[concheck::blocking(file_lock)]
        fn lock_exclusive(&self) -> Result<()>;
        fn try_lock_shared(&self) -> Result<bool>;
        fn try_lock_exclusive(&self) -> Result<bool>;
        fn unlock(&self) -> Result<()>;
        async fn unlock_async(&self) -> Result<()>;
    }
    impl AsyncFileExt for ::tokio::fs::File {}
}
