//! The details of each thread's last failure.

use std::cell::{Cell, RefCell};
use std::ffi::{CString, c_char};
use std::ptr;

use crate::failure::Failure;

thread_local! {
    static LAST: Cell<Option<Failure>> = const { Cell::new(None) };
    /// Made only on request, so that refusing a delivery does not allocate.
    static TEXT: RefCell<Option<CString>> = const { RefCell::new(None) };
}

pub(crate) fn set(failure: Failure) {
    LAST.set(Some(failure));
}

/// What was wrong in this thread's last failed call, and what to do about it; "" if no call has failed.
///
/// It says more than hookseal_status_message: which secret, which rule of the header, how old. It
/// never contains a secret, a digest or the payload. The library owns it. It is valid until the thread
/// calls this function again or ends.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_last_error_message() -> *const c_char {
    let text = LAST.get().map(|failure| failure.to_string()).unwrap_or_default();
    TEXT.try_with(|slot| {
        // None of our messages contains a NUL.
        slot.replace(CString::new(text).ok());
        slot.borrow().as_ref().map_or(ptr::null(), |text| text.as_ptr())
    })
    .unwrap_or(ptr::null())
}

/// When the delivery was issued, in milliseconds since the Unix epoch, if this thread's last failed
/// call returned HOOKSEAL_TIMESTAMP_TOO_OLD or HOOKSEAL_TIMESTAMP_IN_FUTURE. Otherwise -1, which no
/// delivery has.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_last_error_timestamp() -> i64 {
    match LAST.get() {
        Some(Failure::Verify(error)) => error.timestamp().unwrap_or(-1),
        _ => -1,
    }
}
