//! Messages over standard input and output.
//!
//! The loop is our own, around the service of `tower-lsp`, whose server stops at the first message that it cannot
//! decode, runs four handlers at a time and leaves the order of notifications to a scheduler. Here
//!
//! - a thread reads and a thread writes, so that neither side's pace is the other's problem;
//! - a notification is handled, up to where it first waits, before the next message is looked at: a handler that changes
//!   state before it awaits cannot be overtaken;
//! - requests run as tasks of their own, as many as there are;
//! - what is no message is skipped, answered as JSON-RPC wants it, and logged;
//! - `exit` and the end of the input end the process, whatever else is going on.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use concheck_analyzer::text::clean;
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower::Service;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::ls_types::MessageType;
use tower_lsp::{LanguageServer, LspService};

use crate::protocol;

/// A process that was told to exit does so within this time, even if its output is stuck.
const GRACE: Duration = Duration::from_millis(50);

/// A longer message is taken for garbage.
const MOST_BYTES: usize = 256 << 20;

/// What the reading thread tells.
enum Incoming {
    Message(Value),
    /// Something that is no message, and what is wrong with it.
    Garbage(String),
    /// Something was skipped on the way to a message.
    Noise(String),
}

/// What the writing thread is told.
enum Outgoing {
    Message(Vec<u8>),
    /// Everything before is to be written, then this is to be dropped.
    Flush(SyncSender<()>),
}

/// Serves the client until it exits or goes away. Returns the exit code.
pub fn serve() -> io::Result<u8> {
    let (incoming_sender, incoming) = unbounded_channel();
    let (outgoing, outgoing_receiver) = channel();
    std::thread::Builder::new().name("concheck-stdin".into()).spawn(move || read_all(&incoming_sender))?;
    std::thread::Builder::new()
        .name("concheck-stdout".into())
        .spawn(move || write_all(&outgoing_receiver))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let (service, socket) = protocol::service()?;
    let (requests, responses) = socket.split();

    let code = runtime.block_on(async {
        let writer = outgoing.clone();
        tokio::spawn(async move {
            let mut requests = requests;
            while let Some(request) = requests.next().await {
                send(&writer, &request);
            }
        });
        route(incoming, service, responses, &outgoing).await
    });

    // Nothing of what is still running is worth waiting for.
    let (done, flushed) = sync_channel(0);
    let _ = outgoing.send(Outgoing::Flush(done));
    let _: Result<(), RecvTimeoutError> = flushed.recv_timeout(GRACE);
    std::process::exit(i32::from(code));
}

/// Hands each message to the service. Ends with `exit` or the end of the input.
async fn route<S: LanguageServer>(
    mut incoming: UnboundedReceiver<Incoming>,
    mut service: LspService<S>,
    mut responses: impl futures_util::Sink<Response> + Unpin,
    outgoing: &Sender<Outgoing>,
) -> u8 {
    let mut shut_down = false;
    while let Some(next) = incoming.recv().await {
        let message = match next {
            Incoming::Message(message) => message,
            Incoming::Garbage(why) => {
                warn(outgoing, &format!("skipped an invalid message: {why}"));
                send(outgoing, &Response::from_error(Id::Null, Error::parse_error()));
                continue;
            }
            Incoming::Noise(why) => {
                warn(outgoing, &why);
                continue;
            }
        };
        let is_response = message.get("method").is_none()
            && (message.get("result").is_some() || message.get("error").is_some());
        if is_response {
            match serde_json::from_value::<Response>(message) {
                // Nobody may be waiting any more.
                Ok(response) => drop(responses.send(response).await),
                Err(error) => warn(outgoing, &format!("skipped an invalid response: {error}")),
            }
            continue;
        }
        let request = match serde_json::from_value::<Request>(message) {
            Ok(request) if !request.method().is_empty() => request,
            Ok(_) => {
                warn(outgoing, "skipped a message without a method");
                send(outgoing, &Response::from_error(Id::Null, Error::invalid_request()));
                continue;
            }
            Err(error) => {
                warn(outgoing, &format!("skipped an invalid request: {error}"));
                send(outgoing, &Response::from_error(Id::Null, Error::invalid_request()));
                continue;
            }
        };
        match request.method() {
            "exit" => return u8::from(!shut_down),
            "shutdown" => shut_down = true,
            _ => {}
        }
        if !protocol::knows(request.method()) {
            warn(outgoing, &format!("unknown method `{}`", request.method()));
        }
        let id = request.id().cloned();
        let mut handler = service.call(request);
        // Up to its first await the handler runs here and now: this is what keeps changes in order.
        let response = match handler.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(response) => response,
            Poll::Pending => {
                let outgoing = outgoing.clone();
                tokio::spawn(async move {
                    // A task of its own, so that a panic in it can be answered.
                    match (tokio::spawn(handler).await, id) {
                        (Ok(Ok(Some(response))), _) => send(&outgoing, &response),
                        (Err(_), Some(id)) => {
                            send(&outgoing, &Response::from_error(id, Error::internal_error()));
                        }
                        _ => {}
                    }
                });
                continue;
            }
        };
        match response {
            Ok(Some(response)) => send(outgoing, &response),
            Ok(None) => {}
            Err(error) => warn(outgoing, &error.to_string()),
        }
    }
    // The client has gone without a word.
    1
}

fn send(outgoing: &Sender<Outgoing>, message: &impl Serialize) {
    match serde_json::to_vec(message) {
        // Without a writer there is nobody to tell.
        Ok(body) => drop(outgoing.send(Outgoing::Message(body))),
        Err(error) => warn(outgoing, &format!("cannot write a message: {error}")),
    }
}

/// Writes a line into the client's log, where lines of the session go as well. Standard error would do, but a client may
/// have closed it.
fn warn(outgoing: &Sender<Outgoing>, message: &str) {
    let params = json!({ "type": MessageType::WARNING, "message": clean::line(message) });
    send(outgoing, &Request::build("window/logMessage").params(params).finish());
}

fn write_all(messages: &Receiver<Outgoing>) {
    let mut out = io::stdout().lock();
    for message in messages {
        let body = match message {
            Outgoing::Message(body) => body,
            Outgoing::Flush(done) => {
                drop(done);
                continue;
            }
        };
        let written = write!(out, "Content-Length: {}\r\n\r\n", body.len())
            .and_then(|()| out.write_all(&body))
            .and_then(|()| out.flush());
        if written.is_err() {
            // The client does not listen any more; the end of the input will follow.
            return;
        }
    }
}

fn read_all(messages: &UnboundedSender<Incoming>) {
    let mut input = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
    loop {
        let noise = |why: &str| drop(messages.send(Incoming::Noise(why.to_owned())));
        let next = match read(&mut input, &noise) {
            Ok(Some(body)) => match serde_json::from_slice::<Value>(&body) {
                Ok(message) => Incoming::Message(message),
                Err(error) => Incoming::Garbage(error.to_string()),
            },
            Ok(None) => return,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Incoming::Garbage(error.to_string()),
            Err(_) => return,
        };
        if messages.send(next).is_err() {
            return;
        }
    }
}

/// The body of the next message; `None` at the end of the input. Lines that are no header are an error of the kind
/// `InvalidData`, after which reading can go on. `noise` is told of what is skipped before a header.
fn read(input: &mut impl BufRead, noise: &dyn Fn(&str)) -> io::Result<Option<Vec<u8>>> {
    let garbage = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut length = None;
    let mut strange = false;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(1 << 16).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            match length {
                Some(length) => {
                    let mut body = Vec::new();
                    input.by_ref().take(length as u64).read_to_end(&mut body)?;
                    return Ok((body.len() == length).then_some(body));
                }
                // Blank lines between messages hurt nobody.
                None if !strange => continue,
                None => return Err(garbage("headers without a `Content-Length`")),
            }
        }
        // What precedes the header on its line is garbage as well.
        if let Some(at) = find_header(text) {
            let value = text[at + HEADER.len()..].trim();
            match value.parse::<usize>() {
                Ok(value) if value <= MOST_BYTES => {
                    length = Some(value);
                    if at > 0 {
                        noise("skipped bytes before a header");
                    }
                }
                _ => return Err(garbage("an invalid `Content-Length`")),
            }
        } else if length.is_none() && !is_header(text) {
            strange = true;
        }
    }
}

const HEADER: &str = "content-length:";

fn find_header(line: &str) -> Option<usize> {
    line.as_bytes().windows(HEADER.len()).position(|part| part.eq_ignore_ascii_case(HEADER.as_bytes()))
}

fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bodies, and `!` for each piece of garbage.
    fn bodies(input: &str) -> Vec<String> {
        let mut input = input.as_bytes();
        let mut found = Vec::new();
        loop {
            match read(&mut input, &|_| ()) {
                Ok(Some(body)) => found.push(String::from_utf8(body).expect("text")),
                Ok(None) => return found,
                Err(_) => found.push("!".into()),
            }
        }
    }

    #[test]
    fn messages_are_found_between_garbage() {
        assert_eq!(bodies("Content-Length: 2\r\n\r\nabContent-Length: 1\r\n\r\nc"), ["ab", "c"]);
        assert_eq!(bodies("content-length: 2\nContent-Type: x\n\nab"), ["ab"]);
        assert_eq!(bodies("hello\r\n\r\nContent-Length: 1\r\n\r\nc"), ["!", "c"]);
        assert_eq!(bodies("helloContent-Length: 1\r\n\r\nc"), ["c"]);
        assert_eq!(bodies("hello\nContent-Length: 1\r\n\r\nc"), ["c"]);
        assert_eq!(bodies("Content-Length: x\r\n\r\nContent-Length: 1\r\n\r\nc"), ["!", "c"]);
        assert_eq!(bodies("Content-Length: 5\r\n\r\nab"), Vec::<String>::new());
        assert_eq!(bodies("\0\u{fffd}\n\n\nContent-Length: 1\r\n\r\nc"), ["!", "c"]);
    }
}
