//! The language server of concheck. Not started yet: the engine comes first.
