//! What an error of PostgreSQL means: for the caller, and for whether to try once more.

use std::error::Error as _;
use std::io;

use tokio_postgres::error::SqlState;

use super::super::InboxError;

/// Why a call failed, and whether it may succeed on a new connection at once.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) error: InboxError,
    pub(super) again: bool,
}

impl Fault {
    /// Trying again would change nothing.
    pub(super) fn lasting(error: InboxError) -> Self {
        Self { error, again: false }
    }

    fn passing(error: InboxError) -> Self {
        Self { error, again: true }
    }
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(refusal) = error.as_db_error() {
            // Only the primary message: the others may quote values.
            let code = refusal.code();
            return by_code(code, format!("{} (SQLSTATE {})", refusal.message(), code.code()));
        }
        let cause = error.source();
        let text = cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        match cause.and_then(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind) {
            // What tokio-postgres says of a server that is not the primary.
            Some(io::ErrorKind::PermissionDenied) if text.contains("does not allow writes") => {
                Self::passing(InboxError::ReadOnly(format!(
                    "{text}; it is a standby, or set to read-only"
                )))
            }
            Some(_) => Self::passing(InboxError::Unreachable(text)),
            None if error.is_closed() => Self::passing(InboxError::Unreachable(text)),
            // The handshake, the password or a value: it would fail in the same way again.
            None => Self::lasting(InboxError::Unreachable(text)),
        }
    }
}

fn by_code(code: &SqlState, text: String) -> Fault {
    let class = code.code().get(..2).unwrap_or_default();
    match (class, code.code()) {
        // Broken connections; terminated, stopping, starting; too many connections. PgBouncer says all of it with 08P01.
        ("08", _) | (_, "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "53300") => {
            Fault::passing(InboxError::Unreachable(text))
        }
        // Serialisation and deadlock: another transaction went first.
        ("40", _) => Fault::passing(InboxError::Timeout(text)),
        // A statement or a lock took too long. There is no time left to try again.
        (_, "57014" | "55P03") => Fault::lasting(InboxError::Timeout(text)),
        // The server became a standby; another host may be the primary now.
        (_, "25006") => Fault::passing(InboxError::ReadOnly(text)),
        (_, "42501") => Fault::lasting(InboxError::ReadOnly(format!(
            "{text}; grant the role SELECT, INSERT, UPDATE and DELETE on the tables hookseal_*, and CREATE on their \
             schema if they do not exist yet"
        ))),
        (_, "53100" | "53400") => Fault::lasting(InboxError::Full(text)),
        ("28", _) | (_, "3D000") => Fault::lasting(InboxError::Unreachable(format!(
            "{text}; check the user, the password and the database of --inbox"
        ))),
        (_, "42P01" | "42703" | "42883" | "42P10") => Fault::lasting(InboxError::Schema(text)),
        _ => Fault::lasting(InboxError::Other(text)),
    }
}
