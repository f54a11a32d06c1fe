//! Writing results: to standard output, whose reader may go away, or to a file, which is never left half-written.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};

use anstream::{AutoStream, ColorChoice};
use anyhow::{anyhow, bail};

use crate::programs;
use crate::sources;

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sink {
    /// Standard output, which somebody else has opened: it is neither truncated nor replaced.
    Stdout,
    /// Standard error, the same.
    Stderr,
    /// A file, replaced as a whole.
    File(PathBuf),
}

impl Sink {
    /// `-` is standard output, and so is every path that leads to the same file (`/dev/stdout`, or the file that a
    /// shell has opened for it).
    pub(super) fn of(path: &Path) -> Sink {
        if path.as_os_str() == "-" {
            return Sink::Stdout;
        }
        match (identity(path), stream::identities()) {
            (Some(path), [Some(stdout), _]) if path == stdout => Sink::Stdout,
            (Some(path), [_, Some(stderr)]) if path == stderr => Sink::Stderr,
            _ => Sink::File(path.to_path_buf()),
        }
    }

    /// Refuses to write where one of `read`, the files that were read, would be lost, and where a link that came with the
    /// tree around `base` leads.
    pub(super) fn check(&self, base: &Path, read: impl IntoIterator<Item = PathBuf>) -> anyhow::Result<()> {
        let Sink::File(path) = self else { return Ok(()) };
        let tree = sources::tree_of(base);
        if let Some(link) = sources::link_out_of(&tree, path) {
            bail!(
                "cannot write {}: the symbolic link {} leads out of {}; name the file that it leads to",
                path.display(),
                link.display(),
                tree.display()
            );
        }
        let Some(own) = identity(path) else { return Ok(()) };
        match read.into_iter().find(|read| identity(read).as_ref() == Some(&own)) {
            Some(_) => bail!("cannot write {}: it is one of the files that were read", path.display()),
            None => Ok(()),
        }
    }

    /// Writes `text`, without ANSI escape codes into a file.
    pub(super) fn write(&self, text: &str) -> anyhow::Result<()> {
        match self {
            Sink::Stdout => print(text),
            Sink::Stderr => {
                // Nobody listening there is no error.
                let _ = anstream::stderr().lock().write_all(text.as_bytes());
                Ok(())
            }
            Sink::File(path) => write_file(path, text),
        }
    }

    /// Writes `bytes` as they are.
    pub(super) fn write_bytes(&self, bytes: &[u8]) -> anyhow::Result<()> {
        let written = match self {
            Sink::Stdout => io::stdout().lock().write_all(bytes).and_then(|()| io::stdout().flush()),
            Sink::Stderr => io::stderr().lock().write_all(bytes),
            Sink::File(path) => return write_bytes(path, bytes),
        };
        written.map_err(|error| anyhow!("cannot write to {self}: {error}"))
    }
}

impl fmt::Display for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sink::Stdout => f.write_str("standard output"),
            Sink::Stderr => f.write_str("standard error"),
            Sink::File(path) => path.display().fmt(f),
        }
    }
}

/// What all paths to one file have in common. `None` if there is none.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// The files behind the streams of this process.
#[cfg(unix)]
mod stream {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;

    pub(super) fn identities() -> [Option<(u64, u64)>; 2] {
        let identity = |fd: &dyn AsFd| {
            let file = File::from(fd.as_fd().try_clone_to_owned().ok()?);
            file.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()))
        };
        [identity(&io::stdout()), identity(&io::stderr())]
    }
}

#[cfg(not(unix))]
mod stream {
    use std::path::PathBuf;

    pub(super) fn identities() -> [Option<PathBuf>; 2] {
        [None, None]
    }
}

/// Prints a text that is all that a command has to say.
pub(super) fn answer(text: &str) -> anyhow::Result<ExitCode> {
    print(text)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes `text` to standard output, with its ANSI escape codes where these are wanted. A reader that has gone away
/// (`concheck check | head`) is no error.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(anyhow!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// Shows `text` in a pager, if standard output is a terminal: the one that `CONCHECK_PAGER` or `PAGER` names, else
/// `less`. Without a pager it is printed.
pub(super) fn page(text: &str) -> anyhow::Result<()> {
    if !io::stdout().is_terminal() {
        return print(text);
    }
    let named = ["CONCHECK_PAGER", "PAGER"].into_iter().find_map(|name| env::var(name).ok());
    let line = named.unwrap_or_else(|| String::from("less"));
    let mut words = line.split_whitespace();
    let Some(program) = words.next().filter(|program| *program != "cat") else { return print(text) };
    let named = Path::new(program).is_absolute().then(|| PathBuf::from(program));
    let tree = sources::tree_of(Path::new("."));
    let Ok(mut command) = programs::command(program, named, &tree) else { return print(text) };
    command.args(words).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        // Nothing to page where it fits on the screen; colours; the text stays afterwards.
        command.env("LESS", "FRX");
    }
    let Ok(mut pager) = command.spawn() else { return print(text) };
    let text = match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => anstream::adapter::strip_str(text).to_string(),
        _ => text.to_owned(),
    };
    if let Some(mut stdin) = pager.stdin.take() {
        // The reader may close the pager before the end.
        let _ = stdin.write_all(text.as_bytes());
    }
    pager.wait().map_err(|error| anyhow!("cannot wait for the pager: {error}"))?;
    Ok(())
}

/// Columns of the terminal; a usual number without one.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
}

/// Makes `path` a file with `text`, without ANSI escape codes, whole or not at all.
pub(super) fn write_file(path: &Path, text: &str) -> anyhow::Result<()> {
    write_bytes(path, anstream::adapter::strip_str(text).to_string().as_bytes())
}

/// Makes `path` a file with `bytes`, whole or not at all.
pub(super) fn write_bytes(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    replace(path, bytes).map_err(|error| anyhow!("cannot write {}: {error}", path.display()))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link is followed, else it would be replaced by the file.
    let path = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(error) if error.kind() == ErrorKind::NotFound => path.to_path_buf(),
        Err(error) => return Err(error),
    };
    let old = match fs::metadata(&path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(ErrorKind::IsADirectory.into());
    }
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A device or a pipe (`/dev/stdout`) can only be written into.
        let mut file = OpenOptions::new().write(true).open(&path)?;
        return file.write_all(bytes).and_then(|()| file.flush());
    }
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let (draft, mut file) = draft_of(&path)?;
    let written = file
        .write_all(bytes)
        // Some file systems tell only now that there is no room.
        .and_then(|()| file.sync_all())
        .and_then(|()| old.map_or(Ok(()), |old| fs::set_permissions(&draft, old.permissions())))
        .and_then(|()| fs::rename(&draft, &path));
    if written.is_err() {
        // What went wrong first is what the user has to know.
        let _ = fs::remove_file(&draft);
    }
    written
}

/// A new file beside `path`: a rename is atomic only within a file system.
fn draft_of(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
    let mut attempt = 0;
    loop {
        let mut draft = OsString::from(".");
        draft.push(name);
        draft.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let draft = path.with_file_name(draft);
        match OpenOptions::new().write(true).create_new(true).open(&draft) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            opened => return opened.map(|file| (draft, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).expect("folder").count()
    }

    #[test]
    fn a_file_is_replaced_without_leftovers_and_without_colour() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("out.txt");
        write_file(&path, "\u{1b}[1mone\u{1b}[0m\n").expect("writes");
        write_file(&path, "two\n").expect("writes");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "two\n");
        assert_eq!(entries(folder.path()), 1);
        write_file(&path, "\u{1b}[1mone\u{1b}[0m\n").expect("writes");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "one\n");
    }

    #[test]
    fn what_cannot_be_written_is_an_error_and_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("folder");
        let error = write_file(&folder.path().join("no/such/out.txt"), "x").expect_err("no folder");
        assert!(error.to_string().starts_with("cannot write "), "{error}");
        write_file(folder.path(), "x").expect_err("a folder");

        let path = folder.path().join("out.txt");
        fs::write(&path, "old").expect("file");
        let mut permissions = fs::metadata(&path).expect("file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("permissions");
        write_file(&path, "new").expect_err("read-only");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "old");
        assert_eq!(entries(folder.path()), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_devices_written_into() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, link) = (folder.path().join("out.txt"), folder.path().join("link"));
        fs::write(&path, "old").expect("file");
        std::os::unix::fs::symlink(&path, &link).expect("link");
        write_file(&link, "new").expect("writes");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "new");
        assert!(fs::symlink_metadata(&link).expect("link").is_symlink());
        write_file(Path::new("/dev/null"), "x").expect("writes");
    }
}
