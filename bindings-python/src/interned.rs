//! The names of members as Python strings. Events repeat the same few, so the strings are kept.

use std::sync::{Mutex, MutexGuard};

use pyo3::prelude::*;
use pyo3::types::PyString;

/// An event has some 30 names. Two that share a place replace each other.
const PLACES: usize = 512;
/// Longer names are not kept, so that what is kept stays small.
const MAX_LEN: usize = 48;

static KEPT: Mutex<[Option<Name>; PLACES]> = Mutex::new([const { None }; PLACES]);

struct Name {
    text: Box<str>,
    string: Py<PyString>,
}

/// The kept strings; none if another thread is using them, since waiting would take longer.
pub(crate) struct Interned(Option<MutexGuard<'static, [Option<Name>; PLACES]>>);

impl Interned {
    pub(crate) fn borrow() -> Self {
        Self(KEPT.try_lock().ok())
    }

    pub(crate) fn get<'py>(&mut self, py: Python<'py>, text: &str) -> Bound<'py, PyString> {
        let kept = self.0.as_mut().filter(|_| text.len() <= MAX_LEN);
        let Some(place) = kept.and_then(|kept| kept.get_mut(place_of(text))) else {
            return PyString::new(py, text);
        };
        match place {
            Some(name) if *name.text == *text => name.string.bind(py).clone(),
            _ => {
                let string = PyString::intern(py, text);
                *place = Some(Name { text: text.into(), string: string.clone().unbind() });
                string
            }
        }
    }
}

/// Mixes the length with the first and the last bytes.
fn place_of(text: &str) -> usize {
    let bytes = text.as_bytes();
    let word = |chunk: Option<&[u8; 8]>| chunk.map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (None, None) => (bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0),
        (first, last) => (word(first), word(last)),
    };
    let mixed = (first ^ last.rotate_left(23) ^ bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as usize % PLACES
}
