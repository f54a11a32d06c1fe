//! Child processes: which pipes a command makes, and what is done with them before somebody waits for the child.

use super::frame::Frame;
use super::value::{Pending, Value};
use crate::catalog::declared::Process;
use crate::catalog::{self, shelf};
use crate::facts::ir::{Expr, ExprKind};
use crate::model::place::{Part, Path, Place, Step};
use crate::model::table::{EventKind, Pipe, PipeAct, Stream};
use crate::model::ty::{AROUND, Ty};
use crate::model::types::{Bindings, ty_of};
use crate::text::{Span, Symbol};

/// A call that concerns a child process.
pub(super) enum PipeCall {
    /// Of a command that gives the command back.
    Builder(Place),
    /// The command is run.
    Spawn(Place),
    /// Something is done with pipes.
    Act(Path, PipeAct, bool),
}

impl<'a> Frame<'_, 'a> {
    /// What `receiver.name(args)` has to do with pipes.
    pub(super) fn piping(&mut self, receiver: &mut Value, name: Symbol, args: &[Expr]) -> Option<PipeCall> {
        let kind = process_type(&receiver.ty)?;
        let place = match &receiver.place {
            Some(place) => place.clone(),
            None if receiver.rvalue => {
                // What is bound to a variable keeps a place that has a step.
                let mut place = self.record.fresh_place();
                place.path = place.path.join(Step::Part(Part::Process));
                receiver.place = Some(place.clone());
                place
            }
            None => return None,
        };
        let is_async = kind.1;
        let path = place.path.clone();
        match kind.0 {
            Kind::Command => match name.as_str() {
                "stdin" | "stdout" | "stderr" => {
                    let stream = stream(name.as_str())?;
                    let piped = args.first().is_some_and(is_piped);
                    self.pipe(path, PipeAct::Piped(stream, piped), receiver_span(args));
                    Some(PipeCall::Builder(place))
                }
                "spawn" => Some(PipeCall::Spawn(place)),
                "status" => Some(PipeCall::Act(path, PipeAct::Status, is_async)),
                "output" => None,
                _ => Some(PipeCall::Builder(place)),
            },
            Kind::Child => {
                let act = match name.as_str() {
                    "wait" | "status" => PipeAct::Waited(self.open_inputs(&path)),
                    "wait_with_output" => PipeAct::Drained(self.open_inputs(&path)),
                    "try_wait" | "try_status" if self.control.find(None).is_some() => PipeAct::Polled,
                    _ => return None,
                };
                Some(PipeCall::Act(path, act, is_async))
            }
            Kind::Stream(stream) => {
                // The child is what the stream was taken from.
                let child =
                    Path { root: path.root, steps: path.steps[..path.steps.len().checked_sub(1)?].to_vec() };
                let act = match name.as_str() {
                    "read_to_end" | "read_to_string" | "lines" if stream != Stream::Stdin => {
                        PipeAct::Read(stream)
                    }
                    "write_all" | "write" if stream == Stream::Stdin => {
                        let often = self.control.find(None).is_some();
                        PipeAct::Written(often && args.first().is_some_and(|arg| !is_literal(arg)))
                    }
                    _ => return None,
                };
                Some(PipeCall::Act(child, act, is_async))
            }
        }
    }

    /// The value of such a call.
    pub(super) fn piped(&mut self, call: PipeCall, mut value: Value, at: Span) -> Value {
        match call {
            PipeCall::Builder(place) => {
                value.place = Some(place);
                value.rvalue = true;
            }
            PipeCall::Spawn(command) => {
                let mut child = self.record.fresh_place();
                child.path = child.path.join(Step::Part(Part::Process));
                self.pipe(command.path, PipeAct::Spawned(child.path.clone()), at);
                value.place = Some(child);
            }
            PipeCall::Act(path, act, false) => self.pipe(path, act, at),
            PipeCall::Act(path, act, true) => value.pending.push(Pending::Pipe(path, act, at)),
        }
        value
    }

    pub(super) fn pipe(&mut self, path: Path, act: PipeAct, at: Span) {
        self.event(at, EventKind::Pipe(Box::new(Pipe { path, act })));
    }

    /// Variables that own the input of that child.
    fn open_inputs(&self, child: &Path) -> Vec<Symbol> {
        let begun = self.env.body();
        let open = |(name, var): &(Symbol, super::live::VarId)| {
            let known = &self.env[*var];
            let owns = matches!(process_type(&known.ty), Some((Kind::Stream(Stream::Stdin), _)))
                && !matches!(known.ty, Ty::Ref(..));
            let of_child = known.place.as_ref().is_some_and(|place| {
                place.path.root == child.root && place.path.steps.starts_with(&child.steps)
            });
            (owns && of_child && known.depth > begun && !self.state.is_moved(*var)).then_some(*name)
        };
        self.env.names().iter().filter_map(open).collect()
    }

    /// `child.stdout` and its kin, as the type they have.
    pub(super) fn stream_field(
        &mut self,
        ty: &Ty,
        place: Option<&Place>,
        name: Symbol,
        at: Span,
    ) -> Option<Value> {
        let (Kind::Child, _) = process_type(ty)? else { return None };
        let (_, shape) = shelf::ty(ty.lib_path()?)?.fields.iter().find(|(known, _)| *known == name)?;
        let ty = ty_of(shape, &Bindings::default());
        let (Kind::Stream(which), _) = process_type(&ty.arg(0))? else { return None };
        let place = place?;
        self.pipe(place.path.clone(), PipeAct::Used(which), at);
        Some(Value { rvalue: false, ..Value::at(ty, Some(place.field(name, None))) })
    }

    /// Whether a buffer around that value is as good as the value.
    pub(super) fn buffers_stream(&self, base: &str, first: &Ty) -> bool {
        matches!(base.rsplit("::").next(), Some("BufReader" | "BufWriter" | "LineWriter"))
            && matches!(process_type(first), Some((Kind::Stream(_), _)))
    }

    /// `io::copy(&mut reader, &mut writer)`, and `write!(stdin, …)`.
    pub(super) fn copied(&mut self, values: &[Value], at: Span) {
        for value in values {
            let (Some(place), Some((Kind::Stream(stream), false))) = (&value.place, process_type(&value.ty))
            else {
                continue;
            };
            let mut child = place.path.clone();
            child.steps.pop();
            let act = match stream {
                Stream::Stdin => PipeAct::Written(true),
                other => PipeAct::Read(other),
            };
            self.pipe(child, act, at);
        }
    }
}

enum Kind {
    Command,
    Child,
    Stream(Stream),
}

/// What a type of a process library is, and whether its waits are awaited.
fn process_type(ty: &Ty) -> Option<(Kind, bool)> {
    let ty = match ty.peel() {
        Ty::Lib(path, args) if path.as_str() == AROUND => args.first()?.peel(),
        other => other,
    };
    let (process, is_async) = catalog::process(ty.lib_path()?)?;
    let kind = match process {
        Process::Command => Kind::Command,
        Process::Child => Kind::Child,
        Process::Stdin => Kind::Stream(Stream::Stdin),
        Process::Stdout => Kind::Stream(Stream::Stdout),
        Process::Stderr => Kind::Stream(Stream::Stderr),
    };
    Some((kind, is_async))
}

/// Whether the type is a stream of a child process.
pub(super) fn is_stream(ty: &Ty) -> bool {
    matches!(process_type(ty), Some((Kind::Stream(_), _)))
}

fn stream(name: &str) -> Option<Stream> {
    match name {
        "stdin" => Some(Stream::Stdin),
        "stdout" => Some(Stream::Stdout),
        "stderr" => Some(Stream::Stderr),
        _ => None,
    }
}

/// `Stdio::piped()`.
fn is_piped(arg: &Expr) -> bool {
    match &arg.kind {
        ExprKind::Call(callee, args) => {
            args.is_empty()
                && matches!(&callee.kind, ExprKind::Path(path) if path.last().is_some_and(|last| last == "piped"))
        }
        ExprKind::Scope(inner) => is_piped(inner),
        _ => false,
    }
}

fn is_literal(arg: &Expr) -> bool {
    match &arg.kind {
        ExprKind::Lit(_) => true,
        ExprKind::Ref(_, inner) | ExprKind::Scope(inner) | ExprKind::Extend(inner) => is_literal(inner),
        ExprKind::MethodCall(call) => call.args.is_empty() && is_literal(&call.receiver),
        _ => false,
    }
}

fn receiver_span(args: &[Expr]) -> Span {
    args.first().map_or_else(Span::default, |arg| arg.span)
}
