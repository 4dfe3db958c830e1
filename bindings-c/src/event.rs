//! `hookseal_event`.

use std::ffi::{CStr, c_char};
use std::ptr;

use hookseal_core::VerifyError;

use crate::bytes::{self, Bytes};
use crate::failure::Failure;
use crate::ffi_boundary::{contain, ffi_boundary, free, required, required_mut};
use crate::status::Status;
use crate::verifier::Verifier;

/// An event, with a copy of the payload that it was read from. Immutable: threads may share it.
pub struct Event {
    envelope: hookseal_core::Event<'static>,
    // As the envelope has them, with a NUL after the end.
    id: Vec<u8>,
    name: Vec<u8>,
}

impl Event {
    fn new(envelope: hookseal_core::Event<'_>) -> Self {
        let terminated = |text: &str| [text.as_bytes(), &[0]].concat();
        let (id, name) = (terminated(envelope.id()), terminated(envelope.event()));
        Self { envelope: envelope.into_owned(), id, name }
    }
}

/// Verifies a delivery by the system clock, as hookseal_verify does, and only then reads its event.
///
/// On success `*out` is an event that the caller frees with hookseal_event_free; on failure it is
/// null. The payload is copied before it is verified, so that the event is what was verified even if
/// another thread changes the payload meanwhile. After a time error, hookseal_last_error_timestamp()
/// tells when the delivery was issued.
///
/// Any status of hookseal_verify, and HOOKSEAL_INVALID_PAYLOAD for what is genuine but no event.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_construct_event(
    verifier: *const Verifier,
    payload: *const u8,
    payload_len: usize,
    header: *const c_char,
    header_len: usize,
    out: *mut *mut Event,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = cleared(out)?;
            let verifier = required(verifier, "verifier is null")?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            let header = bytes::header(header, header_len)?;
            give(verifier.0.construct_event(&payload, header), out)
        }
    })
}

/// As hookseal_construct_event, with `now_ms` (milliseconds since the Unix epoch) for now.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_construct_event_at(
    verifier: *const Verifier,
    payload: *const u8,
    payload_len: usize,
    header: *const c_char,
    header_len: usize,
    now_ms: i64,
    out: *mut *mut Event,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = cleared(out)?;
            let verifier = required(verifier, "verifier is null")?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            let header = bytes::header(header, header_len)?;
            give(verifier.0.construct_event_at(&payload, header, now_ms), out)
        }
    })
}

/// Reads an event from a payload that your own program has verified before, such as a stored one. It
/// proves nothing about where the payload comes from. `*out` is as for hookseal_construct_event.
///
/// HOOKSEAL_INVALID_PAYLOAD, HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_read(
    payload: *const u8,
    payload_len: usize,
    out: *mut *mut Event,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = cleared(out)?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            give(hookseal_core::read_event(&payload), out)
        }
    })
}

/// The event's own id ("event_01..."), the same in every delivery of it: keep those that were
/// processed, for deliveries repeat.
///
/// Valid until the event is freed, and followed by a NUL. It may hold a NUL itself: then only `len`
/// tells where it ends. Of a null event, null and 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_id(event: *const Event) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(event, |event| &event.id) }
}

/// The event's type, such as "connection.activated"; new ones appear over time.
///
/// Valid until the event is freed, and followed by a NUL. It may hold a NUL itself: then only `len`
/// tells where it ends. Of a null event, null and 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_type(event: *const Event) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(event, |event| &event.name) }
}

/// The JSON text of a member of the event: of "data", "created_at" or any other, a string's quotes
/// included. Of a member that is there twice, the last.
///
/// Valid until the event is freed; no NUL follows it. Null and 0 for an absent member, a null event and
/// a null name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_member(event: *const Event, name: *const c_char) -> Bytes {
    let found = contain(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        let (event, name) = unsafe {
            if name.is_null() {
                return None;
            }
            (event.as_ref()?, CStr::from_ptr(name))
        };
        // A name that is not UTF-8 is no member's.
        event.envelope.get(name.to_str().ok()?).map(|json| Bytes::of(json.as_bytes()))
    });
    found.flatten().unwrap_or(Bytes::NONE)
}

/// The JSON that the event was read from, byte for byte as it was signed: what to store.
///
/// Valid until the event is freed; no NUL follows it. Of a null event, null and 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_payload(event: *const Event) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { event.as_ref() }
        .map_or(Bytes::NONE, |event| Bytes::of(event.envelope.payload().as_bytes()))
}

/// Frees an event, and with it all that was taken from it. Null is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_free(event: *mut Event) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(event) }
}

/// A text of the event, without the NUL after its end.
unsafe fn text(event: *const Event, of: impl FnOnce(&Event) -> &[u8]) -> Bytes {
    // SAFETY: null or valid for the call, as the caller says.
    unsafe { event.as_ref() }
        .and_then(|event| of(event).split_last())
        .map_or(Bytes::NONE, |(_, text)| Bytes::of(text))
}

/// Where to store an event, null for now.
pub(crate) unsafe fn cleared<'a>(out: *mut *mut Event) -> Result<&'a mut *mut Event, Failure> {
    // SAFETY: the caller's promise is passed on.
    let out = unsafe { required_mut(out, "out is null") }?;
    *out = ptr::null_mut();
    Ok(out)
}

/// Hands an event over to the caller.
pub(crate) fn give(
    read: Result<hookseal_core::Event<'_>, VerifyError>,
    out: &mut *mut Event,
) -> Result<(), Failure> {
    *out = Box::into_raw(Box::new(Event::new(read?)));
    Ok(())
}
