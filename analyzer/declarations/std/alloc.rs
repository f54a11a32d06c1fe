//! std::alloc.

pub struct Layout;
pub struct LayoutError;
impl Layout {
    pub const fn new<T>() -> Layout;
    pub const fn array<T>(n: usize) -> Result<Layout, LayoutError>;
    pub const fn from_size_align(size: usize, align: usize) -> Result<Layout, LayoutError>;
}
pub struct AllocError;
pub unsafe fn alloc(layout: Layout) -> *mut u8;
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8;
#[concheck::frees]
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, size: usize) -> *mut u8;
#[concheck::frees]
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout);
pub fn handle_alloc_error(layout: Layout) -> !;
