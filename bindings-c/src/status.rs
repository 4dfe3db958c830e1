//! `hookseal_status` and its texts.

use std::ffi::{CStr, CString, c_char};
use std::sync::LazyLock;

use hookseal_core::ErrorCode;

/// What a call came to.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(clippy::enum_variant_names)] // cbindgen makes them HOOKSEAL_OK, ...
pub enum Status {
    /// Done; of a delivery: genuine and timely.
    HooksealOk = 0,
    /// The request has no signature header, or an empty one.
    HooksealMissingHeader,
    /// The signature header is not `t=<milliseconds>, v1=<64 hex digits>`.
    HooksealMalformedHeader,
    /// The signature header has a timestamp but no v1.
    HooksealNoSignature,
    /// No v1 is the signature of this payload under any of the secrets.
    HooksealSignatureMismatch,
    /// Genuine, but issued longer ago than the tolerance.
    HooksealTimestampTooOld,
    /// Genuine, but issued further ahead than the tolerance.
    HooksealTimestampInFuture,
    /// Genuine, but not the JSON of an event. For completeness: no function here reads events.
    HooksealInvalidPayload,
    /// A secret that may not be used, no secret, or more than 16.
    HooksealInvalidSecret,
    /// A tolerance that is negative, or more than a day.
    HooksealInvalidTolerance,
    /// The call itself is wrong: a null where none may be, a finished verification, ...
    HooksealInvalidArgument,
    /// A fault of the library's own; nothing was verified.
    HooksealInternalError,
}

/// A status as C passes it in, which may be any number.
pub type AnyStatus = u32;

const ALL: [Status; 12] = [
    Status::HooksealOk,
    Status::HooksealMissingHeader,
    Status::HooksealMalformedHeader,
    Status::HooksealNoSignature,
    Status::HooksealSignatureMismatch,
    Status::HooksealTimestampTooOld,
    Status::HooksealTimestampInFuture,
    Status::HooksealInvalidPayload,
    Status::HooksealInvalidSecret,
    Status::HooksealInvalidTolerance,
    Status::HooksealInvalidArgument,
    Status::HooksealInternalError,
];

impl From<ErrorCode> for Status {
    fn from(code: ErrorCode) -> Self {
        ALL.into_iter()
            .find(|&status| error_code(status) == Some(code))
            .unwrap_or(Self::HooksealInternalError)
    }
}

/// The core's code; `None` for what only C knows.
const fn error_code(status: Status) -> Option<ErrorCode> {
    Some(match status {
        Status::HooksealMissingHeader => ErrorCode::MissingHeader,
        Status::HooksealMalformedHeader => ErrorCode::MalformedHeader,
        Status::HooksealNoSignature => ErrorCode::NoSignature,
        Status::HooksealSignatureMismatch => ErrorCode::SignatureMismatch,
        Status::HooksealTimestampTooOld => ErrorCode::TimestampTooOld,
        Status::HooksealTimestampInFuture => ErrorCode::TimestampInFuture,
        Status::HooksealInvalidPayload => ErrorCode::InvalidPayload,
        Status::HooksealInvalidSecret => ErrorCode::InvalidSecret,
        Status::HooksealInvalidTolerance => ErrorCode::InvalidTolerance,
        Status::HooksealOk | Status::HooksealInvalidArgument | Status::HooksealInternalError => {
            return None;
        }
    })
}

fn code(status: Status) -> &'static str {
    match (error_code(status), status) {
        (Some(code), _) => code.as_str(),
        (None, Status::HooksealOk) => "ok",
        (None, Status::HooksealInvalidArgument) => "invalid_argument",
        (None, _) => "internal_error",
    }
}

pub(crate) fn message(status: Status) -> &'static str {
    match (error_code(status), status) {
        (Some(code), _) => code.message(),
        (None, Status::HooksealOk) => "no error",
        (None, Status::HooksealInvalidArgument) => "the function was called with a wrong argument",
        (None, _) => "hookseal failed inside; nothing was verified. Please report it",
    }
}

/// The core's strings with the NUL that C wants, made once.
struct Texts {
    codes: Vec<CString>,
    messages: Vec<CString>,
    version: CString,
}

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    // No text of ours holds a NUL.
    let terminated = |text: &str| CString::new(text).unwrap_or_default();
    Texts {
        codes: ALL.map(|status| terminated(code(status))).into(),
        messages: ALL.map(|status| terminated(message(status))).into(),
        version: terminated(hookseal_core::VERSION),
    }
});

fn text(texts: &'static [CString], status: AnyStatus, unknown: &'static CStr) -> *const c_char {
    usize::try_from(status).ok().and_then(|i| texts.get(i)).map_or(unknown, |t| t).as_ptr()
}

/// The stable name of a status, the same in every language: "ok", "signature_mismatch", ...
/// "unknown" for a number that is none. Valid for ever.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_status_code(status: AnyStatus) -> *const c_char {
    text(&TEXTS.codes, status, c"unknown")
}

/// What a status means and what to do about it. Valid for ever.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_status_message(status: AnyStatus) -> *const c_char {
    text(&TEXTS.messages, status, c"not a status of this version of hookseal")
}

/// The library's version, such as "0.1.0". Valid for ever.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_version() -> *const c_char {
    TEXTS.version.as_ptr()
}
