//! What events and actions have in common: texts that end with a NUL, and members.

use std::ffi::{CStr, c_char};

use crate::bytes::Bytes;
use crate::ffi_boundary::contain;

/// A text with a NUL after its end.
pub(crate) struct Terminated(Vec<u8>);

impl Terminated {
    pub(crate) fn new(text: &str) -> Self {
        Self([text.as_bytes(), &[0]].concat())
    }

    /// The text; `len` does not count the NUL after its end.
    pub(crate) fn bytes(&self) -> Bytes {
        self.0.split_last().map_or(Bytes::NONE, |(_, text)| Bytes::of(text))
    }
}

/// The JSON text of the member with this name. The object or the name may be null.
pub(crate) unsafe fn member<'a, T: 'a>(
    object: *const T,
    name: *const c_char,
    get: impl FnOnce(&'a T, &str) -> Option<&'a str>,
) -> Bytes {
    let found = contain(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        let (object, name) = unsafe {
            if name.is_null() {
                return None;
            }
            (object.as_ref()?, CStr::from_ptr(name))
        };
        // No member has a name that is not UTF-8.
        get(object, name.to_str().ok()?).map(|json| Bytes::of(json.as_bytes()))
    });
    found.flatten().unwrap_or(Bytes::NONE)
}
