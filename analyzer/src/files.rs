//! How files are opened that a tree may have made: only regular ones, and no more of them than a limit. A pipe would wait for
//! its writer, a device may have no end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// What a person writes (manifests, configurations, ignore files) is not longer than this, in bytes.
pub const WRITTEN: u64 = 4 << 20;

/// Ignore files are not longer than this, in bytes: their globs are compiled, which takes much more.
pub const GLOBS: u64 = 256 << 10;

/// What programs write (reports, baselines, traces, facts) is not longer than this, in bytes.
pub const GENERATED: u64 = 1 << 30;

/// Opens the regular file at `path`.
pub fn open(path: &Path) -> io::Result<File> {
    let regular = |about: fs::Metadata| match about.is_file() {
        true => Ok(()),
        false => Err(io::Error::other("not a regular file")),
    };
    // Before, since opening waits; afterwards, since it may be another one by then.
    regular(fs::metadata(path)?)?;
    let file = File::open(path)?;
    regular(file.metadata()?)?;
    Ok(file)
}

/// The bytes of the regular file at `path`, if they are not more than `most`.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    limited(open(path)?, most)
}

/// The text of the regular file at `path`, if its bytes are not more than `most`.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    text(read(path, most)?)
}

/// As [`read`], of a file that the user names: that may be a stream of this process as well (`/dev/fd/63`, which shells put in
/// the place of `<(command)`).
pub fn read_named(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = if path.starts_with("/dev") { File::open(path)? } else { open(path)? };
    limited(file, most)
}

/// The text of a file that the user names.
pub fn read_named_text(path: &Path, most: u64) -> io::Result<String> {
    text(read_named(path, most)?)
}

/// All that `from` has, if that is not more than `most` bytes.
pub fn limited(from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more tells what is too long, even if it grows while it is read.
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let limit = if most < 1 << 20 { format!("{} KB", most >> 10) } else { format!("{} MB", most >> 20) };
        return Err(io::Error::other(format!("larger than {limit}")));
    }
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_read_up_to_a_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        fs::write(&path, "abc").expect("a file");
        assert_eq!(read(&path, 3).expect("reads"), b"abc");
        assert!(read(&path, 2).is_err() && read(folder.path(), 9).is_err());
        assert!(
            read(&folder.path().join("b"), 9).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        );
        assert!(limited(io::repeat(0), 1000).is_err());
        if cfg!(unix) {
            assert!(read(Path::new("/dev/zero"), 9).is_err());
            assert!(read_named(Path::new("/dev/zero"), 9).is_err());
            assert_eq!(read_named_text(Path::new("/dev/null"), 9).expect("reads"), "");
        }
    }
}
