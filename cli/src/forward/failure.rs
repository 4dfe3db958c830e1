//! Why there is no answer, in a few words for people, without the URL.

use std::error::Error;
use std::io;

/// The longest reason. What a TLS library says may be long, and a row keeps it.
const MAX_LEN: usize = 200;

/// The reason of an error of the HTTP client.
#[must_use]
pub fn reason(error: &reqwest::Error) -> String {
    let mut known = error.is_dns().then_some("the host's name cannot be resolved");
    let mut deepest = error.source();
    let mut source = error.source();
    while let Some(cause) = source {
        known = known
            .or_else(|| cause.downcast_ref::<io::Error>().and_then(|error| words(error.kind())));
        known = known.or_else(|| {
            let incomplete = cause
                .downcast_ref::<hyper::Error>()
                .is_some_and(hyper::Error::is_incomplete_message);
            incomplete.then_some("connection closed before the answer's end")
        });
        deepest = Some(cause);
        source = cause.source();
    }
    let mut reason = match (known, deepest) {
        (Some(words), _) => words.to_owned(),
        (None, Some(cause)) => cause.to_string(),
        (None, None) => "the request failed".to_owned(),
    };
    reason.truncate(reason.floor_char_boundary(MAX_LEN));
    reason
}

fn words(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::ConnectionRefused => "connection refused",
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => "connection reset",
        io::ErrorKind::ConnectionAborted | io::ErrorKind::UnexpectedEof => {
            "connection closed before the answer's end"
        }
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            "no route to the host"
        }
        io::ErrorKind::TimedOut => "connecting timed out",
        _ => return None,
    })
}
