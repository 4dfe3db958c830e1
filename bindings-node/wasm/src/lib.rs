//! The engine of the Node package where the addon does not load. It converts types; every rule is
//! in the core.
//!
//! There are two modules, chosen by the features: `verify` is for `lib/engine/wasm.js`, `diagnose`
//! for `lib/diagnosis/module.js`, and this interface is private to them. Only numbers cross it: JavaScript writes the
//! arguments of a call into a buffer and passes their lengths. It gets a number, or the length of an
//! answer in JSON, where 0 stands for null.

#![cfg_attr(target_family = "wasm", no_std)]

extern crate alloc;

#[cfg(feature = "verify")]
mod action;
mod answer;
mod buffer;
#[cfg(feature = "diagnose")]
mod diagnosis;
#[cfg(feature = "verify")]
mod event_pattern;
#[cfg(feature = "verify")]
mod handle;
mod memory;
#[cfg(feature = "verify")]
mod outcome;
#[cfg(feature = "verify")]
mod request;
#[cfg(feature = "verify")]
mod signing;
#[cfg_attr(not(feature = "verify"), allow(dead_code))]
#[path = "../../src/time.rs"] // that of the addon
mod time;
#[cfg(feature = "verify")]
mod verification;
#[cfg(feature = "verify")]
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
