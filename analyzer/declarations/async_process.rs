//! async-process 1 and 2.

use futures::io::{AsyncRead, AsyncWrite};
use std::io;

pub use std::process::{ExitStatus, Output, Stdio};

#[concheck::builder]
#[concheck::process(command, awaited)]
pub struct Command;
impl Command {
    pub fn new<S>(program: S) -> Command;
    #[concheck::pipes(stdin)]
    pub fn stdin<T: Into<Stdio>>(&mut self, to: T) -> &mut Command;
    #[concheck::pipes(stdout)]
    pub fn stdout<T: Into<Stdio>>(&mut self, to: T) -> &mut Command;
    #[concheck::pipes(stderr)]
    pub fn stderr<T: Into<Stdio>>(&mut self, to: T) -> &mut Command;
    pub fn spawn(&mut self) -> io::Result<Child>;
    #[concheck::waits(process)]
    #[concheck::pipes(waits)]
    pub async fn status(&mut self) -> io::Result<ExitStatus>;
    #[concheck::waits(process)]
    #[concheck::pipes(drains)]
    pub async fn output(&mut self) -> io::Result<Output>;
}
impl From<std::process::Command> for Command {
    fn from(inner: std::process::Command) -> Self;
}

#[concheck::process(child, awaited)]
pub struct Child {
    pub stdin: Option<ChildStdin>,
    pub stdout: Option<ChildStdout>,
    pub stderr: Option<ChildStderr>,
}
impl Child {
    pub fn id(&self) -> u32;
    #[concheck::gives(process)]
    pub fn kill(&mut self) -> io::Result<()>;
    #[concheck::pipes(asks)]
    pub fn try_status(&mut self) -> io::Result<Option<ExitStatus>>;
    #[concheck::waits(process)]
    #[concheck::pipes(waits)]
    pub async fn status(&mut self) -> io::Result<ExitStatus>;
    #[concheck::waits(process)]
    #[concheck::pipes(drains)]
    pub async fn output(self) -> io::Result<Output>;
}
#[concheck::process(stdin, awaited)]
pub struct ChildStdin;
impl AsyncWrite for ChildStdin {}
#[concheck::process(stdout, awaited)]
pub struct ChildStdout;
impl AsyncRead for ChildStdout {}
#[concheck::process(stderr, awaited)]
pub struct ChildStderr;
impl AsyncRead for ChildStderr {}
