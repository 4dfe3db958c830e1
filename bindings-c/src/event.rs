//! `hookseal_event`.

use std::ffi::c_char;

use hookseal_core::VerifyError;

use crate::bytes::{self, Bytes};
use crate::envelope::{self, Terminated};
use crate::failure::Failure;
use crate::ffi_boundary::{clear_out, ffi_boundary, free, required};
use crate::status::Status;
use crate::verifier::{VERIFIER_IS_NULL, Verifier};

/// An event, with a copy of the payload that it was read from. Immutable: threads may share it.
pub struct Event {
    envelope: hookseal_core::Event<'static>,
    id: Terminated,
    name: Terminated,
}

impl Event {
    fn new(envelope: hookseal_core::Event<'_>) -> Self {
        let (id, name) = (Terminated::new(envelope.id()), Terminated::new(envelope.event()));
        Self { envelope: envelope.into_owned(), id, name }
    }
}

/// Verifies a delivery by the system clock, as hookseal_verify does, and only then reads its event.
///
/// On success `*out` is an event; free it with hookseal_event_free. On failure `*out` is null. The
/// payload is copied before it is verified, so the event holds the verified bytes even if another
/// thread changes the payload meanwhile. After a time error, hookseal_last_error_timestamp() returns
/// when the delivery was issued.
///
/// Returns any status of hookseal_verify, or HOOKSEAL_INVALID_PAYLOAD if the payload is genuine but not
/// an event.
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
            let out = clear_out(out)?;
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            let header = bytes::header(header, header_len)?;
            write_event(verifier.0.construct_event(&payload, header), out)
        }
    })
}

/// Like hookseal_construct_event, but `now_ms` (milliseconds since the Unix epoch) is the current time.
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
            let out = clear_out(out)?;
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            let header = bytes::header(header, header_len)?;
            write_event(verifier.0.construct_event_at(&payload, header, now_ms), out)
        }
    })
}

/// Reads an event from a payload that your own program has verified before, such as a stored one. It
/// proves nothing about where the payload comes from. `*out` is as for hookseal_construct_event.
///
/// Can fail with HOOKSEAL_INVALID_PAYLOAD and HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_read(
    payload: *const u8,
    payload_len: usize,
    out: *mut *mut Event,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = clear_out(out)?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            write_event(hookseal_core::read_event(&payload), out)
        }
    })
}

/// The event's own id ("event_01..."). It is the same in every delivery of the event. Deliveries
/// repeat, so store the ids of processed events.
///
/// Valid until the event is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null event, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_id(event: *const Event) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { event.as_ref() }.map_or(Bytes::NONE, |event| event.id.bytes())
}

/// The event's type, such as "connection.activated"; new ones appear over time.
///
/// Valid until the event is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null event, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_type(event: *const Event) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { event.as_ref() }.map_or(Bytes::NONE, |event| event.name.bytes())
}

/// The JSON text of a member of the event: "data", "created_at" or any other. A string includes its
/// quotes. If a member occurs twice, this is the last one.
///
/// Valid until the event is freed. No NUL follows it. If the member is absent, or the event or the name
/// is null, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_member(event: *const Event, name: *const c_char) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { envelope::member(event, name, |event, name| event.envelope.get(name)) }
}

/// The JSON that the event was read from, byte for byte as it was signed. To keep an event, store this.
///
/// Valid until the event is freed. No NUL follows it. For a null event, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_payload(event: *const Event) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { event.as_ref() }
        .map_or(Bytes::NONE, |event| Bytes::of(event.envelope.payload().as_bytes()))
}

/// Frees an event. All bytes that its functions returned become invalid. Null is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_event_free(event: *mut Event) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(event) }
}

/// Moves the event to the caller.
pub(crate) fn write_event(
    read: Result<hookseal_core::Event<'_>, VerifyError>,
    out: &mut *mut Event,
) -> Result<(), Failure> {
    *out = Box::into_raw(Box::new(Event::new(read?)));
    Ok(())
}
