//! One open connection: what it is doing since when, and the bytes of its body.

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its client sends the head of a request, or shakes hands.
    Head,
    /// Its client sends a body.
    Body,
    /// Its delivery was verified and is on its way into the inbox.
    Storing,
    /// Its last request was answered, and nothing has come since.
    Idle,
}

/// One open connection.
#[derive(Debug)]
pub struct Slot {
    /// Its number.
    pub id: u64,
    /// The address at the other end.
    pub peer: IpAddr,
    /// Bytes of its body.
    held: AtomicUsize,
    doing: Mutex<(Phase, Instant)>,
    evict: Notify,
}

impl Slot {
    /// One that was just opened.
    pub fn new(id: u64, peer: IpAddr) -> Self {
        Self {
            id,
            peer,
            held: AtomicUsize::new(0),
            doing: Mutex::new((Phase::Head, Instant::now())),
            evict: Notify::new(),
        }
    }

    /// What it is doing, and since when.
    pub fn doing(&self) -> (Phase, Instant) {
        *self.lock_doing()
    }

    /// Says what the connection is doing from now on.
    pub fn begins(&self, phase: Phase) {
        *self.lock_doing() = (phase, Instant::now());
    }

    /// Bytes came. After a pause they begin the next request.
    pub fn received(&self) {
        let mut doing = self.lock_doing();
        if doing.0 == Phase::Idle {
            *doing = (Phase::Head, Instant::now());
        }
    }

    /// The bytes of its body.
    pub fn held(&self) -> usize {
        self.held.load(Ordering::Relaxed)
    }

    /// Counts more of them.
    pub fn hold(&self, bytes: usize) {
        self.held.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts none any more. Returns how many there were.
    pub fn let_go(&self) -> usize {
        self.held.swap(0, Ordering::Relaxed)
    }

    /// Has the connection closed.
    pub fn evict(&self) {
        self.evict.notify_one();
    }

    /// Returns once the connection has to be closed.
    pub async fn evicted(&self) {
        self.evict.notified().await;
    }

    fn lock_doing(&self) -> MutexGuard<'_, (Phase, Instant)> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
