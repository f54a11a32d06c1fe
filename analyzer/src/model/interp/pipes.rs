//! Child processes: which pipes a command makes, and what is done with them before somebody waits for the child.

use super::frame::Frame;
use super::value::{Pending, Value};
use crate::catalog::declared::{Pipes, Process};
use crate::catalog::{self, shelf};
use crate::facts::ir::{Expr, ExprKind};
use crate::model::place::{self, Path, Place, Step};
use crate::model::table::{EventKind, Pipe, PipeAct, Stream};
use crate::model::ty::{AROUND, RESULT, Ty};
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
        let Part { kind, path: ty, is_async } = process_type(&receiver.ty)?;
        let place = match &receiver.place {
            Some(place) => place.clone(),
            None if receiver.rvalue => {
                // What is bound to a variable keeps a place that has a step.
                let mut place = self.record.fresh_place();
                place.path = place.path.join(Step::Part(place::Part::Process));
                receiver.place = Some(place.clone());
                place
            }
            None => return None,
        };
        let path = place.path.clone();
        let does = catalog::pipes(ty, name.as_str());
        match kind {
            Process::Command => match does {
                Some(Pipes::Leads(to)) => {
                    let stream = stream(to)?;
                    let own = args.first().and_then(|arg| self.own_pipe(arg));
                    let own = own.filter(|pipe| !self.created.is_named(pipe));
                    let piped = own.is_some() || args.first().is_some_and(|arg| self.makes_pipe(arg));
                    if let Some(own) = own {
                        self.created.lead(path.clone(), stream, own);
                    }
                    self.pipe(path, PipeAct::Piped(stream, piped), receiver_span(args));
                    Some(PipeCall::Builder(place))
                }
                Some(Pipes::Waits) => Some(PipeCall::Act(path, PipeAct::Status, is_async)),
                Some(Pipes::Drains) => None,
                _ if catalog::starts_process(ty, name.as_str()) => Some(PipeCall::Spawn(place)),
                _ => Some(PipeCall::Builder(place)),
            },
            Process::Child => {
                let act = match does? {
                    // A child that was told to end does not wait for its pipes any more.
                    Pipes::Waits | Pipes::Asks if self.created.ends_processes() => return None,
                    Pipes::Waits => PipeAct::Waited(self.open_inputs(&path)),
                    Pipes::Drains => PipeAct::Drained(self.open_inputs(&path)),
                    Pipes::Asks if self.control.find(None).is_some() => PipeAct::Polled,
                    _ => return None,
                };
                Some(PipeCall::Act(path, act, is_async))
            }
            // That it is named tells as much, unless it is read to its end.
            Process::Reader if does == Some(Pipes::Reads) => {
                let (child, stream) = self.created.led_to(&pipe_itself(&path)?).into_iter().next()?;
                Some(PipeCall::Act(child, PipeAct::Read(stream), is_async))
            }
            of => {
                let stream = stream(of)?;
                // The child is what the stream was taken from.
                let child =
                    Path { root: path.root, steps: path.steps[..path.steps.len().checked_sub(1)?].to_vec() };
                let act = match does? {
                    Pipes::Reads if stream != Stream::Stdin => PipeAct::Read(stream),
                    Pipes::Writes if stream == Stream::Stdin => {
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
                child.path = child.path.join(Step::Part(place::Part::Process));
                self.created.started(&command.path, &child.path);
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
            let owns = pipe_of(&known.ty) == Some(Stream::Stdin) && !matches!(known.ty, Ty::Ref(..));
            let of_child = known.place.as_ref().is_some_and(|place| {
                place.path.root == child.root && place.path.steps.starts_with(&child.steps)
            });
            (owns && of_child && known.depth > begun && !self.state.is_moved(*var)).then_some(*name)
        };
        self.env.names().iter().filter_map(open).collect()
    }

    /// The pipe that a variable is the end of which a stream is to write to; perhaps a copy of that end.
    fn own_pipe(&self, arg: &Expr) -> Option<Path> {
        match &arg.kind {
            ExprKind::Path(path) => {
                let known = &self.env[self.env.lookup(path.as_ident()?)?];
                let Part { kind: Process::Writer, .. } = process_type(&known.ty)? else { return None };
                pipe_itself(&known.place.as_ref()?.path)
            }
            ExprKind::MethodCall(call) if call.args.is_empty() => self.own_pipe(&call.receiver),
            ExprKind::Scope(inner) | ExprKind::Try(inner) | ExprKind::Extend(inner) => self.own_pipe(inner),
            _ => None,
        }
    }

    /// A variable is named: if it reads from a pipe, what a child writes there will be read from now on.
    pub(super) fn names_reader(&mut self, ty: &Ty, place: Option<&Place>, at: Span) {
        if !self.created.has_pipes() {
            return;
        }
        let Some(Part { kind: Process::Reader, .. }) = process_type(ty) else { return };
        let Some(pipe) = place.and_then(|place| pipe_itself(&place.path)) else { return };
        for (child, stream) in self.created.led_to(&pipe) {
            self.pipe(child, PipeAct::Used(stream), at);
        }
        self.created.name_reader(pipe);
    }

    /// Where a pipe is that a call makes which gives both its ends.
    pub(super) fn new_pipe(&mut self, value: Value) -> Value {
        if !matches!(&value.ty, Ty::Lib(path, args) if path.as_str() == RESULT && matches!(args.first(), Some(Ty::Tuple(_))))
        {
            return value;
        }
        self.created.make_pipe();
        let mut place = self.record.fresh_place();
        place.path = place.path.join(Step::Part(place::Part::Process));
        Value { place: Some(place), ..value }
    }

    /// `Stdio::piped()`.
    fn makes_pipe(&self, arg: &Expr) -> bool {
        match &arg.kind {
            ExprKind::Call(callee, args) if args.is_empty() => {
                let ExprKind::Path(path) = &callee.kind else { return false };
                let function = self.library_function(path);
                function.is_some_and(|function| function.effects.pipes == Some(Pipes::New))
            }
            ExprKind::Scope(inner) => self.makes_pipe(inner),
            _ => false,
        }
    }

    /// `child.stdout` and its kin, as the type they have.
    pub(super) fn stream_field(
        &mut self,
        ty: &Ty,
        place: Option<&Place>,
        name: Symbol,
        at: Span,
    ) -> Option<Value> {
        let Part { kind: Process::Child, path: of, .. } = process_type(ty)? else { return None };
        let (_, shape) = shelf::ty(of)?.fields.iter().find(|(known, _)| *known == name)?;
        let ty = ty_of(shape, &Bindings::default());
        let (which, place) = (pipe_of(&ty.arg(0))?, place?);
        self.pipe(place.path.clone(), PipeAct::Used(which), at);
        Some(Value { rvalue: false, ..Value::at(ty, Some(place.field(name, None))) })
    }

    /// Whether a buffer around that value is as good as the value.
    pub(super) fn buffers_stream(&self, base: &str, first: &Ty) -> bool {
        catalog::is_buffer(base) && is_stream(first)
    }

    /// `io::copy(&mut reader, &mut writer)`, and `write!(stdin, …)`.
    pub(super) fn copied(&mut self, values: &[Value], at: Span) {
        for value in values {
            let Some(Part { kind, is_async: false, .. }) = process_type(&value.ty) else { continue };
            let (Some(place), Some(stream)) = (&value.place, stream(kind)) else { continue };
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

/// The pipe that something is an end of.
fn pipe_itself(end: &Path) -> Option<Path> {
    let (_, pipe) = end.steps.split_last()?;
    Some(Path { root: end.root, steps: pipe.to_vec() })
}

/// What a type has to do with a child process.
struct Part {
    kind: Process,
    /// The type's path.
    path: &'static str,
    /// Its waits are awaited.
    is_async: bool,
}

fn process_type(ty: &Ty) -> Option<Part> {
    let ty = match ty.peel() {
        Ty::Lib(path, args) if path.as_str() == AROUND => args.first()?.peel(),
        other => other,
    };
    let path = ty.lib_path()?;
    let (kind, is_async) = catalog::process(path)?;
    Some(Part { kind, path, is_async })
}

/// Which stream of a child process the type is.
fn pipe_of(ty: &Ty) -> Option<Stream> {
    stream(process_type(ty)?.kind)
}

/// Whether the type is a stream of a child process.
pub(super) fn is_stream(ty: &Ty) -> bool {
    pipe_of(ty).is_some()
}

fn stream(of: Process) -> Option<Stream> {
    match of {
        Process::Stdin => Some(Stream::Stdin),
        Process::Stdout => Some(Stream::Stdout),
        Process::Stderr => Some(Stream::Stderr),
        Process::Command | Process::Child | Process::Reader | Process::Writer => None,
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
