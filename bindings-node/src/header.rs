//! Finds the signature header among all headers of a request.

use napi_derive::napi;

/// The signature header's value, from a list that alternates between names and values. Null if the
/// header is absent.
#[napi(catch_unwind)]
#[must_use]
pub fn find_header(fields: Vec<String>) -> Option<String> {
    let (pairs, _) = fields.as_chunks::<2>();
    let found = hookseal::find_header(pairs.iter().map(|[name, value]| (name, value)))?;
    // Strings joined with ASCII are valid UTF-8.
    String::from_utf8(found).ok()
}
