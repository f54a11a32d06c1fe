//! What library types and functions mean, as tables.
