//! The white space between the tokens of a JSON text.

use alloc::vec::Vec;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::diagnose) enum Layout {
    /// `{"a":1,"b":2}`: `JSON.stringify`.
    Compact,
    /// `{"a": 1, "b": 2}`: Python's `json.dumps`.
    Spaced,
    /// A line for each member, indented by this text.
    Indented(&'static str),
}

impl Layout {
    /// Writes the white space between two tokens. Of a token it takes the mark, or 0 for a value;
    /// `depth` is that of the line which begins.
    pub(super) fn separate(self, previous: u8, mark: u8, depth: usize, out: &mut Vec<u8>) {
        match self {
            Self::Compact => {}
            Self::Spaced => {
                if matches!(previous, b',' | b':') {
                    out.push(b' ');
                }
            }
            Self::Indented(indentation) => {
                let opened = matches!(previous, b'{' | b'[');
                let closes = matches!(mark, b'}' | b']');
                // An empty object or array stays on its line.
                if previous == b',' || opened != closes {
                    out.push(b'\n');
                    for _ in 0..depth {
                        out.extend_from_slice(indentation.as_bytes());
                    }
                } else if previous == b':' {
                    out.push(b' ');
                }
            }
        }
    }
}
