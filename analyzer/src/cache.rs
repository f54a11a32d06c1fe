//! Results kept on disk from one run to the next, each under a hash of everything that it depends on.
//!
//! Any number of processes may share a folder: an entry is written beside its place and renamed, so that it is there
//! whole or not at all, and two that write the same entry write the same bytes. An entry carries a hash of its key and of
//! itself; one that does not match it is as good as none. Nothing here fails: without a folder that can be written to,
//! everything is computed each time.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::Xxh3;

use crate::files;

/// How large a folder may grow, unless somebody says otherwise: 256 MiB.
pub const LIMIT: u64 = 256 << 20;

/// Drafts begin so. They are renamed when they are complete.
const DRAFT: &str = ".draft-";

/// A draft of that age was left by a process that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// A folder with such a file is a cache.
const TAG_FILE: &str = "CACHEDIR.TAG";

/// What tools that back up or clean know a cache by (<https://bford.info/cachedir/>).
const TAG: &str =
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made by concheck; may be deleted at any time.\n";

/// A folder of entries.
#[derive(Clone, Debug)]
pub struct Cache {
    dir: PathBuf,
    limit: u64,
}

/// What an entry depends on, as a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u128, Kind);

/// What is in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was found.
    Result,
    /// What the next run of nearly the same sources can begin with.
    Base,
}

impl Kind {
    const ALL: [Kind; 2] = [Kind::Result, Kind::Base];

    /// What the names of such entries end with.
    fn suffix(self) -> &'static str {
        match self {
            Kind::Result => ".entry",
            Kind::Base => ".base",
        }
    }
}

impl Key {
    /// What an entry begins with. An entry under another name than its own does not match it.
    fn checksum(self, payload: &[u8]) -> [u8; 16] {
        let mut hasher = Hasher(Xxh3::new());
        hasher.add(&self.0.to_le_bytes());
        hasher.add(payload);
        hasher.0.digest128().to_le_bytes()
    }
}

/// Makes a [`Key`].
pub struct Hasher(Xxh3);

impl Hasher {
    /// Begins with the program that is running: another build of it may come to other results. `None` where that cannot
    /// be told.
    pub fn of_this_build() -> Option<Hasher> {
        let program = fs::metadata(std::env::current_exe().ok()?).ok()?;
        let since = program.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let mut hasher = Hasher(Xxh3::new());
        hasher.add(env!("CARGO_PKG_VERSION").as_bytes());
        hasher.add(&program.len().to_le_bytes());
        hasher.add(&since.as_nanos().to_le_bytes());
        Some(hasher)
    }

    /// Adds a part. Parts do not run into each other.
    pub fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds a value. `None` if it cannot be written.
    pub fn add_value<T: Serialize>(&mut self, value: &T) -> Option<()> {
        self.add(&postcard::to_stdvec(value).ok()?);
        Some(())
    }

    /// The key of all parts, for such an entry.
    pub fn key(&self, kind: Kind) -> Key {
        Key(self.0.digest128(), kind)
    }
}

impl Cache {
    /// A cache in `dir`, which is made when the first entry is.
    pub fn new(dir: PathBuf, limit: u64) -> Cache {
        Cache { dir, limit }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The entry, if there is one and it is undamaged. It counts as used.
    pub fn get<T: DeserializeOwned>(&self, key: Key) -> Option<T> {
        let path = self.path(key);
        // A link is none of ours; what it leads to is left alone.
        path.symlink_metadata().ok().filter(fs::Metadata::is_file)?;
        let bytes = files::read(&path, self.limit).ok()?;
        let value = bytes.split_first_chunk::<16>().and_then(|(checksum, payload)| {
            let whole = *checksum == key.checksum(payload);
            whole.then(|| postcard::from_bytes(payload).ok())?
        });
        match &value {
            // Only the order in which entries are removed depends on the time.
            Some(_) => drop(touch(&path)),
            // What takes its place is written by whoever computes it.
            None => drop(fs::remove_file(&path)),
        }
        value
    }

    /// Keeps an entry, and removes those that were not used for longest where the folder has grown too large.
    pub fn put<T: Serialize>(&self, key: Key, value: &T) {
        // A full disk or a folder that belongs to somebody else: there will be no entry.
        let _ = self.write(key, value);
    }

    fn write<T: Serialize>(&self, key: Key, value: &T) -> io::Result<()> {
        let payload = postcard::to_stdvec(value).map_err(io::Error::other)?;
        if payload.len() as u64 > self.limit {
            return Ok(());
        }
        self.prepare()?;
        self.place(&self.path(key), &[&key.checksum(&payload), &payload])?;
        self.trim()
    }

    /// Makes the folder, which neither git nor backups are to take.
    fn prepare(&self) -> io::Result<()> {
        if self.dir.join(TAG_FILE).is_file() {
            return Ok(());
        }
        let first =
            self.dir.ancestors().take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists()).last();
        fs::create_dir_all(&self.dir)?;
        // Cargo marks `target` only where cargo makes it.
        if let Some(first) = first.filter(|first| *first != self.dir) {
            self.place(&first.join(TAG_FILE), &[TAG.as_bytes()])?;
        }
        self.place(&self.dir.join(".gitignore"), &[b"*\n"])?;
        self.place(&self.dir.join(TAG_FILE), &[TAG.as_bytes()])
    }

    fn place(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()> {
        let mut draft = tempfile::Builder::new().prefix(DRAFT).tempfile_in(&self.dir)?;
        parts.iter().try_for_each(|part| draft.write_all(part))?;
        draft.persist(path)?;
        Ok(())
    }

    /// Removes what was abandoned, and the oldest entries until the others fit.
    fn trim(&self) -> io::Result<()> {
        let now = SystemTime::now();
        let mut entries = Vec::new();
        for file in fs::read_dir(&self.dir)? {
            let file = file?;
            // Another process may have removed it.
            let Ok(data) = file.metadata() else { continue };
            let (Ok(used), Some(name)) = (data.modified(), file.file_name().to_str().map(str::to_owned))
            else {
                continue;
            };
            if name.starts_with(DRAFT) {
                if now.duration_since(used).is_ok_and(|age| age > ABANDONED) {
                    drop(fs::remove_file(file.path()));
                }
            } else if Kind::ALL.iter().any(|kind| name.ends_with(kind.suffix())) {
                entries.push((used, file.path(), data.len()));
            }
        }
        let mut total: u64 = entries.iter().map(|(.., size)| size).sum();
        entries.sort();
        for (_, path, size) in entries {
            if total <= self.limit {
                break;
            }
            total -= size;
            drop(fs::remove_file(path));
        }
        Ok(())
    }

    fn path(&self, key: Key) -> PathBuf {
        self.dir.join(format!("{:032x}{}", key.0, key.1.suffix()))
    }
}

fn touch(path: &Path) -> io::Result<()> {
    fs::File::options().append(true).open(path)?.set_modified(SystemTime::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(part: &str) -> Key {
        let mut hasher = Hasher(Xxh3::new());
        hasher.add(part.as_bytes());
        hasher.key(Kind::Result)
    }

    fn cache(limit: u64) -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("a/b"), limit);
        (folder, cache)
    }

    fn entries(cache: &Cache) -> Vec<PathBuf> {
        let files = fs::read_dir(cache.dir()).expect("a folder");
        let paths = files.map(|file| file.expect("a file").path());
        paths.filter(|path| path.extension().is_some_and(|suffix| suffix == "entry")).collect()
    }

    #[test]
    fn what_was_put_is_found() {
        let (_folder, cache) = cache(LIMIT);
        assert_eq!(cache.get::<String>(key("a")), None);
        cache.put(key("a"), &"one");
        cache.put(key("b"), &"two");
        assert_eq!(cache.get::<String>(key("a")).as_deref(), Some("one"));
        assert_eq!(cache.get::<String>(key("b")).as_deref(), Some("two"));
        assert!(cache.dir().join(TAG_FILE).is_file() && cache.dir().join(".gitignore").is_file());
        let made = cache.dir().parent().expect("a folder around it");
        assert!(made.join(TAG_FILE).is_file() && !made.join("..").join(TAG_FILE).exists());
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let of = |parts: &[&str]| {
            let mut hasher = Hasher(Xxh3::new());
            parts.iter().for_each(|part| hasher.add(part.as_bytes()));
            hasher.key(Kind::Result)
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
    }

    #[test]
    fn entries_of_one_key_and_two_kinds_are_two() {
        let (_folder, cache) = cache(LIMIT);
        let Key(hash, _) = key("a");
        cache.put(Key(hash, Kind::Result), &1u8);
        cache.put(Key(hash, Kind::Base), &2u8);
        let known = Kind::ALL.map(|kind| cache.get::<u8>(Key(hash, kind)));
        assert_eq!(known, [Some(1), Some(2)]);
    }

    #[test]
    fn a_damaged_entry_is_none_and_is_made_anew() {
        let (_folder, cache) = cache(LIMIT);
        cache.put(key("a"), &vec![7u8; 100]);
        let path = entries(&cache).remove(0);
        let whole = fs::read(&path).expect("an entry");
        for damaged in [&whole[..0], &whole[..10], &whole[..50], &[&whole[..], b"x"].concat(), &{
            let mut flipped = whole.clone();
            flipped[60] ^= 1;
            flipped
        }] {
            fs::write(&path, damaged).expect("damaged");
            assert_eq!(cache.get::<Vec<u8>>(key("a")), None);
            assert!(!path.exists());
        }
        cache.put(key("a"), &vec![7u8; 100]);
        assert_eq!(cache.get::<Vec<u8>>(key("a")), Some(vec![7; 100]));
    }

    #[test]
    fn an_entry_under_the_name_of_another_is_none() {
        let (_folder, cache) = cache(LIMIT);
        cache.put(key("a"), &1u8);
        fs::rename(cache.path(key("a")), cache.path(key("b"))).expect("renamed");
        assert_eq!(cache.get::<u8>(key("b")), None);
    }

    #[test]
    fn the_least_used_entries_make_room() {
        let (_folder, cache) = cache(3000);
        let old = |name: &str, hours: u64| {
            let then = SystemTime::now() - Duration::from_secs(hours * 3600);
            let file = fs::File::options().append(true).open(cache.path(key(name))).expect("an entry");
            file.set_modified(then).expect("a time");
        };
        for (name, hours) in [("a", 3), ("b", 2)] {
            cache.put(key(name), &vec![0u8; 1000]);
            old(name, hours);
        }
        assert!(cache.get::<Vec<u8>>(key("a")).is_some(), "now used last");
        cache.put(key("c"), &vec![0u8; 1000]);
        cache.put(key("d"), &vec![0u8; 5000]);
        let known = ["a", "b", "c", "d"].map(|name| cache.get::<Vec<u8>>(key(name)).is_some());
        assert_eq!(known, [true, false, true, false]);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_in_time() {
        let (_folder, cache) = cache(LIMIT);
        cache.put(key("a"), &1u8);
        let (young, old) = (cache.dir().join(".draft-young"), cache.dir().join(".draft-old"));
        for (path, age) in [(&young, Duration::ZERO), (&old, ABANDONED * 2)] {
            let file = fs::File::create(path).expect("a draft");
            file.set_modified(SystemTime::now() - age).expect("a time");
        }
        cache.put(key("b"), &2u8);
        assert!(young.exists() && !old.exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_no_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("a file");
        let cache = Cache::new(file.join("below"), LIMIT);
        cache.put(key("a"), &1u8);
        assert_eq!(cache.get::<u8>(key("a")), None);
    }
}
