//! What the module remembers between two calls.

use atomic_refcell::AtomicRefCell;
use hookseal::{ActionVerifier, Verification, Verifier};
use slab::Slab;

use crate::answer::Answer;
use crate::buffer::Buffer;

/// All state. A WebAssembly instance has one thread.
///
/// A call that does not return, because JavaScript's stack overflows for instance, leaves the state
/// borrowed. The next call then panics, which traps, instead of using a state that is half changed.
pub(crate) struct Memory {
    pub(crate) buffer: Buffer,
    pub(crate) answer: Answer,
    pub(crate) verifiers: Slab<Verifier>,
    pub(crate) verifications: Slab<Verification>,
    pub(crate) action_verifiers: Slab<ActionVerifier>,
}

static MEMORY: AtomicRefCell<Memory> = AtomicRefCell::new(Memory {
    buffer: Buffer::new(),
    answer: Answer::new(),
    verifiers: Slab::new(),
    verifications: Slab::new(),
    action_verifiers: Slab::new(),
});

/// Gives `work` the state.
pub(crate) fn with<T>(work: impl FnOnce(&mut Memory) -> T) -> T {
    work(&mut MEMORY.borrow_mut())
}
