//! `hookseal_status` and its texts.

use std::ffi::{CStr, CString, c_char, c_int};
use std::sync::LazyLock;

use hookseal_core::{ErrorCode, RequestFault};

/// The result of a call.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(clippy::enum_variant_names)] // cbindgen makes them HOOKSEAL_OK, ...
pub enum Status {
    /// Success. After a verification, the delivery is genuine and timely.
    HooksealOk = 0,
    /// The request has no signature header, or an empty one.
    HooksealMissingHeader,
    /// The signature header is not `t=<milliseconds>, v1=<64 hex digits>`.
    HooksealMalformedHeader,
    /// The signature header has a timestamp but no v1.
    HooksealNoSignature,
    /// No v1 is the signature of this payload with any of the secrets.
    HooksealSignatureMismatch,
    /// Genuine, but issued longer ago than the tolerance.
    HooksealTimestampTooOld,
    /// Genuine, but issued further ahead than the tolerance.
    HooksealTimestampInFuture,
    /// The payload is not the JSON of the expected event or action. If it was verified, it is genuine.
    HooksealInvalidPayload,
    /// There is no secret, there are more than 16, or one of them cannot be right.
    HooksealInvalidSecret,
    /// The tolerance is negative or more than a day.
    HooksealInvalidTolerance,
    /// The call itself is wrong, such as a null pointer where none may be, or a finished verification.
    HooksealInvalidArgument,
    /// The library itself failed; nothing was verified.
    HooksealInternalError,
    /// The request is not a POST. No function returns this; an endpoint uses it for its answer.
    HooksealMethodNotAllowed,
    /// The body is compressed.
    HooksealUnsupportedEncoding,
    /// The body is longer than the limit.
    HooksealPayloadTooLarge,
    /// The body ended early. No function returns this; an endpoint uses it for its answer.
    HooksealClientDisconnected,
    /// The body did not arrive in time. No function returns this; an endpoint uses it for its answer.
    HooksealRequestTimeout,
}

/// A status that C passes in, which may be any number.
pub type AnyStatus = u32;

const ALL: [Status; 17] = [
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
    Status::HooksealMethodNotAllowed,
    Status::HooksealUnsupportedEncoding,
    Status::HooksealPayloadTooLarge,
    Status::HooksealClientDisconnected,
    Status::HooksealRequestTimeout,
];
// Every code of the core has a status, and C has three of its own.
const _: () = assert!(ALL.len() == ErrorCode::ALL.len() + RequestFault::ALL.len() + 3);

/// What a status means. It decides where its code, message and HTTP status come from.
#[derive(PartialEq)]
enum Meaning {
    Ok,
    Error(ErrorCode),
    Request(RequestFault),
    Misuse,
    Internal,
}

const fn meaning(status: Status) -> Meaning {
    match status {
        Status::HooksealOk => Meaning::Ok,
        Status::HooksealMissingHeader => Meaning::Error(ErrorCode::MissingHeader),
        Status::HooksealMalformedHeader => Meaning::Error(ErrorCode::MalformedHeader),
        Status::HooksealNoSignature => Meaning::Error(ErrorCode::NoSignature),
        Status::HooksealSignatureMismatch => Meaning::Error(ErrorCode::SignatureMismatch),
        Status::HooksealTimestampTooOld => Meaning::Error(ErrorCode::TimestampTooOld),
        Status::HooksealTimestampInFuture => Meaning::Error(ErrorCode::TimestampInFuture),
        Status::HooksealInvalidPayload => Meaning::Error(ErrorCode::InvalidPayload),
        Status::HooksealInvalidSecret => Meaning::Error(ErrorCode::InvalidSecret),
        Status::HooksealInvalidTolerance => Meaning::Error(ErrorCode::InvalidTolerance),
        Status::HooksealInvalidArgument => Meaning::Misuse,
        Status::HooksealInternalError => Meaning::Internal,
        Status::HooksealMethodNotAllowed => Meaning::Request(RequestFault::MethodNotAllowed),
        Status::HooksealUnsupportedEncoding => Meaning::Request(RequestFault::UnsupportedEncoding),
        Status::HooksealPayloadTooLarge => Meaning::Request(RequestFault::PayloadTooLarge),
        Status::HooksealClientDisconnected => Meaning::Request(RequestFault::ClientDisconnected),
        Status::HooksealRequestTimeout => Meaning::Request(RequestFault::RequestTimeout),
    }
}

fn status_of(wanted: &Meaning) -> Status {
    ALL.into_iter()
        .find(|&status| meaning(status) == *wanted)
        .unwrap_or(Status::HooksealInternalError)
}

impl From<ErrorCode> for Status {
    fn from(code: ErrorCode) -> Self {
        status_of(&Meaning::Error(code))
    }
}

impl From<RequestFault> for Status {
    fn from(fault: RequestFault) -> Self {
        status_of(&Meaning::Request(fault))
    }
}

fn code(status: Status) -> &'static str {
    match meaning(status) {
        Meaning::Ok => "ok",
        Meaning::Error(code) => code.as_str(),
        Meaning::Request(fault) => fault.as_str(),
        Meaning::Misuse => "invalid_argument",
        Meaning::Internal => "internal_error",
    }
}

pub(crate) fn message(status: Status) -> &'static str {
    match meaning(status) {
        Meaning::Ok => "no error",
        Meaning::Error(code) => code.message(),
        Meaning::Request(fault) => fault.message(),
        Meaning::Misuse => "the call itself is wrong; hookseal_last_error_message() says how",
        Meaning::Internal => "hookseal itself failed, so nothing was verified; please report it",
    }
}

const fn http_status(status: Status) -> u16 {
    match meaning(status) {
        Meaning::Ok => 200,
        Meaning::Error(code) => code.http_status(),
        Meaning::Request(fault) => fault.http_status(),
        Meaning::Misuse | Meaning::Internal => 500,
    }
}

/// The core's strings with the NUL that C needs, made once.
struct Texts {
    codes: Vec<CString>,
    messages: Vec<CString>,
    version: CString,
}

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    // None of our texts contains a NUL.
    let terminated = |text: &str| CString::new(text).unwrap_or_default();
    Texts {
        codes: ALL.map(|status| terminated(code(status))).into(),
        messages: ALL.map(|status| terminated(message(status))).into(),
        version: terminated(hookseal_core::VERSION),
    }
});

fn find<T>(values: &[T], status: AnyStatus) -> Option<&T> {
    usize::try_from(status).ok().and_then(|at| values.get(at))
}

fn text(texts: &'static [CString], status: AnyStatus, unknown: &'static CStr) -> *const c_char {
    find(texts, status).map_or(unknown, |text| text).as_ptr()
}

/// The stable name of a status, the same in every language: "ok", "signature_mismatch", ...
/// For a number that is not a status it is "unknown". Always valid.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_status_code(status: AnyStatus) -> *const c_char {
    text(&TEXTS.codes, status, c"unknown")
}

/// What a status means and what to do about it. Always valid.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_status_message(status: AnyStatus) -> *const c_char {
    text(&TEXTS.messages, status, c"not a status of this version of hookseal")
}

/// The HTTP status to answer with: 200 for success; 400 for a refused delivery; 405, 408, 413 or 415
/// for a request that is refused before it is verified; 500 for a fault of the program itself, and for
/// a number that is not a status.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_status_http(status: AnyStatus) -> c_int {
    find(&ALL, status).map_or(500, |&status| http_status(status)).into()
}

/// The library's version, such as "0.1.0". Always valid.
#[unsafe(no_mangle)]
pub extern "C" fn hookseal_version() -> *const c_char {
    TEXTS.version.as_ptr()
}
