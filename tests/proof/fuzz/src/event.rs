//! An event of the C ABI, together with the payload that it was read from.

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
    /// Checks the payload and the NUL after the strings.
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
    pub(crate) fn id_and_type(&self) -> (String, String) {
        // SAFETY: the handle is alive.
        let texts = unsafe {
            [c::hookseal_event_id(self.handle), c::hookseal_event_type(self.handle)]
                .map(|bytes| slice_of(bytes))
        };
        texts.map(|text| String::from_utf8_lossy(text).into_owned()).into()
    }

    /// Looks up a member, also of a null event.
    pub(crate) fn ask(event: Option<&Self>, input: &mut Reader<'_>) {
        let name = CString::new(input.chunk()).unwrap_or_default();
        let handle = event.map_or(std::ptr::null_mut(), |event| event.handle);
        // SAFETY: the handle is null or alive, and the name ends with a NUL.
        let member = unsafe { c::hookseal_event_member(handle, name.as_ptr()) };
        match event {
            // It is null if the member is absent, and otherwise a part of the payload.
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
    // SAFETY: the bytes belong to an event that is alive, as the caller promises.
    unsafe { slice::from_raw_parts(bytes.data, bytes.len) }
}
