//! Pointers with lengths, as C passes them: each to a block of its own, so that a read past the end
//! is seen.

use std::ptr;

pub(crate) struct Argument {
    bytes: Box<[u8]>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Honest,
    /// Null, whatever the length.
    Null,
    /// Longer than any object can be, which the library is to notice.
    Impossible,
}

impl Argument {
    /// Most are honest.
    pub(crate) fn new(bytes: &[u8], kind: u8) -> Self {
        let kind = match kind {
            0xfe => Kind::Null,
            0xff => Kind::Impossible,
            _ => Kind::Honest,
        };
        Self { bytes: bytes.into(), kind }
    }

    pub(crate) fn pointer<T>(&self) -> *const T {
        if self.kind == Kind::Null { ptr::null() } else { self.bytes.as_ptr().cast() }
    }

    pub(crate) fn len(&self) -> usize {
        if self.kind == Kind::Impossible {
            usize::MAX - self.bytes.len() / 2
        } else {
            self.bytes.len()
        }
    }

    /// Whether it is no byte string.
    pub(crate) fn is_wrong(&self) -> bool {
        self.kind == Kind::Impossible || self.is_null() && !self.bytes.is_empty()
    }

    pub(crate) fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    pub(crate) fn is_impossible(&self) -> bool {
        self.kind == Kind::Impossible
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
