//! Every accident that a payload may have had, the likely ones first.

use alloc::vec::Vec;

use super::charset::{Charset, from_utf16, to_utf8, undo_mojibake};
use super::quoted::{from_python, unescape_json, unwrap};
use super::{Repair, Undo, gzip, json_accidents, line_breaks, percent};
use crate::diagnose::FindingCode as Code;
use crate::diagnose::base64;
use crate::diagnose::json::{Layout, Numbers, Strings, Style};
use crate::diagnose::traits::{Arrived, Traits};

const TWO_BLANKS: Layout = Layout::Indented("  ");
const FOUR_BLANKS: Layout = Layout::Indented("    ");
const TAB: Layout = Layout::Indented("\t");
const BOM: &[u8] = b"\xef\xbb\xbf";

pub(in crate::diagnose) static REPAIRS: &[Repair] = &[
    layout(Code::PayloadJsonSpaced, spaced, Layout::Compact),
    layout(Code::PayloadJsonIndented, indented, Layout::Compact),
    call(Code::PayloadNewlineAdded, any, |p, out| copy(p.strip_suffix(b"\n"), out)),
    call(Code::PayloadNewlineAdded, any, |p, out| copy(p.strip_suffix(b"\r\n"), out)),
    call(Code::PayloadNewlineAdded, any, |p, out| copy(Some(p.trim_ascii_end()), out)),
    call(Code::PayloadNewlineRemoved, any, |p, out| concat(p, b"\n", out)),
    call(Code::PayloadNewlineRemoved, any, |p, out| concat(p, b"\r\n", out)),
    // Before the layouts that write line breaks themselves.
    call(Code::PayloadCrlfToLf, any, line_breaks::to_crlf),
    call(Code::PayloadLfToCrlf, any, line_breaks::to_lf),
    call(Code::PayloadBase64, text, |p, out| {
        copy(base64::decode(p).as_deref().map(Vec::as_slice), out)
    }),
    Repair {
        code: None,
        applies: |traits, _| json_accidents(traits).len() > 1,
        undo: Undo::Rewrite(Style::STRINGIFY),
    },
    strings(
        Code::PayloadNonAsciiEscaped,
        |t, _| t.escaped_non_ascii,
        Strings { unescape_non_ascii: true, ..Strings::AS_THEY_ARE },
    ),
    strings(
        Code::PayloadSlashesEscaped,
        |t, _| t.escaped_slash,
        Strings { unescape_slashes: true, ..Strings::AS_THEY_ARE },
    ),
    strings(
        Code::PayloadHtmlEscaped,
        |t, _| t.escaped_ascii,
        Strings { unescape_ascii: true, ..Strings::AS_THEY_ARE },
    ),
    call(Code::PayloadWrapped, |t, _| t.wraps, |p, out| unwrap(p, 0, out)),
    call(Code::PayloadWrapped, |t, _| t.wraps, |p, out| unwrap(p, 1, out)),
    call(Code::PayloadJsonString, not_json, unescape_json),
    call(Code::PayloadPythonRepr, not_json, from_python),
    layout(Code::PayloadJsonCompacted, compact, Layout::Spaced),
    layout(Code::PayloadJsonCompacted, compact, TWO_BLANKS),
    layout(Code::PayloadJsonCompacted, compact, FOUR_BLANKS),
    layout(Code::PayloadJsonCompacted, compact, TAB),
    strings(Code::PayloadNonAsciiUnescaped, json_beyond_ascii, escaped(b"0123456789abcdef")),
    strings(Code::PayloadNonAsciiUnescaped, json_beyond_ascii, escaped(b"0123456789ABCDEF")),
    layout(Code::PayloadJsonIndented, indented, Layout::Spaced),
    layout(Code::PayloadJsonIndented, indented, TWO_BLANKS),
    layout(Code::PayloadJsonIndented, indented, FOUR_BLANKS),
    layout(Code::PayloadJsonSpaced, spaced, Layout::Spaced),
    layout(Code::PayloadJsonSpaced, spaced, TWO_BLANKS),
    layout(Code::PayloadJsonSpaced, spaced, FOUR_BLANKS),
    call(Code::PayloadBomAdded, any, |p, out| copy(p.strip_prefix(BOM), out)),
    call(Code::PayloadBomRemoved, any, |p, out| concat(BOM, p, out)),
    call(Code::PayloadGzip, any, gzip::decompress),
    call(Code::PayloadPercentEncoded, not_json, percent::decode),
    call(Code::PayloadFormEncoded, not_json, |p, out| percent::decode_form(p, true, out)),
    call(Code::PayloadFormEncoded, any, |p, out| percent::decode_form(p, false, out)),
    call(Code::PayloadUtf16, any, from_utf16),
    call(Code::PayloadMojibake, beyond_ascii, |p, out| undo_mojibake(p, Charset::Latin1, out)),
    call(Code::PayloadMojibake, beyond_ascii, |p, out| undo_mojibake(p, Charset::Windows1252, out)),
    call(Code::PayloadLatin1, not_utf8, |p, out| to_utf8(p, Charset::Latin1, out)),
    call(Code::PayloadLatin1, not_utf8, |p, out| to_utf8(p, Charset::Windows1252, out)),
    numbers(|t, _| t.has_zero_fractions, Numbers::WithoutZeroFraction),
    numbers(|t, _| t.has_integers, Numbers::WithZeroFraction),
    // The orders in which events are known to be sent, or documented.
    keys(&["id", "event", "data", "created_at"]),
    keys(&["event", "id", "data", "created_at"]),
    keys(&["id", "data", "event", "created_at"]),
    keys(&["id", "event", "created_at"]),
    keys(&["object", "id", "event", "data", "created_at"]),
    keys(&["object", "id", "event", "created_at", "data"]),
];

const fn call(
    code: Code,
    applies: fn(&Traits, &[u8]) -> bool,
    undo: fn(&[u8], &mut Vec<u8>) -> bool,
) -> Repair {
    Repair { code: Some(code), applies, undo: Undo::Call(undo) }
}

const fn layout(code: Code, applies: fn(&Traits, &[u8]) -> bool, to: Layout) -> Repair {
    Repair { code: Some(code), applies, undo: Undo::Rewrite(Style::layout(to)) }
}

const fn strings(code: Code, applies: fn(&Traits, &[u8]) -> bool, to: Strings) -> Repair {
    Repair { code: Some(code), applies, undo: Undo::Rewrite(Style::strings(to)) }
}

const fn numbers(applies: fn(&Traits, &[u8]) -> bool, to: Numbers) -> Repair {
    let undo = Undo::Rewrite(Style::numbers(to));
    Repair { code: Some(Code::PayloadNumberRewritten), applies, undo }
}

const fn keys(first: &'static [&'static str]) -> Repair {
    Repair {
        code: Some(Code::PayloadKeysSorted),
        applies: |traits, _| traits.sorted,
        undo: Undo::Reorder(first),
    }
}

const fn escaped(digits: &'static [u8; 16]) -> Strings {
    Strings { escape_non_ascii: Some(digits), ..Strings::AS_THEY_ARE }
}

fn any(_: &Traits, _: &[u8]) -> bool {
    true
}

fn not_json(traits: &Traits, _: &[u8]) -> bool {
    !traits.is_json()
}

fn text(traits: &Traits, _: &[u8]) -> bool {
    !traits.is_json() && !traits.non_ascii
}

fn compact(traits: &Traits, _: &[u8]) -> bool {
    traits.layout == Arrived::Compact
}

fn spaced(traits: &Traits, _: &[u8]) -> bool {
    traits.layout == Arrived::Spaced
}

fn indented(traits: &Traits, _: &[u8]) -> bool {
    traits.layout == Arrived::Indented
}

fn beyond_ascii(traits: &Traits, _: &[u8]) -> bool {
    traits.non_ascii
}

fn json_beyond_ascii(traits: &Traits, _: &[u8]) -> bool {
    traits.non_ascii && traits.utf8 && traits.is_json()
}

fn not_utf8(traits: &Traits, _: &[u8]) -> bool {
    !traits.utf8
}

fn copy(part: Option<&[u8]>, out: &mut Vec<u8>) -> bool {
    part.map(|part| out.extend_from_slice(part)).is_some()
}

fn concat(first: &[u8], second: &[u8], out: &mut Vec<u8>) -> bool {
    out.extend_from_slice(first);
    out.extend_from_slice(second);
    true
}
