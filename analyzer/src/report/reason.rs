//! The reason that an allow in the code gives.

use crate::report::lines::AllLines;
use crate::sources::SourceSet;
use crate::text::Location;

/// What stands behind `--` in a comment, or after `reason =` in an attribute.
pub(super) fn of(sources: &SourceSet, lines: &mut AllLines, allow: Location) -> Option<String> {
    let text = &sources.files.get(allow.file.0 as usize)?.text;
    let text = text.get(lines.of_text(allow.file, text).bytes(text, allow.span))?;
    let reason = if text.starts_with("//") {
        text.split_once("--")?.1.trim()
    } else {
        let (_, rest) = text.split_once("reason")?;
        rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?.split_once('"')?.0
    };
    (!reason.is_empty()).then(|| reason.to_owned())
}
