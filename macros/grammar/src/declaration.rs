//! What attributes say in a declaration of a library, for which a signature has no words.
//!
//! ```text
//! declaration = name [ "(" argument { "," argument } [ "," ] ")" ]
//! argument    = word [ word ] | key "=" value | string
//! value       = word | string | integer | "[" string { "," string } "]"
//! ```
//!
//! Which names there are, and which words each takes, is [`VOCABULARY`].

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitInt, LitStr, Token};

use crate::Attribute;

/// One name of the vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Behind `concheck::`.
    pub name: &'static str,
    /// The words that it takes, in any order; `*` stands for the name of a parameter.
    pub words: &'static [&'static str],
    /// The keys that it takes.
    pub keys: &'static [&'static str],
    /// What it says, as a sentence about what it stands on.
    pub says: &'static str,
    /// What an item looks like that has it.
    pub example: &'static str,
}

const fn term(
    name: &'static str,
    words: &'static [&'static str],
    keys: &'static [&'static str],
    says: &'static str,
    example: &'static str,
) -> Term {
    Term { name, words, keys, says, example }
}

/// All that attributes can say, in the order in which a reader meets it.
pub const VOCABULARY: &[Term] = &[
    term(
        "lock",
        &["awaited", "sharded", "global", "printed", "raw"],
        &["content"],
        "Is a lock: guards deref to its last type parameter, or to `content`; taken by awaiting (`awaited`), made of many locks (`sharded`), one for the whole process (`global`), taken by macros that print (`printed`), or held without a guard until it is given up (`raw`); what is also an end of a channel has one lock with the other ends",
        "#[concheck::lock] pub struct Mutex<T>;",
    ),
    term(
        "guard",
        &[
            "exclusive",
            "shared",
            "upgradable",
            "recursive",
            "permit",
            "reentrant",
            "borrow",
            "borrow_mut",
            "entered",
            "awaited",
        ],
        &[],
        "Is a guard: while it lives, the lock is held so (`recursive` readers pass waiting writers; `awaited` guards may live across an await)",
        "#[concheck::guard(shared)] pub struct RwLockReadGuard<'a, T>;",
    ),
    term(
        "pointer",
        &["shared", "weak", "raw"],
        &[],
        "Owns and derefs to its first type parameter; clones of a `shared` one reach the same value, a `weak` one reaches it while it lives, a `raw` one promises nothing",
        "#[concheck::pointer(shared)] pub struct Arc<T>;",
    ),
    term(
        "cell",
        &["hangs", "panics"],
        &[],
        "Is initialised once; an initialiser that meets itself hangs or panics",
        "#[concheck::cell(hangs)] pub struct OnceLock<T>;",
    ),
    term(
        "interior",
        &["unchecked"],
        &[],
        "Gives its first type parameter to be written through `&self`; `unchecked`: through a raw pointer",
        "#[concheck::interior] pub struct Cell<T>;",
    ),
    term(
        "collection",
        &[],
        &[],
        "Holds its type parameters as elements",
        "#[concheck::collection] pub struct Vec<T>;",
    ),
    term(
        "channel",
        &["sender", "receiver"],
        &[],
        "Is an end of a channel",
        "#[concheck::channel(receiver)] pub struct Receiver<T>;",
    ),
    term(
        "handle",
        &["detaches", "aborts"],
        &[],
        "Belongs to a thread or task: its drop leaves that to itself, or ends it",
        "#[concheck::handle(detaches)] pub struct JoinHandle<T>;",
    ),
    term(
        "process",
        &["command", "child", "stdin", "stdout", "stderr", "reader", "writer", "awaited"],
        &[],
        "Starts a child process (`command`), stands for one (`child`), is this process's end of a pipe to one, or the `reader` or `writer` of a pipe made without one; `awaited` if what waits for it is awaited",
        "#[concheck::process(child)] pub struct Child;",
    ),
    term(
        "buffer",
        &[],
        &[],
        "Reads from or writes to its first type parameter, through a buffer",
        "#[concheck::buffer] pub struct BufReader<R>;",
    ),
    term(
        "pipes",
        &["stdin", "stdout", "stderr", "new", "waits", "drains", "asks", "reads", "writes", "copies"],
        &[],
        "Says where that stream of a child process leads, makes a `new` pipe, `waits` for the child while its pipes fill, `drains` them meanwhile, `asks` whether it has ended, `reads` to a pipe's end, `writes` to one, or `copies` from one to another",
        "#[concheck::pipes(stdout)] pub fn stdout<T: Into<Stdio>>(&mut self, to: T) -> &mut Command;",
    ),
    term(
        "resource",
        &[],
        &[],
        "Stands for something outside of the program, such as an open file or a socket",
        "#[concheck::resource] pub struct File;",
    ),
    term(
        "atomic",
        &["pointer"],
        &[],
        "Is an atomic: its methods are operations on it; `pointer` if what it holds leads to other memory",
        "#[concheck::atomic] pub struct AtomicBool;",
    ),
    term(
        "operation",
        &["load", "store", "swap", "exchange", "add", "subtract", "update"],
        &[],
        "Is that operation on its atomic: `exchange` compares first, `update` reads, modifies and writes in another way",
        "#[concheck::operation(load)] pub fn load(&self, order: Ordering) -> T;",
    ),
    term(
        "builder",
        &[],
        &[],
        "Methods that are not declared give it back",
        "#[concheck::builder] pub struct Command;",
    ),
    term(
        "acquires",
        &[
            "self",
            "bounded",
            "exclusive",
            "shared",
            "upgradable",
            "recursive",
            "permit",
            "reentrant",
            "borrow",
            "borrow_mut",
            "entered",
        ],
        &[],
        "Takes the lock that it is called on, in the mode of the guard that it gives; without a guard, in the mode that is named, until it returns; `bounded` if it does not wait for ever",
        "#[concheck::acquires(self)] pub fn lock(&self) -> MutexGuard<'_, T>;",
    ),
    term(
        "releases",
        &[],
        &[],
        "Gives up the `raw` lock that it is called on",
        "#[concheck::releases] pub unsafe fn unlock(&self);",
    ),
    term(
        "suspends",
        &["*"],
        &[],
        "Gives the guard in that parameter up while it runs",
        "#[concheck::suspends(guard)] pub fn unlocked<R>(guard: &mut Self, f: impl FnOnce() -> R) -> R;",
    ),
    term(
        "blocking",
        &[
            "sleep",
            "files",
            "names",
            "network",
            "resolve",
            "process",
            "input",
            "message",
            "room",
            "thread",
            "file_lock",
            "http",
            "database",
            "password",
            "compute",
            "runtime",
            "panics",
            "hangs",
            "either",
            "reader",
            "long",
        ],
        &[],
        "Blocks the thread that calls it, by work of that kind, `long` if it goes through whole files or folders; `runtime` enters one from a thread that must not be one of its own, with that consequence; `reader` if its first argument blocks when it is read",
        "#[concheck::blocking(files)] pub fn read<P>(path: P) -> io::Result<Vec<u8>>;",
    ),
    term(
        "waits",
        &[
            "end", "message", "room", "barrier", "unpark", "process", "signal", "pool", "perhaps", "drains",
            "exactly",
        ],
        &[],
        "Waits for that without a bound; `perhaps` if that depends on how the channel was made, `drains` until the channel is closed, `exactly` if it never returns before a notification",
        "#[concheck::waits(message)] pub fn recv(&self) -> Result<T, RecvError>;",
    ),
    term(
        "gives",
        &["end", "message", "room", "barrier", "unpark", "process", "signal", "pool", "waiters"],
        &[],
        "Does what others wait for; `waiters` if those that come later wait all the same",
        "#[concheck::gives(message)] pub fn send(&self, value: T) -> Result<(), SendError<T>>;",
    ),
    term(
        "runs",
        &[
            "thread",
            "task",
            "later",
            "block_on",
            "poll",
            "job",
            "absent",
            "alone",
            "may_block",
            "signal",
            "forked",
        ],
        &[],
        "Runs the closures and futures that it is given there: on a thread, as a task, later, until it is done, when the result is polled, as a job of a pool, only when there is no value, while nothing else runs, where it may block, as a signal handler, between fork and exec",
        "#[concheck::runs(thread)] pub fn spawn<F: FnOnce() -> T, T>(f: F) -> JoinHandle<T>;",
    ),
    term(
        "loses",
        &[],
        &["instead"],
        "Loses that when its future is dropped half-way",
        "#[concheck::loses(\"the bytes read so far\", instead = \"use `read_buf`\")] async fn read_exact(&mut self, buf: &mut [u8]);",
    ),
    term(
        "initialises",
        &[],
        &[],
        "Runs the initialiser of its cell, or waits for the one that runs",
        "#[concheck::initialises] pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T;",
    ),
    term(
        "capacity",
        &["given", "none", "latest"],
        &[],
        "Makes a channel that holds as much as its first argument says, as much as there is memory, or the latest message only",
        "#[concheck::capacity(given)] pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>);",
    ),
    term(
        "together",
        &[],
        &[],
        "Polls the futures that it is given beside each other",
        "#[concheck::together] pub fn join_all<I>(futures: I);",
    ),
    term(
        "changes",
        &["process"],
        &[],
        "Changes what all threads of the process see",
        "#[concheck::changes(process)] pub fn set_var<K, V>(key: K, value: V);",
    ),
    term(
        "leaks",
        &[],
        &[],
        "Gives up what it is given without dropping it",
        "#[concheck::leaks] pub fn forget<T>(value: T);",
    ),
    term(
        "frees",
        &[],
        &[],
        "Takes back what was given up, or frees it",
        "#[concheck::frees] pub unsafe fn from_raw(raw: *mut T) -> Self;",
    ),
    term(
        "mutates",
        &[],
        &[],
        "Changes what it is called on",
        "#[concheck::mutates] pub fn clear(&mut self);",
    ),
    term(
        "adds",
        &[],
        &[],
        "Adds to what it is called on",
        "#[concheck::adds] pub fn push(&mut self, value: T);",
    ),
    term(
        "asks",
        &["runtime"],
        &[],
        "Asks about what it is called on, so that others may decide by the answer; `runtime`: whether the thread is in one",
        "#[concheck::asks] pub fn is_empty(&self) -> bool;",
    ),
    term(
        "exhausts",
        &[],
        &[],
        "Takes all items of the iterator",
        "#[concheck::exhausts] fn count(self) -> usize;",
    ),
    term(
        "stops",
        &[],
        &[],
        "Stops before the end of the iterator",
        "#[concheck::stops] fn take(self, n: usize) -> impl Iterator<Item = Self::Item>;",
    ),
    term(
        "limits",
        &[],
        &[],
        "Drops the future that it is given when its time is over",
        "#[concheck::limits] pub fn timeout<F: Future>(duration: Duration, future: F) -> impl Future<Output = Result<F::Output, Elapsed>>;",
    ),
    term(
        "wakes",
        &[],
        &[],
        "Wakes a task, by code that belongs to its executor",
        "#[concheck::wakes] pub fn wake(self);",
    ),
    term(
        "attached",
        &["python"],
        &[],
        "Only a thread that has the interpreter has such a value",
        "#[concheck::attached(python)] pub struct Python<'py>;",
    ),
    term(
        "attaches",
        &["python"],
        &[],
        "Runs its closure with the interpreter",
        "#[concheck::attaches(python)] pub fn attach<R>(f: impl FnOnce(Python<'_>) -> R) -> R;",
    ),
    term(
        "detaches",
        &["python"],
        &[],
        "Gives the interpreter up while its closure runs",
        "#[concheck::detaches(python)] pub fn detach<R>(self, f: impl FnOnce() -> R) -> R;",
    ),
    term(
        "calls",
        &["python"],
        &[],
        "Runs Python code, which may hand the interpreter to another thread",
        "#[concheck::calls(python)] fn call0(&self) -> PyResult<Bound<'py, PyAny>>;",
    ),
    term(
        "twin",
        &["other_result"],
        &["features", "version"],
        "Has a twin that is awaited",
        "#[concheck::twin(\"tokio::fs::read\", features = [\"fs\"], version = 1)] pub fn read<P>(path: P);",
    ),
    term(
        "counts",
        &["up", "down"],
        &[],
        "Counts what it is called on up or down, as a gauge",
        "#[concheck::counts(up)] pub fn inc(&self);",
    ),
    term(
        "workers",
        &[],
        &["unless"],
        "As an attribute of a function, runs it beside threads that it has started before, `unless` one of its arguments is one of these strings",
        "#[concheck::workers(unless = [\"current_thread\"])] pub fn main<F: Future>(body: F) -> F::Output;",
    ),
    term(
        "executor",
        &["tokio", "async_std", "smol", "other"],
        &[],
        "Hands futures to that executor",
        "#![concheck::executor(tokio)]",
    ),
];

/// What one attribute says.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The name, as [`VOCABULARY`] has it.
    pub name: &'static str,
    /// Words, as they were written.
    pub words: Vec<String>,
    /// The string that stands alone.
    pub text: Option<String>,
    /// Keys with their values; several of a list.
    pub values: Vec<(String, Vec<String>)>,
    /// Where it stands.
    pub span: Span,
}

impl Declaration {
    /// Reads what stands behind `concheck::`.
    ///
    /// # Errors
    ///
    /// If the vocabulary has no such name, or the name takes no such word; the error points at it.
    pub fn of(attribute: &Attribute) -> syn::Result<Declaration> {
        let span = attribute.name.span();
        let name = attribute.name.unraw().to_string();
        let Some(term) = VOCABULARY.iter().find(|term| term.name == name) else {
            let names: Vec<&str> = VOCABULARY.iter().map(|term| term.name).collect();
            let text = format!("no declaration is called `{name}`; there are {}", names.join(", "));
            return Err(syn::Error::new(span, text));
        };
        let mut read =
            Declaration { name: term.name, words: Vec::new(), text: None, values: Vec::new(), span };
        if let Some(arguments) = &attribute.arguments {
            let parser = |input: ParseStream<'_>| read.arguments(term, input);
            parser.parse2(arguments.stream())?;
        }
        Ok(read)
    }

    /// Whether it has that word.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }

    /// The values of a key.
    pub fn value(&self, key: &str) -> Option<&[String]> {
        self.values.iter().find(|(known, _)| known == key).map(|(_, values)| values.as_slice())
    }

    fn arguments(&mut self, term: &Term, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(LitStr) {
                self.text = Some(input.parse::<LitStr>()?.value());
            } else if input.peek2(Token![=]) {
                let key: Ident = input.call(Ident::parse_any)?;
                let key_name = key.to_string();
                if !term.keys.contains(&&*key_name) {
                    let text = expected(&key_name, term.name, term.keys);
                    return Err(syn::Error::new(key.span(), text));
                }
                input.parse::<Token![=]>()?;
                self.values.push((key_name, values(input)?));
            } else {
                let word: Ident = input.call(Ident::parse_any)?;
                let text = word.unraw().to_string();
                if !term.words.contains(&&*text) && !term.words.contains(&"*") {
                    return Err(syn::Error::new(word.span(), expected(&text, term.name, term.words)));
                }
                self.words.push(text);
                // `exclusive self`
                if input.peek(Ident::peek_any) && !input.peek2(Token![=]) {
                    continue;
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }
}

fn expected(found: &str, name: &str, known: &[&str]) -> String {
    match known {
        [] => format!("`{name}` takes no `{found}`"),
        known => format!("`{name}` takes no `{found}`; it takes {}", known.join(", ")),
    }
}

fn values(input: ParseStream<'_>) -> syn::Result<Vec<String>> {
    if input.peek(syn::token::Bracket) {
        let content;
        syn::bracketed!(content in input);
        let list = content.parse_terminated(<LitStr as syn::parse::Parse>::parse, Token![,])?;
        return Ok(list.iter().map(LitStr::value).collect());
    }
    if input.peek(LitStr) {
        return Ok(vec![input.parse::<LitStr>()?.value()]);
    }
    if input.peek(LitInt) {
        return Ok(vec![input.parse::<LitInt>()?.base10_digits().to_owned()]);
    }
    Ok(vec![input.call(Ident::parse_any)?.unraw().to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> syn::Result<Declaration> {
        Declaration::of(&Attribute::of(text.parse().expect("tokens")).expect("an attribute"))
    }

    #[test]
    fn every_example_can_be_read() {
        for term in VOCABULARY {
            let (_, text) = term.example.split_once('[').expect("brackets");
            let end = text.find(")]").map_or_else(|| text.find(']').expect("the end"), |at| at + 1);
            let read = read(&text[..end]).unwrap_or_else(|error| panic!("{}: {error}", term.example));
            assert_eq!(read.name, term.name);
        }
    }

    #[test]
    fn words_keys_and_texts_are_told_apart() {
        let read = read("concheck::loses(\"bytes\", instead = \"a buffer\")").expect("read");
        assert_eq!(read.text.as_deref(), Some("bytes"));
        assert_eq!(read.value("instead"), Some(&["a buffer".to_owned()][..]));
        let read = self::read("concheck::acquires(exclusive self, bounded)").expect("read");
        assert_eq!(read.words, ["exclusive", "self", "bounded"]);
    }

    #[test]
    fn what_the_vocabulary_has_not_is_an_error() {
        assert!(read("concheck::locks").is_err());
        let error = read("concheck::waits(forever)").expect_err("an error").to_string();
        assert!(error.starts_with("`waits` takes no `forever`; it takes end, message"), "{error}");
    }
}
