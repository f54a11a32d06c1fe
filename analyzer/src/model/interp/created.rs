//! What a body knows of the channels and processes that it has made.

use rustc_hash::FxHashSet;

/// Channels and processes of a body.
#[derive(Debug, Default)]
pub(super) struct Created {
    /// Channels whose receiver others may have as well.
    shared: FxHashSet<u32>,
    /// A process was told to end.
    ends_child: bool,
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

    /// Processes are told to end, if `so`.
    pub(super) fn end_processes(&mut self, so: bool) {
        self.ends_child |= so;
    }

    /// Whether processes were told to end.
    pub(super) fn ends_processes(&self) -> bool {
        self.ends_child
    }
}
