//! Facts of one file: its items and bodies as plain `Send` data. Depends on the file's text, its edition and the
//! `macro_rules!` of its package alone.

pub mod ir;

mod cache;

mod lower;

pub mod print;

use std::sync::LazyLock;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::sources::{Edition, SourceSet};
use crate::syntax::macros::MacroTable;

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
    with_big_stack(|| {
        let macros = (0..sources.packages.len()).into_par_iter().map(|package| {
            let files = sources.files.iter().filter(|file| file.package == package);
            MacroTable::collect(files.map(|file| &*file.text))
        });
        let macros = macros.collect::<Vec<_>>();
        let none = MacroTable::default();
        let files = sources.files.par_iter().map(|file| {
            let package = sources.packages.get(file.package);
            let context = FileContext {
                path: &file.path,
                edition: package.map_or_else(Edition::default, |package| package.edition),
                rust_version: package.and_then(|package| package.rust_version),
                macros: macros.get(file.package).unwrap_or(&none),
            };
            lower::file(&file.text, context)
        });
        files.collect()
    })
}

/// Reads one file.
pub fn read(text: &str, context: FileContext<'_>) -> FileFacts {
    with_big_stack(|| lower::file(text, context))
}

/// Stack of the threads that parse and lower: both recurse as deep as the text is nested.
const STACK: usize = 64 << 20;

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
