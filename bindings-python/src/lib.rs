//! The Python module: it converts types, errors and names; every rule is in the core.

// Docstrings are for Python's help(), and PyO3 decides how arguments are passed.
#![allow(clippy::doc_markdown, clippy::needless_pass_by_value, clippy::unused_self)]

mod arguments;
mod errors;
mod event;
mod header;
mod payload;
mod request;
mod signing;
mod verification;
mod verified;
mod verifier;

use pyo3::prelude::*;

/// All state is immutable or behind a lock, so the module does not need the GIL.
#[pymodule(gil_used = false)]
fn _hookseal(module: &Bound<'_, PyModule>) -> PyResult<()> {
    errors::install_codes(module.py())?;
    module.add_class::<verifier::Verifier>()?;
    module.add_class::<verification::Verification>()?;
    module.add_class::<verified::Verified>()?;
    module.add_class::<event::Event>()?;
    module.add_function(wrap_pyfunction!(event::read_event, module)?)?;
    module.add_function(wrap_pyfunction!(signing::sign, module)?)?;
    request::install(module)?;
    module.add("HEADER_NAME", hookseal::HEADER_NAME)?;
    module.add("DEFAULT_TOLERANCE", hookseal::DEFAULT_TOLERANCE.as_secs())?;
    module.add("__version__", hookseal::VERSION)
}
