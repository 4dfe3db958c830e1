//! The Python module. It converts types, errors and names; every rule is in the core.

// The doc comments become Python docstrings, and PyO3 prescribes how arguments are passed.
#![allow(clippy::doc_markdown, clippy::needless_pass_by_value, clippy::unused_self)]

mod action;
mod arguments;
mod bytes_like;
mod diagnosis;
mod errors;
mod event;
mod event_pattern;
mod header;
mod interned;
mod json;
mod request;
mod signing;
mod verification;
mod verified;
mod verifier;

use pyo3::prelude::*;

/// The module does not need the GIL: all its state is immutable or behind a lock.
#[pymodule(gil_used = false)]
fn _hookseal(module: &Bound<'_, PyModule>) -> PyResult<()> {
    errors::install_codes(module.py())?;
    module.add_class::<verifier::Verifier>()?;
    module.add_class::<verification::Verification>()?;
    module.add_class::<verified::Verified>()?;
    module.add_class::<event::Event>()?;
    action::install(module)?;
    module.add_function(wrap_pyfunction!(event::read_event, module)?)?;
    module.add_function(wrap_pyfunction!(signing::sign, module)?)?;
    diagnosis::install(module)?;
    event_pattern::install(module)?;
    request::install(module)?;
    module.add("HEADER_NAME", hookseal::HEADER_NAME)?;
    module.add("DEFAULT_TOLERANCE", hookseal::DEFAULT_TOLERANCE.as_secs())?;
    module.add("__version__", hookseal::VERSION)
}
