//! Rewrites JSON token by token. Unlike a parser and a serialiser, this keeps the order of keys, the
//! digits of numbers and every escape that it is not asked to change.

mod layout;
mod members;
mod numbers;
mod strings;
mod tokens;

pub(super) use layout::Layout;
pub(super) use members::{members, reorder};
pub(super) use numbers::{Numbers, is_integer};
pub(super) use strings::{Strings, unescape, unicode_escape};
pub(super) use tokens::{Token, Tokens};

use alloc::vec::Vec;

/// Nesting beyond this is not rewritten, as no event is nested deeper.
const MAX_DEPTH: usize = 128;

/// How JSON is to be written. `None` leaves that part as it is.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) layout: Option<Layout>,
    pub(super) strings: Strings,
    pub(super) numbers: Option<Numbers>,
}

impl Style {
    pub(super) const AS_IT_IS: Self =
        Self { layout: None, strings: Strings::AS_THEY_ARE, numbers: None };
    /// As `JSON.stringify` writes it, which is how `WorkOS` serialises.
    pub(super) const STRINGIFY: Self =
        Self { layout: Some(Layout::Compact), strings: Strings::UNESCAPED, numbers: None };

    pub(super) const fn layout(layout: Layout) -> Self {
        Self { layout: Some(layout), ..Self::AS_IT_IS }
    }

    pub(super) const fn strings(strings: Strings) -> Self {
        Self { strings, ..Self::AS_IT_IS }
    }

    pub(super) const fn numbers(numbers: Numbers) -> Self {
        Self { numbers: Some(numbers), ..Self::AS_IT_IS }
    }
}

/// Writes `json` to `out` in another style, up to `limit` bytes. False if it is not JSON, is nested
/// too deep, or would become longer.
pub(super) fn rewrite(json: &[u8], style: Style, limit: usize, out: &mut Vec<u8>) -> bool {
    let mut depth = 0_usize;
    let mut previous = 0;
    for token in Tokens::of(json) {
        let mark = match token {
            Token::Blank(blank) => {
                if style.layout.is_none() {
                    out.extend_from_slice(blank);
                }
                continue;
            }
            Token::Mark(mark) => mark,
            Token::String(_) | Token::Scalar(_) => 0,
            Token::Invalid => return false,
        };
        if matches!(mark, b'}' | b']') {
            let Some(less) = depth.checked_sub(1) else { return false };
            depth = less;
        }
        if let Some(layout) = style.layout {
            layout.separate(previous, mark, depth, out);
        }
        match token {
            Token::String(body) => {
                out.push(b'"');
                style.strings.write(body, out);
                out.push(b'"');
            }
            Token::Scalar(scalar) => Numbers::write(style.numbers, scalar, out),
            _ => out.push(mark),
        }
        if matches!(mark, b'{' | b'[') {
            depth += 1;
        }
        if depth > MAX_DEPTH || out.len() > limit {
            return false;
        }
        previous = mark;
    }
    depth == 0
}
