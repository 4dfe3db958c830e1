//! The engine of the Node package where the addon does not load. It converts types; every rule is
//! in the core.
//!
//! This interface is private to `lib/engine/wasm.js`. Only numbers cross it: JavaScript writes the
//! arguments of a call into a buffer and passes their lengths. It gets a number, or the length of an
//! answer in JSON, where 0 stands for null.

#![cfg_attr(target_family = "wasm", no_std)]

extern crate alloc;

mod action;
mod answer;
mod buffer;
mod event_pattern;
mod handle;
mod memory;
mod outcome;
mod request;
mod signing;
#[path = "../../src/time.rs"] // that of the addon
mod time;
mod verification;
mod verifier;

/// What a function returns for a handle that does not exist, or lengths beyond the buffer. The
/// JavaScript never passes those.
const INTERNAL_ERROR: f64 = f64::NAN;

/// What `std` would provide.
#[cfg(target_family = "wasm")]
mod runtime {
    #[global_allocator]
    static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

    /// Nothing may panic. If something does, the module traps, and the JavaScript drops it.
    #[panic_handler]
    fn trap(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
