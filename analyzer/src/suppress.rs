//! Suppressions: which findings the user has excused, and which excuses excuse nothing.
