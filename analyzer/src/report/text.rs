//! Findings for people: excerpts of the source with a label at every place. The only file that knows the crate that
//! draws them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, Severity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, termcolor::Buffer};

use crate::finding::{Finding, Level, Site};
use crate::report::cut::Cut;
use crate::report::lines::{AllLines, Lines};
use crate::report::{Report, Shown, concise, mark_of, plural};
use crate::text::{FileId, Pos, Span, clean};

/// Places that a block shows; `concheck why` shows all.
const MOST: usize = 7;

/// A block a finding, each with an empty line behind it, with ANSI escape codes.
pub(super) fn render(report: &Report<'_>) -> String {
    let lines = AllLines::of(report);
    report.findings.iter().map(|shown| block(report, &lines, shown)).collect()
}

/// One block.
pub(super) fn block(report: &Report<'_>, lines: &AllLines, shown: &Shown) -> String {
    let excerpts = Excerpts::of(report, lines, &shown.finding);
    let mut buffer = Buffer::ansi();
    let config = term::Config::default();
    match term::emit_to_write_style(&mut buffer, &config, &excerpts, &excerpts.diagnostic(shown)) {
        Ok(()) => String::from_utf8_lossy(buffer.as_slice()).into_owned(),
        // A place outside of all files is a mistake of a rule; the finding is not lost by it.
        Err(_) => concise::line(report, shown),
    }
}

/// What a block shows of the files that its finding speaks of.
struct Excerpts<'a> {
    files: BTreeMap<FileId, Excerpt<'a>>,
}

/// The lines of a file that a block can show: those around the ends of its places. A file may be long, and have many findings.
struct Excerpt<'a> {
    path: Cow<'a, str>,
    /// The lines without a byte order mark and, character for character, without what could move the cursor. Of a very long
    /// one, what the finding marks in it.
    text: String,
    lines: Lines,
    /// Which lines of the file these are, in order.
    numbers: Vec<u32>,
    /// How each was cut.
    cuts: Vec<Cut>,
    /// Characters that are missing at the start of the first line.
    skipped: u32,
}

/// Lines before an end of a place that are kept: what is drawn there, and enough to see that others are left out.
const BEFORE: u32 = 3;

/// The same behind an end.
const AFTER: u32 = 5;

/// The places that a block shows.
fn places(finding: &Finding) -> impl Iterator<Item = &Site> {
    std::iter::once(&finding.primary).chain(finding.related.iter().take(MOST))
}

impl<'a> Excerpts<'a> {
    fn of(report: &'a Report<'_>, lines: &AllLines, finding: &Finding) -> Excerpts<'a> {
        let mut marks: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for place in places(finding) {
            marks.entry(place.location.file).or_default().push(place.location.span);
        }
        let excerpt = |(file_id, marks): (FileId, Vec<Span>)| {
            let file = report.sources.files.get(file_id.0 as usize)?;
            Some((file_id, Excerpt::new(&file.path, &file.text, lines.get(file_id)?, &marks)))
        };
        Excerpts { files: marks.into_iter().filter_map(excerpt).collect() }
    }

    fn diagnostic(&self, shown: &Shown) -> Diagnostic<FileId> {
        let finding = &shown.finding;
        let severity = match shown.level {
            Level::Deny => Severity::Error,
            Level::Warn | Level::Allow => Severity::Warning,
        };
        Diagnostic::new(severity)
            .with_code(finding.rule)
            .with_message(&finding.message)
            .with_labels(self.labels(finding))
            .with_notes(more(finding).into_iter().collect())
            .with_notes(finding.evidence.note.clone().into_iter().collect())
            .with_note(format!("help: {}", finding.help))
            .with_note(format!("concheck why {} · concheck explain {}", shown.short(), finding.rule))
    }

    /// The primary place, then the first steps with their number. Excerpts are in the order of the text, so the numbers tell
    /// the order in which things happen; a single step needs none.
    fn labels(&self, finding: &Finding) -> Vec<Label<FileId>> {
        let primary = &finding.primary;
        let steps = &finding.related;
        let text = |step: usize, place: &Site| {
            if steps.len() > 1 { format!("{}: {}", step + 1, place.label) } else { place.label.clone() }
        };
        // Where the primary place is itself one of the steps, one label says both.
        let own = steps.iter().position(|step| step.location == primary.location);
        let first = match own {
            Some(step) => text(step, &steps[step]),
            None => primary.label.clone(),
        };
        let others = steps.iter().enumerate().take(MOST).filter(|(step, _)| Some(*step) != own);
        std::iter::once(Label::primary(primary.location.file, self.range(primary)).with_message(first))
            .chain(others.map(|(step, place)| {
                Label::secondary(place.location.file, self.range(place)).with_message(text(step, place))
            }))
            .collect()
    }

    fn range(&self, place: &Site) -> Range<usize> {
        self.files.get(&place.location.file).map_or(0..0, |file| file.range(place.location.span))
    }

    fn file(&self, id: FileId) -> Result<&Excerpt<'a>, Error> {
        self.files.get(&id).ok_or(Error::FileMissing)
    }
}

/// That there are places which are not shown.
fn more(finding: &Finding) -> Option<String> {
    let count = finding.related.len().saturating_sub(MOST);
    (count > 0).then(|| format!("{}: see `concheck why`", plural(count, "more place")))
}

impl<'a> Excerpt<'a> {
    fn new(path: &'a str, whole: &str, all: &Lines, marks: &[Span]) -> Excerpt<'a> {
        let skipped = whole.chars().take_while(|c| *c == '\u{feff}').count() as u32;
        let marks: Vec<Span> = marks.iter().map(|mark| without(skipped, *mark)).collect();
        let near = |at: Pos| at.line.saturating_sub(BEFORE)..at.line.saturating_add(AFTER + 1);
        let mut numbers: Vec<u32> =
            marks.iter().flat_map(|mark| near(mark.start).chain(near(mark.end))).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.retain(|number| (*number as usize) < all.count());
        let mut text = String::new();
        let mut cuts = Vec::new();
        for number in &numbers {
            let range = all.range(whole, *number as usize).unwrap_or_default();
            let line = whole[range].trim_end_matches('\n');
            let line = line.strip_suffix('\r').unwrap_or(line);
            let line = if *number == 0 { line.trim_start_matches('\u{feff}') } else { line };
            let marked: Vec<Range<u32>> = marks.iter().filter_map(|mark| mark_of(*number, *mark)).collect();
            let mut cut = Cut::of(line, &marked);
            text.push_str(&clean::excerpt(&std::mem::take(&mut cut.text)));
            text.push('\n');
            cuts.push(cut);
        }
        Excerpt { path: clean::line(path), lines: Lines::new(&text), text, numbers, cuts, skipped }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let Span { start, end } = without(self.skipped, span);
        let moved = |at: Pos| {
            let line = self.numbers.partition_point(|number| *number < at.line);
            let column = self.cuts.get(line).map_or(at.column, |cut| cut.column(at.column));
            Pos { line: line as u32, column }
        };
        self.lines.bytes(&self.text, Span { start: moved(start), end: moved(end) })
    }
}

/// `span` in a text whose first line has lost `skipped` characters.
fn without(skipped: u32, span: Span) -> Span {
    let moved = |at: Pos| match at.line {
        0 => Pos { column: at.column.saturating_sub(skipped), ..at },
        _ => at,
    };
    Span { start: moved(span.start), end: moved(span.end) }
}

impl<'files> Files<'files> for Excerpts<'_> {
    type FileId = FileId;
    type Name = &'files str;
    type Source = &'files str;

    fn name(&'files self, id: FileId) -> Result<&'files str, Error> {
        Ok(&self.file(id)?.path)
    }

    fn source(&'files self, id: FileId) -> Result<&'files str, Error> {
        Ok(&self.file(id)?.text)
    }

    fn line_index(&'files self, id: FileId, byte_index: usize) -> Result<usize, Error> {
        Ok(self.file(id)?.lines.index(byte_index))
    }

    fn line_number(&'files self, id: FileId, line_index: usize) -> Result<usize, Error> {
        // Behind the last line stands what is behind the end of the file.
        let numbers = &self.file(id)?.numbers;
        let number = numbers.get(line_index).or(numbers.last()).copied().unwrap_or(0);
        Ok(number as usize + 1)
    }

    fn column_number(&'files self, id: FileId, line_index: usize, byte_index: usize) -> Result<usize, Error> {
        let start = self.line_range(id, line_index)?.start;
        let file = self.file(id)?;
        let column = file.text.get(start..byte_index).map_or(0, |before| before.chars().count());
        Ok(file.cuts.get(line_index).map_or(column, |cut| cut.original(column as u32) as usize) + 1)
    }

    fn line_range(&'files self, id: FileId, line_index: usize) -> Result<Range<usize>, Error> {
        let file = self.file(id)?;
        let max = file.lines.index(file.text.len());
        file.lines.range(&file.text, line_index).ok_or(Error::LineTooLarge { given: line_index, max })
    }
}
