//! What flags and variables mean, and what is said when they are wrong. Each kind of value is read in one place.

pub mod common;
pub mod delivery;
pub mod events_api;
pub mod inbox_url;
pub mod moment;
pub mod payload;
pub mod redact;
pub mod secrets;
pub mod size;
pub mod source;
pub mod tolerance;
pub mod values;
pub mod variables;
