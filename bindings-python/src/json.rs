//! Builds Python's objects of JSON, in one pass. They are equal to those of `json.loads`.

use hookseal::json::{Builder, JsonString};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString};

use crate::interned::Interned;

/// The builder for one payload.
pub(crate) struct Objects<'py> {
    py: Python<'py>,
    names: Interned,
}

impl<'py> Objects<'py> {
    pub(crate) fn new(py: Python<'py>) -> Self {
        Self { py, names: Interned::borrow() }
    }

    /// An integer of more digits than an `i64` has.
    #[cold]
    fn long_integer(&self, digits: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.py.get_type::<PyInt>().call1((digits,)) {
            // int() refuses more than 4300 digits, which JSON allows.
            Err(error) if error.is_instance_of::<PyValueError>(self.py) => {
                self.py.import("hookseal._integers")?.call_method1("parse_int", (digits,))
            }
            integer => integer,
        }
    }

    #[cold]
    fn unescape(&self, string: JsonString<'_>) -> PyResult<Bound<'py, PyString>> {
        if let Ok(text) = string.decode() {
            return Ok(PyString::new(self.py, &text));
        }
        let encoded = PyBytes::new(self.py, &string.to_wtf8());
        let decode = intern!(self.py, "decode");
        Ok(encoded.call_method1(decode, ("utf-8", "surrogatepass"))?.cast_into()?)
    }
}

impl<'py> Builder<'_> for Objects<'py> {
    type Value = Bound<'py, PyAny>;
    type Array = Bound<'py, PyList>;
    type Object = Bound<'py, PyDict>;
    type Error = PyErr;

    fn null(&mut self) -> PyResult<Self::Value> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn boolean(&mut self, value: bool) -> PyResult<Self::Value> {
        Ok(PyBool::new(self.py, value).to_owned().into_any())
    }

    fn integer(&mut self, digits: &str) -> PyResult<Self::Value> {
        match digits.parse::<i64>() {
            Ok(number) => Ok(number.into_pyobject(self.py)?.into_any()),
            Err(_) => self.long_integer(digits),
        }
    }

    fn float(&mut self, digits: &str) -> PyResult<Self::Value> {
        // Rounds as float() does, and cannot fail: Rust knows every number of JSON.
        let number = digits.parse().unwrap_or(f64::NAN);
        Ok(PyFloat::new(self.py, number).into_any())
    }

    fn string(&mut self, string: JsonString<'_>) -> PyResult<Self::Value> {
        match string.verbatim() {
            Some(text) => Ok(PyString::new(self.py, text).into_any()),
            None => Ok(self.unescape(string)?.into_any()),
        }
    }

    fn array(&mut self) -> PyResult<Self::Array> {
        Ok(PyList::empty(self.py))
    }

    fn push(&mut self, array: &mut Self::Array, value: Self::Value) -> PyResult<()> {
        array.append(value)
    }

    fn end_array(&mut self, array: Self::Array) -> PyResult<Self::Value> {
        Ok(array.into_any())
    }

    fn object(&mut self) -> PyResult<Self::Object> {
        Ok(PyDict::new(self.py))
    }

    fn insert(
        &mut self,
        object: &mut Self::Object,
        name: JsonString<'_>,
        value: Self::Value,
    ) -> PyResult<()> {
        match name.verbatim() {
            Some(text) => self.names.with(self.py, text, |name| object.set_item(name, value)),
            None => object.set_item(self.unescape(name)?, value),
        }
    }

    fn end_object(&mut self, object: Self::Object) -> PyResult<Self::Value> {
        Ok(object.into_any())
    }
}
