"""Writes the names of WorkOS's events for every language, from core/event-types.txt.

Run it as `python tests/tools/event-types/generate.py`.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "core/event-types.txt"
ORIGIN = "Written by tests/tools/event-types/generate.py from core/event-types.txt."
RUST_WIDTH = 100

RUST = """\
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

PYTHON = '''\
"""The names of WorkOS's events."""

from typing import Literal, TypeAlias

EventType: TypeAlias = Literal[
{names}]
"""The name of an event that WorkOS listed when this version was made. `typing.get_args` lists them.

WorkOS adds new ones over time, and hookseal accepts an event of any name.
"""
'''

TYPESCRIPT = """\
/**
 * The name of an event that WorkOS listed when this version was made. WorkOS adds new ones over time,
 * and hookseal accepts an event of any name.
 */
export type WebhookEventType =
"""


def names() -> list[str]:
    return SOURCE.read_text("utf-8").split()


def rust() -> str:
    constants = {name.upper().replace(".", "_"): name for name in names()}
    if len(constants) != len(names()):
        raise ValueError("two events have the same constant")
    text = f"// {ORIGIN}\n\n{RUST}"
    for constant, name in constants.items():
        declared = f"pub const {constant}: &str ="
        line = f'{declared} "{name}";'
        if len(line) > RUST_WIDTH:
            line = f'{declared}\n    "{name}";'
        text += f"\n/// `{name}`\n{line}\n"
    listed = "".join(f"    {constant},\n" for constant in constants)
    return f"{text}\n/// All names, sorted.\npub const ALL: &[&str] = &[\n{listed}];\n"


def python() -> str:
    listed = "".join(f'    "{name}",\n' for name in names())
    return f"# {ORIGIN}\n{PYTHON.format(names=listed)}"


def typescript() -> str:
    listed = "\n".join(f"  | '{name}'" for name in names())
    return f"// {ORIGIN}\n\n{TYPESCRIPT}{listed}\n"


def files() -> dict[Path, str]:
    return {
        ROOT / "core/src/event_type.rs": rust(),
        ROOT / "bindings-python/python/hookseal/_event_types.py": python(),
        ROOT / "bindings-node/event-types.d.ts": typescript(),
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, "utf-8")
