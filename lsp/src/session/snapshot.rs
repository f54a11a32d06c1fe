//! A complete state of the analysis, to answer from.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use concheck_analyzer::finding::{Finding, Level};
use concheck_analyzer::locks::Map;
use concheck_analyzer::sources::SourceSet;
use concheck_analyzer::text::{FileId, Pos};
use rustc_hash::FxHashMap;

use super::Locks;

/// The state of all folders.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The last change that it has.
    pub generation: u64,
    /// The folders, in the order in which they were named.
    pub roots: Vec<Arc<RootView>>,
    /// How long the analysis took.
    pub cost: Duration,
    /// How long the worker waits for more changes.
    pub debounce: Duration,
}

/// The state of one folder.
#[derive(Debug, Default)]
pub struct RootView {
    /// The folder (or file), without symbolic links.
    pub path: PathBuf,
    /// What was analysed. Files that are open in an editor have the text of [`RootView::text`].
    pub sources: Arc<SourceSet>,
    /// What is shown, ordered by place.
    pub findings: Arc<Vec<Shown>>,
    /// What is known of its locks.
    pub locks: Arc<Locks>,
    /// Its locks and their order, to be drawn: there from when [`Session::draw`](super::Session::draw) asks for it
    /// until the next change that matters.
    pub map: Option<Arc<Map>>,
    /// What is wrong with the configuration.
    pub note: Option<Note>,
    /// The files by their paths, without symbolic links.
    pub(super) files: Arc<FxHashMap<PathBuf, FileId>>,
    /// Texts and versions of the files that were open.
    pub(super) open: FxHashMap<FileId, (Arc<str>, i32)>,
    /// The findings of each file, as a range of the list.
    pub(super) by_file: Arc<FxHashMap<FileId, Range<usize>>>,
}

/// A finding that is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The finding.
    pub finding: Finding,
    /// The level that it is shown at.
    pub level: Level,
}

/// Something to say about a file that is no source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file.
    pub path: PathBuf,
    /// The place in it.
    pub at: Pos,
    /// A lower-case fragment.
    pub message: String,
}

impl Snapshot {
    /// The folder that a file belongs to, and its number there: of nested folders the innermost.
    pub fn file(&self, path: &Path) -> Option<(&RootView, FileId)> {
        self.roots
            .iter()
            .filter_map(|root| Some((&**root, *root.files.get(path)?)))
            .max_by_key(|(root, _)| root.path.components().count())
    }

    /// Whether `root` is the folder that the file belongs to.
    pub fn owns(&self, root: &RootView, file: FileId) -> bool {
        self.roots.len() < 2
            || root
                .path_of(file)
                .is_some_and(|path| self.file(&path).is_some_and(|(owner, _)| std::ptr::eq(owner, root)))
    }
}

impl RootView {
    /// The path of a file.
    pub fn path_of(&self, file: FileId) -> Option<PathBuf> {
        Some(self.sources.base.join(&self.sources.files.get(file.0 as usize)?.path))
    }

    /// The text that positions in a file speak of.
    pub fn text(&self, file: FileId) -> &str {
        match self.open.get(&file) {
            Some((text, _)) => text,
            None => self.sources.files.get(file.0 as usize).map_or("", |file| &file.text),
        }
    }

    /// The version of a file that was open.
    pub fn version(&self, file: FileId) -> Option<i32> {
        self.open.get(&file).map(|(_, version)| *version)
    }

    /// The findings whose primary place is in a file.
    pub fn findings_of(&self, file: FileId) -> &[Shown] {
        self.by_file.get(&file).map_or(&[], |range| &self.findings[range.clone()])
    }

    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        (0u32..).take(self.sources.files.len()).map(FileId)
    }
}
