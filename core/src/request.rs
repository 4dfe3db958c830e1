//! What an endpoint refuses before it verifies. Every adapter follows these rules.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use crate::error::ErrorCode;

/// The default limit of an adapter for the request body, in bytes: 1 MiB.
pub const DEFAULT_BODY_LIMIT: u64 = 1 << 20;

/// How long an adapter waits for the whole request body: 30 seconds.
pub const BODY_DEADLINE: Duration = Duration::from_secs(30);

/// Why an endpoint refuses a request before it verifies the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestFault {
    /// The request is not a POST.
    MethodNotAllowed,
    /// The body is compressed.
    UnsupportedEncoding,
    /// The body is longer than the endpoint's limit.
    PayloadTooLarge,
    /// The body ended before its `Content-Length`.
    ClientDisconnected,
    /// The body did not arrive in time.
    RequestTimeout,
}

impl RequestFault {
    /// All faults.
    pub const ALL: [Self; 5] = [
        Self::MethodNotAllowed,
        Self::UnsupportedEncoding,
        Self::PayloadTooLarge,
        Self::ClientDisconnected,
        Self::RequestTimeout,
    ];

    /// The stable code of the fault, the same in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MethodNotAllowed => "method_not_allowed",
            Self::UnsupportedEncoding => "unsupported_encoding",
            Self::PayloadTooLarge => "payload_too_large",
            Self::ClientDisconnected => "client_disconnected",
            Self::RequestTimeout => "request_timeout",
        }
    }

    /// The HTTP status to answer with.
    #[must_use]
    pub const fn http_status(self) -> u16 {
        match self {
            Self::MethodNotAllowed => 405,
            Self::UnsupportedEncoding => 415,
            Self::PayloadTooLarge => 413,
            Self::ClientDisconnected => 400,
            Self::RequestTimeout => 408,
        }
    }

    /// What is wrong and what to do about it.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::MethodNotAllowed => "the request is not a POST, as every delivery is",
            Self::UnsupportedEncoding => {
                "the body has a Content-Encoding, which WorkOS never sends: look for a proxy that \
                 compresses requests"
            }
            Self::PayloadTooLarge => {
                "the body is longer than this endpoint's limit: if WorkOS sent it, raise the limit"
            }
            Self::ClientDisconnected => {
                "the body ended early: the client closed the connection while it was sending"
            }
            Self::RequestTimeout => {
                "the body did not arrive in time: a slow client, or something else has read it"
            }
        }
    }
}

impl fmt::Display for RequestFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl Error for RequestFault {}

impl ErrorCode {
    /// The HTTP status to answer with: 400 for a refused delivery, 500 for a wrong configuration.
    #[must_use]
    pub const fn http_status(self) -> u16 {
        match self {
            Self::InvalidSecret | Self::InvalidTolerance => 500,
            _ => 400,
        }
    }
}

/// Judges a request by its headers, before its body is read.
///
/// Takes the values of `Content-Encoding` and `Content-Length`, if present, and the limit in bytes.
/// Returns the content length. For a chunked body that is 0, and the caller must count the bytes as
/// they arrive.
///
/// A compressed body is refused: `WorkOS` never compresses, and decompressing would let a few bytes
/// fill the memory. A length that is not a number counts as 0; refusing it is the server's job.
///
/// # Errors
///
/// [`RequestFault::UnsupportedEncoding`] and [`RequestFault::PayloadTooLarge`].
pub fn admit(
    content_encoding: Option<&[u8]>,
    content_length: Option<&[u8]>,
    limit: u64,
) -> Result<u64, RequestFault> {
    let coding = content_encoding.unwrap_or_default().trim_ascii();
    if !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity") {
        return Err(RequestFault::UnsupportedEncoding);
    }
    let length = parse_length(content_length.unwrap_or_default().trim_ascii());
    if length > limit { Err(RequestFault::PayloadTooLarge) } else { Ok(length) }
}

/// Saturates, so that even a length of many digits is just a large number.
fn parse_length(digits: &[u8]) -> u64 {
    if !digits.iter().all(u8::is_ascii_digit) {
        return 0;
    }
    digits.iter().fold(0, |length: u64, digit| {
        length.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
    })
}
