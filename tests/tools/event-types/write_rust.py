"""Writes the names of the events as constants of Rust."""

from schemas import Schemas

WIDTH = 100

MODULE = """\
//! The names of WorkOS's events, as constants that cannot be mistyped.
//!
//! These are the events that WorkOS listed when this version was made. WorkOS adds new ones over
//! time, and hookseal accepts an event of any name, so a `match` needs a last arm for the others.
//!
//! ```
//! # #[cfg(not(feature = "event"))]
//! # fn main() {}
//! # #[cfg(feature = "event")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use hookseal::event_type::{CONNECTION_ACTIVATED, CONNECTION_DELETED};
//!
//! # let secret = "whsec_example";
//! # let payload = r#"{"id":"event_01","event":"connection.deleted","data":{}}"#;
//! # let (header, now) = (hookseal::sign(secret, payload, 1), 1);
//! # let verifier = hookseal::Verifier::new(secret)?;
//! let event = verifier.construct_event_at(payload, &header, now)?;
//! let enabled = match event.event() {
//!     CONNECTION_ACTIVATED => Some(true),
//!     CONNECTION_DELETED => Some(false),
//!     _ => None, // other events, and those added later
//! };
//! assert_eq!(enabled, Some(false));
//! # Ok(())
//! # }
//! ```
"""


def constants(schemas: Schemas) -> str:
    by_constant = {name.upper().replace(".", "_"): name for name in schemas.names}
    if len(by_constant) != len(schemas.names):
        raise ValueError("two events have the same constant")
    text = MODULE
    for constant, name in by_constant.items():
        declared = f"pub const {constant}: &str ="
        line = f'{declared} "{name}";'
        if len(line) > WIDTH:
            line = f'{declared}\n    "{name}";'
        text += f"\n/// `{name}`\n{line}\n"
    listed = "".join(f"    {constant},\n" for constant in by_constant)
    return f"{text}\n/// All names, sorted.\npub const ALL: &[&str] = &[\n{listed}];\n"
