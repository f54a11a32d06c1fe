//! A finding as users name it: by the first letters of its fingerprint, or by a place.

use std::path::Path;

use anyhow::bail;

use crate::cli::Listing;
use crate::finding::Site;
use crate::report::{Report, Shown};
use crate::sources;

/// The one among `findings` that `name` means: `FILE:LINE`, `FILE:LINE:COLUMN` or the beginning of a fingerprint.
pub(super) fn find<'r>(
    report: &Report<'_>,
    findings: impl Iterator<Item = &'r Shown>,
    name: &str,
) -> anyhow::Result<&'r Shown> {
    let findings: Vec<&Shown> = findings.collect();
    let (mut found, nothing) = match Position::of(name) {
        Some(position) => (position.among(report, &findings), format!("no finding at `{name}`")),
        None => {
            let wanted = name.to_lowercase();
            let found = findings
                .into_iter()
                .filter(|shown| !wanted.is_empty() && shown.fingerprint.starts_with(&wanted));
            (found.collect(), format!("no finding has a fingerprint starting with `{name}`"))
        }
    };
    found.sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
    match found[..] {
        [shown] => Ok(shown),
        [] => bail!("{nothing}"),
        _ => {
            let head = format!("`{name}` matches {} findings:", found.len());
            let lines = found.iter().map(|shown| line(report, shown)).collect();
            Err(Listing { head, lines }.into())
        }
    }
}

/// `1a2b3c4d src/a.rs:10:9: rule: message`.
pub(super) fn line(report: &Report<'_>, shown: &Shown) -> String {
    let finding = &shown.finding;
    format!("{} {}: {}: {}", shown.short(), report.at_column(&finding.primary), finding.rule, finding.message)
}

/// A place as editors and compilers write it.
struct Position<'n> {
    file: &'n str,
    line: u32,
    column: Option<u32>,
}

impl<'n> Position<'n> {
    fn of(name: &'n str) -> Option<Position<'n>> {
        let (rest, last) = name.rsplit_once(':')?;
        let last = last.parse().ok()?;
        match rest.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?))) {
            Some((file, line)) if !file.is_empty() => Some(Position { file, line, column: Some(last) }),
            _ => Some(Position { file: rest, line: last, column: None }),
        }
    }

    /// Findings that are reported here, else those that have a step here.
    fn among<'r>(&self, report: &Report<'_>, findings: &[&'r Shown]) -> Vec<&'r Shown> {
        let matching = |is_at: &dyn Fn(&Shown) -> bool| -> Vec<&'r Shown> {
            findings.iter().copied().filter(|shown| is_at(shown)).collect()
        };
        let primary = matching(&|shown| self.is_at(report, &shown.finding.primary));
        match primary.is_empty() {
            true => matching(&|shown| shown.finding.related.iter().any(|place| self.is_at(report, place))),
            false => primary,
        }
    }

    fn is_at(&self, report: &Report<'_>, place: &Site) -> bool {
        let ((line, column), (end_line, end_column)) = report.ends(place);
        let within = (line..=end_line).contains(&self.line);
        let is_column = |wanted: u32| {
            (self.line > line || wanted >= column) && (self.line < end_line || wanted <= end_column)
        };
        within && self.column.is_none_or(is_column) && self.names(report, report.path(place.location.file))
    }

    /// Whether `path`, from the base, is the file: as reports name it, or as it is reached from here.
    fn names(&self, report: &Report<'_>, path: &str) -> bool {
        let given = self.file.replace('\\', "/");
        path == given.trim_start_matches("./")
            || sources::real(Path::new(self.file)).is_ok_and(|real| {
                sources::real(&report.sources.base.join(path)).is_ok_and(|known| known == real)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_told_from_a_fingerprint() {
        let read = |name| Position::of(name).map(|Position { file, line, column }| (file, line, column));
        assert_eq!(read("src/a.rs:10"), Some(("src/a.rs", 10, None)));
        assert_eq!(read("src/a.rs:10:3"), Some(("src/a.rs", 10, Some(3))));
        assert_eq!(read(r"C:\a.rs:10"), Some((r"C:\a.rs", 10, None)));
        assert_eq!(read("1a2b"), None);
        assert_eq!(read("src/a.rs:x"), None);
    }
}
