//! Finds deadlocks, blocked executors and unguarded shared state in Rust sources, without building them.
//!
//! The stages, in order: [`sources`] reads packages and texts, [`syntax`] splits and parses, [`facts`] lowers to plain
//! data, [`model`] resolves names and types and interprets every body once, [`rules`] judge, [`confirm`] joins what runs
//! have shown ([`trace`]), [`locks`] lists the locks and their order, [`suppress`] honours the user's exceptions, [`report`] formats. A module imports only from modules before it.

pub mod stop;

pub mod files;

mod programs;

pub mod text;

pub mod config;

pub mod sources;

pub mod trace;

pub mod syntax;

pub mod catalog;

pub mod facts;

pub mod finding;

pub mod model;

pub mod rules;

pub mod confirm;

pub mod locks;

pub mod suppress;

pub mod report;

pub mod cache;

pub mod cli;

mod analysis;

pub use analysis::{Analysis, Analyzer, Recall, Request, Stages, Unread, analyze};
