//! Procedural macros of concheck. Not started yet: the engine comes first.
