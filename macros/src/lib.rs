//! Runtime-checked locks of concheck. Not started yet: the engine comes first.
