//! An event of the C ABI, beside what it was read from.

use std::ffi::CString;
use std::slice;

use hookseal_c_abi as c;

use crate::reader::Reader;

pub(crate) struct Event {
    handle: *mut c::Event,
    payload: Vec<u8>,
}

impl Drop for Event {
    fn drop(&mut self) {
        // SAFETY: the library made the handle, and nothing else frees it.
        unsafe { c::hookseal_event_free(self.handle) }
    }
}

impl Event {
    /// Checks that all of it is there: the payload, and the NUL after the strings.
    pub(crate) fn new(handle: *mut c::Event, payload: &[u8]) -> Self {
        let event = Self { handle, payload: payload.to_vec() };
        // SAFETY: the handle is alive.
        assert_eq!(unsafe { slice_of(c::hookseal_event_payload(handle)) }, payload);
        // SAFETY: the handle is alive.
        for text in unsafe { [c::hookseal_event_id(handle), c::hookseal_event_type(handle)] } {
            // SAFETY: the library says that a NUL follows.
            assert_eq!(unsafe { text.data.add(text.len).read() }, 0);
        }
        event
    }

    /// The id and the type.
    pub(crate) fn told(&self) -> (String, String) {
        // SAFETY: the handle is alive.
        let texts = unsafe {
            [c::hookseal_event_id(self.handle), c::hookseal_event_type(self.handle)]
                .map(|bytes| slice_of(bytes))
        };
        texts.map(|text| String::from_utf8_lossy(text).into_owned()).into()
    }

    /// Asks for a member, of a null event too.
    pub(crate) fn ask(event: Option<&Self>, input: &mut Reader<'_>) {
        let name = CString::new(input.chunk()).unwrap_or_default();
        let handle = event.map_or(std::ptr::null_mut(), |event| event.handle);
        // SAFETY: the handle is null or alive, and the name ends with a NUL.
        let member = unsafe { c::hookseal_event_member(handle, name.as_ptr()) };
        match event {
            // Null for an absent one; otherwise a piece of the payload that is JSON by itself.
            Some(event) if !member.data.is_null() => {
                // SAFETY: the event is alive.
                let json = unsafe { slice_of(member) };
                assert!(!json.is_empty());
                let mut pieces = event.payload.windows(json.len());
                assert!(pieces.any(|piece| piece == json));
            }
            _ => assert_eq!((member.data.is_null(), member.len), (true, 0)),
        }
        if let Some(event) = event {
            for name in [c"id", c"event"] {
                // SAFETY: as above.
                let json =
                    unsafe { slice_of(c::hookseal_event_member(event.handle, name.as_ptr())) };
                assert_eq!(json.first(), Some(&b'"'));
            }
        }
    }
}

unsafe fn slice_of<'a>(bytes: c::Bytes) -> &'a [u8] {
    if bytes.data.is_null() {
        return &[];
    }
    // SAFETY: the caller has them from an event, and the event still.
    unsafe { slice::from_raw_parts(bytes.data, bytes.len) }
}
