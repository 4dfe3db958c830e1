//! Payloads and other byte arguments, read where they are.

use pyo3::buffer::PyUntypedBuffer;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// Below this, letting other threads run costs more than the hash they would wait for.
const LARGE: usize = 16 * 1024;

/// The bytes of a Python object, borrowed from it.
pub(crate) enum Payload<'py> {
    Bytes(Bound<'py, PyBytes>),
    Text(Bound<'py, PyString>),
    Buffer(PyUntypedBuffer),
}

impl<'py> Payload<'py> {
    /// Says how to get the raw body, since a parsed one is the usual mistake.
    pub(crate) fn from_argument(name: &str, object: &Bound<'py, PyAny>) -> PyResult<Self> {
        Self::from_object(object)?.ok_or_else(|| {
            PyTypeError::new_err(format!(
                "{name} must be bytes, bytearray, memoryview or str, not {}; pass the raw request \
                 body, not parsed JSON: request.get_data() in Flask, request.body in Django, \
                 await request.body() in FastAPI and Starlette, await request.read() in aiohttp",
                type_name(object),
            ))
        })
    }

    /// `None` for a type that holds no bytes.
    pub(crate) fn from_object(object: &Bound<'py, PyAny>) -> PyResult<Option<Self>> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            Ok(Some(Self::Bytes(bytes.clone())))
        } else if let Ok(text) = object.cast::<PyString>() {
            text_bytes(text).map(Some)
        } else if let Ok(buffer) = PyUntypedBuffer::get(object) {
            if !buffer.is_c_contiguous() {
                return Err(PyValueError::new_err(
                    "the buffer is not contiguous; pass bytes(buffer)",
                ));
            }
            Ok(Some(Self::Buffer(buffer)))
        } else {
            Ok(None)
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes.as_bytes(),
            // Checked when it was made, and the interpreter caches the UTF-8.
            Self::Text(text) => text.to_str().unwrap_or_default().as_bytes(),
            Self::Buffer(buffer) => buffer_bytes(buffer),
        }
    }

    /// Runs `work` on the bytes; other threads run meanwhile if that is worth it and safe.
    pub(crate) fn with_bytes<T: Send>(
        &self,
        py: Python<'py>,
        work: impl Send + FnOnce(&[u8]) -> T,
    ) -> T {
        let bytes = self.as_bytes();
        if bytes.len() >= LARGE && self.is_immutable(py) {
            py.detach(|| work(bytes))
        } else {
            work(bytes)
        }
    }

    /// Whether no other thread can change the bytes: a read-only view may still be of something
    /// that its owner writes to, so only `bytes` underneath will do.
    fn is_immutable(&self, py: Python<'py>) -> bool {
        match self {
            Self::Bytes(_) | Self::Text(_) => true,
            Self::Buffer(buffer) => buffer.obj(py).is_some_and(|owner| {
                owner.is_exact_instance_of::<PyBytes>()
                    || owner.getattr("obj").is_ok_and(|obj| obj.is_exact_instance_of::<PyBytes>())
            }),
        }
    }
}

/// A `str` as UTF-8. Lone surrogates, which UTF-8 cannot carry, are encoded all the same: to bytes
/// that no sender can have signed, so that they are refused by the rules and not by a crash.
fn text_bytes<'py>(text: &Bound<'py, PyString>) -> PyResult<Payload<'py>> {
    if text.to_str().is_ok() {
        return Ok(Payload::Text(text.clone()));
    }
    let encoded = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
    Ok(Payload::Bytes(encoded.cast_into()?))
}

#[allow(unsafe_code)]
fn buffer_bytes(buffer: &PyUntypedBuffer) -> &[u8] {
    if buffer.len_bytes() == 0 {
        return &[];
    }
    // SAFETY: the exporter keeps `len_bytes` contiguous, initialised bytes at `buf_ptr` until the
    // buffer is released, which the borrow of `buffer` outlives; the pointer is not null, for the
    // length is not 0. Reading without a copy is the purpose: PyO3 has no safe way to that, since
    // the owner of a mutable buffer may write to it from another thread. With the GIL, none runs
    // meanwhile (`with_bytes` keeps it for such buffers); without, that is the caller's race, as it
    // is for `hashlib`, and its effect is a refused payload.
    unsafe { std::slice::from_raw_parts(buffer.buf_ptr().cast(), buffer.len_bytes()) }
}

pub(crate) fn type_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| "this type".to_owned(), |name| name.to_string())
}
