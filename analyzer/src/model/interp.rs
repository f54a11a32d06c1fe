//! Interprets each body once, abstractly: types forward, guards with their lifetimes, and the events they cover.
//!
//! The state is the set of live guards with the scope (and variable) that owns each; branches join by union, a guard
//! alive on one side only is *may*-held. Loops are gone through again if something comes round (`loops`).
//! Functions whose result may hold a guard, or point into an argument, are interpreted first and on demand, so that a
//! call of them yields the guard or the place itself; the others run in parallel.

mod acquire;
mod again;
mod annotated;
mod assign;
mod atomics;
mod awaits;
mod blocks;
mod call;
mod cells;
mod checks;
mod closure;
mod constructors;
mod control;
mod created;
mod decided;
mod environment;
mod expr;
mod flow;
mod frame;
mod functions;
mod guard_methods;
mod guards;
mod invocation;
mod leads;
mod library;
mod library_call;
mod library_method;
mod live;
mod loops;
mod macros;
mod made;
mod matching;
mod modes;
mod notes;
mod path_call;
mod pattern;
mod pipes;
mod places;
mod provenance;
mod python;
mod recorder;
mod results;
mod scopes;
mod taken;
mod targets;
mod unknown_method;
mod value;
mod waiting;
mod wakeups;

pub use again::{PackedTableMemo, TableMemo, tables, tables_again};
