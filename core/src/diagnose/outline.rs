//! The names of an object's members, without those of nested objects.

use super::json::Token;

/// The names under which a gateway or a queue hands over a body.
const WRAPPING: [&[u8]; 9] = [
    b"body",
    b"Body",
    b"payload",
    b"data",
    b"rawBody",
    b"raw_body",
    b"message",
    b"Message",
    b"content",
];

/// Whether a member could be the body that was signed. An event has an object `data` of its own.
pub(super) fn could_be_body(name: &[u8], value_starts_with: u8) -> bool {
    let is_possible = match value_starts_with {
        b'"' => true,
        b'{' | b'[' => name != b"data",
        _ => false,
    };
    is_possible && WRAPPING.contains(&name)
}

/// What is seen of an object's members while its tokens go by.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // independent observations
pub(super) struct Outline<'j> {
    depth: usize,
    name: Option<&'j [u8]>,
    is_value_next: bool,
    count: usize,
    is_unsorted: bool,
    is_unsorted_by_len: bool,
    pub(super) wraps: bool,
}

impl<'j> Outline<'j> {
    pub(super) fn see(&mut self, token: Token<'j>) {
        match token {
            Token::Mark(mark @ (b'{' | b'[')) => {
                self.see_value(mark);
                self.depth += 1;
            }
            Token::Mark(b'}' | b']') => self.depth = self.depth.saturating_sub(1),
            Token::Mark(b':') if self.depth == 1 => self.is_value_next = true,
            Token::String(name) if self.depth == 1 && !self.is_value_next => self.see_name(name),
            Token::String(_) => self.see_value(b'"'),
            Token::Scalar(_) => self.see_value(0),
            Token::Mark(_) | Token::Blank(_) | Token::Invalid => {}
        }
    }

    /// Whether it has at least three members, and they are sorted by name.
    pub(super) fn is_sorted_by_name(&self) -> bool {
        self.count > 2 && !self.is_unsorted
    }

    /// Whether it has at least three members, and they are sorted by the length of the name first.
    pub(super) fn is_sorted_by_len(&self) -> bool {
        self.count > 2 && !self.is_unsorted_by_len
    }

    fn see_value(&mut self, starts_with: u8) {
        if self.depth == 1 && self.is_value_next {
            self.is_value_next = false;
            self.wraps |= could_be_body(self.name.unwrap_or_default(), starts_with);
        }
    }

    fn see_name(&mut self, name: &'j [u8]) {
        if let Some(last) = self.name.replace(name) {
            self.is_unsorted |= last > name;
            self.is_unsorted_by_len |= (last.len(), last) > (name.len(), name);
        }
        self.count += 1;
    }
}
