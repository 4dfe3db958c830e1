//! What a connection has while it is open: its place, and the memory of its body. Dropping it gives it back.

use std::sync::Arc;

use super::{Full, Slot, Slots};

/// A connection's place among the open ones, until it is dropped.
#[derive(Debug)]
pub struct Seat {
    pub(super) slots: Arc<Slots>,
    /// The connection.
    pub slot: Arc<Slot>,
}

impl Seat {
    /// The memory of a body that this connection is about to send.
    #[must_use]
    pub fn hold(&self) -> Held {
        Held { slots: Arc::clone(&self.slots), slot: Arc::clone(&self.slot) }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.slots.open().slots.remove(&self.slot.id);
    }
}

/// The memory that a connection's body takes, until it is dropped.
#[derive(Debug)]
pub struct Held {
    slots: Arc<Slots>,
    slot: Arc<Slot>,
}

impl Held {
    /// Takes more.
    ///
    /// # Errors
    ///
    /// [`Full`] if bodies take too much already, and nobody holds more than this connection's address.
    pub fn grow(&self, bytes: usize) -> Result<(), Full> {
        self.slots.grow(&self.slot, bytes)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.slots.release(&self.slot);
    }
}
