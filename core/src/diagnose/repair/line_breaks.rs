//! Line breaks at the end and inside.

use alloc::vec::Vec;

/// Writes CRLF for LF.
pub(super) fn to_crlf(payload: &[u8], out: &mut Vec<u8>) -> bool {
    convert(payload, b"\r\n", out)
}

/// Writes LF for CRLF.
pub(super) fn to_lf(payload: &[u8], out: &mut Vec<u8>) -> bool {
    convert(payload, b"\n", out)
}

/// Writes every line break, of either kind, as `to`. False if that changes nothing.
fn convert(payload: &[u8], to: &[u8], out: &mut Vec<u8>) -> bool {
    let mut changed = false;
    let mut rest = payload;
    while let Some((line, tail)) =
        memchr::memchr(b'\n', rest).and_then(|at| rest.split_at_checked(at))
    {
        let without = line.strip_suffix(b"\r").unwrap_or(line);
        changed |= (line.len() == without.len()) != (to.len() == 1);
        out.extend_from_slice(without);
        out.extend_from_slice(to);
        rest = tail.get(1..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    changed
}
