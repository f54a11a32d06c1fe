//! Runs a program within limits of time and memory, and says what it took.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// What a program may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Processor seconds.
    pub(crate) seconds: u64,
    /// Address space in MiB.
    pub(crate) memory: u64,
}

/// How a run ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum End {
    /// By itself, with this exit code.
    Code(i32),
    /// The time was up.
    Time,
    /// There was no more memory.
    Memory,
    /// With a panic: the message.
    Panic(String),
    /// By a signal.
    Signal(i32),
}

impl End {
    /// As a table shows it; nothing where all went well.
    pub(crate) fn bad(&self) -> Option<String> {
        match self {
            End::Code(0 | 1) => None,
            End::Code(code) => Some(format!("exit code {code}")),
            End::Time => Some("out of time".to_owned()),
            End::Memory => Some("out of memory".to_owned()),
            End::Panic(message) => Some(format!("panic: {message}")),
            End::Signal(signal) => Some(format!("signal {signal}")),
        }
    }
}

/// A finished run.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) end: End,
    /// Processor seconds, where the system tells, otherwise seconds.
    pub(crate) seconds: f64,
    /// The most memory that it had, in MiB; 0 where the system does not tell. Linux counts what the program that has started it
    /// had then, so that should be little.
    pub(crate) peak: f64,
    pub(crate) errors: String,
}

/// Runs `program` with `args` and `input`; `read` reads what it prints.
pub(crate) fn run<T: Send + 'static>(
    program: &Path,
    args: &[impl AsRef<OsStr>],
    input: Stdio,
    limits: Limits,
    read: impl FnOnce(&mut dyn BufRead) -> T + Send + 'static,
) -> std::io::Result<(Run, T)> {
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        // Some systems have no limit of the address space.
        let script = "ulimit -v \"$1\" 2>/dev/null; ulimit -t \"$2\"; shift 2; exec \"$@\"";
        shell.args(["-c", script, "sh", &(limits.memory * 1024).to_string(), &limits.seconds.to_string()]);
        shell.arg(program);
        shell
    } else {
        Command::new(program)
    };
    command.args(args).stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let output = drained(child.stdout.take(), read);
    let errors = drained(child.stderr.take(), |pipe| {
        let mut bytes = Vec::new();
        // What cannot be read is as good as not written.
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    // Who waits without computing is stopped by the clock.
    let patience = Duration::from_secs(limits.seconds * 6);
    let waited = output.recv_timeout(patience);
    if waited.is_err() {
        child.kill()?;
    }
    let output = waited.or_else(|_| output.recv()).map_err(std::io::Error::other)?;
    let errors = errors.recv().map_err(std::io::Error::other)?;
    let Ended { code, signal, seconds, peak } = ended(child, start)?;
    let end = if let Some(at) = errors.find("panicked at ") {
        let message: Vec<&str> = errors[at..].lines().take(2).collect();
        End::Panic(message.join(" "))
    } else if errors.contains("memory allocation of ") || errors.contains("out of memory") {
        End::Memory
    } else if let Some(signal) = signal {
        // SIGKILL and SIGXCPU are ours.
        if matches!(signal, 9 | 24) { End::Time } else { End::Signal(signal) }
    } else {
        End::Code(code)
    };
    Ok((Run { end, seconds, peak, errors }, output))
}

/// Reads to the end in a thread, so that a full pipe stops nobody.
fn drained<T: Send + 'static>(
    pipe: Option<impl Read + Send + 'static>,
    read: impl FnOnce(&mut dyn BufRead) -> T + Send + 'static,
) -> mpsc::Receiver<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let read = match pipe {
            Some(pipe) => read(&mut BufReader::new(pipe)),
            None => read(&mut std::io::empty()),
        };
        sender.send(read)
    });
    receiver
}

struct Ended {
    code: i32,
    signal: Option<i32>,
    seconds: f64,
    peak: f64,
}

#[cfg(unix)]
#[expect(unsafe_code, reason = "std waits for a process without telling what it took")]
fn ended(child: std::process::Child, _: Instant) -> std::io::Result<Ended> {
    let pid = libc::pid_t::try_from(child.id()).map_err(std::io::Error::other)?;
    let mut status = 0;
    // SAFETY: plain numbers, for which zeros are a value.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers are to live variables, and nobody else waits for this child.
    if unsafe { libc::wait4(pid, &raw mut status, 0, &raw mut usage) } != pid {
        return Err(std::io::Error::last_os_error());
    }
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let unit = if cfg!(target_os = "macos") { 1.0 } else { 1024.0 };
    Ok(Ended {
        code: libc::WEXITSTATUS(status),
        signal: libc::WIFSIGNALED(status).then(|| libc::WTERMSIG(status)),
        seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        peak: usage.ru_maxrss as f64 * unit / f64::from(1 << 20),
    })
}

#[cfg(not(unix))]
fn ended(mut child: std::process::Child, start: Instant) -> std::io::Result<Ended> {
    let status = child.wait()?;
    let seconds = start.elapsed().as_secs_f64();
    Ok(Ended { code: status.code().unwrap_or(-1), signal: None, seconds, peak: 0.0 })
}
