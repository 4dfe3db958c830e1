//! The boundary between C and Rust: no panic crosses it, and every failure becomes a status.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use crate::failure::Failure;
use crate::last_error;
use crate::status::Status;

/// Runs the body of a C function that returns a status.
pub(crate) fn ffi_boundary(call: impl FnOnce() -> Result<(), Failure>) -> Status {
    let failure = match contain(call) {
        Some(Ok(())) => return Status::HooksealOk,
        Some(Err(failure)) => failure,
        None => Failure::Panic,
    };
    last_error::set(failure);
    failure.status()
}

/// The result of a call, or `None` if it panics.
///
/// Unwind safety: a panic may leave a handle half changed, but such a handle cannot accept a delivery.
pub(crate) fn contain<T>(call: impl FnOnce() -> T) -> Option<T> {
    #[cfg(hookseal_test_panic)]
    let call = || {
        forced_panic::if_asked();
        call()
    };
    catch_unwind(AssertUnwindSafe(call))
        .map_err(|panic| {
            // Dropping a panic's payload may panic too. The payload of that panic is leaked.
            let dropped = catch_unwind(AssertUnwindSafe(|| drop(panic)));
            let _ = dropped.map_err(std::mem::forget);
        })
        .ok()
}

const OUT_IS_NULL: &str = "out is null; pass the address of a pointer for the handle";

/// The object behind a pointer that may not be null.
pub(crate) unsafe fn required<'a, T>(
    pointer: *const T,
    fault: &'static str,
) -> Result<&'a T, Failure> {
    // SAFETY: null, or valid for the call, as every function asks of its caller.
    unsafe { pointer.as_ref() }.ok_or(Failure::Misuse(fault))
}

/// The object behind a pointer that may not be null, for a change.
pub(crate) unsafe fn required_mut<'a, T>(
    pointer: *mut T,
    fault: &'static str,
) -> Result<&'a mut T, Failure> {
    // SAFETY: null, or valid for the call and not shared, as every function asks of its caller.
    unsafe { pointer.as_mut() }.ok_or(Failure::Misuse(fault))
}

/// The place for a handle, set to null first, so that it is null if the call fails.
pub(crate) unsafe fn clear_out<'a, T>(out: *mut *mut T) -> Result<&'a mut *mut T, Failure> {
    // SAFETY: the caller's promise is passed on.
    let out = unsafe { required_mut(out, OUT_IS_NULL) }?;
    *out = ptr::null_mut();
    Ok(out)
}

/// Frees a handle that `Box::into_raw` made. Null is fine.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: this library made the handle, and it was not freed yet, as the caller promises.
        let owned = unsafe { Box::from_raw(handle) };
        // Nothing here panics on drop. If that ever changes, the panic still ends here.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(owned)));
    }
}

/// For tests/proof/misuse, which builds the library with `--cfg hookseal_test_panic`. No known input
/// makes the library panic, so this forces a panic.
#[cfg(hookseal_test_panic)]
mod forced_panic {
    use std::panic::panic_any;

    /// A panic's payload that panics again when it is dropped.
    struct Bomb;

    impl Drop for Bomb {
        fn drop(&mut self) {
            panic_any(());
        }
    }

    pub(super) fn if_asked() {
        match std::env::var("HOOKSEAL_TEST_PANIC").as_deref() {
            Ok("text") => panic_any("forced"),
            Ok("bomb") => panic_any(Bomb),
            _ => {}
        }
    }
}
