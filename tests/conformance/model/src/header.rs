//! Parses the signature header, checking the rules in their order.

use crate::{Refused, refused};

pub(crate) struct Header {
    /// The digits of `t` as received.
    pub(crate) timestamp: String,
    /// Every `v1`, in lower case.
    pub(crate) signatures: Vec<String>,
}

pub(crate) fn parse(value: Option<&[u8]>) -> Result<Header, Refused> {
    let value = value.unwrap_or_default();
    if value.is_empty() {
        return refused("missing_header");
    }
    let allowed = |&byte: &u8| byte == b' ' || byte == b'\t' || byte.is_ascii_graphic();
    if value.len() > 4096 || !value.iter().all(allowed) {
        return refused("malformed_header");
    }
    let text: String = value.iter().copied().map(char::from).collect();

    let (mut timestamps, mut signatures) = (Vec::new(), Vec::new());
    for element in text.split(',') {
        let element = element.trim_matches([' ', '\t']);
        if element.is_empty() {
            continue;
        }
        match element.split_once('=') {
            None => return refused("malformed_header"),
            Some(("t", value)) => timestamps.push(value.to_owned()),
            Some(("v1", value)) => signatures.push(value.to_owned()),
            Some(_) => {}
        }
    }

    if timestamps.len() != 1 {
        return refused("malformed_header");
    }
    let timestamp = timestamps.remove(0);
    let digits = timestamp.chars().filter(|c| "0123456789".contains(*c)).count();
    if digits != timestamp.len() || !(1..=15).contains(&digits) {
        return refused("malformed_header");
    }

    if signatures.is_empty() {
        return refused("no_signature");
    }
    for signature in &signatures {
        let digits = signature.chars().filter(|c| "0123456789abcdefABCDEF".contains(*c)).count();
        if digits != signature.len() || digits != 64 {
            return refused("malformed_header");
        }
    }
    if signatures.len() > 16 {
        return refused("malformed_header");
    }
    let signatures = signatures.iter().map(|signature| signature.to_ascii_lowercase()).collect();
    Ok(Header { timestamp, signatures })
}
