//! What declarations say of types and functions.

pub use super::extended::Extended;
use super::shape::Shape;
use super::{Blocking, Bound, Fragile, Mode, On, Runs, Twin};
use crate::text::Symbol;

/// What a type is.
#[derive(Debug, Default)]
pub struct Header {
    /// Its type parameters.
    pub params: Vec<Symbol>,
    /// The parameter that each stands for if it is left out.
    pub defaults: Vec<Option<Symbol>>,
    /// What it is.
    pub role: Role,
    /// The types in each variant of an enum.
    pub variants: Vec<(Symbol, Vec<Shape>)>,
    /// The named fields of a struct.
    pub fields: Vec<(Symbol, Shape)>,
    /// What `*value` is.
    pub deref: Option<Shape>,
    /// What it iterates over, by value.
    pub items: Option<Shape>,
    /// It is an iterator or stream itself.
    pub iterates: bool,
    /// What `value[…]` is.
    pub element: Option<Shape>,
    /// What it gives when it is awaited.
    pub output: Option<Shape>,
}

/// What a type is, by its attributes.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// A lock.
    pub lock: Option<Lock>,
    /// A guard: its mode, and whether it is of a lock that is awaited.
    pub guard: Option<(Mode, bool)>,
    /// It owns or shares what its first parameter names.
    pub pointer: Option<Pointer>,
    /// It is initialised once; whether an initialiser that meets itself hangs.
    pub cell: Option<bool>,
    /// Its parameters are elements.
    pub collection: bool,
    /// It is an end of a channel.
    pub end: Option<End>,
    /// What its drop does to a task.
    pub handle: Option<Handle>,
    /// It lets its content be written through `&self`.
    pub interior: Option<Interior>,
    /// What it has to do with child processes, and whether these are awaited.
    pub process: Option<(Process, bool)>,
    /// It reads from or writes to its first parameter.
    pub buffer: bool,
    /// It stands for something outside of the program.
    pub resource: bool,
    /// Only a thread that has Python's interpreter has such a value.
    pub attached: bool,
    /// Its methods are operations on an atomic.
    pub atomic: Option<Atomic>,
    /// Undeclared methods give it back.
    pub builder: bool,
}

/// How a lock type differs from the usual.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lock {
    /// It is taken by awaiting.
    pub awaited: bool,
    /// It is made of many locks.
    pub sharded: bool,
    /// There is one in the process.
    pub global: bool,
    /// Macros that print take it.
    pub printed: bool,
    /// It is held without a guard.
    pub raw: bool,
    /// The parameter that guards deref to.
    pub content: Option<Symbol>,
}

/// How a pointer owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// Alone.
    Owning,
    /// With its clones.
    Shared,
    /// Not at all.
    Weak,
    /// Nobody knows: it is a raw pointer in a wrapper.
    Raw,
}

/// An end of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Keeps it open.
    Sender,
    /// Receives.
    Receiver,
}

/// What the drop of a handle does to its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handle {
    /// Leaves it to itself.
    Detaches,
    /// Ends it.
    Aborts,
}

/// How a cell gives its content to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interior {
    /// By its own methods.
    Checked,
    /// As a raw pointer.
    Unchecked,
}

/// What a type has to do with a child process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// It starts one.
    Command,
    /// It stands for one.
    Child,
    /// It writes to one's input.
    Stdin,
    /// It reads one's output.
    Stdout,
    /// It reads one's errors.
    Stderr,
    /// It reads from a pipe that was made without a process.
    Reader,
    /// It writes to one.
    Writer,
}

impl Process {
    /// The word for it in a declaration.
    pub fn word(self) -> &'static str {
        match self {
            Process::Command => "command",
            Process::Child => "child",
            Process::Stdin => "stdin",
            Process::Stdout => "stdout",
            Process::Stderr => "stderr",
            Process::Reader => "reader",
            Process::Writer => "writer",
        }
    }

    /// All.
    pub const ALL: [Process; 7] = [
        Process::Command,
        Process::Child,
        Process::Stdin,
        Process::Stdout,
        Process::Stderr,
        Process::Reader,
        Process::Writer,
    ];
}

/// What a function does with pipes of a child process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipes {
    /// It says where that stream leads.
    Leads(Process),
    /// It makes a pipe.
    New,
    /// It waits for the child.
    Waits,
    /// It waits for the child, and reads what that writes.
    Drains,
    /// It asks whether the child has ended.
    Asks,
    /// It reads to the end.
    Reads,
    /// It writes.
    Writes,
    /// It reads to the end, and writes what it reads.
    Copies,
}

/// What an atomic holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Atomic {
    /// A value.
    Value,
    /// A pointer.
    Pointer,
}

/// An operation on an atomic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// It reads.
    Load,
    /// It writes.
    Store,
    /// It writes, and gives what was there.
    Swap,
    /// It writes if it finds what it expects.
    Exchange,
    /// It adds a number.
    Add,
    /// It subtracts one.
    Subtract,
    /// It reads, modifies and writes in another way.
    Update,
}

/// A type alias.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its parameters.
    pub params: Vec<Symbol>,
    /// What it stands for.
    pub shape: Shape,
}

/// How a method takes `self`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// `self`, or a pointer that owns it.
    Value,
    /// `&self`, or a shared pointer to it.
    Ref,
    /// `&mut self`.
    Mut,
}

/// A function or method.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its path, as users know it.
    pub path: Symbol,
    /// Its name.
    pub name: Symbol,
    /// `Self`, in terms of the impl's parameters; unknown for a free function.
    pub own: Shape,
    /// Its own type parameters, as a turbofish lists them.
    pub generics: Vec<Symbol>,
    /// How it takes `self`.
    pub receiver: Option<By>,
    /// Its other parameters.
    pub params: Vec<(Symbol, Shape)>,
    /// What it gives; when awaited, if it is async.
    pub ret: Shape,
    /// The result refers to something that it was given.
    pub borrows: bool,
    /// The caller chooses the type of the result.
    pub chosen: bool,
    /// `async fn`.
    pub is_async: bool,
    /// What it does beside.
    pub effects: Effects,
}

/// What a function does that no signature says.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// It takes the lock that it is called on.
    pub acquires: Option<Acquires>,
    /// The parameter whose guard it gives up meanwhile.
    pub suspends: Option<Symbol>,
    /// It blocks its thread.
    pub blocking: Option<&'static Blocking>,
    /// It goes through whole files or folders.
    pub long: bool,
    /// It blocks as reading from its first argument does.
    pub reads: bool,
    /// What it waits for without a bound.
    pub waits: Option<On>,
    /// Whether it waits at all depends on how the channel was made.
    pub perhaps: bool,
    /// It never returns before there was a notification.
    pub exactly: bool,
    /// It goes on until the channel is closed.
    pub drains: bool,
    /// What it does that others wait for.
    pub gives: Option<On>,
    /// Those that come later wait all the same.
    pub waiters_only: bool,
    /// Where it runs what it is given.
    pub runs: Option<Where>,
    /// What is lost when its future is dropped.
    pub loses: Option<&'static Fragile>,
    /// It runs the initialiser of its cell, or waits for it.
    pub initialises: bool,
    /// How much the channel holds that it makes.
    pub capacity: Option<Bound>,
    /// It polls futures beside each other.
    pub together: bool,
    /// It changes what all threads see.
    pub changes_process: bool,
    /// It gives up what it is given.
    pub leaks: bool,
    /// It counts what it is called on up (`true`) or down.
    pub counts: Option<bool>,
    /// As an attribute, it runs a function beside threads that it has started before, unless one of its arguments is one of
    /// these strings.
    pub workers: Option<Vec<String>>,
    /// It frees, or takes back what was given up.
    pub frees: bool,
    /// It gives up the lock that it is called on.
    pub releases: bool,
    /// It changes what it is called on.
    pub mutates: bool,
    /// It adds to what it is called on.
    pub adds: bool,
    /// It asks about what it is called on.
    pub asks: bool,
    /// It asks whether the thread is in a runtime.
    pub asks_runtime: bool,
    /// The future that it is given is dropped when its time is over.
    pub limits: bool,
    /// It takes all items.
    pub exhausts: bool,
    /// What it makes of an iterator stops before that one's end.
    pub stops: bool,
    /// What it does to its atomic.
    pub operation: Option<Operation>,
    /// What it does with pipes of a child process.
    pub pipes: Option<Pipes>,
    /// It runs what the executor of a task makes of waking it.
    pub wakes: bool,
    /// What it does with Python's interpreter.
    pub python: Option<Python>,
    /// What does the same when awaited.
    pub twins: Vec<Twin>,
}

/// How a method takes its lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acquires {
    /// The mode, unless that is the guard's.
    pub mode: Option<Mode>,
    /// It does not wait for ever.
    pub bounded: bool,
}

/// What a function does with Python's interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Python {
    /// Takes it for its closure.
    Attaches,
    /// Gives it up for its closure.
    Detaches,
    /// Runs Python code.
    Calls,
}

/// Where a function runs what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Elsewhere.
    As(Runs),
    /// Where its result is polled.
    Poll,
    /// By a pool, whose jobs run here meanwhile.
    Job,
    /// Here, and only when there is no value.
    Absent,
    /// Here, while nothing else runs.
    Alone,
    /// Here, where it may block.
    MayBlock,
    /// As a handler of a signal.
    Signal,
    /// Between `fork` and `exec`.
    Forked,
}
