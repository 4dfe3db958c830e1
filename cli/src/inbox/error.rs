//! Why an inbox could not do something.

use thiserror::Error;

/// The kinds that callers, logs and metrics tell apart. Each message names the cause and, where there is one, the cure.
#[derive(Clone, Debug, Error)]
pub enum InboxError {
    /// No connection, or it broke, or the server is starting, stopping or failing over.
    #[error("the inbox cannot be reached: {0}")]
    Unreachable(String),
    /// No answer within the deadline, or another holds a lock for longer.
    #[error("the inbox does not answer in time: {0}")]
    Timeout(String),
    /// The disk or the quota is full.
    #[error("the inbox is full: {0}")]
    Full(String),
    /// A standby, a read-only file system, or missing rights.
    #[error("the inbox cannot be written: {0}")]
    ReadOnly(String),
    /// The file was deleted or replaced while it was open.
    #[error("the inbox file was deleted or replaced: {0}")]
    Replaced(String),
    /// The tables are of a later version of hookseal, or not hookseal's.
    #[error("the inbox has tables that this version cannot use: {0}")]
    Schema(String),
    /// Anything else.
    #[error("the inbox failed: {0}")]
    Other(String),
}

impl InboxError {
    /// A word for metrics: `unreachable`, `timeout`, `full`, `read_only`, `replaced`, `schema` or `other`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Timeout(_) => "timeout",
            Self::Full(_) => "full",
            Self::ReadOnly(_) => "read_only",
            Self::Replaced(_) => "replaced",
            Self::Schema(_) => "schema",
            Self::Other(_) => "other",
        }
    }
}
