//! The programs of others that are run, found so that none of a tree is: not through a `PATH` that names the current folder
//! or one within the tree.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use std::{env, io, thread};

use crate::files;

/// A program that takes longer waits for something that will not come.
const LIMIT: Duration = Duration::from_secs(60);

/// `name` as a command, or the program that somebody has `named` in its place. No folder in `tree` is searched for it, nor for
/// the programs that it runs.
pub(crate) fn command(name: &str, named: Option<PathBuf>, tree: &Path) -> io::Result<Command> {
    let tree = tree.canonicalize().unwrap_or_else(|_| tree.to_path_buf());
    let path = env::var_os("PATH").unwrap_or_default();
    let is_outside = |folder: &PathBuf| {
        // A relative folder is one of the tree as soon as we are in it.
        folder.is_absolute() && !folder.canonicalize().is_ok_and(|folder| folder.starts_with(&tree))
    };
    let folders: Vec<PathBuf> = env::split_paths(&path).filter(is_outside).collect();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let found = || folders.iter().map(|folder| folder.join(&file)).find(|program| program.is_file());
    let missing = || io::Error::new(io::ErrorKind::NotFound, format!("there is no `{name}` in PATH"));
    // A bare name would be searched for once more.
    let program = named.filter(|named| named.is_absolute()).or_else(found).ok_or_else(missing)?;
    let mut command = Command::new(program);
    command.env("PATH", env::join_paths(folders).unwrap_or_else(|_| OsString::new()));
    Ok(command)
}

/// What a program says.
pub(crate) struct Said {
    pub(crate) success: bool,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
}

/// Runs a command without input. It is ended if it takes too long (a pipe in the place of a file that it reads), and so
/// is what it says if there is no end of it.
pub(crate) fn run(command: &mut Command) -> io::Result<Said> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (sender, said) = channel();
    let streams: [Option<Box<dyn io::Read + Send>>; 2] = [
        child.stdout.take().map(|stream| Box::new(stream) as _),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    for (index, stream) in streams.into_iter().enumerate() {
        let sender = sender.clone();
        thread::spawn(move || {
            let bytes =
                stream.map_or_else(|| Ok(Vec::new()), |stream| files::limited(stream, files::GENERATED));
            // Whoever waited may have given up.
            let _ = sender.send((index, bytes));
        });
    }
    let mut texts = [Vec::new(), Vec::new()];
    for _ in 0..texts.len() {
        let received = said.recv_timeout(LIMIT).map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                io::Error::new(io::ErrorKind::TimedOut, format!("it takes longer than {} s", LIMIT.as_secs()))
            }
            RecvTimeoutError::Disconnected => io::Error::other("its output cannot be read"),
        });
        match received.and_then(|(index, bytes)| Ok((index, bytes?))) {
            Ok((index, bytes)) => texts[index] = bytes,
            Err(error) => {
                // It may have ended meanwhile.
                let _ = child.kill();
                let _ = child.wait();
                return Err(error);
            }
        }
    }
    let [stdout, stderr] = texts;
    Ok(Said { success: child.wait()?.success(), stdout, stderr })
}
