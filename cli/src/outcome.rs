//! How a command ends: fine (0), refused or failed (1), or wrong usage (2).

use std::process::ExitCode;

use thiserror::Error;

/// What a command returns. `Ok(ExitCode::FAILURE)` means that it ran, and said no.
pub type Outcome = Result<ExitCode, Fault>;

/// Why a command could not do its work. The message is one sentence; it never contains a secret.
#[derive(Debug, Error)]
pub enum Fault {
    /// A flag, a variable or a file that it names is wrong. The message names it, its value and the cure.
    #[error("{0}")]
    Usage(String),
    /// Something else went wrong.
    #[error("{0}")]
    Failed(String),
}

impl Fault {
    /// The exit status of [`Failed`](Self::Failed).
    pub const FAILED: u8 = 1;
    /// The exit status of [`Usage`](Self::Usage).
    pub const USAGE: u8 = 2;

    /// The exit status.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Usage(_) => Self::USAGE,
            Self::Failed(_) => Self::FAILED,
        })
    }
}
