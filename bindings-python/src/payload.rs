//! Payloads and other byte arguments, read where they are.

use pyo3::buffer::PyUntypedBuffer;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMemoryView, PyString, PyTuple,
};

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
                "{name} must be bytes, bytearray, memoryview or str, not {}{}; pass the raw request \
                 body: request.get_data() in Flask, request.body in Django, await request.body() in \
                 FastAPI and Starlette, await request.read() in aiohttp",
                type_name(object),
                likely_cause(object),
            ))
        })
    }

    /// `None` for a type that holds no bytes.
    pub(crate) fn from_object(object: &Bound<'py, PyAny>) -> PyResult<Option<Self>> {
        if let Some(payload) = Self::from_text(object)? {
            return Ok(Some(payload));
        }
        let Ok(buffer) = PyUntypedBuffer::get(object) else { return Ok(None) };
        if !buffer.is_c_contiguous() {
            return Err(PyValueError::new_err("the buffer is not contiguous; pass bytes(buffer)"));
        }
        Ok(Some(Self::Buffer(buffer)))
    }

    /// `None` for what is neither `bytes` nor `str`.
    pub(crate) fn from_text(object: &Bound<'py, PyAny>) -> PyResult<Option<Self>> {
        if let Ok(text) = object.cast::<PyString>() {
            text_bytes(text).map(Some)
        } else {
            Ok(object.cast::<PyBytes>().ok().map(|bytes| Self::Bytes(bytes.clone())))
        }
    }

    /// The same bytes, copied if anyone could change them between two looks at them.
    pub(crate) fn into_immutable(self, py: Python<'py>) -> Self {
        match self {
            Self::Buffer(buffer) if !is_immutable(&buffer, py) => {
                Self::Bytes(PyBytes::new(py, buffer_bytes(&buffer)))
            }
            payload => payload,
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
    pub(crate) fn with_bytes<'a, T: Send>(
        &'a self,
        py: Python<'py>,
        work: impl Send + FnOnce(&'a [u8]) -> T,
    ) -> T {
        let bytes = self.as_bytes();
        let immutable = match self {
            Self::Bytes(_) | Self::Text(_) => true,
            Self::Buffer(buffer) => is_immutable(buffer, py),
        };
        if bytes.len() >= LARGE && immutable { py.detach(|| work(bytes)) } else { work(bytes) }
    }
}

/// Whether nobody can change the bytes: a read-only view may still be of something that its owner
/// writes to, so only `bytes` underneath will do. (Of any object but a `memoryview`, `obj` may be
/// an attribute of its own that tells nothing.)
fn is_immutable(buffer: &PyUntypedBuffer, py: Python<'_>) -> bool {
    buffer.obj(py).is_some_and(|owner| {
        owner.is_exact_instance_of::<PyMemoryView>()
            && owner.getattr("obj").is_ok_and(|obj| obj.is_exact_instance_of::<PyBytes>())
    })
}

/// What most likely led to a payload of a wrong type, in parentheses.
fn likely_cause(object: &Bound<'_, PyAny>) -> &'static str {
    let has = |name| object.hasattr(name).unwrap_or(false);
    let parsed = object.is_instance_of::<PyDict>()
        || object.is_instance_of::<PyList>()
        || object.is_instance_of::<PyTuple>()
        || object.is_instance_of::<PyBool>()
        || object.is_instance_of::<PyInt>()
        || object.is_instance_of::<PyFloat>();
    if object.is_none() {
        " (the request had no body, or something has read it; an empty one is b'')"
    } else if parsed {
        " (parsed JSON: the signature covers the bytes as they arrived)"
    } else if has("__await__") {
        " (await it first)"
    } else if object.is_callable() {
        " (call it first)"
    } else if has("read") {
        " (a stream: read it first)"
    } else {
        ""
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
    // length is not 0. Reading without a copy is the purpose, and PyO3 has no safe way to that, for
    // another thread without the GIL, or another process in a shared mapping, may write to a
    // mutable buffer meanwhile. The bytes are only hashed or copied, so such a race decides which
    // of the bytes that were there are judged (as with `hashlib`), and nothing else. An event never
    // comes of raced bytes: it is read from a copy, which is what was verified (`into_immutable`).
    unsafe { std::slice::from_raw_parts(buffer.buf_ptr().cast(), buffer.len_bytes()) }
}

pub(crate) fn type_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| "this type".to_owned(), |name| name.to_string())
}
