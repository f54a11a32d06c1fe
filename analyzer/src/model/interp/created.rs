//! What a body knows of the channels and processes that it has made.

use rustc_hash::FxHashSet;

use crate::model::place::Path;
use crate::model::table::Stream;

/// Channels and processes of a body.
#[derive(Debug, Default)]
pub(super) struct Created {
    /// Channels whose receiver others may have as well.
    shared: FxHashSet<u32>,
    /// A process was told to end.
    ends_child: bool,
    /// It made a pipe beside a process.
    makes_pipes: bool,
    /// Pipes whose reader was named before anything was to write there: others may read.
    named: FxHashSet<Path>,
    /// Pipes of its own that streams of commands and children lead to.
    pipes: Vec<Led>,
}

/// A stream of a command or child leads to a pipe that was made beside it.
#[derive(Clone, Debug)]
struct Led {
    pipe: Path,
    of: Path,
    stream: Stream,
}

impl Created {
    /// Others may have the receiver of that channel.
    pub(super) fn share_receiver(&mut self, channel: u32) {
        self.shared.insert(channel);
    }

    /// Whether others may have the receiver of that channel.
    pub(super) fn shares_receiver(&self, channel: u32) -> bool {
        self.shared.contains(&channel)
    }

    /// Of how many channels others may have the receiver.
    pub(super) fn shared_receivers(&self) -> usize {
        self.shared.len()
    }

    /// A stream of a command leads to that pipe.
    pub(super) fn lead(&mut self, of: Path, stream: Stream, pipe: Path) {
        self.pipes.push(Led { pipe, of, stream });
    }

    /// A command started that child: its streams lead where those of the command do.
    pub(super) fn started(&mut self, command: &Path, child: &Path) {
        for led in self.pipes.iter_mut().filter(|led| led.of == *command) {
            led.of = child.clone();
        }
    }

    /// A pipe is made beside a process.
    pub(super) fn make_pipe(&mut self) {
        self.makes_pipes = true;
    }

    /// Whether one was made.
    pub(super) fn has_pipes(&self) -> bool {
        self.makes_pipes
    }

    /// The reader of that pipe is named.
    pub(super) fn name_reader(&mut self, pipe: Path) {
        self.named.insert(pipe);
    }

    /// Whether it was named before.
    pub(super) fn is_named(&self, pipe: &Path) -> bool {
        self.named.contains(pipe)
    }

    /// The streams that lead to that pipe, with their command or child.
    pub(super) fn led_to(&self, pipe: &Path) -> Vec<(Path, Stream)> {
        let led = self.pipes.iter().filter(|led| led.pipe == *pipe);
        led.map(|led| (led.of.clone(), led.stream)).collect()
    }

    /// Processes are told to end, if `so`.
    pub(super) fn end_processes(&mut self, so: bool) {
        self.ends_child |= so;
    }

    /// Whether processes were told to end.
    pub(super) fn ends_processes(&self) -> bool {
        self.ends_child
    }
}
