//! The names of members as Python strings. Events repeat the same few, so the strings are kept.

use std::sync::{Mutex, MutexGuard};

use pyo3::prelude::*;
use pyo3::types::PyString;

/// The names of all of WorkOS's events are some 300.
const SETS: usize = 512;
/// Longer names are not kept, so that what is kept stays small.
const MAX_LEN: usize = 48;

/// The last two names of each set: with one alone, some 2 of the 30 names of an event would replace
/// each other every time.
type Kept = [[Option<Name>; 2]; SETS];

static KEPT: Mutex<Kept> = Mutex::new([const { [const { None }; 2] }; SETS]);

struct Name {
    ends: Ends,
    text: Box<str>,
    string: Py<PyString>,
}

/// The length, and the first and the last eight bytes, which overlap in a name of less than 16.
#[derive(Clone, Copy, PartialEq)]
struct Ends(usize, u64, u64);

/// The kept strings; none if another thread is using them, since waiting would take longer.
pub(crate) struct Interned(Option<MutexGuard<'static, Kept>>);

impl Interned {
    pub(crate) fn borrow() -> Self {
        Self(KEPT.try_lock().ok())
    }

    /// Runs `work` on the string. It is only borrowed, which saves counting it.
    pub(crate) fn with<T>(
        &mut self,
        py: Python<'_>,
        text: &str,
        work: impl FnOnce(&Bound<'_, PyString>) -> T,
    ) -> T {
        let ends = Ends::of(text);
        let kept = self.0.as_mut().filter(|_| text.len() <= MAX_LEN);
        let Some([first, second]) = kept.and_then(|kept| kept.get_mut(ends.set())) else {
            return work(&PyString::new(py, text));
        };
        for name in [&*first, &*second].into_iter().flatten() {
            if name.is(ends, text) {
                return work(name.string.bind(py));
            }
        }
        *second = first.take();
        let string = PyString::intern(py, text).unbind();
        work(first.insert(Name { ends, text: text.into(), string }).string.bind(py))
    }
}

impl Name {
    /// The ends of a short name are all of it; comparing them takes less time than a call of `memcmp`.
    fn is(&self, ends: Ends, text: &str) -> bool {
        self.ends == ends && (text.len() <= 16 || *self.text == *text)
    }
}

impl Ends {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let word = |chunk: &[u8; 8]| u64::from_le_bytes(*chunk);
        match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => Self(bytes.len(), word(first), word(last)),
            _ => Self(
                bytes.len(),
                bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)),
                0,
            ),
        }
    }

    fn set(self) -> usize {
        let Self(len, first, last) = self;
        let mixed = first ^ last.rotate_left(23) ^ len as u64;
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize % SETS
    }
}
