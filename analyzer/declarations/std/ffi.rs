//! std::ffi and the paths that go with it: only the names.

pub struct OsStr;
pub struct OsString;
pub struct CStr;
pub struct CString;
