//! Pointers with lengths, as C passes them. Each points to its own allocation, so that the
//! sanitizer notices a read past the end.

use std::ptr;

pub(crate) struct Argument {
    bytes: Box<[u8]>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Valid,
    /// Null, whatever the length.
    Null,
    /// A length that no object can have. The library must notice.
    Impossible,
}

impl Argument {
    /// Most are valid.
    pub(crate) fn new(bytes: &[u8], kind: u8) -> Self {
        let kind = match kind {
            0xfe => Kind::Null,
            0xff => Kind::Impossible,
            _ => Kind::Valid,
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

    /// Whether this is not a valid byte string.
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
