//! tokio 1.

#![concheck::executor(tokio)]

pub use self::task::spawn;

#[concheck::workers(unless = ["current_thread", "local"])]
pub fn main<F: std::future::Future>(body: F) -> F::Output;

pub mod time {
    use std::future::{Future, IntoFuture};
    use std::pin::Pin;
    use std::task::{Context, Poll};
    pub use std::time::Duration;

    pub mod error {
        pub struct Elapsed;
    }
    use self::error::Elapsed;

    pub struct Instant;
    impl Instant {
        pub fn now() -> Instant;
    }

    pub fn sleep(duration: Duration) -> Sleep;
    pub fn sleep_until(deadline: Instant) -> Sleep;
    #[concheck::limits]
    pub async fn timeout<F: Future>(duration: Duration, future: F) -> Result<F::Output, Elapsed>;
    #[concheck::limits]
    pub async fn timeout_at<F: Future>(deadline: Instant, future: F) -> Result<F::Output, Elapsed>;
    pub fn interval(period: Duration) -> Interval;
    pub fn interval_at(start: Instant, period: Duration) -> Interval;
    pub fn pause();
    pub fn resume();
    pub async fn advance(duration: Duration);

    pub struct Sleep;
    impl Sleep {
        pub fn deadline(&self) -> Instant;
        pub fn is_elapsed(&self) -> bool;
        pub fn reset(self: Pin<&mut Self>, deadline: Instant);
    }
    impl Future for Sleep {
        type Output = ();
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
    }

    pub struct Interval;
    impl Interval {
        pub async fn tick(&mut self) -> Instant;
        pub fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant>;
        pub fn reset(&mut self);
        pub fn period(&self) -> Duration;
    }
}

pub mod process {
    use super::io::{AsyncRead, AsyncWrite};
    use std::io;
    use std::process::{ExitStatus, Output, Stdio};

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
        pub fn as_std(&self) -> &std::process::Command;
        pub fn as_std_mut(&mut self) -> &mut std::process::Command;
        pub fn into_std(self) -> std::process::Command;
        #[concheck::runs(forked)]
        pub unsafe fn pre_exec<F: FnMut() -> io::Result<()>>(&mut self, f: F) -> &mut Command;
        pub fn spawn(&mut self) -> io::Result<Child>;
        #[concheck::waits(process)]
        #[concheck::pipes(waits)]
        pub async fn status(&mut self) -> io::Result<ExitStatus>;
        #[concheck::waits(process)]
        #[concheck::pipes(drains)]
        pub async fn output(&mut self) -> io::Result<Output>;
        pub fn get_kill_on_drop(&self) -> bool;
    }
    impl From<std::process::Command> for Command {
        fn from(std: std::process::Command) -> Command;
    }

    #[concheck::process(child, awaited)]
    pub struct Child {
        pub stdin: Option<ChildStdin>,
        pub stdout: Option<ChildStdout>,
        pub stderr: Option<ChildStderr>,
    }
    impl Child {
        pub fn id(&self) -> Option<u32>;
        #[concheck::gives(process)]
        pub fn start_kill(&mut self) -> io::Result<()>;
        #[concheck::gives(process)]
        pub async fn kill(&mut self) -> io::Result<()>;
        #[concheck::waits(process)]
        #[concheck::pipes(waits)]
        pub async fn wait(&mut self) -> io::Result<ExitStatus>;
        #[concheck::pipes(asks)]
        pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>>;
        #[concheck::waits(process)]
        #[concheck::pipes(drains)]
        pub async fn wait_with_output(self) -> io::Result<Output>;
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
}

pub mod signal {
    use std::io;

    pub async fn ctrl_c() -> io::Result<()>;

    pub mod unix {
        use std::io;

        pub struct SignalKind;
        impl SignalKind {
            pub const fn hangup() -> Self;
            pub const fn interrupt() -> Self;
            pub const fn quit() -> Self;
            pub const fn terminate() -> Self;
            pub const fn user_defined1() -> Self;
            pub const fn user_defined2() -> Self;
            pub const fn child() -> Self;
        }
        pub fn signal(kind: SignalKind) -> io::Result<Signal>;
        pub struct Signal;
        impl Signal {
            pub async fn recv(&mut self) -> Option<()>;
        }
    }
    pub mod windows {
        use std::io;

        pub fn ctrl_c() -> io::Result<CtrlC>;
        pub fn ctrl_break() -> io::Result<CtrlBreak>;
        pub struct CtrlC;
        impl CtrlC {
            pub async fn recv(&mut self) -> Option<()>;
        }
        pub struct CtrlBreak;
        impl CtrlBreak {
            pub async fn recv(&mut self) -> Option<()>;
        }
    }
}
