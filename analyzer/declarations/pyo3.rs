//! pyo3 0.18 and later.

use std::ffi::CStr;

pub mod prelude {
    pub use super::types::{PyAnyMethods, PyModule, PyModuleMethods};
    pub use super::{Bound, IntoPyObject, Py, PyAny, PyErr, PyObject, PyRef, PyRefMut, PyResult, Python};
}
pub mod marker {
    pub use super::Python;
}
pub mod instance {
    pub use super::{Bound, Py};
}

pub struct PyErr;
pub type PyResult<T> = Result<T, PyErr>;
pub struct PyAny;
pub type PyObject = Py<PyAny>;
pub trait IntoPyObject {}

// It stands for the interpreter, which its thread holds.
#[concheck::attached(python)]
pub struct Python<'py>;
impl Python<'_> {
    #[concheck::attaches(python)]
    pub fn attach<F: FnOnce(Python<'_>) -> R, R>(f: F) -> R;
    #[concheck::attaches(python)]
    pub fn try_attach<F: FnOnce(Python<'_>) -> R, R>(f: F) -> Option<R>;
    #[concheck::attaches(python)]
    pub fn with_gil<F: FnOnce(Python<'_>) -> R, R>(f: F) -> R;
    #[concheck::attaches(python)]
    pub unsafe fn attach_unchecked<F: FnOnce(Python<'_>) -> R, R>(f: F) -> R;
    #[concheck::attaches(python)]
    pub unsafe fn with_gil_unchecked<F: FnOnce(Python<'_>) -> R, R>(f: F) -> R;
}
impl<'py> Python<'py> {
    #[concheck::detaches(python)]
    pub fn detach<T, F: FnOnce() -> T>(self, f: F) -> T;
    #[concheck::detaches(python)]
    pub fn allow_threads<T, F: FnOnce() -> T>(self, f: F) -> T;
    #[concheck::calls(python)]
    pub fn eval(self, code: &CStr, globals: Option<&Bound<'py, types::PyDict>>, locals: Option<&Bound<'py, types::PyDict>>) -> PyResult<Bound<'py, PyAny>>;
    #[concheck::calls(python)]
    pub fn eval_bound(self, code: &str, globals: Option<&Bound<'py, types::PyDict>>, locals: Option<&Bound<'py, types::PyDict>>) -> PyResult<Bound<'py, PyAny>>;
    #[concheck::calls(python)]
    pub fn run(self, code: &CStr, globals: Option<&Bound<'py, types::PyDict>>, locals: Option<&Bound<'py, types::PyDict>>) -> PyResult<()>;
    #[concheck::calls(python)]
    pub fn run_bound(self, code: &str, globals: Option<&Bound<'py, types::PyDict>>, locals: Option<&Bound<'py, types::PyDict>>) -> PyResult<()>;
    #[concheck::calls(python)]
    pub fn import<N>(self, name: N) -> PyResult<Bound<'py, types::PyModule>>;
    #[concheck::calls(python)]
    pub fn import_bound<N>(self, name: N) -> PyResult<Bound<'py, types::PyModule>>;
    #[concheck::calls(python)]
    pub fn check_signals(self) -> PyResult<()>;
}
impl Clone for Python<'_> {
    fn clone(&self) -> Self;
}

#[concheck::attached(python)]
pub struct Bound<'py, T>;
impl<'py, T> Bound<'py, T> {
    pub fn new(py: Python<'py>, value: T) -> PyResult<Bound<'py, T>>;
    pub fn py(&self) -> Python<'py>;
    pub fn borrow(&self) -> PyRef<'py, T>;
    pub fn borrow_mut(&self) -> PyRefMut<'py, T>;
    pub fn try_borrow(&self) -> Result<PyRef<'py, T>, PyErr>;
    pub fn try_borrow_mut(&self) -> Result<PyRefMut<'py, T>, PyErr>;
    pub fn get(&self) -> &T;
    pub fn unbind(self) -> Py<T>;
    pub fn into_any(self) -> Bound<'py, PyAny>;
    pub fn as_any(&self) -> &Bound<'py, PyAny>;
}
impl<T> Clone for Bound<'_, T> {
    fn clone(&self) -> Self;
}
impl<'py, T> types::PyAnyMethods<'py> for Bound<'py, T> {}

#[concheck::attached(python)]
pub struct Borrowed<'a, 'py, T>;
impl<'a, 'py, T> Deref for Borrowed<'a, 'py, T> {
    type Target = Bound<'py, T>;
}

pub struct Py<T>;
impl<T> Py<T> {
    pub fn new(py: Python<'_>, value: T) -> PyResult<Py<T>>;
    pub fn bind<'py>(&self, py: Python<'py>) -> &Bound<'py, T>;
    pub fn into_bound<'py>(self, py: Python<'py>) -> Bound<'py, T>;
    pub fn clone_ref(&self, py: Python<'_>) -> Py<T>;
    pub fn borrow<'py>(&'py self, py: Python<'py>) -> PyRef<'py, T>;
    pub fn borrow_mut<'py>(&'py self, py: Python<'py>) -> PyRefMut<'py, T>;
    pub fn get(&self) -> &T;
    #[concheck::calls(python)]
    pub fn call<A>(&self, py: Python<'_>, args: A, kwargs: Option<&Bound<'_, types::PyDict>>) -> PyResult<Py<PyAny>>;
    #[concheck::calls(python)]
    pub fn call0(&self, py: Python<'_>) -> PyResult<Py<PyAny>>;
    #[concheck::calls(python)]
    pub fn call1<A>(&self, py: Python<'_>, args: A) -> PyResult<Py<PyAny>>;
    #[concheck::calls(python)]
    pub fn call_method<N, A>(&self, py: Python<'_>, name: N, args: A, kwargs: Option<&Bound<'_, types::PyDict>>) -> PyResult<Py<PyAny>>;
    #[concheck::calls(python)]
    pub fn call_method0<N>(&self, py: Python<'_>, name: N) -> PyResult<Py<PyAny>>;
    #[concheck::calls(python)]
    pub fn call_method1<N, A>(&self, py: Python<'_>, name: N, args: A) -> PyResult<Py<PyAny>>;
    #[concheck::calls(python)]
    pub fn getattr<N>(&self, py: Python<'_>, attr_name: N) -> PyResult<Py<PyAny>>;
    #[concheck::calls(python)]
    pub fn setattr<N, V>(&self, py: Python<'_>, attr_name: N, value: V) -> PyResult<()>;
}

#[concheck::pointer]
#[concheck::attached(python)]
pub struct PyRef<'py, T>;
impl<T> Deref for PyRef<'_, T> {
    type Target = T;
}
#[concheck::pointer]
#[concheck::attached(python)]
pub struct PyRefMut<'py, T>;
impl<T> Deref for PyRefMut<'_, T> {
    type Target = T;
}

pub mod types {
    use super::{Bound, PyAny, PyResult, Python};

    // Before 0.23, a reference to one was bound to the interpreter by its lifetime.
    #[concheck::attached(python)]
    pub struct PyDict;
    #[concheck::attached(python)]
    pub struct PyList;
    #[concheck::attached(python)]
    pub struct PyTuple;
    #[concheck::attached(python)]
    pub struct PyString;
    #[concheck::attached(python)]
    pub struct PyBool;
    #[concheck::attached(python)]
    pub struct PyByteArray;
    #[concheck::attached(python)]
    pub struct PyBytes;
    #[concheck::attached(python)]
    pub struct PyCapsule;
    #[concheck::attached(python)]
    pub struct PyCFunction;
    #[concheck::attached(python)]
    pub struct PyCode;
    #[concheck::attached(python)]
    pub struct PyComplex;
    #[concheck::attached(python)]
    pub struct PyDate;
    #[concheck::attached(python)]
    pub struct PyDateTime;
    #[concheck::attached(python)]
    pub struct PyDelta;
    #[concheck::attached(python)]
    pub struct PyEllipsis;
    #[concheck::attached(python)]
    pub struct PyFloat;
    #[concheck::attached(python)]
    pub struct PyFrame;
    #[concheck::attached(python)]
    pub struct PyFrozenSet;
    #[concheck::attached(python)]
    pub struct PyFunction;
    #[concheck::attached(python)]
    pub struct PyInt;
    #[concheck::attached(python)]
    pub struct PyIterator;
    #[concheck::attached(python)]
    pub struct PyLong;
    #[concheck::attached(python)]
    pub struct PyMapping;
    #[concheck::attached(python)]
    pub struct PyMappingProxy;
    #[concheck::attached(python)]
    pub struct PyMemoryView;
    #[concheck::attached(python)]
    pub struct PyNone;
    #[concheck::attached(python)]
    pub struct PyNotImplemented;
    #[concheck::attached(python)]
    pub struct PySequence;
    #[concheck::attached(python)]
    pub struct PySet;
    #[concheck::attached(python)]
    pub struct PySlice;
    #[concheck::attached(python)]
    pub struct PySuper;
    #[concheck::attached(python)]
    pub struct PyTime;
    #[concheck::attached(python)]
    pub struct PyTraceback;
    #[concheck::attached(python)]
    pub struct PyType;
    #[concheck::attached(python)]
    pub struct PyTzInfo;
    #[concheck::attached(python)]
    pub struct PyUnicode;
    #[concheck::attached(python)]
    pub struct PyWeakref;
    #[concheck::attached(python)]
    pub struct PyWeakrefProxy;
    #[concheck::attached(python)]
    pub struct PyWeakrefReference;

    #[concheck::attached(python)]
    pub struct PyModule;
    impl PyModule {
        #[concheck::calls(python)]
        pub fn import<'py, N>(py: Python<'py>, name: N) -> PyResult<Bound<'py, PyModule>>;
        #[concheck::calls(python)]
        pub fn import_bound<'py, N>(py: Python<'py>, name: N) -> PyResult<Bound<'py, PyModule>>;
    }
    pub trait PyModuleMethods<'py> {}

    pub trait PyAnyMethods<'py> {
        #[concheck::calls(python)]
        fn getattr<N>(&self, attr_name: N) -> PyResult<Bound<'py, PyAny>>;
        #[concheck::calls(python)]
        fn setattr<N, V>(&self, attr_name: N, value: V) -> PyResult<()>;
        #[concheck::calls(python)]
        fn call<A>(&self, args: A, kwargs: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>>;
        #[concheck::calls(python)]
        fn call0(&self) -> PyResult<Bound<'py, PyAny>>;
        #[concheck::calls(python)]
        fn call1<A>(&self, args: A) -> PyResult<Bound<'py, PyAny>>;
        #[concheck::calls(python)]
        fn call_method<N, A>(&self, name: N, args: A, kwargs: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>>;
        #[concheck::calls(python)]
        fn call_method0<N>(&self, name: N) -> PyResult<Bound<'py, PyAny>>;
        #[concheck::calls(python)]
        fn call_method1<N, A>(&self, name: N, args: A) -> PyResult<Bound<'py, PyAny>>;
    }
}

pub mod sync {
    use super::Python;

    // No cell that hangs: it gives the interpreter up while it waits.
    pub struct GILOnceCell<T>;
    pub use self::GILOnceCell as PyOnceLock;
    impl<T> GILOnceCell<T> {
        pub const fn new() -> Self;
        #[concheck::asks]
        pub fn get(&self, py: Python<'_>) -> Option<&T>;
        #[concheck::runs(absent)]
        pub fn get_or_init<F: FnOnce() -> T>(&self, py: Python<'_>, f: F) -> &T;
        #[concheck::runs(absent)]
        pub fn get_or_try_init<F: FnOnce() -> Result<T, E>, E>(&self, py: Python<'_>, f: F) -> Result<&T, E>;
        pub fn set(&self, py: Python<'_>, value: T) -> Result<(), T>;
        pub fn into_inner(self) -> Option<T>;
    }

    // These wait with the interpreter given up.
    pub trait MutexExt<T> {
        #[concheck::acquires(self)]
        #[concheck::detaches(python)]
        fn lock_py_attached(&self, py: Python<'_>) -> std::sync::LockResult<std::sync::MutexGuard<'_, T>>;
    }
    impl<T> MutexExt<T> for std::sync::Mutex<T> {}
    impl<T> MutexExt<T> for parking_lot::Mutex<T> {
        #[concheck::acquires(self)]
        #[concheck::detaches(python)]
        fn lock_py_attached(&self, py: Python<'_>) -> parking_lot::MutexGuard<'_, T>;
    }
    pub trait RwLockExt<T> {
        #[concheck::acquires(self)]
        #[concheck::detaches(python)]
        fn read_py_attached(&self, py: Python<'_>) -> std::sync::LockResult<std::sync::RwLockReadGuard<'_, T>>;
        #[concheck::acquires(self)]
        #[concheck::detaches(python)]
        fn write_py_attached(&self, py: Python<'_>) -> std::sync::LockResult<std::sync::RwLockWriteGuard<'_, T>>;
    }
    impl<T> RwLockExt<T> for std::sync::RwLock<T> {}
    impl<T> RwLockExt<T> for parking_lot::RwLock<T> {
        #[concheck::acquires(self)]
        #[concheck::detaches(python)]
        fn read_py_attached(&self, py: Python<'_>) -> parking_lot::RwLockReadGuard<'_, T>;
        #[concheck::acquires(self)]
        #[concheck::detaches(python)]
        fn write_py_attached(&self, py: Python<'_>) -> parking_lot::RwLockWriteGuard<'_, T>;
    }
}
