//! Findings as text, concise lines and JSON.
