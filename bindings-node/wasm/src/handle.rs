//! The numbers by which JavaScript holds objects.

use crate::INTERNAL_ERROR;

/// An index as JavaScript gets it.
pub(crate) fn of(index: usize) -> f64 {
    u32::try_from(index).map_or(INTERNAL_ERROR, f64::from)
}
