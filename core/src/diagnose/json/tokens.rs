//! The tokens of a JSON text. Their grammar is not checked: what rests on them is proved by a
//! signature.

/// A token. All of them together are the whole text.
#[derive(Clone, Copy)]
pub(in crate::diagnose) enum Token<'j> {
    /// White space.
    Blank(&'j [u8]),
    /// One of `{}[],:`.
    Mark(u8),
    /// A string without its quotes, escaped as it is.
    String(&'j [u8]),
    /// A number, or a word such as `true`.
    Scalar(&'j [u8]),
    /// What follows is not JSON.
    Invalid,
}

/// Iterates over the tokens of a text, up to the first that is invalid.
pub(in crate::diagnose) struct Tokens<'j> {
    rest: &'j [u8],
}

impl<'j> Tokens<'j> {
    pub(in crate::diagnose) const fn of(json: &'j [u8]) -> Self {
        Self { rest: json }
    }

    /// How many bytes are left.
    pub(in crate::diagnose) const fn remaining(&self) -> usize {
        self.rest.len()
    }

    fn take(&mut self, len: usize) -> &'j [u8] {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'j [u8] {
        let len = self.rest.iter().position(|&byte| !belongs(byte)).unwrap_or(self.rest.len());
        self.take(len)
    }
}

impl<'j> Iterator for Tokens<'j> {
    type Item = Token<'j>;

    fn next(&mut self) -> Option<Token<'j>> {
        let &first = self.rest.first()?;
        Some(match first {
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {
                self.take(1);
                Token::Mark(first)
            }
            b'"' => {
                self.take(1);
                if let Some(len) = string_len(self.rest) {
                    let body = self.take(len);
                    self.take(1);
                    Token::String(body)
                } else {
                    self.rest = &[];
                    Token::Invalid
                }
            }
            _ if is_blank(first) => Token::Blank(self.take_while(is_blank)),
            _ if is_scalar(first) => Token::Scalar(self.take_while(is_scalar)),
            _ => {
                self.rest = &[];
                Token::Invalid
            }
        })
    }
}

/// The length of a string up to its closing quote.
fn string_len(text: &[u8]) -> Option<usize> {
    let mut len = 0;
    loop {
        let rest = text.get(len..)?;
        let found = memchr::memchr2(b'"', b'\\', rest)?;
        len += found;
        if rest.get(found) == Some(&b'"') {
            return Some(len);
        }
        len += 2; // the backslash and what it escapes
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

const fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}
