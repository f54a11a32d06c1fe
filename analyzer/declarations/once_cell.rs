//! once_cell 1.

pub mod sync {
    #[concheck::cell(hangs)]
    pub struct OnceCell<T>;
    impl<T> OnceCell<T> {
        pub const fn new() -> OnceCell<T>;
        pub const fn with_value(value: T) -> OnceCell<T>;
        pub fn get(&self) -> Option<&T>;
        pub fn get_mut(&mut self) -> Option<&mut T>;
        pub fn set(&self, value: T) -> Result<(), T>;
        pub fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
        #[concheck::initialises]
        #[concheck::runs(alone)]
        pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T;
        #[concheck::initialises]
        #[concheck::runs(alone)]
        pub fn get_or_try_init<F: FnOnce() -> Result<T, E>, E>(&self, f: F) -> Result<&T, E>;
        #[concheck::initialises]
        pub fn wait(&self) -> &T;
        pub unsafe fn get_unchecked(&self) -> &T;
        pub fn take(&mut self) -> Option<T>;
        pub fn into_inner(self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> {
        fn default() -> OnceCell<T>;
    }
    impl<T> From<T> for OnceCell<T> {
        fn from(value: T) -> OnceCell<T>;
    }
    impl<T> Clone for OnceCell<T> {
        fn clone(&self) -> OnceCell<T>;
    }

    #[concheck::pointer]
    #[concheck::cell(hangs)]
    #[concheck::pointer]
    pub struct Lazy<T, F>;
    impl<T, F: FnOnce() -> T> Lazy<T, F> {
        #[concheck::runs(later)]
        pub const fn new(f: F) -> Lazy<T, F>;
        pub fn into_value(this: Lazy<T, F>) -> Result<T, F>;
        #[concheck::initialises]
        pub fn force(this: &Lazy<T, F>) -> &T;
        #[concheck::initialises]
        pub fn force_mut(this: &mut Lazy<T, F>) -> &mut T;
        pub fn get(this: &Lazy<T, F>) -> Option<&T>;
        pub fn get_mut(this: &mut Lazy<T, F>) -> Option<&mut T>;
    }
    impl<T, F: FnOnce() -> T> Deref for Lazy<T, F> {
        type Target = T;
    }
}

pub mod unsync {
    #[concheck::cell(panics)]
    pub struct OnceCell<T>;
    impl<T> !Sync for OnceCell<T> {}
    impl<T> OnceCell<T> {
        pub const fn new() -> OnceCell<T>;
        pub const fn with_value(value: T) -> OnceCell<T>;
        pub fn get(&self) -> Option<&T>;
        pub fn get_mut(&mut self) -> Option<&mut T>;
        pub fn set(&self, value: T) -> Result<(), T>;
        pub fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
        #[concheck::initialises]
        #[concheck::runs(alone)]
        pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T;
        #[concheck::initialises]
        #[concheck::runs(alone)]
        pub fn get_or_try_init<F: FnOnce() -> Result<T, E>, E>(&self, f: F) -> Result<&T, E>;
        pub fn take(&mut self) -> Option<T>;
        pub fn into_inner(self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> {
        fn default() -> OnceCell<T>;
    }
    impl<T> From<T> for OnceCell<T> {
        fn from(value: T) -> OnceCell<T>;
    }
    impl<T> Clone for OnceCell<T> {
        fn clone(&self) -> OnceCell<T>;
    }

    #[concheck::pointer]
    #[concheck::cell(panics)]
    #[concheck::pointer]
    pub struct Lazy<T, F>;
    impl<T, F> !Sync for Lazy<T, F> {}
    impl<T, F: FnOnce() -> T> Lazy<T, F> {
        #[concheck::runs(later)]
        pub const fn new(f: F) -> Lazy<T, F>;
        pub fn into_value(this: Lazy<T, F>) -> Result<T, F>;
        #[concheck::initialises]
        pub fn force(this: &Lazy<T, F>) -> &T;
        #[concheck::initialises]
        pub fn force_mut(this: &mut Lazy<T, F>) -> &mut T;
        pub fn get(this: &Lazy<T, F>) -> Option<&T>;
        pub fn get_mut(this: &mut Lazy<T, F>) -> Option<&mut T>;
    }
    impl<T, F: FnOnce() -> T> Deref for Lazy<T, F> {
        type Target = T;
    }
}

// Several threads may run the initialiser here: none waits for another.
pub mod race {
    pub struct OnceBox<T>;
    impl<T> OnceBox<T> {
        pub const fn new() -> OnceBox<T>;
        pub fn get(&self) -> Option<&T>;
        pub fn set(&self, value: Box<T>) -> Result<(), Box<T>>;
        #[concheck::runs(absent)]
        pub fn get_or_init<F: FnOnce() -> Box<T>>(&self, f: F) -> &T;
        #[concheck::runs(absent)]
        pub fn get_or_try_init<F: FnOnce() -> Result<Box<T>, E>, E>(&self, f: F) -> Result<&T, E>;
    }
    pub struct OnceRef<'a, T>;
    impl<'a, T> OnceRef<'a, T> {
        pub const fn new() -> OnceRef<'a, T>;
        pub fn get(&self) -> Option<&'a T>;
        pub fn set(&self, value: &'a T) -> Result<(), ()>;
        #[concheck::runs(absent)]
        pub fn get_or_init<F: FnOnce() -> &'a T>(&self, f: F) -> &'a T;
    }
}
