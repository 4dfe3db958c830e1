//! Results, on standard output.

use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use crate::outcome::Fault;

/// Prints text and ends the line. A reader may close the pipe early, which is no fault.
pub fn line(text: impl Display) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Prints a value as JSON, in one line.
///
/// # Errors
///
/// [`Fault::Failed`] if it has no JSON.
pub fn json(value: &impl Serialize) -> Result<(), Fault> {
    let text = serde_json::to_string(value)
        .map_err(|error| Fault::Failed(format!("the result cannot be written as JSON: {error}")))?;
    line(text);
    Ok(())
}
