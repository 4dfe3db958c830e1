//! A sequence of calls of the C ABI. The result of each call is compared with the model's.

use std::ffi::{CStr, c_char};
use std::ptr;
use std::time::UNIX_EPOCH;

use hookseal_c_abi as c;
use hookseal_model::{
    Accepted, Delivery, Refused, Tolerance, construct_event, read_event, sign, verify,
};

use crate::argument::Argument;
use crate::event::Event;
use crate::reader::Reader;
use crate::recipe;

const SLOTS: usize = 4;
const INVALID_ARGUMENT: &str = "invalid_argument";
/// The content of an output before a call, and after a call that does not write it.
const UNTOUCHED: (i64, usize) = (-7, 77);

/// The handles of the sequence. An empty slot is a null handle.
#[derive(Default)]
pub struct Machine {
    verifiers: [Option<Verifier>; SLOTS],
    verifications: [Option<Verification>; SLOTS],
    events: [Option<Event>; SLOTS],
}

struct Verifier {
    handle: *mut c::Verifier,
    secrets: Vec<Vec<u8>>,
    tolerance: Tolerance,
}

struct Verification {
    handle: *mut c::Verification,
    /// The verification's input so far.
    delivery: Delivery,
    /// The rest of the payload that the header was signed for.
    rest: Vec<u8>,
    /// How much of the payload it keeps, if it was begun for an event.
    limit: Option<usize>,
    /// The code that every further call returns.
    closed: Option<&'static str>,
}

impl Drop for Verifier {
    fn drop(&mut self) {
        // SAFETY: the library made the handle, and nothing else frees it.
        unsafe { c::hookseal_verifier_free(self.handle) }
    }
}

impl Drop for Verification {
    fn drop(&mut self) {
        // SAFETY: the library made the handle, and nothing else frees it.
        unsafe { c::hookseal_verification_free(self.handle) }
    }
}

impl Machine {
    /// Makes the next call.
    pub fn step(&mut self, input: &mut Reader<'_>) {
        let (operation, slot) = (input.byte(), usize::from(input.byte()) % SLOTS);
        match operation % 16 {
            0 => self.new_verifier(slot, input),
            1 => self.verify(slot, input),
            2 => self.begin(slot, input),
            3 | 4 => self.update(slot, input),
            5 => self.finish(slot, input),
            6 => self.verifiers[slot] = None,
            7 => self.verifications[slot] = None,
            8 => sign_one(input),
            9 => texts(input),
            10 => self.finish_event(slot, input),
            11 => self.construct_event(slot, input),
            12 => self.read_event(slot, input),
            13 => Event::ask(self.events[slot].as_ref(), input),
            14 => self.events[slot] = None,
            _ => admit_one(input),
        }
    }

    fn new_verifier(&mut self, slot: usize, input: &mut Reader<'_>) {
        let kinds = [input.byte(), input.byte(), input.byte()];
        let secrets = recipe::secrets(input);
        let seconds = [180, -1, 0, 86_400, 86_401, i64::MIN, i64::from(kinds[1]), input.integer()]
            [usize::from(kinds[0] % 8)];
        // `kinds[1]` is for the last secret, `kinds[2]` for the whole list.
        let last = secrets.len().saturating_sub(1);
        let arguments: Vec<Argument> = secrets
            .iter()
            .enumerate()
            .map(|(i, secret)| Argument::new(secret, if i == last { kinds[1] } else { 0 }))
            .collect();
        let blocks: Box<[c::Bytes]> =
            arguments.iter().map(|a| c::Bytes { data: a.pointer(), len: a.len() }).collect();
        let (pointer, count) = match kinds[2] {
            0xfe => (ptr::null(), blocks.len()),
            0xff => (blocks.as_ptr(), usize::MAX / 2),
            _ => (blocks.as_ptr(), blocks.len()),
        };
        // If there are too many, the count alone is refused, and no secret is read.
        let too_many = !pointer.is_null() && count > 16;
        let wrong = pointer.is_null() && count > 0
            || !pointer.is_null() && arguments.iter().any(Argument::is_wrong);
        let no_out = kinds[2] == 0xfd;

        let mut handle = ptr::dangling_mut();
        let out: *mut _ = if no_out { ptr::null_mut() } else { &raw mut handle };
        // SAFETY: null, or valid for as long as its length says; `out` is null or ours.
        let status = unsafe { c::hookseal_verifier_new(pointer, count, seconds, out) };
        #[allow(clippy::cast_precision_loss)] // a number that loses precision is out of range
        let tolerance =
            if seconds == -1 { Tolerance::Off } else { Tolerance::Seconds(seconds as f64) };
        let secrets = if kinds[2] == 0xfe { Vec::new() } else { secrets };
        let expected = if no_out {
            INVALID_ARGUMENT
        } else if too_many {
            "invalid_secret"
        } else if wrong {
            INVALID_ARGUMENT
        } else {
            verifier_code(&delivery(&secrets, tolerance, None, 0, &[]))
        };
        assert_eq!(code(status), expected);
        if no_out {
            return;
        }
        assert_eq!(handle.is_null(), expected != "ok");
        self.verifiers[slot] =
            (!handle.is_null()).then_some(Verifier { handle, secrets, tolerance });
    }

    fn verify(&mut self, slot: usize, input: &mut Reader<'_>) {
        let kinds = [input.byte(), input.byte(), input.byte()];
        let clock = input.integer();
        let template = recipe::template(input);
        let payload = Argument::new(input.chunk(), kinds[0]);
        let (handle, secrets, tolerance) = self.verifier(slot);
        let header = header(template.as_deref(), &secrets, payload.bytes(), kinds[1]);
        let mut out = Out::new(kinds[2]);

        let (p, p_len, h, h_len) =
            (payload.pointer(), payload.len(), header.pointer(), header.len());
        let before = now_ms();
        // SAFETY: the handle is null or alive; every pointer is null or as long as its length says.
        let status = unsafe {
            if kinds[2] & 2 == 0 {
                c::hookseal_verify_at(handle, p, p_len, h, h_len, clock, out.pointer())
            } else {
                c::hookseal_verify(handle, p, p_len, h, h_len, out.pointer())
            }
        };
        if handle.is_null() || payload.is_wrong() || header.is_impossible() {
            return out.check(status, &[Err(INVALID_ARGUMENT)]);
        }
        let clocks = if kinds[2] & 2 == 0 { [clock; 2] } else { [before, now_ms()] };
        let value = (!header.is_null()).then(|| header.bytes());
        let verdicts = clocks
            .map(|now| Ok(verify(&delivery(&secrets, tolerance, value, now, payload.bytes()))));
        out.check(status, &verdicts);
    }

    fn begin(&mut self, slot: usize, input: &mut Reader<'_>) {
        let (kind, from, keep) = (input.byte(), input.byte(), input.byte());
        let limit = match keep {
            0..0x80 => None,
            0xff => Some(usize::MAX),
            _ => Some(usize::from(keep - 0x80) * 4),
        };
        let template = recipe::template(input);
        let payload = input.chunk().to_vec();
        let (verifier, secrets, tolerance) = self.verifier(usize::from(from) % SLOTS);
        let header = header(template.as_deref(), &secrets, &payload, kind);
        let no_out = from >= 0xf0;

        let mut handle = ptr::dangling_mut();
        let out: *mut _ = if no_out { ptr::null_mut() } else { &raw mut handle };
        let (h, h_len) = (header.pointer(), header.len());
        // SAFETY: the handle is null or alive; the header is null or as long as it says.
        let status = unsafe {
            match limit {
                None => c::hookseal_verification_begin(verifier, h, h_len, out),
                Some(limit) => c::hookseal_verification_begin_event(verifier, h, h_len, limit, out),
            }
        };
        let value = (!header.is_null()).then(|| header.bytes());
        let delivery = delivery(&secrets, tolerance, value, 0, &[]);
        let expected = if no_out || verifier.is_null() || header.is_impossible() {
            INVALID_ARGUMENT
        } else {
            header_code(&delivery)
        };
        assert_eq!(code(status), expected);
        if no_out {
            return;
        }
        assert_eq!(handle.is_null(), expected != "ok");
        self.verifications[slot] = (!handle.is_null()).then_some(Verification {
            handle,
            delivery,
            rest: payload,
            limit,
            closed: None,
        });
    }

    fn update(&mut self, slot: usize, input: &mut Reader<'_>) {
        let (kind, size) = (input.byte(), usize::from(input.byte()));
        let Some(verification) = &mut self.verifications[slot] else {
            // SAFETY: a null handle, and an empty chunk.
            let status =
                unsafe { c::hookseal_verification_update(ptr::null_mut(), ptr::null(), 0) };
            return assert_eq!(code(status), INVALID_ARGUMENT);
        };
        let size = size.min(verification.rest.len());
        let chunk: Vec<u8> = match kind {
            0xfd => input.chunk().to_vec(),
            _ => verification.rest.drain(..size).collect(),
        };
        let chunk = Argument::new(&chunk, kind);
        // SAFETY: the handle is alive; the chunk is null or as long as it says.
        let status = unsafe {
            c::hookseal_verification_update(verification.handle, chunk.pointer(), chunk.len())
        };
        let delivery = &mut verification.delivery;
        let room = verification.limit.map_or(usize::MAX, |limit| limit - delivery.payload.len());
        if chunk.is_wrong() {
            return assert_eq!(code(status), INVALID_ARGUMENT);
        }
        if verification.closed.is_none() && chunk.bytes().len() > room {
            verification.closed = Some("payload_too_large");
        }
        assert_eq!(code(status), verification.closed.unwrap_or("ok"));
        if verification.closed.is_none() {
            delivery.payload.extend(chunk.bytes());
        }
    }

    fn finish(&mut self, slot: usize, input: &mut Reader<'_>) {
        let (kind, clock) = (input.byte(), input.integer());
        let mut out = Out::new(kind);
        let handle = self.verifications[slot].as_ref().map_or(ptr::null_mut(), |v| v.handle);
        let before = now_ms();
        // SAFETY: the handle is null or alive; `out` is null or ours.
        let status = unsafe {
            if kind & 2 == 0 {
                c::hookseal_verification_finish_at(handle, clock, out.pointer())
            } else {
                c::hookseal_verification_finish(handle, out.pointer())
            }
        };
        let clocks = if kind & 2 == 0 { [clock; 2] } else { [before, now_ms()] };
        match &mut self.verifications[slot] {
            None => out.check(status, &[Err(INVALID_ARGUMENT)]),
            Some(Verification { closed: Some(why), .. }) => out.check(status, &[Err(why)]),
            Some(verification) => {
                verification.closed = Some(INVALID_ARGUMENT);
                let delivery = &verification.delivery;
                let verdicts =
                    clocks.map(|now_ms| Ok(verify(&Delivery { now_ms, ..delivery.clone() })));
                out.check(status, &verdicts);
            }
        }
    }

    fn finish_event(&mut self, slot: usize, input: &mut Reader<'_>) {
        let (kind, clock) = (input.byte(), input.integer());
        let handle = self.verifications[slot].as_ref().map_or(ptr::null_mut(), |v| v.handle);
        let mut out = EventOut::new(kind & 1 != 0);
        let before = now_ms();
        // SAFETY: the handle is null or alive; `out` is null or ours.
        let status = unsafe {
            if kind & 2 == 0 {
                c::hookseal_verification_finish_event_at(handle, clock, out.pointer())
            } else {
                c::hookseal_verification_finish_event(handle, out.pointer())
            }
        };
        let clocks = if kind & 2 == 0 { [clock; 2] } else { [before, now_ms()] };
        self.events[slot] = match &mut self.verifications[slot] {
            // A wrong call changes nothing.
            None | Some(Verification { limit: None, .. }) => {
                out.take(status, &[Err(INVALID_ARGUMENT)], &[])
            }
            Some(_) if out.null => out.take(status, &[], &[]),
            Some(Verification { closed: Some(why), .. }) => out.take(status, &[Err(why)], &[]),
            Some(verification) => {
                verification.closed = Some(INVALID_ARGUMENT);
                let delivery = &verification.delivery;
                let expected =
                    clocks.map(|now_ms| expected(&Delivery { now_ms, ..delivery.clone() }));
                out.take(status, &expected, &delivery.payload)
            }
        };
    }

    fn construct_event(&mut self, slot: usize, input: &mut Reader<'_>) {
        let kinds = [input.byte(), input.byte(), input.byte()];
        let clock = input.integer();
        let template = recipe::template(input);
        let payload = Argument::new(input.chunk(), kinds[0]);
        let (handle, secrets, tolerance) = self.verifier(slot);
        let header = header(template.as_deref(), &secrets, payload.bytes(), kinds[1]);
        let mut out = EventOut::new(kinds[2] & 1 != 0);

        let (p, p_len, h, h_len) =
            (payload.pointer(), payload.len(), header.pointer(), header.len());
        let before = now_ms();
        // SAFETY: the handle is null or alive; every pointer is null or as long as its length says.
        let status = unsafe {
            if kinds[2] & 2 == 0 {
                c::hookseal_construct_event_at(handle, p, p_len, h, h_len, clock, out.pointer())
            } else {
                c::hookseal_construct_event(handle, p, p_len, h, h_len, out.pointer())
            }
        };
        let clocks = if kinds[2] & 2 == 0 { [clock; 2] } else { [before, now_ms()] };
        let value = (!header.is_null()).then(|| header.bytes());
        let expected = if handle.is_null() || payload.is_wrong() || header.is_impossible() {
            [Err(INVALID_ARGUMENT), Err(INVALID_ARGUMENT)]
        } else {
            clocks.map(|now| expected(&delivery(&secrets, tolerance, value, now, payload.bytes())))
        };
        self.events[slot] = out.take(status, &expected, payload.bytes());
    }

    fn read_event(&mut self, slot: usize, input: &mut Reader<'_>) {
        let kinds = [input.byte(), input.byte()];
        let payload = Argument::new(input.chunk(), kinds[0]);
        let mut out = EventOut::new(kinds[1] & 1 != 0);
        // SAFETY: the payload is null or as long as it says; `out` is null or ours.
        let status =
            unsafe { c::hookseal_event_read(payload.pointer(), payload.len(), out.pointer()) };
        let expected = if payload.is_wrong() {
            Err(INVALID_ARGUMENT)
        } else {
            read_event(payload.bytes()).map_err(|refused| refused.code)
        };
        self.events[slot] = out.take(status, &[expected], payload.bytes());
    }

    fn verifier(&self, slot: usize) -> (*const c::Verifier, Vec<Vec<u8>>, Tolerance) {
        match &self.verifiers[slot] {
            Some(verifier) => (verifier.handle, verifier.secrets.clone(), verifier.tolerance),
            None => (ptr::null(), Vec::new(), Tolerance::Off),
        }
    }
}

/// The model's verdict, or the code for a wrong call.
type Expected = Result<Result<Accepted, Refused>, &'static str>;

/// The `out` of a verification.
struct Out {
    verified: c::Verified,
    null: bool,
}

impl Out {
    fn new(kind: u8) -> Self {
        let (timestamp, secret_index) = UNTOUCHED;
        Self { verified: c::Verified { timestamp, secret_index }, null: kind & 1 != 0 }
    }

    fn pointer(&mut self) -> *mut c::Verified {
        if self.null { ptr::null_mut() } else { &raw mut self.verified }
    }

    /// With the system clock, more than one result may be right.
    fn check(&self, status: c::Status, expected: &[Expected]) {
        let actual = (code(status), (self.verified.timestamp, self.verified.secret_index));
        let right = expected.iter().map(|expected| {
            let (code, written) = match *expected {
                Ok(Ok(accepted)) => ("ok", (accepted.timestamp, accepted.index)),
                Ok(Err(Refused { code, time: Some((timestamp, _)) })) => {
                    (code, (timestamp, UNTOUCHED.1))
                }
                Ok(Err(Refused { code, time: None })) | Err(code) => (code, UNTOUCHED),
            };
            (code, if self.null { UNTOUCHED } else { written })
        });
        let right: Vec<_> = right.collect();
        assert!(right.contains(&actual), "{actual:?}, expected one of {right:?}");
    }
}

/// The id and the type of an event, or a code.
type EventResult = Result<(String, String), &'static str>;

fn expected(delivery: &Delivery) -> EventResult {
    construct_event(delivery).map_err(|refused| refused.code)
}

/// The `out` of a call that makes an event.
struct EventOut {
    handle: *mut c::Event,
    null: bool,
}

impl EventOut {
    fn new(null: bool) -> Self {
        Self { handle: ptr::dangling_mut(), null }
    }

    fn pointer(&mut self) -> *mut *mut c::Event {
        if self.null { ptr::null_mut() } else { &raw mut self.handle }
    }

    /// Checks the result and returns the event. With the system clock, more than one result may be right.
    fn take(self, status: c::Status, expected: &[EventResult], payload: &[u8]) -> Option<Event> {
        if self.null {
            assert_eq!(code(status), INVALID_ARGUMENT);
            return None;
        }
        let event = (!self.handle.is_null()).then(|| Event::new(self.handle, payload));
        let actual = event.as_ref().map(Event::id_and_type).ok_or_else(|| code(status));
        assert!(expected.contains(&actual), "{actual:?}, expected one of {expected:?}");
        assert_eq!(status == c::Status::HooksealOk, event.is_some());
        event
    }
}

fn admit_one(input: &mut Reader<'_>) {
    let kinds = [input.byte(), input.byte(), input.byte()];
    let encoding = Argument::new(input.chunk(), kinds[0]);
    let length = Argument::new(input.chunk(), kinds[1]);
    let limit = input.integer().cast_unsigned();
    let mut stated = u64::MAX;
    let out: *mut _ = if kinds[2] & 1 == 0 { &raw mut stated } else { ptr::null_mut() };
    // SAFETY: every pointer is null or as long as its length says.
    let status = unsafe {
        c::hookseal_admit(
            encoding.pointer(),
            encoding.len(),
            length.pointer(),
            length.len(),
            limit,
            out,
        )
    };
    if encoding.is_impossible() || length.is_impossible() {
        return assert_eq!(code(status), INVALID_ARGUMENT);
    }
    let value = |argument: &Argument| {
        if argument.is_null() { Vec::new() } else { argument.bytes().trim_ascii().to_vec() }
    };
    let (encoding, length) = (value(&encoding).to_ascii_lowercase(), value(&length));
    let digits =
        str::from_utf8(&length).ok().filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    // A number that is too long counts as a very large one. Anything else is ignored.
    let number = digits
        .map_or(0, |digits| if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) });
    let expected = match encoding.as_slice() {
        b"" | b"identity" if number <= limit => "ok",
        b"" | b"identity" => "payload_too_large",
        _ => "unsupported_encoding",
    };
    assert_eq!(code(status), expected);
    let written = expected == "ok" && !out.is_null();
    assert_eq!(stated, if written { number } else { u64::MAX });
}

fn sign_one(input: &mut Reader<'_>) {
    let kinds = [input.byte(), input.byte(), input.byte()];
    let timestamp = [input.integer(), 0, 999_999_999_999_999, 1_000_000_000_000_000, -1]
        [usize::from(kinds[2] % 5)];
    let secret = Argument::new(input.chunk(), kinds[0]);
    let payload = Argument::new(input.chunk(), kinds[1]);
    let mut out: Box<[c_char]> = vec![c_char::MAX; usize::from(input.byte() % 100)].into();
    let null = kinds[2] >= 0xf0;
    let pointer = if null { ptr::null_mut() } else { out.as_mut_ptr() };
    // SAFETY: every pointer is null or as long as its length says.
    let status = unsafe {
        c::hookseal_sign(
            secret.pointer(),
            secret.len(),
            payload.pointer(),
            payload.len(),
            timestamp,
            pointer,
            out.len(),
        )
    };
    let signed = sign(secret.bytes(), timestamp.max(0).cast_unsigned(), payload.bytes());
    let expected = match &signed {
        _ if secret.is_wrong() || payload.is_wrong() => Err(INVALID_ARGUMENT),
        Err(refused) => Err(refused.code),
        Ok(_) if !(0..1_000_000_000_000_000).contains(&timestamp) || null => Err(INVALID_ARGUMENT),
        Ok(header) if out.len() <= header.len() => Err(INVALID_ARGUMENT),
        Ok(header) => Ok(header),
    };
    assert_eq!(code(status), expected.err().unwrap_or("ok"));
    if let Ok(header) = expected {
        // SAFETY: the library reports that it wrote a header and its NUL.
        assert_eq!(unsafe { text(out.as_ptr()) }, header);
    }
}

fn texts(input: &mut Reader<'_>) {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // any number
    let status = input.integer() as u32;
    let texts = [
        c::hookseal_status_code(status),
        c::hookseal_status_message(status),
        c::hookseal_version(),
    ];
    for pointer in texts {
        // SAFETY: the library's texts end with a NUL.
        assert!(!unsafe { text(pointer) }.is_empty());
    }
    let known = status <= c::Status::HooksealRequestTimeout as u32;
    // SAFETY: as above.
    assert_eq!(unsafe { text(texts[0]) } != "unknown", known);
    let http = c::hookseal_status_http(status);
    assert!([200, 400, 405, 408, 413, 415, 500].contains(&http));
    assert_eq!(http == 200, status == 0);
    // SAFETY: as above.
    let _ = unsafe { text(c::hookseal_last_error_message()) };
}

/// The name of a status. After a failure there is also a message.
fn code(status: c::Status) -> &'static str {
    if status != c::Status::HooksealOk {
        // SAFETY: the library's texts end with a NUL.
        assert!(!unsafe { text(c::hookseal_last_error_message()) }.is_empty());
    }
    // SAFETY: as above, and this text is always valid.
    unsafe { text(c::hookseal_status_code(status as u32)) }
}

unsafe fn text<'a>(pointer: *const c_char) -> &'a str {
    // SAFETY: the text ends with a NUL, as the caller promises.
    unsafe { CStr::from_ptr(pointer) }.to_str().unwrap_or_default()
}

fn header(template: Option<&[u8]>, secrets: &[Vec<u8>], payload: &[u8], kind: u8) -> Argument {
    template.map_or_else(
        || Argument::new(&[], 0xfe),
        |template| Argument::new(&recipe::expand(template, secrets, payload), kind),
    )
}

fn delivery(
    secrets: &[Vec<u8>],
    tolerance: Tolerance,
    header: Option<&[u8]>,
    now_ms: i64,
    payload: &[u8],
) -> Delivery {
    Delivery {
        secrets: secrets.to_vec(),
        tolerance,
        header: header.map(<[u8]>::to_vec),
        now_ms,
        payload: payload.to_vec(),
    }
}

/// The code that making the verifier returns.
fn verifier_code(delivery: &Delivery) -> &'static str {
    match verify(delivery) {
        Err(Refused { code: code @ ("invalid_secret" | "invalid_tolerance"), .. }) => code,
        _ => "ok",
    }
}

/// The code that beginning a verification returns. Only the header is judged.
fn header_code(delivery: &Delivery) -> &'static str {
    match verify(delivery) {
        Err(Refused {
            code: code @ ("missing_header" | "malformed_header" | "no_signature"),
            ..
        }) => code,
        _ => "ok",
    }
}

fn now_ms() -> i64 {
    UNIX_EPOCH.elapsed().map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
