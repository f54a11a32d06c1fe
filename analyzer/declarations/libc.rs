//! libc 0.2: what blocks, what changes the process, what runs as a signal handler.

#[concheck::blocking(sleep)]
pub unsafe fn sleep(seconds: u32) -> u32;
#[concheck::blocking(sleep)]
pub unsafe fn usleep(microseconds: u32) -> i32;
#[concheck::changes(process)]
pub unsafe fn setenv(name: *const i8, value: *const i8, overwrite: i32) -> i32;
#[concheck::changes(process)]
pub unsafe fn unsetenv(name: *const i8) -> i32;
#[concheck::changes(process)]
pub unsafe fn chdir(path: *const i8) -> i32;
#[concheck::runs(signal)]
pub unsafe fn signal(signal: i32, handler: usize) -> usize;
pub unsafe fn exit(status: i32) -> !;
pub unsafe fn _exit(status: i32) -> !;
pub unsafe fn abort() -> !;
