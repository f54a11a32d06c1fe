//! Findings for people: excerpts of the source with a label at every place. The only file that knows the crate that
//! draws them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, Severity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, termcolor::Buffer};

use crate::finding::{Finding, Level, Place};
use crate::report::cut::{Cut, LIMIT};
use crate::report::lines::Lines;
use crate::report::{Report, Shown, concise, mark_of, plural};
use crate::text::{FileId, Pos, Span, clean};

/// Places that a block shows; `concheck why` shows all.
const MOST: usize = 7;

/// A block a finding, each with an empty line behind it, with ANSI escape codes.
pub(super) fn render(report: &Report<'_>) -> String {
    // A very long line is cut to what the finding marks in it, so its file is prepared for that finding alone.
    let mut files: BTreeMap<FileId, bool> = BTreeMap::new();
    let mut is_alone = |shown: &Shown| {
        shown.finding.places().any(|place| {
            let file = place.location.file;
            *files.entry(file).or_insert_with(|| has_long_line(report.text(file)))
        })
    };
    let alone: Vec<bool> = report.findings.iter().map(&mut is_alone).collect();
    let together = report.findings.iter().zip(&alone).filter(|(_, alone)| !**alone);
    let short: Vec<&Shown> = together.map(|(shown, _)| shown).collect();
    let excerpts = Excerpts::of(report, &short);
    let config = term::Config::default();
    let mut buffer = Buffer::ansi();
    for (shown, alone) in report.findings.iter().zip(alone) {
        if alone {
            // Writing to memory cannot fail.
            let _ = buffer.write_all(render_one(report, shown).as_bytes());
            continue;
        }
        let diagnostic = excerpts.diagnostic(shown);
        if term::emit_to_write_style(&mut buffer, &config, &excerpts, &diagnostic).is_err() {
            // A place outside of all files is a mistake of a rule; the finding is not lost by it.
            return concise::render(report);
        }
    }
    String::from_utf8_lossy(buffer.as_slice()).into_owned()
}

/// One block.
pub(super) fn render_one(report: &Report<'_>, shown: &Shown) -> String {
    let excerpts = Excerpts::of(report, &[shown]);
    let mut buffer = Buffer::ansi();
    let config = term::Config::default();
    match term::emit_to_write_style(&mut buffer, &config, &excerpts, &excerpts.diagnostic(shown)) {
        Ok(()) => String::from_utf8_lossy(buffer.as_slice()).into_owned(),
        Err(_) => concise::line(report, shown),
    }
}

fn has_long_line(text: &str) -> bool {
    text.len() > LIMIT && text.lines().any(|line| line.len() > LIMIT)
}

/// The files that findings speak of, ready to be shown.
struct Excerpts<'a> {
    files: BTreeMap<FileId, Excerpt<'a>>,
}

struct Excerpt<'a> {
    path: Cow<'a, str>,
    /// The text without a byte order mark and, character for character, without what could move the cursor.
    text: String,
    lines: Lines,
    /// Characters that are missing at the start of the first line.
    skipped: u32,
    /// The lines that are not whole.
    cuts: BTreeMap<u32, Cut>,
}

impl<'a> Excerpts<'a> {
    fn of(report: &'a Report<'_>, findings: &[&Shown]) -> Excerpts<'a> {
        let mut marks: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for place in findings.iter().flat_map(|shown| shown.finding.places()) {
            marks.entry(place.location.file).or_default().push(place.location.span);
        }
        let excerpt = |(file_id, marks): (FileId, Vec<Span>)| {
            let file = report.sources.files.get(file_id.0 as usize)?;
            Some((file_id, Excerpt::new(&file.path, &file.text, &marks)))
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
        let text = |step: usize, place: &Place| {
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

    fn range(&self, place: &Place) -> Range<usize> {
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
    fn new(path: &'a str, text: &str, marks: &[Span]) -> Excerpt<'a> {
        let bare = text.trim_start_matches('\u{feff}');
        let skipped = text[..text.len() - bare.len()].chars().count() as u32;
        let mut cuts = BTreeMap::new();
        let text = match has_long_line(bare) {
            false => clean::excerpt(bare),
            true => {
                let mut shown = String::new();
                for (index, line) in (0_u32..).zip(bare.lines()) {
                    let moved = marks.iter().map(|mark| without(skipped, *mark));
                    let cut =
                        Cut::of(line, &moved.filter_map(|mark| mark_of(index, mark)).collect::<Vec<_>>());
                    shown.push_str(&clean::excerpt(&cut.text));
                    shown.push('\n');
                    cuts.insert(index, cut);
                }
                shown
            }
        };
        Excerpt { path: clean::line(path), lines: Lines::new(&text), text, skipped, cuts }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let Span { start, end } = without(self.skipped, span);
        let moved = |at: Pos| match self.cuts.get(&at.line) {
            Some(cut) => Pos { column: cut.column(at.column), ..at },
            None => at,
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

    fn column_number(&'files self, id: FileId, line_index: usize, byte_index: usize) -> Result<usize, Error> {
        let start = self.line_range(id, line_index)?.start;
        let file = self.file(id)?;
        let column = file.text.get(start..byte_index).map_or(0, |before| before.chars().count());
        let cut = u32::try_from(line_index).ok().and_then(|line| file.cuts.get(&line));
        Ok(cut.map_or(column, |cut| cut.original(column as u32) as usize) + 1)
    }

    fn line_range(&'files self, id: FileId, line_index: usize) -> Result<Range<usize>, Error> {
        let file = self.file(id)?;
        let max = file.lines.index(file.text.len());
        file.lines.range(&file.text, line_index).ok_or(Error::LineTooLarge { given: line_index, max })
    }
}
