//! Decompresses gzip and zlib, up to a limit.

use alloc::vec;
use alloc::vec::Vec;

use miniz_oxide::inflate::decompress_slice_iter_to_slice;

/// The most that is decompressed, whatever the input says.
const LIMIT: usize = 4 << 20;

/// No input becomes longer than this many times its length: that is what deflate can do at most.
const MAX_RATIO: usize = 1032;

/// Decompresses `payload`. False if it is neither gzip nor zlib, or would become too long. Its
/// checksum is not looked at: the signature proves more.
pub(super) fn decompress(payload: &[u8], out: &mut Vec<u8>) -> bool {
    let Some((deflated, is_zlib)) = deflated(payload) else { return false };
    let mut room = vec![0; payload.len().saturating_mul(MAX_RATIO).min(LIMIT)];
    let Ok(len) =
        decompress_slice_iter_to_slice(&mut room, core::iter::once(deflated), is_zlib, true)
    else {
        return false;
    };
    room.truncate(len);
    *out = room;
    true
}

/// What is compressed, and whether it still has the header of zlib.
fn deflated(payload: &[u8]) -> Option<(&[u8], bool)> {
    match payload {
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => Some((payload, true)),
        // RFC 1952: the method, flags, and six bytes about the file.
        [0x1f, 0x8b, 8, flags, _, _, _, _, _, _, rest @ ..] => {
            let mut rest = rest;
            if flags & 4 != 0 {
                let (len, tail) = rest.split_first_chunk()?;
                rest = tail.get(usize::from(u16::from_le_bytes(*len))..)?;
            }
            for text in [8, 16] {
                if flags & text != 0 {
                    rest = rest.get(memchr::memchr(0, rest)? + 1..)?;
                }
            }
            if flags & 2 != 0 {
                rest = rest.get(2..)?;
            }
            Some((rest, false))
        }
        _ => None,
    }
}
