//! Borrows the bytes of payloads, secrets and header values from their Python objects.

use pyo3::buffer::PyUntypedBuffer;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMemoryView, PyString, PyTuple,
};

/// Below this size, letting other threads run costs more than the hash that they would wait for.
const LARGE: usize = 16 * 1024;

/// A `str` or a bytes-like object, whose bytes are borrowed.
pub(crate) enum BytesLike<'py> {
    Bytes(Bound<'py, PyBytes>),
    Text(Bound<'py, PyString>),
    Buffer(PyUntypedBuffer),
}

impl<'py> BytesLike<'py> {
    /// The error says how to get the raw body, since passing a parsed one is the usual mistake.
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

    /// `None` unless the object is `str` or holds bytes.
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

    /// `None` unless the object is `bytes` or `str`.
    pub(crate) fn from_text(object: &Bound<'py, PyAny>) -> PyResult<Option<Self>> {
        if let Ok(text) = object.cast::<PyString>() {
            text_bytes(text).map(Some)
        } else {
            Ok(object.cast::<PyBytes>().ok().map(|bytes| Self::Bytes(bytes.clone())))
        }
    }

    /// Copies the bytes if they could change between being verified and being read.
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
            // `text_bytes` has checked that it encodes, and the interpreter caches the UTF-8.
            Self::Text(text) => text.to_str().unwrap_or_default().as_bytes(),
            Self::Buffer(buffer) => buffer_bytes(buffer),
        }
    }

    /// Runs `work` on the bytes. Lets other threads run meanwhile if the bytes are many and cannot
    /// change.
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

/// Whether the bytes cannot change. A read-only view is not enough, since its owner may still write:
/// only a `memoryview` of `bytes` is safe. The type is checked first because `obj` may mean anything
/// on another object.
fn is_immutable(buffer: &PyUntypedBuffer, py: Python<'_>) -> bool {
    buffer.obj(py).is_some_and(|owner| {
        owner.is_exact_instance_of::<PyMemoryView>()
            && owner.getattr("obj").is_ok_and(|obj| obj.is_exact_instance_of::<PyBytes>())
    })
}

/// The likely cause of a wrong type, in parentheses.
fn likely_cause(object: &Bound<'_, PyAny>) -> &'static str {
    let has = |name| object.hasattr(name).unwrap_or(false);
    let parsed = object.is_instance_of::<PyDict>()
        || object.is_instance_of::<PyList>()
        || object.is_instance_of::<PyTuple>()
        || object.is_instance_of::<PyBool>()
        || object.is_instance_of::<PyInt>()
        || object.is_instance_of::<PyFloat>();
    if object.is_none() {
        " (the request had no body, or something has read it; for an empty body pass b'')"
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

/// Encodes a `str` as UTF-8. A lone surrogate, which UTF-8 does not allow, is encoded anyway. No
/// sender can have signed the result, so the delivery is refused by the rules, without an exception of
/// Python's own.
fn text_bytes<'py>(text: &Bound<'py, PyString>) -> PyResult<BytesLike<'py>> {
    if text.to_str().is_ok() {
        return Ok(BytesLike::Text(text.clone()));
    }
    let encoded = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
    Ok(BytesLike::Bytes(encoded.cast_into()?))
}

#[allow(unsafe_code)]
fn buffer_bytes(buffer: &PyUntypedBuffer) -> &[u8] {
    if buffer.len_bytes() == 0 {
        return &[];
    }
    // SAFETY: the exporter keeps `len_bytes` contiguous, initialised bytes at `buf_ptr` until the
    // buffer is released, and the borrow of `buffer` ends before that. The pointer is not null,
    // because the length is not 0.
    //
    // PyO3 has no safe way to read a buffer without a copy, because the bytes may change meanwhile:
    // by another thread without the GIL, or by another process in a shared mapping. Here they are
    // only hashed or copied, so a race decides which bytes are judged, as with `hashlib`, and
    // nothing else. An event is read from an immutable copy, the one that was verified
    // (`into_immutable`).
    unsafe { std::slice::from_raw_parts(buffer.buf_ptr().cast(), buffer.len_bytes()) }
}

pub(crate) fn type_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| "this type".to_owned(), |name| name.to_string())
}
