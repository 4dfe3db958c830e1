//! What SQLite's errors mean for an inbox.

use rusqlite::ffi::{ErrorCode, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE, SQLITE_READONLY_DBMOVED};

use crate::inbox::InboxError;

/// Tells which kind of error it is. The message is SQLite's, which quotes no values.
#[expect(clippy::needless_pass_by_value, reason = "it is for `map_err`")]
pub fn fault(error: rusqlite::Error) -> InboxError {
    let rusqlite::Error::SqliteFailure(failure, _) = &error else {
        return InboxError::Other(error.to_string());
    };
    let message = failure.to_string();
    match (failure.code, failure.extended_code) {
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => InboxError::Timeout(
            "another process holds the lock of the file; end that process, or its transaction"
                .to_owned(),
        ),
        (_, SQLITE_READONLY_DBMOVED) => InboxError::Replaced(message),
        // SQLite reports only a full disk as such, but not a full quota.
        (ErrorCode::DiskFull, _) | (_, SQLITE_IOERR_WRITE | SQLITE_IOERR_SHMSIZE) => {
            InboxError::Full(format!("{message}; make space on the disk, or raise the quota"))
        }
        (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => InboxError::ReadOnly(format!(
            "{message}; give the user that runs hookseal the right to write the file and its folder"
        )),
        (ErrorCode::CannotOpen, _) => InboxError::Unreachable(message),
        (ErrorCode::NotADatabase, _) => {
            InboxError::Schema(format!("{message}; name another file, which will be created"))
        }
        (ErrorCode::DatabaseCorrupt, _) => {
            InboxError::Other(format!("{message}; restore the file from a backup"))
        }
        _ => InboxError::Other(message),
    }
}
