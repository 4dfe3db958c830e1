//! Events, and the requests that deliver them.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use super::program::SECRET;

/// The endpoint's path.
pub const PATH: &str = "/webhooks/workos";

/// An event as WorkOS sends it.
pub fn event(id: &str) -> String {
    format!(
        r#"{{"id": "{id}", "event": "dsync.user.updated", "data": {{"id": "directory_user_{id}", "updated_at": "2026-08-01T12:00:00.000Z"}}, "created_at": "2026-08-01T12:00:01.000Z"}}"#
    )
}

/// An event that is about this many bytes long.
pub fn long_event(id: &str, len: usize) -> String {
    let padding = "x".repeat(len);
    format!(
        r#"{{"id": "{id}", "event": "dsync.user.updated", "data": {{"padding": "{padding}"}}}}"#
    )
}

/// A signature of now.
pub fn signature(payload: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    hookseal::sign(SECRET, payload, i64::try_from(now).unwrap())
}

/// The head of a request with these headers, without the body.
pub fn head(method: &str, path: &str, headers: &[(&str, &str)]) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    head + "\r\n"
}

/// A whole request that delivers this payload, signed.
pub fn request(payload: &str) -> String {
    request_with(payload, &[])
}

/// The same, with more headers.
pub fn request_with(payload: &str, more: &[(&str, &str)]) -> String {
    let (signature, length) = (signature(payload), payload.len().to_string());
    let mut headers = vec![("WorkOS-Signature", &*signature), ("Content-Length", &length)];
    headers.extend_from_slice(more);
    head("POST", PATH, &headers) + payload
}
