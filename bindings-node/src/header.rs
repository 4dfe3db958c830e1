//! The signature header among all of a request's.

use napi_derive::napi;

/// The signature header's value in a list that alternates between names and values; absent if it is
/// not there.
#[napi(catch_unwind)]
#[must_use]
pub fn find_header(fields: Vec<String>) -> Option<String> {
    let (pairs, _) = fields.as_chunks::<2>();
    let found = hookseal::find_header(pairs.iter().map(|[name, value]| (name, value)))?;
    // Of strings joined with ASCII it is one.
    String::from_utf8(found).ok()
}
