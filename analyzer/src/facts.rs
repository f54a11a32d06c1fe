//! Facts of one file: its items and bodies as plain `Send` data. Depends on the file's text, its edition and the
//! `macro_rules!` of its package alone.

pub mod conditions;
pub mod ir;

mod cache;

mod lower;

mod macros;

pub mod portable;

pub mod print;

mod shift;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::sources::{Edition, Package, SourceFile, SourceSet};
use crate::syntax::macros::MacroTable;
use crate::syntax::outline;
use crate::text::{FileId, Problem};
use ir::Block;

pub use cache::{Cache, Update};
pub use ir::FileFacts;

/// What the lowering needs to know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct FileContext<'a> {
    /// The path shown in problems.
    pub path: &'a str,
    /// Decides where temporaries die.
    pub edition: Edition,
    /// The package's `rust-version`: before 1.68 the first operand of `&&`/`||` did not end a temporary scope.
    pub rust_version: Option<(u32, u32)>,
    /// The package's macros.
    pub macros: &'a MacroTable,
}

/// Reads every file, in parallel; the results stand in the order of the files.
pub fn read_all(sources: &SourceSet) -> Vec<FileFacts> {
    read_with(sources, &[])
}

/// The same; what the files use of the macros of `libraries` is expanded.
pub fn read_with(sources: &SourceSet, libraries: &[SourceSet]) -> Vec<FileFacts> {
    with_big_stack(|| Bodies::with(sources, libraries).files(lower::file))
}

/// The same, as [`outline_all`] gives it: no body is left for later.
pub fn read_whole(sources: &SourceSet) -> (Vec<FileFacts>, Bodies<'_>) {
    with_big_stack(|| {
        let bodies = Bodies::of(sources);
        (bodies.files(lower::file), bodies)
    })
}

/// The same without the bodies that can be read by themselves: those are left for [`Bodies::read`].
pub fn outline_all(sources: &SourceSet) -> (Vec<FileFacts>, Bodies<'_>) {
    with_big_stack(|| {
        let bodies = Bodies::of(sources);
        (bodies.files(lower::outline), bodies)
    })
}

/// The same, but what is `known` of a file need not be read again: by file, asked with the digests of the packages' macros.
/// Which files were read comes with it. Where most are known, those are read whole, so that what is broken in them is told
/// before anything is made of it.
pub fn outline_others(
    sources: &SourceSet,
    known: impl FnOnce(&[u128]) -> Vec<Option<FileFacts>> + Send,
) -> (Vec<FileFacts>, Bodies<'_>, Vec<FileId>) {
    with_big_stack(|| {
        let bodies = Bodies::of(sources);
        let known = known(&bodies.digests());
        let read = (0..).map(FileId).zip(&known).filter(|(_, known)| known.is_none());
        let read: Vec<FileId> = read.map(|(id, _)| id).collect();
        let lower = if read.len() * 2 < known.len() { lower::file } else { lower::outline };
        let files = known
            .into_par_iter()
            .zip(&sources.files)
            .map(|(known, file)| known.unwrap_or_else(|| lower(&file.text, bodies.context(file))));
        (files.collect(), bodies, read)
    })
}

/// The same of those files that are `wanted`; of the others, nothing is known.
pub fn outline_some(sources: &SourceSet, wanted: &[FileId]) -> Vec<FileFacts> {
    let mut files = vec![FileFacts::default(); sources.files.len()];
    if wanted.is_empty() {
        return files;
    }
    with_big_stack(|| {
        let bodies = Bodies::of(sources);
        for id in wanted {
            let index = id.0 as usize;
            if let (Some(file), Some(source)) = (files.get_mut(index), sources.files.get(index)) {
                *file = lower::outline(&source.text, bodies.context(source));
            }
        }
    });
    files
}

/// Reads bodies of functions that were left for later.
#[derive(Debug)]
pub struct Bodies<'a> {
    sources: &'a SourceSet,
    /// By package.
    macros: Vec<Arc<MacroTable>>,
    /// Of files that belong to no package.
    none: MacroTable,
    /// What is broken in the bodies that were read.
    problems: Mutex<BTreeMap<FileId, Vec<Problem>>>,
}

impl<'a> Bodies<'a> {
    fn of(sources: &'a SourceSet) -> Bodies<'a> {
        Bodies::with(sources, &[])
    }

    /// With the macros of `libraries`, which are not read themselves.
    fn with(sources: &'a SourceSet, libraries: &[SourceSet]) -> Bodies<'a> {
        let sets = || std::iter::once(sources).chain(libraries);
        let packages: Vec<(&SourceSet, usize)> =
            sets().flat_map(|set| (0..set.packages.len()).map(move |package| (set, package))).collect();
        let own = packages.par_iter().map(|(set, package)| {
            let files = set.files.iter().filter(|file| file.package == *package);
            Arc::new(MacroTable::collect(files.map(|file| &*file.text)))
        });
        let own: Vec<Arc<MacroTable>> = own.collect();
        let packages: Vec<&Package> = packages.iter().map(|(set, package)| &set.packages[*package]).collect();
        let (macros, none) = (macros::tables(&packages, &own), MacroTable::default());
        Bodies { sources, macros, none, problems: Mutex::default() }
    }

    fn files(&self, read: impl Fn(&str, FileContext<'_>) -> FileFacts + Sync) -> Vec<FileFacts> {
        let files = self.sources.files.par_iter();
        files.map(|file| read(&file.text, self.context(file))).collect()
    }

    /// A digest of the macros of each package.
    fn digests(&self) -> Vec<u128> {
        self.macros.par_iter().map(|table| table.digest()).collect()
    }

    /// The body, without what is broken in it: [`Bodies::tell`] tells that of its file.
    pub fn read(&self, file: FileId, body: &outline::Body) -> Option<Block> {
        let source = self.sources.files.get(file.0 as usize)?;
        let (block, problems) = lower::body(&source.text, body, self.context(source));
        if !problems.is_empty() {
            let mut known = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(file).or_default().extend(problems);
        }
        block
    }

    /// Adds what is broken in the bodies that were read to the problems of their files.
    pub fn tell(self, files: &mut [FileFacts]) {
        for (file, problems) in self.problems.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if let Some(facts) = files.get_mut(file.0 as usize) {
                facts.problems.extend(problems);
                facts.problems.sort();
                facts.problems.dedup();
            }
        }
    }

    fn context<'c>(&'c self, file: &'c SourceFile) -> FileContext<'c> {
        let package = self.sources.packages.get(file.package);
        FileContext {
            path: &file.path,
            edition: package.map_or_else(Edition::default, |package| package.edition),
            rust_version: package.and_then(|package| package.rust_version),
            macros: self.macros.get(file.package).map_or(&self.none, |table| table),
        }
    }
}

/// Reads one file.
pub fn read(text: &str, context: FileContext<'_>) -> FileFacts {
    with_big_stack(|| lower::file(text, context))
}

/// Stack, in bytes, of threads that parse, lower or analyse: all recurse as deep as the text is nested. It is reserved, and
/// used only where it is needed.
pub const STACK: usize = 64 << 20;

static POOL: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let builder = ThreadPoolBuilder::new().stack_size(STACK);
    builder.thread_name(|index| format!("concheck-read-{index}")).build().ok()
});

/// Runs `work` on a thread with a big stack, or here if there can be none.
fn with_big_stack<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    // A caller that brings a pool of its own has chosen the number of threads and, as `analyze` asks, large stacks.
    if rayon::current_thread_index().is_some() {
        return work();
    }
    match &*POOL {
        Some(pool) => pool.install(work),
        None => work(),
    }
}
