//! What the module remembers between two calls.

use atomic_refcell::AtomicRefCell;
#[cfg(feature = "verify")]
use hookseal::{ActionVerifier, Verification, Verifier};
#[cfg(feature = "verify")]
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
    #[cfg(feature = "verify")]
    pub(crate) verifiers: Slab<Verifier>,
    #[cfg(feature = "verify")]
    pub(crate) verifications: Slab<Verification>,
    #[cfg(feature = "verify")]
    pub(crate) action_verifiers: Slab<ActionVerifier>,
}

static MEMORY: AtomicRefCell<Memory> = AtomicRefCell::new(Memory {
    buffer: Buffer::new(),
    answer: Answer::new(),
    #[cfg(feature = "verify")]
    verifiers: Slab::new(),
    #[cfg(feature = "verify")]
    verifications: Slab::new(),
    #[cfg(feature = "verify")]
    action_verifiers: Slab::new(),
});

/// Gives `work` the state.
pub(crate) fn with<T>(work: impl FnOnce(&mut Memory) -> T) -> T {
    work(&mut MEMORY.borrow_mut())
}
