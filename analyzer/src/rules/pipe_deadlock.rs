//! `pipe_deadlock`: a child process is waited for while it waits for its pipes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Family, Rule, places};
use crate::catalog::declared::Process;
use crate::finding::{Confidence, Finding, Level};
use crate::model::chain::Link;
use crate::model::place::Path;
use crate::model::table::{Event, EventKind, FnTable, Pipe, PipeAct, Stream};
use crate::model::{FnId, Model};
use crate::text::Span;

/// The rule.
pub(super) static PIPE_DEADLOCK: Rule = Rule {
    name: "pipe_deadlock",
    family: Family::Deadlock,
    level: Level::Warn,
    preview: false,
    summary: "a child process is waited for while nothing reads (or closes) its pipes",
    docs: include_str!("pipe_deadlock.md"),
    clippy_twins: &[],
    yields_to: &[],
    run,
};

impl Stream {
    fn name(self) -> &'static str {
        match self {
            Stream::Stdin => Process::Stdin,
            Stream::Stdout => Process::Stdout,
            Stream::Stderr => Process::Stderr,
        }
        .word()
    }
}

fn run(model: &Model<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, table) in model.tables.iter().enumerate() {
        let function = FnId(index as u32);
        if !table.all_events().any(|event| matches!(event.kind, EventKind::Pipe(_))) {
            continue;
        }
        let acts = Acts::of(table);
        for (body, events) in table.bodies() {
            let begun = findings.len();
            Judge { model, function, acts: &acts, body }.judge(events, &mut findings);
            // A loop's second round says nothing new.
            let mut known = FxHashSet::default();
            let mut kept = findings.split_off(begun);
            kept.retain(|finding: &Finding| known.insert(finding.primary.location));
            findings.extend(kept);
        }
    }
    findings
}

fn pipes(events: &[Event]) -> impl Iterator<Item = (Span, &Pipe)> {
    events.iter().filter_map(|event| match &event.kind {
        EventKind::Pipe(pipe) => Some((event.span, &**pipe)),
        _ => None,
    })
}

/// In which body, where, and what.
type Act<'m> = (Option<u32>, Span, &'m PipeAct);

/// What a function does with commands and children.
#[derive(Default)]
struct Acts<'m> {
    /// By command or child.
    of: FxHashMap<&'m Path, Vec<Act<'m>>>,
    /// By child, the command that it comes from.
    commands: FxHashMap<&'m Path, &'m Path>,
}

impl<'m> Acts<'m> {
    fn of(table: &'m FnTable) -> Acts<'m> {
        let mut acts = Acts::default();
        for (body, events) in table.bodies() {
            for (span, pipe) in pipes(events) {
                acts.of.entry(&pipe.path).or_default().push((body, span, &pipe.act));
                if let PipeAct::Spawned(child) = &pipe.act {
                    acts.commands.entry(child).or_insert(&pipe.path);
                }
            }
        }
        acts
    }

    fn with(&self, path: &Path) -> &[Act<'m>] {
        self.of.get(path).map_or(&[], |acts| acts)
    }
}

struct Judge<'m, 'a> {
    model: &'m Model<'a>,
    function: FnId,
    acts: &'m Acts<'m>,
    body: Option<u32>,
}

impl Judge<'_, '_> {
    fn judge(&self, events: &[Event], findings: &mut Vec<Finding>) {
        let mut of_child: FxHashMap<&Path, Vec<(Span, &Pipe)>> = FxHashMap::default();
        for (span, pipe) in pipes(events) {
            of_child.entry(&pipe.path).or_default().push((span, pipe));
        }
        let mut next: FxHashMap<&Path, usize> = FxHashMap::default();
        for (span, pipe) in pipes(events) {
            let child = &pipe.path;
            let acts: &[(Span, &Pipe)] = &of_child[child];
            let at = *next.entry(child).and_modify(|at| *at += 1).or_default();
            let before = &acts[..at];
            match &pipe.act {
                PipeAct::Waited(open) | PipeAct::Drained(open) => {
                    if let Some(name) = open.first() {
                        let label = format!("waits for the child, which may wait for `{name}` to close");
                        let message = format!(
                            "`{name}` keeps the child's stdin open during the wait: a child that reads to the end never exits"
                        );
                        let help = format!("close it first: `drop({name});`");
                        findings.push(self.finding(span, &label, message, &help, Confidence::Medium, &[]));
                        continue;
                    }
                    if matches!(pipe.act, PipeAct::Waited(_)) {
                        self.undrained(span, child, before, &acts[at + 1..], "waits for the child", findings);
                    }
                }
                PipeAct::Polled => {
                    self.undrained(
                        span,
                        child,
                        before,
                        &acts[at + 1..],
                        "polls until the child has exited",
                        findings,
                    );
                }
                PipeAct::Status => {
                    let piped = [Stream::Stdout, Stream::Stderr]
                        .into_iter()
                        .filter_map(|stream| Some((stream, self.piped_at(child, stream)?)));
                    if let Some((stream, made)) = piped.min_by_key(|(stream, _)| *stream) {
                        let message = format!(
                            "`status` waits for the child without reading its piped {}: once the pipe is full (64 KiB on \
                             Linux), both wait forever",
                            stream.name()
                        );
                        let related = [(made, format!("makes {} a pipe", stream.name()))];
                        findings.push(self.finding(
                            span,
                            "waits without reading the pipe",
                            message,
                            "use `output()`, which reads both streams, or `Stdio::null()`",
                            Confidence::High,
                            &related,
                        ));
                    }
                }
                PipeAct::Read(first) => {
                    let other = if *first == Stream::Stdout { Stream::Stderr } else { Stream::Stdout };
                    let later = acts[at + 1..]
                        .iter()
                        .find(|(_, later)| later.path == *child && later.act == PipeAct::Read(other));
                    if let Some((later, _)) = later
                        && !self.not_piped(child, other)
                    {
                        let message = format!(
                            "the child's {} is read to the end before its {}: a child that fills {} first deadlocks with \
                             the reader",
                            first.name(),
                            other.name(),
                            other.name()
                        );
                        let label =
                            format!("reads {} to the end while nothing reads {}", first.name(), other.name());
                        let related = [(*later, format!("reads {} only now", other.name()))];
                        findings.push(self.finding(
                            span,
                            &label,
                            message,
                            "use `wait_with_output()`, which reads both at once, or read one of them on a thread of its own",
                            Confidence::High,
                            &related,
                        ));
                    }
                }
                PipeAct::Written(large) => {
                    let reads = |(_, earlier): &(Span, &Pipe)| {
                        earlier.path == *child && earlier.act == PipeAct::Used(Stream::Stdout)
                    };
                    let waits = |(_, later): &(Span, &Pipe)| {
                        later.path == *child
                            && matches!(
                                later.act,
                                PipeAct::Waited(_) | PipeAct::Drained(_) | PipeAct::Read(_)
                            )
                    };
                    if let Some(made) = self.piped_at(child, Stream::Stdout)
                        && acts[at + 1..].iter().any(waits)
                        && !before.iter().any(reads)
                        && !self.used_elsewhere(child, Stream::Stdout)
                    {
                        let related = [(made, "makes stdout a pipe".to_string())];
                        findings.push(self.finding(
                            span,
                            "writes all input before reading any output",
                            "all input is written before any output is read: a child that answers as it reads fills its \
                             stdout pipe, stops reading, and both wait forever"
                                .to_string(),
                            "write from another thread (or task) while this one reads the output",
                            // How much a single write is cannot be told.
                            if *large { Confidence::Medium } else { Confidence::Low },
                            &related,
                        ));
                    }
                }
                PipeAct::Piped(..) | PipeAct::Spawned(_) | PipeAct::Used(_) => {}
            }
        }
    }

    /// A wait for a child whose output nobody has begun to read.
    fn undrained(
        &self,
        span: Span,
        child: &Path,
        before: &[(Span, &Pipe)],
        after: &[(Span, &Pipe)],
        label: &str,
        findings: &mut Vec<Finding>,
    ) {
        for stream in [Stream::Stdout, Stream::Stderr] {
            let Some(made) = self.piped_at(child, stream) else { continue };
            let used = |(_, pipe): &&(Span, &Pipe)| pipe.path == *child && pipe.act == PipeAct::Used(stream);
            if before.iter().any(|item| used(&item)) || self.used_elsewhere(child, stream) {
                // Taken out earlier; read only after the wait?
                let read =
                    |(_, pipe): &&(Span, &Pipe)| pipe.path == *child && pipe.act == PipeAct::Read(stream);
                if before.iter().any(|item| read(&item)) || !after.iter().any(|item| read(&item)) {
                    continue;
                }
            }
            let message = format!(
                "the child's {} is a pipe that nothing reads during the wait: once it is full (64 KiB on Linux), both \
                 wait forever",
                stream.name()
            );
            let mut related = vec![(made, format!("makes {} a pipe", stream.name()))];
            if let Some((later, _)) = after.iter().find(used) {
                related.push((*later, "reads it only now".to_string()));
            }
            findings.push(self.finding(
                span,
                label,
                message,
                "read before waiting, or use `wait_with_output()`, which does both",
                Confidence::High,
                &related,
            ));
            return;
        }
    }

    /// Where the stream of a command or child was made a pipe, if it surely is one.
    fn piped_at(&self, path: &Path, stream: Stream) -> Option<Span> {
        let command = self.acts.commands.get(path).copied().unwrap_or(path);
        let told = self.acts.with(command).iter().filter_map(|(_, span, act)| match act {
            PipeAct::Piped(of, piped) if *of == stream => Some((*span, *piped)),
            _ => None,
        });
        let told: Vec<(Span, bool)> = told.collect();
        told.iter().all(|(_, piped)| *piped).then(|| told.last().map(|(span, _)| *span)).flatten()
    }

    /// Whether the stream surely is no pipe.
    fn not_piped(&self, path: &Path, stream: Stream) -> bool {
        self.acts.commands.contains_key(path) && self.piped_at(path, stream).is_none()
    }

    /// Whether another body of the function names the stream: a thread that reads it, as a rule.
    fn used_elsewhere(&self, child: &Path, stream: Stream) -> bool {
        let named = |act: &&PipeAct| **act == PipeAct::Used(stream);
        self.acts.with(child).iter().any(|(body, _, act)| *body != self.body && named(act))
    }

    fn finding(
        &self,
        span: Span,
        label: &str,
        message: String,
        help: &str,
        confidence: Confidence,
        related: &[(Span, String)],
    ) -> Finding {
        let place = |span: Span, label: &str| {
            places::place(self.model, Link { function: self.function, span }, label)
        };
        let primary = place(span, label);
        let mut steps: Vec<_> = related.iter().map(|(span, label)| place(*span, label)).collect();
        steps.push(primary.clone());
        steps.sort_by_key(|step| step.location);
        PIPE_DEADLOCK
            .finding(primary, message)
            .confidence(confidence)
            .steps(steps)
            .help(help)
            .in_test(self.model.defs[self.function].test)
    }
}
