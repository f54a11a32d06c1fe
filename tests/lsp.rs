//! The language server as a client sees it. Nothing here sleeps, and nothing is measured.

#[path = "lsp/client.rs"]
mod client;

#[path = "lsp/documents.rs"]
mod documents;

#[path = "lsp/extension.rs"]
mod extension;

#[path = "lsp/features.rs"]
mod features;

#[path = "lsp/limits.rs"]
mod limits;

#[path = "lsp/robustness.rs"]
mod robustness;
