//! What is seen of a payload in one pass, so that only the repairs that could apply are tried.

use core::str;

use super::json::{Token, Tokens, is_integer, unicode_escape};
use super::outline::Outline;

/// What is seen of a payload.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // independent observations
pub(super) struct Traits {
    pub(super) layout: Arrived,
    /// The number of tokens, if it is JSON.
    pub(super) tokens: usize,
    /// A `\u` escape of a character beyond ASCII, or of one in ASCII that needs none.
    pub(super) escaped_non_ascii: bool,
    pub(super) escaped_ascii: bool,
    /// `\/`.
    pub(super) escaped_slash: bool,
    pub(super) has_integers: bool,
    /// A number such as `1.0`.
    pub(super) has_zero_fractions: bool,
    pub(super) has_fractions: bool,
    pub(super) non_ascii: bool,
    pub(super) utf8: bool,
    pub(super) ends_with_newline: bool,
    /// The members of the object are sorted by name, or by its length and then by name as in
    /// PostgreSQL's `jsonb`.
    pub(super) sorted: bool,
    /// They are sorted by name.
    pub(super) sorted_by_name: bool,
    /// A member could be the body.
    pub(super) wraps: bool,
}

/// The white space between the tokens of JSON.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Arrived {
    #[default]
    NotJson,
    Compact,
    /// Blanks, but no line breaks.
    Spaced,
    Indented,
}

impl Traits {
    pub(super) fn of(payload: &[u8]) -> Self {
        let non_ascii = !payload.is_ascii();
        let utf8 = !non_ascii || str::from_utf8(payload).is_ok();
        let mut traits = Self { non_ascii, utf8, ..Self::default() };
        traits.read_json(payload);
        traits.ends_with_newline = payload.ends_with(b"\n");
        traits
    }

    pub(super) fn is_json(&self) -> bool {
        self.layout != Arrived::NotJson
    }

    fn read_json(&mut self, payload: &[u8]) {
        let json = payload.trim_ascii();
        if !matches!(json, [b'{', .., b'}'] | [b'[', .., b']']) {
            return;
        }
        let mut layout = Arrived::Compact;
        let mut seen = Self::default();
        let mut outline = Outline::default();
        for token in Tokens::of(json) {
            outline.see(token);
            seen.tokens += 1;
            match token {
                Token::Blank(blank) if memchr::memchr(b'\n', blank).is_some() => {
                    layout = Arrived::Indented;
                }
                Token::Blank(_) if layout == Arrived::Compact => layout = Arrived::Spaced,
                Token::Blank(_) | Token::Mark(_) => {}
                Token::String(body) => seen.read_escapes(body),
                Token::Scalar(scalar) => {
                    seen.has_integers |= is_integer(scalar);
                    seen.has_zero_fractions |= scalar.ends_with(b".0");
                    seen.has_fractions |= scalar.contains(&b'.');
                }
                Token::Invalid => return,
            }
        }
        seen.sorted_by_name = outline.is_sorted_by_name();
        seen.sorted = seen.sorted_by_name || outline.is_sorted_by_len();
        seen.wraps = outline.wraps;
        *self = Self { layout, non_ascii: self.non_ascii, utf8: self.utf8, ..seen };
    }

    fn read_escapes(&mut self, body: &[u8]) {
        let mut rest = body;
        while let Some(escape) = memchr::memchr(b'\\', rest).and_then(|at| rest.get(at..)) {
            self.escaped_slash |= escape.starts_with(br"\/");
            match unicode_escape(escape) {
                Some(('\u{20}'..='\u{7f}' | '\u{2028}' | '\u{2029}', _)) => {
                    self.escaped_ascii = true;
                }
                Some((character, _)) => self.escaped_non_ascii |= !character.is_ascii(),
                None => {}
            }
            rest = escape.get(2..).unwrap_or_default();
        }
    }
}
