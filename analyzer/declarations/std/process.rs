//! std::process.

use std::io::{self, Read, Write};

#[concheck::builder]
#[concheck::process(command)]
pub struct Command;
impl Command {
    #[concheck::runs(forked)]
    pub unsafe fn pre_exec<F: FnMut() -> io::Result<()>>(&mut self, f: F) -> &mut Command;
    pub fn new<S>(program: S) -> Command;
    #[concheck::pipes(stdin)]
    pub fn stdin<T: Into<Stdio>>(&mut self, to: T) -> &mut Command;
    #[concheck::pipes(stdout)]
    pub fn stdout<T: Into<Stdio>>(&mut self, to: T) -> &mut Command;
    #[concheck::pipes(stderr)]
    pub fn stderr<T: Into<Stdio>>(&mut self, to: T) -> &mut Command;
    pub fn spawn(&mut self) -> io::Result<Child>;
    #[concheck::blocking(process)]
    #[concheck::pipes(drains)]
    pub fn output(&mut self) -> io::Result<Output>;
    #[concheck::blocking(process)]
    #[concheck::pipes(waits)]
    pub fn status(&mut self) -> io::Result<ExitStatus>;
}
#[concheck::process(child)]
pub struct Child {
    pub stdin: Option<ChildStdin>,
    pub stdout: Option<ChildStdout>,
    pub stderr: Option<ChildStderr>,
}
impl Child {
    #[concheck::gives(process)]
    pub fn kill(&mut self) -> io::Result<()>;
    pub fn id(&self) -> u32;
    #[concheck::blocking(process)]
    #[concheck::waits(process)]
    #[concheck::pipes(waits)]
    pub fn wait(&mut self) -> io::Result<ExitStatus>;
    #[concheck::pipes(asks)]
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>>;
    #[concheck::blocking(process)]
    #[concheck::waits(process)]
    #[concheck::pipes(drains)]
    pub fn wait_with_output(self) -> io::Result<Output>;
}
#[concheck::process(stdin)]
pub struct ChildStdin;
impl Write for ChildStdin {}
#[concheck::process(stdout)]
pub struct ChildStdout;
impl Read for ChildStdout {}
#[concheck::process(stderr)]
pub struct ChildStderr;
impl Read for ChildStderr {}
pub struct Stdio;
impl Stdio {
    #[concheck::pipes(new)]
    pub fn piped() -> Stdio;
    pub fn inherit() -> Stdio;
    pub fn null() -> Stdio;
}
pub struct Output {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}
pub struct ExitStatus;
impl ExitStatus {
    pub fn success(&self) -> bool;
    pub fn code(&self) -> Option<i32>;
}
pub struct ExitCode;
pub fn exit(code: i32) -> !;
pub fn abort() -> !;
pub fn id() -> u32;
