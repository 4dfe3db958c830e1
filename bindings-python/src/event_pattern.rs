//! Which events a handler of a router is for. The names are private, for the router only.

use hookseal::EventPattern;
use pyo3::prelude::*;

use crate::errors::Error;

/// Uses `setattr`, since `add` would also put the names into `__all__`.
pub(crate) fn install(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.setattr("_check_pattern", wrap_pyfunction!(check_pattern, module)?)?;
    module.setattr("_event_matches", wrap_pyfunction!(event_matches, module)?)
}

/// Raise ValueError if no event could match this pattern.
#[pyfunction]
#[pyo3(name = "_check_pattern")]
fn check_pattern(pattern: &str) -> Result<(), Error> {
    EventPattern::new(pattern)?;
    Ok(())
}

/// Return whether an event of this name matches the pattern.
#[pyfunction]
#[pyo3(name = "_event_matches")]
fn event_matches(pattern: &str, name: &str) -> Result<bool, Error> {
    Ok(EventPattern::new(pattern)?.matches(name))
}
